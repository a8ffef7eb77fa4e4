"""What opens in the history in place of its line of time: a note, a meeting, a try."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.bottom_bar import BottomBar


class HistoryView(QWidget):
    """One thing that stands open. ``done`` carries a sentence for the history once something was written.

    ``closed`` goes back without a word; ``wanted`` asks for another view by its part (``note.12``). Each view fills the
    bar at the foot of the page.
    """

    done = Signal(str)
    closed = Signal()
    wanted = Signal(str)

    def __init__(self, desk: Desk, participant_id: int, bar: BottomBar) -> None:
        """Stand open for one participant."""
        super().__init__()
        self._desk, self._person, self._bar = desk, participant_id, bar
        self.undo: Callable[[], object] | None = None  # takes back what ``done`` told, where that can be

    def begin(self) -> None:
        """Give the focus to where the view begins."""

    def keep(self) -> bool:
        """Keep what is typed. Return whether all is kept."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc: what was typed is kept."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
