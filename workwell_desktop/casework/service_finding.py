"""Finding services: words as they are typed, filters with their counts, and the best for this participant first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework.service_index import MILES, Key, Near, ServiceIndex, for_age, members, read_index, set_of
from workwell_desktop.casework.service_text import CheckedState, freshness, line_of
from workwell_desktop.casework.service_topics import ServiceNeed, topics
from workwell_desktop.casework.service_words import Typed, groups_of, mended, shipped_words, typed_words
from workwell_desktop.models.services import Service, ServiceLocation, ServiceTag
from workwell_desktop.places.distance import say_distance
from workwell_desktop.vault.service_search import find_faces
from workwell_desktop.vault.store import Vault

PAGE_SIZE = 50
NEAR, EVERYWHERE, UNKNOWN = "near", "everywhere", "unknown"
"""How rows are grouped where distances are known: by distance, from everywhere, and where nobody knows."""

_DEMOTED = 10  # places that a service loses when nobody has vouched for it lately, or a sentence says it is closed
_NO_GP = "You can go without seeing a GP."
# Kinds of filter: ticked codes of one widen each other; different kinds narrow.
TICKED = (
    "need", "topic", "mode", "access", "cost", "language", "accessibility", "slot", "only_for", "area",
)  # fmt: skip
MARKS = ("fresh", "starred", "own")


@dataclass(frozen=True)
class Asked:
    """What a coach asks for. ``ticked`` holds codes by kind (:data:`TICKED`); ``marks`` some of :data:`MARKS`.

    ``miles`` is one of ``MILES`` or 0 for any; it says nothing about what is given everywhere, or nobody knows where.
    ``age`` is that of the person in years. ``needs`` come the most important first. ``withdrawn`` shows those too that
    their list does not have any more.
    """

    words: str = ""
    ticked: Mapping[str, Collection[str]] = field(default_factory=dict)
    marks: frozenset[str] = frozenset()
    miles: int = 0
    age: int | None = None
    needs: Sequence[ServiceNeed] = ()
    withdrawn: bool = False


@dataclass(frozen=True)
class ServiceRow:
    """One service in the list. ``line`` is "By phone or online · Free"; ``fits`` says why it suits this participant.

    ``checked`` is "Checked 3 November" with its state. ``how_far`` and ``km`` (a straight line) are empty while no
    distance is known; ``group`` is one of NEAR, EVERYWHERE, UNKNOWN, empty while no distance was asked for.
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
    km: float | None
    group: str
    topics: tuple[str, ...]
    national: bool
    own: bool
    starred: bool
    status: str


@dataclass(frozen=True)
class ServicePage:
    """A page of what was found, of ``total``. ``counts`` say how many each filter would leave, beside the others.

    ``notice`` is one sentence to show above the list (a word that was put right, nothing found and what would help).
    """

    rows: tuple[ServiceRow, ...]
    total: int
    counts: Mapping[Key, int]
    notice: str

    @property
    def topic_counts(self) -> dict[str, int]:
        """The counts of topics by code, in the order they are shown."""
        return {code: self.counts.get(("topic", code), 0) for code in topics()}


@dataclass(frozen=True)
class _Words:
    """What the words found: the places in the index, best first and as a set, and a notice. Nothing typed finds all."""

    order: tuple[int, ...] | None
    found: int = 0
    notice: str = ""


def find_services(
    vault: Vault,
    asked: Asked | None = None,
    *,
    index: ServiceIndex | None = None,
    distances: Near | None = None,
    page: int = 0,
    page_size: int = PAGE_SIZE,
) -> ServicePage:
    """Return a page of services, best first: what the participant needs, then the words, then the name.

    ``index`` is read anew unless handed in; ``distances`` are from home or work. ``page`` counts from 0.
    """
    asked, index = asked or Asked(), index or read_index(vault)
    with vault.reading() as session:
        words = _search(session, asked.words, index)
        sets = _sets(index, asked, distances)
        found = _all(sets, words, index)
        order = _order(index, asked, words, found, distances, (page + 1) * page_size)
        rows = _rows(session, index, order[page * page_size :], asked, distances, vault)
    counts = dict(_counts(index, sets, words, distances))
    notice = words.notice if found else _what_would_help(index, asked, words, distances)
    return ServicePage(rows, found.bit_count(), counts, notice)


# -- what was asked for, as sets ----------------------------------------------------------------------------


