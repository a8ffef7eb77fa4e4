"""The mark of a training vault: what it is, and what it forbids.

The mark is one of the first events of the vault's own chain. Nobody can take it out without breaking the chain, nobody
can put it into a vault that is older than a few events, and a backup carries it along.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.documents.kept import KeptDocument
from workwell_desktop.documents.training import marked, stamped
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.vault.store import Transaction, Vault

MARK = "Training: made-up people"
ON_PAPER = "Training: made-up people. Not a real paper."
_EVENT = ("made", "training_vault")
_AMONG_THE_FIRST = 50  # events: a vault in use has more


class TrainingOnly(WorkwellError):
    """Something that belongs to real work was asked of a training vault."""


def set_mark(transaction: Transaction) -> None:
    """Mark a vault that was just made as one to practise in, for good."""
    action, entity = _EVENT
    transaction.record(action, entity, 0)


def is_training(vault: Vault) -> bool:
    """Say whether a vault was made to practise in."""
    with vault.reading() as session:
        return is_marked(session)


def is_marked(session: Session) -> bool:
    """Say the same inside the caller's transaction."""
    action, entity = _EVENT
    event = select(AuditEvent.seq).where(
        AuditEvent.seq <= _AMONG_THE_FIRST, AuditEvent.action == action, AuditEvent.entity == entity
    )
    return session.scalar(event) is not None


def on_paper(session: Session, pdf: bytes, *, folded: bool = False) -> bytes:
    """Return a finished PDF as it leaves this vault: from a training vault with the mark on every page and panel."""
    return stamped(pdf, ON_PAPER, folded=folded) if is_marked(session) else pdf


def on_copies(session: Session, document: KeptDocument) -> KeptDocument:
    """Return what Word files and web pages are made from, in a training vault with the mark above every page."""
    return marked(document, ON_PAPER) if is_marked(session) else document


def refuse_real_people(session: Session) -> None:
    """Raise ``TrainingOnly`` in a training vault: real people do not belong in it."""
    if is_marked(session):
        raise TrainingOnly(
            "This is the training vault. Real people do not belong in it.", "Lock it, and open your own vault first."
        )


def refuse_real_letterhead(session: Session) -> None:
    """Raise ``TrainingOnly`` in a training vault: its papers bear a made-up service alone."""
    if is_marked(session):
        raise TrainingOnly("The training vault keeps its made-up service.", "Your own vault has the settings of yours.")
