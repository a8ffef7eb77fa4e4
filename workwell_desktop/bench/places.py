"""How near the distances are that centre points give, how often the board is right, and how long both take.

Measured on real postcodes with their published positions, districts and boards, which are not part of the project: a
folder named by ``WORKWELL_SHARED_DATA``, or ``shared/data`` beside the project. Where they are not, nothing is claimed.
"""

from __future__ import annotations

import csv
import os
import random
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from statistics import fmean

from workwell_desktop.bench.figures import Figure, p95, timed
from workwell_desktop.paths import resources
from workwell_desktop.places.areas import board_of
from workwell_desktop.places.boards import board_on
from workwell_desktop.places.distance import KM_IN_A_MILE, Flat, Point, distance_km, flat_around
from workwell_desktop.places.points import Place, place_of, read_places, shipped_places

NOT_HERE = "Distances and boards: not measured: data not here."
NEAR_KM = 30.0  # further away nobody asks for half miles
TO_EXACT_KM, TO_SECTOR_KM = 0.8, 1.5
BOARD_RIGHT = 0.98
FIRST_MS = 30.0
ROWS, SORTED_MS = 50_000, 100.0
_DAYS = {"on 1 May 2025": date(2025, 5, 1), "since 1 April 2026": date(2026, 4, 1)}


@dataclass(frozen=True)
class Truth:
    """One postcode as it was published: its position, its district and its board, by their codes."""

    postcode: str
    point: Point
    district: str
    board: str


@dataclass(frozen=True)
class Pairs:
    """Of pairs of postcodes less than 30 km apart, the mean errors in km.

    ``exact``: a centre point to a true position; ``sectors``: one centre point to another; ``said``: the true distance
    in half miles, which no distance that is said can be nearer than.
    """

    count: int
    exact: float
    sectors: float
    said: float


def truth_file() -> Path:
    """Return where the published postcodes lie, if they are there."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    return Path(os.environ.get("WORKWELL_SHARED_DATA", beside)) / "geo" / "postcode_truth_visible_2k.csv"


def measure_places(rounds: int, told: Callable[[str], None]) -> list[Figure]:
    """Return the errors of distances and boards where the published postcodes are there, and the times."""
    path = truth_file()
    if not path.is_file():
        told(NOT_HERE)
        return _times(rounds)
    truth = read_truth(path)
    pairs = compare_pairs(truth)
    figures = [
        Figure("distance: sector to exact place, mean error", None, "km", pairs.exact, pairs.said, TO_EXACT_KM),
        Figure("distance: sector to sector, mean error", None, "km", pairs.sectors, pairs.said, TO_SECTOR_KM),
        *(
            Figure(
                f"care board right {when}", None, "share", boards_right(truth, day), None, BOARD_RIGHT, at_least=True
            )
            for when, day in _DAYS.items()
        ),
        Figure("district right", None, "share", districts_right(truth)),
    ]
    return [*figures, *_times(rounds)]


def read_truth(path: Path) -> list[Truth]:
    """Read published postcodes. Raises ``KeyError`` or ``ValueError`` for a file of another kind: a bug of the run."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Truth(
                row["postcode"],
                Point(float(row["latitude"]), float(row["longitude"])),
                row["lad_code"],
                row["icb_ods"],
            )
            for row in csv.DictReader(file)
        ]


def compare_pairs(truth: Sequence[Truth]) -> Pairs:
    """Compare every pair less than 30 km apart. A postcode without a place is not left out: it is 30 km wrong."""
    found = sorted(((one.point, place_of(one.postcode)) for one in truth), key=lambda pair: pair[0].latitude)
    exact: list[float] = []
    sectors: list[float] = []
    said: list[float] = []
    for number, (point, place) in enumerate(found):
        for other, other_place in found[number + 1 :]:
            if other.latitude - point.latitude > NEAR_KM / 111:
                break
            true = distance_km(point, other)
            if true >= NEAR_KM:
                continue
            exact += [_error(place, other, true), _error(other_place, point, true)]
            sectors.append(_error(place, other_place, true))
            said.append(abs(round(true / KM_IN_A_MILE * 2) / 2 * KM_IN_A_MILE - true))
    return Pairs(len(said), fmean(exact), fmean(sectors), fmean(said))


def boards_right(truth: Sequence[Truth], day: date) -> float:
    """Return the share of postcodes whose board of a day is the one that their own district and board lead to."""
    found = ((board_of(one.postcode, day), board_on(one.board, day, one.district)) for one in truth)
    return fmean(ours is not None and ours.area == theirs for ours, theirs in found)


def districts_right(truth: Sequence[Truth]) -> float:
    """Return the share of postcodes whose district is the published one."""
    places = ((place_of(one.postcode), one.district) for one in truth)
    return fmean(place is not None and place.district == code for place, code in places)


def _error(one: Place | Point | None, other: Place | Point | None, true: float) -> float:
    return NEAR_KM if one is None or other is None else abs(distance_km(one, other) - true)


def _times(rounds: int) -> list[Figure]:
    """Measure the first look-up beside reading the files' bytes, and sorting by distance beside sorting by a column."""
    folder = resources() / "places"
    home = place_of("M33 7AB")
    assert home is not None  # noqa: S101 - a sector that ships
    with closing(sqlite3.connect(":memory:")) as base:
        _fill(base)
        _nearest(base, flat_around(home))
        taken = [
            (
                timed(_first, folder)[1],
                timed(_bytes, folder)[1],
                timed(_nearest, base, flat_around(home))[1],
                timed(_by_column, base)[1],
            )
            for _ in range(rounds)
        ]
    first, read, nearest, column = (p95(times) for times in zip(*taken, strict=True))
    return [
        Figure("a place found for the first time, p95", None, "ms", first, read, FIRST_MS),
        Figure(f"nearest 50 of {ROWS:,} places, p95", None, "ms", nearest, column, SORTED_MS),
    ]


def _first(folder: Path) -> Place | None:
    return place_of("M33 7AB", read_places(folder))


def _bytes(folder: Path) -> int:
    return sum(len((folder / name).read_bytes()) for name in ("sectors.csv", "outcodes.csv"))


def _fill(base: sqlite3.Connection) -> None:
    """Put services around centre points, the same ones each time."""
    chance = random.Random(5)  # noqa: S311 - makes places, keeps no secret
    rows = list(chain(shipped_places().sectors.values(), shipped_places().outcodes.values()))
    spots = ([float(value) for value in chance.choice(rows).split(",")[:2]] for _ in range(ROWS))
    base.execute("CREATE TABLE spot (id INTEGER PRIMARY KEY, latitude REAL, longitude REAL, sorted REAL)")
    base.executemany(
        "INSERT INTO spot (latitude, longitude, sorted) VALUES (?, ?, ?)",
        ((north + chance.gauss(0, 0.01), east + chance.gauss(0, 0.01), chance.random()) for north, east in spots),
    )


def _nearest(base: sqlite3.Connection, sheet: Flat) -> list[tuple[int]]:
    """Sort in the way that a query of the directory does: differences, products and a sum."""
    return base.execute(
        "SELECT id FROM spot ORDER BY (latitude - :north) * :km_north * (latitude - :north) * :km_north"
        " + (longitude - :east) * :km_east * (longitude - :east) * :km_east LIMIT 50",
        {"north": sheet.latitude, "east": sheet.longitude, "km_north": sheet.km_north, "km_east": sheet.km_east},
    ).fetchall()


def _by_column(base: sqlite3.Connection) -> list[tuple[int]]:
    return base.execute("SELECT id FROM spot ORDER BY sorted LIMIT 50").fetchall()
