"""What somebody agreed to: taking part, and each sharing with one recipient for one purpose.

An answer is never written over: each is a row of its own, sealed by the event beside it. Whether something may be
shared is decided by one rule (``sharing_rule.py``) from all of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby, islice
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from workwell_desktop.casework import agreement_check, dates, lists, shared_things
from workwell_desktop.casework.drafts import drop_draft
from workwell_desktop.casework.mine import has_case
from workwell_desktop.casework.people import (
    call_name,
    current_episode,
    full_name,
    participant,
    wants_to_take_part,
)
from workwell_desktop.casework.shared_things import SharedThing, all_shared
from workwell_desktop.casework.sharing import as_answer, sharing_verdict
from workwell_desktop.casework.sharing_rule import ASKED, Standing, may_share, name_key, newest
from workwell_desktop.casework.tabs import INTAKE
from workwell_desktop.casework.waiting import MOST_TOLD, WaitingRow
from workwell_desktop.models.agreements import Agreement
from workwell_desktop.models.employment import Employment
from workwell_desktop.models.members import Member
from workwell_desktop.models.participants import Participant
from workwell_desktop.vault.store import Transaction, Vault
from workwell_desktop.vault.versions import DECIDED, agreement_detail

SCREEN = shared_things.SCREEN
SECTION = "agreements"  # the page of records behind the Intake
TAKE_PART, SHARE = "take_part", "share"
ENDS_SOON = timedelta(days=14)
UNANSWERED = timedelta(days=14)
STANDING_WORDS: dict[Standing, str] = {
    "agreed": "Agreed",
    "asked": "Asked",
    "refused": "Said no",
    "withdrawn": "Took it back",
    "expired": "Has ended",
    "never_asked": "Not asked yet",
}


@dataclass(frozen=True)
class AnswerEntry:
    """One answer as it is typed or chosen. Dates as people say them; ``shared`` are codes of ``shared_items``."""

    purpose: str = SHARE
    recipient: str = ""
    recipient_name: str = ""
    aim: str = ""
    state: str = ""
    decided_on: str = ""
    expires_on: str = ""
    method: str = ""
    shared: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class AnswerLine:
    """One answer as it is read: in words, with who wrote it down. ``letter_lines`` counts those of one letter."""

    id: int
    said: str
    said_on: date | None
    expires_on: date | None
    method: str
    shared: tuple[str, ...]
    note: str
    coach: str
    letter_lines: int = 0


@dataclass(frozen=True)
class SharingRow:
    """One recipient and purpose with how it stands now, and every answer about it, the newest first.

    ``about`` is the kind of recipient in words, ``name`` the particular one; ``decided_by`` says which no counts when
    it was a wider one.
    """

    recipient: str
    about: str
    name: str
    aim: str
    aim_words: str
    standing: Standing
    until: date | None
    decided_by: str
    answers: tuple[AnswerLine, ...]


@dataclass(frozen=True)
class AgreementsState:
    """All that somebody agreed to. ``names`` proposes a name for each kind of recipient, as far as one is known."""

    participant_id: int
    call_name: str
    takes_part: bool
    take_part: tuple[AnswerLine, ...]
    rows: tuple[SharingRow, ...]
    shared: tuple[SharedThing, ...]
    names: dict[str, str] = field(default_factory=dict)


def write_answer(vault: Vault, participant_id: int, entry: AnswerEntry) -> int:
    """Keep one answer as a new row and return its id. Raises ``InputProblem`` by field, and ``NotKept``."""
    checked = agreement_check.check(entry, vault.clock.today())
    with vault.transaction() as transaction:
        values: dict[str, Any] = {
            "participant_id": participant_id,
            "purpose": entry.purpose,
            "recipient": entry.recipient,
            "recipient_name": entry.recipient_name.strip(),
            "aim": entry.aim,
            "state": entry.state,
            "decided_on": checked.decided_on,
            "expires_on": checked.expires_on,
            "method": entry.method,
            "items": "",
            "shared": " ".join(entry.shared),
            "note": entry.note.strip(),
        }
        row = add_agreement(transaction, values)
        drop_draft(transaction, SCREEN, participant_id)
        return row


def add_agreement(transaction: Transaction, values: dict[str, Any]) -> int:
    """Keep an answer together with the event that seals it, inside the caller's transaction; return its id."""
    row = transaction.insert(Agreement, values)
    transaction.record(*DECIDED, row, agreement_detail(values))
    return row


