"""A service as it is typed: words and ticks that JSON holds, and what they are read as. Pure.

A draft keeps what is typed; a part that is left as it was is read as what it was, however it looks in words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

from workwell_desktop.casework.dates import plain, read_date
from workwell_desktop.casework.directory_fields import in_words
from workwell_desktop.casework.service_form import ServiceForm, place_with, tidy
from workwell_desktop.casework.service_said import hours_of, place_lines
from workwell_desktop.casework.service_times import (
    NOT_A_TIME,
    TimesParts,
    clock_words,
    parts_of,
    read_clock,
    times_of,
    week_words,
    written,
)
from workwell_desktop.directory.record import Area, RecordPlace, field_from_json, field_to_json
from workwell_desktop.directory.week_grid import WeekGrid

Typed = dict[str, Any]
"""What is typed, by field: words, lists of codes, ticks. ``week`` has for each day a list of from and to; ``places``
and ``kept`` (lines of opening times that no week can say) are the record's as JSON."""

PLACE_WORDS = ("name", "address", "postcode", "getting_in")
"""What is typed about a place."""

_TEXTS = (
    "name", "organisation", "summary", "description", "phone", "text_number", "email", "web", "how_to_refer",
    "getting_in", "eligibility", "cost", "cost_note", "wait", "alert",
)  # fmt: skip
_CODES = ("topics", "modes", "access", "only_for")
_AGES = ("minimum_age", "maximum_age")
_PARTS = ("week", "words", "kept")
_NOT_AN_AGE = "An age is a number of years, like 18."
_HALF_A_TIME = "Write both: from when and to when."


def typed_of(form: ServiceForm) -> Typed:
    """Return a form as it stands in the fields of the editor."""
    parts = parts_of(form.times)
    typed: Typed = {name: getattr(form, name) for name in _TEXTS}
    typed |= {name: list(getattr(form, name)) for name in _CODES}
    typed |= {name: "" if getattr(form, name) is None else str(getattr(form, name)) for name in _AGES}
    return typed | {
        "languages": "\n".join(form.languages),
        "areas": "\n".join(area.name or area.code for area in form.areas),
        "wait_said_on": plain(form.wait_said_on) if form.wait_said_on else "",
        "paused": form.status == "paused",
        "sensitive": form.sensitive,
        "places": json.loads(field_to_json(form.places)),
        "week": [[[clock_words(when) for when in span] for span in day] for day in parts.week.days],
        "words": parts.words,
        "kept": json.loads(field_to_json(parts.kept)),
    }


def read_typed(typed: Mapping[str, Any], before: ServiceForm, today: date) -> tuple[ServiceForm, dict[str, str]]:
    """Read what is typed over the form of before. Return the form, and a sentence for each field not understood.

    Such a field is left as it was. Days of the week are "week.0" for Monday and so on.
    """
    was = typed_of(before)
    values: dict[str, Any] = {name: typed[name] for name in _TEXTS}
    values |= {name: tuple(typed[name]) for name in _CODES}
    problems: dict[str, str] = {}
    for name in _AGES:
        values[name] = _read_age(name, typed[name].strip(), problems)
    said = read_date(typed["wait_said_on"], today, lean="past")
    if said.problem:
        problems["wait_said_on"] = said.problem
    values["wait_said_on"] = said.when
    values["languages"] = tuple(_lines(typed["languages"]))
    values["areas"] = _areas(_lines(typed["areas"]), before.areas)
    values["status"] = _status(typed["paused"], before.status)
    values["sensitive"] = typed["sensitive"]
    values["places"] = field_from_json("places", json.dumps(typed["places"]))
    values["times"] = _read_times(typed, before, problems)
    for name in ("wait_said_on", "languages", "areas", *_AGES):
        if typed[name] == was[name]:
            problems.pop(name, None)  # it is no word of the coach's
        if typed[name] == was[name] or name in problems:
            values[name] = getattr(before, name)
    return tidy(ServiceForm(**values)), problems