def _sets(index: ServiceIndex, asked: Asked, distances: Near | None) -> dict[str, int]:
    """Return for each kind of filter in use the services that it leaves."""
    every = (1 << len(index.ids)) - 1
    sets = {"": every if asked.withdrawn else index.shown}
    for kind, codes in asked.ticked.items():
        if codes:
            sets[kind] = index.any_of(kind, codes)
    for mark in asked.marks:
        sets[mark] = index.bits.get((mark, "yes"), 0)
    if asked.age is not None:
        sets["age"] = for_age(index, asked.age)
    if asked.miles and distances is not None:
        sets["miles"] = _within(index, distances, asked.miles)
    return sets


def _within(index: ServiceIndex, distances: Near, miles: int) -> int:
    """Return what is near enough, what can be used from everywhere, and what lies nobody knows where."""
    every = (1 << len(index.ids)) - 1
    return distances.within[miles] | index.bits.get(("everywhere", "yes"), 0) | (every & ~distances.known)


def _all(sets: Mapping[str, int], words: _Words, index: ServiceIndex, *, without: str = "-") -> int:
    found = (1 << len(index.ids)) - 1
    for kind, bits in sets.items():
        if kind != without:
            found &= bits
    return found if words.order is None else found & words.found


def _counts(
    index: ServiceIndex, sets: Mapping[str, int], words: _Words, distances: Near | None
) -> Iterator[tuple[Key, int]]:
    """Give for each code how many services it would leave beside the filters of other kinds."""
    bases: dict[str, int] = {}
    for (kind, code), bits in index.bits.items():
        if kind not in bases:
            bases[kind] = _all(sets, words, index, without=kind)
        yield (kind, code), (bases[kind] & bits).bit_count()
    if distances is not None:
        base = _all(sets, words, index, without="miles")
        for miles in MILES:
            yield ("miles", str(miles)), (base & _within(index, distances, miles)).bit_count()


# -- words --------------------------------------------------------------------------------------------------


def _search(session: Session, typed_text: str, index: ServiceIndex) -> _Words:
    known = shipped_words()
    typed = typed_words(typed_text, known.small)
    if not typed.words:
        return _Words(None)

    def places_of(words: Sequence[Collection[str]]) -> tuple[int, ...]:
        places = map(index.faces.get, find_faces(session, words))
        return tuple([place for place in places if place is not None])  # a list on the way is twice as quick

    def found_by(words: Typed) -> tuple[int, ...]:
        return places_of(groups_of(words, known.same))

    def as_words(found: tuple[int, ...], notice: str = "") -> _Words:
        return _Words(found, set_of(found, len(index.ids)), notice)

    if found := found_by(typed):
        return as_words(found)
    put_right = mended(typed, index.words)
    if put_right and (found := found_by(put_right)):
        return as_words(found, f"Nothing has “{' '.join(typed.words)}”. These have “{' '.join(put_right.words)}”.")
    any_word = frozenset().union(*groups_of(put_right or typed, known.same))
    found = places_of((any_word,)) if len(typed.words) > 1 else ()
    return as_words(found, "No service has all of these words. These have some of them." if found else "")


# -- order --------------------------------------------------------------------------------------------------


def _order(
    index: ServiceIndex, asked: Asked, words: _Words, found: int, distances: Near | None, most: int
) -> Sequence[int]:
    """Return the first ``most`` places of what was found: needs first, then words or distance, then the name.

    What nobody has vouched for lately stands a few places further down, what is starred here further up.
    """
    score = _need_scores(index, asked.needs)
    needed = set_of(score, len(index.ids)) & found
    first = sorted(_ranked(index, words, needed, distances, needed.bit_count()), key=lambda place: -score[place])
    rest = [] if len(first) >= most else _ranked(index, words, found & ~needed, distances, most - len(first))
    return [*first, *rest][:most]


