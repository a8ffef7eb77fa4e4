"""From an obstacle to what is done about it: links by number hold while the assessment is written on."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.plans import make_jo, still_clock, write_plan
from workwell_desktop.casework import assessment_ideas, plan_ideas, planning
from workwell_desktop.casework.assessment import save_assessment
from workwell_desktop.casework.assessment_content import AssessmentEntry, InTheWay
from workwell_desktop.casework.bin import put_in_bin, restore
from workwell_desktop.casework.merging import merge
from workwell_desktop.casework.plan_agreement import agree_plan, change_plan
from workwell_desktop.casework.plan_state import load_plan, read_version
from workwell_desktop.casework.planning import KEPT, ChangeEntry, GoalEntry, StepEntry
from workwell_desktop.clock import Clock
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.plans import PlanAction
from workwell_desktop.vault.store import Vault

TILL, QUEUE, SLEEP = "Standing at the till", "The queue at noon", "I sleep badly"


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    jo = make_jo(open_vault)
    say(open_vault, jo, TILL, QUEUE, SLEEP)
    return jo


def say(vault: Vault, person: int, *words: str) -> None:
    """Write down what gets in the way, in this order."""
    save_assessment(vault, person, AssessmentEntry(obstacles=tuple(InTheWay(one) for one in words)))


def number(vault: Vault, person: int, words: str) -> str:
    return str(next(one.obstacle_id for one in load_plan(vault, person).threads if one.words == words))


def planned(vault: Vault, person: int) -> dict[str, list[str]]:
    """Return what is planned about each thing that gets in the way."""
    threads = load_plan(vault, person).threads
    return {one.words: [s.what for s in one.steps] + [c.helps for c in one.changes] for one in threads}


def test_a_thread_shows_what_is_done_and_what_nobody_has_answered(open_vault: Vault, jo: int) -> None:
    about = number(open_vault, jo, TILL)
    planning.save_step(open_vault, jo, StepEntry("Ask for a stool.", "Sam", about=about))
    planning.save_change(open_vault, jo, ChangeEntry("A stool", state="asked", about=about))
    till, queue, _sleep = load_plan(open_vault, jo).threads
    assert till.lines == ("Ask for a stool: to do", "A stool: asked")
    assert (till.answered, queue.answered, queue.lines) == (True, False, ())


def test_what_was_left_out_or_refused_answers_nothing(open_vault: Vault, jo: int) -> None:
    about = number(open_vault, jo, TILL)
    planning.save_step(open_vault, jo, StepEntry("Ask", state="stopped", about=about))
    planning.save_change(open_vault, jo, ChangeEntry("A stool", state="refused", note="No room", about=about))
    assert not load_plan(open_vault, jo).threads[0].answered


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations([TILL, QUEUE, SLEEP]), more=st.lists(st.sampled_from("abcdef"), unique=True, max_size=3))
def test_a_link_goes_with_its_words_however_the_assessment_is_put_in_order(
    open_vault: Vault, jo: int, order: list[str], more: list[str]
) -> None:
    if not load_plan(open_vault, jo).steps:
        for words in (TILL, QUEUE, SLEEP):
            planning.save_step(open_vault, jo, StepEntry(f"About {words}", about=number(open_vault, jo, words)))
    say(open_vault, jo, *more, *order)
    there = planned(open_vault, jo)
    assert all(there[words] == [f"About {words}"] for words in (TILL, QUEUE, SLEEP))
    assert all(there[words] == [] for words in more)


def test_words_that_are_put_right_keep_what_was_planned_about_them(open_vault: Vault, jo: int) -> None:
    planning.save_step(open_vault, jo, StepEntry("Ask for a stool", about=number(open_vault, jo, TILL)))
    say(open_vault, jo, "Standing at the till for hours", QUEUE, SLEEP)
    assert planned(open_vault, jo)["Standing at the till for hours"] == ["Ask for a stool"]
    assert load_plan(open_vault, jo).steps[0].about == TILL, "the plan says what it was called when it was planned"


def test_an_obstacle_that_goes_leaves_its_words_and_the_same_words_join_again(open_vault: Vault, jo: int) -> None:
    step = planning.save_step(open_vault, jo, StepEntry("Ask", "Jo", about=number(open_vault, jo, TILL)))
    say(open_vault, jo, QUEUE, SLEEP)
    (line,) = load_plan(open_vault, jo).steps
    assert (line.about, line.obstacle_id) == (TILL, None)
    planning.save_step(open_vault, jo, StepEntry("Ask again", "Jo", about=KEPT), step)
    assert load_plan(open_vault, jo).steps[0].about == TILL
    say(open_vault, jo, QUEUE, SLEEP, TILL)
    assert planned(open_vault, jo)[TILL] == ["Ask again"]
    planning.save_step(open_vault, jo, StepEntry("Ask again", "Jo"), step)
    assert load_plan(open_vault, jo).steps[0].about == "", "nothing in particular was chosen"


def test_only_what_is_in_this_persons_assessment_can_be_named(open_vault: Vault, jo: int) -> None:
    other = make_jo(open_vault)
    say(open_vault, other, "Theirs")
    goal = planning.save_goal(open_vault, other, GoalEntry("Theirs"))
    for entry in (StepEntry("Ask", about=number(open_vault, other, "Theirs")), StepEntry("Ask", goal=str(goal))):
        with pytest.raises(WorkwellError, match="any more"):
            planning.save_step(open_vault, jo, entry)
    assert load_plan(open_vault, jo).steps == ()


def test_a_goal_that_is_removed_and_put_back_is_named_again(open_vault: Vault, jo: int) -> None:
    goal = planning.save_goal(open_vault, jo, GoalEntry("I want to work"))
    planning.save_step(open_vault, jo, StepEntry("Walk", goal=str(goal)))
    planning.save_change(open_vault, jo, ChangeEntry("A stool", goal=str(goal)))
    removed = planning.remove(open_vault, jo, "goal", goal)
    plan = load_plan(open_vault, jo)
    assert (plan.steps[0].goal_id, plan.changes[0].goal_id) == (None, None)
    again = planning.put_back(open_vault, jo, removed)
    plan = load_plan(open_vault, jo)
    assert (plan.steps[0].goal_id, plan.changes[0].goal_id) == (again, again)


def test_a_proposal_brings_what_it_answers_and_what_is_known_about_it(open_vault: Vault, jo: int) -> None:
    save_assessment(open_vault, jo, AssessmentEntry(obstacles=(InTheWay(QUEUE), InTheWay(TILL, difficulty="SIT"))))
    idea = next(one for one in load_plan(open_vault, jo).ideas if one.proposal.difficulty == "SIT")
    assert str(idea.about) == number(open_vault, jo, TILL)
    plan_ideas.take_proposal(open_vault, jo, idea.proposal, idea.about)
    (change,) = load_plan(open_vault, jo).changes
    assert (change.about, change.lasting, change.cost) == (TILL, idea.proposal.lasting, idea.proposal.cost)
    assert change.facts[:2] == ("To stay", "Costs a little")


def test_what_is_added_from_the_assessment_is_joined_too(open_vault: Vault, jo: int) -> None:
    entry = AssessmentEntry(obstacles=(InTheWay(QUEUE), InTheWay(TILL, difficulty="SIT")))
    save_assessment(open_vault, jo, entry)
    known = assessment_ideas.load_known(open_vault, jo)
    help_ = next(one for one in assessment_ideas.helps_for(entry, known).each[1] if one.proposal)
    assessment_ideas.add_to_plan(open_vault, jo, help_)
    assert planned(open_vault, jo)[TILL] == [help_.title]


def test_a_step_is_somebodys_by_choice_or_by_the_name_beside_it(open_vault: Vault, jo: int) -> None:
    for who, kind in (("jo", ""), ("Sam", ""), ("Harbour Foods Example", ""), ("Lena", "employer"), ("My sister", "")):
        planning.save_step(open_vault, jo, StepEntry("Do it", who, kind=kind))
    kinds = [step.kind for step in load_plan(open_vault, jo).steps]
    assert kinds == ["participant", "coach", "employer", "employer", ""]


def test_the_coachs_note_is_kept_and_is_not_part_of_what_is_agreed(open_vault: Vault, jo: int) -> None:
    step = planning.save_step(open_vault, jo, StepEntry("Walk", "Jo", note="Seemed worried"))
    agree_plan(open_vault, jo, agreed_on="today", how="said")
    assert load_plan(open_vault, jo).steps[0].note == "Seemed worried"
    assert read_version(open_vault, jo, 1).steps[0].note == ""
    planning.change_step_state(open_vault, jo, step, "done", "Went well")
    assert load_plan(open_vault, jo).steps[0].note == "Went well"
    planning.change_step_state(open_vault, jo, step, "doing")
    assert load_plan(open_vault, jo).steps[0].note == "Went well"


def test_links_outlive_an_agreement_the_bin_and_a_merge(open_vault: Vault, jo: int) -> None:
    planning.save_step(open_vault, jo, StepEntry("Ask", about=number(open_vault, jo, TILL)))
    agree_plan(open_vault, jo, agreed_on="today", how="said")
    change_plan(open_vault, jo, "More to do")
    put_in_bin(open_vault, jo)
    restore(open_vault, jo)
    assert planned(open_vault, jo)[TILL] == ["Ask"]
    other = make_jo(open_vault)
    write_plan(open_vault, other)
    kept = merge(open_vault, other, jo, {}, "first", "second")
    with open_vault.reading() as session:
        row = session.scalars(select(PlanAction).where(PlanAction.what == "Ask")).one()
        assert row.obstacle_words == TILL
    assert planned(open_vault, kept)[TILL] == ["Ask"], "the spell of support that goes on is the one with the link"


def test_a_change_with_a_last_day_is_for_a_time_whatever_is_usual(open_vault: Vault, jo: int) -> None:
    planning.save_change(open_vault, jo, ChangeEntry("A stool", until="in 3 months", lasting="lasting"))
    planning.save_change(open_vault, jo, ChangeEntry("A desk", lasting="lasting"))
    assert [one.lasting for one in load_plan(open_vault, jo).changes] == ["temporary", "lasting"]
