"""Job tasks from 0 to 10: what is kept, what is left out, and how it is said and used."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from tests.plans import make_jo
from workwell_desktop.casework.assessment import save_assessment
from workwell_desktop.casework.assessment_content import AssessmentEntry, InTheWay, Task, entry_of, snapshot
from workwell_desktop.casework.assessment_ideas import Known, helps_for
from workwell_desktop.casework.assessment_state import load_assessment
from workwell_desktop.casework.plan_state import load_plan
from workwell_desktop.casework.task_days import day_in_words, words_of_days
from workwell_desktop.vault.store import Vault

TILL = Task("Serve at the till, standing", "stand", 8, 2, "I have a stool", "SIT")
STOCK = Task("Lift and put out stock", "lift", 6, 2, "boxes are under 5 kg", "LIFT")
ENTRY = AssessmentEntry({"sleep": 3}, (TILL, STOCK))


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return make_jo(open_vault)


@pytest.mark.parametrize("number", [-1, 11, 10**12, "cannot"])
def test_a_number_off_the_scale_that_was_put_in_behind_the_screen_is_left_out(
    open_vault: Vault, jo: int, number: int | str
) -> None:
    save_assessment(open_vault, jo, ENTRY)
    with open_vault.transaction() as transaction:
        transaction.session.execute(text("UPDATE job_task SET bad_day = :number"), {"number": number})
    said = load_assessment(open_vault, jo).entry.tasks
    assert [(task.good_day, task.bad_day) for task in said] == [(8, None), (6, None)]
    assert not any("999" in idea.why for idea in load_plan(open_vault, jo).ideas)
    save_assessment(open_vault, jo, replace(ENTRY, tasks=(replace(TILL, good_day=number),)))  # type: ignore[arg-type]  # as no screen would
    assert load_assessment(open_vault, jo).entry.tasks == (replace(TILL, good_day=None),)


def test_a_signed_text_from_another_time_is_read_as_far_as_it_goes() -> None:
    then = {"task": "Serve", "code": "stand", "good_day": "can", "bad_day": 2, "can_if": "", "newer": "x"}
    worse = {**then, "good_day": True, "bad_day": 11}
    read = entry_of({"answers": {}, "tasks": [then, worse], "obstacles": []})
    assert read.tasks == (Task("Serve", "stand", None, 2), Task("Serve", "stand"))
    assert entry_of(snapshot(ENTRY)) == ENTRY


def test_what_a_task_makes_hard_is_kept_and_used_by_the_plan(open_vault: Vault, jo: int) -> None:
    hard = replace(TILL, difficulty="FAT", can_if="")
    save_assessment(open_vault, jo, AssessmentEntry(tasks=(hard,)))
    assert load_assessment(open_vault, jo).entry.tasks == (hard,)
    assert {idea.proposal.difficulty for idea in load_plan(open_vault, jo).ideas} == {"FAT"}
    tired = AssessmentEntry({}, (hard,), (InTheWay("I am worn out by noon.", "health", "FAT"),))
    assert helps_for(tired, Known()).each[0][0].why.startswith("Why: Standing is 2 of 10 on a bad day")


def test_days_are_said_in_words() -> None:
    assert [day_in_words(number) for number in (0, 5, 10, None)] == [
        "0 of 10, can’t", "5 of 10, can, if", "10 of 10, can", "Not said yet",
    ]  # fmt: skip
    assert words_of_days() == (*["Can’t"] * 3, *["Can, if"] * 5, *["Can"] * 3)
