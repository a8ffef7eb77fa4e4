"""Which service of a list is which, from one release to the next: ids of lists cannot be trusted alone.

In a real series of releases every id was given to another service (shared design notes on directories), so a service is
known by its name, its postcode and its phone as well. Pure, but for what it is handed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from workwell_desktop.casework.service_words import fold
from workwell_desktop.directory.record import ServiceRecord

_APART = re.compile(r"[^\w]+")
_NO_DIGIT = re.compile(r"\D+")
STRANGE_SHARE = 0.05
"""More of the keys than that given to other services, and the file was renumbered (design notes on directories, 4)."""

FEWEST_RENEWED = 5
"""Of fewer new ids nothing is said: a publisher may have entered a few services again."""


@dataclass(frozen=True)
class Known:
    """What a service is known by, besides the list's id: each folded and without spaces, empty when not said."""

    name: str
    postcode: str
    phone: str


@dataclass(frozen=True)
class Live:
    """One record of a list as it stands: its ids, the list's key, and what it is known by."""

    record_id: int
    said_id: int
    key: str
    known: Known
    listed: bool


def known_by(record: ServiceRecord) -> Known:
    """Return what a record is known by; of several places the first with a postcode, of phones the last ten digits."""
    postcode = next((place.postcode for place in record.places if place.postcode), "")
    return Known(
        _APART.sub("", fold(record.name)), _APART.sub("", postcode.upper()), _NO_DIGIT.sub("", record.phone)[-10:]
    )


def without_keys(record: ServiceRecord) -> ServiceRecord:
    """Return a record's facts alone, to be compared with those of another: without ids of the list, in one order.

    Many publishers give categories, places and times in another order each time they are asked.
    """
    places = sorted(record.places, key=lambda place: repr(replace(place, key="")))
    order = {place.key: str(number) for number, place in enumerate(places)}
    times = (replace(one, place=order.get(one.place, one.place)) for one in record.times)
    return replace(
        record,
        key="",
        organisation_key="",
        places=tuple(replace(place, key="") for place in places),
        times=tuple(sorted(times, key=repr)),
        terms=tuple(sorted(record.terms, key=repr)),
        areas=tuple(sorted(record.areas, key=repr)),
        languages=tuple(sorted(record.languages)),
        organisation_ids=tuple(sorted(record.organisation_ids)),
    )


class Roll:
    """The live records of one list, each of which is claimed by one incoming record at most.

    ``matched`` counts incoming keys that were there, ``strange`` those of them that now mean another service. ``sure``
    counts records that were known by name and place, ``renewed`` those of them whose key was never there.
    """

    def __init__(self, live: Iterable[Live]) -> None:
        """Take the records; those still listed go before withdrawn ones that may come back."""
        self.matched = 0
        self.strange = 0
        self.sure = 0
        self.renewed = 0
        self._by_key: dict[str, list[Live]] = {}
        self._by_name: dict[tuple[str, str], list[Live]] = {}
        self._names: Counter[str] = Counter()
        self._by_trait: dict[tuple[str, str, str], list[Live]] = {}
        self._came: Counter[tuple[str, str, str]] = Counter()
        self._open: dict[int, Live] = {}
        self._keys_hold: bool | None = None
        for one in sorted(live, key=lambda row: not row.listed):
            self._by_key.setdefault(one.key, []).append(one)
            self._by_name.setdefault((one.known.name, one.known.postcode), []).append(one)
            self._names[one.known.name] += 1
            for trait in _traits(one.key, one.known):
                self._by_trait.setdefault(trait, []).append(one)
            self._open[one.record_id] = one

    def has(self, key: str) -> bool:
        """Say whether the list had this key."""
        return key in self._by_key

    def may_know(self, key: str, known: Known) -> bool:
        """Say whether a record that is not surely known is to be asked for perhaps."""
        return self.has(key) or any(trait in self._by_trait for trait in _traits(key, known))

    def surely(self, key: str, known: Known) -> Live | None:
        """Claim the record of the same name at the same postcode: of several that of the phone, then of the key.

        One of a list whose name and postcode several share is surely none of them when neither phone nor key say so.
        """
        self.matched += self.has(key)
        self._came.update(_traits(key, known))
        there = self._by_name.get((known.name, known.postcode), [])
        free = [one for one in there if one.record_id in self._open]
        found = max(free, key=lambda one: _likeness(one, key, known), default=None)
        if found is None:
            return None
        alone = len(there) == 1 and bool(known.postcode or found.known.phone == known.phone)
        if not (alone or any(_likeness(found, key, known))):
            return None
        self.strange += found.key != key and self.has(key)
        self.sure += 1
        self.renewed += not (self.has(key) or _is_made(key) or _is_made(found.key))
        return self._claim(found)

    def perhaps(self, key: str, known: Known) -> Live | None:
        """Claim the record of the same key that has moved or was renamed, where the rest says it is the same service.

        To be asked after every incoming record was asked for surely: only then it is known whether keys mean anything
        in this file. Where they were given anew, a key says nothing for a service of another name, nor for one whose
        name several share. In a list without ids one that has moved keeps its name and phone, one that was renamed its
        postcode and phone.
        """
        if self._keys_hold is None:
            self._keys_hold = not is_renumbered(self.strange, self.matched)
        for one in self._by_key.get(key, ()):
            if one.record_id in self._open and self._is_same(one.known, known):
                return self._claim(one)
        self.strange += self.has(key)
        for trait in _traits(key, known):  # of a list without ids: one that nobody shares, before and now
            there = self._by_trait.get(trait, [])
            if len(there) == self._came[trait] == 1 and there[0].record_id in self._open:
                return self._claim(there[0])
        return None

    def missing(self) -> list[Live]:
        """Return the listed records that no incoming one has claimed."""
        return [one for one in self._open.values() if one.listed]

    def _is_same(self, old: Known, new: Known) -> bool:
        pairs = [(old.postcode, new.postcode), (old.phone, new.phone)]
        said = [before == now for before, now in pairs if before and now]
        if old.name != new.name:
            return bool(self._keys_hold and said and all(said))
        return bool(self._keys_hold or (self._names[old.name] == 1 and (any(said) or not said)))

    def _claim(self, one: Live) -> Live:
        del self._open[one.record_id]
        return one


def is_renumbered(strange: int, matched: int) -> bool:
    """Say whether so many of the keys that were there mean another service that none of them can be trusted."""
    return strange > STRANGE_SHARE * matched


def is_renewed(renewed: int, sure: int) -> bool:
    """Say whether most services that are surely known have ids that were never there."""
    return renewed >= FEWEST_RENEWED and renewed > sure / 2


def _traits(key: str, known: Known) -> tuple[tuple[str, str, str], ...]:
    """Return what a service without an id of the list is still known by when it has moved or was renamed."""
    if not _is_made(key) or not known.phone:  # an id says more
        return ()
    moved = ("name", known.name, known.phone)
    return (moved, ("place", known.postcode, known.phone)) if known.postcode else (moved,)


def _is_made(key: str) -> bool:
    """Say whether a reader made the key of a name, because the list gives no id."""
    return "|" in key or key.startswith("name/")


def _likeness(one: Live, key: str, known: Known) -> tuple[bool, bool]:
    return bool(known.phone) and one.known.phone == known.phone, one.key == key