def load_agreements(vault: Vault, participant_id: int) -> AgreementsState:
    """Return everything somebody agreed to, how it stands today, and what was shared already, the newest first."""
    today = vault.clock.today()
    with vault.reading() as session:
        rows = _rows(session, participant_id)
        coaches = {row.id: row.name for row in session.scalars(select(Member))}
        return AgreementsState(
            participant_id=participant_id,
            call_name=call_name(session, participant_id),
            takes_part=wants_to_take_part(session, participant_id),
            take_part=tuple(_line(row, coaches) for row in _newest_first(rows, TAKE_PART)),
            rows=tuple(_sharing_rows(rows, coaches, today)),
            shared=all_shared(session, participant_id),
            names=_names(session, participant_id),
        )


def was_asked(vault: Vault, participant_id: int) -> bool:
    """Say whether it is written down what this participant said about taking part."""
    with vault.reading() as session:
        return any(row.purpose == TAKE_PART for row in _rows(session, participant_id))


def waiting(session: Session, member_id: int, today: date) -> Iterator[WaitingRow]:
    """Give the agreements of this coach's open cases that end within 14 days, and questions unanswered for 14.

    For use inside the caller's transaction only. At most a hundred rows.
    """
    yield from islice(_all_waiting(session, member_id, today), MOST_TOLD)


def _all_waiting(session: Session, member_id: int, today: date) -> Iterator[WaitingRow]:
    joined = select(Agreement, Participant).join(Participant, Participant.id == Agreement.participant_id)
    joined = joined.where(has_case(Agreement.__table__.c.participant_id, member_id))
    ends = (
        joined.where(Agreement.expires_on.between(today, today + ENDS_SOON), Agreement.state.concat("") == "agreed")
        .order_by(Agreement.expires_on, Agreement.id)
        .limit(MOST_TOLD)
    )
    for row, person in session.execute(ends):
        verdict = sharing_verdict(session, person.id, row.recipient, row.recipient_name, row.aim, today)
        if verdict.answer is not None and verdict.answer.number == row.id and row.expires_on is not None:
            sentence = f"The agreement to share with {_who(row)} ends {dates.ago(row.expires_on, today)}."
            yield _waiting_row(person, sentence, "An agreement ends", "Ends soon")
    later = aliased(Agreement)  # an answer that plainly is one to this question; wider ones are looked for after
    same = ("participant_id", "purpose", "recipient", "recipient_name", "aim")
    answered = select(later.id).where(
        later.id > Agreement.id, *(getattr(later, name) == getattr(Agreement, name) for name in same)
    )
    asked = (
        joined.where(Agreement.state == ASKED, Agreement.decided_on <= today - UNANSWERED, ~answered.exists())
        .order_by(Agreement.decided_on, Agreement.id)
        .limit(MOST_TOLD)
    )
    for row, person in session.execute(asked):
        if _unanswered(session, row) and row.decided_on is not None:
            about = "taking part" if row.purpose == TAKE_PART else f"sharing with {_who(row)}"
            sentence = f"Asked about {about} {dates.ago(row.decided_on, today)}, and there is no answer yet."
            yield _waiting_row(person, sentence, "No answer yet", "No answer")


def _unanswered(session: Session, row: Agreement) -> bool:
    """Say whether a question is the last that was said: no answer, and no later question, came after it."""
    later = [one for one in _rows(session, row.participant_id) if newest(as_answer(one)) > newest(as_answer(row))]
    if row.purpose == TAKE_PART:
        return not any(one.purpose == TAKE_PART for one in later)
    wide = [as_answer(one) for one in later if one.purpose == SHARE and not one.items]
    verdict = may_share(wide, row.recipient, row.recipient_name, row.aim, date.min)
    return verdict.standing == "never_asked"


