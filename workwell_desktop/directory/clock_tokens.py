"""Parts a line of opening times into words that are understood: days, times, "to", "and", "closed"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_STARTS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
_DAY = r"(?:(?:mon|tues?|wed(?:nes)?|weds|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?|thurs(?:days?)?)(?:'s)?"
_SHORT = dict(zip(("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"), _STARTS, strict=True))
_TWO = "|".join(_SHORT)
_SETS = {
    "weekdays": (0, 1, 2, 3, 4),
    "weekday": (0, 1, 2, 3, 4),
    "every weekday": (0, 1, 2, 3, 4),
    "weekends": (5, 6),
    "weekend": (5, 6),
    "daily": (0, 1, 2, 3, 4, 5, 6),
    "every day": (0, 1, 2, 3, 4, 5, 6),
    "everyday": (0, 1, 2, 3, 4, 5, 6),
    "7 days a week": (0, 1, 2, 3, 4, 5, 6),
    "seven days a week": (0, 1, 2, 3, 4, 5, 6),
}
_ALL_DAY = ("24 hours a day", "24 hours", "24hrs", "24 hrs", "24hr", "24h", "24/7", "24-7", "all day")
_PLACES = {"1st": "1", "first": "1", "2nd": "2", "second": "2", "3rd": "3", "third": "3", "4th": "4", "fourth": "4",
           "last": "-1"}  # fmt: skip
_TOKEN = re.compile(
    "|".join(
        (
            r"(?P<all_day>" + "|".join(map(re.escape, _ALL_DAY)) + r")(?![\w/])",
            r"(?P<days>" + "|".join(sorted(map(re.escape, _SETS), key=len, reverse=True)) + r")\b",
            r"(?P<day>" + _DAY + r")\b\.?",
            r"(?P<noon>12(?:[.:]00)?\s*(?:noon|midday)|noon|midday)\b",
            r"(?P<midnight>12\s*midnight|midnight)\b",
            r"(?P<nth>" + "|".join(_PLACES) + r")\b",
            r"(?P<monthly>(?:of|in)\s+(?:(?:the|each|every)\s+)?month|(?:of\s+)?(?:each|every|a)\s+month|monthly)\b",
            (
                r"(?P<hour>\d{1,2})(?:\s*[:.h]\s*(?P<minute>[0-5]\d)(?::[0-5]\d)?)?"
                r"\s*(?P<half>[ap]\.?\s?m\b\.?)?(?P<zone>z)?(?![\d/])"
            ),
            (
                r"(?P<holidays>(?:except|excluding|excl?\.?|not(?: open)?(?: on)?|closed(?: on)?)\s+(?:public|bank)"
                r"(?:\s+and\s+public)?\s+holidays)\b"
            ),
            r"(?P<closed>closed)\b",
            r"(?P<dash>-|\b(?:to|until|till|til|through|thru)\b)",
            r"(?P<since>\b(?:from|starting at|starts at|starts)\b)",
            r"(?P<and>&|\+|\band\b)",
            r"(?P<between>\bbetween\b)",
            r"(?P<end>[;\n|]|\bthen\b)",
            r"(?P<comma>,|/)",
            (
                r"(?P<filler>[:()\s.]+|\b(?:open|opening|opens|hours|times|time|(?:every|each|per) week|weekly|every"
                r"|each|on|only|at|from|a|the|is|are|we|o'?clock|drop[- ]in|(?:all|everyone) welcome"
                r"|mornings?|afternoons?|evenings?)\b)"
            ),
        )
    ),
    re.IGNORECASE,
)

# Other ways to write what is read then: days in two letters before a time, "10:00 - 12:00 / -" where a second time may
# stand, times of four figures beside a dash (but no years).
_WRITTEN: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(rf"\b({_TWO})(?=(?:\s*[-,]\s*(?:{_TWO}))*\s+\d)"), lambda found: _SHORT[found[1]]),
    (re.compile(r"/\s*-\s*(?=[,;]|$)"), lambda _found: ""),
    (re.compile(r":\s*-\s*/(?=\s*\d)"), lambda _found: ":"),
    (
        re.compile(r"(?<![\d/:.])(?!20[0-3]\d)([01]\d|2[0-3])([0-5]\d)(?=\s*(?:-|to\b|until\b)\s*\d)", re.IGNORECASE),
        lambda found: f"{found[1]}:{found[2]}",
    ),
    (
        re.compile(r"((?:-|\bto|\buntil)\s*)(?!20[0-3]\d)([01]\d|2[0-3])([0-5]\d)(?![\d/:])", re.IGNORECASE),
        lambda found: f"{found[1]}{found[2]}:{found[3]}",
    ),
)


@dataclass(frozen=True)
class Clock:
    """A time as it was written: hour and minute, "a", "p" or nothing, and whether it can only be of 24 hours.

    ``full`` says that minutes were written.
    """

    hour: int
    minute: int
    half: str = ""
    whole_day: bool = False
    full: bool = False

    @property
    def minutes(self) -> int:
        """Return the minutes since midnight as its figures stand: those of "2pm" are 120."""
        return self.hour * 60 + self.minute


class Unread(Exception):
    """A line is not understood as a whole."""


def tokens(text: str) -> Iterator[tuple[str, object]]:
    """Give the words of a line, each with its kind and what it means. Raises ``Unread`` at the first that is none."""
    plain = re.sub("[‐‑‒–—―−]", "-", text.replace("\xa0", " ").replace("’", "'"))
    for pattern, better in _WRITTEN:
        plain = pattern.sub(better, plain)
    at = 0
    while at < len(plain):
        found = _TOKEN.match(plain, at)
        if found is None:
            raise Unread
        at = found.end()
        kind = str(found.lastgroup) if found["hour"] is None else "hour"
        if kind in {"filler", "holidays"}:  # nobody expects a bank holiday in a rule; the words say it
            continue
        yield kind, _value(kind, found)


def _value(kind: str, found: re.Match[str]) -> object:
    """Return what a word means: the numbers of its days, a time, or the place of a day in its month."""
    said = found[0].casefold().strip(" .")
    if kind == "hour":
        return _clock(found)
    if kind == "day":
        return (_STARTS[said[:3]],)
    means: dict[str, object] = {"noon": Clock(12, 0, "p"), "midnight": Clock(0, 0, "a")}
    return _SETS[said] if kind == "days" else _PLACES[said] if kind == "nth" else means.get(kind, said)


def _clock(found: re.Match[str]) -> Clock:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = (found["half"] or "")[:1].casefold()
    if half == "p" and hour > 12 and found["minute"]:
        half = ""  # "16.00pm"
    if hour > 24 or (half and not 0 < hour <= 12) or (hour == 24 and minute):
        raise Unread
    whole = not half and found["minute"] is not None and (len(found["hour"]) == 2 and (hour > 12 or hour < 10))
    return Clock(hour % 24, minute, half, whole_day=bool(whole or hour > 12), full=found["minute"] is not None)
