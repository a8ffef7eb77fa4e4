"""What became of referrals, counted from the rows and once more by a plain computation over the events."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from statistics import median

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.plans import TODAY, make_jo, still_clock
from tests.service_steps import add_quay, agree
from workwell_desktop.casework import planning
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.plan_rows import plan_of
from workwell_desktop.casework.service_evidence import (
    NOTHING,
    Evidence,
    evidence_of,
    service_evidence,
    success_of,
    taken_up_words,
    wait_words,
)
from workwell_desktop.casework.service_referral_rows import Said, begin, write
from workwell_desktop.casework.service_referral_rules import FORMAL, SIGNPOST, STEP_STATES, SUPPORTED
from workwell_desktop.casework.service_referrals import MoveEntry, make, move_on
from workwell_desktop.clock import Clock
from workwell_desktop.models.plans import PlanAction
from workwell_desktop.vault.store import Vault

REASONS = ("not_eligible", "no_capacity", "closed", "out_of_area", "changed_mind")
OLDEST = date(2035, 11, 24)  # two years before today: what was sent earlier is not counted


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return make_jo(open_vault)


STORY = st.tuples(
    st.sampled_from([FORMAL, SUPPORTED, SIGNPOST]),
    st.integers(0, 1000),  # days before today on which it began
    st.lists(st.tuples(st.sampled_from(sorted(STEP_STATES)), st.integers(0, 60), st.sampled_from(REASONS)), max_size=5),
)


@given(st.lists(STORY, max_size=12))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_figures_are_those_of_a_plain_count(open_vault: Vault, jo: int, stories: list) -> None:
    quay, other = add_quay(open_vault), add_quay(open_vault, "Another Example")
    told = [play(open_vault, jo, quay, *story) for story in stories]
    with open_vault.reading() as session:
        found = evidence_of(session, [quay, other], TODAY)
        assert found == evidence_of(session, range(quay, quay + 2_000), TODAY), "one by one, and all at once"
    assert other not in found
    evidence = found.get(quay, NOTHING)
    plain, tried = plainly(told)
    assert evidence == plain
    assert evidence.tried == tried
    assert evidence.success == ((plain.taken_up + 2.5) / (tried + 5) if tried >= 5 else None)
    assert evidence.sent == evidence.answered + evidence.open


def play(vault: Vault, jo: int, quay: int, kind: str, ago: int, moves: list) -> tuple[str, list[Said]]:
    """Write a referral that went as told, a step of its own behind it, and return its events."""
    with vault.transaction() as t:
        plan = plan_of(t.session, current_episode(t.session, jo).id)
        if plan is None:
            plan = planning.draft_of(t, jo)
        step = PlanAction(plan_id=plan.id, position=1, what="Go", state="todo", service_id=quay, refers=kind == FORMAL)
        t.session.add(step)
        t.session.flush()
        day = TODAY - timedelta(days=ago)
        row = begin(t, step, kind, day)
        said = []
        for state, days, reason in moves:
            day = min(day + timedelta(days=days), TODAY)
            said.append(Said(state, day, reason=reason if state == "declined" else ""))
            if kind == FORMAL and STEP_STATES[state] in {"doing", "waiting", "booked", "done"}:
                step.sent_on = step.sent_on or day
            write(t, row, step, said[-1])
        return kind, said


def began(said: list[Said]) -> date | None:
    """Return the day they began, of what was said last about it."""
    since = [number for number, one in enumerate(said) if one.state not in {"started", "finished", "did_not_come"}]
    return next((one.on for one in said[max(since, default=-1) + 1 :] if one.state == "started"), None)


def plainly(told: list[tuple[str, list[Said]]]) -> tuple[Evidence, int]:
    ends: Counter[str] = Counter()
    noes: Counter[str] = Counter()
    waits, days, posts = [], [], 0
    for kind, said in told:
        if not said or said[-1].state in {"to_send", "taken_back"}:
            continue
        sent = next((one.on for one in said if one.state not in {"to_send", "declined", "taken_back"}), None)
        begun = began(said)
        days += [sent] if sent else []
        if (sent or said[-1].on) < OLDEST:
            continue
        if kind == SIGNPOST:
            posts += 1
        elif said[-1].state == "declined":
            noes[said[-1].reason] += 1
        else:
            ends[said[-1].state] += 1
        if kind != SIGNPOST and sent and begun:
            waits.append((begun - sent).days)
    good = ends["accepted"] + ends["started"] + ends["finished"]
    tried = good + sum(noes.values()) - noes["changed_mind"] + ends["no_reply"]
    found = Evidence(
        taken_up=good,
        declined=dict(noes),
        no_reply=ends["no_reply"],
        did_not_come=ends["did_not_come"],
        open=ends["sent"] + ends["received"] + ends["waiting"],
        signposted=posts,
        waited=len(waits),
        wait_days=median(waits) if waits else None,
        last_used=max(days, default=None),
    )
    return found, tried


def test_what_the_coach_writes_down_is_what_is_counted(open_vault: Vault, jo: int) -> None:
    quay = add_quay(open_vault)
    assert service_evidence(open_vault, quay) == NOTHING
    agree(open_vault, jo)
    step = make(open_vault, jo, quay, FORMAL)
    assert service_evidence(open_vault, quay) == NOTHING, "nothing went yet"
    move_on(open_vault, jo, step, MoveEntry("sent"))
    sent = service_evidence(open_vault, quay)
    assert taken_up_words(sent, TODAY) == "1 sent, no answer yet. 1 still open. Last used 24 November."
    move_on(open_vault, jo, step, MoveEntry("started"))
    evidence = service_evidence(open_vault, quay)
    assert (evidence.taken_up, evidence.answered, evidence.wait_days, evidence.success) == (1, 1, 0.0, None)


def test_the_figures_are_said_in_plain_words() -> None:
    evidence = Evidence(
        taken_up=5, declined={"no_capacity": 1}, open=1, waited=4, wait_days=13.6, last_used=date(2037, 11, 3)
    )
    assert (
        taken_up_words(evidence, TODAY) == "5 of 6 took it up. 1 was a no: no room. 1 still open. Last used 3 November."
    )
    assert wait_words(evidence) == "About 14 days, from 4 people"
    assert (taken_up_words(NOTHING, TODAY), wait_words(NOTHING)) == ("", "")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "less than a day"), (1, "about 1 day"), (13, "about 13 days"), (14, "about 2 weeks"), (18, "about 3 weeks"),
        (69, "about 10 weeks"), (70, "about 2 months"), (400, "about 13 months"),
    ],
)  # fmt: skip
def test_a_wait_is_said_as_somebody_would(days: int, words: str) -> None:
    assert wait_words(Evidence(wait_days=days, waited=2)).lower() == f"{words}, from 2 people"


def test_few_answers_say_nothing_and_more_pull_away_from_the_middle() -> None:
    assert success_of(4, 4) is None
    assert success_of(5, 5) == 0.75
    assert success_of(0, 5) == 0.25
    assert success_of(50, 50) > 0.95
