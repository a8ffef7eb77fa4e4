"""What changed in a service from one release of a list to the next, field by field in plain words. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from workwell_desktop.casework.dates import plain
from workwell_desktop.casework.service_text import ACCESS_LABELS, COST_LABELS, MODE_LABELS
from workwell_desktop.casework.service_topics import topic_labels
from workwell_desktop.directory.record import Area, FactSource, RecordPlace, RecordTimes, ServiceRecord, Term

NOTHING = "Nothing"

_TITLES: Mapping[str, str] = {
    "name": "Name", "organisation": "Who runs it", "status": "Is it open?", "summary": "In one line",
    "description": "What it does", "phone": "Phone", "text_number": "Text message", "email": "E-mail",
    "web": "Website", "places": "Where", "times": "When", "how_to_refer": "How to refer", "access": "Who can send",
    "modes": "How to go", "getting_in": "Getting in", "eligibility": "Who it is for", "minimum_age": "Youngest age",
    "maximum_age": "Oldest age", "only_for": "Only for", "languages": "Languages", "cost": "Cost",
    "cost_note": "About the cost", "wait": "How long people wait", "wait_said_on": "Wait said on",
    "alert": "Warning", "closed_words": "Words that say it is closed", "assured_on": "Vouched for on",
    "updated_on": "Written in on", "topics": "Topics", "terms": "Categories", "areas": "Where people must live",
    "national": "Everywhere in England", "sensitive": "Address kept secret", "contact_name": "Contact",
    "contact_public": "Contact may be given out", "organisation_ids": "Register numbers",
    "hinted_only_for": "Only for, from its words",
    "hinted_minimum_age": "Youngest age, from its words", "hinted_maximum_age": "Oldest age, from its words",
    "sources": "Pages it was read from", "organisation_key": "Number of the organisation in the list",
    "key": "Number in the list",
}  # fmt: skip
_STATUSES = {"active": "Open", "paused": "Closed for now", "withdrawn": "Not offered any more"}
_ONLY_FOR = {"women": "Women", "men": "Men"}
_MORE_MODES = {**MODE_LABELS, "home_visit": "At home"}
_MORE_ACCESS = {**ACCESS_LABELS, "drop_in": "Drop in", "appointment": "By appointment"}
_DAYS = {
    "MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday", "FR": "Friday", "SA": "Saturday",
    "SU": "Sunday",
}  # fmt: skip


@dataclass(frozen=True)
class FieldChange:
    """One field of a service: what it is called on screen, and its words before and after (``NOTHING`` for none)."""

    title: str
    before: str
    after: str


def differences(before: ServiceRecord, after: ServiceRecord) -> tuple[FieldChange, ...]:
    """Return the fields that differ, those first that a coach looks at first; none for the same record."""
    differ = {one.name for one in fields(ServiceRecord) if getattr(before, one.name) != getattr(after, one.name)}
    return tuple(
        FieldChange(title, in_words(name, getattr(before, name)), in_words(name, getattr(after, name)))
        for name, title in _TITLES.items()
        if name in differ
    )


def in_words(name: str, value: Any) -> str:
    """Return the value of a field of ``ServiceRecord`` as a person would write it."""
    if name == "topics":
        said = ", ".join(topic_labels(value))
    elif name in _CODES:
        codes: tuple[str, ...] = value if isinstance(value, tuple) else (value,)
        said = ", ".join(_CODES[name].get(code, code) for code in codes)
    else:
        said = _said(value)
    return said or NOTHING


_CODES: Mapping[str, Mapping[str, str]] = {
    "status": _STATUSES, "cost": COST_LABELS, "modes": _MORE_MODES, "access": _MORE_ACCESS, "only_for": _ONLY_FOR,
    "hinted_only_for": _ONLY_FOR,
}  # fmt: skip


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, tuple):
        return "; ".join(map(_said, value))
    if isinstance(value, Mapping):
        return "; ".join(map(_said, value.values()))
    ways: tuple[tuple[type, Callable[[Any], str]], ...] = (
        (date, plain),
        (RecordPlace, place_words),
        (RecordTimes, _times),
        (Term, lambda term: term.label or term.code),
        (Area, lambda area: area.name or area.code),
        (FactSource, lambda source: f"{source.publisher}, {plain(source.day)}, {source.address}"),
    )
    return next((way(value) for kind, way in ways if isinstance(value, kind)), str(value))


def place_words(place: RecordPlace) -> str:
    """Return a place in one line, with its position where it has one: a place may move and keep its words."""
    spot = f"{place.latitude:.4f}, {place.longitude:.4f}" if None not in (place.latitude, place.longitude) else ""
    return ", ".join(filter(None, [place.name, place.address, place.postcode, place.getting_in, spot]))


def _times(times: RecordTimes) -> str:
    days = ", ".join(_DAYS.get(code, code) for code in times.byday.split(",") if code)
    hours = " to ".join(f"{hour:%H:%M}" for hour in (times.opens_at, times.closes_at) if hour)
    until = f"until {plain(times.until or times.valid_to)}" if times.until or times.valid_to else ""  # type: ignore[arg-type]  # one of the two is there
    return times.description or " ".join(filter(None, [days, hours, until]))
