"""The plan on paper: what stands in it, in which size, and keeping what was issued."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework import dates, papers, plan_content
from workwell_desktop.casework.needs import print_format
from workwell_desktop.casework.people import coach_name, current_episode, full_name, participant
from workwell_desktop.casework.plan_content import Step
from workwell_desktop.casework.plan_rows import ENTITY, plan_of
from workwell_desktop.casework.plan_state import PlanState, load_plan
from workwell_desktop.casework.service_profile import CrisisContact, profile_in
from workwell_desktop.casework.service_text import NOT_CHECKED, freshness
from workwell_desktop.documents.kept import KeptDocument
from workwell_desktop.documents.model import Size
from workwell_desktop.documents.plan import (
    NextMeeting,
    PlanChange,
    PlanGoal,
    PlanPaper,
    PlanService,
    PlanStep,
    plan_document,
    plan_pdf,
)
from workwell_desktop.models.audit import RecordVersion
from workwell_desktop.models.papers import Paper
from workwell_desktop.models.plans import Plan
from workwell_desktop.models.services import Service
from workwell_desktop.vault.store import Vault

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_WHOSE = {"participant": 0, "coach": 1, "employer": 2, "service": 3}
SIZES: Mapping[str, Size] = {"standard": "standard", "large": "large", "giant": "giant", "spaced": "spaced"}
_MOST_CRISIS = 3  # a short list is read in need; the service puts its own first in the settings
ON_PAPER = ("idea", "in_letter", "asked", "agreed", "in_place")  # not what was refused or has ended


def plan_paper(vault: Vault, participant_id: int, reference: str, size: Size | None = None) -> PlanPaper:
    """Return the participant's plan as the data of their own paper, in the size that they need unless one is named.

    Steps that were left out, and changes at work that were refused or have ended, do not stand on it.
    """
    state = load_plan(vault, participant_id)
    today = vault.clock.today()
    with vault.reading() as session:
        episode = current_episode(session, participant_id)
        plan = plan_of(session, episode.id)
        profile = profile_in(session)
        return PlanPaper(
            service_name=profile.name,
            title=plan_content.title(state.plan_type),
            participant=full_name(participant(session, participant_id)),
            coach=coach_name(session, episode),
            made_on=today,
            number=state.number,
            agreed_on=plan.agreed_on if plan else None,
            goals=tuple(PlanGoal(goal.words, goal.by, goal.confidence) for goal in state.goals),
            steps=_steps(state),
            changes=tuple(
                PlanChange(change.now, change.helps, change.until, change.state_word)
                for change in state.changes
                if change.state in ON_PAPER
            ),
            services=_services(session, state, today),
            next_meeting=_meeting(state),
            review_on=state.review_on,
            coach_phone=profile.coach_phone,
            crisis=tuple(crisis_sentence(contact) for contact in profile.crisis[:_MOST_CRISIS]),
            size=size or print_format(session, participant_id).size,
            reference=reference,
            coach_called=state.coach,
            agreed_how=plan.agreed_how if plan and state.agreed else "",
            signature=_signature(session, plan) if plan and state.agreed else (),
        )


def issue_plan(vault: Vault, participant_id: int, *, size: Size | None = None, reason: str = "") -> int:
    """Make the plan's paper, keep it in the vault and return its id; ``size`` is what they need unless one is named.

    When nothing changed since the last one was made today, that one is the answer: printing twice makes no second
    record. Raises ``PaperProblem`` when a text cannot be printed; ``NotKept``.
    """
    paper = plan_paper(vault, participant_id, papers.fresh_reference(papers.PLAN, vault.clock), size)
    with vault.reading() as session:
        agreed = version_id(session, participant_id, paper.number) if paper.agreed_on else None
    return keep_once(
        vault, participant_id, papers.PLAN, paper, lambda: plan_pdf(paper), number=paper.number,
        recipient=paper.participant, version=agreed, reason=reason,
        document=KeptDocument(plan_document(paper), paper.size),
    )  # fmt: skip


def keep_once(
    vault: Vault,
    participant_id: int,
    kind: str,
    paper: DataclassInstance,
    make: Callable[[], bytes],
    *,
    number: int,
    recipient: str,
    version: int | None = None,
    reason: str = "",
    document: KeptDocument | None = None,
) -> int:
    """Keep a paper that ``make`` draws, and return its id; the same one of today is the answer when there is one.

    ``paper`` is what it is made from, with its ``reference``; ``document`` what its other files are made from.
    Raises what ``make`` raises; ``NotKept``.
    """
    content = asdict(paper)
    with vault.reading() as session:
        known = _same_of_today(session, participant_id, kind, content, reason, vault.clock.today())
    if known is not None:
        return known
    pdf = make()
    with vault.transaction() as transaction:
        return papers.keep_paper(
            transaction,
            participant_id=participant_id,
            kind=kind,
            number=number,
            reference=content["reference"],
            pdf=pdf,
            content=content,
            document=document,
            recipient=recipient,
            version_id=version,
            reason=reason,
        )


def _same_of_today(
    session: Session, participant_id: int, kind: str, content: Mapping[str, Any], reason: str, today: date
) -> int | None:
    """Return the id of a paper that was issued today with the same content and reason, or nothing."""
    of_today = (
        select(Paper)
        .where(Paper.participant_id == participant_id, Paper.kind == kind, Paper.issued_on == today)
        .order_by(Paper.id.desc())
    )
    for row in session.scalars(of_today):
        if row.reason == reason and papers.content_text({**content, "reference": row.reference}) == row.content:
            return row.id
    return None


def crisis_sentence(contact: CrisisContact) -> str:
    """Return whom to ring in a crisis as the paper says it: name, how, and when it is open, in one sentence."""
    how, when = contact.contact.strip().rstrip("."), contact.when.strip().rstrip(".")
    if how.startswith(("Ring ", "Text ")):
        how = how[0].lower() + how[1:]
    open_when = "" if not when or when == NOT_CHECKED else f", {when[0].lower()}{when[1:]}"
    return f"{contact.name.strip()}: {how}{open_when}."


def service_lines(service: Service) -> tuple[str, ...]:
    """Return how to reach a service, a line each, only what is known."""
    text = f"Text {service.face.text_number}" if service.face.text_number else ""
    web = service.face.web.removeprefix("https://").rstrip("/")
    return tuple(line for line in (service.face.phone, text, service.face.email, web) if line)


def _steps(state: PlanState) -> tuple[PlanStep, ...]:
    """Return the steps as the participant reads them: their own first, under *Me*, then each of the others'."""
    named = {"coach": state.coach, "employer": state.employer}
    mine = sorted(
        (step for step in state.steps if step.state != "stopped"),
        key=lambda step: _WHOSE.get(step.kind, _WHOSE["participant"] if _is_me(step, state) else len(_WHOSE)),
    )
    return tuple(
        PlanStep(
            what=step.what,
            who="Me" if _is_me(step, state) else step.who or named.get(step.kind, ""),
            by=step.by,
            done=step.state == "done",
        )
        for step in mine
    )


