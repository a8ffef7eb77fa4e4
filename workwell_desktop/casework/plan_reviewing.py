"""A review of the plan: each open step and change at work is walked through, and how sure somebody is is asked anew.

What is done is done, what is not goes on to the next review, and nothing is lost on the way: a line that nobody
answered is carried forward too. Every answer is kept as history.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework import lists, plan_content
from workwell_desktop.casework.dates import plain
from workwell_desktop.casework.drafts import drop_draft
from workwell_desktop.casework.entry_check import Check
from workwell_desktop.casework.local_rules import rules_in
from workwell_desktop.casework.people import call_name, current_episode
from workwell_desktop.casework.plan_content import OPEN_STEPS, Change, Goal, Step
from workwell_desktop.casework.plan_register import CLOSED, NEED_WORDS, REFUSED, looked_at, stand_on
from workwell_desktop.casework.plan_rows import DONE, ENTITY, IN_PLACE, plan_of, row_of, stand
from workwell_desktop.casework.service_steps import send_or_stop
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.plans import Adjustment, Plan, PlanAction, PlanGoal, PlanReview, PlanReviewLine
from workwell_desktop.vault.store import Transaction, Vault

SCREEN = "plan_review"
DONE_ANSWER, CARRY, STOP, SURE = "done", "carry", "stop", "sure"
ANSWERS = (DONE_ANSWER, CARRY, STOP)


@dataclass(frozen=True)
class LineEntry:
    """The answer about one step or change as it is typed: one of the answers, the new day, and a note."""

    answer: str = ""
    by: str = ""
    note: str = ""


@dataclass(frozen=True)
class ReviewedEntry:
    """A whole review as it is typed. Steps, changes and goals (how sure, 0 to 10) go by their numbers."""

    held_on: str = "today"
    next_on: str = ""
    note: str = ""
    steps: Mapping[int, LineEntry] = field(default_factory=dict)
    changes: Mapping[int, LineEntry] = field(default_factory=dict)
    sure: Mapping[int, int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class ToReview:
    """What a review walks through, and the day that is proposed for the next. ``weeks`` is the service's cycle."""

    participant_id: int
    call_name: str
    goals: tuple[Goal, ...]
    steps: tuple[Step, ...]
    changes: tuple[Change, ...]
    next_on: date
    weeks: int
    held: tuple[HeldReview, ...]


@dataclass(frozen=True)
class HeldReview:
    """One review that was held, in words: when, and a line for each answer."""

    id: int
    held_on: date
    lines: tuple[str, ...]
    note: str


def to_review(vault: Vault, participant_id: int) -> ToReview:
    """Return what there is to review in the present plan, and the reviews that were held, the newest first."""
    today = vault.clock.today()
    with vault.reading() as session:
        plan = plan_of(session, current_episode(session, participant_id).id)
        content = plan_content.content_of(session, plan) if plan else {"goals": [], "steps": [], "changes": []}
        weeks = rules_in(session).review_weeks
        return ToReview(
            participant_id=participant_id,
            call_name=call_name(session, participant_id),
            goals=plan_content.goals_in(content, today),
            steps=tuple(one for one in plan_content.steps_in(content, today) if one.state in OPEN_STEPS),
            changes=tuple(one for one in plan_content.changes_in(content, today) if one.state not in CLOSED),
            next_on=next_review(today, weeks),
            weeks=weeks,
            held=_held(session, plan) if plan else (),
        )


def next_review(held_on: date, weeks: int) -> date:
    """Return the day that is proposed for the next review: so many weeks after this one, on the same week day."""
    return held_on + timedelta(weeks=weeks)


def _still_to_come(held_on: date, today: date, weeks: int) -> date:
    """Return the next review after one that may be written down late: never a day that is past already."""
    usual = next_review(held_on, weeks)
    return usual if usual > today else next_review(today, weeks)


