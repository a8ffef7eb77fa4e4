"""Reads the opening times of a row of a table: in one cell, in one for each day, or days beside hours. Pure.

What stands in a column for some days ("Monday", "Mon-Fri hours", "Saturday staffed hours") holds on those days, and a
start and an end in columns of their own are one. A head that says more of the day ("Good Friday", "1st Saturday") makes
no rule: its words are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from workwell_desktop.directory.clock_words import read_days, read_times
from workwell_desktop.directory.days import read_time
from workwell_desktop.directory.record import RecordTimes

Cell = tuple[str, str]
"""The head of a column as it is written, and what a row says below it."""

_DAY = r"(?:(?:mon|tues?|wed(?:nes|s)?|thu(?:rs?)?|fri|satur|sat|sun)(?:days?)?|weekdays?|weekends?)\b"
_DAYS = re.compile(rf"\b{_DAY}(?:\s*(?:-|–|to|and|&|,|/)\s*{_DAY})*", re.IGNORECASE)
_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])|_")
_USUAL = frozenset({"hours", "hour", "opening", "open", "times", "time", "on"})
_MORE = _USUAL | {
    "staffed", "unstaffed", "office", "library", "centre", "center", "service", "session", "sessions", "phone",
    "phones", "lines", "helpline", "reception", "clinic", "drop", "in", "drop-in",
}  # fmt: skip
_STARTS = frozenset({"start", "starts", "from", "opens", "open", "opening"})
_ENDS = frozenset({"end", "ends", "to", "until", "till", "closes", "close", "closing", "finish", "finishes"})


def times_of(cells: Sequence[Cell], opens: str = "", closes: str = "", weekday: str = "") -> Iterator[RecordTimes]:
    """Read the cells of opening times, and a start, an end and a day that stand in columns of their own."""
    span, cells = "–".join(part for part in (opens, closes) if part), _as_one(cells)
    if span and not weekday and len(cells) == 1 and not any(map(str.isdigit, cells[0][1])):
        cells, opens, closes = [(cells[0][0], f"{cells[0][1]} {span}")], "", ""  # days beside a start and an end
    for head, cell in _with_ends(cells):
        yield from _read_below(head, " ".join(cell.split()))
    if opens or closes or weekday:
        byday = read_days(weekday)
        yield RecordTimes(
            " ".join(part for part in (weekday, span) if part),
            byday=byday,
            freq="WEEKLY" if byday else "",
            opens_at=read_time(opens),
            closes_at=read_time(closes),
        )


def not_of_a_day(cells: Sequence[Cell]) -> str:
    """Return what the cells say but for those of some days, on which it may rightly be closed."""
    return "\n".join(text for head, text in cells if not _days_of(head))


@lru_cache(maxsize=1024)  # the heads of a list are few
def _days_of(head: str) -> str:
    """Return the days that a head names ("Mon-Fri"), or nothing where it names none, or some here and some there."""
    found = _DAYS.findall(_JOINED.sub(" ", head))
    return found[0] if len(found) == 1 and read_days(found[0]) else ""


def _rest_of(head: str) -> frozenset[str]:
    """Return the words of a head but for its days."""
    plain = _JOINED.sub(" ", head)
    return frozenset(re.findall(r"[\w-]+", plain.replace(_days_of(head), " ").casefold()))


def _with_ends(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Return the cells with a start and an end of the same days as one: "Mon opens" and "Mon closes"."""
    starts: dict[str, str] = {}
    ends: dict[str, str] = {}
    for head, cell in cells:
        days, rest = _days_of(head), _rest_of(head)
        if days and cell.strip() and rest & (_STARTS | _ENDS) and not rest - _STARTS - _ENDS - {"time", "times"}:
            (ends if rest & _ENDS else starts).setdefault(days, cell)
    both = {days for days in starts.keys() & ends.keys() if _is_span(starts[days], ends[days])}
    left = [one for one in cells if _days_of(one[0]) not in both]
    return [*left, *((days, f"{starts[days]}-{ends[days]}") for days in starts if days in both)] if both else cells


def _is_span(start: str, end: str) -> bool:
    """Say whether two cells are a time each, and together a while."""
    alone = all(len(_read(one)) == 1 and not any(map(str.isalpha, one.casefold().replace("am", "").replace("pm", "")))
                for one in (start, end))  # fmt: skip
    together = _read(f"{start}-{end}")
    return alone and len(together) == 1 and together[0].opens_at is not None and together[0].closes_at is not None


def _read_below(head: str, words: str) -> tuple[RecordTimes, ...]:
    days = _days_of(head)
    if not days or not words:
        return _read(words)
    if all(one.byday for one in _read(words)):
        return _read(words)  # it names its days itself
    rest = _rest_of(head)
    said = f"{days if rest <= _USUAL else head.strip()}: {words}"
    if not rest <= _MORE:
        return (RecordTimes(said),)
    return tuple(replace(one, description=said) for one in _read(f"{days}: {words}"))


@lru_cache(maxsize=4096)  # many services of a list keep the same hours
def _read(words: str) -> tuple[RecordTimes, ...]:
    return read_times(words)


def _as_one(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Return two cells of which one names the days and the other the hours as one."""
    if len(cells) == 2 and not any(_days_of(head) for head, _cell in cells):
        for days, hours in (cells, cells[::-1]):
            named, times = days[1].replace(";", ","), _read(" ".join(hours[1].split()))
            if read_days(named) and times and all(one.opens_at and not one.byday for one in times):
                return [(days[0], f"{named} {hours[1]}")]
    return cells
