"""A week of opening times as the editor shows it: seven days, each with its hours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from workwell_desktop.directory.day_rules import DAYS, read_rule
from workwell_desktop.directory.hours import days_words, span_words
from workwell_desktop.directory.record import RecordTimes

Span = tuple[time, time]
"""From when to when; an end before the start is in the night after."""


@dataclass(frozen=True)
class WeekGrid:
    """Seven days from Monday, each a tuple of from when to when; a day without hours is closed.

    Hours are kept in their order and once. Raises ``ValueError`` where there are not seven days: a bug.
    """

    days: tuple[tuple[Span, ...], ...] = ((),) * 7

    def __post_init__(self) -> None:
        if len(self.days) != len(DAYS):
            raise ValueError(len(self.days))
        object.__setattr__(self, "days", tuple(tuple(sorted(set(day))) for day in self.days))


def grid_times(grid: WeekGrid, place: str = "") -> tuple[RecordTimes, ...]:
    """Return the opening times of a week, a line for all days with the same hours.

    ``place`` is the key of the place that they are for.
    """
    groups: dict[Span, list[int]] = {}
    for day, spans in enumerate(grid.days):
        for span in spans:
            groups.setdefault(span, []).append(day)
    return tuple(
        RecordTimes(
            description=f"{days_words(days)} {span_words(*span)}",
            byday=",".join(DAYS[day] for day in days),
            opens_at=span[0],
            closes_at=span[1],
            freq="WEEKLY",
            place=place,
        )
        for span, days in groups.items()
    )


def read_grid(times: Iterable[RecordTimes]) -> WeekGrid | None:
    """Return opening times as a week, or nothing where a week cannot say all of them.

    That is so for every other week, days of the month, hours that end or begin on a day, hours of different places,
    and lines without both times.
    """
    days: list[list[Span]] = [[] for _ in DAYS]
    places = set()
    for one in times:
        rule = read_rule(one)
        bounds = (one.valid_from, one.valid_to, one.until)
        if rule is None or rule.month_days or rule.interval != 1 or any(bounds):
            return None
        if one.opens_at is None or one.closes_at is None:
            return None
        places.add(one.place)
        for day in rule.days:
            days[day].append((one.opens_at, one.closes_at))
    return WeekGrid(tuple(map(tuple, days))) if len(places) < 2 else None