def _waiting_row(person: Participant, reason: str, short: str, badge: str) -> WaitingRow:
    return WaitingRow(person.id, full_name(person), reason, short, badge, "warn", "Open agreements", INTAKE, SECTION)


def _who(row: Agreement) -> str:
    return row.recipient_name or lists.label("recipient", row.recipient)


def _rows(session: Session, participant_id: int) -> list[Agreement]:
    return list(session.scalars(select(Agreement).where(Agreement.participant_id == participant_id)))


def _newest_first(rows: list[Agreement], purpose: str) -> list[Agreement]:
    mine = [row for row in rows if row.purpose == purpose]
    return sorted(mine, key=lambda row: newest(as_answer(row)), reverse=True)


def _sharing_rows(rows: list[Agreement], coaches: dict[int, str], today: date) -> Iterator[SharingRow]:
    """Give each recipient and purpose once: those in the order of the list of recipients, then by name and purpose."""
    order = [choice.code for choice in lists.choices("recipient")]
    aims = ["", *(choice.code for choice in lists.choices("sharing_aim"))]

    def key(row: Agreement) -> tuple[int, str, int, str]:
        kind = order.index(row.recipient) if row.recipient in order else len(order)
        return kind, name_key(row.recipient_name), aims.index(row.aim) if row.aim in aims else len(aims), row.aim

    answers = [as_answer(row) for row in rows]
    about_sharing = [row for row in rows if row.purpose == SHARE]
    for _key, group in groupby(sorted(about_sharing, key=key), key=key):
        mine = sorted(group, key=lambda row: newest(as_answer(row)), reverse=True)
        first = mine[0]
        verdict = may_share(answers, first.recipient, first.recipient_name, first.aim, today)
        standing: Standing = verdict.standing
        if standing == "never_asked" and first.items:  # what was agreed for one letter alone
            standing = "agreed"
        decided = next((row for row in rows if verdict.answer is not None and row.id == verdict.answer.number), first)
        yield SharingRow(
            recipient=first.recipient,
            about=lists.label("recipient", first.recipient),
            name=first.recipient_name,
            aim=first.aim,
            aim_words=lists.label("sharing_aim", first.aim) or "For any purpose",
            standing=standing,
            until=decided.expires_on if standing in {"agreed", "expired"} else None,
            decided_by="" if decided in mine else _wider(decided),
            answers=tuple(_line(row, coaches) for row in mine),
        )


def _wider(row: Agreement) -> str:
    """Say which wider no decides over a purpose of its own."""
    day = f" on {dates.plain(row.decided_on)}" if row.decided_on else ""
    return f"{STANDING_WORDS['withdrawn' if row.state == 'withdrawn' else 'refused']}{day}, for more than this."


def _line(row: Agreement, coaches: dict[int, str]) -> AnswerLine:
    return AnswerLine(
        id=row.id,
        said=lists.label("agreement_state", row.state),
        said_on=row.decided_on,
        expires_on=row.expires_on,
        method=lists.label("agreement_method", row.method),
        shared=tuple(lists.label("shared_items", code) for code in row.shared.split()),
        note=row.note,
        coach=coaches.get(row.created_by, ""),
        letter_lines=len(json.loads(row.items)) if row.items else 0,
    )


def _names(session: Session, participant_id: int) -> dict[str, str]:
    """Propose whom somebody means by their employer, GP practice or Jobcentre, as far as it is written down."""
    person = participant(session, participant_id)
    episode = current_episode(session, participant_id)
    employer = session.scalar(select(Employment.employer).where(Employment.episode_id == episode.id)) or ""
    known = {"employer": employer, "gp": person.gp_practice, "jobcentre": person.jobcentre}
    return {kind: name for kind, name in known.items() if name}


def kind_words(recipient: str) -> str:
    """Return a kind of recipient as it stands in a sentence: ``employer``, ``GP practice``."""
    words = lists.label("recipient", recipient).removeprefix("A ")
    return words if words[:2].isupper() or words.startswith("Jobcentre") else words[:1].lower() + words[1:]
