"""Takes the package of an offer: copied and checked in one go, so that what was checked is what is started."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from workwell_desktop.errors import WorkwellError
from workwell_desktop.files import make_private_folder
from workwell_desktop.updates.manifest import Offer, UpdateRefused, opened

_PIECE = 1024 * 1024
_AGAIN = "Copy it to the stick again, or ask whoever gave it to you."


class Stopped(WorkwellError):
    """The person stopped it. Nothing was left behind."""


def take(offer: Offer, into: Path, told: Callable[[float], bool] = lambda _share: True) -> Path:
    """Copy the package into a private folder while checking it, and return the copy.

    ``told`` hears which share is done, from 0 to 1, and says whether to go on. Raises ``UpdateRefused`` where size or
    sum differ or the disk has no room, and ``Stopped``; then no copy is left.
    """
    package = offer.package
    copy = into / package.name
    try:
        make_private_folder(into)
        for old in into.iterdir():
            old.unlink()
        handle = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except OSError as problem:
        raise UpdateRefused(
            "The update cannot be copied to this PC.", "Make room on the disk, then try again."
        ) from problem
    try:
        with os.fdopen(handle, "wb") as written, opened(offer.folder / package.name) as read:
            digest, done = hashlib.sha256(), 0
            while piece := read.read(_PIECE):
                done += len(piece)
                if done > package.size:
                    raise UpdateRefused(f"{package.name} is larger than it should be.", _AGAIN)
                digest.update(piece)
                written.write(piece)
                if not told(done / package.size):
                    raise Stopped("The update was stopped.", "Nothing has changed.")
            written.flush()
            os.fsync(written.fileno())
        if done != package.size or not hmac.compare_digest(digest.hexdigest(), package.sha256):
            raise UpdateRefused(f"{package.name} is not whole, or was changed.", _AGAIN)
    except BaseException as problem:
        with suppress(OSError):
            copy.unlink()
        if isinstance(problem, OSError):
            raise UpdateRefused(f"{package.name} could not be copied whole.", _AGAIN) from problem
        raise
    return copy


def command_for(kind: str, package: Path) -> str:
    """Return the one command with which IT installs a checked package, empty where a person can do it alone."""
    if kind == "deb":
        quoted = str(package).replace("'", "'\\''")  # a shell takes everything else between two of them as it is
        return f"sudo apt install '{quoted}'"
    return f'"{package}" /S' if kind == "windows-machine" else ""
