"""The rows below a plan: begun, kept, removed and put back inside one transaction; refused once the plan is agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workwell_desktop.casework.people import current_episode
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.plans import Adjustment, Plan, PlanAction, PlanGoal
from workwell_desktop.vault.store import Transaction

ENTITY = "plan"
DRAFT = "draft"
AGREED = "agreed"

PlanLine: TypeAlias = PlanGoal | PlanAction | Adjustment

_TABLES: dict[str, type[Any]] = {
    "goal": PlanGoal,
    "step": PlanAction,
    "change": Adjustment,
}
_NOT_CONTENT = {"id", "created_at", "created_by", "updated_at", "updated_by"}


@dataclass(frozen=True)
class Removed:
    """What was taken out of a plan, so that it can be put back: ``kind`` is goal, step or change."""

    kind: str
    values: dict[str, Any]


def plan_of(session: Session, episode_id: int) -> Plan | None:
    """Return the plan of an episode, for use inside the caller's transaction only."""
    return session.scalar(select(Plan).where(Plan.episode_id == episode_id))


def started_plan(transaction: Transaction, participant_id: int) -> Plan:
    """Return the plan of the present episode, begun now if there is none, for use inside this transaction only."""
    episode = current_episode(transaction.session, participant_id)
    plan = plan_of(transaction.session, episode.id)
    if plan is None:
        plan = Plan(episode_id=episode.id, state=DRAFT)
        transaction.session.add(plan)
        transaction.session.flush()
        transaction.record("add", ENTITY, plan.id)
    return plan


def draft_of(transaction: Transaction, participant_id: int) -> Plan:
    """Return the plan that is being written, begun now if there is none. Raises ``WorkwellError`` when it is agreed."""
    plan = started_plan(transaction, participant_id)
    if plan.state == AGREED:
        raise WorkwellError("This plan is agreed.", "Choose “Change this plan” on the Plan tab first.")
    return plan


def keep_row(transaction: Transaction, plan: Plan, kind: str, row_id: int, values: Mapping[str, Any]) -> int:
    """Write a goal, step or change (``row_id`` 0 is a new one, placed last unless it has a position); return its id."""
    if row_id:
        row: PlanLine = row_of(transaction, plan, kind, row_id)
    else:
        table = _TABLES[kind]
        last = transaction.session.scalar(select(func.max(table.position)).where(table.plan_id == plan.id))
        row = table(plan_id=plan.id, position=(last or 0) + 1)
        transaction.session.add(row)
    for name, value in values.items():
        setattr(row, name, value)
    transaction.session.flush()
    transaction.record("change", ENTITY, plan.id, {"kind": kind, "id": row.id, "new": not row_id})
    return row.id


def remove_row(transaction: Transaction, plan: Plan, kind: str, row_id: int) -> Removed:
    """Take a goal, step or change out of a plan and return what it takes to put it back.

    Raises ``WorkwellError`` for a step whose referral has gone: what was shared stays known.
    """
    row = row_of(transaction, plan, kind, row_id)
    if isinstance(row, PlanAction) and row.sent_on is not None:
        raise WorkwellError(
            "The referral of this step has gone.", "Choose “Left out” for it, so that it stays known what was shared."
        )
    keys = [column.key for column in row.__table__.columns if column.key not in _NOT_CONTENT]
    values = {key: getattr(row, key) for key in keys}
    transaction.session.delete(row)
    transaction.session.flush()
    transaction.record("change", ENTITY, plan.id, {"kind": kind, "id": row_id, "removed": True})
    return Removed(kind, values)


def row_of(transaction: Transaction, plan: Plan, kind: str, row_id: int) -> PlanLine:
    """Return a row of this plan. Raises ``WorkwellError`` when it is not there any more."""
    row: PlanLine | None = transaction.session.get(_TABLES[kind], row_id)
    if row is None or row.plan_id != plan.id:
        raise WorkwellError("This line is not in the plan any more.", "Look at the plan again.")
    return row
