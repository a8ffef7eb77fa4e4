"""A meeting in the window: the agenda that both change, what is still blank, and taking it up again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.plans import NOW, TODAY, write_plan
from tests.ui.test_workspace import book, someone, words
from tests.vaults import FakeTime
from workwell_desktop.casework import meeting
from workwell_desktop.casework.agenda import ADDED, OWN, TYPING, Point
from workwell_desktop.casework.drafts import keep_draft
from workwell_desktop.casework.fit_notes import FitNoteEntry, save_fit_note
from workwell_desktop.casework.meeting import Running
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.today import today_page
from workwell_desktop.clock import Clock
from workwell_desktop.errors import NotKept
from workwell_desktop.models.contacts import Contact
from workwell_desktop.ui.agenda_rows import AgendaRow
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.meeting_bar import MeetingBar
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.person_pane import PersonPane
from workwell_desktop.ui.style.theme import Look
from workwell_desktop.ui.today_view import TodayView
from workwell_desktop.ui.workspace import Workspace

Show = Callable[[QWidget], Hand]
ASSESSMENT = "What helps and what gets in the way"


@pytest.fixture
def time() -> FakeTime:
    return FakeTime(now=NOW)


@pytest.fixture
def clock(time: FakeTime) -> Clock:
    return time.clock


def bar(workspace: Workspace) -> MeetingBar:
    return pane(workspace).meeting


def pane(workspace: Workspace) -> PersonPane:
    assert workspace.pane is not None
    return workspace.pane


def running(desk: Desk) -> Running:
    found = meeting.running_meeting(desk.vault)
    assert found is not None
    return found


def begin(desk: Desk, shown: Show) -> tuple[Workspace, Hand, int]:
    """Start a meeting with Jo from the page of the person."""
    jo = someone(desk, "Jo", "Example")
    someone(desk, "Ada", "Other")
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    workspace.open_person(jo)
    hand.press("Start meeting")
    return workspace, hand, jo


def rows(workspace: Workspace) -> list[AgendaRow]:
    """Return the points in sight, from the top."""
    QTest.qWait(0)
    found = [one for one in bar(workspace).findChildren(AgendaRow) if one.isVisible()]
    return sorted(found, key=lambda one: one.y())


def change(hand: Hand, point: str, deed: str) -> None:
    """Change the agenda: do this with a point."""
    if not hand.sees(QAbstractButton, f"{deed}: {point}"):
        hand.press("Change the agenda")
    hand.press(f"{deed}: {point}")


def test_somebody_who_is_not_booked_is_met_from_their_page(desk: Desk, shown: Show) -> None:
    workspace, hand, jo = begin(desk, shown)
    assert running(desk).participant_id == jo
    assert workspace.strip.isVisible()
    assert not any("Ada" in one or "Other" in one for one in words(workspace))
    assert not hand.sees(QAbstractButton, "Start meeting"), "one meeting at a time"
    assert pane(workspace).clock.running


def test_the_agenda_is_ticked_added_to_moved_and_taken_from(desk: Desk, shown: Show) -> None:
    workspace, hand, _jo = begin(desk, shown)
    hand.write("What would Jo like to talk about today?", "The late shifts")
    hand.press("Talked about it: their own point")
    hand.write("Add something to talk about", "The bus")
    hand.press("Add this to the agenda")
    hand.press("Talked about it: The bus")
    change(hand, "The bus", "Move up")
    change(hand, ASSESSMENT, "Take it out")
    assert bar(workspace).line_words() == "Agenda: 2 of 4"
    assert workspace.keep()
    kept = running(desk).agenda
    assert [(point.key, point.words, point.done) for point in kept] == [
        (OWN, "The late shifts", True),
        ("taking_part", "Taking part: what it means, and if you want to", False),
        ("needs", "What helps you to read, hear and talk with us", False),
        (ADDED, "The bus", True),
    ]


def test_a_point_is_moved_by_key(desk: Desk, shown: Show) -> None:
    workspace, _hand, _jo = begin(desk, shown)
    before = [row.words for row in rows(workspace)]
    QTest.keyClick(rows(workspace)[0], Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    after = [row.words for row in rows(workspace)]
    assert after == [before[1], before[0], *before[2:]]


def test_the_agenda_is_kept_within_two_seconds(desk: Desk, shown: Show, qtbot: QtBot) -> None:
    _workspace, hand, _jo = begin(desk, shown)
    hand.write("What would Jo like to talk about today?", "The late shifts")
    qtbot.waitUntil(lambda: running(desk).agenda[0].words == "The late shifts", timeout=2000)


def test_a_point_leads_to_its_place(desk: Desk, shown: Show) -> None:
    workspace, hand, _jo = begin(desk, shown)
    hand.press(ASSESSMENT)
    assert pane(workspace).tabs.current() == 1
    assert bar(workspace).isVisible(), "the agenda stays while tabs are used"


def test_near_the_end_it_says_what_is_still_blank_and_each_opens_its_place(
    desk: Desk, shown: Show, time: FakeTime
) -> None:
    workspace, hand, jo = begin(desk, shown)
    pane(workspace).clock.show_time()
    assert hand.count("Still blank: ") == 0
    time.go(minutes=40)
    pane(workspace).clock.show_time()
    assert hand.count("Still blank: ") == 4
    assert "Meeting: 40 of 45 minutes. 5 minutes left" in words(workspace)
    hand.press_first("and ")
    assert hand.count("Still blank: ") > 4
    hand.press("Still blank: What you want")
    assert pane(workspace).tabs.current() == 1
    write_plan(desk.vault, jo)
    pane(workspace).saved.emit(jo)
    bar(workspace).read_again()
    assert not hand.sees(QPushButton, "Still blank: A goal"), "it is read again when something was saved"
    hand.press("Still blank: When do you meet next?")
    assert workspace.pages["close_out"].isVisible()


def test_after_a_lock_the_meeting_goes_on_without_another_name(desk: Desk, shown: Show, time: FakeTime) -> None:
    workspace, hand, _jo = begin(desk, shown)
    assert workspace.keep()
    workspace.close()
    time.go(minutes=20)
    again = Workspace(desk, 0)
    hand = shown(again)
    hand.wait_for(lambda: again.pane is not None and again.pane.clock.running, "the clock again")
    assert again.strip.isVisible()
    assert not any("Ada" in one or "Other" in one for one in words(again))
    assert "Meeting: 20 of 45 minutes" in words(again)
    assert hand.count("Agenda: 0 of ") == 1


def test_a_meeting_that_was_left_long_ago_is_offered_on_today(desk: Desk, shown: Show, time: FakeTime) -> None:
    jo = someone(desk, "Jo", "Example")
    meeting.meet_now(desk.vault, jo)
    time.go(hours=2)
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    assert any("Your meeting with Jo Example began at" in one for one in words(workspace))
    hand.press("Go back to it")
    assert pane(workspace).participant_id == jo
    assert pane(workspace).clock.running
    hand.key(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    hand.press("Close the meeting")
    assert workspace.pages["close_out"].isVisible()


def test_while_one_meeting_runs_no_other_is_offered(desk: Desk, shown: Show) -> None:
    jo, ada = someone(desk, "Jo", "Example"), someone(desk, "Ada", "Other")
    book(desk, ada)
    meeting.meet_now(desk.vault, jo)
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    workspace.show_today()
    assert not hand.sees(QAbstractButton, "Start meeting with Ada Other")
    workspace.open_person(ada)
    assert not hand.sees(QAbstractButton, "Start meeting")
    assert not bar(workspace).isVisible(), "it is somebody else's agenda"
    assert not pane(workspace).clock.running
    workspace.meet_now(ada)
    assert running(desk).participant_id == jo


def test_one_that_is_over_is_closed_from_today_and_not_gone_back_to(desk: Desk, shown: Show, time: FakeTime) -> None:
    jo = someone(desk, "Jo", "Example")
    meeting.meet_now(desk.vault, jo)
    time.go(hours=5)
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    assert "To close" in badges(workspace)
    assert not hand.sees(QAbstractButton, "Go back to the meeting with Jo Example")
    hand.press("Close the meeting with Jo Example")
    assert hand.sees_field("What you talked about")
    hand.press("Save and close the meeting")
    hand.wait_for(workspace.today.isVisible, "Today again")
    assert not hand.sees(QAbstractButton, "Close the meeting with Jo Example")
    assert hand.count("Close the meeting") == 0


def test_from_the_persons_page_one_that_is_over_is_closed_and_no_second_one_begins(
    desk: Desk, shown: Show, time: FakeTime
) -> None:
    jo = someone(desk, "Jo", "Example")
    first = meeting.meet_now(desk.vault, jo).contact_id
    time.go(hours=5)
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    workspace.open_person(jo)
    assert not hand.sees(QAbstractButton, "Start meeting")
    workspace.meet_now(jo)
    with desk.vault.reading() as session:
        assert session.scalars(select(Contact.id)).all() == [first]
    hand.press("Close the meeting")
    assert workspace.pages["close_out"].isVisible()


# -- what is typed, and what cannot be kept -----------------------------------------------------------------

ADDER = "Add something to talk about"


def test_what_is_being_typed_to_add_stays_when_the_agenda_changes(desk: Desk, shown: Show) -> None:
    workspace, hand, _jo = begin(desk, shown)
    hand.write(ADDER, "The bus to work")
    hand.press(f"Talked about it: {ASSESSMENT}")
    assert hand.reads(ADDER) == "The bus to work"
    change(hand, ASSESSMENT, "Move up")
    assert hand.reads(ADDER) == "The bus to work"
    change(hand, ASSESSMENT, "Take it out")
    assert hand.reads(ADDER) == "The bus to work"
    assert bar(workspace).line_words() == "Agenda: 0 of 2", "it is no point yet"
    hand.press("Add this to the agenda")
    assert hand.reads(ADDER) == ""
    assert workspace.keep()
    assert running(desk).agenda[-1] == Point(ADDED, "The bus to work")


def test_what_is_being_typed_to_add_is_kept_within_two_seconds_and_comes_back(
    desk: Desk, shown: Show, qtbot: QtBot
) -> None:
    workspace, hand, jo = begin(desk, shown)
    hand.write(ADDER, "The bus to work")
    qtbot.waitUntil(lambda: running(desk).agenda[-1] == Point(TYPING, "The bus to work"), timeout=2000)
    workspace.close()
    again = Workspace(desk, 0)
    hand = shown(again)
    again.go_to_meeting(jo)
    hand.press_first("Agenda: ")
    assert hand.reads(ADDER) == "The bus to work"


def test_a_full_disk_is_said_in_the_bar_until_there_is_room(
    desk: Desk, shown: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, hand, _jo = begin(desk, shown)
    with monkeypatch.context() as full:
        full.setattr(meeting, "keep_agenda", refuse)
        hand.write("What would Jo like to talk about today?", "The bus")
        hand.wait_for(
            lambda: "The agenda is not saved yet. Make some room." in " ".join(notices(bar(workspace))), "the sentence"
        )
        workspace.show_today()
        assert pane(workspace).isVisible(), "the words are still here"
        (said,) = notices(workspace, within="Some words here are not saved yet")
        assert "try again" in said
        hand.press("Try again")
        assert pane(workspace).isVisible()
    hand.press("Try again")
    assert workspace.today.isVisible()
    assert not notices(workspace, within="not saved yet")
    assert running(desk).agenda[0].words == "The bus"


def refuse(*_about: object) -> None:
    raise NotKept("This PC could not write to the disk.", "Make some room.")


def notices(view: QWidget, within: str = "") -> list[str]:
    found = [one.text() for one in view.findChildren(Notice) if one.isVisible()]
    return [said for said in found if within in said]


# -- Today --------------------------------------------------------------------------------------------------


def test_what_became_of_a_meeting_is_said_on_today_and_taken_back(desk: Desk, shown: Show) -> None:
    jo = someone(desk, "Jo", "Example")
    contact = book(desk, jo)
    at = f"{(NOW + timedelta(hours=1)).astimezone():%H:%M}"
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    hand.press(f"More about {at}, Jo Example")
    hand.press(f"Did not come: {at}, Jo Example")
    assert "Jo Example did not come." in " ".join(words(workspace))
    assert "Did not come" in badges(workspace)
    hand.press("Take that back")
    hand.wait_for_button("Start meeting with Jo Example")
    with desk.vault.reading() as session:
        assert session.get_one(Contact, contact).state == "booked"


def badges(workspace: Workspace) -> set[str]:
    return {one.accessibleName() for one in workspace.today.findChildren(QWidget) if one.isVisible()}


def test_a_meeting_is_moved_from_today(desk: Desk, shown: Show) -> None:
    jo = someone(desk, "Jo", "Example")
    contact = book(desk, jo)
    at = f"{(NOW + timedelta(hours=1)).astimezone():%H:%M}"
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    hand.press(f"More about {at}, Jo Example")
    hand.write("New day", "31 nov")
    hand.press(f"Move it: {at}, Jo Example")
    assert "31 November does not exist. November has 30 days." in words(workspace)
    hand.write("New day", "in 2 weeks")
    hand.write("New time", "11")
    hand.press(f"Move it: {at}, Jo Example")
    assert "Moved" in badges(workspace)
    with desk.vault.reading() as session:
        assert session.get_one(Contact, contact).state == "moved"


@pytest.mark.parametrize(("word", "by"), [("They cancelled", "participant"), ("We cancelled", "coach")])
def test_who_cancelled_is_said_from_today_and_taken_back(desk: Desk, shown: Show, word: str, by: str) -> None:
    contact = book(desk, someone(desk, "Jo", "Example"))
    at = f"{(NOW + timedelta(hours=1)).astimezone():%H:%M}"
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    hand.press(f"More about {at}, Jo Example")
    hand.press(f"{word}: {at}, Jo Example")
    assert "Cancelled" in badges(workspace)
    with desk.vault.reading() as session:
        assert session.get_one(Contact, contact).cancelled_by == by
    hand.press("Take that back")
    with desk.vault.reading() as session:
        row = session.get_one(Contact, contact)
        assert (row.state, row.cancelled_by) == ("booked", "")


def test_since_they_last_met_stands_below_the_next_meeting_and_opens_its_places(desk: Desk, shown: Show) -> None:
    jo, ada = someone(desk, "Jo", "Example"), someone(desk, "Ada", "Other")
    book(desk, ada)
    contact = book(desk, jo)
    for person in (jo, ada):
        save_fit_note(desk.vault, person, FitNoteEntry(advice="not_fit", starts_on="1 Nov 2037", ends_on="in 12 days"))
    with desk.vault.transaction() as t:
        t.session.get_one(Contact, contact).starts_at = NOW + timedelta(minutes=10)
        episode = current_episode(t.session, jo).id
        t.session.add(Contact(episode_id=episode, starts_at=NOW - timedelta(days=12), state="attended"))
    workspace = Workspace(desk, 1)
    hand = shown(workspace)
    hand.wait_for(lambda: "Since you last met, Thursday 12 November" in words(workspace), "the card")
    assert hand.count("Fit note: ") == 1, "at most one card"
    hand.press_first("Fit note: ")
    assert pane(workspace).participant_id == jo
    assert pane(workspace).tabs.current() == 0
    assert hand.sees(QAbstractButton, "Write down a fit note") or hand.count("Add a fit note")


def test_before_they_first_met_no_card_stands_there(desk: Desk, shown: Show) -> None:
    book(desk, someone(desk, "Jo", "Example"))
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    QTest.qWait(0)
    assert not any("last met" in one or "not met yet" in one for one in words(workspace))
    assert hand.sees(QAbstractButton, "Start meeting with Jo Example")


def test_a_note_that_was_left_open_goes_on_from_today(desk: Desk, shown: Show) -> None:
    jo = someone(desk, "Jo", "Example")
    typed = {"words": "Half a note", "on": "today", "kind": "", "copied": "", "contact_id": 0, "reason": ""}
    keep_draft(desk.vault, "note.0", jo, typed)
    with desk.vault.transaction() as t:
        current_episode(t.session, jo).last_contact_on = TODAY
    workspace = Workspace(desk, 1)
    hand = shown(workspace)
    hand.press("Go on with it: Jo Example")
    assert hand.reads("Note") == "Half a note"


def test_each_number_opens_the_list_behind_it(desk: Desk, shown: Show) -> None:
    for number in range(12):
        someone(desk, "Wim", f"Waiting{number:02}", received_on="yesterday")
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    hand.press("13 things are waiting for you")
    hand.wait_for_row("Wim Waiting11")
    hand.wait_for_row("Help in a crisis")
    hand.press("Back to Today")
    hand.press("Show all 12: Assessments to begin")
    hand.wait_for_row("Wim Waiting11")
    assert not hand.sees(QAbstractButton, "Help in a crisis")
    hand.key(Qt.Key.Key_Return)
    assert pane(workspace).tabs.current() == 1, "it opens its place"


def test_the_people_to_see_lead_to_the_next_meeting(desk: Desk, shown: Show) -> None:
    book(desk, someone(desk, "Jo", "Example"))
    hand = shown(Workspace(desk, 0))
    hand.press("One person to see")
    start = hand.find(QAbstractButton, "Start meeting with Jo Example")
    hand.wait_for(start.hasFocus, "the focus on the next meeting")


def test_what_stands_below_the_next_meeting_is_about_that_person(desk: Desk, shown: Show) -> None:
    jo, ada = someone(desk, "Jo", "Example"), someone(desk, "Ada", "Other")
    book(desk, jo)
    book(desk, ada)
    asked: list[int] = []

    def card(participant: int) -> QWidget:
        asked.append(participant)
        return QLabel("Since you last met")

    view = TodayView(desk, card)
    shown(view)
    view.show_today(today_page(desk.vault))
    assert asked == [jo], "only the next one"


def test_the_other_reasons_of_a_person_are_one_press_away(desk: Desk, shown: Show) -> None:
    wim = someone(desk, "Wim", "Waiting", received_on="yesterday")
    save_fit_note(desk.vault, wim, FitNoteEntry(advice="not_fit", starts_on="1 Nov 2037", ends_on="tomorrow"))
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    assert not hand.sees(QAbstractButton, "Begin the assessment: Wim Waiting")
    hand.press("and 1 more: Wim Waiting")
    hand.press("Begin the assessment: Wim Waiting")
    assert pane(workspace).tabs.current() == 1


def test_the_folded_agenda_is_one_line_high(desk: Desk, shown: Show, look: Look) -> None:
    workspace, hand, _jo = begin(desk, shown)
    at(workspace, 760, 900)  # no room beside the tabs
    hand.press_first("Agenda")
    at(workspace, 760, 900)
    button = hand.find(QAbstractButton, bar(workspace).line_words())
    assert bar(workspace).height() <= button.height() + look.space(4) + look.space(6) + 2, "no gap around empty lines"


# -- beside the tabs ----------------------------------------------------------------------------------------


def at(workspace: Workspace, width: int, height: int) -> None:
    """Give the window this size and let it settle."""
    workspace.resize(width, height)
    for _ in range(4):
        QTest.qWait(0)


def test_a_meeting_begins_with_what_the_person_wants_to_talk_about(desk: Desk, shown: Show) -> None:
    _workspace, hand, _jo = begin(desk, shown)

    def asked() -> bool:
        now = QApplication.focusWidget()
        return now is not None and now.accessibleName() == "What would Jo like to talk about today?"

    hand.wait_for(asked, "the focus in the first question")


def test_the_folded_agenda_stands_beside_the_tabs_and_takes_nothing_from_the_page(desk: Desk, shown: Show) -> None:
    workspace, hand, _jo = begin(desk, shown)
    at(workspace, 1440, 900)
    hand.press_first("Agenda: ")
    at(workspace, 1440, 900)
    assert not bar(workspace).isVisible(), "no strip"
    button = hand.find(QAbstractButton, "Agenda: 0 of 3")
    close, tabs = hand.find(QAbstractButton, "Close the meeting"), pane(workspace).tabs
    clock = pane(workspace).clock
    places = [one.mapTo(workspace, one.rect().topLeft()) for one in (tabs.bar, button, close, clock)]
    assert [place.x() for place in places] == sorted(place.x() for place in places)
    assert places[1].y() < places[0].y() + tabs.bar.height()
    hand.press("Agenda: 0 of 3")
    assert bar(workspace).isVisible(), "opened, its list stands below"
    assert rows(workspace)


@pytest.mark.parametrize(("width", "scale"), [(760, 100), (1440, 150), (1440, 200)])
def test_where_no_room_is_beside_the_tabs_it_keeps_its_line_below(
    desk: Desk, shown: Show, look: Look, width: int, scale: int
) -> None:
    workspace, hand, _jo = begin(desk, shown)
    look.set_scale(scale)
    at(workspace, width, 900)
    hand.press_first("Agenda: ")
    at(workspace, width, 900)
    assert bar(workspace).isVisible()
    assert bar(workspace).isAncestorOf(hand.find(QAbstractButton, "Close the meeting"))
    at(workspace, 1440, 900)
    look.set_scale(100)
    at(workspace, 1440, 900)
    assert not bar(workspace).isVisible(), "with room it goes beside the tabs again"


@pytest.mark.parametrize(("width", "scale"), [(1440, 100), (760, 100), (1440, 150)])
def test_an_agenda_that_is_opened_again_is_as_tall_as_before(
    desk: Desk, shown: Show, look: Look, width: int, scale: int
) -> None:
    workspace, hand, _jo = begin(desk, shown)
    look.set_scale(scale)
    at(workspace, width, 1000)
    before = bar(workspace).height()
    for _ in range(2):
        hand.press_first("Agenda: ")
        at(workspace, width, 1000)
    assert bar(workspace).height() == before
    assert rows(workspace)[-1].isVisible()


def test_the_deeds_of_a_row_come_when_the_agenda_is_changed_and_go_again(desk: Desk, shown: Show) -> None:
    _workspace, hand, _jo = begin(desk, shown)
    assert hand.count("Move up: ") == 0
    hand.press("Change the agenda")
    assert hand.count("Move up: ") == hand.count("Take it out: ") == 3
    hand.press("Change the agenda")
    assert hand.count("Move up: ") == 0


# -- nobody else's name -------------------------------------------------------------------------------------


def test_today_in_a_meeting_shows_the_meeting_and_nobody_else(desk: Desk, shown: Show, time: FakeTime) -> None:
    someone(desk, "Wim", "Waiting", received_on="yesterday")
    workspace, hand, _jo = begin(desk, shown)
    hand.press("Today")
    assert workspace.today.isVisible()
    assert workspace.strip.isVisible()
    assert "Other people are hidden while you meet Jo." in words(workspace)
    assert not any("Wim" in one or "Ada" in one for one in words(workspace))
    hand.press("Go back to it")
    assert pane(workspace).isVisible()
    hand.press("Today")
    hand.press("Show them")
    assert workspace.column.isVisible()
    assert any("Wim" in one for one in words(workspace))
    hand.press("Go back to it")
    assert workspace.strip.isVisible()
    hand.press("Today")
    assert not any("Wim" in one for one in words(workspace)), "hidden again with the next look"
    time.go(hours=3)
    hand.press("Today")
    assert any("Wim" in one for one in words(workspace)), "whoever was met is gone by now"


def test_opening_the_column_on_today_shows_everybody_there_too(desk: Desk, shown: Show) -> None:
    someone(desk, "Wim", "Waiting", received_on="yesterday")
    workspace, hand, _jo = begin(desk, shown)
    hand.press("Today")
    hand.press("People")
    assert not any("hidden" in one for one in words(workspace))
    assert any("Wim" in one for one in words(workspace))
