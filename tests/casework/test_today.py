"""Today: the meetings of the day, and what waits with its reason, gathered from every room."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Select, event, select
from sqlalchemy.orm import Session

from tests.plans import NOW, TODAY, still_clock, write_plan
from workwell_desktop.casework import mine, planning
from workwell_desktop.casework.assessment import save_assessment
from workwell_desktop.casework.assessment_content import AssessmentEntry
from workwell_desktop.casework.drafts import NOBODY_YET, discard_draft, keep_draft
from workwell_desktop.casework.fit_notes import FitNoteEntry, save_fit_note
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.meeting import running_in
from workwell_desktop.casework.papers import LETTER, keep_paper, note_printed
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.plan_agreement import agree_plan
from workwell_desktop.casework.plan_paper import issue_plan
from workwell_desktop.casework.planning import StepEntry
from workwell_desktop.casework.referral import SCREEN, ReferralEntry, save_referral
from workwell_desktop.casework.service_profile import CrisisContact, Profile, save_profile
from workwell_desktop.casework.today import OWN, Kind, rooms, today_page, waiting_of
from workwell_desktop.casework.today_meetings import about, meetings_of
from workwell_desktop.casework.today_rooms import MOST_OF_A_KIND, Room, Told
from workwell_desktop.casework.triage_deeds import accept
from workwell_desktop.casework.waiting import PAGE, SETTINGS, WaitingRow
from workwell_desktop.clock import Clock
from workwell_desktop.models.contacts import Contact, Note
from workwell_desktop.models.episodes import Referral
from workwell_desktop.models.participants import Participant
from workwell_desktop.models.plans import Plan
from workwell_desktop.vault.store import Vault


@pytest.fixture
def clock() -> Clock:
    return still_clock()


def someone(vault: Vault, last: str = "Example", **more: Any) -> int:
    """Keep somebody who was referred long ago, so that nothing of theirs waits."""
    entry = IntakeEntry(
        first_name="Jo", last_name=last, received_on="1 June 2037", needs_asked="person", needs_checked_on="today"
    )
    person = save_intake(vault, 0, replace(entry, **more))
    met_on(vault, person, 0)
    return person


def met_on(vault: Vault, person: int, days_ago: int) -> None:
    with vault.transaction() as t:
        episode = current_episode(t.session, person)
        episode.last_contact_on = TODAY - timedelta(days_ago)
        episode.created_at = NOW - timedelta(days=100)


def fit_note(vault: Vault, person: int, starts: str, ends: str, note_id: int = 0) -> int:
    entry = FitNoteEntry(advice="not_fit", starts_on=starts, ends_on=ends)
    return save_fit_note(vault, person, entry, note_id)


def book(vault: Vault, person: int, at: datetime, state: str = "booked", purpose: str = "Review") -> int:
    with vault.transaction() as t:
        contact = Contact(
            episode_id=current_episode(t.session, person).id, starts_at=at, purpose=purpose, place="Room 4", state=state
        )
        t.session.add(contact)
        t.session.flush()
        return contact.id


def review_on(vault: Vault, person: int, days: int) -> None:
    write_plan(vault, person)
    with vault.transaction() as t:
        episode = current_episode(t.session, person)
        t.session.scalars(select(Plan).where(Plan.episode_id == episode.id)).one().review_on = TODAY + timedelta(days)


def waiting(vault: Vault) -> list[tuple[str, str, int]]:
    return [(row.reason, row.badge, row.tab) for row in today_page(vault).waiting if row.participant_id]


def test_todays_meetings_stand_in_their_order_and_no_other_days(open_vault: Vault) -> None:
    jo, ada = someone(open_vault), someone(open_vault, "Other", known_as="Ada")
    noon = NOW.replace(hour=12, minute=0)
    book(open_vault, jo, noon)
    book(open_vault, ada, noon - timedelta(hours=3), "attended", "")
    book(open_vault, ada, noon + timedelta(hours=1), "cancelled")
    for days in (-1, 1):
        book(open_vault, jo, noon + timedelta(days=days))
    meetings = today_page(open_vault).meetings
    assert [(m.at, m.name, m.about, m.state) for m in meetings] == [
        (f"{(noon - timedelta(hours=3)).astimezone():%H:%M}", "Ada Other", "Room 4", "attended"),
        (f"{noon.astimezone():%H:%M}", "Jo Example", "Review, Room 4", "booked"),
        (f"{(noon + timedelta(hours=1)).astimezone():%H:%M}", "Ada Other", "Review, Room 4", "cancelled"),
    ]


@pytest.mark.parametrize(
    ("days", "reason", "badge"),
    [
        (0, "Fit note ends today. Ask what comes next.", "Today"),
        (1, "Fit note ends tomorrow. Ask what comes next.", "1 day"),
        (7, "Fit note ends in 7 days. Ask what comes next.", "7 days"),
        (-1, "Fit note ended 1 day ago. Ask what comes next.", "Ended"),
        (-14, "Fit note ended 14 days ago. Ask what comes next.", "Ended"),
        (8, "", ""),
        (-15, "", ""),
    ],
)
def test_a_fit_note_near_its_end_waits(open_vault: Vault, days: int, reason: str, badge: str) -> None:
    ends = TODAY + timedelta(days=days)
    fit_note(open_vault, someone(open_vault), "1 Oct 2037", f"{ends:%d/%m/%Y}")
    found = [(r, b) for r, b, tab in waiting(open_vault) if tab == 0]
    assert found == ([(reason, badge)] if reason else [])


def test_a_fit_note_that_another_goes_on_from_does_not_wait(open_vault: Vault) -> None:
    jo = someone(open_vault)
    fit_note(open_vault, jo, "1 Oct 2037", "26 Nov 2037")
    next_one = fit_note(open_vault, jo, "20 Nov 2037", "20 Dec 2037")
    assert waiting(open_vault) == []
    fit_note(open_vault, jo, "21 Nov 2037", "25 Nov 2037", next_one)
    assert [r for r, _b, _t in waiting(open_vault)] == ["Fit note ends in 2 days. Ask what comes next."]


@pytest.mark.parametrize(
    ("days", "reason", "badge"),
    [(0, "Review is due today.", "Today"), (-1, "Review was due 1 day ago.", "Late"), (1, "", "")],
)
def test_a_review_waits_from_its_day(open_vault: Vault, days: int, reason: str, badge: str) -> None:
    jo = someone(open_vault)
    review_on(open_vault, jo, days)
    assert waiting(open_vault) == ([(reason, badge, 2)] if reason else [])
    sections = [row.section for row in waiting_of(open_vault, "reviews", 60)]
    assert sections == (["review"] if reason else []), "it leads to the review itself"


@pytest.mark.parametrize(
    ("received", "reason"),
    [
        ("today", "Referred today. No assessment yet."),
        ("yesterday", "Referred yesterday. No assessment yet."),
        ("28 days ago", "Referred 28 days ago. No assessment yet."),
        ("29 days ago", ""),
    ],
)
def test_a_new_referral_waits_until_there_is_an_assessment(open_vault: Vault, received: str, reason: str) -> None:
    jo = someone(open_vault, received_on=received)
    assert [r for r, _b, _t in waiting(open_vault)] == ([reason] if reason else [])
    save_assessment(open_vault, jo, AssessmentEntry({"makes_work_hard": "Standing"}))
    assert waiting(open_vault) == []


def test_somebody_stands_there_once_with_every_reason_the_most_serious_first(open_vault: Vault) -> None:
    jo = someone(open_vault, received_on="yesterday")
    fit_note(open_vault, jo, "1 Nov 2037", "tomorrow")
    review_on(open_vault, jo, -3)
    (person,) = (one for one in today_page(open_vault).people if one.first.participant_id)
    assert person.first.reason == "Review was due 3 days ago."
    assert [row.reason for row in person.more] == [
        "Fit note ends tomorrow. Ask what comes next.",
        "Referred yesterday. No assessment yet.",
    ]


def test_of_one_kind_never_more_than_ten_wait(open_vault: Vault) -> None:
    for number in range(MOST_OF_A_KIND + 2):
        someone(open_vault, f"Example{number:02}", received_on="yesterday")
    day = today_page(open_vault)
    assert len(waiting(open_vault)) == MOST_OF_A_KIND
    assert [(kind.title, kind.said) for kind in day.kinds if kind.code != OWN] == [("Assessments to begin", "12")]
    assert day.number == 13, "the crisis contacts wait too"
    everybody = waiting_of(open_vault, "referrals", 60)
    assert [row.name for row in everybody] == [f"Jo Example{number:02}" for number in range(12)]
    assert waiting_of(open_vault, "referrals", 60, 10) == everybody[10:]


def test_who_was_closed_or_belongs_to_somebody_else_is_not_there(open_vault: Vault) -> None:
    jo = someone(open_vault, received_on="yesterday")
    book(open_vault, jo, NOW)
    with open_vault.transaction() as t:
        current_episode(t.session, jo).state = "closed"
    day = today_page(open_vault)
    assert (day.meetings, waiting(open_vault)) == ((), [])


CRISIS = "The places of help in a crisis are not checked yet."


def own(vault: Vault) -> list[WaitingRow]:
    return [row for row in today_page(vault).waiting if not row.participant_id]


def test_crisis_contacts_wait_until_the_service_has_checked_them(open_vault: Vault) -> None:
    assert [(row.reason, row.tab) for row in own(open_vault)] == [(CRISIS, SETTINGS)]
    contacts = (CrisisContact("Samaritans Example", "Ring 01632 960116"),)
    save_profile(open_vault, Profile(crisis=contacts))
    assert [row.reason for row in own(open_vault)] == [CRISIS], "written down is not checked"
    save_profile(open_vault, Profile(crisis=contacts, crisis_confirmed_on=TODAY))
    assert own(open_vault) == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ({"first_name": "Ada", "known_as": "", "last_name": "Other"}, "Ada Other"),
        ({"first_name": "Ada", "known_as": "Addie", "last_name": " "}, "Addie"),
        ({"reason": "To keep my job"}, "Somebody new"),
        ({"reason": "", "needs": []}, ""),
    ],
)
def test_a_referral_that_was_begun_waits_to_be_saved(open_vault: Vault, typed: dict[str, object], name: str) -> None:
    save_profile(open_vault, Profile(crisis_confirmed_on=TODAY))
    keep_draft(open_vault, SCREEN, NOBODY_YET, {"typed": typed})
    row = (name, "A referral you began is not saved yet.", PAGE, "referral")
    assert [(r.name, r.reason, r.tab, r.section) for r in own(open_vault)] == ([row] if name else [])
    discard_draft(open_vault, SCREEN, NOBODY_YET)
    assert own(open_vault) == []


# -- the rooms ----------------------------------------------------------------------------------------------


def step(vault: Vault, person: int, days: int, state: str = "todo") -> None:
    planning.save_step(
        vault, person, StepEntry("Ring Talking Therapies", "Jo", f"{TODAY + timedelta(days):%d/%m/%Y}", state)
    )


@pytest.mark.parametrize(
    ("days", "state", "said"),
    [
        (0, "todo", ("A step is due today: Ring Talking Therapies.", "Today")),
        (-1, "doing", ("A step was due yesterday: Ring Talking Therapies.", "Late")),
        (-9, "waiting", ("A step was due 9 days ago: Ring Talking Therapies.", "Late")),
        (1, "todo", None),
        (-1, "done", None),
        (-1, "stopped", None),
        (-1, "booked", None),
    ],
)
def test_a_step_that_is_not_done_waits_from_its_day(
    open_vault: Vault, days: int, state: str, said: tuple[str, str] | None
) -> None:
    jo = someone(open_vault)
    step(open_vault, jo, days, state)
    assert waiting(open_vault) == ([(*said, 2)] if said else [])


def test_a_step_of_somebody_who_is_seen_today_is_talked_about_there(open_vault: Vault) -> None:
    jo = someone(open_vault)
    step(open_vault, jo, -1)
    contact = book(open_vault, jo, NOW)
    assert waiting(open_vault) == []
    with open_vault.transaction() as t:
        t.session.get_one(Contact, contact).state = "did_not_attend"
    assert [badge for _r, badge, _t in waiting(open_vault)] == ["Late"], "they were not seen"


def test_a_case_goes_quiet_after_the_days_of_the_service(open_vault: Vault) -> None:
    jo, ada = someone(open_vault), someone(open_vault, "Other")
    met_on(open_vault, jo, 15)
    met_on(open_vault, ada, 14)
    assert waiting(open_vault) == [("No contact for 15 days. Ring, write or book a meeting.", "Quiet", 0)]
    book(open_vault, jo, NOW + timedelta(days=3))
    assert waiting(open_vault) == []


def test_a_draft_waits_with_whose_it_is_and_since_when(open_vault: Vault) -> None:
    jo = someone(open_vault)
    keep_draft(open_vault, "plan", jo, {"what": "Ring"})
    at = f"{NOW.astimezone():%H:%M}"
    assert waiting(open_vault) == [(f"A line of the plan was left open at {at}.", "Not finished", 2)]


@pytest.mark.parametrize(
    ("screen", "said", "tab", "section"),
    [
        ("note.0", "A note", 0, "history.note.0"),
        ("note.12", "A note", 0, "history.note.12"),
        ("close_out", "The close-out of the meeting", PAGE, "close_out"),
        ("fit_notes", "A fit note", 0, "fit_notes"),
        ("agreements", "An agreement", 0, "agreements"),
        ("jobs", "A job or time off", 0, "jobs"),
        ("support", "A line about the support", 0, "support"),
        ("somewhere_new", "Something you wrote", 0, ""),
    ],
)
def test_a_draft_goes_on_in_its_own_place(open_vault: Vault, screen: str, said: str, tab: int, section: str) -> None:
    keep_draft(open_vault, screen, someone(open_vault), {})
    (row,) = (one for one in today_page(open_vault).waiting if one.participant_id)
    assert (row.short, row.tab, row.section) == (f"{said} is open", tab, section)


def test_a_draft_about_safety_is_not_called_so(open_vault: Vault) -> None:
    keep_draft(open_vault, "safety", someone(open_vault), {})
    (row,) = (one for one in today_page(open_vault).waiting if one.participant_id)
    assert row.section == "safety"
    assert "safe" not in f"{row.reason} {row.short} {row.badge} {row.deed}".lower()


@pytest.mark.parametrize("screen", ["triage_try", "triage_no", "triage_wait", "can_join"])
def test_what_was_typed_about_a_referral_waits_until_it_has_its_answer(open_vault: Vault, screen: str) -> None:
    tomek = save_referral(
        open_vault,
        ReferralEntry("Tomek", "Example", birth_date="2/6/91", work_status="off_sick", source="gp", reason="My job"),
    )
    keep_draft(open_vault, screen, tomek, {})
    found = [(row.tab, row.section) for row in waiting_of(open_vault, "drafts", 60)]
    assert found == [(PAGE, "triage")]
    with open_vault.reading() as session:
        referral = session.scalars(select(Referral.id)).one()
    accept(open_vault, referral)
    assert waiting_of(open_vault, "drafts", 60) == ()


def test_a_draft_about_somebody_who_is_gone_is_not_told(open_vault: Vault) -> None:
    jo, ada, wim = someone(open_vault), someone(open_vault, "Other"), someone(open_vault, "Third")
    for person in (jo, ada, wim):
        keep_draft(open_vault, "note.0", person, {})
    with open_vault.transaction() as t:
        t.session.get_one(Participant, jo).binned_at = NOW
        t.session.get_one(Participant, ada).merged_into = wim
    assert [row.participant_id for row in waiting_of(open_vault, "drafts", 60)] == [wim]


def test_an_accepted_referral_says_since_when_it_is_accepted(open_vault: Vault) -> None:
    save_referral(
        open_vault,
        ReferralEntry(
            "Tomek",
            "Example",
            birth_date="2/6/91",
            work_status="off_sick",
            source="gp",
            reason="My job",
            received_on="20 days ago",
        ),
    )
    with open_vault.reading() as session:
        referral = session.scalars(select(Referral.id)).one()
    assert waiting_of(open_vault, "referrals", 60) == ()
    accept(open_vault, referral)
    assert [row.reason for row in waiting_of(open_vault, "referrals", 60)] == ["Accepted today. No assessment yet."]


def test_an_agreed_plan_waits_until_it_is_printed(open_vault: Vault) -> None:
    jo = someone(open_vault)
    write_plan(open_vault, jo)
    assert waiting(open_vault) == []
    agree_plan(open_vault, jo, agreed_on="yesterday", how="said")
    assert waiting(open_vault) == [("The plan was agreed yesterday. It is not printed yet.", "Ready", 2)]
    paper = issue_plan(open_vault, jo)
    assert [badge for _r, badge, _t in waiting(open_vault)] == ["Ready"], "made is not printed"
    note_printed(open_vault, paper)
    assert waiting(open_vault) == []


def test_a_letter_waits_until_it_is_printed(open_vault: Vault) -> None:
    jo = someone(open_vault)
    with open_vault.transaction() as t:
        paper = keep_paper(
            t, participant_id=jo, kind=LETTER, number=1, reference="L-1", pdf=b"%PDF", content={}, recipient="Harbour"
        )
    assert waiting(open_vault) == [("The letter to the employer was agreed today. It is not printed yet.", "Ready", 2)]
    note_printed(open_vault, paper)
    assert waiting(open_vault) == []


def test_a_meeting_that_nothing_was_said_about_waits(open_vault: Vault) -> None:
    jo = someone(open_vault)
    contact = book(open_vault, jo, NOW - timedelta(days=1))
    sentence = "A meeting was booked for Monday 23 November. Say what became of it."
    assert waiting(open_vault) == [(sentence, "To do", PAGE)]
    with open_vault.transaction() as t:
        row = t.session.get_one(Contact, contact)
        row.state, row.began_at = "attended", row.starts_at
    assert waiting(open_vault) == [("You met on Monday 23 November. The meeting is not closed yet.", "To do", PAGE)]
    with open_vault.transaction() as t:
        t.session.get_one(Contact, contact).closed_at = NOW
    assert waiting(open_vault) == []


def test_a_meeting_that_is_over_waits_to_be_closed_on_its_own_day_too(open_vault: Vault) -> None:
    jo = someone(open_vault)
    contact = book(open_vault, jo, NOW - timedelta(hours=5), state="attended")
    for hours, waits in ((4, False), (5, True)):
        with open_vault.transaction() as t:
            t.session.get_one(Contact, contact).began_at = NOW - timedelta(hours=hours)
        page = today_page(open_vault)
        assert [(row.running, row.to_close) for row in page.meetings] == [(not waits, waits)]
        assert (page.running is None) == waits, "the row says what is really so"
    at = (NOW - timedelta(hours=5)).astimezone()
    assert waiting(open_vault) == [(f"You met today at {at:%H:%M}. The meeting is not closed yet.", "To do", PAGE)]
    assert [row.deed for row in waiting_of(open_vault, "not_closed", 9)] == ["Close the meeting"]


@pytest.mark.parametrize(
    ("more", "badge"),
    [
        ({"state": "cancelled"}, "Cancelled"),
        ({"state": "moved"}, "Moved"),
        ({"state": "did_not_attend"}, "Did not come"),
        ({"state": "attended"}, "Met"),
        ({"state": "attended", "began_at": NOW}, "In the meeting"),
        ({"state": "attended", "began_at": NOW - timedelta(hours=4)}, "In the meeting"),
        ({"state": "attended", "began_at": NOW - timedelta(hours=4, minutes=1)}, "To close"),
        ({"state": "booked"}, "Interpreter to book"),
        ({"state": "booked", "interpreter_booked": True}, "Interpreter booked"),
    ],
)
def test_a_meeting_says_how_it_stands(open_vault: Vault, more: dict[str, Any], badge: str) -> None:
    jo = someone(open_vault, language="Polish", interpreter="phone", needs=("format_large", "contact_text"))
    contact = book(open_vault, jo, NOW + timedelta(hours=1))
    with open_vault.transaction() as t:
        for name, value in more.items():
            setattr(t.session.get_one(Contact, contact), name, value)
    (meeting,) = today_page(open_vault).meetings
    assert meeting.badge == badge
    assert meeting.needs == "Large print. Text first. Polish interpreter by phone."


@pytest.mark.parametrize(("state", "badge"), [("draft", "Note to sign"), ("signed", "Note written")])
def test_a_meeting_says_whether_its_note_is_written(open_vault: Vault, state: str, badge: str) -> None:
    jo = someone(open_vault)
    contact = book(open_vault, jo, NOW, "attended")
    with open_vault.transaction() as t:
        episode = current_episode(t.session, jo).id
        note = Note(
            participant_id=jo, episode_id=episode, contact_id=contact, happened_on=TODAY, words="We met.", state=state
        )
        t.session.add(note)
    assert [meeting.badge for meeting in today_page(open_vault).meetings] == [badge]


@pytest.mark.parametrize(
    ("purpose", "mode", "place", "said"),
    [
        ("Review", "phone", "", "Review, by phone"),
        ("Review", "phone", "By phone", "Review, by phone"),
        ("Review", "here", "Room 4", "Review, Room 4"),
        ("Review", "here", "", "Review, here"),
        ("", "community", "Library", "somewhere in the community, Library"),
        ("", "", "", ""),
    ],
)
def test_what_a_meeting_is_about_is_said_once(purpose: str, mode: str, place: str, said: str) -> None:
    assert about(purpose, mode, place) == said


def test_the_last_line_says_when_the_last_meeting_ends(open_vault: Vault) -> None:
    jo = someone(open_vault)
    assert today_page(open_vault).last_line == ""
    at = NOW + timedelta(hours=2)
    book(open_vault, jo, at)
    ends = at.astimezone() + timedelta(minutes=45)
    assert today_page(open_vault).last_line == f"Your last meeting ends at {ends:%H:%M}. Nothing is booked after that."


def test_what_waits_is_always_in_the_same_order(open_vault: Vault) -> None:
    for number in range(12):
        jo = someone(open_vault, f"Example{number:02}", received_on=f"{number % 3} days ago")
        if number % 2:
            step(open_vault, jo, -number)
    first = today_page(open_vault)
    assert [today_page(open_vault) for _ in range(3)] == [first] * 3
    kinds = [row.kind for row in first.waiting if row.participant_id]
    assert kinds == sorted(kinds, key=lambda kind: {"bad": 0, "warn": 1}.get(kind, 2))


def test_a_room_that_gives_its_first_rows_only_says_that_there_may_be_more(open_vault: Vault) -> None:
    row = WaitingRow(1, "Jo Example", "Why.", "Why", "To do", "plain", "Go", 0)
    room = Told("other", "Another kind", lambda _session, _member, _today: [row] * 60)
    with open_vault.reading() as session:
        assert len(room.rows(session, open_vault.member_id, TODAY, MOST_OF_A_KIND)) == MOST_OF_A_KIND
        number = room.number(session, open_vault.member_id, TODAY)
    assert Kind(room.code, room.title, number, room.most).said == "50 or more"
    assert Kind("steps", "Steps", 34).said == "34"
    assert Kind("steps", "Steps", 50).said == "50 or more"


# -- straight from an index ---------------------------------------------------------------------------------


def plan_of_query(session: Session, query: Select[Any]) -> list[str]:
    """Return what the database says it would do for a question."""
    words = query.compile(session.connection(), compile_kwargs={"render_postcompile": True})
    values = tuple(words.params[name] for name in words.positiontup or ())
    return [str(row[3]) for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", values)]


@pytest.mark.parametrize("usual", [500, 0], ids=["usual", "beyond all measure"])
@pytest.mark.parametrize("room", [room for room in rooms(NOW) if isinstance(room, Room)], ids=lambda room: room.code)
def test_no_room_walks_a_whole_table(
    open_vault: Vault, room: Room, usual: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mine, "USUAL", usual)
    someone(open_vault)
    with open_vault.reading() as session:
        plan = plan_of_query(session, room.query(session, open_vault.member_id, TODAY).limit(MOST_OF_A_KIND))
    assert plan, "the database says nothing"
    assert not [step for step in plan if step.startswith("SCAN")], plan
    sorts = [step for step in plan if "TEMP B-TREE" in step and "LAST TERM" not in step]
    assert not sorts or (usual and any("owner_id=? AND state=?" in step for step in plan)), "it sorts all it finds"


def test_what_was_left_undone_in_closed_cases_is_not_walked_past(open_vault: Vault) -> None:
    someone(open_vault)
    with open_vault.reading() as session:
        for code in ("steps", "reviews"):
            room = next(one for one in rooms(NOW) if isinstance(one, Room) and one.code == code)
            plan = plan_of_query(session, room.query(session, open_vault.member_id, TODAY))
            assert "SEARCH episode USING" in plan[0], plan
            assert "owner_id=? AND state=?" in plan[0], plan


@pytest.mark.parametrize("usual", [500, 0])
def test_the_same_waits_however_it_is_asked(open_vault: Vault, usual: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mine, "USUAL", usual)
    for number in range(4):
        jo = someone(open_vault, f"Example{number}")
        step(open_vault, jo, -1 - number % 2)
        review_on(open_vault, jo, -number)
    rows = [(row.name, row.reason) for code in ("steps", "reviews") for row in waiting_of(open_vault, code, 60)]
    assert [name for name, _reason in rows] == [f"Jo Example{n}" for n in (1, 3, 0, 2, 3, 2, 1, 0)]


def test_meetings_and_the_one_under_way_are_found_by_index_too(open_vault: Vault) -> None:
    asked: list[str] = []
    with open_vault.reading() as session:
        connection = session.connection()

        def note(_c: object, _cursor: object, words: str, values: Any, *_more: object) -> None:
            if words.startswith("SELECT"):
                plan = connection.connection.cursor().execute(f"EXPLAIN QUERY PLAN {words}", values).fetchall()
                asked.extend(f"{row[3]} for {words}" for row in plan)

        event.listen(connection.engine, "before_cursor_execute", note)
        try:
            meetings_of(session, open_vault.member_id, TODAY, NOW)
            running_in(session, open_vault.member_id, NOW)
        finally:
            event.remove(connection.engine, "before_cursor_execute", note)
    assert any("SEARCH contact USING INDEX ix_contact_state_starts_at" in one for one in asked)
    assert any("ix_contact_running" in one for one in asked)
    assert not [one for one in asked if one.startswith("SCAN")]


def test_a_question_without_an_index_would_be_noticed(open_vault: Vault) -> None:
    with open_vault.reading() as session:
        plan = plan_of_query(session, select(Contact.id).where(Contact.place == "Room 4"))
    assert any(step.startswith("SCAN") for step in plan)
