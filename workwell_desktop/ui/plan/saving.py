"""From a line of the plan to its fields and back: what the fields show at first, and where they are kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from workwell_desktop.casework import dates, plan_agreement, plan_review, planning
from workwell_desktop.casework.plan_content import Change, Goal, Step
from workwell_desktop.casework.plan_register import StandEntry, move_on
from workwell_desktop.casework.plan_review import ReviewEntry
from workwell_desktop.casework.plan_state import PlanState
from workwell_desktop.casework.planning import ChangeEntry, GoalEntry, StepEntry
from workwell_desktop.errors import InputProblem
from workwell_desktop.ui.plan.about import NONE, chosen, links, whose
from workwell_desktop.ui.plan.asking import agree_panel, change_panel
from workwell_desktop.ui.plan.editors import (
    Editor,
    ReadDay,
    change_editor,
    change_state_editor,
    goal_editor,
    review_editor,
    step_editor,
    step_state_editor,
)
from workwell_desktop.ui.plan.page import PANELS
from workwell_desktop.ui.style.theme import Look
from workwell_desktop.ui.taking_part import not_written_down

if TYPE_CHECKING:
    from workwell_desktop.casework.access import Vault

Values: TypeAlias = dict[str, Any]

AGREE, CHANGE = PANELS
_FIELDS = {"words": "note"}  # what casework calls a field, and what the editor does


def make_editor(
    look: Look,
    state: PlanState,
    kind: str,
    line_id: int,
    read_day: ReadDay,
    read_past: ReadDay,
    to_intake: Callable[[], object],
) -> Editor:
    """Return the fields of a line: all of them while the plan is written, how it stands once it is agreed.

    ``to_intake`` leads to where it is written down that somebody wants to take part, when that is missing.
    """
    name, new = state.call_name, not line_id
    makers: dict[str, Callable[[], Editor]] = {
        "goal": lambda: goal_editor(look, name, read_day, new=new),
        "step": lambda: (
            step_state_editor(look)
            if state.agreed
            else step_editor(look, whose(state), read_day, links(look, state, "step", line_id), new=new)
        ),
        "change": lambda: (
            change_state_editor(look, read_past)
            if state.agreed
            else change_editor(look, name, read_day, links(look, state, "change", line_id), new=new)
        ),
        "review": lambda: review_editor(look, read_day),
        AGREE: lambda: agree_panel(
            look, name, read_past, *([] if state.takes_part else [not_written_down(look, name, to_intake)])
        ),
        CHANGE: lambda: change_panel(look),
    }
    return makers[kind]()


def first_values(state: PlanState, kind: str, line_id: int, *, today: str, place: str) -> Values:
    """Return what the fields of a line show when it is opened: what is kept, or what is likely for a new one.

    ``today`` is the day as it is typed, ``place`` where meetings usually are.
    """
    makers: dict[str, Callable[[], Values]] = {
        "goal": lambda: next((_goal_values(one) for one in state.goals if one.id == line_id), {}),
        "step": lambda: next(
            (_step_values(one) for one in state.steps if one.id == line_id),
            {"kind": "participant", "who": state.call_name, "state": "todo", "about": NONE, "goal": NONE},
        ),
        "change": lambda: next(
            (_change_values(one, today) for one in state.changes if one.id == line_id),
            {"state": "idea", "about": NONE, "goal": NONE},
        ),
        "review": lambda: _review_values(state, place),
        AGREE: lambda: {"agreed_on": today},
        CHANGE: dict,
    }
    return makers[kind]()


def still_there(state: PlanState, kind: str, line_id: int) -> bool:
    """Say whether a line that was left half written can be written on: the plan may have changed since."""
    if kind in PANELS:
        return state.agreed == (kind == CHANGE)
    ids = {
        "goal": [] if state.agreed else [0, *(one.id for one in state.goals)],
        "step": [*([] if state.agreed else [0]), *(one.id for one in state.steps)],
        "change": [*([] if state.agreed else [0]), *(one.id for one in state.changes)],
        "review": [0],
    }
    return line_id in ids[kind]


def save_line(vault: Vault, state: PlanState, kind: str, line_id: int, values: Values) -> tuple[int, str]:
    """Keep the fields of a line; return its id and what was done, in a sentence for the bar (or nothing).

    Raises ``InputProblem`` by field, ``WorkwellError``, ``NotKept``.
    """
    person = state.participant_id
    savers: dict[str, Callable[[], tuple[int, str]]] = {
        "goal": lambda: (planning.save_goal(vault, person, GoalEntry(**values), line_id), ""),
        "step": lambda: (_save_step(vault, state, line_id, values), ""),
        "change": lambda: (_save_change(vault, state, line_id, values), ""),
        "review": lambda: _save_review(vault, person, values),
        AGREE: lambda: (0, _agreed(plan_agreement.agree_plan(vault, person, **values))),
        CHANGE: lambda: (0, _begun(plan_agreement.change_plan(vault, person, values["reason"]))),
    }
    return savers[kind]()


def _typed(day: date | None) -> str:
    return dates.plain(day) if day else ""


def _goal_values(goal: Goal) -> Values:
    return {"words": goal.words, "by": _typed(goal.by), "confidence": goal.confidence}


def _step_values(step: Step) -> Values:
    said = {"what": step.what, "who": step.who, "by": _typed(step.by), "state": step.state}
    return said | {"kind": step.kind, "note": step.note} | _link_values(step)


def _change_values(change: Change, today: str) -> Values:
    """Return what the fields of a change show; the day is that of what is said about it now."""
    said = {"state": change.state, "note": change.note, "on": today, "who": ""}
    facts = {"lasting": change.lasting, "cost": change.cost, "access_to_work": change.access_to_work}
    return (
        {"helps": change.helps, "now": change.now, "until": _typed(change.until)} | said | facts | _link_values(change)
    )


def _link_values(line: Step | Change) -> Values:
    about = str(line.obstacle_id) if line.obstacle_id else planning.KEPT if line.about else NONE
    return {"about": about, "goal": str(line.goal_id or NONE)}


def _review_values(state: PlanState, place: str) -> Values:
    meeting = state.meeting
    at, where = (f"{meeting.starts_at:%H:%M}", meeting.place) if meeting else ("", place)
    return {"on": _typed(state.review_on or state.usual_review), "at": at, "place": where}


def _save_step(vault: Vault, state: PlanState, line_id: int, values: Values) -> int:
    if not state.agreed:
        return planning.save_step(vault, state.participant_id, StepEntry(**chosen(values)), line_id)
    planning.change_step_state(vault, state.participant_id, line_id, values["state"], values["note"])
    return line_id


def _save_change(vault: Vault, state: PlanState, line_id: int, values: Values) -> int:
    if not state.agreed:
        return planning.save_change(vault, state.participant_id, ChangeEntry(**chosen(values)), line_id)
    said = StandEntry(values["state"], values["on"], values["who"], values["note"])
    try:
        move_on(vault, state.participant_id, line_id, said)
    except InputProblem as problem:
        raise InputProblem({_FIELDS.get(name, name): words for name, words in problem.fields.items()}) from None
    return line_id


def _save_review(vault: Vault, person: int, values: Values) -> tuple[int, str]:
    plan_review.set_review(vault, person, ReviewEntry(**values))
    return 0, ""


def _agreed(number: int) -> str:
    return f"Plan {number} is agreed and kept as it stands."


def _begun(number: int) -> str:
    return f"Draft {number} begun. The plan agreed before stays as it was."
