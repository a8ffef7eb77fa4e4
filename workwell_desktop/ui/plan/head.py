"""The head of the plan's page: what it is and how it stands at the left, when it is looked at again at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from workwell_desktop.ui.parts.layouts import STRETCH, column, holder, row
from workwell_desktop.ui.style.theme import Look

_GAP = 16


class Head(QWidget):
    """A title with its badge, and other things at the right end; where they do not fit, one under the other."""

    def __init__(self, look: Look, title: QWidget, badge: QWidget, right: Sequence[QWidget]) -> None:
        """Hold all of them. With large text the badge stands below the title."""
        super().__init__()
        self._look = look
        if look.large:
            left = holder(column(look, title, row(look, badge, STRETCH), gap=4))
        else:
            left = holder(row(look, title, badge, STRETCH, gap=_GAP))
        self._left, self._right = left, holder(row(look, *right, gap=_GAP))
        self._box = row(look, left, gap=_GAP)
        if right:
            self._box.addWidget(self._right, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(self._box)
        self._turn()

    def minimumSizeHint(self) -> QSize:
        """Return the room that each of them needs alone, as they may stand one under the other (called by Qt)."""
        least = self._left.minimumSizeHint().expandedTo(self._right.minimumSizeHint())
        return QSize(least.width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn when the room for it comes or goes."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        needed = self._left.sizeHint().width() + self._right.sizeHint().width() + self._look.space(_GAP)
        beside = not self._look.large and self.width() >= needed
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != way:
            self._box.setDirection(way)
        self._box.setStretch(0, 1 if beside else 0)
        self._box.set_spaces(_GAP if beside else 4, 0)
