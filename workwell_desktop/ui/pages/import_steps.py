"""How far the worker is with a file, told to the window, and *Stop* told to the worker."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from workwell_desktop.ui.parts.progress import Busy

_LOOK_EVERY_MS = 200


class Progress(QObject):
    """Two numbers that the worker sets and the window reads, and a flag the other way. No widget is touched by it.

    With ``shares`` they are shown as so many of a hundred: for bytes, which nobody counts.
    """

    def __init__(self, busy: Busy, parent: QObject) -> None:
        super().__init__(parent)
        self._busy = busy
        self._at = (0, 0)
        self.shares = False
        self._stop = threading.Event()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._show)

    def begin(self) -> None:
        """Begin anew: nothing is done, nobody pressed *Stop*."""
        self._at = (0, 0)
        self._stop.clear()
        self._timer.start()

    def end(self) -> None:
        """The work is done or was stopped."""
        self._timer.stop()

    def tell(self, done: int, whole: int) -> None:
        """Say how far it is; called by the worker."""
        self._at = (done, whole)

    def stopped(self) -> bool:
        """Say whether somebody pressed *Stop*; called by the worker."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask the worker to stop."""
        self._stop.set()

    def stopper(self) -> Callable[[], None]:
        """Return what asks the worker to stop, also when this is gone."""
        flag = self._stop
        return lambda: flag.set()  # noqa: PLW0108 - Qt calls a method of Python's own with more than it takes

    def _show(self) -> None:
        done, whole = self._at
        if whole and self.shares:
            self._busy.share(done, whole)
        elif whole:
            self._busy.step(done, whole)


def progress_of(parent: QObject, busy: Busy) -> Progress:
    """Return the progress that ``busy`` shows."""
    return Progress(busy, parent)
