"""How something stands: an icon, a word and a tint, in that order of weight.

Badge(look, "Agreed", "done")
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from workwell_desktop.ui.parts.drawn import line_width
from workwell_desktop.ui.style.theme import Look

_PAD, _GAP, _ICON = 8, 5, 15


class State(NamedTuple):
    """The icon and the colour token of a state; ``plain`` has an edge and no tint."""

    icon: str
    token: str
    plain: bool = False


STATES = {
    "done": State("tick-circle", "good"),
    "booked": State("calendar", "good"),
    "waiting": State("clock", "warn"),
    "late": State("octagon-alert", "bad"),
    "sent": State("paper-plane", "note"),
    "ready": State("paper-plane", "note"),
    "letter": State("sheet", "note"),
    "doing": State("half", "note"),
    "todo": State("empty-circle", "ink2", plain=True),
    "idea": State("empty-circle", "ink2", plain=True),
    "soon": State("calendar", "ink2", plain=True),
    "starred": State("star", "note"),
    "listed": State("sheet", "ink2", plain=True),
    "left_out": State("dash", "ink2", plain=True),
    "draft": State("pencil", "ink2", plain=True),
    "warning": State("triangle-alert", "warn"),
}


def badge_size(look: Look, word: str, *, tint: bool = True) -> QSize:
    """Return the room a badge needs, in pixels; without a tint it has no padding."""
    font = look.font("small", weight=600)
    pad = 2 * look.space(_PAD) if tint else 0
    width = pad + look.px(_ICON) + look.space(_GAP) + line_width(font, word)
    return QSize(width, look.px(22))


def paint_badge(
    painter: QPainter, look: Look, rect: QRect, word: str, state: str, *, icon: str = "", tint: bool = True
) -> None:
    """Draw a badge filling ``rect``: on the page itself, or inside a row's delegate."""
    kind = STATES[state]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if tint:
        edge = "control" if kind.plain else kind.token
        fill = "surface" if kind.plain else f"{kind.token}_tint"
        edged = kind.plain or look.edged
        painter.setPen(QPen(look.colour(edge), 1) if edged else Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(fill))
        half = rect.height() / 2 - 0.5
        painter.drawRoundedRect(rect.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), half, half)
    size = look.px(_ICON)
    x = rect.x() + (look.space(_PAD) if tint else 0)
    picture = look.pixmap(icon or kind.icon, kind.token, _ICON, painter.device().devicePixelRatio())
    painter.drawPixmap(x, rect.y() + (rect.height() - size) // 2, picture)
    painter.setFont(look.font("small", weight=600))
    painter.setPen(look.colour(kind.token))
    room = rect.adjusted(x - rect.x() + size + look.space(_GAP), 0, 0, 0)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)
    painter.restore()


class Badge(QWidget):
    """A badge in a page. Its accessible name is its word."""

    def __init__(self, look: Look, word: str, state: str, *, icon: str = "", tint: bool = True) -> None:
        """Show ``word`` in a state of ``STATES``. Raises ``KeyError`` for an unknown state."""
        super().__init__()
        self._look, self._icon, self._tint = look, icon, tint
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set(word, state)
        look.changed.connect(self.updateGeometry)

    def set(self, word: str, state: str) -> None:
        """Show another word and state. Raises ``KeyError`` for an unknown state."""
        STATES[state]
        self.word, self.state = word, state
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return the word."""
        return self.word

    def sizeHint(self) -> QSize:
        """Return the room for icon and word (called by Qt)."""
        return badge_size(self._look, self.word, tint=self._tint)

    def minimumSizeHint(self) -> QSize:
        """Return the room for icon and word (called by Qt)."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Draw it."""
        painter = QPainter(self)
        paint_badge(painter, self._look, self.rect(), self.word, self.state, icon=self._icon, tint=self._tint)
        painter.end()
