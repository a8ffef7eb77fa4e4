"""What changed since a coach and a participant last met: by rule, each line from what is written down.

Nothing is guessed and nobody is summed up. At most six lines, each with the place it comes from.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from workwell_desktop import forms
from workwell_desktop.casework import dates
from workwell_desktop.casework.assessment_content import entry_of, joined, scores_in, sheet
from workwell_desktop.casework.episodes import OPEN, clock_of, stands_in_words
from workwell_desktop.casework.episodes import SCREEN as SUPPORT
from workwell_desktop.casework.people import call_name, current_episode
from workwell_desktop.casework.plan_content import OPEN_STEPS, week_day
from workwell_desktop.casework.programme import weeks_in_words
from workwell_desktop.casework.scoring import Score
from workwell_desktop.casework.tabs import ASSESSMENT, INTAKE, PLAN
from workwell_desktop.models.assessments import Assessment
from workwell_desktop.models.audit import RecordVersion
from workwell_desktop.models.contacts import Contact
from workwell_desktop.models.employment import FitNote
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.papers import Paper
from workwell_desktop.models.plans import Plan, PlanAction, PlanGoal
from workwell_desktop.models.services import Service
from workwell_desktop.vault.store import Vault

MOST = 6
HISTORY, WORK = "history", "fit_notes"
_NAMED = 2  # steps, services or papers that are named in one line; more are counted
_WORDS = 60  # letters of a step or a goal on one line
_SERVICE_SAYS = {
    "todo": "not asked yet",
    "doing": "begun",
    "waiting": "waiting",
    "booked": "booked",
    "done": "done",
    "stopped": "left out",
}


@dataclass(frozen=True)
class SinceLine:
    """One line: what it is about, what happened, and the place it comes from (a tab and a section of the Intake).

    ``about_health`` lines never go on a card that is carried about.
    """

    label: str
    words: str
    tab: int
    section: str = ""
    about_health: bool = False


@dataclass(frozen=True)
class SinceCard:
    """The card. ``last_met`` is nothing before the first meeting; ``title`` then says so."""

    participant_id: int
    call_name: str
    last_met: date | None
    title: str
    lines: tuple[SinceLine, ...]


def since_last(vault: Vault, participant_id: int) -> SinceCard:
    """Return what changed since the last meeting that took place before today."""
    with vault.reading() as session:
        return since_in(session, participant_id, vault.clock.today())


def since_in(session: Session, participant_id: int, today: date) -> SinceCard:
    """Return what changed since the last meeting before ``today``, inside the caller's transaction."""
    episode = current_episode(session, participant_id)
    last = _last_met(session, participant_id, today)
    if last:
        title = f"Since you last met, {week_day(last, today)}"
    else:
        title = "This is your first meeting" if _meet_now(session, participant_id, today) else "You have not met yet"
    lines = list(_lines(session, episode, last, today))
    return SinceCard(participant_id, call_name(session, participant_id), last, title, tuple(lines[:MOST]))


def _last_met(session: Session, participant_id: int, today: date) -> date | None:
    mine = select(Episode.id).where(Episode.participant_id == participant_id)
    before = datetime.combine(today, time()).astimezone()
    # The highest, not the first in order: asked for in order, the database would walk everybody's meetings back to it.
    found = session.scalar(
        select(func.max(Contact.starts_at)).where(
            Contact.episode_id.in_(mine), Contact.state == "attended", Contact.starts_at < before
        )
    )
    return found.astimezone().date() if found else None


def _meet_now(session: Session, participant_id: int, today: date) -> bool:
    """Say whether a meeting with them was begun today and is not closed."""
    mine = select(Episode.id).where(Episode.participant_id == participant_id)
    midnight = datetime.combine(today, time()).astimezone()
    begun = exists().where(Contact.episode_id.in_(mine), Contact.began_at >= midnight, Contact.closed_at.is_(None))
    return bool(session.scalar(select(begun)))


