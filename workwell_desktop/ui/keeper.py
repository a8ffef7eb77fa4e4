"""Keeps what is typed within two seconds, and says when it was last kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from workwell_desktop.clock import Clock
from workwell_desktop.errors import NotKept

_WAIT_MS = 1200  # from the first letter typed; not restarted by the next, so that two seconds hold


class Keeper(QObject):
    """Calls ``keep`` soon after :meth:`touch`; tells the outcome as a sentence through ``told`` (and ``failed``)."""

    told = Signal(str)
    failed = Signal(str)

    def __init__(self, keep: Callable[[], object], clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._keep = keep
        self._clock = clock
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self.keep_now)
        self.unkept = False

    def touch(self) -> None:
        """Note that something was typed. It will be kept within two seconds."""
        self.unkept = True
        if not self._timer.isActive():
            self._timer.start()

    def keep_now(self) -> bool:
        """Keep what is typed at once, if anything is. Return whether everything is kept."""
        self._timer.stop()
        if not self.unkept:
            return True
        try:
            self._keep()
        except NotKept as problem:
            self._timer.start()  # the words stay in the window; try again, perhaps there is room by then
            self.failed.emit(f"Not saved yet. {problem.next_step}")
            return False
        self.unkept = False
        self.told.emit(f"Kept at {self._clock.local():%H:%M}. Nothing is lost if you lock or close.")
        return True

    def forget(self) -> None:
        """Drop what is waiting: it was saved another way."""
        self._timer.stop()
        self.unkept = False
