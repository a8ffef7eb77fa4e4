"""A whole case: which tables hold something about one participant, and every row of it.

Which tables those are follows from the tables themselves, so that a table added later is never left behind: a table is
part of a case when it belongs to a participant, or to something that belongs to one. Keys to find people by, the audit
chain, signed versions, drafts and the bytes of files stand apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Column, LargeBinary, Table, bindparam, func, select, update
from sqlalchemy.orm import Session

from workwell_desktop.models.base import Base, UtcDateTime
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.participants import MatchKey, Merge, NameKey, NotTheSame, Participant

PERSON: Table = Base.metadata.tables[Participant.__tablename__]
EPISODE: Table = Base.metadata.tables[Episode.__tablename__]
STAMPS = frozenset(["created_at", "created_by", "updated_at", "updated_by"])
_APART = frozenset(table.__tablename__ for table in (NameKey, MatchKey, Merge, NotTheSame))

Row = dict[str, Any]
Rows = dict[str, list[Row]]
"""The rows of a case by the name of their table, parents before children."""


class Part(NamedTuple):
    """One table of a case, and the column that says to what it belongs."""

    table: Table
    owner: Column[Any]
    parent: Table


@cache
def parts() -> tuple[Part, ...]:
    """Return the tables of a case, parents before children; the participant itself is not among them."""
    found: dict[str, Part] = {}
    for table in Base.metadata.sorted_tables:
        owners = [
            Part(table, key.parent, key.column.table)
            for key in table.foreign_keys
            if not key.parent.nullable and (key.column.table is PERSON or key.column.table.name in found)
        ]
        if owners and table.name not in _APART:
            # What belongs to a participant and to a spell of support too is the participant's.
            found[table.name] = min(owners, key=lambda part: (part.parent is not PERSON, part.owner.name))
    return tuple(found.values())


def own_parts() -> tuple[Part, ...]:
    """Return the tables whose rows name the participant themselves."""
    return tuple(part for part in parts() if part.parent is PERSON)


def case_rows(session: Session, person_id: int) -> Rows:
    """Return every row of a case, the participant first, without large contents (papers) that never change."""
    rows: Rows = {PERSON.name: _read(session, PERSON, PERSON.c.id, [person_id])}
    for part in parts():
        owners = [row["id"] for row in rows.get(part.parent.name, [])]
        rows[part.table.name] = _read(session, part.table, part.owner, owners) if owners else []
    return rows


def count_rows(rows: Rows) -> int:
    """Return how many rows a case has."""
    return sum(len(of) for of in rows.values())


def count_cases(session: Session, people: Sequence[int], names: Iterable[str]) -> dict[int, dict[str, int]]:
    """Count the rows of these tables in each of these cases: a question a table, however many people there are.

    A table has to belong to a participant or to a spell of support.
    """
    counts: dict[int, dict[str, int]] = {person: {} for person in people}
    for name in names:
        part = next(one for one in parts() if one.table.name == name)
        of_person = part.owner if part.parent is PERSON else EPISODE.c.participant_id
        question = select(of_person, func.count()).select_from(part.table).where(of_person.in_(people))
        if part.parent is not PERSON:
            question = question.join(EPISODE, part.owner == EPISODE.c.id)
        for person, number in session.connection().execute(question.group_by(of_person)):
            counts[person][name] = number
    return counts


def change_row(session: Session, table: Table, row_id: int, values: Mapping[str, Any]) -> None:
    """Set columns of one row of a case as they are given, the stamps too where they are among them."""
    session.connection().execute(
        update(table).where(table.c.id == bindparam("of_id")).values(**values), {"of_id": row_id}
    )


def as_json(value: Any) -> Any:
    """Return a value of a row as JSON can hold it: a day or a moment as ISO text."""
    return value.isoformat() if isinstance(value, date) else value


def from_json(column: Column[Any], value: Any) -> Any:
    """Return a value as the column holds it, from what :func:`as_json` made of it."""
    if value is None or not isinstance(value, str):
        return value
    if isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if column.type.python_type is date else value


def _read(session: Session, table: Table, column: Column[Any], among: Iterable[int]) -> list[Row]:
    columns = [one for one in table.columns if not isinstance(one.type, LargeBinary)]
    rows = session.connection().execute(select(*columns).where(column.in_(list(among))).order_by(table.c.id))
    return [dict(row._mapping) for row in rows]
