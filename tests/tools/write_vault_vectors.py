"""Write the known answers for header, slots and sheet: ``python -m tests.tools.write_vault_vectors``.

Only while the format is new. After the first release they stay as they are, and a difference is a broken format.
Every byte that is random in the program is fixed here; the cost is the floor, as everywhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from workwell_desktop.vault.header import Anchor, Header, dump, sign
from workwell_desktop.vault.kdf import FLOOR, stretch
from workwell_desktop.vault.sheet import RecoverySheet
from workwell_desktop.vault.slots import (
    Identity,
    Place,
    derive_keys,
    passphrase_key,
    seal_passphrase_slot,
    seal_recovery_slot,
    sheet_key,
)

TARGET = Path(__file__).resolve().parent.parent / "vault" / "vectors" / "vault-v1.json"

SECRETS: dict[str, Any] = {
    "vault_id": "00112233445566778899aabbccddeeff",
    "key_epoch": 1,
    "data_key": bytes(range(32)).hex(),
    "coach": {"label": "Sam Example", "passphrase": "orbit candle velvet maple", "device": None, "stream": "coach"},
    # The passphrase is written with a combining accent; NFKC makes one letter of it.
    "second": {
        "label": "Zoë Example",
        "passphrase": "cafe\u0301 \ufb01nds ﹙calm﹚ sea",
        "device": "ab" * 32,
        "stream": "second",
    },
    "sheet": {"label": "Sheet A", "secret": "0123456789abcdef0123456789abcdef01234567", "stream": "sheet"},
    "generation": 17,
    "anchor": {"seq": 10432, "head": "5a" * 32},
}


def fixed(stream: str) -> Callable[[int], bytes]:
    """Return a source of bytes that always gives the same ones: SHA-256 of the stream's name and a counter."""
    made = bytearray()
    for block in range(64):
        made += hashlib.sha256(f"{stream}/{block}".encode()).digest()
    position = 0

    def take(count: int) -> bytes:
        nonlocal position
        position += count
        return bytes(made[position - count : position])

    return take


def vectors() -> dict[str, Any]:
    """Compute every known answer with the program's own functions."""
    data_key = bytes.fromhex(SECRETS["data_key"])
    place = Place(SECRETS["vault_id"], SECRETS["key_epoch"])
    keys = derive_keys(data_key)
    slots: list[Any] = []
    answers: dict[str, Any] = {"db_key": keys.db.hex(), "header_mac_key": keys.header_mac.hex()}
    for name, role in (("coach", "lead"), ("second", "coach")):
        given = SECRETS[name]
        random = fixed(given["stream"])
        identity = Identity(random(32), random(32))
        device = bytes.fromhex(given["device"]) if given["device"] else None
        slot = seal_passphrase_slot(
            identity, data_key, place, label=given["label"], role=role, passphrase=given["passphrase"], cost=FLOOR,
            device_secret=device, random=random,
        )  # fmt: skip
        slots.append(slot)
        answers[name] = {
            **_shown(identity),
            "argon2id": stretch(given["passphrase"], slot.salt, FLOOR).hex(),
            "kek": passphrase_key(given["passphrase"], slot.salt, FLOOR, device).hex(),
            **{part: value.hex() for part, value in asdict(slot.sealed).items()},
        }
    given = SECRETS["sheet"]
    random = fixed(given["stream"])
    identity = Identity(random(32), random(32))
    sheet = RecoverySheet(bytes.fromhex(given["secret"]))
    recovery = seal_recovery_slot(identity, data_key, place, label=given["label"], sheet=sheet, random=random)
    slots.append(recovery)
    answers["sheet"] = {
        **_shown(identity),
        "text": sheet.text,
        "kek": sheet_key(sheet, recovery.salt).hex(),
        **{part: value.hex() for part, value in asdict(recovery.sealed).items()},
    }
    anchor = Anchor(SECRETS["anchor"]["seq"], bytes.fromhex(SECRETS["anchor"]["head"]))
    header = Header(place.vault_id, place.key_epoch, SECRETS["generation"], anchor, tuple(slots))
    answers["header"] = dump(sign(header, keys.header_mac)).decode("ascii")
    return {"secrets": SECRETS, "answers": answers}


def _shown(identity: Identity) -> dict[str, str]:
    return {
        "x25519": identity.x25519.hex(),
        "ed25519": identity.ed25519.hex(),
        "x25519_public": identity.x25519_public.hex(),
        "ed25519_public": identity.ed25519_public.hex(),
    }


def main() -> None:
    """Write the file."""
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(vectors(), indent=1, sort_keys=True, ensure_ascii=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
