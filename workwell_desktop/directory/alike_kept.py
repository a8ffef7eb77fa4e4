"""Keeps the facts of many entries in little memory and gives them back one by one. Pure.

Whole, those of 50,000 entries fill a gigabyte; packed, 40 MB. The few that were asked for last stay whole, since what
is held against each other comes in groups.
"""

from __future__ import annotations

import hashlib
import marshal
import zlib
from array import array
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import fields

from workwell_desktop.directory.alike_facts import Entry, Facts, written_out

_WHOLE = 1_000  # facts that stay whole; each takes some 18 kB
_CELLS = tuple(one.name for one in fields(Entry) if one.name != "words")  # those were read to make the facts
_SAID = tuple(one.name for one in fields(Entry) if one.name not in {"id", "position", "topics"})
_NAMES = tuple(one.name for one in fields(Facts) if one.name != "entry")


class KeptFacts:
    """Facts by their places, from 0 in the order they came. Of their entries all stays but the words.

    ``ids`` are those of the entries; ``contents`` has the same number for entries that say the same of
    themselves, though a place may be known of one of them, or a topic.
    """

    def __init__(self) -> None:
        """Keep nothing yet."""
        self.ids = array("q")
        self.contents = array("Q")
        self._packed: list[bytes] = []
        self._whole: OrderedDict[int, Facts] = OrderedDict()

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._packed)

    def keeping(self, facts: Iterable[Facts]) -> Iterator[Facts]:
        """Keep facts while they pass by. The ids of their entries fit 64 bits."""
        for one in facts:
            self._hold(len(self._packed), one)
            self._packed.append(_packed(one))
            self.ids.append(one.entry.id)
            self.contents.append(number_of(written_out(one.entry, _SAID)))
            yield one

    def __getitem__(self, place: int) -> Facts:
        """Return the facts at a place. Raises ``IndexError``."""
        one = self._whole.get(place)
        if one is None:
            one = _unpacked(self._packed[place])
            self._hold(place, one)
        else:
            self._whole.move_to_end(place)
        return one

    def _hold(self, place: int, one: Facts) -> None:
        self._whole[place] = one
        if len(self._whole) > _WHOLE:
            self._whole.popitem(last=False)


def number_of(text: str) -> int:
    """Return a number of 64 bits that stands for a text; two texts hardly ever have the same."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _packed(one: Facts) -> bytes:
    cells = tuple(getattr(one.entry, name) for name in _CELLS)
    return zlib.compress(marshal.dumps((cells, *(getattr(one, name) for name in _NAMES))), 1)


def _unpacked(packed: bytes) -> Facts:
    # Only what this process packed a moment ago comes here.
    cells, *values = marshal.loads(zlib.decompress(packed))  # noqa: S302 - see above
    return Facts(Entry(**dict(zip(_CELLS, cells, strict=True))), **dict(zip(_NAMES, values, strict=True)))
