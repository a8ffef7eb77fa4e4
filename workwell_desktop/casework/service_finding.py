"""Finding services: words as they are typed, filters with their counts, and the best for this participant first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, literal, select
from sqlalchemy.orm import Session, aliased

from workwell_desktop.casework.service_text import MODE_LABELS, CheckedState, freshness, line_of
from workwell_desktop.casework.service_topics import ServiceNeed, topics
from workwell_desktop.casework.service_words import Typed, groups_of, mended, shipped_words, typed_words
from workwell_desktop.models.services import Service, ServiceFace, ServiceTag
from workwell_desktop.vault.service_search import find_service_ids, service_words
from workwell_desktop.vault.store import Vault

PAGE_SIZE = 50
_MOST_FOUND = 2_000  # of one search; nobody reads further, and the filters still count right up to here
_Tag = aliased(ServiceTag)  # a name of its own in filters, since the counts look at tags too
_FACE = ServiceFace.id == Service.face_id
_NO_GP = "You can go without seeing a GP."


@dataclass(frozen=True)
class ServiceRow:
    """One service in the list. ``line`` is "By phone or online · Free"; ``fits`` says why it suits this participant.

    ``checked`` is "Checked 3 November" with its state. ``how_far`` is empty while no distance is known.
    """

    id: int
    uid: str
    name: str
    summary: str
    line: str
    fits: str
    checked: str
    checked_state: CheckedState
    how_far: str
    topics: tuple[str, ...]
    national: bool
    own: bool
    status: str


@dataclass(frozen=True)
class ServicePage:
    """A page of what was found, of ``total``. Counts say how many each filter would leave, beside the others.

    ``notice`` is one sentence to show above the list (a word that was put right, nothing found and what would help).
    """

    rows: tuple[ServiceRow, ...]
    total: int
    topic_counts: Mapping[str, int]
    mode_counts: Mapping[str, int]
    free_count: int
    self_refer_count: int
    notice: str


@dataclass(frozen=True)
class _Filters:
    """What was ticked, and the ids that the words found (None when no word was typed), best first."""

    topics: frozenset[str]
    modes: frozenset[str]
    free_only: bool
    self_refer_only: bool
    ids: tuple[int, ...] | None

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return what a service has to meet."""
        wanted: list[ColumnElement[bool]] = [ServiceFace.status != "withdrawn"]
        if self.ids is not None:
            wanted.append(Service.id.in_(self.ids))
        if self.topics:
            wanted.append(_tagged("topic", self.topics))
        if self.modes:
            wanted.append(_tagged("mode", self.modes))
        if self.free_only:
            wanted.append(ServiceFace.cost == "free")
        if self.self_refer_only:
            wanted.append(_tagged("access", {"self"}))
        return wanted


def find_services(
    vault: Vault,
    words: str = "",
    *,
    topics: Collection[str] = (),
    modes: Collection[str] = (),
    free_only: bool = False,
    self_refer_only: bool = False,
    needs: Sequence[ServiceNeed] = (),
    page: int = 0,
    page_size: int = PAGE_SIZE,
) -> ServicePage:
    """Return a page of services, best first: what the participant needs, then the words, then the name.

    Ticked topics widen each other, and so do modes; different kinds of filter narrow. ``needs`` come the most
    important first. ``page`` counts from 0. Anything may be typed as ``words``.
    """
    with vault.reading() as session:
        ids, notice = _search(session, words)
        filters = _Filters(frozenset(topics), frozenset(modes), free_only, self_refer_only, ids)
        total = _count(session, filters)
        return ServicePage(
            rows=_rows(session, filters, needs, page * page_size, page_size, vault.clock.today()),
            total=total,
            topic_counts=_tag_counts(session, "topic", replace(filters, topics=frozenset())),
            mode_counts=_tag_counts(session, "mode", replace(filters, modes=frozenset())),
            free_count=_count(session, replace(filters, free_only=True)),
            self_refer_count=_count(session, replace(filters, self_refer_only=True)),
            notice=notice if total else _what_would_help(session, filters),
        )


def _search(session: Session, text: str) -> tuple[tuple[int, ...] | None, str]:
    """Return the ids that the words find, best first, and a notice; None when no word was typed."""
    known = shipped_words()
    typed = typed_words(text, known.small)
    if not typed.words:
        return None, ""

    def ids_of(words: Typed) -> tuple[int, ...]:
        return tuple(find_service_ids(session, groups_of(words, known.same), _MOST_FOUND))

    found = ids_of(typed)
    if found:
        return found, ""
    put_right = mended(typed, service_words(session))
    if put_right and (found := ids_of(put_right)):
        return found, f"Nothing has “{' '.join(typed.words)}”. These have “{' '.join(put_right.words)}”."
    any_word = frozenset().union(*groups_of(put_right or typed, known.same))
    found = tuple(find_service_ids(session, (any_word,), _MOST_FOUND)) if len(typed.words) > 1 else ()
    return found, "No service has all of these words. These have some of them." if found else ""


