"""A small list or table made by hand: rows parted by thin lines.

steps = RowList(look, "Steps", [Col("Step", 3), Col("Who", 1), Col("How it stands")])
steps.add("7", Words("Walk ten minutes a day"), "Jo", Badge(look, "Doing", "doing"))
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QWidget

from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, flow, holder, line, reveal
from workwell_desktop.ui.style.theme import Look

_NARROW = 480  # pixels at 100 % text
_SMALL = (Badge, QPushButton)  # what keeps its own size in a cell
_STRENGTH = {400: "body", 500: "medium", 600: "strong"}


class Col(NamedTuple):
    """A column: its head, its share of spare width, and whether it is a column of numbers at the right."""

    head: str
    stretch: int = 0
    right: bool = False


class Words(NamedTuple):
    """Words in a cell: a title, a small second line, and the title's weight (400, 500, 600)."""

    title: str
    second: str = ""
    weight: int = 500


Cell: TypeAlias = "str | Words | QWidget"


class _Row(NamedTuple):
    key: str
    cells: tuple[QWidget, ...]
    line: QWidget


class RowList(QWidget):
    """Rows of cells. Text wraps; with large text a row of three or more cells takes two lines.

    So does a row of four or more where there is little room.
    """

    def __init__(self, look: Look, name: str, columns: Sequence[Col] = (), *, narrow: int = _NARROW) -> None:
        """Show no rows yet; ``name`` is the accessible name; without columns there is no head.

        ``narrow`` is the width in pixels at 100 % text below which rows of four or more cells fold.
        """
        super().__init__()
        self._look, self._columns = look, tuple(columns)
        self._rows: list[_Row] = []
        self._folds: list[QWidget] = []
        self._narrow, self._least = False, narrow
        self._arranged = 0  # how many columns the grid was last arranged for
        self._empty: Empty | None = None
        self.setAccessibleName(name)
        self._heads = [Label(look, col.head, "small_strong", ink="ink2") for col in self._columns if col.head]
        self._places = [n for n, col in enumerate(self._columns) if col.head]
        self._head_line = line(look, "head_line")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._outer = column(look, gap=0)
        self._outer.addLayout(self._grid)
        self.setLayout(self._outer)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._arrange()
        look.changed.connect(self._arrange)

    def add(self, key: str, *cells: Cell) -> None:
        """Add a row at the end. A cell is text, ``Words``, or any widget, which then belongs to the list."""
        made = tuple(self._made(number, cell) for number, cell in enumerate(cells))
        self._rows.append(_Row(key, made, line(self._look)))
        wide = self._wide()
        if len(self._rows) == 1 or wide != self._arranged:
            self._arrange()
        else:
            self._place(len(self._rows) - 1, wide)

    def clear(self) -> None:
        """Take every row away."""
        for row in self._rows:
            for widget in (*row.cells, row.line):
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._rows = []
        self._arrange()

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self._rows)

    def keys(self) -> list[str]:
        """Return the keys of the rows, from the top."""
        return [row.key for row in self._rows]

    def cells(self, key: str) -> tuple[QWidget, ...]:
        """Return the widgets of a row. Raises ``KeyError`` for an unknown key."""
        for row in self._rows:
            if row.key == key:
                return row.cells
        raise KeyError(key)

    def set_empty(self, empty: Empty) -> None:
        """Show this where the rows would be while there are none."""
        self._empty = empty
        self._outer.addWidget(empty)
        self._arrange()

    def _made(self, number: int, cell: Cell) -> QWidget:
        if isinstance(cell, QWidget):
            return cell
        right = number < len(self._columns) and self._columns[number].right
        words = cell if isinstance(cell, Words) else Words(cell, weight=400)
        # Words wrap where the column has a share of the spare width; elsewhere the column takes their width.
        wrap = self._share(number) > 0
        title = Label(self._look, words.title, _STRENGTH[words.weight], wrap=wrap)
        title.setProperty("narrow", not wrap)
        if right:
            title.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if not words.second:
            return title
        pair = QWidget()
        pair.setProperty("pair", True)
        lines = column(self._look, STRETCH, title, Label(self._look, words.second, "hint"), STRETCH, gap=2)
        pair.setLayout(lines)  # both stay together where a neighbour is taller
        return pair

    def _arrange(self) -> None:
        """Put every cell in its place: in columns, or in two lines a row when the text is large."""
        look, grid = self._look, self._grid
        old, self._folds = self._folds, []
        wide = self._arranged = self._wide()
        folded = self._folded(wide)
        grid.setHorizontalSpacing(look.space(16))
        grid.setVerticalSpacing(0)
        reveal(self._head_line, bool(self._heads) and bool(self._rows))
        for head, place in zip(self._heads, self._places, strict=True):
            reveal(head, not folded and bool(self._rows))
            head.setContentsMargins(0, 0, 0, look.space(6))
            side = Qt.AlignmentFlag.AlignRight if self._columns[place].right else Qt.AlignmentFlag.AlignLeft
            head.setAlignment(side | Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(head, 0, place)
        grid.addWidget(self._head_line, 1, 0, 1, wide)
        for number in range(wide):
            grid.setColumnStretch(number, self._share(number) if not folded else int(number == 0))
        for number in range(len(self._rows)):
            self._place(number, wide)
        for fold in old:
            fold.hide()
            fold.deleteLater()
        if self._empty is not None:
            reveal(self._empty, not self._rows)
        self.updateGeometry()

    def _wide(self) -> int:
        return max((len(row.cells) for row in self._rows), default=len(self._columns)) or 1

    def _folded(self, wide: int) -> bool:
        return (self._look.large and wide > 2) or (self._narrow and wide > 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold rows of many cells where they would be too narrow to read (called by Qt)."""
        super().resizeEvent(event)
        narrow = event.size().width() < self._look.px(self._least)
        if narrow != self._narrow:
            self._narrow = narrow
            self._arrange()

    def _place(self, number: int, wide: int) -> None:
        """Put one row into the grid: cells, perhaps a second line of cells, a thin line."""
        row, top, folded = self._rows[number], 2 + number * 3, self._folded(wide)
        self._grid.setRowMinimumHeight(top, self._look.height("tab"))
        for cell in row.cells:
            for label in (cell, *cell.findChildren(QLabel)):
                if isinstance(label, QLabel) and label.property("narrow"):
                    label.setWordWrap(folded)
        if folded:
            self._place_folded(top, row, wide)
        else:
            self._place_beside(top, row)
        self._grid.addWidget(row.line, top + 2, 0, 1, wide)

    def _place_beside(self, top: int, row: _Row) -> None:
        """Put every cell into its column."""
        pad = self._look.space(10)
        for number, cell in enumerate(row.cells):
            if _is_words(cell):
                cell.setContentsMargins(0, pad, 0, pad)
            # No alignment for words: they fill the cell, so that they wrap at its width.
            align = self._side(number) if isinstance(cell, _SMALL) else Qt.AlignmentFlag(0)
            self._grid.addWidget(cell, top, number, align)
            reveal(cell, True)

    def _place_folded(self, top: int, row: _Row, wide: int) -> None:
        """Put the first and the last cell into one line, and the others side by side below it."""
        pad, first, last = self._look.space(10), row.cells[0], row.cells[-1]
        middle = row.cells[1:-1]
        for cell in row.cells:
            if _is_words(cell):
                cell.setContentsMargins(0, 0, 0, 0)
        if _is_words(first):
            first.setContentsMargins(0, pad, 0, 0)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        if not isinstance(last, _SMALL):  # a control that wants room goes below too
            middle = row.cells[1:]
        else:
            self._grid.addWidget(last, top, wide - 1, side)
        self._grid.addWidget(first, top, 0, 1, wide - 1)
        below = holder(flow(self._look, *middle, gap=16))
        below.setContentsMargins(0, 0, 0, pad)
        self._folds.append(below)
        self._grid.addWidget(below, top + 1, 0, 1, wide)

    def _share(self, number: int) -> int:
        return self._columns[number].stretch if number < len(self._columns) else int(number == 0)

    def _side(self, number: int) -> Qt.AlignmentFlag:
        """Return where a badge or button stands in its cell: at the right end where its column has no head."""
        right = number > 0
        if number < len(self._columns):
            right = self._columns[number].right or (number > 0 and not self._columns[number].head)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


def _is_words(cell: QWidget) -> bool:
    return isinstance(cell, QLabel) or bool(cell.property("pair"))
