"""Work over time: the job somebody has, jobs before it, and spells off work, with the days counted.

The present job is the ``Employment`` of the present episode, which the Intake shows too. Earlier jobs and time off
belong to the person. What changes them is in ``work_deeds.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from workwell_desktop.casework import lists
from workwell_desktop.casework.dates import plain
from workwell_desktop.casework.entry_check import Check
from workwell_desktop.casework.fit_note_rules import days_words, rules, span_words
from workwell_desktop.casework.people import call_name, current_episode
from workwell_desktop.models.employment import Absence, Employment, PastJob
from workwell_desktop.vault.store import Vault

AWAY_FROM_WORK = ("off_sick", "out_of_work")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class JobEntry:
    """The present job as it is typed; ``employer_size`` is a code of the list."""

    employer: str = ""
    job_title: str = ""
    hours: str = ""
    employer_size: str = ""
    started_on: str = ""


@dataclass(frozen=True)
class PastJobEntry:
    """A job before the present one as it is typed; why it ended in their own words."""

    employer: str = ""
    job_title: str = ""
    hours: str = ""
    started_on: str = ""
    ended_on: str = ""
    why_ended: str = ""


@dataclass(frozen=True)
class AbsenceEntry:
    """Time off work as it is typed: first and last day, both inclusive; no last day while it goes on."""

    first_day: str = ""
    last_day: str = ""
    note: str = ""


@dataclass(frozen=True)
class PresentJob:
    """The present job in words, and as it would be typed. ``title`` is empty where there is none."""

    title: str
    second: str
    status: str
    entry: JobEntry


@dataclass(frozen=True)
class PastJobLine:
    """An earlier job in words, and as it would be typed."""

    id: int
    title: str
    second: str
    why: str
    entry: PastJobEntry


@dataclass(frozen=True)
class AbsenceLine:
    """Time off in words, and as it would be typed; ``hint`` is what to know about it."""

    id: int
    days: str
    length: str
    note: str
    hint: str
    going_on: bool
    entry: AbsenceEntry


@dataclass(frozen=True)
class WorkHistory:
    """Everything about one person's work. ``off_since`` is a first day off that only the Intake knows of."""

    participant_id: int
    call_name: str
    present: PresentJob
    past: tuple[PastJobLine, ...]
    absences: tuple[AbsenceLine, ...]
    off_since: date | None


def load_work(vault: Vault, participant_id: int) -> WorkHistory:
    """Return a participant's jobs and time off, the latest first."""
    today = vault.clock.today()
    with vault.reading() as session:
        job = job_of(session, current_episode(session, participant_id).id)
        absences = absences_of(session, participant_id)
        known = any(_goes_on(row, today) for row in absences)
        since = job.last_worked_on if job is not None and job.work_status == "off_sick" and not known else None
        past = session.scalars(select(PastJob).where(PastJob.participant_id == participant_id))
        return WorkHistory(
            participant_id=participant_id,
            call_name=call_name(session, participant_id),
            present=_present(job),
            past=tuple(_past(row) for row in sorted(past, key=_latest, reverse=True)),
            absences=tuple(_absence(row, today) for row in absences),
            off_since=since + _DAY if since is not None else None,
        )


def job_of(session: Session, episode_id: int) -> Employment | None:
    """Return the present work of an episode, for use inside the caller's transaction only."""
    return session.scalar(select(Employment).where(Employment.episode_id == episode_id))


def days_off(session: Session, participant_id: int, episode_id: int, today: date) -> int | None:
    """Return how many days somebody has been off work, today among them, or nothing; inside the caller's transaction.

    Time off that is written down and goes on counts; else the day after the last day worked of the Intake.
    """
    first = session.scalar(
        select(Absence.first_day)
        .where(Absence.participant_id == participant_id, Absence.first_day <= today)
        .where(or_(Absence.last_day.is_(None), Absence.last_day >= today))
        .order_by(Absence.first_day)
        .limit(1)
    )
    if first is not None:
        return (today - first).days + 1
    job = job_of(session, episode_id)
    if job is None or job.last_worked_on is None or job.work_status not in AWAY_FROM_WORK:
        return None
    return (today - job.last_worked_on).days


