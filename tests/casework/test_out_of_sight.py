"""Who is in the bin, merged away or removed stands in no list: each list is asked before and after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import delete

from tests.plans import NOW, TODAY, still_clock
from workwell_desktop.casework import caseload, finding, meeting, removing, saved_views, today, triage
from workwell_desktop.casework.bin import put_in_bin, restore
from workwell_desktop.casework.case_list import case_order, case_rows, count_cases
from workwell_desktop.casework.case_view import CaseView, Filters
from workwell_desktop.casework.comparing import SECOND
from workwell_desktop.casework.drafts import keep_draft
from workwell_desktop.casework.duplicates import Facts, candidates
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.merging import merge
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.referral import ReferralEntry, save_referral
from workwell_desktop.casework.service_referral_rows import step_stands
from workwell_desktop.casework.service_rows import new_service, write_values
from workwell_desktop.clock import Clock
from workwell_desktop.directory.record import ServiceRecord
from workwell_desktop.models.agreements import Agreement
from workwell_desktop.models.contacts import Contact, Note, SafetyDue, SafetyRecord
from workwell_desktop.models.drafts import Draft
from workwell_desktop.models.employment import FitNote
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.papers import Paper
from workwell_desktop.models.participants import Participant
from workwell_desktop.models.plans import Adjustment, Plan, PlanAction
from workwell_desktop.vault.store import Transaction, Vault

YESTERDAY, LONG_AGO = TODAY - timedelta(days=1), TODAY - timedelta(days=100)
BORN = date(1991, 6, 2)


@pytest.fixture
def clock() -> Clock:
    return still_clock()


def _merged(vault: Vault, person: int) -> None:
    with vault.transaction() as t:  # no merge begins while words are not saved
        t.session.execute(delete(Draft))
    other = save_intake(vault, 0, IntakeEntry(first_name="Zoe", last_name="Other", received_on="yesterday"))
    merge(vault, person, other, {}, SECOND, SECOND)


def _removed(vault: Vault, person: int) -> None:
    put_in_bin(vault, person)
    with vault.transaction() as t:
        removing.remove(t, person)


AWAY: dict[str, Callable[[Vault, int], object]] = {"bin": put_in_bin, "merged": _merged, "removed": _removed}


def tomek(vault: Vault, **more: str) -> int:
    return save_intake(vault, 0, IntakeEntry(first_name="Tomek", last_name="Example", birth_date="2 June 1991", **more))


# -- lists of people ----------------------------------------------------------------------------------------


def _everybody(vault: Vault) -> set[int]:
    view = CaseView(filters=Filters(states=(), whose=""))
    order = case_order(vault, view)
    assert count_cases(vault, view) == len(order)
    return {row.participant_id for row in case_rows(vault, order).values()}


def _kept_views(vault: Vault) -> set[int]:
    """Return who stands in any view that a coach has kept."""
    views = [one.view for one in saved_views.saved_views(vault)]
    assert len(views) == len(_VIEWS)
    return {row.participant_id for view in views for row in case_rows(vault, case_order(vault, view)).values()}


_VIEWS = {
    "open": Filters(),
    "closed too": Filters(states=("open", "closed", "referred")),
    "off sick": Filters(work_statuses=("off_sick",)),
}

LISTS: dict[str, Callable[[Vault], set[int]]] = {
    "search": lambda vault: {one.participant_id for one in finding.find_people(vault, "tomek")},
    "search by phone": lambda vault: {one.participant_id for one in finding.find_people(vault, "900118")},
    "duplicates": lambda vault: {
        one.participant_id for one in candidates(vault, Facts("Tomasz", "Example", birth_date=BORN))
    },
    "caseload": lambda vault: {one.participant_id for one in caseload.everyone_else(vault, None, 50)[0]},
    "everybody": _everybody,
    "kept views": _kept_views,
    "meetings of the day": lambda vault: {one.participant_id for one in today.today_page(vault).meetings},
    "the meeting under way": lambda vault: {
        one.participant_id for one in [meeting.running_meeting(vault)] if one is not None
    },
}


@pytest.mark.parametrize("away", AWAY)
def test_who_is_away_stands_in_no_list_of_people(open_vault: Vault, away: str) -> None:
    person = tomek(open_vault, mobile="07700 900118", work_status="off_sick", received_on="yesterday")
    for name, filters in _VIEWS.items():
        saved_views.save_view(open_vault, name, CaseView(filters=filters))
    with open_vault.transaction() as t:
        began = {"starts_at": NOW, "began_at": NOW, "state": "attended"}
        t.insert(Contact, {"episode_id": current_episode(t.session, person).id, **began})
    assert {name for name, listed in LISTS.items() if person not in listed(open_vault)} == set(), "all of them before"
    AWAY[away](open_vault, person)
    assert {name for name, listed in LISTS.items() if person in listed(open_vault)} == set()


@pytest.mark.parametrize("away", AWAY)
def test_who_is_away_waits_for_no_answer(open_vault: Vault, away: str) -> None:
    entry = ReferralEntry("Tomek", "Example", birth_date="2 June 1991", source="gp", work_status="off_sick")
    person = save_referral(open_vault, entry)

    def queue() -> set[int]:
        return {row.participant_id for row in triage.queue_page(open_vault, None, 50)[0]}

    assert (queue(), triage.queue_length(open_vault)) == ({person}, 1)
    assert triage.join_panel(open_vault, person) is not None
    AWAY[away](open_vault, person)
    assert (person in queue(), triage.queue_length(open_vault)) == (False, 0)
    assert triage.join_panel(open_vault, person) is None
    assert person not in waiting(open_vault, "triage")


# -- what waits ---------------------------------------------------------------------------------------------


Write = Callable[[Transaction, int, Episode], object]


def _adds(table: Any, **values: Any) -> Write:
    return lambda t, _person, episode: t.insert(table, {"episode_id": episode.id, **values})


def _plan(t: Transaction, _person: int, episode: Episode) -> None:
    plan = t.insert(Plan, {"episode_id": episode.id, "review_on": YESTERDAY, "state": "agreed", "agreed_on": YESTERDAY})
    t.insert(PlanAction, {"plan_id": plan, "position": 1, "what": "Walk", "due_on": YESTERDAY})
    change = {"position": 1, "helps_words": "A stool", "state": "in_place", "review_on": YESTERDAY}
    t.insert(Adjustment, {"plan_id": plan, **change})


def _letter(t: Transaction, person: int, episode: Episode) -> None:
    paper = {"uid": "9" * 32, "kind": "letter", "number": 1, "reference": "L-1", "issued_on": YESTERDAY}
    of = {"participant_id": person, "episode_id": episode.id}
    t.insert(Paper, of | paper | {"content": "{}", "pdf": b"%PDF", "sha256": "0" * 64})


def _note(t: Transaction, person: int, episode: Episode) -> None:
    t.insert(Note, {"participant_id": person, "episode_id": episode.id, "happened_on": YESTERDAY, "words": "x"})


def _worry(t: Transaction, person: int, _episode: Episode) -> None:
    t.insert(SafetyRecord, {"participant_id": person, "noticed_on": YESTERDAY, "words": "x", "review_on": YESTERDAY})


def _due(t: Transaction, person: int, _episode: Episode) -> None:
    t.insert(SafetyDue, {"participant_id": person, "source": "disclosure", "raised_at": NOW})


def _question(t: Transaction, person: int, _episode: Episode) -> None:
    asked = {"purpose": "share", "recipient": "gp", "aim": "plan", "state": "asked", "decided_on": LONG_AGO}
    t.insert(Agreement, {"participant_id": person, **asked})


def _quiet(_t: Transaction, _person: int, episode: Episode) -> None:
    episode.opened_on = LONG_AGO
    episode.created_at = datetime.combine(LONG_AGO, time(12), UTC)


def _closed(_t: Transaction, _person: int, episode: Episode) -> None:
    episode.state, episode.closed_on, episode.close_reason = "closed", YESTERDAY, "completed"


def _asked_again(t: Transaction, person: int, _episode: Episode) -> None:
    t.session.get_one(Participant, person).needs_review_on = YESTERDAY


def _opened(_t: Transaction, _person: int, _episode: Episode) -> None:
    """Whoever was accepted and has no assessment yet stands in the room as they are."""


def _sent_to_a_service(t: Transaction, _person: int, episode: Episode) -> None:
    service = new_service(t, own=True)
    write_values(t, service, ServiceRecord(key=service.uid, name="Quay Advice Example"))
    plan = Plan(episode_id=episode.id, state="draft")
    t.session.add(plan)
    t.session.flush()
    step = PlanAction(plan_id=plan.id, position=1, what="Go", state="waiting", service_id=service.id)
    t.session.add(step)
    t.session.flush()
    step_stands(t, step, LONG_AGO)


ROOMS: dict[str, Write] = {
    "not_closed": _adds(Contact, starts_at=NOW - timedelta(days=1), began_at=NOW - timedelta(days=1), state="attended"),
    "safety_due": _due,
    "safety": _worry,
    "not_said": _adds(Contact, starts_at=NOW - timedelta(days=1), state="booked"),
    "fit_notes": _adds(FitNote, starts_on=LONG_AGO, ends_on=TODAY + timedelta(days=3), advice="not_fit"),
    "reviews": _plan,
    "steps": _plan,
    "changes": _plan,
    "agreements": _question,
    "notes": _note,
    "service_referrals": _sent_to_a_service,
    "needs": _asked_again,
    "referrals": _opened,
    "episodes": _closed,
    "quiet": _quiet,
    "letters": _letter,
    "plans": _plan,
}
ELSEWHERE = {"triage", "drafts"}  # asked in tests of their own


def waiting(vault: Vault, room: str) -> set[int]:
    return {row.participant_id for row in today.waiting_of(vault, room, 100)}


def test_every_room_is_asked() -> None:
    assert {room.code for room in today.rooms(NOW)} == set(ROOMS) | ELSEWHERE


@pytest.mark.parametrize("away", AWAY)
@pytest.mark.parametrize("room", ROOMS)
def test_who_is_away_waits_in_no_room(open_vault: Vault, room: str, away: str) -> None:
    person = tomek(open_vault, received_on="yesterday")
    with open_vault.transaction() as t:
        ROOMS[room](t, person, current_episode(t.session, person))
    assert person in waiting(open_vault, room)
    AWAY[away](open_vault, person)
    assert person not in waiting(open_vault, room)
    assert all(one.first.participant_id != person for one in today.today_page(open_vault).people)


def test_words_of_who_is_in_the_bin_wait_nowhere_and_come_back(open_vault: Vault) -> None:
    person = tomek(open_vault)
    keep_draft(open_vault, "intake", person, {"typed": {"email": "tomek@example.org"}})
    assert waiting(open_vault, "drafts") == {person}
    put_in_bin(open_vault, person)
    assert waiting(open_vault, "drafts") == set()
    restore(open_vault, person)
    assert waiting(open_vault, "drafts") == {person}
