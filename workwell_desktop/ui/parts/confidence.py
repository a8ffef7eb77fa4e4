"""How sure someone is, as small squares.

Confidence(look, 6)  # six of ten
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from workwell_desktop.ui.style.theme import Look

_SIDE, _GAP = 11, 2  # pixels at 100 % text


class Confidence(QWidget):
    """Small squares, as many filled as the number says. The number in words is its accessible name."""

    def __init__(self, look: Look, value: int, most: int = 10) -> None:
        """Show ``value`` of ``most``."""
        super().__init__()
        self._look, self._most = look, most
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_value(value)
        look.changed.connect(self.updateGeometry)

    def set_value(self, value: int) -> None:
        """Show another number. Raises ``ValueError`` outside 0 to the most."""
        if not 0 <= value <= self._most:
            raise ValueError(value)
        self._value = value
        self.setAccessibleName(f"{value} of {self._most}")
        self.update()

    def value(self) -> int:
        """Return the number that is shown."""
        return self._value

    def sizeHint(self) -> QSize:
        """Return the room for all squares (called by Qt)."""
        side, gap = self._look.px(_SIDE), self._look.px(_GAP)
        return QSize(self._most * (side + gap) - gap, side)

    def minimumSizeHint(self) -> QSize:
        """Return the room for all squares (called by Qt)."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Draw the squares."""
        look = self._look
        side, gap = look.px(_SIDE), look.px(_GAP)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("accent"), 1))
        for number in range(self._most):
            painter.setBrush(look.colour("accent") if number < self._value else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(number * (side + gap) + 0.5, 0.5, side - 1, side - 1), 1.5, 1.5)
        painter.end()
