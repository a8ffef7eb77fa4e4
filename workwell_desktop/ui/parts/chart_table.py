"""The figures of a chart as a table: the latest first, a few rows at a time, so that hundreds cost no more than ten.

table = ChartTable(look, chart, opens="Open")  # a forms.readings.Chart
table.opened.connect(show_reading)
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.forms import readings
from workwell_desktop.forms.readings import Chart
from workwell_desktop.ui.parts.buttons import Button, quiet_button
from workwell_desktop.ui.parts.layouts import STRETCH, column, reveal, row
from workwell_desktop.ui.parts.rows import Cell, Col, RowList
from workwell_desktop.ui.style.theme import Look

_LEAST = 340  # pixels at 100 % text: a day, a number, a word and a button need no more
_FIRST, _MORE = 6, 20  # rows: shown at first, and each time that more are asked for


class ChartTable(QWidget):
    """Day, number and published band of each reading. ``opened`` carries the id of one, where it can be opened."""

    opened = Signal(int)

    def __init__(self, look: Look, chart: Chart, *, opens: str = "") -> None:
        """Show the latest rows; ``opens`` is the word on the button of each row, which is left out without it."""
        super().__init__()
        self._look, self._chart, self._opens = look, chart, opens
        columns = [Col("Day", 3), Col("Number", 0, right=True), Col("Published band", 3)]
        shown = [*columns, Col("")] if opens else columns
        self.rows = RowList(look, f"{chart.title}, as a table", shown, narrow=_LEAST)
        self.more = quiet_button(look, "")
        self.more.clicked.connect(self.show_more)
        self.setLayout(column(look, self.rows, row(look, self.more, STRETCH), gap=4))
        self._add(_FIRST)

    def show_more(self) -> None:
        """Show the rows before; the focus goes to the first of them, or stays with the button."""
        began = self.rows.count()
        self._add(_MORE)
        if self.more.isHidden() and self._opens:
            key = self.rows.keys()[began]
            self.rows.cells(key)[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, many: int) -> None:
        found = self._chart.readings
        there = self.rows.count()
        for place in range(there, min(there + many, len(found))):
            reading = found[len(found) - 1 - place]
            day, number, band = readings.row(self._chart, reading)
            cells: list[Cell] = [day, number, band]
            if self._opens:
                button = Button(self._look, self._opens, "compact")
                button.setAccessibleName(f"{self._opens}: {self._chart.title}, {day}")
                button.clicked.connect(partial(self._open, reading.id))
                cells.append(button)
            self.rows.add(str(place), *cells)
        left = len(found) - self.rows.count()
        words = f"Show {min(left, _MORE)} earlier" if left > _MORE else f"Show the other {left}" if left > 1 else ""
        self.more.set_text(words or "Show the other one")
        self.more.setAccessibleName(f"{self.more.text()}: {self._chart.title}")
        reveal(self.more, left > 0)

    def _open(self, reading_id: int, _checked: bool = False) -> None:
        self.opened.emit(reading_id)
