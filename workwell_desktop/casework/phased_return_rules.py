"""From a usual working week to going back in stages: pure rules that give dated days with their hours.

The hours rise evenly from the share of the first week to the full week, which is the last one. No day and no week has
more than the usual hours, and no week has fewer than the one before, but for bank holidays. A week goes from Monday to
Sunday; the first one has only the days from the first day back on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, groupby
from math import floor, sqrt
from typing import TypeAlias

from workwell_desktop.casework.date_readers import MONTHS, WEEKDAYS
from workwell_desktop.casework.phased_return_words import rules
from workwell_desktop.casework.shift_times import QUARTER, Shift, clock, hours_words

HOURS, DAYS, BOTH = "hours", "days", "both"
LEAST_WEEKS, MOST_WEEKS = 2, 26
LEAST_SHARE, MOST_SHARE = 10, 100
_WEEK = 7

Pattern: TypeAlias = Mapping[int, Shift]
"""The usual working week: the shift of each day that is worked, 0 is Monday."""
Days: TypeAlias = Mapping[date, Shift]
"""The days that are worked, by date."""


@dataclass(frozen=True)
class Settings:
    """How the stages are worked out. ``share`` is that of the first week in per cent, ``method`` hours, days or both.

    ``rest_between``: the days of a week lie as far apart as they can, where there are fewer of them.
    """

    starts_on: date
    weeks: int = 4
    share: int = 50
    method: str = HOURS
    rest_between: bool = False
    on_bank_holidays: bool = False


@dataclass(frozen=True)
class Week:
    """One week: its number from 1, its Monday, and the days that are worked, in order."""

    number: int
    monday: date
    days: tuple[tuple[date, Shift], ...]

    @property
    def minutes(self) -> int:
        """The minutes that are worked."""
        return sum(shift.minutes for _day, shift in self.days)


def week_minutes(pattern: Pattern) -> int:
    """Return the minutes of a usual week."""
    return sum(shift.minutes for shift in pattern.values())


def first_day(pattern: Pattern, settings: Settings) -> date:
    """Return the first usual day from the chosen first day on: the chosen day itself where it is one."""
    for ahead in range(_WEEK):
        day = settings.starts_on + timedelta(days=ahead)
        if day.weekday() in pattern:
            return day
    return settings.starts_on


def mondays(pattern: Pattern, settings: Settings) -> tuple[date, ...]:
    """Return the Monday of each week."""
    first = first_day(pattern, settings)
    monday = first - timedelta(days=first.weekday())
    return tuple(monday + timedelta(weeks=number) for number in range(settings.weeks))


def planned_days(pattern: Pattern, settings: Settings, holidays: Collection[date]) -> dict[date, Shift]:
    """Return the days that the settings give. ``holidays`` are free, unless the settings say that they are worked."""
    first = first_day(pattern, settings)
    found: dict[date, Shift] = {}
    before: dict[int, Shift] = {}
    for monday, share in zip(mondays(pattern, settings), _shares(settings), strict=True):
        begins = first.weekday() if monday <= first else 0
        now = _one_week(pattern, settings, share, begins)
        if _total(now) < _total(before):
            now = before  # fewer or other days must not make less of it
        before = now
        found |= {monday + timedelta(days=weekday): shift for weekday, shift in sorted(now.items())}
    free = () if settings.on_bank_holidays else holidays
    return {day: shift for day, shift in found.items() if day not in free}


def _shares(settings: Settings) -> list[Fraction]:
    """Return the part of the usual hours for each week, rising evenly to all of them."""
    first, steps = Fraction(settings.share, 100), settings.weeks - 1
    return [first + (1 - first) * Fraction(step, steps) for step in range(settings.weeks)]


def _one_week(pattern: Pattern, settings: Settings, share: Fraction, begins: int) -> dict[int, Shift]:
    """Return the shifts of one week from the weekday ``begins`` on."""
    count = _count(len(pattern), settings.method, share)
    factor = share
    if settings.method == DAYS:
        factor = Fraction(1)
    elif settings.method == BOTH:
        whole = sum(pattern[day].minutes for day in _chosen(sorted(pattern), count, rest=settings.rest_between))
        factor = min(Fraction(1), share * week_minutes(pattern) / whole)
    there = [day for day in sorted(pattern) if day >= begins]
    must = begins if begins in pattern else None
    chosen = _chosen(there, min(count, len(there)), rest=settings.rest_between, must=must)
    return {day: _shorter(pattern[day], factor) for day in chosen}


def _count(usual: int, method: str, share: Fraction) -> int:
    """Return how many days are worked. With *both*, days and hours take an equal part in it."""
    if method == HOURS:
        return usual
    wanted = floor(share * usual) if method == DAYS else round(usual * sqrt(share))
    return min(max(1, wanted), usual)


def _chosen(there: Sequence[int], count: int, *, rest: bool, must: int | None = None) -> tuple[int, ...]:
    """Return which weekdays are worked: the first ones, or with rest between them those that lie farthest apart."""
    if not rest or count == len(there):
        return tuple(there[:count])
    sets = [days for days in combinations(there, count) if must is None or must in days]
    return max(sets, key=lambda days: (_gaps(days), -_longest_run(days), [-day for day in days]))


def _longest_run(days: Sequence[int]) -> int:
    """Return the most days that follow each other without a rest."""
    return max(len(list(group)) for _run, group in groupby(enumerate(days), key=lambda pair: pair[1] - pair[0]))


def _gaps(days: Sequence[int]) -> list[int]:
    """Return the days from each to the next, over the weekend too, the smallest first."""
    after = [*days[1:], days[0] + _WEEK]
    return sorted(later - day for day, later in zip(days, after, strict=True))


def _shorter(shift: Shift, factor: Fraction) -> Shift:
    """Return a part of a shift in quarters of an hour, with the same start; a short day has no break."""
    if factor >= 1:
        return shift
    minutes = max(min(QUARTER, shift.minutes), floor(shift.minutes * factor / QUARTER) * QUARTER)
    pause = 0 if minutes <= rules().short_day else shift.pause
    return Shift(shift.starts, shift.starts + minutes + pause, pause)


def _total(shifts: Mapping[int, Shift]) -> int:
    return sum(shift.minutes for shift in shifts.values())


def weeks_of(days: Days, monday_of_each: Sequence[date]) -> tuple[Week, ...]:
    """Return the weeks with their days. Days outside of the weeks are left out."""
    return tuple(
        Week(
            number,
            monday,
            tuple(sorted((day, shift) for day, shift in days.items() if 0 <= (day - monday).days < _WEEK)),
        )
        for number, monday in enumerate(monday_of_each, start=1)
    )


def day_words(day: date) -> str:
    """Return a day without its year: ``Tuesday 12 January``."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month]}"


