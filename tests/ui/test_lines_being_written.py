"""A line that is being written in a list of the assessment: it stays its own, and nothing throws its words away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.ui.test_assessment_tab import all_seen, bar, go, opened, press, seen, settle, text_in, words, write
from workwell_desktop.casework.assessment import save_assessment
from workwell_desktop.casework.assessment_content import AssessmentEntry, CanDo, InTheWay, Task
from workwell_desktop.casework.assessment_state import load_assessment
from workwell_desktop.ui.assessment.obstacle_row import ObstacleRow
from workwell_desktop.ui.assessment_tab import AssessmentTab
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.choices import Segments
from workwell_desktop.ui.plan.rows import OpenRow

TILL = Task("Serve at the till", "stand", 8, 2, "I have a stool", "SIT")
STOCK = Task("Put out stock", "lift", 6, 2, "", "LIFT")
TALK = Task("Talk to customers", "people", 9, 9)  # the page of abilities offers it
BACK = InTheWay("My back goes.", "work", "SIT", "a_lot", "partly")
QUEUE = InTheWay("I panic in queues.", "work", "PEOPLE", "some", "yes")
SUMS = InTheWay("I lie awake.", "home_money", "", "stops", "not_sure")
SIT = CanDo("now", "Serve sitting")
LOAD = CanDo("with_help", "Put out stock", "a trolley")
LIFT = CanDo("avoid", "Lift boxes", until="2099-03-05")
ENTRY = AssessmentEntry({"makes_work_hard": "Standing."}, (TILL, STOCK, TALK), (BACK, QUEUE, SUMS), (SIT, LOAD, LIFT))

TASKS, PAGE = "Your job’s tasks", "What you can do"
TASK, WAY = "What do you call this task?", "What gets in the way, in Jo’s words?"
NOW, WITH = "What can Jo do now?", "What could Jo do with help?"
ADD_NOW, ADD_WAY, ADD_TASK = "Add what Jo can do now", "Add in Jo’s words", "Add a task"
ADD_FIRST, SAVE_FIRST = "Add this line or leave it out first.", "Save this line or leave it as it was first."


@pytest.fixture
def tab(desk: Desk, jo: int, qtbot: QtBot, qapp: QApplication) -> Iterator[AssessmentTab]:
    save_assessment(desk.vault, jo, ENTRY)
    tab = opened(desk, jo, qtbot)
    go(tab, TASKS)
    yield tab
    tab.close()
    tab.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def kept(tab: AssessmentTab, desk: Desk, jo: int) -> AssessmentEntry:
    assert tab.keep()
    return load_assessment(desk.vault, jo).entry


def press_way(tab: AssessmentTab, one: InTheWay) -> None:
    """Press the row of one thing that gets in the way."""
    settle()
    rows = tab.findChildren(ObstacleRow)
    (found,) = [row for row in rows if row.isVisible() and row.accessibleName().startswith(f"“{one.words}”")]
    found.click()
    settle()


def focused(tab: AssessmentTab) -> object:
    settle()
    return tab.window().focusWidget()


def sign(tab: AssessmentTab) -> None:
    """Press everything that signs."""
    go(tab, PAGE)
    press(tab, "Sign this assessment")
    press(tab, "Said so in the meeting")
    press(tab, "Sign it now")


# The form changes its own line, whatever comes or goes around it


def test_an_idea_taken_meanwhile_leaves_the_form_on_its_own_ability(tab: AssessmentTab, desk: Desk, jo: int) -> None:
    go(tab, PAGE)
    press(tab, LOAD.words, OpenRow)
    write(tab, WITH, " early", QPlainTextEdit)
    press(tab, f"Use this: {TALK.task}")
    press(tab, "Save this")
    early = replace(LOAD, words="Put out stock early")
    assert kept(tab, desk, jo).abilities == (SIT, CanDo("now", TALK.task), early, LIFT)


def test_an_ability_put_back_meanwhile_leaves_the_form_on_its_own(tab: AssessmentTab, desk: Desk, jo: int) -> None:
    go(tab, PAGE)
    press(tab, SIT.words, OpenRow)
    press(tab, "Take it out")
    press(tab, LOAD.words, OpenRow)
    write(tab, WITH, " early", QPlainTextEdit)
    press(tab, "Put it back")
    press(tab, "Save this")
    assert kept(tab, desk, jo).abilities == (SIT, replace(LOAD, words="Put out stock early"), LIFT)


def test_one_in_the_way_put_back_meanwhile_leaves_the_form_on_its_own(tab: AssessmentTab, desk: Desk, jo: int) -> None:
    press_way(tab, BACK)
    press(tab, "Take it out")
    press_way(tab, QUEUE)
    write(tab, WAY, " And more.", QPlainTextEdit)
    press(tab, "Put it back")
    press(tab, "Save this")
    assert [one.words for one in kept(tab, desk, jo).obstacles] == [BACK.words, f"{QUEUE.words} And more.", SUMS.words]


def test_a_task_put_back_meanwhile_leaves_the_form_on_its_own(tab: AssessmentTab, desk: Desk, jo: int) -> None:
    press(tab, TILL.task, OpenRow)
    press(tab, "Take it out")
    press(tab, STOCK.task, OpenRow)
    write(tab, TASK, " early")
    press(tab, "Put it back")
    press(tab, "Save this task")
    assert kept(tab, desk, jo).tasks == (TILL, replace(STOCK, task="Put out stock early"), TALK)


# Opening another line keeps what is being written, or says why not


def test_another_ability_opened_keeps_what_was_written(tab: AssessmentTab, desk: Desk, jo: int) -> None:
    go(tab, PAGE)
    press(tab, ADD_NOW)
    write(tab, NOW, "Answer the phone", QPlainTextEdit)
    press(tab, LOAD.words, OpenRow)
    assert text_in(seen(tab, QPlainTextEdit, WITH)) == LOAD.words
    assert focused(tab) is seen(tab, QPlainTextEdit, WITH)
    phone = CanDo("now", "Answer the phone")
    assert kept(tab, desk, jo).abilities == (SIT, phone, LOAD, LIFT)
    press(seen(tab, Segments, "Which list is it for?"), "Best avoided for now")
    press(tab, LIFT.words, OpenRow)  # the line before it goes behind it now
    assert text_in(seen(tab, QPlainTextEdit, "What is best avoided for now?")) == LIFT.words
    assert kept(tab, desk, jo).abilities == (SIT, phone, LIFT, CanDo("avoid", LOAD.words))


def test_another_in_the_way_opened_keeps_what_was_written(tab: AssessmentTab, desk: Desk, jo: int) -> None:
    press_way(tab, BACK)
    write(tab, WAY, " Often.", QPlainTextEdit)
    press_way(tab, SUMS)
    assert text_in(seen(tab, QPlainTextEdit, WAY)) == SUMS.words
    assert [one.words for one in kept(tab, desk, jo).obstacles] == [f"{BACK.words} Often.", QUEUE.words, SUMS.words]


def test_another_task_opened_keeps_what_was_written(tab: AssessmentTab, desk: Desk, jo: int) -> None:
    press(tab, TILL.task, OpenRow)
    write(tab, TASK, " sitting")
    press(tab, ADD_TASK)
    assert text_in(seen(tab, QLineEdit, TASK)) == ""
    assert kept(tab, desk, jo).tasks == (replace(TILL, task="Serve at the till sitting"), STOCK, TALK)
    press(tab, STOCK.task, OpenRow)  # nothing was typed in the new one: it goes
    assert kept(tab, desk, jo).tasks == (replace(TILL, task="Serve at the till sitting"), STOCK, TALK)


def test_what_cannot_be_kept_has_the_focus_and_nothing_else_opens(tab: AssessmentTab) -> None:
    press(tab, TILL.task, OpenRow)
    line = seen(tab, QLineEdit, TASK)
    assert isinstance(line, QLineEdit)
    line.clear()
    line.textEdited.emit("")
    press(tab, STOCK.task, OpenRow)
    assert focused(tab) is line
    assert "Write the task first, or choose one from the list." in words(tab)

    press_way(tab, BACK)
    area = seen(tab, QPlainTextEdit, WAY)
    assert isinstance(area, QPlainTextEdit)
    area.clear()
    press_way(tab, QUEUE)
    assert focused(tab) is area
    assert "Write what gets in the way first." in words(tab)

    go(tab, PAGE)
    press(tab, LOAD.words, OpenRow)
    area = seen(tab, QPlainTextEdit, WITH)
    assert isinstance(area, QPlainTextEdit)
    area.clear()
    press(tab, ADD_NOW)
    assert focused(tab) is area
    assert "Write the task first." in words(tab)


def test_a_line_that_was_only_looked_at_is_left_as_it_was(tab: AssessmentTab, desk: Desk, jo: int) -> None:
    hints = InTheWay("I cannot sit for long.")
    save_assessment(desk.vault, jo, replace(ENTRY, obstacles=(hints, QUEUE)))
    tab.show_participant(jo)
    press_way(tab, hints)
    QApplication.focusWidget().clearFocus()  # now a kind of difficulty is offered
    press_way(tab, QUEUE)
    assert kept(tab, desk, jo).obstacles == (hints, QUEUE)


# Signing


@pytest.mark.parametrize(
    ("section", "add", "asked", "kind"),
    [
        (TASKS, ADD_TASK, TASK, QLineEdit),
        (TASKS, ADD_WAY, WAY, QPlainTextEdit),
        (PAGE, ADD_NOW, NOW, QPlainTextEdit),
    ],
)
def test_half_typed_words_stop_the_signing(
    tab: AssessmentTab, desk: Desk, jo: int, section: str, add: str, asked: str, kind: type[QLineEdit | QPlainTextEdit]
) -> None:
    go(tab, section)
    press(tab, add)
    write(tab, asked, "The bus is", kind)
    sign(tab)
    assert not load_assessment(desk.vault, jo).signed
    assert focused(tab) is seen(tab, kind, asked)
    assert text_in(seen(tab, kind, asked)) == "The bus is"
    assert ADD_FIRST in words(tab)
    assert "Not signed yet." in bar(tab).kept()
    press(tab, "Leave it out")
    go(tab, PAGE)
    press(tab, "Sign it now")
    assert load_assessment(desk.vault, jo).signed


def test_half_typed_words_of_an_earlier_day_stop_the_signing(
    tab: AssessmentTab, desk: Desk, jo: int, qtbot: QtBot
) -> None:
    press_way(tab, QUEUE)
    write(tab, WAY, " And more.", QPlainTextEdit)
    go(tab, "What helps")
    assert tab.keep()
    again = opened(desk, jo, qtbot)
    sign(again)
    assert not load_assessment(desk.vault, jo).signed
    assert SAVE_FIRST in words(again)
    press(again, "Save this")
    go(again, PAGE)
    press(again, "Sign it now")
    state = load_assessment(desk.vault, jo)
    assert state.signed
    assert state.entry.obstacles[1].words == f"{QUEUE.words} And more."


def test_forms_that_nobody_typed_in_do_not_stop_the_signing(
    tab: AssessmentTab, desk: Desk, jo: int, qtbot: QtBot
) -> None:
    press(tab, ADD_TASK)
    press_way(tab, QUEUE)
    go(tab, PAGE)
    press(tab, ADD_NOW)
    assert tab.keep()
    again = opened(desk, jo, qtbot)  # also when they come back with what was kept
    assert all_seen(again, QPlainTextEdit, NOW)
    sign(again)
    assert load_assessment(desk.vault, jo).signed
    assert load_assessment(desk.vault, jo).entry == ENTRY
