"""Tries a changed need before it is saved: the first services for it as rules are now, and as they would be.

Nothing is written. Only services whose words can make a difference are scored: those that fit now, and those that hold
words which are new or weigh more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework.directory_totals import Stopped
from workwell_desktop.casework.service_index import Near, ServiceIndex, near, read_index
from workwell_desktop.casework.service_labels import topics_of
from workwell_desktop.casework.service_matching import FIRST, Matches, Person, match
from workwell_desktop.casework.service_need_rules import FoundNeed, Need, NeedRules
from workwell_desktop.casework.service_own_needs import rules_in, with_need
from workwell_desktop.casework.service_rows import effective_all
from workwell_desktop.casework.service_suggesting import candidates_of, suggest
from workwell_desktop.casework.service_terms import TermScore, term_scores
from workwell_desktop.casework.service_where import Where, where_of
from workwell_desktop.models.services import Service, ServiceFace, ServiceNeed, ServiceTag
from workwell_desktop.places.distance import Point
from workwell_desktop.vault.service_search import find_faces
from workwell_desktop.vault.store import Vault

__all__ = ["Stopped", "Tried", "TriedService", "try_need"]

_BATCH = 200


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
    asked = [FoundNeed(need.id)]
    now = suggest(
        vault, asked, index, where, Person(), distances=_distances(where, index), limit=FIRST, rules=held
    ).matches
    rules = with_need(held, need)
    scores = _scored(vault, need, rules, told, stopped)
    with vault.reading() as session:
        then = match(asked, candidates_of(session, scores, today), where, Person(), FIRST, today=today, rules=rules)
        return Tried(_named(session, now), _named(session, then))


def _distances(where: Where, index: ServiceIndex) -> Near | None:
    if where.latitude is None or where.longitude is None:
        return None
    return near(index, Point(where.latitude, where.longitude))


def _scored(
    vault: Vault,
    need: Need,
    rules: NeedRules,
    told: Callable[[int, int], object],
    stopped: Callable[[], bool],
) -> dict[int, list[TermScore]]:
    """Return the scores for this need by face."""
    alone = replace(rules, needs=MappingProxyType({need.id: need}))
    with vault.reading() as session:
        wanted = sorted(_wanted(session, need, rules_in(session).needs.get(need.id)))
        services = _services(session, wanted)
    found: dict[int, list[TermScore]] = {}
    for start in range(0, len(services), _BATCH):
        if stopped():
            raise Stopped
        with vault.reading() as session:
            part = services[start : start + _BATCH]
            known = effective_all(session, [service_id for _face, service_id in part])
            for face_id, service_id in part:
                values = known[service_id]
                scores = term_scores(replace(values, topics=topics_of(values)), alone)
                if scores:
                    found[face_id] = list(scores.values())
        told(min(start + _BATCH, len(services)), len(services))
    return found


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
