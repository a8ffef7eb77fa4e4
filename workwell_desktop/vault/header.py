"""The header of a vault (``vault.json``): what it holds, read strictly, written in one way only.

Nothing in it is secret by itself. A MAC under the data key covers every byte of it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from workwell_desktop.errors import HeaderDamaged, NewerVersion
from workwell_desktop.vault.canonical import canonical, from_text, to_text
from workwell_desktop.vault.kdf import Cost

FORMAT = "workwell-vault"
VERSION = 1
MAX_BYTES = 64 * 1024
MAX_SLOTS = 64
MAX_LABEL = 100
_MAX_COUNT = 2**53 - 1  # what any JSON reader can count exactly
_T = TypeVar("_T")

NO_EVENT = bytes(32)


@dataclass(frozen=True)
class Anchor:
    """The newest audit event that the header knows: its number and its MAC (32 zero bytes before the first)."""

    seq: int
    head: bytes


@dataclass(frozen=True)
class Sealed:
    """A coach's identity, sealed with their own key, and the data key, sealed to that identity."""

    id_nonce: bytes
    identity: bytes
    eph: bytes
    dk_nonce: bytes
    dk: bytes


@dataclass(frozen=True)
class PassphraseSlot:
    """A door that opens with a passphrase, and with this PC's extra key where ``device`` is set."""

    id: str
    label: str
    role: str
    salt: bytes
    kdf: Cost
    device: bool
    sealed: Sealed


@dataclass(frozen=True)
class RecoverySlot:
    """A door that opens with a recovery sheet. ``confirmed`` once two groups were typed back from the paper."""

    id: str
    label: str
    role: str
    salt: bytes
    confirmed: bool
    sealed: Sealed


Slot = PassphraseSlot | RecoverySlot


@dataclass(frozen=True)
class Header:
    """Everything that ``vault.json`` says. ``generation`` grows by one each time it is written."""

    vault_id: str
    key_epoch: int
    generation: int
    anchor: Anchor
    slots: tuple[Slot, ...]
    mac: bytes = bytes(32)

    @property
    def db_file(self) -> str:
        """The name of the database that this header's data key opens."""
        return f"vault-{self.key_epoch:04d}.db"

    def slot(self, slot_id: str) -> Slot | None:
        """Return the slot with this id, if there is one."""
        return next((slot for slot in self.slots if slot.id == slot_id), None)


def dump(header: Header) -> bytes:
    """Write a header as canonical bytes."""
    return canonical(_as_json(header))


def sign(header: Header, mac_key: bytes) -> Header:
    """Return the header with its MAC set (HMAC-SHA256 over everything but the MAC)."""
    return replace(header, mac=_mac(header, mac_key))


def is_signed(header: Header, mac_key: bytes) -> bool:
    """Say whether the header's MAC was made with this key over these very contents."""
    return hmac.compare_digest(header.mac, _mac(header, mac_key))


def parse(data: bytes) -> Header:
    """Read a header. Raises ``NewerVersion`` for a later format, ``HeaderDamaged`` for anything else that is off."""
    try:
        return _parse(data)
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise header_damaged() from problem


def header_damaged() -> HeaderDamaged:
    """Return the error that says the header cannot be trusted."""
    return HeaderDamaged(
        "The vault's key file, vault.json, is damaged, and so is its copy.",
        "Restore the newest backup. The damaged vault stays where it is.",
    )


def made_by_newer(copy_before: Path | None = None) -> NewerVersion:
    """Return the error that says this program is too old; ``copy_before`` is what it could go on with."""
    next_step = "Update this PC first. Nothing was changed."
    if copy_before is not None:
        next_step += (
            " To go back instead, and lose what was saved since the update, press Open a backup (IT: workwell-admin "
            f"restore) and choose this copy from before it: {copy_before}"
        )
    return NewerVersion("This file was made by a newer WorkWell.", next_step)


def _mac(header: Header, mac_key: bytes) -> bytes:
    content = _as_json(header)
    del content["mac"]
    return hmac.digest(mac_key, canonical(content), hashlib.sha256)


def cost_json(cost: Cost) -> dict[str, object]:
    """Return a cost as it stands in the header."""
    return {"alg": "argon2id", "m": cost.m, "t": cost.t, "p": cost.p}


def _slot_json(slot: Slot) -> dict[str, object]:
    sealed = {name: to_text(getattr(slot.sealed, name)) for name in ("id_nonce", "identity", "eph", "dk_nonce", "dk")}
    common = {"id": slot.id, "label": slot.label, "role": slot.role, "salt": to_text(slot.salt), **sealed}
    if isinstance(slot, RecoverySlot):
        return {**common, "type": "recovery", "confirmed": slot.confirmed}
    return {**common, "type": "passphrase", "kdf": cost_json(slot.kdf), "device": slot.device}


