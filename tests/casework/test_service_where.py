"""Where somebody lives, as services speak of it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from workwell_desktop.casework.service_where import (
    Where,
    area_keys,
    larger_areas,
    lives_elsewhere,
    read_larger_areas,
    where_of,
)
from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.directory.record import Area
from workwell_desktop.places.districts import shipped_districts

DAY = date(2026, 11, 27)


def test_a_home_lies_in_its_district_county_region_and_country() -> None:
    sale = where_of("M33 7", DAY)
    assert sale.areas >= area_keys(["Trafford", "E08000009", "Greater Manchester", "North West", "England", "UK"])
    assert sale.areas.isdisjoint(area_keys(["Leeds", "Manchester", "London", "Scotland", "West Yorkshire"]))
    assert sale.areas < sale.known
    assert (sale.latitude, sale.longitude) == pytest.approx((53.43, -2.33), abs=0.05)


@pytest.mark.parametrize("said", ["", "not a postcode", "ZZ99 9ZZ"])
def test_nothing_is_known_of_a_home_that_cannot_be_read(said: str) -> None:
    assert where_of(said, DAY) == Where()
    assert not lives_elsewhere((Area("Leeds"),), where_of(said, DAY))


@pytest.mark.parametrize(
    ("areas", "elsewhere"),
    [
        ((), False),
        ((Area("Leeds"),), True),
        ((Area("LEEDS City Council"),), True),
        ((Area("Anything", "E08000035"),), True),
        ((Area("Trafford", "E08000009"),), False),
        ((Area("Borough of Trafford"),), False),
        ((Area("Leeds"), Area("Trafford")), False),
        ((Area("Leeds"), Area("The valley")), False),
        ((Area("The valley"),), False),
        ((Area("West Midlands"),), True),
        ((Area("Yorkshire & the Humber"),), True),
        ((Area("Wales"),), True),
        ((Area("NHS Greater Manchester Integrated Care Board"),), False),
        ((Area("NHS West Yorkshire ICB"),), True),
        ((Area("", ""),), False),
    ],
)
def test_only_known_areas_elsewhere_are_elsewhere(areas: tuple[Area, ...], elsewhere: bool) -> None:
    assert lives_elsewhere(areas, where_of("M33 7", DAY)) is elsewhere


def test_where_two_boards_meet_no_board_is_elsewhere() -> None:
    home = where_of("SW1A 1", DAY)
    assert not lives_elsewhere((Area("NHS Sussex ICB"),), home)
    assert lives_elsewhere((Area("Leeds"),), home)


def test_every_district_of_england_lies_in_one_region() -> None:
    regions = {
        "North East", "North West", "Yorkshire and The Humber", "East Midlands", "West Midlands", "East of England",
        "London", "South East", "South West",
    }  # fmt: skip
    held = [one for one in larger_areas() if regions.intersection(one.names)]
    codes = [code for code, one in shipped_districts().districts.items() if code.startswith("E") and not one.became]
    counted = Counter(code for code in codes for one in held if one.holds(code))
    assert len(held) == len(regions)
    assert set(counted.values()) == {1}
    assert len(counted) == len(codes)


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ('names = ["A"]\ndistricts = ["Nowhere"]', "“Nowhere” is no district"),
        ('names = ["A"]', "“districts” or “codes”"),
        ('names = ["A"]\ncodes = ["E"]\nregion = 1', "“region” is not known"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, entry: str, reason: str) -> None:
    path = tmp_path / "areas.toml"
    path.write_text(f'source = "Ours"\nlicence = "MIT"\n[[areas]]\n{entry}\n', "utf-8")
    with pytest.raises(DataFileProblem) as caught:
        read_larger_areas(path, {"Leeds": "E08000035"})
    assert reason in caught.value.sentence
    path.write_text('source = "Ours"\nlicence = "MIT"\n[[areas]]\nnames = ["A"]\ndistricts = ["Leeds"]\n', "utf-8")
    assert read_larger_areas(path, {"Leeds": "E08000035"})[0].holds("E08000035")
