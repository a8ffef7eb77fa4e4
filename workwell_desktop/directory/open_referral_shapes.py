"""Says what an entry of a JSON list is, and brings each into the shape of one Open Referral service. Pure.

A service; a service at a location (the service stands inside); an organisation, with services inside or without;
an entry of StreetSupport. Categories, places and anything else are told apart from them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from workwell_desktop.directory.json_values import Entry, flag, key_of, line, table, tables

Kind = Literal["service", "placed", "organisation"]

DETAILS = (
    "service_at_locations", "schedules", "regular_schedules", "contacts", "phones", "service_areas", "attributes",
    "service_taxonomys", "taxonomies", "cost_options", "eligibilitys", "languages", "fundings", "funding", "locations",
)  # fmt: skip
"""Lists that only the full form of a service has."""
_SERVICE = frozenset(DETAILS) - {"contacts", "phones", "attributes", "funding", "fundings", "locations"} | {
    "status", "organization", "organisation", "organization_id", "organisation_id", "minimum_age", "maximum_age",
    "assured_date", "fees", "fees_description", "wait_time", "attending_type", "attending_access", "deliverable_type",
    "application_process", "eligibility_description", "temporarily_closed", "needs_referral", "accreditations",
}  # fmt: skip
_ORGANISATION = frozenset(
    {"website", "organization_identifiers", "legal_status", "tax_status", "tax_id", "year_incorporated",
     "parent_organization_id", "logo", "services"}
)  # fmt: skip
_CATEGORY = frozenset({"taxonomy_terms", "term_uri", "parent_id", "vocabulary", "taxonomy", "version", "taxonomy_id"})
_NO_PLACE = frozenset({"status", "organization", "organisation", "service_at_locations", "fees", "assured_date"})
_API_ROOT = frozenset({"version", "profile", "openapi_url", "note", "name", "description", "publisher", "licence"})
_PLACE = frozenset({"location_type", "latitude", "longitude", "addresses", "physical_addresses", "address_1"})


@dataclass(frozen=True)
class Part:
    """A service or an organisation out of an entry. ``placed``: its places come one entry at a time."""

    kind: Kind
    key: str
    value: Entry
    full: bool = False


class NotAService(ValueError):
    """An entry is none of what can be read; the text says why, in a sentence without the entry's words.

    ``beside`` names what rightly stands beside services in a list ("categories", "places"); else it is empty.
    """

    def __init__(self, reason: str, beside: str = "") -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.beside = beside


def parts_of(entry: object) -> Iterator[Part]:
    """Give the services and organisations in an entry. Raises :class:`NotAService` with the reason."""
    if not isinstance(entry, dict):
        raise NotAService("it is not an object with fields.")
    keys = frozenset(entry)
    if "serviceProviderName" in keys:
        yield _service(_from_street_support(entry))
    elif isinstance(entry.get("service"), dict):
        rest = {name: value for name, value in entry.items() if name != "service"}
        yield _service({**entry["service"], "service_at_locations": [rest]}, "placed")
    elif "services" in keys and not keys & {"status", "organization", "service_at_locations"}:
        yield from _with_services(entry)
    elif keys & _SERVICE and not (keys & _PLACE and not keys & _NO_PLACE):
        yield _service(entry)
    elif not (keys <= _API_ROOT and "version" in keys):  # the front page of an interface, saved with the rest
        yield _without_sign(entry, keys)


def _without_sign(entry: Entry, keys: frozenset[str]) -> Part:
    """Tell what has no field that only a service has."""
    if keys & _CATEGORY:
        raise NotAService("it is a category, not a service.", "categories")
    if keys & _ORGANISATION and line(entry, "name"):
        return _organisation(entry)
    if keys & _PLACE:
        raise NotAService("it is a place, not a service.", "places")
    if key_of(entry.get("id")) and line(entry, "name"):
        return _service(entry)
    raise NotAService("it has no name and none of the fields of a service.")


def _service(entry: Entry, kind: Kind = "service") -> Part:
    if not line(entry, "name", "alternate_name"):
        raise NotAService("it has no name.")
    full = any(entry.get(name) for name in DETAILS)
    return Part(kind, key_of(entry.get("id")) or _made_key(entry), entry, full)


def _made_key(entry: Entry) -> str:
    """Return a key for a service without an id: the same name, organisation and place always give the same one."""
    organisation = table(entry.get("organization", entry.get("organisation")))
    place = table(next(iter(tables(entry, "service_at_locations", "locations")), {}))
    said = [
        line(entry, "name"),
        line(organisation, "name", "id"),
        line(entry, "organization_id"),
        key_of(place.get("id")),
    ]
    return "name/" + hashlib.sha256("|".join(said).casefold().encode("utf-8", "replace")).hexdigest()[:32]


def _organisation(entry: Entry) -> Part:
    return Part("organisation", key_of(entry.get("id")) or line(entry, "name")[:200], entry)


def _with_services(entry: Entry) -> Iterator[Part]:
    bare = {name: value for name, value in entry.items() if name != "services"}
    if line(entry, "name"):
        yield _organisation(bare)
    for service in tables(entry, "services"):
        if line(service, "name", "alternate_name"):
            yield _service({"organization": bare, **service})


def _from_street_support(entry: Entry) -> Entry:
    """Bring an entry of StreetSupport into the shape of Open Referral: each is one provider's offer in one place."""
    place = table(entry.get("location"))
    provider = line(entry, "serviceProviderName")
    offers = [label for one in tables(entry, "subCategories") if (label := line(one, "name"))]
    labels = list(dict.fromkeys([line(entry, "categoryName"), *offers]))
    streets = {f"address_{n}": place.get(f"streetLine{n}") for n in range(1, 5)}
    location: dict[str, Any] = {
        "id": f"{key_of(entry.get('id'))}/place",
        "description": place.get("description"),
        "latitude": place.get("latitude"),
        "longitude": place.get("longitude"),
        "addresses": [{**streets, "city": place.get("city"), "postal_code": place.get("postcode")}],
    }
    always = {"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR,SA,SU", "opens_at": "00:00", "closes_at": "23:59"}
    times = [
        {"freq": "WEEKLY", "byday": line(one, "day"), "opens_at": one.get("startTime"), "closes_at": one.get("endTime")}
        for one in tables(entry, "openingTimes")
    ]
    return {
        "id": entry.get("id"),
        "name": ": ".join(filter(None, [provider, ", ".join(offers) or line(entry, "categoryName")])),
        "description": entry.get("info") or entry.get("categorySynopsis"),
        "status": "inactive" if flag(entry.get("isPublished")) is False else "active",
        "organization": {"id": entry.get("serviceProviderId"), "name": provider},
        "phones": [{"number": entry.get("telephone")}],
        "service_at_locations": [{"location": location}] if line(place, "postcode", "streetLine1") else [],
        "schedules": [always] if flag(entry.get("isOpen247")) else times,
        "attributes": [{"taxonomy_term": {"name": label}} for label in labels if label],
        "attending_type": "phone" if flag(entry.get("isTelephoneService")) else "",
        "attending_access": "appointment" if flag(entry.get("isAppointmentOnly")) else "",
    }
