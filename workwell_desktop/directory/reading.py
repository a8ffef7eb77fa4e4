"""What every reader of other people's lists gives back, one piece at a time: services, refused rows, and alarms.

A reader never holds the whole list: pieces come in the order of the file, and a reader that is closed stops reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from workwell_desktop.directory.record import ServiceRecord

AlarmKind = Literal["renumbered", "shrunk", "truncated", "encoding"]
ORGANISATION = "organisation/"
"""The key of a record begins with this where a list names an organisation that has no service of its own."""


@dataclass(frozen=True)
class Found:
    """One service, and where it stands: the file's name and the row or place in it, counted from 1."""

    record: ServiceRecord
    where: str
    row: int


@dataclass(frozen=True)
class Refused:
    """A row or an entry that could not be used, where it stands, and a sentence that says why."""

    where: str
    row: int
    reason: str


@dataclass(frozen=True)
class Alarm:
    """Something about the whole file that a person has to know before it is used."""

    kind: AlarmKind
    sentence: str


Piece = Found | Refused | Alarm
Pieces = Iterator[Piece]

Told = Callable[[int, int], None]
"""Called now and then with how many bytes of how many have been read."""


def broken_off(where: str, row: int) -> Iterator[Piece]:
    """Tell that a file ends inside its last row, which is left out: its last cell may be half of what it was."""
    yield Refused(where, row, "The file breaks off in this row. It was left out.")
    yield Alarm("truncated", f"The file {where} breaks off in row {row:,}. What stands before it was read.")


def garbled_before(rows: int, where: str = "") -> Alarm:
    """Tell in how many rows letters had been read in the wrong way before they came here."""
    many, within = "1 row" if rows == 1 else f"{rows:,} rows", f" of the file {where}" if where else ""
    return Alarm(
        "encoding", f"Letters in {many}{within} were once read in the wrong way. They were mended where we could."
    )
