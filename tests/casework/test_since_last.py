"""Since we last met: each line by rule, from its own place, at most six of them; and the card on paper."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete

from tests.documents.samples import pages_of
from tests.plans import NOW, TODAY, make_jo, still_clock
from workwell_desktop.casework import appointments, papers, plan_agreement, planning, since_last
from workwell_desktop.casework.appointments import MeetingEntry
from workwell_desktop.casework.episode_closing import CloseEntry, ReferralEntry, close_episode, refer_again
from workwell_desktop.casework.planning import GoalEntry, StepEntry
from workwell_desktop.casework.service_forms import ServiceForm, add_service
from workwell_desktop.casework.since_paper import issue_card, since_paper
from workwell_desktop.clock import Clock
from workwell_desktop.models.agreements import Agreement
from workwell_desktop.models.assessments import Assessment
from workwell_desktop.models.audit import RecordVersion
from workwell_desktop.models.contacts import Contact
from workwell_desktop.models.employment import FitNote
from workwell_desktop.models.episodes import Episode, EpisodePause
from workwell_desktop.models.papers import Paper
from workwell_desktop.models.participants import Condition, Participant
from workwell_desktop.models.plans import PlanAction, PlanGoal
from workwell_desktop.vault.store import Vault

DAY = timedelta(days=1)
WORST = ("phq4_nervous", "phq4_worry", "phq4_interest", "phq4_down")


class Moving:
    """A clock that a test can set."""

    now: datetime = NOW


@pytest.fixture
def when() -> Moving:
    return Moving()


@pytest.fixture
def clock(when: Moving) -> Clock:
    return Clock(utc=lambda: when.now, monotonic=still_clock().monotonic)


@pytest.fixture
def jo(open_vault: Vault) -> int:
    """Jo, whom we last met twelve days ago."""
    person = make_jo(open_vault)
    meet(open_vault, 12)
    with open_vault.transaction() as transaction:  # no line about weeks unless a test wants it
        transaction.session.get_one(Episode, 1).state = "closed"
    return person


def meet(vault: Vault, days: int, state: str = "attended") -> None:
    with vault.transaction() as transaction:
        transaction.session.add(Contact(episode_id=1, starts_at=NOW - days * DAY, state=state))


def lines(vault: Vault, person: int) -> dict[str, str]:
    return {line.label: line.words for line in since_last.since_last(vault, person).lines}


def put(vault: Vault, *rows: object) -> None:
    with vault.transaction() as transaction:
        transaction.session.add_all(rows)


def test_the_first_meeting_is_named_while_it_goes_on(open_vault: Vault, jo: int) -> None:
    with open_vault.transaction() as transaction:
        transaction.session.execute(delete(Contact))
    assert since_last.since_last(open_vault, jo).title == "You have not met yet"
    put(open_vault, Contact(episode_id=1, starts_at=NOW, began_at=NOW, state="attended"))
    assert since_last.since_last(open_vault, jo).title == "This is your first meeting"


def test_the_title_names_the_last_meeting_before_today(open_vault: Vault, jo: int) -> None:
    meet(open_vault, 0)
    card = since_last.since_last(open_vault, jo)
    assert (card.title, card.last_met) == ("Since you last met, Thursday 12 November", TODAY - 12 * DAY)
    assert card.lines == ()


def test_before_the_first_meeting_it_says_so(open_vault: Vault) -> None:
    person = make_jo(open_vault)
    meet(open_vault, 3, "did_not_attend")
    card = since_last.since_last(open_vault, person)
    assert (card.title, card.last_met) == ("You have not met yet", None)


def test_steps_are_counted_and_those_not_done_are_named(open_vault: Vault, jo: int, when: Moving) -> None:
    when.now = NOW - 15 * DAY
    planning.save_step(open_vault, jo, StepEntry("Done long ago", "Jo", "tomorrow", "done"))
    when.now = NOW
    for what, by, state in (
        ("Walk", "yesterday", "done"),
        ("Tell my manager", "", "done"),
        ("Ring Talking Therapies.", "yesterday", "todo"),
        ("I look at my contract", "today", "doing"),
        ("ACAS form", "2 days ago", "todo"),
        ("Not due yet", "tomorrow", "todo"),
        ("Given up", "yesterday", "stopped"),
    ):
        planning.save_step(open_vault, jo, StepEntry(what, "Jo", by, state))
    assert lines(open_vault, jo)["Steps"] == (
        "2 kept, 3 not yet: ring Talking Therapies, I look at my contract, and 1 more"
    )


def test_services_say_where_they_stand(open_vault: Vault, jo: int, when: Moving) -> None:
    when.now = NOW - 15 * DAY
    for name in ("Elm Street Physio", "Quiet Service"):
        number = add_service(open_vault, ServiceForm(name=name, topics=("mood_and_worry",)))
        planning.add_service_step(open_vault, jo, number, how="details")
    assert "Services" not in lines(open_vault, jo)
    when.now = NOW
    with open_vault.transaction() as transaction:
        step = transaction.session.get_one(PlanAction, 1)
        step.state, step.due_on = "booked", TODAY + 6 * DAY
    assert lines(open_vault, jo)["Services"] == "Elm Street Physio booked for Monday 30 November"


def test_how_sure_is_said_before_and_now(open_vault: Vault, jo: int) -> None:
    goal = planning.save_goal(open_vault, jo, GoalEntry("I will be back in 4 weeks.", "in 4 weeks", 4))
    assert "How sure" not in lines(open_vault, jo)
    plan_agreement.agree_plan(open_vault, jo, agreed_on="today", how="said")
    plan_agreement.change_plan(open_vault, jo, "We met again")
    planning.save_goal(open_vault, jo, GoalEntry("I will be back in 4 weeks.", "in 4 weeks", 6), goal)
    assert lines(open_vault, jo)["How sure"] == "“I will be back in 4 weeks”: 4 of 10, now 6 of 10"
    with open_vault.transaction() as transaction:
        transaction.session.get_one(PlanGoal, goal).confidence = 4
    assert "How sure" not in lines(open_vault, jo)


def assess(vault: Vault, then: str, now: str, *, signed_on: Any, state: str = "draft") -> None:
    def answers(code: str) -> dict[str, str]:
        return dict.fromkeys(WORST, code)

    content = {"answers": answers(then), "tasks": [], "obstacles": []}
    put(
        vault,
        Assessment(episode_id=1, state=state, answers=json.dumps(answers(now))),
        RecordVersion(
            entity="assessment", entity_id=1, number=1, content=json.dumps(content), content_sha256=b"", reason="",
            method="said", signed_on=signed_on,
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("then", "now", "words"),
    [
        ("nearly_every_day", "several_days", "Filled in again: mood and sleep"),
        ("not_at_all", "several_days", "Filled in again: mood and sleep"),
        ("several_days", "several_days", ""),
        ("several_days", "nobody_said", ""),
    ],
)
def test_of_a_score_that_changed_only_the_page_is_named(
    open_vault: Vault, jo: int, then: str, now: str, words: str
) -> None:
    assess(open_vault, then, now, signed_on=TODAY - 12 * DAY)
    assert lines(open_vault, jo).get("Assessment", "") == words


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        (12, "Ends Sunday 6 December, 12 days from today"),
        (1, "Ends Wednesday 25 November, 1 day from today"),
        (0, "Ends today"),
        (-2, "Ended 2 days ago, Sunday 22 November"),
        (-61, None),
    ],
)
def test_the_fit_note_that_ends_last(open_vault: Vault, jo: int, ends: int, words: str | None) -> None:
    put(
        open_vault,
        FitNote(episode_id=1, ends_on=TODAY + ends * DAY),
        FitNote(episode_id=1, ends_on=TODAY - 70 * DAY),
        FitNote(episode_id=1, ends_on=TODAY + 90 * DAY, withdrawn_on=TODAY),
    )
    assert lines(open_vault, jo).get("Fit note") == words


def test_a_fit_note_of_earlier_support_runs_on(open_vault: Vault, jo: int) -> None:
    put(
        open_vault,
        FitNote(episode_id=1, ends_on=TODAY + 5 * DAY),
        FitNote(episode_id=1, ends_on=TODAY + 9 * DAY, advice="none"),
    )
    with open_vault.transaction() as transaction:
        transaction.session.get_one(Episode, 1).state = "open"
    close_episode(open_vault, jo, CloseEntry(closed_on="today", reason="back_at_work"))
    refer_again(open_vault, jo, ReferralEntry(source="jobcentre", received_on="today", reason="Again."))
    assert lines(open_vault, jo)["Fit note"] == "Ends Sunday 29 November, 5 days from today"


def test_meetings_that_did_not_take_place_since(open_vault: Vault, jo: int) -> None:
    meet(open_vault, 20, "did_not_attend")
    meet(open_vault, 7, "did_not_attend")
    meet(open_vault, 3, "cancelled")
    assert lines(open_vault, jo)["Meetings"] == "Did not meet on Tuesday 17 November"


def test_weeks_left_leave_out_pauses(open_vault: Vault, jo: int) -> None:
    with open_vault.transaction() as transaction:
        episode = transaction.session.get_one(Episode, 1)
        episode.state, episode.weeks, episode.opened_on = "open", 8, TODAY - 28 * DAY
    assert lines(open_vault, jo)["Time with us"] == "4 weeks left of 8"
    put(open_vault, EpisodePause(episode_id=1, starts_on=TODAY - 20 * DAY, ends_on=TODAY - 6 * DAY))
    assert lines(open_vault, jo)["Time with us"] == "6 weeks left of 8"
    twice = EpisodePause(episode_id=1, starts_on=TODAY - 10 * DAY, ends_on=TODAY - 7 * DAY)
    put(open_vault, twice)
    assert lines(open_vault, jo)["Time with us"] == "6 weeks left of 8", "a day that is paused twice counts once"
    with open_vault.transaction() as transaction:
        transaction.session.get_one(Episode, 1).weeks = 2
    assert lines(open_vault, jo)["Time with us"] == "The 2 weeks are over"
    put(open_vault, EpisodePause(episode_id=1, starts_on=TODAY - DAY, back_on=TODAY + 7 * DAY))
    assert lines(open_vault, jo)["Time with us"] == "Paused until 1 December. 1 week left of 2"


def furnish(vault: Vault, jo: int) -> None:
    """Have something for every line."""
    test_how_sure_is_said_before_and_now(vault, jo)
    with vault.transaction() as transaction:
        goal = transaction.session.get_one(PlanGoal, 1)
        goal.confidence = 7
        transaction.session.get_one(Episode, 1).state = "open"
    planning.save_step(vault, jo, StepEntry("Walk", "Jo", "yesterday", "done"))
    service = add_service(vault, ServiceForm(name="Elm Street Physio", topics=("back_and_joints",)))
    planning.add_service_step(vault, jo, service, how="details")
    with vault.transaction() as transaction:
        transaction.session.get_one(PlanAction, 2).state = "waiting"
    assess(vault, "nearly_every_day", "several_days", signed_on=TODAY - 12 * DAY)
    put(vault, FitNote(episode_id=1, ends_on=TODAY + 12 * DAY))
    meet(vault, 7, "did_not_attend")


def test_there_are_never_more_than_six_each_with_its_place(open_vault: Vault, jo: int) -> None:
    furnish(open_vault, jo)
    card = since_last.since_last(open_vault, jo)
    assert [line.label for line in card.lines] == [
        "Steps",
        "Services",
        "How sure",
        "Assessment",
        "Fit note",
        "Meetings",
    ]
    assert [line.tab for line in card.lines] == [2, 2, 2, 1, 0, 0]


def test_the_paper_has_no_surname_no_score_and_no_word_of_their_health(open_vault: Vault, jo: int) -> None:
    furnish(open_vault, jo)
    appointments.book(open_vault, jo, MeetingEntry("8 dec", "11", place="Elm Street Clinic, room 4"))
    planning.save_step(open_vault, jo, StepEntry("Read about anxiety", "Jo", "yesterday"))
    put(open_vault, Condition(participant_id=jo, code="low_mood_anxiety"))
    with open_vault.transaction() as transaction:
        transaction.session.get_one(Participant, jo).last_name = "Surname"
    number = issue_card(open_vault, jo)
    said = " ".join(" ".join(pages_of(papers.paper_bytes(open_vault, number))).split())
    assert "Jo’s card" in said
    assert "Tuesday 8 December 2037 at 11:00, Elm Street Clinic, room 4." in said
    assert "Elm Street Physio waiting." in said
    for word in ("Surname", "PHQ", "Filled in again", "anxiety"):
        assert word not in said
    with open_vault.reading() as session:
        row = session.get_one(Paper, number)
        assert (row.kind, row.number, session.query(Agreement).count()) == ("card", 1, 0)


@pytest.mark.parametrize(("need", "size"), [("", "standard"), ("format_large_print", "large")])
def test_the_card_takes_the_size_they_need(open_vault: Vault, need: str, size: str) -> None:
    from workwell_desktop.casework import lists

    codes = {c.code for c in lists.choices("communication_need") if c.paper == size} if need else set()
    person = make_jo(open_vault, needs=tuple(sorted(codes)))
    assert since_paper(open_vault, person, "C-1").size == size
