"""Safety records: a worry about somebody's safety, what was done, and who was told. Apart from everything else.

They are in no paper but their own (``safety_paper.py``), in no search and in no history of other things; looking at
them is written into the record of what was done. Each text a record ever had is kept as a version; a correction is the
next one, with its reason.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework import dates, lists, safety_check, safety_due
from workwell_desktop.casework.crisis import crisis_suggestions
from workwell_desktop.casework.drafts import drop_draft
from workwell_desktop.casework.mine import has_case
from workwell_desktop.casework.people import call_name, full_name
from workwell_desktop.casework.service_profile import CrisisContact, profile_in
from workwell_desktop.casework.tabs import INTAKE
from workwell_desktop.casework.waiting import MOST_TOLD, WaitingRow
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.audit import RecordVersion
from workwell_desktop.models.contacts import SafetyRecord, SafetyTold
from workwell_desktop.models.members import Member
from workwell_desktop.models.participants import Participant
from workwell_desktop.vault.store import Transaction, Vault
from workwell_desktop.vault.versions import add_version

ENTITY = "safety_record"
SECTION = "safety"  # the page of records behind the Intake
SCREEN = "safety"
OPEN, CLOSED = "open", "closed"


@dataclass(frozen=True)
class SafetyEntry:
    """A worry as it is typed. Dates as people say them; ``reason`` says why it is corrected (empty at first)."""

    kind: str = ""
    noticed_on: str = ""
    words: str = ""
    done: str = ""
    review_on: str = ""
    reason: str = ""


@dataclass(frozen=True)
class ToldEntry:
    """Who was told, as it is typed: day and time, how, and with their agreement (yes, no) or the reason without."""

    who: str = ""
    told_on: str = ""
    told_at: str = ""
    way: str = ""
    agreed: str = ""
    reason: str = ""
    note: str = ""


@dataclass(frozen=True)
class Told:
    """Who was told, when (local time), how, and on what ground, in words."""

    who: str
    at: datetime
    way: str
    ground: str
    note: str
    coach: str


@dataclass(frozen=True)
class SafetyVersion:
    """One text that a record had: its number, when it was written and by whom, why, and what stood in it by field."""

    number: int
    written_on: date
    coach: str
    reason: str
    content: Mapping[str, Any]


@dataclass(frozen=True)
class SafetyLine:
    """One record as it stands: codes and words, open or closed, who was told, and its earlier texts (newest first)."""

    id: int
    kind: str
    kind_words: str
    noticed_on: date
    words: str
    done: str
    review_on: date | None
    open: bool
    closed_on: date | None
    close_reason: str
    told: tuple[Told, ...]
    versions: tuple[SafetyVersion, ...]
    coach: str


@dataclass(frozen=True)
class SafetyState:
    """All records about somebody, open ones first, and whom to ring here. ``checked`` is when the service looked last.

    While it did not, ``crisis`` holds the suggestions that ship with the program. ``due`` is what is not written down
    yet, what was put off too.
    """

    participant_id: int
    call_name: str
    records: tuple[SafetyLine, ...]
    crisis: tuple[CrisisContact, ...]
    checked: date | None
    due: tuple[safety_due.Due, ...] = ()


def load_safety(vault: Vault, participant_id: int) -> SafetyState:
    """Return the safety records of somebody, and write down that they were looked at. Raises ``NotKept``."""
    with vault.transaction() as transaction:
        session = transaction.session
        coaches = {row.id: row.name for row in session.scalars(select(Member))}
        rows = session.scalars(
            select(SafetyRecord)
            .where(SafetyRecord.participant_id == participant_id)
            .order_by(SafetyRecord.state.desc(), SafetyRecord.noticed_on.desc(), SafetyRecord.id.desc())
        )
        records = tuple(_line(session, row, coaches) for row in rows)
        profile = profile_in(session)
        for record in records:
            transaction.record("view", ENTITY, record.id)
        confirmed = profile.crisis_confirmed_on
        return SafetyState(
            participant_id=participant_id,
            call_name=call_name(session, participant_id),
            records=records,
            crisis=profile.crisis if confirmed is not None else _suggested(),
            checked=confirmed,
            due=safety_due.unwritten(session, participant_id, vault.clock.today()),
        )


def read_record(session: Session, record_id: int) -> tuple[int, SafetyLine]:
    """Return whom one record is about, and the record. For use inside the caller's transaction only."""
    row = session.get_one(SafetyRecord, record_id)
    coaches = {one.id: one.name for one in session.scalars(select(Member))}
    return row.participant_id, _line(session, row, coaches)


