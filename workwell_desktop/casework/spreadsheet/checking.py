"""Tries a spreadsheet out without writing: who would be new, who is likely known, and which rows cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework import fit_note_rules, intake_check
from workwell_desktop.casework.intake_check import Checked
from workwell_desktop.casework.match_score import Facts
from workwell_desktop.casework.spreadsheet import columns
from workwell_desktop.casework.spreadsheet.cells import ReadRow, read_row
from workwell_desktop.casework.spreadsheet.columns import Taken
from workwell_desktop.casework.spreadsheet.fields import known
from workwell_desktop.casework.spreadsheet.likely import Earlier, Likeness, likely
from workwell_desktop.errors import InputProblem
from workwell_desktop.models.lists import SpreadsheetImport
from workwell_desktop.sheets.reading import Sheet
from workwell_desktop.vault.store import Vault

TELL_EVERY = 50  # rows
WHICH_WAY = "Choose whether the day or the month comes first."
NO_NAMES = "Say which column holds the names."
# Names of the intake that a column has under another one: what is wrong with them is said under the column's title.
_ALSO = {"last_name": "Last name", "first_name": "First name"}


class StoppedError(Exception):
    """The coach pressed Stop. Nothing was kept."""


@dataclass(frozen=True)
class GoodRow:
    """A row that can be brought in: its number in the sheet (from 1), what was read, and the same checked."""

    number: int
    name: str
    read: ReadRow
    checked: Checked


@dataclass(frozen=True)
class LikelyRow:
    """A row that can be brought in and is likely to be somebody we know, or who stands in the sheet already."""

    row: GoodRow
    like: Likeness


@dataclass(frozen=True)
class RejectedRow:
    """A row that cannot be brought in: its number in the sheet (from 1), and why, in words; whose, and each reason."""

    number: int
    reason: str
    name: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trial:
    """What would happen. New, likely known, rejected and empty rows add up to ``rows``."""

    rows: int
    new: tuple[GoodRow, ...]
    duplicates: tuple[LikelyRow, ...]
    rejected: tuple[RejectedRow, ...]
    empty: int
    brought_in_on: date | None = field(default=None)
    """The day this very file was brought in before, unless that was undone."""


def try_out(
    vault: Vault,
    sheet: Sheet,
    taken: Taken,
    *,
    told: Callable[[int, int], object] = lambda _done, _whole: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Trial:
    """Return what bringing in this sheet would do. Slow for long sheets; run beside the window.

    ``told`` gets how many rows of how many are done. Raises ``InputProblem`` (``names``, ``twice``,
    ``dates.<column>``) for what has to be said first, and ``StoppedError``.
    """
    orders = columns.orders(sheet, taken)
    problems = {f"dates.{column}": WHICH_WAY for column, order in orders.items() if not order.way}
    if not {"name", "last_name", "first_name", "known_as"} & set(taken.fields):
        problems["names"] = NO_NAMES
    if taken.twice():
        titles = ", ".join(f"“{known().field(code).title}”" for code in taken.twice())
        problems["twice"] = f"Two columns are taken for {titles}. Keep one and leave the other out."
    if problems:
        raise InputProblem(problems)
    today, heads = vault.clock.today(), columns.heads(sheet, taken.head)
    good: list[GoodRow] = []
    rejected: list[RejectedRow] = []
    empty = 0
    body = sheet.rows[taken.head + 1 :]
    for place, cells in enumerate(body):
        number = taken.head + 2 + place
        if place % TELL_EVERY == 0:
            told(place, len(body))
            if stopped():
                raise StoppedError
        if not any(cells):
            empty += 1
            continue
        found = _checked(number, read_row(cells, taken, orders, heads, today), today)
        (good if isinstance(found, GoodRow) else rejected).append(found)  # type: ignore[arg-type]  # each list has its own kind
    new, duplicates = _parted(vault, good, stopped)
    with vault.reading() as session:
        before = _brought_in_on(session, sheet.sha256)
    return Trial(len(body), tuple(new), tuple(duplicates), tuple(rejected), empty, before)


def _checked(number: int, read: ReadRow, today: date) -> GoodRow | RejectedRow:
    reasons = list(read.reasons)
    try:
        checked = intake_check.check(read.entry, today)
    except InputProblem as problem:
        reasons += [f"{_title(name)}: {_alone(sentence)}" for name, sentence in problem.fields.items()]
        return _rejected(number, read, reasons)
    received = checked.dates["received_on"]
    if read.closed_on and read.closed_on > today:
        reasons.append("Day of closing: this day is still to come")
    if read.closed_on and received and read.closed_on < received:
        reasons.append("Day of closing: it lies before the day of the referral")
    if read.note_from and read.note_to and read.note_to < read.note_from:
        reasons.append(f"Fit note ends: {fit_note_rules.ENDS_FIRST}")
    reasons += ["Day of the notes: this day is still to come" for note in read.notes[:1] if note.on and note.on > today]
    if reasons:
        return _rejected(number, read, reasons)
    return GoodRow(number, _name(read), read, checked)


def _rejected(number: int, read: ReadRow, reasons: Sequence[str]) -> RejectedRow:
    return RejectedRow(number, _joined(reasons), _name(read), tuple(_joined([reason]) for reason in reasons))


def _name(read: ReadRow) -> str:
    entry = read.entry
    return " ".join(part for part in (entry.known_as or entry.first_name, entry.last_name) if part)


def _alone(sentence: str) -> str:
    """Return a sentence for somebody who looks at a list alone: nobody is there to read a number back with."""
    return sentence.replace("Read it back together.", "Check it.")


def _title(name: str) -> str:
    codes = {one.code: one.title for one in known().fields} | _ALSO
    return codes.get(name, name)


def _joined(reasons: Sequence[str]) -> str:
    return " ".join(f"{reason.rstrip('.')}." for reason in reasons)


def _parted(
    vault: Vault, good: Sequence[GoodRow], stopped: Callable[[], bool]
) -> tuple[list[GoodRow], list[LikelyRow]]:
    new: list[GoodRow] = []
    duplicates: list[LikelyRow] = []
    earlier = Earlier()
    for row in good:
        if stopped():
            raise StoppedError
        facts = _facts(row)
        like = likely(vault, facts) or earlier.likely(facts)
        if like is None:
            new.append(row)
            earlier.add(row.number, facts)
        else:
            duplicates.append(LikelyRow(row, like))
    return new, duplicates


def _facts(row: GoodRow) -> Facts:
    entry, checked = row.read.entry, row.checked
    return Facts(
        first_name=entry.first_name,
        last_name=entry.last_name,
        known_as=entry.known_as,
        birth_date=checked.dates["birth_date"],
        **{name: checked.texts[name] for name in ("postcode", "mobile", "phone", "nhs_number", "nino")},
    )


def _brought_in_on(session: Session, sha256: str) -> date | None:
    found = session.scalar(
        select(SpreadsheetImport.created_at)
        .where(SpreadsheetImport.sha256 == sha256, SpreadsheetImport.undone_at.is_(None))
        .order_by(SpreadsheetImport.id.desc())
        .limit(1)
    )
    return None if found is None else found.astimezone().date()
