"""What a line of the plan is about: the obstacle it answers and the goal it is for, chosen with one press each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workwell_desktop.casework.plan_content import Change, Step
from workwell_desktop.casework.plan_state import PlanState
from workwell_desktop.casework.planning import KEPT
from workwell_desktop.ui.parts.choices import Radios
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.style.theme import Look

_LINKS = ("about", "goal")
_FEW = 4  # more than that are chosen from a list that opens
_LETTERS = 60
NONE = "none"


def whose(state: PlanState) -> dict[str, str]:
    """Return who is meant by the kinds of people that do a step, where one name is known."""
    return {"participant": state.call_name, "coach": state.coach, "employer": state.employer}


def links(look: Look, state: PlanState, kind: str, line_id: int) -> dict[str, Field]:
    """Return the fields that say what a line is about (``about``) and which goal it is for (``goal``).

    Where there is nothing to choose, there is no field.
    """
    lines: tuple[Step | Change, ...] = state.steps if kind == "step" else state.changes
    line = next((one for one in lines if one.id == line_id), None)
    about = [(str(thread.obstacle_id), _short(thread.words)) for thread in state.threads]
    if line is not None and line.about and line.obstacle_id is None:
        about.append((KEPT, f"{_short(line.about)} (not in the assessment now)"))
    goals = [(str(goal.id), _short(goal.words)) for goal in state.goals]
    found = {}
    if about:
        found["about"] = _field(look, "This is about", about, "Nothing in particular")
    if goals:
        found["goal"] = _field(look, "It is for this goal", goals, "No goal in particular")
    return found


def chosen(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of an editor as casework takes them: nothing in particular is nothing."""
    return {name: "" if name in _LINKS and value == NONE else value for name, value in values.items()}


def still_known(fields: Mapping[str, Field], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values without a link to what has gone since they were typed."""
    known = {name: {choice.code for choice in fields[name].control.choices} for name in _LINKS if name in fields}
    return {name: value for name, value in values.items() if name not in known or value in known[name]}


def _field(look: Look, label: str, options: list[tuple[str, str]], none: str) -> Field:
    options = [*options, (NONE, none)]
    few = len(options) <= _FEW + 1
    return Field(look, label, Radios(look, options) if few else Combo(look, options, empty=""), width="full")


def _short(words: str) -> str:
    said = " ".join(words.split())
    return said if len(said) <= _LETTERS else f"{said[:_LETTERS].rsplit(' ', 1)[0]} ..."
