"""A meeting: one at a time, with its agenda, taken up again, and what is still blank near its end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.casework.test_today import book, fit_note, review_on, someone
from tests.plans import NOW, TODAY, say, write_plan
from tests.vaults import FakeTime
from workwell_desktop.casework import appointments, meeting, notes, planning
from workwell_desktop.casework.agenda import ADDED, OWN, Point, as_note
from workwell_desktop.casework.appointments import Before
from workwell_desktop.casework.assessment import save_assessment
from workwell_desktop.casework.assessment_content import AssessmentEntry
from workwell_desktop.casework.meeting_blank import CORE_SECTIONS, Blank, what_is_blank
from workwell_desktop.casework.notes import NoteEntry
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.plan_agreement import agree_plan
from workwell_desktop.casework.planning import StepEntry
from workwell_desktop.casework.today import today_page
from workwell_desktop.casework.waiting import PAGE
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.contacts import Contact, Note
from workwell_desktop.vault.store import Vault


@pytest.fixture
def time() -> FakeTime:
    return FakeTime(now=NOW)


@pytest.fixture
def clock(time: FakeTime) -> Clock:
    return time.clock


def contact_of(vault: Vault, contact_id: int) -> Contact:
    with vault.reading() as session:
        return session.get_one(Contact, contact_id)


def test_a_booked_meeting_begins_with_its_agenda(open_vault: Vault) -> None:
    jo = someone(open_vault, known_as="Jo", needs_asked="", needs_checked_on="")
    fit_note(open_vault, jo, "1 Nov 2037", "in 12 days")
    booked = book(open_vault, jo, NOW)
    running = meeting.start_meeting(open_vault, booked)
    assert (running.contact_id, running.participant_id, running.began_at) == (booked, jo, NOW)
    assert [point.key for point in running.agenda] == [OWN, "taking_part", "needs", "fit_note", "assessment"]
    assert running.agenda[0].words == ""
    assert [point.section for point in running.agenda[1:4]] == ["agreements", "talking", "fit_notes"]
    assert running.agenda[3].words == "Your fit note ends on Sunday 6 December"
    assert meeting.running_meeting(open_vault) == running
    assert today_page(open_vault).running == running
    assert contact_of(open_vault, booked).state == "attended"


def test_two_meetings_never_run_at_once(open_vault: Vault, time: FakeTime) -> None:
    jo, ada = someone(open_vault), someone(open_vault, "Other")
    first, second = book(open_vault, jo, NOW), book(open_vault, ada, NOW)
    running = meeting.start_meeting(open_vault, first)
    time.go(minutes=5)
    for start in (lambda: meeting.start_meeting(open_vault, second), lambda: meeting.meet_now(open_vault, ada)):
        with pytest.raises(WorkwellError, match="Another meeting is not closed yet"):
            start()
    assert contact_of(open_vault, second).state == "booked"
    assert meeting.start_meeting(open_vault, first).began_at == running.began_at, "the same one goes on"
    assert meeting.meet_now(open_vault, jo).contact_id == first


def test_somebody_who_is_not_booked_can_be_met(open_vault: Vault) -> None:
    jo = someone(open_vault)
    running = meeting.meet_now(open_vault, jo)
    row = contact_of(open_vault, running.contact_id)
    assert (row.starts_at, row.state, row.purpose) == (NOW, "attended", "Meeting")
    assert [one.contact_id for one in today_page(open_vault).meetings] == [running.contact_id]


def test_somebody_who_is_booked_today_is_met_as_booked(open_vault: Vault) -> None:
    jo = someone(open_vault)
    book(open_vault, jo, NOW + timedelta(days=1))
    booked = book(open_vault, jo, NOW + timedelta(hours=2))
    assert meeting.meet_now(open_vault, jo).contact_id == booked


@pytest.mark.parametrize(
    ("minutes", "in_the_room", "runs"),
    [(0, True, True), (90, True, True), (91, False, True), (241, False, False)],
)
def test_a_meeting_is_taken_up_while_they_may_be_in_the_room(
    open_vault: Vault, time: FakeTime, minutes: int, in_the_room: bool, runs: bool
) -> None:
    meeting.meet_now(open_vault, someone(open_vault))
    time.go(minutes=minutes)
    running = meeting.running_meeting(open_vault)
    assert (running is not None) == runs
    assert (running is not None and running.in_the_room(time.now)) == in_the_room


def test_a_meeting_that_is_closed_is_not_begun_again(open_vault: Vault) -> None:
    booked = book(open_vault, someone(open_vault), NOW)
    with open_vault.transaction() as t:
        t.session.get_one(Contact, booked).closed_at = NOW
    with pytest.raises(WorkwellError, match="This meeting is closed"):
        meeting.start_meeting(open_vault, booked)


def test_one_that_is_over_and_not_closed_is_closed_before_they_meet_again(open_vault: Vault, time: FakeTime) -> None:
    jo, ada = someone(open_vault), someone(open_vault, "Other")
    first = meeting.meet_now(open_vault, jo).contact_id
    later = book(open_vault, jo, NOW + timedelta(hours=6))
    assert not meeting.left_open(open_vault, jo), "it runs"
    time.go(hours=5)
    assert meeting.left_open(open_vault, jo)
    for start in (
        lambda: meeting.meet_now(open_vault, jo),
        lambda: meeting.start_meeting(open_vault, later),
        lambda: meeting.start_meeting(open_vault, first),
    ):
        with pytest.raises(WorkwellError, match="not closed yet") as problem:
            start()
        assert "Close that one first" in problem.value.next_step
    with open_vault.reading() as session:
        states = session.execute(select(Contact.state, Contact.began_at).order_by(Contact.id)).all()
    assert [tuple(one) for one in states] == [("attended", NOW), ("booked", None)], "no second contact"
    assert meeting.meet_now(open_vault, ada).participant_id == ada, "somebody else can be met"


def start_of(vault: Vault, person: int) -> tuple[object, object]:
    with vault.reading() as session:
        episode = current_episode(session, person)
        return episode.started_on, episode.last_contact_on


def take_back(vault: Vault, contact_id: int) -> None:
    with vault.transaction() as t:
        meeting.undo_start_in(t, t.session.get_one(Contact, contact_id))


def test_a_booked_meeting_that_was_begun_by_mistake_is_booked_again(open_vault: Vault, time: FakeTime) -> None:
    jo = someone(open_vault)
    booked = book(open_vault, jo, NOW + timedelta(hours=1))
    before = start_of(open_vault, jo)
    time.go(minutes=5)
    running = meeting.start_meeting(open_vault, booked)
    assert start_of(open_vault, jo) == (TODAY, TODAY)
    meeting.keep_agenda(open_vault, booked, (Point(OWN, "The bus", done=True), *running.agenda[1:]))
    take_back(open_vault, booked)
    row = contact_of(open_vault, booked)
    assert (row.state, row.began_at, row.closed_at) == ("booked", None, None)
    assert meeting.read_agenda(row.agenda)[0] == Point(OWN, "The bus"), "words stay, nothing was talked about"
    assert start_of(open_vault, jo)[0] is None
    assert before[0] is None
    assert meeting.running_meeting(open_vault) is None
    with pytest.raises(WorkwellError, match="not under way"):
        take_back(open_vault, booked)


def test_a_meeting_that_only_its_start_made_is_taken_out_again(open_vault: Vault, time: FakeTime) -> None:
    jo = someone(open_vault)
    first = book(open_vault, jo, NOW - timedelta(days=3))
    appointments.attended(open_vault, first)
    before = start_of(open_vault, jo)
    time.go(minutes=5)
    running = meeting.meet_now(open_vault, jo)
    written = notes.save_note(open_vault, jo, NoteEntry("Words", contact_id=running.contact_id))
    take_back(open_vault, running.contact_id)
    with open_vault.reading() as session:
        assert session.scalars(select(Contact.id)).all() == [first]
        assert session.get_one(Note, written).words == "Words", "what was written stays"
    notes.remove_note(open_vault, written)
    assert start_of(open_vault, jo) == before == (TODAY - timedelta(days=3), TODAY - timedelta(days=3))


# -- the agenda ---------------------------------------------------------------------------------------------


def test_what_waits_for_somebody_is_proposed(open_vault: Vault) -> None:
    jo = someone(open_vault)
    say(open_vault, jo)
    write_plan(open_vault, jo)
    for what in ("Ring", "Walk", "Write", "Rest", "Swim"):
        planning.save_step(open_vault, jo, StepEntry(what, "Jo", "yesterday"))
    words = [point.words for point in meeting.meet_now(open_vault, jo).agenda]
    assert words == [
        "",
        "What helps and what gets in the way",
        "Your step: Ring",
        "Your step: Walk",
        "Your step: Write",
        "2 more steps that are due",
        "If your plan is right for you",
    ]


def test_needs_that_are_to_be_checked_again_are_proposed(open_vault: Vault) -> None:
    jo = someone(open_vault, needs_checked_on="1 June 2036", needs_review_on="yesterday")
    points = {point.key: point.words for point in meeting.meet_now(open_vault, jo).agenda}
    assert points["needs"] == "If what helps you to read, hear and talk is still right"


@pytest.mark.parametrize(("ends", "proposed"), [("15 days ago", False), ("14 days ago", True), ("in 15 days", False)])
def test_a_fit_note_that_is_far_off_is_not_proposed(open_vault: Vault, ends: str, proposed: bool) -> None:
    jo = someone(open_vault)
    fit_note(open_vault, jo, "1 Oct 2037", ends)
    assert ("fit_note" in [point.key for point in meeting.meet_now(open_vault, jo).agenda]) == proposed


def test_a_review_that_is_due_is_proposed_for_an_agreed_plan(open_vault: Vault) -> None:
    jo = someone(open_vault)
    review_on(open_vault, jo, 0)
    agree_plan(open_vault, jo, agreed_on="yesterday", how="said")
    assert "How your plan is going" in [point.words for point in meeting.meet_now(open_vault, jo).agenda]


points = st.lists(
    st.builds(Point, st.sampled_from([OWN, ADDED, "plan"]), st.text(max_size=60), st.booleans(), st.integers(-2, 3)),
    max_size=6,
).map(tuple)


@given(agenda=points)
def test_an_agenda_is_read_as_it_was_written(agenda: tuple[Point, ...]) -> None:
    assert meeting.read_agenda(meeting.write_agenda(agenda)) == agenda


@given(agenda=points)
def test_the_note_holds_what_was_ticked_and_nothing_else(agenda: tuple[Point, ...]) -> None:
    ticked = [point for point in agenda if point.done and point.words.strip()]
    note = as_note(agenda, "Jo")
    assert bool(note) == bool(ticked)
    assert all(point.words.strip().rstrip(".") in note for point in ticked)


def test_the_agenda_is_kept_and_comes_back(open_vault: Vault) -> None:
    jo = someone(open_vault)
    running = meeting.meet_now(open_vault, jo)
    agenda = (Point(OWN, "The late shifts", done=True), *running.agenda[2:], Point(ADDED, "The bus"))
    meeting.keep_agenda(open_vault, running.contact_id, agenda)
    assert meeting.meet_now(open_vault, jo).agenda == agenda
    assert as_note(agenda, "Jo") == "We talked about:\n- The late shifts (Jo’s own point)"


# -- what is still blank ------------------------------------------------------------------------------------


def test_everything_is_blank_at_first_and_each_thing_has_its_place(open_vault: Vault) -> None:
    jo = someone(open_vault, known_as="Jo", needs_asked="", needs_checked_on="")
    blanks = what_is_blank(open_vault, jo)
    assert blanks[:2] == (
        Blank("Does Jo want to take part?", 0, "agreements"),
        Blank("What helps Jo to read, hear and talk?", 0, "talking"),
    )
    assert [blank.section for blank in blanks if blank.tab == 1] == list(CORE_SECTIONS)
    assert blanks[-1] == Blank("When do you meet next?", PAGE, "close_out")


def test_what_is_written_is_not_blank_any_more(open_vault: Vault) -> None:
    jo = someone(open_vault, known_as="Jo")
    say(open_vault, jo)
    save_assessment(open_vault, jo, AssessmentEntry({"makes_work_hard": "Standing"}))
    write_plan(open_vault, jo)
    planning.save_step(open_vault, jo, StepEntry("Ring"))
    book(open_vault, jo, NOW + timedelta(days=7))
    assert [blank.words for blank in what_is_blank(open_vault, jo)] == [
        "Your job’s tasks",
        "What you expect",
        "What you want",
        "By when for one step",
        "When you look at the plan again",
        "Agree the plan",
    ]


# -- what became of it --------------------------------------------------------------------------------------


def did_not_come(vault: Vault, contact_id: int) -> Before:
    return appointments.did_not_come(vault, contact_id, "The bus did not run.")


def cancelled(vault: Vault, contact_id: int) -> Before:
    return appointments.cancelled(vault, contact_id, "coach", "Sam is ill")


@pytest.mark.parametrize(
    ("deed", "kept"),
    [
        (did_not_come, ("did_not_attend", "", "The bus did not run.")),
        (cancelled, ("cancelled", "coach", "Sam is ill")),
    ],
)
def test_a_meeting_that_did_not_take_place_is_said_and_taken_back(
    open_vault: Vault, deed: Callable[[Vault, int], Before], kept: tuple[str, str, str]
) -> None:
    booked = book(open_vault, someone(open_vault), NOW)
    before = deed(open_vault, booked)
    row = contact_of(open_vault, booked)
    assert (row.state, row.cancelled_by, row.state_note) == kept
    with pytest.raises(WorkwellError, match="not booked any more"):
        deed(open_vault, booked)
    appointments.undo(open_vault, before)
    row = contact_of(open_vault, booked)
    assert (row.state, row.cancelled_by, row.state_note) == ("booked", "", "")


def test_a_meeting_is_moved_and_moved_back(open_vault: Vault) -> None:
    booked = book(open_vault, someone(open_vault), NOW)
    meeting_agenda = (Point(ADDED, "The bus"),)
    meeting.keep_agenda(open_vault, booked, meeting_agenda)
    before = appointments.moved_on(open_vault, booked, "in 2 weeks", "2.15 pm")
    old, new = contact_of(open_vault, booked), contact_of(open_vault, before.new_id)
    assert (old.state, old.moved_to, new.state) == ("moved", new.id, "booked")
    assert new.starts_at.astimezone() == datetime(2037, 12, 8, 14, 15).astimezone()
    assert (new.purpose, new.place, new.minutes) == (old.purpose, old.place, old.minutes)
    assert meeting.read_agenda(new.agenda) == meeting_agenda
    appointments.undo(open_vault, before)
    assert contact_of(open_vault, booked).state == "booked"
    with open_vault.reading() as session:
        assert session.scalars(select(Contact.id)).all() == [booked], "the new one is out again"


@pytest.mark.parametrize(
    ("on", "at", "fields"),
    [("", "", {"on", "at"}), ("31 nov", "11", {"on"}), ("tomorrow", "25", {"at"}), ("today", "9 am", {"on"})],
)
def test_a_day_that_does_not_fit_is_said_beside_its_field(
    open_vault: Vault, on: str, at: str, fields: set[str]
) -> None:
    booked = book(open_vault, someone(open_vault), NOW)
    with pytest.raises(InputProblem) as problem:
        appointments.moved_on(open_vault, booked, on, at)
    assert set(problem.value.fields) == fields
    assert contact_of(open_vault, booked).state == "booked"


def test_the_interpreter_is_booked(open_vault: Vault) -> None:
    booked = book(open_vault, someone(open_vault, interpreter="phone"), NOW)
    appointments.set_interpreter(open_vault, booked, booked=True)
    assert [one.interpreter for one in today_page(open_vault).meetings] == ["booked"]
    assert NOW.date() == TODAY
