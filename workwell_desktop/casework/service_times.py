"""Opening times as the editor shows them: a week, words beside it, and lines of a list that neither can say. Pure.

What a list says in a rule that no week can hold is kept as it is, however the rest is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from itertools import pairwise

from workwell_desktop.directory.hours import LONG, hours_lines, span_words
from workwell_desktop.directory.record import RecordTimes
from workwell_desktop.directory.week_grid import Span, WeekGrid, grid_times, read_grid

DAYS = LONG
"""The days of the week as they are called on screen, from Monday."""

NOT_A_TIME = "This time was not understood. Type it like 9:30 or 2pm."
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h]?([0-5]\d))?\s*([ap])?\.?m?\.?", re.ASCII)
_WORDS = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_EARLY, _LATE = time(6), time(12)  # what opens after noon and closes before six is open through the night
_ALL_DAY = (time(0), time(0))


@dataclass(frozen=True)
class TimesParts:
    """Opening times in three parts: a week, sentences without a rule (one a line), and lines that neither can say."""

    week: WeekGrid = field(default_factory=WeekGrid)
    words: str = ""
    kept: tuple[RecordTimes, ...] = ()


def parts_of(times: Iterable[RecordTimes]) -> TimesParts:
    """Part opening times. Put together again by :func:`times_of` nothing of them is lost."""
    given = tuple(times)
    weekly = [one for one in given if _is_weekly(one)]
    plain = [one for one in given if _is_words(one)]
    return TimesParts(
        read_grid(weekly) or WeekGrid(),
        "\n".join(one.description for one in plain),
        tuple(one for one in given if one not in weekly and one not in plain),
    )


def times_of(parts: TimesParts, before: Sequence[RecordTimes] = ()) -> tuple[RecordTimes, ...]:
    """Put opening times together. Each part that is as it was keeps the lines of ``before`` as they stand there."""
    was = parts_of(before)
    if parts == was:
        return tuple(before)
    same_words = [one for one in before if _is_words(one)]
    lines = [line for one in parts.words.splitlines() if (line := " ".join(one.split()))]
    words = same_words if parts.words == was.words else [RecordTimes(one) for one in lines]
    week = [one for one in before if _is_weekly(one)] if parts.week == was.week else list(grid_times(parts.week))
    return (*week, *parts.kept, *words)


def written(times: Iterable[RecordTimes]) -> tuple[str, ...]:
    """Return the lines in the words that they were written in; those that have only a rule as it says them."""
    lines: list[str] = []
    for one in times:
        said = " ".join(one.description.split())
        lines += [said] if said else hours_lines([one], date.min)
    return tuple(dict.fromkeys(lines))


def week_words(week: WeekGrid, today: date) -> str:
    """Say a week in plain English: "Mon to Thu 9:00 to 17:00; Fri 9:00 to 13:00"; nothing where it is closed."""
    return said_times(grid_times(week), today)


def said_times(times: Iterable[RecordTimes], today: date) -> str:
    """Say opening times in one line of plain English."""
    return "; ".join(hours_lines(times, today))


def read_clock(text: str) -> time | None:
    """Read a time of day as somebody types it: "9", "9.30", "0930", "2pm", "noon"; nothing where it is none."""
    typed = " ".join(text.split()).casefold()
    if typed in _WORDS:
        return _WORDS[typed]
    found = _CLOCK.fullmatch(typed)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if (hour, minute) == (24, 0):
        return time(0)
    return time(hour, minute) if hour < 24 else None


def clock_words(when: time) -> str:
    """Return a time as it stands in a field: "9:30"."""
    return f"{when.hour}:{when:%M}"


def day_problem(spans: Sequence[Span]) -> str:
    """Say what needs another look in the opening times of a day; nothing when all is well."""
    for opens, closes in spans:
        if closes <= opens and (opens, closes) != _ALL_DAY and not (opens >= _LATE and closes <= _EARLY):
            return f"It closes before it opens: {span_words(opens, closes)}. Check both times."
    ordered = sorted(spans)
    for first, second in pairwise(ordered):
        if second[0] < first[1] or first[1] <= first[0]:
            return f"These times overlap: {span_words(*first)} and {span_words(*second)}."
    return ""


def _is_weekly(one: RecordTimes) -> bool:
    return not one.place and read_grid([one]) is not None


def _is_words(one: RecordTimes) -> bool:
    said = one.description
    return replace(one, description="") == RecordTimes("") and bool(said) and said == " ".join(said.split())