def _lines(session: Session, episode: Episode, last: date | None, today: date) -> Iterator[SinceLine]:
    plan = session.scalar(select(Plan).where(Plan.episode_id == episode.id))
    if plan is not None:
        steps = list(
            session.scalars(select(PlanAction).where(PlanAction.plan_id == plan.id).order_by(PlanAction.position))
        )
        yield from _steps(steps, last, today)
        yield from _services(session, steps, last, today)
        yield from _sure(session, plan)
    yield from _scores(session, episode, last)
    yield from _fit_note(session, episode.participant_id, today)
    yield from _missed(session, episode, last, today)
    yield from _papers(session, episode, last, today)
    yield from _weeks(session, episode, today)


def _after(moment: datetime, last: date | None) -> bool:
    return last is None or moment.astimezone().date() > last


def _steps(steps: Sequence[PlanAction], last: date | None, today: date) -> Iterator[SinceLine]:
    """Say how many steps were kept since, and name those whose day came and that are still open."""
    own = [step for step in steps if step.service_id is None]
    kept = [step for step in own if step.state == "done" and _after(step.updated_at, last)]
    not_yet = [step for step in own if step.state in OPEN_STEPS and step.due_on is not None and step.due_on <= today]
    said = [f"{len(kept)} kept"] if kept else []
    if not_yet:
        said.append(f"{len(not_yet)} not yet: {_named([_lower(step.what) for step in not_yet])}")
    if said:
        yield SinceLine("Steps", ", ".join(said), PLAN)


def _services(session: Session, steps: Sequence[PlanAction], last: date | None, today: date) -> Iterator[SinceLine]:
    """Say how each service stands that moved since, or is being waited for."""
    said = []
    for step in steps:
        moved = step.state != "todo" and _after(step.updated_at, last)
        if step.service_id is None or not (moved or step.state in {"waiting", "booked"}):
            continue
        name = session.get_one(Service, step.service_id).face.name
        day = f" for {week_day(step.due_on, today)}" if step.state == "booked" and step.due_on else ""
        said.append(f"{name} {_SERVICE_SAYS.get(step.state, step.state)}{day}")
    if said:
        yield SinceLine("Services", _named(said, ". "), PLAN)


def _sure(session: Session, plan: Plan) -> Iterator[SinceLine]:
    """Say how sure they were about a goal and how sure they are now, where it changed."""
    goals = session.scalars(select(PlanGoal).where(PlanGoal.plan_id == plan.id).order_by(PlanGoal.position))
    changed = [
        f"“{_cut(goal.words.rstrip('.'))}”: {goal.confidence_before} of 10, now {goal.confidence} of 10"
        for goal in goals
        if goal.confidence is not None and goal.confidence_before not in {None, goal.confidence}
    ]
    if changed:
        more = f", and {len(changed) - 1} more" if len(changed) > 1 else ""
        yield SinceLine("How sure", f"{changed[0]}{more}", PLAN)


def _scores(session: Session, episode: Episode, last: date | None) -> Iterator[SinceLine]:
    """Say which published questions were answered again with another result; the numbers stand in the assessment.

    A number without the talk about it worries, and the participant reads this line too.
    """
    row = session.scalar(select(Assessment).where(Assessment.episode_id == episode.id))
    if row is None:
        return
    signed = list(
        session.scalars(
            select(RecordVersion)
            .where(RecordVersion.entity == "assessment", RecordVersion.entity_id == row.id)
            .order_by(RecordVersion.number.desc())
            .limit(2)
        )
    )
    now = _by_title(scores_in(forms.read_answers(row.answers)))
    if row.state == "signed" and signed and (last is None or signed[0].signed_on >= last):
        signed = signed[1:]  # the working copy is the newest version: compare with the one before
    if not signed:
        return
    content = json.loads(signed[0].content)
    then = _by_title(scores_in(entry_of(content).answers, content.get("questionnaires")))
    other = {title for title, found in now.items() if title in then and found.total != then[title].total}
    pages = [
        page.title
        for page in sheet().sections
        if any(form.scoring is not None and form.scoring.title in other for form in joined(page))
    ]
    if pages:
        words = f"Filled in again: {_named([page[0].lower() + page[1:] for page in pages])}"
        yield SinceLine("Assessment", words, ASSESSMENT, about_health=True)


