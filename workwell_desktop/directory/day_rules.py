"""The days that a rule of opening times names (RFC 5545 in columns, as Open Referral writes it); odd ones are told."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workwell_desktop.directory.record import RecordTimes

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_DAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_MONTH_DAY = re.compile(r"\+?([1-9]|[12]\d|3[01])|-([1-9]|[12]\d|3[01])", re.ASCII)
_LONGEST_INTERVAL = 52


@dataclass(frozen=True)
class MonthDay:
    """A day of a month: the ``nth`` (negative from the end) of a day of the week (0 is Monday), or of all days."""

    nth: int
    day: int | None = None


@dataclass(frozen=True)
class Rule:
    """A rule that is understood: days of the week, or else days of the month; ``interval`` in weeks or months."""

    days: tuple[int, ...] = ()
    month_days: tuple[MonthDay, ...] = ()
    interval: int = 1


def read_rule(one: RecordTimes) -> Rule | None:
    """Return the rule of a line of opening times, or nothing where it has none or an odd one.

    Odd is what mixes weeks with days of the month, a month with plain days of the week, or cannot be read.
    """
    if one.freq not in {"", "WEEKLY", "MONTHLY"} or not 1 <= one.interval <= _LONGEST_INTERVAL:
        return None
    days = [_DAY.fullmatch(part) for part in _parts(one.byday)]
    numbers = [_MONTH_DAY.fullmatch(part) for part in _parts(one.bymonthday)]
    if not all(days) or not all(numbers) or bool(days) == bool(numbers):
        return None
    monthly = one.freq == "MONTHLY"
    if any(day and bool(day[1]) != monthly for day in days) or (numbers and not monthly):
        return None
    if not monthly:
        return Rule(days=tuple(sorted({DAYS.index(day[2]) for day in days if day})), interval=one.interval)
    found = [MonthDay(int(day[1]), DAYS.index(day[2])) for day in days if day]
    found += [MonthDay(int(number[0])) for number in numbers if number]
    return Rule(month_days=tuple(dict.fromkeys(found)), interval=one.interval)


def week_days(one: RecordTimes) -> tuple[int, ...]:
    """Return the days of the week (0 is Monday) that a line names, however odd the rest of its rule is."""
    found = (_DAY.fullmatch(part) for part in _parts(one.byday))
    return tuple(sorted({DAYS.index(day[2]) for day in found if day}))


def _parts(text: str) -> list[str]:
    return [part for one in text.upper().split(",") if (part := one.strip())]
