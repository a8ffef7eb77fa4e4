"""Reads opening times as people write them: "Mon-Fri 9-5", "08:30-13:00,14:00-17:30", "Weds 12-2pm", "24 hours".

A line is read as a whole or not at all: one word that is not understood ("term time only") leaves the line as the
words it is, because half a rule would send somebody to a closed door. The words themselves are always kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time

from workwell_desktop.directory.clock_tokens import DAYS, Clock, Unread, tokens
from workwell_desktop.directory.record import RecordTimes

_EARLIEST, _USUAL_START = 6, 9  # o'clock
_MOST_LETTERS = 600  # a longer line is prose
_PART = re.compile(r"\b(morning|afternoon|evening)s?\b", re.IGNORECASE)
_PARTS = {"morning": (time(4), time(12)), "afternoon": (time(12), time(18)), "evening": (time(16), time(23, 59))}


@dataclass(frozen=True)
class _Span:
    opens: time | None
    closes: time | None


def read_days(text: str) -> str:
    """Return days as a rule writes them ("MO,TU"), from names or from numbers of 1.1 (1 is Monday); or empty."""
    plain = text.strip().casefold()
    if plain in {"1", "2", "3", "4", "5", "6", "7"}:
        return DAYS[int(plain) - 1]
    codes = [code.strip().upper() for code in text.split(",")]
    if codes and set(codes) <= set(DAYS):
        return ",".join(day for day in DAYS if day in codes)
    try:
        lines = _Lines(tokens(plain))
        return lines.only_days()
    except Unread:
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
        found = tuple(replace(one, description=said, place=place) for one in _Lines(tokens(said)).read())
    except Unread:
        return (words,)
    return found if found and _fit_part_of_day(said, found) else (words,)


def _fit_part_of_day(said: str, found: Sequence[RecordTimes]) -> bool:
    """Say whether all times begin in the one part of the day that is named, so that no day is left without its own."""
    named = {part.casefold() for part in _PART.findall(said)}
    if not named:
        return True
    first, last = _PARTS[min(named)]
    return (
        len(named) == 1
        and "closed" not in said.casefold()
        and all(one.opens_at and first <= one.opens_at < last for one in found)
    )


class _Lines:
    """Days, then the times that hold on them, until the next days."""

    def __init__(self, said: Iterator[tuple[str, object]]) -> None:
        self._tokens: list[tuple[str, object]] = []
        self._at = 0
        self._between = between = False
        for kind, value in said:
            if between and kind == "and":  # "between Monday and Friday", "between 9 and 5"
                self._tokens.append(("dash", value))
            elif kind != "between":
                self._tokens.append(("hour" if kind in {"noon", "midnight"} else kind, value))
            between = kind == "between" or (between and kind not in {"and", "dash"})
            self._between |= between

    def read(self) -> list[RecordTimes]:
        """Return the rules of a line. Raises ``Unread``."""
        lines: list[RecordTimes] = []
        closed: set[str] = set()
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
                raise Unread  # times or "closed" that belong to no day, beside some that do
            if byday and not spans and not self._closed_before():
                raise Unread
            closed |= set() if spans else set(byday.split(","))
            freq = "MONTHLY" if monthly else "WEEKLY" if byday else ""
            lines += [
                RecordTimes("", byday=byday, freq=freq, opens_at=one.opens, closes_at=one.closes) for one in spans
            ]
            self._skip()
        if self._between and any(one.opens_at and not one.closes_at for one in lines):
            raise Unread
        return [one for line in lines for one in _but_closed(line, closed)]

    def only_days(self) -> str:
        """Return the days of a line that holds nothing else. Raises ``Unread``."""
        byday, monthly = self._days()
        if monthly or self._at < len(self._tokens):
            raise Unread
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
            raise Unread
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

        Raises ``Unread`` where a time stands alone beside a start with its end: "10-12 and 1 and 3", "2pm 6pm".
        """
        spans: list[_Span] = []
        kinds: set[bool] = set()
        while True:
            kind = self._peek()
            if kind == "hour":
                spans.append(self._span())
                kinds.add(spans[-1].closes is None)
                if len(kinds) > 1 or (spans[-1].closes is None and self._peek() == "hour"):
                    raise Unread
            elif kind == "since" or (kind == "dash" and not spans):
                spans.append(self._span())
                kinds |= set() if spans[-1].closes is None or spans[-1].opens is None else {False}
            elif kind == "dash":
                raise Unread
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
        if self._peek() == "dash":  # "until 5pm"; "Tuesday - 10am" may be when it begins
            if self._take() == "-":
                raise Unread
            return _Span(None, _literal(self._hour()))
        self._at += self._peek() == "since"
        opens = self._hour()
        if self._peek() == "dash" and self._peek(1) == "hour":
            self._at += 1
            return _Span(*_pair(opens, self._hour()))
        return _Span(_literal(opens), None)

    def _hour(self) -> Clock:
        if self._peek() != "hour":
            raise Unread
        clock = self._take()
        assert isinstance(clock, Clock)  # noqa: S101 - what an hour is made of
        return clock


def _but_closed(line: RecordTimes, closed: set[str]) -> Iterator[RecordTimes]:
    """Give a line without the days on which it says "closed"."""
    days = [day for day in line.byday.split(",") if day not in closed]
    if days:
        yield replace(line, byday=",".join(days))


def _literal(clock: Clock) -> time:
    """Return the time of day that stands alone. Raises ``Unread`` where it may be morning or evening."""
    if clock.half:
        return _time(clock, 12 * (clock.half == "p"))
    if not clock.whole_day and 0 < clock.hour < 9:
        raise Unread  # "from 7"
    return time(clock.hour, clock.minute)


def _pair(opens: Clock, closes: Clock) -> tuple[time, time]:
    """Return from when to when: what is not said is what people mean. Raises ``Unread`` where it may be either."""
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
    if opens.whole_day or opens.hour == 0 or _reads_on_24(opens, closes):
        return time(opens.hour, opens.minute), end
    if opens.hour >= 7 and not closes.half and closes.hour <= 12 and not closes.whole_day:
        if opens.hour < 9 and closes.hour > opens.hour and closes.hour < 12:
            raise Unread  # "7-9": of the morning or of the evening
        return _start_alone(opens), end
    return _before(opens, end), end


def _reads_on_24(opens: Clock, closes: Clock) -> bool:
    """Say whether a start stands on the clock of 24 hours that its end is on: "9:00-22:00", but not "1.30-17.00".

    Raises ``Unread`` where it may be of the morning or of the evening: "7-21:00".
    """
    if not closes.whole_day or closes.hour <= 12 or opens.hour < _EARLIEST:
        return False
    if not opens.full and opens.hour < _USUAL_START and opens.hour + 12 < closes.hour:
        raise Unread
    return True


def _start_alone(clock: Clock) -> time:
    if clock.half:
        return _time(clock, 12 * (clock.half == "p"))
    return time(clock.hour, clock.minute)


def _before(opens: Clock, end: time) -> time:
    """Return the start that leaves the shorter while before the end: "12-2pm", "10-1pm", "2-4pm", "9-5pm"."""
    until = end.hour * 60 + end.minute
    early, late = opens.minutes % (12 * 60), opens.minutes % (12 * 60) + 12 * 60
    if opens.hour == 12:
        return time(12, opens.minute)
    return _time_of(late if late < until else early)


def _time(clock: Clock, add: int) -> time:
    return time(clock.hour % 12 + add, clock.minute)


def _time_of(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
