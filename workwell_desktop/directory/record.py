"""What one list says about one service: the one shape that every reader of other people's lists gives.

The fields are those of Open Referral UK and the Human Services Data Specification that a coach has a use for
with the way in that version 1 called ``attending_access``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, time
from typing import Any

MODES = ("in_person", "phone", "online")
ACCESS = ("self", "gp", "adviser")
COSTS = ("free", "low", "paid", "")
STATUSES = ("active", "paused", "withdrawn")
# A number, an address, an opening time: what must never stand without the page it was read from.
FACTS = ("phone", "text_number", "email", "web", "address", "postcode", "when")


@dataclass(frozen=True)
class FactSource:
    """The published page a value was read from. ``dated``: "page" (the page's own date) or "read" (it has none)."""

    publisher: str
    address: str
    day: date
    dated: str


@dataclass(frozen=True)
class RecordPlace:
    """A place where the service is given. Degrees of WGS84 where the list gives them."""

    address: str
    postcode: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class RecordTimes:
    """When it is open: in the list's words, and as days ("MO,TU") with times where the list gives a rule."""

    description: str
    byday: str = ""
    opens_at: time | None = None
    closes_at: time | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class ServiceRecord:
    """One service as one list describes it. What the list does not say is empty. Ages are years.

    ``key`` is the list's own name for it; ``assured_on`` the day the publisher last vouched for it. ``sources``
    says for each of :data:`FACTS` which page it was read from, where the list says so.
    """

    key: str
    name: str
    organisation: str = ""
    summary: str = ""
    description: str = ""
    status: str = "active"
    phone: str = ""
    text_number: str = ""
    email: str = ""
    web: str = ""
    how_to_refer: str = ""
    getting_in: str = ""
    eligibility: str = ""
    minimum_age: int | None = None
    maximum_age: int | None = None
    cost: str = ""
    cost_note: str = ""
    national: bool = False
    assured_on: date | None = None
    topics: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    places: tuple[RecordPlace, ...] = ()
    times: tuple[RecordTimes, ...] = ()
    sources: Mapping[str, FactSource] = field(default_factory=dict)


def to_json(record: ServiceRecord) -> str:
    """Write a record as canonical JSON: the same record always gives the same text."""
    return _canonical(asdict(record))


def from_json(text: str) -> ServiceRecord:
    """Read a record that :func:`to_json` wrote."""
    values: dict[str, Any] = json.loads(text)
    for name in ("topics", "modes", "access"):
        values[name] = tuple(values[name])
    values["assured_on"] = _day(values["assured_on"])
    values["places"] = tuple(RecordPlace(**place) for place in values["places"])
    values["times"] = tuple(
        RecordTimes(
            description=one["description"],
            byday=one["byday"],
            opens_at=_clock(one["opens_at"]),
            closes_at=_clock(one["closes_at"]),
            valid_from=_day(one["valid_from"]),
            valid_to=_day(one["valid_to"]),
        )
        for one in values["times"]
    )
    values["sources"] = {
        name: FactSource(**{**source, "day": date.fromisoformat(source["day"])})
        for name, source in values["sources"].items()
    }
    return ServiceRecord(**values)


def field_hashes(record: ServiceRecord) -> str:
    """Return the SHA-256 of every field as canonical JSON, so that a later release can show which fields changed."""
    return _canonical(
        {
            one.name: hashlib.sha256(_canonical(_plain(getattr(record, one.name))).encode()).hexdigest()
            for one in fields(record)
        }
    )


def _plain(value: Any) -> Any:
    """Return a field's value as plain lists and dictionaries."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return asdict(value) if isinstance(value, RecordPlace | RecordTimes | FactSource) else value


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_iso)


def _iso(value: Any) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    raise TypeError(type(value).__name__)  # a field of a kind that has no place in a record: a bug


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _clock(value: str | None) -> time | None:
    return time.fromisoformat(value) if value else None
