"""The ways of typing a date, each read by its own small function. ``dates.py`` is what others call."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Lean = Literal["past", "future", "birth"]

# Written out, because those of the standard library change with the language of the PC. MONTHS[1] is January.
MONTHS = (
    "",
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FIRST_YEAR, LAST_YEAR = 1900, 2199

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_AMOUNTS = {word: amount for amount, word in enumerate(_WORDS) if amount} | {"a": 1, "an": 1}
_NEAR = {"day before yesterday": -2, "yesterday": -1, "today": 0, "tomorrow": 1, "day after tomorrow": 2}
_DISTANCE = re.compile(r"^(in )?(\d{1,4}|[a-z]+) (day|week|fortnight|month|year)s?( ago| from now| time)?$")
_TURN = re.compile(r"^(last|next|this) ([a-z]+)$")
_NUMBERS = re.compile(r"^(?:([a-z]+) )?(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{2}|\d{4}))?$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_DAY_MONTH = re.compile(
    r"^(?:(?P<weekday>[a-z]+) )?(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    r"[ /.-]?(?P<month>[a-z]+)(?:[ /.-]?(?P<year>\d{4}|\d{2}))?$"
)
_MONTH_DAY = re.compile(
    r"^(?:(?P<weekday>[a-z]+) )?(?P<month>[a-z]+) (?P<day>\d{1,2})(?:st|nd|rd|th)?(?: (?P<year>\d{4}))?$"
)
_MONTH = re.compile(r"^([a-z]+)(?: (\d{4}))?$")
_MONTH_NUMBER = re.compile(r"^(\d{1,2})[/. -](\d{4})$")
_YEAR = re.compile(r"^(\d{4})$")


class UnclearError(Exception):
    """A date that was recognised but cannot be right. Its text is the sentence to show."""


@dataclass(frozen=True)
class Found:
    """A day that was read, the span it stands for, and whether the typing already said how far away it is."""

    when: date
    span: Literal["day", "week", "month", "year"] = "day"
    by_distance: bool = False


def plain(day: date) -> str:
    """Return a date without its day of the week: ``8 December 2026``."""
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def find(said: str, today: date, lean: Lean) -> Found | None:
    """Try each way of saying a date in turn. Raises ``UnclearError`` for one that cannot be right."""
    if said in _NEAR:
        return Found(today + timedelta(days=_NEAR[said]))
    for read in (_distance, _turn, _numbers, _named_day, _month_or_year):
        found = read(said, today, lean)
        if found is not None:
            return found
    return None


def _distance(said: str, today: date, lean: Lean) -> Found | None:
    """Read ``2 weeks ago``, ``in 10 days``, ``a fortnight from now``; without a direction the lean decides."""
    match = _DISTANCE.match(said)
    if not match:
        return None
    ahead, amount_word, unit, tail = match.groups()
    amount = int(amount_word) if amount_word.isdigit() else _AMOUNTS.get(amount_word)
    if amount is None or (ahead and tail == " ago"):
        return None
    forward = bool(ahead) or tail in {" from now", " time"} or (tail is None and lean == "future")
    count = amount if forward else -amount
    try:
        if unit in {"month", "year"}:
            day = _add_months(today, count * (12 if unit == "year" else 1))
        else:
            day = today + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    except (OverflowError, ValueError) as problem:
        raise UnclearError("That is very far away. Check the number.") from problem
    return Found(day, by_distance=True)


def _turn(said: str, today: date, lean: Lean) -> Found | None:
    """Read ``last Tuesday``, ``next friday``, ``this week``, ``last month``, and a bare weekday by the lean.

    Next Friday is the first Friday after today, last Friday the one before: the sentence says which.
    """
    match = _TURN.match(said)
    which, word = match.groups() if match else ("next" if lean == "future" else "last", said)
    if match and word in {"week", "month", "year"}:
        step = {"last": -1, "this": 0, "next": 1}[which]
        if word == "week":
            return Found(today - timedelta(days=today.weekday()) + timedelta(days=7 * step), "week")
        if word == "month":
            return Found(_add_months(today.replace(day=1), step), "month")
        return Found(date(today.year + step, 1, 1), "year")
    weekday = _named(word, WEEKDAYS)
    if weekday is None:
        return None
    ahead = (weekday - today.weekday()) % 7
    if which == "last":
        return Found(today - timedelta(days=(7 - ahead) % 7 or 7))
    return Found(today + timedelta(days=ahead or (0 if which == "this" else 7)))


def _numbers(said: str, today: date, lean: Lean) -> Found | None:
    """Read ``3/4/76``, ``03.04.1976``, ``3-4``, and the order of computers, ``1976-04-03``."""
    iso = _ISO.match(said)
    match = _NUMBERS.match(said)
    if iso:
        return Found(_real_day(int(iso[3]), int(iso[2]), int(iso[1])))
    if not match:
        return None
    weekday_word, day, month, year = match[1], int(match[2]), int(match[3]), match[4]
    weekday = _named(weekday_word, WEEKDAYS) if weekday_word else None
    if weekday_word and weekday is None:
        return None
    if not 1 <= month <= 12:
        raise UnclearError(f"There is no month {month}. Write the day first, then the month.")
    return Found(_on(weekday, _with_year(day, month, year, today, lean)))


def _named_day(said: str, today: date, lean: Lean) -> Found | None:
    """Read ``3 Apr 1976``, ``april 3rd``, ``Tuesday 8 December 2026``; a weekday that does not fit is said."""
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        match = pattern.match(said)
        month = _named(match["month"], MONTHS) if match else None
        if match is None or month is None:
            continue
        weekday = _named(match["weekday"], WEEKDAYS) if match["weekday"] else None
        if match["weekday"] and weekday is None:
            continue
        when = _with_year(int(match["day"]), month, match["year"], today, lean)
        return Found(_on(weekday, when))
    return None


def _on(weekday: int | None, when: date) -> date:
    """Return the day, or raise ``UnclearError`` when another day of the week was typed before it."""
    if weekday is not None and when.weekday() != weekday:
        meant = WEEKDAYS[when.weekday()]
        raise UnclearError(f"{plain(when)} is a {meant}, not a {WEEKDAYS[weekday]}. Check the date.")
    return when


def _month_or_year(said: str, today: date, lean: Lean) -> Found | None:
    """Read ``march 2025``, ``3/2025``, ``march`` and ``1980``: a span, kept as its first day."""
    if _YEAR.match(said):
        return Found(date(max(int(said), 1), 1, 1), "year")
    by_number = _MONTH_NUMBER.match(said)
    if by_number:
        return Found(_real_day(1, int(by_number[1]), int(by_number[2])), "month")
    match = _MONTH.match(said)
    month = _named(match[1], MONTHS) if match else None
    if match is None or month is None:
        return None
    if match[2]:
        return Found(_real_day(1, month, int(match[2])), "month")
    if lean == "birth":
        raise UnclearError("The year is missing. Type it like March 1976.")
    earlier = (month > today.month) if lean == "past" else False
    later = (month < today.month) if lean == "future" else False
    return Found(date(today.year - earlier + later, month, 1), "month")


def _named(word: str, names: tuple[str, ...]) -> int | None:
    """Return the place of a month or weekday named in full or by its first three letters or more."""
    if len(word) < 3:
        return None
    return next((place for place, name in enumerate(names) if name and name.casefold().startswith(word)), None)


def _real_day(day: int, month: int, year: int) -> date:
    """Return the day, or raise ``UnclearError`` saying how many days that month has."""
    if not 1 <= month <= 12:
        raise UnclearError(f"There is no month {month}. Months go from 1 to 12.")
    if not FIRST_YEAR - 100 <= year <= LAST_YEAR:
        raise UnclearError("That year is very far away. Check the year.")
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        named = f"{MONTHS[month]} {year}" if month == 2 and day == 29 else MONTHS[month]
        raise UnclearError(f"{day} {named} does not exist. {named} has {days} days.")
    return date(year, month, day)


def _with_year(day: int, month: int, year: str | None, today: date, lean: Lean) -> date:
    """Return the day of the year that was typed in two or four digits, or of the year that the lean gives."""
    if year is None:
        if lean == "birth":
            raise UnclearError(f"The year is missing. Type it like {day} {MONTHS[month]} 1976.")
        return _nearest(day, month, today, lean)
    if len(year) == 4:
        return _real_day(day, month, int(year))
    number = 2000 + int(year)
    if lean == "birth":
        # Two digits of a birth year never mean the future: 3/4/76 was 1976, and 3/4/19 was 2019.
        recent = number < today.year or (number == today.year and (month, day) <= (today.month, today.day))
    else:
        recent = number <= today.year + (10 if lean == "past" else 50)
    return _real_day(day, month, number if recent else number - 100)


def _nearest(day: int, month: int, today: date, lean: Lean) -> date:
    """Return the last such day up to today, or the next one from today on; 29 February may be years away."""
    if not 1 <= day <= calendar.monthrange(2024, month)[1]:  # 2024 is a leap year: the most days a month can have
        _real_day(day, month, 2024)
    step = -1 if lean == "past" else 1
    year = today.year
    while True:
        if day <= calendar.monthrange(year, month)[1]:
            when = date(year, month, day)
            if (when <= today) if lean == "past" else (when >= today):
                return when
        year += step


def _add_months(day: date, months: int) -> date:
    """Move by whole months, staying inside a shorter month: one month after 31 January is 28 or 29 February."""
    place = day.year * 12 + day.month - 1 + months
    year, month = place // 12, place % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
