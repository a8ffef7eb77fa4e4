"""Opening times in plain English: "Thu and Fri 10:00 to 18:00", and the day and time of the filter.

A rule that is odd is never guessed at: then the words of the list are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from workwell_desktop.directory.day_rules import DAYS, MonthDay, Rule, read_rule, week_days
from workwell_desktop.directory.record import RecordTimes

SHORT = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONG = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PARTS = ("morning", "afternoon", "evening")
"""Parts of a day: before 12, from 12 to 17, and from 17 on."""

_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}
_NTH_LAST = {-1: "last", -2: "second last", -3: "third last", -4: "fourth last", -5: "fifth last"}
_MIDNIGHT, _LAST_MINUTE = time(0), time(23, 59)
_FROM = (0, 12 * 60, 17 * 60, 24 * 60)  # minutes after midnight at which the parts begin, and the end

_Span = tuple[time | None, time | None]


@dataclass(frozen=True)
class _Limits:
    """What lines must agree in to be said together: the place, every how many weeks, from which day, until which."""

    place: str
    interval: int
    starts: date | None
    begins: date | None
    ends: date | None


def hours_lines(
    times: Iterable[RecordTimes], today: date, place_names: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Say opening times in plain English, a line for each group of days with the same hours.

    What has ended before ``today`` is left out, unless all has. ``place_names`` maps keys of places to what their
    lines begin with where there are several. Nothing given is nothing said.
    """
    given = tuple(times)
    lines = [one for one in given if not _over(one, today)] or list(given)
    weekly: dict[_Limits, dict[int, set[_Span]]] = {}
    monthly: dict[tuple[_Limits, str], set[_Span]] = {}
    said: dict[_Limits | tuple[_Limits, str] | str, None] = {}  # in the order of the list
    for one in lines:
        rule = read_rule(one)
        span = (one.opens_at, one.closes_at)
        if rule is None or (span == (None, None) and one.description.strip()):
            said |= dict.fromkeys([_as_written(one, place_names)])
            continue
        limits = _limits(one, rule, today)
        if rule.month_days:
            key = limits, _month_words(rule.month_days)
            monthly.setdefault(key, set()).add(span)
            said[key] = None
        else:
            for day in rule.days:
                weekly.setdefault(limits, {}).setdefault(day, set()).add(span)
            said[limits] = None
    found: list[str] = []
    for entry in said:
        if isinstance(entry, str):
            found.append(entry)
        elif isinstance(entry, _Limits):
            found += [_place(entry, place_names) + line for line in _week_lines(entry, weekly[entry], today)]
        else:
            found.append(_place(entry[0], place_names) + _month_line(entry[0], entry[1], monthly[entry], today))
    return tuple(dict.fromkeys(line for line in found if line))


def hours_words(times: Iterable[RecordTimes], today: date, place_names: Mapping[str, str] | None = None) -> str:
    """Say opening times in one line; see :func:`hours_lines`."""
    return "; ".join(hours_lines(times, today, place_names))


def day_slots(times: Iterable[RecordTimes], today: date | None = None) -> frozenset[str]:
    """Return when a service may be open, as codes of a day and a part of it: "MO-morning", "TU-evening".

    An end at 12:00 is no afternoon. Hours belong to the day on which they start. Where only the opening is known, it
    counts for its own part of the day alone; where a day is known without hours, for the whole day. Days of the month
    ("the 2nd") are no weekdays and give nothing. What has ended before ``today`` is left out where it is given.
    """
    return frozenset(
        f"{DAYS[day]}-{PARTS[part]}"
        for one in times
        if today is None or not _over(one, today)
        for day in week_days(one)
        for part in _parts_of_day(one.opens_at, one.closes_at)
    )


def span_words(opens: time | None, closes: time | None) -> str:
    """Say from when to when: "10:00 to 18:00", "all day", "from 11:00", "until 17:00"; nothing for no times."""
    if opens == _MIDNIGHT and closes in {_LAST_MINUTE, _MIDNIGHT}:
        return "all day"
    if opens and closes:
        return f"{opens:%H:%M} to {closes:%H:%M}"
    return f"from {opens:%H:%M}" if opens else f"until {closes:%H:%M}" if closes else ""


def days_words(days: Iterable[int]) -> str:
    """Say days of the week (0 is Monday): "Mon to Wed and Fri", "Sat and Sun", "Every day"."""
    ordered = sorted(set(days))
    if len(ordered) == 7:
        return "Every day"
    runs: list[list[int]] = []
    for day in ordered:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return _listed(
        [
            part
            for run in runs
            for part in ([f"{SHORT[run[0]]} to {SHORT[run[-1]]}"] if len(run) > 2 else [SHORT[day] for day in run])
        ]
    )


