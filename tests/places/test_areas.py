"""Districts and care boards of a postcode, on a day."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from tests.places.test_points import SHARED
from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.paths import resources
from workwell_desktop.places.areas import board_of
from workwell_desktop.places.boards import board_on, shipped_boards
from workwell_desktop.places.districts import (
    District,
    district,
    district_on,
    place_attributions,
    read_districts,
    same_district,
)

BEFORE, AFTER = date(2026, 3, 31), date(2026, 4, 1)
ABOUT = """
[about]
sources = ["Made up"]
licence = "OGL"
attributions = ["Thanks"]
not_here = "Elsewhere"
checked = 2026-11-27
"""
CHANGE = '[[changes]]\non = 2023-04-01\nbecame = "E3"\nended = { E1 = "One", E2 = "Two" }\n'


def test_the_board_of_a_postcode_is_that_of_the_day() -> None:
    luton = [board_of("LU1 2AA", day) for day in (BEFORE, AFTER)]
    assert [found.area.key if found else "" for found in luton] == ["QHG", "central-east"]
    assert [found.label if found else "" for found in luton] == [
        "Bedfordshire, Luton and Milton Keynes",
        "Central East (check before use)",
    ]
    assert board_of("LU1 2AA", date(2022, 6, 30)) is None


def test_a_board_that_stands_has_nothing_to_check() -> None:
    found = board_of("M33 7AB", AFTER)
    assert found is not None
    assert (found.label, found.share, found.used, found.check) == ("Greater Manchester", 1.0, "sector", False)


def test_where_two_boards_share_a_sector_it_is_to_be_checked() -> None:
    found = board_of("SG8 8", BEFORE)
    assert found is not None
    assert found.share < 0.995
    assert found.label.endswith("(check before use)")


def test_a_sector_over_the_border_is_to_be_checked() -> None:
    found = board_of("DG16 5", BEFORE)
    assert found is not None
    assert found.over_the_border
    assert found.label == "North East and North Cumbria (check before use)"


@pytest.mark.parametrize(
    ("postcode", "key"),
    [
        ("CM20 1AA", "essex-2026"),  # Harlow
        ("WD17 1AA", "central-east"),  # Watford
        ("CO1 1AA", "essex-2026"),  # Colchester
        ("IP1 1AA", "norfolk-suffolk"),  # Ipswich
        ("SL1 1AA", "thames-valley"),  # Slough
        ("GU14 7AA", "QRL"),  # Rushmoor
        ("GU15 1AA", "surrey-sussex"),  # Surrey Heath
    ],
)
def test_a_board_that_was_shared_out_is_followed_by_district(postcode: str, key: str) -> None:
    found = board_of(postcode, AFTER)
    assert found is not None
    assert found.area.key == key


@pytest.mark.parametrize("postcode", ["CF10 1AA", "G1 1AA", "BT1 1AA", "", "nowhere"])
def test_outside_england_there_is_no_board(postcode: str) -> None:
    assert board_of(postcode, AFTER) is None


@pytest.mark.skipif(not SHARED.is_dir(), reason="the table of districts and boards is not here")
def test_every_district_goes_to_the_board_that_the_published_table_names() -> None:
    with (SHARED / "lad_icb.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 300
    for row in rows:
        after = board_on(row["icb_ods"], AFTER, row["lad_code"])
        assert after is not None
        assert after.label in row["icb_from_2026_04_provisional"], row


def test_districts_that_board_changes_name_are_ones_we_know() -> None:
    named = {code for area in shipped_boards().areas.values() for one in area.successors for code in one.districts}
    assert len(named) == 11
    assert all(district(code) for code in named)


def test_a_district_that_ended_is_found_and_followed() -> None:
    allerdale = district("e07000026 ")
    assert allerdale == District("E07000026", "Allerdale", None, date(2023, 3, 31), "E06000063")
    before, after = district_on("E07000026", date(2023, 3, 31)), district_on("E07000026", date(2023, 4, 1))
    assert (before and before.name, after and after.name) == ("Allerdale", "Cumberland")
    twice = district_on("E07000190", date(2020, 1, 1)), district_on("E07000190", date(2024, 1, 1))
    assert [one.name if one else "" for one in twice] == ["Somerset West and Taunton", "Somerset"]
    assert district("E99999999") is None


def test_codes_of_different_years_are_the_same_district() -> None:
    assert same_district("E08000019", "E08000039")  # Sheffield, before and since 2025
    assert same_district("E07000026", "E07000028")  # both Cumberland by now
    assert same_district("X1", "x1")
    assert not same_district("E08000019", "E08000038")
    assert not same_district("", "")


def test_the_licences_are_given_their_lines() -> None:
    code_point, ons = place_attributions()
    assert code_point == (
        "Contains OS data © Crown copyright and database right 2025. "
        "Contains Royal Mail data © Royal Mail copyright and Database right 2025. "
        "Contains National Statistics data © Crown copyright and database right 2025."
    )
    assert ons.startswith("Source: Office for National Statistics licensed under the Open Government Licence v.3.0.")
    assert read_districts(resources() / "places").licence == "Open Government Licence v3.0"


@pytest.mark.parametrize(
    ("about", "names", "said"),
    [
        ("", "code,name\n", "“about” is missing."),
        (ABOUT + CHANGE, "code,name\n", "E3 is not in the table of districts"),
        (ABOUT + CHANGE.replace("ended", "# ended"), "code,name\nE3,Three\n", "“ended” is missing."),
        (ABOUT, "name\n", "has other columns"),
        (ABOUT, "code,name\nE1,One,1\n", "cannot be read"),
        (ABOUT, "", "cannot be read"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, about: str, names: str, said: str) -> None:
    (tmp_path / "about.toml").write_text(about, "utf-8")
    (tmp_path / "districts.csv").write_text(names, "utf-8")
    with pytest.raises(DataFileProblem, match=said):
        read_districts(tmp_path)
