"""Which service of a list is which, from one release to the next: ids of lists cannot be trusted alone.

In a real series of releases every id was given to another service (shared design notes on directories), so a service is
known by its name, its postcode and its phone as well. Pure, but for what it is handed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from workwell_desktop.casework.service_words import fold
from workwell_desktop.directory.record import ServiceRecord

_APART = re.compile(r"[^\w]+")
_NO_DIGIT = re.compile(r"\D+")


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


class Roll:
    """The live records of one list, each of which is claimed by one incoming record at most.

    ``matched`` counts incoming keys that were there, ``strange`` those of them that now mean another service.
    """

    def __init__(self, live: Iterable[Live]) -> None:
        """Take the records; those still listed go before withdrawn ones that may come back."""
        self.matched = 0
        self.strange = 0
        self._by_key: dict[str, Live] = {}
        self._by_name: dict[tuple[str, str], list[Live]] = {}
        self._open: dict[int, Live] = {}
        for one in sorted(live, key=lambda row: not row.listed):
            self._by_key.setdefault(one.key, one)
            self._by_name.setdefault((one.known.name, one.known.postcode), []).append(one)
            self._open[one.record_id] = one

    def has(self, key: str) -> bool:
        """Say whether the list had this key."""
        return key in self._by_key

    def surely(self, key: str, known: Known) -> Live | None:
        """Claim the record that an incoming one surely is: of the same name under its key, or at its postcode."""
        at_key = self._by_key.get(key)
        if at_key is not None:
            self.matched += 1
            if at_key.known.name == known.name and at_key.record_id in self._open:
                return self._claim(at_key)
        there = [one for one in self._by_name.get((known.name, known.postcode), ()) if one.record_id in self._open]
        there.sort(key=lambda one: (one.known.phone != known.phone, not one.listed))
        found = there[0] if there and (known.postcode or there[0].known.phone == known.phone) else None
        if found is not None:
            self.strange += at_key is not None
            return self._claim(found)
        return None

    def perhaps(self, key: str, known: Known) -> Live | None:
        """Claim the record of the same key under another name, where postcode or phone say it is the same service.

        To be asked after every incoming record was asked for surely. Where either differs too it is another service.
        """
        at_key = self._by_key.get(key)
        if at_key is None:
            return None
        old = at_key.known
        pairs = [(old.postcode, known.postcode), (old.phone, known.phone)]
        said = [(before, now) for before, now in pairs if before and now]
        if at_key.record_id in self._open and said and all(before == now for before, now in said):
            return self._claim(at_key)
        self.strange += 1
        return None

    def missing(self) -> list[Live]:
        """Return the listed records that no incoming one has claimed."""
        return [one for one in self._open.values() if one.listed]

    def _claim(self, one: Live) -> Live:
        del self._open[one.record_id]
        return one