def begin_safety(vault: Vault, participant_id: int, entry: SafetyEntry, due: Collection[int] = ()) -> int:
    """Keep a new record and return its id; what was ``due`` is written down with it (ids of ``safety_due``).

    Raises ``InputProblem`` by field, and ``NotKept``.
    """
    checked = safety_check.check(entry, vault.clock.today(), corrects=False)
    with vault.transaction() as transaction:
        row = SafetyRecord(participant_id=participant_id, state=OPEN)
        _fill(row, entry, checked)
        transaction.session.add(row)
        transaction.session.flush()
        _keep_version(transaction, row, "")
        safety_due.fill(transaction, participant_id, due, row.id)
        drop_draft(transaction, SCREEN, participant_id)
        return row.id


def correct_safety(vault: Vault, record_id: int, entry: SafetyEntry) -> None:
    """Put a record right, or add what was done since, as its next version with the reason.

    Raises ``InputProblem`` by field, and ``NotKept``.
    """
    checked = safety_check.check(entry, vault.clock.today(), corrects=True)
    with vault.transaction() as transaction:
        row = _open_row(transaction, record_id)
        _fill(row, entry, checked)
        _keep_version(transaction, row, entry.reason)
        drop_draft(transaction, SCREEN, row.participant_id)


def tell(vault: Vault, record_id: int, entry: ToldEntry) -> int:
    """Write down who was told about an open record, and return the row's id. Raises ``InputProblem``, ``NotKept``."""
    at = safety_check.check_told(entry, vault.clock.local())
    with vault.transaction() as transaction:
        row = _open_row(transaction, record_id)
        if at.astimezone().date() < row.noticed_on:
            raise InputProblem({"told_on": safety_check.TOO_EARLY})
        agreed = entry.agreed == "yes"
        told = SafetyTold(
            safety_id=row.id,
            who=entry.who.strip(),
            told_at=at,
            way=entry.way,
            agreed=entry.agreed,
            reason="" if agreed else entry.reason,
            note=entry.note.strip(),
        )
        transaction.session.add(told)
        transaction.session.flush()
        drop_draft(transaction, SCREEN, row.participant_id)
        transaction.record("tell", ENTITY, row.id, {"told": told.id, "agreed": told.agreed, "reason": told.reason})
        return told.id


def close_safety(vault: Vault, record_id: int, reason: str) -> None:
    """Close a record with the reason. Raises ``InputProblem`` for reason, ``NotKept``."""
    if not reason.strip():
        raise InputProblem({"reason": "Write why this can be closed."})
    with vault.transaction() as transaction:
        row = _open_row(transaction, record_id)
        row.state, row.closed_on, row.close_reason = CLOSED, transaction.clock.today(), reason.strip()
        row.review_on = None
        _keep_version(transaction, row, reason)


def reopen_safety(vault: Vault, record_id: int, reason: str) -> None:
    """Open a closed record again with the reason. Raises ``InputProblem`` for reason, ``NotKept``."""
    if not reason.strip():
        raise InputProblem({"reason": "Write why this is opened again."})
    with vault.transaction() as transaction:
        row = transaction.session.get_one(SafetyRecord, record_id)
        if row.state == OPEN:
            raise WorkwellError("This record is open already.", "Read it again.")
        row.state, row.closed_on, row.close_reason = OPEN, None, ""
        _keep_version(transaction, row, reason)


def is_open(session: Session, participant_id: int) -> bool:
    """Say whether there is an open safety record about somebody. For use inside the caller's transaction only."""
    mine = (SafetyRecord.participant_id == participant_id, SafetyRecord.state == OPEN)
    return session.scalar(select(SafetyRecord.id).where(*mine).limit(1)) is not None


