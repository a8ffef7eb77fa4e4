"""Closing a meeting: note, steps, next date and papers, all or nothing, and what was left out said plainly."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.casework.test_today import book, someone
from tests.plans import NOW, TODAY, write_plan
from tests.vaults import FakeTime
from workwell_desktop.casework import close_out, close_papers, meeting, notes, planning
from workwell_desktop.casework.agenda import OWN, Point, note_lines
from workwell_desktop.casework.close_out import (
    CloseOut,
    CloseOutEntry,
    close_meeting,
    left_out,
    load_close_out,
    to_close,
)
from workwell_desktop.casework.drafts import keep_draft, load_draft
from workwell_desktop.casework.history import history_page
from workwell_desktop.casework.notes import NoteEntry
from workwell_desktop.casework.papers import LETTER, PLAN, keep_paper
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.plan_agreement import agree_plan
from workwell_desktop.casework.plan_state import load_plan
from workwell_desktop.casework.planning import ChangeEntry, StepEntry
from workwell_desktop.casework.services import ServiceForm, add_service
from workwell_desktop.casework.sharing import SharingStopped
from workwell_desktop.casework.today import today_page
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.contacts import Contact, Note
from workwell_desktop.models.episodes import Episode
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
            " We talked about the till. ",
            "meeting",
            running.contact_id,
            TODAY,
        )
        assert (episode.last_contact_on, episode.started_on) == (TODAY, TODAY)
        assert (contact.state, contact.closed_at) == ("attended", time.now)
        assert note.state == "draft", "it is signed when it is asked for"
        booked = session.scalars(select(Contact).where(Contact.state == "booked")).one()
        assert (booked.mode, booked.purpose, booked.minutes) == ("phone", "Review", 45)


def test_a_note_that_is_signed_shows_so_in_the_history_and_on_today(open_vault: Vault) -> None:
    jo = someone(open_vault)
    running = meeting.meet_now(open_vault, jo)
    close_meeting(open_vault, running.contact_id, CloseOutEntry(note="We met.", sign=True))
    with open_vault.reading() as session:
        number = session.scalars(select(Note.id)).one()
    note = notes.read_note(open_vault, number)
    assert (note.state, note.contact_id, note.kind) == ("signed", running.contact_id, "meeting")
    assert [(one.number, one.words) for one in note.versions] == [(1, "We met.")]
    assert [one.badge for one in today_page(open_vault).meetings] == ["Note written"]
    (line,) = (one for one in history_page(open_vault, jo) if one.kind == "note")
    assert line.badge is not None
    assert line.badge[0] == "Signed"


def test_a_note_that_cannot_be_signed_leaves_the_meeting_open(
    open_vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    jo = someone(open_vault)
    _goal, step, _change = write_plan(open_vault, jo)
    running = meeting.meet_now(open_vault, jo)

    def refuse(*_args: object, **_more: object) -> int:
        raise WorkwellError("The disk is full.", "Make room.")

    monkeypatch.setattr(notes, "add_version", refuse)
    entry = CloseOutEntry(note="We met.", sign=True, steps={step: "done"}, next_on="in 2 weeks", next_at="11")
    with pytest.raises(WorkwellError, match="The disk is full"):
        close_meeting(open_vault, running.contact_id, entry)
    assert meeting.running_meeting(open_vault) is not None
    assert (count(open_vault, Note), count(open_vault, Contact)) == (0, 1)
    assert [one.state for one in load_plan(open_vault, jo).steps] == ["doing"]


def test_a_note_that_was_begun_in_the_history_is_gone_on_with(open_vault: Vault) -> None:
    jo = someone(open_vault)
    running = meeting.meet_now(open_vault, jo)
    begun = notes.save_note(open_vault, jo, NoteEntry("Half a note", contact_id=running.contact_id))
    shown = load_close_out(open_vault, running.contact_id)
    assert (shown.words, shown.note_id) == ("Half a note", begun)
    close_meeting(open_vault, running.contact_id, CloseOutEntry(note="A whole note", sign=True))
    assert notes.read_note(open_vault, begun).words == "A whole note"
    assert count(open_vault, Note) == 1


def test_the_note_of_a_meeting_belongs_to_the_spell_of_support_of_the_meeting(open_vault: Vault) -> None:
    jo = someone(open_vault)
    running = meeting.meet_now(open_vault, jo)
    with open_vault.transaction() as t:
        old = current_episode(t.session, jo)
        old.state = "closed"
        t.session.add(
            Episode(
                participant_id=jo,
                owner_id=old.owner_id,
                opened_on=TODAY,
                uid="a" * 32,
                sort_name="example jo",
                state="open",
            )
        )
    close_meeting(open_vault, running.contact_id, CloseOutEntry(note="We met."))
    with open_vault.reading() as session:
        assert current_episode(session, jo).id != old.id
        assert session.scalars(select(Note.episode_id)).all() == [old.id]


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
        ({"outcome": "cancelled"}, {"cancelled_by"}),
        ({"next_on": "in 2 weeks", "next_at": "11", "next_way": "balloon"}, {"next_way"}),
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
    agenda = (Point(OWN, "The late shifts", done=True), Point("plan", "If your plan is right for you"))
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
    close_meeting(open_vault, booked, CloseOutEntry(outcome="did_not_attend", why="The bus did not run."))
    with open_vault.reading() as session:
        row = session.get_one(Contact, booked)
        assert (row.state, row.state_note) == ("did_not_attend", "The bus did not run.")
        episode = current_episode(session, jo)
        assert (episode.last_contact_on, episode.started_on) == (None, None), "they were not met"
    assert to_close(open_vault, jo) == 0


def test_a_meeting_that_was_cancelled_says_who_did_and_its_note_has_its_day(open_vault: Vault) -> None:
    jo = someone(open_vault)
    booked = book(open_vault, jo, NOW - timedelta(days=3))
    entry = CloseOutEntry(outcome="cancelled", cancelled_by="participant", note="Jo rang. The bus did not run.")
    assert left_out(load_close_out(open_vault, booked), CloseOutEntry("cancelled")) == (
        "Not written yet: the next date. You can leave that."
    )
    close_meeting(open_vault, booked, entry)
    with open_vault.reading() as session:
        row = session.get_one(Contact, booked)
        assert (row.state, row.cancelled_by) == ("cancelled", "participant")
        assert session.scalars(select(Note)).one().happened_on == TODAY - timedelta(days=3)


def test_a_meeting_that_took_place_and_was_not_begun_here_counts_as_met(open_vault: Vault) -> None:
    jo = someone(open_vault)
    booked = book(open_vault, jo, NOW - timedelta(days=3))
    close_meeting(open_vault, booked, CloseOutEntry())
    with open_vault.reading() as session:
        episode, day = current_episode(session, jo), TODAY - timedelta(days=3)
        assert session.get_one(Contact, booked).state == "attended"
        assert (episode.last_contact_on, episode.started_on) == (day, day)


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


# -- what was written in the meeting ------------------------------------------------------------------------


def typed_note(vault: Vault, person: int, words: str, contact_id: int = 0) -> None:
    content = {"words": words, "on": "today", "kind": "", "copied": "", "contact_id": contact_id, "reason": ""}
    keep_draft(vault, notes.screen(0), person, content)


def test_a_note_that_was_begun_in_the_meeting_goes_into_the_close_out(open_vault: Vault, time: FakeTime) -> None:
    jo = someone(open_vault, known_as="Jo")
    running = meeting.meet_now(open_vault, jo)
    time.go(minutes=10)
    typed_note(open_vault, jo, "The till is hard.")
    meeting.keep_agenda(open_vault, running.contact_id, (Point(OWN, "The bus", done=True),))
    shown = load_close_out(open_vault, running.contact_id)
    assert shown.words == "The till is hard.\n\nWe talked about:\n- The bus (Jo’s own point)"
    entry = CloseOutEntry(note=shown.words, taken_over=shown.begun_words)
    close_meeting(open_vault, running.contact_id, entry)
    assert load_draft(open_vault, notes.screen(0), jo) is None
    with open_vault.reading() as session:
        assert session.scalars(select(Note.words)).all() == [shown.words], "once, and only once"


def test_a_note_about_something_else_is_left_alone(open_vault: Vault, time: FakeTime) -> None:
    jo = someone(open_vault)
    typed_note(open_vault, jo, "Jo’s mother rang.")
    time.go(minutes=10)
    running = meeting.meet_now(open_vault, jo)
    shown = load_close_out(open_vault, running.contact_id)
    assert (shown.words, shown.begun_words) == ("", "")
    close_meeting(open_vault, running.contact_id, CloseOutEntry(note="The till."))
    draft = load_draft(open_vault, notes.screen(0), jo)
    assert draft is not None
    assert draft.content["words"] == "Jo’s mother rang."


def test_what_was_typed_there_since_is_not_dropped(open_vault: Vault) -> None:
    jo = someone(open_vault)
    running = meeting.meet_now(open_vault, jo)
    typed_note(open_vault, jo, "The till is hard.")
    shown = load_close_out(open_vault, running.contact_id)
    typed_note(open_vault, jo, "The till is hard. So is the bus.")
    close_meeting(open_vault, running.contact_id, CloseOutEntry(note=shown.words, taken_over=shown.begun_words))
    draft = load_draft(open_vault, notes.screen(0), jo)
    assert draft is not None
    assert draft.content["words"] == "The till is hard. So is the bus."


def test_words_that_are_not_in_the_note_are_not_dropped(open_vault: Vault) -> None:
    jo = someone(open_vault)
    running = meeting.meet_now(open_vault, jo)
    typed_note(open_vault, jo, "Jo did not open the door.")
    close_meeting(open_vault, running.contact_id, CloseOutEntry(outcome="did_not_attend"))
    assert load_draft(open_vault, notes.screen(0), jo) is not None


def test_what_came_since_is_put_below_a_note_that_was_left(open_vault: Vault) -> None:
    jo = someone(open_vault)
    running = meeting.meet_now(open_vault, jo)
    typed_note(open_vault, jo, "The till.")
    first = load_close_out(open_vault, running.contact_id)
    typed_note(open_vault, jo, "The till. And the bus.")
    meeting.keep_agenda(open_vault, running.contact_id, (Point("plan", "Your plan.", done=True),))
    now = load_close_out(open_vault, running.contact_id)
    left = close_out.go_on(now, "Mine now.", first.ticked, first.begun_words)
    assert left == "Mine now.\n\nAnd the bus.\n\nWe talked about:\n- Your plan"
    assert close_out.go_on(now, left, now.ticked, now.begun_words) == left, "nothing came since"


@given(
    note=st.text(max_size=80),
    ticks=st.lists(
        st.text(min_size=1, max_size=20).filter(str.strip), max_size=4, unique_by=lambda one: one.strip().rstrip(".")
    ),
    seen=st.integers(0, 4),
    begun=st.text(max_size=40),
    more=st.text(max_size=40),
)
def test_no_word_of_a_note_is_ever_changed(note: str, ticks: list[str], seen: int, begun: str, more: str) -> None:
    lines = note_lines([Point("plan", words, done=True) for words in ticks], "Jo")
    shown = CloseOut(1, 1, "Jo", "Jo", "", True, "", 0, begun + more, lines, (), False, None, "", "", "", True)
    left = close_out.go_on(shown, note, lines[:seen], begun)
    assert left.startswith(note.rstrip())
    assert more.strip() in left
    assert all(line in left for line in lines[seen:])
    if not more and not lines[seen:]:
        assert left == note


# -- begun, and yet they did not meet -----------------------------------------------------------------------


def starts(vault: Vault, person: int) -> tuple[object, object]:
    with vault.reading() as session:
        episode = current_episode(session, person)
        return episode.started_on, episode.weeks_end_on


@pytest.mark.parametrize("outcome", ["did_not_attend", "cancelled", "mistake"])
def test_a_meeting_that_was_begun_and_did_not_take_place_began_no_support(
    open_vault: Vault, time: FakeTime, outcome: str
) -> None:
    jo = someone(open_vault)
    before = starts(open_vault, jo)
    booked = book(open_vault, jo, NOW + timedelta(hours=1))
    time.go(minutes=5)
    meeting.start_meeting(open_vault, booked)
    assert starts(open_vault, jo)[0] == TODAY
    keep_draft(open_vault, close_out.SCREEN, jo, {})
    close_meeting(open_vault, booked, CloseOutEntry(outcome=outcome, cancelled_by="participant"))
    assert starts(open_vault, jo) == before
    assert load_draft(open_vault, close_out.SCREEN, jo) is None
    with open_vault.reading() as session:
        row = session.get_one(Contact, booked)
        kept = ("booked", None) if outcome == "mistake" else (outcome, time.now)
        assert (row.state, row.closed_at) == kept


def test_words_are_not_lost_with_a_start_that_is_taken_back(open_vault: Vault) -> None:
    running = meeting.meet_now(open_vault, someone(open_vault))
    with pytest.raises(InputProblem) as problem:
        close_meeting(open_vault, running.contact_id, CloseOutEntry(outcome="mistake", note="The till"))
    assert set(problem.value.fields) == {"note"}
    assert meeting.running_meeting(open_vault) is not None


def test_a_meeting_that_was_not_begun_has_no_start_to_take_back(open_vault: Vault) -> None:
    booked = book(open_vault, someone(open_vault), NOW - timedelta(days=3))
    with pytest.raises(WorkwellError, match="not under way"):
        close_meeting(open_vault, booked, CloseOutEntry(outcome="mistake"))


def test_a_letter_that_nobody_agreed_yet_is_named_with_its_reason_and_no_other(open_vault: Vault) -> None:
    jo = someone(open_vault, known_as="Jo", employer="Harbour Foods")
    assert close_papers.not_ready(open_vault, jo) == "", "nothing is asked for at work"
    planning.save_change(open_vault, jo, ChangeEntry("A start at half past nine", "Mornings are slow"))
    said = "The letter to Harbour Foods is not made yet: Jo reads it and agrees to each line first."
    assert close_papers.not_ready(open_vault, jo) == said
    with open_vault.transaction() as t:
        to = {"recipient": "Harbour Foods"}
        keep_paper(t, participant_id=jo, kind=LETTER, number=1, reference="L-1", pdf=b"%PDF", content={}, **to)
    assert close_papers.not_ready(open_vault, jo) == ""


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("attended", "Your meeting with Jo is closed, and everything is kept."),
        ("did_not_attend", "It is written down that Jo did not come."),
        ("cancelled", "It is written down that the meeting with Jo was cancelled."),
        (close_out.MISTAKE, "The start of the meeting with Jo is taken back."),
    ],
)
def test_what_became_of_a_meeting_is_said_with_the_next_one(open_vault: Vault, outcome: str, said: str) -> None:
    jo = someone(open_vault, known_as="Jo")
    shown = load_close_out(open_vault, meeting.meet_now(open_vault, jo).contact_id)
    assert close_out.closed_words(open_vault, shown, outcome) == (said, "")
    book(open_vault, jo, NOW + timedelta(days=14))
    coming = f"Booked: Tuesday 8 December at {NOW.astimezone():%H:%M}, Room 4."
    assert close_out.closed_words(open_vault, shown, outcome) == (said, "" if outcome == close_out.MISTAKE else coming)
