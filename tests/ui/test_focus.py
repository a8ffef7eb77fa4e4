"""The focus stays where somebody works: it never falls on *Lock* because a page or a button was drawn anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.plans import make_jo, still_clock, write_plan
from workwell_desktop.clock import Clock
from workwell_desktop.ui.caseload_column import CaseloadColumn
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand, said
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import main_button, second_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.focus_ring import shows_ring
from workwell_desktop.ui.parts.layouts import column, holder
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.rail import Rail
from workwell_desktop.ui.style.theme import Look
from workwell_desktop.ui.workspace import Workspace

Show = Callable[[QWidget], Hand]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def clock() -> Clock:
    return still_clock()


def focused(view: QWidget) -> QWidget:
    found = view.window().focusWidget()
    assert found is not None, "nothing has the focus"
    return found


def pages(view: Workspace) -> QWidget:
    assert view.pane is not None
    return view.pane


def test_a_main_button_that_was_replaced_hands_the_focus_on(look: Look, shown: Show) -> None:
    bar, before = BottomBar(look), Line(look)
    view = holder(column(look, before, bar))
    hand = shown(view)
    bar.set_buttons(second_button(look, "Back"), main_button(look, "Next: Contact"))
    before.setFocus()
    hand.press("Next: Contact")
    bar.set_buttons(second_button(look, "Back"), main_button(look, "Next: Work"))
    assert said(focused(view)) == "Next: Work"
    assert not shows_ring(focused(view)), "the mouse brought it there"
    before.setFocus()
    while said(focused(view)) != "Next: Work":
        hand.leave()
    QTest.keyClick(focused(view), Qt.Key.Key_Space)
    bar.set_buttons(main_button(look, "Next: Health"))
    assert said(focused(view)) == "Next: Health"
    assert shows_ring(focused(view)), "the keys brought it there"


def test_a_bar_takes_no_focus_that_was_elsewhere(look: Look, shown: Show) -> None:
    bar, before = BottomBar(look), Line(look)
    view = holder(column(look, before, bar))
    shown(view)
    bar.set_buttons(main_button(look, "Next: Contact"))
    before.setFocus()
    bar.set_buttons(main_button(look, "Next: Work"))
    assert focused(view) is before


@pytest.mark.parametrize("key", [Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4])
def test_the_keys_of_a_tab_go_into_its_page(desk: Desk, shown: Show, key: Qt.Key) -> None:
    write_plan(desk.vault, make_jo(desk.vault))
    view = Workspace(desk, 2 if key == Qt.Key.Key_1 else 0)
    hand = shown(view)
    hand.wait_for_row("Jo Example")
    hand.pick_row("Jo Example")
    hand.key(key, CONTROL)
    assert pages(view).isAncestorOf(focused(view)), said(focused(view))
    assert view.pane is not None
    assert not view.pane.tabs.bar.hasFocus()
    if key == Qt.Key.Key_4:
        assert said(focused(view)) == "Search services"


def test_somebody_new_begins_in_the_first_field(desk: Desk, shown: Show) -> None:
    view = Workspace(desk, 0)
    hand = shown(view)
    hand.key(Qt.Key.Key_N, CONTROL)
    assert said(focused(view)) == "First name"


def test_choosing_what_the_plan_is_for_and_agreeing_it_stay_in_the_plan(desk: Desk, shown: Show) -> None:
    make_jo(desk.vault)
    view = Workspace(desk, 2)
    hand = shown(view)
    hand.wait_for_row("Jo Example")
    hand.pick_row("Jo Example")
    hand.pick("What is this plan for?", "To return to work")
    hand.wait_for(lambda: hand.count("Add a goal") == 1, "the plan")
    assert pages(view).isAncestorOf(focused(view)), said(focused(view))
    hand.press("Add a goal")
    hand.write("What you want, in your own words", "I want to be back.")
    hand.press("Save this goal")
    assert pages(view).isAncestorOf(focused(view)), said(focused(view))
    hand.press("Jo agrees this plan")
    assert pages(view).isAncestorOf(focused(view)), said(focused(view))
    hand.pick("How did Jo agree?", "Said so in the meeting")
    hand.press("Jo agrees this plan")
    hand.wait_for(lambda: hand.count("Change this plan") == 1, "the agreed plan")
    assert pages(view).isAncestorOf(focused(view)), said(focused(view))


def test_f6_goes_round_the_parts_of_the_window_and_back(desk: Desk, shown: Show) -> None:
    make_jo(desk.vault)
    view = Workspace(desk, 0)
    hand = shown(view)
    hand.wait_for_row("Jo Example")
    hand.pick_row("Jo Example")
    hand.key(Qt.Key.Key_F6)
    round_ = [focused(view)]
    hand.key(Qt.Key.Key_F6)
    while focused(view) is not round_[0]:
        assert focused(view) not in round_, "it comes round"
        round_.append(focused(view))
        hand.key(Qt.Key.Key_F6)
    assert pages(view).tabs.bar in round_  # type: ignore[attr-defined]  # the pane
    for kind in (CaseloadColumn, Rail, Page, BottomBar):
        assert any(part.isAncestorOf(one) for part in view.findChildren(kind) for one in round_), kind
    for expected in reversed(round_):
        hand.key(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
        assert focused(view) is expected
