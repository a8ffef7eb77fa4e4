"""Dates as people say them: printed in full, and read from what a coach types.

British order: the day comes first. ``5 nov``, ``3/4/76``, ``last Tuesday``, ``in 10 days`` and
``about 1980`` are all read, and what was understood is said back.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from workwell_desktop.casework.date_readers import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    WEEKDAYS,
    Found,
    Lean,
    UnclearError,
    find,
    plain,
)

__all__ = ["Lean", "Understood", "age", "ago", "full", "lasting", "plain", "read_date", "short"]

OLDEST_YEARS = 120

_HELP = {
    "past": "This date was not understood. Type it as you would say it: 5 nov, last Tuesday, 2 weeks ago.",
    "future": "This date was not understood. Type it as you would say it: 5 nov, next Tuesday, in 2 weeks.",
    "birth": "This date was not understood. Type it like 3/4/76 or 3 April 1976.",
}
_ABOUT = re.compile(r"^(?:(?:about|around|roughly|approximately|approx|circa|ca|c) |~ ?|c(?=\d))(?=\S)")


@dataclass(frozen=True)
class Understood:
    """What was made of a typed date.

    ``when`` is the day, or nothing when the field is empty or there is a problem. ``exact`` is false when
    only a month, a year or an "about" was given; ``when`` is then its first day. ``sentence`` says back what was
    understood; ``problem`` says what needs another look.
    """

    when: date | None = None
    exact: bool = False
    sentence: str = ""
    problem: str = ""


def full(day: date) -> str:
    """Return a date in full with its day of the week: ``Tuesday 8 December 2026``."""
    return f"{WEEKDAYS[day.weekday()]} {plain(day)}"


def short(day: date, today: date) -> str:
    """Return a date as it is said in the same year: ``8 December``; with its year in any other."""
    return f"{day.day} {MONTHS[day.month]}" if day.year == today.year else plain(day)


def ago(day: date, today: date) -> str:
    """Return how far away a day is, in words: ``19 days ago``, ``in 3 months``, ``tomorrow``.

    Days up to eight weeks, whole months up to two years, then whole years.
    """
    days = (day - today).days
    if days in (-1, 0, 1):
        return {-1: "yesterday", 0: "today", 1: "tomorrow"}[days]
    months = _whole_months(min(day, today), max(day, today))
    if abs(days) <= 56:
        amount = _count(abs(days), "day")
    elif months < 24:
        amount = _count(max(months, 1), "month")
    else:
        amount = _count(months // 12, "year")
    return f"in {amount}" if days > 0 else f"{amount} ago"


def age(born: date, today: date) -> int:
    """Return how many whole years old somebody is who was born on that day."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def lasting(text: str, typed_on: date, today: date, *, lean: Lean) -> str:
    """Return a date that was typed on an earlier day in words that mean the same day today.

    ``2 weeks ago`` becomes the date it meant then. What means the same on both days stays as it was typed.
    """
    then = read_date(text, typed_on, lean=lean).when
    return text if then is None or then == read_date(text, today, lean=lean).when else plain(then)


def read_date(text: str, today: date, *, lean: Lean) -> Understood:
    """Read a date as somebody would type or say it, day first.

    ``lean`` says which way to go where the typing leaves it open: a day without a year is the last one
    (``past``) or the next one (``future``); for a birth date the year is needed, two digits never mean the
    future, and an age over 120 years is refused. Nothing typed gives nothing, without a problem.
    """
    said = _tidy(text)
    if not said:
        return Understood()
    about = _ABOUT.match(said)
    if about:
        said = said[about.end() :]
    try:
        found = find(said, today, lean)
        if found is None:
            return Understood(problem=_HELP[lean])
        _check_range(found.when, today, lean)
    except UnclearError as unclear:
        return Understood(problem=str(unclear))
    exact = found.span == "day" and not about
    return Understood(found.when, exact, _sentence(found, today, lean, about=bool(about)))


def _tidy(text: str) -> str:
    """Lower case, single spaces, without commas, "the", "of" and "on", and without a full stop at the end."""
    said = (
        unicodedata.normalize("NFKC", text).casefold().translate({0x2013: "-", 0x2014: "-", 0x27: None, 0x2019: None})
    )
    said = "".join(letter for letter in said if unicodedata.category(letter) != "Cf")  # pasted, and seen by nobody
    said = re.sub(r"(?<=\d)\s*([/.-])\s*(?=\d)", r"\1", said)
    said = re.sub(r"\b(?:the|of|on)\b|,|(?<=[a-z])\.", " ", said)
    return re.sub(r"\s+", " ", said).strip(" .")


def _check_range(when: date, today: date, lean: Lean) -> None:
    """Refuse a birth in the future or too long ago, and any year that nobody can mean."""
    if lean == "birth" and when > today:
        raise UnclearError("This birth date is still to come. Check the year.")
    if lean == "birth" and age(when, today) > OLDEST_YEARS:
        raise UnclearError(f"This person would be {age(when, today)} years old. Check the year.")
    if not FIRST_YEAR <= when.year <= LAST_YEAR:
        raise UnclearError("That year is very far away. Check the year.")


def _sentence(found: Found, today: date, lean: Lean, *, about: bool) -> str:
    """Say back what was understood, with the one thing that the typing did not say."""
    when = found.when
    if found.span != "day":
        month = f"{MONTHS[when.month]} {when.year}"
        named = {"year": str(when.year), "month": month, "week": f"the week of {plain(when)}"}[found.span]
        return f"Some time in {named}, kept as {plain(when)}"
    said = f"About {plain(when)}" if about else plain(when)
    if lean == "birth":
        return f"{said}, {_count(age(when, today), 'year')} old"
    if found.by_distance:
        return f"{said}, a {WEEKDAYS[when.weekday()]}"
    return f"{said}, {ago(when, today)}"


def _count(amount: int, unit: str) -> str:
    return f"{amount} {unit}" if amount == 1 else f"{amount} {unit}s"


def _whole_months(earlier: date, later: date) -> int:
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - (later.day < earlier.day)
