"""What some tests need of the machine: where it is missing they are left out, but never unseen in CI."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import NoReturn

import pytest


def missing(reason: str) -> NoReturn:
    """Leave a test out, and say why; where ``CI`` is set a proof that was not made is a failure."""
    if os.environ.get("CI"):
        pytest.fail(f"{reason}: in CI this test may not be left out", pytrace=False)
    pytest.skip(reason)


def programs(*names: str) -> None:
    """Leave a test out where one of these programs is not on the machine."""
    absent = [name for name in names if not shutil.which(name)]
    if absent:
        missing(f"needs {' and '.join(absent)}, which set-up installs where it may")


def way_with_disks() -> list[str]:
    """Return the words that start a command which may mount disks that only it sees; else leave the test out."""
    for way in (["unshare", "-m"], ["unshare", "-r", "-m"]):
        if shutil.which("unshare") and _works([*way, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]):
            return way
    missing("this machine does not let us mount a small disk of our own (unshare -m, tmpfs)")


def _works(command: list[str]) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0
