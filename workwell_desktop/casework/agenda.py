"""What a meeting could be about: the participant's own point first, then what waits for them, by plain rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework import fit_note_rules, fit_notes, needs
from workwell_desktop.casework.people import wants_to_take_part
from workwell_desktop.casework.plan_content import week_day
from workwell_desktop.casework.tabs import ASSESSMENT, INTAKE, PLAN
from workwell_desktop.models.assessments import Assessment
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.participants import Participant
from workwell_desktop.models.plans import Adjustment, Plan, PlanAction, PlanGoal

OWN = "own"
ADDED = "added"
TYPING = "typing"  # what is being typed to add: kept with the rest, but no point yet
FIT_NOTE_SOON = timedelta(days=14)  # before the next meeting is likely to come
OPEN_STEPS = ("todo", "doing", "waiting")
_MOST_STEPS = 3


@dataclass(frozen=True)
class Point:
    """One thing to talk about. ``key`` says which rule proposed it: ``own`` is the participant's, ``added`` typed.

    ``words`` stand on the screen and, once it was talked about, in the note. ``tab`` and ``section`` are its place;
    ``tab`` is -1 where it has none.
    """

    key: str
    words: str
    done: bool = False
    tab: int = -1
    section: str = ""


def own_question(call_name: str) -> str:
    """Return what the participant is asked first."""
    return f"What would {call_name} like to talk about today?"


def proposals(session: Session, episode: Episode, today: date) -> tuple[Point, ...]:
    """Return the agenda that is proposed for a meeting, for use inside the caller's transaction.

    The first point is the participant's own, with no words yet.
    """
    return (Point(OWN, ""), *_by_rule(session, episode, today))


def _by_rule(session: Session, episode: Episode, today: date) -> Iterator[Point]:
    person = episode.participant_id
    if not wants_to_take_part(session, person):
        yield Point("taking_part", "Taking part: what it means, and if you want to", tab=INTAKE, section="agreements")
    who = session.get_one(Participant, person)
    if needs.never_asked(session, who):
        yield Point("needs", "What helps you to read, hear and talk with us", tab=INTAKE, section=needs.SECTION)
    elif needs.is_due(who.needs_review_on, today):
        yield Point(
            "needs", "If what helps you to read, hear and talk is still right", tab=INTAKE, section=needs.SECTION
        )
    stands = fit_notes.standing_in(session, person, today)
    soonest = today - timedelta(days=fit_note_rules.rules().past_days)
    near = stands.day is not None and soonest <= stands.day <= today + FIT_NOTE_SOON
    if stands.kind in {"covered", "ended"} and stands.day is not None and near:
        was = "ended on" if stands.day < today else "ends on"
        yield Point(
            "fit_note", f"Your fit note {was} {week_day(stands.day, today)}", tab=INTAKE, section=fit_notes.SCREEN
        )
    assessment = session.scalar(select(Assessment.state).where(Assessment.episode_id == episode.id))
    if assessment != "signed":
        words = "More about what helps" if assessment else "What helps"
        yield Point("assessment", f"{words} and what gets in the way", tab=ASSESSMENT)
    plan = session.scalar(select(Plan).where(Plan.episode_id == episode.id))
    if plan is None:
        if assessment == "signed":
            yield Point("plan", "Your plan", tab=PLAN)
        return
    yield from _steps(session, plan, today)
    if plan.review_on is not None and plan.review_on <= today and plan.state == "agreed":
        yield Point("review", "How your plan is going", tab=PLAN)
    elif plan.state != "agreed":
        begun = plan_written(session, plan.id)
        yield Point("plan", "If your plan is right for you" if begun else "Your plan", tab=PLAN)


def _steps(session: Session, plan: Plan, today: date) -> Iterator[Point]:
    due = session.scalars(
        select(PlanAction)
        .where(PlanAction.plan_id == plan.id, PlanAction.state.in_(OPEN_STEPS), PlanAction.due_on <= today)
        .order_by(PlanAction.due_on, PlanAction.id)
    ).all()
    for step in due[:_MOST_STEPS]:
        yield Point(f"step {step.id}", f"Your step: {step.what.rstrip('.')}", tab=PLAN)
    if len(due) > _MOST_STEPS:
        rest = len(due) - _MOST_STEPS
        yield Point(
            "steps", f"{rest} more step{'' if rest == 1 else 's'} that {'is' if rest == 1 else 'are'} due", tab=PLAN
        )


def plan_written(session: Session, plan_id: int) -> bool:
    """Say whether a goal, a step or a change at work stands in a plan."""
    asked = (select(table.id).where(table.plan_id == plan_id).limit(1) for table in (PlanGoal, PlanAction, Adjustment))
    return any(session.scalar(one) is not None for one in asked)


def as_note(points: tuple[Point, ...], call_name: str) -> str:
    """Return what was talked about as plain lines for the note: one for each point that is ticked."""
    return with_lines("", note_lines(points, call_name))


def note_lines(points: Sequence[Point], call_name: str) -> tuple[str, ...]:
    """Return a line of the note for each point that is ticked."""
    said = [point for point in points if point.done and point.words.strip()]
    own = f" ({call_name}’s own point)"
    return tuple(f"- {point.words.strip().rstrip('.')}{own if point.key == OWN else ''}" for point in said)


def with_lines(words: str, lines: Sequence[str]) -> str:
    """Return the words of a note with these lines below them; no word that stands there is changed."""
    if not lines:
        return words
    above = words.rstrip()
    if above.rpartition("\n")[2].startswith("- "):
        return "\n".join([above, *lines])
    return "\n".join([*([above, ""] if above else []), "We talked about:", *lines])
