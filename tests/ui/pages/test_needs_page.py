"""What helps with what, worked by keys: look, change, try, save, put back; a mistake is told beside its field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.service_lists import a_service, brought_in
from tests.ui.showing import notices
from workwell_desktop.casework.service_need_rules import needs
from workwell_desktop.casework.service_own_needs import keep_need, need_rules, own_needs
from workwell_desktop.casework.service_scoring import due
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.doors import ReadyDoors
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.pages.needs_page import NeedsPage
from workwell_desktop.ui.pages.page import make_page

Show = Callable[[QWidget], Hand]
FOOD = needs().needs["food"]
CHANGE = f"Change: {FOOD.label}"
DONE = "Every service stands by these rules now."


@pytest.fixture
def listed(desk: Desk) -> Desk:
    """A desk whose directory has a pillow club and a food bank."""
    brought_in(
        desk.vault,
        "one",
        [
            a_service("a", "Pillow Club", description="We meet on Mondays.", topics=("housing",)),
            a_service("b", "Aston Food Bank", description="Parcels of food.", topics=("housing",)),
        ],
    )
    return desk


def opened(desk: Desk) -> NeedsPage:
    page = make_page("needs", desk)
    assert isinstance(page, NeedsPage)
    return page


@pytest.fixture
def page(listed: Desk) -> NeedsPage:
    return opened(listed)


@pytest.fixture
def hand(page: NeedsPage, shown: Show) -> Hand:
    hand = shown(page)
    page.show_now()
    page.begin()
    return hand


def tab_to(hand: Hand, name: str, most: int = 250) -> None:
    """Press Tab until the control of this name has the focus."""
    for _ in range(most):
        if hand.focused() == name:
            return
        hand.key(Qt.Key.Key_Tab)
    raise AssertionError(f"{name!r} is not reached by Tab")


def texts(hand: Hand) -> str:
    return "\n".join(hand.texts())


def last_line(desk: Desk) -> int:
    return len(need_rules(desk.vault).needs["food"].terms) + 1


def test_the_needs_stand_there_as_they_came(hand: Hand) -> None:
    assert all(need.label in texts(hand) for need in needs().needs.values())
    assert hand.count("Change: ") == len(needs().needs)
    assert "Changed here" not in texts(hand)
    assert not hand.sees(QWidget, "Put everything back")


def test_the_keyboard_is_enough_to_add_words_try_them_and_save(hand: Hand, listed: Desk) -> None:
    number = last_line(listed)
    tab_to(hand, CHANGE)
    hand.key(Qt.Key.Key_Space)
    assert hand.focused() == "Name"
    tab_to(hand, "Add words")
    hand.key(Qt.Key.Key_Space)
    assert hand.focused() == f"Words, line {number}"
    hand.write(f"Words, line {number}", "Pillow Club")
    hand.choose(f"Weight, line {number}", "4, surely")
    tab_to(hand, "Try it")
    hand.key(Qt.Key.Key_Space)
    hand.wait_for(lambda: any("Pillow Club (new)" in words for words in hand.texts()), "what would come up")
    assert "1. Aston Food Bank" in hand.texts()
    assert own_needs(listed.vault).changed == frozenset(), "nothing is saved by trying"
    tab_to(hand, "Save")
    hand.key(Qt.Key.Key_Space)
    hand.wait_for(lambda: DONE in texts(hand), "services to be looked through")
    assert ("pillow club", 4.0) in [(one.words, one.points) for one in need_rules(listed.vault).needs["food"].terms]
    assert due(listed.vault) == 0
    assert "Changed here" in texts(hand)


def test_words_are_taken_away_and_put_back(listed: Desk, shown: Show) -> None:
    doors = ReadyDoors(listed.look, choices=["stay", "back"])
    page = opened(replace(listed, doors=doors))
    hand = shown(page)
    page.show_now()
    hand.press(CHANGE)
    hand.press("Remove line 1")
    assert hand.focused() == "Words, line 2", "the next line has the focus"
    hand.press("Save")
    hand.wait_for(lambda: DONE in texts(hand), "services to be looked through")
    assert need_rules(listed.vault).needs["food"].terms == FOOD.terms[1:]
    hand.press(CHANGE)
    hand.press("Put back")
    assert own_needs(listed.vault).changed == {"food"}, "it was only asked"
    hand.press("Put back")
    hand.wait_for(lambda: own_needs(listed.vault).changed == frozenset(), "the need as it came")


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_saved(hand: Hand, listed: Desk) -> None:
    hand.press(CHANGE)
    hand.write("Name", "")
    hand.write("Words, line 1", "one two three four five six seven")
    hand.press("Save")
    assert "Give it a name, so that coaches know what it is." in texts(hand)
    assert "“one two three four five six seven” must be one to six words" in texts(hand)
    assert hand.focused() == "Name"
    hand.write("Name", "Something to eat")
    hand.press("Save")
    assert hand.focused() == "Words, line 1"
    assert own_needs(listed.vault).changed == frozenset()


def test_a_postcode_that_nobody_knows_is_said(hand: Hand) -> None:
    hand.press(CHANGE)
    hand.write("Near", "nowhere")
    hand.press("Try it")
    assert hand.focused() == "Near"
    assert "As it is now" not in texts(hand)


def test_what_was_left_unsaved_can_be_brought_back(page: NeedsPage, hand: Hand) -> None:
    hand.press(CHANGE)
    hand.write("Name", "Something to eat")
    hand.press("Back")
    assert notices(page) == ["What you typed is not saved."]
    hand.press("Bring it back")
    assert hand.reads("Name") == "Something to eat"


def test_what_is_typed_is_there_after_a_lock(page: NeedsPage, hand: Hand, listed: Desk, shown: Show) -> None:
    hand.press(CHANGE)
    hand.write("Name", "Something to eat")
    hand.write("Words, line 1", "soup kitchen")
    assert page.keep()
    page.hide()
    again = opened(listed)
    hand = shown(again)
    again.show_now()
    assert hand.reads("Name") == "Something to eat"
    assert hand.reads("Words, line 1") == "soup kitchen"
    assert notices(again) == ["What you typed before is here. It is not saved yet."]


def test_a_file_with_a_mistake_is_refused_in_words(listed: Desk, shown: Show, tmp_path: Path) -> None:
    wrong, copy = tmp_path / "wrong.toml", tmp_path / "copy.toml"
    wrong.write_text('source = "a"\nlicence = "b"\nleast = 90\n', "utf-8")
    desk = replace(listed, doors=ReadyDoors(listed.look, opens=[wrong, copy], saves=[copy]))
    page = opened(desk)
    hand = shown(page)
    page.show_now()
    hand.press("Load a file")
    (said,) = notices(page)
    assert "At the top, line 3: “least” must be a number over 0 and at most 8." in said
    hand.press("Save a copy")
    hand.press("Load a file")
    hand.wait_for(lambda: DONE in texts(hand), "services to be looked through")
    assert own_needs(listed.vault).changed == frozenset(), "a copy of what holds changes nothing"


def test_what_still_stands_by_older_rules_is_said_and_goes_on(listed: Desk, shown: Show) -> None:
    keep_need(listed.vault, replace(FOOD, against=(*FOOD.against, "pillow")))
    page = opened(listed)
    hand = shown(page)
    page.show_now()
    assert notices(page) == ["2 services still stand by older rules. It goes on where it stopped."]
    hand.press("Go on")
    hand.wait_for(lambda: DONE in texts(hand), "services to be looked through")
    assert due(listed.vault) == 0


@pytest.mark.parametrize("scale", [100, 200])
def test_nothing_is_cut_off(listed: Desk, shown: Show, scale: int) -> None:
    listed.look.set_scale(scale)
    page = opened(listed)
    hand = shown(page)
    page.show_now()
    hand.press(CHANGE)
    fields = [one for one in page.findChildren(QWidget) if one.isVisible() and one.accessibleName()]
    assert all(one.mapTo(page, one.rect().topRight()).x() <= page.width() for one in fields)
