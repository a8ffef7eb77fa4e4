"""Brings a spreadsheet in that was tried out: all of it in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import Table, func, insert, literal, select
from sqlalchemy.orm import Session

from workwell_desktop.casework import intake_rows
from workwell_desktop.casework.episodes import BEFORE_US, recount
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.spreadsheet.checking import TELL_EVERY, GoodRow, LikelyRow, StoppedError, Trial
from workwell_desktop.casework.training_mark import refuse_real_people
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.models.base import Base
from workwell_desktop.models.contacts import Note
from workwell_desktop.models.employment import FitNote
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.lists import ImportedRow, SpreadsheetImport
from workwell_desktop.sheets.reading import Sheet
from workwell_desktop.vault.store import Transaction, Vault

Choice = Literal["new", "leave", "notes"]
"""What becomes of somebody who is likely known: somebody new all the same, left out, or their notes are added."""

_NOT_OURS = {AuditEvent.__tablename__, SpreadsheetImport.__tablename__}  # they are about the import, not of it


@dataclass(frozen=True)
class Brought:
    """What was brought in: the import's id, people who are new, people whose notes were added, people left out."""

    import_id: int
    new: int
    noted: int
    left: int


def bring_in(
    vault: Vault,
    sheet: Sheet,
    trial: Trial,
    choices: Mapping[int, Choice],
    *,
    told: Callable[[int, int], object] = lambda _done, _whole: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Brought:
    """Bring in what was tried out, for the coach who is signed in. Slow for long sheets; run beside the window.

    ``choices`` says for the number of each likely row what becomes of it; one that is not there is left out. ``told``
    gets how many people of how many are done. Raises ``StoppedError``, ``NotKept``, and
    ``TrainingOnly`` in a training vault: nothing is kept then.
    """
    with vault.transaction() as transaction, transaction.roomy():
        refuse_real_people(transaction.session)
        before = _highest(transaction.session)
        made = _Made(transaction)
        chosen = [(row, choices.get(row.row.number, "leave")) for row in trial.duplicates]
        whole = len(trial.new) + len(chosen)
        for done, row in enumerate(trial.new):
            _pause(done, whole, told, stopped)
            made.add(row)
        for done, (likely, choice) in enumerate(chosen, len(trial.new)):
            _pause(done, whole, told, stopped)
            made.settle(likely, choice)
        if stopped():
            raise StoppedError
        brought = transaction.insert(
            SpreadsheetImport,
            {
                "sha256": sheet.sha256,
                "sheet": sheet.name,
                "new": made.new,
                "duplicates": len(trial.duplicates),
                "rejected": len(trial.rejected),
            },
        )
        _remember(transaction.session, brought, before)
        detail = {"sha256": sheet.sha256, "new": made.new, "noted": made.noted, "left": made.left}
        transaction.record("import", "spreadsheet_import", brought, detail)
        told(whole, whole)
        return Brought(brought, made.new, made.noted, made.left)


class _Made:
    """The people that were made so far, by the row they came from."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._people: dict[int, int] = {}
        self.new = self.noted = self.left = 0

    def add(self, row: GoodRow) -> None:
        """Write somebody new as an intake would, with an episode that was accepted, open or closed, and their notes."""
        person = intake_rows.write_new(self._transaction, row.read.entry, row.checked)
        self._people[row.number] = person
        episode = current_episode(self._transaction.session, person)
        if row.read.note_from or row.read.note_to:
            days = {"starts_on": row.read.note_from, "ends_on": row.read.note_to}
            self._transaction.insert(FitNote, {"episode_id": episode.id, **days})
        if row.read.closed:
            self._close(episode, row)
        self._note(person, episode, row)
        self.new += 1

    def settle(self, likely: LikelyRow, choice: Choice) -> None:
        """Do with somebody who is likely known what was chosen."""
        row, like = likely.row, likely.like
        person = like.participant_id or self._people.get(like.row, 0)
        if choice == "new":
            self.add(row)
        elif choice == "notes" and person and row.read.notes:
            self._note(person, current_episode(self._transaction.session, person), row)
            self.noted += 1
        else:
            self.left += 1

    def _close(self, episode: Episode, row: GoodRow) -> None:
        episode.state = "closed"
        episode.closed_on = row.read.closed_on or max(episode.opened_on, self._last_day(row))
        episode.opened_on = min(episode.opened_on, episode.closed_on)  # without a day of the referral it was today
        episode.close_reason = BEFORE_US  # nobody is asked how things stood then
        recount(self._transaction.session, episode)

    def _last_day(self, row: GoodRow) -> date:
        days = [note.on for note in row.read.notes if note.on] + [row.checked.dates["received_on"]]
        return max((day for day in days if day), default=self._transaction.clock.today())

    def _note(self, person: int, episode: Episode, row: GoodRow) -> None:
        received = row.checked.dates["received_on"]
        self._transaction.insert_all(
            Note,
            [
                {
                    "participant_id": person,
                    "episode_id": episode.id,
                    "happened_on": note.on or received or self._transaction.clock.today(),
                    "words": note.words,
                    # nobody signs what others wrote: it stays as it came, and what comes later is added to it
                    "kind": "other",
                    "state": "locked",
                    "locked_at": self._transaction.now,
                }
                for note in row.read.notes
            ],
        )


def _pause(done: int, whole: int, told: Callable[[int, int], object], stopped: Callable[[], bool]) -> None:
    if done % TELL_EVERY == 0:
        told(done, whole)
        if stopped():
            raise StoppedError


def numbered_tables() -> list[Table]:
    """Return every table whose rows have a number of their own and can come from a spreadsheet."""
    tables = Base.metadata.sorted_tables
    return [table for table in tables if "id" in table.c and table.name not in _NOT_OURS]


def _highest(session: Session) -> dict[str, int]:
    """Return the highest number in each table. The transaction holds the write lock, so later rows lie above it."""
    return {table.name: session.scalar(select(func.max(table.c.id))) or 0 for table in numbered_tables()}


def _remember(session: Session, import_id: int, before: Mapping[str, int]) -> None:
    """Write down each row that was made, whatever table it is in: this is what can be taken back."""
    session.flush()
    names = ["import_id", "entity", "entity_id"]
    for table in numbered_tables():
        made = select(literal(import_id), literal(table.name), table.c.id).where(table.c.id > before[table.name])
        session.execute(insert(ImportedRow).from_select(names, made))
