"""Measures and draws an icon with words that wrap: for controls that Qt itself would cut off."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from workwell_desktop.ui.parts.labels import BREAK
from workwell_desktop.ui.style.theme import Look

WRAP = int(Qt.TextFlag.TextWordWrap)
_TALL = 100_000
_MOST_HEIGHTS = 32  # remembered for each; a window that is drawn wider asks for many


def text_size(font: QFont, text: str, width: int) -> QSize:
    """Return the room that wrapped text needs at a width, in pixels."""
    return QFontMetrics(font).boundingRect(QRect(0, 0, max(1, width), _TALL), WRAP, text).size()


def line_width(font: QFont, text: str) -> int:
    """Return the width of text in one line, in pixels, with one to spare for rounding."""
    return QFontMetrics(font).horizontalAdvance(text) + 1


def longest_word(font: QFont, text: str) -> int:
    """Return the width of the longest word: nothing narrower can hold the text."""
    return max((line_width(font, word) for word in text.replace(BREAK, " ").split()), default=0)


def draw_text(painter: QPainter, rect: QRect, font: QFont, colour: QColor, text: str, align: Qt.AlignmentFlag) -> None:
    """Draw wrapped text inside a rectangle."""
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, int(align) | WRAP, text)


def draw_inner_ring(painter: QPainter, look: Look, rect: QRect) -> None:
    """Draw the focus ring three pixels inside a row."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.colour("focus"), 3))
    painter.drawRoundedRect(rect.adjusted(3, 3, -4, -4), 4, 4)
    painter.restore()


def round_box(rect: QRect, radius: float, *, left: bool, right: bool) -> QPainterPath:
    """Return a box whose left and right corners are round or not, for controls that stand joined."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(rect, radius, radius)
    half = rect.width() // 2
    if not left:
        path.addRect(rect.x(), rect.y(), half, rect.height())
    if not right:
        path.addRect(rect.right() - half, rect.y(), half + 1, rect.height())
    return path.simplified()


class Words:
    """An icon and words inside a control: where they go and how much room they need.

    ``pad`` is (left, top, right, bottom) and ``gap`` lies between icon and words, in pixels at 100 % text.
    """

    def __init__(self, look: Look, text: str, *, icon: str = "", pad: tuple[int, int, int, int], gap: int = 8) -> None:
        """Hold the words; ``weight`` and ``icon`` may change later."""
        self.look, self.text, self.icon, self.pad, self.gap = look, text, icon, pad, gap
        self.role, self.weight, self.widest, self.icon_size = "body", 500, 600, 20
        self._tall: dict[tuple[object, ...], int] = {}  # layouts ask for the same heights over and over

    def font(self, weight: int | None = None) -> QFont:
        """Return the font of the words."""
        return self.look.font(self.role, weight=weight or self.weight, text=self.text.replace(BREAK, ""))

    def _sides(self, *, icon: bool) -> int:
        left, _, right, _ = self.pad
        beside = self.look.px(self.icon_size) + self.look.space(self.gap) if icon else 0
        return self.look.space(left) + self.look.space(right) + beside

    def wish(self, least: int, *, icon: bool) -> QSize:
        """Return the size in one line, at least ``least`` pixels tall; room for an icon if asked."""
        wide = self._line()
        return QSize(wide + self._sides(icon=icon), max(least, self.tall(wide)))

    def _line(self) -> int:
        """Return the width of the words in one line, in pixels."""
        asked = (self.text, self.role, self.widest, self.look.scale)
        if asked not in self._tall:
            self._tall[asked] = line_width(self.font(self.widest), self.text)
        return self._tall[asked]

    def narrowest(self, *, icon: bool) -> int:
        """Return the least width that holds the longest word, in pixels."""
        return longest_word(self.font(self.widest), self.text) + self._sides(icon=icon)

    def tall(self, room: int) -> int:
        """Return the height with ``room`` pixels for the words alone."""
        asked = (room, self.text, self.role, self.widest, self.pad, self.look.scale)
        if asked not in self._tall:
            if len(self._tall) > _MOST_HEIGHTS:
                self._tall.clear()
            _, top, _, bottom = self.pad
            words = text_size(self.font(self.widest), self.text, room).height()
            self._tall[asked] = words + self.look.space(top) + self.look.space(bottom)
        return self._tall[asked]

    def height(self, width: int, least: int, *, icon: bool) -> int:
        """Return the height at a whole width in pixels."""
        return max(least, self.tall(width - self._sides(icon=icon)))

    def draw(self, painter: QPainter, widget: QWidget, token: str, *, centred: bool = False) -> None:
        """Draw icon and words inside the widget."""
        left, top, right, bottom = (self.look.space(n) for n in self.pad)
        inside = widget.rect().adjusted(left, top, -right, -bottom)
        size, gap = self.look.px(self.icon_size), self.look.space(self.gap)
        beside = size + gap if self.icon else 0
        words = text_size(self.font(), self.text, inside.width() - beside)
        x = inside.x() + max(0, (inside.width() - beside - words.width()) // 2 if centred else 0)
        if self.icon:
            y = inside.y() + (inside.height() - size) // 2
            painter.drawPixmap(x, y, self.look.pixmap(self.icon, token, self.icon_size, widget.devicePixelRatio()))
        room = QRect(x + beside, inside.y(), inside.right() + 1 - x - beside, inside.height())
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        draw_text(painter, room, self.font(), self.look.colour(token), self.text, align)
