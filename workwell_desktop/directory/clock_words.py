"""Reads opening times as people write them: "Mon-Fri 9-5", "08:30-13:00,14:00-17:30", "Weds 12-2pm", "24 hours".

A line is read as a whole or not at all: one word that is not understood ("term time only") leaves the line as the
words it is, because half a rule would send somebody to a closed door. The words themselves are always kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time

from workwell_desktop.directory.record import RecordTimes

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MOST_LETTERS = 600  # a longer line is prose
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
_PART = re.compile(r"\b(morning|afternoon|evening)s?\b", re.IGNORECASE)
_PARTS = {"morning": (time(4), time(12)), "afternoon": (time(12), time(18)), "evening": (time(16), time(23, 59))}


@dataclass(frozen=True)
class _Clock:
    """A time as it was written: hour and minute, "a", "p" or nothing, and whether it can only be of 24 hours."""

    hour: int
    minute: int
    half: str = ""
    whole_day: bool = False

    @property
    def minutes(self) -> int:
        return self.hour * 60 + self.minute


@dataclass(frozen=True)
class _Span:
    opens: time | None
    closes: time | None


class _Unread(Exception):
    """A line is not understood as a whole."""


def read_days(text: str) -> str:
    """Return days as a rule writes them ("MO,TU"), from names or from numbers of 1.1 (1 is Monday); or empty."""
    plain = text.strip().casefold()
    if plain in {"1", "2", "3", "4", "5", "6", "7"}:
        return DAYS[int(plain) - 1]
    codes = [code.strip().upper() for code in text.split(",")]
    if codes and set(codes) <= set(DAYS):
        return ",".join(day for day in DAYS if day in codes)
    try:
        lines = _Lines(_tokens(plain))
        return lines.only_days()
    except _Unread:
        return ""


def read_times(text: str, place: str = "") -> tuple[RecordTimes, ...]:
    """Read a cell or a sentence of opening times. Each line of the result keeps all of the words.

    What is not understood, and what only says "closed", comes back as the words alone; nothing for an empty text.
    ``place`` is the key of the place it speaks of.
    """
    said = text.strip()
    if not said:
        return ()
    words = RecordTimes(said, place=place)
    if len(said) > _MOST_LETTERS:
        return (words,)
    try:
        found = tuple(replace(one, description=said, place=place) for one in _Lines(_tokens(said)).read())
    except _Unread:
        return (words,)
    return found if found and _fit_part_of_day(said, found) else (words,)


def _fit_part_of_day(said: str, found: Sequence[RecordTimes]) -> bool:
    """Say whether all times begin in the one part of the day that is named, so that no day is left without its own."""
    named = {part.casefold() for part in _PART.findall(said)}
    if not named:
        return True
    first, last = _PARTS[min(named)]
    return len(named) == 1 and all(one.opens_at and first <= one.opens_at < last for one in found)


def _tokens(text: str) -> Iterator[tuple[str, object]]:
    """Part a line into words that are understood. Raises ``_Unread`` at the first that is not."""
    plain = re.sub("[‐‑‒–—―−]", "-", text.replace("\xa0", " ").replace("’", "'"))
    for pattern, better in _WRITTEN:
        plain = pattern.sub(better, plain)
    at = 0
    while at < len(plain):
        found = _TOKEN.match(plain, at)
        if found is None:
            raise _Unread
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
    means: dict[str, object] = {"noon": _Clock(12, 0, "p"), "midnight": _Clock(0, 0, "a")}
    return _SETS[said] if kind == "days" else _PLACES[said] if kind == "nth" else means.get(kind, said)


def _clock(found: re.Match[str]) -> _Clock:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = (found["half"] or "")[:1].casefold()
    if half == "p" and hour > 12 and found["minute"]:
        half = ""  # "16.00pm"
    if hour > 24 or (half and not 0 < hour <= 12) or (hour == 24 and minute):
        raise _Unread
    whole = not half and found["minute"] is not None and (len(found["hour"]) == 2 and (hour > 12 or hour < 10))
    return _Clock(hour % 24, minute, half, whole_day=bool(whole or hour > 12))


class _Lines:
    """Days, then the times that hold on them, until the next days."""

    def __init__(self, tokens: Iterator[tuple[str, object]]) -> None:
        self._tokens: list[tuple[str, object]] = []
        self._at = 0
        between = False
        for kind, value in tokens:
            if between and kind == "and":  # "between Monday and Friday", "between 9 and 5"
                self._tokens.append(("dash", value))
            elif kind != "between":
                self._tokens.append(("hour" if kind in {"noon", "midnight"} else kind, value))
            between = kind == "between" or (between and kind != "and")

    def read(self) -> list[RecordTimes]:
        """Return the rules of a line. Raises ``_Unread``."""
        lines: list[RecordTimes] = []
        self._skip()
        while self._at < len(self._tokens):
            byday, monthly = self._days()
            while byday and self._peek() == "comma" and self._peek(1) in {"hour", "since", "closed", "all_day"}:
                self._at += 1
            if byday and self._peek() == "dash" and (self._peek(1) == "since" or self._peeks("hour", "dash", "hour")):
                self._at += 1  # "Friday - 10am until 2pm"
            spans = self._spans()
            if not byday and spans and self._at < len(self._tokens):  # "10am - 12 noon Tuesdays", "9-5, Mon-Fri"
                self._at += self._peek() == "comma"
                byday, monthly = self._days()
            if (lines or self._at < len(self._tokens)) and not byday:
                raise _Unread  # times or "closed" that belong to no day, beside some that do
            if byday and not spans and not self._closed_before():
                raise _Unread
            freq = "MONTHLY" if monthly else "WEEKLY" if byday else ""
            lines += [
                RecordTimes("", byday=byday, freq=freq, opens_at=one.opens, closes_at=one.closes) for one in spans
            ]
            self._skip()
        return lines

    def only_days(self) -> str:
        """Return the days of a line that holds nothing else. Raises ``_Unread``."""
        byday, monthly = self._days()
        if monthly or self._at < len(self._tokens):
            raise _Unread
        return byday

    def _peek(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._tokens[at][0] if at < len(self._tokens) else ""

    def _peeks(self, *kinds: str) -> bool:
        return all(self._peek(ahead) == kind for ahead, kind in enumerate(kinds, 1))

    def _take(self) -> object:
        self._at += 1
        return self._tokens[self._at - 1][1]

    def _skip(self) -> None:
        while self._peek() in {"comma", "end", "and"}:
            self._at += 1

    def _closed_before(self) -> bool:
        return self._at > 0 and self._tokens[self._at - 1][0] == "closed"

    def _days(self) -> tuple[str, bool]:
        """Read days: names, from one to another, lists, and "1st Tuesday of the month"."""
        days: set[int] = set()
        places: list[str] = []
        while True:
            if self._peek() == "nth":
                places.append(str(self._take()))
            elif self._peek() in {"day", "days"}:
                days |= self._day_or_range()
            elif self._peek() in {"comma", "and"} and self._peek(1) in ({"day", "days", "nth"} if days else {"nth"}):
                self._at += 1
            else:
                break
        monthly = self._peek() == "monthly"
        if monthly:
            self._at += 1
        if monthly != bool(places) or (places and len(days) != 1):
            raise _Unread
        codes = [DAYS[day] for day in sorted(days)]
        return ",".join([f"{place}{codes[0]}" for place in places] or codes), monthly

    def _day_or_range(self) -> set[int]:
        first = self._take()
        assert isinstance(first, tuple)  # noqa: S101 - what days are made of
        if self._peek() == "dash" and self._peek(1) == "day" and len(first) == 1:
            self._at += 1
            last = self._take()
            assert isinstance(last, tuple)  # noqa: S101 - what days are made of
            return {(first[0] + step) % 7 for step in range((last[0] - first[0]) % 7 + 1)}
        return set(first)

    def _spans(self) -> list[_Span]:
        """Read the times that follow: "9-12 and 1-4", "from 11am", "until 5pm", "24 hours", "closed".

        Raises ``_Unread`` where a time stands alone beside a start with its end: "10-12 and 1 and 3", "2pm 6pm".
        """
        spans: list[_Span] = []
        kinds: set[bool] = set()
        while True:
            kind = self._peek()
            if kind == "hour":
                spans.append(self._span())
                kinds.add(spans[-1].closes is None)
                if len(kinds) > 1 or self._peek() == "hour":
                    raise _Unread
            elif kind in {"since", "dash"}:
                spans.append(self._span())
            elif kind == "all_day":
                self._at += 1
                spans.append(_Span(time(0, 0), time(23, 59)))  # as the standard writes it
            elif kind == "closed":
                self._at += 1
                return spans
            elif spans and kind in {"comma", "and"} and self._peek(1) in {"hour", "since"}:
                self._at += 1
            else:
                return spans

    def _span(self) -> _Span:
        if self._peek() == "dash":  # "until 5pm"
            self._at += 1
            return _Span(None, _literal(self._hour()))
        self._at += self._peek() == "since"
        opens = self._hour()
        if self._peek() == "dash" and self._peek(1) == "hour":
            self._at += 1
            return _Span(*_pair(opens, self._hour()))
        return _Span(_literal(opens), None)

    def _hour(self) -> _Clock:
        if self._peek() != "hour":
            raise _Unread
        clock = self._take()
        assert isinstance(clock, _Clock)  # noqa: S101 - what an hour is made of
        return clock


def _literal(clock: _Clock) -> time:
    """Return the time of day that stands alone. Raises ``_Unread`` where it may be morning or evening."""
    if clock.half:
        return _time(clock, 12 * (clock.half == "p"))
    if not clock.whole_day and 0 < clock.hour < 9:
        raise _Unread  # "from 7"
    return time(clock.hour, clock.minute)


def _pair(opens: _Clock, closes: _Clock) -> tuple[time, time]:
    """Return from when to when: what is not said is what people mean. Raises ``_Unread`` where it may be either."""
    if closes.half:
        end = _time(closes, 12 * (closes.half == "p"))
    elif closes.whole_day or closes.hour == 0 or (opens.whole_day and closes.hour >= 10):
        end = time(closes.hour, closes.minute)
    elif opens.half or opens.whole_day or opens.hour >= 7 or opens.hour == 12:
        start = _start_alone(opens)
        late = closes.minutes <= start.hour * 60 + start.minute and closes.hour < 12
        end = _time_of(closes.minutes + (12 * 60 if late else 0))
    else:  # "2-4": an afternoon
        end = _time_of(closes.minutes + (12 * 60 if closes.hour < 12 else 0))
    if opens.half:
        return _time(opens, 12 * (opens.half == "p")), end
    if opens.whole_day or opens.hour == 0 or (closes.whole_day and closes.hour > 12):  # "9:00-22:00"
        return time(opens.hour, opens.minute), end
    if opens.hour >= 7 and not closes.half and closes.hour <= 12 and not closes.whole_day:
        if opens.hour < 9 and closes.hour > opens.hour and closes.hour < 12:
            raise _Unread  # "7-9": of the morning or of the evening
        return _start_alone(opens), end
    return _before(opens, end), end


def _start_alone(clock: _Clock) -> time:
    if clock.half:
        return _time(clock, 12 * (clock.half == "p"))
    return time(clock.hour, clock.minute)


def _before(opens: _Clock, end: time) -> time:
    """Return the start that leaves the shorter while before the end: "12-2pm", "10-1pm", "2-4pm", "9-5pm"."""
    until = end.hour * 60 + end.minute
    early, late = opens.minutes % (12 * 60), opens.minutes % (12 * 60) + 12 * 60
    if opens.hour == 12:
        return time(12, opens.minute)
    return _time_of(late if late < until else early)


def _time(clock: _Clock, add: int) -> time:
    return time(clock.hour % 12 + add, clock.minute)


def _time_of(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
