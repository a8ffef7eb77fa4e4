"""The districts of Great Britain by their codes, with the days on which some began and ended.

Names come from ``resources/places/districts.csv``, changes from ``about.toml`` beside it. Lists of services carry the
codes of their day, so two codes are compared by what became of each.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType

from workwell_desktop.datafiles import DataFileProblem, Table, read_table
from workwell_desktop.paths import resources

_MEND = "Install WorkWell again."


@dataclass(frozen=True)
class District:
    """One district by its code. ``valid_from`` and ``valid_to`` are its first and last day where a change is known.

    ``became`` is the code of the one that took over, empty while it stands.
    """

    code: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    became: str = ""


@dataclass(frozen=True)
class PlaceFacts:
    """Every district by its code, what the tables of places are made of, and the lines that the licences ask for."""

    districts: Mapping[str, District]
    sources: tuple[str, ...]
    licence: str
    attributions: tuple[str, ...]
    not_here: str
    checked: date


def read_districts(folder: Path) -> PlaceFacts:
    """Read ``about.toml`` and ``districts.csv`` of a folder. Raises ``DataFileProblem`` naming file and fault."""
    top = read_table(folder / "about.toml")
    about = top.table("about")
    if about is None:
        raise top.problem("“about” is missing.")
    districts = {code: District(code, name) for code, name in _names(folder / "districts.csv").items()}
    for change in sorted(top.tables("changes"), key=lambda entry: entry.day("on")):
        _change(change, districts)
    facts = PlaceFacts(
        MappingProxyType(districts),
        about.texts("sources"),
        about.text("licence"),
        about.texts("attributions"),
        about.text("not_here"),
        about.day("checked"),
    )
    about.done()
    top.done()
    return facts


@cache
def shipped_districts() -> PlaceFacts:
    """Return the districts that ship with the program."""
    return read_districts(resources() / "places")


def place_attributions() -> tuple[str, ...]:
    """Return the lines that must stand where the program says what it is made of, and in exports."""
    return shipped_districts().attributions


def district(code: str, facts: PlaceFacts | None = None) -> District | None:
    """Return a district by its code, whether or not it still stands; nothing when it is not known."""
    return (facts or shipped_districts()).districts.get(code.strip().upper())


def district_on(code: str, day: date, facts: PlaceFacts | None = None) -> District | None:
    """Return what a district is on a day: itself, or what became of it by then; nothing for an unknown code.

    A day before it began does not lead back: several may have come together.
    """
    found = district(code, facts)
    while found is not None and found.valid_to is not None and day > found.valid_to:
        found = district(found.became, facts)
    return found


def same_district(one: str, other: str, facts: PlaceFacts | None = None) -> bool:
    """Say whether two codes are the same district by now. A code that is not known is the same as itself alone."""
    return _today(one, facts) == _today(other, facts) != ""


def _today(code: str, facts: PlaceFacts | None) -> str:
    found = district_on(code, date.max, facts)
    return found.code if found else code.strip().upper()


def _names(path: Path) -> dict[str, str]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            head, *rows = list(csv.reader(file))
        if head != ["code", "name"]:
            raise DataFileProblem(f"The file {path.name} has other columns than this program knows.", _MEND)
        return {code: name for code, name in rows}  # noqa: C416 - a row of three fails here
    except (OSError, ValueError, csv.Error) as problem:  # missing, not text, or a row of another length
        raise DataFileProblem(f"The file {path.name} is missing or cannot be read.", _MEND) from problem


def _change(entry: Table, districts: dict[str, District]) -> None:
    day, code = entry.day("on"), entry.text("became")
    ended = entry.table("ended")
    if ended is None:
        raise entry.problem("“ended” is missing.")
    known = districts.get(code)
    name = entry.text("name", known.name if known else "")
    if not name:
        raise entry.problem(f"{code} is not in the table of districts, so it needs a “name”.", "became")
    districts[code] = District(code, name, day, known.valid_to if known else None, known.became if known else "")
    for old in ended.values:
        before = districts.get(old)
        first = before.valid_from if before else None
        districts[old] = District(old, ended.text(old), first, day - timedelta(days=1), code)
    entry.done()
