"""A new process after a long lock: Python cannot wipe what a process has held in memory, the system can.

Source of the rule: half an hour after a lock nothing of the last hours is needed any more.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

AFTER_SECONDS = 30 * 60
NEW_PROCESS = 75  # what the application ends with when it is to be started again


class FreshStart(QObject):
    """Counts the seconds since the lock, sleep included. ``due`` is sent after each half hour."""

    due = Signal()

    def __init__(self, monotonic: Callable[[], float], parent: QObject) -> None:
        """Wait for the first lock."""
        super().__init__(parent)
        self._monotonic = monotonic
        self._since = monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(10_000)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Count from now."""
        self._since = self._monotonic()
        self._timer.start()

    def stop(self) -> None:
        """Somebody is in again."""
        self._timer.stop()

    def look(self) -> None:
        """Say so when the half hour is over."""
        if self._monotonic() - self._since >= AFTER_SECONDS:
            self.begin()
            self.due.emit()