def _ranked(index: ServiceIndex, words: _Words, found: int, distances: Near | None, most: int) -> list[int]:
    enough = most + 2 * _DEMOTED
    order = words.order if words.order is not None else distances.order if distances is not None else None
    if order is None:
        ordered = list(islice(members(found), enough))
    else:
        marks = found.to_bytes(len(index.ids) // 8 + 1, "little")
        ordered = list(islice((place for place in order if marks[place >> 3] >> (place & 7) & 1), enough))
    fresh = index.bits.get(("fresh", "yes"), 0)
    starred = index.bits.get(("starred", "yes"), 0)
    moved = [
        number + _DEMOTED * ((not fresh >> place & 1) - (starred >> place & 1)) for number, place in enumerate(ordered)
    ]
    return [ordered[number] for number in sorted(range(len(ordered)), key=moved.__getitem__)][:most]


def _need_scores(index: ServiceIndex, needs: Sequence[ServiceNeed]) -> dict[int, int]:
    """Return how much of what is needed a service covers: the first need weighs the most."""
    score: dict[int, int] = {}
    for number, need in enumerate(needs):
        for place in members(index.bits.get(("topic", need.topic), 0)):
            score[place] = score.get(place, 0) + len(needs) - number
    return score


# -- rows ---------------------------------------------------------------------------------------------------


def _rows(
    session: Session,
    index: ServiceIndex,
    places: Sequence[int],
    asked: Asked,
    distances: Near | None,
    vault: Vault,
) -> tuple[ServiceRow, ...]:
    ids = [index.ids[place] for place in places]
    services = {service.id: service for service in session.scalars(select(Service).where(Service.id.in_(ids)))}
    tags = _tags(session, ids)
    where = _first_places(session, ids)
    today = vault.clock.today()
    everywhere = index.bits.get(("everywhere", "yes"), 0)
    return tuple(
        _row(
            services[one],
            tags.get(one, {}),
            asked.needs,
            today,
            None if distances is None else distances.km.get(place),
            _group(place, distances, everywhere),
            where.get(one, ""),
        )
        for place, one in zip(places, ids, strict=True)
        if one in services
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


def _first_places(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Return the postcode of each service's first place."""
    rows = session.execute(
        select(Service.id, ServiceLocation.postcode)
        .join(ServiceLocation, ServiceLocation.face_id == Service.face_id)
        .where(Service.id.in_(ids), ServiceLocation.number == 0)
    )
    return {row.id: row.postcode for row in rows}


def _group(place: int, distances: Near | None, everywhere: int) -> str:
    if distances is None:
        return ""
    if everywhere >> place & 1:
        return EVERYWHERE
    return NEAR if place in distances.km else UNKNOWN


def _row(
    service: Service,
    tags: Mapping[str, list[str]],
    needs: Sequence[ServiceNeed],
    today: date,
    km: float | None,
    group: str,
    postcode: str,
) -> ServiceRow:
    face = service.face
    checked, state = freshness((service.checked_on, face.assured_on), today)
    held = tags.get("topic", [])
    return ServiceRow(
        id=service.id,
        uid=service.uid,
        name=face.name,
        summary=face.summary or face.organisation,
        line=line_of(tags.get("mode", []), face.cost, postcode),
        fits=_fits(held, tags.get("access", []), needs),
        checked="May be closed: ring first" if face.closed_words else checked,
        checked_state="warn" if face.closed_words else state,
        how_far="" if km is None else say_distance(km),
        km=km,
        group=group,
        topics=tuple(code for code in topics() if code in held),
        national=face.national,
        own=service.own,
        starred=service.starred,
        status=face.status,
    )


def _fits(held: Collection[str], access: Collection[str], needs: Sequence[ServiceNeed]) -> str:
    """Say in one line why a service suits: the most important need that it covers, and whether a GP is needed."""
    need = next((need for need in needs if need.topic in held), None)
    if need is None:
        return ""
    why = need.why or f"{topics()[need.topic].label}: this is on the list of what gets in the way."
    return f"{why} {_NO_GP}" if {"self", "gp"} <= set(access) else why


# -- nothing found ------------------------------------------------------------------------------------------

_TAKE_OFF = {
    "need": "the needs", "topic": "the topics", "mode": "the ways to go", "access": "how to get in",
    "cost": "what it costs", "language": "the languages", "accessibility": "what helps to get in",
    "slot": "the days and times", "only_for": "who it is for", "area": "the area",
}  # fmt: skip


def _what_would_help(index: ServiceIndex, asked: Asked, words: _Words, distances: Near | None) -> str:
    """Say that nothing fits, and which one filter to take off to see some after all."""
    ways = {_TAKE_OFF[kind]: _without(asked, kind) for kind, codes in asked.ticked.items() if codes}
    ways |= {"how far": replace(asked, miles=0)} if asked.miles else {}
    ways |= {"their age": replace(asked, age=None)} if asked.age is not None else {}
    ways |= {"the ticks on the right list": replace(asked, marks=frozenset())} if asked.marks else {}
    more = {name: _all(_sets(index, way, distances), words, index).bit_count() for name, way in ways.items()}
    name = max(more, key=lambda way: more[way], default="")
    if not name or not more[name]:
        return "No service fits. Try other words, or fewer."
    return f"No service fits all of these. Take off {name} to see {more[name]}."


def _without(asked: Asked, kind: str) -> Asked:
    return replace(asked, ticked={one: codes for one, codes in asked.ticked.items() if one != kind})
