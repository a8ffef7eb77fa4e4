"""A question in letters that can be read from across a desk: 28 points, times the text size.

QuestionLabel(look, "Feeling tired or having little energy")
"""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent

from workwell_desktop.ui.parts.drawn import longest_word
from workwell_desktop.ui.parts.labels import BREAK, Label
from workwell_desktop.ui.style.theme import Look

_LEAST = 200  # pixels: narrower than this nothing is shown anyway


class QuestionLabel(Label):
    """A question. A word that is wider than the page makes all of it smaller: it is never cut off."""

    def __init__(self, look: Look, text: str) -> None:
        """Show ``text`` in the role ``question``."""
        super().__init__(look, text, "question")
        self._points = 0.0
        look.changed.connect(self._fit)

    def minimumSizeHint(self) -> QSize:
        """Ask for little width: the letters follow the room, not the room the letters (called by Qt)."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the letters to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        font = self.look.font("question", text=self.text().replace(BREAK, ""))
        wide = max(1, longest_word(font, self.text()))
        share = min(1.0, self.width() / wide) if self.width() >= _LEAST else 1.0
        points = 0.0 if share == 1.0 else int(font.pointSizeF() * share * 2) / 2
        if points != self._points:
            self._points = points
            self.setStyleSheet(f"font-size: {points:g}pt;" if points else "")
            self.updateGeometry()
