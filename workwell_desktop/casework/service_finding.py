"""Finding services: words as they are typed, filters with their counts, and the best for this participant first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import islice, product
from operator import or_

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework.service_index import MILES, Key, Near, ServiceIndex, for_age, read_index
from workwell_desktop.casework.service_listing import ServiceRow, rows_of
from workwell_desktop.casework.service_matching import Suggestion
from workwell_desktop.casework.service_meaning import meant, needs_named
from workwell_desktop.casework.service_order import BEST, by_words_and_distance, grouped, ordered
from workwell_desktop.casework.service_word_order import WordOrder, first_by_words, most_first, word_order
from workwell_desktop.casework.service_words import Typed, fold, groups_of, mended, shipped_words, typed_words
from workwell_desktop.directory.hours import PARTS
from workwell_desktop.models.services import Service, ServiceFace, ServiceNeed
from workwell_desktop.vault.service_search import find_faces, find_in_parts, find_more
from workwell_desktop.vault.store import Vault

PAGE_SIZE = 50
_SURE_POINTS = 4.0  # of 8: a name that says it, or several words
_LOOKED_AT = 20  # of what words found: a name that was typed stands among them
# Kinds of filter: ticked codes of one widen each other; different kinds narrow. A day and a part of the day are one.
TICKED = (
    "topic", "need", "mode", "access", "cost", "language", "accessibility", "day", "part", "only_for", "area", "list",
    "place",
)  # fmt: skip
MARKS = ("fresh", "starred", "noted", "own")
WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WHEN = ("day", "part")


@dataclass(frozen=True)
class Asked:
    """What a coach asks for. ``ticked`` holds codes by kind (:data:`TICKED`); ``marks`` some of :data:`MARKS`.

    ``miles`` is one of ``MILES`` or 0 for any; it says nothing about what is given everywhere, or nobody knows where.
    ``age`` is that of the person in years; with ``by_age`` off it is only counted what it would leave. ``withdrawn``
    shows those too that their list does not have any more.
    The codes of the kind "place" are the groups of ``service_order`` that come from distances.
    """

    words: str = ""
    ticked: Mapping[str, Collection[str]] = field(default_factory=dict)
    marks: frozenset[str] = frozenset()
    miles: int = 0
    age: int | None = None
    by_age: bool = True
    withdrawn: bool = False


@dataclass(frozen=True)
class ServicePage:
    """A page of what was found, of ``total``. ``counts`` say how many each filter would leave, beside the others.

    ``notice`` is one sentence to show above the list (a word that was put right, nothing found and what would help).
    ``groups`` say how many there are of each group of ``service_order``, in their order. ``empty`` says that there is
    no service at all, ``best_first`` that words or what is suggested decide which stand first.
    """

    rows: tuple[ServiceRow, ...]
    total: int
    counts: Mapping[Key, int]
    notice: str
    groups: Mapping[str, int]
    empty: bool = False
    best_first: bool = False


@dataclass(frozen=True)
class _Words:
    """What the words found, in its order, and a notice. Nothing typed finds all.

    ``named`` is the set of those whose name holds every whole word, ``begun`` of those that only hold a word with such
    a beginning or in which it means something else, ``suits`` of those that help with a need that the words name.
    """

    order: WordOrder | None
    notice: str = ""
    named: int = 0
    begun: int = 0
    suits: int = 0


def find_services(
    vault: Vault,
    asked: Asked | None = None,
    *,
    index: ServiceIndex | None = None,
    distances: Near | None = None,
    suggested: Sequence[Suggestion] = (),
    page: int = 0,
    page_size: int = PAGE_SIZE,
) -> ServicePage:
    """Return a page of services, best first: what is suggested, then the words or what is near, then the name.

    ``index`` is read anew unless handed in; ``distances`` are from home or work; ``suggested`` are the best for a
    participant. ``page`` counts from 0. Words and distances are weighed together, in one list without groups.
    """
    asked, index = asked or Asked(), index or read_index(vault)
    with vault.reading() as session:
        words = _search(session, asked.words, index)
        sets = _sets(index, asked, distances)
        found = _all(sets, words, index)
        best = [index.places[one.id] for one in suggested if one.id in index.places]
        most = (page + 1) * page_size
        if words.order is not None and distances is not None:
            fits = words.named, words.begun
            order = by_words_and_distance(index, found, words.order, fits, distances, most, best, suits=words.suits)
        else:
            named = _named(session, index, asked.words, words)
            order = ordered(
                index, found, words.order, distances, best, most, named=named, begun=words.begun, suits=words.suits
            )
        reasons = {one.id: one.row for one in suggested}
        rows = rows_of(session, vault, index, order.places[page * page_size :], distances, reasons)
    counts = dict(_counts(index, asked, sets, words, distances))
    notice = words.notice if found else _what_would_help(index, asked, words, distances)
    best_first = words.order is not None or BEST in order.groups
    return ServicePage(rows, found.bit_count(), counts, notice, order.groups, not index.ids, best_first)


# -- what was asked for, as sets ----------------------------------------------------------------------------


def _sets(index: ServiceIndex, asked: Asked, distances: Near | None) -> dict[str, int]:
    """Return for each kind of filter in use the services that it leaves."""
    every = (1 << len(index.ids)) - 1
    sets = {"": every if asked.withdrawn else index.shown}
    for kind, codes in asked.ticked.items():
        if codes and kind == "place":
            sets[kind] = _at(index, codes, distances)
        elif codes and kind not in _WHEN:
            sets[kind] = index.any_of(kind, codes)
    if when := slots(asked.ticked):
        sets["slot"] = index.any_of("slot", when)
    for mark in asked.marks:
        sets[mark] = index.bits.get((mark, "yes"), 0)
    if asked.age is not None and asked.by_age:
        sets["age"] = for_age(index, asked.age)
    if asked.miles and distances is not None:
        sets["miles"] = _within(index, distances, asked.miles)
    return sets


def slots(ticked: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Return the codes of day and time that days and parts of the day together mean; nothing when none is ticked."""
    days, parts = ticked.get("day", ()), ticked.get("part", ())
    return tuple(f"{day}-{part}" for day, part in product(days or WEEK, parts or PARTS)) if days or parts else ()


