"""Where you are: buttons of the rail, the caseload column and the closed strip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from workwell_desktop.ui.parts.buttons import with_alt
from workwell_desktop.ui.parts.drawn import Words, draw_inner_ring, draw_text, line_width, text_size
from workwell_desktop.ui.parts.focus_ring import note_focus
from workwell_desktop.ui.style.theme import Look

_BAR = 3


class NavButton(QPushButton):
    """A button that shows where you are: ``selected`` fill and the accent bar.

    ``rounded`` is the form of the rail (no bar); ``under`` puts the word below the icon, for the closed strip.
    """

    def __init__(
        self, look: Look, word: str, icon: str, *, right: str = "", under: bool = False, rounded: bool = False
    ) -> None:
        """Show ``icon`` and ``word``; ``right`` is a small text at the right end."""
        super().__init__(with_alt(word, ""))
        self._look, self._under, self._rounded, self._right = look, under, rounded, right
        self._low = False
        self._words = Words(
            look, word, icon=icon, pad=(12, 8, 12, 8) if rounded else (16, 8, 16, 8), gap=8 if rounded else 12
        )
        self.setAccessibleName(word)
        self.setAccessibleDescription(right)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("own_ring", True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self._level)

    def set_low(self, low: bool) -> None:
        """Stand lower, where many of them have little room: no lower than what can be hit."""
        if self._low != low:
            self._low = low
            left, _top, right, _bottom = self._words.pad
            self._words.pad = (left, 2, right, 2) if low else (left, 8, right, 8)
            self._level()

    def _least(self) -> int:
        return self._look.height("target" if self._low else "roomy")

    def set_word(self, word: str) -> None:
        """Show another word; the accessible name follows."""
        self._words.text = word
        self.setText(with_alt(word, ""))
        self.setAccessibleName(word)
        self._level()

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._words.icon = icon
        self.update()

    def set_right(self, text: str) -> None:
        """Show another small text at the right end."""
        self._right = text
        self.setAccessibleDescription(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size with the word in one line (called by Qt)."""
        if self._under:
            return QSize(max(72, self._look.px(62)), self._under_height())
        size = self._words.wish(self._least(), icon=True)
        return QSize(size.width() + self._beside(), size.height())

    def minimumSizeHint(self) -> QSize:
        """Return the size that holds the longest word (called by Qt)."""
        if self._under:
            return QSize(self._look.space(48), self._under_height())
        return QSize(self._words.narrowest(icon=True) + self._beside(), self._least())

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width in pixels (called by Qt)."""
        if self._under:
            return self._under_height()
        return self._words.height(width - self._beside(), self._least(), icon=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the words need at the new width: a fixed height is that of one line (called by Qt)."""
        super().resizeEvent(event)
        self._level()

    def _level(self) -> None:
        tall = self.heightForWidth(self.width())
        if self.minimumHeight() != tall:
            self.setFixedHeight(tall)
        self.updateGeometry()

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
        """Draw the ground, the bar, icon and words."""
        look, here = self._look, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if here or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selected" if here else "hover"))
            radius = look.tokens.radius["field"] if self._rounded else 0
            painter.drawRoundedRect(self.rect(), radius, radius)
        if here and (not self._rounded or look.edged):
            painter.fillRect(0, 0, _BAR, self.height(), look.colour("accent"))
        if self._under:
            self._draw_under(painter)
        else:
            self._draw_beside(painter)
        if self.hasFocus() and self.property("reached_by_key"):
            draw_inner_ring(painter, look, self.rect())
        painter.end()

    def _beside(self) -> int:
        small = self._look.font("small")
        return line_width(small, self._right) + self._look.space(8) if self._right else 0

    def _token(self) -> str:
        return "ink" if self.isChecked() or not self._rounded else "ink2"

    def _draw_beside(self, painter: QPainter) -> None:
        self._words.weight = 600 if self.isChecked() else 500
        self._words.draw(painter, self, self._token())
        if self._right:
            room = self.rect().adjusted(0, 0, -self._look.space(16), 0)
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            draw_text(painter, room, self._look.font("small"), self._look.colour("ink2"), self._right, align)

    def _draw_under(self, painter: QPainter) -> None:
        size, top = self._look.px(20), self._look.space(11)
        picture = self._look.pixmap(self._words.icon, "ink", 20, self.devicePixelRatio())
        painter.drawPixmap((self.width() - size) // 2, top, picture)
        room = QRect(0, top + size + self._look.space(4), self.width(), self.height())
        align = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        draw_text(painter, room, self._small(), self._look.colour("ink"), self._fitting(self.width()), align)

    def _small(self) -> QFont:
        return self._look.font("small", weight=600)

    def _fitting(self, width: int) -> str:
        """Return the words below the icon, shortened to one line of the strip; all of them are said aloud."""
        return QFontMetrics(self._small()).elidedText(self._words.text, Qt.TextElideMode.ElideRight, width)

    def _under_height(self) -> int:
        return self._look.px(20) + text_size(self._small(), "Xy", 10_000).height() + self._look.space(26)
