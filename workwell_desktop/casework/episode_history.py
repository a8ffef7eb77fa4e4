"""Support as it is shown: how the present spell stands, and the earlier ones with what was agreed in them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework import lists, plan_content
from workwell_desktop.casework.assessment import ENTITY as ASSESSMENT
from workwell_desktop.casework.dates import plain
from workwell_desktop.casework.episode_closing import OPEN_AGAIN, OUTCOME_ENTITY, OutcomeEntry
from workwell_desktop.casework.episodes import (
    CLOSED,
    DECLINED,
    OPEN,
    Clock,
    clock_of,
    declined_in_words,
    missing_outcomes,
    pauses_of,
    referral_of,
    stands_in_words,
)
from workwell_desktop.casework.people import call_name, coach_name, current_episode, latest_first
from workwell_desktop.casework.plan_rows import AGREED, plan_of
from workwell_desktop.casework.plan_rows import ENTITY as PLAN
from workwell_desktop.casework.programme import weeks_in_words
from workwell_desktop.models.assessments import Assessment
from workwell_desktop.models.audit import RecordVersion
from workwell_desktop.models.episodes import Episode, EpisodeChange, EpisodePause, Referral
from workwell_desktop.vault.store import Vault

_MISSING = {
    "work_status": "what they do now",
    "employer": "whether it is the same employer",
    "hours": "the hours a week",
    "adjustments": "whether changes at work are in place",
}


@dataclass(frozen=True)
class PauseLine:
    """One pause in words; ``running`` has not ended. ``entry`` is how it would be typed."""

    id: int
    days: str
    second: str
    running: bool
    entry: Mapping[str, str]


@dataclass(frozen=True)
class Closing:
    """How a spell ended: its lines in words, what of the outcome is not known, and how the outcome would be typed."""

    on: date | None
    reason: str
    note: str
    lines: tuple[str, ...]
    missing: tuple[str, ...]
    missing_line: str
    outcome: OutcomeEntry


@dataclass(frozen=True)
class Signed:
    """Something that was signed or agreed, read only: its title, and its lines under headings."""

    title: str
    second: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Earlier:
    """An earlier spell of support, read only. ``before`` is how things stood each time it was closed before its end."""

    episode_id: int
    title: str
    referral: str
    reason: str
    closing: Closing
    signed: tuple[Signed, ...]
    before: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Support:
    """The present spell of support as it is shown, and the earlier ones, the latest first."""

    participant_id: int
    call_name: str
    coach: str
    state: str
    stands: str
    second: str
    clock: Clock
    support_level: str
    plan_type: str
    plan_agreed: bool
    started_on: str
    opened: str
    weeks: str
    weeks_line: str
    pauses: tuple[PauseLine, ...]
    closing: Closing | None
    changes: tuple[tuple[str, str], ...]
    earlier: tuple[Earlier, ...]

    @property
    def running(self) -> PauseLine | None:
        """The pause that runs or is planned, or nothing."""
        return next((pause for pause in self.pauses if pause.running), None)


def load_support(vault: Vault, participant_id: int) -> Support:
    """Return how a participant's support stands."""
    today = vault.clock.today()
    with vault.reading() as session:
        episode = current_episode(session, participant_id)
        clock = clock_of(session, episode, today)
        plan = plan_of(session, episode.id)
        rows = pauses_of(session, episode.id)
        return Support(
            participant_id=participant_id,
            call_name=call_name(session, participant_id),
            coach=coach_name(session, episode),
            state=episode.state,
            stands=_stands(session, episode, clock, today),
            second=_declined_note(session, episode) if episode.state == DECLINED else _second(episode, clock),
            clock=clock,
            support_level=episode.support_level,
            plan_type=episode.plan_type,
            plan_agreed=plan is not None and plan.state == AGREED,
            started_on=plain(episode.started_on) if episode.started_on else "",
            opened=plain(episode.opened_on),
            weeks=str(episode.weeks) if episode.weeks is not None else "",
            weeks_line=_weeks_line(session, episode, clock),
            pauses=tuple(_pause(row, today) for row in rows),
            closing=_closing(episode) if episode.state == CLOSED else None,
            changes=tuple(_changes(session, episode.id)),
            earlier=tuple(_earlier(session, one, today) for one in _before(session, episode)),
        )


def _stands(session: Session, episode: Episode, clock: Clock, today: date) -> str:
    if episode.state == CLOSED:
        return _closed_on(episode)
    if episode.state == DECLINED:
        return f"Referral declined {declined_in_words(referral_of(session, episode.id))}".rstrip()
    return stands_in_words(clock.programme, today)


