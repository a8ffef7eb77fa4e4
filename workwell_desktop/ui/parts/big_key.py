"""A big key with full words, for somebody who is handed the screen: 64 pixels high at least, whole words, one press.

key = BigKey(look, "Several days")
key.setChecked(True)  # a tick, a thick edge and stronger words
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from workwell_desktop.ui.parts.buttons import with_alt
from workwell_desktop.ui.parts.drawn import Words, round_box
from workwell_desktop.ui.parts.focus_ring import note_focus
from workwell_desktop.ui.parts.labels import breakable
from workwell_desktop.ui.style.theme import Look

_ICON = 24


class BigKey(QPushButton):
    """An answer that stays down. ``several`` draws a box to tick, ``short`` a number in the middle of the key."""

    def __init__(self, look: Look, word: str, *, several: bool = False, short: bool = False) -> None:
        """Show ``word``, which is also the accessible name."""
        super().__init__(with_alt(word, ""))
        self._look, self._several, self._short = look, several, short
        pad = (8, 8, 8, 8) if short else (16, 10, 16, 10)
        self._words = Words(look, breakable(word), pad=pad, gap=4 if short else 14)
        self._words.role = "key"
        self._words.icon_size = 18 if short else _ICON
        self.setAccessibleName(word)
        self.setCheckable(True)
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the size with the words in one line and room for the mark (called by Qt)."""
        wish = self._words.wish(self._least(), icon=True)
        return wish.expandedTo(QSize(self._least(), 0)) if self._short else wish

    def minimumSizeHint(self) -> QSize:
        """Return the size that holds the longest word (called by Qt)."""
        return QSize(self._words.narrowest(icon=True), self._least())

    def hasHeightForWidth(self) -> bool:
        """Say that the words wrap (called by Qt)."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width in pixels (called by Qt)."""
        return self._words.height(width, self._least(), icon=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the space bar alone; every other key is for the page, which goes on or to the next answer."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select):
            super().keyPressEvent(event)
        else:
            event.ignore()

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
        """Draw the box, the mark and the words."""
        look, chosen = self._look, self.isChecked()
        ground = "selected" if chosen else "hover" if self.underMouse() else "surface"
        edge, thick = ("accent", 3) if chosen else ("control", 1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = round_box(self.rect(), look.tokens.radius["field"], left=True, right=True)
        painter.setClipPath(path)
        painter.fillPath(path, look.colour(ground))
        painter.setPen(QPen(look.colour(edge), thick * 2))  # half lies outside the clip
        painter.drawPath(path)
        painter.setClipping(False)
        self._words.weight = 600 if chosen else 500
        if self._short:
            self._words.icon = "tick" if chosen else ""
            self._words.draw(painter, self, "ink", centred=True)
        else:
            self._words.icon = "empty-circle" if not self._several else "empty-box"
            if chosen:
                self._words.icon = "tick-circle" if not self._several else "tick-box"
            self._words.draw(painter, self, "ink")
        painter.end()

    def _least(self) -> int:
        return self._look.height("key")
