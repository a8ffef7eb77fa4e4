"""The settings of going back in stages as they are typed: read, checked, and shown again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from workwell_desktop.casework import dates
from workwell_desktop.casework.entry_check import Check, read_near
from workwell_desktop.casework.phased_return_rows import StagesContent
from workwell_desktop.casework.phased_return_rules import (
    BOTH,
    DAYS,
    HOURS,
    LEAST_SHARE,
    LEAST_WEEKS,
    MOST_SHARE,
    MOST_WEEKS,
    Days,
    Settings,
    mondays,
    weeks_of,
)
from workwell_desktop.casework.phased_return_words import rules
from workwell_desktop.casework.shift_times import Shift, read_shift, shift_words

METHODS = ((HOURS, "Shorter days"), (DAYS, "Fewer days"), (BOTH, "Both"))
NO_REVIEW = "none"
_ANY_DAY = 7
_LONGEST_AHEAD = timedelta(days=731)


@dataclass(frozen=True)
class StagesEntry:
    """The settings as typed or chosen. ``usual`` are the hours of Monday to Sunday, empty for a free day.

    ``reviews`` are days with commas between them: empty for the end of week 2 and the last day, *none* for none.
    """

    usual: tuple[str, ...] = ("",) * _ANY_DAY
    starts_on: str = ""
    weeks: str = ""
    share: str = ""
    method: str = HOURS
    rest_between: bool = False
    on_bank_holidays: bool = False
    reviews: str = ""
    note: str = ""


@dataclass(frozen=True)
class ReadEntry:
    """What was made of an entry. Without ``reviews`` (nothing, not none) they are still to be proposed."""

    settings: Settings
    pattern: dict[int, Shift]
    reviews: tuple[date, ...] | None
    note: str


def new_entry() -> StagesEntry:
    """Return what the form shows before anything was typed."""
    return StagesEntry(weeks=str(rules().weeks), share=str(rules().share))


def entry_of(content: StagesContent) -> StagesEntry:
    """Return what was kept as it would be typed."""
    settings = content.settings
    return StagesEntry(
        usual=tuple(shift_words(content.pattern[day]) if day in content.pattern else "" for day in range(_ANY_DAY)),
        starts_on=dates.plain(settings.starts_on),
        weeks=str(settings.weeks),
        share=str(settings.share),
        method=settings.method,
        rest_between=settings.rest_between,
        on_bank_holidays=settings.on_bank_holidays,
        reviews=", ".join(dates.plain(day) for day in content.reviews) or NO_REVIEW,
        note=content.note,
    )


def read_entry(entry: StagesEntry, today: date) -> ReadEntry:
    """Read the settings. Raises ``InputProblem`` by field; a usual day is ``usual_0`` (Monday) to ``usual_6``."""
    check = Check(today)
    pattern = _pattern(entry, check)
    starts = check.near(entry.starts_on, "starts_on", "Type the first day back at work.")
    if starts is not None and abs(starts - today) > _LONGEST_AHEAD:
        check.problems["starts_on"] = "That is more than two years away. Check the year."
    weeks = _number(entry.weeks, check, "weeks", LEAST_WEEKS, MOST_WEEKS)
    share = _number(entry.share, check, "share", LEAST_SHARE, MOST_SHARE)
    if entry.method not in dict(METHODS):
        check.problems["method"] = "Choose one of these."
    reviews = _reviews(entry.reviews, check, today)
    check.done()
    settings = Settings(
        starts or today, weeks, share, entry.method, entry.rest_between, entry.on_bank_holidays
    )  # a missing day is a problem, and raised above
    return ReadEntry(settings, pattern, reviews, entry.note.strip())


def proposed_reviews(read: ReadEntry, days: Days) -> tuple[date, ...]:
    """Propose to look at it again on the last day of work of week 2, and of the last week."""
    weeks = weeks_of(days, mondays(read.pattern, read.settings))
    return tuple(sorted({week.days[-1][0] for week in (weeks[1], weeks[-1]) if week.days}))


def _pattern(entry: StagesEntry, check: Check) -> dict[int, Shift]:
    pattern: dict[int, Shift] = {}
    for weekday, typed in enumerate(entry.usual):
        understood = read_shift(typed)
        if understood.problem:
            check.problems[f"usual_{weekday}"] = understood.problem
        elif understood.shift is not None:
            pattern[weekday] = understood.shift
    if not pattern and not any(name.startswith("usual_") for name in check.problems):
        check.problems["usual_0"] = "Type the hours of at least one day, such as 9-5."
    return pattern


def _number(typed: str, check: Check, field: str, least: int, most: int) -> int:
    said = typed.strip().removesuffix("%").strip()
    number = int(said) if re.fullmatch(r"\d{1,3}", said, re.ASCII) else -1
    if not least <= number <= most:
        check.problems[field] = f"Type a number from {least} to {most}."
    return number


def _reviews(typed: str, check: Check, today: date) -> tuple[date, ...] | None:
    said = [part.strip() for part in re.split(r"[,;\n]", typed) if part.strip()]
    if not said:
        return None
    if [part.casefold() for part in said] == [NO_REVIEW]:
        return ()
    found: list[date] = []
    for part in said:
        understood = read_near(part, today)
        if understood.when is None:
            check.problems["reviews"] = f"One of these days was not understood. {understood.problem}".strip()
            return None
        found.append(understood.when)
    return tuple(sorted(set(found)))
