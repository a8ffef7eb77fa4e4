"""Writes services as one CSV row each, under heads that the guess of columns reads back.

From which lists it was made is a text of its own (:func:`credit.credits_text`): a row of it would be a service.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from workwell_desktop.directory.export_oruk import for_whom
from workwell_desktop.directory.hours import hours_words
from workwell_desktop.directory.oruk_places import EVERYWHERE
from workwell_desktop.directory.plain_csv import csv_rows
from workwell_desktop.directory.reading import ORGANISATION
from workwell_desktop.directory.record import RecordPlace, ServiceRecord
from workwell_desktop.directory.shareable import shareable

_STATUS = {"active": "Active", "paused": "Temporarily closed", "withdrawn": "Closed"}
_FREE = {"free": "Yes", "low": "No", "paid": "No"}
_COST_WORDS = {"low": "Low cost"}
_WAYS_IN = {
    "self": "Self-referral",
    "gp": "Through a GP",
    "adviser": "Referral by a professional",
    "drop_in": "Drop in",
    "appointment": "By appointment",
}
_MODES = {"in_person": "In person", "phone": "By phone", "online": "Online", "home_visit": "Home visit"}
_SEVERAL = "; "


def services_csv(
    records: Iterable[ServiceRecord],
    topic_labels: Mapping[str, str],
    today: date,
) -> Iterator[bytes]:
    """Write services one row at a time, the heads first, without what may not leave this PC.

    ``topic_labels`` maps the codes of our topics to their words; times that ended before ``today`` are left out. Of
    several places the first has columns of its own and the rest stand in one cell.
    """

    def rows() -> Iterator[tuple[str, ...]]:
        yield HEADS
        for record in records:
            row = _row(shareable(record), topic_labels, today, hidden=record.sensitive)
            yield tuple(row.values())

    return csv_rows(rows())


def _row(said: ServiceRecord, topic_labels: Mapping[str, str], today: date, *, hidden: bool) -> dict[str, str]:
    """Return the cells of a service by their heads."""
    place = said.places[0] if said.places else RecordPlace("")
    areas = [one.name or one.code for one in said.areas]
    terms = [one.label or one.code for one in said.terms]
    return {
        # an organisation without a service of its own has no name beside that of the organisation
        "Name": "" if said.key.startswith(ORGANISATION) and said.organisation else said.name,
        "Organisation": said.organisation,
        "Description": _paragraphs("" if said.summary in said.description else said.summary, said.description),
        "Status": _STATUS.get(said.status, ""),
        "Alert": said.alert,
        "Venue": place.name,
        "Address": " ".join(place.address.split("\n")),
        "Postcode": place.postcode,
        "Latitude": _degrees(place.latitude),
        "Longitude": _degrees(place.longitude),
        "Phone": said.phone,
        "Email": said.email,
        "Website": said.web,
        "Contact name": said.contact_name,
        "Contact public": "Yes" if said.contact_name else "",
        "Opening times": hours_words(said.times, today, {one.key: one.name for one in said.places[1:] if one.key}),
        # a column of numbers for texts would be taken for one of telephone numbers
        "How to refer": _paragraphs(
            said.how_to_refer or _worded(said.access, _WAYS_IN),
            f"To text: {said.text_number}" if said.text_number else "",
        ),
        "How it is given": _worded(said.modes, _MODES),
        "Who it is for": for_whom(said),
        "Minimum age": "" if said.minimum_age is None else str(said.minimum_age),
        "Maximum age": "" if said.maximum_age is None else str(said.maximum_age),
        "Free": _FREE.get(said.cost, ""),
        "Cost": said.cost_note or _COST_WORDS.get(said.cost, ""),
        "Waiting time": said.wait,
        "Category": _listed(*terms, *(topic_labels.get(code, code) for code in said.topics)),
        "Languages": _listed(*said.languages),
        "Area covered": _listed(*([EVERYWHERE] if said.national else []), *areas),
        "Area code": said.areas[0].code if len(said.areas) == 1 and not said.national else "",
        "Accessibility": _paragraphs(said.getting_in, place.getting_in),
        "Charity number": _register(said, "GB-CHC-"),
        "Company number": _register(said, "GB-COH-"),
        "Hide address": "Yes" if hidden else "",
        "Also at": _listed(*(_other(one) for one in said.places[1:])),
        "Last checked": said.assured_on.isoformat() if said.assured_on else "",
        "Last updated": said.updated_on.isoformat() if said.updated_on else "",
        "ID": said.key,
    }


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(dict.fromkeys(part for part in parts if part.strip()))


def _listed(*parts: str) -> str:
    return _SEVERAL.join(dict.fromkeys(line for part in parts if (line := " ".join(part.split()))))


def _worded(codes: Iterable[str], words: Mapping[str, str]) -> str:
    return _listed(*(words.get(code, "") for code in codes))


def _degrees(degrees: float | None) -> str:
    return "" if degrees is None else f"{degrees:.6f}"


def _register(said: ServiceRecord, prefix: str) -> str:
    return next((one.removeprefix(prefix) for one in said.organisation_ids if one.startswith(prefix)), "")


def _other(place: RecordPlace) -> str:
    return ", ".join(part for part in (place.name, " ".join(place.address.split()), place.postcode) if part)


HEADS = tuple(_row(ServiceRecord("", ""), {}, date.min, hidden=False))
"""The heads of the columns, from the left."""
