"""The columns of somebody's table, each with its first cells and a box that says what it is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from workwell_desktop.ui.parts.buttons import quiet_button
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import Column as Box
from workwell_desktop.ui.parts.layouts import column, empty_out, holder
from workwell_desktop.ui.parts.rows import Col, RowList, Words
from workwell_desktop.ui.style.theme import Look

NOT_TAKEN = "Not taken"
_LONGEST = 60
_AT_ONCE = 6  # columns: their boxes take long to make
_SEEN = 100  # columns at a time: to lay out a thousand takes minutes
_LEAST_TABLE = 700  # pixels at 100 % text: the boxes show their longest words, and the heads and samples theirs


class ColumnLine(NamedTuple):
    """One column: its number from 0, its head, how many cells are filled in words, some cells, and what it is now."""

    number: int
    head: str
    filled: str
    samples: Sequence[str]
    code: str


class ColumnRows(QWidget):
    """A row for each column; with little room each stands under the other. ``chosen`` carries a number and a code.

    Of a very wide table the columns that are taken are seen first, and some others; a button shows more.
    """

    chosen = Signal(int, str)

    def __init__(self, look: Look, lines: Sequence[ColumnLine], options: Sequence[tuple[str, str]]) -> None:
        """Show the columns; ``options`` are the codes that one can be, with their words."""
        super().__init__()
        self._look, self._options = look, options
        self._combos: dict[int, Combo] = {}
        self._codes = {one.number: one.code for one in lines}
        self._unseen = list(lines)
        if len(lines) > _SEEN:
            self._unseen.sort(key=lambda one: not one.code)
        self._seen = self._next()
        self._stacked_now = look.large
        self._place: Box = column(look, self._table(), gap=0)
        self._more = quiet_button(look, "", "plus")
        self._more.clicked.connect(self._show_more)
        self._name_more()
        self.setLayout(column(look, holder(self._place), self._more, gap=8))
        look.changed.connect(self._turn)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn when the room for a table comes or goes."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._turn)

    def begin(self) -> None:
        """Give the focus to the first column."""
        if self._combos:
            next(iter(self._combos.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _next(self) -> list[ColumnLine]:
        """Take the columns that are seen next."""
        lines, self._unseen = self._unseen[:_SEEN], self._unseen[_SEEN:]
        return lines

    def _show_more(self) -> None:
        more = self._next()
        self._seen += more
        self._add(self._rows, more)
        self._name_more()
        self._combos[more[0].number].setFocus(Qt.FocusReason.OtherFocusReason)

    def _name_more(self) -> None:
        self._more.set_text(f"Show {min(_SEEN, len(self._unseen))} more columns, of {len(self._unseen):,}")
        self._more.setVisible(bool(self._unseen))

    def set_code(self, number: int, code: str) -> None:
        """Show that a column is something else. Nothing is sent."""
        if self._codes[number] != code:
            self._codes[number] = code
            if number in self._combos:
                self._combos[number].set_value(code)

    def _table(self) -> RowList:
        heads = [Col("Their column", 2), Col("Its first rows", 3), Col("Goes into", 2)]
        rows = RowList(self._look, "Columns", () if self._stacked_now else heads)
        self._rows = rows
        self._add(rows, self._seen)
        return rows

    def _add(self, rows: RowList, lines: Sequence[ColumnLine]) -> None:
        """Add some rows now and the others when the window is idle: a table may have a hundred columns."""
        if self._rows is not rows:
            return  # it was drawn anew meanwhile
        for one in lines[:_AT_ONCE]:
            combo = Combo(self._look, self._options, name=f"Goes into: {one.head}", empty=NOT_TAKEN)
            combo.set_value(self._codes[one.number])
            combo.edited.connect(partial(self._choose, one.number))
            self._combos[one.number] = combo
            said = " · ".join(map(cut, one.samples)) or "Nothing"
            if self._stacked_now:
                rows.add(str(one.number), self._stacked(one.head, f"{one.filled}: {said}", combo))
            else:
                rows.add(str(one.number), Words(one.head, one.filled), said, combo)
        if lines[_AT_ONCE:]:
            QTimer.singleShot(0, self, partial(self._add, rows, lines[_AT_ONCE:]))

    def _stacked(self, head: str, said: str, combo: Combo) -> QWidget:
        """Return one column with its words under each other, each box with its own label: there are no heads then."""
        look = self._look
        goes = Label(look, "Goes into", "small_strong", ink="ink2")
        box = column(look, Label(look, head, "medium"), Label(look, said, "hint"), goes, gap=4, margins=(0, 10, 0, 10))
        combo.setMaximumWidth(look.width("name"))
        box.addWidget(combo)
        return holder(box)

    def _turn(self) -> None:
        """Draw the columns anew when there is no room for a table any more, or room again."""
        stacked = self._look.large or self.width() < self._look.px(_LEAST_TABLE)
        if stacked != self._stacked_now:
            self._stacked_now = stacked
            had_focus = any(combo.hasFocus() for combo in self._combos.values())
            self._combos = {}
            empty_out(self._place)
            self._place.addWidget(self._table())
            if had_focus:
                self.begin()

    def _choose(self, number: int) -> None:
        self._codes[number] = self._combos[number].value()
        self.chosen.emit(number, self._codes[number])


def cut(cell: str, longest: int = _LONGEST) -> str:
    """Return a cell in one line, of which a long one only shows its beginning."""
    said = " ".join(cell.split())
    return said if len(said) <= longest else f"{said[:longest]}…"
