"""The close-out in the window: one screen, kept while typed, closed and printed in one go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.documents.samples import words_of
from tests.plans import NOW, write_plan
from tests.ui.test_workspace import book, someone, words
from tests.vaults import FakeTime
from workwell_desktop.casework import close_out, meeting
from workwell_desktop.casework.agenda import OWN, Point
from workwell_desktop.casework.drafts import load_draft
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.plan_agreement import agree_plan
from workwell_desktop.casework.plan_state import load_plan
from workwell_desktop.casework.today import today_page
from workwell_desktop.clock import Clock
from workwell_desktop.models.contacts import Contact, Note
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.doors import ReadyDoors
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.pages.close_out_parts import NextParts
from workwell_desktop.ui.workspace import Workspace

Show = Callable[[QWidget], Hand]


@pytest.fixture
def time() -> FakeTime:
    return FakeTime(now=NOW)


@pytest.fixture
def clock(time: FakeTime) -> Clock:
    return time.clock


def at_the_end(desk: Desk, shown: Show, *, agreed: bool = True) -> tuple[Workspace, Hand, int]:
    """A meeting with Jo whose close-out stands open."""
    jo = someone(desk, "Jo", "Example")
    someone(desk, "Ada", "Other")
    write_plan(desk.vault, jo)
    if agreed:
        agree_plan(desk.vault, jo, agreed_on="today", how="said")
    running = meeting.meet_now(desk.vault, jo)
    meeting.keep_agenda(desk.vault, running.contact_id, (Point(OWN, "The late shifts", done=True),))
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    hand.press("Close the meeting")
    return workspace, hand, jo


def note(desk: Desk) -> str:
    with desk.vault.reading() as session:
        return session.scalar(select(Note.words)) or ""


def state(desk: Desk) -> str:
    with desk.vault.reading() as session:
        return session.scalar(select(Note.state)) or ""


def has_focus(name: str) -> bool:
    now = QApplication.focusWidget()
    return now is not None and now.accessibleName() == name


def test_it_holds_no_other_name_and_begins_with_what_was_ticked(desk: Desk, shown: Show) -> None:
    workspace, hand, _jo = at_the_end(desk, shown)
    assert hand.reads("What you talked about") == "We talked about:\n- The late shifts (Jo’s own point)"
    hand.wait_for(lambda: has_focus("What you talked about"), "the focus in the note")
    assert workspace.strip.isVisible()
    assert not any("Ada" in one or "Other" in one for one in words(workspace))
    assert "Not written yet: the next date. You can leave that." in words(workspace)


def test_everything_is_done_on_one_screen_and_printed_in_one_go(desk: Desk, shown: Show) -> None:
    workspace, hand, jo = at_the_end(desk, shown)
    hand.write("What you talked about", "We talked about the till.")
    hand.pick("Walk ten minutes a day", "Done")
    hand.write("Which day", "in 2 weeks")
    hand.write("What time", "11")
    hand.choose("How you meet", "By phone")
    hand.press("Save, sign and print")
    doors = desk.doors
    assert isinstance(doors, ReadyDoors)
    hand.wait_for(lambda: bool(doors.printed), "the papers")
    hand.wait_for(workspace.today.isVisible, "Today again")
    assert note(desk) == "We talked about the till."
    assert state(desk) == "signed"
    plan = load_plan(desk.vault, jo)
    assert [step.state for step in plan.steps] == ["done"]
    assert plan.meeting is not None
    assert "back on the shop floor" in words_of(doors.printed[0].read_bytes())
    assert meeting.running_meeting(desk.vault) is None


def test_an_error_stands_beside_its_field_and_nothing_is_lost(desk: Desk, shown: Show) -> None:
    _workspace, hand, _jo = at_the_end(desk, shown, agreed=False)
    hand.write("What you talked about", "We talked about the till.")
    hand.write("Which day", "31 nov")
    hand.write("What time", "11")
    hand.press("Save and sign")
    assert "31 November does not exist. November has 30 days." in words(_workspace)
    assert meeting.running_meeting(desk.vault) is not None
    assert hand.reads("What you talked about") == "We talked about the till."
    hand.write("Which day", "in 2 weeks")
    hand.press("Save without signing")
    assert note(desk) == "We talked about the till."
    assert state(desk) == "draft"


def test_it_is_kept_while_it_is_typed_and_can_be_left_for_later(desk: Desk, shown: Show, qtbot: QtBot) -> None:
    workspace, hand, jo = at_the_end(desk, shown, agreed=False)
    hand.write("What you talked about", "Half a note")
    hand.write("A new step", "Ring the bank")
    hand.pick("Walk ten minutes a day", "Done")

    def kept() -> bool:
        draft = load_draft(desk.vault, close_out.SCREEN, jo)
        return draft is not None and draft.content["typed"]["note"] == "Half a note"

    qtbot.waitUntil(kept, timeout=2000)
    hand.press("Leave it for later")
    assert workspace.today.isVisible()
    workspace.show_page(f"close_out/{jo}")
    assert hand.reads("What you talked about") == "Half a note"
    assert hand.reads("A new step") == "Ring the bank"
    hand.press("Save and sign")
    assert [(step.what, step.state) for step in load_plan(desk.vault, jo).steps] == [
        ("Walk ten minutes a day", "done"),
        ("Ring the bank", "todo"),
    ]


def test_a_day_means_the_same_day_when_it_is_picked_up_later(desk: Desk, shown: Show, time: FakeTime) -> None:
    workspace, hand, jo = at_the_end(desk, shown, agreed=False)
    hand.write("Which day", "in 2 weeks")
    hand.write("What time", "11")
    hand.write("A new step", "Ring the bank")
    hand.write("By when", "in 3 days")
    hand.press("Leave it for later")
    time.go(hours=22)
    workspace.show_page(f"close_out/{jo}")
    assert (hand.reads("Which day"), hand.reads("By when")) == ("8 December 2037", "27 November 2037")
    hand.press("Save and sign")
    plan = load_plan(desk.vault, jo)
    assert plan.meeting is not None
    assert plan.meeting.starts_at.date() == date(2037, 12, 8)
    assert [step.by for step in plan.steps if step.what == "Ring the bank"] == [date(2037, 11, 27)]


def test_a_start_on_the_wrong_person_is_taken_back(desk: Desk, shown: Show) -> None:
    workspace, hand, jo = at_the_end(desk, shown)
    hand.pick("Did Jo come?", "Begun by mistake")
    assert not hand.sees_field("What you talked about"), "nothing of it is kept"
    assert not hand.sees_field("Which day")
    assert any("The start is taken back" in one for one in words(workspace))
    hand.pick("Did Jo come?", "Yes")
    assert hand.sees_field("Which day")
    hand.pick("Did Jo come?", "Begun by mistake")
    hand.press("Take the start back")
    assert workspace.today.isVisible()
    assert meeting.running_meeting(desk.vault) is None
    with desk.vault.reading() as session:
        assert session.scalars(select(Contact)).all() == []
        episode = current_episode(session, jo)
        assert (episode.started_on, episode.last_contact_on) == (None, None)


def test_words_stay_in_sight_and_are_not_lost_with_a_wrong_start(desk: Desk, shown: Show) -> None:
    workspace, hand, _jo = at_the_end(desk, shown)
    hand.write("What you talked about", "Words about Ada")
    hand.pick("Did Jo come?", "Begun by mistake")
    hand.press("Take the start back")
    assert any("These words would be lost." in one for one in words(workspace))
    assert hand.reads("What you talked about") == "Words about Ada"
    hand.write("What you talked about", "")
    hand.press("Take the start back")
    assert workspace.today.isVisible()


def test_a_begun_meeting_to_which_they_did_not_come_is_said_so(desk: Desk, shown: Show) -> None:
    _workspace, hand, _jo = at_the_end(desk, shown)
    hand.pick("Did Jo come?", "No")
    hand.write("Why", "The bus did not run.")
    hand.press("Save and close the meeting")
    with desk.vault.reading() as session:
        row = session.scalars(select(Contact)).one()
        assert (row.state, row.state_note) == ("did_not_attend", "The bus did not run.")


def test_a_note_that_was_begun_in_the_meeting_is_the_beginning(desk: Desk, shown: Show, time: FakeTime) -> None:
    jo = someone(desk, "Jo", "Example")
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    workspace.open_person(jo)
    hand.press("Start meeting")
    time.go(minutes=5)
    hand.key(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    hand.write("Note", "The till is hard.")
    hand.press("Close the meeting")
    assert hand.reads("What you talked about") == "The till is hard."
    hand.press("Save and sign")
    assert (note(desk), state(desk)) == ("The till is hard.", "signed")
    assert load_draft(desk.vault, "note.0", jo) is None
    workspace.open_person(jo, 0, "history")
    assert not hand.sees_field("Note"), "it is not open there any more"
    assert workspace.keep()
    assert load_draft(desk.vault, "note.0", jo) is None


def test_what_was_ticked_since_is_put_below_the_words(desk: Desk, shown: Show) -> None:
    workspace, hand, jo = at_the_end(desk, shown)
    hand.write("What you talked about", "My own words")
    hand.press("Leave it for later")
    running = meeting.running_meeting(desk.vault)
    assert running is not None
    meeting.keep_agenda(desk.vault, running.contact_id, (*running.agenda, Point("plan", "Your plan", done=True)))
    workspace.show_page(f"close_out/{jo}")
    assert hand.reads("What you talked about") == "My own words\n\nWe talked about:\n- Your plan"


def test_what_is_not_printed_is_said_and_the_meeting_stays_closed(desk: Desk, shown: Show) -> None:
    assert isinstance(desk.doors, ReadyDoors)
    desk.doors.prints_to = None
    workspace, hand, _jo = at_the_end(desk, shown)
    hand.press("Save, sign and print")
    hand.wait_for_button("Back to Today")
    assert any("Nothing was printed." in one for one in words(workspace))
    assert meeting.running_meeting(desk.vault) is None
    hand.press("Back to Today")
    assert state(desk) == "signed"
    assert [kind.code for kind in today_page(desk.vault).kinds if kind.code == "plans"], "it waits to be printed"


def test_an_agreed_plan_sends_to_its_tab_for_a_new_step(desk: Desk, shown: Show) -> None:
    workspace, hand, _jo = at_the_end(desk, shown)
    assert not hand.sees_field("A new step")
    hand.press("Go to the plan")
    assert workspace.pane is not None
    assert workspace.pane.tabs.current() == 2


def test_a_meeting_nobody_wrote_about_is_asked_about_from_today(desk: Desk, shown: Show) -> None:
    jo = someone(desk, "Jo", "Example")
    contact = book(desk, jo)
    with desk.vault.transaction() as t:
        t.session.get_one(Contact, contact).starts_at = NOW - timedelta(days=1)
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    hand.press("Say if they came: Jo Example")
    assert hand.sees_field("What you talked about")
    hand.pick("Did Jo come?", "No")
    assert not hand.sees_field("What you talked about")
    assert not hand.sees_field("Who cancelled?")
    hand.write("Why", "The bus did not run.")
    hand.press("Save and close the meeting")
    with desk.vault.reading() as session:
        row = session.get_one(Contact, contact)
        assert (row.state, row.state_note) == ("did_not_attend", "The bus did not run.")
        assert current_episode(session, jo).last_contact_on is None
    assert not hand.sees(QAbstractButton, "Say if they came: Jo Example")


def test_who_cancelled_is_asked_and_words_that_were_written_stay(desk: Desk, shown: Show) -> None:
    jo = someone(desk, "Jo", "Example")
    contact = book(desk, jo)
    with desk.vault.transaction() as t:
        t.session.get_one(Contact, contact).starts_at = NOW - timedelta(days=1)
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    workspace.show_page(f"close_out/{jo}")
    hand.write("What you talked about", "Jo rang in the morning.")
    hand.pick("Did Jo come?", "It was cancelled")
    assert hand.reads("What you talked about") == "Jo rang in the morning."
    hand.press("Save and sign")
    assert "Choose who cancelled." in words(workspace)
    hand.pick("Who cancelled?", "The participant")
    hand.press("Save and sign")
    with desk.vault.reading() as session:
        row = session.get_one(Contact, contact)
        assert (row.state, row.cancelled_by) == ("cancelled", "participant")
    assert (note(desk), state(desk)) == ("Jo rang in the morning.", "signed")


def test_without_a_note_there_is_nothing_to_sign(desk: Desk, shown: Show) -> None:
    _workspace, hand, _jo = at_the_end(desk, shown, agreed=False)
    assert hand.sees(QAbstractButton, "Save without signing")
    hand.write("What you talked about", "")
    assert not hand.sees(QAbstractButton, "Save without signing")
    hand.press("Save and close the meeting")
    assert note(desk) == ""
    assert meeting.running_meeting(desk.vault) is None


def test_without_a_meeting_it_says_so(desk: Desk, shown: Show) -> None:
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    workspace.show_page("close_out")
    assert "No meeting is open. Start one from Today." in words(workspace)
    hand.press("Back to Today")
    assert workspace.today.isVisible()


def test_what_is_typed_stays_when_the_text_becomes_large(desk: Desk, shown: Show) -> None:
    _workspace, hand, _jo = at_the_end(desk, shown)
    hand.write("What you talked about", "Half a note")
    desk.look.set_scale(200)
    hand.wait_for_button("Sign and print")
    assert hand.reads("What you talked about") == "Half a note"
    assert hand.sees(QAbstractButton, "Save unsigned")
    assert not hand.sees(QAbstractButton, "Later")
    hand.write("What you talked about", "")
    assert hand.sees(QAbstractButton, "Later")


# -- what to mind, and where one lands ----------------------------------------------------------------------


def test_what_to_mind_stands_where_the_next_meeting_is_decided(desk: Desk, shown: Show) -> None:
    jo = someone(desk, "Jo", "Example", mobile="07700 900118", safe_to_message="no", contact_way="text")
    meeting.meet_now(desk.vault, jo)
    workspace = Workspace(desk, 0)
    shown(workspace).press("Close the meeting")
    (place,) = workspace.pages["close_out"].findChildren(NextParts)
    said = [one.text() for one in place.findChildren(QLabel) if one.isVisible()]
    assert "Do not leave a message" in said
    assert any("text" in one.casefold() for one in said)


def test_after_the_close_out_nobody_else_is_named_until_the_coach_says_so(desk: Desk, shown: Show) -> None:
    someone(desk, "Wim", "Waiting", received_on="yesterday")
    workspace, hand, _jo = at_the_end(desk, shown, agreed=False)
    hand.press("Save and sign")
    assert workspace.today.isVisible()
    assert "Your meeting with Jo is closed, and everything is kept." in " ".join(words(workspace))
    assert "Other people are hidden until Jo has left." in words(workspace)
    assert not any("Wim" in one for one in words(workspace))
    hand.key(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert not any("Wim" in one for one in words(workspace)), "Today once more brings up nobody"
    hand.press("Show them")
    assert any("Wim" in one for one in words(workspace))
    assert workspace.column.isVisible()
    assert not any("hidden" in one for one in words(workspace))


def test_who_did_not_come_is_not_in_the_room(desk: Desk, shown: Show) -> None:
    someone(desk, "Wim", "Waiting", received_on="yesterday")
    workspace, hand, _jo = at_the_end(desk, shown, agreed=False)
    hand.pick("Did Jo come?", "No")
    hand.press("Save and close the meeting")
    assert "It is written down that Jo did not come." in " ".join(words(workspace))
    assert any("Wim" in one for one in words(workspace))
