"""A fictional participant with a plan, for tests."""

from __future__ import annotations

from datetime import date, timedelta

from tests.vaults import NOW
from workwell_desktop.casework import agreements, planning
from workwell_desktop.casework.agreements import AnswerEntry
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.planning import ChangeEntry, GoalEntry, StepEntry
from workwell_desktop.clock import Clock
from workwell_desktop.vault.store import Vault

TODAY = date(2037, 11, 24)
NEXT_WEEK = TODAY + timedelta(days=7)


def still_clock() -> Clock:
    """Return a clock that stands at eleven in the morning of a Tuesday in November."""
    return Clock(utc=lambda: NOW)


def make_jo(vault: Vault, needs: tuple[str, ...] = ()) -> int:
    """Keep an intake of Jo Example and return her id."""
    entry = IntakeEntry(
        source="gp",
        received_on="yesterday",
        reason="I want to stay in my job.",
        first_name="Joanne",
        known_as="Jo",
        last_name="Example",
        work_status="off_sick",
        employer="Harbour Foods Example",
        needs=needs,
    )
    return save_intake(vault, 0, entry)


def say(
    vault: Vault, person: int, state: str = "agreed", recipient: str = "", name: str = "", aim: str = "", **more: str
) -> int:
    """Write down an answer of today: about taking part, or about sharing when there is a recipient; return its id."""
    typed = {"decided_on": "today", "method": "said", **more}
    shared = ("taking_part",) if state == "agreed" and recipient else ()
    purpose = agreements.SHARE if recipient else agreements.TAKE_PART
    return agreements.write_answer(
        vault, person, AnswerEntry(purpose, recipient, name, aim, state, shared=shared, **typed)
    )


def write_plan(vault: Vault, person: int) -> tuple[int, int, int]:
    """Write a small plan; return the ids of its goal, its step and its change at work."""
    planning.set_plan_type(vault, person, "return")
    goal = planning.save_goal(vault, person, GoalEntry("I want to be back on the shop floor.", "in 6 weeks", 4))
    step = planning.save_step(vault, person, StepEntry("Walk ten minutes a day", "Jo", "in 7 days", "doing"))
    change = planning.save_change(
        vault, person, ChangeEntry("A stool at the till", "Standing is hard", "in 3 months", state="agreed")
    )
    return goal, step, change
