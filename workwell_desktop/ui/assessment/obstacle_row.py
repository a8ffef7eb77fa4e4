"""The words of one thing that gets in the way: pressed to change it, and moved up and down the line by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column
from workwell_desktop.ui.plan.rows import OpenRow
from workwell_desktop.ui.style.theme import Look

_LEAST_TARGET = 32  # pixels
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_DEED = "Change this. Alt with the up or down arrow moves it."


class ObstacleRow(OpenRow):
    """Pressing it opens its form; ``moved`` carries -1 or 1 for Alt with the up or down arrow."""

    moved = Signal(int)

    def __init__(self, look: Look, words: Label, second: Label | None, place: int, count: int) -> None:
        """Show the words with a second line. ``place`` counts from 0, ``count`` is how many there are in the line."""
        box = column(look, words, gap=2)
        if second is not None:
            box.addWidget(second)
        super().__init__(look, placed(words.text(), place, count), _DEED, box, title=words)
        self.setMinimumHeight(_LEAST_TARGET)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Alt and an arrow."""
        by = _STEPS.get(Qt.Key(event.key()), 0)
        if by and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier:
            self.moved.emit(by)
        else:
            super().keyPressEvent(event)


def placed(words: str, place: int, count: int) -> str:
    """Return words with their place in line, as a screen reader says them."""
    return f"{words}, place {place + 1} of {count}"
