"""Days and times of day as other people's lists write them. Pure: today is handed in."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from workwell_desktop.directory.text import one_line

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?!\d)")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4}|\d{2})\b")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = re.compile(
    r"(?:T|^)(\d{1,2})(?:[:.H](\d{2}))?(?:[:.](\d{2})(?:\.\d+)?)?"  # hours, minutes, seconds
    r"\s*([AP])?\.?(?:M\.?)?\s*(?:Z|[+-]\d\d:?\d\d)?$"  # am or pm, and a time zone
)
_UNKNOWN_BEFORE = date(1971, 1, 1)  # what computers write when they know no day


def read_day(value: object) -> date | None:
    """Return the day that a value names: "2024-03-05", with or without a time, "5/3/2024" (day first), "5 Mar 2024".

    "7/19/11" can only be month first, and is read so. Days before 1971 are what computers write for "unknown".
    """
    if isinstance(value, date):
        found: date | None = value.date() if isinstance(value, datetime) else value
    else:
        found = _read(one_line(value)[:40])
    return found if found and found >= _UNKNOWN_BEFORE else None


def read_past_day(value: object, today: date) -> date | None:
    """Return the day a value names, or nothing when it is not known: before 1971, or after today."""
    found = read_day(value)
    return found if found and found <= today else None


def _read(text: str) -> date | None:
    if iso := _ISO.match(text):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if slashed := _SLASHED.match(text):
        first, second, year = int(slashed[1]), int(slashed[2]), _year(slashed[3])
        return _day(year, first, second) if second > 12 else _day(year, second, first)
    if (words := _WORDS.match(text)) and words[2][:3].lower() in _MONTHS:
        return _day(_year(words[3]), _MONTHS.index(words[2][:3].lower()) + 1, int(words[1]))
    return None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text) if int(text) < 70 else 1900 + int(text)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_time(value: object) -> time | None:
    """Return the time of day that a value names: "10:00", "10:00:00Z", "9:00am", "9.30", "2pm", "noon"; else nothing.

    Seconds and time zones are left out. "24:00" is midnight, 00:00.
    """
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0, tzinfo=None)
    text = one_line(value)[:40].strip().lower()
    if text in {"noon", "12 noon", "midday"}:
        return time(12)
    if text in {"midnight", "12 midnight", "24:00", "24:00:00"}:
        return time(0)
    found = _TIME.search(text.upper())
    if found is None or not (found[2] or found[4]):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[4] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if found[4].upper() == "P" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
