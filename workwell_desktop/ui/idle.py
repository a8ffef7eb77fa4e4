"""Watches for nobody typing or moving the mouse, warns a minute before, and then asks for the lock."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QWidget

from workwell_desktop.ui.doors import Doors
from workwell_desktop.ui.parts.dialog import Deed

WARN_SECONDS = 60
_ACTIVITY = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
}


class IdleWatch(QObject):
    """Counts the seconds since somebody last did something, by a clock that never goes back.

    ``minutes`` gives the present limit. ``soon`` is sent once, 60 seconds before ``idle``. It listens to the windows
    of the system, not to the widgets in them: a change of text size sends widgets a hundred thousand events.
    """

    soon = Signal()
    idle = Signal()

    def __init__(
        self, app: QGuiApplication, monotonic: Callable[[], float], minutes: Callable[[], int], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._monotonic = monotonic
        self._minutes = minutes
        self._last = monotonic()
        self._warned = False
        self._app = app
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to watch, counting from now."""
        self.stop()
        self.note_activity()
        for window in self._app.topLevelWindows():
            window.installEventFilter(self)
        self._app.focusWindowChanged.connect(self._watch)
        self._timer.start()

    def stop(self) -> None:
        """Stop watching: there is nothing to lock."""
        if not self._timer.isActive():
            return
        self._timer.stop()
        self._app.focusWindowChanged.disconnect(self._watch)
        for window in self._app.topLevelWindows():
            window.removeEventFilter(self)

    def note_activity(self) -> None:
        """Somebody is here: count from now again."""
        self._last = self._monotonic()
        self._warned = False

    def look(self) -> None:
        """Compare the quiet time with the limit, and say so when it is near or over."""
        limit = self._minutes() * 60
        quiet = self._monotonic() - self._last
        if quiet >= limit:
            self.stop()
            self.idle.emit()
        elif quiet >= limit - WARN_SECONDS and not self._warned and limit > WARN_SECONDS:
            self._warned = True
            self.soon.emit()

    def _watch(self, window: QWindow | None) -> None:
        """Watch a window that came to the front, such as a dialog: once, however often it comes."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note what people do; let every event pass."""
        if event.type() in _ACTIVITY and not self._warned:
            self._last = self._monotonic()
        return super().eventFilter(watched, event)


def ask_to_stay(doors: Doors, window: QWidget, lock: Callable[[], object], stay: Callable[[], object]) -> None:
    """Ask whether somebody is still there, shortly before the program locks by itself."""
    deeds = (Deed("stay", "Stay here", safe=True), Deed("lock", "Lock now"))
    words = "Nobody has typed for a while. What you are writing is kept."

    def choose(code: str) -> None:
        (lock if code == "lock" else stay)()

    doors.ask(window, f"Lock in {WARN_SECONDS} seconds?", words, deeds, choose)
