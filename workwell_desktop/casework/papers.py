"""What was issued on paper: kept byte for byte with its hash, and shown again as it was, never remade."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.sharing import stop_release
from workwell_desktop.casework.training_mark import on_copies, on_paper
from workwell_desktop.clock import Clock
from workwell_desktop.documents.kept import WEB, WORD, KeptDocument, copy_of, from_text, to_text
from workwell_desktop.errors import PaperProblem
from workwell_desktop.models.papers import Paper
from workwell_desktop.policy import refuse_export, write_export
from workwell_desktop.vault.store import Transaction, Vault
from workwell_desktop.vault.versions import ISSUED, paper_detail

PLAN = "plan"
EASY_READ = "easy_read"
POCKET_CARD = "pocket_card"
PLAN_KINDS = (PLAN, EASY_READ)  # the whole plan, in one form or another
LETTER = "letter"
ASSESSMENT = "assessment"
SHORTLIST = "shortlist"
SHORTLIST_EASY = "shortlist_easy"
EASY_KINDS = (EASY_READ, SHORTLIST_EASY)
STAGES = "stages"  # going back in stages: the person's own, or with an agreement their manager's

COPIES = {".docx": WORD, ".html": WEB, ".htm": WEB}
"""The files that can be made from a paper's words, by the ending of their names."""

_NOT_AS_ISSUED = PaperProblem(
    "This paper is not as it was issued.", "Do not hand it out. Restore the last backup and look there."
)

# Crockford's base 32: no I, L, O or U, so that a reference read out on the phone cannot be misheard.
DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class PaperLine:
    """One issued paper as it stands in a list. ``number`` counts the papers of its kind, ``recipient`` may be empty.

    ``copies``: it can be saved as a Word file and as a web page too.
    ``reason`` says why it has another form than the one that is recorded as needed; empty when it has that form.
    """

    id: int
    kind: str
    number: int
    reference: str
    recipient: str
    issued_on: date
    sha256: str
    copies: bool = False
    reason: str = ""


def fresh_reference(kind: str, clock: Clock) -> str:
    """Return a reference for a paper that is about to be made, such as ``P-7F3K2-M9Q4T``.

    Fifty bits of a fresh identifier: it counts nothing and says nothing about anybody, and it is known before
    the paper is drawn, because it stands in its foot.
    """
    bits = int(clock.new_uid(), 16) & ((1 << 50) - 1)
    text = "".join(DIGITS[(bits >> shift) & 31] for shift in range(45, -1, -5))
    return f"{kind[0].upper()}-{text[:5]}-{text[5:]}"


def next_number(session: Session, participant_id: int, kind: str, recipient: str | None = None) -> int:
    """Return the number of this participant's next paper of a kind (to one recipient, when given), from 1."""
    question = select(func.max(Paper.number)).where(Paper.participant_id == participant_id, Paper.kind == kind)
    if recipient is not None:
        question = question.where(Paper.recipient == recipient)
    return (session.scalar(question) or 0) + 1


def keep_paper(
    transaction: Transaction,
    *,
    participant_id: int,
    kind: str,
    number: int,
    reference: str,
    pdf: bytes,
    content: Mapping[str, object],
    recipient: str = "",
    agreement_id: int | None = None,
    version_id: int | None = None,
    document: KeptDocument | None = None,
    reason: str = "",
) -> int:
    """Keep an issued paper inside the caller's transaction and return its id.

    ``pdf`` is what leaves the room, byte for byte; ``content`` what it was made from (JSON values and dates);
    ``document`` what the other files are made from, for papers that can be saved as such; ``reason`` why it has another
    form than the one that is recorded as needed. The SHA-256 of the bytes and of the document stand in the row and,
    through the audit event, in the chain.
    """
    pdf = on_paper(transaction.session, pdf, folded=kind == POCKET_CARD)
    digest = _digest(pdf)
    words = to_text(on_copies(transaction.session, document)) if document is not None else ""
    words_digest = _digest(words.encode("utf-8")) if words else ""
    row = Paper(
        uid=transaction.clock.new_uid(),
        participant_id=participant_id,
        episode_id=current_episode(transaction.session, participant_id).id,
        kind=kind,
        number=number,
        reference=reference,
        recipient=recipient,
        issued_on=transaction.clock.today(),
        agreement_id=agreement_id,
        version_id=version_id,
        sha256=digest,
        content=content_text(content),
        document=words,
        document_sha256=words_digest,
        reason=reason,
        pdf=pdf,
    )
    transaction.session.add(row)
    transaction.session.flush()
    action, entity = ISSUED
    transaction.record(action, entity, row.id, paper_detail(kind, reference, digest, words_digest))
    return row.id


