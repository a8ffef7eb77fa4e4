"""Words with some of them marked, and the tinted ground on which a line stands that needs a choice.

MarkedText(look, "My tablets make it hard to start.", [(3, 10)], "turned")
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QLayout, QWidget

from workwell_desktop.ui.parts.labels import Label, breakable
from workwell_desktop.ui.parts.notice import paint_tint
from workwell_desktop.ui.style.theme import Look


class MarkedText(Label):
    """Words in a type role of which some are underlined and strong. They are shown as they are, never as markup."""

    def __init__(self, look: Look, text: str, places: Sequence[tuple[int, int]], role: str = "body") -> None:
        """Show ``text``; ``places`` are where marked words begin and end, in their order."""
        super().__init__(look, text, role)
        self._plain = text
        self.setTextFormat(Qt.TextFormat.RichText)
        made, last = [], 0
        for start, end in places:
            made += [_shown(text[last:start]), f'<span style="font-weight:700"><u>{_shown(text[start:end])}</u></span>']
            last = end
        QLabel.setText(self, f'<span style="white-space:pre-wrap">{"".join(made)}{_shown(text[last:])}</span>')
        self.setAccessibleName(text)

    def text(self) -> str:
        """Return the words as they were given."""
        return getattr(self, "_plain", super().text())


class Tinted(QWidget):
    """A ground in the tint of a kind of notice, with the bar at its left."""

    def __init__(self, look: Look, kind: str, layout: QLayout) -> None:
        """Put ``layout`` on the ground of ``kind``: note, good, warn or bad."""
        super().__init__()
        self._look, self._kind = look, kind
        self.setLayout(layout)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Draw the ground."""
        painter = QPainter(self)
        paint_tint(painter, self.rect(), self._look, self._kind)
        painter.end()


def _shown(text: str) -> str:
    return escape(breakable(text)).replace("\n", "<br>")
