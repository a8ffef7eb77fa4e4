"""One of many in a short list that opens. The mouse wheel changes nothing.

area = Combo(look, [("QYG", "Cheshire and Merseyside")], empty="Choose an area")
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QSizePolicy

from workwell_desktop.ui.parts.choices import Options, as_choices
from workwell_desktop.ui.style.theme import Look


class Combo(QComboBox):
    """A list that opens, with a first row for nothing chosen."""

    edited = Signal()

    def __init__(
        self, look: Look, options: Options, *, name: str = "", empty: str = "Choose", roomy: bool = False
    ) -> None:
        """Show the options; ``empty`` is the first row, with the code ``""``; none when it is ``""``."""
        super().__init__()
        if roomy:
            self.setProperty("roomy", "true")
        self._look, self._empty = look, empty
        self.setAccessibleName(name)
        self.setView(QListView())  # the plain list takes its row heights from the style sheet
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not by wheel
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_options(options)
        self.activated.connect(self._activated)
        self._last = self.currentIndex()

    def set_options(self, options: Options) -> None:
        """Show other options, keeping what is chosen if it is still there."""
        kept = self.value()
        self.choices = as_choices(options)
        self.clear()
        if self._empty:
            self.addItem(self._empty, "")
        for choice in self.choices:
            self.addItem(choice.word, choice.code)
        self._measure_anew()
        self.setCurrentIndex(max(0, self.findData(kept)))
        self._last = self.currentIndex()

    def value(self) -> str:
        """Return the code of what is chosen, or ``""``."""
        return str(self.currentData() or "")

    def set_value(self, code: str) -> None:
        """Choose by code. Raises ``ValueError`` for an unknown one."""
        index = self.findData(code)
        if index < 0 and code:
            raise ValueError(code)
        self.setCurrentIndex(index)
        self._last = index

    def minimumSizeHint(self) -> QSize:
        """Return the width that shows its longest words, up to that of a name (called by Qt).

        With large text fields stand one under the other, and a box takes what room there is.
        """
        least = super().minimumSizeHint()
        if self._look.large:
            return least
        whole = min(self.sizeHint().width(), self._look.width("name"))
        return least.expandedTo(QSize(whole, 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: it never changes a value."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, then our own arrow."""
        super().paintEvent(event)
        size = self._look.px(20)
        place = QRect(self.width() - size - self._look.space(10), (self.height() - size) // 2, size, size)
        painter = QPainter(self)
        token = "ink" if self.isEnabled() else "disabled_ink"
        painter.drawPixmap(place.topLeft(), self._look.pixmap("chevron-down", token, 20, self.devicePixelRatio()))
        painter.end()

    def _measure_anew(self) -> None:
        """Let Qt forget how wide the words were.

        With ``AdjustToContents`` it would do so by itself, but 20 ms later it also gives the box that width, whatever
        the layout says: it jumps, and back.
        """
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContentsOnFirstShow)

    def _activated(self, index: int) -> None:
        if index != self._last:
            self._last = index
            self.edited.emit()
