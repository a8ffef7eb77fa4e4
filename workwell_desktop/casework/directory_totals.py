"""What is counted and remembered while a list is read: totals, alarms, refused rows, and what it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from workwell_desktop.directory.reading import ORGANISATION, Alarm, Found, Pieces, Refused
from workwell_desktop.directory.record import ServiceRecord

_MOST_REFUSED = 5_000  # rows named in the report; the number counts all
_COUNTED = ("added", "changed", "unchanged", "withdrawn")


class Stopped(Exception):
    """Somebody pressed Cancel while a list was being read. Nothing of it stays."""


@dataclass
class Totals:
    """What a file held: records, those that are services, lines of opening times, and what organisations and places."""

    records: int = 0
    services: int = 0
    schedules: int = 0
    organisations: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)

    def count(self, record: ServiceRecord) -> None:
        """Count one record."""
        self.records += 1
        self.services += not record.key.startswith(ORGANISATION)
        self.schedules += len(record.times)
        self.organisations.update(filter(None, [record.organisation_key or record.organisation]))
        self.places.update(filter(None, (one.key or one.address + one.postcode for one in record.places)))


@dataclass
class Gathered:
    """What is known of a file so far: totals, alarms, refused rows, and what it changes.

    ``renewed`` are those of the unchanged whose ids or order alone are new: they are written too.
    """

    totals: Totals = field(default_factory=Totals)
    alarms: list[tuple[str, str]] = field(default_factory=list)
    refused: list[tuple[str, int, str]] = field(default_factory=list)
    refused_count: int = 0
    renewed: int = 0
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_COUNTED, 0))
    lone: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_COUNTED, 0))

    def note(self, what: str, key: str) -> None:
        """Count what a record comes to ("added" ...); ``lone`` are organisations among them without a service."""
        self.counts[what] += 1
        self.lone[what] += key.startswith(ORGANISATION)

    def services(self, pieces: Pieces, stopped: Callable[[], bool]) -> Iterator[Found]:
        """Give the services and remember the rest."""
        for piece in pieces:
            if stopped():
                raise Stopped
            if isinstance(piece, Alarm):
                self.alarms.append((piece.kind, piece.sentence))
            elif isinstance(piece, Refused):
                self._refuse(piece)
            else:
                yield piece

    def _refuse(self, piece: Refused) -> None:
        self.refused_count += 1
        if len(self.refused) < _MOST_REFUSED:
            self.refused.append((piece.where, piece.row, piece.reason))
