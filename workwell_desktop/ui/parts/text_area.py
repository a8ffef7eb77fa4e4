"""Room for sentences. It grows with its text, and Tab leaves it.

reason = TextArea(look, lines=3)
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QResizeEvent, QTextOption, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QTextEdit

from workwell_desktop.ui.style.theme import Look


class TextArea(QPlainTextEdit):
    """Room for sentences, from ``lines`` to ``most`` lines tall; after that it scrolls inside."""

    edited = Signal()
    left = Signal()

    def __init__(self, look: Look, *, name: str = "", lines: int = 3, most: int = 12, role: str = "body") -> None:
        """Show an empty area; ``role`` is the type role that its letters are shown in by the style sheet."""
        super().__init__()
        self._look, self._lines, self._most, self._role = look, lines, most, role
        self._setting = False
        self._marks: dict[str, list[QTextEdit.ExtraSelection]] = {}
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        look.changed.connect(self._grow)

    def value(self) -> str:
        """Return what is written, without spaces at its ends."""
        return self.toPlainText().strip()

    def words(self) -> str:
        """Return what is written exactly as it stands: spaces at the ends, hard blanks and all."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def set_marks(self, kind: str, marks: Sequence[QTextEdit.ExtraSelection]) -> None:
        """Draw marks of one kind over the words; those of other kinds stay. They are no part of what is written."""
        self._marks[kind] = list(marks)
        self.setExtraSelections([one for kept in self._marks.values() for one in kept])

    def set_value(self, text: str) -> None:
        """Show other words. What was written before can still be undone by nobody: this is another text."""
        self._setting = True
        self.setPlainText(text)
        self._setting = False

    def sizeHint(self) -> QSize:
        """Return the height of the present text, between the least and the most lines (called by Qt)."""
        lines = min(max(self._lines, math.ceil(self.document().size().height())), self._most)
        line = QFontMetrics(self._look.font(self._role)).lineSpacing()
        return QSize(self._look.width("name"), lines * line + 2 * self._look.space(6) + 2 + 8)

    def minimumSizeHint(self) -> QSize:
        """Return the least size: the present height and a narrow column (called by Qt)."""
        return QSize(self._look.width("postcode"), self.sizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll inside only when there is more than fits; else the page scrolls."""
        if self.verticalScrollBar().maximum() > 0 and self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus left."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the text needs at the new width."""
        super().resizeEvent(event)
        self.updateGeometry()

    def _changed(self) -> None:
        if not self._setting:
            self.edited.emit()

    def _grow(self) -> None:
        self.updateGeometry()
