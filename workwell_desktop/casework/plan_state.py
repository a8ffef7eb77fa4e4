"""A participant's plan as it is shown: the present draft or the agreed plan, and each version agreed before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from workwell_desktop.casework import dates, lists, plan_content, plan_ideas, service_steps
from workwell_desktop.casework.local_rules import rules_in
from workwell_desktop.casework.people import call_name, coach_first_name, current_episode, wants_to_take_part
from workwell_desktop.casework.plan_content import Change, Goal, Step
from workwell_desktop.casework.plan_differences import Difference, differences
from workwell_desktop.casework.plan_ideas import Idea
from workwell_desktop.casework.plan_rows import AGREED, ENTITY, obstacles_of, plan_of
from workwell_desktop.casework.plan_threads import Thread, obstacle_words, service_names, threads
from workwell_desktop.casework.service_profile import profile_in
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.audit import RecordVersion
from workwell_desktop.models.contacts import Contact
from workwell_desktop.models.employment import Employment
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.plans import Plan
from workwell_desktop.vault.store import Vault


@dataclass(frozen=True)
class Meeting:
    """The next meeting that is booked: when (this PC's own time) and where."""

    id: int
    starts_at: datetime
    place: str


@dataclass(frozen=True)
class VersionLine:
    """One agreed version: its number, when and how it was agreed, and why it was made after the one before."""

    number: int
    agreed_on: date
    how: str
    reason: str

    @property
    def line(self) -> str:
        """Say which plan this is and when it was agreed."""
        return f"Plan {self.number}, agreed {dates.plain(self.agreed_on)}"


@dataclass(frozen=True)
class PlanState:
    """A plan as it is shown. ``number`` counts the versions from 1; ``agreed`` means that only progress changes.

    ``reason`` says why this version was begun after another. ``old`` marks a version that is only read.
    ``not_agreed`` says what is missing for the referrals of this plan that are still to be sent.
    ``takes_part``: it is written down that they want to. ``help_named``: the paper will name a place of help.
    ``threads`` say for each thing that gets in the way what is done about it; an old version has none.
    ``usual_review`` is the day that is proposed where no review is set. ``differences`` from the version before.
    """

    participant_id: int
    call_name: str
    coach: str
    employer: str
    plan_type: str
    title: str
    number: int
    agreed: bool
    status: str
    reason: str
    goals: tuple[Goal, ...]
    steps: tuple[Step, ...]
    changes: tuple[Change, ...]
    ideas: tuple[Idea, ...]
    review_on: date | None
    review_line: str
    meeting: Meeting | None
    versions: tuple[VersionLine, ...]
    takes_part: bool = True
    not_agreed: tuple[str, ...] = ()
    help_named: bool = True
    old: bool = False
    threads: tuple[Thread, ...] = ()
    usual_review: date | None = None
    differences: tuple[Difference, ...] = ()

    @property
    def compared_with(self) -> int:
        """Return the number of the version that ``differences`` compares with, or 0."""
        return self.number - 1 if self.differences else 0

    @property
    def written(self) -> bool:
        """Whether anything stands in the plan."""
        return bool(self.goals or self.steps or self.changes)


def load_plan(vault: Vault, participant_id: int) -> PlanState:
    """Return the plan of a participant's present episode: an empty draft before anything was written."""
    today = vault.clock.today()
    with vault.reading() as session:
        episode = current_episode(session, participant_id)
        plan = plan_of(session, episode.id)
        content = plan_content.content_of(session, plan) if plan else _nothing(episode)
        versions = _versions(session, plan)
        agreed = plan is not None and plan.state == AGREED
        meeting = next_meeting(session, episode.id, vault.clock.utc())
        return _state(
            session,
            participant_id,
            content,
            today,
            number=len(versions) + (not agreed),
            agreed_on=plan.agreed_on if plan and agreed else None,
            versions=versions,
            meeting=meeting,
            reason=plan.new_version_reason if plan else "",
            before=_content(session, plan, len(versions) - agreed),
            not_agreed=tuple(service_steps.not_agreed(session, participant_id, plan, today)) if plan else (),
            ideas=() if agreed else plan_ideas.open_ideas(session, episode.id, plan),
            obstacles=obstacle_words(obstacles_of(session, episode.id)),
        )


def read_version(vault: Vault, participant_id: int, number: int) -> PlanState:
    """Return one agreed version as it stood that day. Raises ``WorkwellError`` when there is no such version."""
    today = vault.clock.today()
    with vault.reading() as session:
        plan = plan_of(session, current_episode(session, participant_id).id)
        row = session.scalar(_version_rows(plan.id).where(RecordVersion.number == number)) if plan else None
        if row is None:
            raise WorkwellError("There is no such version of this plan.", "Choose one from the list.")
        return _state(
            session,
            participant_id,
            json.loads(row.content),
            today,
            number=row.number,
            agreed_on=row.signed_on,
            versions=_versions(session, plan),
            reason=row.reason,
            before=_content(session, plan, row.number - 1),
            old=True,
        )


def next_meeting(session: Session, episode_id: int, now: datetime) -> Meeting | None:
    """Return the first booked meeting of an episode from ``now`` (aware) on, or nothing."""
    row = session.scalar(
        select(Contact)
        .where(Contact.episode_id == episode_id, Contact.state == "booked", Contact.starts_at >= now)
        .order_by(Contact.starts_at)
        .limit(1)
    )
    return None if row is None else Meeting(row.id, row.starts_at.astimezone(), row.place)


def _nothing(episode: Episode) -> dict[str, Any]:
    return {"plan_type": episode.plan_type, "review_on": None, "goals": [], "steps": [], "changes": []}


def _version_rows(plan_id: int) -> Select[RecordVersion]:
    return (
        select(RecordVersion)
        .where(RecordVersion.entity == ENTITY, RecordVersion.entity_id == plan_id)
        .order_by(RecordVersion.number)
    )


def _content(session: Session, plan: Plan | None, number: int) -> dict[str, Any] | None:
    """Return the content of an agreed version, or nothing where there is none of this number."""
    row = session.scalar(_version_rows(plan.id).where(RecordVersion.number == number)) if plan and number else None
    return json.loads(row.content) if row is not None else None


def _versions(session: Session, plan: Plan | None) -> tuple[VersionLine, ...]:
    if plan is None:
        return ()
    return tuple(
        VersionLine(row.number, row.signed_on, lists.label("plan_agreement", row.method), row.reason)
        for row in session.scalars(_version_rows(plan.id))
    )


def _state(
    session: Session,
    participant_id: int,
    content: dict[str, Any],
    today: date,
    *,
    number: int,
    agreed_on: date | None,
    versions: tuple[VersionLine, ...],
    reason: str,
    before: dict[str, Any] | None = None,
    meeting: Meeting | None = None,
    ideas: tuple[Idea, ...] = (),
    not_agreed: tuple[str, ...] = (),
    obstacles: tuple[tuple[int, str], ...] = (),
    old: bool = False,
) -> PlanState:
    name = call_name(session, participant_id)
    episode = current_episode(session, participant_id)
    review_on = plan_content.day_in(content, "review_on")
    steps, changes = plan_content.steps_in(content, today), plan_content.changes_in(content, today)
    return PlanState(
        participant_id=participant_id,
        call_name=name,
        coach=coach_first_name(session, episode),
        employer=session.scalar(select(Employment.employer).where(Employment.episode_id == episode.id)) or "",
        plan_type=content["plan_type"],
        title=plan_content.title(content["plan_type"], name),
        number=number,
        agreed=agreed_on is not None,
        status=f"Agreed {dates.plain(agreed_on)}" if agreed_on else f"Draft {number}, not agreed yet",
        reason=reason,
        goals=plan_content.goals_in(content, today),
        steps=steps,
        changes=changes,
        ideas=ideas,
        review_on=review_on,
        review_line=_review_line(session, episode.id, review_on, today, old=old),
        meeting=meeting,
        versions=versions,
        not_agreed=not_agreed,
        takes_part=wants_to_take_part(session, participant_id),
        help_named=bool(profile_in(session).crisis),
        old=old,
        differences=differences(before, content) if before else (),
        usual_review=today + timedelta(weeks=rules_in(session).review_weeks),
        threads=threads(obstacles, steps, changes, service_names(session, steps) if obstacles else None),
    )


def _review_line(session: Session, episode_id: int, review_on: date | None, today: date, *, old: bool) -> str:
    """Say when the plan is looked at again; nothing once they met on that day: the next is not set yet."""
    if review_on is None:
        return ""
    if not old and review_on == today:
        midnight = datetime.combine(today, time()).astimezone()
        met = exists().where(
            Contact.episode_id == episode_id, Contact.state == "attended", Contact.starts_at >= midnight
        )
        if session.scalar(select(met)):
            return ""
    return f"Next review {plan_content.week_day(review_on, today)}"
