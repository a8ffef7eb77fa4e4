"""The power goes during the guide of the first start: the vault that was made is there, and so is a way to a sheet."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLabel

from tests.journeys import day
from tests.journeys.stage import Stage
from tests.tree import ROOT


def killed_at_the_sheet(home: Path) -> str:
    """Go through the guide in a process of its own, kill it when the recovery sheet is shown; return the passphrase."""
    command = [sys.executable, "-m", "tests.journeys.play", "guide", str(home)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        passphrase = child.stdout.readline().strip()
        assert child.stdout.readline().strip() == "the sheet is shown"
        child.send_signal(signal.SIGKILL)
    return passphrase


def test_who_never_saw_the_sheet_makes_a_new_one(start: Callable[..., Stage], tmp_path: Path) -> None:
    home, paper = tmp_path / "home", tmp_path / "sheet.pdf"
    passphrase = killed_at_the_sheet(home)
    stage = start(home, saves=[paper])
    stage.hand.write("Passphrase", passphrase)
    stage.hand.press("Unlock")
    stage.wait_for_button("I have no copy. Make a new sheet")
    stage.hand.press("I have no copy. Make a new sheet")
    stage.hand.write("Passphrase", passphrase)
    stage.hand.press("Make a new sheet")
    stage.wait_for_button("Save the sheet")
    shown = stage.hand.find(QLabel, "The letters and numbers of the sheet").text()
    stage.hand.press("Save the sheet")
    stage.wait_for(paper.exists, "the saved sheet")
    day.type_groups(stage, shown)
    stage.hand.press("I have kept the sheet")
    stage.wait_for_workspace()
    stage.close()
    stage = start(home)
    stage.unlock(passphrase)  # and nothing is asked any more
    stage.close()
