"""The check of the whole vault that runs beside the window, once the first page stands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from workwell_desktop.casework import access, history
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk

CHECK_AFTER_MS = 4000  # after the first page stands and the coach has begun


def check_later(desk: Desk, owner: QObject, told: Callable[[tuple[str, ...]], None]) -> None:
    """Check the vault through and through (pages, structure, the whole chain) and tell what is wrong, in sentences."""

    def failed(problem: Exception) -> None:
        if not isinstance(problem, WorkwellError):
            raise problem
        told((f"{problem.sentence} {problem.next_step}".strip(),))

    def check() -> None:
        vault = desk.vault
        desk.worker.run(owner, history.prepare, lambda _done: None, failed)
        desk.worker.run(owner, lambda: access.check(vault), told, failed)

    QTimer.singleShot(CHECK_AFTER_MS, owner, check)
