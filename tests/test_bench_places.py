"""Distances and boards are measured on published postcodes: what is counted, and what is said where there are none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from workwell_desktop.bench import places
from workwell_desktop.bench.places import (
    NOT_HERE,
    Truth,
    boards_right,
    compare_pairs,
    districts_right,
    measure_places,
    read_truth,
)
from workwell_desktop.places.distance import Point, distance_km
from workwell_desktop.places.points import place_of

HEAD = "postcode,latitude,longitude,lad_code,lad_name,icb_ods,icb23cd,sub_icb_code\n"


def truth(postcode: str, north_km: float, district: str = "E08000009", board: str = "QOP") -> Truth:
    """Return a postcode so many km north of its sector's centre point."""
    place = place_of(postcode)
    assert place is not None
    return Truth(postcode, Point(place.latitude + north_km / 111.195, place.longitude), district, board)


def test_errors_are_those_of_the_distances() -> None:
    one, other = truth("M33 7AB", 0), truth("M33 3AB", 1)
    true = distance_km(one.point, other.point)
    centres = [place_of(written.postcode) for written in (one, other)]
    assert all(centres)
    apart = distance_km(*(place for place in centres if place))
    pairs = compare_pairs([one, other])
    assert pairs.count == 1
    assert pairs.sectors == pytest.approx(abs(apart - true))
    assert pairs.exact == pytest.approx(abs(apart - true) / 2)  # the one lies on its centre point, the other does not
    assert 0 <= pairs.said <= 0.41


def test_pairs_that_are_far_apart_do_not_count() -> None:
    near = [truth("M33 7AB", 0), truth("M33 3AB", 0)]
    assert compare_pairs([*near, truth("B1 1AA", 0)]) == compare_pairs(near)


def test_a_postcode_without_a_place_counts_as_wrong() -> None:
    known = truth("M33 7AB", 0)
    nowhere = Truth("BT1 1AA", known.point, "N09000003", "")
    assert compare_pairs([known, nowhere]).sectors == places.NEAR_KM
    assert boards_right([known, nowhere], date(2025, 5, 1)) == 0.5
    assert districts_right([known, nowhere]) == 0.5


def test_the_board_of_a_later_day_follows_what_was_published() -> None:
    luton = truth("LU1 2AA", 0, "E06000032", "QHG")
    assert [boards_right([luton], day) for day in (date(2025, 5, 1), date(2026, 4, 1))] == [1, 1]
    assert boards_right([truth("LU1 2AA", 0, "E06000032", "QUE")], date(2025, 5, 1)) == 0
    assert boards_right([truth("LU1 2AA", 0, "E06000032", "QUE")], date(2026, 4, 1)) == 1  # both are Central East now


def test_what_is_not_there_is_said_and_not_passed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKWELL_SHARED_DATA", str(tmp_path))
    told: list[str] = []
    names = [figure.name for figure in measure_places(1, told.append)]
    assert told == [NOT_HERE]
    assert names == ["a place found for the first time, p95", "nearest 50 of 50,000 places, p95"]


def test_published_postcodes_are_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    geo = tmp_path / "geo"
    geo.mkdir()
    (geo / "postcode_truth_visible_2k.csv").write_text(
        f"{HEAD}M33 7AB,53.43,-2.32,E08000009,Trafford,QOP,E54000057,02A\n"
        "M33 3AB,53.42,-2.33,E08000003,Manchester,QOP,E54000057,14L\n",
        "utf-8",
    )
    monkeypatch.setenv("WORKWELL_SHARED_DATA", str(tmp_path))
    assert [one.district for one in read_truth(geo / "postcode_truth_visible_2k.csv")] == ["E08000009", "E08000003"]
    told: list[str] = []
    figures = {figure.name: figure for figure in measure_places(1, told.append)}
    assert told == []
    assert 0 < figures["distance: sector to exact place, mean error"].ours < 3
    assert figures["care board right on 1 May 2025"].ours == 1
    assert figures["care board right on 1 May 2025"].at_least
    assert figures["district right"].ours == 0.5
