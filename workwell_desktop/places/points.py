"""Centre points of postcode sectors and outcodes, from the tables in ``resources/places``.

The whole is read once and a line is taken apart when it is asked for, so that the first look-up is quick.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.paths import resources
from workwell_desktop.places.postcodes import Postcode, normal_postcode, of_the_forces, outside_the_tables

_HEAD = "latitude,longitude,radius_km,district,board,board_share"
_COUNTRIES: Mapping[str, str] = {"E": "England", "S": "Scotland", "W": "Wales"}
_MEND = "Install WorkWell again."


@dataclass(frozen=True)
class Place:
    """The centre point of a sector ("M33 7") or an outcode ("M33"), ``used`` says which. Degrees of WGS84.

    Nine in ten of its postcodes lie within ``radius_km``. ``district`` and ``board`` are the codes of the one that has
    most of them, empty where there is none; ``board_share`` is how many (0 to 1) that board has. ``guessed`` says that
    only the beginning of the postcode could be read.
    """

    name: str
    latitude: float
    longitude: float
    radius_km: float
    district: str
    board: str
    board_share: float
    used: Literal["sector", "outcode"]
    guessed: bool = False

    @property
    def country(self) -> str:
        """England, Scotland or Wales; empty where the district is not known."""
        return _COUNTRIES.get(self.district[:1], "")


@dataclass(frozen=True)
class PlaceTable:
    """The rows of both tables by name, each still one text. Made by :func:`read_places`."""

    sectors: Mapping[str, str]
    outcodes: Mapping[str, str]

    def find(self, postcode: Postcode) -> Place | None:
        """Return the place of a postcode: its sector, else its outcode, else nothing."""
        row = self.sectors.get(postcode.sector) if postcode.sector else None
        if row is not None:
            found = _place(postcode.sector, row, "sector", guessed=postcode.guessed)
            return found if found.district else self._with_district(found, postcode)
        row = self.outcodes.get(postcode.outcode)
        return None if row is None else _place(postcode.outcode, row, "outcode", guessed=postcode.guessed)

    def _with_district(self, place: Place, postcode: Postcode) -> Place:
        """Lend the district of the outcode to a sector that has none: one of large users, which lies in one spot."""
        row = self.outcodes.get(postcode.outcode)
        if row is None:
            return place
        district = _place(postcode.outcode, row, "outcode", guessed=False).district
        return Place(**{**vars(place), "district": district})


def read_places(folder: Path) -> PlaceTable:
    """Read ``sectors.csv`` and ``outcodes.csv`` of a folder. Raises ``DataFileProblem`` for one that is not a table."""
    return PlaceTable(_rows(folder / "sectors.csv", "sector"), _rows(folder / "outcodes.csv", "outcode"))


@cache
def shipped_places() -> PlaceTable:
    """Return the tables that ship with the program."""
    return read_places(resources() / "places")


def place_of(text: str, table: PlaceTable | None = None) -> Place | None:
    """Return where a postcode, a sector or an outcode lies, from the shipped tables unless others are handed in.

    Nothing for what is no postcode, and for places that the tables do not hold: see :func:`why_unknown`.
    """
    read = normal_postcode(text)
    return None if read is None else (table or shipped_places()).find(read)


def why_unknown(text: str, table: PlaceTable | None = None) -> str:
    """Say in a sentence why it is not known where a postcode lies; empty where it is known, or where none was given."""
    if not text.strip():
        return ""
    read = normal_postcode(text)
    if read is None:
        return "This is not a UK postcode, so it is not known how far it is."
    if (table or shipped_places()).find(read) is not None:
        return ""
    if outside := outside_the_tables(read):
        return f"{outside[0].upper()}{outside[1:]} is not in our list of places, so it is not known how far it is."
    if of_the_forces(read):
        return "A forces’ post office has no place, so it is not known how far it is."
    return "This postcode is not in our list of places, so it is not known how far it is."


def _rows(path: Path, kind: str) -> Mapping[str, str]:
    try:
        head, *lines = path.read_text("utf-8").splitlines()
    except (OSError, ValueError) as problem:  # missing, not text, or empty
        raise DataFileProblem(f"The file {path.name} is missing or cannot be read.", _MEND) from problem
    if head != f"{kind},{_HEAD}":
        raise DataFileProblem(f"The file {path.name} has other columns than this program knows.", _MEND)
    rows = {name: rest for name, _, rest in (line.partition(",") for line in lines)}
    return MappingProxyType(rows)


def _place(name: str, row: str, used: Literal["sector", "outcode"], *, guessed: bool) -> Place:
    try:
        latitude, longitude, radius, district, board, share = row.split(",")
        return Place(
            name=name,
            latitude=float(latitude),
            longitude=float(longitude),
            radius_km=float(radius),
            district=district,
            board=board,
            board_share=float(share or (1 if board else 0)),
            used=used,
            guessed=guessed,
        )
    except ValueError as problem:
        raise DataFileProblem(f"The row {name} of the table of places cannot be read.", _MEND) from problem
