"""The three sides of the service directory: filters, the list, and one service in full."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from workwell_desktop.ui.parts.choices import Segments
from workwell_desktop.ui.parts.layouts import column, holder, line, reveal, row
from workwell_desktop.ui.style.theme import Look

_FILTERS, _LIST, _DETAILS = 264, 340, 328  # pixels at 100 % text; the list takes what is left, but no less
_NO_LIMIT = 16_777_215  # Qt's own largest width
FILTERS, LIST, DETAILS = "filters", "list", "details"


class DirectoryPanes(QWidget):
    """Side by side; in a narrow window the list and one of the others; with large text one at a time."""

    def __init__(self, look: Look, filters: QWidget, listed: QWidget, details: QWidget) -> None:
        """Hold the three; where one only has room, the list is seen first."""
        super().__init__()
        self._look = look
        self._sides = {FILTERS: filters, LIST: listed, DETAILS: details}
        self._lines = {FILTERS: line(look, "upright"), DETAILS: line(look, "upright")}
        words = {LIST: "Services", FILTERS: "Filters", DETAILS: "This service"}
        self._one = Segments(look, tuple(words.items()), name="What is shown")
        self._one.set_value(LIST)
        self._beside = Segments(look, ((DETAILS, words[DETAILS]), (FILTERS, words[FILTERS])), name="Beside the list")
        self._beside.set_value(DETAILS)
        for choice in (self._one, self._beside):
            choice.edited.connect(self._fit)
        self._above = holder(column(look, self._one, self._beside, margins=(32, 12, 32, 12)))
        sides = row(look, filters, self._lines[FILTERS], listed, self._lines[DETAILS], details, gap=0)
        for place, share in enumerate((27, 0, 73, 0, 30)):
            sides.setStretch(place, share)
        whole = column(look, self._above, gap=0)
        whole.addLayout(sides, 1)
        self.setLayout(whole)
        look.changed.connect(self._fit)
        self._fit()

    def show_one(self, side: str) -> None:
        """Show this side where not all have room; otherwise it is in sight already."""
        self._one.set_value(side)
        if side != LIST:
            self._beside.set_value(side)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Ask for no width: what does not fit is shown by itself (called by Qt)."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many sides as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _shown(self) -> tuple[str, ...]:
        """Return the sides that have room."""
        look = self._look
        if look.large or self.width() < look.px(_LIST + _DETAILS):
            return (self._one.value(),)
        if self.width() < look.px(_FILTERS + _LIST + _DETAILS):
            return (LIST, self._beside.value())
        return (FILTERS, LIST, DETAILS)

    def _fit(self) -> None:
        """Give filters and details the width of their words and the list what is left, or all of it to one."""
        look, shown = self._look, self._shown()
        for code, width in ((FILTERS, _FILTERS), (DETAILS, _DETAILS)):
            alone = len(shown) == 1
            self._sides[code].setMinimumWidth(0 if alone else look.px(width))
            self._sides[code].setMaximumWidth(_NO_LIMIT if alone else look.px(width))
            self._lines[code].setVisible(not alone and code in shown)
        for code, side in self._sides.items():
            side.setVisible(code in shown)
        reveal(self._one, len(shown) == 1)
        reveal(self._beside, len(shown) == 2)
        self._above.setVisible(len(shown) < len(self._sides))
