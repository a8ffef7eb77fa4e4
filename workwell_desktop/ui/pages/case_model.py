"""The rows of the whole caseload as a window onto them: only those near the ones in sight are ever held."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from workwell_desktop.casework.case_list import CaseRow
from workwell_desktop.casework.case_view import BY_CODE

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
CASE = Qt.ItemDataRole.UserRole + 1
"""The role of a whole row: a ``CaseRow``, or nothing for one that is gone."""

BLANK = {"work_status": "Not asked yet"}
"""What is said where a blank would be read as an answer, by the code of its column."""

AT_ONCE = 32
PAGES_HELD = 12
MOST_HELD = AT_ONCE * PAGES_HELD  # rows

ReadRows = Callable[[Sequence[int]], dict[int, CaseRow]]


class CaseModel(QAbstractTableModel):
    """Knows the order of a list as bare ids, eight bytes each, and reads rows where they come into sight.

    ``read`` gives the rows of some ids. Pages of rows that were not looked at for longest are let go.
    """

    def __init__(self, read: ReadRows) -> None:
        """Hold no rows."""
        super().__init__()
        self._read = read
        self._order = array("q")
        self._columns: tuple[str, ...] = ("name",)
        self._pages: OrderedDict[int, dict[int, CaseRow]] = OrderedDict()

    @property
    def held(self) -> int:
        """How many rows are held now."""
        return sum(len(page) for page in self._pages.values())

    @property
    def columns(self) -> tuple[str, ...]:
        """The codes of the columns that are shown."""
        return self._columns

    def show(self, order: array[int]) -> None:
        """Show the cases of these ids, in this order. Where it only goes on, what is in sight stays as it is."""
        before = len(self._order)
        if 0 < before <= len(order) and order[:before] == self._order:
            self._pages.clear()
            if before < len(order):
                self.beginInsertRows(QModelIndex(), before, len(order) - 1)
                self._order = order
                self.endInsertRows()
            self.dataChanged.emit(self.index(0, 0), self.index(before - 1, len(self._columns) - 1))
            return
        self.beginResetModel()
        self._order = order
        self._pages.clear()
        self.endResetModel()

    def show_columns(self, columns: tuple[str, ...]) -> None:
        """Show these columns, by their codes."""
        if columns != self._columns:
            self.beginResetModel()
            self._columns = columns
            self.endResetModel()

    def case(self, number: int) -> CaseRow | None:
        """Return a row by its number, or nothing when its case is gone. Reads the rows around it where need be."""
        at = number // AT_ONCE
        page = self._pages.get(at)
        if page is None:
            page = self._read(self._order[at * AT_ONCE : (at + 1) * AT_ONCE])
            self._pages[at] = page
            while len(self._pages) > PAGES_HELD:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(at)
        return page.get(self._order[number])

    def id_at(self, number: int) -> int:
        """Return the id of the case in a row, or 0."""
        return self._order[number] if 0 <= number < len(self._order) else 0

    def number_of(self, episode_id: int) -> int:
        """Return the number of the row of a case, or -1."""
        try:
            return self._order.index(episode_id)
        except ValueError:
            return -1

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many rows there are (called by Qt)."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns are shown (called by Qt)."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, the whole row, or what a screen reader says (called by Qt)."""
        if not index.isValid() or role not in _ROLES:
            return None
        row = self.case(index.row())
        if role == CASE:
            return row
        if row is None:
            return "No longer here" if index.column() == 0 else ""
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return spoken(row, self._columns)
        code = self._columns[index.column()]
        return row.words[code] or BLANK.get(code, "")

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the head of a column (called by Qt)."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return BY_CODE[self._columns[section]].head
        return None


_ROLES = {CASE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}


def spoken(row: CaseRow, columns: Sequence[str]) -> str:
    """Return a row as one sentence: the name, and each column that says something, with its head."""
    return ", ".join([row.name, *facts(row, columns)])


def facts(row: CaseRow, columns: Sequence[str]) -> list[str]:
    """Return what the columns say beside the name, with their heads where need be, and which day is past."""
    said = []
    for code in columns:
        words = row.words[code]
        if code != "name" and words:
            whole = words if code in _PLAIN else f"{BY_CODE[code].head} {words}"
            said.append(f"{whole}, which is past" if code in row.late else whole)
        elif code in BLANK:
            said.append(f"{BY_CODE[code].head} {BLANK[code][:1].lower()}{BLANK[code][1:]}")
    return said


_PLAIN = {"state", "plan_type", "work_status", "area"}
