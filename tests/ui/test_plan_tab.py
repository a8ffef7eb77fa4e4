"""The Plan tab as a coach uses it: keys and clicks on controls that are found by their names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.plans import NEXT_WEEK, NOW, make_jo, say, still_clock, write_plan
from tests.ui.showing import notices
from workwell_desktop.casework import plan_agreement, planning, services
from workwell_desktop.casework.assessment_state import load_assessment
from workwell_desktop.casework.drafts import load_draft
from workwell_desktop.casework.intake import load_intake, save_intake
from workwell_desktop.casework.papers import papers_of
from workwell_desktop.casework.people import current_episode, participant
from workwell_desktop.casework.plan_state import load_plan
from workwell_desktop.casework.planning import StepEntry
from workwell_desktop.casework.service_profile import CrisisContact, Profile, save_profile
from workwell_desktop.clock import Clock
from workwell_desktop.models.assessments import Assessment, JobTask
from workwell_desktop.models.participants import Participant
from workwell_desktop.models.plans import PlanAction
from workwell_desktop.settings import Settings
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.doors import ReadyDoors
from workwell_desktop.ui.paper_pages import Sheet
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.focus_ring import FocusRing
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.plan.page import PlanPage
from workwell_desktop.ui.plan.rows import OpenRow
from workwell_desktop.ui.plan.ways import WAYS
from workwell_desktop.ui.plan_tab import PlanTab
from workwell_desktop.ui.preview import Preview
from workwell_desktop.ui.style.theme import Look
from workwell_desktop.ui.worker import Worker
from workwell_desktop.vault.store import Vault

W = TypeVar("W", bound=QWidget)
NAMED = "Their name, as it stands in the plan"


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return make_jo(open_vault)


@pytest.fixture
def desk(open_vault: Vault, look: Look, ring: FocusRing, tmp_path: Path) -> Iterator[Desk]:
    worker = Worker()
    doors = ReadyDoors(look, saves=[tmp_path / "saved.pdf"], prints_to=tmp_path)
    yield Desk(open_vault, open_vault.clock, worker, doors, look, Settings)
    worker.close()


@pytest.fixture
def tab(desk: Desk, jo: int, qtbot: QtBot, qapp: QApplication) -> Iterator[PlanTab]:
    tab = PlanTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1152, 760)
    tab.show_participant(jo)
    tab.show()
    yield tab
    tab.close()
    tab.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settle() -> None:
    """Let Qt show what is new and delete what is gone."""
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def seen(tab: QWidget, kind: type[W], name: str) -> W:
    """Return the one control of a kind with this accessible name that can be seen."""
    settle()
    found = [one for one in tab.findChildren(kind) if one.accessibleName() == name and one.isVisible()]
    assert len(found) == 1, f"{len(found)} of {name}"
    return found[0]


def buttons(tab: QWidget) -> list[str]:
    settle()
    return [one.accessibleName() for one in tab.findChildren(QAbstractButton) if one.isVisible()]


def press(tab: QWidget, name: str) -> None:
    QTest.mouseClick(seen(tab, QAbstractButton, name), Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def write(tab: QWidget, name: str, words: str, kind: type[QLineEdit] | type[QPlainTextEdit] = QLineEdit) -> None:
    line = seen(tab, kind, name)
    line.setFocus()
    line.clear()
    QTest.keyClicks(line, words)


def words(tab: QWidget) -> list[str]:
    settle()
    return [one.text() for one in tab.findChildren(QLabel) if one.isVisible() and one.text()]


def row(tab: QWidget, begins: str) -> OpenRow:
    settle()
    found = [one for one in tab.findChildren(OpenRow) if one.isVisible() and one.accessibleName().startswith(begins)]
    assert len(found) == 1, f"{len(found)} rows begin with {begins}"
    return found[0]


def kept(tab: PlanTab) -> str:
    return (
        tab.findChildren(BottomBar)[-1].kept() if tab.findChildren(Preview) else tab.findChildren(BottomBar)[0].kept()
    )


def test_an_empty_plan_says_what_will_be_here_and_how_to_begin(tab: PlanTab) -> None:
    said = words(tab)
    assert "Jo’s plan" in said
    assert "No steps yet. Ask Jo what would help first." in said
    for name in ("Add a goal", "Add a step", "Add a change", "Jo agrees this plan", "Print Jo’s papers"):
        assert buttons(tab).count(name) == 1


def test_nobody_yet_leads_to_the_intake(tab: PlanTab, qtbot: QtBot) -> None:
    tab.show_participant(None)
    with qtbot.waitSignal(tab.opened_tab) as caught:
        press(tab, "Go to Intake")
    assert caught.args == [0]
    assert tab.keep()


def test_what_the_plan_is_for_is_asked_once_and_can_be_asked_again(tab: PlanTab, open_vault: Vault, jo: int) -> None:
    press(tab, "To return to work")
    assert "Jo’s plan to return to work" in words(tab)
    assert "What is this plan for?" not in words(tab)
    press(tab, "Change what the plan is for")
    press(tab, "To find work")
    assert load_plan(open_vault, jo).plan_type == "seek"


def test_a_step_is_added_in_its_place_with_the_keyboard_alone(
    tab: PlanTab, open_vault: Vault, jo: int, qtbot: QtBot
) -> None:
    seen(tab, QAbstractButton, "Add a step").setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    QApplication.processEvents()
    what = QApplication.focusWidget()
    assert what is seen(tab, QLineEdit, "What will be done")
    QTest.keyClicks(what, "Walk ten minutes a day")
    QTest.keyClick(what, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is seen(tab, QAbstractButton, "Jo"), "whose step it is: one press by arrow"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert seen(tab, QLineEdit, NAMED).text() == "Jo"
    assert QApplication.focusWidget() is seen(tab, QLineEdit, NAMED)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    by = QApplication.focusWidget()
    QTest.keyClicks(by, "in 7 days")
    with qtbot.waitSignal(tab.saved) as saved:
        QTest.keyClick(by, Qt.Key.Key_Return)
    assert saved.args == [jo]
    (step,) = load_plan(open_vault, jo).steps
    assert (step.what, step.who, step.by, step.state) == ("Walk ten minutes a day", "Jo", NEXT_WEEK, "todo")
    assert row(tab, "Walk ten minutes a day, Jo, 1 December, To do")
    assert QApplication.focusWidget() is seen(tab, QAbstractButton, "Add a step"), "ready for the next one"
    assert kept(tab).startswith("Kept at ")


def test_what_cannot_be_kept_says_why_and_keeps_the_words(tab: PlanTab, open_vault: Vault, jo: int) -> None:
    press(tab, "Add a step")
    write(tab, "By when", "31 november")
    press(tab, "Save this step")
    assert "Write what is going to be done." in words(tab)
    assert any("30 days" in one for one in words(tab))
    assert seen(tab, QLineEdit, "By when").text() == "31 november"
    assert QApplication.focusWidget() is seen(tab, QLineEdit, "What will be done")
    assert load_plan(open_vault, jo).steps == ()


def test_a_row_opens_with_enter_and_closes_with_esc(tab: PlanTab, open_vault: Vault, jo: int) -> None:
    write_plan(open_vault, jo)
    tab.reload()
    walk = row(tab, "Walk")
    walk.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(walk, Qt.Key.Key_Return)
    QApplication.processEvents()
    line = seen(tab, QLineEdit, "What will be done")
    assert line.text() == "Walk ten minutes a day"
    assert seen(tab, QLineEdit, "By when").text() == "1 December 2037"
    QTest.keyClick(line, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert QApplication.focusWidget() is row(tab, "Walk")
    assert notices(tab) == [NO_HELP], "nothing was typed, nothing is put aside"


def test_words_put_aside_can_be_brought_back(tab: PlanTab, open_vault: Vault, jo: int) -> None:
    press(tab, "Add a goal")
    write(tab, "What you want, in your own words", "I want to sleep", QPlainTextEdit)
    press(tab, "Close")
    press(tab, "Bring it back")
    area = seen(tab, QPlainTextEdit, "What you want, in your own words")
    assert area.toPlainText() == "I want to sleep"
    press(tab, "Save this goal")
    assert [goal.words for goal in load_plan(open_vault, jo).goals] == ["I want to sleep"]


def test_a_removed_step_can_be_put_back(tab: PlanTab, open_vault: Vault, jo: int) -> None:
    write_plan(open_vault, jo)
    tab.reload()
    row(tab, "Walk").click()
    press(tab, "Remove this step")
    assert load_plan(open_vault, jo).steps == ()
    press(tab, "Put it back")
    assert [step.what for step in load_plan(open_vault, jo).steps] == ["Walk ten minutes a day"]


def test_opening_another_line_keeps_the_one_that_was_open(tab: PlanTab, open_vault: Vault, jo: int) -> None:
    press(tab, "Add a goal")
    write(tab, "What you want, in your own words", "I want to sleep", QPlainTextEdit)
    press(tab, "8")
    press(tab, "Add a step")
    (goal,) = load_plan(open_vault, jo).goals
    assert (goal.words, goal.confidence) == ("I want to sleep", 8)
    write(tab, "By when", "soonish")
    press(tab, "Add a change")
    assert seen(tab, QLineEdit, "What will be done"), "what cannot be kept stays open"


def test_what_is_typed_is_a_draft_and_comes_back(tab: PlanTab, desk: Desk, jo: int, qtbot: QtBot) -> None:
    press(tab, "Add a change")
    write(tab, "What would help", "A stool")
    write(tab, "Until when", "soonish")
    assert tab.keep()
    assert load_draft(desk.vault, planning.SCREEN, jo) is not None
    again = PlanTab(desk)
    qtbot.addWidget(again)
    again.show_participant(jo)
    again.show()
    assert seen(again, QLineEdit, "What would help").text() == "A stool"
    assert seen(again, QLineEdit, "Until when").text() == "soonish"
    assert "not in the plan yet" in kept(again)
    write(again, "Until when", "in 3 months")
    press(again, "Save this change")
    assert load_draft(desk.vault, planning.SCREEN, jo) is None
    assert load_plan(desk.vault, jo).changes[0].helps == "A stool"


@pytest.mark.parametrize("button", ["Add a goal", "Add a step", "Add a change", "Set the review"])
def test_no_word_of_an_open_line_is_cut_off(tab: PlanTab, button: str) -> None:
    tab.resize(1152, 800)
    press(tab, button)
    QApplication.processEvents()
    labels = [one for one in tab.findChildren(QLabel) if one.isVisible() and one.text() and one.wordWrap()]
    assert labels
    assert [one.text() for one in labels if one.heightForWidth(one.width()) > one.height()] == []


def test_the_heads_of_the_steps_have_room_beside_short_names(tab: PlanTab, desk: Desk, jo: int) -> None:
    planning.save_step(desk.vault, jo, StepEntry(what="Walk", who="Jo"))
    tab.resize(1152, 800)
    tab.reload()
    QApplication.processEvents()
    for word in ("Step", "Who", "By", "How it stands"):
        (head,) = (one for one in tab.findChildren(QLabel) if one.isVisible() and one.text() == word)
        assert head.fontMetrics().horizontalAdvance(word) <= head.width(), word


def test_an_open_step_without_a_day_says_so_and_one_that_is_over_does_not(tab: PlanTab, desk: Desk, jo: int) -> None:
    planning.save_step(desk.vault, jo, StepEntry(what="Walk", who="Jo"))
    planning.save_step(desk.vault, jo, StepEntry(what="Ring", who="Jo", state="done"))
    tab.reload()
    QApplication.processEvents()
    assert words(tab).count("No day yet") == 1


def test_a_date_that_waited_in_a_draft_still_means_the_day_it_meant(
    tab: PlanTab, desk: Desk, jo: int, qtbot: QtBot
) -> None:
    press(tab, "Add a change")
    write(tab, "Until when", "in 2 weeks")
    assert tab.keep()
    later = NOW + timedelta(days=3)
    again = PlanTab(replace(desk, clock=Clock(utc=lambda: later)))
    qtbot.addWidget(again)
    again.show_participant(jo)
    again.show()
    assert seen(again, QLineEdit, "Until when").text() == "8 December 2037"


def test_a_draft_about_a_line_that_is_gone_is_left_alone(tab: PlanTab, desk: Desk, jo: int) -> None:
    _goal, step, _change = write_plan(desk.vault, jo)
    tab.reload()
    row(tab, "Walk").click()
    write(tab, "What will be done", "Walk far")
    tab.keep()
    with desk.vault.transaction() as transaction:
        row_gone = transaction.session.get_one(PlanAction, step)
        transaction.session.delete(row_gone)
    tab.show_participant(jo)
    assert not [one for one in tab.findChildren(QLineEdit) if one.isVisible()]


def test_a_larger_text_keeps_the_typed_words_and_the_focus(tab: PlanTab, look: Look) -> None:
    press(tab, "Add a step")
    write(tab, "What will be done", "Walk")
    look.set_scale(200)
    QApplication.processEvents()
    line = seen(tab, QLineEdit, "What will be done")
    assert line.text() == "Walk"
    assert QApplication.focusWidget() is line


def test_agreeing_asks_how_and_when_and_then_closes_the_words(tab: PlanTab, open_vault: Vault, jo: int) -> None:
    write_plan(open_vault, jo)
    tab.reload()
    press(tab, "Jo agrees this plan")
    assert seen(tab, QLineEdit, "On which day").text() == "24 November 2037"
    press(tab, "Jo agrees this plan")
    assert "Choose how this was agreed." in words(tab)
    press(tab, "Said so in the meeting")
    press(tab, "Jo agrees this plan")
    assert load_plan(open_vault, jo).agreed
    assert seen(tab, Badge, "Agreed 24 November 2037")
    assert kept(tab) == "Plan 1 is agreed and kept as it stands."
    assert not {"Add a goal", "Add a step", "Add a change", "Jo agrees this plan"} & set(buttons(tab))
    row(tab, "Walk").click()
    assert not [one for one in tab.findChildren(QLineEdit) if one.isVisible()], "only how it stands goes on"
    press(tab, "Done")
    press(tab, "Save this step")
    assert load_plan(open_vault, jo).steps[0].state == "done"


def test_not_yet_leaves_everything_as_it_was(tab: PlanTab, open_vault: Vault, jo: int) -> None:
    write_plan(open_vault, jo)
    tab.reload()
    press(tab, "Jo agrees this plan")
    press(tab, "By phone")
    press(tab, "Not yet")
    assert not load_plan(open_vault, jo).agreed
    assert "Print Jo’s papers" in buttons(tab)


def test_an_empty_plan_is_not_agreed_and_says_why(tab: PlanTab) -> None:
    press(tab, "Jo agrees this plan")
    press(tab, "Signed on paper")
    press(tab, "Jo agrees this plan")
    assert seen(tab, Notice, "There is nothing in this plan yet. Add a goal or a step first.")


def test_an_agreed_plan_is_changed_with_a_reason_and_read_again(tab: PlanTab, open_vault: Vault, jo: int) -> None:
    write_plan(open_vault, jo)
    plan_agreement.agree_plan(open_vault, jo, agreed_on="today", how="said")
    tab.reload()
    press(tab, "Change this plan")
    press(tab, "Begin the next draft")
    assert "Write in a few words why the plan changes." in words(tab)
    write(tab, "Why does the plan change?", "New hours")
    press(tab, "Begin the next draft")
    assert "Why the plan changes: New hours" in words(tab)
    assert seen(tab, Badge, "Draft 2, not agreed yet")
    row(tab, "I want to be back").click()
    write(tab, "What you want, in your own words", "I want four days.", QPlainTextEdit)
    press(tab, "Save this goal")
    press(tab, "Plan 1, agreed 24 November 2037")
    assert "“I want to be back on the shop floor.”" in words(tab)
    assert set(buttons(tab)) >= {"Back to the present plan"}
    assert not {"Add a step", "Change the review", "Print Jo’s papers"} & set(buttons(tab))
    press(tab, "Back to the present plan")
    assert "“I want four days.”" in words(tab)


def test_the_review_is_set_with_its_meeting(tab: PlanTab, open_vault: Vault, jo: int) -> None:
    press(tab, "Set the review")
    write(tab, "Which day", "8 december")
    write(tab, "What time", "quarter to")
    seen(tab, QLineEdit, "Where").setFocus()
    assert "Type a time as you would say it: 11, 2.15 pm or 14:15." in words(tab)
    write(tab, "What time", "11")
    write(tab, "Where", "Room 4")
    press(tab, "Keep the review")
    assert "Next review Tuesday 8 December" in words(tab)
    meeting = load_plan(open_vault, jo).meeting
    assert meeting is not None
    assert (f"{meeting.starts_at:%H:%M}", meeting.place) == ("11:00", "Room 4")
    press(tab, "Change the review")
    assert seen(tab, QLineEdit, "What time").text() == "11:00"


def test_ideas_carry_their_reason_and_are_chosen_one_by_one(tab: PlanTab, open_vault: Vault, jo: int) -> None:
    with open_vault.transaction() as transaction:
        session = transaction.session
        assessment = Assessment(episode_id=current_episode(session, jo).id)
        session.add(assessment)
        session.flush()
        for number, code in enumerate(("stand", "lift"), start=1):
            session.add(JobTask(assessment_id=assessment.id, position=number, code=code, task=code, bad_day=2))
    tab.reload()
    ideas = load_plan(open_vault, jo).ideas
    assert sum(one.startswith("Why: ") for one in words(tab)) == 4, "the first four"
    press(tab, f"Show {len(ideas) - 4} more")
    assert sum(one.startswith("Why: ") for one in words(tab)) == len(ideas)
    press(tab, f"Add: {ideas[0].helps}")
    assert load_plan(open_vault, jo).changes[0].helps == ideas[0].helps
    press(tab, f"Not now: {ideas[1].helps}")
    assert f"Add: {ideas[1].helps}" not in buttons(tab)
    press(tab, "Show it again")
    assert f"Add: {ideas[1].helps}" in buttons(tab)


def test_the_letter_is_asked_for_once_there_is_a_change(tab: PlanTab, open_vault: Vault, jo: int, qtbot: QtBot) -> None:
    assert "Letter to Harbour Foods Example" not in buttons(tab)
    write_plan(open_vault, jo)
    tab.reload()
    with qtbot.waitSignal(tab.letter_wanted) as caught:
        press(tab, "Letter to Harbour Foods Example")
    assert caught.args == [jo]


def test_the_paper_is_made_shown_saved_and_printed(
    tab: PlanTab, desk: Desk, jo: int, qtbot: QtBot, tmp_path: Path
) -> None:
    write_plan(desk.vault, jo)
    tab.reload()
    press(tab, "Print Jo’s papers")
    press(tab, "Make the paper")
    qtbot.waitUntil(lambda: bool(tab.findChildren(Preview)))
    qtbot.waitUntil(lambda: all(page.image and page.image.height() > 900 for page in sheets(tab)))
    assert [page.accessibleName() for page in sheets(tab)] == ["Page 1 of 2", "Page 2 of 2"]
    assert "I want to be back on the shop floor." in sheets(tab)[0].accessibleDescription()
    press(tab, "Save as")
    assert "Saved as saved.pdf" in kept(tab)
    press(tab, "Print")
    assert kept(tab) == "Printed. Write down how it was sent."
    assert (tmp_path / "saved.pdf").read_bytes() == (tmp_path / "printed-1.pdf").read_bytes()
    assert len(papers_of(desk.vault, jo)) == 1
    press(tab, "Close")
    assert QApplication.focusWidget() is seen(tab, QAbstractButton, "Print Jo’s papers")


def test_the_paper_is_printed_and_left_by_keys(tab: PlanTab, desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    QTest.keyClick(seen(tab, QAbstractButton, "Add a step"), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is seen(tab, QAbstractButton, "Make the paper")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(tab.findChildren(Preview)))
    settle()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert (tmp_path / "printed-1.pdf").exists()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    settle()
    assert not tab.findChildren(Preview)


def test_tab_goes_through_the_page_as_it_is_read(tab: PlanTab, desk: Desk, jo: int) -> None:
    write_plan(desk.vault, jo)
    tab.reload()
    settle()
    tab.activateWindow()
    names = []
    here = seen(tab, QAbstractButton, "Set the review")
    here.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(12 + len(WAYS)):
        names.append(QApplication.focusWidget().accessibleName().split(",")[0])
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert names == [
        "Set the review",
        *(way.words for way in WAYS),
        "Add a goal",
        "I want to be back on the shop floor.",
        "Add a step",
        "Walk ten minutes a day",
        "Change what the plan is for",
        "Add a change",
        "A stool at the till",
        "Letter to Harbour Foods Example",
        "All letters",
        "Plan the weeks",
        "Print Jo’s papers",
    ]


def sheets(tab: PlanTab) -> list[Sheet]:
    return tab.findChildren(Sheet)


def test_what_cannot_be_printed_is_said_at_the_top(tab: PlanTab, desk: Desk, jo: int, qtbot: QtBot) -> None:
    with desk.vault.transaction() as transaction:
        participant(transaction.session, jo).last_name = "Example \N{GRINNING FACE}"
    press(tab, "Print Jo’s papers")
    press(tab, "Make the paper")
    qtbot.waitUntil(lambda: any("cannot be printed" in one.text() for one in tab.findChildren(Notice)))
    assert "Make the paper" in buttons(tab)
    assert not tab.findChildren(Preview)
    press(tab, "Close")
    assert "Print Jo’s papers" in buttons(tab)


def test_a_paper_is_never_shown_to_the_next_person(tab: PlanTab, desk: Desk, jo: int) -> None:
    other = make_jo(desk.vault)
    press(tab, "Print Jo’s papers")
    press(tab, "Make the paper")
    tab.show_participant(other)
    desk.worker.wait(30)
    QApplication.processEvents()
    assert len(papers_of(desk.vault, jo)) == 1
    assert not tab.findChildren(Preview)


def test_a_paper_in_sight_closes_when_somebody_else_is_shown(tab: PlanTab, desk: Desk, jo: int, qtbot: QtBot) -> None:
    other = make_jo(desk.vault)
    press(tab, "Print Jo’s papers")
    press(tab, "Make the paper")
    qtbot.waitUntil(lambda: bool(tab.findChildren(Preview)))
    assert [one.person_id for one in tab.findChildren(Preview)] == [jo]
    tab.show_participant(other)
    settle()
    assert not any(one.isVisible() for one in tab.findChildren(Preview))


@pytest.mark.parametrize(
    ("scale", "width"), [(100, 1152), (100, 760), (125, 1152), (150, 1152), (200, 1320), (250, 1240)]
)
def test_the_page_never_scrolls_sideways(tab: PlanTab, look: Look, desk: Desk, jo: int, scale: int, width: int) -> None:
    write_plan(desk.vault, jo)
    look.set_scale(scale)
    tab.resize(width, 700)
    tab.reload()
    for kind, line in (("", 0), ("goal", 0), ("step", 0), ("change", 0), ("review", 0), ("agree", 0)):
        if kind:
            tab.findChildren(PlanPage)[-1].line_wanted.emit(kind, line)
        settle()
        (page,) = (one for one in tab.findChildren(PlanPage) if one.isVisible())
        least = page.widget().minimumSizeHint().width()
        assert least <= page.viewport().width(), f"{kind} needs {least}"
        assert tab.minimumSizeHint().width() <= width


def test_every_control_has_a_name_and_the_words_are_not_cut(tab: PlanTab, desk: Desk, jo: int) -> None:
    write_plan(desk.vault, jo)
    tab.reload()
    press(tab, "Add a step")
    for kind in (QAbstractButton, QLineEdit, QPlainTextEdit, QScrollArea):
        for one in tab.findChildren(kind):
            if one.isVisible():
                assert one.accessibleName(), type(one).__name__
    for label in tab.findChildren(QLabel):
        if label.isVisible() and label.text():
            assert label.height() >= label.heightForWidth(label.width()) - 1, label.text()


def test_another_theme_moves_nothing(tab: PlanTab, look: Look, desk: Desk, jo: int) -> None:
    write_plan(desk.vault, jo)
    tab.reload()
    settle()
    before = [one.geometry() for one in tab.findChildren(OpenRow)]
    look.set_theme("contrast")
    settle()
    assert [one.geometry() for one in tab.findChildren(OpenRow)] == before
    assert len(before) == 3


MISSING = "It is not written down yet that Jo wants to take part."
NO_HELP = "The paper names no place of help in a crisis. Write them down in Settings."


def test_a_referral_that_may_not_go_says_what_is_missing_and_leads_to_agreements(
    tab: PlanTab, open_vault: Vault, jo: int, qtbot: QtBot
) -> None:
    form = services.ServiceForm(name="Quay Advice Example", topics=("back_and_joints",), phone="01632 960114")
    service = services.add_service(open_vault, form)
    planning.add_service_step(open_vault, jo, service, how="refer")
    tab.reload()
    QApplication.processEvents()
    missing = "The referral to Quay Advice Example needs Jo’s agreement first. It is not asked for yet."
    assert missing in notices(tab)
    with qtbot.waitSignal(tab.section_wanted) as caught:
        press(tab, "Go to Agreements")
    assert caught.args == ["agreements"]
    press(tab, "Send the referral to Quay Advice Example, Sam, To do")
    press(tab, "Doing")
    press(tab, "Save this step")
    assert "Jo has not agreed to a referral to Quay Advice Example yet." in " ".join(notices(tab))
    assert load_plan(open_vault, jo).steps[0].state == "todo"
    say(open_vault, jo, "agreed", "service", "Quay Advice Example", "refer")
    press(tab, "Save this step")
    assert load_plan(open_vault, jo).steps[0].state == "doing"
    assert missing not in notices(tab)


def test_a_step_left_out_that_is_sent_all_the_same_leads_to_agreements_too(
    tab: PlanTab, open_vault: Vault, jo: int
) -> None:
    form = services.ServiceForm(name="Quay Advice Example", topics=("back_and_joints",), phone="01632 960114")
    step = planning.add_service_step(open_vault, jo, services.add_service(open_vault, form), how="refer")
    planning.change_step_state(open_vault, jo, step, "stopped")
    tab.reload()
    QApplication.processEvents()
    assert not [words for words in notices(tab) if "agree" in words]
    press(tab, "Send the referral to Quay Advice Example, Sam, Left out")
    press(tab, "Done")
    press(tab, "Save this step")
    assert "Jo has not agreed to a referral to Quay Advice Example yet." in " ".join(notices(tab))
    press(tab, "Go to Agreements")


@pytest.mark.parametrize("scale", [100, 200])
def test_agreeing_says_when_taking_part_is_not_written_down_and_still_agrees(
    tab: PlanTab, open_vault: Vault, look: Look, jo: int, qtbot: QtBot, scale: int
) -> None:
    write_plan(open_vault, jo)
    look.set_scale(scale)
    tab.reload()
    assert MISSING not in notices(tab)
    press(tab, "Jo agrees this plan")
    assert MISSING in notices(tab)
    with qtbot.waitSignal(tab.section_wanted) as caught:
        press(tab, "Go to Agreements")
    assert caught.args == ["agreements"]
    press(tab, "Said so in the meeting")
    press(tab, "Jo agrees this plan")
    assert load_plan(open_vault, jo).agreed


@pytest.mark.parametrize(("said", "missing"), [("agreed", False), ("refused", True), ("withdrawn", True)])
def test_only_a_yes_counts_as_taking_part(open_vault: Vault, jo: int, said: str, missing: bool) -> None:
    for state in ("agreed", said):
        say(open_vault, jo, state)
    assert load_plan(open_vault, jo).takes_part is not missing
    assert load_assessment(open_vault, jo).takes_part is not missing


def test_a_paper_without_a_place_of_help_is_told_before_and_made_all_the_same(
    tab: PlanTab, open_vault: Vault, jo: int, qtbot: QtBot
) -> None:
    write_plan(open_vault, jo)
    tab.reload()
    settle()
    assert NO_HELP in notices(tab)
    press(tab, "Print Jo’s papers")
    with qtbot.waitSignal(tab._stack.shown, timeout=20_000):
        press(tab, "Make the paper")
    save_profile(open_vault, Profile(crisis=(CrisisContact("Samaritans Example", "Ring 01632 960116"),)))
    tab.show_participant(jo)
    settle()
    assert NO_HELP not in notices(tab)


def test_without_an_employer_it_says_what_a_letter_needs(tab: PlanTab, open_vault: Vault, jo: int) -> None:
    save_intake(open_vault, jo, replace(load_intake(open_vault, jo), employer=""))
    write_plan(open_vault, jo)
    tab.reload()
    assert "A letter needs an employer. Write it in Intake, Work." in words(tab)
    assert not [one for one in buttons(tab) if one.startswith("Letter to")]


@pytest.mark.parametrize("scale", [100, 200])
def test_a_very_long_name_makes_nothing_wider(tab: PlanTab, open_vault: Vault, jo: int, look: Look, scale: int) -> None:
    with open_vault.transaction() as t:
        person = t.session.get_one(Participant, jo)
        person.known_as = "Wolfeschlegelsteinhausenbergerdorff" * 2
    look.set_scale(scale)
    tab.resize(764, 560)
    tab.show_participant(jo)
    settle()
    (page,) = tab.findChildren(PlanPage)
    assert page.widget().minimumSizeHint().width() <= page.viewport().width()
    assert (tab.width(), tab.height()) == (764, 560)
    assert {"Print", "Agree this plan"} <= set(buttons(tab))
