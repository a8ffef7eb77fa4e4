"""Making one person of two records, and two of one again. Both sides are kept as they were, whole and for ever.

A merge is one transaction: the chosen values go to the record that is kept, everything that belongs to the other goes
over to it, and the other is marked as merged and found no more. What the merge changed is written down value by value
beside the two snapshots; to undo it, each value goes back, unless somebody changed it since: that, and whatever was
added, stays with the kept one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from workwell_desktop.casework.agreements import add_agreement
from workwell_desktop.casework.comparing import FIELDS, FIRST, RUNNING, SECOND
from workwell_desktop.casework.date_readers import plain
from workwell_desktop.casework.episodes import recount_of
from workwell_desktop.casework.people import JOINED, current_episode, full_name, participant, sort_name
from workwell_desktop.casework.person_keys import drop_keys, write_keys
from workwell_desktop.casework.sharing_rule import REFUSED, WITHDRAWN
from workwell_desktop.casework.whole_case import (
    EPISODE,
    PERSON,
    STAMPS,
    Row,
    Rows,
    as_json,
    case_rows,
    change_row,
    from_json,
    own_parts,
    parts,
)
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.agreements import Agreement
from workwell_desktop.models.base import Base
from workwell_desktop.models.drafts import Draft
from workwell_desktop.models.participants import Merge
from workwell_desktop.vault.case_columns import CASE_COLUMNS
from workwell_desktop.vault.store import Transaction, Vault
from workwell_desktop.vault.versions import DECIDED, RELEASED, agreement_detail

_OF_A_NO = tuple(column.key for column in Agreement.__table__.columns if column.key not in {"id", *STAMPS})
UNSAVED = "Some words about this person are not saved yet."
_OF_A_SET = ("communication_need", "condition")  # a person has each code once
_AGREEMENT = Agreement.__tablename__
_WORKED_OUT = {EPISODE.name: CASE_COLUMNS | {"weeks_end_on"}}  # follow from other values, and are not put back


@dataclass(frozen=True)
class MergeLine:
    """One merge that can be undone: who was merged into the kept one, when, and why not where it cannot be yet."""

    merge_id: int
    name: str
    when: str
    not_yet: str = ""


def merge(vault: Vault, first: int, second: int, chosen: Mapping[str, str], kept: str, spell: str = "") -> int:
    """Make one person of two records and return the id of the kept one. ``kept`` is first or second.

    ``chosen`` says for each field of ``FIELDS`` whose value stays (first or second; the kept one's where nothing is
    said). ``spell`` says whose running spell of support goes on where both have one; the other is closed today.
    Raises ``WorkwellError`` for one record twice, a record that is in the bin or merged already, or unsaved words.
    """
    keep, gone = (first, second) if kept == FIRST else (second, first)
    with vault.transaction() as t:
        _refuse(t.session, keep, gone)
        before = {"kept": case_rows(t.session, keep), "gone": case_rows(t.session, gone)}
        sides = {FIRST: participant(t.session, first), SECOND: participant(t.session, second)}
        values = {name: getattr(sides[chosen.get(name, kept)], name) for name in FIELDS}
        values["sort_name"] = sort_name(values["first_name"], values["last_name"], values["known_as"])
        for name, value in values.items():
            setattr(sides[kept], name, value)
        t.session.flush()
        _close_one(t, before, keep if (spell or kept) == kept else gone)
        _move(t, before["gone"], gone, keep)
        _name_spells(t.session, keep, values["sort_name"])
        t.session.expire_all()
        participant(t.session, gone).merged_into = keep
        drop_keys(t, gone)
        t.session.flush()
        content = {"before": _frozen(before), "changes": _changes(t.session, before, keep, gone)}
        row = t.insert(Merge, {"kept_id": keep, "merged_id": gone, "before": json.dumps(content, ensure_ascii=False)})
        write_keys(t, keep)  # now that it is written down what was merged: the former names find them too
        t.record("merge", "participant", keep, {"merge": row, "merged": gone})
        t.record("merged", "participant", gone, {"merge": row, "kept": keep})
        return keep


def unmerge(vault: Vault, merge_id: int) -> tuple[int, int]:
    """Make two records of one again, and return the ids of the kept and of the other one.

    Each value that the merge changed goes back, unless it was changed since. What was added since stays with the kept
    one; a no to sharing counts for both. Raises ``WorkwellError`` when it is undone already, a later merge has to be
    undone first, or words are unsaved.
    """
    with vault.transaction() as t:
        row = t.session.get_one(Merge, merge_id)
        problem = _not_yet(t.session, row)
        if problem:
            raise WorkwellError(problem, "Open the record that was kept, and look at what was merged there.")
        if _unsaved(t.session, row.kept_id):  # it was read from both, and would go into the record of the one
            raise WorkwellError(UNSAVED, "Save what was typed first, or go back to what is saved.")
        keep, gone = row.kept_id, row.merged_id
        content = json.loads(row.before)
        theirs = content["before"]["gone"]
        noes = _noes_since(t.session, content["before"], keep)
        added = _added_to(t.session, theirs, keep)
        _put_back(t, content["before"], content["changes"])
        _bring_back(t, theirs, gone)
        t.session.expire_all()
        _leave_with_kept(t.session, added, keep)
        t.session.expire_all()
        for no in noes:
            add_agreement(t, no | {"participant_id": gone})
        t.session.get_one(Merge, merge_id).undone_at = t.now
        for person in (keep, gone):
            recount_of(t.session, person)
            write_keys(t, person)
        t.record("unmerge", "participant", keep, {"merge": merge_id, "merged": gone})
        t.record("unmerged", "participant", gone, {"merge": merge_id, "kept": keep})
        return keep, gone


def merges_of(vault: Vault, participant_id: int) -> tuple[MergeLine, ...]:
    """Return what was merged into a participant and not undone, the newest first: only that one can be undone now."""
    with vault.reading() as session:
        rows = session.scalars(
            select(Merge).where(Merge.kept_id == participant_id, Merge.undone_at.is_(None)).order_by(Merge.id.desc())
        ).all()
        return tuple(
            MergeLine(
                row.id,
                full_name(participant(session, row.merged_id)),
                plain(row.created_at.astimezone().date()),
                _not_yet(session, row),
            )
            for row in rows
        )


def _refuse(session: Session, keep: int, gone: int) -> None:
    if keep == gone:
        raise WorkwellError("These are one record already.")
    for person in (keep, gone):
        row = participant(session, person)
        if row.binned_at is not None or row.merged_into is not None:
            raise WorkwellError("One of these records is in the bin or was merged before.", "Look for the person anew.")
    if _unsaved(session, keep, gone):
        raise WorkwellError(
            UNSAVED,
            "Open both records first, and save what was typed or go back to what is saved.",
        )


def _unsaved(session: Session, *people: int) -> bool:
    """Say whether something was typed about one of them that is not saved yet."""
    return session.scalar(select(Draft.id).where(Draft.participant_id.in_(people)).limit(1)) is not None


def _not_yet(session: Session, row: Merge) -> str:
    """Return why a merge cannot be undone now, or nothing."""
    if row.undone_at is not None:
        return "This was undone already."
    kept = participant(session, row.kept_id)
    if kept.merged_into is not None or kept.binned_at is not None:
        return "The kept record is in the bin, or was merged itself."
    later = select(Merge.id).where(Merge.kept_id == row.kept_id, Merge.id > row.id, Merge.undone_at.is_(None))
    return "Undo the later one first." if session.scalar(later.limit(1)) is not None else ""


def _close_one(t: Transaction, before: Mapping[str, Rows], goes_on: int) -> None:
    """Close today what runs on the side that does not go on, where both have a spell of support that runs."""
    running = {
        person: [spell for spell in rows["episode"] if spell["state"] in RUNNING]
        for rows in before.values()
        for person in (rows[PERSON.name][0]["id"],)
    }
    if not all(running.values()):
        return
    for person, spells in running.items():
        for spell in spells if person != goes_on else ():
            values = {"state": "closed", "closed_on": t.clock.today(), "close_reason": JOINED, "weeks_end_on": None}
            change_row(t.session, EPISODE, spell["id"], values)


def _move(t: Transaction, rows: Rows, gone: int, keep: int) -> None:
    """Give everything that names the one person to the other."""
    connection = t.session.connection()
    for part in own_parts():
        table, wanted = part.table, part.owner == gone
        if table.name in _OF_A_SET:
            there = select(table.c.code).where(part.owner == keep)
            wanted = wanted & table.c.code.not_in(there)
        connection.execute(update(table).where(wanted).values({part.owner.name: keep}))
    for agreement in rows[_AGREEMENT]:
        _seal_anew(t, agreement, agreement | {"participant_id": keep})


def _seal_anew(t: Transaction, was: Row, now: Row) -> None:
    """Let go of the seal of an agreement as it was, and seal it as it is: the words are the same, the record is not."""
    t.record(RELEASED, _AGREEMENT, was["id"], agreement_detail(was))
    t.record(*DECIDED, was["id"], agreement_detail(now))


def _name_spells(session: Session, person: int, name: str) -> None:
    """Sort the running spells of a person under their name."""
    session.connection().execute(
        update(EPISODE).where(EPISODE.c.participant_id == person, EPISODE.c.state.in_(RUNNING)).values(sort_name=name)
    )


def _frozen(before: Mapping[str, Rows]) -> dict[str, dict[str, list[Row]]]:
    return {
        side: {name: [{k: as_json(v) for k, v in row.items()} for row in of] for name, of in rows.items() if of}
        for side, rows in before.items()
    }


def _changes(session: Session, before: Mapping[str, Rows], keep: int, gone: int) -> list[list[Any]]:
    """Return every value that differs from what it was: table, row, column, before, after."""
    after = {
        (name, row["id"]): row
        for person in (keep, gone)
        for name, rows in case_rows(session, person).items()
        for row in rows
    }
    return [
        [name, row["id"], column, as_json(value), as_json(after[name, row["id"]][column])]
        for rows in before.values()
        for name, of in rows.items()
        for row in of
        for column, value in row.items()
        if column not in STAMPS and column not in _WORKED_OUT.get(name, ()) and after[name, row["id"]][column] != value
    ]


def _put_back(t: Transaction, before: Mapping[str, Mapping[str, list[Row]]], changes: list[list[Any]]) -> None:
    """Give each changed value back that is still as the merge left it."""
    rows = {(name, row["id"]): row for of in before.values() for name, rows_ in of.items() for row in rows_}
    for name, row_id, column_name, was, made in changes:
        table = Base.metadata.tables[name]
        column = table.c[column_name]
        now = t.session.connection().execute(select(table).where(table.c.id == row_id)).mappings().first()
        if now is None or not _is_still(dict(now), rows[name, row_id]):
            continue  # taken away since, and perhaps its number given to another row
        if now[column_name] != from_json(column, made):
            continue
        change_row(t.session, table, row_id, {column_name: from_json(column, was)})
        if name == _AGREEMENT:
            _seal_anew(t, dict(now), dict(now) | {column_name: was})


def _is_still(now: Mapping[str, Any], row: Row) -> bool:
    """Say whether a row is the one it was, by what never changes in one."""
    return all(as_json(now[name]) == row[name] for name in ("created_at", "created_by", "uid", "code") if name in row)


def _bring_back(t: Transaction, theirs: Mapping[str, list[Row]], gone: int) -> None:
    """Write anew the needs and conditions that the other person had and that were taken away since."""
    connection = t.session.connection()
    for name in _OF_A_SET:
        table = Base.metadata.tables[name]
        there = set(connection.execute(select(table.c.code).where(table.c.participant_id == gone)).scalars())
        for row in theirs.get(name, ()):
            if row["code"] in there:
                continue
            values = {key: from_json(table.c[key], value) for key, value in row.items()}
            if connection.scalar(select(table.c.id).where(table.c.id == row["id"])) is not None:
                del values["id"]  # given to another row since
            connection.execute(insert(table).values(**values))


def _added_to(session: Session, theirs: Mapping[str, list[Row]], keep: int) -> dict[str, list[int]]:
    """Return what was added since to the other person's spells of support: the rows by their table."""
    spells = [row["id"] for row in theirs.get(EPISODE.name, ())]
    added: dict[str, list[int]] = {}
    for part in parts():
        if "episode_id" not in part.table.c:
            continue
        known = {row["id"] for row in theirs.get(part.table.name, ())}
        ours = select(part.table.c.id).where(part.table.c.episode_id.in_(spells))
        if part.parent is PERSON:
            ours = ours.where(part.owner == keep)
        if "assessment_id" in part.table.c:  # a score goes where the assessment goes in which it was given
            named = part.table.c.assessment_id
            ours = ours.where(named.is_(None) | named.not_in([row["id"] for row in theirs.get("assessment", ())]))
        added[part.table.name] = [row for row in session.connection().execute(ours).scalars() if row not in known]
    return added


def _noes_since(session: Session, before: Mapping[str, Mapping[str, list[Row]]], keep: int) -> list[Row]:
    """Return what was refused or taken back while the two were one. It may have been either, so it stops both."""
    known = {row["id"] for rows in before.values() for row in rows.get(_AGREEMENT, ())}
    said = session.scalars(
        select(Agreement)
        .where(Agreement.participant_id == keep, Agreement.state.in_((REFUSED, WITHDRAWN)))
        .order_by(Agreement.id)
    )
    return [{name: getattr(row, name) for name in _OF_A_NO} for row in said if row.id not in known]


def _leave_with_kept(session: Session, added: Mapping[str, list[int]], keep: int) -> None:
    """Let what was added since hang on the kept person's own spell of support.

    A plan, an assessment or a job that was begun in the other's spell goes with it where the kept one has its own.
    """
    own = current_episode(session, keep).id
    for name, rows in added.items():
        table = Base.metadata.tables[name]
        taken = table.c.episode_id.unique and session.connection().scalar(
            select(table.c.id).where(table.c.episode_id == own).limit(1)
        )
        for row_id in rows if not taken else ():
            change_row(session, table, row_id, {"episode_id": own})
