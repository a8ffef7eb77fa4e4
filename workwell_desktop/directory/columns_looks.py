"""Says how the cells of a column look: like postcodes, phone numbers, addresses of e-mail and web, degrees, days."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from workwell_desktop.directory.columns_known import columns_known
from workwell_desktop.directory.contact_cells import mend_postcode, split_contacts
from workwell_desktop.directory.days import read_day
from workwell_desktop.directory.text import is_nothing
from workwell_desktop.sheets.rows import COUNTED_FROM, link_of

TELLING = frozenset({"postcode", "phone", "email", "web", "area_code"})
"""Looks that say what a column is without its head. A number between 49 and 61 need not be a latitude."""

_AREA_CODE = re.compile(r"[EWSNK]\d{8}")
_LONG = 500  # letters of a cell that are looked at: an address is no longer, and the pattern tries from each letter
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
_WEB = re.compile(
    r"(?:https?://\S+|www\.\S+|[\w-]+(?:\.[\w-]+)*\.(?:uk|com|org|net|info|co|london|wales|scot)(?:/\S*)?)",
    re.IGNORECASE,
)
_PHONE = re.compile(r"[(]?(?:0|\+|44)")
_LOST_ZERO = re.compile(r"(?:44)?([123578]\d{9})")
_MONTH = re.compile(r"([A-Za-z]{3,9}|\d{1,2}(?=[\s/.-]+\d{4}))[\s/.’'-]+(\d{4}|\d{2})")
_SERIAL = re.compile(r"[34]\d{4}")  # days as spreadsheet programs count them: 30000 is in 1982, 49999 in 2036
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})(?!\d)")
_DAY_INSIDE = re.compile(
    r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]{3,9}\s+\d{4}\b"
)


def share(looks: str, cells: Sequence[str]) -> float:
    """Return which share of the cells that say anything look so, from 0 to 1; 0 when none says anything."""
    telling = [cell for cell in cells if not is_nothing(cell)]
    return sum(map(_TESTS[looks], telling)) / len(telling) if telling else 0.0


def leading(cells: Sequence[str]) -> list[str]:
    """Return the cells as where they lead: "Click here" as its address. What leads nowhere stays."""
    return [link_of(cell) or cell for cell in cells]


def is_fact(cell: str) -> bool:
    """Say whether a cell can be no head: it is a postcode, a phone number, an e-mail or a web address, or a number."""
    return any(_TESTS[one](cell) for one in ("postcode", "phone", "email", "web")) or _number(cell) is not None


def month_first(cells: Sequence[str]) -> bool:
    """Say whether days are written month first: one of them can be nothing else, and none can only be day first."""
    parts = [(int(found[1]), int(found[2])) for cell in cells if (found := _SLASHED.match(cell.strip()))]
    return any(second > 12 for _first, second in parts) and not any(first > 12 for first, _second in parts)


def counted_day(cell: str) -> date | None:
    """Return the day that a bare number is where a spreadsheet program counts days, or nothing."""
    return COUNTED_FROM + timedelta(days=int(cell)) if _SERIAL.fullmatch(cell) else None


def month_day(cell: str) -> date | None:
    """Return the first day of a month that stands alone ("March 2025", "Mar-25"): nothing is made fresher by it."""
    found = _MONTH.fullmatch(cell)
    if found is None or (found[1].isdigit() and int(found[1]) > 12):
        return None
    return read_day(f"1/{found[1]}/{found[2]}" if found[1].isdigit() else f"1 {found[1]} {found[2]}")


def days_in(cell: str) -> list[str]:
    """Return what looks like a day inside a sentence, as it is written there."""
    return [re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", found[0]) for found in _DAY_INSIDE.finditer(cell[:500])]


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def _between(low: float, high: float) -> Callable[[str], bool]:
    def test(cell: str) -> bool:
        number = _number(cell)
        return number is not None and low <= number <= high

    return test


def _phone(cell: str) -> bool:
    """Say whether a cell holds a phone number as they are written here: a day or a place on the map is none."""
    return any(_PHONE.match(number) and sum(map(str.isdigit, number)) >= 9 for number in split_contacts(cell).phones)


def with_lost_zero(number: str) -> str:
    """Return a phone number with the zero in front, or the plus before 44, that spreadsheet programs take from it."""
    found = _LOST_ZERO.fullmatch(number)
    return f"0{found[1]}" if found else number


def _contact(cell: str) -> bool:
    found = split_contacts(cell)
    return bool(found.phones or found.emails or found.webs)


_TESTS: Mapping[str, Callable[[str], bool]] = {
    "postcode": lambda cell: len(cell) <= 12 and mend_postcode(cell).sound,
    "phone": lambda cell: _phone(cell) or _LOST_ZERO.fullmatch(cell) is not None,
    "email": lambda cell: "@" in cell[:_LONG] and bool(_EMAIL.search(cell[:_LONG])),
    "web": lambda cell: bool(_WEB.fullmatch(cell.strip())),
    "contact": _contact,
    "latitude": _between(49.0, 61.5),
    "longitude": _between(-9.0, 2.5),
    "day": lambda cell: (read_day(cell) or counted_day(cell) or month_day(cell)) is not None,
    "yes_no": lambda cell: columns_known().says("yes", cell) or columns_known().says("no", cell),
    "age": _between(0, 120),
    "number": lambda cell: _number(cell) is not None,
    "status": lambda cell: any(columns_known().says(word, cell) for word in ("active", "paused", "withdrawn")),
    "area_code": lambda cell: bool(_AREA_CODE.fullmatch(cell.strip())),
}
