"""A message that sits in the page until it is settled.

Notice(look, "warn", "Is this someone you already know?", "Same birth date.", deeds=[("Compare", compare)])
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy, QWidget

from workwell_desktop.ui.parts.buttons import Button
from workwell_desktop.ui.parts.fields import announce
from workwell_desktop.ui.parts.labels import Label, Picture, breakable
from workwell_desktop.ui.parts.layouts import Row, row
from workwell_desktop.ui.style.theme import Look

ICONS = {"note": "info", "good": "tick-circle", "warn": "triangle-alert", "bad": "octagon-alert"}
_BESIDE = 560  # pixels at 100 % text: narrower, and the buttons go below the words


class Notice(QWidget):
    """A bar at the left, an icon, one or two sentences with the point first, at most two buttons."""

    def __init__(
        self,
        look: Look,
        kind: str,
        point: str,
        rest: str = "",
        *,
        icon: str = "",
        deeds: Sequence[tuple[str, Callable[[], object]]] = (),
        announce_it: bool = False,
    ) -> None:
        """Show a notice of a kind in ``ICONS``. Raises ``KeyError`` for another one, ``ValueError`` for three deeds."""
        super().__init__()
        if len(deeds) > 2:
            raise ValueError("at most two buttons")
        self._look, self.kind, self._announce = look, kind, announce_it
        self._words = Label(look, "")
        self._words.setTextFormat(Qt.TextFormat.RichText)
        picture = Picture(look, icon or ICONS[kind], kind)
        said = row(look, picture, gap=12)
        said.setAlignment(picture, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self._words, 1)
        self._box: Row = row(look, gap=16, margins=(20, 12, 16, 12))
        self._box.addLayout(said, 1)
        self.buttons = [self._button(n, word, deed) for n, (word, deed) in enumerate(deeds)]
        if self.buttons:
            deed_row = row(look, *self.buttons, gap=8)
            deed_row.addStretch(1)
            self._box.addLayout(deed_row)
        self.setLayout(self._box)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_text(point, rest)

    def _button(self, number: int, word: str, deed: Callable[[], object]) -> Button:
        button = Button(self._look, word, "quiet" if number else "compact")
        if number:
            button.set_ink("ink")
        button.clicked.connect(lambda: deed())  # noqa: PLW0108  (clicked carries a flag that the deed does not take)
        return button

    def set_text(self, point: str, rest: str = "") -> None:
        """Show other sentences; the first is the stronger one."""
        self.point, self.rest = point, rest
        alone = not rest and self.kind == "note"
        first, second = escape(breakable(point)), escape(breakable(rest))
        if not alone:
            first = f'<span style="font-weight:600">{first}</span>'
        QLabel.setText(self._words, f"{first} {second}".strip())  # not our own, which would break long words of markup
        said = f"{point} {rest}".strip()
        self._words.setAccessibleName(said)
        self.setAccessibleName(said)

    def text(self) -> str:
        """Return both sentences."""
        return f"{self.point} {self.rest}".strip()

    def showEvent(self, event: QShowEvent) -> None:
        """Announce it once when it appears, if asked to."""
        super().showEvent(event)
        if self._announce and not event.spontaneous():
            announce(self, self.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons beside the words, or below when there is no room."""
        super().resizeEvent(event)
        beside = self.width() >= self._look.px(_BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != way:
            self._box.setDirection(way)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Draw the tint with round right corners, and the bar."""
        painter = QPainter(self)
        paint_tint(painter, self.rect(), self._look, self.kind)
        painter.end()


def paint_tint(painter: QPainter, ground: QRect, look: Look, kind: str) -> None:
    """Draw the ground of a kind in ``ICONS``: its tint with round right corners, and the bar at the left."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = look.tokens.radius["field"]
    painter.setPen(QPen(look.colour(kind), 1) if look.edged else Qt.PenStyle.NoPen)
    painter.setBrush(look.colour(f"{kind}_tint"))
    painter.drawRoundedRect(QRectF(ground).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    if not look.edged:  # square left corners
        painter.fillRect(0, 0, radius + 4, ground.height(), look.colour(f"{kind}_tint"))
    painter.fillRect(0, 0, 4, ground.height(), look.colour(kind))
