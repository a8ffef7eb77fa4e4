"""The rows below a plan: begun, kept, removed and put back inside one transaction; refused once the plan is agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from workwell_desktop.casework.fit_note_rules import months_later
from workwell_desktop.casework.local_rules import rules_in
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.service_referral_rows import (
    KeptReferral,
    put_with,
    referral_of,
    step_stands,
    taken_with,
)
from workwell_desktop.casework.service_referral_rules import SUPPORTED
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.assessments import Assessment, Obstacle
from workwell_desktop.models.plans import Adjustment, AdjustmentEvent, Plan, PlanAction, PlanGoal
from workwell_desktop.vault.store import Transaction

ENTITY = "plan"
DRAFT = "draft"
AGREED = "agreed"
DONE = "done"
IN_PLACE = "in_place"

PlanLine: TypeAlias = PlanGoal | PlanAction | Adjustment

_TABLES: dict[str, type[Any]] = {
    "goal": PlanGoal,
    "step": PlanAction,
    "change": Adjustment,
}
_EVENT = ("happened_on", "state", "who", "words")
_NOT_CONTENT = {"id", "created_at", "created_by", "updated_at", "updated_by"}


@dataclass(frozen=True)
class Removed:
    """What was taken out of a plan, so that it can be put back: ``kind`` is goal, step or change.

    ``events`` are what had happened to a change at work, ``served`` the steps and changes that named a goal,
    ``referral`` what stood behind a step with a service.
    """

    kind: str
    values: dict[str, Any]
    events: tuple[dict[str, Any], ...] = ()
    served: tuple[tuple[str, int], ...] = ()
    referral: KeptReferral | None = None


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
    was = row.state if row_id and not isinstance(row, PlanGoal) else ""
    for name, value in values.items():
        setattr(row, name, value)
    if isinstance(row, PlanAction | Adjustment):
        _name_obstacle(transaction.session, plan, row)
    transaction.session.flush()
    if isinstance(row, PlanAction | Adjustment) and row.state != was:
        note_standing(transaction, row, words="" if isinstance(row, PlanAction) else row.note)
    transaction.record("change", ENTITY, plan.id, {"kind": kind, "id": row.id, "new": not row_id})
    return row.id


def stand(
    transaction: Transaction,
    row: PlanAction | Adjustment,
    state: str,
    *,
    on: date | None = None,
    who: str = "",
    words: str = "",
) -> bool:
    """Have a step or a change at work stand in this state from a day on (today), and return whether that is new.

    Every way to another state leads through here or :func:`keep_row`, so that each is kept as history.
    """
    if row.state == state:
        return False
    row.state = state
    transaction.session.flush()
    note_standing(transaction, row, on=on, who=who, words=words)
    return True


def note_standing(
    transaction: Transaction,
    row: PlanAction | Adjustment,
    *,
    on: date | None = None,
    who: str = "",
    words: str = "",
) -> None:
    """Keep when a step was done, or as an event of a change at work how it stands since that day.

    The referral behind a step stands as the step does. What is in place is to be looked at again after the months that
    the service's rules say.
    """
    day = on or transaction.clock.today()
    if isinstance(row, PlanAction):
        row.done_on = day if row.state == DONE else None
        step_stands(transaction, row, day, who=who, note=words)
        return
    months = rules_in(transaction.session).change_months
    row.review_on = months_later(day, months) if row.state == IN_PLACE else None
    note_event(transaction, row, row.state, day, who, words)


def note_event(transaction: Transaction, row: Adjustment, state: str, on: date, who: str, words: str) -> None:
    """Keep one event of a change at work, for use inside this transaction only."""
    event = AdjustmentEvent(adjustment_id=row.id, happened_on=on, state=state, who=who.strip(), words=words.strip())
    transaction.session.add(event)
    transaction.session.flush()


def events_of(session: Session, change_id: int) -> list[AdjustmentEvent]:
    """Return what happened to a change at work, oldest first; for use inside the caller's transaction only."""
    mine = select(AdjustmentEvent).where(AdjustmentEvent.adjustment_id == change_id)
    found = list(session.scalars(mine.order_by(AdjustmentEvent.happened_on, AdjustmentEvent.id)))
    first = min((one.id for one in found), default=0)  # what was asked for earlier may be written down later
    return sorted(found, key=lambda one: one.state != "idea" or one.id != first)


def obstacles_of(session: Session, episode_id: int) -> list[Obstacle]:
    """Return what gets in the way as the assessment says it, in its order; inside the caller's transaction only."""
    mine = select(Obstacle).join(Assessment, Assessment.id == Obstacle.assessment_id)
    return list(session.scalars(mine.where(Assessment.episode_id == episode_id).order_by(Obstacle.position)))


