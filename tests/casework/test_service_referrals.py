"""A referral to a service and the step behind which it stands: one truth, whatever is done and in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.plans import NOW, TODAY, make_jo, say, still_clock
from tests.service_steps import QUAY, add_quay, agree
from workwell_desktop.casework import planning, service_referrals, services
from workwell_desktop.casework.plan_agreement import agree_plan
from workwell_desktop.casework.plan_state import load_plan
from workwell_desktop.casework.planning import StepEntry
from workwell_desktop.casework.service_referral_rules import (
    FORMAL,
    NOT_GONE,
    OF_STEP,
    SIGNPOST,
    STEP_STATES,
    SUPPORTED,
    ask_on,
    read_referral_rules,
    referral_rules,
)
from workwell_desktop.casework.service_referrals import AskFirst, MoveEntry, load_referrals, make, move_on, take_back
from workwell_desktop.casework.sharing import SharingStopped
from workwell_desktop.casework.today import today_page, waiting_of
from workwell_desktop.clock import Clock
from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.plans import PlanAction
from workwell_desktop.models.service_referrals import ServiceReferral, ServiceReferralEvent
from workwell_desktop.models.services import Service
from workwell_desktop.paths import resources
from workwell_desktop.vault.store import Vault

RULES = resources() / "rules" / "service_referrals.toml"


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return make_jo(open_vault)


@pytest.fixture
def quay(open_vault: Vault) -> int:
    return add_quay(open_vault)


def step_of(vault: Vault, step_id: int) -> PlanAction:
    with vault.reading() as session:
        return session.get_one(PlanAction, step_id)


def line_of(vault: Vault, jo: int) -> service_referrals.ReferralLine:
    (line,) = load_referrals(vault, jo).lines
    return line


def events_of(vault: Vault) -> list[tuple[str, str]]:
    with vault.reading() as session:
        rows = session.scalars(select(ServiceReferralEvent).order_by(ServiceReferralEvent.id))
        return [(row.state, row.reason) for row in rows]


# -- one truth


def test_every_state_has_a_word_for_each_kind_and_a_state_of_its_step() -> None:
    codes = [code for code, _label in service_referrals.state_choices(FORMAL)]
    assert sorted(codes) == sorted(STEP_STATES)
    assert [code for code, _label in service_referrals.state_choices(SIGNPOST)] == codes
    assert {STEP_STATES[state] for state in OF_STEP.values()} == set(OF_STEP)
    assert all(STEP_STATES[OF_STEP[state]] == state for state in OF_STEP)


DEEDS = st.one_of(
    st.tuples(st.just("step"), st.sampled_from(sorted(OF_STEP))),
    st.tuples(st.just("type"), st.sampled_from(sorted(OF_STEP))),
    st.tuples(st.just("move"), st.sampled_from(sorted(STEP_STATES))),
    st.tuples(st.just("say"), st.sampled_from(["agreed", "withdrawn", "refused"])),
    st.tuples(st.just("make"), st.sampled_from([FORMAL, SUPPORTED, SIGNPOST])),
    st.tuples(st.just("remove"), st.just("")),
)


@given(st.lists(DEEDS, min_size=1, max_size=12))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_step_and_its_referral_never_say_two_things(open_vault: Vault, jo: int, deeds: list[tuple[str, str]]) -> None:
    with open_vault.transaction() as t:  # each example begins with a service of its own
        number = t.session.query(Service).count()
    name = f"{QUAY} {number}"
    quay = add_quay(open_vault, name)
    step = make(open_vault, jo, quay, FORMAL)
    agreed = False
    for deed, what in deeds:
        sent_before = step_of(open_vault, step).sent_on
        refused = False
        try:
            if deed == "step":
                planning.change_step_state(open_vault, jo, step, what)
            elif deed == "type":
                planning.save_step(open_vault, jo, StepEntry("Refer Jo", "Sam", "", what), step)
            elif deed == "move":
                move_on(open_vault, jo, step, MoveEntry(what, reason="no_capacity"))
            elif deed == "say":
                agree(open_vault, jo, (what,), name)
                agreed = what == "agreed"
            elif deed == "make":
                assert make(open_vault, jo, quay, what) == step
            else:
                step = planning.put_back(open_vault, jo, planning.remove(open_vault, jo, "step", step))
        except WorkwellError:
            refused = True
        row, line = step_of(open_vault, step), _of_service(open_vault, quay)
        assert line.step_id == step
        assert STEP_STATES[line.state] == row.state
        assert (line.kind == FORMAL) == row.refers
        if row.refers:
            assert line.sent_on == row.sent_on
            assert row.sent_on is not None or line.state in NOT_GONE
        else:
            assert row.sent_on is None
        assert sent_before is None or row.sent_on == sent_before, "the day it first went stays"
        if row.sent_on is not None and sent_before is None:
            assert agreed
            assert not refused
        with open_vault.reading() as session:
            last = session.scalars(
                select(ServiceReferralEvent)
                .where(ServiceReferralEvent.referral_id == line.id)
                .order_by(ServiceReferralEvent.id.desc())
            ).first()
            assert last is not None
            assert (last.state, last.happened_on, last.reason) == (line.state, line.state_on, line.reason)


def _of_service(vault: Vault, service: int) -> ServiceReferral:
    with vault.reading() as session:
        return session.scalars(select(ServiceReferral).where(ServiceReferral.service_id == service)).one()


def test_a_step_that_fails_leaves_its_referral_as_it_was(open_vault: Vault, jo: int, quay: int) -> None:
    step = make(open_vault, jo, quay, FORMAL)
    before = events_of(open_vault)
    with pytest.raises(SharingStopped):
        move_on(open_vault, jo, step, MoveEntry("sent"))
    assert (step_of(open_vault, step).state, line_of(open_vault, jo).state) == ("todo", "to_send")
    assert events_of(open_vault) == before == [("to_send", "")]


# -- agreement


@pytest.mark.parametrize("state", sorted(set(STEP_STATES) - NOT_GONE))
def test_a_formal_referral_goes_with_an_agreement_only(open_vault: Vault, jo: int, quay: int, state: str) -> None:
    step = make(open_vault, jo, quay, FORMAL)
    with pytest.raises(SharingStopped, match="has not agreed"):
        move_on(open_vault, jo, step, MoveEntry(state))
    agree(open_vault, jo)
    move_on(open_vault, jo, step, MoveEntry(state))
    assert (line_of(open_vault, jo).state, step_of(open_vault, step).sent_on) == (state, TODAY)


def test_it_went_on_a_day_on_which_nobody_had_agreed(open_vault: Vault, jo: int, quay: int) -> None:
    agree(open_vault, jo)
    step = make(open_vault, jo, quay, FORMAL)
    with pytest.raises(SharingStopped):
        move_on(open_vault, jo, step, MoveEntry("sent", "yesterday"))


def test_a_service_may_say_no_before_anything_goes(open_vault: Vault, jo: int, quay: int) -> None:
    step = make(open_vault, jo, quay, FORMAL)
    move_on(open_vault, jo, step, MoveEntry("declined", who="Kim", reason="no_capacity", note="Full until May"))
    line = line_of(open_vault, jo)
    assert (line.state_word, line.open, step_of(open_vault, step).sent_on) == ("It was a no", False, None)
    assert line.events[-1] == "It was a no: no room, said Kim, 24 November: Full until May"


def test_a_refusal_stops_a_new_formal_one_and_lets_somebody_go_themselves(
    open_vault: Vault, jo: int, quay: int
) -> None:
    agree(open_vault, jo, ("refused",))
    with pytest.raises(SharingStopped):
        make(open_vault, jo, quay, FORMAL)
    step = make(open_vault, jo, quay, SUPPORTED)
    move_on(open_vault, jo, step, MoveEntry("sent"))
    line = line_of(open_vault, jo)
    assert (line.kind, line.state_word, step_of(open_vault, step).sent_on) == (SUPPORTED, "Getting in touch", None)
    with pytest.raises(WorkwellError, match="has gone"):
        planning.remove(open_vault, jo, "step", step)


def test_who_does_not_take_part_is_sent_nowhere(open_vault: Vault, jo: int, quay: int) -> None:
    agree(open_vault, jo)
    step = make(open_vault, jo, quay, FORMAL)
    say(open_vault, jo, "withdrawn")
    with pytest.raises(SharingStopped, match="do not take part"):
        move_on(open_vault, jo, step, MoveEntry("sent"))


# -- how it goes on


def test_a_referral_is_written_down_from_sent_to_finished(open_vault: Vault, jo: int, quay: int) -> None:
    agree(open_vault, jo)
    step = make(open_vault, jo, quay, FORMAL)
    for state in ("sent", "received", "waiting", "accepted", "started", "finished"):
        move_on(open_vault, jo, step, MoveEntry(state))
        assert step_of(open_vault, step).state == STEP_STATES[state]
    assert [state for state, _reason in events_of(open_vault)] == [
        "to_send", "sent", "received", "waiting", "accepted", "started", "finished",
    ]  # fmt: skip
    line = line_of(open_vault, jo)
    assert (line.open, line.chase) == (False, "")


def test_it_goes_on_after_the_plan_was_agreed(open_vault: Vault, jo: int, quay: int) -> None:
    agree(open_vault, jo)
    step = make(open_vault, jo, quay, FORMAL)
    planning.set_plan_type(open_vault, jo, "return")
    planning.save_goal(open_vault, jo, planning.GoalEntry("Back to work", "in 6 weeks", 5))
    agree_plan(open_vault, jo, agreed_on="today", how="said")
    move_on(open_vault, jo, step, MoveEntry("sent"))
    assert load_plan(open_vault, jo).steps[0].state == "doing"


def test_what_was_planned_in_one_way_becomes_another_until_something_is_done(
    open_vault: Vault, jo: int, quay: int
) -> None:
    step = make(open_vault, jo, quay, SIGNPOST)
    assert make(open_vault, jo, quay, FORMAL) == step
    assert load_plan(open_vault, jo).steps[0].what == f"Send the referral to {QUAY}"
    assert make(open_vault, jo, quay, SUPPORTED) == step
    move_on(open_vault, jo, step, MoveEntry("sent"))
    with pytest.raises(WorkwellError, match="in the plan already"):
        make(open_vault, jo, quay, FORMAL)


def test_taking_back_leaves_known_that_it_went(open_vault: Vault, jo: int, quay: int) -> None:
    agree(open_vault, jo)
    step = make(open_vault, jo, quay, FORMAL)
    move_on(open_vault, jo, step, MoveEntry("sent"))
    take_back(open_vault, jo, step, "Found another one")
    line = line_of(open_vault, jo)
    assert (line.state, line.open, step_of(open_vault, step).sent_on) == ("taken_back", False, TODAY)


def test_what_is_typed_is_asked_about(open_vault: Vault, jo: int, quay: int) -> None:
    step = make(open_vault, jo, quay, SIGNPOST)
    for entry, field in (
        (MoveEntry("perhaps"), "state"),
        (MoveEntry("sent", "tomorrow"), "on"),
        (MoveEntry("declined"), "reason"),
        (MoveEntry("sent", ask="yesterday"), "ask"),
    ):
        with pytest.raises(InputProblem) as caught:
            move_on(open_vault, jo, step, entry)
        assert set(caught.value.fields) == {field}


def test_the_service_is_kept_as_it_was_when_it_went(open_vault: Vault, jo: int, quay: int) -> None:
    agree(open_vault, jo)
    step = make(open_vault, jo, quay, FORMAL)
    form = services.service_details(open_vault, quay).form
    services.change_service(open_vault, quay, replace(form, phone="01632 960115"))
    move_on(open_vault, jo, step, MoveEntry("sent"))
    services.change_service(open_vault, quay, replace(form, phone="01632 960116"))
    line = line_of(open_vault, jo)
    assert line.then == "01632 960115, 1 Quay Street, M1 1AE"
    assert line.now == "Their phone number is 01632 960116 now."


# -- a service that takes nobody


@pytest.mark.parametrize("status", ["paused", "withdrawn"])
def test_a_service_that_takes_nobody_is_asked_about_first(open_vault: Vault, jo: int, quay: int, status: str) -> None:
    with open_vault.transaction() as t:
        t.session.get_one(Service, quay).face.status = status
    with pytest.raises(AskFirst):
        make(open_vault, jo, quay, FORMAL)
    assert load_referrals(open_vault, jo).lines == ()
    make(open_vault, jo, quay, FORMAL, sure=True)
    assert line_of(open_vault, jo).now


# -- when to ask again


def test_the_rules_ask_after_two_and_four_weeks() -> None:
    assert ask_on("sent", TODAY) == TODAY + timedelta(days=14)
    assert ask_on("no_reply", TODAY + timedelta(days=14)) == TODAY + timedelta(days=28)
    assert ask_on("finished", TODAY) is None
    assert referral_rules().at_least == 5


def test_a_fault_in_the_rules_is_named(tmp_path) -> None:
    path = tmp_path / "service_referrals.toml"
    path.write_text(RULES.read_text("utf-8").replace("sent = 14", "send = 14", 1), "utf-8")
    with pytest.raises(DataFileProblem, match="“sent” is missing"):
        read_referral_rules(path)
    path.write_text(RULES.read_text("utf-8").replace("at_least = 5", "at_least = 0", 1), "utf-8")
    with pytest.raises(DataFileProblem, match="at least one"):
        read_referral_rules(path)


def test_what_is_to_be_asked_about_stands_on_today(open_vault: Vault, jo: int, quay: int) -> None:
    agree(open_vault, jo)
    step = make(open_vault, jo, quay, FORMAL)
    move_on(open_vault, jo, step, MoveEntry("sent"))
    assert not waiting_of(open_vault, "service_referrals", 10), "not for two weeks"
    later = Clock(utc=lambda: NOW + timedelta(days=14))
    open_vault.clock = later
    (row,) = waiting_of(open_vault, "service_referrals", 10)
    assert (row.participant_id, row.reason) == (jo, f"{QUAY}: sent 14 days ago. Ask how it goes on.")
    assert (row.badge, row.section) == ("Today", "referrals")
    assert any(kind.code == "service_referrals" for kind in today_page(open_vault).kinds)
    move_on(open_vault, jo, step, MoveEntry("no_reply", ask="in 3 days"))
    assert not waiting_of(open_vault, "service_referrals", 10)
    open_vault.clock = Clock(utc=lambda: NOW + timedelta(days=18))
    (row,) = waiting_of(open_vault, "service_referrals", 10)
    assert row.badge == "Late"
    move_on(open_vault, jo, step, MoveEntry("finished"))
    assert not waiting_of(open_vault, "service_referrals", 10)