def waiting(session: Session, member_id: int, today: date) -> Iterator[WaitingRow]:
    """Give the safety records of this coach's people that are to be looked at: reviews due, then nobody told yet.

    The sentences say nothing about the worry. Also when the case was closed or the referral declined since: a worry
    does not end with it. At most a hundred of each. For use inside the caller's transaction only.
    """
    yield from islice(_all_waiting(session, member_id, today), MOST_TOLD)


def _all_waiting(session: Session, member_id: int, today: date) -> Iterator[WaitingRow]:
    states = ("open", "closed", "referred", "declined")  # a worry does not end with the case
    mine = has_case(SafetyRecord.__table__.c.participant_id, member_id, states)
    joined = select(SafetyRecord, Participant).join(Participant, Participant.id == SafetyRecord.participant_id)
    joined = joined.where(SafetyRecord.state == OPEN, mine)
    due = (
        joined.where(SafetyRecord.review_on <= today).order_by(SafetyRecord.review_on, SafetyRecord.id).limit(MOST_TOLD)
    )
    for row, person in session.execute(due):
        late = row.review_on is not None and row.review_on < today
        when = dates.ago(row.review_on or today, today)
        yield _waiting_row(person, f"Something was to be looked at again {when}.", "Late" if late else "Today")
    told = select(SafetyTold.id).where(SafetyTold.safety_id == SafetyRecord.id).exists()
    untold = joined.where(~told).order_by(SafetyRecord.noticed_on, SafetyRecord.id).limit(MOST_TOLD)
    for _row, person in session.execute(untold):
        yield _waiting_row(person, "It is not written down yet who was told.", "To do")


def _waiting_row(person: Participant, reason: str, badge: str) -> WaitingRow:
    kind = "bad" if badge == "Late" else "warn"
    return WaitingRow(person.id, full_name(person), reason, "Read this first", badge, kind, "Open it", INTAKE, SECTION)


def _open_row(transaction: Transaction, record_id: int) -> SafetyRecord:
    row = transaction.session.get_one(SafetyRecord, record_id)
    if row.state != OPEN:
        raise WorkwellError("This record is closed.", "Open it again first.")
    return row


def _fill(row: SafetyRecord, entry: SafetyEntry, checked: safety_check.Checked) -> None:
    row.kind, row.words, row.done = entry.kind, entry.words.strip(), entry.done.strip()
    row.noticed_on, row.review_on = checked.noticed_on, checked.review_on


def _keep_version(transaction: Transaction, row: SafetyRecord, reason: str) -> None:
    """Keep the record as it stands now: the event beside a version holds its hash alone."""
    transaction.session.flush()
    content = {
        name: getattr(row, name)
        for name in ("kind", "noticed_on", "words", "done", "review_on", "state", "closed_on", "close_reason")
    }
    add_version(
        transaction,
        ENTITY,
        row.id,
        content,
        reason=reason.strip(),
        method="written",
        signed_on=transaction.clock.today(),
    )


def _line(session: Session, row: SafetyRecord, coaches: Mapping[int, str]) -> SafetyLine:
    told = session.scalars(select(SafetyTold).where(SafetyTold.safety_id == row.id).order_by(SafetyTold.told_at))
    versions = session.scalars(
        select(RecordVersion)
        .where(RecordVersion.entity == ENTITY, RecordVersion.entity_id == row.id)
        .order_by(RecordVersion.number.desc())
    )
    return SafetyLine(
        id=row.id,
        kind=row.kind,
        kind_words=lists.label("safety_kind", row.kind),
        noticed_on=row.noticed_on,
        words=row.words,
        done=row.done,
        review_on=row.review_on,
        open=row.state == OPEN,
        closed_on=row.closed_on,
        close_reason=row.close_reason,
        told=tuple(
            Told(
                one.who,
                one.told_at.astimezone(),
                lists.label("shared_way", one.way),
                "They agreed" if one.agreed == "yes" else lists.label("without_agreement", one.reason),
                one.note,
                coaches.get(one.created_by, ""),
            )
            for one in told
        ),
        versions=tuple(
            SafetyVersion(v.number, v.signed_on, coaches.get(v.created_by, ""), v.reason, json.loads(v.content))
            for v in versions
        ),
        coach=coaches.get(row.created_by, ""),
    )


def _suggested() -> tuple[CrisisContact, ...]:
    return tuple(CrisisContact(one.name, one.contact, one.when) for one in crisis_suggestions())
