"""The pages behind the plan as a coach uses them: a review, the register, the catalogue, the story, and signing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.plans import TODAY, make_jo, still_clock, write_plan
from workwell_desktop.casework import plan_register, plan_reviewing, planning
from workwell_desktop.casework.assessment import save_assessment
from workwell_desktop.casework.assessment_content import AssessmentEntry, InTheWay
from workwell_desktop.casework.drafts import load_draft
from workwell_desktop.casework.papers import papers_of
from workwell_desktop.casework.plan_agreement import agree_plan, change_plan
from workwell_desktop.casework.plan_register import StandEntry, load_register, move_on
from workwell_desktop.casework.plan_state import load_plan
from workwell_desktop.casework.planning import ChangeEntry
from workwell_desktop.clock import Clock
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.parts.signature_pad import SignaturePad
from workwell_desktop.ui.plan.stages import StagesView
from workwell_desktop.ui.plan.ways import WAYS
from workwell_desktop.ui.plan_tab import PlanTab
from workwell_desktop.ui.preview import Preview
from workwell_desktop.ui.style.theme import Look

Show = Callable[[QWidget], Hand]
TILL = "Standing at the till"


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def tab(desk: Desk, jo: int) -> PlanTab:
    """A plan with one obstacle, one goal, one step and one change."""
    save_assessment(desk.vault, jo, AssessmentEntry(obstacles=(InTheWay(TILL),)))
    write_plan(desk.vault, jo)
    tab = PlanTab(desk)
    tab.show_participant(jo)
    return tab


def focus() -> QWidget:
    QApplication.processEvents()
    found = QApplication.focusWidget()
    assert found is not None
    return found


def tab_to(name: str) -> QWidget:
    """Press Tab until a control of this name has the focus; where none has in sixty, that is a failure."""
    for _ in range(60):
        if focus().accessibleName() == name:
            return focus()
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {name}")


@contextmanager
def busy(desk: Desk, tab: PlanTab, qtbot: QtBot) -> Iterator[None]:
    """Hold up what the worker is asked for meanwhile; it is all done afterwards."""
    go_on, done = Event(), list[object]()
    desk.worker.run(tab, lambda: go_on.wait(30), lambda _done: None, done.append)
    try:
        yield
    finally:
        go_on.set()
    desk.worker.run(tab, lambda: None, done.append, done.append)
    qtbot.waitUntil(lambda: bool(done))
    QApplication.processEvents()


def fits(tab: QWidget) -> bool:
    """Say whether nothing on the page in sight is wider than the page."""
    QApplication.processEvents()
    areas = [one for one in tab.findChildren(QScrollArea) if one.isVisible() and one.widget() is not None]
    return bool(areas) and all(one.widget().width() <= one.viewport().width() for one in areas)


def test_a_review_is_held_by_keyboard_alone(tab: PlanTab, desk: Desk, jo: int, shown: Show) -> None:
    hand = shown(tab)
    seen = tab.findChildren(QAbstractButton)
    next(one for one in seen if one.accessibleName() == "Review the plan").setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(focus(), Qt.Key.Key_Space)
    assert focus().accessibleName() == "Done", "the first question has the focus"
    QTest.keyClick(focus(), Qt.Key.Key_Right)
    QTest.keyClick(focus(), Qt.Key.Key_Space)
    QTest.keyClicks(tab_to("New day: Walk ten minutes a day"), "in 2 weeks")
    QTest.keyClicks(tab_to("Note: Walk ten minutes a day"), "No time")
    QTest.keyClick(tab_to("It is in place"), Qt.Key.Key_Space)
    QTest.keyClick(tab_to("0"), Qt.Key.Key_Right)
    QTest.keyClick(focus(), Qt.Key.Key_Space)
    QTest.keyClick(tab_to("Keep this review"), Qt.Key.Key_Space)
    plan = load_plan(desk.vault, jo)
    assert (plan.steps[0].carried, plan.steps[0].note) == (1, "No time")
    assert plan.steps[0].by is not None
    assert (plan.steps[0].by - TODAY).days == 14
    assert plan.changes[0].state == "in_place"
    assert plan.goals[0].before == 4
    assert "Carried forward once" in hand.texts()
    assert (plan.review_line, focus().accessibleName()) == ("Next review Tuesday 22 December", "Review the plan")


def test_what_a_review_cannot_keep_is_said_beside_its_field(tab: PlanTab, desk: Desk, jo: int, shown: Show) -> None:
    hand = shown(tab)
    hand.press("Review the plan")
    hand.pick("A stool at the till, until 24 February", "Not possible")
    hand.press("Keep this review")
    assert "Write the reason that was given." in hand.texts()
    assert focus().accessibleName() == "Note: A stool at the till, until 24 February"
    assert load_plan(desk.vault, jo).changes[0].state == "agreed"
    hand.write("Note: A stool at the till, until 24 February", "No room")
    hand.press("Keep this review")
    assert load_plan(desk.vault, jo).changes[0].state == "refused"


def test_a_review_left_half_written_is_gone_on_with_later(
    tab: PlanTab, desk: Desk, jo: int, shown: Show, qtbot: QtBot
) -> None:
    hand = shown(tab)
    hand.press("Review the plan")
    hand.pick("Walk ten minutes a day", "Carry on")
    hand.write("Note: Walk ten minutes a day", "No time")
    assert tab.keep()
    assert load_draft(desk.vault, plan_reviewing.SCREEN, jo) is not None
    again = PlanTab(desk)
    qtbot.addWidget(again)
    again.show_participant(jo)
    hand = shown(again)
    tab.hide()
    hand.press("Go on with it")
    assert hand.reads("Note: Walk ten minutes a day") == "No time"
    hand.press("Keep this review")
    assert load_plan(desk.vault, jo).steps[0].note == "No time"
    assert load_draft(desk.vault, plan_reviewing.SCREEN, jo) is None
    assert not hand.sees(QAbstractButton, "Go on with it")


def test_a_change_is_brought_up_to_date_in_the_register(tab: PlanTab, desk: Desk, jo: int, shown: Show) -> None:
    hand = shown(tab)
    hand.press("Changes at work register")
    hand.press("Say how it stands: A stool at the till")
    hand.pick("How it stands", "In place")
    hand.write("Since which day", "20 nov")
    hand.write("Who said so", "Lena")
    hand.press("Save this change")
    assert "In place, Lena, 20 November." in hand.texts()
    assert focus().accessibleName() == "Say how it stands: A stool at the till"
    hand.press("Look at it again: A stool at the till")
    hand.press("Save this look")
    assert "Write what was found: does it still help?" in hand.texts()
    hand.write("What was found", "Still a good height")
    hand.key(Qt.Key.Key_Return)
    assert "Looked at again, 24 November: Still a good height" in hand.texts()
    hand.press("Say how it stands: A stool at the till")
    hand.pick("How it stands", "Ended")
    hand.write("What was said about it", "A new till")
    hand.press("Save this change")
    assert "No changes at work are open. “Find a change” shows what can help." in hand.texts()
    hand.pick("Which changes", "All of them")
    assert any(words.startswith("Ended, 24 November") for words in hand.texts())
    hand.press("Back to the plan")
    assert focus().accessibleName() == "Changes at work register"
    assert load_plan(desk.vault, jo).changes[0].state == "ended"


def test_words_in_the_register_are_kept_as_a_draft_and_can_be_left(
    tab: PlanTab, desk: Desk, jo: int, shown: Show
) -> None:
    hand = shown(tab)
    hand.press("Changes at work register")
    hand.press("Say how it stands: A stool at the till")
    hand.write("Who said so", "Lena")
    hand.press("Back to the plan")
    assert load_draft(desk.vault, plan_register.SCREEN, jo) is not None
    hand.press("Go on with it")
    assert hand.reads("Who said so") == "Lena"
    hand.key(Qt.Key.Key_Escape)
    assert load_draft(desk.vault, plan_register.SCREEN, jo) is None
    assert len(load_register(desk.vault, jo).lines[0].events) == 1


def test_a_change_is_found_in_the_catalogue_and_added_with_one_press(
    tab: PlanTab, desk: Desk, jo: int, shown: Show
) -> None:
    hand = shown(tab)
    hand.press("Changes at work register")
    hand.press("Find a change")
    assert isinstance(focus(), QLineEdit)
    QTest.keyClicks(focus(), "quiet")
    hand.choose("What is hard", "Thinking, memory, attention")
    (found,) = [words for words in hand.texts() if words.endswith("found.")]
    assert found[0].isdigit()
    hand.press_first("Add: ")
    assert hand.sees(QAbstractButton, "Back to the register")
    hand.press("Back to the register")
    added = load_plan(desk.vault, jo).changes[-1]
    assert added.difficulty == "CONC"
    assert added.helps in hand.texts()


def test_an_agreed_plan_takes_nothing_from_the_catalogue_and_says_why(
    tab: PlanTab, desk: Desk, jo: int, shown: Show
) -> None:
    agree_plan(desk.vault, jo, agreed_on="today", how="said")
    tab.reload()
    hand = shown(tab)
    hand.press("Changes at work register")
    hand.press("Find a change")
    hand.press_first("Add: ")
    assert any("This plan is agreed." in words for words in hand.texts())
    assert len(load_plan(desk.vault, jo).changes) == 1


def test_a_step_about_an_obstacle_begins_from_it(tab: PlanTab, desk: Desk, jo: int, shown: Show) -> None:
    hand = shown(tab)
    assert "Nothing planned yet" in hand.texts()
    hand.press(f"Add a step about: {TILL}")
    hand.write("What will be done", "Ask for a stool")
    hand.pick("Who does it", "Sam")
    assert hand.reads("Their name, as it stands in the plan") == "Sam"
    hand.press("Save this step")
    step = load_plan(desk.vault, jo).steps[-1]
    assert (step.about, step.who, step.kind) == (TILL, "Sam", "coach")
    assert "Nothing planned yet" not in hand.texts()
    assert "Ask for a stool: to do" in hand.texts()


def test_how_it_went_is_read_and_printed(tab: PlanTab, desk: Desk, jo: int, shown: Show) -> None:
    hand = shown(tab)
    hand.press("How it went")
    assert "Jo is doing this now: Walk ten minutes a day." in hand.texts()
    hand.press("Print this story")
    hand.wait_for(lambda: any(one.isVisible() for one in tab.findChildren(Preview)), "the paper")
    assert [line.kind for line in papers_of(desk.vault, jo)] == ["story"]
    hand.key(Qt.Key.Key_Escape)
    assert hand.sees(QAbstractButton, "Print this story"), "the paper leads back to where it came from"


def draw(pad: SignaturePad) -> None:
    """Draw one stroke with the mouse."""
    box = pad.first_focus()
    QTest.mousePress(box, Qt.MouseButton.LeftButton, pos=QPoint(40, 60))
    for place in ((80, 20), (120, 90), (200, 40)):
        QTest.mouseMove(box, QPoint(*place))
        QApplication.processEvents()
    QTest.mouseRelease(box, Qt.MouseButton.LeftButton, pos=QPoint(200, 40))


def test_a_plan_is_signed_on_the_screen(tab: PlanTab, desk: Desk, jo: int, shown: Show) -> None:
    hand = shown(tab)
    hand.press("Jo agrees this plan")
    assert not hand.sees(QWidget, "Jo signs here")
    hand.pick("How did Jo agree?", "Signed on this screen")
    (pad,) = [one for one in tab.findChildren(SignaturePad) if one.isVisible()]
    hand.press("Jo agrees this plan")
    assert "Sign in the box first, or choose another way." in hand.texts()
    draw(pad)
    assert len(pad.value()) == 1
    draw(pad)
    hand.press("Take the last line back")
    assert len(pad.value()) == 1
    assert tab.keep()
    assert load_draft(desk.vault, planning.SCREEN, jo) is not None, "a signature is kept as words are"
    hand.press("Jo agrees this plan")
    plan = load_plan(desk.vault, jo)
    assert (plan.agreed, plan.versions[0].how) == (True, "Signed on this screen")


def test_the_pad_can_be_emptied_by_key_and_by_button(look: Look, shown: Show) -> None:
    pad = SignaturePad(look, name="Jo signs here")
    hand = shown(pad)
    told: list[bool] = []
    pad.edited.connect(lambda: told.append(True))
    draw(pad)
    draw(pad)
    pad.first_focus().setFocus(Qt.FocusReason.TabFocusReason)
    hand.key(Qt.Key.Key_Backspace)
    assert (len(pad.value()), len(told)) == (1, 3)
    hand.press("Clear")
    assert (pad.value(), len(told)) == ([], 4)
    assert not hand.find(QAbstractButton, "Clear").isEnabled()
    pad.set_value([[10, 20, 2000, 4000]])
    assert (pad.value(), len(told)) == ([[10, 20, 2000, 4000]], 4)


def test_what_changed_since_the_plan_before_stands_below_the_draft(
    tab: PlanTab, desk: Desk, jo: int, shown: Show
) -> None:
    agree_plan(desk.vault, jo, agreed_on="today", how="said")
    change_plan(desk.vault, jo, "A new idea")
    planning.save_change(desk.vault, jo, ChangeEntry("A later start"))
    tab.reload()
    hand = shown(tab)
    assert "What changed since plan 1" in hand.texts()
    assert "New change at work: A later start." in hand.texts()


@pytest.mark.parametrize("code", [way.code for way in WAYS])
@pytest.mark.parametrize("scale", [100, 200])
def test_every_page_fits_its_width_and_leads_back(
    tab: PlanTab, desk: Desk, jo: int, shown: Show, look: Look, code: str, scale: int
) -> None:
    change = load_plan(desk.vault, jo).changes[0].id
    move_on(desk.vault, jo, change, StandEntry("in_place", "3 nov", "Lena Example of Harbour Foods", "By phone"))
    look.set_scale(scale)
    tab.reload()
    hand = shown(tab)
    tab.resize(760 if scale == 100 else 1000, 800)
    tab.go(code)
    assert fits(tab)
    hand.press_first("Back to the plan" if hand.sees(QAbstractButton, "Back to the plan") else "Not now")
    assert hand.sees(QAbstractButton, "Jo agrees this plan")


def test_another_participant_finds_no_page_of_the_one_before(tab: PlanTab, desk: Desk, jo: int, shown: Show) -> None:
    hand = shown(tab)
    hand.press("How it went")
    tab.show_participant(make_jo(desk.vault))
    assert not any(words.startswith("Jo is doing this now") for words in hand.texts())
    assert hand.sees(QAbstractButton, "Add a goal")


@pytest.mark.parametrize("code", [way.code for way in WAYS])
def test_escape_leads_back_to_the_plan(tab: PlanTab, shown: Show, code: str) -> None:
    hand = shown(tab)
    tab.go(code)
    hand.key(Qt.Key.Key_Escape)
    assert hand.sees(QAbstractButton, "Jo agrees this plan")
    assert focus().accessibleName() == next(way.words for way in WAYS if way.code == code)


def test_escape_leads_from_the_catalogue_to_the_register(tab: PlanTab, shown: Show) -> None:
    hand = shown(tab)
    hand.press("Changes at work register")
    hand.press("Find a change")
    hand.key(Qt.Key.Key_Escape)
    assert hand.sees(QAbstractButton, "Find a change")
    hand.key(Qt.Key.Key_Escape)
    assert hand.sees(QAbstractButton, "Jo agrees this plan")


def test_the_story_is_printed_by_key(tab: PlanTab, desk: Desk, jo: int, shown: Show) -> None:
    hand = shown(tab)
    hand.press("How it went")
    hand.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    hand.wait_for(lambda: any(one.isVisible() for one in tab.findChildren(Preview)), "the paper")
    assert [line.kind for line in papers_of(desk.vault, jo)] == ["story"]


def test_a_page_that_is_opened_meanwhile_stays_in_sight(tab: PlanTab, desk: Desk, shown: Show, qtbot: QtBot) -> None:
    hand = shown(tab)
    with busy(desk, tab, qtbot):
        hand.press("Plan the weeks")
        hand.press("Review the plan")
    assert not tab.findChildren(StagesView)
    assert hand.sees(QAbstractButton, "Keep this review")


def test_a_paper_that_comes_after_its_page_was_left_is_not_shown(
    tab: PlanTab, desk: Desk, shown: Show, qtbot: QtBot
) -> None:
    hand = shown(tab)
    hand.press("How it went")
    with busy(desk, tab, qtbot):
        hand.press("Print this story")
        hand.press("Back to the plan")
    assert not tab.findChildren(Preview)
    assert hand.sees(QAbstractButton, "Jo agrees this plan")


@pytest.mark.parametrize(
    ("section", "button"), [("review", "Keep this review"), ("register", "Find a change"), ("other", "Add a goal")]
)
def test_the_tab_can_be_opened_at_one_of_its_pages(tab: PlanTab, shown: Show, section: str, button: str) -> None:
    hand = shown(tab)
    tab.open_section(section)
    assert hand.sees(QAbstractButton, button)
    tab.show_participant(None)
    tab.open_section(section)
    assert not hand.sees(QAbstractButton, button)


def test_the_ways_to_a_review_are_told_apart(tab: PlanTab, shown: Show) -> None:
    hand = shown(tab)
    buttons = [one for one in tab.findChildren(QAbstractButton) if one.isVisible()]
    names = [one.accessibleName() for one in buttons if "review" in one.accessibleName().lower()]
    assert sorted(names) == ["Book the review", "Review the plan"]
    hand.press("Book the review")
    assert hand.sees(QAbstractButton, "Keep this day")
    assert not hand.sees(QAbstractButton, "Keep this review")


def test_locking_keeps_what_is_typed_in_a_page_and_a_switch_brings_it_back(
    tab: PlanTab, desk: Desk, jo: int, shown: Show
) -> None:
    other = make_jo(desk.vault)
    hand = shown(tab)
    hand.press("Review the plan")
    hand.write("Note about this review", "We met at the library")
    assert tab.keep()
    tab.show_participant(other)
    hand.press("Plan the weeks")
    hand.wait_for(lambda: bool(tab.findChildren(StagesView)), "the page")
    hand.write("First day back", "in 3 weeks")
    assert tab.keep()
    tab.show_participant(jo)
    assert not [one for one in tab.findChildren(StagesView) if one.isVisible()]
    hand.press("Go on with it")
    assert hand.reads("Note about this review") == "We met at the library"
    tab.show_participant(other)
    assert hand.sees(QAbstractButton, "Go on with the weeks")
    assert not hand.sees(QAbstractButton, "Go on with it")
