"""The caseload: today's meetings, what waits with its reason, and everyone else page by page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.plans import NOW, TODAY, still_clock, write_plan
from workwell_desktop.casework import caseload
from workwell_desktop.casework.assessment import save_assessment
from workwell_desktop.casework.assessment_content import AssessmentEntry
from workwell_desktop.casework.caseload import PersonRow, everyone_else, open_person, start_meeting, today_page
from workwell_desktop.casework.drafts import NOBODY_YET, discard_draft, keep_draft
from workwell_desktop.casework.episode_pauses import PauseEntry, save_pause
from workwell_desktop.casework.fit_notes import FitNoteEntry, save_fit_note
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.service_profile import CrisisContact, Profile, save_profile
from workwell_desktop.casework.waiting import PAGE, SETTINGS, WaitingRow
from workwell_desktop.clock import Clock
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.models.contacts import Contact
from workwell_desktop.models.plans import Plan
from workwell_desktop.vault.store import Vault


@pytest.fixture
def clock() -> Clock:
    return still_clock()


def someone(vault: Vault, last: str = "Example", **more: Any) -> int:
    """Keep somebody who was referred long ago, so that nothing of theirs waits."""
    entry = IntakeEntry(first_name="Jo", last_name=last, received_on="1 June 2037")
    return save_intake(vault, 0, replace(entry, **more))


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
    ]


@pytest.mark.parametrize(
    ("days", "reason", "badge"),
    [(0, "Review is due today.", "Today"), (-1, "Review was due 1 day ago.", "Late"), (1, "", "")],
)
def test_a_review_waits_from_its_day(open_vault: Vault, days: int, reason: str, badge: str) -> None:
    jo = someone(open_vault)
    review_on(open_vault, jo, days)
    assert waiting(open_vault) == ([(reason, badge, 2)] if reason else [])


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


def test_somebody_stands_there_once_with_the_first_reason(open_vault: Vault) -> None:
    jo = someone(open_vault, received_on="yesterday")
    save_fit_note(open_vault, jo, FitNoteEntry(advice="not_fit", starts_on="1 Nov 2037", ends_on="tomorrow"))
    review_on(open_vault, jo, -3)
    assert [r for r, _b, _t in waiting(open_vault)] == ["Fit note ends tomorrow. Ask what comes next."]


def test_of_one_kind_never_more_than_ten_wait(open_vault: Vault) -> None:
    for number in range(caseload.MOST_OF_A_KIND + 2):
        someone(open_vault, f"Example{number:02}", received_on="yesterday")
    assert len(waiting(open_vault)) == caseload.MOST_OF_A_KIND


def test_who_was_closed_or_belongs_to_somebody_else_is_not_there(open_vault: Vault) -> None:
    jo = someone(open_vault, received_on="yesterday")
    book(open_vault, jo, NOW)
    with open_vault.transaction() as t:
        current_episode(t.session, jo).state = "closed"
    day = today_page(open_vault)
    assert (day.meetings, waiting(open_vault)) == ((), [])
    assert everyone_else(open_vault, None, 10) == ((), None)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_every_page_joins_the_one_before_and_nobody_is_twice(open_vault: Vault, size: int) -> None:
    """Names that are the same, and people who stand in another group already, are where pages tear."""
    people = [someone(open_vault, last) for last in ("Same", "Same", "Same", "Abel", "Zeta", "Öz", "Same", "Mid")]
    left_out = [people[1], people[4]]
    found: list[PersonRow] = []
    place = None
    for _ in range(20):
        rows, place = everyone_else(open_vault, place, size, left_out)
        found += rows
        if place is None:
            break
    assert [row.participant_id for row in found] == [people[n] for n in (3, 7, 5, 0, 2, 6)]
    assert found[0].reason == "With us 25 weeks"


def test_a_page_says_of_each_how_far_they_are(open_vault: Vault) -> None:
    someone(open_vault, "Abel", work_status="in_work", received_on="1 Nov 2037")
    paused = someone(open_vault, "Mid", work_status="in_work", received_on="1 Nov 2037")
    save_pause(open_vault, paused, PauseEntry("10 Nov 2037", "1 Dec 2037", "In hospital"))
    rows, _place = everyone_else(open_vault, None, 10)
    assert [row.reason for row in rows] == ["Week 4 of 8", "Paused until 1 December"]


def test_opening_somebody_and_starting_a_meeting_are_written_down(open_vault: Vault) -> None:
    jo = someone(open_vault)
    contact = book(open_vault, jo, NOW)
    open_person(open_vault, jo)
    assert start_meeting(open_vault, contact) == NOW
    with open_vault.reading() as session:
        row = session.get_one(Contact, contact)
        assert (row.state, row.began_at) == ("attended", NOW)
        assert current_episode(session, jo).started_on == TODAY, "the first meeting is where support begins"
        events = session.execute(select(AuditEvent.action, AuditEvent.entity).order_by(AuditEvent.seq.desc()).limit(2))
        assert [tuple(event) for event in events] == [("change", "contact"), ("view", "participant")]
    assert NOW.tzinfo is UTC


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
    keep_draft(open_vault, "referral", NOBODY_YET, {"typed": typed})
    reason = "A referral you began is not saved yet."
    found = [(r.name, r.reason, r.tab, r.section) for r in own(open_vault)]
    assert found == ([(name, reason, PAGE, "referral")] if name else [])
    discard_draft(open_vault, "referral", NOBODY_YET)
    assert own(open_vault) == []