def hold_review(vault: Vault, participant_id: int, entry: ReviewedEntry) -> int:
    """Keep a review in one transaction and return its id. What was not answered is carried forward to the next one.

    A step that is carried on gets the day that was typed, else keeps its own if that is still to come, else gets the
    day of the next review. Raises ``InputProblem`` by field (``step 3 by``, ``change 2 note``, ``held_on``,
    ``next_on``); ``WorkwellError`` when there is no plan; ``SharingStopped`` as a step does; ``NotKept``.
    """
    today = vault.clock.today()
    with vault.transaction() as transaction:
        session = transaction.session
        plan = plan_of(session, current_episode(session, participant_id).id)
        if plan is None:
            raise WorkwellError("There is no plan yet.", "Write the plan first.")
        steps = [row for row in plan_content.rows(session, PlanAction, plan.id) if row.state in OPEN_STEPS]
        changes = [row for row in plan_content.rows(session, Adjustment, plan.id) if row.state not in CLOSED]
        check = Check(today)
        held_on = check.past(entry.held_on, "held_on", "Write the day of the review.") or today
        weeks = rules_in(session).review_weeks
        next_on = check.day(entry.next_on, "next_on", "future") or _still_to_come(held_on, today, weeks)
        if next_on <= held_on:
            check.problems["next_on"] = "Choose a day after this review."
        days = _days(check, entry, steps, changes)
        check.done()
        review = PlanReview(plan_id=plan.id, held_on=held_on, next_on=next_on, note=entry.note.strip())
        session.add(review)
        session.flush()
        held = _Review(transaction, participant_id, review.id, held_on, next_on)
        for step in steps:
            held.step(step, entry.steps.get(step.id, LineEntry()), days.get(("step", step.id)))
        for change in changes:
            held.change(change, entry.changes.get(change.id, LineEntry()), days.get(("change", change.id)))
        for goal_id, number in entry.sure.items():
            held.sure(plan, goal_id, number)
        plan.review_on = next_on
        drop_draft(transaction, SCREEN, participant_id)
        drop_draft(transaction, ENTITY, participant_id)  # a signature that waits was for the plan as it was
        transaction.record("change", ENTITY, plan.id, {"review": review.id, "held_on": held_on.isoformat()})
        return review.id


class _Review:
    """Writes the answers of one review: each as it changes its row, and as a line of history."""

    def __init__(self, transaction: Transaction, person: int, review_id: int, held_on: date, next_on: date) -> None:
        self._transaction, self._person, self._review_id = transaction, person, review_id
        self._held_on, self._next_on, self._today = held_on, next_on, transaction.clock.today()

    def step(self, row: PlanAction, said: LineEntry, day: date | None) -> None:
        """Write what became of a step."""
        answer, before, due = said.answer or CARRY, row.state, row.due_on
        if answer == CARRY:
            row.carried += 1
            row.due_on = day or (due if due is not None and due > self._today else self._next_on)
        else:
            state = DONE if answer == DONE_ANSWER else "stopped"
            send_or_stop(self._transaction.session, self._person, row, state, self._held_on)
            stand(self._transaction, row, state, on=self._held_on)
        if said.note.strip():
            row.note = said.note.strip()
        self._line("step", row.id, row.what, answer, before, row.state, said.note, due, row.due_on)

    def change(self, row: Adjustment, said: LineEntry, day: date | None) -> None:
        """Write what became of a change at work: one in place was looked at, another is in place, open or refused."""
        answer, before, due, words = said.answer or CARRY, row.state, row.review_on, said.note.strip()
        if before == IN_PLACE and answer == DONE_ANSWER:
            looked_at(self._transaction, row, self._held_on, words or _STILL_HELPS, day)
        elif answer == DONE_ANSWER:
            note = row.note
            stand_on(self._transaction, row, IN_PLACE, on=self._held_on, words=words)
            row.note = words or note  # what was said before stays, where nothing was added
        elif answer == STOP:
            stand_on(self._transaction, row, _stopped(before), on=self._held_on, words=words)
        else:
            row.carried += before != IN_PLACE
            if words:
                stand_on(self._transaction, row, before, on=self._held_on, words=words)
        self._line("change", row.id, row.helps_words, answer, before, row.state, words, due, row.review_on)

    def sure(self, plan: Plan, goal_id: int, number: int | None) -> None:
        """Write how sure somebody is about a goal now; what it was before stays beside it."""
        row = row_of(self._transaction, plan, "goal", goal_id)
        if number is None or not isinstance(row, PlanGoal):
            return
        before = row.confidence
        row.confidence_before, row.confidence = before, number
        was = "" if before is None else str(before)
        self._line("goal", row.id, row.words, SURE, was, str(number), "", None, None)

    def _line(
        self, kind: str, line_id: int, words: str, answer: str, before: str, after: str, note: str,
        due_before: date | None, due_after: date | None,
    ) -> None:  # fmt: skip
        self._transaction.session.add(
            PlanReviewLine(
                review_id=self._review_id,
                kind=kind,
                line_id=line_id,
                words=words,
                answer=answer,
                before=before,
                after=after,
                due_before=due_before,
                due_after=due_after,
                note=note.strip(),
            )
        )
        self._transaction.session.flush()


