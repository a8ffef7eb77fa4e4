"""A recovery sheet that was just made: shown once, saved or printed, and two of its groups typed back from the copy."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import access
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.doors import Doors
from workwell_desktop.ui.group_fields import GroupFields
from workwell_desktop.ui.parts.buttons import main_button, second_button
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, row
from workwell_desktop.ui.style.theme import Look
from workwell_desktop.ui.worker import Worker


class SheetCopy(QWidget):
    """Shows a new sheet until its copy was proved: ``kept`` is sent then."""

    kept = Signal()

    def __init__(
        self,
        look: Look,
        vault: access.Vault,
        sheet: access.RecoverySheet,
        worker: Worker,
        doors: Doors,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._vault, self._sheet, self._worker, self._doors = vault, sheet, worker, doors
        groups = Label(look, "\n".join(" ".join(sheet.groups[i : i + 3]) for i in range(0, 9, 3)), "section")
        groups.setAccessibleName("The letters and numbers of the sheet")
        save = second_button(look, "Save the sheet", "sheet")
        save.clicked.connect(self._save)
        paper = second_button(look, "Print the sheet", "printer")
        paper.clicked.connect(self._print)
        self._said = Label(look, "", "small", ink="good")
        self._groups = GroupFields(look, vault)
        confirm = main_button(look, "I have kept the sheet")
        confirm.clicked.connect(self._confirm)
        self.setLayout(
            column(
                look,
                groups,
                row(look, save, paper, STRETCH),
                self._said,
                Label(look, "Type two groups back, read from your copy.", "medium"),
                self._groups,
                row(look, confirm, STRETCH),
                gap=24,
            )
        )  # fmt: skip - as it is read

    def _paper(self) -> bytes:
        return access.sheet_paper(self._vault, self._sheet)

    def _save(self) -> None:
        self._worker.run(self, self._paper, self._choose_place, self._failed)

    def _choose_place(self, pdf: bytes) -> None:
        def save(path: Path) -> None:
            try:
                access.save_paper(path, pdf)
            except WorkwellError as problem:
                self._failed(problem)
            else:
                self._said.set_text("Saved. Put it somewhere away from this PC.")

        self._doors.save_file(self, "Save the recovery sheet", "WorkWell recovery sheet.pdf", (("PDF", "*.pdf"),), save)

    def _print(self) -> None:
        def done(printed: bool) -> None:
            if printed:
                self._said.set_text("Printed. Put it somewhere away from this PC.")

        self._worker.run(self, self._paper, lambda pdf: self._doors.print_pdf(self, pdf, done), self._failed)

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, WorkwellError):
            raise problem
        self._doors.tell(self, problem.sentence, problem.next_step)

    def _confirm(self) -> None:
        if self._groups.confirm():
            self.kept.emit()
