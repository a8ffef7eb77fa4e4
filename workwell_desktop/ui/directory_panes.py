"""The three sides of the service directory: filters, the list, and one service in full."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workwell_desktop.ui.parts.choices import Segments
from workwell_desktop.ui.parts.layouts import column, holder, line, row
from workwell_desktop.ui.style.theme import Look

_FILTERS, _DETAILS = 264, 328  # pixels at 100 % text
_NO_LIMIT = 16_777_215  # Qt's own largest width
FILTERS, LIST, DETAILS = "filters", "list", "details"


class DirectoryPanes(QWidget):
    """Side by side; with large text one of them at a time, chosen above."""

    def __init__(self, look: Look, filters: QWidget, listed: QWidget, details: QWidget) -> None:
        """Hold the three; with large text the list is seen first."""
        super().__init__()
        self._look = look
        self._sides = {FILTERS: filters, LIST: listed, DETAILS: details}
        self._lines = [line(look, "upright"), line(look, "upright")]
        words = ((LIST, "Services"), (FILTERS, "Filters"), (DETAILS, "This service"))
        self._one = Segments(look, words, name="What is shown")
        self._one.set_value(LIST)
        self._one.edited.connect(self._fit)
        self._above = holder(column(look, self._one, margins=(32, 12, 32, 12)))
        sides = row(look, filters, self._lines[0], listed, self._lines[1], details, gap=0)
        for place, share in enumerate((27, 0, 73, 0, 30)):
            sides.setStretch(place, share)
        whole = column(look, self._above, gap=0)
        whole.addLayout(sides, 1)
        self.setLayout(whole)
        look.changed.connect(self._fit)
        self._fit()

    def show_one(self, side: str) -> None:
        """Show this side where only one has room; otherwise all are in sight already."""
        self._one.set_value(side)
        self._fit()

    def _fit(self) -> None:
        """Give filters and details the width of their words and the list what is left, or all of it to one."""
        look, large = self._look, self._look.large
        for code, width in ((FILTERS, _FILTERS), (DETAILS, _DETAILS)):
            self._sides[code].setMaximumWidth(_NO_LIMIT if large else look.px(width))
        for code, side in self._sides.items():
            side.setVisible(not large or code == self._one.value())
        for upright in self._lines:
            upright.setVisible(not large)
        self._above.setVisible(large)