def _at(index: ServiceIndex, groups: Collection[str], distances: Near | None) -> int:
    """Return what lies in one of these groups; all of it while no distance is known."""
    every = (1 << len(index.ids)) - 1
    parts = grouped(index, every, distances)
    return every if distances is None else sum(parts[one] for one in groups if one in parts)  # they never overlap


def _within(index: ServiceIndex, distances: Near, miles: int) -> int:
    """Return what is near enough, what can be used from everywhere, and what lies nobody knows where."""
    every = (1 << len(index.ids)) - 1
    return distances.within[miles] | index.bits.get(("everywhere", "yes"), 0) | (every & ~distances.known)


def _all(sets: Mapping[str, int], words: _Words, index: ServiceIndex, *, without: str = "-") -> int:
    found = (1 << len(index.ids)) - 1
    for kind, bits in sets.items():
        if kind != without:
            found &= bits
    return found if words.order is None else found & words.order.found


def _counts(
    index: ServiceIndex, asked: Asked, sets: Mapping[str, int], words: _Words, distances: Near | None
) -> Iterator[tuple[Key, int]]:
    """Give for each code how many services it would leave beside the filters of other kinds."""
    bases: dict[str, int] = {}
    for (kind, code), bits in index.bits.items():
        if kind not in bases:
            bases[kind] = _all(sets, words, index, without=kind)
        yield (kind, code), (bases[kind] & bits).bit_count()
    base = _all(sets, words, index, without="slot")
    for kind, codes in (("day", WEEK), ("part", PARTS)):
        for code in codes:
            wanted = slots({**asked.ticked, kind: (code,)})
            yield (kind, code), (base & index.any_of("slot", wanted)).bit_count()
    if asked.age is not None:
        base = _all(sets, words, index, without="age")
        yield ("age", "yes"), (base & for_age(index, asked.age)).bit_count()
    every = _all(sets, words, index, without="")
    yield ("withdrawn", "yes"), (every & ~index.shown).bit_count()
    if distances is not None:
        base = _all(sets, words, index, without="place")
        for group, bits in grouped(index, base, distances).items():
            yield ("place", group), bits.bit_count()
        base = _all(sets, words, index, without="miles")
        for miles in MILES:
            yield ("miles", str(miles)), (base & _within(index, distances, miles)).bit_count()


# -- words --------------------------------------------------------------------------------------------------


def _search(session: Session, typed_text: str, index: ServiceIndex) -> _Words:
    known = shipped_words()
    typed = typed_words(typed_text, known.small)
    if not typed.words:
        return _Words(None)

    def found_by(words: Typed, notice: str = "") -> _Words | None:
        """Find whole words before mere beginnings: somebody who typed "refuge" may well be done."""
        whole_words = groups_of(replace(words, unfinished=False), known.same)
        whole = find_in_parts(session, whole_words, names=True)
        first = order = word_order(index, whole)
        if words.unfinished:
            more = find_more(session, groups_of(words, known.same), whole_words, whole)
            order += word_order(index, more)
        if not order.found:
            return None
        aside = _aside(session, index, words, frozenset().union(*whole_words))
        suits = index.any_of("need", needs_named(words.words, index.rules)) & order.found
        named = index.of_faces(whole.named) & ~aside
        # "Jobs": what helps people into work comes before a house that is called "Care Jobs".
        return _Words(order, notice, named & suits if suits else named, order.found & ~first.found | aside, suits)

    if found := found_by(typed):
        return found
    put_right = mended(typed, index.words, known.same)
    if put_right:
        said = f"Nothing has “{' '.join(typed.words)}”. These have “{' '.join(put_right.words)}”."
        if found := found_by(put_right, said):
            return found
    return _instead(session, index, put_right or typed, known.same)


