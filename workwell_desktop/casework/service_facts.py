"""One service as a participant is told of it: what may be given out, in plain words, with how far and how fresh.

What is kept secret (a refuge's address, a person who is not named in public) never gets into these facts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework.dates import plain
from workwell_desktop.casework.service_evidence import NOTHING, evidence_of, wait_words
from workwell_desktop.casework.service_rows import effective
from workwell_desktop.casework.service_text import freshness, line_of
from workwell_desktop.casework.where import Where
from workwell_desktop.datafiles import read_table
from workwell_desktop.directory.credit import Credit, credit_line
from workwell_desktop.directory.hours import LONG, SHORT, hours_lines
from workwell_desktop.directory.record import RecordPlace, ServiceRecord
from workwell_desktop.directory.shareable import shareable
from workwell_desktop.models.services import DirRecord, DirSource, Service, ServiceLink, ServiceLocation
from workwell_desktop.paths import resources
from workwell_desktop.places.distance import distance_km, rounded_miles
from workwell_desktop.vault.store import Vault

_LONGEST = 150  # letters of a line about a service: two lines of a standard paper
_MOST_PLACES, _MOST_TIMES = 2, 4
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_DAY = re.compile(rf"\b({'|'.join(SHORT)})\b")
_FULL = dict(zip(SHORT, LONG, strict=True))
_FROM = {"home": "from home", "work": "from work"}


@dataclass(frozen=True)
class ServiceFacts:
    """What somebody is told of a service; what nobody knows is empty.

    ``address`` and ``when`` are a line each; ``ways`` is "In person or by phone"; ``access`` and ``topics`` are
    codes. ``how_far`` is a sentence, ``waits`` what people really waited. ``checked`` is a sentence that says to ring
    first where nobody vouched for the facts lately (``stale``). ``listed`` is false once no list has it any more.
    """

    id: int
    name: str
    what: str
    phone: str
    text_number: str
    email: str
    web: str
    address: tuple[str, ...]
    when: tuple[str, ...]
    how_to_refer: str
    access: tuple[str, ...]
    ways: str
    cost: str
    getting_in: str
    how_far: str
    waits: str
    topics: tuple[str, ...]
    checked: str
    stale: bool
    secret: bool
    listed: bool


@dataclass(frozen=True)
class ShortlistWords:
    """The words of ``resources/words/shortlist.toml``: reasons by topic, ways in by access, costs by code."""

    reasons: Mapping[str, str]
    ways_in: Mapping[str, str]
    costs: Mapping[str, str]


@cache
def shortlist_words() -> ShortlistWords:
    """Return the shipped words. Raises ``DataFileProblem``."""
    top = read_table(resources() / "words" / "shortlist.toml")
    for key in ("source", "licence"):
        top.text(key)
    found: list[Mapping[str, str]] = []
    for name in ("reasons", "ways_in", "costs"):
        table = top.table(name)
        if table is None:
            raise top.problem(f"“{name}” is missing.")
        found.append(MappingProxyType({key: table.text(key) for key in table.values}))
        table.done()
    top.done()
    return ShortlistWords(*found)


def service_facts(vault: Vault, service_ids: Collection[int], where: Where | None) -> dict[int, ServiceFacts]:
    """Return the facts of these services by id; one that nothing shows any more is left out.

    Distances are counted from ``where``, if that is known.
    """
    with vault.reading() as session:
        return facts_in(session, service_ids, where, vault.clock.today())


def facts_in(
    session: Session, service_ids: Collection[int], where: Where | None, today: date
) -> dict[int, ServiceFacts]:
    """Return the facts of these services, inside the caller's transaction; see :func:`service_facts`."""
    found = {}
    services = session.scalars(select(Service).where(Service.id.in_(service_ids), Service.face_id.is_not(None)))
    evidence = evidence_of(session, service_ids, today)
    for service in services:
        waits = wait_words(evidence.get(service.id, NOTHING))
        found[service.id] = _facts(session, service, where, today, waits)
    return found


def credits_of(session: Session, service_ids: Collection[int]) -> tuple[str, ...]:
    """Return a line for each list that these services are from, as its licence asks. For the caller's transaction."""
    rows = session.execute(
        select(DirSource.name, DirSource.publisher, DirSource.licence, DirSource.attribution)
        .join(DirRecord, DirRecord.source_id == DirSource.id)
        .join(ServiceLink, ServiceLink.record_id == DirRecord.id)
        .where(ServiceLink.service_id.in_(service_ids), DirRecord.status == "listed")
        .order_by(DirSource.trust, DirSource.id)
        .distinct()
    )
    return tuple(dict.fromkeys(credit_line(Credit(*row)) for row in rows))


