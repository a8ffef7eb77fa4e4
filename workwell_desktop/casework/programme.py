"""The programme clock: how many weeks of support are used and how many are left. Days paused do not count.

Pure sums over days; nothing here reads a vault. A day is used up once it is over: on the first day nothing is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = 7
NEARLY_DAYS = 14  # with two weeks left the end is spoken about


@dataclass(frozen=True)
class Pause:
    """Days that do not count: from ``starts_on`` until the day before ``ends_on``; without an end it goes on."""

    starts_on: date
    ends_on: date | None = None

    def holds(self, day: date) -> bool:
        """Say whether a day is paused."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True)
class Programme:
    """Where the clock stands: whole days used and paused, the limit in weeks (nothing for none), and if it is paused.

    ``back_on`` is the day on which somebody is expected back from the pause that runs, where it was said.
    """

    days_used: int
    days_paused: int
    limit: int | None
    paused: bool = False
    back_on: date | None = None

    @property
    def week(self) -> int:
        """The week they are in, from 1."""
        return self.days_used // WEEK + 1

    @property
    def weeks_used(self) -> int:
        """Weeks that are over."""
        return self.days_used // WEEK

    @property
    def weeks_left(self) -> int | None:
        """Weeks of the limit that are not over; below 0 when there were more; nothing without a limit."""
        return None if self.limit is None else self.limit - self.weeks_used

    @property
    def days_left(self) -> int | None:
        """Days of the limit that are not over; below 0 when there were more; nothing without a limit."""
        return None if self.limit is None else self.limit * WEEK - self.days_used

    @property
    def nearly_over(self) -> bool:
        """Whether two weeks or less are left, or none."""
        return self.days_left is not None and self.days_left <= NEARLY_DAYS


def programme(
    began: date, day: date, limit: int | None, pauses: Iterable[Pause] = (), back_on: date | None = None
) -> Programme:
    """Return where the clock stands at the beginning of ``day``, for support that began on ``began``."""
    pauses = tuple(pauses)
    whole = max(0, (day - began).days)
    paused = paused_days(pauses, began, day)
    running = any(pause.holds(day) for pause in pauses)
    return Programme(whole - paused, paused, limit, running, back_on if running else None)


def paused_days(pauses: Iterable[Pause], began: date, day: date) -> int:
    """Count the days from ``began`` until the day before ``day`` that are paused; one that is paused twice is one."""
    counted, reached = 0, began
    for pause in sorted(pauses, key=lambda one: one.starts_on):
        starts = max(pause.starts_on, reached)
        ends = min(pause.ends_on or day, day)
        if ends > starts:
            counted += (ends - starts).days
            reached = ends
    return counted


def used_up_on(began: date, limit: int | None, pauses: Iterable[Pause] = ()) -> date | None:
    """Return the first day on which no day is left; nothing without a limit, or where a pause before it has no end."""
    if limit is None:
        return None
    day, left = began, limit * WEEK
    for pause in sorted(pauses, key=lambda one: one.starts_on):
        run = max(0, (pause.starts_on - day).days)
        if run >= left:
            break
        if pause.ends_on is None:
            return None
        left -= run
        day = max(day + timedelta(days=run), pause.ends_on)
    return day + timedelta(days=left)


def not_paused(pauses: Iterable[Pause], starts_on: date, ends_on: date) -> Iterator[Pause]:
    """Give the days from ``starts_on`` until the day before ``ends_on`` that no pause holds yet, as pauses."""
    reached = starts_on
    for pause in sorted(pauses, key=lambda one: one.starts_on):
        free = Pause(reached, min(pause.starts_on, ends_on))
        if free.starts_on < pause.starts_on and free.starts_on < ends_on:
            yield free
        reached = max(reached, pause.ends_on or ends_on)
    if reached < ends_on:
        yield Pause(reached, ends_on)


def overlapping(pauses: Iterable[Pause], starts_on: date, ends_on: date | None) -> Pause | None:
    """Return a pause that has a day in common with these days, or nothing."""
    for pause in pauses:
        if ends_on is not None and pause.starts_on >= ends_on:
            continue
        if pause.ends_on is not None and (pause.ends_on <= starts_on or pause.ends_on <= pause.starts_on):
            continue
        return pause
    return None


def weeks_in_words(number: int) -> str:
    """Return a number of weeks in words: ``1 week``, ``3 weeks``."""
    return f"{number} week{'' if number == 1 else 's'}"


def in_words(clock: Programme) -> str:
    """Say where the clock stands: ``Week 5 of 8``; ``With us 5 weeks`` where there is no limit."""
    if clock.limit is not None:
        return f"Week {clock.week} of {clock.limit}"
    return f"With us {weeks_in_words(clock.weeks_used)}" if clock.weeks_used else "New this week"
