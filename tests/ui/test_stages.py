"""Going back in stages as a coach works it: by key, by dragging, with what is worth a look beside the weeks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.plans import make_jo, say, still_clock
from tests.stages import agree, plan_stages
from tests.ui.showing import field, notices
from workwell_desktop.casework import phased_return
from workwell_desktop.casework.fit_notes import FitNoteEntry, save_fit_note
from workwell_desktop.casework.papers import papers_of
from workwell_desktop.casework.phased_return import load_stages
from workwell_desktop.casework.shift_times import Shift, shift_words
from workwell_desktop.clock import Clock
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.plan.stages import StagesView
from workwell_desktop.ui.plan.stages_asking import Asking
from workwell_desktop.ui.plan.stages_day import DayBar
from workwell_desktop.ui.plan.stages_grid import WeekGrid
from workwell_desktop.ui.plan_tab import PlanTab

TUESDAY, SATURDAY = date(2037, 12, 8), date(2037, 12, 12)
LEFT = Qt.MouseButton.LeftButton
NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def tab(desk: Desk, jo: int, qtbot: QtBot, qapp: QApplication) -> Iterator[PlanTab]:
    tab = PlanTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1152, 900)
    tab.show_participant(jo)
    with qtbot.waitActive(tab):
        tab.show()
        tab.activateWindow()
    yield tab
    tab.close()
    tab.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def hand(qapp: QApplication) -> Hand:
    return Hand(qapp)


def opened(tab: PlanTab, hand: Hand, button: str = "Change the weeks") -> StagesView:
    """Open the page from the plan, and wait until it stands."""
    tab.reload()
    settle()  # a page that was shut before is gone
    hand.press(button)
    hand.wait_for(lambda: bool(tab.findChildren(StagesView)), "the page")
    settle()
    (view,) = tab.findChildren(StagesView)
    return view


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def bar(view: StagesView, day: date) -> DayBar:
    settle()
    (grid,) = view.findChildren(WeekGrid)
    return grid.bar_of(day)


def kept(desk: Desk, jo: int, day: date) -> str:
    """Return the hours of a day as they stand in the vault."""
    content = load_stages(desk.vault, jo).content
    assert content is not None
    shift = content.days.get(day)
    return shift_words(shift) if shift is not None else "rest"


def says(view: StagesView) -> str:
    (shown,) = [one for one in view.findChildren(BottomBar) if one.isVisible()]
    return shown.kept()


def focused() -> str:
    settle()
    widget = QApplication.focusWidget()
    return widget.accessibleName() if widget is not None else ""


def test_weeks_are_made_and_changed_by_key_alone(tab: PlanTab, hand: Hand, desk: Desk, jo: int) -> None:
    """The whole way of a meeting: the usual week, the weeks, a few days by key, agreed."""
    view = opened(tab, hand, "Plan the weeks")
    hand.wait_for(lambda: focused() == "Monday", "the first field")
    for name, typed in (
        ("Monday", "9-5, half an hour break"),
        ("Tuesday", "9-5"),
        ("Wednesday", "9-5"),
        ("Thursday", ""),
        ("Friday", ""),
    ):
        assert focused() == name
        QTest.keyClicks(QApplication.focusWidget(), typed)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert field(view, "Monday").understood == "09:00 to 17:00, 30 minutes break"
    hand.write("First day back", "7 dec")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    hand.wait_for(lambda: focused().startswith("Week 1, Monday 7 December"), "the first day")
    assert focused() == "Week 1, Monday 7 December: 09:00 to 12:45, 3 hours 45 minutes"
    hand.key(Qt.Key.Key_Right)
    assert focused() == "Week 1, Tuesday 8 December: 09:00 to 13:00, 4 hours"
    hand.key(Qt.Key.Key_Plus)
    assert kept(desk, jo, TUESDAY) == "09:00 to 13:15"
    assert focused() == "Week 1, Tuesday 8 December: 09:00 to 13:15, 4 hours 15 minutes", "the focus stays"
    hand.key(Qt.Key.Key_Minus)
    hand.key(Qt.Key.Key_Minus)
    assert kept(desk, jo, TUESDAY) == "09:00 to 12:45"
    hand.key(Qt.Key.Key_Right, CONTROL)
    assert kept(desk, jo, TUESDAY) == "09:15 to 13:00"
    QTest.keyClicks(QApplication.focusWidget(), "1")
    assert focused() == "Tuesday 8 December"
    QTest.keyClicks(QApplication.focusWidget(), "0-2")
    hand.key(Qt.Key.Key_Return)
    assert kept(desk, jo, TUESDAY) == "10:00 to 14:00"
    assert focused() == "Week 1, Tuesday 8 December: 10:00 to 14:00, 4 hours"
    hand.key(Qt.Key.Key_Delete)
    assert kept(desk, jo, TUESDAY) == "rest"
    assert focused() == "Week 1, Tuesday 8 December: rest day"
    hand.key(Qt.Key.Key_Down)
    assert focused().startswith("Week 2, Tuesday 15 December: ")
    for _ in range(6):
        hand.key(Qt.Key.Key_Left)
    assert focused().startswith("Week 1, Wednesday 9 December: "), "from Monday to the Sunday before"
    hand.press("Jo agrees these weeks")
    hand.pick("How did Jo agree?", "Said so in the meeting")
    hand.press("Jo agrees these weeks")
    assert load_stages(desk.vault, jo).agreed


def test_every_change_can_be_put_back(tab: PlanTab, hand: Hand, desk: Desk, jo: int) -> None:
    plan_stages(desk.vault, jo)
    before = load_stages(desk.vault, jo)
    view = opened(tab, hand)
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Delete):
        bar(view, TUESDAY).setFocus()
        hand.key(key)
    assert notices(view) == ["Tuesday 8 December: rest day."]
    hand.key(Qt.Key.Key_Z, CONTROL)
    assert kept(desk, jo, TUESDAY) == "09:00 to 13:00"
    assert says(view).startswith("Put back.")
    hand.press("Put it back")
    assert load_stages(desk.vault, jo) == before
    assert notices(view) == []
    hand.key(Qt.Key.Key_Z, CONTROL)
    assert load_stages(desk.vault, jo) == before, "there is nothing more to put back"


@pytest.mark.parametrize(
    ("caught", "to", "becomes"),
    [
        (Shift(540, 765).ends, 13 * 60 + 30, "09:00 to 13:30"),
        (Shift(540, 765).ends, 13 * 60 + 24, "09:00 to 13:30"),
        (540, 10 * 60, "10:00 to 12:45"),
        (11 * 60, 12 * 60, "10:00 to 13:45"),
        (12 * 60 + 45, 8 * 60 + 15, "09:00 to 09:15"),
    ],
)
def test_a_bar_is_pulled_in_quarters_of_an_hour(
    tab: PlanTab, hand: Hand, desk: Desk, jo: int, caught: int, to: int, becomes: str
) -> None:
    plan_stages(desk.vault, jo)
    one = bar(opened(tab, hand), TUESDAY)
    assert kept(desk, jo, TUESDAY) == "09:00 to 12:45"
    drag(one, one.place_of(caught), one.place_of(to))
    assert kept(desk, jo, TUESDAY) == becomes
    assert becomes in one.accessibleName()


def drag(one: DayBar, start: int, end: int) -> None:
    """Press, move in small steps, and let go, as a hand does."""
    at = QPoint(start, one.middle())
    QTest.mousePress(one, LEFT, NONE, at)
    for step in range(1, 11):
        QTest.mouseMove(one, QPoint(start + (end - start) * step // 10, one.middle()))
    QTest.mouseRelease(one, LEFT, NONE, QPoint(end, one.middle()))
    settle()


def test_a_drag_on_a_free_day_begins_one_and_a_click_does_not(tab: PlanTab, hand: Hand, desk: Desk, jo: int) -> None:
    plan_stages(desk.vault, jo)
    one = bar(opened(tab, hand), SATURDAY)
    QTest.mouseClick(one, LEFT, NONE, QPoint(one.place_of(600), one.middle()))
    assert kept(desk, jo, SATURDAY) == "rest"
    drag(one, one.place_of(600), one.place_of(720))
    assert kept(desk, jo, SATURDAY) == "10:00 to 12:00"
    assert "Saturday 12 December is not one of the usual days. Ask if this day suits both sides." in hand.texts()


def test_esc_lets_a_drag_go(tab: PlanTab, hand: Hand, desk: Desk, jo: int) -> None:
    plan_stages(desk.vault, jo)
    view = opened(tab, hand)
    one = bar(view, TUESDAY)
    QTest.mousePress(one, LEFT, NONE, QPoint(one.place_of(765), one.middle()))
    QTest.mouseMove(one, QPoint(one.place_of(900), one.middle()))
    QTest.keyClick(one, Qt.Key.Key_Escape)
    QTest.mouseRelease(one, LEFT, NONE, QPoint(one.place_of(900), one.middle()))
    assert kept(desk, jo, TUESDAY) == "09:00 to 12:45"
    assert view.isVisible(), "the page stays"


def test_hours_that_are_not_understood_stay_with_what_to_do(tab: PlanTab, hand: Hand, desk: Desk, jo: int) -> None:
    plan_stages(desk.vault, jo)
    view = opened(tab, hand)
    bar(view, TUESDAY).setFocus()
    hand.key(Qt.Key.Key_Return)
    assert hand.reads("Tuesday 8 December") == "09:00 to 12:45"
    hand.write("Tuesday 8 December", "17:00 to 09:00")
    hand.key(Qt.Key.Key_Return)
    assert field(view, "Tuesday 8 December").error == "The end comes before the start. Check both times."
    assert kept(desk, jo, TUESDAY) == "09:00 to 12:45"
    hand.key(Qt.Key.Key_Escape)
    assert focused().startswith("Week 1, Tuesday 8 December: 09:00 to 12:45")
    assert view.isVisible(), "Esc leaves what was typed, not the page"


def test_hours_that_are_typed_are_kept_when_the_coach_locks(tab: PlanTab, hand: Hand, desk: Desk, jo: int) -> None:
    plan_stages(desk.vault, jo)
    bar(opened(tab, hand), TUESDAY).setFocus()
    hand.key(Qt.Key.Key_F2)
    hand.write("Tuesday 8 December", "10-12")
    assert tab.keep()
    assert kept(desk, jo, TUESDAY) == "10:00 to 12:00"


def test_starting_again_asks_before_it_takes_changes_by_hand_away(
    tab: PlanTab, hand: Hand, desk: Desk, jo: int
) -> None:
    plan_stages(desk.vault, jo)
    view = opened(tab, hand)
    bar(view, TUESDAY).setFocus()
    hand.key(Qt.Key.Key_Delete)
    changed = load_stages(desk.vault, jo)
    hand.press("Change the settings")
    hand.write("How many weeks", "5")
    hand.press("Start again from these")
    assert load_stages(desk.vault, jo) == changed, "it asks first"
    assert hand.reads("How many weeks") == "5"
    hand.press("Keep my days")
    assert load_stages(desk.vault, jo) == changed
    hand.press("Change the settings")
    hand.write("How many weeks", "5")
    hand.press("Start again from these")
    hand.press("Start again")
    settle()
    assert len(load_stages(desk.vault, jo).weeks) == 5
    hand.key(Qt.Key.Key_Z, CONTROL)
    assert load_stages(desk.vault, jo) == changed


def test_settings_that_are_typed_come_back_after_a_lock(tab: PlanTab, hand: Hand, desk: Desk, jo: int) -> None:
    opened(tab, hand, "Plan the weeks")
    hand.write("Monday", "9-")
    assert tab.keep()
    tab.show_participant(None)
    tab.show_participant(jo)
    opened(tab, hand, "Go on with the weeks")
    assert hand.reads("Monday") == "9-"


def test_wrong_settings_are_said_beside_their_fields(tab: PlanTab, hand: Hand, desk: Desk, jo: int) -> None:
    view = opened(tab, hand, "Plan the weeks")
    hand.write("How many weeks", "40")
    hand.press("Make the weeks")
    assert field(view, "Monday").error
    assert field(view, "First day back").error
    assert field(view, "How many weeks").error == "Type a number from 2 to 26."
    assert load_stages(desk.vault, jo).content is None


def test_warnings_stand_beside_their_week(tab: PlanTab, hand: Hand, desk: Desk, jo: int) -> None:
    plan_stages(desk.vault, jo)
    view = opened(tab, hand)
    (grid,) = view.findChildren(WeekGrid)
    words = "Friday 25 December is a bank holiday. No work is planned. Ask how this day is paid."
    beside = [shown for shown in grid._rows if words in texts_of(shown.below)]
    assert [shown.title.accessibleName() for shown in beside] == ["Week 3, from Monday 21 December"]
    described = [one.day for one in view.findChildren(DayBar) if one.accessibleDescription() == words]
    assert described == [date(2037, 12, 25)], "a screen reader says it with the day"


def texts_of(widget: object) -> list[str]:
    from PySide6.QtWidgets import QLabel, QWidget

    assert isinstance(widget, QWidget)
    return [label.text() for label in widget.findChildren(QLabel)]


def test_agreed_weeks_take_no_key_and_no_drag(tab: PlanTab, hand: Hand, desk: Desk, jo: int) -> None:
    plan_stages(desk.vault, jo)
    agree(desk.vault, jo)
    one = bar(opened(tab, hand), TUESDAY)
    one.setFocus()
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Delete, Qt.Key.Key_1):
        hand.key(key)
    drag(one, one.place_of(765), one.place_of(900))
    assert kept(desk, jo, TUESDAY) == "09:00 to 12:45"
    hand.press("Change the weeks")
    bar(tab.findChildren(StagesView)[0], TUESDAY).setFocus()
    hand.key(Qt.Key.Key_Delete)
    assert kept(desk, jo, TUESDAY) == "rest"


def test_the_own_calendar_is_printed_and_the_way_back_is_short(
    tab: PlanTab, hand: Hand, desk: Desk, jo: int, tmp_path: Path
) -> None:
    plan_stages(desk.vault, jo)
    opened(tab, hand)
    hand.press("Print Jo’s calendar")
    hand.wait_for_button("Save as")
    hand.press("Print")
    assert (tmp_path / "printed-1.pdf").exists()
    hand.press("Close")
    hand.press("Back to the plan")
    assert [paper.kind for paper in papers_of(desk.vault, jo)] == ["stages"]
    assert hand.count("Change the weeks") == 1
    assert hand.count("Print Jo’s papers") == 1


def test_the_managers_calendar_goes_only_with_a_yes_to_its_lines(tab: PlanTab, hand: Hand, desk: Desk, jo: int) -> None:
    plan_stages(desk.vault, jo)
    agree(desk.vault, jo)
    opened(tab, hand)
    hand.press("Calendar for Harbour Foods Example")
    assert any(text.startswith("Week 1, from Monday 7 December: ") for text in hand.texts())
    hand.press("Jo agrees. Make it.")
    assert papers_of(desk.vault, jo) == (), "how it was agreed is missing"
    hand.pick("How did Jo agree?", "Signed on paper")
    hand.press("Jo agrees. Make it.")
    hand.wait_for_button("Save as")
    (paper,) = papers_of(desk.vault, jo)
    assert (paper.kind, paper.recipient) == ("stages", "Harbour Foods Example")


def test_a_no_stops_the_managers_calendar(tab: PlanTab, hand: Hand, desk: Desk, jo: int) -> None:
    plan_stages(desk.vault, jo)
    agree(desk.vault, jo)
    say(desk.vault, jo, "refused", "employer", "Harbour Foods Example", "letter")
    view = opened(tab, hand)
    hand.press("Calendar for Harbour Foods Example")
    assert any("said no to sharing with Harbour Foods Example" in text for text in notices(view))
    assert hand.count("Jo agrees. Make it.") == 0


def test_another_participant_shuts_the_page(tab: PlanTab, hand: Hand, desk: Desk, jo: int) -> None:
    plan_stages(desk.vault, jo)
    view = opened(tab, hand)
    other = make_jo(desk.vault)
    tab.show_participant(other)
    assert not view.isVisible()
    settle()
    assert tab.findChildren(StagesView) == []


@pytest.mark.parametrize(("scale", "width"), [(100, 1152), (100, 640), (200, 1152), (250, 900)])
def test_at_every_size_arrows_reach_every_day_and_nothing_is_cut(
    tab: PlanTab, hand: Hand, desk: Desk, jo: int, scale: int, width: int
) -> None:
    plan_stages(desk.vault, jo)
    view = opened(tab, hand)
    desk.look.set_scale(scale)
    tab.resize(width, 900)
    settle()
    (grid,) = view.findChildren(WeekGrid)
    one = bar(view, date(2037, 12, 7))
    one.setFocus()
    names = set()
    for _ in range(28):
        names.add(focused())
        hand.key(Qt.Key.Key_Right)
    assert len(names) == 28
    bars = grid.findChildren(DayBar)
    assert all(one.width() >= one.minimumSizeHint().width() for one in bars)
    assert all(one.mapTo(view, QPoint(one.width(), 0)).x() <= view.width() for one in bars)
    desk.look.set_scale(100)


def test_weeks_are_read_back_in_the_plan(tab: PlanTab, hand: Hand, desk: Desk, jo: int) -> None:
    phased_return.save_stages(desk.vault, jo, load_stages(desk.vault, jo).entry.__class__(
        usual=("9-5",) * 3 + ("",) * 4, starts_on="7 dec 2037", weeks="2", share="50"
    ))  # fmt: skip
    tab.reload()
    settle()
    texts = hand.texts()
    assert {"7 December", "14 December", "3 days", "12", "24"} <= set(texts)


@pytest.mark.parametrize("scale", [100, 200])
def test_every_line_that_the_manager_would_read_can_be_read_first(
    tab: PlanTab, hand: Hand, desk: Desk, jo: int, scale: int
) -> None:
    plan_stages(desk.vault, jo, weeks="9")
    agree(desk.vault, jo)
    view = opened(tab, hand)
    hand.press("Calendar for Harbour Foods Example")
    desk.look.set_scale(scale)  # while it is asked
    settle()
    (asking,) = view.findChildren(Asking)
    lines = [one for one in asking.findChildren(Label) if one.text().startswith(("Week ", "Look together", "Pay in"))]
    assert len(lines) == 11
    assert all(one.isVisible() and one.height() >= one.heightForWidth(one.width()) for one in lines)
    hand.pick("How did Jo agree?", "By phone")
    hand.key(Qt.Key.Key_Escape)
    settle()
    assert view.findChildren(Asking) == []
    assert papers_of(desk.vault, jo) == ()
    desk.look.set_scale(100)


def test_other_tabs_hear_of_it_once_when_the_page_is_left(tab: PlanTab, hand: Hand, desk: Desk, jo: int) -> None:
    plan_stages(desk.vault, jo)
    view = opened(tab, hand)
    heard: list[int] = []
    tab.saved.connect(heard.append)
    bar(view, TUESDAY).setFocus()
    for _ in range(3):
        hand.key(Qt.Key.Key_Plus)
    assert heard == []
    assert tab.keep(), "as before another tab is shown, or a lock"
    assert heard == [jo]
    hand.press("Back to the plan")
    assert heard == [jo]


def test_what_another_tab_saved_is_looked_at_again(tab: PlanTab, hand: Hand, desk: Desk, jo: int) -> None:
    plan_stages(desk.vault, jo)
    opened(tab, hand)
    save_fit_note(desk.vault, jo, FitNoteEntry(advice="not_fit", starts_on="1 nov 2037", ends_on="10 dec 2037"))
    tab.reload()
    settle()
    assert any(text.startswith("A fit note says not fit for work until Thursday 10 December") for text in hand.texts())
