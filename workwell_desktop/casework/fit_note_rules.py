"""What is worth a look in a fit note, and which days notes cover: pure rules over ``resources/rules/fit_note.toml``.

Both days of a note count: one from 24 May to 3 June ends at the end of 3 June. A rule never stands in the way of
keeping a note; only an end before its start does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TypeAlias

from workwell_desktop.casework.dates import plain, short
from workwell_desktop.datafiles import Table, read_table
from workwell_desktop.paths import resources

ENDS_FIRST = "The fit note ends before it starts. Check both dates."
MAY_BE_FIT = "may_be_fit"
_DAY = timedelta(days=1)

Say: TypeAlias = Callable[..., None]  # notes a rule's words beside a field


@dataclass(frozen=True)
class FitNoteFacts:
    """One fit note as the rules see it. Days are inclusive; ``helps`` says if there is a tick or a comment."""

    id: int = 0
    starts_on: date | None = None
    ends_on: date | None = None
    advice: str = ""
    helps: bool = False
    assessed_on: date | None = None
    issued_on: date | None = None


@dataclass(frozen=True)
class FitNoteRules:
    """The numbers of the rules, and the words of each by name."""

    longest_months: int
    first_months: int
    apart_days: int
    self_certified_days: int
    remind_days: int
    past_days: int
    words: Mapping[str, str]


@dataclass(frozen=True)
class Span:
    """Some days in a row: covered by a note, or a gap between two. No last day means that no end was written."""

    first: date
    last: date | None
    note_id: int = 0

    @property
    def covered(self) -> bool:
        """Whether a note covers these days."""
        return bool(self.note_id)

    @property
    def days(self) -> int | None:
        """How many days, both ends counted."""
        return None if self.last is None else (self.last - self.first).days + 1


@dataclass(frozen=True)
class Standing:
    """How the days stand: ``kind`` is none, to_come, covered (until ``day``, or without an end) or ended (on ``day``).

    ``note_id`` is the note that says so.
    """

    kind: str
    day: date | None = None
    note_id: int = 0


@cache
def rules() -> FitNoteRules:
    """Return the rules that ship. Raises ``DataFileProblem`` naming the entry and the reason."""
    return read_rules(resources() / "rules" / "fit_note.toml")


def read_rules(path: Path) -> FitNoteRules:
    """Read the rules of a file. Raises ``DataFileProblem`` naming the file, the entry and the reason."""
    top = read_table(path)
    top.text("source")
    top.text("licence")
    words: dict[str, str] = {}
    numbers: dict[str, int] = {}
    wanted = {
        "longest": ("months", "first_months"),
        "apart": ("days",),
        "self_certified": ("days",),
        "no_advice": (),
        "no_start": (),
        "no_end": (),
        "gap": (),
        "overlap": (),
        "issued_early": (),
        "reminder": ("days", "past_days"),
    }
    for name, counts in wanted.items():
        table = _needed(top, name)
        words[name] = table.text("words")
        table.text("source")
        numbers |= {f"{name}.{count}": table.whole(count) for count in counts}
        table.done()
    top.done()
    return FitNoteRules(
        longest_months=numbers["longest.months"],
        first_months=numbers["longest.first_months"],
        apart_days=numbers["apart.days"],
        self_certified_days=numbers["self_certified.days"],
        remind_days=numbers["reminder.days"],
        past_days=numbers["reminder.past_days"],
        words=words,
    )


def _needed(top: Table, name: str) -> Table:
    table = top.table(name)
    if table is None:
        raise top.problem(f"“{name}” is missing.")
    return table


def worth_a_look(note: FitNoteFacts, others: Iterable[FitNoteFacts], today: date) -> dict[str, str]:
    """Return what is worth a look in a note, by field: starts_on, ends_on, advice, issued_on. Nothing stops it.

    ``others`` are the other notes of the same person that were not taken back.
    """
    known = rules()
    others = [one for one in others if one.id != note.id or not note.id]
    found: dict[str, list[str]] = {}

    def say(field: str, rule: str, **fills: str) -> None:
        found.setdefault(field, []).append(known.words[rule].format(**fills))

    starts, ends = note.starts_on, note.ends_on
    if starts is None and ends is not None:
        say("starts_on", "no_start")
    if starts and ends is None:
        say("ends_on", "no_end")
    if starts and ends and ends >= starts:
        _about_length(starts, ends, others, known, say)
    if ends and timedelta(0) <= ends - today <= timedelta(days=known.remind_days):
        say("ends_on", "reminder", until=_soon((ends - today).days))
    if starts:
        _about_neighbours(note, starts, others, today, say)
    if note.advice == MAY_BE_FIT and not note.helps:
        say("advice", "no_advice")
    if note.issued_on and note.assessed_on and note.issued_on < note.assessed_on:
        say("issued_on", "issued_early")
    return {field: " ".join(sentences) for field, sentences in found.items()}


def _about_length(starts: date, ends: date, others: list[FitNoteFacts], known: FitNoteRules, say: Say) -> None:
    began = _began(starts, others, known)
    if starts <= last_of_months(began, known.first_months) and ends > last_of_months(starts, known.longest_months):
        say("ends_on", "longest")
    if starts == began and (ends - starts).days < known.self_certified_days:
        say("ends_on", "self_certified")


def _began(starts: date, others: list[FitNoteFacts], known: FitNoteRules) -> date:
    """Return where the time off began that a note belongs to: back from note to note, to the first long gap."""
    apart = timedelta(days=known.apart_days)
    before = sorted(
        ((one.ends_on or date.max, one.starts_on) for one in others if one.starts_on and one.starts_on < starts),
        reverse=True,
    )
    for ended, began in before:  # the one that ended last first: when it is too far away, so are all others
        if starts > ended and starts - _DAY - ended > apart:
            break
        starts = min(starts, began)
    return starts


def _about_neighbours(note: FitNoteFacts, starts: date, others: list[FitNoteFacts], today: date, say: Say) -> None:
    last = note.ends_on or date.max
    for one in others:
        if one.starts_on and one.starts_on <= last and (one.ends_on or date.max) >= starts:
            say("starts_on", "overlap", **{"from": span_words(one.starts_on, one.ends_on, today)})
            return
    before = [one.ends_on for one in others if one.ends_on and one.ends_on < starts]
    if before and max(before) + _DAY < starts and starts - _DAY - max(before) <= timedelta(days=rules().apart_days):
        first, until = max(before) + _DAY, starts - _DAY
        days = (until - first).days + 1
        say("starts_on", "gap", days=days_words(days), **{"from": span_words(first, until, today)})


def timeline(notes: Iterable[FitNoteFacts]) -> tuple[Span, ...]:
    """Return the days that notes cover and the gaps between them, in order. Notes without a first day are left out.

    Where two notes overlap, each keeps its own days; a gap is only where no note counts.
    """
    spans: list[Span] = []
    reached: date | None = None
    endless = False
    for note in sorted((one for one in notes if one.starts_on), key=lambda one: (one.starts_on, one.id)):
        starts = note.starts_on
        if starts is None or (note.ends_on and note.ends_on < starts):
            continue
        if reached is not None and not endless and starts > reached + _DAY:
            spans.append(Span(reached + _DAY, starts - _DAY))
        spans.append(Span(starts, note.ends_on, note.id))
        endless = endless or note.ends_on is None
        if note.ends_on is not None:
            reached = max(reached or note.ends_on, note.ends_on)
    return tuple(spans)


def standing(notes: Iterable[FitNoteFacts], today: date) -> Standing:
    """Return how the days stand today: covered, until when without a gap; ended, and when; or only to come.

    A note without a first day counts from ever; one without a last day goes on.
    """
    notes = [one for one in notes if one.starts_on or one.ends_on]
    until, by = today - _DAY, 0
    while True:
        on = [one for one in notes if (one.starts_on or date.min) <= until + _DAY and (one.ends_on or date.max) > until]
        if not on:
            break
        longest = max(on, key=lambda one: (one.ends_on or date.max, one.id))
        if longest.ends_on is None:
            return Standing("covered", None, longest.id)
        until, by = longest.ends_on, longest.id
    if by:
        return Standing("covered", until, by)
    past = [one for one in notes if one.ends_on and one.ends_on < today]
    if past:
        last = max(past, key=lambda one: (one.ends_on or date.min, one.id))
        return Standing("ended", last.ends_on, last.id)
    coming = [one for one in notes if one.starts_on and one.starts_on > today]
    if coming:
        first = min(coming, key=lambda one: (one.starts_on or date.max, one.id))
        return Standing("to_come", first.starts_on, first.id)
    return Standing("none")


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of that month where it has no such day."""
    number = day.month - 1 + months
    year, month = day.year + number // 12, number % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day.day - 1), following - _DAY)


def last_of_months(day: date, months: int) -> date:
    """Return the last of some months that begin on a day: three from 31 August end on 30 November, from 1 May in July.

    The month in which there is no such day is full on its last one.
    """
    later = months_later(day, months)
    return later - _DAY if later.day == day.day else later


def days_words(number: int) -> str:
    """Return a number of days in words: ``1 day``, ``11 days``."""
    return f"{number} day{'' if number == 1 else 's'}"


def span_words(first: date, last: date | None, today: date) -> str:
    """Return some days in words: ``24 May to 3 June``; the year where it is another one."""
    if last is None:
        return f"from {short(first, today)}"
    if first == last:
        return short(first, today)
    return f"{plain(first) if first.year != last.year else short(first, today)} to {short(last, today)}"


def _soon(days: int) -> str:
    return "today" if days == 0 else "tomorrow" if days == 1 else f"in {days_words(days)}"
