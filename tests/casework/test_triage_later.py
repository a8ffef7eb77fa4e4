"""Referrals after their first answer: the clock of who waits, the list of what was decided, and a new referral."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from tests.casework.test_triage import card, episode, last_event, refer
from tests.plans import NOW, TODAY
from tests.vaults import COACH, FakeTime
from workwell_desktop.casework import triage_deeds as deeds
from workwell_desktop.casework.decided import DecidedPlace, decided_page
from workwell_desktop.casework.episode_closing import ReferralEntry, refer_again
from workwell_desktop.casework.intake import load_intake, save_intake
from workwell_desktop.casework.planning import set_plan_type
from workwell_desktop.casework.triage import join_panel, queue_length, queue_page
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.employment import Employment
from workwell_desktop.models.episodes import Episode, Referral
from workwell_desktop.vault.store import Vault

AGAIN = ReferralEntry("gp", "Dr Hana Example", "Elm Street Surgery", "monday", " I am ready now ")


@pytest.fixture
def time() -> FakeTime:
    return FakeTime(now=NOW)


@pytest.fixture
def clock(time: FakeTime) -> Clock:
    return time.clock


# -- who waits keeps the service's own limit ------------------------------------------------------------------------


def test_waiting_never_moves_the_day_the_answer_was_due(open_vault: Vault, time: FakeTime) -> None:
    late = refer(open_vault, "Late", "12 days ago")
    deeds.wait(open_vault, late, "in 9 days", "call_back")
    clock = card(open_vault, late).clock
    assert clock.counted == "Waits until 3 December. Answer was due on Thursday, 3 working days late"
    assert (clock.badge, clock.late) == ("Waiting", "3 days late")
    deeds.wait(open_vault, late, "in 20 days", "facts")
    assert card(open_vault, late).clock.sentence == "Waits until 14 December. Answer was due on Thursday"
    assert queue_page(open_vault, None, 5)[0][0].tries == "Answer 3 days late. Not tried yet"
    time.go(days=20)
    clock = card(open_vault, late).clock
    assert clock.sentence == "Waited until today. Answer was due on 19 November"
    assert (clock.badge, clock.state) == ("17 days late", "late")
    assert clock.short == "Answer was due on 19 November"
    with open_vault.reading() as session:
        assert session.get_one(Referral, late).answer_by == date(2037, 11, 19)


def test_who_waits_within_the_limit_is_told_the_limit_too(open_vault: Vault, time: FakeTime) -> None:
    number = refer(open_vault)
    deeds.wait(open_vault, number, "thursday", "facts")
    assert card(open_vault, number).clock.sentence == "Waits until Thursday. Answer by 1 December"
    assert card(open_vault, number).clock.late == ""
    time.go(days=2)
    assert (card(open_vault, number).clock.badge, card(open_vault, number).clock.state) == ("Look again", "waiting")


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("today", "Choose a day after today."),
        ("yesterday", "This day has passed. Choose one that is still to come."),
        ("3/4/76", "This is more than a year away, and nothing comes up before. Check the date."),
    ],
)
def test_a_day_to_wait_for_lies_ahead(open_vault: Vault, day: str, sentence: str) -> None:
    number = refer(open_vault)
    with pytest.raises(InputProblem) as caught:
        deeds.wait(open_vault, number, day, "facts")
    assert caught.value.fields == {"until": sentence}


def test_what_the_coach_alone_decided_is_not_put_down_to_the_rules(open_vault: Vault) -> None:
    number = refer(open_vault)
    deeds.decide_another_way(open_vault, number, "no", "Moved away")
    with pytest.raises(deeds.RulesSayNo) as caught:
        deeds.accept(open_vault, number)
    assert caught.value.sentence == "You decided that they cannot join."
    assert "decline the referral" in caught.value.next_step


# -- what was decided -----------------------------------------------------------------------------------------------


def test_what_was_decided_is_listed_newest_first(open_vault: Vault, time: FakeTime) -> None:
    no = refer(open_vault, "No")
    deeds.decline(open_vault, no, "said_no")
    time.go(days=1)
    on, yes, waits = refer(open_vault, "On"), refer(open_vault, "Yes"), refer(open_vault, "Waits")
    deeds.signpost(open_vault, on, "Connect to Work", "other_service")
    deeds.accept(open_vault, yes)
    deeds.wait(open_vault, waits, "in 3 days", "facts")
    rows, following = decided_page(open_vault, None, 10)
    assert [row.referral_id for row in rows] == [yes, on, no]
    assert following is None
    assert [(row.name, row.answer) for row in rows] == [
        ("Yes Example", "Accepted"), ("On Example", "Other help"), ("No Example", "Declined"),
    ]  # fmt: skip
    assert rows[1].what == "To Connect to Work. Another service fits better"
    assert rows[2].when == "yesterday"


@pytest.mark.parametrize("size", [1, 2, 3, 10])
def test_every_page_of_what_was_decided_joins_the_one_before(open_vault: Vault, time: FakeTime, size: int) -> None:
    made = []
    for number in range(7):
        made.append(refer(open_vault, f"Person{number}"))
        deeds.decline(open_vault, made[-1], "full")
        time.go(days=number % 2)
    found: list[int] = []
    place: DecidedPlace | None = None
    for _ in range(20):
        rows, place = decided_page(open_vault, place, size)
        found += [row.referral_id for row in rows]
        if place is None:
            break
    assert found == made[::-1]


def test_what_was_decided_is_read_from_its_index(open_vault: Vault) -> None:
    from sqlalchemy.dialects import sqlite

    from workwell_desktop.casework.decided import _decided
    from workwell_desktop.casework.triage import _queue

    for query, index in (
        (_decided(1, DecidedPlace(TODAY, 5), 10), "ix_referral_decided_on"),
        (_queue("waiting", 1, None, 10), "ix_referral_state_waiting_until"),
    ):
        words = str(query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
        with open_vault.reading() as session:
            plan = [row[3] for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {words}")]
        assert any(index in step for step in plan), plan
        assert not any("TEMP B-TREE" in step for step in plan), plan


def test_who_is_in_the_bin_is_not_listed(open_vault: Vault) -> None:
    number = refer(open_vault)
    deeds.decline(open_vault, number, "full")
    with open_vault.transaction() as t:
        t.session.get_one(Episode, t.session.get_one(Referral, number).episode_id).state = "binned"
    assert decided_page(open_vault, None, 10) == ((), None)


# -- a new referral of somebody we know -----------------------------------------------------------------------------


def test_a_new_referral_of_somebody_declined_waits_for_an_answer(open_vault: Vault) -> None:
    first = refer(open_vault)
    person = deeds.decline(open_vault, first, "full")
    assert card(open_vault, first).can_refer_again
    refer_again(open_vault, person, AGAIN)
    found = join_panel(open_vault, person)
    assert found is not None
    second = found[0]
    assert episode(open_vault, second) == ("referred", date(2037, 11, 23))
    assert last_event(open_vault)[0] == "change"
    with open_vault.reading() as session:
        row = session.get_one(Referral, second)
        assert (row.state, row.answer_by, row.reason) == ("new", date(2037, 11, 30), "I am ready now")
        assert row.decided_on is None
        job = session.scalars(select(Employment).where(Employment.episode_id == row.episode_id)).one()
        assert job.work_status == "off_sick", "taken over, to be checked"
    assert queue_length(open_vault) == 1
    assert not card(open_vault, first).can_refer_again, "a newer one waits"
    assert not card(open_vault, first).can_undo, "the newer one counts"
    with pytest.raises(deeds.CannotUndo):
        deeds.undo(open_vault, first)
    with pytest.raises(WorkwellError):
        refer_again(open_vault, person, AGAIN)
    deeds.accept(open_vault, second)
    assert episode(open_vault, second)[0] == "open"
    assert card(open_vault, first).decision.startswith(f"Declined by {COACH}"), "the old card can still be read"


def test_a_new_referral_says_what_is_missing(open_vault: Vault) -> None:
    person = deeds.decline(open_vault, refer(open_vault), "full")
    with pytest.raises(InputProblem) as caught:
        refer_again(open_vault, person, ReferralEntry("", received_on="tomorrow"))
    assert set(caught.value.fields) == {"source", "received_on"}


def test_accepting_cannot_be_taken_back_once_work_has_begun_and_says_so_before(open_vault: Vault) -> None:
    number = refer(open_vault)
    person = deeds.accept(open_vault, number)
    assert card(open_vault, number).can_undo
    set_plan_type(open_vault, person, "return")
    assert not card(open_vault, number).can_undo


def test_the_card_says_what_to_mind_before_a_call(open_vault: Vault) -> None:
    number = refer(open_vault)
    person = card(open_vault, number).participant_id
    from dataclasses import replace

    save_intake(open_vault, person, replace(load_intake(open_vault, person), safe_to_message="no"))
    assert [need.words for need in card(open_vault, number).needs][:1] == ["Do not leave a message"]
