"""Agreeing a plan, and beginning the next draft: what was agreed is kept as a version that never changes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from workwell_desktop.casework import dates, lists, plan_content, signatures
from workwell_desktop.casework.drafts import drop_draft
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.plan_rows import AGREED, DRAFT, ENTITY, draft_of, plan_of
from workwell_desktop.casework.planning import SCREEN
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.audit import RecordVersion
from workwell_desktop.models.plans import PlanGoal
from workwell_desktop.vault.store import Vault
from workwell_desktop.vault.versions import add_version

DRAWN, ON_PAPER = "drawn", "signed"


def agree_plan(
    vault: Vault, participant_id: int, *, agreed_on: str, how: str, signature: Sequence[Sequence[float]] = ()
) -> int:
    """Keep the draft as an agreed version and return its number, from 1.

    ``agreed_on`` is the day as it is typed, ``how`` a code of the list ``plan_agreement``, ``signature`` the strokes
    that were drawn (:mod:`signatures`): they are part of the version, and of it alone. Raises ``InputProblem`` for
    agreed_on, how and signature; ``WorkwellError`` when the plan is empty or agreed already; ``NotKept``.
    """
    today = vault.clock.today()
    problems: dict[str, str] = {}
    understood = dates.read_date(agreed_on, today, lean="past")
    day = understood.when
    if understood.problem or day is None:
        problems["agreed_on"] = understood.problem or "Type the day this was agreed."
    elif day > today:
        problems["agreed_on"] = "This day is still to come. Type the day it was agreed."
    if lists.find("plan_agreement", how) is None:
        problems["how"] = "Choose how this was agreed."
    strokes = signatures.sound(signature if how == DRAWN else ())
    if how == DRAWN and not strokes:
        problems["signature"] = "Sign in the box first, or choose another way."
    if problems or day is None:
        raise InputProblem(problems)
    with vault.transaction() as transaction:
        plan = draft_of(transaction, participant_id)
        content = plan_content.content_of(transaction.session, plan)
        if not (content["goals"] or content["steps"] or content["changes"]):
            raise WorkwellError("There is nothing in this plan yet.", "Add a goal or a step first.")
        content = plan_content.as_agreed(content) | {"signature": strokes}
        plan.state, plan.agreed_on, plan.agreed_how = AGREED, day, how
        number = add_version(
            transaction, ENTITY, plan.id, content, reason=plan.new_version_reason, method=how, signed_on=day
        )
        drop_draft(transaction, SCREEN, participant_id)
        transaction.record("agree", ENTITY, plan.id, {"number": number, "on": day.isoformat(), "how": how})
        return number


def change_plan(vault: Vault, participant_id: int, reason: str) -> int:
    """Begin the next draft of an agreed plan and return its number. The agreed version stays as it is.

    How sure somebody was about a goal becomes what it was before. Raises ``InputProblem`` for reason;
    ``WorkwellError`` when there is no agreed plan; ``NotKept``.
    """
    if not reason.strip():
        raise InputProblem({"reason": "Write in a few words why the plan changes."})
    with vault.transaction() as transaction:
        session = transaction.session
        plan = plan_of(session, current_episode(session, participant_id).id)
        if plan is None or plan.state != AGREED:
            raise WorkwellError("This plan is not agreed yet.", "You can change it as it is.")
        plan.state, plan.agreed_on, plan.agreed_how = DRAFT, None, ""
        plan.new_version_reason = reason.strip()
        for goal in plan_content.rows(session, PlanGoal, plan.id):
            goal.confidence_before = goal.confidence
        drop_draft(transaction, SCREEN, participant_id)
        transaction.record("change", ENTITY, plan.id, {"state": DRAFT})
        agreed = session.scalar(
            select(func.max(RecordVersion.number)).where(
                RecordVersion.entity == ENTITY, RecordVersion.entity_id == plan.id
            )
        )
        return (agreed or 0) + 1