_STILL_HELPS = "It still helps."


def _stopped(state: str) -> str:
    """Return what a change that is not gone on with becomes: one that was in place has ended, another was refused."""
    return "ended" if state == IN_PLACE else REFUSED


def _days(
    check: Check, entry: ReviewedEntry, steps: list[PlanAction], changes: list[Adjustment]
) -> dict[tuple[str, int], date | None]:
    """Read the new days, and gather what needs another look: an unknown answer, a past day, a missing reason."""
    found: dict[tuple[str, int], date | None] = {}
    rows: list[tuple[str, Any, LineEntry]] = [("step", row, entry.steps.get(row.id, LineEntry())) for row in steps]
    rows += [("change", row, entry.changes.get(row.id, LineEntry())) for row in changes]
    for kind, row, said in rows:
        name = f"{kind} {row.id}"
        if said.answer not in {"", *ANSWERS}:
            check.problems[f"{name} answer"] = "Choose one of these."
        day = check.day(said.by, f"{name} by", "future")
        if day is not None and day <= check.today:
            check.problems[f"{name} by"] = "Choose a day that is still to come."
        if kind == "change" and said.answer == STOP and not said.note.strip():
            check.problems[f"{name} note"] = NEED_WORDS[_stopped(row.state)]
        found[kind, row.id] = day
    for goal_id, number in entry.sure.items():
        if number is not None and not 0 <= number <= 10:
            check.problems[f"goal {goal_id} sure"] = "Choose a number from 0 to 10."
    return found


def _held(session: Session, plan: Plan) -> tuple[HeldReview, ...]:
    reviews = select(PlanReview).where(PlanReview.plan_id == plan.id)
    found = session.scalars(reviews.order_by(PlanReview.held_on.desc(), PlanReview.id.desc()))
    return tuple(HeldReview(row.id, row.held_on, _said(session, row), row.note) for row in found)


def _said(session: Session, review: PlanReview) -> tuple[str, ...]:
    lines = select(PlanReviewLine).where(PlanReviewLine.review_id == review.id).order_by(PlanReviewLine.id)
    return tuple(line_words(row) for row in session.scalars(lines))


def line_words(row: PlanReviewLine) -> str:
    """Say one answer of a review in words."""
    words = row.words.rstrip(".")
    if row.answer == SURE:
        was = f", was {row.before}" if row.before else ""
        return f"{words}: {row.after} of 10 sure{was}"
    if row.answer == CARRY:
        said = f"carried on to {plain(row.due_after)}" if row.due_after else "carried on"
    elif row.kind == "change" and row.before == row.after == IN_PLACE:
        said = "looked at again"
    else:
        name = "step_state" if row.kind == "step" else "adjustment_state"
        said = lists.label(name, row.after).lower()
    return f"{words}: {said}. {row.note}" if row.note else f"{words}: {said}"
