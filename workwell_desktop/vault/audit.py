"""The record of what was done: each event is chained to the one before and signed by its coach.

The chain's MAC key lies inside the vault, so somebody who holds the data key could rebuild the chain; they could
not make another coach's signatures. Tamper-evident, not tamper-proof.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from workwell_desktop.vault.canonical import canonical, with_dates
from workwell_desktop.vault.header import NO_EVENT, Anchor

COLUMNS = "seq, utc, utc_offset_minutes, member_id, action, entity, entity_id, detail_hash, prev, mac, sig"
AT_OPEN = 1000  # MACs checked before the first screen; the rest of the chain follows in the background
SIGNATURES_AT_OPEN = 100
_SIGNED = b"workwell-vault/v1/audit"


@dataclass(frozen=True)
class Event:
    """One event as it stands in the table. ``utc`` is aware; the four last are bytes of 32, 32, 32 and 64."""

    seq: int
    utc: datetime
    utc_offset_minutes: int
    member_id: int
    action: str
    entity: str
    entity_id: int
    detail_hash: bytes
    prev: bytes
    mac: bytes = b""
    sig: bytes = b""


def detail_hash(detail: Mapping[str, object] | None) -> bytes:
    """Return the SHA-256 that stands for an event's detail. The detail itself is not kept."""
    return hashlib.sha256(canonical(with_dates(None if detail is None else dict(detail)))).digest()


def chain_mac(key: bytes, event: Event) -> bytes:
    """Return the event's MAC: HMAC-SHA256 of the MAC before and of the event."""
    utc = event.utc.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    content = [
        event.seq, utc, event.utc_offset_minutes, event.member_id, event.action, event.entity, event.entity_id,
        event.detail_hash.hex(),
    ]  # fmt: skip
    return hmac.digest(key, event.prev + canonical(content), hashlib.sha256)


def signed_text(mac: bytes) -> bytes:
    """Return the bytes that the coach's Ed25519 key signs for an event."""
    return _SIGNED + mac


def from_row(row: Sequence[Any]) -> Event:
    """Turn a row of ``audit_event`` (the columns of ``COLUMNS``) into an event."""
    return Event(row[0], datetime.fromisoformat(row[1]).replace(tzinfo=UTC), *row[2:])


def tail(connection: Any, count: int) -> list[Event]:
    """Return the newest ``count`` events of a bare connection, the oldest of them first."""
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM audit_event ORDER BY seq DESC LIMIT ?",  # noqa: S608 - a constant of this module
        (count,),
    ).fetchall()
    return [from_row(row) for row in reversed(rows)]


def newest(connection: Any) -> Anchor:
    """Return the newest event's number and MAC, from a bare connection."""
    row = connection.execute("SELECT seq, mac FROM audit_event ORDER BY seq DESC LIMIT 1").fetchone()
    return Anchor(row[0], row[1]) if row else Anchor(0, NO_EVENT)


def at_anchor(connection: Any, anchor: Anchor) -> bool:
    """Say whether the event that the header's anchor names is in the table, with that very MAC."""
    if anchor.seq == 0:
        return anchor.head == NO_EVENT
    row = connection.execute("SELECT mac FROM audit_event WHERE seq = ?", (anchor.seq,)).fetchone()
    return row is not None and hmac.compare_digest(row[0], anchor.head)


def first_break(events: Iterable[Event], key: bytes) -> int | None:
    """Return the number of the first event that does not follow from the one before it, or None."""
    before: Event | None = None
    for event in events:
        linked = (
            event.prev == before.mac and event.seq == before.seq + 1
            if before is not None
            else (event.seq > 1 or event.prev == NO_EVENT)
        )
        if not linked or not hmac.compare_digest(event.mac, chain_mac(key, event)):
            return event.seq
        before = event
    return None


def first_forged(events: Iterable[Event], keys: Callable[[int], Sequence[bytes]]) -> int | None:
    """Return the number of the first event that its coach did not sign, or None.

    ``keys`` gives the Ed25519 public keys that a member has or had.
    """
    for event in events:
        if not any(_signed_by(key, event) for key in keys(event.member_id)):
            return event.seq
    return None


def _signed_by(public_key: bytes, event: Event) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(event.sig, signed_text(event.mac))
    except (InvalidSignature, ValueError):
        return False
    return True
