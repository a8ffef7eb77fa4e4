"""A disk that is really full, small and of its own: words stay in the window, it says so, and asks before closing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.faults.full_disk import WORDS
from tests.needs import way_with_disks
from tests.tree import ROOT
from tests.vaults import PASSPHRASE

MIB = 24  # room for the vault, its journal and a backup; the rest is filled


def test_on_a_full_disk_no_word_is_lost(home: Path, tmp_path: Path) -> None:
    way = way_with_disks()
    disk = tmp_path / "disk"
    disk.mkdir()
    script = (
        'mount -t tmpfs -o size="$2"m tmpfs "$1" && cp -r "$3" "$1" && exec "$4" -m tests.faults.full_disk "$1/home"'
    )
    command = [*way, "bash", "-c", script, "bash", str(disk), str(MIB), str(home), sys.executable]
    ran = subprocess.run(command, cwd=ROOT, input=f"{PASSPHRASE}\n", capture_output=True, text=True, check=False)
    assert ran.stdout.splitlines() == [
        "typing: not saved yet",
        "saving: not saved yet",
        "closing: Some words are not saved yet. Stay here?",
        "room: kept",
        f"again: {WORDS}",
    ], ran.stderr
    assert ran.returncode == 0, ran.stderr
