"""Reviews: what is not done is carried forward, nothing open is lost, and each answer is kept as history."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.plans import TODAY, make_jo, still_clock, write_plan
from workwell_desktop.casework import planning
from workwell_desktop.casework.dates import plain
from workwell_desktop.casework.drafts import keep_draft, load_draft
from workwell_desktop.casework.local_rules import EXAMPLE, parse_rules, shipped_rules
from workwell_desktop.casework.plan_agreement import agree_plan
from workwell_desktop.casework.plan_content import OPEN_STEPS
from workwell_desktop.casework.plan_register import StandEntry, load_register, move_on
from workwell_desktop.casework.plan_reviewing import (
    CARRY,
    DONE_ANSWER,
    SCREEN,
    STOP,
    LineEntry,
    ReviewedEntry,
    hold_review,
    next_review,
    to_review,
)
from workwell_desktop.casework.plan_state import load_plan
from workwell_desktop.casework.planning import ChangeEntry, StepEntry
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.plans import PlanReview, PlanReviewLine
from workwell_desktop.paths import resources
from workwell_desktop.vault.store import Vault

ANSWERS = ("", DONE_ANSWER, CARRY, STOP)
IN_FOUR_WEEKS = TODAY + timedelta(weeks=4)


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return make_jo(open_vault)


def test_the_next_review_is_proposed_after_the_services_own_cycle(open_vault: Vault, jo: int) -> None:
    write_plan(open_vault, jo)
    asked = to_review(open_vault, jo)
    assert (asked.next_on, asked.weeks, asked.held) == (IN_FOUR_WEEKS, 4, ())
    assert load_plan(open_vault, jo).usual_review == IN_FOUR_WEEKS
    hold_review(open_vault, jo, ReviewedEntry())
    assert load_plan(open_vault, jo).review_on == IN_FOUR_WEEKS
    assert next_review(TODAY, 6).weekday() == TODAY.weekday()


def test_the_cycle_is_a_rule_of_the_place_and_may_be_left_out() -> None:
    text = (resources() / "rules" / "places" / EXAMPLE).read_text(encoding="utf-8")
    assert (shipped_rules(EXAMPLE).review_weeks, shipped_rules(EXAMPLE).change_months) == (4, 6)
    assert parse_rules(text.replace("plan_weeks = 4", "plan_weeks = 2")).review_weeks == 2
    before, _reviews, after = text.partition("[reviews]")
    without = before + after[after.index("[[can_join]]") :]
    assert (parse_rules(without).review_weeks, parse_rules(without).change_months) == (4, 6)


def test_a_review_walks_through_what_is_open_and_keeps_what_was_said(open_vault: Vault, jo: int) -> None:
    goal, step, change = write_plan(open_vault, jo)
    other = planning.save_step(open_vault, jo, StepEntry("Ring the union", "Jo", "in 2 days"))
    third = planning.save_step(open_vault, jo, StepEntry("Try a swim", "Jo"))
    agree_plan(open_vault, jo, agreed_on="today", how="said")
    answers = {step: LineEntry(DONE_ANSWER), other: LineEntry(CARRY, "in 2 weeks", "No time"), third: LineEntry(STOP)}
    changes = {change: LineEntry(DONE_ANSWER, note="Since Monday")}
    hold_review(open_vault, jo, ReviewedEntry("today", "in 3 weeks", "Good talk", answers, changes, {goal: 7}))
    plan = load_plan(open_vault, jo)
    states = {one.what: (one.state, one.by, one.carried_line) for one in plan.steps}
    assert states["Walk ten minutes a day"][0] == "done"
    assert states["Ring the union"] == ("todo", TODAY + timedelta(weeks=2), "Carried forward once")
    assert states["Try a swim"][0] == "stopped"
    assert (plan.goals[0].confidence, plan.goals[0].before) == (7, 4)
    assert plan.review_on == TODAY + timedelta(weeks=3)
    assert plan.changes[0].state == "in_place"
    (line,) = load_register(open_vault, jo).lines
    assert line.events[-1].line == "In place, 24 November"
    (held,) = to_review(open_vault, jo).held
    assert (held.held_on, held.note) == (TODAY, "Good talk")
    assert held.lines == (
        "Walk ten minutes a day: done",
        "Ring the union: carried on to 8 December 2037. No time",
        "Try a swim: left out",
        "A stool at the till: in place. Since Monday",
        "I want to be back on the shop floor: 7 of 10 sure, was 4",
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.sampled_from([*OPEN_STEPS, "done", "stopped"]), max_size=5),
    reviews=st.lists(st.lists(st.sampled_from(ANSWERS), min_size=5, max_size=5), min_size=1, max_size=3),
)
def test_no_review_loses_an_open_step_and_every_carry_is_counted(
    open_vault: Vault, steps: list[str], reviews: list[list[str]]
) -> None:
    jo = make_jo(open_vault)
    planning.set_plan_type(open_vault, jo, "return")
    ids = [planning.save_step(open_vault, jo, StepEntry(f"Step {n}", state=one)) for n, one in enumerate(steps)]
    open_now = {number for number, state in zip(ids, steps, strict=True) if state in OPEN_STEPS}
    carried = dict.fromkeys(ids, 0)
    for answers in reviews:
        said = dict(zip(ids, answers, strict=False))
        hold_review(open_vault, jo, ReviewedEntry(steps={number: LineEntry(one) for number, one in said.items()}))
        for number in list(open_now):
            if said[number] in {"", CARRY}:
                carried[number] += 1
            else:
                open_now.remove(number)
        there = {one.id: one for one in load_plan(open_vault, jo).steps}
        assert set(there) == set(ids), "every step still stands in the plan"
        assert {one.id for one in there.values() if one.state in OPEN_STEPS} == open_now
        assert {number: there[number].carried for number in ids} == carried
        assert all(there[number].by is not None and there[number].by > TODAY for number in open_now)
    with open_vault.reading() as session:
        mine = select(PlanReviewLine.line_id).where(PlanReviewLine.answer == CARRY, PlanReviewLine.line_id.in_(ids))
        lines = session.scalars(mine).all()
        assert {number: lines.count(number) for number in ids} == carried, "each carry is a line of history"


def test_a_step_with_a_day_to_come_keeps_it_and_a_late_one_gets_the_next_review(open_vault: Vault, jo: int) -> None:
    planning.save_step(open_vault, jo, StepEntry("Soon", by="in 2 days"))
    planning.save_step(open_vault, jo, StepEntry("Late", by="2 days ago"))
    planning.save_step(open_vault, jo, StepEntry("Some day"))
    hold_review(open_vault, jo, ReviewedEntry())
    hold_review(open_vault, jo, ReviewedEntry())
    days = {one.what: (one.by, one.carried_line) for one in load_plan(open_vault, jo).steps}
    assert days == {
        "Soon": (TODAY + timedelta(days=2), "Carried forward twice"),
        "Late": (IN_FOUR_WEEKS, "Carried forward twice"),
        "Some day": (IN_FOUR_WEEKS, "Carried forward twice"),
    }


def test_what_is_in_place_is_looked_at_or_has_ended(open_vault: Vault, jo: int) -> None:
    stool = planning.save_change(open_vault, jo, ChangeEntry("A stool"))
    desk = planning.save_change(open_vault, jo, ChangeEntry("A desk"))
    for one in (stool, desk):
        move_on(open_vault, jo, one, StandEntry("in_place", "3 nov"))
    with pytest.raises(InputProblem) as caught:
        hold_review(open_vault, jo, ReviewedEntry(changes={desk: LineEntry(STOP)}))
    assert set(caught.value.fields) == {f"change {desk} note"}
    said = {stool: LineEntry(DONE_ANSWER), desk: LineEntry(STOP, note="New office")}
    hold_review(open_vault, jo, ReviewedEntry(changes=said))
    first, second = load_register(open_vault, jo).lines
    assert [event.state for event in first.events] == ["idea", "in_place", "reviewed"]
    assert first.events[-1].words == "It still helps."
    assert (second.change.state, second.events[-1].words) == ("ended", "New office")
    assert to_review(open_vault, jo).held[0].lines == (
        "A stool: looked at again", "A desk: ended. New office",
    )  # fmt: skip


def test_what_cannot_be_kept_says_why_beside_its_field_and_changes_nothing(open_vault: Vault, jo: int) -> None:
    goal, step, change = write_plan(open_vault, jo)
    entry = ReviewedEntry(
        "in 2 days", "today", "", {step: LineEntry(CARRY, "2 days ago")}, {change: LineEntry(STOP)}, {goal: 11}
    )
    with pytest.raises(InputProblem) as caught:
        hold_review(open_vault, jo, entry)
    assert set(caught.value.fields) == {
        "held_on", "next_on", f"step {step} by", f"change {change} note", f"goal {goal} sure",
    }  # fmt: skip
    assert all(sentence.endswith(".") for sentence in caught.value.fields.values())
    with open_vault.reading() as session:
        assert session.scalar(select(func.count()).select_from(PlanReview)) == 0
    assert load_plan(open_vault, jo).steps[0].carried == 0


def test_there_is_nothing_to_review_before_a_plan_is_begun(open_vault: Vault, jo: int) -> None:
    asked = to_review(open_vault, jo)
    assert (asked.steps, asked.changes, asked.goals) == ((), (), ())
    with pytest.raises(WorkwellError, match="no plan"):
        hold_review(open_vault, jo, ReviewedEntry())


def test_keeping_a_review_forgets_its_draft(open_vault: Vault, jo: int) -> None:
    write_plan(open_vault, jo)
    keep_draft(open_vault, SCREEN, jo, {"typed": {"note": "Half a word"}})
    hold_review(open_vault, jo, ReviewedEntry(held_on=plain(TODAY)))
    assert load_draft(open_vault, SCREEN, jo) is None


def test_what_was_said_about_a_change_outlives_a_review_that_adds_nothing(open_vault: Vault, jo: int) -> None:
    _goal, _step, change = write_plan(open_vault, jo)
    entry = ChangeEntry("A stool at the till", "Standing is hard", state="agreed", note="Lena said yes")
    planning.save_change(open_vault, jo, entry, change)
    hold_review(open_vault, jo, ReviewedEntry(changes={change: LineEntry(DONE_ANSWER)}))
    (kept,) = load_plan(open_vault, jo).changes
    assert (kept.state, kept.note) == ("in_place", "Lena said yes")


def test_a_review_that_is_written_down_late_leaves_no_day_behind_today(open_vault: Vault, jo: int) -> None:
    _goal, step, _change = write_plan(open_vault, jo)
    planning.save_step(open_vault, jo, StepEntry("Walk ten minutes a day", "Jo", plain(TODAY - timedelta(2))), step)
    hold_review(open_vault, jo, ReviewedEntry(held_on=plain(TODAY - timedelta(35))))
    plan = load_plan(open_vault, jo)
    assert plan.review_on is not None
    assert plan.review_on > TODAY
    assert plan.steps[0].by == plan.review_on


def test_a_signature_that_waits_is_not_offered_again_after_a_review(open_vault: Vault, jo: int) -> None:
    write_plan(open_vault, jo)
    keep_draft(open_vault, planning.SCREEN, jo, {"kind": "agree", "id": 0, "values": {}})
    hold_review(open_vault, jo, ReviewedEntry())
    assert load_draft(open_vault, planning.SCREEN, jo) is None, "the plan that was being signed is another now"
