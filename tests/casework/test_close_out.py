"""Closing a meeting: note, steps, next date and papers, all or nothing, and what was left out said plainly."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.casework.test_today import book, someone
from tests.plans import NOW, TODAY, write_plan
from tests.vaults import FakeTime
from workwell_desktop.casework import close_out, close_papers, meeting, planning
from workwell_desktop.casework.agenda import OWN, Point
from workwell_desktop.casework.close_out import CloseOutEntry, close_meeting, left_out, load_close_out, to_close
from workwell_desktop.casework.drafts import keep_draft, load_draft
from workwell_desktop.casework.papers import LETTER, PLAN, keep_paper
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.plan_agreement import agree_plan
from workwell_desktop.casework.plan_state import load_plan
from workwell_desktop.casework.planning import StepEntry
from workwell_desktop.casework.services import ServiceForm, add_service
from workwell_desktop.casework.sharing import SharingStopped
from workwell_desktop.casework.today import today_page
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


def count(vault: Vault, table: type[Contact] | type[Note]) -> int:
    with vault.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_everything_is_kept_in_one_go(open_vault: Vault, time: FakeTime) -> None:
    jo = someone(open_vault, known_as="Jo")
    _goal, step, _change = write_plan(open_vault, jo)
    running = meeting.meet_now(open_vault, jo)
    keep_draft(open_vault, close_out.SCREEN, jo, {})
    time.go(minutes=44)
    entry = CloseOutEntry(
        note=" We talked about the till. ",
        steps={step: "done"},
        step=StepEntry("Ring Talking Therapies", "Jo", "in 3 days"),
        next_on="in 2 weeks",
        next_at="11",
        next_way="phone",
        next_place="",
        next_purpose="Review",
    )
    assert close_meeting(open_vault, running.contact_id, entry) == jo
    assert meeting.running_meeting(open_vault) is None
    assert load_draft(open_vault, close_out.SCREEN, jo) is None
    plan = load_plan(open_vault, jo)
    assert [(one.what, one.state) for one in plan.steps] == [
        ("Walk ten minutes a day", "done"),
        ("Ring Talking Therapies", "todo"),
    ]
    assert plan.meeting is not None
    assert plan.meeting.starts_at == datetime(2037, 12, 8, 11, 0).astimezone()
    with open_vault.reading() as session:
        note = session.scalars(select(Note)).one()
        episode = current_episode(session, jo)
        contact = session.get_one(Contact, running.contact_id)
        assert (note.words, note.kind, note.contact_id, note.happened_on) == (
            "We talked about the till.",
            "meeting",
            running.contact_id,
            TODAY,
        )
        assert (episode.last_contact_on, episode.started_on) == (TODAY, TODAY)
        assert (contact.state, contact.closed_at) == ("attended", time.now)


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"next_on": "in 2 weeks"}, {"next_at"}),
        ({"next_at": "11"}, {"next_on"}),
        ({"next_on": "31 nov", "next_at": "11"}, {"next_on"}),
        ({"next_on": "today", "next_at": "9 am"}, {"next_on"}),
        ({"next_place": "Room 4"}, {"next_on"}),
        ({"step": StepEntry("", "Jo", "in 3 days")}, {"what"}),
        ({"step": StepEntry("Ring", "Jo", "31 nov")}, {"by"}),
        ({"outcome": "moved"}, {"outcome"}),
    ],
)
def test_what_needs_another_look_keeps_nothing(open_vault: Vault, typed: dict[str, object], fields: set[str]) -> None:
    running = meeting.meet_now(open_vault, someone(open_vault))
    with pytest.raises(InputProblem) as problem:
        close_meeting(open_vault, running.contact_id, CloseOutEntry(note="We met.", **typed))  # type: ignore[arg-type]  # names of the entry
    assert set(problem.value.fields) == fields
    assert meeting.running_meeting(open_vault) is not None
    assert (count(open_vault, Note), count(open_vault, Contact)) == (0, 1)


def test_a_step_for_an_agreed_plan_keeps_nothing_of_the_rest(open_vault: Vault) -> None:
    jo = someone(open_vault)
    write_plan(open_vault, jo)
    agree_plan(open_vault, jo, agreed_on="yesterday", how="said")
    running = meeting.meet_now(open_vault, jo)
    assert load_close_out(open_vault, running.contact_id).plan_agreed
    with pytest.raises(WorkwellError, match="This plan is agreed"):
        close_meeting(open_vault, running.contact_id, CloseOutEntry(note="We met.", step=StepEntry("Ring")))
    assert meeting.running_meeting(open_vault) is not None
    assert count(open_vault, Note) == 0


def test_what_is_left_out_may_be_left(open_vault: Vault) -> None:
    running = meeting.meet_now(open_vault, someone(open_vault))
    shown = load_close_out(open_vault, running.contact_id)
    assert left_out(shown, CloseOutEntry()) == "Not written yet: the note and the next date. You can leave that."
    assert left_out(shown, CloseOutEntry(note="We met.", next_on="in 2 weeks")) == ""
    close_meeting(open_vault, running.contact_id, CloseOutEntry())
    assert count(open_vault, Note) == 0
    with pytest.raises(WorkwellError, match="closed already"):
        close_meeting(open_vault, running.contact_id, CloseOutEntry())


def test_the_note_begins_with_what_was_ticked(open_vault: Vault) -> None:
    jo = someone(open_vault, known_as="Jo")
    running = meeting.meet_now(open_vault, jo)
    agenda = (Point(OWN, "The late shifts", done=True), Point("plan", "Agree your plan"))
    meeting.keep_agenda(open_vault, running.contact_id, agenda)
    assert (
        load_close_out(open_vault, running.contact_id).words == "We talked about:\n- The late shifts (Jo’s own point)"
    )


def test_a_meeting_of_another_day_is_closed_for_that_day(open_vault: Vault) -> None:
    jo = someone(open_vault, known_as="Jo")
    booked = book(open_vault, jo, NOW - timedelta(days=3))
    assert to_close(open_vault, jo) == booked
    shown = load_close_out(open_vault, booked)
    assert (shown.begun, shown.title) == (False, "Your meeting with Jo on Saturday 21 November")
    close_meeting(open_vault, booked, CloseOutEntry(outcome="did_not_attend", note="They did not come."))
    with open_vault.reading() as session:
        assert session.get_one(Contact, booked).state == "did_not_attend"
        assert current_episode(session, jo).last_contact_on is None, "they were not met"
        assert session.scalars(select(Note)).one().happened_on == TODAY - timedelta(days=3)
    assert to_close(open_vault, jo) == 0


def test_what_was_begun_is_closed_before_what_was_only_booked(open_vault: Vault) -> None:
    jo = someone(open_vault)
    book(open_vault, jo, NOW - timedelta(days=3))
    running = meeting.meet_now(open_vault, jo)
    assert to_close(open_vault, jo) == running.contact_id


def test_a_booked_meeting_is_shown_and_nothing_more_is_asked(open_vault: Vault) -> None:
    jo = someone(open_vault, interpreter="phone", language="Polish")
    running = meeting.meet_now(open_vault, jo)
    book(open_vault, jo, NOW + timedelta(days=14))
    shown = load_close_out(open_vault, running.contact_id)
    assert shown.next_line == f"Booked: Tuesday 8 December at {NOW.astimezone():%H:%M}, Room 4"
    assert shown.interpreter == "by phone"
    assert "next date" not in left_out(shown, CloseOutEntry())


def test_there_is_a_plan_and_a_letter_to_print_in_their_size(open_vault: Vault) -> None:
    jo = someone(open_vault, known_as="Jo", needs=("format_large",), employer="Harbour Foods")
    assert close_papers.papers_to_print(open_vault, jo) == ()
    write_plan(open_vault, jo)
    (plan,) = close_papers.papers_to_print(open_vault, jo)
    assert (plan.code, plan.wanted, plan.second) == (PLAN, False, "In large print, 18 point. It is not agreed yet.")
    agree_plan(open_vault, jo, agreed_on="today", how="said")
    with open_vault.transaction() as t:
        keep_paper(t, participant_id=jo, kind=LETTER, number=1, reference="L-1", pdf=b"%PDF", content={})
    found = close_papers.papers_to_print(open_vault, jo)
    assert [(one.code, one.wanted) for one in found] == [(PLAN, True), (LETTER, True)]
    made = close_papers.make_papers(open_vault, jo, [PLAN, LETTER])
    assert [paper.pdf[:4] for paper in made] == [b"%PDF", b"%PDF"]
    close_papers.note_all_printed(open_vault, made)
    (plan,) = close_papers.papers_to_print(open_vault, jo)
    assert not plan.wanted, "they have it"
    assert "Ready" not in [row.badge for row in today_page(open_vault).waiting]


def test_a_referral_that_may_not_go_is_refused_and_nothing_is_kept(open_vault: Vault) -> None:
    jo = someone(open_vault, known_as="Jo")
    form = ServiceForm(name="Quay Advice Example", topics=("back_and_joints",), phone="01632 960114")
    step = planning.add_service_step(open_vault, jo, add_service(open_vault, form), how="refer")
    running = meeting.meet_now(open_vault, jo)
    with pytest.raises(SharingStopped, match="has not agreed to a referral"):
        close_meeting(open_vault, running.contact_id, CloseOutEntry(note="We talked.", steps={step: "done"}))
    assert [one.state for one in load_plan(open_vault, jo).steps] == ["todo"]
    assert count(open_vault, Note) == 0


def test_a_step_of_somebody_else_is_refused(open_vault: Vault) -> None:
    jo, ada = someone(open_vault), someone(open_vault, "Other")
    write_plan(open_vault, jo)
    step = planning.save_step(open_vault, ada, StepEntry("Ring"))
    running = meeting.meet_now(open_vault, jo)
    with pytest.raises(WorkwellError, match="not in the plan any more"):
        close_meeting(open_vault, running.contact_id, CloseOutEntry(steps={step: "done"}))
    assert [one.state for one in load_plan(open_vault, ada).steps] == ["todo"]
