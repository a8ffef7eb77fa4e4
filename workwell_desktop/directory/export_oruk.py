"""Writes services as Open Referral UK 3, piece by piece, so that another coach or a directory can read them.

A service that was exported twice has the same ids twice. Nothing is written that :mod:`shareable` holds back, and an
optional field without a value is left out, as the standard asks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from workwell_desktop.directory.credit import Credit, credit_line
from workwell_desktop.directory.hints import hinted_only_for
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
TOPIC_CODE = "workwell:"
"""What the code of one of our topics begins with, as that of other lists begins with "esdServiceType:"."""

OTHER_TERMS = "Categories of the list"

_STATUS = {"active": "active", "paused": "temporarily closed", "withdrawn": "inactive"}
_COSTS = {"free": "Free", "low": "Low cost", "paid": "Paid"}
_COST_AGAIN = re.compile(r"(?:Free: free|Low cost|Paid)(?:\s+|$)")  # what a reader puts before the words for it
_FOR_WHOM = {"women": "Women only.", "men": "Men only."}
# Version 1 of Open Referral UK had these fields and values; version 3 has none for the way in.
_ATTENDING = {"in_person": "venue", "phone": "phone", "online": "online", "home_visit": "home visit"}
_WAYS_IN = {
    "self": "self-referral",
    "gp": "GP referral",
    "adviser": "referral",
    "drop_in": "drop-in",
    "appointment": "appointment",
}

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
    """Put services that are already in the shape of the standard into the one page of a file.

    Each begins on a line of its own, after its brace: a line that began with one could be taken for a file of lines.
    """
    notes = [credit_line(one) for one in dict.fromkeys(credits_due)]
    head = {"total_pages": 1, "page_number": 1, "first_page": True, "last_page": True}
    yield f'{_json(head | ({"workwell_credits": notes} if notes else {}))[:-1]},"contents":['
    count = 0
    for service in services:
        yield f"{',' if count else ''}{{\n{_json(service)[1:]}"
        count += 1
    tail = {"total_items": count, "size": count, "empty": count == 0}
    yield f"],{_json(tail)[1:]}\n"


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
            "description": _described(said, has_place=bool(places)),
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
            "eligibility_description": for_whom(said),
            "wait_time": _wait(said),
            "attending_type": [_ATTENDING[one] for one in said.modes if one in _ATTENDING],
            "attending_access": [_WAYS_IN[one] for one in said.access if one in _WAYS_IN],
            "sensitive": True if said.sensitive else None,  # else its next reader would give an address out
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


def for_whom(said: ServiceRecord) -> str:
    """Return the words for whom a service is, with "Women only." before where they do not say it already."""
    if hinted_only_for(said.name, said.eligibility, said.description) == said.only_for:
        return said.eligibility
    only = " ".join(_FOR_WHOM[one] for one in said.only_for if one in _FOR_WHOM)
    return "\n\n".join(part for part in (only, said.eligibility) if part.strip())


def _described(said: ServiceRecord, *, has_place: bool) -> str:
    """Return what the service does; a summary goes before a description that does not say it already.

    How one gets in stands at the places, and here where there is none.
    """
    summary = "" if said.summary in said.description else said.summary
    getting_in = "" if has_place or said.getting_in in said.description else said.getting_in
    return "\n\n".join(part for part in (summary, said.description, getting_in) if part.strip())


def _wait(said: ServiceRecord) -> str:
    """Return how long people wait; the day it was said where that is not the day of the last change."""
    day = said.wait_said_on
    if not said.wait or day is None or day == said.updated_on:
        return said.wait
    return f"{said.wait} (said on {day.day} {day:%B %Y})"


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
    contact: Nested = {"id": one_uid("contact", uid), "service_id": uid, "name": said.contact_name}
    if said.contact_name:
        contact["public"] = True  # shareable() has left no other name
    for phone in phones:
        phone |= {"contact_id": contact["id"]}
    return [given(contact | {"phones": phones})]


def _languages(said: ServiceRecord, uid: str) -> list[Nested]:
    return [
        {"id": one_uid("language", uid, folded(one)), "service_id": uid, "name": one}
        for one in {folded(one): one for one in said.languages if one.strip()}.values()
    ]


def _cost(said: ServiceRecord, uid: str) -> list[Nested]:
    option = {
        "option": _COSTS.get(said.cost, ""),
        "amount": 0 if said.cost == "free" else None,
        "amount_description": _COST_AGAIN.sub("", said.cost_note, count=1).strip() if said.cost else said.cost_note,
    }
    found = given(option)
    return [{"id": one_uid("cost", uid), "service_id": uid} | found] if found else []


def _attributes(said: ServiceRecord, uid: str, topic_labels: Mapping[str, str]) -> list[Nested]:
    """Return the categories of the list and our own, each once."""
    found = []
    for term in said.terms:
        taxonomy, colon, rest = term.code.partition(":")
        named = taxonomy if colon and rest else OTHER_TERMS
        if term.label.strip() or term.code.strip():
            found.append(attribute(uid, "service_type", named, term.code, term.label))
    found += [
        attribute(uid, "topic", TOPICS, f"{TOPIC_CODE}{code}", topic_labels.get(code, ""))
        for code in said.topics
        if code
    ]
    return list({one["id"]: one for one in found}.values())