def read_span(opens: str, closes: str) -> tuple[tuple[time, time] | None, str]:
    """Read from when to when as it is typed; nothing for two empty fields. The second says what was not understood."""
    if not opens.strip() and not closes.strip():
        return None, ""
    if not opens.strip() or not closes.strip():
        return None, _HALF_A_TIME
    start, end = read_clock(opens), read_clock(closes)
    return (None, NOT_A_TIME) if start is None or end is None else ((start, end), "")


def read_week(days: Sequence[Sequence[Sequence[str]]]) -> tuple[WeekGrid, dict[int, str]]:
    """Read a week as it is typed: what was understood, and a sentence for each day that was not, by its number."""
    problems: dict[int, str] = {}
    read = []
    for number, day in enumerate(days):
        found = [read_span(*span) for span in day]
        read.append(tuple(span for span, _ in found if span is not None))
        problem = next((said for _, said in found if said), "")
        if problem:
            problems[number] = problem
    return WeekGrid(tuple(read)), problems


def week_typed_words(days: Sequence[Sequence[Sequence[str]]], today: date) -> str:
    """Say in plain English what of a week was understood as it is being typed."""
    return week_words(read_week(days)[0], today) or "Closed, or not known."


def new_place() -> Mapping[str, Any]:
    """Return a place in which nothing is typed yet."""
    (place,) = json.loads(field_to_json((RecordPlace(""),)))
    return dict(place)


def place_typed(place: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    """Return a place as JSON with other words; its position goes with its address."""
    (was,) = field_from_json("places", json.dumps([dict(place)]))
    moved = place_with(was, address=words["address"], postcode=words["postcode"])
    (there,) = json.loads(field_to_json((moved,)))
    return {**there, **words}


def kept_words(line: Mapping[str, Any], today: date) -> str:
    """Say in words a line of opening times that no week can say."""
    times = field_from_json("times", json.dumps([dict(line)]))
    return "; ".join(hours_of(ServiceForm(times=times), today))


def differs(form: ServiceForm, listed: ServiceForm) -> frozenset[str]:
    """Return the fields of the editor in which a form says something else than the list."""
    other = {name for name, value in vars(form).items() if value != getattr(listed, name)}
    if "times" in other and parts_of(form.times) == parts_of(listed.times):
        other.discard("times")
    return frozenset("paused" if name == "status" else name for name in other)


def list_says(listed: ServiceForm, name: str) -> str:
    """Say what the list says in a field of the editor."""
    if name == "paused":
        return "Closed for now" if listed.status == "paused" else "Open"
    if name == "places":
        return "; ".join(place_lines(listed.places)) or in_words(name, ())
    if name == "times":
        return "; ".join(written(listed.times)) or in_words(name, ())
    return in_words(name, getattr(listed, name))


def put_back(typed: Mapping[str, Any], name: str, listed: ServiceForm) -> Typed:
    """Return what is typed with one field as the list says it."""
    was = typed_of(listed)
    return {**typed, **{part: was[part] for part in (_PARTS if name == "times" else (name,))}}


def _read_age(name: str, typed: str, problems: dict[str, str]) -> int | None:
    if typed and not (typed.isascii() and typed.isdigit() and len(typed) < 4):
        problems[name] = _NOT_AN_AGE
        return None
    return int(typed) if typed else None


def _status(paused: bool, before: str) -> str:
    if before == "withdrawn":
        return before
    return "paused" if paused else "active"


def _areas(lines: Iterable[str], before: Sequence[Area]) -> tuple[Area, ...]:
    """Return areas by their names; one that was there keeps its code."""
    known = {area.name or area.code: area for area in reversed(before)}
    return tuple(known.get(line, Area(line)) for line in lines)


def _read_times(typed: Mapping[str, Any], before: ServiceForm, problems: dict[str, str]) -> Any:
    week, odd = read_week(typed["week"])
    problems |= {f"week.{day}": said for day, said in odd.items()}
    kept = field_from_json("times", json.dumps(typed["kept"]))
    return times_of(TimesParts(week, typed["words"].strip(), kept), before.times)


def _lines(text: str) -> list[str]:
    return [line for one in text.splitlines() if (line := " ".join(one.split()))]
