"""Where somebody lives, as services speak of it: position, district, care board, county, country. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from workwell_desktop.casework.service_words import fold
from workwell_desktop.datafiles import read_table
from workwell_desktop.directory.record import Area
from workwell_desktop.paths import resources
from workwell_desktop.places.areas import SURE, board_of
from workwell_desktop.places.boards import Area as Board
from workwell_desktop.places.boards import shipped_boards
from workwell_desktop.places.districts import same_district, shipped_districts
from workwell_desktop.places.points import Place, place_of

# Words of an area's name that one list has and another has not.
_SMALL = frozenset({"the", "of", "and", "borough", "metropolitan", "district", "council", "city", "county", "royal"})
_BOARD = re.compile(r"^NHS | ICB$| Integrated Care Board$")
_EVERYWHERE = ("United Kingdom", "UK", "Great Britain", "GB", "National", "Nationwide")


@dataclass(frozen=True)
class Where:
    """Where the participant lives. Degrees of WGS84, or nothing where the postcode is not known.

    Nine in ten postcodes of the area that was looked up lie within ``radius_km``. ``areas`` are the keys
    (:func:`area_keys`) of all that holds their home: district, county, board, country. ``known`` are the keys of all
    areas that we know, so that one elsewhere is told from one that nobody has heard of.
    """

    latitude: float | None = None
    longitude: float | None = None
    radius_km: float = 0.0
    areas: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()


@dataclass(frozen=True)
class LargerArea:
    """An area of several districts: its names, the codes of its districts, or how their codes begin."""

    names: tuple[str, ...]
    districts: frozenset[str]
    codes: tuple[str, ...]

    def holds(self, district: str) -> bool:
        """Say whether a district, by its code, lies in it."""
        return district in self.districts or bool(self.codes and district.startswith(self.codes))


def where_of(postcode: str, day: date) -> Where:
    """Return where a postcode, a sector or an outcode lies on a day; nothing is known of one that cannot be read."""
    place = place_of(postcode)
    if place is None:
        return Where()
    names = set(_EVERYWHERE)
    for larger in larger_areas():
        if place.district and larger.holds(place.district):
            names.update(larger.names)
    for code, one in shipped_districts().districts.items():
        if place.district and same_district(code, place.district):
            names.update((code, one.name))
    names.update(_boards(postcode, place, day))
    known = _known(boards=place.board_share >= SURE) if place.district else frozenset()
    return Where(place.latitude, place.longitude, place.radius_km, area_keys(names), known)


def area_keys(names: Iterable[str]) -> frozenset[str]:
    """Return the keys of areas by name or code: lower case, without accents, marks and words like "Borough of"."""
    return frozenset(key for name in names if (key := _area_key(name)))


def lives_elsewhere(areas: tuple[Area, ...], where: Where) -> bool:
    """Say whether every area that a service serves is one we know, and none holds the participant's home."""
    if not areas or not where.areas:
        return False
    return all(not keys.isdisjoint(where.known) and keys.isdisjoint(where.areas) for keys in _keys_of(areas))


def unknown_areas(areas: tuple[Area, ...], where: Where) -> tuple[Area, ...]:
    """Return the areas that a service serves and that we have never heard of; none where one holds the home."""
    if not where.areas or not where.known:
        return ()
    keys = _keys_of(areas)
    if any(not one.isdisjoint(where.areas) for one in keys):
        return ()
    return tuple(area for area, one in zip(areas, keys, strict=True) if one and one.isdisjoint(where.known))


def read_larger_areas(path: Path, districts: Mapping[str, str]) -> tuple[LargerArea, ...]:
    """Read larger areas. ``districts`` are codes by name. Raises ``DataFileProblem`` (file, entry, line, reason)."""
    top = read_table(path)
    top.text("source")
    top.text("licence")
    found = []
    for entry in top.tables("areas", at_least=1):
        named, codes = entry.texts("districts", ()), entry.texts("codes", ())
        for name in named:
            if name not in districts:
                raise entry.problem(f"“{name}” is no district.", "districts")
        if not named and not codes:
            raise entry.problem("“districts” or “codes” must be there.")
        found.append(LargerArea(entry.texts("names"), frozenset(districts[name] for name in named), codes))
        entry.done()
    top.done()
    return tuple(found)


@cache
def larger_areas() -> tuple[LargerArea, ...]:
    """Return the larger areas that ship with the program."""
    codes = {one.name: code for code, one in shipped_districts().districts.items() if not one.became}
    return read_larger_areas(resources() / "services" / "areas.toml", codes)


def _boards(postcode: str, place: Place, day: date) -> Iterator[str]:
    """Yield the names and codes of the care board, and of the one before it."""
    found = board_of(postcode, day)
    if found is not None:
        for one in shipped_boards().areas.values():
            if one.key in {found.area.key, place.board}:
                yield from _board_names(one)


def _board_names(board: Board) -> Iterator[str]:
    yield from filter(None, (board.name, _BOARD.sub("", board.name), board.ods, board.ons))


@cache
def _known(*, boards: bool) -> frozenset[str]:
    """Return the keys of all areas. Where a home may lie in either of two boards, none is known to be elsewhere."""
    names = [name for code, one in shipped_districts().districts.items() for name in (code, one.name)]
    names += [name for area in larger_areas() for name in area.names]
    if boards:
        names += [name for board in shipped_boards().areas.values() for name in _board_names(board)]
    return area_keys([*names, *_EVERYWHERE])


@lru_cache(maxsize=10_000)
def _keys_of(areas: tuple[Area, ...]) -> tuple[frozenset[str], ...]:
    return tuple(area_keys((area.name, area.code)) for area in areas)


@lru_cache(maxsize=10_000)
def _area_key(name: str) -> str:
    words = re.findall(r"[^\W_]+", fold(_BOARD.sub("", name)))
    return " ".join([word for word in words if word not in _SMALL] or words)
