"""Meetings: booked, met, missed, cancelled, moved and taken back; what is quiet, and when it is not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.plans import NOW, TODAY, make_jo
from tests.vaults import FakeTime
from workwell_desktop.casework import appointments, close_out, meeting, notes
from workwell_desktop.casework.appointments import MeetingEntry
from workwell_desktop.casework.close_out import CloseOutEntry
from workwell_desktop.casework.last_contact import quiet_cases
from workwell_desktop.casework.last_contact import waiting as quiet
from workwell_desktop.casework.local_rules import rules_in
from workwell_desktop.casework.notes import NoteEntry
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.contacts import Contact
from workwell_desktop.models.episodes import Episode, EpisodePause
from workwell_desktop.vault.store import Vault


@pytest.fixture
def time() -> FakeTime:
    return FakeTime(now=NOW)


@pytest.fixture
def clock(time: FakeTime) -> Clock:
    return time.clock


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return make_jo(open_vault)


def last_contact(vault: Vault) -> date | None:
    with vault.reading() as session:
        return session.get_one(Episode, 1).last_contact_on


def waits(vault: Vault) -> list[str]:
    with vault.reading() as session:
        return [row.short for row in quiet(session, vault.member_id, TODAY)]


def test_a_meeting_is_booked_as_it_is_typed(open_vault: Vault, jo: int) -> None:
    entry = MeetingEntry("8 dec", "2.15 pm", "30", "phone", "By phone", "Review")
    found = appointments.meeting(open_vault, appointments.book(open_vault, jo, entry))
    assert (found.starts_at.date(), f"{found.starts_at:%H:%M}", found.minutes) == (date(2037, 12, 8), "14:15", 30)
    assert (found.mode, found.place, found.purpose, found.state) == ("phone", "By phone", "Review", "booked")
    assert found.entry.on == "8 December 2037"


@pytest.mark.parametrize(
    ("entry", "field", "sentence"),
    [
        (MeetingEntry("", "11"), "on", "Type the day of the meeting."),
        (MeetingEntry("31 nov", "11"), "on", "31 November does not exist. November has 30 days."),
        (MeetingEntry("1 jan 2030", "11"), "on", "That is more than a year ago. Check the year."),
        (MeetingEntry("tomorrow", ""), "at", "Type the time, such as 11 or 2.15 pm."),
        (MeetingEntry("tomorrow", "25"), "at", "A day has 24 hours of 60 minutes. Check the time."),
        (MeetingEntry("tomorrow", "11", "a bit"), "minutes", "Type how many minutes, from 5 to 480."),
        (MeetingEntry("tomorrow", "11", "481"), "minutes", "Type how many minutes, from 5 to 480."),
        (MeetingEntry("tomorrow", "11", "٣٠"), "minutes", "Type how many minutes, from 5 to 480."),
        (MeetingEntry("tomorrow", "11", mode="balloon"), "mode", "Choose one of these."),
    ],
)
def test_what_cannot_be_booked_is_said_beside_its_field(
    open_vault: Vault, jo: int, entry: MeetingEntry, field: str, sentence: str
) -> None:
    with pytest.raises(InputProblem) as caught:
        appointments.book(open_vault, jo, entry)
    assert caught.value.fields == {field: sentence}
    with open_vault.reading() as session:
        assert session.query(Contact).count() == 0


def test_meeting_tells_the_episode_and_can_be_taken_back(open_vault: Vault, jo: int) -> None:
    number = appointments.book(open_vault, jo, MeetingEntry("yesterday", "11"))
    before = appointments.attended(open_vault, number)
    assert last_contact(open_vault) == TODAY - timedelta(days=1)
    with open_vault.reading() as session:
        assert session.get_one(Episode, 1).started_on == TODAY - timedelta(days=1)
    appointments.undo(open_vault, before)
    assert appointments.meeting(open_vault, number).state == "booked"
    assert last_contact(open_vault) is None
    with open_vault.reading() as session:
        assert session.get_one(Episode, 1).started_on is None


def test_the_start_of_a_meeting_is_a_contact_too(open_vault: Vault, jo: int) -> None:
    number = appointments.book(open_vault, jo, MeetingEntry("today", "11"))
    meeting.start_meeting(open_vault, number)
    assert last_contact(open_vault) == TODAY
    assert appointments.meeting(open_vault, number).state == "attended"


def test_nobody_met_before_the_day(open_vault: Vault, jo: int) -> None:
    number = appointments.book(open_vault, jo, MeetingEntry("tomorrow", "11"))
    for deed in (appointments.attended, appointments.did_not_come):
        with pytest.raises(WorkwellError, match="still to come"):
            deed(open_vault, number)


def test_an_outcome_is_written_once_with_its_reason(open_vault: Vault, jo: int) -> None:
    number = appointments.book(open_vault, jo, MeetingEntry("yesterday", "11"))
    appointments.did_not_come(open_vault, number, " The bus did not run. ")
    found = appointments.meeting(open_vault, number)
    assert (found.state, found.why) == ("did_not_attend", "The bus did not run.")
    assert last_contact(open_vault) is None, "nobody was in touch"
    with pytest.raises(WorkwellError, match="not booked any more"):
        appointments.attended(open_vault, number)


def test_a_cancelled_meeting_says_by_whom_and_why(open_vault: Vault, jo: int) -> None:
    number = appointments.book(open_vault, jo, MeetingEntry("tomorrow", "11"))
    with pytest.raises(InputProblem) as caught:
        appointments.cancelled(open_vault, number, "")
    assert caught.value.fields == {"by": "Choose who cancelled."}
    before = appointments.cancelled(open_vault, number, "participant", "Feels ill")
    found = appointments.meeting(open_vault, number)
    assert (found.state, found.cancelled_by, found.why) == ("cancelled", "participant", "Feels ill")
    appointments.undo(open_vault, before)
    found = appointments.meeting(open_vault, number)
    assert (found.state, found.cancelled_by, found.why) == ("booked", "", "")


def test_a_moved_meeting_names_the_new_one_and_comes_back_whole(open_vault: Vault, jo: int) -> None:
    number = appointments.book(open_vault, jo, MeetingEntry("tomorrow", "11", place="Room 4"))
    before = appointments.moved(open_vault, number, MeetingEntry("in 2 weeks", "9:30"), "Jo asked")
    old, new = appointments.meeting(open_vault, number), appointments.meeting(open_vault, before.new_id)
    assert (old.state, old.why, new.state) == ("moved", "Jo asked", "booked")
    assert old.moved_to == new.starts_at
    appointments.undo(open_vault, before)
    assert appointments.meeting(open_vault, number).state == "booked"
    with open_vault.reading() as session:
        assert session.get(Contact, before.new_id) is None


def test_a_move_is_not_undone_once_they_met_on_the_new_day(open_vault: Vault, jo: int) -> None:
    number = appointments.book(open_vault, jo, MeetingEntry("yesterday", "11"))
    before = appointments.moved(open_vault, number, MeetingEntry("today", "9:30"))
    appointments.attended(open_vault, before.new_id)
    with pytest.raises(WorkwellError):
        appointments.undo(open_vault, before)
    assert appointments.meeting(open_vault, number).state == "moved", "all of it or nothing"


def test_a_note_about_the_new_day_stays_when_a_move_is_undone(open_vault: Vault, jo: int) -> None:
    number = appointments.book(open_vault, jo, MeetingEntry("tomorrow", "11"))
    before = appointments.moved(open_vault, number, MeetingEntry("in 2 weeks", "9:30"))
    note = notes.save_note(open_vault, jo, NoteEntry("Bring the fit note.", contact_id=before.new_id))
    appointments.undo(open_vault, before)
    kept = notes.read_note(open_vault, note)
    assert (kept.words, kept.contact_id) == ("Bring the fit note.", number)


@pytest.mark.parametrize("outcome", ["attended", "did_not_attend", "cancelled", "moved"])
def test_a_wrong_outcome_is_put_right_on_a_later_day(open_vault: Vault, jo: int, time: FakeTime, outcome: str) -> None:
    number = appointments.book(open_vault, jo, MeetingEntry("today", "11"))
    new_id = 0
    if outcome == "attended":
        appointments.attended(open_vault, number)
    elif outcome == "did_not_attend":
        appointments.did_not_come(open_vault, number, "Nobody rang")
    elif outcome == "cancelled":
        appointments.cancelled(open_vault, number, "coach", "Ill")
    else:
        new_id = appointments.moved(open_vault, number, MeetingEntry("in 2 weeks", "11")).new_id
    time.go(days=3)
    appointments.take_back(open_vault, number)
    found = appointments.meeting(open_vault, number)
    assert (found.state, found.why, found.cancelled_by, found.moved_to) == ("booked", "", "", None)
    with open_vault.reading() as session:
        assert session.get_one(Episode, 1).started_on is None
        assert session.get(Contact, new_id) is None
    with pytest.raises(WorkwellError, match="no outcome"):
        appointments.take_back(open_vault, number)
    appointments.attended(open_vault, number)
    assert last_contact(open_vault) == TODAY


def test_an_outcome_that_was_put_right_is_not_undone_by_an_old_notice(open_vault: Vault, jo: int) -> None:
    number = appointments.book(open_vault, jo, MeetingEntry("today", "11"))
    before = appointments.did_not_come(open_vault, number)
    appointments.take_back(open_vault, number)
    appointments.attended(open_vault, number)
    with pytest.raises(WorkwellError, match="changed since"):
        appointments.undo(open_vault, before)
    assert appointments.meeting(open_vault, number).state == "attended"


def test_a_closed_meeting_can_be_closed_again_with_its_note(open_vault: Vault, jo: int) -> None:
    number = appointments.book(open_vault, jo, MeetingEntry("today", "11"))
    meeting.start_meeting(open_vault, number)
    with pytest.raises(WorkwellError, match="no outcome"):
        appointments.take_back(open_vault, number)
    close_out.close_meeting(open_vault, number, CloseOutEntry(note="We talked.", sign=True))
    appointments.take_back(open_vault, number)
    close_out.close_meeting(open_vault, number, CloseOutEntry(outcome="did_not_attend", why="It was her sister"))
    found = appointments.meeting(open_vault, number)
    assert (found.state, found.why, found.not_closed) == ("did_not_attend", "It was her sister", False)
    assert notes.read_note(open_vault, 1).contact_id == number


@pytest.mark.parametrize(
    ("at", "minutes", "told"),
    [
        ("11:30", "45", "You have another meeting then, from 11:00 to 11:45."),
        ("10:30", "45", "You have another meeting then, from 11:00 to 11:45."),
        ("10:15", "45", ""),
        ("11:45", "45", ""),
        ("", "45", ""),
    ],
)
def test_meetings_across_each_other_are_said_and_not_forbidden(
    open_vault: Vault, jo: int, at: str, minutes: str, told: str
) -> None:
    number = appointments.book(open_vault, jo, MeetingEntry("tomorrow", "11"))
    entry = MeetingEntry("tomorrow", at, minutes)
    assert appointments.overlap(open_vault, entry) == told
    assert appointments.overlap(open_vault, entry, without=number) == "", "not with itself"
    if told:
        assert appointments.book(open_vault, jo, entry) != number


def test_a_case_goes_quiet_by_the_rules_of_the_place(open_vault: Vault, jo: int) -> None:
    with open_vault.reading() as session:
        most = rules_in(session).quiet_days

    def put(**values: object) -> None:
        with open_vault.transaction() as transaction:
            episode = transaction.session.get_one(Episode, 1)
            for name, value in values.items():
                setattr(episode, name, value)

    put(last_contact_on=TODAY - timedelta(days=most), created_at=NOW - timedelta(days=most + 9))
    assert waits(open_vault) == []
    put(last_contact_on=TODAY - timedelta(days=most + 1))
    assert waits(open_vault) == [f"No contact for {most + 1} days"]
    put(last_contact_on=None, opened_on=TODAY - timedelta(days=most + 2))
    assert waits(open_vault) == [f"Not met in {most + 2} days"]
    put(state="closed")
    assert waits(open_vault) == []
    put(state="open")
    with open_vault.transaction() as transaction:
        transaction.session.add(EpisodePause(episode_id=1, starts_on=TODAY))
    assert waits(open_vault) == [], "somebody who is paused is not quiet"


@pytest.mark.parametrize("last", [TODAY - timedelta(days=388), None])
def test_who_was_brought_in_is_not_quiet_before_the_days_are_over_here(
    open_vault: Vault, jo: int, last: date | None
) -> None:
    with open_vault.reading() as session:
        most = rules_in(session).quiet_days

    def brought_in(days_ago: int) -> None:
        with open_vault.transaction() as transaction:
            episode = transaction.session.get_one(Episode, 1)
            episode.opened_on, episode.last_contact_on = TODAY - timedelta(days=400), last
            episode.created_at = NOW - timedelta(days=days_ago)

    brought_in(0)
    assert waits(open_vault) == []
    brought_in(most)
    assert waits(open_vault) == []
    brought_in(most + 1)
    assert waits(open_vault) == [f"{'No contact for' if last else 'Not met in'} {most + 1} days"]


def test_quiet_cases_are_read_from_an_index(open_vault: Vault, jo: int) -> None:
    with open_vault.reading() as session:
        question = quiet_cases(open_vault.member_id, TODAY).compile(
            session.connection(), compile_kwargs={"literal_binds": True}
        )
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {question}")
        steps = " ".join(str(step) for step in plan)
    assert "ix_episode_quiet (owner_id=? AND state=? AND quiet_since<?)" in steps
    assert "TEMP B-TREE" not in steps
