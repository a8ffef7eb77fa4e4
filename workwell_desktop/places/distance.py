"""Distances in a straight line: worked out, said in words, and as the numbers that a database can sort by.

A straight line is not a journey, and centre points are not front doors: what is said is rounded, and says so.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

EARTH_KM = 6371.0088  # the mean radius (IUGG)
KM_IN_A_MILE = 1.609344
_KM_A_DEGREE = EARTH_KM * math.pi / 180
_Number = TypeVar("_Number", float, Any)


class Spot(Protocol):
    """Anything with a position: degrees of WGS84."""

    @property
    def latitude(self) -> float:
        """Degrees north."""

    @property
    def longitude(self) -> float:
        """Degrees east."""


@dataclass(frozen=True)
class Point:
    """A position: degrees of WGS84."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Flat:
    """The land around a spot as a flat sheet: kilometres a degree, to sort many rows without trigonometry.

    Within 60 km of the spot it is less than 1 in 100 off.
    """

    latitude: float
    longitude: float
    km_north: float
    km_east: float

    def square_km(self, latitude: _Number, longitude: _Number) -> _Number:
        """Return the square of the distance in km. Takes degrees, or the columns of a query that hold degrees."""
        north = (latitude - self.latitude) * self.km_north
        east = (longitude - self.longitude) * self.km_east
        return north * north + east * east


def distance_km(one: Spot, other: Spot) -> float:
    """Return the distance between two spots in km, along the surface of a sphere (haversine)."""
    first, second = math.radians(one.latitude), math.radians(other.latitude)
    north = math.sin((second - first) / 2)
    east = math.sin(math.radians(other.longitude - one.longitude) / 2)
    share = north * north + math.cos(first) * math.cos(second) * east * east
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(share)))


def flat_around(spot: Spot) -> Flat:
    """Return the flat sheet around a spot."""
    return Flat(spot.latitude, spot.longitude, _KM_A_DEGREE, _KM_A_DEGREE * math.cos(math.radians(spot.latitude)))


def say_distance(km: float, unsure_km: float = 0.0) -> str:
    """Say a distance in miles, rounded: "about 2½ miles in a straight line".

    Halves up to 10 miles, then whole ones. ``unsure_km`` is how far from a centre point most of its postcodes lie:
    where that is far, halves would say more than is known, so whole miles or fives are said.
    """
    return f"{rounded_miles(km, unsure_km, 'about ')} in a straight line"


def rounded_miles(km: float, unsure_km: float = 0.0, about: str = "") -> str:
    """Return a distance in rounded miles: "2½ miles", "less than 1 mile". ``about`` stands before a number."""
    miles = km / KM_IN_A_MILE
    least = 1.0 if unsure_km <= 3 else 2.0 if unsure_km <= 8 else 5.0
    if miles < least:
        return f"less than {_miles(least)}"
    step = 5.0 if unsure_km > 8 else 1.0 if unsure_km > 3 or miles >= 10 else 0.5
    return about + _miles(math.floor(miles / step + 0.5) * step)


def _miles(miles: float) -> str:
    whole, half = divmod(miles, 1)
    number = f"{whole:.0f}{'½' if half else ''}"
    return f"{number} mile{'' if number == '1' else 's'}"
