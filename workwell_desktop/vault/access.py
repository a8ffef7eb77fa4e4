"""Who may open the vault next time: passphrase, recovery sheet, this PC's extra key.

A change that brings new public keys is written to the database first and to the header second: a crash between
the two leaves a key that opens nothing, never a slot that the database does not know.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from workwell_desktop.models.members import Member, MemberKey, VaultSecret
from workwell_desktop.vault.canonical import canonical
from workwell_desktop.vault.device import extra_key_missing
from workwell_desktop.vault.header import Header, PassphraseSlot, RecoverySlot, Slot
from workwell_desktop.vault.keyhole import check_slot, device_secret_for
from workwell_desktop.vault.opened import Who
from workwell_desktop.vault.passphrase import check_passphrase
from workwell_desktop.vault.sheet import GROUPS, RecoverySheet, make_sheet, tidy
from workwell_desktop.vault.slots import (
    DEVICE_BYTES,
    Identity,
    new_identity,
    seal_passphrase_slot,
    seal_recovery_slot,
)
from workwell_desktop.vault.throttle import Throttle

if TYPE_CHECKING:
    from workwell_desktop.vault.box import Vault
    from workwell_desktop.vault.device import DeviceKeyring
    from workwell_desktop.vault.transaction import Transaction

SHEET_CHECK = "sheet_check"


def check_own_passphrase(vault: Vault, passphrase: str) -> None:
    """Raise ``WrongPassphrase`` when this is not the signed-in coach's passphrase."""
    slot = _own_slot(vault)
    _checked(vault, slot, passphrase, device_secret_for([vault.header], slot.id, vault.keyring))


def change_passphrase(vault: Vault, old: str, new: str) -> None:
    """Seal this coach's identity with a new passphrase, at the cost it had. The database stays as it is."""
    check_passphrase(new)
    slot = _own_slot(vault)
    device_secret = device_secret_for([vault.header], slot.id, vault.keyring)
    identity = _checked(vault, slot, old, device_secret)
    _reseal(vault, slot, identity, new, device_secret, action="passphrase.changed")


def extra_key_on(vault: Vault, passphrase: str, keyring: DeviceKeyring) -> None:
    """Seal this coach's identity with the passphrase and this PC's extra key, once the keyring has kept that key."""
    slot = _own_slot(vault)
    identity = _checked(vault, slot, passphrase, device_secret_for([vault.header], slot.id, keyring))
    if slot.device:
        return
    if _others_use_it(vault, slot):
        secret = keyring.read(vault.vault_id)
    else:
        secret = os.urandom(DEVICE_BYTES)
        keyring.keep(vault.vault_id, secret)
    _reseal(vault, slot, identity, passphrase, secret, action="extra_key.on")
    vault.keyring = keyring
    vault.remember_extra_key(secret)


def extra_key_off(vault: Vault, passphrase: str, keyring: DeviceKeyring) -> None:
    """Seal this coach's identity with the passphrase alone, then take the extra key out of the keyring.

    It stays there while another coach of this vault still needs it.
    """
    slot = _own_slot(vault)
    identity = _checked(vault, slot, passphrase, device_secret_for([vault.header], slot.id, keyring))
    if not slot.device:
        return
    _reseal(vault, slot, identity, passphrase, None, action="extra_key.off")
    vault.remember_extra_key(None)
    if not _others_use_it(vault, slot):
        keyring.forget(vault.vault_id)


def extra_key_test(vault: Vault, keyring: DeviceKeyring) -> None:
    """Raise ``ExtraKeyMissing`` when the keyring does not hold the extra key that opened this vault, or it is off."""
    if not vault.has_extra_key:
        raise extra_key_missing("This PC's extra key is off.")
    if not hmac.compare_digest(keyring.read(vault.vault_id), vault.opened.extra_key or b""):
        raise extra_key_missing("This PC's extra key is not the one that was kept.")


