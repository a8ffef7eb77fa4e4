"""What is shown of a service, worked out once from its effective values: its columns, tags, places, times and needs.

Pure: it is asked for each service of a list that comes in, outside any transaction.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from workwell_desktop.casework.service_labels import accessibility_of, topics_of
from workwell_desktop.casework.service_need_rules import NeedRules, needs
from workwell_desktop.casework.service_terms import TermScore, rules_mark, term_scores
from workwell_desktop.casework.service_topics import topic_labels
from workwell_desktop.casework.service_words import fold
from workwell_desktop.directory.hours import day_slots
from workwell_desktop.directory.record import Area, RecordPlace, ServiceRecord
from workwell_desktop.models.base import Base
from workwell_desktop.models.services import ServiceLocation, ServiceNeed, ServiceSchedule, ServiceTag
from workwell_desktop.places.located import locate

PLAIN = (
    "status", "name", "organisation", "summary", "description", "phone", "text_number", "email", "web",
    "how_to_refer", "getting_in", "eligibility", "minimum_age", "maximum_age", "hinted_minimum_age",
    "hinted_maximum_age", "cost", "cost_note", "national", "assured_on", "updated_on", "alert", "closed_words",
    "wait", "wait_said_on", "sensitive", "organisation_key",
)  # fmt: skip
OF_LISTS = {
    "topic": "topics",
    "mode": "modes",
    "access": "access",
    "only_for": "only_for",
    "language": "languages",
    "hinted_only_for": "hinted_only_for",
}
"""Kinds of tags that a list says itself, and the field of a record that holds them."""

_BETWEEN = "|"  # of an area's name and its code in one tag


@dataclass(frozen=True)
class FaceRows:
    """What is written for one face: its own columns, the rows that hang on it, and the words it is found by."""

    plain: Mapping[str, Any]
    children: Mapping[type[Base], Sequence[Mapping[str, Any]]]
    name: str
    words: str


def face_rows(
    values: ServiceRecord, notes: Iterable[str] = (), *, today: date | None = None, rules: NeedRules | None = None
) -> FaceRows:
    """Work out the rows of a face from effective values.

    ``notes`` of coaches are words to find it by; opening times that ended before ``today`` count for no filter;
    ``rules`` say which words fit which need, the shipped ones unless others are handed in.
    """
    values = replace(values, topics=topics_of(values))
    where = (f"{place.name} {place.address} {place.postcode}" for place in values.places)
    words = [
        values.organisation, values.summary, values.description, values.how_to_refer, values.eligibility,
        *topic_labels(values.topics), *(term.label for term in values.terms), *where, *notes,
    ]  # fmt: skip
    return FaceRows(
        plain={
            **{name: getattr(values, name) for name in PLAIN},
            "sort_name": fold(values.name),
            "scored_by": rules_mark(rules or needs()),
        },
        children={
            ServiceTag: [{"kind": kind, "code": code} for kind, code in dict.fromkeys(_tags(values, today))],
            ServiceLocation: [_place(number, place) for number, place in enumerate(values.places)],
            ServiceSchedule: [{**vars(one), "number": number} for number, one in enumerate(values.times)],
            ServiceNeed: need_rows(values, rules),
        },
        name=values.name,
        words=" \n".join(filter(None, words)),
    )


def need_rows(values: ServiceRecord, rules: NeedRules | None = None) -> list[dict[str, Any]]:
    """Work out the rows of ``service_need`` alone from effective values; their face keeps by which rules."""
    return [_need(score) for score in term_scores(replace(values, topics=topics_of(values)), rules).values()]


def area_of(code: str) -> Area:
    """Return the area that a tag of the kind "area" stands for."""
    name, _, area_code = code.partition(_BETWEEN)
    return Area(name, area_code)


def score_of(need: str, points: float, found: str) -> TermScore:
    """Return the score that a row of ``service_need`` keeps."""
    words, where, against, audiences = json.loads(found)
    return TermScore(need, points, tuple(words), where, tuple(against), tuple(audiences))


def _tags(values: ServiceRecord, today: date | None) -> Iterator[tuple[str, str]]:
    for kind, name in OF_LISTS.items():
        yield from ((kind, code) for code in getattr(values, name))
    yield from (("accessibility", code) for code in accessibility_of(values))
    yield from (("slot", code) for code in sorted(day_slots(values.times, today)))
    yield from (("area", _BETWEEN.join(filter(None, (area.name, area.code)))) for area in values.areas)


def _place(number: int, place: RecordPlace) -> dict[str, Any]:
    found = locate(place.latitude, place.longitude, place.postcode)
    at = {"at_latitude": None, "at_longitude": None, "unsure_km": 0.0, "placed": ""}
    if found is not None:
        at = {
            "at_latitude": found.latitude, "at_longitude": found.longitude, "unsure_km": found.unsure_km,
            "placed": found.used,
        }  # fmt: skip
    return {**vars(place), **at, "number": number}


def _need(score: TermScore) -> dict[str, Any]:
    found = [score.words, score.where, score.against, score.audiences]
    return {"need": score.need, "points": score.points, "found": json.dumps(found, ensure_ascii=False)}