def _is_me(step: Step, state: PlanState) -> bool:
    return step.who.casefold() == state.call_name.casefold() or (step.kind == "participant" and not step.who)


def _services(session: Session, state: PlanState, today: date) -> tuple[PlanService, ...]:
    wanted = dict.fromkeys(step.service_id for step in state.steps if step.service_id and step.state != "stopped")
    found = (session.get_one(Service, service_id) for service_id in wanted)
    return tuple(
        PlanService(
            name=service.face.name,
            what=service.face.summary,
            contact=service_lines(service),
            checked=freshness((service.checked_on, service.face.assured_on), today)[0],
        )
        for service in found
    )


def _meeting(state: PlanState) -> NextMeeting | None:
    if state.meeting is None:
        return None
    return NextMeeting(when=meeting_words(state.meeting.starts_at), where=state.meeting.place, note="")


def meeting_words(starts_at: datetime) -> str:
    """Return a meeting's day and time in full: ``Tuesday 8 December 2026 at 11:00``."""
    return f"{dates.full(starts_at.date())} at {starts_at:%H:%M}"


def _signature(session: Session, plan: Plan) -> tuple[tuple[int, ...], ...]:
    """Return the strokes that stand in the version which is in force, or nothing where none was drawn."""
    content = session.scalar(
        select(RecordVersion.content)
        .where(RecordVersion.entity == ENTITY, RecordVersion.entity_id == plan.id)
        .order_by(RecordVersion.number.desc())
        .limit(1)
    )
    strokes = json.loads(content)["signature"] if content else ()
    return tuple(tuple(stroke) for stroke in strokes)


def version_id(session: Session, participant_id: int, number: int) -> int | None:
    """Return the id of an agreed version of somebody's plan by its number, or nothing where there is none.

    For use inside the caller's transaction only.
    """
    plan = plan_of(session, current_episode(session, participant_id).id)
    if plan is None:
        return None
    return session.scalar(
        select(RecordVersion.id).where(
            RecordVersion.entity == ENTITY, RecordVersion.entity_id == plan.id, RecordVersion.number == number
        )
    )
