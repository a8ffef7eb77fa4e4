"""The check beside the window: nothing to say of a sound vault, a sentence for what is wrong."""

from __future__ import annotations

from workwell_desktop.casework import access
from workwell_desktop.vault.store import Vault


def test_a_sound_vault_has_nothing_to_say(open_vault: Vault) -> None:
    assert access.check(open_vault) == ()


def test_a_damaged_header_is_said_in_a_sentence(open_vault: Vault) -> None:
    header = open_vault.folder / "vault.json"
    data = bytearray(header.read_bytes())
    data[len(data) // 2] ^= 1
    header.write_bytes(data)
    wrong = access.check(open_vault)
    assert len(wrong) == 1
    assert wrong[0].endswith(".")
