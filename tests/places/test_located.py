"""Where a service is: the list's position where it can be believed, else its postcode."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.places.located import Located, locate
from workwell_desktop.places.points import place_of

SALE = place_of("M33 7AB")
FAR = "The list’s position is 6 miles from its postcode. The postcode is used."
NUMBERS = st.none() | st.floats()


def sale(km_north: float) -> tuple[float, float]:
    """Return a position so many km north of the centre point of M33 7."""
    assert SALE is not None
    return SALE.latitude + km_north / 111.195, SALE.longitude


def test_a_position_near_its_postcode_is_believed() -> None:
    north, east = sale(1)
    assert locate(north, east, "M33 7AB") == Located(north, east, 0.0, "given")


def test_a_position_far_from_its_postcode_is_not() -> None:
    assert SALE is not None
    found = locate(*sale(9.7), "M33 7AB")
    assert found == Located(SALE.latitude, SALE.longitude, SALE.radius_km, "sector", FAR)


def test_without_a_postcode_that_is_known_the_position_stands_alone() -> None:
    north, east = sale(0)
    assert locate(north, east, "") == locate(north, east, "BT1 1AA") == Located(north, east, 0.0, "given")


def test_exchanged_numbers_are_put_right_and_said() -> None:
    north, east = sale(0)
    found = locate(east, north, "M33 7AB")
    assert found is not None
    assert (found.latitude, found.longitude, found.used) == (north, east, "given")
    assert found.doubt == "The list’s position has its two numbers the wrong way round."


@pytest.mark.parametrize(
    ("latitude", "longitude", "doubt"),
    [
        (None, None, ""),
        (53.4, None, ""),
        (0.0, 0.0, ""),
        (float("nan"), 1.0, ""),
        (-33.9, 18.4, "The list’s position is not in Great Britain."),  # Cape Town
    ],
)
def test_without_a_position_the_postcode_is_used(latitude: float | None, longitude: float | None, doubt: str) -> None:
    found = locate(latitude, longitude, "M33 9ZZ")
    assert found is not None
    assert (found.used, found.doubt) == ("outcode", doubt)
    assert locate(latitude, longitude, "not known") is None


@given(NUMBERS, NUMBERS, st.text(max_size=12))
def test_whatever_a_list_says_the_place_lies_in_great_britain(
    latitude: float | None, longitude: float | None, postcode: str
) -> None:
    found = locate(latitude, longitude, postcode)
    if found is not None:
        assert 49.8 <= found.latitude <= 60.9
        assert -8.7 <= found.longitude <= 1.8


def test_half_a_postcode_does_not_overrule_a_position() -> None:
    found = locate(50.7235, -3.5330, "EX99 6MP")  # no postcode ends so: only its beginning could be guessed
    assert found is not None
    assert (found.latitude, found.longitude, found.used, found.doubt) == (50.7235, -3.5330, "given", "")
