"""Distances in a straight line, and how they are said."""

from __future__ import annotations

import math
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Float, column

from workwell_desktop.places.distance import (
    KM_IN_A_MILE,
    Point,
    distance_km,
    flat_around,
    say_distance,
)

POINTS = st.builds(Point, st.floats(49.8, 60.9), st.floats(-8.0, 1.8))  # Great Britain
ANYWHERE = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@given(ANYWHERE, ANYWHERE, ANYWHERE)
def test_a_distance_is_one(first: Point, second: Point, third: Point) -> None:
    there, back = distance_km(first, second), distance_km(second, first)
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= 20_016
    assert distance_km(first, first) == 0
    assert there <= distance_km(first, third) + distance_km(third, second) + 1e-3


def test_a_degree_of_latitude_is_about_111_km() -> None:
    assert distance_km(Point(51, 0), Point(52, 0)) == pytest.approx(111.195, abs=0.001)
    assert distance_km(Point(51.5, 0), Point(51.5, 1)) == pytest.approx(111.195 * math.cos(math.radians(51.5)), abs=0.1)


@given(POINTS, st.floats(0, 60), st.floats(0, 2 * math.pi))
def test_the_flat_sheet_is_near_enough_to_sort_by(spot: Point, km: float, way: float) -> None:
    other = Point(
        spot.latitude + km * math.cos(way) / 111.195,
        spot.longitude + km * math.sin(way) / (111.195 * math.cos(math.radians(spot.latitude))),
    )
    true = distance_km(spot, other)
    assert math.sqrt(flat_around(spot).square_km(other.latitude, other.longitude)) == pytest.approx(
        true, rel=0.01, abs=0.001
    )


def test_a_database_sorts_by_the_square_with_no_more_than_plus_and_times() -> None:
    sheet = flat_around(Point(53.42, -2.32))
    square = sheet.square_km(column("latitude", Float), column("longitude", Float))
    sql = str(square.compile(compile_kwargs={"literal_binds": True}))
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE spot (name TEXT, latitude REAL, longitude REAL)")
    base.executemany(
        "INSERT INTO spot VALUES (?, ?, ?)", [("far", 53.6, -2.0), ("near", 53.43, -2.33), ("next", 53.5, -2.3)]
    )
    ordered = [name for (name,) in base.execute(f"SELECT name FROM spot ORDER BY {sql}")]  # noqa: S608 - numbers of ours
    base.close()
    assert ordered == ["near", "next", "far"]


@pytest.mark.parametrize(
    ("miles", "said"),
    [
        (0.0, "less than 1 mile"),
        (0.99, "less than 1 mile"),
        (1.0, "about 1 mile"),
        (1.24, "about 1 mile"),
        (1.26, "about 1½ miles"),
        (2.5, "about 2½ miles"),
        (9.9, "about 10 miles"),
        (10.4, "about 10 miles"),
        (10.6, "about 11 miles"),
        (212.3, "about 212 miles"),
    ],
)
def test_a_distance_is_said_in_miles(miles: float, said: str) -> None:
    assert say_distance(miles * KM_IN_A_MILE) == f"{said} in a straight line"


@pytest.mark.parametrize(
    ("miles", "unsure_km", "said"),
    [
        (2.5, 3.0, "about 2½ miles"),
        (2.6, 3.1, "about 3 miles"),
        (1.6, 3.1, "less than 2 miles"),
        (4.9, 8.1, "less than 5 miles"),
        (7.6, 20.0, "about 10 miles"),
    ],
)
def test_no_more_is_said_than_is_known(miles: float, unsure_km: float, said: str) -> None:
    assert say_distance(miles * KM_IN_A_MILE, unsure_km) == f"{said} in a straight line"
