"""What one list says about one service: the one shape that every reader of other people's lists gives.

The fields are those of Open Referral UK and the Human Services Data Specification that a coach has a use for, with
the way in that version 1 called ``attending_access``. What only a sentence says (ages, "closed") is kept apart from
what the list says in a field of its own: it may warn, it never excludes.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, is_dataclass
from datetime import date, time
from functools import cache
from typing import Any

MODES = ("in_person", "phone", "online", "home_visit")
ACCESS = ("self", "gp", "adviser", "drop_in", "appointment")
COSTS = ("free", "low", "paid", "")
STATUSES = ("active", "paused", "withdrawn")
ONLY_FOR = ("women", "men")
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
    """A place where the service is given. Degrees of WGS84 where the list gives them.

    ``key`` is the list's own id of the place, ``getting_in`` what it says of steps, lifts, parking.
    """

    address: str
    postcode: str = ""
    latitude: float | None = None
    longitude: float | None = None
    key: str = ""
    name: str = ""
    getting_in: str = ""


@dataclass(frozen=True)
class RecordTimes:
    """When it is open: in the list's words, and as a rule where the list gives one.

    ``freq`` is "WEEKLY", "MONTHLY" or empty, ``interval`` 2 for every other week (counted from ``starts``);
    ``byday`` "MO,TU" or "1SA,-1FR", ``bymonthday`` "2,-1". ``valid_from`` and ``valid_to`` say when the line itself
    holds, ``until`` when the service stops. ``place`` is the key of the place it speaks of, empty for all.
    """

    description: str
    byday: str = ""
    opens_at: time | None = None
    closes_at: time | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    freq: str = ""
    interval: int = 1
    bymonthday: str = ""
    starts: date | None = None
    until: date | None = None
    place: str = ""


@dataclass(frozen=True)
class Term:
    """A category as the list calls it, and its code there ("esdServiceType:242") where it has one."""

    label: str
    code: str = ""


@dataclass(frozen=True)
class Area:
    """Where people must live to use it, as the list says it; ``code`` is an area code such as E08000003, or empty."""

    name: str
    code: str = ""


@dataclass(frozen=True)
class ServiceRecord:
    """One service as one list describes it. What the list does not say is empty. Ages are years.

    ``key`` is the list's own name for it; ``assured_on`` the day the publisher last vouched for it, ``updated_on`` the
    day they last wrote in it. ``sources`` says for each of :data:`FACTS` which page it was read from, where the list
    says so. ``organisation_ids`` are numbers of registers ("GB-CHC-1234567"). ``hinted_*`` and ``closed_words`` (the
    sentence that says it is closed) were only found in sentences. ``only_for`` holds codes of :data:`ONLY_FOR`.
    ``wait`` is how long people wait, in words, as said on ``wait_said_on``. ``sensitive``: its address is not given
    out (a refuge). ``contact_name`` is a person's; it leaves this PC only when ``contact_public``.
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
    organisation_key: str = ""
    organisation_ids: tuple[str, ...] = ()
    alert: str = ""
    wait: str = ""
    wait_said_on: date | None = None
    languages: tuple[str, ...] = ()
    only_for: tuple[str, ...] = ()
    hinted_minimum_age: int | None = None
    hinted_maximum_age: int | None = None
    hinted_only_for: tuple[str, ...] = ()
    closed_words: str = ""
    terms: tuple[Term, ...] = ()
    areas: tuple[Area, ...] = ()
    updated_on: date | None = None
    sensitive: bool = False
    contact_name: str = ""
    contact_public: bool = False


def to_json(record: ServiceRecord) -> str:
    """Write a record as canonical JSON: the same record always gives the same text."""
    return _canonical(vars(record))


def from_json(text: str) -> ServiceRecord:
    """Read a record that :func:`to_json` wrote. A field that a later version added keeps its empty value."""
    record = _read(ServiceRecord, json.loads(text))
    assert isinstance(record, ServiceRecord)  # noqa: S101 - the shape that was asked for
    return record


def field_to_json(value: Any) -> str:
    """Write the value of one field of a record as JSON."""
    return _canonical(_plain(value))


def field_from_json(name: str, text: str) -> Any:
    """Read the value of a field of :class:`ServiceRecord` that :func:`field_to_json` wrote.

    A name that is no field of a record is read as it stands.
    """
    value = json.loads(text)
    kind = _shape(ServiceRecord).get(name)
    return value if kind is None else _read(kind, value)


def _plain(value: Any) -> Any:
    """Return a field's value as plain lists and dictionaries."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_written)


def _written(value: Any) -> Any:
    """Return what JSON has for a part of a record that is no plain value; nothing is copied on the way."""
    if isinstance(value, date | time):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return vars(value)
    raise TypeError(type(value).__name__)  # a field of a kind that has no place in a record: a bug


@cache
def _shape(kind: type) -> Mapping[str, Any]:
    return typing.get_type_hints(kind)


def _read(kind: Any, value: Any) -> Any:
    """Make a value of a dataclass's field type from what JSON holds."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if value is None or origin is types.UnionType:
        return None if value is None else _read(arguments[0], value)
    if origin is tuple:
        return tuple(_read(arguments[0], one) for one in value)
    if origin is Mapping:
        return {name: _read(arguments[1], one) for name, one in value.items()}
    if is_dataclass(kind):
        shape = _shape(typing.cast("type", kind))
        return kind(**{name: _read(shape[name], one) for name, one in value.items()})  # type: ignore[operator]  # it is a class, and its fields are those of its shape
    return kind.fromisoformat(value) if kind in (date, time) else value
