"""What is written down about sharing, put before the one rule; and how a stop is said in a sentence."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework import dates
from workwell_desktop.casework.people import call_name
from workwell_desktop.casework.sharing_rule import EVERYBODY, Answer, Verdict, may_share, newest
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.agreements import Agreement
from workwell_desktop.models.papers import Paper

STOPPED_STEP = "This letter cannot go. Read it together again."
LETTER_AIM = "letter"  # a letter to the employer about changes at work


class SharingStopped(WorkwellError):
    """Something may not be shared: a no, a withdrawal or the end of an agreement stands against it."""


def sharing_verdict(session: Session, participant_id: int, recipient: str, name: str, aim: str, today: date) -> Verdict:
    """Decide from what was said up to a day whether something may be shared on it.

    For use inside the caller's transaction only.
    """
    return may_share(_said_by(session, participant_id, today), recipient, name, aim, today)


def _said_by(session: Session, participant_id: int, day: date) -> list[Answer]:
    """Return the answers that were given up to a day."""
    return [one for one in answers_of(session, participant_id) if (one.said_on or date.min) <= day]


def answers_of(session: Session, participant_id: int) -> tuple[Answer, ...]:
    """Return every answer of somebody about sharing and taking part, as the rule takes it."""
    mine = Agreement.participant_id == participant_id
    return tuple(as_answer(row) for row in session.scalars(select(Agreement).where(mine)))


def as_answer(row: Agreement) -> Answer:
    """Return a row as the rule takes it."""
    return Answer(
        row.id,
        EVERYBODY if row.purpose == "take_part" else row.recipient,
        row.recipient_name,
        row.aim,
        row.state,
        row.decided_on,
        row.expires_on,
        one_letter=bool(row.items),
    )


def stopped_sentence(who: str, name: str, verdict: Verdict) -> str:
    """Say in a sentence what stands against a sharing. Empty when nothing does."""
    if not verdict.stopped or verdict.answer is None:
        return ""
    answer = verdict.answer
    day = dates.plain((answer.expires_on if verdict.standing == "expired" else answer.said_on) or date.min)
    if answer.recipient == EVERYBODY:
        return f"{who} said on {day} that they do not take part."
    sentences = {
        "refused": f"{who} said no to sharing with {name} on {day}.",
        "withdrawn": f"{who} took back the agreement to share with {name} on {day}.",
        "expired": f"The agreement to share with {name} ended on {day}.",
    }
    return sentences[verdict.standing]


def stop_release(session: Session, paper: Paper, today: date) -> None:
    """Raise ``SharingStopped`` when what let a paper go was refused or taken back by a day, or had ended then.

    For use inside the caller's transaction only.
    """
    if stopped := why_stopped(session, paper, today):
        raise SharingStopped(stopped, STOPPED_STEP)


def why_stopped(session: Session, paper: Paper, today: date) -> str:
    """Say what stands against a paper that was agreed with somebody else; nothing when it may go out again.

    A later yes does not bring an old letter back: its lines are read again. A paper that went to nobody else has no
    agreement, and is the participant's own. For use inside the caller's transaction only.
    """
    if paper.agreement_id is None:
        return ""
    agreed = session.get_one(Agreement, paper.agreement_id)
    verdict = _no_since(session, agreed, today)
    if not verdict.stopped:
        return ""
    return stopped_sentence(call_name(session, paper.participant_id), agreed.recipient_name or paper.recipient, verdict)


def _no_since(session: Session, agreed: Agreement, today: date) -> Verdict:
    """Return the no that was said after an agreement and not after ``today``, or what stands on that day."""
    about = (agreed.recipient, agreed.recipient_name, agreed.aim, today)
    for answer in sorted(_said_by(session, agreed.participant_id, today), key=newest, reverse=True):
        if newest(answer) > newest(as_answer(agreed)):
            alone = may_share([answer], *about)
            if alone.standing in {"refused", "withdrawn"}:
                return alone
    return sharing_verdict(session, agreed.participant_id, *about)
