"""The care boards of England as dated facts, read from ``resources/areas/icb.toml``.

A key is permanent, so a record keeps the board that was right on its day. Where no code has been published to us, there
is none. Where the area of a board was shared out, its successors name the districts that each took.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from workwell_desktop.datafiles import Table, read_table
from workwell_desktop.paths import resources

CHECK = "check before use"


@dataclass(frozen=True)
class Successor:
    """The board that took over, by key, which part of the area ("" for all of it), and the codes of its districts.

    Of several successors the one without districts took the rest.
    """

    key: str
    part: str
    districts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Area:
    """One care board. ``valid_to`` is its last day, nothing while it stands.

    ``pilot`` marks the 15 places where WorkWell began; ``fit_notes_2023`` counts fit notes from January to December
    2023 where that was published; ``provisional`` says that name and codes still wait for the official register.
    """

    key: str
    name: str
    ods: str
    ons: str
    valid_from: date
    valid_to: date | None
    successors: tuple[Successor, ...]
    pilot: bool
    fit_notes_2023: int | None
    provisional: bool

    @property
    def label(self) -> str:
        """Return the name as it is said: without "NHS" and "Integrated Care Board"."""
        return self.name.removeprefix("NHS ").removesuffix(" ICB").removesuffix(" Integrated Care Board")

    def stood_on(self, day: date) -> bool:
        """Say whether the board stood on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class AreaFacts:
    """Every board by key, where the facts are from, and the lines that the licences ask to be shown."""

    areas: Mapping[str, Area]
    sources: tuple[str, ...]
    attributions: tuple[str, ...]
    checked: date


def read_areas(path: Path) -> AreaFacts:
    """Read the boards of a file. Raises ``DataFileProblem`` naming the file, the entry and the reason."""
    top = read_table(path)
    about = top.table("about")
    if about is None:
        raise top.problem("“about” is missing.")
    areas: dict[str, Area] = {}
    for entry in top.tables("areas", at_least=1):
        area = _area(entry)
        if area.key in areas:
            raise entry.problem(f"the key {area.key} stands there twice.")
        areas[area.key] = area
    for area in areas.values():
        for successor in area.successors:
            if successor.key not in areas:
                raise top.problem(f"{area.key} names the successor {successor.key}, which is not there.")
    facts = AreaFacts(
        MappingProxyType(areas), about.texts("sources"), about.texts("attributions"), about.day("checked")
    )
    about.done()
    top.done()
    return facts


@cache
def shipped_boards() -> AreaFacts:
    """Return the boards that ship with the program."""
    return read_areas(resources() / "areas" / "icb.toml")


def board_on(key: str, day: date, district: str, facts: AreaFacts | None = None) -> Area | None:
    """Return the board that has the area of another on a day, followed through its successors; nothing before it began.

    ``district`` is the code that decides where the area was shared out.
    """
    areas = (facts or shipped_boards()).areas
    board = areas.get(key)
    while board is not None and board.valid_to is not None and day > board.valid_to:
        board = areas[_taker(board, district).key]
    return board if board is not None and board.stood_on(day) else None


def _taker(board: Area, district: str) -> Successor:
    named = next((one for one in board.successors if district in one.districts), None)
    return named or next((one for one in board.successors if not one.districts), board.successors[0])


def _area(entry: Table) -> Area:
    found = Area(
        key=entry.text("key"),
        name=entry.text("name"),
        ods=entry.text("ods", ""),
        ons=entry.text("ons", ""),
        valid_from=entry.day("valid_from"),
        valid_to=entry.day("valid_to") if "valid_to" in entry.values else None,
        successors=tuple(_successor(one) for one in entry.tables("successors")),
        pilot=entry.flag("pilot", default=False),
        fit_notes_2023=entry.whole("fit_notes_2023") if "fit_notes_2023" in entry.values else None,
        provisional=entry.flag("provisional", default=False),
    )
    if found.valid_to is not None and found.valid_to < found.valid_from:
        raise entry.problem("“valid_to” is before “valid_from”.")
    if (found.valid_to is None) == bool(found.successors):
        raise entry.problem("a board that has ended names its successors, and one that stands names none.")
    entry.done()
    return found


def _successor(entry: Table) -> Successor:
    found = Successor(entry.text("to"), entry.text("part", ""), frozenset(entry.texts("districts", ())))
    entry.done()
    return found
