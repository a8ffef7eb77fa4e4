"""Issuing the letter to the employer: what was agreed line by line goes to the paper, and nothing else.

``documents/letter.py`` takes agreed texts only. The issued bytes are kept with the agreement that let them go.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework import papers
from workwell_desktop.casework.dates import plain
from workwell_desktop.casework.drafts import drop_draft
from workwell_desktop.casework.letter_guard import refuse_unanswered, shared_words
from workwell_desktop.casework.letters import (
    ABLE,
    AGREED,
    HELPED,
    HELPS,
    NOW,
    OPENING,
    REPLY,
    REVIEW,
    SCREEN,
    SPARED,
    LetterDraft,
    LetterLine,
    last_no,
    stop_letter,
)
from workwell_desktop.casework.lists import find
from workwell_desktop.casework.people import current_episode, full_name, participant
from workwell_desktop.casework.service_profile import Profile, profile_in
from workwell_desktop.casework.sharing import LETTER_AIM
from workwell_desktop.documents.letter import AgreedText, EmployerLetter, LetterRow, agree, letter_pdf
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.agreements import Agreement
from workwell_desktop.models.employment import Employment
from workwell_desktop.models.plans import Adjustment
from workwell_desktop.vault.store import Vault
from workwell_desktop.vault.versions import DECIDED, agreement_detail

HEADINGS = {"return": "Coming back to work", "seek": "Starting work"}  # else how somebody does well at work:
HEADING = "Changes at work for me"
_TITLES = ("mr", "mrs", "ms", "miss", "mx", "dr", "prof")


@dataclass(frozen=True)
class LetterFacts:
    """What stands in every letter besides the agreed lines: who writes to whom, and when."""

    to_lines: tuple[str, ...]
    from_lines: tuple[str, ...]
    written_on: date
    salutation: str
    heading: str
    participant: str
    participant_called: str
    coach: str
    coach_phone: str
    employer: str
    number: int
    reference: str
    service_name: str
    coach_role: str = ""


def issue_letter(vault: Vault, draft: LetterDraft, *, agreed_on: date, method: str) -> int:
    """Make the letter of the agreed lines, keep it with the agreement, and return the paper's id. Slow: on the worker.

    ``method`` is a code of the agreement methods; another one is a bug (``ValueError``). Raises ``WorkwellError`` when
    something stands in the way, and ``PaperProblem`` when a name or an address cannot be printed. Nothing is kept then.
    """
    if find("agreement_method", method) is None:
        raise ValueError("no such way of agreeing")
    if draft.why_not:
        raise WorkwellError(draft.why_not, "Go through the lines again.")
    agreed = [line for line in draft.lines if line.choice == AGREED]
    with vault.reading() as session:
        refuse_unanswered(session, draft.participant_id, agreed)
        _check_yes(session, draft, agreed_on, vault.clock.today())
        letter = _letter(session, vault, draft, agreed_on)
    pdf = letter_pdf(letter)
    with vault.transaction() as transaction:
        session = transaction.session
        agreement = Agreement(
            participant_id=draft.participant_id,
            purpose="share",
            recipient="employer",
            recipient_name=draft.employer,
            aim=LETTER_AIM,
            state=AGREED,
            decided_on=agreed_on,
            method=method,
            items=json.dumps([line.text for line in agreed], ensure_ascii=False),
        )
        session.add(agreement)
        for line in agreed:
            if line.kind == HELPS and line.adjustment_id is not None:
                row = session.get_one(Adjustment, line.adjustment_id)
                row.state = "in_letter" if row.state == "idea" else row.state
        session.flush()
        transaction.record(*DECIDED, agreement.id, agreement_detail(vars(agreement)))
        paper = papers.keep_paper(
            transaction,
            participant_id=draft.participant_id,
            kind=papers.LETTER,
            number=letter.number,
            reference=letter.reference,
            pdf=pdf,
            content={**_content(letter), "shared_about_health": shared_words(agreed)},
            recipient=draft.employer,
            agreement_id=agreement.id,
        )
        drop_draft(transaction, SCREEN, draft.participant_id)
        return paper


def agreed_letter(facts: LetterFacts, lines: Sequence[LetterLine], agreed_on: date) -> EmployerLetter:
    """Return the letter that holds the agreed lines and nothing else of what was prepared."""
    said = {line.key: agree(line.text, agreed_on) for line in lines if line.choice == AGREED}
    rows: dict[int, dict[str, Any]] = {}
    for line in lines:
        if line.key in said and line.adjustment_id is not None:
            row = rows.setdefault(line.adjustment_id, {NOW: None, HELPS: None, "until": None})
            row[line.kind] = said[line.key]
            row["until"] = line.until if line.kind == HELPS else row["until"]
    kept = {line.kind: line for line in lines if line.key in said}

    def texts(kind: str) -> tuple[AgreedText, ...]:
        return tuple(said[line.key] for line in lines if line.kind == kind and line.key in said)

    return EmployerLetter(
        **asdict(facts),
        opening=texts(OPENING),
        rows=tuple(LetterRow(row[NOW], row[HELPS], row["until"]) for row in rows.values()),
        closing=(),
        able=texts(ABLE),
        helped=texts(HELPED),
        avoid=texts(SPARED),
        reply_by=kept[REPLY].until if REPLY in kept else None,
        review_on=kept[REVIEW].until if REVIEW in kept else None,
        agreed_on=agreed_on,
    )


def _check_yes(session: Session, draft: LetterDraft, agreed_on: date, today: date) -> None:
    """Raise ``WorkwellError`` for a yes that was for another employer, before a no, or still to come.

    ``SharingStopped`` when a no, a withdrawal or the end of an agreement stands against this letter.
    """
    episode = current_episode(session, draft.participant_id)
    employer = session.scalar(select(Employment.employer).where(Employment.episode_id == episode.id))
    if employer != draft.employer:
        raise WorkwellError("The employer is another one now.", "Turn back and read the letter again.")
    if agreed_on > today:
        raise WorkwellError("The day this was agreed is still to come.", "Write today or the day it was.")
    stop_letter(session, draft.participant_id, draft.call_name, draft.employer, today)
    said_no = last_no(session, draft.participant_id, draft.employer, today)
    if said_no is not None and agreed_on < said_no:
        raise WorkwellError(
            f"{draft.call_name} said no to sharing on {plain(said_no)}.",
            "Ask again, and write the day it was agreed after that.",
        )


def _letter(session: Session, vault: Vault, draft: LetterDraft, agreed_on: date) -> EmployerLetter:
    person = participant(session, draft.participant_id)
    episode = current_episode(session, draft.participant_id)
    job = session.scalars(select(Employment).where(Employment.episode_id == episode.id)).one()
    profile = profile_in(session)
    facts = LetterFacts(
        to_lines=_to_lines(job),
        from_lines=_from_lines(full_name(person), profile),
        written_on=vault.clock.today(),
        salutation=_salutation(job.manager_name),
        heading=HEADINGS.get(episode.plan_type, HEADING),
        participant=full_name(person),
        participant_called=draft.call_name,
        coach=vault.coach,
        coach_phone=profile.coach_phone,
        employer=job.employer,
        number=papers.next_number(session, draft.participant_id, papers.LETTER, job.employer),
        reference=papers.fresh_reference(papers.LETTER, vault.clock),
        service_name=profile.name,
        coach_role=profile.coach_role,
    )
    return agreed_letter(facts, draft.lines, agreed_on)


def _to_lines(job: Employment) -> tuple[str, ...]:
    who = ", ".join(part for part in (job.manager_name, job.manager_role) if part)
    address = [line.strip() for line in job.employer_address.splitlines() if line.strip()]
    return tuple(line for line in (who, job.employer, *address) if line)


def _from_lines(name: str, profile: Profile) -> tuple[str, ...]:
    address = [line.strip() for line in profile.letterhead.splitlines() if line.strip()]
    care_of = f"c/o {profile.name}" if profile.name else ""
    return tuple(line for line in (name, care_of, *address) if line)


def _salutation(manager: str) -> str:
    """Greet by first name as the papers of the service do, or by title and name where a title was written."""
    words = manager.split()
    if not words:
        return "Hello,"
    titled = words[0].rstrip(".").casefold() in _TITLES
    return f"Dear {manager if titled else words[0]},"


def _content(letter: EmployerLetter) -> dict[str, object]:
    """Return what the letter was made from, for its record."""
    return asdict(letter)
