"""Spelling stands on the other long words too: a goal in the plan, a line of the letter to the employer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.plans import still_clock
from workwell_desktop.casework import planning, spelling
from workwell_desktop.casework.planning import ChangeEntry
from workwell_desktop.clock import Clock
from workwell_desktop.errors import NotKept
from workwell_desktop.ui import spelling as ui_spelling
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.doors import ReadyDoors
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.plan_tab import PlanTab
from workwell_desktop.ui.release_view import ReleaseView
from workwell_desktop.ui.spelling import check_spelling

Show = Callable[[QWidget], Hand]


@pytest.fixture
def clock() -> Clock:
    return still_clock()


def marked(root: QWidget) -> list[str]:
    areas = [one for one in root.findChildren(TextArea) if one.isVisible()]
    return [mark.cursor.selectedText() for area in areas for mark in area.extraSelections()]


def test_a_goal_is_looked_at(desk: Desk, jo: int, shown: Show, qtbot: QtBot) -> None:
    tab = PlanTab(desk)
    hand = shown(tab)
    tab.show_participant(jo)
    hand.press("Add a goal")
    hand.write("What you want, in your own words", "I recieve my wages at Harbour Foods ")
    qtbot.waitUntil(lambda: marked(tab) == ["recieve"])


def test_a_line_of_the_letter_is_looked_at(desk: Desk, jo: int, shown: Show, qtbot: QtBot) -> None:
    planning.set_plan_type(desk.vault, jo, "return")
    planning.save_change(desk.vault, jo, ChangeEntry("Start at nnine", "Mornings are slow", ""))
    view = ReleaseView(desk, jo)
    hand = shown(view)
    hand.press("Change: Start at nnine")
    qtbot.waitUntil(lambda: marked(view) == ["nnine"])


def test_a_word_that_cannot_be_kept_stays_marked_and_is_said(
    desk: Desk, jo: int, shown: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    area = TextArea(desk.look)
    shown(area)
    found = check_spelling(desk, jo, area)
    assert found is not None

    def full(*_args: object) -> None:
        raise NotKept("The disk is full.", "Make room.")

    monkeypatch.setattr(ui_spelling, "add_word", full)
    found.add("Exampel")
    assert not found.added("Exampel")
    assert isinstance(desk.doors, ReadyDoors)
    assert desk.doors.told == [("The disk is full.", "Make room.")]
    assert spelling.known_words(desk.vault) == ()


def test_nothing_to_look_at_is_no_fault(desk: Desk, jo: int) -> None:
    assert check_spelling(desk, jo) is None
