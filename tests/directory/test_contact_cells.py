"""Cells that mix numbers and addresses are taken apart, and postcodes mended only where there is one way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workwell_desktop.directory.contact_cells import (
    ContactCell,
    find_postcode,
    is_outward,
    mend_postcode,
    phone_number,
    split_contacts,
    web_link,
    without_postcode,
)


@pytest.mark.parametrize(
    ("cell", "phones", "emails", "webs", "rest"),
    [
        ("0161 496 0100 / help@example.org", ("0161 496 0100",), ("help@example.org",), (), ""),
        ("help@example.org 07700 900123", ("07700 900123",), ("help@example.org",), (), ""),
        ("O77OO9OO123", ("07700900123",), (), (), ""),
        ("(0161) 496 0100 ext 5 or 07700 900123", ("(0161) 496 0100 ext 5", "07700 900123"), (), (), ""),
        ("+44 (0)161 496 0100", ("+44 (0)161 496 0100",), (), (), ""),
        ("0161 496 0100/0161 496 0101", ("0161 496 0100", "0161 496 0101"), (), (), ""),
        ("116 123", ("116 123",), (), (), ""),
        ("ring 111", (), (), (), "ring 111"),
        ("Mon 9.30-12.30", (), (), (), "Mon 9.30-12.30"),
        ("12-05-2024", (), (), (), "12-05-2024"),
        ("www.example.org/help", (), (), ("www.example.org/help",), ""),
        ("see example.org.uk", (), (), ("example.org.uk",), "see"),
        ("test tel", (), (), (), ""),
        ("0161\xa0496\n0100", ("0161 496 0100",), (), (), ""),
        (None, (), (), (), ""),
        (1614960100, ("1614960100",), (), (), ""),
    ],
)
def test_a_cell_is_taken_apart(
    cell: object, phones: tuple[str, ...], emails: tuple[str, ...], webs: tuple[str, ...], rest: str
) -> None:
    assert split_contacts(cell) == ContactCell(phones, emails, webs, rest)


def test_a_phone_number_is_the_first_one_or_words() -> None:
    assert phone_number("ring 111") == "ring 111"
    assert phone_number("a@example.org 0161 496 0100") == "0161 496 0100"
    assert phone_number("a@example.org") == ""


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("www.example.org", "https://www.example.org"),
        ("example.org:8080/a", "https://example.org:8080/a"),
        ("http://example.org", "http://example.org"),
        ("HTTPS://example.org", "HTTPS://example.org"),
        ("//example.org", "https://example.org"),
        ("javascript:alert(1.0)", ""),
        ("file:///etc/a.b", ""),
        ("two words.org", ""),
        ("", ""),
    ],
)
def test_a_web_address_without_scheme_can_be_opened_and_no_other_scheme(written: str, link: str) -> None:
    assert web_link(written) == link


@pytest.mark.parametrize(
    ("written", "text", "sound"),
    [
        ("M21 9aq ", "M21 9AQ", True),
        ("S59NU", "S5 9NU", True),
        ("S1 3FG.", "S1 3FG", True),
        ("WA15 OHF", "WA15 0HF", True),
        ("S01 1AA", "SO1 1AA", True),
        ("0L9 6AA", "OL9 6AA", True),
        ("m1 iaa", "M1 1AA", True),
        ("M2I 9AQ", "M21 9AQ", True),
        ("EC1A1BB", "EC1A 1BB", True),
        ("W1A 0AX", "W1A 0AX", True),
        ("BL0 9AA", "BL0 9AA", True),
        ("WA154 1HF", "WA154 1HF", False),
        ("ABC 1234", "ABC 1234", False),
        ("QQ1 1AA", "QQ1 1AA", False),
        ("M21", "M21", False),
        ("", "", False),
        (12345, "12345", False),
    ],
)
def test_a_postcode_is_mended_where_there_is_one_way(written: object, text: str, sound: bool) -> None:
    found = mend_postcode(written)
    assert (found.text, found.sound) == (text, sound)


def test_a_postcode_is_found_in_an_address() -> None:
    assert find_postcode("1 Example Road, M1 1AA, then Example Town WA15 OHF, England") == "WA15 0HF"
    assert find_postcode("1 Example Road") == ""
    assert is_outward(" m21 ")
    assert not is_outward("QQ1")


@given(st.one_of(st.text(max_size=200), st.integers(), st.floats(), st.none(), st.lists(st.text())))
@settings(max_examples=300, deadline=None)
def test_any_value_can_be_taken_apart(value: object) -> None:
    cell = split_contacts(value)
    assert all(any(one.isdigit() for one in phone) for phone in cell.phones)
    mended = mend_postcode(value)
    assert not mended.sound or mend_postcode(mended.text) == mended


@pytest.mark.parametrize("unit", ["0 ", "a@", "a.", "0-(", "www.", "ext", "1a2"])
def test_a_hostile_cell_is_taken_apart_without_end(unit: str) -> None:
    assert isinstance(split_contacts(unit * 5_000), ContactCell)


@pytest.mark.parametrize(
    ("address", "postcode", "left"),
    [
        ("1 High Street, Amlwch, LL68 9EA, Wales", "LL68 9EA", "1 High Street, Amlwch, Wales"),
        ("1 High Street, Bolton BL1 1AA", "BL1 1AA", "1 High Street, Bolton"),
        ("1 High Street, Bolton, bl11aa.", "BL1 1AA", "1 High Street, Bolton"),
        ("BL1 1AA", "BL1 1AA", ""),
        ("Unit BL1 1AAB, Bolton", "BL1 1AA", "Unit BL1 1AAB, Bolton"),
        ("1 High Street, Bolton BL1 1AA", "BL1 1AB", "1 High Street, Bolton BL1 1AA"),
        ("1 High Street", "", "1 High Street"),
        ("Hall (M1 1AE)", "M1 1AE", "Hall"),
        ("Hall, Bolton [BL1 1AA], Lancs", "BL1 1AA", "Hall, Bolton, Lancs"),
        ("1 High St, Manchester. Postcode: M1 1AE", "M1 1AE", "1 High St, Manchester"),
        ("Hall - BL1 1AA", "BL1 1AA", "Hall"),
        ("Hall; BL1 1AA.", "BL1 1AA", "Hall"),
        ("Hall (near BL1 1AA)", "BL1 1AA", "Hall (near BL1 1AA)"),
        ("Please use BL1 1AA for sat nav", "BL1 1AA", "Please use BL1 1AA for sat nav"),
        ("Hall, BL1 1AA / Church, BL1 1AA", "BL1 1AA", "Hall, BL1 1AA / Church, BL1 1AA"),
    ],
)
def test_a_postcode_does_not_stand_in_the_address_as_well(address: str, postcode: str, left: str) -> None:
    assert without_postcode(address, postcode) == left