def _declined_note(session: Session, episode: Episode) -> str:
    """Return what was written about a referral that was declined: where they were sent, and the note."""
    referral = referral_of(session, episode.id)
    if referral is None:
        return ""
    sent = f"Pointed to {referral.signposted_to}." if referral.signposted_to else ""
    return " ".join(part for part in (sent, referral.decided_note) if part)


def _closed_on(episode: Episode) -> str:
    return f"Support closed on {plain(episode.closed_on)}" if episode.closed_on else "Support closed"


def _second(episode: Episode, clock: Clock) -> str:
    """Say what the clock rests on: from which day it counts, weeks used and left, and days paused."""
    stands, first = clock.programme, "the first appointment" if episode.started_on else "the referral"
    said = [f"Counted from {first} on {plain(clock.began)}"]
    if stands.weeks_used:
        said.append(f"{weeks_in_words(stands.weeks_used)} used")
    left = stands.weeks_left
    if left is not None and episode.state == OPEN:
        said.append(f"{weeks_in_words(left)} left" if left > 0 else "no weeks left")
    if stands.days_paused:
        days = stands.days_paused
        said.append(f"{days} day{'' if days == 1 else 's'} paused {'does' if days == 1 else 'do'} not count")
    return f"{', '.join(said)}."


def _weeks_line(session: Session, episode: Episode, clock: Clock) -> str:
    if clock.agreed:
        why = session.scalar(
            select(EpisodeChange.reason)
            .where(EpisodeChange.episode_id == episode.id, EpisodeChange.kind == "weeks")
            .order_by(EpisodeChange.id.desc())
            .limit(1)
        )
        return f"{weeks_in_words(episode.weeks or 0)} agreed for this person: {why}"
    rules = clock.rules_name if clock.verified else f"{clock.rules_name}. Check before use"
    if clock.rule_limit is None:
        return f"No limit for their work status ({rules})."
    return f"{weeks_in_words(clock.rule_limit)}, from the service’s rules ({rules})."


def _pause(row: EpisodePause, today: date) -> PauseLine:
    running = row.ends_on is None
    if row.ends_on is not None:
        days = (row.ends_on - row.starts_on).days
        last = row.ends_on - timedelta(days=1)
        said = f"{plain(row.starts_on)} to {plain(last)}" if days > 1 else plain(row.starts_on)
        second = f"{days} day{'' if days == 1 else 's'}. {row.reason}"
        if not days:
            second = f"Came back the same day. {row.reason}"
    else:
        said = f"{'Paused from' if row.starts_on <= today else 'To be paused from'} {plain(row.starts_on)}"
        second = f"Expected back on {plain(row.back_on)}. {row.reason}" if row.back_on else row.reason
    back = row.ends_on or row.back_on
    typed = {"starts_on": plain(row.starts_on), "back_on": plain(back) if back else "", "reason": row.reason}
    return PauseLine(row.id, said, second, running, {} if row.reason == OPEN_AGAIN else typed)


def _closing(episode: Episode) -> Closing:
    missing = missing_outcomes(episode)
    hours_typed = "" if episode.outcome_hours is None else f"{episode.outcome_hours:g}"
    outcome = OutcomeEntry(
        episode.outcome_work_status, episode.outcome_employer, hours_typed, episode.outcome_adjustments
    )
    return Closing(
        on=episode.closed_on,
        reason=lists.label("close_reason", episode.close_reason),
        note=episode.close_note,
        lines=_outcome_lines(outcome),
        missing=missing,
        missing_line=f"Not known yet: {', '.join(_MISSING[one] for one in missing)}." if missing else "",
        outcome=outcome,
    )


def _outcome_lines(outcome: OutcomeEntry) -> tuple[str, ...]:
    """Say how things stood at an end, a line each for the work and the changes at it."""
    lines = []
    status = lists.label("outcome_work_status", outcome.work_status)
    if status:
        employer = {"same": "same employer", "new": "new employer"}.get(outcome.employer, "")
        hours = f"{outcome.hours} hours a week" if outcome.hours else ""
        lines.append(", ".join(part for part in (status, employer, hours) if part))
    if outcome.adjustments:
        lines.append(f"Changes at work in place: {lists.label('outcome_adjustments', outcome.adjustments)}")
    return tuple(lines)


def _changes(session: Session, episode_id: int) -> Iterator[tuple[str, str]]:
    """Give what changed, the latest first; after an opening again how things stood at the end before it."""
    query = select(EpisodeChange).where(EpisodeChange.episode_id == episode_id)
    ends = iter(_ends_before(session, episode_id))
    for row in session.scalars(query.order_by(EpisodeChange.happened_on.desc(), EpisodeChange.id.desc())):
        yield _change(row)
        said = next(ends, None) if row.kind == "reopened" else None
        if said is not None and said[1]:
            yield said


