"""What can be done with a whole record: put it into the bin, or take apart what was merged."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.bin import put_in_bin
from workwell_desktop.casework.merging import MergeLine, merges_of, unmerge
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.duplicate_notice import alone
from workwell_desktop.ui.parts.buttons import quiet_button
from workwell_desktop.ui.parts.dialog import Deed
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, empty_out, row

KEPT = "It stays in the bin for at least 30 days and can be brought back."
ALONE = "This is done when you are alone: other names come up."


class RecordDeeds(QWidget):
    """The quiet deeds about one record. ``binned`` carries the participant and the name, ``parted`` the participant."""

    binned = Signal(int, str)
    parted = Signal(int)

    def __init__(self, desk: Desk, participant_id: int, in_company: Callable[[], bool] = alone) -> None:
        """Show the deeds of this participant's record. ``in_company`` says whether somebody else sees the screen."""
        super().__init__()
        self._desk, self._in_company = desk, in_company
        look = desk.look
        self._parts = column(look, gap=8)
        away = quiet_button(look, "Put this record in the bin", "trash")
        away.clicked.connect(self._put_away)
        self._said = Label(look, "", "small", ink="ink2")
        whole = column(look, Label(look, "This record", "section"), gap=8)
        whole.addLayout(self._parts)
        whole.addLayout(row(look, away, STRETCH))
        whole.addWidget(self._said)
        self.setLayout(whole)
        self.show_participant(participant_id)

    def show_participant(self, participant_id: int) -> None:
        """Show the deeds of this participant's record."""
        self._person = participant_id
        look = self._desk.look
        empty_out(self._parts)
        self._said.set_text(KEPT)
        for line in merges_of(self._desk.vault, participant_id):
            self._parts.addWidget(Label(look, f"Merged with the record of {line.name} on {line.when}. {line.not_yet}"))
            if not line.not_yet:
                apart = quiet_button(look, "Take the two records apart again", "undo")
                apart.clicked.connect(lambda _on=False, merged=line: self._ask_apart(merged))
                self._parts.addLayout(row(look, apart, STRETCH))

    def _put_away(self) -> None:
        if self._in_company():
            self._said.set_text(ALONE)
            return
        try:
            name = put_in_bin(self._desk.vault, self._person)
        except WorkwellError as problem:
            self._tell(problem)
            return
        self.binned.emit(self._person, name)

    def _ask_apart(self, line: MergeLine) -> None:
        self._desk.doors.ask(
            self,
            "Take the two records apart again?",
            f"{line.name} gets a record again, as it was on {line.when}. What was changed or added since stays here."
            " A no to sharing that was written down since counts for both.",
            [Deed("stay", "Leave them together", safe=True), Deed("apart", "Take them apart")],
            lambda code: self._apart(line) if code == "apart" else None,
        )

    def _apart(self, line: MergeLine) -> None:
        try:
            kept, _other = unmerge(self._desk.vault, line.merge_id)
        except WorkwellError as problem:
            self._tell(problem)
            return
        self.parted.emit(kept)

    def _tell(self, problem: WorkwellError) -> None:
        self._desk.doors.tell(self, problem.sentence, problem.next_step)