def come_back(vault: Vault, slot_id: str | None, new: str) -> None:
    """Give a coach a new passphrase in a vault that a recovery sheet opened, and go on as that coach.

    Their old slot goes, and with it this PC's extra key; the coach is the first lead when ``slot_id`` is None.
    """
    opened = vault.opened
    own = [s for s in vault.header.slots if isinstance(s, PassphraseSlot)]
    old = next(s for s in own if s.id == slot_id or (slot_id is None and s.role == "lead"))
    identity = new_identity()
    slot = seal_passphrase_slot(
        identity, opened.data_key, opened.place, label=old.label, role=old.role, passphrase=new, cost=old.kdf
    )
    with vault.transaction() as transaction:
        key = transaction.session.execute(select(MemberKey).where(MemberKey.slot_id == old.id)).scalar_one()
        member = transaction.session.get_one(Member, key.member_id)
        who = Who(member.id, member.name, vault.signer.audit_mac)
        add_key(transaction, slot, identity, member_id=member.id)
        drop_keys(transaction, [old.id])
        transaction.record("passphrase.recovered", "vault", 1, {"slot": slot.id, "by": opened.slot.id})
    vault.change_header(
        lambda header: replace(header, slots=tuple(slot if s.id == old.id else s for s in header.slots)), over_both=True
    )
    vault.sign_in_as(slot, identity, who)


def new_sheet(vault: Vault) -> RecoverySheet:
    """Make a recovery sheet and drop the one before. It opens the vault at once and waits to be confirmed."""
    sheet, identity = make_sheet(), new_identity()
    opened = vault.opened
    slot = seal_recovery_slot(
        identity, opened.data_key, opened.place, label=next_sheet_label(vault.header), sheet=sheet
    )
    dropped = [old.id for old in vault.header.slots if isinstance(old, RecoverySlot)]
    with vault.transaction() as transaction:
        add_key(transaction, slot, identity)
        keep_sheet_check(transaction, slot.id, sheet)
        drop_keys(transaction, dropped)
        transaction.record("sheet.made", "vault", 1, {"slot": slot.id})
        # Inside the transaction: where the header cannot be written, the sheet before goes on, with its question.
        vault.change_header(
            lambda header: replace(header, slots=(*(s for s in header.slots if s.id not in dropped), slot)),
            over_both=True,
        )
    vault.pending_sheet = sheet
    return sheet


def groups_to_confirm(vault: Vault) -> tuple[int, ...]:
    """Return the two groups of the newest sheet that are to be typed back; none when there is nothing to confirm."""
    return tuple(sorted(_sheet_check(vault))) if not vault.sheet_confirmed else ()


def confirm_sheet(vault: Vault, groups: Mapping[int, str]) -> bool:
    """Compare typed groups with the sheet just made or, after a restart, with the two groups that were set aside."""
    if vault.sheet_confirmed:
        return True
    right: Mapping[int, str] = _sheet_check(vault)
    if vault.pending_sheet is not None:
        right = dict(enumerate(vault.pending_sheet.groups, start=1))
    elif not set(right) <= set(groups):
        return False
    if len(groups) < 2 or not all(
        number in right and hmac.compare_digest(tidy(typed).encode(), right[number].encode())
        for number, typed in groups.items()
    ):
        return False
    vault.change_header(_all_confirmed)
    with vault.transaction() as transaction:
        row = transaction.session.get(VaultSecret, SHEET_CHECK)
        if row is not None:
            transaction.session.delete(row)
        transaction.record("sheet.confirmed", "vault", 1)
    vault.pending_sheet = None
    return True


def add_key(transaction: Transaction, slot: Slot, identity: Identity, *, member_id: int | None = None) -> None:
    """Write the public keys of a new slot, in the name of the coach who is signed in unless another is named."""
    transaction.session.add(
        MemberKey(
            member_id=member_id or transaction.member_id,
            slot_id=slot.id,
            kind="recovery" if isinstance(slot, RecoverySlot) else "passphrase",
            x25519_public=identity.x25519_public,
            ed25519_public=identity.ed25519_public,
        )
    )


def drop_keys(transaction: Transaction, slot_ids: list[str]) -> None:
    """Mark the keys of dropped slots. They stay, because they prove what was signed."""
    transaction.session.execute(
        update(MemberKey).where(MemberKey.slot_id.in_(slot_ids)).values(
            dropped_at=transaction.now, updated_at=transaction.now, updated_by=transaction.member_id
        )
    )  # fmt: skip


