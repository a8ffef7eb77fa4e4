"""The agenda in a few words and the way to close the meeting, beside the tabs or, where no room is, above the list."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from workwell_desktop.ui.parts.buttons import Button, quiet_button
from workwell_desktop.ui.parts.layouts import Flow, Row, flow, row
from workwell_desktop.ui.style.theme import Look

CLOSE, SHORT = "Close the meeting", "Close"


class MeetingHead(QWidget):
    """Two buttons: one opens the agenda and says how much of it was talked about, the other closes the meeting."""

    turned = Signal()
    close_wanted = Signal()

    def __init__(self, look: Look) -> None:
        """Say nothing yet."""
        super().__init__()
        self._look = look
        self._low = self._beside = False
        self._turner = quiet_button(look, "", "chevron-right")
        self._turner.clicked.connect(self.turned)
        self._close = Button(look, CLOSE, "compact")
        self._close.clicked.connect(self.close_wanted)
        self._line: Row = row(look, gap=12)
        self._folded: Flow = flow(look, gap=12)
        whole = row(look, gap=0)
        whole.addLayout(self._line, 1)
        whole.addLayout(self._folded, 1)
        self.setLayout(whole)

    def turn(self, *, large: bool) -> None:
        """Put the two at both ends of a line, or with large text side by side where there is room."""
        for box in (self._line, self._folded):
            while box.count():
                box.takeAt(0)
        if large:
            self._folded.addWidget(self._turner)
            self._folded.addWidget(self._close)
        else:
            self._line.addWidget(self._turner)
            self._line.addStretch(1)
            self._line.addWidget(self._close)

    def say(self, words: str, *, opened: bool, low: bool = False, beside: bool = False) -> None:
        """Say these words about the agenda, and whether it stands open.

        ``low``: there is room for one line only; ``beside``: it stands beside the tabs.
        """
        self._low, self._beside = low, beside
        self._turner.set_text(words)
        self._turner.set_icon("chevron-down" if opened else "chevron-right")
        self._turner.setToolTip("Fold the agenda" if opened else "Open the agenda")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say *Close* alone where there is room for one line only and not for all words (called by Qt)."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        short = self._low and (self._beside or self.width() < self._width(self._turner.text(), CLOSE))
        if short != (self._close.text() != CLOSE):
            self._close.set_text(SHORT if short else CLOSE)
            self._close.setAccessibleName(CLOSE)
            self._close.setToolTip(CLOSE if short else "")

    def width_saying(self, words: str, *, low: bool) -> int:
        """Return the width in pixels that both ask for beside the tabs while the first says these words."""
        return self._width(words, SHORT if low else CLOSE)

    def _width(self, first: str, second: str) -> int:
        """Return how wide both are with these words, whatever they say now."""
        letters, gap = self._turner.fontMetrics(), self._look.space(12)
        now = (self._turner.text(), self._close.text())
        more = sum(map(letters.horizontalAdvance, (first, second))) - sum(map(letters.horizontalAdvance, now))
        return self._turner.sizeHint().width() + gap + self._close.sizeHint().width() + more

    def put_into(self, box: QBoxLayout) -> None:
        """Stand first in this box, if it does not stand there yet."""
        if box.indexOf(self) < 0:
            box.insertWidget(0, self)
