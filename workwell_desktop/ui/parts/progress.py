"""What takes long says so: a line and words below the tabs, after two seconds.

busy = Busy(look)
busy.start("Making the backup", on_stop=worker_stop)
busy.step(12, 214)
busy.finish()
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workwell_desktop.ui.parts.buttons import Button
from workwell_desktop.ui.parts.fields import announce
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, reveal, row
from workwell_desktop.ui.style.theme import Look

AFTER_MS = 2000
_THICK = 4


class _Bar(QWidget):
    """The line: as long as the part that is done, or whole when nobody can say."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.part = 1.0
        self.setMinimumHeight(_THICK)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Draw the line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("selected"))
        painter.fillRect(0, 0, round(self.width() * self.part), _THICK, self._look.colour("accent"))
        painter.end()


class Busy(QWidget):
    """Nothing at first; after ``after_ms`` a line, words, and *Stop* if the work can be stopped."""

    def __init__(self, look: Look, *, after_ms: int = AFTER_MS) -> None:
        """Wait, hidden."""
        super().__init__()
        self._bar = _Bar(look)
        self._words = Label(look, "", "small")
        self._stop = Button(look, "Stop", "compact")
        self._stop.clicked.connect(self._stopped)
        self._on_stop: Callable[[], object] | None = None
        self._said = ""
        line = row(look, gap=12, margins=(32, 4, 32, 4))
        line.addWidget(self._words, 1)
        line.addWidget(self._stop)
        self.setLayout(column(look, self._bar, line, gap=0))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(after_ms)
        self._timer.timeout.connect(self._appear)
        self.hide()

    def start(self, words: str, on_stop: Callable[[], object] | None = None) -> None:
        """Begin to wait with ``words``; ``on_stop`` is called when the person presses *Stop*."""
        self._said, self._on_stop = words, on_stop
        self._words.set_text(words)
        self._bar.part = 1.0
        reveal(self._stop, on_stop is not None)
        self._timer.start()

    def step(self, done: int, whole: int) -> None:
        """Say how far it is."""
        self._words.set_text(f"{self._said}: {done:,} of {whole:,}")
        self._bar.part = min(1.0, done / whole) if whole > 0 else 1.0
        self._bar.update()

    def share(self, done: int, whole: int) -> None:
        """Say how far it is as so many of a hundred."""
        self.step(done, whole)
        self._words.set_text(f"{self._said}: {100 * done // whole if whole > 0 else 0} %")

    def finish(self) -> None:
        """Go away: the work is done or was stopped."""
        self._timer.stop()
        self._on_stop = None
        self.hide()

    def text(self) -> str:
        """Return the words."""
        return self._words.text()

    def _appear(self) -> None:
        self.show()
        announce(self, self._said)

    def _stopped(self) -> None:
        if self._on_stop is not None:
            self._on_stop()