def content_text(content: Mapping[str, object]) -> str:
    """Return what a paper was made from as JSON, always in the same order; dates as YYYY-MM-DD."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, default=_iso)


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def paper_bytes(vault: Vault, paper_id: int) -> bytes:
    """Return the bytes of an issued paper, and write down that they were looked at.

    Raises ``PaperProblem`` when they no longer have the hash they were issued with.
    """
    with vault.transaction() as transaction:
        return _as_issued(_note(transaction, paper_id, "view"))


def check_release(vault: Vault, paper_id: int) -> None:
    """Raise ``SharingStopped`` when a paper may not leave any more, because the agreement was taken back or has ended.

    To be asked before it is printed, saved or sent; one that is the participant's own may always leave.
    """
    with vault.reading() as session:
        stop_release(session, session.get_one(Paper, paper_id), vault.clock.today())


def note_printed(vault: Vault, paper_id: int) -> None:
    """Write down that an issued paper went to a printer."""
    with vault.transaction() as transaction:
        _note(transaction, paper_id, "print")


def save_copy(vault: Vault, paper_id: int, path: Path) -> None:
    """Write down that an issued paper leaves the vault, then write it to a file that the coach chose.

    In that order, because a record without a file is better than a file without a record. The ending of the file's
    name says what it is: ``COPIES`` are made from the words of the paper, everything else is the paper itself. Slow for
    the copies: on the worker. Raises ``NotKept`` when the disk refuses, ``PaperProblem`` as :func:`paper_bytes`, and
    ``SharingStopped`` when its agreement holds no more: nothing is written down then.
    """
    refuse_export(path)
    kind = COPIES.get(path.suffix.lower(), "")
    with vault.transaction() as transaction:
        row = _note(transaction, paper_id, "export")
        stop_release(transaction.session, row, transaction.clock.today())
        copy = _copy(row, kind) if kind and row.document else _as_issued(row)
    write_export(path, copy)


def _copy(row: Paper, kind: str) -> bytes:
    """Return a paper's words as another file. Raises ``PaperProblem`` when they are not what was issued."""
    _as_issued(row)
    if _digest(row.document.encode("utf-8")) != row.document_sha256:
        raise _NOT_AS_ISSUED
    return copy_of(from_text(row.document), kind)


def _as_issued(row: Paper) -> bytes:
    if _digest(row.pdf) != row.sha256:
        raise _NOT_AS_ISSUED
    return row.pdf


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _note(transaction: Transaction, paper_id: int, action: str) -> Paper:
    row = transaction.session.get_one(Paper, paper_id)
    transaction.record(action, "paper", row.id, {"reference": row.reference, "sha256": row.sha256})
    return row


def paper_line(vault: Vault, paper_id: int) -> PaperLine:
    """Return one issued paper as it stands in a list."""
    with vault.reading() as session:
        return _line(session.get_one(Paper, paper_id))


def papers_of(vault: Vault, participant_id: int, kind: str = "") -> tuple[PaperLine, ...]:
    """Return a participant's issued papers, newest first; only those of one kind when it is given."""
    question = select(Paper).where(Paper.participant_id == participant_id).order_by(Paper.id.desc())
    if kind:
        question = question.where(Paper.kind == kind)
    with vault.reading() as session:
        return tuple(_line(row) for row in session.scalars(question))


def _line(row: Paper) -> PaperLine:
    return PaperLine(
        row.id,
        row.kind,
        row.number,
        row.reference,
        row.recipient,
        row.issued_on,
        row.sha256,
        copies=bool(row.document_sha256),
        reason=row.reason,
    )
