"""Tries a changed need before it is saved: the first services for it as rules are now, and as they would be.

Nothing is written. Only services whose words can make a difference are scored: those that fit now, and those that hold
words which are new or weigh more; and of them, those that could come among the first. A common word stands in many
thousand services, and to score them all takes many seconds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework.directory_totals import Stopped
from workwell_desktop.casework.service_index import Near, ServiceIndex, marks_of, near, read_index
from workwell_desktop.casework.service_labels import topics_of
from workwell_desktop.casework.service_match_order import stand_apart
from workwell_desktop.casework.service_matching import (
    FIRST,
    NATIONAL,
    NEAR,
    REACH_KM,
    STAR,
    YEAR,
    Matches,
    Person,
    match,
)
from workwell_desktop.casework.service_need_rules import MOST_POINTS, FoundNeed, Need, NeedRules
from workwell_desktop.casework.service_own_needs import rules_in, with_need
from workwell_desktop.casework.service_rows import effective_all
from workwell_desktop.casework.service_suggesting import candidates_of, suggest
from workwell_desktop.casework.service_terms import TermScore, term_scores
from workwell_desktop.casework.service_where import Where, where_of
from workwell_desktop.models.service_referrals import ServiceReferral
from workwell_desktop.models.services import Service, ServiceFace, ServiceNeed, ServiceTag
from workwell_desktop.places.distance import Point
from workwell_desktop.vault.service_search import find_faces
from workwell_desktop.vault.store import Vault

__all__ = ["Stopped", "Tried", "TriedService", "try_need"]

_BATCH = 200
_NOT_FRESH = YEAR * 180 / 365.25  # what nobody vouched for in six months loses at least
_ROUNDED = 0.006  # scores have two places
_USED = select(ServiceReferral.service_id).distinct()


class _Service(NamedTuple):
    """A service that may be scored, and the most points it may have in all."""

    face_id: int
    service_id: int
    most: float


@dataclass(frozen=True)
class TriedService:
    """A service that was found, and why in a sentence."""

    id: int
    name: str
    why: str


@dataclass(frozen=True)
class Tried:
    """The first services for a need as the rules are now, and as they would be."""

    now: tuple[TriedService, ...]
    then: tuple[TriedService, ...]


def try_need(
    vault: Vault,
    need: Need,
    *,
    near_to: str = "",
    told: Callable[[int, int], object] = lambda _done, _whole: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Tried:
    """Return the first five services for a need, now and with the need as it stands here.

    ``near_to`` is a postcode or its first half, or nothing for the whole directory; ``told`` gets services done of all.
    Raises ``Stopped``.
    """
    index, today = read_index(vault), vault.clock.today()
    where = where_of(near_to, today) if near_to else Where()
    with vault.reading() as session:
        held = rules_in(session)
    asked, distances = [FoundNeed(need.id)], _distances(where, index)
    now = suggest(vault, asked, index, where, Person(), distances=distances, limit=FIRST, rules=held).matches
    rules = with_need(held, need)

    def matched(scores: Mapping[int, list[TermScore]]) -> tuple[Matches, bool]:
        """Match what was scored; say too whether nothing with fewer points could come among it."""
        with vault.reading() as session:
            found = {one.id: one for one in candidates_of(session, scores, index, today)}
        matches = match(asked, found.values(), where, Person(), FIRST, today=today, rules=rules)
        return matches, stand_apart([found[one.id] for one in matches.suggestions])

    then = _then(vault, need, rules, (index, distances), matched, told, stopped)
    with vault.reading() as session:
        return Tried(_named(session, now), _named(session, then))


def _distances(where: Where, index: ServiceIndex) -> Near | None:
    if where.latitude is None or where.longitude is None:
        return None
    return near(index, Point(where.latitude, where.longitude))


def _then(
    vault: Vault,
    need: Need,
    rules: NeedRules,
    place: tuple[ServiceIndex, Near | None],
    matched: Callable[[Mapping[int, list[TermScore]]], tuple[Matches, bool]],
    told: Callable[[int, int], object],
    stopped: Callable[[], bool],
) -> Matches:
    """Return what would be found for this need, scoring those first that may have the most points in all."""
    alone = replace(rules, needs=MappingProxyType({need.id: need}))
    with vault.reading() as session:
        wanted = sorted(_wanted(session, need, rules_in(session).needs.get(need.id)))
        services = _by_most(_services(session, wanted), *place, set(session.scalars(_USED)))
    scores: dict[int, list[TermScore]] = {}
    looked_at = _BATCH
    for start in range(0, len(services), _BATCH):
        if stopped():
            raise Stopped
        part = services[start : start + _BATCH]
        with vault.reading() as session:
            known = effective_all(session, [one.service_id for one in part])
        for one in part:
            values = known[one.service_id]
            if found := term_scores(replace(values, topics=topics_of(values)), alone):
                scores[one.face_id] = list(found.values())
        told(start + len(part), len(services))
        if looked_at <= start + len(part) < len(services):
            looked_at *= 2
            matches, sure = matched(scores)
            least = min((one.score for one in matches.suggestions), default=0.0) - _ROUNDED
            if sure and services[start + len(part)].most < least:
                told(len(services), len(services))
                return matches
    return matched(scores)[0]


def _by_most(
    services: Sequence[tuple[int, int]], index: ServiceIndex, distances: Near | None, used: Collection[int]
) -> list[_Service]:
    """Return services with the most points each may have, whatever its words: those with most first."""
    modes = index.any_of("mode", index.codes("mode"))
    far = index.bits.get(("everywhere", "yes"), 0) | (modes & ~index.bits.get(("mode", "in_person"), 0))
    far_off, fresh, starred = (
        marks_of(bits, len(index.ids))
        for bits in (far, index.bits.get(("fresh", "yes"), 0), index.bits.get(("starred", "yes"), 0))
    )
    km = distances.km if distances is not None else {}
    found = []
    for face_id, service_id in services:
        if (place := index.faces.get(face_id)) is None:
            continue
        at, bit = place >> 3, place & 7
        most = MOST_POINTS + (STAR if starred[at] >> bit & 1 else 0.0) + (service_id in used)
        most -= 0.0 if fresh[at] >> bit & 1 else _NOT_FRESH
        near_to = NEAR * math.exp(-km[place] / REACH_KM) if place in km else 0.0
        found.append(_Service(face_id, service_id, most + max(near_to, NATIONAL if far_off[at] >> bit & 1 else 0.0)))
    return sorted(found, key=lambda one: (-one.most, one.face_id))


def _wanted(session: Session, need: Need, before: Need | None) -> set[int]:
    """Return the faces, live or not, that may come to stand otherwise, or that stand there now."""
    faces = set(session.scalars(select(ServiceNeed.face_id).where(ServiceNeed.need == need.id)))
    for words in _weightier(need, before):
        faces.update(find_faces(session, [_ways_to_write(word) for word in words.split()]))
    if before is None or (need.by_topic, need.topics[:1]) != (before.by_topic, before.topics[:1]):
        topic = select(ServiceTag.face_id).where(ServiceTag.kind == "topic", ServiceTag.code == need.topics[0])
        faces.update(session.scalars(topic))
    return faces


def _weightier(need: Need, before: Need | None) -> Iterator[str]:
    """Give the words that are new or weigh more; all of them where phrases that stood in their way are gone."""
    points = {term.words: term.points for term in before.terms} if before else {}
    freed = before is not None and not {*before.not_meant, *before.against} <= {*need.not_meant, *need.against}
    longer = before is not None and any(words not in {term.words for term in need.terms} for words in points)
    yield from (term.words for term in need.terms if freed or longer or term.points > points.get(term.words, 0.0))


def _ways_to_write(word: str) -> Collection[str]:
    """Return how the index may have a word of a phrase: as one, as many, with an apostrophe; or as the star says."""
    if word.endswith("*"):
        return (word,)
    ways = {word, f"{word}s", f"{word}es"}
    if word.endswith("y"):
        ways.add(f"{word[:-1]}ies")
    if word.endswith("s"):
        ways.add(word[:-1])
    return ways


def _services(session: Session, faces: Sequence[int]) -> list[tuple[int, int]]:
    """Return the live ones of these faces, each with its service."""
    found: list[tuple[int, int]] = []
    for start in range(0, len(faces), _BATCH):
        rows = session.execute(
            select(Service.face_id, Service.id)
            .where(Service.face_id.in_(faces[start : start + _BATCH]))
            .order_by(Service.face_id)
        )
        found += [(face_id, service_id) for face_id, service_id in rows if face_id is not None]
    return found


def _named(session: Session, matches: Matches) -> tuple[TriedService, ...]:
    ids = [one.id for one in matches.suggestions]
    rows = session.execute(
        select(Service.id, ServiceFace.name)
        .join(ServiceFace, ServiceFace.id == Service.face_id)
        .where(Service.id.in_(ids))
    )
    names = {row.id: row.name for row in rows}
    return tuple(TriedService(one.id, names[one.id], next(iter(one.reasons), "")) for one in matches.suggestions)
