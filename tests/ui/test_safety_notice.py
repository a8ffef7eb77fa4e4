"""What was said about safety is on every tab until it is written down or put off: by keyboard, in the real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.plans import NOW, make_jo, write_plan
from tests.ui.showing import field, notices
from tests.ui.test_workspace import book
from tests.vaults import FakeTime
from workwell_desktop import forms
from workwell_desktop.casework import assessment, measures, meeting, safety_due
from workwell_desktop.casework.assessment_content import AssessmentEntry
from workwell_desktop.casework.assessment_state import load_assessment
from workwell_desktop.casework.safety import load_safety
from workwell_desktop.casework.safety_due import open_due
from workwell_desktop.clock import Clock
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.doors import ReadyDoors
from workwell_desktop.ui.hand import Hand, said
from workwell_desktop.ui.safety_notice import ALONE, TOGETHER, WORDS, SafetyNotice
from workwell_desktop.ui.workspace import Workspace

Show = Callable[[QWidget], Hand]
PHQ9 = forms.questionnaire("phq9")
LAST = PHQ9.items[8]
SAID = f"{ALONE} It was said today."


@pytest.fixture
def time() -> FakeTime:
    return FakeTime(now=NOW)


@pytest.fixture
def clock(time: FakeTime) -> Clock:
    return time.clock


@pytest.fixture
def workspace(desk: Desk, jo: int) -> Iterator[Workspace]:
    write_plan(desk.vault, jo)
    workspace = Workspace(desk, 2)
    yield workspace
    desk.worker.wait()


def answer(desk: Desk, jo: int) -> int:
    measure = measures.begin_measure(desk.vault, jo, PHQ9)
    measures.save_measure(desk.vault, measure, PHQ9, {LAST.id: LAST.options[1].code})
    return measure


def notice(workspace: Workspace) -> SafetyNotice:
    assert workspace.pane is not None
    return workspace.pane.safety


def in_sight(window: QWidget) -> str:
    labels = [one.text() for one in window.findChildren(QLabel) if one.isVisible()]
    return " | ".join(labels + [said(one) for one in window.findChildren(QAbstractButton) if one.isVisible()])


def focus() -> str:
    now = QApplication.focusWidget()
    return "" if now is None else said(now)


def tab_to(hand: Hand, name: str) -> None:
    """Press Tab until the control of this name has the focus."""
    for _ in range(120):
        if focus() == name:
            return
        hand.leave()
    raise AssertionError(f"{name!r} is not in the tab order")


@pytest.mark.parametrize("tab", [0, 1, 2, 3])
def test_an_answer_is_said_on_every_tab_and_names_nothing(
    desk: Desk, workspace: Workspace, jo: int, shown: Show, tab: int
) -> None:
    answer(desk, jo)
    shown(workspace)
    workspace.open_person(jo, tab)
    assert SAID in notices(workspace)
    for word in (LAST.text, "PHQ", "harm", "suicid", "Several days"):
        assert word not in in_sight(notice(workspace))


def test_it_is_put_off_by_keyboard_with_a_reason_and_comes_back_on_its_day(
    desk: Desk, workspace: Workspace, jo: int, shown: Show, time: FakeTime
) -> None:
    measure = answer(desk, jo)
    hand = shown(workspace)
    workspace.open_person(jo, 2)
    tab_to(hand, "Put it off")
    hand.key(Qt.Key.Key_Space)
    hand.wait_for(lambda: focus() == "Why is it put off?", "the focus in the reason")
    hand.key(Qt.Key.Key_Return)
    assert field(workspace, "Why is it put off?").error == "Write why this is put off."
    for letter in "Jo had to go":
        hand.key(Qt.Key(ord(letter.upper())))
    hand.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert SAID not in notices(workspace)
    assert open_due(desk.vault, jo) == ()
    assert focus() != "", "the focus goes on in the page"
    time.go(days=1)
    workspace.open_person(jo, 2)
    assert f"{ALONE} It was said yesterday." in notices(workspace)
    assert measure


def test_esc_leaves_it_as_it_was(desk: Desk, workspace: Workspace, jo: int, shown: Show) -> None:
    answer(desk, jo)
    hand = shown(workspace)
    workspace.open_person(jo, 2)
    hand.press("Put it off")
    hand.wait_for(lambda: focus() == "Why is it put off?", "the focus in the reason")
    hand.key(Qt.Key.Key_Escape)
    assert not hand.sees_field("Why is it put off?")
    assert focus() == "Put it off"
    assert SAID in notices(workspace)


def test_it_is_written_down_with_what_to_ask_and_is_gone(
    desk: Desk, workspace: Workspace, jo: int, shown: Show, qtbot: QtBot
) -> None:
    answer(desk, jo)
    hand = shown(workspace)
    workspace.open_person(jo, 2)
    tab_to(hand, "Write it down")
    hand.key(Qt.Key.Key_Space)
    hand.wait_for(lambda: hand.sees_field("What did you see or hear?"), "the form")
    assert field(workspace, "What is it about?").value() == "self"
    assert {"Ask now, before you part", "What, or who, keeps you safe?"} <= set(hand.texts())
    hand.pick("What is it about?", "Harm or fear of harm from someone else")
    assert "Ask now, before you part" not in hand.texts()
    hand.write("What did you see or hear?", "He said he would rather not be here")
    hand.write("Look at this again on", "in 3 days")
    hand.press("Save this record")
    assert open_due(desk.vault, jo) == ()
    assert SAID not in notices(workspace)
    workspace.open_person(jo, 1)
    assert SAID not in notices(workspace)


def test_a_meeting_reads_words_for_both(desk: Desk, workspace: Workspace, jo: int, shown: Show) -> None:
    answer(desk, jo)
    hand = shown(workspace)
    workspace.open_person(jo, 1)
    hand.press("Start meeting")
    assert " ".join(TOGETHER) in notices(workspace)
    assert ALONE not in in_sight(workspace)


@pytest.mark.parametrize("tab", [0, 1, 2, 3])
def test_the_key_opens_the_form_from_every_tab(
    desk: Desk, workspace: Workspace, jo: int, shown: Show, tab: int
) -> None:
    hand = shown(workspace)
    workspace.open_person(jo, tab)
    hand.key(Qt.Key.Key_F8)
    hand.wait_for(lambda: hand.sees_field("What did you see or hear?"), "the form")
    assert field(workspace, "What is it about?").value() == "", "nobody knows yet what it is about"
    assert len(open_due(desk.vault, jo)) == 1
    hand.press("Put it off")
    hand.press("Pressed by mistake")
    assert (open_due(desk.vault, jo), load_safety(desk.vault, jo).due) == ((), ())


def test_what_was_said_before_cannot_be_called_a_press_by_mistake(
    desk: Desk, workspace: Workspace, jo: int, shown: Show
) -> None:
    said_before = safety_due.raise_disclosure(desk.vault, jo)
    hand = shown(workspace)
    workspace.open_person(jo, 2)
    hand.press("Put it off")
    assert not hand.sees(QAbstractButton, "Pressed by mistake"), "that was not pressed here and now"
    hand.press("Not now")
    hand.key(Qt.Key.Key_F8)
    hand.wait_for(lambda: hand.sees_field("What did you see or hear?"), "the form")
    hand.press("Put it off")
    hand.press("Pressed by mistake")
    assert [one.id for one in open_due(desk.vault, jo)] == [said_before]
    hand.press("Put it off")
    assert not hand.sees(QAbstractButton, "Pressed by mistake")


def test_an_answer_is_a_mistake_only_once_it_was_put_right(
    desk: Desk, workspace: Workspace, jo: int, shown: Show
) -> None:
    measure = answer(desk, jo)
    hand = shown(workspace)
    workspace.open_person(jo, 2)
    hand.press("Put it off")
    assert not hand.sees(QAbstractButton, "Pressed by mistake")
    hand.press("Answered by mistake")
    assert isinstance(desk.doors, ReadyDoors)
    assert desk.doors.told[-1][0] == "Put the answer right first."
    assert len(open_due(desk.vault, jo)) == 1
    measures.save_measure(desk.vault, measure, PHQ9, {LAST.id: LAST.options[0].code})
    hand.press("Answered by mistake")
    assert (open_due(desk.vault, jo), load_safety(desk.vault, jo).due) == ((), ())


def test_the_button_in_the_banner_does_so_too_and_stands_behind_more(
    desk: Desk, workspace: Workspace, jo: int, shown: Show, qtbot: QtBot
) -> None:
    hand = shown(workspace)
    workspace.resize(1366, 768)
    workspace.open_person(jo, 1)
    hand.wait_for_button(WORDS)
    desk.look.set_scale(200)
    hand.wait_for(lambda: not hand.sees(QAbstractButton, WORDS), "the folded banner")
    hand.press("More")
    hand.press(WORDS)
    hand.wait_for(lambda: hand.sees_field("What did you see or hear?"), "the form")
    desk.look.set_scale(100)


def test_it_cannot_be_pressed_where_nobody_or_the_participant_has_the_screen(
    desk: Desk, workspace: Workspace, jo: int, shown: Show
) -> None:
    hand = shown(workspace)
    hand.key(Qt.Key.Key_F8)
    assert not hand.sees(QAbstractButton, WORDS), "Today is about nobody"
    workspace.open_person(jo, 2)
    hand.key(Qt.Key.Key_F9)
    hand.wait_for_button("Turn back")
    hand.key(Qt.Key.Key_F8)
    assert not hand.sees(QAbstractButton, WORDS)
    assert open_due(desk.vault, jo) == ()


def test_what_stands_is_not_on_the_turned_screen(desk: Desk, workspace: Workspace, jo: int, shown: Show) -> None:
    answer(desk, jo)
    hand = shown(workspace)
    workspace.open_person(jo, 2)
    hand.key(Qt.Key.Key_F9)
    hand.wait_for_button("Turn back")
    for word in (ALONE, TOGETHER[0], "Put it off", WORDS):
        assert word not in in_sight(workspace)


def test_signing_is_refused_while_it_stands(desk: Desk, workspace: Workspace, jo: int, shown: Show) -> None:
    item = next(one for one in forms.questionnaire("assessment").items if one.kind == "longtext")
    assessment.save_assessment(desk.vault, jo, AssessmentEntry(answers={item.id: "Mornings are slow"}))
    safety_due.raise_disclosure(desk.vault, jo)
    hand = shown(workspace)
    workspace.open_person(jo, 1)
    hand.press("What you can do")
    hand.press("Sign this assessment")
    hand.press("Said so in the meeting")
    hand.press("Sign it now")
    assert any(one.startswith("Something was said about safety that is not written") for one in notices(workspace))
    assert not load_assessment(desk.vault, jo).signed
    hand.press("Put it off")
    hand.write("Why is it put off?", "Jo had to go")
    hand.press("Put it off", notice(workspace)._asking)
    hand.press("Sign it now")
    assert load_assessment(desk.vault, jo).signed


def test_in_a_low_window_with_large_text_it_takes_one_line(
    desk: Desk, workspace: Workspace, jo: int, shown: Show
) -> None:
    answer(desk, jo)
    hand = shown(workspace)
    workspace.open_person(jo, 2)
    wide = notice(workspace).height()
    desk.look.set_scale(200)
    workspace.resize(760, 560)
    hand.wait_for(lambda: SAID not in notices(workspace), "one line")
    assert notice(workspace).height() < 1.5 * wide, "though the text is twice as large"
    assert hand.find(QAbstractButton, "Write it down").accessibleDescription() == ALONE
    hand.press("Put it off")
    hand.wait_for(lambda: focus() == "Why is it put off?", "the focus in the reason")
    assert not hand.sees(QAbstractButton, "Add a goal"), "it takes the place of the page"
    hand.press("Not now")
    hand.wait_for_button("Add a goal")
    desk.look.set_scale(100)


def test_with_large_text_it_leaves_its_room_to_the_form_until_that_is_left(
    desk: Desk, workspace: Workspace, jo: int, shown: Show
) -> None:
    answer(desk, jo)
    hand = shown(workspace)
    workspace.open_person(jo, 2)
    desk.look.set_scale(200)
    hand.press("Write it down")
    hand.wait_for(lambda: notice(workspace).isHidden(), "room for the form")
    hand.press("Not now")
    hand.wait_for(lambda: not notice(workspace).isHidden(), "the notice")
    desk.look.set_scale(100)


def close_out_with_jo(desk: Desk, jo: int, shown: Show, workspace: Workspace) -> Hand:
    meeting.meet_now(desk.vault, jo)
    hand = shown(workspace)
    workspace.show_page(f"close_out/{jo}")
    return hand


def test_the_meeting_is_not_closed_over_it(desk: Desk, workspace: Workspace, jo: int, shown: Show) -> None:
    answer(desk, jo)
    hand = close_out_with_jo(desk, jo, shown, workspace)
    assert notices(workspace)[0] == " ".join(TOGETHER), "first of all"
    hand.press("Save and close the meeting")
    assert meeting.running_meeting(desk.vault) is not None
    sentence = (
        "Something was said about safety that is not written down yet. Write it down, or put it off with a reason."
    )
    assert any(sentence in one for one in hand.texts())
    hand.press("Put it off")
    hand.write("Why is it put off?", "Jo had to go")
    hand.press("Put it off", workspace.pages["close_out"].findChild(SafetyNotice)._asking)
    assert " ".join(TOGETHER) not in notices(workspace)
    hand.press("Save and close the meeting")
    assert meeting.running_meeting(desk.vault) is None


def test_the_close_out_has_the_button_and_the_key(desk: Desk, workspace: Workspace, jo: int, shown: Show) -> None:
    hand = close_out_with_jo(desk, jo, shown, workspace)
    hand.write("What you talked about", "The till")
    hand.wait_for_button(WORDS)
    hand.key(Qt.Key.Key_F8)
    hand.wait_for(lambda: hand.sees_field("What did you see or hear?"), "the form")
    assert len(open_due(desk.vault, jo)) == 1
    workspace.show_page(f"close_out/{jo}")
    assert hand.reads("What you talked about") == "The till"


def test_today_says_it_first_and_leads_to_the_form(desk: Desk, workspace: Workspace, jo: int, shown: Show) -> None:
    book(desk, jo)
    answer(desk, jo)
    hand = shown(workspace)
    workspace.show_today()
    hand.wait_for(lambda: "Something is to be written down first." in in_sight(workspace), "the first line")
    hand.press_first("Write it down")
    hand.wait_for(lambda: hand.sees_field("What did you see or hear?"), "the form")


def test_another_person_is_not_told_of_it(desk: Desk, workspace: Workspace, jo: int, shown: Show) -> None:
    ada = make_jo(desk.vault)
    answer(desk, jo)
    hand = shown(workspace)
    workspace.open_person(jo, 2)
    hand.press("Put it off")
    workspace.open_person(ada, 2)
    assert SAID not in notices(workspace)
    assert not hand.sees_field("Why is it put off?")


def test_the_answer_raises_it_within_two_seconds_and_the_questionnaire_is_not_finished_over_it(
    desk: Desk, workspace: Workspace, jo: int, shown: Show
) -> None:
    hand = shown(workspace)
    workspace.open_person(jo, 1)
    hand.press("Questionnaires")
    hand.press(f"Begin: {PHQ9.title}")
    hand.press("Ask it together")
    hand.pick(LAST.text, LAST.options[1].label)
    hand.wait_for(lambda: SAID in notices(workspace), "the notice")
    hand.press("These answers are right")
    assert any(one.startswith("Something was said about safety that is not written") for one in notices(workspace))
    hand.press("Put it off")
    hand.write("Why is it put off?", "Jo had to go")
    hand.press("Put it off", notice(workspace)._asking)
    hand.press("These answers are right")
    hand.wait_for_button("Correct it")