def _as_json(header: Header) -> dict[str, object]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "vault_id": header.vault_id,
        "key_epoch": header.key_epoch,
        "generation": header.generation,
        "db": {"file": header.db_file, "cipher": "sqlcipher-4"},
        "anchor": {"seq": header.anchor.seq, "head": to_text(header.anchor.head)},
        "slots": [_slot_json(slot) for slot in header.slots],
        "mac": to_text(header.mac),
    }


def _parse(data: bytes) -> Header:
    if len(data) > MAX_BYTES:
        raise ValueError("too large")
    found = json.loads(data.decode("ascii"))
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise ValueError("not a vault header")
    version = found.get("version")
    if type(version) is int and version > VERSION:
        raise made_by_newer()
    header = _header(found)
    if dump(header) != data:  # a second spelling, a doubled key, an unknown value: all end here
        raise ValueError("not canonical")
    return header


def _header(found: Mapping[str, Any]) -> Header:
    _exact(found, "format version vault_id key_epoch generation db anchor slots mac")
    _exact(found["db"], "file cipher")
    _exact(found["anchor"], "seq head")
    slots = found["slots"]
    if type(slots) is not list or not 1 <= len(slots) <= MAX_SLOTS:
        raise ValueError("slots")
    read = tuple(_slot(slot) for slot in slots)
    if len({slot.id for slot in read}) != len(read):
        raise ValueError("two slots with one id")
    kinds = {type(slot) for slot in read if slot.role == "lead"}
    if kinds != {PassphraseSlot, RecoverySlot}:
        raise ValueError("a vault has at least one lead's passphrase and one recovery sheet")
    return Header(
        vault_id=_matching(found["vault_id"], r"[0-9a-f]{32}"),
        key_epoch=_count(found["key_epoch"], 1, 9999),
        generation=_count(found["generation"], 1, _MAX_COUNT),
        anchor=Anchor(_count(found["anchor"]["seq"], 0, _MAX_COUNT), from_text(found["anchor"]["head"], 32)),
        slots=read,
        mac=from_text(found["mac"], 32),
    )


def _slot(found: Mapping[str, Any]) -> Slot:
    shared = "id type label role salt id_nonce identity eph dk_nonce dk"
    kinds: dict[object, tuple[str, Callable[[Mapping[str, Any]], Slot]]] = {
        "passphrase": (f"{shared} kdf device", _passphrase_slot),
        "recovery": (f"{shared} confirmed", _recovery_slot),
    }
    keys, read = kinds[found["type"]]
    _exact(found, keys)
    return read(found)


def _passphrase_slot(found: Mapping[str, Any]) -> PassphraseSlot:
    kdf = found["kdf"]
    _exact(kdf, "alg m t p")
    if kdf["alg"] != "argon2id":
        raise ValueError("unknown key derivation")
    cost = Cost(m=_exactly(int, kdf["m"]), t=_exactly(int, kdf["t"]), p=_exactly(int, kdf["p"]))
    return PassphraseSlot(**_common(found), kdf=cost, device=_exactly(bool, found["device"]))


def _recovery_slot(found: Mapping[str, Any]) -> RecoverySlot:
    return RecoverySlot(**_common(found), confirmed=_exactly(bool, found["confirmed"]))


def _common(found: Mapping[str, Any]) -> dict[str, Any]:
    label = _exactly(str, found["label"])
    if not is_label(label):
        raise ValueError("label")
    return {
        "id": _matching(found["id"], r"[0-9a-f]{16}"),
        "label": label,
        "role": _matching(found["role"], "lead|coach"),
        "salt": from_text(found["salt"], 16),
        "sealed": Sealed(
            id_nonce=from_text(found["id_nonce"], 12),
            identity=from_text(found["identity"], 80),
            eph=from_text(found["eph"], 32),
            dk_nonce=from_text(found["dk_nonce"], 12),
            dk=from_text(found["dk"], 48),
        ),
    }


def is_label(label: str) -> bool:
    """Say whether a name can stand in the header: 1 to 100 characters that can be printed."""
    return 1 <= len(label) <= MAX_LABEL and label.strip() == label and label.isprintable()


def _exact(found: object, keys: str) -> None:
    if not isinstance(found, dict) or set(found) != set(keys.split()):
        raise ValueError("not the expected keys")


def _exactly(kind: type[_T], value: object) -> _T:
    if type(value) is not kind:  # bool is an int to isinstance, and 3.0 equals 3
        raise ValueError("wrong kind of value")
    return value


def _count(value: object, least: int, most: int) -> int:
    number = _exactly(int, value)
    if not least <= number <= most:
        raise ValueError("out of bounds")
    return number


def _matching(value: object, pattern: str) -> str:
    text = _exactly(str, value)
    if not re.fullmatch(pattern, text):
        raise ValueError("not as expected")
    return text