def _name_obstacle(session: Session, plan: Plan, row: PlanAction | Adjustment) -> None:
    """Copy the words of the obstacle that a line is about: signed versions say what it was called that day.

    Raises ``WorkwellError`` for an obstacle or a goal of somebody else, or one that has gone.
    """
    if row.obstacle_id is not None:
        mine = {one.id: one.words for one in obstacles_of(session, plan.episode_id)}
        if row.obstacle_id not in mine:
            raise WorkwellError("What this is about is not in the assessment any more.", "Choose again.")
        row.obstacle_words = mine[row.obstacle_id]
    if row.goal_id is not None:
        goal = session.get(PlanGoal, row.goal_id)
        if goal is None or goal.plan_id != plan.id:
            raise WorkwellError("The goal that this is for is not in the plan any more.", "Choose again.")


def remove_row(transaction: Transaction, plan: Plan, kind: str, row_id: int) -> Removed:
    """Take a goal, step or change out of a plan and return what it takes to put it back.

    Raises ``WorkwellError`` for a step whose referral has gone: what was shared stays known.
    """
    row = row_of(transaction, plan, kind, row_id)
    if isinstance(row, PlanAction):
        _refuse_gone(transaction.session, row)
    keys = [column.key for column in row.__table__.columns if column.key not in _NOT_CONTENT]
    values = {key: getattr(row, key) for key in keys}
    events: tuple[dict[str, Any], ...] = ()
    served: tuple[tuple[str, int], ...] = ()
    referral = taken_with(transaction.session, row) if isinstance(row, PlanAction) else None
    if isinstance(row, Adjustment):
        events = tuple({name: getattr(one, name) for name in _EVENT} for one in events_of(transaction.session, row.id))
        transaction.session.execute(delete(AdjustmentEvent).where(AdjustmentEvent.adjustment_id == row.id))
    elif isinstance(row, PlanGoal):
        served = _served(transaction.session, row.id)
    transaction.session.delete(row)
    transaction.session.flush()
    transaction.session.expire_all()  # the database has let go of what named it
    transaction.record("change", ENTITY, plan.id, {"kind": kind, "id": row_id, "removed": True})
    return Removed(kind, values, events, served, referral)


def put_row_back(transaction: Transaction, plan: Plan, removed: Removed) -> int:
    """Put back what :func:`remove_row` took out, with what had happened to it, and return its new id.

    What it was about may have gone meanwhile: then its words alone say it.
    """
    session, values = transaction.session, dict(removed.values)
    if values.get("obstacle_id") not in {None, *(one.id for one in obstacles_of(session, plan.episode_id))}:
        values["obstacle_id"] = None
    if values.get("goal_id") and session.get(PlanGoal, values["goal_id"]) is None:
        values["goal_id"] = None
    row = _TABLES[removed.kind](**values | {"plan_id": plan.id})
    session.add(row)
    session.flush()
    session.add_all(AdjustmentEvent(adjustment_id=row.id, **event) for event in removed.events)
    if removed.referral is not None:
        put_with(session, row.id, removed.referral)
    for kind, row_id in removed.served:
        line = session.get(_TABLES[kind], row_id)
        if line is not None and line.plan_id == plan.id and line.goal_id is None:
            line.goal_id = row.id
    session.flush()
    transaction.record("change", ENTITY, plan.id, {"kind": removed.kind, "id": row.id, "new": True})
    return int(row.id)


def _refuse_gone(session: Session, step: PlanAction) -> None:
    """Raise ``WorkwellError`` where somebody was sent somewhere with this step, or was helped to go."""
    referral = referral_of(session, step.id)
    helped = referral is not None and referral.kind == SUPPORTED and referral.sent_on is not None
    if step.sent_on is not None or helped:
        raise WorkwellError(
            "The referral of this step has gone.", "Choose “Left out” for it, so that it stays known what was shared."
        )


def _served(session: Session, goal_id: int) -> tuple[tuple[str, int], ...]:
    found = ((kind, _TABLES[kind]) for kind in ("step", "change"))
    return tuple(
        (kind, one)
        for kind, table in found
        for one in session.scalars(select(table.id).where(table.goal_id == goal_id))
    )


def row_of(transaction: Transaction, plan: Plan, kind: str, row_id: int) -> PlanLine:
    """Return a row of this plan. Raises ``WorkwellError`` when it is not there any more."""
    row: PlanLine | None = transaction.session.get(_TABLES[kind], row_id)
    if row is None or row.plan_id != plan.id:
        raise WorkwellError("This line is not in the plan any more.", "Look at the plan again.")
    return row
