"""The letters of one participant: which kinds there are, what each lacks, and those that were made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework import lists, papers
from workwell_desktop.casework.drafts import read_draft
from workwell_desktop.casework.letter_facts import facts_of
from workwell_desktop.casework.letter_gaps import Gap, gaps_of
from workwell_desktop.casework.letter_kinds import EMPLOYER, GP, SERVICE, LetterKind
from workwell_desktop.casework.letter_release import short_print
from workwell_desktop.casework.letter_slots import lines_of
from workwell_desktop.casework.letter_templates import all_kinds
from workwell_desktop.casework.letters import screen_of, stop_letter
from workwell_desktop.casework.people import call_name, current_episode
from workwell_desktop.casework.plan_rows import plan_of
from workwell_desktop.casework.sharing import SharingStopped, why_stopped
from workwell_desktop.models.agreements import Agreement
from workwell_desktop.models.papers import Paper
from workwell_desktop.models.plans import PlanAction
from workwell_desktop.models.services import Service
from workwell_desktop.vault.store import Vault


@dataclass(frozen=True)
class LetterChoice:
    """One letter that can be begun: its kind, what it is for, who it goes to, and what is missing.

    ``recipient_id`` is the id of the service it goes to, else 0. ``stopped`` says what stands against sharing with
    this reader; ``begun``: it is being read already.
    """

    kind: str
    to: str
    title: str
    purpose: str
    reader: str
    recipient_id: int
    gaps: tuple[Gap, ...]
    stopped: str
    begun: bool

    @property
    def can_begin(self) -> bool:
        """Say whether nothing stops this letter now."""
        return not self.stopped and not any(gap.required for gap in self.gaps)


@dataclass(frozen=True)
class MadeLetter:
    """One letter that was made: what it is, when and how it was agreed, and which version (``short_print``).

    ``stopped`` says why it may not leave any more.
    """

    paper_id: int
    title: str
    recipient: str
    made_on: date
    agreed_on: date | None
    how: str
    version: str
    stopped: str


@dataclass(frozen=True)
class LettersState:
    """All about somebody's letters."""

    participant_id: int
    call_name: str
    choices: tuple[LetterChoice, ...]
    made: tuple[MadeLetter, ...]


def load_letters(vault: Vault, participant_id: int) -> LettersState:
    """Return every kind of letter with what it lacks for this participant, and the letters made, the newest first."""
    today = vault.clock.today()
    with vault.reading() as session:
        choices = [
            _choice(session, vault, kind, participant_id, service, today)
            for kind in all_kinds(session)
            for service in (_services(session, participant_id) if kind.to == SERVICE else [0])
        ]
        return LettersState(
            participant_id,
            call_name(session, participant_id),
            tuple(choices),
            tuple(_made(session, participant_id, today)),
        )


def _choice(
    session: Session, vault: Vault, kind: LetterKind, participant_id: int, service: int, today: date
) -> LetterChoice:
    facts = facts_of(session, kind, participant_id, service, today, vault.coach)
    gaps = gaps_of(kind, facts, lines_of(session, kind, facts, service, today))
    stopped = ""
    if facts.recipient:
        try:
            stop_letter(session, participant_id, facts.call_name, facts.recipient, today, to=kind.to, aim=kind.aim)
        except SharingStopped as problem:
            stopped = problem.sentence
    screen = screen_of(kind.code, service)
    begun = read_draft(session, vault.member_id, screen, participant_id) is not None
    reader = facts.recipient or {EMPLOYER: "the employer", GP: "the GP practice"}.get(kind.to, "a service in the plan")
    return LetterChoice(kind.code, kind.to, kind.title, kind.purpose, reader, service, gaps, stopped, begun)


def _services(session: Session, participant_id: int) -> list[int]:
    """Return the ids of the services in the plan, those that are to get a referral first; 0 where there is none."""
    plan = plan_of(session, current_episode(session, participant_id).id)
    if plan is None:
        return [0]
    mine = (
        select(Service.id)
        .join(PlanAction, PlanAction.service_id == Service.id)
        .where(PlanAction.plan_id == plan.id)
        .order_by(PlanAction.refers.desc(), PlanAction.position, PlanAction.id)
    )
    return list(dict.fromkeys(session.scalars(mine))) or [0]


def _made(session: Session, participant_id: int, today: date) -> Iterator[MadeLetter]:
    rows = session.scalars(
        select(Paper)
        .where(Paper.participant_id == participant_id, Paper.kind == papers.LETTER)
        .order_by(Paper.id.desc())
    )
    for row in rows:
        agreed = session.get(Agreement, row.agreement_id) if row.agreement_id else None
        content = json.loads(row.content)
        yield MadeLetter(
            paper_id=row.id,
            title=content.get("title", "Letter"),
            recipient=row.recipient,
            made_on=row.issued_on,
            agreed_on=agreed.decided_on if agreed else None,
            how=lists.label("agreement_method", agreed.method) if agreed else "",
            version=short_print(agreed.fingerprint if agreed else ""),
            stopped=why_stopped(session, row, today),
        )
