"""Taking a referral: who came, from whom, why, and what the coach needs to reach and help them.

What is typed arrives as text, field by field; it is checked as a whole and kept in one transaction, or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework import identifiers, intake_check, intake_rows
from workwell_desktop.casework.drafts import NOBODY_YET, drop_draft
from workwell_desktop.casework.people import current_episode, participant
from workwell_desktop.models.employment import Employment
from workwell_desktop.models.episodes import Referral
from workwell_desktop.models.participants import CommunicationNeed, Condition
from workwell_desktop.vault.store import Vault

SCREEN = "intake"


@dataclass(frozen=True)
class IntakeEntry:
    """Everything on the Intake tab as it is typed or chosen: text, or codes of ``lists.toml``.

    Dates are typed as people say them (``casework/dates.py``); hours are hours a week.
    """

    source: str = ""
    referrer_name: str = ""
    referrer_organisation: str = ""
    received_on: str = ""
    reason: str = ""
    first_name: str = ""
    last_name: str = ""
    known_as: str = ""
    birth_date: str = ""
    sex: str = ""
    gender: str = ""
    ethnic_group: str = ""
    nhs_number: str = ""
    nino: str = ""
    mobile: str = ""
    phone: str = ""
    email: str = ""
    safe_to_message: str = ""
    best_time: str = ""
    address: str = ""
    postcode: str = ""
    area: str = ""
    lives_in_area: str = ""
    gp_practice: str = ""
    gp_in_area: str = ""
    jobcentre: str = ""
    jobcentre_in_area: str = ""
    needs: tuple[str, ...] = ()
    needs_note: str = ""
    language: str = ""
    interpreter: str = ""
    contact_way: str = ""
    needs_asked: str = ""
    needs_checked_on: str = ""
    needs_review_on: str = ""
    work_status: str = ""
    right_to_work: str = ""
    employer: str = ""
    employer_address: str = ""
    manager_name: str = ""
    manager_role: str = ""
    job_title: str = ""
    hours_per_week: str = ""
    last_worked_on: str = ""
    conditions: tuple[str, ...] = ()
    conditions_words: str = ""


def save_intake(vault: Vault, participant_id: int, entry: IntakeEntry) -> int:
    """Keep an intake and return the participant's id. ``participant_id`` 0 means somebody new.

    A new participant gets a referral and an episode owned by the coach who is signed in.
    Raises ``InputProblem`` naming each field that needs another look; nothing is kept then. Raises ``NotKept``.
    """
    new = participant_id == NOBODY_YET
    checked = intake_check.check(entry, vault.clock.today())
    with vault.transaction() as transaction:
        if new:
            person = intake_rows.write_new(transaction, entry, checked)
        else:
            person = intake_rows.write_changed(transaction, participant_id, entry, checked)
        drop_draft(transaction, SCREEN, participant_id)
        transaction.record("add" if new else "change", "participant", person, {"screen": SCREEN})
        return person


def load_intake(vault: Vault, participant_id: int) -> IntakeEntry:
    """Return the kept intake of a participant as it would be typed: dates in full, numbers as they are shown."""
    with vault.reading() as session:
        person = participant(session, participant_id)
        episode = current_episode(session, participant_id)
        entry = IntakeEntry(
            **{name: getattr(person, name) for name in intake_rows.PERSON_TEXT},
            birth_date=_typed(person.birth_date),
            needs_checked_on=_typed(person.needs_checked_on),
            needs_review_on=_typed(person.needs_review_on),
            nhs_number=identifiers.check_nhs_number(person.nhs_number).shown,
            nino=identifiers.check_nino(person.nino).shown,
            mobile=identifiers.check_phone(person.mobile).shown,
            phone=identifiers.check_phone(person.phone).shown,
            postcode=person.postcode,
            needs=_codes(session, CommunicationNeed, participant_id),
            conditions=_codes(session, Condition, participant_id),
        )
        entry = _with_referral(session, episode.id, entry)
        return _with_work(session, episode.id, entry)


def _codes(session: Session, table: type[CommunicationNeed] | type[Condition], person_id: int) -> tuple[str, ...]:
    return tuple(session.scalars(select(table.code).where(table.participant_id == person_id).order_by(table.id)))


def _typed(day: date | None) -> str:
    return "" if day is None else f"{day.day} {day:%B %Y}"


def _with_referral(session: Session, episode_id: int, entry: IntakeEntry) -> IntakeEntry:
    row = session.scalar(select(Referral).where(Referral.episode_id == episode_id))
    if row is None:
        return entry
    return replace(
        entry,
        source=row.source,
        referrer_name=row.referrer_name,
        referrer_organisation=row.referrer_organisation,
        received_on=_typed(row.received_on),
        reason=row.reason,
    )


def _with_work(session: Session, episode_id: int, entry: IntakeEntry) -> IntakeEntry:
    job = session.scalar(select(Employment).where(Employment.episode_id == episode_id))
    if job is not None:
        hours = "" if job.hours_per_week is None else str(job.hours_per_week).removesuffix(".0")
        entry = replace(
            entry,
            **{name: getattr(job, name) for name in intake_rows.WORK_TEXT},
            hours_per_week=hours,
            last_worked_on=_typed(job.last_worked_on),
        )
    return entry