def week_line(week: Week) -> str:
    """Return a week in plain words.

    ``Week 1, from Monday 4 January: Monday, Wednesday and Friday, 09:00 to 13:00. 12 hours.``
    """
    hours = hours_words(week.minutes)
    return f"{week_title(week)}: {week_words(week)}. {hours[0].upper()}{hours[1:]}."


def week_cells(week: Week) -> tuple[str, str, str]:
    """Return what :func:`week_line` says in three columns: when the week begins, its days and times, its hours."""
    days, hours = week_words(week), hours_words(week.minutes)
    return day_words(_begins(week)), f"{days[0].upper()}{days[1:]}", f"{hours[0].upper()}{hours[1:]}"


def week_title(week: Week) -> str:
    """Return which week it is and when it begins: the first one with its first day, the others on their Monday."""
    return f"Week {week.number}, from {day_words(_begins(week))}"


def _begins(week: Week) -> date:
    return week.days[0][0] if week.number == 1 and week.days else week.monday


def week_words(week: Week) -> str:
    """Return the days and times of a week: ``Monday and Friday, 09:00 to 13:00; Tuesday, 09:00 to 12:00``."""
    if not week.days:
        return "no work"
    times: dict[Shift, list[date]] = {}
    for day, shift in week.days:
        times.setdefault(shift, []).append(day)
    return "; ".join(f"{weekdays_words(on)}, {times_words(shift)}" for shift, on in times.items())


def times_words(shift: Shift) -> str:
    """Return the times of a shift as a paper says them: ``09:00 to 17:00 with a break of 30 minutes``."""
    pause = f" with a break of {hours_words(shift.pause)}" if shift.pause else ""
    return f"{clock(shift.starts)} to {clock(shift.ends)}{pause}"


def weekdays_words(on: Sequence[date]) -> str:
    """Return weekdays in words, three or more in a row in short: ``Monday to Thursday and Saturday``."""
    said: list[str] = []
    for _run, group in groupby(enumerate(sorted(on)), key=lambda pair: pair[1].toordinal() - pair[0]):
        run = [day for _n, day in group]
        if len(run) > 2:
            said.append(f"{WEEKDAYS[run[0].weekday()]} to {WEEKDAYS[run[-1].weekday()]}")
        else:
            said += [WEEKDAYS[day.weekday()] for day in run]
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
