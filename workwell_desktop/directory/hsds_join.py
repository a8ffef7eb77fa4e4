"""Joins the tables of a list into one service after another, in the shape in which the standard nests them.

What comes out is what a full service of Open Referral UK version 3 looks like, so that one reader of services serves
both. What belongs to nothing is told and left out, the service itself is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workwell_desktop.directory.hsds_names import file_kinds
from workwell_desktop.directory.hsds_scratch import Row, Scratch
from workwell_desktop.directory.reading import Refused

Nested = dict[str, Any]

_OWNED_BY = {
    "service_id": "service",
    "location_id": "location",
    "contact_id": "contact",
    "service_at_location_id": "service_at_location",
    "organization_id": "organization",
    "link_id": "service",
}
_WORDS = {
    "service": "service",
    "location": "place",
    "contact": "contact",
    "service_at_location": "service at a place",
    "organization": "organisation",
}


def orphans(scratch: Scratch) -> Iterator[Refused]:
    """Tell the rows that belong to nothing in the list, and the services whose organisation is not in it."""
    for into, owners in _owners().items():
        entity = "(t.link_entity IS NULL OR t.link_entity = 'service') AND " if into == "attribute" else ""
        known = " OR ".join(
            f'EXISTS (SELECT 1 FROM "{_OWNED_BY[owner]}" AS o WHERE o.id = t."{owner}")'  # noqa: S608 - names of our own
            for owner in owners
        )
        for file, line, row in scratch.every(into, f"{entity}NOT ({known})"):
            named = [_WORDS[_OWNED_BY[owner]] for owner in owners if row.get(owner)]
            reason = (
                f"It names a {named[0]} that is not in the list." if named else "It belongs to nothing in the list."
            )
            yield Refused(file, line, reason)
    unknown = (
        "t.organization_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM organization AS o WHERE o.id = t.organization_id)"
    )
    for file, line, _row in scratch.every("service", unknown):
        yield Refused(file, line, "Its organisation is not in the list. The service was kept without one.")
    unplaced = "t.location_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM location AS o WHERE o.id = t.location_id)"
    for into in ("service", "service_at_location"):
        for file, line, _row in scratch.every(into, unplaced):
            yield Refused(file, line, "Its place is not in the list. The service was kept without it.")


def services(scratch: Scratch) -> Iterator[tuple[str, int, Nested]]:
    """Return each service with the name of its file, its row there, and all that belongs to it."""
    join = _Join(scratch)
    for file, line, row in scratch.every("service"):
        yield file, line, join.service(row)


def lone_organisations(scratch: Scratch) -> Iterator[tuple[str, int, Nested]]:
    """Return each organisation that no service belongs to, with its contacts and places."""
    join = _Join(scratch)
    lone = (
        "NOT EXISTS (SELECT 1 FROM service AS s WHERE s.organization_id = t.id) AND NOT EXISTS (SELECT 1 FROM location "
        "AS l JOIN service AS s ON s.location_id = l.id WHERE l.organization_id = t.id AND s.organization_id IS NULL)"
    )
    for file, line, row in scratch.every("organization", lone):
        yield file, line, join.lone(row)


def _owners() -> Mapping[str, Sequence[str]]:
    owners = {one.into: one.owners for one in file_kinds() if one.owners}
    return owners | {"attribute": ("link_id",)}


class _Join:
    """Looks up what belongs to what."""

    def __init__(self, scratch: Scratch) -> None:
        self._scratch = scratch
        self._organisations: dict[str, Nested] = {}
        self._terms: dict[str, Nested] = {}

    def service(self, row: Row) -> Nested:
        """Return a service with all that belongs to it."""
        key, made = row.get("id", ""), self._without(row, "organization_id", "program_id", "location_id")
        places = [self._at_location(one) for one in self._of("service_at_location", "service_id", key)]
        if row.get("location_id") and not any(one["location"].get("id") == row["location_id"] for one in places):
            places += [{"location": self._location(one)} for one in self._of("location", "id", row["location_id"])]
        organisation = row.get("organization_id") or next(
            (one["location"].get("organization_id", "") for one in places if one["location"]), ""
        )
        made |= self._lists(key, "service_id", _OF_A_SERVICE)
        _put_at_places(made, places)
        terms = [one for one in self._of("attribute", "link_id", key) if one.get("link_entity", "service") == "service"]
        found = {
            "service_at_locations": places,
            "organization": self._organisation(organisation) if organisation else {},
            "program": next(iter(self._of("program", "id", row.get("program_id", ""))), {}),
            "attributes": [self._attribute(one) for one in terms],
        }
        return made | {name: value for name, value in found.items() if value}

    def lone(self, row: Row) -> Nested:
        """Return an organisation that has no service, with its places."""
        key = row.get("id", "")
        places = [{"location": self._location(one)} for one in self._of("location", "organization_id", key)]
        return self._organisation_of(row) | ({"service_at_locations": places} if places else {})

    def _of(self, into: str, column: str, value: str) -> list[Row]:
        return self._scratch.rows(into, column, value)

    def _without(self, row: Row, *columns: str) -> Nested:
        return {name: value for name, value in row.items() if name not in columns}

    def _lists(self, key: str, owner: str, names: Sequence[str], without: Sequence[str] = ()) -> Nested:
        """Return those lists of what an owner has that hold something."""
        made = {}
        for name in names:
            found = self._scratch.rows(_TABLES[name], owner, key, without)
            rows = [self._with_its_own(name, one) for one in found]
            if rows:
                made[name] = rows
        return made

    def _with_its_own(self, name: str, row: Row) -> Nested:
        if name == "contacts":
            return dict(row) | self._lists(row.get("id", ""), "contact_id", ("phones",))
        units = self._of("unit", "id", row.get("unit_id", "")) if name == "service_capacities" else []
        return dict(row) | ({"unit": units[0]} if units else {})

    def _at_location(self, row: Row) -> Nested:
        location = next(iter(self._of("location", "id", row.get("location_id", ""))), None)
        made = self._without(row, "service_id", "location_id")
        made["location"] = self._location(location) if location else {}
        return made | self._lists(row.get("id", ""), "service_at_location_id", ("phones", "contacts", "schedules"))

    def _location(self, row: Row) -> Nested:
        return dict(row) | self._lists(row.get("id", ""), "location_id", _OF_A_PLACE, without=_OF_ONE_SERVICE)

    def _organisation(self, key: str) -> Nested:
        """Return an organisation; the last one is remembered, for its services most often follow each other."""
        if key not in self._organisations:
            rows = self._of("organization", "id", key)
            self._organisations = {key: self._organisation_of(rows[0]) if rows else {}}
        return self._organisations[key]

    def _organisation_of(self, row: Row) -> Nested:
        return dict(row) | self._lists(
            row.get("id", ""), "organization_id", _OF_AN_ORGANISATION, without=_OF_ONE_SERVICE
        )

    def _attribute(self, row: Row) -> Nested:
        """Return a category; the terms are few and are remembered. One that is not in the list keeps its id alone."""
        key = row.get("taxonomy_term_id", "")
        if key not in self._terms:
            self._terms[key] = dict(next(iter(self._of("taxonomy_term", "id", key)), {"id": key}))
        return dict(row) | {"taxonomy_term": self._terms[key]}


def _put_at_places(made: Nested, places: Sequence[Nested]) -> None:
    """Move what a service has at one of its places there, so that it is not said twice."""
    at_ids = {one["id"]: one for one in places if one.get("id")}
    location_ids = {one["location"]["id"]: one for one in places if one["location"].get("id")}
    for name in ("phones", "contacts", "schedules"):
        stay: list[Nested] = []
        for row in made.pop(name, ()):
            if row.get("service_at_location_id") in at_ids:
                continue  # stands there already
            place = location_ids.get(row.get("location_id", "")) if name == "schedules" else None
            (stay if place is None else place.setdefault(name, [])).append(row)
        if stay:
            made[name] = stay


_OF_A_SERVICE = (
    "phones", "contacts", "schedules", "service_areas", "languages", "cost_options", "eligibilitys",
    "required_documents", "service_capacities",
)  # fmt: skip
_OF_A_PLACE = ("addresses", "phones", "contacts", "schedules", "languages", "accessibility")
_OF_AN_ORGANISATION = ("organization_identifiers", "phones", "contacts")
_OF_ONE_SERVICE = ("service_id", "service_at_location_id")
"""A row of a place or an organisation that names a service is that service's alone, not its neighbours'."""

_TABLES = {
    "phones": "phone",
    "contacts": "contact",
    "schedules": "schedule",
    "service_areas": "service_area",
    "languages": "language",
    "cost_options": "cost_option",
    "eligibilitys": "eligibility",
    "required_documents": "required_document",
    "service_capacities": "service_capacity",
    "addresses": "address",
    "accessibility": "accessibility",
    "organization_identifiers": "organization_identifier",
}
