"""Where a service is given and where people must live to use it, in the shape of Open Referral UK 3."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from workwell_desktop.directory.oruk_parts import folded, given, one_uid, own_uid
from workwell_desktop.directory.record import RecordPlace, ServiceRecord

EVERYWHERE = "National"

Nested = dict[str, Any]


def at_places(record: ServiceRecord, service: str) -> tuple[list[Nested], Mapping[str, str]]:
    """Return the places of a service, each once, and the id of the service there by the list's own key of the place.

    ``service`` is the id of the service. How one gets in stands at each place.
    """
    found: dict[str, Nested] = {}
    by_key: dict[str, str] = {}
    for place in record.places:
        uid = own_uid("place", place.key) if place.key else one_uid("place", *_told_by(place))
        here = one_uid("service at place", service, uid)
        found.setdefault(
            here,
            {"id": here, "service_id": service, "location_id": uid, "location": _location(place, uid, record)},
        )
        if place.key:
            by_key[place.key] = here
    return list(found.values()), by_key


def _told_by(place: RecordPlace) -> tuple[str, ...]:
    return folded(place.address), folded(place.postcode).replace(" ", ""), folded(place.name)


def _location(place: RecordPlace, uid: str, record: ServiceRecord) -> Nested:
    getting_in = "\n\n".join(dict.fromkeys(part for part in (place.getting_in, record.getting_in) if part.strip()))
    placed = _on_earth(place.latitude, 90) and _on_earth(place.longitude, 180)
    access = {"id": one_uid("accessibility", uid), "location_id": uid, "description": getting_in}
    return given(
        {
            "id": uid,
            "location_type": "physical",
            "name": place.name,
            "latitude": place.latitude if placed else None,
            "longitude": place.longitude if placed else None,
            "addresses": [_address(place, uid)] if place.address.strip() or place.postcode.strip() else [],
            "accessibility": [access] if getting_in else [],
        }
    )


def _on_earth(degrees: float | None, most: float) -> bool:
    return degrees is not None and math.isfinite(degrees) and abs(degrees) <= most


def _address(place: RecordPlace, uid: str) -> Nested:
    """Return an address: the last part is taken for the town. What the list does not say the standard wants empty."""
    parts = [part for one in re.split(r"[,\n]", place.address) if (part := " ".join(one.split()))]
    town = parts.pop() if len(parts) > 1 else ""
    return {
        "id": one_uid("address", uid),
        "location_id": uid,
        "address_1": ", ".join(parts),
        "city": town,
        "state_province": "",
        "postal_code": place.postcode.strip(),
        "country": "GB",
        "address_type": "physical",
    }


def service_areas(record: ServiceRecord, service: str) -> list[Nested]:
    """Return where people must live to use it. Everywhere is an area of its own."""
    areas = [("", EVERYWHERE)] if record.national else []
    areas += [(one.code.strip(), one.name.strip()) for one in record.areas]
    found: dict[str, Nested] = {}
    for code, name in areas:
        uid = one_uid("area", service, code, folded(name))
        if code or name:
            said = {"id": uid, "service_id": service, "name": name or code, "service_area": name or code}
            found[uid] = said | ({"extent": code, "extent_type": "text"} if code else {})
    return list(found.values())
