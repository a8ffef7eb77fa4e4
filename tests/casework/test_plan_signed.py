"""Signing a plan, on the screen or on paper, and what changed between two agreed plans."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.plans import make_jo, still_clock, write_plan
from workwell_desktop.casework import planning, signatures
from workwell_desktop.casework.plan_agreement import agree_plan, change_plan
from workwell_desktop.casework.plan_paper import plan_paper
from workwell_desktop.casework.plan_state import load_plan, read_version
from workwell_desktop.casework.planning import ChangeEntry, GoalEntry, StepEntry
from workwell_desktop.clock import Clock
from workwell_desktop.documents import plan as plan_document
from workwell_desktop.errors import InputProblem
from workwell_desktop.models.audit import RecordVersion
from workwell_desktop.ui.parts import signature_pad
from workwell_desktop.vault.store import Vault

STROKES = [[100, 200, 150, 80], [700, 200]]


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    jo = make_jo(open_vault)
    write_plan(open_vault, jo)
    return jo


def contents(vault: Vault) -> list[dict[str, object]]:
    with vault.reading() as session:
        return [json.loads(text) for text in session.scalars(select(RecordVersion.content).order_by(RecordVersion.id))]


def test_a_signature_is_part_of_the_agreed_version_and_stands_on_its_paper(open_vault: Vault, jo: int) -> None:
    agree_plan(open_vault, jo, agreed_on="today", how="drawn", signature=STROKES)
    (content,) = contents(open_vault)
    assert content["signature"] == STROKES
    paper = plan_paper(open_vault, jo, "P-1")
    assert (paper.agreed_how, paper.signature) == ("drawn", ((100, 200, 150, 80), (700, 200)))
    assert load_plan(open_vault, jo).versions[0].how == "Signed on this screen"


def test_the_next_draft_and_the_next_agreement_carry_no_older_signature(open_vault: Vault, jo: int) -> None:
    agree_plan(open_vault, jo, agreed_on="today", how="drawn", signature=STROKES)
    change_plan(open_vault, jo, "A new step")
    assert plan_paper(open_vault, jo, "P-1").signature == ()
    agree_plan(open_vault, jo, agreed_on="today", how="signed", signature=STROKES)
    assert contents(open_vault)[1]["signature"] == []
    paper = plan_paper(open_vault, jo, "P-1")
    assert (paper.agreed_how, paper.signature) == ("signed", ())


def test_to_sign_on_the_screen_needs_a_signature(open_vault: Vault, jo: int) -> None:
    for nothing in ([], [[]], [[5]]):
        with pytest.raises(InputProblem) as caught:
            agree_plan(open_vault, jo, agreed_on="today", how="drawn", signature=nothing)
        assert set(caught.value.fields) == {"signature"}
    assert not load_plan(open_vault, jo).agreed


@given(st.lists(st.lists(st.floats(-1e6, 1e6), max_size=7), max_size=5))
def test_any_strokes_become_whole_numbers_inside_the_pad(strokes: list[list[float]]) -> None:
    sound = signatures.sound(strokes)
    assert len(sound) == sum(len(one) >= 2 for one in strokes)
    for stroke in sound:
        assert stroke
        assert len(stroke) % 2 == 0
        assert all(0 <= x <= 1000 for x in stroke[::2])
        assert all(0 <= y <= signatures.TALL for y in stroke[1::2])
    assert signatures.sound(sound) == sound


def test_a_scribble_without_end_is_thinned_out() -> None:
    long = [float(n % 300) for n in range(60_000)]
    (stroke,) = signatures.sound([long])
    assert 1000 < len(stroke) // 2 <= 4001
    assert stroke[-2:] == [round(long[-2]), round(long[-1])]


def test_the_pad_is_as_tall_on_the_screen_as_in_the_record_and_on_paper() -> None:
    assert signatures.TALL == plan_document.TALL == signature_pad.TALL


def test_what_changed_between_two_plans_is_said_line_by_line(open_vault: Vault, jo: int) -> None:
    plan = load_plan(open_vault, jo)
    assert (plan.differences, plan.compared_with) == ((), 0)
    agree_plan(open_vault, jo, agreed_on="today", how="said")
    assert load_plan(open_vault, jo).differences == (), "there is no plan before the first"
    change_plan(open_vault, jo, "Things changed")
    (step,), (change,), (goal,) = plan.steps, plan.changes, plan.goals
    planning.save_step(open_vault, jo, StepEntry("Walk twenty minutes a day", "Jo", "in 2 weeks", "doing"), step.id)
    planning.remove(open_vault, jo, "change", change.id)
    planning.save_change(open_vault, jo, ChangeEntry("A later start"))
    removed = planning.remove(open_vault, jo, "goal", goal.id)
    planning.put_back(open_vault, jo, removed)
    said = [one.line for one in load_plan(open_vault, jo).differences]
    details = "was: Walk ten minutes a day; day was 1 December 2037, now 8 December 2037"
    assert said == [
        f"Changed step: Walk twenty minutes a day ({details})",
        "New change at work: A later start",
        "Gone change at work: A stool at the till",
    ]
    assert load_plan(open_vault, jo).compared_with == 1
    agree_plan(open_vault, jo, agreed_on="today", how="said")
    assert [one.line for one in read_version(open_vault, jo, 2).differences] == said
    assert read_version(open_vault, jo, 1).differences == ()


def test_a_plan_that_did_not_change_has_no_differences(open_vault: Vault, jo: int) -> None:
    agree_plan(open_vault, jo, agreed_on="today", how="said")
    change_plan(open_vault, jo, "Nothing yet")
    plan = load_plan(open_vault, jo)
    assert [one.line for one in plan.differences] == []
    planning.save_goal(open_vault, jo, GoalEntry("To sing"))
    assert [one.line for one in load_plan(open_vault, jo).differences] == ["New goal: To sing"]


def test_the_participants_own_steps_come_first_on_their_paper(open_vault: Vault, jo: int) -> None:
    for what, kind in (("Send it", "coach"), ("Say yes or no", "employer"), ("Ring them", "participant")):
        planning.save_step(open_vault, jo, StepEntry(what, kind=kind))
    steps = plan_paper(open_vault, jo, "P-1").steps
    assert [(one.what, one.who) for one in steps] == [
        ("Walk ten minutes a day", "Me"), ("Ring them", "Me"), ("Send it", "Sam"),
        ("Say yes or no", "Harbour Foods Example"),
    ]  # fmt: skip
