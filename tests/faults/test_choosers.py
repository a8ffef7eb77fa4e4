"""Choosing where to save leaves no note of it: Qt would remember the folder, and a folder may bear a name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.tree import ROOT


def test_the_folder_that_was_chosen_is_written_down_nowhere(tmp_path: Path) -> None:
    user, folder = tmp_path / "user", tmp_path / "papers of Joanne Example"
    user.mkdir()
    folder.mkdir()
    env = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")} | {"HOME": str(user)}
    command = [sys.executable, "-m", "tests.faults.chooser", str(tmp_path / "home"), str(folder)]
    ran = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert ran.stdout.strip() == str(folder / "letter.pdf"), ran.stderr
    assert {path.name for path in user.rglob("*") if path.is_file()} == set()
