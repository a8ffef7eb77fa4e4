"""Where a service is, from the position and the postcode that a list gives for it: the nearest that can be believed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from workwell_desktop.places.distance import Point, distance_km, rounded_miles
from workwell_desktop.places.points import Place, PlaceTable, place_of

# Great Britain with its islands; much of Northern Ireland lies within, and a position there is as good as any other.
_SOUTH, _NORTH, _WEST, _EAST = 49.8, 60.9, -8.7, 1.8
_SLACK_KM = 2.0  # beside twice the radius: of 2,000 published postcodes none lay further from its sector's centre point


@dataclass(frozen=True)
class Located:
    """A position to count from, in degrees of WGS84. ``used``: the list's own position ("given"), sector or outcode.

    ``unsure_km`` is how far off it may well be, 0 for a position that was given. ``doubt`` is a sentence about what in
    the list cannot be right, or empty.
    """

    latitude: float
    longitude: float
    unsure_km: float
    used: Literal["given", "sector", "outcode"]
    doubt: str = ""


def locate(
    latitude: float | None, longitude: float | None, postcode: str, table: PlaceTable | None = None
) -> Located | None:
    """Return where something is: at the position given, unless that is nowhere near its postcode; else at the postcode.

    Positions with their two numbers exchanged are put right. Nothing where neither says anything.
    """
    place = place_of(postcode, table)
    point, doubt = _given(latitude, longitude)
    if point is None:
        return None if place is None else _at(place, doubt)
    if place is None:
        return Located(point.latitude, point.longitude, 0.0, "given", doubt)
    apart = distance_km(point, place)
    if not place.guessed and apart > 2 * place.radius_km + _SLACK_KM:  # half a postcode says less than a position
        far = f"The list’s position is {rounded_miles(apart)} from its postcode. The postcode is used."
        return _at(place, far)
    return Located(point.latitude, point.longitude, 0.0, "given", doubt)


def _given(latitude: float | None, longitude: float | None) -> tuple[Point | None, str]:
    """Return the position that a list gives, if it can be one in Great Britain, and what was wrong with it."""
    if latitude is None or longitude is None or not (math.isfinite(latitude) and math.isfinite(longitude)):
        return None, ""
    if _inside(latitude, longitude):
        return Point(latitude, longitude), ""
    if _inside(longitude, latitude):
        return Point(longitude, latitude), "The list’s position has its two numbers the wrong way round."
    if latitude == longitude == 0:  # what programs write for "not known"
        return None, ""
    return None, "The list’s position is not in Great Britain."


def _inside(latitude: float, longitude: float) -> bool:
    return _SOUTH <= latitude <= _NORTH and _WEST <= longitude <= _EAST


def _at(place: Place, doubt: str) -> Located:
    return Located(place.latitude, place.longitude, place.radius_km, place.used, doubt)
