"""Writing a plan: goals, steps, changes at work, services, and what the plan is for.

What is typed arrives as text; it is checked first and then kept in one transaction, or not at all. Once a plan is
agreed, its words stay as they are until it is changed on purpose (``plan_agreement.py``); only how a step or a
change stands goes on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework import dates, lists
from workwell_desktop.casework.drafts import drop_draft
from workwell_desktop.casework.people import call_name, coach_first_name, current_episode
from workwell_desktop.casework.plain_words import paper_problem, unquoted
from workwell_desktop.casework.plan_register import NEED_WORDS
from workwell_desktop.casework.plan_rows import (
    ENTITY,
    PlanLine,
    Removed,
    draft_of,
    keep_row,
    plan_of,
    put_row_back,
    remove_row,
    row_of,
    stand,
)
from workwell_desktop.casework.service_referral_rows import referral_of
from workwell_desktop.casework.service_referral_rules import SUPPORTED
from workwell_desktop.casework.service_steps import send_or_stop, stop_added_step
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.employment import Employment
from workwell_desktop.models.plans import Adjustment, PlanAction
from workwell_desktop.models.services import Service
from workwell_desktop.vault.store import Transaction, Vault

SCREEN = "plan"
KEPT = "kept"  # what a line is about stays as it was


@dataclass(frozen=True)
class GoalEntry:
    """A goal as it is typed; ``confidence`` is 0 to 10 or nothing when it was not said."""

    words: str = ""
    by: str = ""
    confidence: int | None = None


@dataclass(frozen=True)
class StepEntry:
    """A step as it is typed; ``state`` is a code of the list ``step_state``, ``kind`` one of ``step_who``.

    ``about`` and ``goal`` are the numbers of the obstacle and the goal that it is for, or nothing; ``KEPT`` leaves an
    obstacle that is not in the assessment any more as it was. ``note`` is the coach's and stands on no paper.
    """

    what: str = ""
    who: str = ""
    by: str = ""
    state: str = "todo"
    kind: str = ""
    note: str = ""
    about: str = ""
    goal: str = ""


@dataclass(frozen=True)
class ChangeEntry:
    """A change at work as it is typed; ``state`` is a code of the list ``adjustment_state``.

    ``lasting`` and ``cost`` are codes of the lists of those names; ``about`` and ``goal`` as in :class:`StepEntry`.
    ``reason``, ``difficulty`` and ``catalogue_key`` come with a proposal and are not typed.
    """

    helps: str = ""
    now: str = ""
    until: str = ""
    note: str = ""
    state: str = "idea"
    lasting: str = ""
    cost: str = ""
    access_to_work: bool = False
    about: str = ""
    goal: str = ""
    reason: str = ""
    difficulty: str = ""
    catalogue_key: str = ""


def save_goal(vault: Vault, participant_id: int, entry: GoalEntry, goal_id: int = 0) -> int:
    """Keep a goal (``goal_id`` 0 is a new one) and return its id.

    Raises ``InputProblem`` for words, by and confidence; ``WorkwellError`` when the plan is agreed; ``NotKept``.
    """
    check = _Check(vault.clock.today())
    values = {
        "words": check.words(unquoted(entry.words), "words", "Write the goal first, in the words that were said."),
        "by_date": check.day(entry.by, "by"),
        "confidence": entry.confidence,
    }
    if entry.confidence is not None and not 0 <= entry.confidence <= 10:
        check.problems["confidence"] = "Choose a number from 0 to 10."
    return _keep(vault, participant_id, "goal", goal_id, check.passed(values))


def save_step(vault: Vault, participant_id: int, entry: StepEntry, step_id: int = 0) -> int:
    """Keep a step (``step_id`` 0 is a new one) and return its id.

    Raises ``InputProblem`` for what, who, by and state; ``SharingStopped`` when it would send a referral without an
    agreement; ``WorkwellError`` when the plan is agreed; ``NotKept``.
    """
    return _keep(vault, participant_id, "step", step_id, step_values(vault, entry))


def step_values(vault: Vault, entry: StepEntry) -> Mapping[str, Any]:
    """Return the values of a step's row. Raises ``InputProblem`` for what, who, by and state."""
    check = _Check(vault.clock.today())
    values = {
        "what": check.words(entry.what, "what", "Write what is going to be done."),
        "who": check.words(entry.who, "who"),
        "due_on": check.day(entry.by, "by"),
        "state": check.code(entry.state, "step_state", "state"),
        "who_kind": check.maybe(entry.kind, "step_who", "kind"),
        "note": entry.note.strip(),
        **check.links(entry.about, entry.goal),
    }
    return check.passed(values)


