"""The meeting clock: counts up in words, small, and says when five minutes are left. Never red, never a bar."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.clock import Clock
from workwell_desktop.ui.parts.drawn import line_width
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column
from workwell_desktop.ui.style.theme import Look

LENGTH_MINUTES = 45
LAST_MINUTES = 5
_LOOK_EVERY_MS = 15_000


class MeetingClock(QWidget):
    """Shows *Meeting: 18 of 45 minutes* from :meth:`start` to :meth:`stop`; hidden otherwise.

    ``near_end`` is sent once, when five minutes are left.
    """

    near_end = Signal()

    def __init__(self, look: Look, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._clock = look, clock
        self._began: datetime | None = None
        self._length = LENGTH_MINUTES
        self._told_near = False
        self.label = Label(look, "", "small", ink="ink2", wrap=False)
        self.setLayout(column(look, self.label))
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.show_time)
        self.hide()

    def start(self, began: datetime, minutes: int = LENGTH_MINUTES) -> None:
        """Count from this moment (UTC); the meeting is to be so many minutes long."""
        self._began, self._length, self._told_near = began, minutes, False
        self._timer.start()
        self.show_time()
        self.show()

    def stop(self) -> None:
        """The meeting is over, or somebody else is shown."""
        self._began = None
        self._timer.stop()
        self.hide()

    def widest(self) -> int:
        """Return the width in pixels of the longest words that it will say."""
        left = f"{LAST_MINUTES} minutes left"
        return line_width(self._look.font("small"), f"Meeting: {self._length} of {self._length} minutes. {left}")

    @property
    def running(self) -> bool:
        """Say whether a meeting is under way."""
        return self._began is not None

    def show_time(self) -> None:
        """Write how long the meeting has been."""
        if self._began is None:
            return
        minutes = max(0, int((self._clock.utc() - self._began).total_seconds() // 60))
        words = f"Meeting: {minutes} of {self._length} minutes"
        near = minutes >= self._length - LAST_MINUTES
        if minutes >= self._length:
            words = f"Meeting: {minutes} minutes"
        elif near:
            left = self._length - minutes
            words += f". {left} minute{'' if left == 1 else 's'} left"
        self.label.set_text(words)
        if near and not self._told_near:
            self._told_near = True
            self.near_end.emit()
