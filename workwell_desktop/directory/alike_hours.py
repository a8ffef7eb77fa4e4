"""When a service meets, as far as its text says so: weekdays, each with the time at which something begins. Pure.

Unlike opening times (``clock_words``) this reads prose and passes over what it does not understand: it only ever
speaks for or against two entries being one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

Session = tuple[str, int, int]
"""Which of a month ("" for each week), the weekday (0 is Monday), and minutes after midnight."""

_DAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
_SEVERAL = {"weekday": range(5), "weekend": range(5, 7)}
_HOURS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "noon": 12, "midday": 12,
}  # fmt: skip
_WHICH = {"first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th"}
_CLAUSE = re.compile(r"[;!?\n]|\.(?!\d)")
_NO_TIME = re.compile(
    r"\b1[-\s]?(?:2|to)[-\s]?1\b|\bages?d?\s+(?:from\s+|between\s+)?\d{1,2}(?:\s*(?:to|and|-|–)\s*\d{1,2})?"
    r"|(?:£|\b(?:costs?|price|pay|fees?|charges?|donation)\b)\s*(?:of\s+)?£?\s?\d[\d.]*"
)
_DAY = re.compile(
    r"\b(?:(?P<which>1st|2nd|3rd|4th|last|" + "|".join(_WHICH) + r")\s+)?(?:"
    r"(?P<day>mon|tue|wed|thu|fri|sat|sun)(?:rs?|(?:s|nes|rs|ur)?days?|s)?\b(?<!\bsat)(?<!\bsun)"
    r"|(?P<short>sat|sun)\b(?=\s*(?:[-–/&,;)\d]|$)))"  # "we sat and talked in the sun"
)
_TIME = re.compile(
    r"(?<![\d.:])\b(?P<hour>\d{1,2}|" + "|".join(_HOURS) + r")(?:[:.](?P<minute>[0-5]\d))?"
    r"(?:\s*(?P<half>[ap]\.?m\b|noon\b)|(?!\w))(?P<span>\s*(?:-|–|to\b|till\b|until\b)\s*(?:\d|noon|mid))?"
)
_RANGE = re.compile(r"\s*(?:-|–|to|till|until|through)\s*")
_LED = re.compile(r"\b(?:at|from)\s*$")
_MOST_DAYS = 3
_FIRST_HOUR = 8  # what meets before eight in the morning says so


def days_of(text: str) -> frozenset[int]:
    """Return the weekdays that a text names (0 is Monday), by their names, in a range, or as weekdays or weekends."""
    plain = text.casefold()
    named = list(_DAY.finditer(plain))
    found = {_DAYS[day["day"] or day["short"]] for day in named}
    for one, other in pairwise(named):
        if _RANGE.fullmatch(plain[one.end() : other.start()]):
            first, last = _DAYS[one["day"] or one["short"]], _DAYS[other["day"] or other["short"]]
            found.update(day % 7 for day in range(first, last + 1 if first <= last else last + 8))
    for word, days in _SEVERAL.items():
        if re.search(rf"\b{word}s?\b", plain):
            found.update(days)
    return frozenset(found)


def sessions_of(text: str) -> frozenset[Session]:
    """Return on which weekdays something begins, and when."""
    found: set[Session] = set()
    for clause in _CLAUSE.split(_NO_TIME.sub(" ", text.casefold())):
        days = list(_DAY.finditer(clause))
        times = [(one.start(), at) for one in _TIME.finditer(clause) if (at := _minutes(one, clause)) is not None]
        if times and _names_few(days, clause):
            behind = [at for start, at in times if start > days[0].start()]
            begins = behind[0] if behind else times[-1][1]  # "ages 16 to 25, Monday 6pm", and "6pm each Monday"
            found.update((_which(day["which"]), _DAYS[day["day"] or day["short"]], begins) for day in days)
    return frozenset(found)


def meet_alike(one: frozenset[Session], other: frozenset[Session]) -> bool:
    """Say whether something begins at the same time of the same day in both."""
    return any(
        when[1:] == then[1:] and (when[0] == then[0] or not (when[0] and then[0])) for when in one for then in other
    )


def _names_few(days: Sequence[re.Match[str]], clause: str) -> bool:
    """Say whether days are named one by one: "Monday to Friday" are the hours of an office, which many keep."""
    between = (clause[one.end() : other.start()] for one, other in pairwise(days))
    return 0 < len(days) <= _MOST_DAYS and not any(map(_RANGE.fullmatch, between))


def _which(said: str | None) -> str:
    return _WHICH.get(said or "", said or "")


def _minutes(found: re.Match[str], clause: str) -> int | None:
    """Return a time in minutes after midnight; nothing for a number that nothing shows to be a time."""
    told = found["half"] or found["span"] or found["minute"] or found["hour"] in ("noon", "midday")
    if not told and not _LED.search(clause[: found.start()]):
        return None
    hour = _HOURS[found["hour"]] if found["hour"] in _HOURS else int(found["hour"])
    if hour > 23 or (hour == 12 and (found["half"] or "").startswith("a")):
        return None
    half = (found["half"] or "")[:1]
    if hour < 12 and (half == "p" or (not half and hour < _FIRST_HOUR)):
        hour += 12
    return 60 * hour + int(found["minute"] or 0)