def keep_sheet_check(transaction: Transaction, slot_id: str, sheet: RecoverySheet) -> None:
    """Set two random groups of a new sheet aside, inside the vault, until they were typed back.

    Forty of its bits: whoever reads them has the open vault already, and 120 unknown bits remain.
    """
    asked = secrets.SystemRandom().sample(range(GROUPS), 2)
    value = canonical({"slot": slot_id, "groups": {str(at + 1): sheet.groups[at] for at in asked}})
    transaction.session.merge(VaultSecret(name=SHEET_CHECK, value=value))


def next_sheet_label(header: Header) -> str:
    """Return "Sheet A" for the first sheet, "Sheet B" for the next; after Z the letters begin again."""
    letters = [slot.label[-1] for slot in header.slots if isinstance(slot, RecoverySlot) and slot.label[-1].isalpha()]
    last = max(letters, default="@")
    return f"Sheet {'A' if last >= 'Z' else chr(ord(last) + 1)}"


def sheet_label(vault: Vault) -> str:
    """Return the name of the sheet that opens this vault now, such as "Sheet A"."""
    return next(slot.label for slot in vault.header.slots if isinstance(slot, RecoverySlot))


def has_extra_key(vault: Vault) -> bool:
    """Say whether this coach's passphrase needs this PC's extra key too."""
    return _own_slot(vault).device


def prove(vault: Vault, passphrase: str) -> None:
    """Let the coach who is signed in show again that they know the passphrase. Slow; the limits of the door hold.

    Raises ``WrongPassphrase``, ``TooManyTries`` or ``ExtraKeyMissing``.
    """
    slot = _own_slot(vault)
    _checked(vault, slot, passphrase, device_secret_for([vault.header], slot.id, vault.keyring))


def _own_slot(vault: Vault) -> PassphraseSlot:
    slot = vault.header.slot(vault.opened.slot.id)
    if not isinstance(slot, PassphraseSlot):
        raise TypeError("only a coach's own passphrase opens a vault for work")
    return slot


def _others_use_it(vault: Vault, slot: PassphraseSlot) -> bool:
    return any(isinstance(s, PassphraseSlot) and s.device and s.id != slot.id for s in vault.header.slots)


def _checked(vault: Vault, slot: PassphraseSlot, passphrase: str, device_secret: bytes | None) -> Identity:
    """Let the coach show that they know the passphrase, under the same limits as at the door."""
    throttle = Throttle(vault.folder, vault.clock)
    throttle.begin(slot.id)
    identity = check_slot(slot, vault.opened.place, passphrase, device_secret)
    throttle.succeeded(slot.id)
    return identity


def _reseal(
    vault: Vault, slot: PassphraseSlot, identity: Identity, passphrase: str, device_secret: bytes | None, *, action: str
) -> None:
    sealed = seal_passphrase_slot(
        identity, vault.opened.data_key, vault.opened.place, label=slot.label, role=slot.role, passphrase=passphrase,
        cost=slot.kdf, device_secret=device_secret, slot_id=slot.id,
    )  # fmt: skip
    with vault.transaction() as transaction:
        transaction.record(action, "vault", 1, {"slot": slot.id})
        # Inside the transaction: where the header cannot be written, nothing is said to have changed.
        vault.change_header(
            lambda header: replace(header, slots=tuple(sealed if s.id == slot.id else s for s in header.slots)),
            over_both=True,
        )


def _all_confirmed(header: Header) -> Header:
    return replace(
        header, slots=tuple(replace(s, confirmed=True) if isinstance(s, RecoverySlot) else s for s in header.slots)
    )


def _sheet_check(vault: Vault) -> dict[int, str]:
    """Return the two groups set aside for the sheet that is in the header now."""
    with vault.reading() as session:
        row = session.get(VaultSecret, SHEET_CHECK)
        kept: dict[str, Any] = json.loads(row.value) if row is not None else {}
    if vault.header.slot(kept.get("slot", "")) is None:
        return {}
    return {int(number): group for number, group in kept["groups"].items()}
