"""For whom services are looked for: what is recorded of a participant, and what fits them from their home."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from workwell_desktop.casework.people import age_on, call_name, current_episode, participant
from workwell_desktop.casework.service_index import Near, ServiceIndex, near
from workwell_desktop.casework.service_matching import Person
from workwell_desktop.casework.service_need_rules import FoundNeed, needs_from
from workwell_desktop.casework.service_own_needs import need_rules, rules_in
from workwell_desktop.casework.service_shipped import NATIONAL
from workwell_desktop.casework.service_suggesting import Suggested, suggest
from workwell_desktop.casework.service_where import Where, where_of
from workwell_desktop.models.assessments import Assessment, Obstacle
from workwell_desktop.models.services import DirRecord, DirSaid, DirSource, Service, ServiceFace, ServiceLink
from workwell_desktop.places.distance import Point
from workwell_desktop.vault.store import Vault


@dataclass(frozen=True)
class Asker:
    """What is recorded of a participant that services are matched with. ``needs`` come the most important first."""

    id: int
    name: str
    person: Person
    home: Where
    needs: tuple[FoundNeed, ...]


@dataclass(frozen=True)
class Fallback:
    """A national service that helps where nothing else fits."""

    id: int
    name: str


def asker_of(vault: Vault, participant_id: int) -> Asker:
    """Return what is recorded of a participant, from their record and what gets in the way in their assessment."""
    today = vault.clock.today()
    with vault.reading() as session:
        who = participant(session, participant_id)
        episode = current_episode(session, participant_id)
        rows = session.execute(
            select(Obstacle.words, Obstacle.difficulty)
            .join(Assessment, Assessment.id == Obstacle.assessment_id)
            .where(Assessment.episode_id == episode.id)
            .order_by(Obstacle.position)
        )
        found = needs_from([(row.words, row.difficulty) for row in rows], rules_in(session))
        age = age_on(who.birth_date, today) if who.birth_date else None
        person, postcode, name = Person(age, who.gender), who.postcode, call_name(session, participant_id)
    return Asker(participant_id, name, person, where_of(postcode, today), found)


def suggestions_for(vault: Vault, asker: Asker, index: ServiceIndex) -> Suggested:
    """Return what fits a participant, and why; distances are from home. It takes long where there are many services."""
    distances, rules = _from_home(asker.home, index), need_rules(vault)
    return suggest(vault, asker.needs, index, asker.home, asker.person, distances=distances, rules=rules)


def fallbacks(vault: Vault, keys: Collection[str]) -> tuple[Fallback, ...]:
    """Return the services of the national list with these keys, as far as they are on this PC."""
    with vault.reading() as session:
        rows = session.execute(
            select(Service.id, ServiceFace.name)
            .join(ServiceFace, ServiceFace.id == Service.face_id)
            .join(ServiceLink, ServiceLink.service_id == Service.id)
            .join(DirRecord, DirRecord.id == ServiceLink.record_id)
            .join(DirSaid, DirSaid.id == DirRecord.said_id)
            .join(DirSource, DirSource.id == DirRecord.source_id)
            .where(DirSaid.source_key.in_(keys), DirSource.key == NATIONAL, ServiceFace.status != "withdrawn")
            .order_by(ServiceFace.sort_name)
        )
        return tuple(Fallback(row.id, row.name) for row in rows)


def _from_home(home: Where, index: ServiceIndex) -> Near | None:
    if home.latitude is None or home.longitude is None:
        return None
    return near(index, Point(home.latitude, home.longitude), home.radius_km)
