"""This PC's extra key: each way in which a keyring can fail is one plain sentence, and never a crash."""

from __future__ import annotations

import time

import keyring
import pytest
from keyring.backends.chainer import ChainerBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.backends.null import Keyring as NullKeyring
from keyring.errors import InitError, KeyringLocked, NoKeyringError

from tests.vault.keyrings import Failing, Forgetful, Hanging, Working
from workwell_desktop.errors import ExtraKeyMissing
from workwell_desktop.vault.device import DeviceKeyring, system_backend

VAULT_ID = "ab" * 16
KEY = bytes(range(32))


def test_what_is_kept_is_read_back() -> None:
    backend = Working()
    device = DeviceKeyring(backend)
    device.keep(VAULT_ID, KEY)
    assert device.read(VAULT_ID) == KEY
    assert list(backend.kept) == [(f"WorkWell/{VAULT_ID}", "device")]
    assert len(next(iter(backend.kept.values()))) == 44  # Windows takes 1,280 characters at most
    device.forget(VAULT_ID)
    with pytest.raises(ExtraKeyMissing, match="extra key is missing"):
        device.read(VAULT_ID)
    with pytest.raises(ExtraKeyMissing, match="extra key is missing"):
        device.forget(VAULT_ID)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (NoKeyringError("none"), "This PC has no keyring that could keep an extra key."),
        (KeyringLocked("locked"), "This PC's keyring is locked."),
        (InitError("prompt dismissed"), "This PC's keyring is locked."),
        (RuntimeError("org.freedesktop.DBus.Error.ServiceUnknown"), "This PC's keyring does not work."),
        (OSError(1783, "stub received bad data"), "This PC's keyring does not work."),
    ],
)
def test_each_failure_is_a_sentence_with_a_way_round(error: Exception, sentence: str) -> None:
    device = DeviceKeyring(Failing(error))
    assert device.why_not() == sentence
    for call in (lambda: device.read(VAULT_ID), lambda: device.keep(VAULT_ID, KEY), lambda: device.forget(VAULT_ID)):
        with pytest.raises(ExtraKeyMissing) as caught:
            call()
        assert caught.value.sentence == sentence
        assert "recovery sheet" in caught.value.next_step


def test_a_keyring_that_hangs_is_not_waited_for() -> None:
    backend = Hanging()
    device = DeviceKeyring(backend, patience_s=0.05)
    began = time.monotonic()
    with pytest.raises(ExtraKeyMissing, match="does not answer"):
        device.read(VAULT_ID)
    assert time.monotonic() - began < 2
    backend.end.set()


def test_a_keyring_that_forgets_at_once_is_noticed() -> None:
    with pytest.raises(ExtraKeyMissing):
        DeviceKeyring(Forgetful()).keep(VAULT_ID, KEY)


@pytest.mark.parametrize("kept", ["", "not base64", "QUJD", "A" * 43 + "="])
def test_what_is_not_our_key_counts_as_missing(kept: str) -> None:
    backend = Working()
    backend.set_password(f"WorkWell/{VAULT_ID}", "device", kept)
    if kept.startswith("AAAA"):
        assert DeviceKeyring(backend).read(VAULT_ID) == bytes(32)
    else:
        with pytest.raises(ExtraKeyMissing):
            DeviceKeyring(backend).read(VAULT_ID)


def test_a_working_keyring_has_nothing_to_say() -> None:
    assert DeviceKeyring(Working()).why_not() == ""


@pytest.mark.parametrize("chosen", [NoKeyring(), NullKeyring(), Working()])
def test_only_a_keyring_that_the_system_guards_is_used(chosen: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: chosen)
    with pytest.raises(ExtraKeyMissing, match="no keyring"):
        system_backend()
    assert DeviceKeyring().why_not() == "This PC has no keyring that could keep an extra key."


def test_the_systems_own_is_found_among_several(monkeypatch: pytest.MonkeyPatch) -> None:
    from keyring.backends import SecretService

    own = SecretService.Keyring()
    chainer = ChainerBackend()
    monkeypatch.setattr(ChainerBackend, "backends", [NullKeyring(), own])
    monkeypatch.setattr(keyring, "get_keyring", lambda: chainer)
    assert system_backend() is own


def test_on_windows_the_key_does_not_roam(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in = type(
        "WinVaultKeyring", (Working,), {"persist": "enterprise", "__module__": "keyring.backends.Windows"}
    )()
    monkeypatch.setattr(keyring, "get_keyring", lambda: stand_in)
    assert system_backend() is stand_in
    assert stand_in.persist == "local machine"
