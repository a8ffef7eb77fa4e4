"""Ability to work on one page: three lists, written by keys, with ideas to take and lines that go into the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.showing import notices
from tests.ui.test_assessment_tab import _Windows, all_seen, go, opened, press, seen, settle, text_in, words, write
from workwell_desktop.casework.assessment import new_version, save_assessment, sign_assessment
from workwell_desktop.casework.assessment_content import AssessmentEntry, CanDo, Task
from workwell_desktop.casework.assessment_state import load_assessment
from workwell_desktop.casework.intake import load_intake, save_intake
from workwell_desktop.casework.plan_agreement import agree_plan
from workwell_desktop.casework.plan_state import load_plan
from workwell_desktop.casework.planning import GoalEntry, save_goal
from workwell_desktop.ui.assessment.ability_lists import AbilityLists
from workwell_desktop.ui.assessment.section_page import SectionPage
from workwell_desktop.ui.assessment_tab import AssessmentTab
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.choices import Segments
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.plan.rows import OpenRow
from workwell_desktop.ui.style.theme import Look

PAGE = "What you can do"
ADD_NOW, ADD_HELP, ADD_AVOID = "Add what Jo can do now", "Add what Jo could do with help", "Add what is best avoided"
NOW, WITH, AVOID = "What can Jo do now?", "What could Jo do with help?", "What is best avoided for now?"
TILL = CanDo("now", "Serve at the till, sitting")
DESK = CanDo("now", "Order stock on the screen")
STOCK = CanDo("with_help", "Put out stock", "a trolley")
OPEN = CanDo("with_help", "Open the shop", "a second person")
LIFT = CanDo("avoid", "Lift boxes over 5 kg", until="2099-03-05")
LINES = (TILL, DESK, STOCK, OPEN, LIFT)


@pytest.fixture
def tab(desk: Desk, jo: int, qtbot: QtBot, qapp: QApplication) -> Iterator[AssessmentTab]:
    save_assessment(desk.vault, jo, AssessmentEntry(abilities=LINES))
    tab = opened(desk, jo, qtbot)
    go(tab, PAGE)
    yield tab
    tab.close()
    tab.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def begin(tab: AssessmentTab, desk: Desk, jo: int, **entry: object) -> None:
    """Show another assessment on the page."""
    tab._keeper.forget()
    save_assessment(desk.vault, jo, AssessmentEntry(**entry))  # type: ignore[arg-type] # parts of the entry by name
    tab.show_participant(jo)
    go(tab, PAGE)


def kept(tab: AssessmentTab, desk: Desk, jo: int) -> tuple[CanDo, ...]:
    assert tab.keep()
    return load_assessment(desk.vault, jo).entry.abilities


def focused(tab: QWidget) -> QWidget:
    return tab.window().focusWidget()


def key(tab: QWidget, what: Qt.Key) -> None:
    QTest.keyClick(focused(tab), what)
    settle()


def errors(tab: QWidget) -> list[str]:
    return [one.error for one in tab.findChildren(Field) if one.error and one.isVisible()]


def test_a_line_for_each_list_is_written_by_keys_alone(tab: AssessmentTab, desk: Desk, jo: int) -> None:
    begin(tab, desk, jo, answers={"sleep": 3})
    seen(tab, QAbstractButton, ADD_NOW).setFocus()
    key(tab, Qt.Key.Key_Space)
    assert focused(tab) is seen(tab, QPlainTextEdit, NOW)
    QTest.keyClicks(focused(tab), TILL.words)
    key(tab, Qt.Key.Key_Tab)
    assert focused(tab).accessibleName() == "Add this"
    key(tab, Qt.Key.Key_Space)
    assert focused(tab).accessibleName() == TILL.words

    seen(tab, QAbstractButton, ADD_HELP).setFocus()
    key(tab, Qt.Key.Key_Space)
    QTest.keyClicks(focused(tab), STOCK.words)
    key(tab, Qt.Key.Key_Tab)
    assert focused(tab) is seen(tab, QPlainTextEdit, "With what?")
    QTest.keyClicks(focused(tab), STOCK.help)
    key(tab, Qt.Key.Key_Tab)
    key(tab, Qt.Key.Key_Space)

    seen(tab, QAbstractButton, ADD_AVOID).setFocus()
    key(tab, Qt.Key.Key_Space)
    QTest.keyClicks(focused(tab), LIFT.words)
    key(tab, Qt.Key.Key_Tab)
    assert focused(tab) is seen(tab, QLineEdit, "Until when?")
    QTest.keyClicks(focused(tab), "5 march 2099")
    key(tab, Qt.Key.Key_Tab)
    key(tab, Qt.Key.Key_Space)
    assert kept(tab, desk, jo) == (TILL, STOCK, LIFT)
    assert {"What would help: a trolley", "Until 5 March 2099"} <= set(words(tab))


def test_no_day_means_until_we_look_again_and_a_day_that_is_past_is_told(
    tab: AssessmentTab, desk: Desk, jo: int
) -> None:
    press(tab, ADD_AVOID)
    write(tab, AVOID, "Ladders", QPlainTextEdit)
    write(tab, "Until when?", "5 march 2020")
    press(tab, "Add this")
    assert errors(tab) == ["This day is past. Type one that is still to come."]
    line = seen(tab, QLineEdit, "Until when?")
    assert isinstance(line, QLineEdit)
    line.clear()
    press(tab, "Add this")
    assert kept(tab, desk, jo)[-1] == CanDo("avoid", "Ladders")
    assert "Until we look again" in words(tab)


def test_a_line_needs_words_that_can_be_printed(tab: AssessmentTab, desk: Desk, jo: int) -> None:
    press(tab, ADD_HELP)
    press(tab, "Add this")
    assert errors(tab) == ["Write the task first."]
    write(tab, WITH, "Lift", QPlainTextEdit)
    area = seen(tab, QPlainTextEdit, "With what?")
    assert isinstance(area, QPlainTextEdit)
    area.setPlainText("a \u200btrolley")
    press(tab, "Add this")
    assert [one.startswith("There is a hidden mark in this text") for one in errors(tab)] == [True]
    assert kept(tab, desk, jo) == LINES


def test_words_that_name_a_condition_are_told_beside_the_field(tab: AssessmentTab, desk: Desk, jo: int) -> None:
    save_intake(desk.vault, jo, replace(load_intake(desk.vault, jo), conditions_words="Fibromyalgia"))
    tab.show_participant(jo)
    press(tab, ADD_AVOID)
    write(tab, AVOID, "Night shifts with my fibromyalgia", QPlainTextEdit)
    key(tab, Qt.Key.Key_Tab)
    told = "“fibromyalgia” tells an employer about your health. Say the task, not the reason."
    assert told in words(tab)
    write(tab, AVOID, "x", QPlainTextEdit)
    assert told not in words(tab), "it goes while the words change"


def test_a_line_is_changed_moved_and_taken_out_and_put_back(tab: AssessmentTab, desk: Desk, jo: int) -> None:
    press(tab, OPEN.words, OpenRow)
    write(tab, WITH, " at 7", QPlainTextEdit)
    press(tab, "Move up")
    opened_at_7 = replace(OPEN, words="Open the shop at 7")
    assert kept(tab, desk, jo) == (TILL, DESK, opened_at_7, STOCK, LIFT)
    press(tab, opened_at_7.words, OpenRow)
    assert not all_seen(tab, QAbstractButton, "Move up"), "it is the first of its list"
    press(tab, "Take it out")
    assert kept(tab, desk, jo) == (TILL, DESK, STOCK, LIFT)
    assert notices(tab) == ["Taken out: Open the shop at 7"]
    press(tab, "Put it back")
    assert kept(tab, desk, jo) == (TILL, DESK, opened_at_7, STOCK, LIFT)
    assert notices(tab) == []
    assert focused(tab).accessibleName() == opened_at_7.words


def test_a_line_goes_to_another_list_when_things_change(tab: AssessmentTab, desk: Desk, jo: int) -> None:
    press(tab, STOCK.words, OpenRow)
    press(seen(tab, Segments, "Which list is it for?"), "Can do this now")
    assert not all_seen(tab, QPlainTextEdit, "With what?")
    press(tab, "Save this")
    assert kept(tab, desk, jo) == (TILL, DESK, CanDo("now", STOCK.words), OPEN, LIFT)


def test_half_typed_words_come_back(tab: AssessmentTab, desk: Desk, jo: int, qtbot: QtBot) -> None:
    press(tab, LIFT.words, OpenRow)
    write(tab, AVOID, " or so", QPlainTextEdit)
    line = seen(tab, QLineEdit, "Until when?")
    assert isinstance(line, QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, "in some")
    assert kept(tab, desk, jo) == LINES
    again = opened(desk, jo, qtbot)
    assert text_in(seen(again, QPlainTextEdit, AVOID)) == f"{LIFT.words} or so"
    assert text_in(seen(again, QLineEdit, "Until when?")) == "in some"


def test_esc_leaves_a_form_that_nobody_typed_in(tab: AssessmentTab) -> None:
    press(tab, LIFT.words, OpenRow)
    QTest.keyClicks(focused(tab), "x")
    key(tab, Qt.Key.Key_Escape)
    assert all_seen(tab, QPlainTextEdit, AVOID)
    key(tab, Qt.Key.Key_Backspace)
    key(tab, Qt.Key.Key_Escape)
    assert not all_seen(tab, QPlainTextEdit, AVOID)
    assert focused(tab).accessibleName() == LIFT.words


def test_an_idea_from_the_tasks_is_taken_with_one_press(tab: AssessmentTab, desk: Desk, jo: int) -> None:
    tasks = (
        Task("Talk to customers", "people", 9, 9),
        Task("Serve standing", "stand", 9, 1, "I have a stool"),
        Task("Drive the van", "drive", 1, 1),
    )
    begin(tab, desk, jo, tasks=tasks)
    assert kept(tab, desk, jo) == (), "nothing is taken by itself"
    for task in tasks:
        press(tab, f"Use this: {task.task}")
        assert focused(tab).accessibleName() == task.task
    assert kept(tab, desk, jo) == (
        CanDo("now", "Talk to customers"),
        CanDo("with_help", "Serve standing", "a stool"),
        CanDo("avoid", "Drive the van"),
    )
    assert "Ideas from your job’s tasks" not in words(tab)


def test_a_line_goes_into_the_plan_and_says_so(tab: AssessmentTab, desk: Desk, jo: int) -> None:
    assert len(all_seen(tab, QAbstractButton, "Add to plan")) == 3, "what can be done now asks for nothing"
    button = all_seen(tab, QAbstractButton, "Add to plan")[0]
    button.setFocus()
    key(tab, Qt.Key.Key_Space)
    assert focused(tab).accessibleName() == STOCK.words
    QTest.mouseClick(all_seen(tab, QAbstractButton, "Add to plan")[-1], Qt.MouseButton.LeftButton)
    assert len(all_seen(tab, Badge, "In the plan")) == 2
    changes = load_plan(desk.vault, jo).changes
    assert [(one.helps, one.until and one.until.isoformat()) for one in changes] == [
        ("A trolley", None), ("Avoid for now: Lift boxes over 5 kg", LIFT.until),
    ]  # fmt: skip


def test_an_agreed_plan_is_not_changed_and_says_why(tab: AssessmentTab, desk: Desk, jo: int) -> None:
    save_goal(desk.vault, jo, GoalEntry(words="I want to go back."))
    agree_plan(desk.vault, jo, agreed_on="today", how="said")
    QTest.mouseClick(all_seen(tab, QAbstractButton, "Add to plan")[0], Qt.MouseButton.LeftButton)
    assert any(told.startswith("This plan is agreed.") for told in notices(tab))
    assert load_plan(desk.vault, jo).changes == ()


def test_typing_here_never_moves_the_focus(tab: AssessmentTab) -> None:
    press(tab, ADD_NOW)
    area = focused(tab)
    QTest.keyClicks(area, "Sweep")
    tab._show_ideas()
    settle()
    assert focused(tab) is area


def test_ideas_that_follow_leave_somebody_typing_in_peace(tab: AssessmentTab) -> None:
    press(tab, ADD_HELP)
    write(tab, WITH, "Put out ", QPlainTextEdit)
    area = seen(tab, QPlainTextEdit, WITH)
    found = tab.findChildren(AbilityLists)[0]
    assert found._helps is not None
    found.show_helps(replace(found._helps, offers=(CanDo("now", "Sit at the till"),)))
    assert focused(tab) is area
    QTest.keyClicks(focused(tab), "stock")
    settle()
    assert area.toPlainText() == "Put out stock"


def test_nothing_flashes_up_as_a_window_of_its_own(tab: AssessmentTab, qapp: QApplication) -> None:
    windows = _Windows(tab)
    qapp.installEventFilter(windows)
    press(tab, ADD_HELP)
    press(tab, LIFT.words, OpenRow)
    press(tab, "Take it out")
    qapp.removeEventFilter(windows)
    assert windows.shown == []


def test_a_line_that_cannot_be_printed_is_shown_when_it_is_signed(tab: AssessmentTab, desk: Desk, jo: int) -> None:
    begin(tab, desk, jo, abilities=(TILL, CanDo("now", "Lift \u200bboxes")))
    press(tab, "Sign this assessment")
    press(tab, "Said so in the meeting")
    go(tab, "What helps")
    tab._sign_now()
    assert [one.startswith("There is a hidden mark") for one in errors(tab)] == [True]
    assert focused(tab) is seen(tab, QPlainTextEdit, NOW)


def test_what_was_signed_shows_the_three_lists(tab: AssessmentTab, desk: Desk, jo: int) -> None:
    assert tab.keep()
    sign_assessment(desk.vault, jo, method="said", signed_on="today")
    tab.show_participant(jo)
    (lists,) = all_seen(tab, AbilityLists)
    assert {"I can do this now", "I could do this with help", "Best avoided for now"} <= set(words(lists))
    assert {one.words for one in LINES} <= set(words(lists))
    assert not all_seen(lists, OpenRow)
    QTest.mouseClick(all_seen(lists, QAbstractButton, "Add to plan")[0], Qt.MouseButton.LeftButton)
    assert len(all_seen(tab, Badge, "In the plan")) == 1
    new_version(desk.vault, jo, "Things are different.")
    sign_assessment(desk.vault, jo, method="said", signed_on="today")
    tab.show_participant(jo)
    press(tab, "Read version 1")
    (lists,) = all_seen(tab, AbilityLists)
    assert not all_seen(lists, QAbstractButton), "an old version is only read"


@pytest.mark.parametrize(("scale", "width"), [(100, 1032), (150, 1032), (200, 1208), (250, 1294), (200, 760)])
def test_the_page_and_its_form_never_scroll_sideways(tab: AssessmentTab, look: Look, scale: int, width: int) -> None:
    look.set_scale(scale)
    tab.resize(width, 700)
    tab._go("can_do")
    for name in (ADD_HELP, ADD_AVOID):
        press(tab, name)
        (page,) = all_seen(tab, SectionPage)
        assert isinstance(page, SectionPage)
        assert page.horizontalScrollBar().maximum() == 0
        assert all(min(one.width(), one.height()) >= 32 for one in all_seen(page, QAbstractButton))


def test_five_lines_stand_on_one_page(tab: AssessmentTab) -> None:
    tab.resize(1162, 790)  # what a window of 1440 by 900 leaves
    settle()
    (page,) = all_seen(tab, SectionPage)
    assert isinstance(page, SectionPage)
    assert page.verticalScrollBar().maximum() == 0