def kind_of(session: Session, participant_id: int, who: str) -> str:
    """Return whose step it is by the name beside it (a code of ``step_who``), or nothing where nobody is known by it.

    For use inside the caller's transaction only.
    """
    episode = current_episode(session, participant_id)
    employer = session.scalar(select(Employment.employer).where(Employment.episode_id == episode.id)) or ""
    names = {
        "participant": call_name(session, participant_id),
        "coach": coach_first_name(session, episode),
        "employer": employer,
    }
    said = who.strip().casefold()
    return next((kind for kind, name in names.items() if said and name.casefold() == said), "")


def save_change(vault: Vault, participant_id: int, entry: ChangeEntry, change_id: int = 0) -> int:
    """Keep a change at work (``change_id`` 0 is a new one) and return its id.

    Raises ``InputProblem`` for helps, now, until and state; ``WorkwellError`` when the plan is agreed; ``NotKept``.
    """
    return _keep(vault, participant_id, "change", change_id, _change_values(vault, entry, new=not change_id))


def add_adjustment(vault: Vault, participant_id: int, entry: ChangeEntry) -> int:
    """Add a change at work from outside the plan's own screen and return its id.

    One that was taken from the catalogue before is not added twice. Raises as :func:`save_change` does.
    """
    values = _change_values(vault, entry, new=True)
    with vault.transaction() as transaction:
        plan = draft_of(transaction, participant_id)
        same = entry.catalogue_key and transaction.session.scalar(
            select(Adjustment.id).where(Adjustment.plan_id == plan.id, Adjustment.catalogue_key == entry.catalogue_key)
        )
        return same or keep_row(transaction, plan, "change", 0, values)


def add_service_step(vault: Vault, participant_id: int, service_id: int, *, how: str, about: int = 0) -> int:
    """Put a service into the plan as a step and return the step's id; a service that is there is not added twice.

    ``how`` is ``details`` (the participant gets in touch), ``help`` (somebody helps them to) or ``refer`` (the coach
    sends a referral); ``about`` is the number of the obstacle that it answers, or 0.
    Raises ``SharingStopped`` when a referral there was refused or the agreement taken back; ``WorkwellError`` when the
    plan is agreed; ``NotKept``.
    """
    with vault.transaction() as transaction:
        return service_step(transaction, participant_id, service_id, how=how, about=about)


def service_step(transaction: Transaction, participant_id: int, service_id: int, *, how: str, about: int = 0) -> int:
    """Put a service into the plan as :func:`add_service_step` does, inside this transaction."""
    session, plan = transaction.session, draft_of(transaction, participant_id)
    same = session.scalar(
        select(PlanAction.id).where(PlanAction.plan_id == plan.id, PlanAction.service_id == service_id)
    )
    if same:
        return same
    values = service_step_values(transaction, participant_id, session.get_one(Service, service_id), how)
    step_id = keep_row(
        transaction,
        plan,
        "step",
        0,
        {**values, "state": "todo", "service_id": service_id, "obstacle_id": about or None},
    )
    referral = referral_of(session, step_id)
    if how == "help" and referral is not None:
        referral.kind = SUPPORTED
    return step_id


def service_step_values(transaction: Transaction, participant_id: int, service: Service, how: str) -> dict[str, Any]:
    """Return what is done, by whom, and whether that sends a referral. Raises ``SharingStopped`` as above."""
    session, name = transaction.session, service.face.name
    if how == "refer":
        stop_added_step(session, participant_id, service, transaction.clock.today())
        coach = coach_first_name(session, current_episode(session, participant_id))
        return {"what": f"Send the referral to {name}", "who": coach, "who_kind": "coach", "refers": True}
    what = f"Ring {name}" if service.face.phone else f"{name}: get in touch"
    who = call_name(session, participant_id)
    return {"what": what, "who": who, "who_kind": "participant", "refers": False}


def change_step_state(vault: Vault, participant_id: int, step_id: int, state: str, note: str | None = None) -> None:
    """Say how far a step is, and the coach's ``note`` about it. This goes on after the plan was agreed.

    Raises ``InputProblem`` for state; ``SharingStopped`` when it would send a referral without an agreement.
    """
    check = _Check(vault.clock.today())
    check.passed({"state": check.code(state, "step_state", "state")})
    with vault.transaction() as transaction:
        plan = plan_of(transaction.session, current_episode(transaction.session, participant_id).id)
        if plan is None:
            raise WorkwellError("There is no plan yet.", "Look at the plan again.")
        row = row_of(transaction, plan, "step", step_id)
        if not isinstance(row, PlanAction):  # ``row_of`` gives the kind that was asked for
            raise TypeError
        send_or_stop(transaction.session, participant_id, row, state, transaction.clock.today())
        stand(transaction, row, state)
        row.note = row.note if note is None else note.strip()
        drop_draft(transaction, SCREEN, participant_id)
        transaction.record("change", ENTITY, plan.id, {"kind": "step", "id": step_id, "state": state})


