"""Scores services again beside the window, a step at a time: papers and backups come in between, no lock waits long.

scoring = ScoringBeside(desk, page)
scoring.told.connect(busy.step)
scoring.start()
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from workwell_desktop.casework.service_scoring import due, score_again
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk

STEP = 300  # services of one job of the worker: about a second


class ScoringBeside(QObject):
    """Goes on until every service is scored by the rules that hold. It may be stopped, and started again later.

    ``told`` carries how many are done of how many, ``ended`` whether all are; ``failed`` a sentence and a next step.
    """

    told = Signal(int, int)
    ended = Signal(bool)
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._done = 0
        self.running = self._stopped = False

    def start(self) -> None:
        """Begin, or go on; nothing happens while it runs already."""
        self._stopped = False
        if not self.running:
            self.running, self._done = True, 0
            self._step()

    def stop(self) -> None:
        """Stop after the step that is under way. What is done stays done."""
        self._stopped = True

    def _step(self) -> None:
        vault = self._desk.vault

        def job() -> tuple[int, int]:
            return score_again(vault, most=STEP), due(vault)

        self._desk.worker.run(self, job, self._went, self._broke)

    def _went(self, outcome: tuple[int, int]) -> None:
        done, left = outcome
        self._done += done
        if done:
            self.told.emit(self._done, self._done + left)
        if left and not self._stopped:
            self._step()
        else:
            self.running = False
            self.ended.emit(not left)

    def _broke(self, problem: Exception) -> None:
        self.running = False
        if not isinstance(problem, WorkwellError):
            raise problem
        self.failed.emit(f"{problem.sentence} {problem.next_step}".strip())