def absence_notes(vault: Vault, participant_id: int, absence_id: int, entry: AbsenceEntry) -> dict[str, str]:
    """Return what is worth a look in time off as it is typed, by field."""
    today = vault.clock.today()
    check = Check(today)
    first = check.near(entry.first_day, "first_day")
    last = check.end(entry.last_day, "last_day", first)
    if first is None or (last is not None and last < first):
        return {}
    found = {"last_day": self_certified_hint(first, last, today)}
    with vault.reading() as session:
        for row in absences_of(session, participant_id):
            if row.id != absence_id and row.first_day <= (last or date.max) and (row.last_day or date.max) >= first:
                other = span_words(row.first_day, row.last_day, today)
                found["first_day"] = f"Time off {other} is written down already."
    return {field: sentence for field, sentence in found.items() if sentence}


def self_certified_hint(first: date, last: date | None, today: date) -> str:
    """Say what is needed for time off: nothing from a doctor in the first seven calendar days."""
    known = rules()
    length = ((last or today) - first).days + 1
    if length <= known.self_certified_days:
        return known.words["self_certified"]
    return ""


def absences_of(session: Session, participant_id: int) -> list[Absence]:
    """Return the time off of a participant, the latest first, for use inside the caller's transaction only."""
    query = select(Absence).where(Absence.participant_id == participant_id)
    return list(session.scalars(query.order_by(Absence.first_day.desc(), Absence.id.desc())))


def _present(job: Employment | None) -> PresentJob:
    if job is None:
        return PresentJob("", "", "", JobEntry())
    size = lists.find("employer_size", job.employer_size)
    second = [_number(job.hours_per_week, " hours a week")]
    second += [f"since {plain(job.started_on)}" if job.started_on else ""]
    second += [f"{size.label} people work there" if size and size.code != "not_known" else ""]
    entry = JobEntry(
        job.employer, job.job_title, _number(job.hours_per_week), job.employer_size, _typed(job.started_on)
    )
    said = ", ".join(part for part in second if part)
    return PresentJob(_where(job.job_title, job.employer), said, lists.label("work_status", job.work_status), entry)


def _past(row: PastJob) -> PastJobLine:
    if row.started_on and row.ended_on:
        days = f"{plain(row.started_on)} to {plain(row.ended_on)}"
    else:
        days = f"until {plain(row.ended_on)}" if row.ended_on else f"from {_typed(row.started_on)}"
        days = "" if not (row.started_on or row.ended_on) else days
    second = ", ".join(part for part in (days, _number(row.hours_per_week, " hours a week")) if part)
    entry = PastJobEntry(
        row.employer,
        row.job_title,
        _number(row.hours_per_week),
        _typed(row.started_on),
        _typed(row.ended_on),
        row.why_ended,
    )
    title = _where(row.job_title, row.employer)
    return PastJobLine(row.id, title, second[:1].upper() + second[1:], row.why_ended, entry)


def _absence(row: Absence, today: date) -> AbsenceLine:
    days = span_words(row.first_day, row.last_day, today)
    number = ((row.last_day or today) - row.first_day).days + 1
    length = f"{days_words(number)}{' so far' if row.last_day is None else ''}" if number > 0 else "Still to come"
    return AbsenceLine(
        id=row.id,
        days=days[:1].upper() + days[1:],
        length=length,
        note=row.note,
        hint=self_certified_hint(row.first_day, row.last_day, today) if _goes_on(row, today) else "",
        going_on=_goes_on(row, today),
        entry=AbsenceEntry(_typed(row.first_day), _typed(row.last_day), row.note),
    )


def _goes_on(row: Absence, today: date) -> bool:
    return row.first_day <= today and (row.last_day is None or row.last_day >= today)


def _latest(row: PastJob) -> tuple[date, int]:
    return row.ended_on or row.started_on or date.min, row.id


def _where(job: str, employer: str) -> str:
    return ", ".join(part for part in (job, employer) if part)


def _number(value: float | None, unit: str = "") -> str:
    return "" if value is None else f"{value:g}{unit}"


def _typed(day: date | None) -> str:
    return plain(day) if day else ""
