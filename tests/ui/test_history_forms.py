"""The meeting and the try that are being written, and words that were deleted: nothing goes, and nothing comes back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.plans import NOW, make_jo
from tests.vaults import FakeTime
from workwell_desktop.casework import appointments, meeting, notes, planning, tries
from workwell_desktop.casework.appointments import MeetingEntry
from workwell_desktop.casework.drafts import load_draft
from workwell_desktop.casework.notes import NoteEntry
from workwell_desktop.clock import Clock
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.plan_tab import PlanTab
from workwell_desktop.ui.records.history_page import HistoryPage
from workwell_desktop.ui.workspace import Workspace

Show = Callable[[QWidget], Hand]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def time() -> FakeTime:
    return FakeTime(now=NOW)


@pytest.fixture
def clock(time: FakeTime) -> Clock:
    return time.clock


@pytest.fixture
def page(desk: Desk, jo: int) -> HistoryPage:
    page = HistoryPage(desk)
    page.show_participant(jo)
    return page


def told(page: QWidget) -> list[str]:
    return [one.text() for one in page.findChildren(Notice) if one.isVisible()]


def draft(desk: Desk, screen: str, person: int) -> object:
    kept = load_draft(desk.vault, screen, person)
    return None if kept is None else kept.content


def test_a_meeting_that_is_typed_is_kept_within_two_seconds(
    page: HistoryPage, desk: Desk, jo: int, shown: Show, qtbot: QtBot
) -> None:
    hand = shown(page)
    hand.press("Book a meeting")
    hand.write("What it is for", "Talk with the employer")
    qtbot.waitUntil(lambda: draft(desk, appointments.screen(0), jo) is not None, timeout=2000)


@pytest.mark.parametrize("way", ["esc", "close", "note", "other"])
def test_a_meeting_that_is_typed_comes_back(desk: Desk, jo: int, shown: Show, way: str) -> None:
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    workspace.open_person(jo, 0, "history.meeting")
    hand.write("Which day", "in 2 weeks")
    hand.write("What it is for", "Talk with the employer")
    if way == "esc":
        hand.key(Qt.Key.Key_Escape)
    elif way == "close":
        hand.press("Close")
    elif way == "note":
        hand.key(Qt.Key.Key_M, CONTROL)
    else:
        workspace.open_person(make_jo(desk.vault))
    workspace.open_person(jo, 0, "history.meeting")
    assert (hand.reads("Which day"), hand.reads("What it is for")) == ("in 2 weeks", "Talk with the employer")


def test_a_meeting_that_was_begun_is_told_gone_on_with_and_booked(
    page: HistoryPage, desk: Desk, jo: int, shown: Show
) -> None:
    hand = shown(page)
    hand.press("Book a meeting")
    hand.write("Which day", "in 2 weeks")
    hand.press("Close")
    assert told(page)[0].startswith("You began to book a meeting on 24 November at ")
    hand.press("Go on with it")
    hand.write("What time", "11")
    hand.press("Book this meeting")
    assert told(page) == ["The meeting is booked."]
    assert draft(desk, appointments.screen(0), jo) is None


def test_what_was_begun_can_be_thrown_away(page: HistoryPage, desk: Desk, jo: int, shown: Show) -> None:
    hand = shown(page)
    hand.press("Write down a try")
    hand.write("Anything to remember", "Her mother answered")
    hand.press("Close")
    hand.press("Throw it away")
    assert told(page) == []
    assert draft(desk, tries.SCREEN, jo) is None


def test_a_day_means_what_it_meant_when_it_was_typed(page: HistoryPage, shown: Show, time: FakeTime) -> None:
    hand = shown(page)
    hand.press("Book a meeting")
    hand.write("Which day", "in 2 weeks")
    hand.press("Close")
    hand.press("Write down a try")
    hand.write("Anything to remember", "Ring after five")
    hand.press("Close")
    time.go(days=1)
    page.open_part("meeting")
    assert hand.reads("Which day") == "8 December 2037"
    page.open_part("try")
    assert hand.reads("Which day") == "24 November 2037", "a blank day was the day it was typed on"
    assert hand.reads("Anything to remember") == "Ring after five"


def test_the_outcome_that_is_typed_comes_back_with_its_day(page: HistoryPage, desk: Desk, jo: int, shown: Show) -> None:
    number = appointments.book(desk.vault, jo, MeetingEntry("today", "14"))
    hand = shown(page)
    page.open_part(f"meeting.{number}")
    hand.pick("What became of it?", "Moved to another day")
    hand.write("Which day", "in 2 weeks")
    hand.write("What time", "15")
    hand.pick("What became of it?", "Cancelled")
    hand.write("Why", "The bus")
    hand.pick("What became of it?", "Moved to another day")
    assert (hand.reads("Which day"), hand.reads("What time")) == ("in 2 weeks", "15")
    hand.press("Close")
    page.open_part(f"meeting.{number}")
    assert (hand.reads("Which day"), hand.reads("Why")) == ("in 2 weeks", "The bus")
    hand.pick("What became of it?", "It is still to come")
    assert hand.reads("Which day") == "24 November 2037"
    hand.pick("What became of it?", "Moved to another day")
    hand.press("Save this")
    assert told(page) == ["The meeting is moved."]
    assert draft(desk, appointments.screen(number), jo) is None


def test_an_outcome_told_elsewhere_ends_what_was_typed_about_it(
    page: HistoryPage, desk: Desk, jo: int, shown: Show
) -> None:
    number = appointments.book(desk.vault, jo, MeetingEntry("today", "11"))
    hand = shown(page)
    page.open_part(f"meeting.{number}")
    hand.write("What it is for", "Review")
    assert page.keep()
    appointments.attended(desk.vault, number)
    assert draft(desk, appointments.screen(number), jo) is None


@pytest.mark.parametrize(("part", "field"), [("meeting", "What it is for"), ("try", "Anything to remember")])
def test_deleted_words_of_a_form_stay_deleted(
    page: HistoryPage, desk: Desk, jo: int, shown: Show, part: str, field: str
) -> None:
    hand = shown(page)
    page.open_part(part)
    hand.write(field, "Do not keep this")
    assert page.keep()
    hand.write(field, "")
    assert page.keep()
    assert draft(desk, appointments.screen(0) if part == "meeting" else tries.SCREEN, jo) is None


def test_deleted_words_of_a_note_stay_deleted(page: HistoryPage, desk: Desk, jo: int, shown: Show) -> None:
    hand = shown(page)
    hand.press("Write a note")
    hand.write("Note", "Do not keep this")
    assert page.keep()
    hand.write("Note", "")
    hand.key(Qt.Key.Key_Escape)
    assert draft(desk, notes.screen(0), jo) is None
    hand.press("Write a note")
    assert hand.reads("Note") == ""


def locked_note(desk: Desk, jo: int) -> int:
    number = notes.sign_note(desk.vault, jo, NoteEntry("Hello", "today"))
    notes.lock_note(desk.vault, number)
    return number


def test_deleted_words_to_add_stay_deleted(page: HistoryPage, desk: Desk, jo: int, shown: Show) -> None:
    number = locked_note(desk, jo)
    hand = shown(page)
    page.open_part(f"note.{number}")
    hand.press("Add to this note")
    hand.write("Add to this note", "Do not keep this")
    assert page.keep()
    hand.write("Add to this note", " ")
    assert page.keep()
    assert draft(desk, notes.screen(number), jo) is None


def test_a_pin_leaves_the_words_that_are_being_added(page: HistoryPage, desk: Desk, jo: int, shown: Show) -> None:
    number = locked_note(desk, jo)
    hand = shown(page)
    page.open_part(f"note.{number}")
    hand.press("Add to this note")
    hand.write("Add to this note", "And one thing more")
    hand.press("Pin to the top")
    assert hand.reads("Add to this note") == "And one thing more"
    assert notes.read_note(desk.vault, number).pinned


def test_a_meeting_that_waits_for_its_close_out_says_so(desk: Desk, jo: int, shown: Show, time: FakeTime) -> None:
    number = appointments.book(desk.vault, jo, MeetingEntry("today", "11.30"))
    meeting.start_meeting(desk.vault, number)
    time.go(hours=5)
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    workspace.open_person(jo, 0, f"history.meeting.{number}")
    assert "Not closed yet." in hand.texts()
    assert "This meeting is over." not in hand.texts()
    hand.press("Close the meeting")
    assert workspace.pages["close_out"].isVisible()
    assert hand.sees_field("What you talked about")


def test_a_closed_meeting_is_over(page: HistoryPage, desk: Desk, jo: int, shown: Show) -> None:
    number = appointments.book(desk.vault, jo, MeetingEntry("yesterday", "11"))
    appointments.attended(desk.vault, number)
    hand = shown(page)
    page.open_part(f"meeting.{number}")
    assert "This meeting is over." in hand.texts()


def test_a_wrong_outcome_is_put_right_days_later(
    page: HistoryPage, desk: Desk, jo: int, shown: Show, time: FakeTime
) -> None:
    number = appointments.book(desk.vault, jo, MeetingEntry("today", "11"))
    appointments.did_not_come(desk.vault, number, "Nobody rang")
    time.go(days=3)
    hand = shown(page)
    page.open_part(f"meeting.{number}")
    hand.press("Put this right")
    hand.pick("What became of it?", "Met")
    hand.press("Save this")
    assert appointments.meeting(desk.vault, number).state == "attended"


def test_a_meeting_taken_out_again_takes_what_was_typed_about_it(
    page: HistoryPage, desk: Desk, jo: int, shown: Show
) -> None:
    number = appointments.book(desk.vault, jo, MeetingEntry("today", "11"))
    before = appointments.moved(desk.vault, number, MeetingEntry("tomorrow", "11"))
    hand = shown(page)
    page.open_part(f"meeting.{before.new_id}")
    hand.write("Where", "Room 2")
    assert page.keep()
    appointments.undo(desk.vault, before)
    assert draft(desk, appointments.screen(before.new_id), jo) is None


def test_deleted_words_of_a_line_of_the_plan_stay_deleted(desk: Desk, jo: int, shown: Show) -> None:
    tab = PlanTab(desk)
    hand = shown(tab)
    tab.show_participant(jo)
    hand.press("Add a goal")
    hand.write("What you want, in your own words", "Do not keep this")
    assert tab.keep()
    assert draft(desk, planning.SCREEN, jo) is not None
    hand.write("What you want, in your own words", "")
    hand.press("Add a step")
    assert draft(desk, planning.SCREEN, jo) is None
    tab.show_participant(jo)
    assert not hand.sees_field("What you want, in your own words")