def _listed(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _over(one: RecordTimes, today: date) -> bool:
    return any(day is not None and day < today for day in (one.valid_to, one.until))


def _limits(one: RecordTimes, rule: Rule, today: date) -> _Limits:
    begins = max((day for day in (one.valid_from, one.starts) if day and day > today), default=None)
    ends = min((day for day in (one.until, one.valid_to) if day), default=None)
    counted = one.starts if rule.interval > 1 else None
    return _Limits(one.place, rule.interval, counted, None if counted and begins == counted else begins, ends)


def _as_written(one: RecordTimes, place_names: Mapping[str, str] | None) -> str:
    words = " ".join(one.description.split())
    if not words:
        hours = span_words(one.opens_at, one.closes_at)
        words = f"{hours[:1].upper()}{hours[1:]}, ask on which days" if hours else ""
    name = (place_names or {}).get(one.place, "")
    return f"{name}: {words}" if name and words else words


def _place(limits: _Limits, place_names: Mapping[str, str] | None) -> str:
    name = (place_names or {}).get(limits.place, "")
    return f"{name}: " if name else ""


def _week_lines(limits: _Limits, week: Mapping[int, set[_Span]], today: date) -> list[str]:
    """Say a week: days with the same hours together, in the order of the week."""
    groups: dict[str, list[int]] = {}
    for day in sorted(week):
        groups.setdefault(_spans(week[day]), []).append(day)
    return [_ended(_week_line(limits, days, hours, today), limits, today) for hours, days in groups.items()]


def _week_line(limits: _Limits, days: Sequence[int], hours: str, today: date) -> str:
    if limits.interval == 1:
        return _joined(days_words(days), hours, comma=hours == "all day")
    every = "other" if limits.interval == 2 else f"{limits.interval} weeks on"
    names = _listed([LONG[day] for day in sorted(days)])
    counted = f" from {_day(limits.starts, today)}" if limits.starts else ""
    return _joined(f"Every {every} {names}{counted}", hours, comma=True)


def _month_line(limits: _Limits, days: str, spans: set[_Span], today: date) -> str:
    month = "the month" if limits.interval == 1 else "every other month"
    month = month if limits.interval < 3 else f"every {limits.interval} months"
    joint = "in" if limits.interval > 2 else "of"
    counted = f" from {_day(limits.starts, today)}" if limits.starts else ""
    said = f"{days} {joint} {month}{counted}"
    return _ended(_joined(said[:1].upper() + said[1:], _spans(spans), comma=True), limits, today)


def _month_words(days: Sequence[MonthDay]) -> str:
    """Say days of a month: "first Saturday and last Friday", "2nd and last day"."""
    named = [f"{(_NTH | _NTH_LAST)[one.nth]} {LONG[one.day]}" for one in days if one.day is not None]
    numbers = [_number(one.nth) for one in days if one.day is None]
    return _listed([*named, *numbers]) + (" day" if numbers else "")


def _number(nth: int) -> str:
    if nth < 0:
        return _NTH_LAST.get(nth, f"{_ordinal(-nth)} last")
    return _ordinal(nth)


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number not in {11, 12, 13} else "th"
    return f"{number}{ending}"


def _spans(spans: set[_Span]) -> str:
    """Say all hours of a day in their order: "09:00 to 12:00 and 13:00 to 17:00"."""
    ordered = sorted(spans, key=lambda one: (one[0] or one[1] or _MIDNIGHT, one[1] or _MIDNIGHT))
    return _listed(list(dict.fromkeys(words for one in ordered if (words := span_words(*one)))))


def _joined(days: str, hours: str, *, comma: bool) -> str:
    return f"{days}{',' if comma else ''} {hours}" if hours else days


def _ended(line: str, limits: _Limits, today: date) -> str:
    said = f", from {_day(limits.begins, today)}" if limits.begins else ""
    return line + said + (f", until {_day(limits.ends, today)}" if limits.ends else "")


def _day(day: date, today: date) -> str:
    return f"{day.day} {day:%B}" if day.year == today.year else f"{day.day} {day:%B %Y}"


def _parts_of_day(opens: time | None, closes: time | None) -> range:
    """Return the numbers of the parts of a day that hours touch."""
    start = opens.hour * 60 + opens.minute if opens else None
    end = closes.hour * 60 + closes.minute if closes else None
    if start is None and end is None:
        return range(len(PARTS))
    if start is None:
        start = max((end or _FROM[-1]) - 1, 0)
    if end is None:
        end = start + 1
    if end <= start:
        end = _FROM[-1] if opens else start + 1  # into the night, or until midnight
    return range(_part(start), _part(end - 1) + 1)


def _part(minute: int) -> int:
    return next(part for part in reversed(range(len(PARTS))) if minute >= _FROM[part])
