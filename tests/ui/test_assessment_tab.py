"""The Assessment tab as a coach uses it: keys and clicks on controls that are found by their names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.showing import wait_for_questions
from tests.vaults import FakeTime
from workwell_desktop import forms
from workwell_desktop.casework.assessment import save_assessment, sign_assessment
from workwell_desktop.casework.assessment_content import AssessmentEntry, InTheWay, Task, sheet
from workwell_desktop.casework.assessment_state import load_assessment
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.plan_agreement import agree_plan
from workwell_desktop.casework.plan_state import load_plan
from workwell_desktop.casework.planning import GoalEntry, save_goal
from workwell_desktop.clock import Clock
from workwell_desktop.settings import Settings
from workwell_desktop.ui.assessment.measures_page import MeasuresPage
from workwell_desktop.ui.assessment.section_page import SectionPage
from workwell_desktop.ui.assessment.task_grid import EXPLAINED
from workwell_desktop.ui.assessment_tab import AssessmentTab
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.doors import ReadyDoors
from workwell_desktop.ui.parts.answers import Answers
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import press_main
from workwell_desktop.ui.parts.choices import Segments
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.focus_ring import FocusRing
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.rail import Rail
from workwell_desktop.ui.parts.scale import Scale
from workwell_desktop.ui.parts.slide import Slide, SlideEnds
from workwell_desktop.ui.plan.rows import OpenRow
from workwell_desktop.ui.style.theme import Look
from workwell_desktop.ui.worker import Worker
from workwell_desktop.vault.store import Vault

TILL = Task("Serve at the till, standing", "stand", 8, 2, "I have a stool", "SIT")
STOCK = Task("Lift and put out stock", "lift", 6, 2, "boxes are under 5 kg", "LIFT")
BACK = InTheWay("My back goes if I stand too long.", "work", "SIT", "a_lot")
QUEUE = InTheWay("I panic when the queue builds up.", "work", "PEOPLE", "some")
ENTRY = AssessmentEntry({"makes_work_hard": "Standing all day."}, (TILL, STOCK), (BACK, QUEUE))
TASKS = "Your job’s tasks"


@pytest.fixture
def clock() -> Clock:
    return FakeTime().clock


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return save_intake(open_vault, 0, IntakeEntry(first_name="Jo", last_name="Example", source="gp"))


@pytest.fixture
def desk(open_vault: Vault, look: Look, ring: FocusRing) -> Iterator[Desk]:
    worker = Worker()
    yield Desk(open_vault, open_vault.clock, worker, ReadyDoors(look), look, Settings)
    worker.close()


@pytest.fixture
def tab(desk: Desk, jo: int, qtbot: QtBot, qapp: QApplication) -> Iterator[AssessmentTab]:
    tab = opened(desk, jo, qtbot)
    yield tab
    tab.close()
    tab.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def opened(desk: Desk, person: int, qtbot: QtBot) -> AssessmentTab:
    """Return the tab of a participant, in an active window."""
    tab = AssessmentTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1368, 760)
    tab.show_participant(person)
    with qtbot.waitActive(tab):
        tab.show()
        tab.activateWindow()
    return tab


def settle() -> None:
    """Let Qt show what is new and delete what is gone."""
    for _ in range(2):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def all_seen(tab: QWidget, kind: type[QWidget], name: str = "") -> list[QWidget]:
    settle()
    wait_for_questions(tab)
    return [w for w in tab.findChildren(kind) if w.isVisible() and (not name or w.accessibleName() == name)]


def seen(tab: QWidget, kind: type[QWidget], name: str) -> QWidget:
    """Return the one control of a kind with this accessible name that can be seen."""
    found = all_seen(tab, kind, name)
    assert len(found) == 1, f"{len(found)} of {name}"
    return found[0]


def text_in(field: QWidget) -> str:
    """Return what stands in a line, an area or a box."""
    if isinstance(field, QComboBox):
        return field.currentText()
    assert isinstance(field, (QLineEdit, QPlainTextEdit))
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def press(tab: QWidget, name: str, kind: type[QWidget] = QAbstractButton) -> None:
    QTest.mouseClick(seen(tab, kind, name), Qt.MouseButton.LeftButton)
    settle()


def write(tab: QWidget, name: str, words: str, kind: type[QWidget] = QLineEdit) -> None:
    field = seen(tab, kind, name)
    field.setFocus()
    QTest.keyClicks(field, words)


def choose(tab: QWidget, group: str, word: str, kind: type[QWidget] = Segments) -> None:
    """Press one of the joined choices of a group."""
    press(seen(tab, kind, group), word)


def pick(tab: QWidget, name: str, word: str) -> None:
    """Choose from a box by keys, as somebody types the beginning of the words."""
    box = seen(tab, QComboBox, name)
    box.setFocus()
    QTest.keyClicks(box, word.split(maxsplit=1)[0])  # a space would open the list
    assert isinstance(box, QComboBox)
    assert box.currentText().startswith(word)


def go(tab: QWidget, section: str) -> None:
    rail = seen(tab, Rail, "Talk it through")
    if rail.isVisible() and all_seen(rail, QAbstractButton, section):
        press(rail, section)


def words(tab: QWidget) -> list[str]:
    settle()
    return [label.text() for label in tab.findChildren(QLabel) if label.isVisible() and label.text()]


def bar(tab: QWidget) -> BottomBar:
    return tab.findChildren(BottomBar)[0]


def section_here(tab: QWidget) -> str:
    (page,) = all_seen(tab, SectionPage)
    assert isinstance(page, SectionPage)
    return page.section.title


def reading(tab: QWidget) -> bool:
    return bool(all_seen(tab, Page, "Signed assessment"))


def test_the_first_page_asks_and_the_bar_leads_on(tab: AssessmentTab) -> None:
    assert section_here(tab) == "Health day to day"
    assert "Nothing written down yet." in bar(tab).kept()
    for section in sheet().sections[1:]:
        press(tab, f"Next: {section.title}")
        assert section_here(tab) == section.title
    press(tab, "Back")
    assert section_here(tab) == "What you want"


def test_the_rail_and_the_keys_jump_freely(tab: AssessmentTab) -> None:
    go(tab, "Home and money")
    assert section_here(tab) == "Home and money"
    QTest.keyClick(tab, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert section_here(tab) == "What helps"
    QTest.keyClick(tab, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(tab, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert section_here(tab) == "Mood and sleep"


def test_what_is_typed_is_kept_by_itself_within_two_seconds(
    tab: AssessmentTab, open_vault: Vault, jo: int, qtbot: QtBot
) -> None:
    write(tab, "What makes work hard?", "Standing all day.", QPlainTextEdit)
    with qtbot.waitSignal(tab._keeper.told, timeout=2000):
        pass
    assert load_assessment(open_vault, jo).entry.answers == {"makes_work_hard": "Standing all day."}
    assert bar(tab).kept().startswith("Kept at ")
    assert tab.findChildren(Rail)[0].state("health_day_to_day") == "part"


def test_answers_of_every_kind_come_back(tab: AssessmentTab, open_vault: Vault, jo: int) -> None:
    choose(tab, "How many days in a week are bad days?", "3", Scale)
    press(tab, "It comes and goes")
    press(tab, "Waiting for it")
    write(tab, "What are you waiting for?", "Physiotherapy")
    write(tab, "Since when?", "3 sept 2026")
    go(tab, "Hours and people")
    press(tab, "By bus or train")
    press(tab, "On foot")
    go(tab, "What you expect")
    write(tab, "Work Ability Score, 0 to 10", "6")
    assert tab.keep()
    tab.show_participant(jo)
    assert load_assessment(open_vault, jo).entry.answers == {
        "bad_days_a_week": 3,
        "started": "comes_and_goes",
        "treatment": "waiting",
        "waiting_for": "Physiotherapy",
        "waiting_since": "2026-09-03",
        "getting_there": ["walk", "bus_train"],
        "was_total": 6,
    }
    assert section_here(tab) == "What you expect"
    assert "Work Ability Score: 6 of 10. The published band is “moderate”." in words(tab)
    go(tab, "Health day to day")
    assert text_in(seen(tab, QLineEdit, "Since when?")) == "3 September 2026"


def test_a_question_that_hangs_on_another_comes_and_goes(tab: AssessmentTab) -> None:
    assert not all_seen(tab, QLineEdit, "What are you waiting for?")
    press(tab, "Both")
    assert all_seen(tab, QLineEdit, "What are you waiting for?")
    press(tab, "No treatment")
    assert not all_seen(tab, QLineEdit, "What are you waiting for?")


def test_a_non_answer_is_its_own_answer(tab: AssessmentTab, open_vault: Vault, jo: int) -> None:
    write(tab, "What is a bad day like?", "I lie down.", QPlainTextEdit)
    menus = [one for one in tab.findChildren(Answers) if one.accessibleDescription() == "What is a bad day like?"]
    menus[0].menu().actions()[2].trigger()
    assert tab.keep()
    assert load_assessment(open_vault, jo).entry.answers == {"bad_day": forms.RATHER_NOT_SAY}
    menus[0].menu().actions()[0].trigger()
    assert tab.keep()
    assert load_assessment(open_vault, jo).entry.answers == {"bad_day": "I lie down."}


def test_a_score_shows_its_sum_once_all_is_answered(tab: AssessmentTab) -> None:
    go(tab, "Mood and sleep")
    items = forms.questionnaire("phq4").items
    for item, word in zip(items[:3], ("Several days", "Not at all", "Nearly every day"), strict=True):
        choose(tab, item.text, word)
    assert "PHQ-4: 3 of 4 answered. A total needs all 4." in words(tab)
    assert not [text for text in words(tab) if "published band" in text]
    choose(tab, items[3].text, "More than half the days")
    assert "PHQ-4: 1 + 0 + 3 + 2 = 6 of 12. The published band is “moderate”." in words(tab)
    assert any(text.startswith("This is a count of answers, not a diagnosis.") for text in words(tab))


def test_a_task_is_added_with_the_keyboard_alone(tab: AssessmentTab, open_vault: Vault, jo: int) -> None:
    go(tab, TASKS)
    press(tab, "Add a task")
    line = tab.window().focusWidget()
    assert line is seen(tab, QLineEdit, "What do you call this task?")
    QTest.keyClicks(line, "Serve at the till")
    pick(tab, "Which of these is it most like?", "Stand for long")
    for _ in range(2):  # past what it makes hard, which is offered
        QTest.keyClick(tab.window().focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(tab.window().focusWidget(), Qt.Key.Key_Space)  # Add this task
    settle()
    assert tab.window().focusWidget() is seen(tab, Slide, "Serve at the till: on a good day")
    QTest.keyClick(tab.window().focusWidget(), Qt.Key.Key_End)
    for _ in range(6):
        if isinstance(tab.window().focusWidget(), QLineEdit):
            break
        QTest.keyClick(tab.window().focusWidget(), Qt.Key.Key_Tab)
    assert tab.window().focusWidget().accessibleName() == "Serve at the till: can, if…"
    QTest.keyClicks(tab.window().focusWidget(), "I have a stool")
    assert tab.keep()
    assert load_assessment(open_vault, jo).entry.tasks == (
        Task("Serve at the till", "stand", 10, None, "I have a stool", "SIT"),
    )


def test_a_task_without_words_takes_those_of_its_kind_and_one_without_both_is_asked_for(tab: AssessmentTab) -> None:
    go(tab, TASKS)
    press(tab, "Add a task")
    press(tab, "Add this task")
    assert "Write the task first, or choose one from the list." in words(tab)
    pick(tab, "Which of these is it most like?", "Meetings")
    press(tab, "Add this task")
    assert all_seen(tab, OpenRow, "Meetings")


def test_a_task_is_changed_taken_out_and_put_back(tab: AssessmentTab, open_vault: Vault, jo: int) -> None:
    save_assessment(open_vault, jo, ENTRY)
    tab.show_participant(jo)
    go(tab, TASKS)
    press(tab, TILL.task, OpenRow)
    line = seen(tab, QLineEdit, "What do you call this task?")
    assert isinstance(line, QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, "Serve standing")
    press(tab, "Save this task")
    press(tab, STOCK.task, OpenRow)
    press(tab, "Take it out")
    assert tab.keep()
    assert load_assessment(open_vault, jo).entry.tasks == (replace(TILL, task="Serve standing"),)
    press(tab, "Put it back")
    assert tab.keep()
    assert load_assessment(open_vault, jo).entry.tasks == (replace(TILL, task="Serve standing"), STOCK)


def test_good_and_bad_days_are_told_apart(tab: AssessmentTab, open_vault: Vault, jo: int) -> None:
    save_assessment(open_vault, jo, replace(ENTRY, tasks=(Task("Drive", "drive"),)))
    tab.show_participant(jo)
    go(tab, TASKS)
    QTest.keyClicks(seen(tab, Slide, "Drive: on a good day"), "10")
    QTest.keyClicks(seen(tab, Slide, "Drive: on a bad day"), "2")
    assert tab.keep()
    assert load_assessment(open_vault, jo).entry.tasks == (Task("Drive", "drive", 10, 2),)


def test_the_numbers_are_explained_once(tab: AssessmentTab, open_vault: Vault, jo: int) -> None:
    save_assessment(open_vault, jo, ENTRY)
    tab.show_participant(jo)
    go(tab, TASKS)
    assert sum(EXPLAINED in one for one in words(tab)) == 1


def test_what_a_task_makes_hard_is_offered_and_can_be_changed(tab: AssessmentTab, open_vault: Vault, jo: int) -> None:
    go(tab, TASKS)
    hard = "What does it make hard at work?"
    press(tab, "Add a task")
    write(tab, "What do you call this task?", "Carry post upstairs")
    QTest.keyClick(tab.window().focusWidget(), Qt.Key.Key_Tab)
    assert text_in(seen(tab, QComboBox, hard)) == "Lifting and carrying", "by its words"
    pick(tab, "Which of these is it most like?", "Stand for long")
    assert text_in(seen(tab, QComboBox, hard)) == "Sitting, standing, posture", "by its kind"
    press(tab, "Add this task")
    press(tab, "Carry post upstairs", OpenRow)
    pick(tab, hard, "Getting tired")
    pick(tab, "Which of these is it most like?", "Meetings")
    assert text_in(seen(tab, QComboBox, hard)).startswith("Getting tired"), "what was chosen stays"
    press(tab, "Save this task")
    assert tab.keep()
    (task,) = load_assessment(open_vault, jo).entry.tasks
    assert (task.code, task.difficulty) == ("meetings", "FAT")
    press(tab, "Carry post upstairs", OpenRow)
    pick(tab, "Which of these is it most like?", "Stand for long")
    assert text_in(seen(tab, QComboBox, hard)).startswith("Getting tired")


@pytest.mark.parametrize(("scale", "width", "beside"), [(100, 1368, True), (100, 700, False), (200, 1368, False)])
def test_the_ends_are_said_in_the_head_or_once_a_row(
    tab: AssessmentTab, look: Look, open_vault: Vault, jo: int, scale: int, width: int, *, beside: bool
) -> None:
    save_assessment(open_vault, jo, ENTRY)
    look.set_scale(scale)
    tab.resize(width, 700)
    tab.show_participant(jo)
    tab._go("job_tasks")
    assert bool(all_seen(tab, SlideEnds)) == beside
    day = seen(tab, Slide, f"{TILL.task}: on a bad day")
    assert (day.height() > look.height("control") + 4) != beside


def test_what_gets_in_the_way_is_written_in_place_and_brings_ideas(
    tab: AssessmentTab, open_vault: Vault, jo: int
) -> None:
    save_assessment(open_vault, jo, AssessmentEntry(tasks=(TILL,)))
    tab.show_participant(jo)
    go(tab, TASKS)
    press(tab, "Add in Jo’s words")
    area = seen(tab, QPlainTextEdit, "What gets in the way, in Jo’s words?")
    assert tab.window().focusWidget() is area
    QTest.keyClicks(area, "My back goes if I stand too long.")
    QTest.keyClick(area, Qt.Key.Key_Tab)
    assert text_in(seen(tab, QComboBox, "What does it make hard at work?")) == "Sitting, standing, posture"
    choose(tab, "How much does it get in the way of work?", "A lot")
    press(tab, "Add this")
    assert tab.keep()
    assert load_assessment(open_vault, jo).entry.obstacles == (BACK,)
    tab._show_ideas()
    assert "“My back goes if I stand too long.”" in words(tab)
    assert "Why: Standing is 2 of 10 on a bad day" in words(tab)
    assert "Gets in the way a lot" in words(tab), "understood without its question"


def test_an_idea_goes_into_the_plan_with_one_press(
    tab: AssessmentTab, open_vault: Vault, jo: int, qtbot: QtBot
) -> None:
    save_assessment(open_vault, jo, replace(ENTRY, obstacles=(BACK,)))
    tab.show_participant(jo)
    go(tab, TASKS)
    with qtbot.waitSignal(tab.saved, timeout=1000):
        press(tab, "Add to plan")
    assert [one.reason for one in load_plan(open_vault, jo).changes] == ["Standing is 2 of 10 on a bad day"]
    assert seen(tab, Badge, "In the plan")
    (more,) = [one for one in all_seen(tab, OpenRow) if "more ideas" in one.accessibleName()]
    QTest.keyClick(more, Qt.Key.Key_Return)
    assert len(all_seen(tab, QAbstractButton, "Add to plan")) >= 2
    assert len(all_seen(tab, Badge, "In the plan")) == 1


def test_an_agreed_plan_says_what_to_do_first(tab: AssessmentTab, open_vault: Vault, jo: int, qtbot: QtBot) -> None:
    save_goal(open_vault, jo, GoalEntry(words="I want to go back."))
    agree_plan(open_vault, jo, agreed_on="today", how="said")
    save_assessment(open_vault, jo, replace(ENTRY, obstacles=(BACK,)))
    tab.show_participant(jo)
    go(tab, TASKS)
    for _ in range(2):
        press(tab, "Add to plan")
    (notice,) = all_seen(tab, Notice)
    assert "This plan is agreed." in notice.accessibleName()
    with qtbot.waitSignal(tab.opened_tab, timeout=1000) as asked:
        press(tab, "Go to the plan")
    assert asked.args == [2]


def test_ctrl_enter_in_an_open_form_adds_what_stands_there(tab: AssessmentTab, open_vault: Vault, jo: int) -> None:
    go(tab, TASKS)
    press(tab, "Add in Jo’s words")
    area = seen(tab, QPlainTextEdit, "What gets in the way, in Jo’s words?")
    QTest.keyClicks(area, "My back goes.")
    press_main(tab)
    assert tab._rail.current() == "job_tasks", "the next section waits"
    assert tab.keep()
    assert [one.words for one in load_assessment(open_vault, jo).entry.obstacles] == ["My back goes."]


def test_an_obstacle_moves_up_and_is_taken_out_and_put_back(tab: AssessmentTab, open_vault: Vault, jo: int) -> None:
    save_assessment(open_vault, jo, ENTRY)
    tab.show_participant(jo)
    go(tab, TASKS)
    press(tab, f"“{QUEUE.words}”, place 2 of 2", OpenRow)
    press(tab, "Move up")
    assert tab.keep()
    assert load_assessment(open_vault, jo).entry.obstacles == (QUEUE, BACK)
    press(tab, f"“{QUEUE.words}”, place 1 of 2", OpenRow)
    press(tab, "Take it out")
    assert tab.keep()
    assert load_assessment(open_vault, jo).entry.obstacles == (BACK,)
    press(tab, "Put it back")
    assert tab.keep()
    assert load_assessment(open_vault, jo).entry.obstacles == (QUEUE, BACK)


def test_going_on_begins_at_the_question_of_before(tab: AssessmentTab, desk: Desk, jo: int, qtbot: QtBot) -> None:
    write(tab, "What is a bad day like?", "I lie down", QPlainTextEdit)
    assert tab.keep()
    again = opened(desk, jo, qtbot)
    again.begin()
    qtbot.waitUntil(seen(again, QPlainTextEdit, "What is a bad day like?").hasFocus)
    again.begin()  # once: after that it begins as every tab does
    qtbot.waitUntil(seen(again, QPlainTextEdit, "What makes work hard?").hasFocus)


def test_what_was_half_typed_is_in_sight_again(tab: AssessmentTab, desk: Desk, jo: int, qtbot: QtBot) -> None:
    save_assessment(desk.vault, jo, replace(ENTRY, obstacles=(BACK, QUEUE) * 6))
    tab.show_participant(jo)
    go(tab, TASKS)
    press(tab, "Add in Jo’s words")
    write(tab, "What gets in the way, in Jo’s words?", "The bus is", QPlainTextEdit)
    assert tab.keep()
    again = opened(desk, jo, qtbot)
    area = seen(again, QPlainTextEdit, "What gets in the way, in Jo’s words?")
    qtbot.waitUntil(lambda: area.visibleRegion().boundingRect().height() == area.height())


def test_going_on_stands_at_the_questionnaires_where_the_coach_was_there(
    tab: AssessmentTab, desk: Desk, jo: int, qtbot: QtBot
) -> None:
    write(tab, "What makes work hard?", "Standing.", QPlainTextEdit)
    assert tab.keep()  # a while ago: nothing else waits to be kept
    go(tab, "Questionnaires")
    assert tab.keep()
    assert seen(opened(desk, jo, qtbot), MeasuresPage, "Questionnaires")


def test_half_typed_words_come_back_where_they_were(tab: AssessmentTab, desk: Desk, jo: int, qtbot: QtBot) -> None:
    save_assessment(desk.vault, jo, ENTRY)
    tab.show_participant(jo)
    go(tab, TASKS)
    press(tab, "Add in Jo’s words")
    write(tab, "What gets in the way, in Jo’s words?", "The bus is", QPlainTextEdit)
    press(tab, TILL.task, OpenRow)
    write(tab, "What do you call this task?", " all day")
    assert tab.keep()
    again = opened(desk, jo, qtbot)
    assert section_here(again) == TASKS
    area = seen(again, QPlainTextEdit, "What gets in the way, in Jo’s words?")
    assert text_in(area) == "The bus is"
    line = seen(again, QLineEdit, "What do you call this task?")
    assert text_in(line) == f"{TILL.task} all day"
    assert load_assessment(desk.vault, jo).entry == ENTRY


@pytest.mark.parametrize("scale", [100, 200])
def test_a_form_closes_with_esc_while_nothing_was_typed(tab: AssessmentTab, look: Look, scale: int) -> None:
    look.set_scale(scale)
    tab._go("job_tasks")
    press(tab, "Add a task")
    line = seen(tab, QLineEdit, "What do you call this task?")
    QTest.keyClicks(line, "D")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert seen(tab, QLineEdit, "What do you call this task?") is line
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not all_seen(tab, QLineEdit, "What do you call this task?")


def test_signing_asks_how_and_when_in_place(tab: AssessmentTab, open_vault: Vault, jo: int, qtbot: QtBot) -> None:
    save_assessment(open_vault, jo, ENTRY)
    tab.show_participant(jo)
    go(tab, "What you can do")
    press(tab, "Sign this assessment")
    assert text_in(seen(tab, QLineEdit, "When was that?"))
    press(tab, "Sign it now")
    assert "Choose how this was agreed." in words(tab)
    assert load_assessment(open_vault, jo).state == "draft"
    press(tab, "Said so in the meeting")
    with qtbot.waitSignal(tab.saved, timeout=1000):
        press(tab, "Sign it now")
    state = load_assessment(open_vault, jo)
    assert state.signed
    assert reading(tab)
    (notice,) = all_seen(tab, Notice)
    assert notice.accessibleName() == state.versions[0].line
    assert "Standing all day." in words(tab)
    assert not all_seen(tab, QLineEdit)
    assert not all_seen(tab, QPlainTextEdit)


def test_not_yet_leaves_it_unsigned(tab: AssessmentTab, open_vault: Vault, jo: int) -> None:
    save_assessment(open_vault, jo, ENTRY)
    tab.show_participant(jo)
    go(tab, "What you can do")
    press(tab, "Sign this assessment")
    press(tab, "Not yet")
    assert not all_seen(tab, QLineEdit, "When was that?")
    assert load_assessment(open_vault, jo).state == "draft"


def test_an_empty_assessment_is_not_signed_and_says_why(tab: AssessmentTab) -> None:
    go(tab, "What you can do")
    press(tab, "Sign this assessment")
    press(tab, "Said so in the meeting")
    press(tab, "Sign it now")
    told = [notice.accessibleName() for notice in all_seen(tab, Notice)]
    assert any(one.startswith("There is nothing to sign yet.") for one in told)


def test_an_answer_that_is_not_understood_stops_the_signing_and_keeps_the_words(
    tab: AssessmentTab, open_vault: Vault, jo: int
) -> None:
    press(tab, "Waiting for it")
    write(tab, "Since when?", "a while")
    go(tab, "What you can do")
    press(tab, "Sign this assessment")
    press(tab, "Said so in the meeting")
    press(tab, "Sign it now")
    assert section_here(tab) == "Health day to day"
    line = seen(tab, QLineEdit, "Since when?")
    assert text_in(line) == "a while"
    assert tab.window().focusWidget() is line
    assert line.accessibleDescription()
    assert "Not signed yet." in bar(tab).kept()
    assert load_assessment(open_vault, jo).state == "draft"


def test_a_number_out_of_reach_is_told_when_the_field_is_left(tab: AssessmentTab) -> None:
    go(tab, "What you expect")
    write(tab, "Work Ability Score, 0 to 10", "11")
    assert not [one for one in tab.findChildren(Field) if one.error]
    QTest.keyClick(tab.window().focusWidget(), Qt.Key.Key_Tab)
    assert [one.error for one in tab.findChildren(Field) if one.error] == ["Give a whole number from 0 to 10."]
    assert not [text for text in words(tab) if "published band" in text]


def test_a_new_version_asks_why_and_the_old_one_can_be_read(
    tab: AssessmentTab, desk: Desk, open_vault: Vault, jo: int, qtbot: QtBot
) -> None:
    save_assessment(open_vault, jo, ENTRY)
    sign_assessment(open_vault, jo, method="said", signed_on="today")
    tab.show_participant(jo)
    press(tab, "Make a new version")
    press(tab, "Begin version 2")
    assert "Write in a few words why this changes." in words(tab)
    write(tab, "Why does this change?", "The hours were wrong.", QPlainTextEdit)
    assert tab.keep()
    again = opened(desk, jo, qtbot)  # the reason was half typed: it is still there
    area = seen(again, QPlainTextEdit, "Why does this change?")
    assert text_in(area) == "The hours were wrong."
    press(again, "Begin version 2")
    assert section_here(again) == "Health day to day"
    (notice,) = all_seen(again, Notice)
    assert notice.accessibleName() == "This is version 2. Why: The hours were wrong."
    area = seen(again, QPlainTextEdit, "What is a bad day like?")
    QTest.keyClicks(area, "I lie down.")
    press(again, "Read version 1")
    assert reading(again)
    assert "I lie down." not in words(again)
    press(bar(again), "Back to version 2")
    area = seen(again, QPlainTextEdit, "What is a bad day like?")
    assert text_in(area) == "I lie down."
    sign = sign_assessment(open_vault, jo, method="phone", signed_on="today")
    again.reload()
    assert sign == 2
    press(again, "Read version 1")
    assert "Other versions" in words(again)


def test_nobody_yet_leads_to_the_intake(tab: AssessmentTab, open_vault: Vault, jo: int) -> None:
    tab.show_participant(None)
    assert "Save the intake first. Then you can talk it through." in words(tab)
    assert not all_seen(tab, QAbstractButton)
    assert tab.keep()
    assert load_assessment(open_vault, jo).kept_at is None


def test_one_persons_words_never_reach_the_next(tab: AssessmentTab, open_vault: Vault, jo: int) -> None:
    other = save_intake(open_vault, 0, IntakeEntry(first_name="Tomek", last_name="Example", source="self"))
    write(tab, "What makes work hard?", "Standing all day.", QPlainTextEdit)
    assert tab.keep()
    tab.show_participant(other)
    area = seen(tab, QPlainTextEdit, "What makes work hard?")
    assert text_in(area) == ""
    go(tab, TASKS)
    assert "No tasks yet. Ask Tomek what fills most of the week." in words(tab)
    assert tab.keep()
    assert load_assessment(open_vault, other).entry.empty


def test_what_changed_is_told_to_the_window_once(tab: AssessmentTab, qtbot: QtBot) -> None:
    write(tab, "What makes work hard?", "Standing all day.", QPlainTextEdit)
    with qtbot.waitSignal(tab.saved, timeout=1000):
        assert tab.keep()
    with qtbot.assertNotEmitted(tab.saved):
        assert tab.keep()


def test_larger_text_keeps_words_place_and_half_typed_forms(tab: AssessmentTab, look: Look) -> None:
    go(tab, TASKS)
    press(tab, "Add in Jo’s words")
    write(tab, "What gets in the way, in Jo’s words?", "The bus is", QPlainTextEdit)
    look.set_scale(200)
    assert section_here(tab) == TASKS
    area = seen(tab, QPlainTextEdit, "What gets in the way, in Jo’s words?")
    assert text_in(area) == "The bus is"


@pytest.mark.parametrize(  # 1280 wide with the column open, or with the strip; 1366 with the strip
    ("scale", "width"), [(100, 1032), (125, 1032), (150, 1032), (200, 1208), (250, 1294)]
)
def test_no_section_ever_scrolls_sideways(
    tab: AssessmentTab, look: Look, open_vault: Vault, jo: int, scale: int, width: int
) -> None:
    save_assessment(open_vault, jo, ENTRY)
    look.set_scale(scale)
    tab.show_participant(jo)
    tab.resize(width, 700)
    for section in sheet().sections:
        tab._go(section.id)
        settle()
        (page,) = all_seen(tab, SectionPage)
        assert isinstance(page, QScrollArea)
        least = page.widget().minimumSizeHint().width()
        assert least <= page.viewport().width(), f"{section.id} needs {least}"
    assert tab.minimumSizeHint().width() <= width


def test_every_control_of_every_section_has_a_name(tab: AssessmentTab, open_vault: Vault, jo: int) -> None:
    save_assessment(open_vault, jo, ENTRY)
    tab.show_participant(jo)
    for section in sheet().sections:
        go(tab, section.title)
        if section.title == TASKS:
            press(tab, "Add a task")
            press(tab, "Add in Jo’s words")
        for kind in (QAbstractButton, Slide, QLineEdit, QPlainTextEdit, QComboBox, QScrollArea):
            for one in all_seen(tab, kind):
                assert one.accessibleName() or isinstance(one.parent(), (QComboBox, QPlainTextEdit)), section.id


class _Windows(QObject):
    """Notes what is shown as a window of its own."""

    def __init__(self, meant: QWidget) -> None:
        super().__init__()
        self.meant, self.shown = meant, list[str]()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if shown and watched is not self.meant:
            self.shown.append(type(watched).__name__)
        return False


def test_nothing_flashes_up_as_a_window_of_its_own(
    tab: AssessmentTab, open_vault: Vault, jo: int, look: Look, qapp: QApplication
) -> None:
    save_assessment(open_vault, jo, ENTRY)
    windows = _Windows(tab)
    qapp.installEventFilter(windows)
    tab.show_participant(jo)
    for section in ("Mood and sleep", TASKS):
        go(tab, section)
    press(tab, "Add in Jo’s words")
    look.set_scale(200)
    settle()
    qapp.removeEventFilter(windows)
    assert windows.shown == []


def test_pages_that_were_shown_before_are_gone(tab: AssessmentTab, open_vault: Vault, jo: int) -> None:
    save_assessment(open_vault, jo, ENTRY)
    counts = []
    for _ in range(3):
        tab.show_participant(jo)
        for section in ("Mood and sleep", TASKS):
            go(tab, section)
        settle()
        counts.append(len(tab.findChildren(QWidget)))
    assert counts[1] == counts[2]


def test_signing_says_when_taking_part_is_not_written_down_and_still_signs(
    tab: AssessmentTab, open_vault: Vault, jo: int, qtbot: QtBot
) -> None:
    save_assessment(open_vault, jo, ENTRY)
    tab.show_participant(jo)
    go(tab, "What you can do")
    press(tab, "Sign this assessment")
    (notice,) = all_seen(tab, Notice)
    assert notice.accessibleName() == "It is not written down yet that Jo wants to take part."
    with qtbot.waitSignal(tab.section_wanted) as caught:
        press(tab, "Go to Agreements")
    assert caught.args == ["agreements"]
    press(tab, "Said so in the meeting")
    press(tab, "Sign it now")
    assert load_assessment(open_vault, jo).signed
