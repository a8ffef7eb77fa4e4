"""The working time of one day, as people type it: 9-1, 09:00 to 17:00 with a 30 minute break, 10pm-6am.

A shift may go on past midnight: it belongs to the day on which it starts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from workwell_desktop.casework.clock_times import read_time

DAY = 24 * 60
LONGEST = 14 * 60  # minutes: a longer day is most often a slip
QUARTER = 15
_NOTHING = {"rest", "rest day", "off", "day off", "none", "no", "no work", "-", "–"}
_BETWEEN = re.compile(r"\s*(?:-|–|—|to|until|till)\s*")
_BREAK = re.compile(
    r"[,;.]?\s*(?:(?:with|less|and)\s+)?(?:an?\s+)?"
    r"(?:(\d{1,3})[\s-]*(?:m|mins?|minutes?)?\s*(?:unpaid\s*)?break|break\s*(?:of\s*)?(\d{1,3})\s*(?:m|mins?|minutes?)?)$"
)
_SPOKEN = (
    ("half an hour", "30 minutes"),
    ("half hour", "30 minutes"),
    ("1 hour", "60 minutes"),
    ("an hour", "60 minutes"),
)
_LOOSE = re.compile(r"[1-9](?:[:.h ]?\d{2})?|1[0-2]", re.ASCII)  # may be before noon or after; 10:30 and 09 may not
_EARLY = 6  # "6" begins an early shift; a meeting at 6 is in the evening (``clock_times``)
_HELP = "Type the hours as you would say them: 9-1, or 09:00 to 13:00. Leave it empty for a rest day."


@dataclass(frozen=True)
class Shift:
    """The work of one day, in minutes after its midnight; ``pause`` is the unpaid break, in minutes.

    ``ends`` is beyond 1440 where the work goes on past midnight.
    """

    starts: int
    ends: int
    pause: int = 0

    @property
    def minutes(self) -> int:
        """The minutes that are worked, without the break."""
        return self.ends - self.starts - self.pause

    @property
    def past_midnight(self) -> bool:
        """Whether the work goes on into the next day."""
        return self.ends > DAY


@dataclass(frozen=True)
class UnderstoodShift:
    """What was made of typed hours: a shift, nothing for a rest day, or a ``problem`` in a sentence."""

    shift: Shift | None = None
    problem: str = ""


def read_shift(text: str) -> UnderstoodShift:
    """Read the hours of a day as somebody would type or say them. Nothing typed, or *rest*, is a rest day.

    An end before the start is taken for the afternoon or the next morning where that makes a likely day.
    """
    said = " ".join(text.strip().casefold().split())
    if not said or said in _NOTHING:
        return UnderstoodShift()
    for spoken, plain in _SPOKEN:
        said = said.replace(spoken, plain)
    pause = 0
    found = _BREAK.search(said)
    if found:
        pause, said = int(found[1] or found[2]), said[: found.start()].rstrip(" ,;")
    parts = _BETWEEN.split(said)
    if len(parts) != 2 or not all(parts):
        return UnderstoodShift(problem=_HELP)
    return _between(parts[0], parts[1], pause)


def _between(first: str, last: str, pause: int) -> UnderstoodShift:
    starts, problem = _minutes(first)
    until, also = _minutes("00:00" if last in {"24", "24:00", "midnight"} else last)
    if starts is None or until is None:
        return UnderstoodShift(problem=problem or also or _HELP)
    if _LOOSE.fullmatch(first) and starts // 60 == _EARLY + 12:
        starts -= DAY // 2
    half = DAY // 2
    likely = [until - half, until, until + half, until + DAY] if _LOOSE.fullmatch(last) else [until, until + DAY]
    ends = next(end for end in (*likely, until + 2 * DAY) if end > starts)
    if ends - starts > LONGEST:
        before = until < starts
        return UnderstoodShift(
            problem="The end comes before the start. Check both times." if before
            else f"That is more than {LONGEST // 60} hours. Check both times."
        )  # fmt: skip
    if pause >= ends - starts:
        return UnderstoodShift(problem="The break is as long as the day. Check it.")
    return UnderstoodShift(Shift(starts, ends, pause))


def _minutes(text: str) -> tuple[int | None, str]:
    understood = read_time(text)
    if understood.when is None:
        return None, understood.problem
    return understood.when.hour * 60 + understood.when.minute, ""


def clock(minutes: int) -> str:
    """Return minutes after midnight as a time of the day: ``09:00``."""
    return f"{minutes % DAY // 60:02}:{minutes % 60:02}"


def shift_words(shift: Shift) -> str:
    """Return a shift in words that :func:`read_shift` reads back: ``09:00 to 17:00, 30 minutes break``."""
    pause = f", {shift.pause} minute{'' if shift.pause == 1 else 's'} break" if shift.pause else ""
    return f"{clock(shift.starts)} to {clock(shift.ends)}{pause}"


def hours_words(minutes: int) -> str:
    """Return minutes in words: ``4 hours``, ``1 hour``, ``3 hours 45 minutes``, ``no hours``."""
    hours, rest = divmod(minutes, 60)
    said = [f"{hours} hour{'' if hours == 1 else 's'}"] if hours else []
    said += [f"{rest} minute{'' if rest == 1 else 's'}"] if rest else []
    return " ".join(said) or "no hours"


def longer(shift: Shift, minutes: int) -> Shift:
    """Return the shift that ends so many minutes later or earlier: at least a quarter of an hour, at most 14 hours."""
    least = shift.starts + shift.pause + QUARTER
    ends = min(max(shift.ends + minutes, least), shift.starts + LONGEST)
    return Shift(shift.starts, ends, shift.pause)


def earlier_start(shift: Shift, minutes: int) -> Shift:
    """Return the shift that starts so many minutes earlier (negative: later), with the same end."""
    latest = shift.ends - shift.pause - QUARTER
    starts = min(max(shift.starts - minutes, 0, shift.ends - LONGEST), latest, DAY - 1)
    return Shift(starts, shift.ends, shift.pause)


def moved(shift: Shift, minutes: int) -> Shift:
    """Return the same hours so many minutes later (negative: earlier), on the same day."""
    by = min(max(minutes, -shift.starts), DAY - QUARTER - shift.starts)
    return Shift(shift.starts + by, shift.ends + by, shift.pause)
