"""One write: everything in it is kept, or nothing is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Insert, event, insert, select
from sqlalchemy.orm import Session

from workwell_desktop.clock import Clock
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.models.base import Base, Kept
from workwell_desktop.vault.audit import Event, chain_mac, detail_hash, signed_text
from workwell_desktop.vault.connection import BULK_CACHE_KIB, WRITER_CACHE_KIB
from workwell_desktop.vault.header import NO_EVENT

_LAST_EVENT = select(AuditEvent.seq, AuditEvent.mac).order_by(AuditEvent.seq.desc()).limit(1)


@cache
def _insert(table: type[Base]) -> Insert:
    return insert(table)


class StampedSession(Session):
    """A session that writes into each row who made and last changed it, and when."""


@dataclass(frozen=True)
class Signer:
    """What an event is chained and signed with: the chain's MAC key and the coach's signing key."""

    audit_mac: bytes
    key: Ed25519PrivateKey


class Transaction:
    """One write transaction, handed out by ``Vault.transaction()``. Not used after that block ends.

    ``member_id`` is the coach who is signed in (``vault_member.id``); ``now`` is the same aware UTC moment for the
    whole transaction.
    """

    def __init__(self, session: Session, member_id: int, clock: Clock, signer: Signer) -> None:
        """Begin at the clock's present moment."""
        self.session = session
        self.member_id = member_id
        self.clock = clock
        self.now: datetime = clock.utc()
        self._signer = signer
        self._first_event = 0
        session.info["stamps"] = self.stamps()

    def stamps(self) -> dict[str, Any]:
        """Return who and when for all four stamps of a row.

        Rows added to the session get them by themselves, and so do those of ``insert`` and ``insert_all``.
        """
        moment, coach = self.now, self.member_id
        return {"created_at": moment, "created_by": coach, "updated_at": moment, "updated_by": coach}

    @property
    def first_event(self) -> int:
        """The number in the record of the first event of this transaction, whether it is recorded yet or not.

        A later transaction has a higher one, whatever the clock says, as long as this one records anything.
        """
        if not self._first_event:
            last = self.session.connection().execute(_LAST_EVENT).first()
            self._first_event = last.seq + 1 if last else 1
        return self._first_event

    @contextmanager
    def roomy(self) -> Iterator[None]:
        """Give this transaction a large cache while many thousand rows are written in it."""
        connection = self.session.connection()
        connection.exec_driver_sql(f"PRAGMA cache_size = -{BULK_CACHE_KIB}")
        try:
            yield
        finally:
            connection.exec_driver_sql(f"PRAGMA cache_size = -{WRITER_CACHE_KIB}")

    def insert(self, table: type[Base], values: Mapping[str, Any]) -> int:
        """Write one new row at once, with its stamps, and return its id. Quicker than adding it to the session."""
        result = self.session.connection().execute(_insert(table), self._stamped(table, [values])[0])
        key: tuple[Any, ...] = result.inserted_primary_key or (0,)
        return int(key[0])

    def insert_all(self, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
        """Write new rows of one shape at once, with their stamps. Many thousands are fine."""
        if rows:
            self.session.connection().execute(_insert(table), self._stamped(table, rows))

    def _stamped(self, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        stamps = self.stamps() if issubclass(table, Kept) else {}
        return [{**row, **stamps} for row in rows]

    def record(self, action: str, entity: str, entity_id: int, detail: Mapping[str, object] | None = None) -> None:
        """Append one event to the record of what was done, chained and signed, kept or lost with this transaction.

        ``detail`` (JSON values, dates too) is kept as its SHA-256 alone, never in clear.
        """
        self.session.flush()
        connection = self.session.connection()
        last = connection.execute(_LAST_EVENT).first()
        seq, prev = (last.seq + 1, last.mac) if last else (1, NO_EVENT)
        self._first_event = self._first_event or seq
        offset = self.now.astimezone().utcoffset() or timedelta()
        event_ = Event(
            seq=seq,
            utc=self.now.astimezone(UTC),
            utc_offset_minutes=int(offset.total_seconds() // 60),
            member_id=self.member_id,
            action=action,
            entity=entity,
            entity_id=entity_id,
            detail_hash=detail_hash(detail),
            prev=prev,
        )
        mac = chain_mac(self._signer.audit_mac, event_)
        signed = replace(event_, mac=mac, sig=self._signer.key.sign(signed_text(mac)))
        connection.execute(_insert(AuditEvent), dict(vars(signed)))


@event.listens_for(StampedSession, "before_flush")
def _stamp(session: Session, *_: object) -> None:
    stamps: dict[str, Any] = session.info["stamps"]
    changed = {name: stamps[name] for name in ("updated_at", "updated_by")}
    for row in session.new:
        if isinstance(row, Kept):
            _set(row, stamps)
    for row in session.dirty:
        if isinstance(row, Kept) and session.is_modified(row):
            _set(row, changed)


def _set(row: Kept, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
