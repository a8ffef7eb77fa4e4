"""Locking together with the PC: what a desktop says on its bus locks the vault."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.needs import programs
from tests.tree import ROOT
from tests.vaults import Template


def test_the_vault_locks_with_the_screen_the_session_and_in_sleep(template: Template, tmp_path: Path) -> None:
    programs("dbus-run-session")
    home = tmp_path / "WorkWell"
    template.copy(home / "vaults")
    command = ["dbus-run-session", "--", sys.executable, "-m", "tests.ui.screen_saver", str(home)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.splitlines() == ["screen locked", "sleep locked", "session locked"]
