"""The papers at the end of a meeting: which there are, in which size, and all of them made for one printing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from workwell_desktop.casework import papers
from workwell_desktop.casework.letters import load_letter
from workwell_desktop.casework.needs import print_format
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.plan_papers import issue_recorded
from workwell_desktop.casework.plan_rows import plan_of
from workwell_desktop.casework.plan_state import load_plan
from workwell_desktop.casework.sharing import why_stopped
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.models.papers import Paper
from workwell_desktop.vault.store import Vault

FORMS = {
    "standard": "In the usual size",
    "large": "In large print, 18 point",
    "giant": "In giant print, 24 point",
    "spaced": "With more space and short lines",
    papers.EASY_READ: "In easy read",
}


@dataclass(frozen=True)
class PaperChoice:
    """One paper that can be printed: what it is, how it will look, and whether it is likely to be wanted."""

    code: str
    word: str
    second: str
    wanted: bool


@dataclass(frozen=True)
class MadePaper:
    """One paper as it was issued: its id and its bytes."""

    paper_id: int
    pdf: bytes


def papers_to_print(vault: Vault, participant_id: int) -> tuple[PaperChoice, ...]:
    """Return the papers that there are for somebody: their plan, and a letter that was agreed and not printed."""
    state = load_plan(vault, participant_id)
    found = []
    with vault.reading() as session:
        if state.written:
            size = FORMS[print_format(session, participant_id).plan_form]
            second = size if state.agreed else f"{size}. It is not agreed yet."
            printed = _last_unprinted(session, participant_id, *papers.PLAN_KINDS) == 0 and _has(
                session, participant_id
            )
            found.append(PaperChoice(papers.PLAN, state.title, second, wanted=state.agreed and not printed))
        letter = _last_unprinted(session, participant_id, papers.LETTER)
        if _may_leave(session, letter, vault.clock.today()):
            word = f"The letter to {session.get_one(Paper, letter).recipient}"
            found.append(PaperChoice(papers.LETTER, word, "As it was agreed line by line", wanted=True))
    return tuple(found)


def not_ready(vault: Vault, participant_id: int) -> str:
    """Say which paper that was begun cannot be printed yet, and why; nothing when there is none."""
    try:
        letter = load_letter(vault, participant_id)
    except WorkwellError:  # there is nobody to write to, nothing to write, or a no: nothing waits for anybody
        return ""
    with vault.reading() as session:
        made = select(Paper.id).where(
            Paper.participant_id == participant_id, Paper.kind == papers.LETTER, Paper.recipient == letter.recipient
        )
        if session.scalar(made.limit(1)) is not None:
            return ""
    return (
        f"The letter to {letter.recipient} is not made yet: {letter.call_name} reads it and agrees to each line first."
    )


def make_papers(vault: Vault, participant_id: int, codes: Sequence[str]) -> tuple[MadePaper, ...]:
    """Make or take out these papers, in the order they are shown, and return their bytes. Slow: on the worker.

    Raises ``PaperProblem`` when a text cannot be printed, or a paper is not as it was issued; ``SharingStopped`` when
    the agreement to a letter was taken back; ``NotKept``.
    """
    made = []
    for code in codes:
        if code == papers.PLAN:
            paper_id = issue_recorded(vault, participant_id)
        else:
            with vault.reading() as session:
                paper_id = _last_unprinted(session, participant_id, code)
        if paper_id:
            papers.check_release(vault, paper_id)  # it may have been taken back since the list was drawn
            made.append(MadePaper(paper_id, papers.paper_bytes(vault, paper_id)))
    return tuple(made)


def note_all_printed(vault: Vault, made: Sequence[MadePaper]) -> None:
    """Write down that these papers went to a printer. Raises ``NotKept``."""
    for paper in made:
        papers.note_printed(vault, paper.paper_id)


def _last_unprinted(session: Session, participant_id: int, *kinds: str) -> int:
    """Return the id of the latest paper of these kinds when it did not go out yet, else 0."""
    out = exists().where(
        AuditEvent.entity_id == Paper.id, AuditEvent.entity == "paper", AuditEvent.action.in_(("print", "export"))
    )
    row = session.execute(
        select(Paper.id, out.label("out"))
        .where(Paper.participant_id == participant_id, Paper.kind.in_(kinds))
        .order_by(Paper.id.desc())
        .limit(1)
    ).first()
    return row.id if row is not None and not row.out else 0


def _may_leave(session: Session, paper_id: int, today: date) -> bool:
    """Say whether there is such a paper and nothing was said against it since it was agreed."""
    return bool(paper_id) and not why_stopped(session, session.get_one(Paper, paper_id), today)


def _has(session: Session, participant_id: int) -> bool:
    """Say whether the plan as it was agreed was made into a paper since."""
    plan = plan_of(session, current_episode(session, participant_id).id)
    if plan is None or plan.agreed_on is None:
        return False
    made = select(Paper.id).where(
        Paper.participant_id == participant_id, Paper.kind.in_(papers.PLAN_KINDS), Paper.issued_on >= plan.agreed_on
    )
    return session.scalar(made.limit(1)) is not None
