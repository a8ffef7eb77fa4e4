"""What was done, by whom, and what was signed: two tables that only ever grow.

Triggers refuse every change and every deletion (vault/ddl.py); the chain of ``vault/audit.py`` shows one that
went past the triggers.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workwell_desktop.models.base import Base, Kept


class AuditEvent(Base):
    """One thing that was done. ``detail`` itself is never kept, only its SHA-256.

    ``prev`` is the MAC of the event before (32 zero bytes for the first), ``mac`` is HMAC-SHA256 of ``prev``
    and this event, ``sig`` the coach's Ed25519 signature of ``mac``. ``utc_offset_minutes`` is how far this
    PC's own time stood from UTC.
    """

    __tablename__ = "audit_event"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    utc: Mapped[datetime]
    utc_offset_minutes: Mapped[int]
    member_id: Mapped[int] = mapped_column(ForeignKey("vault_member.id"))
    action: Mapped[str]
    entity: Mapped[str]
    entity_id: Mapped[int] = mapped_column(index=True)
    detail_hash: Mapped[bytes]
    prev: Mapped[bytes]
    mac: Mapped[bytes]
    sig: Mapped[bytes]


class RecordVersion(Kept, Base):
    """One signed or agreed version of a record, as it stood that day. ``number`` counts from 1 for each record.

    ``content`` is canonical JSON; its SHA-256 stands in the audit event of the signing. ``reason`` says why a
    version after the first was made, ``method`` how it was signed or agreed, ``signed_on`` the day.
    """

    __tablename__ = "record_version"
    __table_args__ = (UniqueConstraint("entity", "entity_id", "number"),)

    entity: Mapped[str]
    entity_id: Mapped[int]
    number: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    content_sha256: Mapped[bytes]
    reason: Mapped[str] = mapped_column(Text)
    method: Mapped[str]
    signed_on: Mapped[date]