def _by_title(scores: Sequence[Score]) -> dict[str, Score]:
    return {found.title: found for found in scores}


def _fit_note(session: Session, participant_id: int, today: date) -> Iterator[SinceLine]:
    """Say when the last fit note ends, from whichever spell of support."""
    mine = select(Episode.id).where(Episode.participant_id == participant_id)
    ends = session.scalar(
        select(FitNote.ends_on)
        .where(FitNote.episode_id.in_(mine), FitNote.withdrawn_on.is_(None), FitNote.ends_on.is_not(None))
        .where(FitNote.advice != "none")
        .order_by(FitNote.ends_on.desc())
        .limit(1)
    )
    if ends is None or ends < today - timedelta(days=60):
        return
    days = (ends - today).days
    if days > 0:
        words = f"Ends {week_day(ends, today)}, {days} day{'' if days == 1 else 's'} from today"
    else:
        words = "Ends today" if days == 0 else f"Ended {dates.ago(ends, today)}, {week_day(ends, today)}"
    yield SinceLine("Fit note", words, INTAKE, WORK)


def _missed(session: Session, episode: Episode, last: date | None, today: date) -> Iterator[SinceLine]:
    query = select(Contact.starts_at).where(Contact.episode_id == episode.id, Contact.state == "did_not_attend")
    days = [moment.astimezone().date() for moment in session.scalars(query.order_by(Contact.starts_at))]
    missed = [week_day(day, today) for day in days if last is None or day > last]
    if missed:
        yield SinceLine("Meetings", f"Did not meet on {_named(missed)}", INTAKE, HISTORY)


def _papers(session: Session, episode: Episode, last: date | None, today: date) -> Iterator[SinceLine]:
    query = select(Paper.kind, Paper.recipient, Paper.issued_on).where(Paper.episode_id == episode.id)
    if last is not None:
        query = query.where(Paper.issued_on > last)
    said = []
    for row in session.execute(query.order_by(Paper.id.desc())):
        if row.kind in {"plan", "letter"}:
            what = "Plan" if row.kind == "plan" else f"Letter to {row.recipient}" if row.recipient else "Letter"
            said.append(f"{what}, {week_day(row.issued_on, today)}")
    if said:
        yield SinceLine("Papers", _named(said, ". "), PLAN)


def _weeks(session: Session, episode: Episode, today: date) -> Iterator[SinceLine]:
    """Say how many weeks of support are left where there is a limit, by the clock of the programme."""
    clock = clock_of(session, episode, today).programme
    if clock.weeks_left is None or episode.state != OPEN:
        return
    left = clock.weeks_left
    words = f"{weeks_in_words(left)} left of {clock.limit}" if left > 0 else f"The {clock.limit} weeks are over"
    stands = f"{stands_in_words(clock, today)}. " if clock.paused else ""
    yield SinceLine("Time with us", f"{stands}{words}", INTAKE, SUPPORT)


def _named(said: Sequence[str], between: str = ", ") -> str:
    more = len(said) - _NAMED
    return between.join(said[:_NAMED]) + (f", and {more} more" if more > 0 else "")


def _lower(words: str) -> str:
    """Return a step as it goes on inside a sentence: ``ring Talking Therapies``; a name or an I stays as it is."""
    first = words.split(" ", 1)[0]
    keep = len(first) < 2 or not first[1:].islower()
    return _cut(words if keep else words[0].lower() + words[1:]).rstrip(".")


def _cut(words: str) -> str:
    said = " ".join(words.split())
    return said if len(said) <= _WORDS else f"{said[: _WORDS - 3].rsplit(' ', 1)[0]} ..."
