"""What a coach may write in about a service: the form, between a service's values and the editor's fields. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, TypeVar

from workwell_desktop.casework.service_times import written
from workwell_desktop.casework.service_topics import topics
from workwell_desktop.directory.record import (
    ACCESS,
    COSTS,
    MODES,
    ONLY_FOR,
    STATUSES,
    Area,
    RecordPlace,
    RecordTimes,
    ServiceRecord,
    field_from_json,
    field_to_json,
)

LONG_FIELDS = frozenset(["description", "how_to_refer", "getting_in", "eligibility", "alert"])
"""Fields of several lines."""

_BETWEEN = "|"  # parts a name from its code where an area is kept as one word

_Kept = TypeVar("_Kept")


@dataclass(frozen=True)
class ServiceForm:
    """What a coach may say about a service; each field is that of ``ServiceRecord``.

    Codes: topics of :func:`service_topics.topics`, modes, access, cost, only_for and status of ``directory.record``.
    Ages are years.
    """

    name: str = ""
    organisation: str = ""
    summary: str = ""
    description: str = ""
    phone: str = ""
    text_number: str = ""
    email: str = ""
    web: str = ""
    how_to_refer: str = ""
    getting_in: str = ""
    eligibility: str = ""
    cost: str = ""
    cost_note: str = ""
    topics: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    places: tuple[RecordPlace, ...] = ()
    times: tuple[RecordTimes, ...] = ()
    minimum_age: int | None = None
    maximum_age: int | None = None
    only_for: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    areas: tuple[Area, ...] = ()
    wait: str = ""
    wait_said_on: date | None = None
    alert: str = ""
    status: str = "active"
    sensitive: bool = False

    @property
    def address(self) -> str:
        """The address of the first place."""
        return self.places[0].address if self.places else ""

    @property
    def postcode(self) -> str:
        """The postcode of the first place."""
        return self.places[0].postcode if self.places else ""

    @property
    def when(self) -> str:
        """The opening times in the words that they were written in, or as a rule says them."""
        return "; ".join(written(self.times))


def form_of(values: ServiceRecord) -> ServiceForm:
    """Return a service's effective values as a form to change."""
    return tidy(ServiceForm(**{one.name: getattr(values, one.name) for one in fields(ServiceForm)}))


def values_of(form: ServiceForm, before: ServiceRecord) -> ServiceRecord:
    """Return the values that a form gives, over what was there before. They are the coach's, of no page of a list."""
    return replace(before, sources={}, **vars(form))


def with_details(form: ServiceForm, details: Mapping[str, Any]) -> ServiceForm:
    """Return the form with other details, by their names; ``address``, ``postcode`` and ``when`` are some too."""
    values = dict(details)
    places, times = form.places, form.times
    if "address" in values or "postcode" in values:
        first = places[0] if places else RecordPlace("")
        said = values.pop("address", first.address), values.pop("postcode", first.postcode)
        places = (place_with(first, address=said[0], postcode=said[1]), *places[1:])
    if "when" in values:
        words = values.pop("when")
        times = (RecordTimes(words),) if words else ()
    return replace(form, **{"places": places, "times": times, **values})


def place_with(place: RecordPlace, *, address: str, postcode: str) -> RecordPlace:
    """Return a place with another address. Its position is that of the old one, and goes with it."""
    if (address, postcode) == (place.address, place.postcode):
        return place
    return replace(place, address=address, postcode=postcode, latitude=None, longitude=None)


def place_line(place: RecordPlace) -> str:
    """Say where a place is in one line: its name where the address does not begin with it, address and postcode."""
    name = "" if place.address.casefold().startswith(place.name.casefold()) else place.name
    return one_line(", ".join(filter(None, [name, place.address, place.postcode])))


def form_to_plain(form: ServiceForm) -> dict[str, Any]:
    """Return a form as JSON holds it."""
    return {name: json.loads(field_to_json(value)) for name, value in vars(form).items()}


def form_from_plain(kept: Mapping[str, Any]) -> ServiceForm:
    """Return the form that :func:`form_to_plain` gave; a field that a later version added keeps its empty value."""
    return ServiceForm(**{name: field_from_json(name, json.dumps(value)) for name, value in kept.items()})


def tidy(form: ServiceForm) -> ServiceForm:
    """Return the form without spaces around what was typed, and with codes in the order they are shown, each once."""
    orders = {"topics": tuple(topics()), "modes": MODES, "access": ACCESS, "only_for": ONLY_FOR}
    values: dict[str, Any] = dict(vars(form))
    for name, value in values.items():
        if name in orders:
            values[name] = tuple(code for code in orders[name] if code in value)
        elif isinstance(value, str):
            values[name] = value.strip() if name in LONG_FIELDS else one_line(value)
    values["places"] = tuple(
        place for one in form.places if (place := _tidy_place(one)) != RecordPlace("", key=one.key)
    )
    values["languages"] = once([one_line(one) for one in form.languages])
    values["areas"] = once([area for one in form.areas if (area := _tidy_area(one)).name or area.code])
    if values["cost"] not in COSTS:
        values["cost"] = ""
    if values["status"] not in STATUSES:
        values["status"] = "active"
    if not values["wait"]:
        values["wait_said_on"] = None
    return ServiceForm(**values)


def one_line(text: str) -> str:
    """Return words on one line, with single spaces."""
    return " ".join(text.split())


def once(values: Sequence[_Kept]) -> tuple[_Kept, ...]:
    """Return values that are something, each once, in their order."""
    return tuple(dict.fromkeys(value for value in values if value))


def _tidy_place(place: RecordPlace) -> RecordPlace:
    return replace(
        place,
        name=one_line(place.name),
        address=place.address.strip(),
        postcode=one_line(place.postcode),
        getting_in=place.getting_in.strip(),
    )


def _tidy_area(area: Area) -> Area:
    return Area(one_line(area.name.replace(_BETWEEN, " ")), one_line(area.code.replace(_BETWEEN, " ")))
