"""Sealing and unsealing: a coach's identity with their secret, the data key with that identity.

Each function that needs fresh bytes takes the source of them; the program hands in the system's own, and the
tests with known answers hand in fixed ones.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from workwell_desktop.vault.canonical import canonical, to_text
from workwell_desktop.vault.header import FORMAT, VERSION, PassphraseSlot, RecoverySlot, Sealed, Slot, cost_json
from workwell_desktop.vault.kdf import Cost, stretch
from workwell_desktop.vault.sheet import RecoverySheet

Random = Callable[[int], bytes]
DEVICE_BYTES = 32
_NOTHING = Sealed(id_nonce=b"", identity=b"", eph=b"", dk_nonce=b"", dk=b"")


class CannotOpen(Exception):
    """What was sealed does not open with this key."""


@dataclass(frozen=True)
class Identity:
    """A coach's two secrets: one unseals the data key (X25519), one signs what they did (Ed25519). 32 bytes each."""

    x25519: bytes = field(repr=False)
    ed25519: bytes = field(repr=False)

    @property
    def x25519_public(self) -> bytes:
        """The key that others seal a data key to."""
        return X25519PrivateKey.from_private_bytes(self.x25519).public_key().public_bytes_raw()

    @property
    def ed25519_public(self) -> bytes:
        """The key that proves this coach's signatures."""
        return Ed25519PrivateKey.from_private_bytes(self.ed25519).public_key().public_bytes_raw()


@dataclass(frozen=True)
class Place:
    """Which vault and which key epoch a slot belongs to: sealed in, so that it opens nowhere else."""

    vault_id: str
    key_epoch: int


@dataclass(frozen=True)
class Keys:
    """The keys that one data key gives: for the database and for the header's MAC. 32 bytes each."""

    db: bytes = field(repr=False)
    header_mac: bytes = field(repr=False)


def new_identity(random: Random = os.urandom) -> Identity:
    """Make a coach's two secrets."""
    return Identity(x25519=random(32), ed25519=random(32))


def derive_keys(data_key: bytes) -> Keys:
    """Return the keys that stand on a data key of 32 bytes."""
    if len(data_key) != 32:
        raise ValueError("a data key has 32 bytes")
    return Keys(
        db=_hkdf(data_key, b"", b"workwell-vault/v1/db"),
        header_mac=_hkdf(data_key, b"", b"workwell-vault/v1/header-mac"),
    )


def passphrase_key(passphrase: str, salt: bytes, cost: Cost, device_secret: bytes | None = None) -> bytes:
    """Return the key that a passphrase gives, together with this PC's extra key (32 bytes) where there is one. Slow."""
    if device_secret is not None and len(device_secret) != DEVICE_BYTES:
        raise ValueError("the extra key has 32 bytes")
    return _hkdf(stretch(passphrase, salt, cost) + (device_secret or b""), salt, b"workwell-vault/v1/kek")


def sheet_key(sheet: RecoverySheet, salt: bytes) -> bytes:
    """Return the key that a recovery sheet gives. 160 random bits need no stretching."""
    return _hkdf(sheet.secret, salt, b"workwell-vault/v1/recovery")


def seal_passphrase_slot(
    identity: Identity,
    data_key: bytes,
    place: Place,
    *,
    label: str,
    role: str,
    passphrase: str,
    cost: Cost,
    device_secret: bytes | None = None,
    slot_id: str | None = None,
    random: Random = os.urandom,
) -> PassphraseSlot:
    """Make a slot that this passphrase opens (and only with the extra key, where one is given). Slow.

    ``slot_id`` keeps the id of a slot that is sealed anew; without it a fresh one is made.
    """
    slot = PassphraseSlot(
        id=slot_id or random(8).hex(), label=label, role=role, salt=random(16), kdf=cost,
        device=device_secret is not None, sealed=_NOTHING,
    )  # fmt: skip
    key = passphrase_key(passphrase, slot.salt, cost, device_secret)
    return replace(slot, sealed=_seal(slot, place, key, identity, data_key, random=random))


def seal_recovery_slot(
    identity: Identity,
    data_key: bytes,
    place: Place,
    *,
    label: str,
    sheet: RecoverySheet,
    random: Random = os.urandom,
) -> RecoverySlot:
    """Make a slot that this recovery sheet opens; not yet confirmed."""
    slot = RecoverySlot(id=random(8).hex(), label=label, role="lead", salt=random(16), confirmed=False, sealed=_NOTHING)
    return replace(slot, sealed=_seal(slot, place, sheet_key(sheet, slot.salt), identity, data_key, random=random))


def open_identity(slot: Slot, place: Place, key: bytes) -> Identity:
    """Unseal a slot's identity. Raises ``CannotOpen``: the secret is another, or the slot was changed."""
    try:
        opened = AESGCM(key).decrypt(slot.sealed.id_nonce, slot.sealed.identity, _bound(slot, place))
    except InvalidTag as problem:
        raise CannotOpen from problem
    return Identity(x25519=opened[:32], ed25519=opened[32:])


def open_data_key(slot: Slot, place: Place, identity: Identity) -> bytes:
    """Unseal the data key with an identity. Raises ``CannotOpen``: the slot was changed."""
    sealed = slot.sealed
    own = X25519PrivateKey.from_private_bytes(identity.x25519)
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(sealed.eph))
        key = _hkdf(shared, sealed.eph + identity.x25519_public, b"workwell-vault/v1/seal")
        return AESGCM(key).decrypt(sealed.dk_nonce, sealed.dk, canonical([place.key_epoch, slot.id]))
    except (InvalidTag, ValueError) as problem:  # ValueError: an ephemeral key that gives no shared secret
        raise CannotOpen from problem


def _bound(slot: Slot, place: Place) -> bytes:
    """Return what a sealed identity is bound to: a change in any of it and it no longer opens."""
    kind, kdf, device = (
        ("recovery", None, False)
        if isinstance(slot, RecoverySlot)
        else ("passphrase", cost_json(slot.kdf), slot.device)
    )
    return canonical([FORMAT, VERSION, place.vault_id, "id", slot.id, kind, kdf, to_text(slot.salt), device, slot.role])


def _seal(slot: Slot, place: Place, key: bytes, identity: Identity, data_key: bytes, *, random: Random) -> Sealed:
    id_nonce, eph_secret, dk_nonce = random(12), random(32), random(12)
    ephemeral = X25519PrivateKey.from_private_bytes(eph_secret)
    eph, owner = ephemeral.public_key().public_bytes_raw(), identity.x25519_public
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(owner))
    seal_key = _hkdf(shared, eph + owner, b"workwell-vault/v1/seal")
    return Sealed(
        id_nonce=id_nonce,
        identity=AESGCM(key).encrypt(id_nonce, identity.x25519 + identity.ed25519, _bound(slot, place)),
        eph=eph,
        dk_nonce=dk_nonce,
        dk=AESGCM(seal_key).encrypt(dk_nonce, data_key, canonical([place.key_epoch, slot.id])),
    )


def _hkdf(material: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt or None, info=info).derive(material)
