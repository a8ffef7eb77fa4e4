"""What fits a participant's needs, from the vault: the rows of the needs that are asked for, the nearest best of them.

``service_matching`` decides; here the candidates are gathered, few enough that nobody waits.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework.service_corrections import reported
from workwell_desktop.casework.service_evidence import NOTHING, evidence_of
from workwell_desktop.casework.service_faces import area_of, score_of
from workwell_desktop.casework.service_index import Near, ServiceIndex
from workwell_desktop.casework.service_matching import Excluded, Matches, Person, match
from workwell_desktop.casework.service_need_rules import FoundNeed, NeedRules
from workwell_desktop.casework.service_reasons import Candidate
from workwell_desktop.casework.service_terms import TermScore
from workwell_desktop.casework.service_where import Where
from workwell_desktop.models.service_referrals import ServiceReferral
from workwell_desktop.models.services import Service, ServiceFace, ServiceLocation, ServiceNeed, ServiceTag
from workwell_desktop.vault.store import Vault

MOST = 30
_LOOKED_AT = 250  # of each need: the best by words and distance; enough for all that matching chooses
_WIDELY = 20_000
_KINDS = ("area", "only_for", "hinted_only_for", "mode", "access")
_NEAR_KM = 6.0  # as directory matching weighs distance


@dataclass(frozen=True)
class Named:
    """A service by its name, as an exclusion shows it."""

    id: int
    name: str
    why: str


@dataclass(frozen=True)
class Suggested:
    """What fits, in order, and what does not with its reason, by name."""

    matches: Matches
    excluded: tuple[Named, ...]


def suggest(
    vault: Vault,
    needs: Sequence[FoundNeed],
    index: ServiceIndex,
    where: Where,
    person: Person,
    *,
    distances: Near | None = None,
    limit: int = MOST,
    rules: NeedRules | None = None,
) -> Suggested:
    """Return what fits these needs, the most important first. ``distances`` are those from ``where``, where known."""
    today = vault.clock.today()
    with vault.reading() as session:
        for most in (
            _LOOKED_AT,
            _WIDELY,
        ):  # where all the nearest are closed to this person, others further off are not
            scores = _scores(session, [need.need for need in needs], index, distances, most)
            candidates = candidates_of(session, scores, today)
            matches = match(needs, candidates, where, person, limit, today=today, rules=rules)
            if not any(_cut(candidates, one.need, most) for one in matches.unmet):
                break
        names = {one.id: one.name for one in candidates}
    return Suggested(matches, tuple(_named(one, names) for one in matches.excluded))


def _named(one: Excluded, names: Mapping[int, str]) -> Named:
    return Named(one.id, names[one.id], one.why)


def _scores(
    session: Session, needs: Collection[str], index: ServiceIndex, distances: Near | None, most: int
) -> dict[int, list[TermScore]]:
    """Return the scores of the services that are looked at for each need: the best by words and nearness."""
    chosen: set[int] = set()
    for need in needs:
        rows = session.execute(
            select(ServiceNeed.face_id, ServiceNeed.points).where(ServiceNeed.need == need, ServiceNeed.points > 0)
        )
        weighed = (
            (_weight(row.points, index.faces[row.face_id], distances), row.face_id)
            for row in rows
            if row.face_id in index.faces
        )
        chosen.update(face for _, face in heapq.nlargest(most, weighed))
    found: dict[int, list[TermScore]] = {}
    for part in _parts(sorted(chosen)):
        for row in session.execute(
            select(ServiceNeed.face_id, ServiceNeed.need, ServiceNeed.points, ServiceNeed.found).where(
                ServiceNeed.face_id.in_(part), ServiceNeed.need.in_(needs)
            )
        ):
            found.setdefault(row.face_id, []).append(score_of(row.need, row.points, row.found))
    return found


def _weight(points: float, place: int, distances: Near | None) -> float:
    km = distances.km.get(place) if distances is not None else None
    return points + (2 * math.exp(-km / _NEAR_KM) if km is not None else 0.6)


def _cut(candidates: Iterable[Candidate], need: str, most: int) -> bool:
    """Say whether there may be more services for a need than those that were looked at."""
    return sum(any(score.need == need for score in one.scores) for one in candidates) >= most


def candidates_of(session: Session, scores: Mapping[int, list[TermScore]], today: date) -> list[Candidate]:
    """Return the live faces that these scores are of, by face id, as candidates of matching."""
    found: list[Candidate] = []
    used = set(session.scalars(select(ServiceReferral.service_id).distinct()))
    wrong = reported(session)
    for part in _parts(sorted(scores)):
        tags, points = _tags(session, part), _points(session, part)
        rows = session.execute(
            select(
                ServiceFace.id, ServiceFace.service_id, ServiceFace.name, ServiceFace.organisation,
                ServiceFace.organisation_key, ServiceFace.status, ServiceFace.national, ServiceFace.minimum_age,
                ServiceFace.maximum_age, ServiceFace.hinted_minimum_age, ServiceFace.hinted_maximum_age,
                ServiceFace.closed_words, ServiceFace.assured_on, Service.checked_on, Service.starred,
            )
            .join(Service, Service.face_id == ServiceFace.id)
            .where(ServiceFace.id.in_(part))
        ).all()  # fmt: skip
        evidence = evidence_of(session, used & {row.service_id for row in rows}, today)
        for row in rows:
            one = _candidate(row, scores[row.id], tags.get(row.id, {}), points.get(row.id, ()), today)
            seen = evidence.get(row.service_id, NOTHING)
            found.append(one._replace(used=seen.tried, taken=seen.taken_up, reported=row.service_id in wrong))
    return found


def _candidate(
    row: Any,
    scores: Iterable[TermScore],
    tags: Mapping[str, list[str]],
    points: tuple[tuple[float, float], ...],
    today: date,
) -> Candidate:
    return Candidate(
        id=row.service_id,
        name=row.name,
        scores=tuple(scores),
        provider=row.organisation_key or row.organisation,
        status=row.status,
        national=row.national,
        points=points,
        areas=tuple(area_of(code) for code in tags.get("area", ())),
        minimum_age=row.minimum_age,
        maximum_age=row.maximum_age,
        only_for=tuple(tags.get("only_for", ())),
        hinted_only_for=tuple(tags.get("hinted_only_for", ())),
        modes=tuple(tags.get("mode", ())),
        access=tuple(tags.get("access", ())),
        vouched_on=max((day for day in (row.assured_on, row.checked_on) if day and day <= today), default=None),
        hinted_minimum_age=row.hinted_minimum_age,
        hinted_maximum_age=row.hinted_maximum_age,
        closed_words=row.closed_words,
        starred=row.starred,
    )


def _tags(session: Session, faces: Sequence[int]) -> dict[int, dict[str, list[str]]]:
    found: dict[int, dict[str, list[str]]] = {}
    for row in session.execute(
        select(ServiceTag.face_id, ServiceTag.kind, ServiceTag.code).where(
            ServiceTag.face_id.in_(faces), ServiceTag.kind.in_(_KINDS)
        )
    ):
        found.setdefault(row.face_id, {}).setdefault(row.kind, []).append(row.code)
    return found


def _points(session: Session, faces: Sequence[int]) -> dict[int, tuple[tuple[float, float], ...]]:
    found: dict[int, tuple[tuple[float, float], ...]] = {}
    for row in session.execute(
        select(ServiceLocation.face_id, ServiceLocation.at_latitude, ServiceLocation.at_longitude).where(
            ServiceLocation.face_id.in_(faces), ServiceLocation.at_latitude.is_not(None)
        )
    ):
        found[row.face_id] = (*found.get(row.face_id, ()), (row.at_latitude, row.at_longitude))
    return found


def _parts(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + 500] for start in range(0, len(ids), 500))
