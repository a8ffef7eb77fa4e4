"""What words found, and in which order it stands: worked out only as far as somebody looks.

Two letters may find every service there is. To put all of them in order takes longer than somebody waits between two
letters, and only a page of them is shown. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workwell_desktop.casework.service_index import ServiceIndex, marks_of, members, set_of
from workwell_desktop.vault.service_search import InParts

_FEW = 1_000  # so many are sorted sooner than they are picked from among many thousand others


@dataclass(frozen=True)
class WordOrder:
    """Services in the order of the words that found them, as parts one after the other, and all of them as a set.

    A part is either places in their order, or a set of bits that stands in the order of face ids. What is in several
    parts stands where it stands first.
    """

    parts: tuple[tuple[int, ...] | int, ...] = ()
    found: int = 0

    def __add__(self, others: WordOrder) -> WordOrder:
        """Return what others found behind what these found."""
        return WordOrder((*self.parts, *others.parts), self.found | others.found)


def word_order(index: ServiceIndex, found: InParts) -> WordOrder:
    """Return what a full-text search found, as far as it is in the index."""
    if found.ranked:
        places = tuple([place for face in found.others if (place := index.faces.get(face)) is not None])
        return WordOrder((places,), set_of(places, len(index.ids)))
    named, others = index.of_faces(found.named), index.of_faces(found.others)
    return WordOrder((named, others), named | others)


def most_first(sets: Sequence[int]) -> list[int]:
    """Return sets of bits, the first of what is in most of these sets; of what is in one alone the smallest first."""
    within = [0] * (len(sets) + 1)  # by in how many at least
    for bits in sets:
        for many in range(len(sets), 1, -1):
            within[many] |= within[many - 1] & bits
        within[1] |= bits
    return [*within[:1:-1], *sorted(sets, key=int.bit_count)]


def first_by_words(index: ServiceIndex, order: WordOrder, wanted: int) -> Iterator[int]:
    """Give the places of a set that words found, each once, in the order of the words."""
    left = wanted & order.found
    for part in order.parts:
        if not left:
            return
        if isinstance(part, int):
            yield from _by_face(index, part & left)
            left &= ~part
        else:
            marks = marks_of(left, len(index.ids))
            yield from (place for place in part if marks[place >> 3] >> (place & 7) & 1)
            left &= ~set_of(part, len(index.ids))


def _by_face(index: ServiceIndex, wanted: int) -> Iterator[int]:
    if wanted.bit_count() < _FEW:
        yield from sorted(members(wanted), key=index.face_ids.__getitem__)
        return
    marks = marks_of(wanted, len(index.ids))
    yield from (place for place in index.by_face if marks[place >> 3] >> (place & 7) & 1)
