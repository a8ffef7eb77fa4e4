"""In which order found services stand: what fits the participant, near, from anywhere, and nobody knows where.

What nobody has vouched for lately stands a few places further down, what has a star here further up. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from workwell_desktop.casework.service_index import Near, ServiceIndex, marks_of, members, set_of
from workwell_desktop.casework.service_word_order import WordOrder, first_by_words

BEST, NEAR, EVERYWHERE, UNKNOWN = "best", "near", "everywhere", "unknown"
"""How rows are grouped: what fits the participant; by distance, from everywhere, and where nobody knows."""

_CLOSE_MILES = 10  # one of MILES
_FEW = 1_000  # so many are sorted sooner than they are picked from all by distance
_MOVED = 10  # places that a service loses or gains


@dataclass(frozen=True)
class Ordered:
    """Places in the index, each with its group (empty where there are none), and how many there are of each group."""

    places: Sequence[tuple[int, str]]
    groups: dict[str, int]


def ordered(
    index: ServiceIndex,
    found: int,
    words: WordOrder | None,
    distances: Near | None,
    suggested: Sequence[int],
    most: int,
    *,
    named: Collection[int] = (),
    begun: int = 0,
    suits: int = 0,
) -> Ordered:
    """Return the first ``most`` of what was found.

    ``words`` is the order of the words that were typed, nothing where none were. ``suggested`` are places, the best
    first: they stand first, or further up among what the words found. ``named`` are places whose name was typed:
    nothing moves above them. ``begun`` is a set of those that hold only the beginning of a word that was typed: they
    follow all others. ``suits`` is a set of those that help with what the words name: they stand further up.
    """
    best = [place for place in suggested if found >> place & 1] if words is None else []
    rest = found & ~set_of(best, len(index.ids))
    parts = {BEST: rest ^ found, **grouped(index, rest, distances)}
    groups = {name: bits.bit_count() for name, bits in parts.items() if bits}
    if set(groups) == {""}:
        groups = {}
    lifted = set_of(suggested, len(index.ids)) | suits if words is not None else 0

    def all_of() -> Iterator[tuple[int, str]]:
        yield from ((place, BEST) for place in best)
        for name, bits in parts.items():
            if name != BEST and bits:
                order = _order(index, bits, words, distances if name == NEAR else None)
                ranked = _ranked(index, list(islice(order, most + 2 * _MOVED)), lifted, named, begun)
                yield from ((place, name) for place in ranked[:most])

    return Ordered(list(islice(all_of(), most)), groups)


def by_words_and_distance(
    index: ServiceIndex,
    found: int,
    words: WordOrder,
    fits: tuple[int, int],
    distances: Near,
    most: int,
    suggested: Sequence[int] = (),
    *,
    suits: int = 0,
) -> Ordered:
    """Return the first ``most`` of what was found, in one list: by how well the words fit, and then the nearest.

    ``fits`` are two sets: those whose name holds the words, which come first, and those in which a word is only begun,
    which follow all others; the second holds where a service is in both. What is given everywhere follows what lies
    within 10 miles, and what can only be gone to over 60 miles away stands at the very end. Among what fits as well
    and lies in the same of these, what has a star here, is ``suggested`` or ``suits`` what the words name comes first;
    what lies as far keeps the order of the words.
    """
    size, places = len(index.ids), list[int]()
    first = index.bits.get(("starred", "yes"), 0) | set_of(suggested, size) | suits
    for group, placed in _classes(index, found & words.found, fits, distances, first):
        if len(places) >= most:
            break
        left = most - len(places)
        if placed:
            places += _nearest(index, group, words, distances, left)
        else:
            places += islice(first_by_words(index, words, group), left)
    return Ordered([(place, "") for place in places], {})


def _classes(
    index: ServiceIndex, found: int, fits: tuple[int, int], distances: Near, first: int
) -> Iterator[tuple[int, bool]]:
    """Give what was found in sets, those that come first first, and whether the nearest of each set come first."""
    named, begun = fits
    everywhere = index.bits.get(("everywhere", "yes"), 0)
    going = distances.known & ~everywhere
    close, away = going & distances.within[_CLOSE_MILES], going & distances.away
    for far in (False, True):
        here = found & away if far else found & ~away
        for fit in (here & named & ~begun, here & ~named & ~begun, here & begun):
            for band, placed in (
                (fit & close, True),
                (fit & everywhere, False),
                (fit & going & ~close, True),
                (fit & ~going & ~everywhere, False),
            ):
                yield from ((group, placed) for group in (band & first, band & ~first) if group)


def _nearest(index: ServiceIndex, wanted: int, words: WordOrder, distances: Near, most: int) -> list[int]:
    """Return the first ``most`` of a set by distance; what lies as far as another keeps the order of the words."""
    km = distances.km
    if wanted.bit_count() < _FEW:
        order = iter(sorted(members(wanted), key=km.__getitem__))
    else:
        marks = marks_of(wanted, len(index.ids))
        order = (place for place in distances.order if marks[place >> 3] >> (place & 7) & 1)
    first = list(islice(order, most))
    last = km[first[-1]]
    first += takewhile(lambda place: km[place] == last, order)  # the words decide which of these comes last
    alike = Counter(km[place] for place in first)
    tied = set_of([place for place in first if alike[km[place]] > 1], len(index.ids))
    ranks = {place: number for number, place in enumerate(first_by_words(index, words, tied))}
    return sorted(first, key=lambda place: (km[place], ranks.get(place, 0)))[:most]


def grouped(index: ServiceIndex, found: int, distances: Near | None) -> dict[str, int]:
    """Part what was found by where it is given; all in one without a name where no distance is known."""
    if distances is None:
        return {"": found}
    everywhere = index.bits.get(("everywhere", "yes"), 0)
    near = found & distances.known & ~everywhere
    return {NEAR: near, EVERYWHERE: found & everywhere, UNKNOWN: found & ~everywhere & ~near}


def _order(index: ServiceIndex, found: int, words: WordOrder | None, distances: Near | None) -> Iterator[int]:
    """Give the places of a set by the words, else by distance, else by name."""
    if words is not None:
        return first_by_words(index, words, found)
    if distances is None:
        return members(found)
    marks = marks_of(found, len(index.ids))
    return (place for place in distances.order if marks[place >> 3] >> (place & 7) & 1)


def _ranked(index: ServiceIndex, first: Sequence[int], lifted: int, named: Collection[int], begun: int) -> list[int]:
    fresh = index.bits.get(("fresh", "yes"), 0)
    starred = index.bits.get(("starred", "yes"), 0)

    def moved(number: int) -> int:
        place = first[number]
        up = (starred >> place & 1) + (lifted >> place & 1)
        held = 3 * _MOVED * (place in named)
        if begun >> place & 1:
            held = -3 * _MOVED - len(first)
        return number + _MOVED * ((not fresh >> place & 1) - up) - held

    return [first[number] for number in sorted(range(len(first)), key=moved)]
