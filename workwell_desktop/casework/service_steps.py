"""A step of the plan that sends a referral to a service: it goes with an agreement in force for that service only.

A step that only gives the participant the details of a service needs none. What was sent stays as it is, and how it
goes on is written down, whatever was said since.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework.people import call_name
from workwell_desktop.casework.sharing import SharingStopped, sharing_verdict, stopped_sentence
from workwell_desktop.casework.sharing_rule import Verdict
from workwell_desktop.models.plans import Plan, PlanAction
from workwell_desktop.models.services import Service

REFER_AIM = "refer"  # ask this service to help
SENT = ("doing", "waiting", "booked", "done")
_ASK_AGAIN = "No referral can go there now. Ask again, and write the answer down in Agreements."


def stop_added_step(session: Session, participant_id: int, service: Service, today: date) -> None:
    """Raise ``SharingStopped`` when a no, a withdrawal or the end of an agreement stands against such a referral.

    A step that is still to be talked about needs no yes yet. For use inside the caller's transaction only.
    """
    verdict = _verdict(session, participant_id, service, today)
    if verdict.stopped:
        raise SharingStopped(
            stopped_sentence(call_name(session, participant_id), service.face.name, verdict), _ASK_AGAIN
        )


def send_or_stop(session: Session, participant_id: int, step: PlanAction, state: str, today: date) -> None:
    """Note the day when a step sends its referral; raise ``SharingStopped`` when no agreement for it is in force.

    For use inside the caller's transaction only, before the step gets its new ``state``.
    """
    if not step.refers or step.service_id is None or step.state in SENT or state not in SENT:
        return
    service = session.get_one(Service, step.service_id)
    stop_added_step(session, participant_id, service, today)
    if not _verdict(session, participant_id, service, today).may:
        who = call_name(session, participant_id)
        raise SharingStopped(
            f"{who} has not agreed to a referral to {service.face.name} yet.",
            "Ask, and write the answer down in Agreements.",
        )
    step.sent_on = step.sent_on or today


def not_agreed(session: Session, participant_id: int, plan: Plan, today: date) -> Iterator[str]:
    """Say for each referral of a plan that is still to be sent what is missing for it.

    For use inside the caller's transaction only.
    """
    who = call_name(session, participant_id)
    waiting = (
        select(Service)
        .join(PlanAction, PlanAction.service_id == Service.id)
        .where(PlanAction.plan_id == plan.id, PlanAction.refers, PlanAction.state == "todo")
        .order_by(PlanAction.position, PlanAction.id)
    )
    for service in session.scalars(waiting):
        verdict = _verdict(session, participant_id, service, today)
        if verdict.stopped:
            yield f"The referral to {service.face.name} cannot go. {stopped_sentence(who, service.face.name, verdict)}"
        elif not verdict.may:
            asked = (
                "It is asked for and not answered yet." if verdict.standing == "asked" else "It is not asked for yet."
            )
            yield f"The referral to {service.face.name} needs {who}’s agreement first. {asked}"


def _verdict(session: Session, participant_id: int, service: Service, today: date) -> Verdict:
    return sharing_verdict(session, participant_id, "service", service.face.name, REFER_AIM, today)
