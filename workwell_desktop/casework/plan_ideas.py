"""Changes at work that the assessment suggests: shown with their reason, taken into the plan or put aside."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework.abilities import changes_for
from workwell_desktop.casework.assessment_content import abilities_of
from workwell_desktop.casework.dates import plain
from workwell_desktop.casework.plan_rows import ENTITY, draft_of, obstacles_of
from workwell_desktop.casework.planning import ChangeEntry, add_adjustment
from workwell_desktop.casework.proposals import ObstacleSaid, Proposal, TaskAnswer, propose
from workwell_desktop.casework.task_days import day_of
from workwell_desktop.models.assessments import Assessment, JobTask
from workwell_desktop.models.plans import Adjustment, Plan
from workwell_desktop.vault.store import Vault


@dataclass(frozen=True)
class Idea:
    """One proposal that is neither in the plan nor put aside. ``why`` is its reason in one line.

    ``about`` is the number of the obstacle that it answers, or 0.
    """

    key: str
    helps: str
    why: str
    proposal: Proposal
    about: int = 0


def open_ideas(session: Session, episode_id: int, plan: Plan | None) -> tuple[Idea, ...]:
    """Return what the episode's assessment suggests and nobody has settled yet, in the order of the rules."""
    assessment = session.scalar(select(Assessment).where(Assessment.episode_id == episode_id))
    if assessment is None:
        return ()
    tasks = [
        TaskAnswer(row.code, row.task, day_of(row.good_day), day_of(row.bad_day), row.can_if, row.difficulty)
        for row in session.scalars(
            select(JobTask).where(JobTask.assessment_id == assessment.id).order_by(JobTask.position)
        )
    ]
    rows = obstacles_of(session, episode_id)
    obstacles = [ObstacleSaid(row.position, row.words, row.difficulty) for row in rows]
    numbers = {row.position: row.id for row in rows}
    settled = settled_keys(session, plan)
    found = propose(tasks, obstacles, taken=settled)
    found += changes_for(abilities_of(session, assessment.id), settled | {one.key for one in found})
    return tuple(Idea(one.key, one.helps, _why(one), one, numbers.get(one.obstacle or 0, 0)) for one in found)


def settled_keys(session: Session, plan: Plan | None) -> set[str]:
    """Return the keys of the proposals that are in the plan or were put aside."""
    return set() if plan is None else keys_in(session, plan) | set(json.loads(plan.set_aside))


def keys_in(session: Session, plan: Plan) -> set[str]:
    """Return the keys of the rows of the catalogue that are in the plan; inside the caller's transaction only."""
    taken = session.scalars(select(Adjustment.catalogue_key).where(Adjustment.plan_id == plan.id))
    return {key for key in taken if key}


def take_proposal(vault: Vault, participant_id: int, proposal: Proposal, about: int = 0) -> int:
    """Put a proposal into the plan as a change at work, and return the change's id. It is freely edited afterwards.

    ``about`` is the number of the obstacle that it answers, or 0.

    Raises ``WorkwellError`` when the plan is agreed; ``NotKept``.
    """
    entry = ChangeEntry(
        helps=proposal.helps,
        now=proposal.now,
        until=plain(proposal.until) if proposal.until else "",
        lasting="temporary" if proposal.until else proposal.lasting,
        cost=proposal.cost if not proposal.own else "",
        access_to_work=proposal.access_to_work,
        about=str(about or ""),
        reason=proposal.reason,
        difficulty=proposal.difficulty,
        catalogue_key=proposal.key,
    )
    return add_adjustment(vault, participant_id, entry)


def put_aside(vault: Vault, participant_id: int, key: str) -> None:
    """Answer a proposal with *Not now*: it is not shown again. Raises ``WorkwellError`` when the plan is agreed."""
    with vault.transaction() as transaction:
        plan = draft_of(transaction, participant_id)
        keys = set(json.loads(plan.set_aside)) | {key}
        plan.set_aside = json.dumps(sorted(keys))
        transaction.record("change", ENTITY, plan.id, {"set_aside": key})


def take_up_again(vault: Vault, participant_id: int, key: str) -> None:
    """Show a proposal again that was put aside. Raises ``WorkwellError`` when the plan is agreed."""
    with vault.transaction() as transaction:
        plan = draft_of(transaction, participant_id)
        plan.set_aside = json.dumps(sorted(set(json.loads(plan.set_aside)) - {key}))
        transaction.record("change", ENTITY, plan.id, {"taken_up": key})


def _why(proposal: Proposal) -> str:
    return f"{proposal.reason}. {proposal.caution}." if proposal.caution else proposal.reason
