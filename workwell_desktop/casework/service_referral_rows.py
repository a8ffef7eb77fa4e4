"""The referral behind a step of the plan: begun, moved on and taken away with it, inside one transaction.

The step leads: whether and on which day something went stands in it (``refers``, ``sent_on``). A referral says more
finely how that goes on; the state of the step follows from it by ``STEP_STATES``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workwell_desktop.casework.service_referral_rules import (
    DID_NOT_COME,
    FINISHED,
    FORMAL,
    NOT_GONE,
    OF_STEP,
    SIGNPOST,
    STARTED,
    STEP_STATES,
    TO_SEND,
    ask_on,
)
from workwell_desktop.models.plans import PlanAction
from workwell_desktop.models.service_referrals import ServiceReferral, ServiceReferralEvent
from workwell_desktop.models.services import Service, ServiceLocation
from workwell_desktop.vault.store import Transaction

_AFTER_START = {STARTED, FINISHED, DID_NOT_COME}
_NOT_CONTENT = {"id", "step_id", "referral_id", "created_at", "created_by", "updated_at", "updated_by"}


@dataclass(frozen=True)
class Said:
    """How a referral stands since a day: a code, who said so, the reason of a no, and what was said.

    ``chase_on`` is the day to ask again; without one the rules say it.
    """

    state: str
    on: date
    who: str = ""
    reason: str = ""
    note: str = ""
    chase_on: date | None = None


@dataclass(frozen=True)
class KeptReferral:
    """A referral and its events as plain values, so that a step that was removed can be put back with them."""

    values: dict[str, Any]
    events: tuple[dict[str, Any], ...] = field(default=())


def referral_of(session: Session, step_id: int) -> ServiceReferral | None:
    """Return the referral behind a step, if there is one; for use inside the caller's transaction only."""
    return session.scalar(select(ServiceReferral).where(ServiceReferral.step_id == step_id))


def step_stands(transaction: Transaction, step: PlanAction, on: date, *, who: str = "", note: str = "") -> None:
    """Have the referral of a step stand as the step does since a day; it is begun where there is none yet.

    Called by everything that changes how a step stands. A referral that already says so more finely stays.
    """
    if step.service_id is None:
        return
    row = referral_of(transaction.session, step.id) or begin(transaction, step, FORMAL if step.refers else SIGNPOST, on)
    if STEP_STATES[row.state] != step.state:
        write(transaction, row, step, Said(OF_STEP[step.state], on, who, note=note))


def begin(transaction: Transaction, step: PlanAction, kind: str, on: date) -> ServiceReferral:
    """Begin the referral of a step that is about a service: nothing has gone yet."""
    row = ServiceReferral(
        step_id=step.id, service_id=step.service_id, kind=kind, state=TO_SEND, state_on=on, reason="",
        **_service_now(transaction.session, step.service_id or 0),
    )  # fmt: skip
    transaction.session.add(row)
    transaction.session.flush()
    _add_event(transaction, row, Said(TO_SEND, on))
    return row


def write(transaction: Transaction, row: ServiceReferral, step: PlanAction, said: Said) -> None:
    """Write one event of a referral, and what follows from it: since when, whether it went, when to ask again.

    The caller has made sure that it may go, and that the step stands in the state that belongs to it.
    """
    went_before = row.sent_on
    _add_event(transaction, row, said)
    row.state, row.state_on, row.reason = said.state, said.on, said.reason
    if row.kind == FORMAL:
        row.sent_on = step.sent_on
    elif said.state not in NOT_GONE:
        row.sent_on = row.sent_on or said.on
    if said.state == STARTED:
        row.started_on = row.started_on or said.on
    elif said.state not in _AFTER_START:
        row.started_on = None
    row.chase_on = said.chase_on or ask_on(said.state, said.on)
    if row.sent_on is not None and went_before is None:
        for name, value in _service_now(transaction.session, row.service_id).items():
            setattr(row, name, value)
    transaction.session.flush()


def taken_with(session: Session, step: PlanAction) -> KeptReferral | None:
    """Take the referral of a step away, and return what it takes to put it back; nothing where there is none."""
    row = referral_of(session, step.id)
    if row is None:
        return None
    events = session.scalars(
        select(ServiceReferralEvent).where(ServiceReferralEvent.referral_id == row.id).order_by(ServiceReferralEvent.id)
    )
    kept = KeptReferral(_values(row), tuple(_values(event) for event in events))
    session.execute(delete(ServiceReferralEvent).where(ServiceReferralEvent.referral_id == row.id))
    session.delete(row)
    session.flush()
    return kept


def put_with(session: Session, step_id: int, kept: KeptReferral) -> None:
    """Put back behind a step what :func:`taken_with` took away."""
    row = ServiceReferral(step_id=step_id, **kept.values)
    session.add(row)
    session.flush()
    session.add_all(ServiceReferralEvent(referral_id=row.id, **event) for event in kept.events)
    session.flush()


def _values(row: ServiceReferral | ServiceReferralEvent) -> dict[str, Any]:
    return {key: getattr(row, key) for key in row.__table__.columns.keys() if key not in _NOT_CONTENT}  # noqa: SIM118 - a collection of columns, not a dictionary


def _add_event(transaction: Transaction, row: ServiceReferral, said: Said) -> None:
    transaction.session.add(
        ServiceReferralEvent(
            referral_id=row.id,
            happened_on=said.on,
            state=said.state,
            who=said.who.strip(),
            reason=said.reason,
            note=said.note.strip(),
        )
    )
    transaction.session.flush()


def _service_now(session: Session, service_id: int) -> dict[str, str]:
    """Return the service as it is shown now: what was known when somebody was sent there."""
    service = session.get_one(Service, service_id)
    place = session.scalar(
        select(ServiceLocation).where(ServiceLocation.face_id == service.face_id).order_by(ServiceLocation.number)
    )
    where = (place.address, place.postcode) if place is not None and not service.face.sensitive else ()
    return {
        "service_uid": service.uid,
        "service_name": service.face.name,
        "service_phone": service.face.phone,
        "service_address": ", ".join(filter(None, where)),
    }
