"""Writing a file so that it is never half written: the old one or the new one, nothing between."""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

from workwell_desktop.errors import NotKept

_WINDOWS_BUSY = {5, 32, 33}  # access denied, sharing violation, lock violation: a scanner has it open
_PATIENCE_S = 5.0


def make_private_folder(folder: Path) -> Path:
    """Make a folder that only its owner can read (0700) and return it. Parents are made too."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if os.name == "posix":
        folder.chmod(0o700)
    return folder


def sync_folder(folder: Path) -> None:
    """Ask the system to put the folder's list of names on the disk. Windows has no such call."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace_patiently(new: Path, old: Path) -> None:
    """Put ``new`` where ``old`` is, waiting up to 5 seconds for a virus scanner to let go on Windows."""
    pause, end = 0.05, time.monotonic() + _PATIENCE_S
    while True:
        try:
            os.replace(new, old)
            return
        except PermissionError as problem:
            if getattr(problem, "winerror", None) not in _WINDOWS_BUSY or time.monotonic() > end:
                raise
            time.sleep(pause)
            pause *= 2


def write_whole(path: Path, data: bytes, *, keep_previous_as: Path | None = None) -> None:
    """Write ``data`` to ``path`` all or nothing, readable by its owner only.

    Temporary file beside it, written, synced and read back, then put in place; the folder is synced.
    With ``keep_previous_as`` the file that was there stays under that name. Raises ``NotKept`` when the
    disk is full or refuses; the old file is then as it was.
    """
    try:
        with _beside(path, data) as temporary:
            if temporary.read_bytes() != data:
                raise OSError("read back differs")
            if keep_previous_as is not None and path.exists():
                with _beside(keep_previous_as, path.read_bytes()) as spare:
                    replace_patiently(spare, keep_previous_as)
            replace_patiently(temporary, path)
        sync_folder(path.parent)
    except OSError as problem:
        raise not_kept() from problem


def not_kept() -> NotKept:
    """Return the problem that a file or a folder could not be written."""
    return NotKept("This PC could not write to the disk.", "Make some room or check the folder, then try again.")


@contextlib.contextmanager
def _beside(path: Path, data: bytes) -> Iterator[Path]:
    """Write ``data`` to a new file beside ``path``, for its owner only. Whatever happens, it does not stay there."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        yield temporary
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
