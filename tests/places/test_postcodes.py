"""Postcodes as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.places.postcodes import Postcode, normal_postcode, outside_the_tables, postcode_in

NEAR = st.text(alphabet="ABEIMOSW01345 .-", max_size=11)  # what nearly is a postcode, far more often than any text is


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("M33 7AB", "M33 7AB"),
        ("m337ab", "M33 7AB"),
        ("S1 3FG.", "S1 3FG"),
        ("M21 9aq\u00a0", "M21 9AQ"),
        ("ec1a\u20111bb", "EC1A 1BB"),
        ("\uff2d\uff13\uff13 7AB", "M33 7AB"),  # letters of full width, as some programs paste them
        ("M33 7", "M33 7"),
        ("M33", "M33"),
        ("M3 3", "M3 3"),
        ("M337", "M33 7"),
        ("bfpo 57", "BFPO 57"),
    ],
)
def test_a_postcode_is_read_however_it_is_written(written: str, read: str) -> None:
    found = normal_postcode(written)
    assert found is not None
    assert (found.text, found.repaired, found.guessed) == (read, False, False)


@pytest.mark.parametrize(
    ("written", "read"),
    [("WA15 OHF", "WA15 0HF"), ("LI 2AB", "L1 2AB"), ("S0 14 3AA", "SO14 3AA"), ("WAI5", "WA15"), ("M33 7A8", "M33")],
)
def test_what_was_put_right_is_marked(written: str, read: str) -> None:
    found = normal_postcode(written)
    assert found is not None
    assert (found.text, found.repaired) == (read, True)


def test_of_a_postcode_with_a_digit_too_many_the_outcode_is_a_guess() -> None:
    found = normal_postcode("WA154 1HF")
    assert found is not None
    assert (found.text, found.guessed) == ("WA15", True)


@pytest.mark.parametrize(
    "written", ["", " ", "Manchester", "N/A", "12345", "QQ1 1AA", "M", "7AB", "5 High Street", "M1" * 30, "Å1 1AA"]
)
def test_what_is_no_postcode_is_none(written: str) -> None:
    assert normal_postcode(written) is None


def test_its_parts_can_be_asked_for() -> None:
    found = normal_postcode("SW1A 1AA")
    assert found == Postcode("SW1A", "1", "AA")
    assert (found.sector, found.letters) == ("SW1A 1", "SW")
    assert Postcode("M33").sector == ""


@pytest.mark.parametrize(
    ("written", "where"),
    [("BT1 1AA", "Northern Ireland"), ("JE2 3AB", "Jersey"), ("IM1 1AA", "the Isle of Man"), ("B1 1AA", "")],
)
def test_what_our_tables_do_not_hold_has_a_name(written: str, where: str) -> None:
    found = normal_postcode(written)
    assert found is not None
    assert outside_the_tables(found) == where


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("Example Ltd\n1 Made Up Road\nSale M33 7AB", "M33 7AB"),
        ("Unit B1 2AB Trading Park, Sale, m337ab, England", "M33 7AB"),
        ("WA15 OHF", "WA15 0HF"),
        ("Unit 7, Example House", ""),
        ("", ""),
    ],
)
def test_a_postcode_is_found_in_an_address(address: str, read: str) -> None:
    found = postcode_in(address)
    assert (found.text if found else "") == read


@given(st.one_of(st.text(), NEAR))
def test_any_text_is_read_or_is_none_and_reading_again_changes_nothing(text: str) -> None:
    found = normal_postcode(text)
    postcode_in(text)
    if found is not None:
        again = normal_postcode(found.text)
        assert again == found
        assert again is not None
        assert not again.repaired