def _ends_before(session: Session, episode_id: int) -> Iterator[tuple[str, str]]:
    """Give each end of a spell that was opened again, the latest first: when it was, and how things stood then."""
    query = select(RecordVersion.content).where(
        RecordVersion.entity == OUTCOME_ENTITY, RecordVersion.entity_id == episode_id
    )
    for content in map(json.loads, session.scalars(query.order_by(RecordVersion.number.desc()))):
        outcome = OutcomeEntry(**{name: content[f"outcome_{name}"] for name in vars(OutcomeEntry())})
        closed = content["closed_on"]
        day = f" on {plain(date.fromisoformat(closed))}" if closed else ""
        yield f"How things stood when it closed{day}", ". ".join(_outcome_lines(outcome))


def _change(row: EpisodeChange) -> tuple[str, str]:
    what = {
        "closed": f"closed, {lists.label('close_reason', row.code).lower()}",
        "reopened": "opened again",
        "weeks": f"{weeks_in_words(row.number)} agreed" if row.number else "the weeks of the service again",
    }.get(row.kind, row.kind)
    return f"{plain(row.happened_on)}: {what}", row.reason


def _before(session: Session, episode: Episode) -> list[Episode]:
    query = select(Episode).where(Episode.participant_id == episode.participant_id, Episode.id != episode.id)
    return list(session.scalars(query.order_by(*latest_first())))


def _earlier(session: Session, episode: Episode, today: date) -> Earlier:
    referral = session.scalar(select(Referral).where(Referral.episode_id == episode.id).limit(1))
    until = f" to {plain(episode.closed_on)}" if episode.closed_on else ""
    came = ""
    if referral is not None:
        named = ", ".join(part for part in (referral.referrer_name, referral.referrer_organisation) if part)
        source = lists.label("referral_source", referral.source)
        came = ": ".join(part for part in (source, named) if part)
        came = f"{came}, {plain(referral.received_on)}" if referral.received_on and came else came
    return Earlier(
        episode_id=episode.id,
        title=f"{plain(episode.opened_on)}{until}",
        referral=came,
        reason=referral.reason if referral is not None else "",
        closing=_closing(episode),
        signed=tuple(_signed(session, episode, today)),
        before=tuple(one for one in _ends_before(session, episode.id) if one[1]),
    )


def _signed(session: Session, episode: Episode, today: date) -> list[Signed]:
    """Return what was signed and agreed in a spell of support: the last assessment and the last plan."""
    found = []
    sheet = session.scalar(select(Assessment.id).where(Assessment.episode_id == episode.id))
    version = _last_version(session, ASSESSMENT, sheet)
    if version is not None:
        content = json.loads(version.content)
        words = tuple(one["words"] for one in content["obstacles"])
        tasks = tuple(one["task"] for one in content["tasks"])
        said = [(one["section"], tuple(f"{line[0]} {line[1]}" for line in one["lines"])) for one in content["said"]]
        parts = (("What got in the way", words), ("Tasks of the job", tasks), *said)
        found.append(_of("Assessment", "signed", version, parts))
    plan = plan_of(session, episode.id)
    version = _last_version(session, PLAN, plan.id if plan else None)
    if version is not None:
        content = json.loads(version.content)
        goals = tuple(goal.words for goal in plan_content.goals_in(content, today))
        steps = tuple(
            ", ".join(part for part in (step.what, step.who, step.state_word) if part)
            for step in plan_content.steps_in(content, today)
        )
        changes = tuple(f"{one.title}, {one.state_word}" for one in plan_content.changes_in(content, today))
        parts = (("Goals", goals), ("Steps", steps), ("Changes at work", changes))
        title = plan_content.title(content["plan_type"])
        found.append(_of(title, "agreed", version, parts))
    return found


def _last_version(session: Session, entity: str, entity_id: int | None) -> RecordVersion | None:
    if entity_id is None:
        return None
    return session.scalar(
        select(RecordVersion)
        .where(RecordVersion.entity == entity, RecordVersion.entity_id == entity_id)
        .order_by(RecordVersion.number.desc())
        .limit(1)
    )


def _of(title: str, deed: str, version: RecordVersion, parts: tuple[tuple[str, tuple[str, ...]], ...]) -> Signed:
    how = lists.label("plan_agreement", version.method)
    second = f"{deed.capitalize()} on {plain(version.signed_on)}{f'. {how}' if how else ''}"
    return Signed(title, second, tuple((head, lines) for head, lines in parts if lines))
