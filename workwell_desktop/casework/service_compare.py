"""Two to four services beside each other: what it takes to choose between them, and in what they differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workwell_desktop.casework.service_facts import ServiceFacts, shortlist_words
from workwell_desktop.errors import WorkwellError

LEAST, MOST = 2, 4
NOT_KNOWN = "Nobody has said"


@dataclass(frozen=True)
class CompareRow:
    """One thing that is compared: its label, what each service has, and whether they differ in it."""

    label: str
    values: tuple[str, ...]
    differs: bool


@dataclass(frozen=True)
class Comparison:
    """Services by name, in the order they were given, and the rows."""

    names: tuple[str, ...]
    rows: tuple[CompareRow, ...]


def compare(services: Sequence[ServiceFacts]) -> Comparison:
    """Return two to four services as rows; one that nobody says anything about is left out.

    Raises ``WorkwellError`` for fewer or more.
    """
    if not LEAST <= len(services) <= MOST:
        raise WorkwellError("Two to four services can stand beside each other.", "Tick as many.")
    rows = [CompareRow(label, *_values(services, read)) for label, read in _ROWS]
    return Comparison(
        tuple(one.name for one in services),
        tuple(row for row in rows if any(value != NOT_KNOWN for value in row.values)),
    )


def _values(services: Sequence[ServiceFacts], read: Callable[[ServiceFacts], str]) -> tuple[tuple[str, ...], bool]:
    values = tuple(read(one) or NOT_KNOWN for one in services)
    return values, len({value.casefold() for value in values}) > 1


def _ways(one: ServiceFacts) -> str:
    words = shortlist_words().ways_in
    return one.how_to_refer or " ".join(words[code] for code in one.access if code in words)


def _reach(one: ServiceFacts) -> str:
    text = f"Text {one.text_number}" if one.text_number else ""
    return "\n".join(filter(None, (one.phone, text, one.email, one.web)))


_ROWS: tuple[tuple[str, Callable[[ServiceFacts], str]], ...] = (
    ("What it does", lambda one: one.what),
    ("How to go", lambda one: one.ways),
    ("How far", lambda one: one.how_far),
    ("Where", lambda one: "\n".join(one.address)),
    ("When", lambda one: "\n".join(one.when)),
    ("How to get in", _ways),
    ("How to reach them", _reach),
    ("Cost", lambda one: one.cost),
    ("Getting in", lambda one: one.getting_in),
    ("Waits people really had", lambda one: one.waits),
    ("Checked", lambda one: one.checked),
)
