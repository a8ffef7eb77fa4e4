"""One of a few joined choices: a button that stays down."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QEnterEvent, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from workwell_desktop.ui.parts.buttons import with_alt
from workwell_desktop.ui.parts.drawn import Words, round_box
from workwell_desktop.ui.parts.focus_ring import note_focus
from workwell_desktop.ui.parts.labels import breakable
from workwell_desktop.ui.style.theme import Look


class Segment(QPushButton):
    """A joined choice: chosen is filled with ``selected``, has a thick edge, an icon and stronger words."""

    def __init__(self, look: Look, word: str, icon: str = "tick", *, first: bool, last: bool) -> None:
        """Show ``word``; ``icon`` appears when it is chosen; ``first`` and ``last`` have round outer corners."""
        super().__init__(with_alt(word, ""))
        self._look, self._icon, self._first, self._last = look, icon, first, last
        self._words = Words(look, breakable(word), pad=(6, 6, 6, 6), gap=4)
        self._words.icon_size = 16
        self._siblings: list[Segment] = [self]
        self.setAccessibleName(word)
        self.setCheckable(True)
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the size with the words in one line and room for the icon (called by Qt)."""
        return QSize(max(one.wish().width() for one in self._siblings), self.wish().height())

    def wish(self) -> QSize:
        """Return the size that this one alone asks for, in pixels."""
        return self._words.wish(self._look.height("control"), icon=bool(self._icon))

    def stand_with(self, siblings: list[Segment]) -> None:
        """Take the width of the widest of these, so that all are equal."""
        self._siblings = siblings
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Return the size that holds the longest word (called by Qt)."""
        narrowest = max(self._words.narrowest(icon=bool(self._icon)), self._look.height("target"))
        return QSize(narrowest, self._look.height("control"))

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width in pixels (called by Qt)."""
        return self._words.height(width, self._look.height("control"), icon=bool(self._icon))

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
        """Draw the box, the icon when chosen, and the words."""
        look, chosen = self._look, self.isChecked()
        ink = "ink" if self.isEnabled() else "disabled_ink"
        ground = "selected" if chosen else "hover" if self.underMouse() else "surface"
        edge, thick = ("accent", 2) if chosen else ("control", 1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # A neighbour's edge serves as this one's left edge, so that no edge is drawn twice.
        left = 0 if self._first or chosen else -1
        box = self.rect().adjusted(left, 0, 0, 0)
        path = round_box(box, look.tokens.radius["field"], left=self._first, right=self._last)
        painter.setClipPath(path)
        painter.fillPath(path, look.colour(ground if self.isEnabled() else "disabled_bg"))
        painter.setPen(QPen(look.colour(edge if self.isEnabled() else "line"), thick * 2))  # half lies outside the clip
        painter.drawPath(path)
        painter.setClipping(False)
        self._words.icon = self._icon if chosen else ""
        self._words.weight = 600 if chosen else 400
        self._words.draw(painter, self, ink, centred=True)
        painter.end()
