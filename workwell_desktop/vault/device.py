"""This PC's extra key: 32 bytes in the PC's own keyring, never the only way in.

With it on, a stolen copy of the files cannot be guessed at on another PC. It adds nothing against somebody who
signs in to this PC as the same user. A keyring may be absent, locked, slow or gone: each is a plain sentence.
"""

from __future__ import annotations

import base64
import binascii
import importlib
import sys
import threading
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from workwell_desktop.errors import ExtraKeyMissing
from workwell_desktop.vault.slots import DEVICE_BYTES

PATIENCE_S = 3.0
_USER = "device"
# Keyrings that the system itself guards, by system. A backend that keeps plain text in a file is not among them.
_TRUSTED = {
    "linux": (("SecretService", "Keyring"), ("libsecret", "Keyring"), ("kwallet", "DBusKeyring")),
    "win32": (("Windows", "WinVaultKeyring"),),
    "darwin": (("macOS", "Keyring"),),
}
_T = TypeVar("_T")


class KeyringBackend(Protocol):
    """What we ask of a keyring: the three calls of ``keyring.backend.KeyringBackend``."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return what is kept, or None."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a text."""

    def delete_password(self, service: str, username: str) -> None:
        """Forget a text."""


class DeviceKeyring:
    """This PC's keyring. With no backend handed in, the system's own is looked for when first needed."""

    def __init__(self, backend: KeyringBackend | None = None, *, patience_s: float = PATIENCE_S) -> None:
        """Take the backend to use, and how many seconds to wait for it: it may ask the user, or hang."""
        self._backend = backend
        self._patience_s = patience_s

    def why_not(self) -> str:
        """Return a sentence that says why this PC cannot keep an extra key; empty when it can."""
        try:
            self._ask(lambda backend: backend.get_password("WorkWell", "trial"))
        except ExtraKeyMissing as problem:
            return problem.sentence
        return ""

    def read(self, vault_id: str) -> bytes:
        """Return this vault's extra key (32 bytes). Raises ``ExtraKeyMissing`` when it is not there or not whole."""
        found = self._ask(lambda backend: backend.get_password(_service(vault_id), _USER))
        try:
            key = base64.b64decode(found or "", validate=True)
        except (binascii.Error, ValueError):
            key = b""
        if len(key) != DEVICE_BYTES:
            raise extra_key_missing()
        return key

    def keep(self, vault_id: str, key: bytes) -> None:
        """Keep this vault's extra key and read it back. Raises ``ExtraKeyMissing`` when that does not work."""
        text = base64.b64encode(key).decode("ascii")
        self._ask(lambda backend: backend.set_password(_service(vault_id), _USER, text))
        if self.read(vault_id) != key:
            raise extra_key_missing()

    def forget(self, vault_id: str) -> None:
        """Take this vault's extra key out of the keyring. Raises ``ExtraKeyMissing`` when that does not work."""
        self._ask(lambda backend: backend.delete_password(_service(vault_id), _USER))

    def _ask(self, question: Callable[[Any], _T]) -> _T:
        """Ask the keyring on a thread of its own, and not longer than the patience lasts."""
        answers: list[_T] = []
        failures: list[str] = []

        def ask() -> None:
            try:
                if self._backend is None:
                    self._backend = system_backend()
                answers.append(question(self._backend))
            except ExtraKeyMissing as problem:
                failures.append(problem.sentence)
            except Exception as problem:  # noqa: BLE001 - backends raise what they like: D-Bus, COM, RuntimeError
                failures.append(_sentence(problem))

        thread = threading.Thread(target=ask, name="keyring", daemon=True)
        thread.start()
        thread.join(self._patience_s)
        if answers:
            return answers[0]
        raise extra_key_missing(failures[0] if failures else "This PC's keyring does not answer.")


def system_backend() -> KeyringBackend:
    """Return the keyring that this system guards. Raises ``ExtraKeyMissing`` when there is none.

    Only those of this system are loaded. ``keyring.get_keyring`` would load every backend that is installed, run
    compilers to look for another system's libraries, and take code from folders that a file of the user names.
    """
    found: list[tuple[float, Any]] = []
    for module, name in _TRUSTED.get(sys.platform, ()):
        # 200 ms and more; only who uses the extra key waits for it
        kind = getattr(importlib.import_module(f"keyring.backends.{module}"), name)
        if kind.viable:
            found.append((kind.priority, kind))
    if not found:
        raise extra_key_missing("This PC has no keyring that could keep an extra key.")
    backend = max(found, key=lambda one: one[0])[1]()
    if hasattr(type(backend), "persist"):
        backend.persist = "local machine"  # Windows would otherwise let it roam with the user's profile
    return backend  # type: ignore[no-any-return]  # found by name, so its type is not known


def extra_key_missing(sentence: str = "This PC's extra key is missing.") -> ExtraKeyMissing:
    """Return the error for an extra key that cannot be had, with the way round it."""
    return ExtraKeyMissing(sentence, "Use your recovery sheet, or a coach who signs in without the extra key.")


def _service(vault_id: str) -> str:
    return f"WorkWell/{vault_id}"


def _sentence(problem: Exception) -> str:
    """Say in plain words what a keyring's error means. Its own words may be in any language, and name paths."""
    kind = type(problem).__name__
    if kind in {"KeyringLocked", "InitError"}:
        return "This PC's keyring is locked."
    if kind == "PasswordDeleteError":
        return "This PC's extra key is missing."
    if kind == "NoKeyringError":
        return "This PC has no keyring that could keep an extra key."
    return "This PC's keyring does not work."
