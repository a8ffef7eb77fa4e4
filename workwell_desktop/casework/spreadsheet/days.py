"""Reads the dates of a whole column: which way they are written is seen from all of them, never from one.

13/05/2026 can only be a day first, 05/13/2026 only a month first; where every date could be either, or both ways stand
beside dates that could be either, the coach is asked.
Also read: 2026-05-13, 13 May 2026, May 13 2026, a time behind a date, and the numbers that spreadsheets keep dates as.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from workwell_desktop.casework.date_readers import FIRST_YEAR, LAST_YEAR, MONTHS
from workwell_desktop.casework.dates import Lean, plain, read_date
from workwell_desktop.sheets.rows import COUNTED_FROM

_TIME = r"(?:[T ,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?: ?[APap]\.?[Mm]\.?)?(?:Z|[+-]\d\d:?\d\d)?)?"
_PARTS = re.compile(rf"(\d{{1,2}})\s*[/.\- ]\s*(\d{{1,2}})\s*[/.\- ]\s*(\d{{4}}|\d{{2}}){_TIME}")
_ISO = re.compile(rf"(\d{{4}})[/.-](\d{{1,2}})[/.-](\d{{1,2}}){_TIME}")
_NAMED = re.compile(
    r"(?:[A-Za-z]+,? )?"
    r"(?:(\d{1,2})(?:st|nd|rd|th)?[ ./-]?(?:of )?([A-Za-z]{3,9})\.?,?[ ./-]?'?"
    rf"|([A-Za-z]{{3,9}})\.? (\d{{1,2}})(?:st|nd|rd|th)?(?:, ?| )'?)(\d{{4}}|\d{{2}}){_TIME}"
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_LAST_NUMBER = 73_051  # the first day of 2100; a larger number is no date
_PARTIAL = re.compile(
    r"\d{4}|\d{1,2}[/.-]\d{4}|(?:about|around|circa|c\.?|approx\.?)\s*.+|[A-Za-z]{3,9}\.? '?\d{2,4}", re.IGNORECASE
)
_SHOWN = 5


@dataclass(frozen=True)
class Order:
    """Which way the dates of a column are written: ``dmy``, ``mdy``, or nothing while the cells leave it open.

    ``is_open`` says that the cells do not decide it; ``mixed`` that cells of both kinds stand in the column.
    """

    way: str = "dmy"
    is_open: bool = False
    mixed: bool = False


@dataclass(frozen=True)
class Day:
    """A cell as a day, or what is wrong with it. ``partial`` says that it names a month or a year alone."""

    when: date | None = None
    problem: str = ""
    partial: bool = False


def order_of(cells: Iterable[str]) -> Order:
    """See from all cells of a column which way they are written."""
    day_first = month_first = either = False
    for cell in cells:
        found = _PARTS.fullmatch(cell)
        if found:
            first, second = int(found[1]), int(found[2])
            day_first |= first > 12 >= second
            month_first |= second > 12 >= first
            either |= first <= 12 and second <= 12 and first != second
    if day_first and month_first:  # those that could be either are no safer than in a column of such dates alone
        return Order("" if either else "dmy", is_open=either, mixed=True)
    if month_first:
        return Order("mdy")
    if either and not day_first:
        return Order("", is_open=True)
    return Order("dmy")


def read_day(cell: str, order: Order, today: date, lean: Lean) -> Day:
    """Read one cell of a column of dates. An empty cell is no day and no problem."""
    said = " ".join(cell.split())
    if not said:
        return Day()
    try:
        when = _read(said, order, today, lean)
    except (ValueError, OverflowError):
        return Day(problem="this day does not exist")
    if when is None:
        if _PARTIAL.fullmatch(said):
            return Day(problem="this is not a whole date", partial=True)
        return Day(problem="this is not understood as a date")
    if not FIRST_YEAR <= when.year <= LAST_YEAR:
        return Day(problem="this year is very far away")
    understood = read_date(plain(when), today, lean=lean)  # the same limits as on the screen
    return Day(problem=_as_clause(understood.problem)) if understood.problem else Day(when)


def parsed_rows(cells: Iterable[str], order: Order, today: date, lean: Lean) -> tuple[tuple[str, str], ...]:
    """Return the first five cells of a column, each with the day it is read as or what is wrong with it."""
    rows: list[tuple[str, str]] = []
    for cell in cells:
        if cell and len(rows) < _SHOWN:
            found = read_day(cell, order, today, lean)
            rows.append((cell, plain(found.when) if found.when else found.problem))
    return tuple(rows)


def _as_clause(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def _read(said: str, order: Order, today: date, lean: Lean) -> date | None:
    iso = _ISO.fullmatch(said)
    if iso:
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    parts = _PARTS.fullmatch(said)
    if parts:
        first, second = int(parts[1]), int(parts[2])
        day, month = (second, first) if order.way == "mdy" else (first, second)
        return date(_year(parts[3], today, lean, (month, day)), month, day)
    if _SERIAL.fullmatch(said) and float(said) < _LAST_NUMBER:
        return COUNTED_FROM + timedelta(days=int(float(said)))
    named = _NAMED.fullmatch(said)
    if named:
        number, day = _month(named[2] or named[3]), int(named[1] or named[4])
        return None if number is None else date(_year(named[5], today, lean, (number, day)), number, day)
    return None


def _month(word: str) -> int | None:
    found = "sep" if word.casefold() == "sept" else word.casefold()
    return next((number for number, name in enumerate(MONTHS) if name and name.casefold().startswith(found)), None)


def _year(digits: str, today: date, lean: Lean, of: tuple[int, int]) -> int:
    """Return the year: two digits never mean a birth to come, and else the year that is nearest to this one."""
    year = int(digits)
    if len(digits) == 4:
        return year
    year += today.year // 100 * 100
    if lean == "birth":
        return year - 100 if (year, *of) > (today.year, today.month, today.day) else year
    return year - 100 if year > today.year + 50 else year
