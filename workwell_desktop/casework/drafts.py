"""What is being typed: kept as it stands within two seconds, picked up again after a lock, a crash or a week."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from workwell_desktop.models.drafts import Draft
from workwell_desktop.vault.store import Transaction, Vault

NOBODY_YET = 0

_DROP = delete(Draft).where(
    Draft.created_by == bindparam("coach"),
    Draft.screen == bindparam("of_screen"),
    Draft.participant_id == bindparam("about"),
)


@dataclass(frozen=True)
class KeptDraft:
    """The words of one screen as they were last kept, when, and when they were begun (UTC)."""

    content: dict[str, Any]
    kept_at: datetime
    begun_at: datetime


def keep_draft(vault: Vault, screen: str, participant_id: int, content: Mapping[str, Any]) -> datetime:
    """Keep the typed words of one screen (JSON values only) and return when (UTC). Raises ``NotKept``."""
    with vault.transaction() as transaction:
        put_draft(transaction, screen, participant_id, content)
        return transaction.now


def put_draft(transaction: Transaction, screen: str, participant_id: int, content: Mapping[str, Any]) -> None:
    """Keep the typed words of one screen (JSON values only) in the same transaction that keeps something else."""
    words = json.dumps(content, ensure_ascii=False, sort_keys=True)
    row = _row(transaction.session, transaction.member_id, screen, participant_id)
    if row is None:
        transaction.session.add(Draft(screen=screen, participant_id=participant_id, content=words))
    else:
        row.content = words


def load_draft(vault: Vault, screen: str, participant_id: int) -> KeptDraft | None:
    """Return what was last kept on this screen about this participant, or nothing."""
    with vault.reading() as session:
        return read_draft(session, vault.member_id, screen, participant_id)


def read_draft(session: Session, member_id: int, screen: str, participant_id: int) -> KeptDraft | None:
    """Return what :func:`load_draft` does, inside the caller's transaction."""
    row = _row(session, member_id, screen, participant_id)
    return None if row is None else KeptDraft(json.loads(row.content), row.updated_at, row.created_at)


def discard_draft(vault: Vault, screen: str, participant_id: int) -> None:
    """Forget what was being typed on a screen, because the coach left it as it was. Raises ``NotKept``."""
    with vault.transaction() as transaction:
        drop_draft(transaction, screen, participant_id)


def drop_draft(transaction: Transaction, screen: str, participant_id: int) -> None:
    """Forget a draft, in the same transaction that saves what it held."""
    place = {"coach": transaction.member_id, "of_screen": screen, "about": participant_id}
    transaction.session.connection().execute(_DROP, place)


def _row(session: Session, member_id: int, screen: str, participant_id: int) -> Draft | None:
    return session.scalar(
        select(Draft).where(
            Draft.created_by == member_id, Draft.screen == screen, Draft.participant_id == participant_id
        )
    )