def _tagged(kind: str, codes: Collection[str]) -> ColumnElement[bool]:
    return exists().where(_Tag.face_id == Service.face_id, _Tag.kind == kind, _Tag.code.in_(codes))


def _count(session: Session, filters: _Filters) -> int:
    return (
        session.scalar(select(func.count()).select_from(Service).join(ServiceFace, _FACE).where(*filters.conditions()))
        or 0
    )


def _tag_counts(session: Session, kind: str, filters: _Filters) -> dict[str, int]:
    rows = session.execute(
        select(ServiceTag.code, func.count().label("number"))
        .join(Service, Service.face_id == ServiceTag.face_id)
        .join(ServiceFace, _FACE)
        .where(ServiceTag.kind == kind, *filters.conditions())
        .group_by(ServiceTag.code)
    ).all()
    counted: dict[str, int] = {row.code: row.number for row in rows}
    return {code: counted.get(code, 0) for code in (topics() if kind == "topic" else MODE_LABELS)}


def _rows(
    session: Session, filters: _Filters, needs: Sequence[ServiceNeed], start: int, size: int, today: date
) -> tuple[ServiceRow, ...]:
    score = _need_score({need.topic: len(needs) - place for place, need in enumerate(needs)})
    query = select(Service.id, score.label("score")).join(ServiceFace, _FACE).where(*filters.conditions())
    if filters.ids is None:
        found = session.execute(
            query.order_by(score.desc(), ServiceFace.sort_name, Service.id).offset(start).limit(size)
        ).all()
        ids = [row.id for row in found]
    else:
        place = {found: number for number, found in enumerate(filters.ids)}
        ids = [row.id for row in sorted(session.execute(query), key=lambda row: (-row.score, place[row.id]))]
        ids = ids[start : start + size]
    services = {service.id: service for service in session.scalars(select(Service).where(Service.id.in_(ids)))}
    tags = _tags(session, ids)
    return tuple(_row(services[one], tags.get(one, {}), needs, today) for one in ids)


def _need_score(weights: Mapping[str, int]) -> ColumnElement[Any]:
    """Return how much of what is needed a service covers: the first need weighs the most."""
    if not weights:
        return literal(0)
    weight = case(weights, value=ServiceTag.code, else_=0)
    return (
        select(func.coalesce(func.sum(weight), 0))
        .where(ServiceTag.face_id == Service.face_id, ServiceTag.kind == "topic")
        .scalar_subquery()
    )


def _tags(session: Session, ids: Sequence[int]) -> dict[int, dict[str, list[str]]]:
    gathered: dict[int, dict[str, list[str]]] = {}
    rows = session.execute(
        select(Service.id, ServiceTag.kind, ServiceTag.code)
        .join(Service, Service.face_id == ServiceTag.face_id)
        .where(Service.id.in_(ids))
    )
    for service_id, kind, code in rows:
        gathered.setdefault(service_id, {}).setdefault(kind, []).append(code)
    return gathered


def _row(service: Service, tags: Mapping[str, list[str]], needs: Sequence[ServiceNeed], today: date) -> ServiceRow:
    checked, state = freshness((service.checked_on, service.face.assured_on), today)
    held = tags.get("topic", [])
    return ServiceRow(
        id=service.id,
        uid=service.uid,
        name=service.face.name,
        summary=service.face.summary,
        line=line_of(tags.get("mode", []), service.face.cost),
        fits=_fits(held, tags.get("access", []), needs),
        checked=checked,
        checked_state=state,
        how_far="",
        topics=tuple(code for code in topics() if code in held),
        national=service.face.national,
        own=service.own,
        status=service.face.status,
    )


def _fits(held: Collection[str], access: Collection[str], needs: Sequence[ServiceNeed]) -> str:
    """Say in one line why a service suits: the most important need that it covers, and whether a GP is needed."""
    need = next((need for need in needs if need.topic in held), None)
    if need is None:
        return ""
    why = need.why or f"{topics()[need.topic].label}: this is on the list of what gets in the way."
    return f"{why} {_NO_GP}" if {"self", "gp"} <= set(access) else why


def _what_would_help(session: Session, filters: _Filters) -> str:
    """Say that nothing fits, and which one filter to take off to see some after all."""
    ways = {
        "Free": replace(filters, free_only=False) if filters.free_only else None,
        "No GP needed": replace(filters, self_refer_only=False) if filters.self_refer_only else None,
        "the ways to go": replace(filters, modes=frozenset()) if filters.modes else None,
        "the topics": replace(filters, topics=frozenset()) if filters.topics else None,
    }
    more = {name: _count(session, way) for name, way in ways.items() if way is not None}
    name = max(more, key=lambda way: more[way], default="")
    if not name or not more[name]:
        return "No service fits. Try other words, or fewer."
    shown = f"“{name}”" if name[0].isupper() else name
    return f"No service fits all of these. Take off {shown} to see {more[name]}."
