"""Big numbers with a word below each: pressing one shows what it counts.

counts = CountTabs(look, (("new", "New", 12), ("changed", "Changed", 3)), name="What would change")
counts.value()  # "new"
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from workwell_desktop.ui.parts.drawn import draw_inner_ring, draw_text, line_width, text_size
from workwell_desktop.ui.parts.focus_ring import note_focus
from workwell_desktop.ui.parts.layouts import flow
from workwell_desktop.ui.parts.together import OneOf
from workwell_desktop.ui.style.theme import Look

_BAR = 3
_WIDEST = 100_000


class CountTab(QPushButton):
    """A number and its word; the chosen one has the accent line below, stronger words and ``selected`` behind it."""

    def __init__(self, look: Look, word: str, number: int) -> None:
        """Show ``number`` above ``word``."""
        super().__init__()
        self._look, self._word, self._number = look, word, f"{number:,}"
        self.setAccessibleName(f"{word}: {number:,}")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("own_ring", True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the size of number and word with air around them (called by Qt)."""
        look = self._look
        wide = max(line_width(look.font("name"), self._number), line_width(look.font("body", weight=600), self._word))
        tall = self._tall("name", self._number) + self._tall("body", self._word)
        return QSize(wide + 2 * look.space(16), tall + look.space(22))

    def minimumSizeHint(self) -> QSize:
        """Return the same: nothing of it may be cut off (called by Qt)."""
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring only when reached by key."""
        note_focus(self, event)
        super().focusInEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that the pointer is over it."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show that the pointer left."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Draw the ground, the number, the word, the line and the ring."""
        look, here = self._look, self.isChecked()
        painter = QPainter(self)
        if here or self.underMouse():
            painter.fillRect(self.rect(), look.colour("selected" if here else "hover"))
        left, top = look.space(16), look.space(8)
        number, word = self._tall("name", self._number), self._tall("body", self._word)
        room, side = self.width() - left, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        draw_text(painter, QRect(left, top, room, number), look.font("name"), look.colour("ink"), self._number, side)
        font = look.font("body", weight=600 if here else 500)
        ink = look.colour("ink" if here else "ink2")
        draw_text(painter, QRect(left, top + number, room, word), font, ink, self._word, side)
        if here:
            thick = look.px(_BAR)
            painter.fillRect(0, self.height() - thick, self.width(), thick, look.colour("accent"))
        if self.hasFocus() and self.property("reached_by_key"):
            draw_inner_ring(painter, look, self.rect())
        painter.end()

    def _tall(self, role: str, text: str) -> int:
        return text_size(self._look.font(role), text, _WIDEST).height()


class CountTabs(OneOf):
    """Numbers side by side, on a new line where there is no room; one is chosen from the start."""

    def __init__(self, look: Look, counts: Sequence[tuple[str, str, int]], *, name: str) -> None:
        """Show codes with their words and numbers, the first that counts anything chosen."""
        super().__init__(name)
        self._codes = [code for code, _word, _number in counts]
        tabs = [CountTab(look, word, number) for _code, word, number in counts]
        for tab in tabs:
            self.take(tab)
        self.setLayout(flow(look, *tabs, gap=8, lines=8))
        self.choose(next((place for place, (_code, _word, number) in enumerate(counts) if number), 0))

    def value(self) -> str:
        """Return the code of the chosen one."""
        return self._codes[self.place()]
