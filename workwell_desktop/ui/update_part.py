"""Updating from a stick, in the settings of a build that knows whose signature to trust."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from workwell_desktop.build_facts import BuildFacts
from workwell_desktop.errors import WorkwellError
from workwell_desktop.policy import Policy
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.buttons import main_button, second_button
from workwell_desktop.ui.parts.fields import Field, announce
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, holder, reveal, row
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.progress import Busy
from workwell_desktop.updates import Offer, command_for, read_offer, take

_HUNDRED = 100


def start_setup(command: list[str]) -> str:
    """Start a checked setup in a process of its own. Return nothing, or the sentence that says why it did not."""
    try:
        subprocess.Popen(command, cwd=Path(command[0]).parent)  # noqa: S603 - the very file that was checked, no shell
    except OSError:
        return "The setup could not be started. Nothing has changed. Ask your IT."
    return ""


class UpdatePart(QWidget):
    """Choose a folder, hear what is in it, and take it. ``into`` is a private folder.

    ``ready`` carries the command of a checked setup, which is to be started once WorkWell has saved and closed.
    """

    ready = Signal(object)
    _done = Signal(float)

    def __init__(self, desk: Desk, facts: BuildFacts, policy: Policy, into: Path) -> None:
        super().__init__()
        look = self._look = desk.look
        self._desk, self._facts, self._policy, self._into = desk, facts, policy, into
        self._stop = threading.Event()
        self._setup: Path | None = None
        self.choose = second_button(look, "Update WorkWell from a stick", "folder")
        self.choose.clicked.connect(self._choose)
        self.said = Label(look, f"WorkWell {facts.version} is installed here.", "small", ink="ink2")
        self._busy = Busy(look)
        self._done.connect(lambda share: self._busy.step(int(share * _HUNDRED), _HUNDRED))
        self.command = Line(look)
        self.command.setReadOnly(True)
        copy = second_button(look, "Copy", "sheet")
        copy.clicked.connect(lambda: QApplication.clipboard().setText(self.command.text()))
        hint = "For your IT: close WorkWell first. Nobody’s records change; each vault is copied before it is used."
        command = Field(look, "The command for your IT", self.command, hint=hint, width="full")
        self._for_it = holder(column(look, command, row(look, copy, STRETCH)))
        self.begin = main_button(look, "Close WorkWell and update")
        self.begin.clicked.connect(self._begin)
        reveal(self._for_it, shown=False)
        reveal(self.begin, shown=False)
        self.setLayout(
            column(
                look,
                Label(look, "Updates", "section"),
                row(look, self.choose, STRETCH),
                self._busy,
                self.said,
                self._for_it,
                row(look, self.begin, STRETCH),
            )
        )

    def _choose(self) -> None:
        self._desk.doors.choose_folder(self, "The stick or folder with the update", self._look_at)

    def _look_at(self, folder: Path) -> None:
        """Check what the folder offers and copy it, beside the window."""
        self._stop.clear()
        self.choose.setEnabled(False)
        for part in (self._for_it, self.begin):
            reveal(part, shown=False)
        self._busy.start("Checking the update", on_stop=self._stop.set)

        def told(share: float) -> bool:
            self._done.emit(share)
            return not self._stop.is_set()

        def job() -> tuple[Offer, Path]:
            offer = read_offer(folder, self._facts, policy=self._policy)
            return offer, take(offer, self._into, told)

        self._desk.worker.run(self, job, self._taken, self._refused)

    def _taken(self, found: tuple[Offer, Path]) -> None:
        offer, package = found
        day = f"{offer.released_on.day} {offer.released_on:%B %Y}"
        self._settle(" ".join((f"WorkWell {offer.version} of {day} is signed and whole.", *offer.news)))
        command = command_for(self._facts.kind, package)
        self.command.setText(command)
        reveal(self._for_it, shown=bool(command))
        reveal(self.begin, shown=not command)
        self._setup = None if command else package
        (self.command if command else self.begin).setFocus()

    def _refused(self, problem: Exception) -> None:
        if not isinstance(problem, WorkwellError):
            self._settle("")
            raise problem
        self._settle(f"{problem.sentence} {problem.next_step}")

    def _settle(self, words: str) -> None:
        self._busy.finish()
        self.choose.setEnabled(True)
        self.said.set_text(words)
        announce(self.said, words)

    def _begin(self) -> None:
        if self._setup is not None:
            self.ready.emit([str(self._setup), "/S", "/WAIT", "/OPEN"])
