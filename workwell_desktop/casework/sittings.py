"""What is kept every two seconds stands once a sitting in the record of what was done: that record is for people."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.vault.store import Transaction

_ONE_SITTING = timedelta(minutes=10)


def note_change(transaction: Transaction, entity: str, entity_id: int) -> None:
    """Put a change on record, unless this coach added or changed the same thing within the last ten minutes."""
    transaction.session.flush()
    last = transaction.session.scalar(
        select(func.max(AuditEvent.utc)).where(
            AuditEvent.entity_id == entity_id,
            AuditEvent.entity == entity,
            AuditEvent.action.in_(("add", "change")),
            AuditEvent.member_id == transaction.member_id,
        )
    )
    if last is None or transaction.now - last >= _ONE_SITTING:
        transaction.record("change", entity, entity_id)
