"""A vault whose data key is known: what opening hands on to the vault itself, and the checks before anything is shown.

The quick checks take at most 150 ms; the long ones (every page, the whole chain) run later, in ``doctor.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from workwell_desktop.clock import Clock
from workwell_desktop.errors import DatabaseDamaged, HeaderDamaged, OlderCopy
from workwell_desktop.vault import audit
from workwell_desktop.vault.header import Anchor, Header, Slot
from workwell_desktop.vault.header_file import Source
from workwell_desktop.vault.slots import Identity, Place

CLOCK_SLACK = timedelta(minutes=5)


@dataclass(frozen=True)
class Opened:
    """The keys of an opened vault: its header (proved authentic), the slot that opened it, and what that gave.

    ``extra_key`` is this PC's extra key, where the slot asks for one.
    """

    header: Header
    source: Source
    slot: Slot
    identity: Identity = field(repr=False)
    data_key: bytes = field(repr=False)
    extra_key: bytes | None = field(repr=False, default=None)

    @property
    def place(self) -> Place:
        """Which vault and key epoch this is."""
        return Place(self.header.vault_id, self.header.key_epoch)


@dataclass(frozen=True)
class Who:
    """The coach a slot stands for, and the chain's MAC key."""

    member_id: int
    name: str
    audit_mac: bytes = field(repr=False)


def who_opens(connection: Any, opened: Opened) -> Who:
    """Find the coach of the slot. Raises ``HeaderDamaged`` when the database knows the slot by other keys."""
    row = connection.execute(
        "SELECT m.id, m.name, k.x25519_public, k.ed25519_public FROM vault_member_key k "
        "JOIN vault_member m ON m.id = k.member_id WHERE k.slot_id = ?",
        (opened.slot.id,),
    ).fetchone()
    keys = (opened.identity.x25519_public, opened.identity.ed25519_public)
    if row is None or (row[2], row[3]) != keys:
        raise HeaderDamaged(
            "The vault's key file and its database do not belong together.",
            "Restore the newest backup. The files stay where they are.",
        )
    secret = connection.execute("SELECT value FROM vault_secret WHERE name = 'audit_mac'").fetchone()
    if secret is None:
        raise _record_broken()
    return Who(row[0], row[1], secret[0])


def check_record(connection: Any, anchor: Anchor, audit_mac: bytes, *, accept_older: bool) -> list[audit.Event]:
    """Check the end of the audit chain against the header's anchor and by itself. Return the newest events.

    Raises ``OlderCopy`` when the database is behind the header (unless that was accepted) and ``DatabaseDamaged``
    when the chain is broken or an event was not signed by its coach.
    """
    if not audit.at_anchor(connection, anchor):
        if audit.newest(connection).seq >= anchor.seq:
            raise _record_broken()
        if not accept_older:
            raise OlderCopy(
                "This vault's database is older than its key file: the last things saved are missing.",
                "Restore the newest backup, or open it as it is.",
            )
    events = audit.tail(connection, audit.AT_OPEN)
    keys = public_keys(connection)
    signed = events[-audit.SIGNATURES_AT_OPEN :]
    if audit.first_break(events, audit_mac) or audit.first_forged(signed, lambda member: keys.get(member, ())):
        raise _record_broken()
    return events


def public_keys(connection: Any) -> dict[int, Sequence[bytes]]:
    """Return each member's Ed25519 public keys, dropped ones too."""
    keys: dict[int, list[bytes]] = {}
    for member, key in connection.execute("SELECT member_id, ed25519_public FROM vault_member_key"):
        keys.setdefault(member, []).append(key)
    return {member: tuple(found) for member, found in keys.items()}


def clock_warning(events: Sequence[audit.Event], clock: Clock) -> str:
    """Return a sentence when this PC's clock is behind the newest event by more than five minutes, else nothing."""
    if not events or clock.utc() >= events[-1].utc - CLOCK_SLACK:
        return ""
    last: datetime = events[-1].utc.replace(tzinfo=UTC).astimezone()
    return (
        "This PC's clock may be wrong: the last change in this vault was made on "
        f"{last.day} {last:%B %Y} at {last:%H:%M}. Check the date and time of this PC."
    )


def _record_broken() -> DatabaseDamaged:
    return DatabaseDamaged(
        "The vault's record of what was done does not fit together. Something in the database was changed or put back.",
        "Restore the newest backup. The damaged vault stays where it is.",
    )
