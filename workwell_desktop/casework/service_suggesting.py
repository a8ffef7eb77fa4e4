"""What fits a participant's needs, from the vault: the rows of the needs that are asked for, the nearest best of them.

``service_matching`` decides; here the candidates are gathered, few enough that nobody waits.
"""

from __future__ import annotations

import heapq
import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import bindparam, func, select, text
from sqlalchemy.orm import Session

from workwell_desktop.casework.service_corrections import reported
from workwell_desktop.casework.service_evidence import NOTHING, evidence_of
from workwell_desktop.casework.service_faces import area_of, score_of
from workwell_desktop.casework.service_index import Near, ServiceIndex, marks_of, members
from workwell_desktop.casework.service_matching import NATIONAL, NEAR, REACH_KM, Excluded, Matches, Person, match
from workwell_desktop.casework.service_need_rules import FoundNeed, NeedRules
from workwell_desktop.casework.service_reasons import Candidate
from workwell_desktop.casework.service_terms import TermScore
from workwell_desktop.casework.service_where import Where
from workwell_desktop.models.service_referrals import ServiceReferral
from workwell_desktop.models.services import Service, ServiceFace
from workwell_desktop.vault.store import Vault

MOST = 30
_LOOKED_AT = 200  # of each need: the best by words and distance; enough for all that matching chooses
_WIDELY = 20_000
_KINDS = ("access", "area", "hinted_only_for", "mode", "only_for")
# One row for all with the same points: many rows are slow. What is asked for goes in as one list, however long.
_BY_POINTS = text(
    "SELECT points, group_concat(face_id) FROM service_need WHERE need = :need AND points > 0 "
    "GROUP BY points ORDER BY points DESC"
)
_FOUND = text(
    "SELECT n.face_id, n.need, n.points, n.found FROM json_each(:faces) AS one "
    "CROSS JOIN service_need AS n ON n.face_id = one.value "
    "WHERE n.need IN (SELECT value FROM json_each(:needs)) ORDER BY n.face_id, n.need"
)
_CANDIDATES = (
    select(
        ServiceFace.id, ServiceFace.service_id, ServiceFace.name, ServiceFace.organisation,
        ServiceFace.organisation_key, ServiceFace.status, ServiceFace.national, ServiceFace.minimum_age,
        ServiceFace.maximum_age, ServiceFace.hinted_minimum_age, ServiceFace.hinted_maximum_age,
        ServiceFace.closed_words, ServiceFace.assured_on, Service.checked_on, Service.starred,
    )
    .join(Service, Service.face_id == ServiceFace.id)
    .where(ServiceFace.id.in_(select(func.json_each(bindparam("faces")).table_valued("value").c.value)))
    .order_by(ServiceFace.id)
)  # fmt: skip


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
            candidates = candidates_of(session, scores, index, today)
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
        best: list[tuple[float, int]] = []
        for points, faces in session.execute(_BY_POINTS, {"need": need}):
            if len(best) == most and points + NEAR < best[-1][0]:
                break  # however near the rest are, they have fewer points
            weights = _weights(json.loads(f"[{faces}]"), points, index, distances, most)
            least = heapq.nlargest(most, weights.values())[-1] if len(weights) > most else 0.0
            best += [(weight, face) for face, weight in weights.items() if weight >= least]
            best = sorted(best, reverse=True)[:most]
        chosen.update(face for _, face in best)
    found: dict[int, list[TermScore]] = {}
    for row in session.execute(_FOUND, {"faces": json.dumps(sorted(chosen)), "needs": json.dumps(sorted(needs))}):
        found.setdefault(row.face_id, []).append(score_of(row.need, row.points, row.found))
    return found


def _weights(
    faces: Sequence[int], points: float, index: ServiceIndex, distances: Near | None, most: int
) -> dict[int, float]:
    """Return by face how much these points weigh where each is given: of the ``most`` nearest and all as far as these.

    Of those that nobody can place as many; those that are not in the index are left out.
    """
    found = index.of_faces(faces)
    km, known = (distances.km, distances.known) if distances is not None else ({}, 0)
    weights = dict.fromkeys(
        heapq.nlargest(most, (index.face_ids[place] for place in members(found & ~known))), points + NATIONAL
    )
    marks, last = marks_of(found & known, len(index.ids)), -1.0
    near = 0
    for place in islice(distances.order, len(km)) if distances is not None else ():
        if marks[place >> 3] >> (place & 7) & 1:
            if near >= most and km[place] != last:
                break
            near, last = near + 1, km[place]
            weights[index.face_ids[place]] = points + NEAR * math.exp(-last / REACH_KM)
    return weights


def _cut(candidates: Iterable[Candidate], need: str, most: int) -> bool:
    """Say whether there may be more services for a need than those that were looked at."""
    return sum(any(score.need == need for score in one.scores) for one in candidates) >= most


def candidates_of(
    session: Session, scores: Mapping[int, list[TermScore]], index: ServiceIndex, today: date
) -> list[Candidate]:
    """Return the live faces that these scores are of, by face id, as candidates of matching.

    Where and how they are given is taken from the index, which must be true: to look it up again takes longest.
    """
    used = set(session.scalars(select(ServiceReferral.service_id).distinct()))
    wrong = reported(session)
    rows = [row for row in session.execute(_CANDIDATES, {"faces": json.dumps(sorted(scores))}) if row.id in index.faces]
    evidence = evidence_of(session, used & {row.service_id for row in rows}, today)
    tags = _tags(index, index.of_faces([row.id for row in rows]))
    found: list[Candidate] = []
    for row in rows:
        place = index.faces[row.id]
        one = _candidate(row, scores[row.id], tags.get(place, {}), index.spots_of(place), today)
        seen = evidence.get(row.service_id)
        if seen is not None or row.service_id in wrong:
            seen = seen or NOTHING
            one = one._replace(used=seen.tried, taken=seen.taken_up, reported=row.service_id in wrong)
        found.append(one)
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


def _tags(index: ServiceIndex, wanted: int) -> dict[int, dict[str, list[str]]]:
    """Return by place what services can be found by, of the kinds that matching weighs."""
    found: dict[int, dict[str, list[str]]] = {}
    for kind, code in sorted(key for key in index.bits if key[0] in _KINDS):
        for place in members(index.bits[kind, code] & wanted):
            found.setdefault(place, {}).setdefault(kind, []).append(code)
    return found