def set_plan_type(vault: Vault, participant_id: int, plan_type: str) -> None:
    """Say what the plan is for: a code of the list ``plan_type``. Raises ``InputProblem`` for plan_type."""
    check = _Check(vault.clock.today())
    values = check.passed({"plan_type": check.code(plan_type, "plan_type", "plan_type")})
    with vault.transaction() as transaction:
        plan = draft_of(transaction, participant_id)
        current_episode(transaction.session, participant_id).plan_type = plan_type
        transaction.record("change", ENTITY, plan.id, values)


def remove(vault: Vault, participant_id: int, kind: str, row_id: int) -> Removed:
    """Take a goal, step or change out of the draft and return what it takes to put it back.

    Raises ``WorkwellError`` when the plan is agreed, the line is gone, or the referral of a step went; ``NotKept``.
    """
    with vault.transaction() as transaction:
        removed = remove_row(transaction, draft_of(transaction, participant_id), kind, row_id)
        drop_draft(transaction, SCREEN, participant_id)
        return removed


def put_back(vault: Vault, participant_id: int, removed: Removed) -> int:
    """Put back what was removed, where it stood, and return its new id. Raises as :func:`remove` does."""
    with vault.transaction() as transaction:
        return put_row_back(transaction, draft_of(transaction, participant_id), removed)


def forget_typed(vault: Vault, participant_id: int) -> None:
    """Forget what was being typed on the plan's screen and was put aside."""
    with vault.transaction() as transaction:
        drop_draft(transaction, SCREEN, participant_id)


class _Check:
    """Reads typed values and gathers one sentence for each field that needs another look."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.problems: dict[str, str] = {}

    def words(self, text: str, field: str, missing: str = "") -> str:
        """Return words without blanks around them.

        Signs that cannot be printed are a problem; so is a gap, if ``missing``.
        """
        problem = paper_problem(text.strip()) if text.strip() else missing
        if problem:
            self.problems[field] = problem
        return text.strip()

    def day(self, text: str, field: str) -> date | None:
        """Return the typed day, or nothing where none was typed."""
        understood = dates.read_date(text, self.today, lean="future")
        if understood.problem:
            self.problems[field] = understood.problem
        return understood.when

    def code(self, code: str, name: str, field: str) -> str:
        """Return a code of a list; another one is a problem."""
        if lists.find(name, code) is None:
            self.problems[field] = "Choose one of these."
        return code

    def maybe(self, code: str, name: str, field: str) -> str:
        """Return a code of a list, or nothing where none was chosen; another one is a problem."""
        return self.code(code, name, field) if code else ""

    def links(self, about: str, goal: str) -> Mapping[str, Any]:
        """Return what a line is about and which goal it is for; numbers as the editors hand them over."""
        found: dict[str, Any] = {"goal_id": int(goal) if goal else None}
        if about != KEPT:
            found |= {"obstacle_id": int(about) if about else None, "obstacle_words": ""}
        return found

    def passed(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the values when nothing is wrong. Raises ``InputProblem``."""
        if self.problems:
            raise InputProblem(self.problems)
        return values


def _change_values(vault: Vault, entry: ChangeEntry, *, new: bool) -> Mapping[str, Any]:
    check = _Check(vault.clock.today())
    values = {
        "helps_words": check.words(entry.helps, "helps", "Write what would help at work."),
        "now_words": check.words(entry.now, "now"),
        "until": check.day(entry.until, "until"),
        "note": entry.note.strip(),
        "state": check.code(entry.state, "adjustment_state", "state"),
        "lasting": check.maybe(entry.lasting, "lasting", "lasting"),
        "cost": check.maybe(entry.cost, "cost", "cost"),
        "access_to_work": entry.access_to_work,
        **check.links(entry.about, entry.goal),
    }
    if values["until"]:  # a day that was typed says more than what the catalogue thinks usual
        values["lasting"] = "temporary"
    if entry.state in NEED_WORDS and not entry.note.strip():
        check.problems["note"] = NEED_WORDS[entry.state]
    if new:
        values |= {"reason": entry.reason, "difficulty": entry.difficulty, "catalogue_key": entry.catalogue_key}
    return check.passed(values)


def _keep(vault: Vault, participant_id: int, kind: str, row_id: int, values: Mapping[str, Any]) -> int:
    """Keep what was typed in the open line and forget its draft."""
    with vault.transaction() as transaction:
        plan = draft_of(transaction, participant_id)
        if kind == "step" and not values["who_kind"]:
            values = {**values, "who_kind": kind_of(transaction.session, participant_id, values["who"])}
        if row_id:
            _may_go(transaction, participant_id, row_of(transaction, plan, kind, row_id), values)
        kept = keep_row(transaction, plan, kind, row_id, values)
        drop_draft(transaction, SCREEN, participant_id)
        return kept


def _may_go(transaction: Transaction, participant_id: int, row: PlanLine, values: Mapping[str, Any]) -> None:
    """Raise ``SharingStopped`` when these values of a step would send its referral without an agreement."""
    if isinstance(row, PlanAction):
        send_or_stop(transaction.session, participant_id, row, values["state"], transaction.clock.today())
