"""What changes somebody's work history: the present job, the one after it, earlier jobs, and time off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from workwell_desktop.casework.dates import plain
from workwell_desktop.casework.drafts import drop_draft
from workwell_desktop.casework.entry_check import Check
from workwell_desktop.casework.episodes import recount
from workwell_desktop.casework.intake_check import read_hours
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.work_history import AbsenceEntry, JobEntry, PastJobEntry, job_of
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.employment import Absence, Employment, PastJob
from workwell_desktop.vault.store import Transaction, Vault

SCREEN = "jobs"
ENDS_FIRST = "The last day is before the first. Check both dates."
_OF_THE_JOB = ("employer", "job_title", "hours_per_week", "started_on")
_STAMPS = {"id", "created_at", "created_by", "updated_at", "updated_by"}

Kept: TypeAlias = PastJob | Absence


@dataclass(frozen=True)
class LeavingEntry:
    """The end of the present job as it is typed, and the job that follows, where there is one."""

    ended_on: str = ""
    why_ended: str = ""
    job: JobEntry | None = None


@dataclass(frozen=True)
class RemovedWork:
    """What was taken out, so that it can be put back: ``kind`` is past or absence."""

    kind: str
    values: Mapping[str, Any]


_TABLES: dict[str, type[Any]] = {"past": PastJob, "absence": Absence}


def save_job(vault: Vault, participant_id: int, entry: JobEntry) -> None:
    """Keep the present job. Raises ``InputProblem`` by field; ``NotKept``."""
    check = Check(vault.clock.today())
    values = _job(check, entry)
    check.done()
    with vault.transaction() as transaction:
        _set(_own_job(transaction, participant_id), values)
        _recorded(transaction, participant_id, {"kind": "job"})


def new_job(vault: Vault, participant_id: int, entry: LeavingEntry) -> int:
    """Move the present job into the past, and begin the next one where there is one; return the earlier one's id.

    Whom a letter would go to belonged to the old employer and is taken away. Raises ``InputProblem`` by field;
    ``WorkwellError`` when there is no present job; ``NotKept``.
    """
    check = Check(vault.clock.today())
    ended = check.past(entry.ended_on, "ended_on")
    job = _job(check, entry.job) if entry.job is not None else {}
    if entry.job is not None and not (entry.job.employer.strip() or entry.job.job_title.strip()):
        check.problems["employer"] = "Write the new employer, or the new job."
    with vault.transaction() as transaction:
        row = _own_job(transaction, participant_id)
        if not (row.employer or row.job_title):
            raise WorkwellError("There is no job that could end.", "Write down the present job first.")
        if ended is not None and row.started_on is not None and ended < row.started_on:
            check.problems["ended_on"] = f"This job began on {plain(row.started_on)}. Check the day."
        check.done()
        gone = {name: getattr(row, name) for name in _OF_THE_JOB}
        past = PastJob(participant_id=participant_id, ended_on=ended, why_ended=entry.why_ended.strip(), **gone)
        transaction.session.add(past)
        empty = {"employer": "", "job_title": "", "hours_per_week": None, "employer_size": "", "started_on": None}
        _set(row, {**empty, "employer_address": "", "manager_name": "", "manager_role": "", "last_worked_on": None})
        _set(row, job)
        row.work_status = "in_work" if entry.job is not None else "out_of_work"
        transaction.session.flush()
        _recorded(transaction, participant_id, {"kind": "new_job" if entry.job is not None else "left_job"})
        return past.id


def save_past_job(vault: Vault, participant_id: int, entry: PastJobEntry, job_id: int = 0) -> int:
    """Keep an earlier job (``job_id`` 0 is a new one) and return its id. Raises ``InputProblem`` by field."""
    check = Check(vault.clock.today())
    started, ended = check.past(entry.started_on, "started_on"), check.past(entry.ended_on, "ended_on")
    hours = _hours(check, entry.hours)
    if not (entry.employer.strip() or entry.job_title.strip()):
        check.problems["employer"] = "Write where they worked, or as what."
    if started and ended and ended < started:
        check.problems["ended_on"] = ENDS_FIRST
    check.done()
    values = {
        "employer": entry.employer.strip(),
        "job_title": entry.job_title.strip(),
        "hours_per_week": hours,
        "started_on": started,
        "ended_on": ended,
        "why_ended": entry.why_ended.strip(),
    }
    return _keep(vault, participant_id, "past", job_id, values)


def save_absence(vault: Vault, participant_id: int, entry: AbsenceEntry, absence_id: int = 0) -> int:
    """Keep time off work (``absence_id`` 0 is new) and return its id. Raises ``InputProblem`` by field; ``NotKept``."""
    check = Check(vault.clock.today())
    first = check.near(entry.first_day, "first_day", "Write the first day off work.")
    last = check.end(entry.last_day, "last_day", first)
    if first and last and last < first:
        check.problems["last_day"] = ENDS_FIRST
    check.done()
    values = {"first_day": first, "last_day": last, "note": entry.note.strip()}
    return _keep(vault, participant_id, "absence", absence_id, values)


def remove(vault: Vault, participant_id: int, kind: str, row_id: int) -> RemovedWork:
    """Take out an earlier job or time off (``kind`` past or absence), and return what it takes to put it back."""
    with vault.transaction() as transaction:
        row = _own(transaction, participant_id, kind, row_id)
        names = [column.key for column in row.__table__.columns if column.key not in _STAMPS]
        values = {name: getattr(row, name) for name in names}
        transaction.session.delete(row)
        _recorded(transaction, participant_id, {"kind": kind, "id": row_id, "removed": True})
        return RemovedWork(kind, values)


def put_back(vault: Vault, participant_id: int, removed: RemovedWork) -> None:
    """Put back what was taken out."""
    with vault.transaction() as transaction:
        transaction.session.add(_TABLES[removed.kind](**removed.values))
        _recorded(transaction, participant_id, {"kind": removed.kind, "back": True})


def _keep(vault: Vault, participant_id: int, kind: str, row_id: int, values: Mapping[str, Any]) -> int:
    with vault.transaction() as transaction:
        if row_id:
            row = _own(transaction, participant_id, kind, row_id)
        else:
            row = _TABLES[kind](participant_id=participant_id)
            transaction.session.add(row)
        _set(row, values)
        transaction.session.flush()
        _recorded(transaction, participant_id, {"kind": kind, "id": row.id})
        return row.id


def _own(transaction: Transaction, participant_id: int, kind: str, row_id: int) -> Kept:
    row: Kept | None = transaction.session.get(_TABLES[kind], row_id)
    if row is None or row.participant_id != participant_id:
        raise WorkwellError("This is not here any more.", "Look at the list again.")
    return row


def _own_job(transaction: Transaction, participant_id: int) -> Employment:
    episode = current_episode(transaction.session, participant_id)
    row = job_of(transaction.session, episode.id)
    if row is None:
        row = Employment(episode_id=episode.id)
        transaction.session.add(row)
        transaction.session.flush()
    return row


def _recorded(transaction: Transaction, participant_id: int, detail: Mapping[str, object]) -> None:
    """Work out the end of the weeks anew (they hang on the work status), and put the deed on record."""
    transaction.session.flush()
    recount(transaction.session, current_episode(transaction.session, participant_id))
    drop_draft(transaction, SCREEN, participant_id)
    transaction.record("change", "work", participant_id, detail)


def _job(check: Check, entry: JobEntry) -> dict[str, Any]:
    check.code(entry.employer_size, "employer_size", "employer_size")
    return {
        "employer": entry.employer.strip(),
        "job_title": entry.job_title.strip(),
        "hours_per_week": _hours(check, entry.hours),
        "employer_size": entry.employer_size,
        "started_on": check.day(entry.started_on, "started_on", "past"),
    }


def _hours(check: Check, typed: str) -> float | None:
    hours, wrong = read_hours(typed)
    if wrong:
        check.problems["hours"] = wrong
    return hours


def _set(row: Employment | Kept, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