def _instead(session: Session, index: ServiceIndex, words: Typed, same: Mapping[str, frozenset[str]]) -> _Words:
    """Find what helps with the need that the words name, else what has some of them: most of them first, or the rarest.

    Nothing is found for words that name no need where each alone is nowhere.
    """
    needs = [need for need in needs_named(words.words, index.rules) if index.any_of("need", (need,))]
    groups = groups_of(words, same)
    sets = [index.of_faces(find_in_parts(session, (group,)).others) for group in groups] if len(groups) > 1 else []
    parts = [_surely(session, index, needs), index.any_of("need", needs), *most_first(sets)]
    found = reduce(or_, parts)
    best = next((bits for bits in parts if bits), 0)
    notice = ""
    if needs:
        helps = " or ".join(index.rules.needs[need].helps for need in needs)
        notice = f"Nothing has “{' '.join(words.words)}”. These may help with {helps}."
    elif found:
        notice = "No service has all of these words. These have some of them."
    return _Words(WordOrder(tuple(parts), found), notice, best, found & ~best)


def _surely(session: Session, index: ServiceIndex, needs: Collection[str]) -> int:
    """Return the set of those that help with a need by more than one word of theirs, or by their name."""
    faces = session.scalars(
        select(ServiceNeed.face_id).where(ServiceNeed.need.in_(needs), ServiceNeed.points >= _SURE_POINTS)
    )
    return index.of_faces(list(faces)) if needs else 0


def _aside(session: Session, index: ServiceIndex, words: Typed, also: Collection[str]) -> int:
    """Return the set of those in which the words mean something else ("refuge" is one for wild animals).

    ``also`` are words that mean the same: whoever looks for "PIP" has no use for the benefits of yoga.
    """
    needs, phrases = meant(words.words, index.rules, also)
    found = index.of_faces(find_faces(session, (phrases,))) if phrases else 0
    return found & ~index.any_of("need", needs)


def _named(session: Session, index: ServiceIndex, typed_text: str, found: _Words) -> list[int]:
    """Return those of the first found whose name holds every word that was typed, and that help if any does."""
    typed = fold(typed_text).split()
    if found.order is None:
        return []
    looked_at = islice(first_by_words(index, found.order, found.suits or found.order.found), _LOOKED_AT)
    first = {index.ids[place]: place for place in looked_at}
    rows = session.execute(
        select(Service.id, ServiceFace.sort_name)
        .join(ServiceFace, ServiceFace.id == Service.face_id)
        .where(Service.id.in_(first))
    )
    return [
        first[row.id]
        for row in rows
        if all(any(word.startswith(one) for word in row.sort_name.split()) for one in typed)
    ]


# -- nothing found ------------------------------------------------------------------------------------------

_TAKE_OFF = {
    "topic": "the topics", "mode": "the ways to go", "access": "how to get in", "cost": "what it costs",
    "language": "the languages", "accessibility": "what helps to get in", "day": "the days", "part": "the times of day",
    "only_for": "who it is for", "area": "the area", "need": "the needs", "list": "the lists", "place": "where it is",
}  # fmt: skip


def _what_would_help(index: ServiceIndex, asked: Asked, words: _Words, distances: Near | None) -> str:
    """Say that nothing fits, and which one filter to take off to see some after all."""
    if not index.ids:
        return "There are no services on this PC yet. Bring in a list, or add a service."
    ways = {_TAKE_OFF[kind]: _without(asked, kind) for kind, codes in asked.ticked.items() if codes}
    ways |= {"how far": replace(asked, miles=0)} if asked.miles else {}
    ways |= {"their age": replace(asked, age=None)} if asked.age is not None and asked.by_age else {}
    ways |= {"the ticks about what is known here": replace(asked, marks=frozenset())} if asked.marks else {}
    more = {name: _all(_sets(index, way, distances), words, index).bit_count() for name, way in ways.items()}
    name = max(more, key=lambda way: more[way], default="")
    if not name or not more[name]:
        return "No service fits. Try other words, or fewer."
    return f"No service fits all of these. Take off {name} to see {more[name]}."


def _without(asked: Asked, kind: str) -> Asked:
    return replace(asked, ticked={one: codes for one, codes in asked.ticked.items() if one != kind})
