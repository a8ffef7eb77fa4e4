"""Save a file through the real chooser, in a folder that bears a name: ``-m tests.faults.chooser HOME FOLDER``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMainWindow

from workwell_desktop.app import make_application
from workwell_desktop.paths import Places
from workwell_desktop.ui.doors import Doors
from workwell_desktop.ui.hand import Hand

if __name__ == "__main__":
    home, folder = Path(sys.argv[1]), Path(sys.argv[2])
    app, look = make_application(Places.under(home))
    window, hand, chosen = QMainWindow(), Hand(app), []
    window.show()
    Doors(look).save_file(window, "Save this paper", "letter.pdf", (("PDF", "*.pdf"),), chosen.append)
    hand.wait_for(lambda: isinstance(app.activeModalWidget(), QFileDialog), "the chooser")
    dialog = app.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    dialog.setDirectory(str(folder))  # as by clicking through the folders
    dialog.findChild(QLineEdit).setText("letter.pdf")
    dialog.accept()
    hand.wait_for(lambda: bool(chosen), "the place")
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    app.processEvents()
    print(chosen[0], flush=True)  # noqa: T201 - the test that started this process reads it
