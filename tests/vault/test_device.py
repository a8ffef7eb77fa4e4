"""This PC's extra key: each way in which a keyring can fail is one plain sentence, and never a crash."""

from __future__ import annotations

import importlib.util
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest
from keyring.errors import InitError, KeyringLocked, NoKeyringError

from tests.vault.keyrings import Failing, Forgetful, Hanging, Working
from workwell_desktop.errors import ExtraKeyMissing
from workwell_desktop.vault import device
from workwell_desktop.vault.device import DeviceKeyring, system_backend

VAULT_ID = "ab" * 16
KEY = bytes(range(32))


def test_what_is_kept_is_read_back() -> None:
    backend = Working()
    own = DeviceKeyring(backend)
    own.keep(VAULT_ID, KEY)
    assert own.read(VAULT_ID) == KEY
    assert list(backend.kept) == [(f"WorkWell/{VAULT_ID}", "device")]
    assert len(next(iter(backend.kept.values()))) == 44  # Windows takes 1,280 characters at most
    own.forget(VAULT_ID)
    with pytest.raises(ExtraKeyMissing, match="extra key is missing"):
        own.read(VAULT_ID)
    with pytest.raises(ExtraKeyMissing, match="extra key is missing"):
        own.forget(VAULT_ID)


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
    own = DeviceKeyring(Failing(error))
    assert own.why_not() == sentence
    for call in (lambda: own.read(VAULT_ID), lambda: own.keep(VAULT_ID, KEY), lambda: own.forget(VAULT_ID)):
        with pytest.raises(ExtraKeyMissing) as caught:
            call()
        assert caught.value.sentence == sentence
        assert "recovery sheet" in caught.value.next_step


def test_a_keyring_that_hangs_is_not_waited_for() -> None:
    backend = Hanging()
    own = DeviceKeyring(backend, patience_s=0.05)
    began = time.monotonic()
    with pytest.raises(ExtraKeyMissing, match="does not answer"):
        own.read(VAULT_ID)
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


def stand_in(monkeypatch: pytest.MonkeyPatch, name: str, **members: object) -> type:
    """Put a module with a keyring of that name where a system's own would lie."""
    kind = type("Keyring", (Working,), {"viable": True, "priority": 1.0, **members})
    module = ModuleType(f"keyring.backends.{name}")
    module.Keyring = kind  # type: ignore[attr-defined]  # a module made for this test
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return kind


def trust(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    monkeypatch.setattr(device, "_TRUSTED", {sys.platform: tuple((name, "Keyring") for name in names)})


def test_without_a_bus_there_is_no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all")
    assert DeviceKeyring().why_not() == "This PC has no keyring that could keep an extra key."


def test_a_system_that_we_do_not_know_has_no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "_TRUSTED", {})
    with pytest.raises(ExtraKeyMissing, match="no keyring"):
        system_backend()


def test_the_best_of_those_that_work_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, "one", priority=1.0)
    best = stand_in(monkeypatch, "two", priority=5.0)
    stand_in(monkeypatch, "three", priority=9.0, viable=False)
    trust(monkeypatch, "one", "two", "three")
    assert type(system_backend()) is best


def test_on_windows_the_key_does_not_roam(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, "one", persist="enterprise")
    trust(monkeypatch, "one")
    assert vars(system_backend())["persist"] == "local machine"


@pytest.mark.parametrize(("system", "count"), [("linux", 3), ("win32", 1), ("darwin", 1)])
def test_every_trusted_keyring_is_one_that_the_library_has(system: str, count: int) -> None:
    """A name that is wrong for another system would only show there."""
    assert len(device._TRUSTED[system]) == count
    for module, name in device._TRUSTED[system]:
        source = importlib.util.find_spec(f"keyring.backends.{module}")
        assert source is not None
        assert source.origin is not None
        assert f"class {name}(" in Path(source.origin).read_text("utf-8")
