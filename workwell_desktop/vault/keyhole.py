"""From a secret to the data key: which header, which slot, and what it means when it does not open.

The header's copy tells a wrong passphrase from a damaged header: what a damaged header refuses, its copy accepts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from workwell_desktop.errors import ExtraKeyMissing, WrongPassphrase
from workwell_desktop.vault.device import DeviceKeyring, extra_key_missing
from workwell_desktop.vault.header import Header, PassphraseSlot, RecoverySlot, Slot, header_damaged, is_signed
from workwell_desktop.vault.header_file import Candidate, backup_headers, live_headers
from workwell_desktop.vault.kdf import Cost
from workwell_desktop.vault.opened import Opened
from workwell_desktop.vault.sheet import RecoverySheet
from workwell_desktop.vault.slots import (
    CannotOpen,
    Identity,
    Place,
    derive_keys,
    open_data_key,
    open_identity,
    passphrase_key,
    sheet_key,
)

_Key = Callable[[Slot], bytes]
_Choose = Callable[[Header], Sequence[Slot]]


def open_by_passphrase(folder: Path, slot_id: str, passphrase: str, device_secret: bytes | None) -> Opened:
    """Open with a coach's passphrase. Slow.

    Raises ``WrongPassphrase``, ``HeaderDamaged``, ``NewerVersion``, ``VaultMissing``.
    """
    stretched: dict[tuple[bytes, Cost, bool], bytes] = {}

    def key(slot: Slot) -> bytes:
        if not isinstance(slot, PassphraseSlot) or (slot.device and device_secret is None):
            raise CannotOpen
        made_with = (slot.salt, slot.kdf, slot.device)
        if made_with not in stretched:  # the header and its copy nearly always agree: one stretch for both
            secret = device_secret if slot.device else None
            stretched[made_with] = passphrase_key(passphrase, slot.salt, slot.kdf, secret)
        return stretched[made_with]

    live = live_headers(folder)
    labels = {slot.label for found in live for slot in found.header.slots if slot.id == slot_id}

    def choose(header: Header) -> Sequence[Slot]:
        slot = header.slot(slot_id)
        if slot is not None:
            return [slot]
        # The id itself may be what was damaged: then the copy knows the coach by name.
        return [slot for slot in header.slots if isinstance(slot, PassphraseSlot) and slot.label in labels]

    opened = _open(folder, live, choose, key)
    if opened is None:
        raise _wrong(device_secret)
    return replace(opened, extra_key=device_secret)


def open_by_sheet(folder: Path, sheet: RecoverySheet) -> Opened:
    """Open with a recovery sheet. Raises as :func:`open_by_passphrase`."""
    found = _open(
        folder,
        live_headers(folder),
        lambda header: [slot for slot in header.slots if isinstance(slot, RecoverySlot)],
        lambda slot: sheet_key(sheet, slot.salt),
    )
    if found is None:
        raise WrongPassphrase("That is not this vault's newest recovery sheet.", "Look for a newer sheet.")
    return found


def check_slot(slot: PassphraseSlot, place: Place, passphrase: str, device_secret: bytes | None) -> Identity:
    """Open one slot's identity with a passphrase: who changes it shows that they know it. Slow.

    Raises ``WrongPassphrase``.
    """
    try:
        secret = device_secret if slot.device else None
        return open_identity(slot, place, passphrase_key(passphrase, slot.salt, slot.kdf, secret))
    except CannotOpen:
        raise _wrong(device_secret if slot.device else None) from None  # the cause would say nothing more


def device_secret_for(headers: Sequence[Header], slot_id: str, keyring: DeviceKeyring | None) -> bytes | None:
    """Return this PC's extra key where the slot asks for it, in any of the headers (the live one and its copy).

    Raises ``ExtraKeyMissing`` when it cannot be had and all of them ask for it: one that does not may be the sound one.
    """
    found = [slot for header in headers if isinstance(slot := header.slot(slot_id), PassphraseSlot)]
    if not any(slot.device for slot in found):
        return None
    try:
        if keyring is None:
            raise extra_key_missing("This PC has no keyring that could keep an extra key.")
        return keyring.read(headers[0].vault_id)
    except ExtraKeyMissing:
        if all(slot.device for slot in found):
            raise
        return None


def _open(folder: Path, live: Iterable[Candidate], choose: _Choose, key: _Key) -> Opened | None:
    """Try the header, then its copy, then (only if both are damaged) those in the backups.

    Return None when a sound header refuses the secret. Raises ``HeaderDamaged`` when no header can be trusted.
    """
    refused = proved = False
    for candidate in live:
        for slot in choose(candidate.header):
            try:
                opened = _try(candidate, slot, key)
            except CannotOpen:
                refused = True
                continue
            proved = True  # the secret is right, whatever else is wrong
            if opened is not None:
                return opened
    if refused and not proved:
        return None
    for candidate in backup_headers(folder):
        for slot in choose(candidate.header):
            try:
                opened = _try(candidate, slot, key)
            except CannotOpen:
                continue
            if opened is not None:
                return opened
    raise header_damaged()


def _try(candidate: Candidate, slot: Slot, key: _Key) -> Opened | None:
    """Open one slot; None where the rest of its header is damaged. Raises ``CannotOpen`` for another secret."""
    header = candidate.header
    place = Place(header.vault_id, header.key_epoch)
    identity = open_identity(slot, place, key(slot))
    try:
        data_key = open_data_key(slot, place, identity)
    except CannotOpen:
        return None
    if not is_signed(header, derive_keys(data_key).header_mac):
        return None
    return Opened(header, candidate.source, slot, identity, data_key)


def _wrong(device_secret: bytes | None) -> WrongPassphrase:
    if device_secret is not None:
        return WrongPassphrase(
            "That is not the passphrase, or this PC's extra key is not the one that was kept.",
            "Check Caps Lock and the spaces, or use your recovery sheet.",
        )
    return WrongPassphrase("That is not the passphrase.", "Check Caps Lock and the spaces.")
