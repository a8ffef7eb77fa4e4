"""In which order found services stand: what fits the participant, near, from anywhere, and nobody knows where.

What nobody has vouched for lately stands a few places further down, what has a star here further up. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from workwell_desktop.casework.service_index import Near, ServiceIndex, members, set_of
from workwell_desktop.places.distance import KM_IN_A_MILE

BEST, NEAR, EVERYWHERE, UNKNOWN = "best", "near", "everywhere", "unknown"
"""How rows are grouped: what fits the participant; by distance, from everywhere, and where nobody knows."""

_CLOSE_KM, _AWAY_KM = 10 * KM_IN_A_MILE, 60 * KM_IN_A_MILE
_MOVED = 10  # places that a service loses or gains


@dataclass(frozen=True)
class Ordered:
    """Places in the index, each with its group (empty where there are none), and how many there are of each group."""

    places: Sequence[tuple[int, str]]
    groups: dict[str, int]


def ordered(
    index: ServiceIndex,
    found: int,
    words: Sequence[int] | None,
    distances: Near | None,
    suggested: Sequence[int],
    most: int,
    *,
    named: Collection[int] = (),
    begun: Collection[int] = (),
) -> Ordered:
    """Return the first ``most`` of what was found.

    ``words`` are places in the order of the words that were typed, nothing where none were. ``suggested`` are places,
    the best first: they stand first, or further up among what the words found. ``named`` are places whose name was
    typed: nothing moves above them. ``begun`` hold only the beginning of a word that was typed: they follow all others.
    """
    best = [place for place in suggested if found >> place & 1] if words is None else []
    rest = found & ~set_of(best, len(index.ids))
    parts = {BEST: rest ^ found, **grouped(index, rest, distances)}
    groups = {name: bits.bit_count() for name, bits in parts.items() if bits}
    if set(groups) == {""}:
        groups = {}
    lifted = set_of(suggested, len(index.ids)) if words is not None else 0
    behind = 3 * _MOVED + (len(words) if words is not None else 0)
    up = {**dict.fromkeys(named, 3 * _MOVED), **dict.fromkeys(begun, -behind)}

    def all_of() -> Iterator[tuple[int, str]]:
        yield from ((place, BEST) for place in best)
        for name, bits in parts.items():
            if name != BEST and bits:
                ranked = _ranked(index, bits, words, distances if name == NEAR else None, lifted, up, most)
                yield from ((place, name) for place in ranked)

    return Ordered(list(islice(all_of(), most)), groups)


def by_words_and_distance(
    index: ServiceIndex,
    found: int,
    words: Sequence[int],
    buckets: Mapping[int, int],
    distances: Near,
    most: int,
    suggested: Sequence[int] = (),
) -> Ordered:
    """Return the first ``most`` of what was found, in one list: by how well the words fit, and then the nearest.

    ``buckets`` say by place how well, 0 the best. What is given everywhere follows what lies within 10 miles, and
    what can only be gone to over 60 miles away stands at the very end. Among what fits as well and lies in the same
    of these, what has a star here or is ``suggested`` comes first; what lies as far keeps the order of the words.
    """
    size = len(index.ids)
    wanted, everywhere = _marks(found, size), _marks(index.bits.get(("everywhere", "yes"), 0), size)
    first = _marks(index.bits.get(("starred", "yes"), 0) | set_of(suggested, size), size)

    def standing(place: int) -> tuple[bool, int, int, bool, float]:
        at, bit = place >> 3, place & 7
        later = not first[at] >> bit & 1
        if everywhere[at] >> bit & 1:
            return False, buckets.get(place, 1), 1, later, 0.0
        km = distances.km.get(place)
        if km is None:
            return False, buckets.get(place, 1), 3, later, 0.0
        return km > _AWAY_KM, buckets.get(place, 1), 0 if km <= _CLOSE_KM else 2, later, km

    order = sorted([place for place in words if wanted[place >> 3] >> (place & 7) & 1], key=standing)
    return Ordered([(place, "") for place in order[:most]], {})


def _marks(bits: int, size: int) -> bytes:
    """Return a set of bits as bytes: to look into them for each of many places is quicker than to shift the whole."""
    return bits.to_bytes(size // 8 + 1, "little")


def grouped(index: ServiceIndex, found: int, distances: Near | None) -> dict[str, int]:
    """Part what was found by where it is given; all in one without a name where no distance is known."""
    if distances is None:
        return {"": found}
    everywhere = index.bits.get(("everywhere", "yes"), 0)
    near = found & distances.known & ~everywhere
    return {NEAR: near, EVERYWHERE: found & everywhere, UNKNOWN: found & ~everywhere & ~near}


def _ranked(
    index: ServiceIndex,
    found: int,
    words: Sequence[int] | None,
    distances: Near | None,
    lifted: int,
    lifts: Mapping[int, int],
    most: int,
) -> list[int]:
    enough = most + 2 * _MOVED
    order = words if words is not None else distances.order if distances is not None else None
    if order is None:
        first = list(islice(members(found), enough))
    else:
        marks = _marks(found, len(index.ids))
        first = list(islice((place for place in order if marks[place >> 3] >> (place & 7) & 1), enough))
    fresh = index.bits.get(("fresh", "yes"), 0)
    starred = index.bits.get(("starred", "yes"), 0)

    def moved(number: int) -> int:
        place = first[number]
        up = (starred >> place & 1) + (lifted >> place & 1)
        return number + _MOVED * ((not fresh >> place & 1) - up) - lifts.get(place, 0)

    return [first[number] for number in sorted(range(len(first)), key=moved)][:most]
