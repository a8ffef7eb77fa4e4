"""Removing a whole case for good: row by row, and what has to stay is emptied.

Two tables only grow (``vault/ddl.py``): the record of what was done, which holds no words, and the signed versions.
What has a signed version leaves an empty row behind, and so do the participant and their spells of support: SQLite
gives the number of a deleted last row again, and a new record must never be taken for the one that was removed. Papers
and agreements are sealed one by one; each seal is let go by an event of its own, so that the check of the vault holds.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Boolean, Column, Date, Table, delete, or_, select, update
from sqlalchemy.orm import Session

from workwell_desktop.casework.attachment_bin import drop_unused_bytes
from workwell_desktop.casework.person_keys import drop_keys
from workwell_desktop.casework.whole_case import EPISODE, PERSON, STAMPS, Rows, case_rows, parts
from workwell_desktop.models.audit import RecordVersion
from workwell_desktop.models.drafts import Draft
from workwell_desktop.models.lists import ImportedRow
from workwell_desktop.models.participants import Merge, NotTheSame
from workwell_desktop.vault.store import Transaction
from workwell_desktop.vault.versions import RELEASED, agreement_detail, paper_detail

_STAYS = frozenset({"id", "uid", "state", *STAMPS})
_PIECE = 500  # numbers a question to the database
Shells = dict[str, set[int]]


def family(session: Session, person_id: int) -> tuple[int, ...]:
    """Return a participant and everybody who was merged into them, one after another."""
    found = [person_id]
    for person in found:
        merged = select(PERSON.c.id).join(Merge, Merge.merged_id == PERSON.c.id)
        wanted = (Merge.kept_id == person, Merge.undone_at.is_(None))
        found += [row for row in session.scalars(merged.where(*wanted)) if row not in found]
    return tuple(found)


def remove(t: Transaction, person_id: int) -> None:
    """Remove the case of a participant, and of everybody who was merged into them; the caller knows that it may."""
    people = family(t.session, person_id)
    for person in people:
        drop_keys(t, person)
        _remove_one(t, person)
    drop_unused_bytes(t)
    connection = t.session.connection()
    for table, columns in (
        (Merge, (Merge.kept_id, Merge.merged_id)),
        (NotTheSame, (NotTheSame.first_id, NotTheSame.second_id)),
        (Draft, (Draft.participant_id,)),
    ):
        connection.execute(delete(table).where(or_(*(column.in_(people) for column in columns))))
    connection.execute(update(PERSON).where(PERSON.c.id.in_(people)).values(removed_at=t.now, merged_into=None))
    t.session.expire_all()
    t.record("remove", "participant", person_id, {"records": len(people)})


def _remove_one(t: Transaction, person: int) -> None:
    connection = t.session.connection()
    rows = case_rows(t.session, person)
    for paper in rows["paper"]:
        detail = paper_detail(paper["kind"], paper["reference"], paper["sha256"], paper["document_sha256"])
        t.record(RELEASED, "paper", paper["id"], detail)
    for agreement in rows["agreement"]:
        t.record(RELEASED, "agreement", agreement["id"], agreement_detail(agreement))
    shells = _shells(t.session, rows)
    for table in (*(part.table for part in reversed(parts())), PERSON):
        for row in rows[table.name]:
            if row["id"] in shells.get(table.name, ()):
                connection.execute(update(table).where(table.c.id == row["id"]).values(**_emptied(table, t)))
        numbers = [row["id"] for row in rows[table.name]]
        gone = [number for number in numbers if number not in shells.get(table.name, ())]
        for begun in range(0, len(numbers), _PIECE):
            came = ImportedRow.entity_id.in_(numbers[begun : begun + _PIECE])
            connection.execute(delete(ImportedRow).where(ImportedRow.entity == table.name, came))
            connection.execute(delete(table).where(table.c.id.in_(gone[begun : begun + _PIECE])))


def _shells(session: Session, rows: Rows) -> Shells:
    """Return which rows have to stay as empty ones: with a signed version, or with something that hangs on them."""
    shells: Shells = {name: {row["id"] for row in rows[name]} for name in (PERSON.name, EPISODE.name)}
    for part in reversed(parts()):
        name = part.table.name
        ids = [row["id"] for row in rows[name]]
        signed = select(RecordVersion.entity_id).where(RecordVersion.entity == name, RecordVersion.entity_id.in_(ids))
        shells.setdefault(name, set()).update(session.scalars(signed))
        for row in rows[name]:
            if row["id"] in shells[name]:
                shells.setdefault(part.parent.name, set()).add(row[part.owner.name])
    return shells


def _emptied(table: Table, t: Transaction) -> dict[str, Any]:
    """Return the values of an empty row: nothing where that may be, else what a new row begins with."""
    return {
        column.name: _nothing(column, t.clock.today())
        for column in table.columns
        if column.name not in _STAYS and (column.nullable or not column.foreign_keys) and column.name != "binned_at"
    }


def _nothing(column: Column[Any], today: date) -> Any:
    if column.nullable:
        return None
    if column.default is not None and column.default.is_scalar:
        return column.default.arg  # type: ignore[attr-defined]  # a scalar default has one
    if isinstance(column.type, Date):
        return today
    return False if isinstance(column.type, Boolean) else "" if column.type.python_type is str else 0
