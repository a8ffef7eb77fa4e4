"""From where distances are counted: home, work, or what was typed, and never an address."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workwell_desktop.casework.intake import NOBODY_YET, IntakeEntry, save_intake
from workwell_desktop.casework.where import Where, how_far, where_choices, where_typed
from workwell_desktop.places.distance import Point
from workwell_desktop.places.points import place_of
from workwell_desktop.vault.store import Vault

JO = IntakeEntry(
    first_name="Jo", last_name="Example", birth_date="1 April 1985", mobile="07700900118", postcode="M33 7AB"
)
WORKS = replace(JO, employer="Example Bakery", employer_address="Unit 4\nExample Road\nSale wa15 ohf")


def test_home_and_work_are_choices_without_an_address(open_vault: Vault) -> None:
    person = save_intake(open_vault, NOBODY_YET, WORKS)
    home, work = where_choices(open_vault, person)
    assert (home.code, home.label, work.code, work.label) == ("home", "Home, M33", "work", "Work, WA15")
    assert [one.place.name if one.place else "" for one in (home, work)] == ["M33 7", "WA15 0"]
    shown = f"{home} {work}"
    assert "7AB" not in shown
    assert "Example" not in shown
    assert "0HF" not in shown


def test_what_is_not_written_down_is_no_choice(open_vault: Vault) -> None:
    nowhere = replace(WORKS, postcode="", employer_address="Example Road")
    assert where_choices(open_vault, save_intake(open_vault, NOBODY_YET, nowhere)) == ()


def test_a_home_that_is_not_in_the_tables_is_a_choice_that_says_why(open_vault: Vault) -> None:
    person = save_intake(open_vault, NOBODY_YET, replace(JO, postcode="BT1 1AA"))
    (home,) = where_choices(open_vault, person)
    assert home == Where(
        "home",
        "Home, BT1",
        None,
        "Northern Ireland is not in our list of places, so it is not known how far it is.",
    )
    assert how_far(home, Point(54.6, -5.9)) == ""


@pytest.mark.parametrize(("typed", "label"), [("m33", "From, M33"), ("M33 7", "From, M33"), ("the shop", "From")])
def test_a_typed_place_is_one_too(typed: str, label: str) -> None:
    found = where_typed(typed)
    assert found is not None
    assert found.label == label
    assert bool(found.place) != bool(found.why_not)


def test_nothing_typed_is_nowhere() -> None:
    assert where_typed(" ") is None


def test_how_far_is_no_finer_than_the_coarser_place() -> None:
    home = where_typed("M33 7AB")
    assert home is not None
    assert home.place is not None
    assert how_far(home, home.place) == "less than 1 mile in a straight line"
    exact = Point(home.place.latitude + 4 / 111.195, home.place.longitude)
    assert how_far(home, exact) == "about 2½ miles in a straight line"
    wide = place_of("IV27 4")
    assert wide is not None
    assert wide.radius_km > 8
    said = how_far(home, wide, wide.radius_km)
    assert said.startswith("about ")
    assert int(said.split()[1]) % 5 == 0
