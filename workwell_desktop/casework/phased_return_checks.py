"""What is worth a look when somebody goes back in stages: pure rules, each with its reason. Nothing stands in the way.

The words are those of ``resources/rules/phased_return.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from workwell_desktop.casework import dates
from workwell_desktop.casework.phased_return_rules import (
    Days,
    Pattern,
    Settings,
    Week,
    day_words,
    first_day,
    planned_days,
    week_minutes,
    weeks_of,
)
from workwell_desktop.casework.phased_return_words import rules
from workwell_desktop.casework.shift_times import hours_words

NOT_FIT, MAY_BE_FIT = "not_fit", "may_be_fit"
_MINUTES_NEAR = 15  # what is written in the Intake is rounded


@dataclass(frozen=True)
class NoteFacts:
    """One fit note as the rules see it; both days count. ``asks``: a tick for stages or for other hours."""

    starts_on: date | None
    ends_on: date | None
    advice: str
    asks: bool = False


@dataclass(frozen=True)
class StageFacts:
    """All that is looked at. ``contract_hours`` are those of the Intake, ``weeks_end_on`` the end of the support."""

    name: str
    settings: Settings
    pattern: Pattern
    days: Days
    mondays: Sequence[date]
    reviews: Sequence[date] = ()
    notes: Sequence[NoteFacts] = ()
    holidays: frozenset[date] = frozenset()
    contract_hours: float | None = None
    weeks_end_on: date | None = None


@dataclass(frozen=True)
class Worry:
    """One thing that is worth a look: its rule, the week it concerns (0 for all of it), and the reason."""

    rule: str
    week: int
    words: str
    why: str


def worries(facts: StageFacts) -> tuple[Worry, ...]:
    """Return everything that is worth a look, what concerns all of it first, then week by week."""
    weeks = weeks_of(facts.days, facts.mondays)
    found = [
        *_about_all(facts),
        *_about_notes(facts, weeks),
        *_about_holidays(facts, weeks),
        *_about_days(facts, weeks),
        *_about_hours(facts, weeks),
        *_about_support(facts, weeks),
    ]
    return tuple(sorted(found, key=lambda one: one.week))


def _worry(rule: str, week: int, **fills: object) -> Worry:
    said = rules().said[rule]
    return Worry(rule, week, said.words.format(**fills), said.why)


def _about_all(facts: StageFacts) -> Iterator[Worry]:
    usual = week_minutes(facts.pattern)
    if facts.contract_hours is not None and abs(facts.contract_hours * 60 - usual) >= _MINUTES_NEAR:
        contract = hours_words(round(facts.contract_hours * 60))
        yield _worry("contract", 0, contract=contract, usual=hours_words(usual))
    if facts.settings.weeks > rules().long_weeks:
        yield _worry("long", 0, weeks=facts.settings.weeks)
    if not facts.reviews:
        yield _worry("no_review", 0)


def _about_notes(facts: StageFacts, weeks: Sequence[Week]) -> Iterator[Worry]:
    """Hold the first day of work against the fit notes that cover it, and those to come against the rest."""
    if not facts.days:
        return
    first, last = min(facts.days), max(facts.days)
    for note in facts.notes:
        begins, ends = note.starts_on or date.min, note.ends_on or date.max
        if ends < first or begins > last:
            continue
        week = _week_of(weeks, max(first, begins))
        if note.advice == NOT_FIT and note.ends_on is None:
            yield _worry("not_fit_open", week, day=dates.full(begins) if note.starts_on else "before")
        elif note.advice == NOT_FIT:
            yield _worry("not_fit", week, day=dates.full(ends))
        elif note.advice == MAY_BE_FIT and not note.asks:
            yield _worry("no_tick", week)


def _week_of(weeks: Sequence[Week], day: date) -> int:
    return next((week.number for week in weeks if day < week.monday + timedelta(weeks=1)), len(weeks))


def _about_holidays(facts: StageFacts, weeks: Sequence[Week]) -> Iterator[Worry]:
    for week in weeks:
        for weekday in range(7):
            day = week.monday + timedelta(days=weekday)
            if day not in facts.holidays:
                continue
            if day in facts.days:
                yield _worry("holiday_on", week.number, day=day_words(day))
            elif weekday in facts.pattern and day >= min(facts.days, default=day):
                yield _worry("holiday_off", week.number, day=day_words(day))


def _about_days(facts: StageFacts, weeks: Sequence[Week]) -> Iterator[Worry]:
    for week in weeks:
        for day, shift in week.days:
            usual = facts.pattern.get(day.weekday())
            if usual is None:
                yield _worry("off_pattern", week.number, day=day_words(day))
            elif shift.minutes > usual.minutes:
                fills = {"hours": hours_words(shift.minutes), "usual": hours_words(usual.minutes)}
                yield _worry("more_than_usual", week.number, day=day_words(day), **fills)
            if shift.past_midnight:
                yield _worry("past_midnight", week.number, day=day_words(day))


def _about_hours(facts: StageFacts, weeks: Sequence[Week]) -> Iterator[Worry]:
    """Look at each week's hours, and at the step from the week before; free bank holidays count as if worked."""
    usual = week_minutes(facts.pattern)
    would_be = planned_days(facts.pattern, replace(facts.settings, on_bank_holidays=True), ())
    before: int | None = None
    for week in weeks:
        if not week.days:
            yield _worry("no_work", week.number)
        if week.minutes > usual:
            fills = {"hours": hours_words(week.minutes), "usual": hours_words(usual)}
            yield _worry("week_more_than_usual", week.number, **fills)
        now = week.minutes + sum(
            would_be[day].minutes for day in _days_of(week) & facts.holidays & would_be.keys() - facts.days.keys()
        )
        if before is not None and now < before:
            yield _worry("fewer", week.number, less=hours_words(before - now))
        elif before is not None and _is_jump(facts, week, before, now):
            yield _worry("jump", week.number, more=hours_words(now - before))
        before = now


def _days_of(week: Week) -> set[date]:
    return {week.monday + timedelta(days=weekday) for weekday in range(7)}


def _is_jump(facts: StageFacts, week: Week, before: int, now: int) -> bool:
    """Say whether the step to a week is a large one. After a first week with fewer usual days it is so by itself."""
    first = first_day(facts.pattern, facts.settings)
    after_a_part = week.number == 2 and any(weekday < first.weekday() for weekday in facts.pattern)
    return not after_a_part and (now - before) * 100 > rules().jump_percent * week_minutes(facts.pattern)


def _about_support(facts: StageFacts, weeks: Sequence[Week]) -> Iterator[Worry]:
    if facts.weeks_end_on is None or not facts.days or facts.weeks_end_on > max(facts.days):
        return
    week = _week_of(weeks, max(facts.weeks_end_on, min(facts.days)))
    yield _worry("weeks_end", week, name=facts.name, day=dates.full(facts.weeks_end_on))
