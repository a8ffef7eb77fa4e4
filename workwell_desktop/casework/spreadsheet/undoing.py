"""Takes an import back in one step: every row it made, but for those of people whom somebody worked on since.

That somebody was looked at stands in the record by their number. So the numbers of people and of their spells of
support are never given again, not even those of the last rows (``AUTOINCREMENT``, see the models). Of the other tables
the record names a row only when somebody worked on it, and then it stays, with the whole person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, Table, delete, select
from sqlalchemy.orm import Session

from workwell_desktop.casework.people import full_name
from workwell_desktop.casework.person_keys import drop_keys
from workwell_desktop.casework.spreadsheet.writing import numbered_tables
from workwell_desktop.models.base import Base
from workwell_desktop.models.drafts import Draft
from workwell_desktop.models.lists import ImportedRow, SpreadsheetImport
from workwell_desktop.models.participants import Merge, Participant
from workwell_desktop.vault.store import Vault

_PIECE = 500  # numbers a question to the database
_OWN = {ImportedRow.__tablename__, SpreadsheetImport.__tablename__}
SHOWN = 10

Place = tuple[str, int]
"""A row: the name of its table, and its number."""


@dataclass(frozen=True)
class Import:
    """One spreadsheet that was brought in: when, its counts, and whether it was taken back."""

    id: int
    on: date
    at: str
    sheet: str
    new: int
    duplicates: int
    rejected: int
    undone: bool


@dataclass(frozen=True)
class Undone:
    """What was taken back: people, and the names of those whose rows were changed since and stay."""

    people: int
    kept: tuple[str, ...]


def imports(vault: Vault, most: int = 20) -> tuple[Import, ...]:
    """Return the spreadsheets that were brought in, newest first."""
    with vault.reading() as session:
        rows = session.scalars(select(SpreadsheetImport).order_by(SpreadsheetImport.id.desc()).limit(most))
        return tuple(_import(row) for row in rows)


def _import(row: SpreadsheetImport) -> Import:
    when = row.created_at.astimezone()
    undone = row.undone_at is not None
    return Import(row.id, when.date(), f"{when:%H:%M}", row.sheet, row.new, row.duplicates, row.rejected, undone)


def undo(vault: Vault, import_id: int) -> Undone:
    """Take back what an import made, in one transaction. People who were worked on since stay whole, and are named.

    What was done with the import stays in the record. Doing it twice does nothing more. Slow for long sheets; run
    beside the window. Raises ``NotKept``: then nothing was taken back.
    """
    with vault.transaction() as transaction, transaction.roomy():
        session = transaction.session
        row = session.get_one(SpreadsheetImport, import_id)
        if row.undone_at is not None:
            return Undone(0, ())
        owners = _owners(session, import_id)
        kept = {owners[place] for place in _changed(session, row) if place in owners}
        kept |= _merged_into(session, kept)
        gone = [place for place, owner in owners.items() if owner not in kept]
        names = _names(session, kept)
        for table, number in gone:
            if table == Participant.__tablename__:
                drop_keys(transaction, number)
        _remove(session, gone)
        session.execute(delete(ImportedRow).where(ImportedRow.import_id == import_id))
        row.undone_at = transaction.now
        people = sum(1 for table, _id in gone if table == Participant.__tablename__)
        transaction.record("undo", "spreadsheet_import", import_id, {"people": people, "kept": len(kept)})
        return Undone(people, names)


def _owners(session: Session, import_id: int) -> dict[Place, int]:
    """Return every row of an import with the participant it is about."""
    owners: dict[Place, int] = {}
    for table in numbered_tables():
        question = select(table.c.id, _owner(table)).where(table.c.id.in_(_came(import_id, table)))
        owners |= {(table.name, row[0]): row[1] or 0 for row in session.execute(question)}
    return owners


def _owner(table: Table) -> ColumnElement[int]:
    """Return how the participant of a row is found: it is one, names one, or names an episode."""
    if table.name == Participant.__tablename__:
        return table.c.id
    if "participant_id" in table.c:
        return table.c.participant_id
    if "episode_id" in table.c:
        episode = Base.metadata.tables["episode"]
        return select(episode.c.participant_id).where(episode.c.id == table.c.episode_id).scalar_subquery()
    return table.c.id * 0


def _changed(session: Session, row: SpreadsheetImport) -> set[Place]:
    """Return the rows of an import that were changed since, or that something written since points to."""
    changed: set[Place] = set()
    ours = set(session.scalars(select(ImportedRow.entity).where(ImportedRow.import_id == row.id).distinct()))
    for table in Base.metadata.sorted_tables:
        if table.name in _OWN or "id" not in table.c:
            continue  # keys to be found by belong to their person and go with them
        if table.name in ours:
            later = select(table.c.id).where(table.c.id.in_(_came(row.id, table)), table.c.updated_at != row.created_at)
            changed |= {(table.name, number) for number in session.scalars(later)}
        for key in table.foreign_keys:
            target, column = key.column.table, key.parent
            if target.name in ours:
                since = table.c.id.not_in(_came(row.id, table))
                pointing = select(column).where(column.in_(_came(row.id, target)), since)
                changed |= {(target.name, number) for number in session.scalars(pointing)}
    people = Base.metadata.tables[Participant.__tablename__]
    typed = select(Draft.participant_id).where(Draft.participant_id.in_(_came(row.id, people)))
    return changed | {(people.name, number) for number in session.scalars(typed)}


def _merged_into(session: Session, people: set[int]) -> set[int]:
    """Return who has the rows of these people now, and is one person with them."""
    found: set[int] = set()
    newer = people
    while newer:
        question = select(Merge.kept_id).where(Merge.merged_id.in_(newer), Merge.undone_at.is_(None))
        newer = set(session.scalars(question)) - found
        found |= newer
    return found


def _came(import_id: int, table: Table) -> Select[int]:
    """Return the question for the numbers of the rows of a table that came with an import."""
    return select(ImportedRow.entity_id).where(ImportedRow.import_id == import_id, ImportedRow.entity == table.name)


def _names(session: Session, people: set[int]) -> tuple[str, ...]:
    rows = [session.get(Participant, number) for number in sorted(people)]
    return tuple(full_name(row) for row in rows if row is not None)


def _remove(session: Session, gone: list[Place]) -> None:
    """Delete rows, those that point before those that are pointed to."""
    for table in reversed(numbered_tables()):
        numbers = [number for name, number in gone if name == table.name]
        for start in range(0, len(numbers), _PIECE):
            session.execute(delete(table).where(table.c.id.in_(numbers[start : start + _PIECE])))
