"""What gets in the way on the Assessment tab: can it change, the agreed order by keys, and what helps beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QScrollArea
from pytestqt.qtbot import QtBot

from workwell_desktop.casework.assessment import new_version, save_assessment, sign_assessment
from workwell_desktop.casework.assessment_content import AssessmentEntry, InTheWay
from workwell_desktop.casework.assessment_ideas import Known, helps_for
from workwell_desktop.casework.assessment_state import load_assessment
from workwell_desktop.casework.lists import choices
from workwell_desktop.ui.assessment.obstacle_list import ObstacleList
from workwell_desktop.ui.assessment.obstacle_row import ObstacleRow
from workwell_desktop.ui.assessment.strengths import Strengths
from workwell_desktop.ui.assessment_tab import AssessmentTab
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.columns import Columns
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.style.theme import Look

BACK = InTheWay("My back goes if I stand too long.", "work", "SIT", "a_lot", "partly")
QUEUE = InTheWay("I panic when the queue builds up.", "work", "PEOPLE", "some", "yes")
SUMS = InTheWay("I lie awake doing sums about money.", "home_money", "", "stops", "not_sure")
HELPS = {"worked_before": "Walking to the shop.", "who_helps": "My sister."}
ENTRY = AssessmentEntry(HELPS, (), (BACK, QUEUE, SUMS))
_ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def tab(desk: Desk, jo: int, qtbot: QtBot, qapp: QApplication) -> Iterator[AssessmentTab]:
    save_assessment(desk.vault, jo, ENTRY)
    tab = AssessmentTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1368, 760)
    tab.show_participant(jo)
    with qtbot.waitActive(tab):
        tab.show()
        tab.activateWindow()
    tab._go("job_tasks")
    settle()
    yield tab
    tab.close()
    tab.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def hand(qapp: QApplication, tab: AssessmentTab) -> Hand:
    return Hand(qapp)


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def words(tab: AssessmentTab) -> list[str]:
    settle()
    return [label.text() for label in tab.findChildren(QLabel) if label.isVisible() and label.text()]


def line(tab: AssessmentTab) -> list[str]:
    """Return the names of the rows, from the top, as a screen reader says them."""
    settle()
    rows = [row for row in tab.findChildren(ObstacleRow) if row.isVisible()]
    return [row.accessibleName() for row in sorted(rows, key=lambda row: row.mapTo(tab, row.rect().topLeft()).y())]


def row(tab: AssessmentTab, one: InTheWay) -> ObstacleRow:
    settle()
    (found,) = [
        row
        for row in tab.findChildren(ObstacleRow)
        if row.isVisible() and row.accessibleName().startswith(f"“{one.words}”")
    ]
    return found


def focus(tab: AssessmentTab) -> str:
    settle()
    here = tab.window().focusWidget()
    return here.accessibleName() if here is not None else ""


def kept(tab: AssessmentTab, desk: Desk, jo: int) -> tuple[InTheWay, ...]:
    assert tab.keep()
    return load_assessment(desk.vault, jo).entry.obstacles


def test_each_says_what_it_is_about_how_much_it_matters_and_if_it_can_change(tab: AssessmentTab) -> None:
    said = words(tab)
    assert "Gets in the way a lot · Can it change? Partly" in said
    assert "It stops me · Can it change? Not sure yet" in said
    assert said.count("Work and getting there") == 2
    assert "Home and money" in said


def test_the_form_asks_if_it_can_change(tab: AssessmentTab, hand: Hand, desk: Desk, jo: int) -> None:
    row(tab, SUMS).click()
    settle()
    hand.pick("Can this change?", "Not for now")
    hand.press("Save this")
    assert kept(tab, desk, jo)[2] == replace(SUMS, can_change="not_now")
    assert "It stops me · Can it change? Not for now" in words(tab)


def test_the_page_says_that_the_place_in_line_is_what_matters_most(tab: AssessmentTab, desk: Desk, jo: int) -> None:
    assert any(text.startswith("1 matters most to Jo. Agree the order together.") for text in words(tab))
    save_assessment(desk.vault, jo, replace(ENTRY, obstacles=(BACK,)))
    tab.show_participant(jo)
    assert not any("matters most" in text for text in words(tab))


@pytest.mark.parametrize("scale", [100, 200])
def test_alt_and_an_arrow_move_a_line_and_the_focus_goes_with_it(
    tab: AssessmentTab, desk: Desk, jo: int, look: Look, scale: int
) -> None:
    look.set_scale(scale)
    tab._go("job_tasks")
    number = "3  " if scale == 200 else ""
    (mine,) = [one for one in tab.findChildren(ObstacleRow) if one.isVisible() and SUMS.words in one.accessibleName()]
    assert mine.accessibleName() == f"{number}“{SUMS.words}”, place 3 of 3"
    mine.setFocus()
    QTest.keyClick(mine, Qt.Key.Key_Up, _ALT)
    assert focus(tab).endswith(f"“{SUMS.words}”, place 2 of 3")
    QTest.keyClick(tab.window().focusWidget(), Qt.Key.Key_Up, _ALT)
    assert focus(tab).endswith(f"“{SUMS.words}”, place 1 of 3")
    QTest.keyClick(tab.window().focusWidget(), Qt.Key.Key_Up, _ALT)  # it is the first already
    assert kept(tab, desk, jo) == (SUMS, BACK, QUEUE)
    QTest.keyClick(tab.window().focusWidget(), Qt.Key.Key_Down, _ALT)
    assert kept(tab, desk, jo) == (BACK, SUMS, QUEUE)
    tab.show_participant(jo)
    assert [name.split(", place")[0][-len(SUMS.words) - 1 : -1] for name in line(tab)][1] == SUMS.words


def test_an_arrow_alone_moves_nothing(tab: AssessmentTab, desk: Desk, jo: int) -> None:
    QTest.keyClick(row(tab, QUEUE), Qt.Key.Key_Up)
    assert kept(tab, desk, jo) == ENTRY.obstacles


def test_the_focus_stays_in_its_row_when_the_ideas_follow(tab: AssessmentTab) -> None:
    row(tab, SUMS).setFocus()
    QTest.keyClick(row(tab, SUMS), Qt.Key.Key_Up, _ALT)
    tab._show_ideas()
    tab._talk.show_helps(helps_for(AssessmentEntry(), Known()))  # others, so that all is drawn anew
    assert focus(tab) == f"“{SUMS.words}”, place 2 of 3"


def test_ideas_that_follow_leave_somebody_typing_in_peace(tab: AssessmentTab, hand: Hand) -> None:
    hand.press("Add in Jo’s words")
    area = hand.find(QPlainTextEdit, "What gets in the way, in Jo’s words?")
    QTest.keyClicks(area, "I worry abot")
    QTest.keyClick(area, Qt.Key.Key_Left)
    found = tab.findChildren(ObstacleList)[0]
    found.show_helps(replace(found._helps, more=found._helps.more + 1))  # as a moment after the one before was added
    assert QApplication.focusWidget() is area
    QTest.keyClicks(QApplication.focusWidget(), "u")
    settle()
    assert area.toPlainText() == "I worry about"
    assert found._form is not None
    assert not found._form.about.value()  # nobody left the field: nothing is offered for half a sentence


def test_ideas_go_along_with_the_words_they_belong_to(tab: AssessmentTab) -> None:
    def ideas() -> list[str]:
        settle()
        adds = [one for one in tab.findChildren(ObstacleList)[0].findChildren(Label) if one.isVisible()]
        return [one.text() for one in adds if one.text().startswith(("Why:", "Nothing suggested"))]

    before = ideas()
    assert len(set(before)) > 1
    QTest.keyClick(row(tab, SUMS), Qt.Key.Key_Up, _ALT)
    assert ideas() == [before[0], before[2], before[1]]


def test_one_that_is_being_written_makes_way_and_keeps_its_words(
    tab: AssessmentTab, hand: Hand, desk: Desk, jo: int
) -> None:
    row(tab, QUEUE).click()
    settle()
    hand.write("What gets in the way, in Jo’s words?", "I panic at noon.")
    QTest.keyClick(row(tab, SUMS), Qt.Key.Key_Up, _ALT)
    assert kept(tab, desk, jo) == (BACK, SUMS, QUEUE)
    hand.press("Save this")
    assert [one.words for one in kept(tab, desk, jo)] == [BACK.words, SUMS.words, "I panic at noon."]
    assert line(tab)[2] == "“I panic at noon.”, place 3 of 3"


def test_what_helps_stands_beside_with_what_was_typed_a_moment_ago(tab: AssessmentTab, hand: Hand) -> None:
    assert {"What has helped before?", "Walking to the shop.", "Who helps you?", "My sister."} <= set(words(tab))
    assert "What are you good at?" not in words(tab)
    hand.press("Change what helps")
    assert tab._rail.current() == "what_helps"
    assert focus(tab) == "What has helped before?"
    hand.write("What are you good at?", "People.")
    tab._go("job_tasks")
    assert {"What are you good at?", "People."} <= set(words(tab))


def test_where_nothing_helps_yet_the_page_says_what_to_ask(tab: AssessmentTab, hand: Hand, desk: Desk, jo: int) -> None:
    save_assessment(desk.vault, jo, replace(ENTRY, answers={}))
    tab.show_participant(jo)
    assert "Nothing yet. Ask Jo what has helped before, and who helps." in words(tab)
    hand.press("Write what helps")
    assert focus(tab) == "What has helped before?"


def test_a_long_answer_is_cut_beside_and_whole_on_its_page(tab: AssessmentTab, desk: Desk, jo: int) -> None:
    long = "I walk to the shop. " * 60
    save_assessment(desk.vault, jo, replace(ENTRY, answers={"worked_before": long}))
    tab.show_participant(jo)
    (cut,) = [text for text in words(tab) if text.startswith("I walk")]
    assert cut.endswith(" …")
    assert len(cut) < 300
    tab._go("what_helps")
    assert long in [area.toPlainText() for area in tab.findChildren(QPlainTextEdit)]


def test_a_wide_page_puts_them_side_by_side_and_leaves_the_table_its_room(tab: AssessmentTab) -> None:
    def beside() -> bool:
        settle()
        (found,) = [one for one in tab.findChildren(Columns) if one.isVisible() and one.findChildren(Strengths)]
        return found.beside

    assert not beside()
    tab.resize(1800, 900)
    assert beside()
    assert tab.findChildren(ObstacleList)[0].width() >= 900


@pytest.mark.parametrize(("width", "scale"), [(688, 100), (1294, 200), (1800, 100)])
def test_no_width_cuts_a_word_off(tab: AssessmentTab, look: Look, width: int, scale: int) -> None:
    look.set_scale(scale)
    tab.resize(width, 500)
    tab._go("job_tasks")
    settle()
    page = next(one for one in tab.findChildren(QScrollArea) if one.isVisible() and one.findChildren(ObstacleList))
    assert page.widget().width() <= page.viewport().width()


def test_a_signed_version_shows_both_and_what_helps_stands_there_once(tab: AssessmentTab, desk: Desk, jo: int) -> None:
    sign_assessment(desk.vault, jo, method="said", signed_on="today")
    tab.show_participant(jo)
    said = words(tab)
    assert "1 matters most to Jo." in said
    assert "Gets in the way a lot · Can it change? Partly" in said
    assert said.count("My sister.") == 1
    named = [one.accessibleName() for one in tab.findChildren(Label) if one.isVisible()]
    assert f"“{SUMS.words}”, place 3 of 3" in named
    tab.resize(1368, 300)
    tab._go("what_helps")
    settle()
    (answer,) = [one for one in tab.findChildren(QLabel) if one.isVisible() and one.text() == "My sister."]
    assert not answer.visibleRegion().isEmpty()


def test_an_earlier_version_is_read_with_what_it_said(tab: AssessmentTab, desk: Desk, jo: int) -> None:
    sign_assessment(desk.vault, jo, method="said", signed_on="today")
    new_version(desk.vault, jo, "The hours were wrong.")
    save_assessment(desk.vault, jo, replace(ENTRY, answers={}, obstacles=(replace(BACK, can_change="yes"),)))
    tab.show_participant(jo)
    tab._read(1)
    said = words(tab)
    assert {"Can it change?", "Partly", "Not sure yet", "A lot", "1 matters most to Jo.", "My sister."} <= set(said)


def test_a_flag_word_that_a_coach_types_stays_in_the_quotation_alone(
    tab: AssessmentTab, hand: Hand, desk: Desk, jo: int
) -> None:
    hand.press("Add in Jo’s words")
    hand.write("What gets in the way, in Jo’s words?", "Yellow flag: fears the work")
    hand.leave()
    hand.press("Add this")
    assert kept(tab, desk, jo)[-1] == InTheWay("Yellow flag: fears the work")
    tab._show_ideas()
    assert [text for text in words(tab) if "flag" in text.lower()] == ["“Yellow flag: fears the work”"]
    assert not [one for one in tab.findChildren(Badge) if "flag" in one.accessibleName().lower()]


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30), st.text(max_size=30), st.booleans())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_codes_that_are_not_ours_are_shown_as_nothing(
    look: Look, about: str, difficulty: str, effect: str, change: str, read_only: bool
) -> None:
    odd = InTheWay("The bus is full.", about, difficulty, effect, change)
    shown = ObstacleList(look, "Jo", read_only=read_only)
    shown.show_obstacles((odd, BACK))
    shown.show_helps(helps_for(AssessmentEntry(obstacles=(odd, BACK)), Known()))
    said = [label.text() for label in shown.findChildren(Label)]
    known = {choice.code for name in ("obstacle_about", "effect_on_work", "can_change") for choice in choices(name)}
    for code in (about, effect, change):
        assert code in known or not code.strip() or code not in said or code in {"1", "2"}
    assert "“The bus is full.”" in said
    if not read_only:
        shown.pick_up({"at": 0, "words": odd.words, "about": about, "effect": effect, "can_change": change})
        assert shown.half_typed()["about"] in {"", *known}
        assert shown.half_typed()["can_change"] in {"", *known}
    shown.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
