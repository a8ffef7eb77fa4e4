"""The care boards of England as dated facts: which stood on a day, and what came after one that has ended.

Facts and sources lie in ``resources/areas/icb.toml``. A key is permanent, so a record keeps the board that was right
on its day. Where no code has been published to us, there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from workwell_desktop.casework.dates import plain
from workwell_desktop.datafiles import Table, read_table
from workwell_desktop.errors import InputProblem
from workwell_desktop.paths import resources


@dataclass(frozen=True)
class Successor:
    """The board that took over, by key, and which part of the area ("" for all of it)."""

    key: str
    part: str


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


def areas_on(day: date) -> tuple[Area, ...]:
    """Return the boards that stood on a day, by name."""
    return tuple(sorted((one for one in _shipped().areas.values() if one.stood_on(day)), key=lambda one: one.label))


def area_choices(day: date | None = None) -> tuple[tuple[str, str], ...]:
    """Return boards as key and label, by name: those that stood on a day, or those that stand by the newest facts.

    The label says which were pilots, and which took in the area of a pilot.
    """
    stand = (one for one in _shipped().areas.values() if (one.stood_on(day) if day else one.valid_to is None))
    return tuple(sorted(((one.key, f"{one.label}{_pilot_mark(one)}") for one in stand), key=lambda one: one[1]))


def area_labels() -> dict[str, str]:
    """Return every board there is or was, key and label."""
    return {one.key: one.label for one in _shipped().areas.values()}


def area(code: str) -> Area | None:
    """Return a board by its key, ODS code or ONS code, whether or not it still stands; nothing when it is not known."""
    if not code:
        return None
    shipped = _shipped().areas
    return shipped.get(code) or next((one for one in shipped.values() if code in {one.ods, one.ons}), None)


def area_label(code: str) -> str:
    """Return what to call a board; a code that this program does not know is shown as it stands."""
    found = area(code)
    return found.label if found else code


def what_came_after(code: str, day: date) -> str:
    """Say in a sentence what became of a board that had ended by a day; empty while it stands or is not known."""
    found = area(code)
    if found is None or found.valid_to is None or day <= found.valid_to:
        return ""
    after = [f"{area_label(one.key)} ({one.part})" if one.part else area_label(one.key) for one in found.successors]
    unsure = any(_shipped().areas[one.key].provisional for one in found.successors)
    return " ".join(
        [
            f"{found.label} ended on {plain(found.valid_to)}.",
            f"Its area is now in {_listed(after)}.",
            *(["The new boards still wait to be checked against the official register."] if unsure else []),
        ]
    )


def check_area(code: str) -> None:
    """Raise ``InputProblem`` (``area``) for a code that is not a board; empty is fine."""
    if code and area(code) is None:
        raise InputProblem({"area": "Choose an area from the list, or leave it out."})


def area_attributions() -> tuple[str, ...]:
    """Return the lines that must stand where the program says what it is made of."""
    return _shipped().attributions


def _pilot_mark(one: Area) -> str:
    if one.pilot:
        return " (pilot area)"
    pilots = (other for other in _shipped().areas.values() if other.pilot)
    takes_in = any(one.key == successor.key for pilot in pilots for successor in pilot.successors)
    return " (takes in a pilot area)" if takes_in else ""


@cache
def _shipped() -> AreaFacts:
    return read_areas(resources() / "areas" / "icb.toml")


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
    found = Successor(entry.text("to"), entry.text("part", ""))
    entry.done()
    return found


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
