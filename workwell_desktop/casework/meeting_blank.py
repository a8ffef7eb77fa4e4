"""What is still blank near the end of a meeting: a question to each room, each answer with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework import assessment_content, needs
from workwell_desktop.casework.agenda import OPEN_STEPS
from workwell_desktop.casework.assessment_content import AssessmentEntry
from workwell_desktop.casework.people import call_name, current_episode, participant, wants_to_take_part
from workwell_desktop.casework.plan_content import rows
from workwell_desktop.casework.plan_state import next_meeting
from workwell_desktop.casework.tabs import ASSESSMENT, INTAKE, PLAN
from workwell_desktop.casework.waiting import PAGE
from workwell_desktop.models.assessments import Assessment
from workwell_desktop.models.plans import Plan, PlanAction, PlanGoal
from workwell_desktop.vault.store import Vault

# The sections that a plan stands on: what is hard, at what work, what they expect, and what they want.
CORE_SECTIONS = ("health_day_to_day", "job_tasks", "what_you_expect", "what_you_want")
CLOSE_OUT = "close_out"


@dataclass(frozen=True)
class Blank:
    """One thing that nothing is written about yet, and where it is written: a tab (0 to 3) or a page, and a section."""

    words: str
    tab: int
    section: str = ""


def what_is_blank(vault: Vault, participant_id: int) -> tuple[Blank, ...]:
    """Return what is still blank about a participant's present episode, in the order of a meeting.

    Both read it, so it says what is to do, and never what somebody did not do.
    """
    with vault.reading() as session:
        return tuple(_blanks(session, participant_id, vault.clock.utc()))


def _blanks(session: Session, participant_id: int, now: datetime) -> Iterator[Blank]:
    who = call_name(session, participant_id)
    episode = current_episode(session, participant_id)
    if not wants_to_take_part(session, participant_id):
        yield Blank(f"Does {who} want to take part?", INTAKE, "agreements")
    if needs.never_asked(session, participant(session, participant_id)):
        yield Blank(f"What helps {who} to read, hear and talk?", INTAKE, needs.SECTION)
    yield from _of_the_assessment(session, episode.id)
    yield from _of_the_plan(session, episode.id)
    if next_meeting(session, episode.id, now) is None:
        yield Blank("When do you meet next?", PAGE, CLOSE_OUT)


def _of_the_assessment(session: Session, episode_id: int) -> Iterator[Blank]:
    row = session.scalar(select(Assessment).where(Assessment.episode_id == episode_id))
    if row is not None and row.state == assessment_content.SIGNED:
        return
    entry = assessment_content.read_entry(session, row) if row is not None else AssessmentEntry()
    marks = {mark.id: mark for mark in assessment_content.marks(entry)}
    for section in CORE_SECTIONS:
        if marks[section].state == "none":
            yield Blank(marks[section].title, ASSESSMENT, section)
    if all(marks[section].state != "none" for section in CORE_SECTIONS):
        yield Blank("Sign the assessment", ASSESSMENT)


def _of_the_plan(session: Session, episode_id: int) -> Iterator[Blank]:
    plan = session.scalar(select(Plan).where(Plan.episode_id == episode_id))
    goals = rows(session, PlanGoal, plan.id) if plan is not None else []
    steps = (
        [step for step in rows(session, PlanAction, plan.id) if step.state in OPEN_STEPS] if plan is not None else []
    )
    if not goals:
        yield Blank("A goal", PLAN)
    if not steps:
        yield Blank("The next step", PLAN)
    undated = sum(1 for step in steps if step.due_on is None)
    if undated:
        yield Blank("By when for one step" if undated == 1 else f"By when for {undated} steps", PLAN)
    if plan is None or plan.review_on is None:
        yield Blank("When you look at the plan again", PLAN)
    if plan is not None and plan.state != "agreed" and (goals or steps):
        yield Blank("Agree the plan", PLAN)
