"""Printing one safety record: made, handed to the printer, and kept nowhere."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.buttons import Button, second_button


def print_button(desk: Desk, page: QWidget, record_id: int) -> Button:
    """Return the button that prints one record. That it was made is written down, before it goes to the printer."""
    button = second_button(desk.look, "Print this record", "printer")
    vault = desk.vault

    def job() -> bytes:
        from workwell_desktop.casework.safety_paper import print_safety  # noqa: PLC0415 - paper is loaded when made

        return print_safety(vault, record_id)

    def made(pdf: bytes) -> None:
        button.setEnabled(True)
        desk.doors.print_pdf(page, pdf, lambda _printed: None)

    def failed(problem: Exception) -> None:
        button.setEnabled(True)
        if not isinstance(problem, WorkwellError):
            raise problem
        desk.doors.tell(page, problem.sentence, problem.next_step)

    def start() -> None:
        button.setEnabled(False)
        desk.worker.run(button, job, made, failed)

    button.clicked.connect(start)
    return button
