"""Turns one row of a sheet into an intake as it would be typed, notes with their days, and open or closed.

A cell that cannot be read as what its column is gets a reason in words. Nothing is thrown away in silence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workwell_desktop.casework.dates import plain
from workwell_desktop.casework.intake import IntakeEntry
from workwell_desktop.casework.people import fold
from workwell_desktop.casework.spreadsheet.columns import Taken, begins_as_mobile
from workwell_desktop.casework.spreadsheet.days import Order, read_day
from workwell_desktop.casework.spreadsheet.fields import Field, known

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir", "master"})
_NUMBER = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:h|hrs?|hours?)?(?:\s*(?:a|per|/|p)\s*(?:w|wk|week))?\.?", re.IGNORECASE)
_MOST_PHONES = 2


@dataclass(frozen=True)
class NoteWords:
    """A note of a row: its words, and the day they are about if there is one."""

    words: str
    on: date | None = None


@dataclass(frozen=True)
class ReadRow:
    """A row as far as it could be read. ``reasons`` are clauses about cells, each after the name of its field."""

    entry: IntakeEntry
    notes: tuple[NoteWords, ...] = ()
    closed: bool = False
    closed_on: date | None = None
    note_from: date | None = None  # the first and the last day of a fit note
    note_to: date | None = None
    reasons: tuple[str, ...] = ()


@dataclass
class _Reading:
    """What is gathered while the cells of one row are read."""

    today: date
    orders: Mapping[int, Order]
    typed: dict[str, Any] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    days: dict[str, date] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    spare: list[str] = field(default_factory=list)  # words that stand before the notes
    status: str = ""


def read_row(
    row: tuple[str, ...], taken: Taken, orders: Mapping[int, Order], heads: tuple[str, ...], today: date
) -> ReadRow:
    """Read one row. ``heads`` are the names of the columns, which stand before notes when there are several."""
    reading = _Reading(today, orders)
    several = len(taken.columns_of("note")) > 1
    for column, code in enumerate(taken.fields):
        if code and row[column]:
            _READERS[known().field(code).kind](reading, known().field(code), column, row[column])
    for column in taken.columns_of("note"):
        if row[column]:
            reading.notes.append((heads[column] if several else "", row[column]))
    _split_name(reading.typed)
    return ReadRow(
        IntakeEntry(**reading.typed),
        _notes(reading),
        reading.status == "closed",
        closed_on=reading.days.get("closed_on"),
        note_from=reading.days.get("fit_note_from"),
        note_to=reading.days.get("fit_note_to"),
        reasons=tuple(reading.reasons),
    )


def _text(reading: _Reading, one: Field, _column: int, cell: str) -> None:
    before = reading.typed.get(one.code, "")
    said = cell if one.kind == "words" or one.code == "address" else " ".join(cell.split())
    if one.code == "note":
        return  # gathered with their heads
    reading.typed[one.code] = f"{before}\n{said}" if before else said


def _day(reading: _Reading, one: Field, column: int, cell: str) -> None:
    found = read_day(cell, reading.orders[column], reading.today, one.lean)
    if found.when is not None:
        reading.days[one.code] = found.when
        if one.code in IntakeEntry.__dataclass_fields__:
            reading.typed[one.code] = plain(found.when)
    elif found.partial and one.code == "note_on":
        reading.spare.append(cell)
    else:
        reading.reasons.append(f"{one.title}: {found.problem}")


def _phone(reading: _Reading, one: Field, _column: int, cell: str) -> None:
    """Read one phone number, or two with a mark between them; a mobile number is kept as one."""
    parts = [part for part in re.split(r"[,;\n]|\s/\s|/(?=\s*(?:0|\+))|\bor\b", cell) if part.strip()]
    if len(parts) > _MOST_PHONES:
        reading.reasons.append(f"{one.title}: more than two numbers stand here")
        return
    for number in parts:
        wanted = "mobile" if begins_as_mobile(number) else "phone"
        other = "phone" if wanted == "mobile" else "mobile"
        place = wanted if wanted not in reading.typed else other
        if place in reading.typed:
            reading.spare.append(f"{one.title}: {number.strip()}")
        else:
            reading.typed[place] = number.strip()


def _number(reading: _Reading, one: Field, _column: int, cell: str) -> None:
    found = _NUMBER.fullmatch(cell)
    if found is None:
        reading.reasons.append(f"{one.title}: this is not a number")
    else:
        whole = found[1].replace(",", ".")
        reading.typed[one.code] = f"{round(float(whole), 2):g}"


def _choice(reading: _Reading, one: Field, _column: int, cell: str) -> None:
    """Take the code for the words of a cell. Words that are not known are not guessed."""
    code = known().words[one.code].get(fold(cell))
    if code is None and one.code == "source":  # most often a name: who it was stands in its own field
        reading.typed["source"] = "other"
        reading.typed.setdefault("referrer_organisation", " ".join(cell.split()))
    elif code is None:
        reading.reasons.append(f"{one.title}: these words are not known")
    else:
        reading.typed[one.code] = code


def _status(reading: _Reading, one: Field, _column: int, cell: str) -> None:
    code = known().words["status"].get(fold(cell))
    if code is None:
        reading.reasons.append(f"{one.title}: write open or closed")
    else:
        reading.status = code


_READERS = {
    "text": _text,
    "name": _text,
    "words": _text,
    "day": _day,
    "phone": _phone,
    "number": _number,
    "choice": _choice,
    "status": _status,
}


def _split_name(typed: dict[str, Any]) -> None:
    """Part a name in one: what follows a comma comes first, titles go, the last word is the last name."""
    whole = typed.pop("name", "").replace("\n", " ")
    if not whole or typed.get("last_name") or typed.get("first_name"):
        return
    last, comma, first = whole.partition(",")
    if comma and first.strip():
        typed["first_name"], typed["last_name"] = _untitled(first), _untitled(last)
        return
    words = _untitled(whole.replace(",", " ")).split()
    typed["first_name"], typed["last_name"] = " ".join(words[:-1]), " ".join(words[-1:])


def _untitled(name: str) -> str:
    words = name.split()
    while len(words) > 1 and fold(words[0]) in _TITLES:
        words = words[1:]
    return " ".join(words)


def _notes(reading: _Reading) -> tuple[NoteWords, ...]:
    """Return the notes of a row. What had no place of its own stands before the first one, or is a note by itself."""
    on = reading.days.get("note_on")
    notes = [f"{head}:\n{words}" if head else words for head, words in reading.notes]
    if reading.spare:
        before = "\n".join(reading.spare)
        notes = [f"{before}\n{notes[0]}", *notes[1:]] if notes else [before]
    return tuple(NoteWords(words, on) for words in notes)
