"""Boxes and rounds to tick, whose words wrap. The whole label is the target."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy

from workwell_desktop.ui.parts.buttons import with_alt
from workwell_desktop.ui.parts.drawn import draw_text, line_width, longest_word, text_size
from workwell_desktop.ui.parts.focus_ring import note_focus
from workwell_desktop.ui.style.theme import Look

_BOX = 20  # pixels at 100 % text
_GAP = 10
_PAD = 6


class _Ink:
    """Measures and draws what a tick and a radio have in common."""

    def __init__(self, look: Look, word: str, second: str) -> None:
        self.look, self.word, self.second = look, word, second

    def beside(self) -> int:
        return self.look.px(_BOX) + self.look.space(_GAP)

    def wish(self) -> QSize:
        width = max(line_width(self.look.font(), self.word), line_width(self.look.font("small"), self.second))
        return QSize(width + self.beside() + 2, self.tall(width + self.beside() + 2))

    def narrowest(self) -> QSize:
        width = max(longest_word(self.look.font(), self.word), longest_word(self.look.font("small"), self.second))
        return QSize(width + self.beside() + 2, self.look.height("target"))

    def tall(self, width: int) -> int:
        room = width - self.beside()
        words = text_size(self.look.font(), self.word, room).height()
        below = text_size(self.look.font("small"), self.second, room).height() if self.second else 0
        return max(self.look.height("target"), words + below + 2 * self.look.space(_PAD))

    def box(self) -> QRect:
        """Return the box, level with the first line of the words."""
        size, line = self.look.px(_BOX), text_size(self.look.font(), "A", 1000).height()
        return QRect(0, self.look.space(_PAD) + max(0, (line - size) // 2), size, size)

    def write(self, painter: QPainter, widget: QAbstractButton) -> None:
        ink = ("ink", "ink2") if widget.isEnabled() else ("disabled_ink", "disabled_ink")
        top, x = self.look.space(_PAD), self.beside()
        room = QRect(x, top, widget.width() - x, widget.height() - top)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        draw_text(painter, room, self.look.font(), self.look.colour(ink[0]), self.word, left)
        if self.second:
            words = text_size(self.look.font(), self.word, room.width()).height()
            lower = room.adjusted(0, words, 0, 0)
            draw_text(painter, lower, self.look.font("small"), self.look.colour(ink[1]), self.second, left)


def _prepare(button: QAbstractButton, ink: _Ink) -> None:
    button.setAccessibleName(ink.word)
    button.setAccessibleDescription(ink.second)
    # Not Fixed: Qt would hold it to the height of one line, and cut off the lines that the words wrap into.
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    button.setSizePolicy(policy)
    ink.look.changed.connect(button.updateGeometry)


class Tick(QCheckBox):
    """A box to tick."""

    def __init__(self, look: Look, word: str, second: str = "") -> None:
        """Show the box, its word and a second line."""
        super().__init__(with_alt(word, ""))
        self._ink = _Ink(look, word, second)
        _prepare(self, self._ink)

    def sizeHint(self) -> QSize:
        """Return the size with the words in one line (called by Qt)."""
        return self._ink.wish()

    def minimumSizeHint(self) -> QSize:
        """Return the size that holds the longest word (called by Qt)."""
        return self._ink.narrowest()

    def hasHeightForWidth(self) -> bool:
        """Say that the words wrap (called by Qt)."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width in pixels (called by Qt)."""
        return self._ink.tall(width)

    def hitButton(self, pos: QPoint) -> bool:
        """Take a click anywhere on the box or its words (called by Qt)."""
        return self.rect().contains(pos)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring only when reached by key."""
        note_focus(self, event)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Draw the box and the words."""
        look, box = self._ink.look, self._ink.box()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, live = self.isChecked(), self.isEnabled()
        edge = ("accent" if on else "control") if live else "disabled_ink"
        painter.setPen(QPen(look.colour(edge), 1))
        painter.setBrush(look.colour(("accent" if live else "disabled_ink") if on else "surface"))
        radius = look.tokens.radius["tick"]
        painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if on:
            painter.drawPixmap(box.topLeft(), look.pixmap("tick", "on_accent", _BOX, self.devicePixelRatio()))
        self._ink.write(painter, self)
        painter.end()


class Radio(QRadioButton):
    """A round to choose one of several."""

    def __init__(self, look: Look, word: str, second: str = "") -> None:
        """Show the round, its word and a second line."""
        super().__init__(with_alt(word, ""))
        self._ink = _Ink(look, word, second)
        _prepare(self, self._ink)

    def sizeHint(self) -> QSize:
        """Return the size with the words in one line (called by Qt)."""
        return self._ink.wish()

    def minimumSizeHint(self) -> QSize:
        """Return the size that holds the longest word (called by Qt)."""
        return self._ink.narrowest()

    def hasHeightForWidth(self) -> bool:
        """Say that the words wrap (called by Qt)."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width in pixels (called by Qt)."""
        return self._ink.tall(width)

    def hitButton(self, pos: QPoint) -> bool:
        """Take a click anywhere on the round or its words (called by Qt)."""
        return self.rect().contains(pos)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring only when reached by key."""
        note_focus(self, event)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Draw the round and the words."""
        look, box = self._ink.look, self._ink.box().toRectF()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        live = self.isEnabled()
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent" if live else "disabled_ink"))
            painter.drawEllipse(box)
            third = box.width() * 0.3
            painter.setBrush(look.colour("surface"))
            painter.drawEllipse(box.adjusted(third, third, -third, -third))
        else:
            painter.setPen(QPen(look.colour("control" if live else "disabled_ink"), 1))
            painter.setBrush(look.colour("surface"))
            painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
        self._ink.write(painter, self)
        painter.end()
