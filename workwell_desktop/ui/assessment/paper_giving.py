"""Giving a questionnaire out on paper: made by the worker, printed, and taken back when nothing came out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import measures
from workwell_desktop.casework.measure_state import MeasureLine
from workwell_desktop.casework.paper_codes import GivenPaper, give_paper
from workwell_desktop.errors import WorkwellError
from workwell_desktop.forms import Questionnaire
from workwell_desktop.ui.desk import Desk


def is_to_key(line: MeasureLine) -> bool:
    """Say whether this is a paper that is keyed in its own order; a correction is made as of any other."""
    return (
        line.way == measures.PAPER
        and not line.number
        and not line.outdated
        and line.state in {measures.GIVEN, measures.OPEN}
    )


class PaperGiving(QObject):
    """Prints blank questionnaires. ``told`` says what came of it: the kind of the notice, the point, and the rest.

    A paper belongs to whoever was shown when it was asked for. Once they are out of sight it is not printed any more,
    and nothing is said: somebody else may be looking at the screen.
    """

    told = Signal(str, str, str)

    def __init__(self, desk: Desk, page: QWidget, shown: Callable[[], int]) -> None:
        """Print beside ``page``; ``shown`` says whose page it is by then."""
        super().__init__(page)
        self._desk, self._page, self._shown = desk, page, shown

    def give(self, participant_id: int, form: Questionnaire, view: str) -> None:
        """Make a blank paper with its code, and ask the system to print it."""
        vault = self._desk.vault
        self._desk.worker.run(
            self, lambda: give_paper(vault, participant_id, form, view),
            partial(self._made, participant_id), partial(self._failed, participant_id),
        )  # fmt: skip

    def _in_sight(self, participant_id: int) -> bool:
        return self._shown() == participant_id and self._page.isVisible()

    def _made(self, participant_id: int, given: GivenPaper) -> None:
        if self._in_sight(participant_id):
            self._desk.doors.print_pdf(self._page, given.pdf, partial(self._printed, participant_id, given))
        else:
            self._printed(participant_id, given, printed=False)

    def _printed(self, participant_id: int, given: GivenPaper, printed: bool) -> None:
        if printed:
            rest = "Write the code down, or find it below. Type the paper in on the day it comes back."
            self._tell(participant_id, "good", f"The paper with the code {given.code} was printed.", rest)
            return
        try:
            measures.leave_out(self._desk.vault, given.measure_id)
        except WorkwellError as problem:
            self._failed(participant_id, problem)
        else:
            self._tell(participant_id, "note", "Nothing was printed.", "No paper is given out.")

    def _failed(self, participant_id: int, problem: Exception) -> None:
        if not isinstance(problem, WorkwellError):
            raise problem
        self._tell(participant_id, "warn", problem.sentence, problem.next_step)

    def _tell(self, participant_id: int, kind: str, point: str, rest: str) -> None:
        if self._in_sight(participant_id):
            self.told.emit(kind, point, rest)
