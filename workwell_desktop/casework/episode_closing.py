"""The end of a spell of support with its reason and how things stood, opening it again, and a new beginning later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from workwell_desktop.casework import lists, programme
from workwell_desktop.casework.dates import plain
from workwell_desktop.casework.entry_check import Check
from workwell_desktop.casework.episode_deeds import ENTITY, episode_of, note_change, only_closed, only_open, recorded
from workwell_desktop.casework.episodes import CLOSED, OPEN, REFERRED, WITH_A_JOB, pauses_of, recount
from workwell_desktop.casework.intake_check import read_hours
from workwell_desktop.casework.local_rules import rules_in
from workwell_desktop.casework.people import current_episode, participant
from workwell_desktop.casework.programme import Pause
from workwell_desktop.casework.working_days import after_working_days
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.employment import Employment
from workwell_desktop.models.episodes import Episode, EpisodePause, Referral
from workwell_desktop.vault.store import Transaction, Vault
from workwell_desktop.vault.versions import add_version

OPEN_AGAIN = "Support was closed"
OUTCOME_ENTITY = "episode_outcome"
"""How things stood at the end of a spell that was opened again, as a version."""

_OUTCOME_CODES = ("outcome_work_status", "outcome_employer", "outcome_adjustments")
_CARRIED = (
    "work_status", "employer", "employer_size", "employer_address", "manager_name", "manager_role", "job_title",
    "hours_per_week", "started_on",
)  # fmt: skip


@dataclass(frozen=True)
class OutcomeEntry:
    """How things stood at the end: codes of the lists, and hours a week as typed. What is not known stays empty."""

    work_status: str = ""
    employer: str = ""
    hours: str = ""
    adjustments: str = ""


@dataclass(frozen=True)
class CloseEntry:
    """The end of support as typed: the day, the reason, a note, and how things stood."""

    closed_on: str = ""
    reason: str = ""
    note: str = ""
    outcome: OutcomeEntry = OutcomeEntry()


@dataclass(frozen=True)
class ReferralEntry:
    """A new referral of somebody we know, as typed."""

    source: str = ""
    referrer_name: str = ""
    referrer_organisation: str = ""
    received_on: str = ""
    reason: str = ""


def close_episode(vault: Vault, participant_id: int, entry: CloseEntry) -> None:
    """Close support with its reason; how things stood may be added later. A pause that runs ends with it.

    One that was to begin after that day never was, and is taken out.

    Raises ``InputProblem`` by field; ``WorkwellError`` when support is closed already; ``NotKept``.
    """
    check = Check(vault.clock.today())
    day = check.past(entry.closed_on, "closed_on", "Write the day support ends.")
    if lists.find("close_reason", entry.reason) is None:
        check.problems["reason"] = "Choose why support ends."
    elif entry.reason == "other":
        check.words(entry.note, "note", "Write in a few words what the reason is.")
    values = _outcome(check, entry.outcome)
    with vault.transaction() as transaction:
        episode = episode_of(transaction, participant_id)
        only_open(episode)
        if day is not None and day < episode.opened_on:
            check.problems["closed_on"] = f"Support began on {plain(episode.opened_on)}. Check the day."
        check.done()
        episode.state, episode.closed_on = CLOSED, day
        episode.close_reason, episode.close_note = entry.reason, entry.note.strip()
        _set_outcome(episode, values)
        for row in pauses_of(transaction.session, episode.id):
            if day is not None and row.starts_on > day:
                transaction.session.delete(row)
            elif row.ends_on is None:
                row.ends_on = day
        note_change(transaction, episode, "closed", code=entry.reason, reason=entry.note, day=day)
        recorded(transaction, episode, participant_id, {"closed_on": day, "reason": entry.reason})


def save_outcome(vault: Vault, participant_id: int, entry: OutcomeEntry, episode_id: int = 0) -> None:
    """Add how things stood at the end, now or later; ``episode_id`` names an earlier spell of support.

    Raises ``InputProblem`` by field; ``WorkwellError`` while support is open; ``NotKept``.
    """
    check = Check(vault.clock.today())
    values = _outcome(check, entry)
    check.done()
    with vault.transaction() as transaction:
        episode = (
            transaction.session.get(Episode, episode_id) if episode_id else episode_of(transaction, participant_id)
        )
        if episode is None or episode.participant_id != participant_id or episode.state != CLOSED:
            raise WorkwellError("This support is not closed.", "Look at the page again.")
        _set_outcome(episode, values)
        recorded(transaction, episode, participant_id, {"outcome": True})


def reopen(vault: Vault, participant_id: int, reason: str) -> None:
    """Open support again that was closed too soon. The days in between do not count.

    How things stood at the end is kept as a version of its own before it is asked anew.

    Raises ``InputProblem`` for reason; ``WorkwellError`` when it is not closed; ``NotKept``.
    """
    check = Check(vault.clock.today())
    check.words(reason, "reason", "Write in a few words why support is opened again.")
    check.done()
    with vault.transaction() as transaction:
        episode = episode_of(transaction, participant_id)
        only_closed(episode)
        _keep_outcome(transaction, episode, reason)
        today, closed = transaction.clock.today(), episode.closed_on
        if closed is not None:
            known = [Pause(row.starts_on, row.ends_on) for row in pauses_of(transaction.session, episode.id)]
            for gap in programme.not_paused(known, closed + timedelta(days=1), today):
                transaction.session.add(
                    EpisodePause(episode_id=episode.id, starts_on=gap.starts_on, ends_on=gap.ends_on, reason=OPEN_AGAIN)
                )
        episode.state, episode.closed_on, episode.close_reason, episode.close_note = OPEN, None, "", ""
        _set_outcome(episode, _outcome(check, OutcomeEntry()))
        note_change(transaction, episode, "reopened", reason=reason)
        recorded(transaction, episode, participant_id, {"reopened": today, "reason": reason.strip()})


def refer_again(vault: Vault, participant_id: int, entry: ReferralEntry) -> int:
    """Take a new referral of somebody we know, to be answered as any other is; return its episode's id.

    It stands among the referrals with its own day to answer by; support begins once it is accepted. Assessment and
    plan begin empty, and work is taken over from the last spell, to be checked. Raises ``InputProblem`` by field;
    ``WorkwellError`` while support is open or a referral waits; ``NotKept``.
    """
    check = Check(vault.clock.today())
    day = check.past(entry.received_on or "today", "received_on", "Write the day this referral arrived.")
    if lists.find("referral_source", entry.source) is None:
        check.problems["source"] = "Choose where this referral came from."
    with vault.transaction() as transaction:
        last = current_episode(transaction.session, participant_id)
        if last.state in {OPEN, REFERRED}:
            raise WorkwellError("Support is open, or a referral waits for its answer.", "Look at the page again.")
        if day is not None and last.closed_on is not None and day < last.closed_on:
            check.problems["received_on"] = f"Support was open until {plain(last.closed_on)}. Check the day."
        check.done()
        arrived = day or transaction.clock.today()
        episode = begin_again(transaction, participant_id, arrived, state=REFERRED)
        texts = {name: getattr(entry, name).strip() for name in ("referrer_name", "referrer_organisation", "reason")}
        if entry.source == "self":
            texts |= {"referrer_name": "", "referrer_organisation": ""}
        due = after_working_days(arrived, rules_in(transaction.session).answer_days)
        referral = Referral(
            episode_id=episode.id, source=entry.source, received_on=arrived, state="new", answer_by=due, **texts
        )
        transaction.session.add(referral)
        transaction.session.flush()
        transaction.record("add", "referral", referral.id)
        recorded(transaction, episode, participant_id, {"referred_again": day})
        return episode.id


def begin_again(transaction: Transaction, participant_id: int, day: date, *, state: str = OPEN) -> Episode:
    """Begin another episode of somebody we know, without a referral yet; their work is taken over, to be checked.

    For use inside this transaction only: a page that takes referrals adds its own.
    """
    session = transaction.session
    person, last = participant(session, participant_id), current_episode(session, participant_id)
    episode = Episode(
        uid=transaction.clock.new_uid(),
        participant_id=participant_id,
        owner_id=transaction.member_id,
        sort_name=person.sort_name,
        state=state,
        opened_on=day,
    )
    session.add(episode)
    session.flush()
    job = session.scalar(select(Employment).where(Employment.episode_id == last.id))
    if job is not None:
        carried = {name: getattr(job, name) for name in _CARRIED}
        if last.outcome_work_status not in {"", "not_known"}:
            carried["work_status"] = last.outcome_work_status
        session.add(Employment(episode_id=episode.id, **carried))
        session.flush()
    recount(session, episode)
    transaction.record("add", ENTITY, episode.id, {"after": last.id})
    return episode


def _keep_outcome(transaction: Transaction, episode: Episode, reason: str) -> None:
    """Keep the end of support as it was written down: codes, hours and the day, no words."""
    hours = episode.outcome_hours
    content = {name: getattr(episode, name) for name in ("closed_on", "close_reason", *_OUTCOME_CODES)}
    content["outcome_hours"] = "" if hours is None else f"{hours:g}"
    day = episode.closed_on or transaction.clock.today()
    add_version(
        transaction, OUTCOME_ENTITY, episode.id, content, reason=reason.strip(), method="written", signed_on=day
    )


def _outcome(check: Check, entry: OutcomeEntry) -> dict[str, Any]:
    for name in ("work_status", "employer", "adjustments"):
        check.code(getattr(entry, name), f"outcome_{name}", name)
    hours, wrong = read_hours(entry.hours)
    if wrong:
        check.problems["hours"] = wrong
    working = entry.work_status in WITH_A_JOB
    return {
        "outcome_work_status": entry.work_status,
        "outcome_employer": entry.employer if working else "",
        "outcome_hours": hours if working or entry.work_status == "self_employed" else None,
        "outcome_adjustments": entry.adjustments if working else "",
    }


def _set_outcome(episode: Episode, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(episode, name, value)
