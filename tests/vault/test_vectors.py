"""Known answers for header, slots and sheet: the format as another program would have to build it.

The answers are computed here a second time with nothing but HMAC, Argon2 and the bare ciphers, after the words of
the format and not with the program's own functions.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.tools.write_vault_vectors import TARGET, vectors
from workwell_desktop.vault.header import dump, is_signed, parse
from workwell_desktop.vault.sheet import read_sheet
from workwell_desktop.vault.slots import (
    CannotOpen,
    Place,
    derive_keys,
    open_data_key,
    open_identity,
    passphrase_key,
    sheet_key,
)

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@pytest.fixture(scope="module")
def known() -> dict[str, Any]:
    return json.loads(Path(TARGET).read_text("utf-8"))


def hkdf(material: bytes, salt: bytes, info: bytes) -> bytes:
    """RFC 5869 for one block of 32 bytes."""
    secret = hmac.digest(salt or bytes(32), material, hashlib.sha256)
    return hmac.digest(secret, info + b"\x01", hashlib.sha256)


def compact(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), sort_keys=True).encode()


def slots_of(known: dict[str, Any]) -> dict[str, dict[str, Any]]:
    header = json.loads(known["answers"]["header"])
    return {slot["label"]: slot for slot in header["slots"]}


def test_the_program_still_gives_the_known_answers(known: dict[str, Any]) -> None:
    assert vectors() == known


def test_keys_from_the_data_key(known: dict[str, Any]) -> None:
    data_key = bytes.fromhex(known["secrets"]["data_key"])
    assert hkdf(data_key, b"", b"workwell-vault/v1/db").hex() == known["answers"]["db_key"]
    assert hkdf(data_key, b"", b"workwell-vault/v1/header-mac").hex() == known["answers"]["header_mac_key"]


@pytest.mark.parametrize("name", ["coach", "second"])
def test_a_passphrase_slot_by_other_means(known: dict[str, Any], name: str) -> None:
    given, answer = known["secrets"][name], known["answers"][name]
    slot = slots_of(known)[given["label"]]
    salt = base64.b64decode(slot["salt"])
    passphrase = unicodedata.normalize("NFKC", given["passphrase"]).encode()
    stretched = hash_secret_raw(
        passphrase, salt, time_cost=3, memory_cost=65536, parallelism=4, hash_len=32, type=Type.ID
    )
    assert stretched.hex() == answer["argon2id"]
    kek = hkdf(stretched + bytes.fromhex(given["device"] or ""), salt, b"workwell-vault/v1/kek")
    assert kek.hex() == answer["kek"]
    check_sealed(known, slot, answer, kek, slot["kdf"], bool(given["device"]))


def test_the_recovery_slot_by_other_means(known: dict[str, Any]) -> None:
    given, answer = known["secrets"]["sheet"], known["answers"]["sheet"]
    slot = slots_of(known)[given["label"]]
    kek = hkdf(bytes.fromhex(given["secret"]), base64.b64decode(slot["salt"]), b"workwell-vault/v1/recovery")
    assert kek.hex() == answer["kek"]
    check_sealed(known, slot, answer, kek, None, False)


def check_sealed(
    known: dict[str, Any], slot: dict[str, Any], answer: dict[str, Any], kek: bytes, kdf: object, device: bool
) -> None:
    secrets = known["secrets"]
    bound = [
        "workwell-vault",
        1,
        secrets["vault_id"],
        "id",
        slot["id"],
        slot["type"],
        kdf,
        slot["salt"],
        device,
        slot["role"],
    ]
    identity = AESGCM(kek).decrypt(
        base64.b64decode(slot["id_nonce"]), base64.b64decode(slot["identity"]), compact(bound)
    )
    assert identity.hex() == answer["x25519"] + answer["ed25519"]
    own, eph = X25519PrivateKey.from_private_bytes(identity[:32]), base64.b64decode(slot["eph"])
    public = own.public_key().public_bytes_raw()
    assert public.hex() == answer["x25519_public"]
    shared = own.exchange(X25519PublicKey.from_public_bytes(eph))
    seal = hkdf(shared, eph + public, b"workwell-vault/v1/seal")
    data_key = AESGCM(seal).decrypt(
        base64.b64decode(slot["dk_nonce"]), base64.b64decode(slot["dk"]), compact([secrets["key_epoch"], slot["id"]])
    )
    assert data_key.hex() == secrets["data_key"]


def test_the_sheet_by_other_means(known: dict[str, Any]) -> None:
    secret = bytes.fromhex(known["secrets"]["sheet"]["secret"])
    bits = f"{int.from_bytes(secret, 'big'):0160b}"
    check = hashlib.sha256(b"workwell-vault/v1/sheet" + secret).digest()
    bits += "".join(f"{byte:08b}" for byte in check)[:20]
    text = "".join(CROCKFORD[int(bits[at : at + 5], 2)] for at in range(0, 180, 5))
    assert known["answers"]["sheet"]["text"].replace("-", "") == text


def test_the_header_by_other_means(known: dict[str, Any]) -> None:
    text = known["answers"]["header"]
    content = json.loads(text)
    assert compact(content).decode() == text
    stated = base64.b64decode(content.pop("mac"))
    key = hkdf(bytes.fromhex(known["secrets"]["data_key"]), b"", b"workwell-vault/v1/header-mac")
    assert hmac.digest(key, compact(content), hashlib.sha256) == stated
    assert (content["format"], content["version"]) == ("workwell-vault", 1)
    assert content["db"] == {"file": "vault-0001.db", "cipher": "sqlcipher-4"}


def test_the_known_header_opens_with_each_secret(known: dict[str, Any]) -> None:
    data = known["answers"]["header"].encode()
    header, place = parse(data), Place(known["secrets"]["vault_id"], 1)
    assert dump(header) == data
    coach, second, sheet = header.slots
    for slot, name in ((coach, "coach"), (second, "second"), (sheet, "sheet")):
        given = known["secrets"][name]
        if name == "sheet":
            key = sheet_key(read_sheet(known["answers"]["sheet"]["text"]), slot.salt)
        else:
            device = bytes.fromhex(given["device"]) if given["device"] else None
            key = passphrase_key(given["passphrase"], slot.salt, slot.kdf, device)
        data_key = open_data_key(slot, place, open_identity(slot, place, key))
        assert data_key.hex() == known["secrets"]["data_key"]
        assert is_signed(header, derive_keys(data_key).header_mac)


def test_a_slot_opens_in_no_other_vault_and_no_other_epoch(known: dict[str, Any]) -> None:
    header = parse(known["answers"]["header"].encode())
    sheet = header.slots[2]
    key = bytes.fromhex(known["answers"]["sheet"]["kek"])
    place = Place(header.vault_id, 1)
    with pytest.raises(CannotOpen):
        open_identity(sheet, Place("f" * 32, 1), key)
    identity = open_identity(sheet, place, key)
    with pytest.raises(CannotOpen):
        open_data_key(sheet, Place(header.vault_id, 2), identity)
