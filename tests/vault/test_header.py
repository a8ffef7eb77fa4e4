"""The header is read strictly: what is not exactly as we write it is damaged, and no change goes unseen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tools.write_vault_vectors import TARGET
from workwell_desktop.errors import HeaderDamaged, NewerVersion
from workwell_desktop.vault.canonical import canonical, from_text, to_text
from workwell_desktop.vault.header import MAX_BYTES, dump, is_label, is_signed, parse

KNOWN = json.loads(Path(TARGET).read_text("utf-8"))
GOOD: bytes = KNOWN["answers"]["header"].encode()
MAC_KEY = bytes.fromhex(KNOWN["answers"]["header_mac_key"])


def accepted(data: bytes) -> bool:
    """Whether a header would be trusted, given the right data key."""
    try:
        return is_signed(parse(data), MAC_KEY)
    except (HeaderDamaged, NewerVersion):
        return False


def changed(*path: Any, to: Any) -> bytes:
    """The good header with one value changed, written canonically."""
    content = json.loads(GOOD)
    place = content
    for step in path[:-1]:
        place = place[step]
    if to is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return canonical(content)


def test_the_good_header_is_accepted() -> None:
    assert accepted(GOOD)
    assert dump(parse(GOOD)) == GOOD


def test_every_bit_flip_is_noticed() -> None:
    flips = 0
    for at in range(len(GOOD)):
        for bit in range(8):
            flipped = bytearray(GOOD)
            flipped[at] ^= 1 << bit
            flips += 1
            assert not accepted(bytes(flipped)), (at, bit)
    assert flips == len(GOOD) * 8 >= 12_000


def test_every_cut_is_noticed() -> None:
    assert not any(accepted(GOOD[:length]) for length in range(len(GOOD)))


@pytest.mark.parametrize("more", [b" ", b"\n", b"\x00", b"{}", GOOD])
def test_anything_appended_is_noticed(more: bytes) -> None:
    assert not accepted(GOOD + more)


@settings(max_examples=300)
@given(st.binary(max_size=300))
def test_noise_is_damage_and_nothing_else(noise: bytes) -> None:
    with pytest.raises(HeaderDamaged):
        parse(noise)


WRONG = {
    "another format": changed("format", to="keepass"),
    "version as a float": GOOD.replace(b'"version":1}', b'"version":1.0}'),
    "version zero": changed("version", to=0),
    "version true": changed("version", to=True),
    "a key too many": changed("extra", to=1),
    "a key too few": changed("mac", to=...),
    "a slot key too many": changed("slots", 0, "confirmed", to=True),
    "a recovery slot with a cost": changed("slots", 2, "kdf", to={"alg": "argon2id", "m": 65536, "t": 3, "p": 4}),
    "a recovery slot with a device": changed("slots", 2, "device", to=False),
    "an unknown kind of slot": changed("slots", 0, "type", to="pin"),
    "no slots": changed("slots", to=[]),
    "slots as an object": changed("slots", to={}),
    "a slot that is null": changed("slots", 0, to=None),
    "no recovery slot": changed("slots", to=json.loads(GOOD)["slots"][:2]),
    "no lead": changed("slots", 0, "role", to="coach"),
    "two slots with one id": changed("slots", 1, "id", to=json.loads(GOOD)["slots"][0]["id"]),
    "too many slots": changed("slots", to=json.loads(GOOD)["slots"] * 22),
    "an id in capitals": changed("vault_id", to="00112233445566778899AABBCCDDEEFF"),
    "an id with a line end": changed("vault_id", to="00112233445566778899aabbccddeeff\n"),
    "epoch zero": changed("key_epoch", to=0),
    "another file": changed("db", "file", to="../vault-0001.db"),
    "a file of another epoch": changed("db", "file", to="vault-0002.db"),
    "another cipher": changed("db", "cipher", to="none"),
    "a count below zero": changed("anchor", "seq", to=-1),
    "a count past counting": changed("generation", to=2**53),
    "a count as text": changed("generation", to="17"),
    "base64 of another length": changed("mac", to=to_text(bytes(31))),
    "base64 in another spelling": changed("mac", to="hMjm11WzkrpIh8axDXrIEhF9HicWyqfyo7qhJjRZVkR="),
    "base64 with a space": changed("slots", 0, "salt", to=" " + json.loads(GOOD)["slots"][0]["salt"]),
    "memory below the floor": changed("slots", 0, "kdf", "m", to=64 * 1024 - 1),
    "memory of a bomb": changed("slots", 0, "kdf", "m", to=256 * 1024 + 1),
    "two passes": changed("slots", 0, "kdf", "t", to=2),
    "eleven passes": changed("slots", 0, "kdf", "t", to=11),
    "no lanes": changed("slots", 0, "kdf", "p", to=0),
    "nine lanes": changed("slots", 0, "kdf", "p", to=9),
    "another derivation": changed("slots", 0, "kdf", "alg", to="argon2i"),
    "a device that is a number": changed("slots", 0, "device", to=0),
    "an empty label": changed("slots", 0, "label", to=""),
    "a long label": changed("slots", 0, "label", to="x" * 101),
    "a label with a control": changed("slots", 0, "label", to="Sam\u202eExample"),
    "a doubled key": GOOD[:-1] + b',"version":1}',
    "spaces": json.dumps(json.loads(GOOD), sort_keys=True).encode(),
    "another order": json.dumps(dict(reversed(json.loads(GOOD).items())), separators=(",", ":")).encode(),
    "not a number": GOOD.replace(b'"generation":17', b'"generation":NaN'),
    "not ASCII": GOOD.replace(b"Sam Example", "Säm Example".encode()),
    "a list": b"[]",
    "nothing": b"",
    "very deep": b"[" * 60_000,
    "a very long number": b'{"format":"workwell-vault","version":' + b"9" * 5_000 + b"}",
    "too large": GOOD + b" " * MAX_BYTES,
}


@pytest.mark.parametrize("what", sorted(WRONG))
def test_what_is_not_exactly_right_is_damaged(what: str) -> None:
    assert WRONG[what] != GOOD
    with pytest.raises(HeaderDamaged, match=r"vault\.json"):
        parse(WRONG[what])


@pytest.mark.parametrize("version", [2, 7, 1000])
def test_a_later_format_is_not_called_damage(version: int) -> None:
    with pytest.raises(NewerVersion, match="made by a newer WorkWell"):
        parse(changed("version", to=version))


@given(st.binary(max_size=64))
def test_base64_has_one_spelling(data: bytes) -> None:
    assert from_text(to_text(data), len(data)) == data


@pytest.mark.parametrize("label", ["", " Sam", "Sam ", "a" * 101, "Sam\n", "\u202e", "\ud800"])
def test_what_cannot_be_a_name(label: str) -> None:
    assert not is_label(label)


@pytest.mark.parametrize("label", ["S", "Zoë Example", "李 小龙", "a" * 100])
def test_what_can_be_a_name(label: str) -> None:
    assert is_label(label)
