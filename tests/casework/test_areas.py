"""The care boards as dated facts."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from workwell_desktop.casework.areas import (
    area,
    area_attributions,
    area_choices,
    area_label,
    areas_on,
    check_area,
    what_came_after,
)
from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.errors import InputProblem
from workwell_desktop.paths import resources
from workwell_desktop.places.boards import read_areas

BEFORE, AFTER = date(2026, 3, 31), date(2026, 4, 1)
FACTS = read_areas(resources() / "areas" / "icb.toml")


def test_42_boards_became_36_overnight() -> None:
    assert len(areas_on(BEFORE)) == 42
    assert len(areas_on(AFTER)) == 36
    assert len(areas_on(date(2022, 6, 30))) == 0
    gone = {one.key for one in areas_on(BEFORE)} - {one.key for one in areas_on(AFTER)}
    new = {one.key for one in areas_on(AFTER)} - {one.key for one in areas_on(BEFORE)}
    assert (len(gone), len(new)) == (12, 6)


def test_15_pilots_with_their_published_fit_notes() -> None:
    pilots = [one for one in FACTS.areas.values() if one.pilot]
    assert len(pilots) == 15
    assert sum(one.fit_notes_2023 or 0 for one in pilots) == 4_032_621  # the sum of the announcement's figures
    assert not any(one.fit_notes_2023 for one in FACTS.areas.values() if not one.pilot)
    assert {one.key for one in pilots if not one.stood_on(AFTER)} == {"QUE", "QMJ", "QRV", "QNQ", "QXU"}


def test_new_boards_have_no_invented_code() -> None:
    for one in FACTS.areas.values():
        assert one.provisional == (one.valid_from == AFTER)
        assert bool(one.ods) == bool(one.ons) == (not one.provisional)
        assert len(one.key) <= 16  # the column that holds it


def test_a_board_is_found_by_any_of_its_codes_for_ever() -> None:
    assert area("QNQ") == area("E54000034")
    assert area("thames-valley") is not None
    assert area("") is None
    assert area("QQQ") is None
    assert area_label("QQQ") == "QQQ"
    assert area_label("QOP") == "Greater Manchester"
    for one in FACTS.areas.values():
        for code in filter(None, (one.key, one.ods, one.ons)):
            assert area(code) == one


def test_an_ended_board_says_what_came_after() -> None:
    assert what_came_after("QNQ", BEFORE) == ""
    sentence = what_came_after("QNQ", AFTER)
    assert sentence.startswith("Frimley ended on 31 March 2026.")
    assert "Thames Valley (East Berkshire)" in sentence
    assert "Hampshire and Isle of Wight (north east Hampshire)" in sentence
    assert "wait to be checked" in sentence
    assert what_came_after("QOP", AFTER) == ""
    assert what_came_after("nowhere", AFTER) == ""


def test_every_ended_board_is_followed_without_a_gap() -> None:
    for one in FACTS.areas.values():
        if one.valid_to is not None:
            for successor in one.successors:
                assert FACTS.areas[successor.key].stood_on(one.valid_to + timedelta(days=1))


def test_choices_mark_the_pilots() -> None:
    labels = [label for _, label in area_choices(BEFORE)]
    assert sum(label.endswith("(pilot area)") for label in labels) == 15
    assert area_choices() == area_choices(AFTER)
    after = dict(area_choices())
    assert after["central-east"] == "Central East (takes in a pilot area; check before use)"
    assert after["essex-2026"] == "Essex (check before use)"
    assert sum("check before use" in label for label in after.values()) == 6
    assert labels == sorted(labels)


def test_only_boards_are_accepted() -> None:
    check_area("")
    check_area("QOP")
    with pytest.raises(InputProblem) as caught:
        check_area("Atlantis")
    assert set(caught.value.fields) == {"area"}


def test_the_licences_lines_are_there() -> None:
    assert any("Office for National Statistics" in line for line in area_attributions())
    assert any("NHS England" in line for line in area_attributions())


ABOUT = '[about]\nsources = ["x"]\nattributions = ["y"]\nchecked = 2026-11-21\n'
ONE = '[[areas]]\nkey = "A"\nname = "NHS A Integrated Care Board"\nvalid_from = 2022-07-01\n'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (ONE, "“about” is missing"),
        (ABOUT + ONE + ONE, "twice"),
        (ABOUT + ONE + "valid_to = 2026-03-31\n", "names its successors"),
        (ABOUT + ONE + 'successors = [{ to = "A" }]\n', "names its successors"),
        (ABOUT + ONE + 'valid_to = 2022-06-01\nsuccessors = [{ to = "A" }]\n', "before"),
        (ABOUT + ONE + 'valid_to = 2026-03-31\nsuccessors = [{ to = "B" }]\n', "which is not there"),
        (ABOUT + ONE + "colour = 1\n", "not known here"),
    ],
)
def test_a_wrong_file_is_refused_with_the_reason(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "areas.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(DataFileProblem, match=r"areas\.toml") as caught:
        read_areas(path)
    assert reason in caught.value.sentence
