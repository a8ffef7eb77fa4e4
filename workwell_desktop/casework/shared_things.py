"""What was shared about somebody already, with whom and when: papers, what was told, and steps with a service.

What went by another way than a paper of ours is written down here: with an agreement in force, or with the reason
without one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework import lists
from workwell_desktop.casework.agreement_check import past_day
from workwell_desktop.casework.drafts import drop_draft
from workwell_desktop.casework.service_steps import SENT
from workwell_desktop.casework.sharing import sharing_verdict
from workwell_desktop.casework.sharing_rule import same_name
from workwell_desktop.errors import InputProblem
from workwell_desktop.models.agreements import Agreement, Shared
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.papers import Paper
from workwell_desktop.models.plans import Plan, PlanAction
from workwell_desktop.models.services import Service, ServiceFace
from workwell_desktop.vault.store import Vault

SCREEN = "agreements"  # where words about agreements are kept until they are saved: the code of their page
_PAPERS = {"stages": "Calendar of going back in stages"}  # by kind, where its own name says too little
CANNOT_CALL_BACK = "We cannot call back a letter that has been sent."


@dataclass(frozen=True)
class SharedThing:
    """One thing that somebody else has: what, who has it, since when and how it got there.

    ``paper_id`` names an issued paper that can be looked at. ``why`` is the reason where there was no agreement.
    """

    recipient: str
    name: str
    what: str
    how: str
    on: date | None
    paper_id: int = 0
    why: str = ""


@dataclass(frozen=True)
class SharedEntry:
    """Something told or sent by other means, as it is typed. ``reason`` (a code) and ``note`` when nobody agreed."""

    recipient: str = ""
    recipient_name: str = ""
    aim: str = ""
    shared_on: str = ""
    way: str = ""
    what: str = ""
    reason: str = ""
    note: str = ""


def write_shared(vault: Vault, participant_id: int, entry: SharedEntry) -> int:
    """Write down what was told or sent, and return its id.

    Without an agreement that holds on that day for that recipient and purpose a reason is needed. Raises
    ``InputProblem`` by field, and ``NotKept``.
    """
    problems: dict[str, str] = {}
    day = past_day(
        entry.shared_on, vault.clock.today(), "shared_on", problems, missing="Write the day this was shared."
    )
    if lists.find("recipient", entry.recipient) is None:
        problems["recipient"] = "Choose who this was shared with."
    if not entry.recipient_name.strip():
        problems["recipient_name"] = "Write who: one employer, one service or one person."
    if lists.find("shared_way", entry.way) is None:
        problems["way"] = "Choose how this was told."
    if lists.find("sharing_aim", entry.aim) is None:
        problems["aim"] = "Choose what the sharing was for."
    if not entry.what.strip():
        problems["what"] = "Write what was shared."
    if entry.reason == "other" and not entry.note.strip():
        problems["note"] = "Write the reason."
    if problems or day is None:
        raise InputProblem(problems)
    with vault.transaction() as transaction:
        verdict = sharing_verdict(
            transaction.session, participant_id, entry.recipient, entry.recipient_name, entry.aim, day
        )
        if not verdict.may and not entry.reason:
            raise InputProblem({"reason": "Nobody agreed to this. Choose why it was shared all the same."})
        row = Shared(
            participant_id=participant_id,
            agreement_id=verdict.answer.number if verdict.may and verdict.answer else None,
            recipient=entry.recipient,
            recipient_name=entry.recipient_name.strip(),
            aim=entry.aim,
            shared_on=day,
            way=entry.way,
            what=entry.what.strip(),
            reason="" if verdict.may else entry.reason,
            note=entry.note.strip(),
        )
        transaction.session.add(row)
        transaction.session.flush()
        drop_draft(transaction, SCREEN, participant_id)
        transaction.record("share", "shared", row.id, {"on": day, "agreement": row.agreement_id, "reason": row.reason})
        return row.id


def all_shared(session: Session, participant_id: int) -> tuple[SharedThing, ...]:
    """Return everything that left, the newest first. For use inside the caller's transaction only."""
    found = [*_papers(session, participant_id), *_told(session, participant_id), *_steps(session, participant_id)]
    return tuple(sorted(found, key=lambda one: one.on or date.min, reverse=True))


def shared_with(things: tuple[SharedThing, ...], recipient: str, name: str) -> tuple[SharedThing, ...]:
    """Return what one recipient has; with an empty name, what all of that kind have; with no kind, everything."""
    return tuple(
        one
        for one in things
        if not recipient or (one.recipient == recipient and (not name.strip() or same_name(one.name, name)))
    )


def _papers(session: Session, participant_id: int) -> Iterator[SharedThing]:
    """Give the papers that went to somebody else: those with an agreement, and letters."""
    mine = (
        select(Paper.id, Paper.kind, Paper.number, Paper.reference, Paper.recipient, Paper.issued_on)
        .add_columns(Agreement.recipient.label("of_kind"), Agreement.recipient_name)
        .outerjoin(Agreement, Agreement.id == Paper.agreement_id)
        .where(Paper.participant_id == participant_id)
    )
    for row in session.execute(mine):
        if row.of_kind is None and row.kind != "letter":
            continue  # the participant's own
        yield SharedThing(
            recipient=row.of_kind or "employer",
            name=row.recipient_name or row.recipient,
            what=f"{_PAPERS.get(row.kind, row.kind.capitalize())} number {row.number}",
            how=f"Reference {row.reference}",
            on=row.issued_on,
            paper_id=row.id,
        )


def _told(session: Session, participant_id: int) -> Iterator[SharedThing]:
    for row in session.scalars(select(Shared).where(Shared.participant_id == participant_id).order_by(Shared.id)):
        yield SharedThing(
            recipient=row.recipient,
            name=row.recipient_name,
            what=row.what,
            how=lists.label("shared_way", row.way),
            on=row.shared_on,
            why=lists.label("without_agreement", row.reason),
        )


def _steps(session: Session, participant_id: int) -> Iterator[SharedThing]:
    """Give the referrals to a service that went, since the first day they did: that service knows of this person.

    One that the person goes to themselves was told nothing by us. Where a step stands now as if nothing had gone,
    somebody has to look it up: the state may have been pressed by mistake.
    """
    found = session.execute(
        select(PlanAction.what, PlanAction.state, PlanAction.sent_on, ServiceFace.name)
        .join(Plan, Plan.id == PlanAction.plan_id)
        .join(Episode, Episode.id == Plan.episode_id)
        .join(Service, Service.id == PlanAction.service_id)
        .join(ServiceFace, ServiceFace.id == Service.face_id)
        .where(Episode.participant_id == participant_id, PlanAction.sent_on.is_not(None))
        .order_by(PlanAction.id)
    )
    for row in found:
        how = f"A step of the plan: {lists.label('step_state', row.state).lower()}"
        how = how if row.state in SENT else f"{how}. Look up whether the referral had gone"
        yield SharedThing("service", row.name, row.what, how, row.sent_on)
