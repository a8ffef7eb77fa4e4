"""One program at a time: an operating-system lock on ``vault.lock``, held as long as the vault is open.

The file says who holds it, for the message on the second program's screen. It is the lock that counts and never
the file: what a killed program left behind is simply taken over.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import socket
import sys
from datetime import datetime
from pathlib import Path

from workwell_desktop.clock import Clock
from workwell_desktop.errors import NotKept, VaultInUse

NAME = "vault.lock"
_BEYOND = 1 << 30  # Windows locks bytes, and a locked byte cannot be read: lock one far behind the text


class VaultLock:
    """The held lock on one vault folder. ``release`` may be called twice."""

    def __init__(self, handle: int) -> None:
        """Keep the open handle that carries the lock."""
        self._handle: int | None = handle

    def release(self) -> None:
        """Let the next program in."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        with contextlib.suppress(OSError):
            os.ftruncate(handle, 0)
        os.close(handle)  # closing lets go of the lock


def take_lock(folder: Path, clock: Clock) -> VaultLock:
    """Take the vault's lock.

    Raises ``VaultInUse`` (who, since when) while another holds it, ``NotKept`` where the file cannot be written.
    """
    path = folder / NAME
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    except OSError as problem:
        raise NotKept(
            "WorkWell cannot write to the vault's folder.", "Check that the folder belongs to you."
        ) from problem
    try:
        _lock(handle)
    except OSError as problem:
        os.close(handle)
        raise _in_use(path, clock) from problem
    holder = {"pid": os.getpid(), "host": socket.gethostname(), "user": _user(), "since": clock.utc().isoformat()}
    with contextlib.suppress(OSError):  # the names are a courtesy; on a full disk the lock holds without them
        os.ftruncate(handle, 0)
        os.write(handle, json.dumps(holder).encode("utf-8"))
    return VaultLock(handle)


def _in_use(path: Path, clock: Clock) -> VaultInUse:
    who, when = "Another program", ""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        held = json.loads(path.read_bytes())
        since = datetime.fromisoformat(held["since"]).astimezone()
        day = "" if since.date() == clock.today() else f" on {since.day} {since:%B %Y}"
        who, when = f"{held['user']} on {held['host']}", f" since {since:%H:%M}{day}"
    return VaultInUse(f"This vault is already open: {who}{when}.", "Close it there first. Nothing was changed.")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


def _lock(handle: int) -> None:
    """Take the lock without waiting. Raises ``OSError`` when another holds it."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - Windows only

        os.lseek(handle, _BEYOND, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
    else:
        import fcntl  # noqa: PLC0415 - everywhere but on Windows

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
