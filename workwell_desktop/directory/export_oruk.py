"""Writes services as Open Referral UK 3, piece by piece, so that another coach or a directory can read them.

A service that was exported twice has the same ids twice. Nothing is written that :mod:`shareable` holds back, and an
optional field without a value is left out, as the standard asks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from workwell_desktop.directory.credit import Credit, credit_line
from workwell_desktop.directory.oruk_parts import (
    attribute,
    folded,
    given,
    mail,
    one_uid,
    organisation,
    own_uid,
    uri,
)
from workwell_desktop.directory.oruk_places import at_places, service_areas
from workwell_desktop.directory.oruk_times import schedules
from workwell_desktop.directory.reading import ORGANISATION
from workwell_desktop.directory.record import ServiceRecord
from workwell_desktop.directory.shareable import shareable

TOPICS = "WorkWell Desktop topics"
ACCESS_WAYS = "WorkWell Desktop ways in"
MODES_GIVEN = "WorkWell Desktop ways it is given"
ONLY_FOR_WHOM = "WorkWell Desktop only for"
OTHER_TERMS = "Categories of the list"
"""The names of our own taxonomies: what version 3 of the standard has no field for comes back by them."""

_STATUS = {"active": "active", "paused": "temporarily closed", "withdrawn": "inactive"}
_COSTS = {"free": "Free", "low": "Low cost", "paid": "Paid"}

Nested = dict[str, Any]


def oruk_page(
    records: Iterable[ServiceRecord], credits_due: Sequence[Credit], topic_labels: Mapping[str, str]
) -> Iterator[str]:
    """Write services as one page of Open Referral UK 3, with all that belongs to each, one service at a time.

    The counts stand after the services, since only then they are known. ``topic_labels`` maps the codes of our topics
    to their words. The keys of the records must differ. An organisation without a service is left out: a page of
    services has no place for it. What lists the services come from stands under ``workwell_credits``.
    """
    return json_page((oruk_service(one, topic_labels) for one in records if _is_service(one)), credits_due)


def json_page(services: Iterable[Nested], credits_due: Sequence[Credit]) -> Iterator[str]:
    """Put services that are already in the shape of the standard into the one page of a file."""
    notes = [credit_line(one) for one in dict.fromkeys(credits_due)]
    head = {"total_pages": 1, "page_number": 1, "first_page": True, "last_page": True}
    yield f'{_json(head | ({"workwell_credits": notes} if notes else {}))[:-1]},"contents":['
    count = 0
    for service in services:
        yield (",\n" if count else "\n") + _json(service)
        count += 1
    tail = {"total_items": count, "size": count, "empty": count == 0}
    yield f"\n],{_json(tail)[1:]}\n"


def oruk_service(record: ServiceRecord, topic_labels: Mapping[str, str]) -> Nested:
    """Return one service in the shape of the standard, without what may not leave this PC."""
    said = shareable(record)
    uid = own_uid("service", said.key)
    places, place_uids = at_places(said, uid)
    made_by = organisation(said)
    return given(
        {
            "id": uid,
            "organization_id": made_by["id"],
            "name": said.name.strip() or made_by["name"],
            "description": _described(said),
            "url": uri(said.web),
            "email": mail(said.email),
            "status": _STATUS.get(said.status, "active"),
            "minimum_age": said.minimum_age,
            "maximum_age": said.maximum_age,
            "assured_date": said.assured_on.isoformat() if said.assured_on else "",
            "last_modified": f"{said.updated_on.isoformat()}T00:00:00.000Z" if said.updated_on else "",
            "alert": said.alert,
            # HSDS 3 has these and the changes of the UK profile name them, though its schema does not.
            "application_process": said.how_to_refer,
            "eligibility_description": said.eligibility,
            "fees_description": said.cost_note,
            "wait_time": _wait(said),
            "organization": made_by,
            "contacts": _contacts(said, uid),
            "schedules": schedules(said.times, uid, place_uids),
            "service_areas": service_areas(said, uid),
            "service_at_locations": places,
            "languages": _languages(said, uid),
            "cost_options": _cost(said, uid),
            "attributes": _attributes(said, uid, topic_labels),
        }
    )


def _is_service(record: ServiceRecord) -> bool:
    return not record.key.startswith(ORGANISATION)


def _json(value: Any) -> str:
    """Write JSON on one line; half a character, which no file can hold, becomes a question mark."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode("utf-8")


def _described(said: ServiceRecord) -> str:
    """Return what the service does; a summary goes before a description that does not say it already."""
    if said.summary and said.summary not in said.description:
        return "\n\n".join(part for part in (said.summary, said.description) if part)
    return said.description


def _wait(said: ServiceRecord) -> str:
    day = said.wait_said_on
    return f"{said.wait} (said on {day.day} {day:%B %Y})" if said.wait and day else said.wait


def _contacts(said: ServiceRecord, uid: str) -> list[Nested]:
    """Return the one contact that holds the phones, where readers of the UK profile look for them."""
    phones = [
        {"id": one_uid("phone", uid, kind, number), "number": number, "type": kind}
        for kind, numbers in (("voice", said.phone), ("text", said.text_number))
        for number in dict.fromkeys(part.strip() for part in numbers.split(" or "))
        if number
    ]
    if not (phones or said.contact_name):
        return []
    contact = {"id": one_uid("contact", uid), "service_id": uid, "name": said.contact_name}
    for phone in phones:
        phone |= {"contact_id": contact["id"]}
    return [given(contact | {"phones": phones})]


def _languages(said: ServiceRecord, uid: str) -> list[Nested]:
    return [
        {"id": one_uid("language", uid, folded(one)), "service_id": uid, "name": one}
        for one in {folded(one): one for one in said.languages if one.strip()}.values()
    ]


def _cost(said: ServiceRecord, uid: str) -> list[Nested]:
    if not (said.cost or said.cost_note):
        return []
    option = {
        "id": one_uid("cost", uid),
        "service_id": uid,
        "option": _COSTS.get(said.cost, ""),
        "amount": 0 if said.cost == "free" else None,
        "amount_description": said.cost_note,
    }
    return [given(option)]


def _attributes(said: ServiceRecord, uid: str, topic_labels: Mapping[str, str]) -> list[Nested]:
    """Return the categories of the list and our own, each once."""
    found = []
    for term in said.terms:
        taxonomy, colon, rest = term.code.partition(":")
        named = taxonomy if colon and rest else OTHER_TERMS
        if term.label.strip() or term.code.strip():
            found.append(attribute(uid, "service_type", named, term.code, term.label))
    found += [attribute(uid, "topic", TOPICS, code, topic_labels.get(code, "")) for code in said.topics if code]
    for kind, taxonomy, codes in (
        ("access", ACCESS_WAYS, said.access),
        ("mode", MODES_GIVEN, said.modes),
        ("only_for", ONLY_FOR_WHOM, said.only_for),
    ):
        found += [attribute(uid, kind, taxonomy, code, "") for code in codes if code]
    return list({one["id"]: one for one in found}.values())