def _facts(session: Session, service: Service, where: Where | None, today: date, waits: str) -> ServiceFacts:
    whole = effective(session, service.id).values
    values = shareable(whole)
    days = (service.checked_on, values.assured_on)
    checked, state = freshness(days, today)
    if state == "good":  # with its year: a paper is kept longer than a screen is looked at
        checked = f"Checked {plain(max(day for day in days if day is not None and day <= today))}"
    listed = values.status != "withdrawn"
    stale = state == "warn" or values.status != "active" or bool(values.closed_words)
    return ServiceFacts(
        id=service.id,
        name=values.name,
        what=ended(one_line(values.summary or values.description)),
        phone=values.phone,
        text_number=values.text_number,
        email=values.email,
        web=values.web.removeprefix("https://").removeprefix("http://").rstrip("/"),
        address=tuple(dict.fromkeys(filter(None, map(_address, values.places))))[:_MOST_PLACES],
        when=_when(values, today),
        how_to_refer=ended(one_line(values.how_to_refer)),
        access=values.access,
        ways=line_of(values.modes, ""),
        cost=ended(one_line(values.cost_note)) or shortlist_words().costs.get(values.cost, ""),
        getting_in=one_line(values.getting_in or next((one.getting_in for one in values.places if one.getting_in), "")),
        how_far="" if whole.sensitive else _how_far(session, service, values, where),
        waits=waits,
        topics=values.topics,
        checked=_checked(checked, values, stale=stale, reachable=bool(values.phone)),
        stale=stale,
        secret=whole.sensitive,
        listed=listed,
    )


def one_line(words: str) -> str:
    """Return the first sentences of a text, as many as fit into two lines of paper; a longer one ends in " ..."."""
    said = " ".join(words.split())
    if len(said) <= _LONGEST:
        return said
    kept = ""
    for sentence in _SENTENCE.split(said):
        if len(kept) + 1 + len(sentence) > _LONGEST:
            break
        kept = f"{kept} {sentence}".strip()
    return kept or f"{said[: _LONGEST - 4].rsplit(' ', 1)[0].rstrip(',;:')} ..."


def ended(words: str) -> str:
    """End words with a full stop, unless they have an end already or are none."""
    return words if not words or words.endswith((".", "!", "?")) else f"{words}."


def _address(place: RecordPlace) -> str:
    parts = [" ".join(part.split()) for part in (place.address, place.postcode)]
    if parts[1] and parts[1].replace(" ", "").casefold() in parts[0].replace(" ", "").casefold():
        parts[1] = ""
    return ", ".join(filter(None, parts))


def _when(values: ServiceRecord, today: date) -> tuple[str, ...]:
    """Return when it is open, with whole names of days, a few lines at most."""
    names = {one.key: one.name for one in values.places if one.key} if len(values.places) > 1 else {}
    lines = [
        one_line(_DAY.sub(lambda found: _FULL[found[1]], line)) for line in hours_lines(values.times, today, names)
    ]
    return tuple(lines[:_MOST_TIMES])


def _how_far(session: Session, service: Service, values: ServiceRecord, where: Where | None) -> str:
    """Say how far the nearest place is, or that distance does not matter; nothing where nobody knows."""
    if values.national or (values.modes and "in_person" not in values.modes):
        return ""
    if where is None or where.place is None:
        return ""
    spots = session.scalars(
        select(ServiceLocation).where(
            ServiceLocation.face_id == service.face_id, ServiceLocation.at_latitude.is_not(None)
        )
    )
    miles = min(_miles(spots, where), default=None)
    if miles is None:
        return ""
    _km, said = miles
    return f"{said[0].upper()}{said[1:]} {_FROM.get(where.code, 'away')}."


def _miles(spots: Iterable[ServiceLocation], where: Where) -> Iterator[tuple[float, str]]:
    for spot in spots:
        if where.place is not None and spot.at_latitude is not None and spot.at_longitude is not None:
            km = distance_km(where.place, _Spot(spot.at_latitude, spot.at_longitude))
            yield km, rounded_miles(km, max(where.place.radius_km, spot.unsure_km), "about ")


@dataclass(frozen=True)
class _Spot:
    latitude: float
    longitude: float


def _checked(checked: str, values: ServiceRecord, *, stale: bool, reachable: bool) -> str:
    """Say how fresh the facts are, and to ring first (to ask first, without a number) where that is long ago."""
    first = "ring first" if reachable else "ask first"
    if values.status == "withdrawn":
        return f"It is not on its list any more: {first}."
    if values.status == "paused":
        return f"It is paused at the moment: {first}."
    if values.closed_words:
        return f"It may have closed: {first}."
    return f"{checked}: {first}." if stale else f"{checked}."
