"""What was shared already: papers, what was told, steps with a service; and nothing is told without a ground."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from tests.casework.test_letter_yes import all_agreed
from tests.plans import TODAY, make_jo, say, still_clock, write_plan
from workwell_desktop.casework import planning
from workwell_desktop.casework.agreements import load_agreements
from workwell_desktop.casework.letter_issue import issue_letter
from workwell_desktop.casework.plan_paper import issue_plan
from workwell_desktop.casework.planning import ChangeEntry, add_service_step, change_step_state, remove
from workwell_desktop.casework.service_rows import new_service, write_values
from workwell_desktop.casework.shared_things import SharedEntry, shared_with, write_shared
from workwell_desktop.clock import Clock
from workwell_desktop.directory.record import ServiceRecord
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.agreements import Shared
from workwell_desktop.models.plans import PlanAction
from workwell_desktop.vault.store import Vault

HARBOUR = ("employer", "Harbour Foods Example")
TOLD = SharedEntry(*HARBOUR, aim="talk", shared_on="today", way="phone", what="That a stool would help")


def quay_advice(vault: Vault) -> int:
    """Keep a service and return its id."""
    with vault.transaction() as t:
        service = new_service(t, own=True)
        write_values(t, service, ServiceRecord("quay", "Quay Advice"))
        return service.id


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    person = make_jo(open_vault)
    write_plan(open_vault, person)
    planning.save_change(open_vault, person, ChangeEntry("Start at nine", "Mornings are slow", "in 3 months"))
    return person


def problems(vault: Vault, jo: int, entry: SharedEntry) -> dict[str, str]:
    with pytest.raises(InputProblem) as caught:
        write_shared(vault, jo, entry)
    return caught.value.fields


def test_what_is_told_with_an_agreement_stands_on_it(open_vault: Vault, jo: int) -> None:
    yes = say(open_vault, jo, "agreed", *HARBOUR, "talk")
    write_shared(open_vault, jo, replace(TOLD, reason="emergency"))
    with open_vault.reading() as session:
        (row,) = session.scalars(select(Shared))
        assert (row.agreement_id, row.reason) == (yes, ""), "the agreement is the ground, not the reason"


@pytest.mark.parametrize("state", ["", "asked", "refused", "withdrawn", "ended"])
def test_without_an_agreement_in_force_a_reason_is_needed(open_vault: Vault, jo: int, state: str) -> None:
    if state == "ended":
        say(open_vault, jo, "agreed", *HARBOUR, "talk", decided_on="1 Nov 2037", expires_on="yesterday")
    elif state:
        say(open_vault, jo, state, *HARBOUR, "talk")
    assert problems(open_vault, jo, TOLD) == {"reason": "Nobody agreed to this. Choose why it was shared all the same."}
    assert load_agreements(open_vault, jo).shared == ()
    write_shared(open_vault, jo, replace(TOLD, reason="others_at_risk"))
    (thing,) = load_agreements(open_vault, jo).shared
    assert (thing.why, thing.how, thing.on) == ("Somebody else was at risk, such as a child", "By phone", TODAY)


def test_what_counts_is_the_day_it_was_shared(open_vault: Vault, jo: int) -> None:
    say(open_vault, jo, "agreed", *HARBOUR, "talk", decided_on="10 Nov 2037")
    say(open_vault, jo, "withdrawn", *HARBOUR, "talk", decided_on="20 Nov 2037")
    assert write_shared(open_vault, jo, replace(TOLD, shared_on="15 Nov 2037"))
    assert "reason" in problems(open_vault, jo, TOLD)
    assert "reason" in problems(open_vault, jo, replace(TOLD, shared_on="9 Nov 2037"))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"recipient": ""}, "recipient"),
        ({"recipient_name": " "}, "recipient_name"),
        ({"aim": ""}, "aim"),
        ({"shared_on": ""}, "shared_on"),
        ({"shared_on": "tomorrow"}, "shared_on"),
        ({"way": "pigeon"}, "way"),
        ({"what": ""}, "what"),
        ({"reason": "other"}, "note"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    open_vault: Vault, jo: int, change: dict[str, Any], field: str
) -> None:
    say(open_vault, jo, "agreed", *HARBOUR, "talk")
    assert set(problems(open_vault, jo, replace(TOLD, **change))) == {field}


def test_a_withdrawal_finds_every_letter_talk_and_step(open_vault: Vault, jo: int) -> None:
    issue_letter(open_vault, all_agreed(open_vault, jo), agreed_on=TODAY, method="said")
    issue_plan(open_vault, jo)
    say(open_vault, jo, "agreed", *HARBOUR, "talk")
    write_shared(open_vault, jo, TOLD)
    found = quay_advice(open_vault)
    with open_vault.transaction() as t:
        step = t.session.scalars(select(PlanAction)).one()
        step.service_id, step.state = found, "waiting"
    assert all(one.recipient != "service" for one in load_agreements(open_vault, jo).shared), "Jo goes there herself"
    with open_vault.transaction() as t:
        step = t.session.scalars(select(PlanAction)).one()
        step.refers, step.sent_on = True, TODAY
    shared = load_agreements(open_vault, jo).shared
    assert [one.what for one in shared_with(shared, "employer", "harbour foods example")] == [
        "Letter number 1", "That a stool would help",
    ]  # fmt: skip
    assert [one.what for one in shared_with(shared, "service", "Quay Advice")] == ["Walk ten minutes a day"]
    assert shared_with(shared, "employer", "Hill Mill Example") == ()
    assert len(shared_with(shared, "employer", "")) == 2, "a no to every employer"
    assert len(shared_with(shared, "", "")) == len(shared) == 3, "the plan is the participant's own"


def test_a_referral_that_was_stopped_is_still_listed_and_to_be_looked_up(open_vault: Vault, jo: int) -> None:
    found = quay_advice(open_vault)
    step = add_service_step(open_vault, jo, found, how="refer")
    assert load_agreements(open_vault, jo).shared == ()
    say(open_vault, jo, "agreed", "service", "Quay Advice", "refer")
    change_step_state(open_vault, jo, step, "doing")
    say(open_vault, jo, "withdrawn", "service", "Quay Advice", "refer")
    change_step_state(open_vault, jo, step, "stopped")
    (one,) = load_agreements(open_vault, jo).shared
    assert (one.name, one.how) == ("Quay Advice", "A step of the plan: left out. Look up whether the referral had gone")
    assert one.on == TODAY, "the day it went, however the step went on"


def test_a_referral_that_went_stays_listed_when_its_step_goes_back(open_vault: Vault, jo: int) -> None:
    found = quay_advice(open_vault)
    step = add_service_step(open_vault, jo, found, how="refer")
    say(open_vault, jo, "agreed", "service", "Quay Advice", "refer")
    change_step_state(open_vault, jo, step, "waiting")
    change_step_state(open_vault, jo, step, "todo")
    (one,) = load_agreements(open_vault, jo).shared
    assert one.how == "A step of the plan: to do. Look up whether the referral had gone"
    with pytest.raises(WorkwellError, match="has gone"):
        remove(open_vault, jo, "step", step)
    assert len(load_agreements(open_vault, jo).shared) == 1


def test_a_step_left_out_before_its_referral_went_is_listed_nowhere(open_vault: Vault, jo: int) -> None:
    found = quay_advice(open_vault)
    step = add_service_step(open_vault, jo, found, how="refer")
    change_step_state(open_vault, jo, step, "stopped")
    assert load_agreements(open_vault, jo).shared == ()


def test_a_step_that_was_only_thought_of_was_shared_with_nobody(open_vault: Vault, jo: int) -> None:
    assert load_agreements(open_vault, jo).shared == ()
