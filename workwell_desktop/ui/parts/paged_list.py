"""Long lists that are drawn, not built: the caseload, the services. They load more as one scrolls.

people = PersonList(look, "Everyone else")
people.show_rows(first_page, more=lambda offset: next_page(offset))
people.opened.connect(open_person)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from workwell_desktop.ui.parts.focus_ring import note_focus
from workwell_desktop.ui.style.theme import Look

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
FACTS = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class RowFacts:
    """One row: a key, a title, small lines, a reason with its tick, a time at the left, a badge at the right."""

    key: str
    title: str
    second: str = ""
    third: str = ""
    reason: str = ""
    lead: str = ""
    badge: str = ""
    state: str = ""
    heading: bool = False

    def spoken(self) -> str:
        """Return everything in the row as one sentence for a screen reader."""
        parts = (self.lead, self.title, self.second, self.third, self.reason, self.badge)
        return ", ".join(part for part in parts if part)


More = Callable[[int], Sequence[RowFacts]]


class Rows(QAbstractListModel):
    """The rows that were loaded so far, and a way to load more. Never all rows at once."""

    def __init__(self) -> None:
        """Hold no rows."""
        super().__init__()
        self._rows: list[RowFacts] = []
        self._more: More | None = None

    def show(self, rows: Sequence[RowFacts], more: More | None = None) -> None:
        """Show these rows instead; ``more(offset)`` gives the next ones, and none at the end."""
        self.beginResetModel()
        self._rows, self._more = list(rows), more
        self.endResetModel()

    def facts(self, number: int) -> RowFacts:
        """Return a row by its number."""
        return self._rows[number]

    def number_of(self, key: str) -> int:
        """Return the number of the row with a key, or -1 when it is not loaded."""
        return next((n for n, row in enumerate(self._rows) if row.key == key and not row.heading), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many rows are loaded (called by Qt)."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row's title, its facts, or what a screen reader says (called by Qt)."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == FACTS:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        return row.spoken() if role == Qt.ItemDataRole.AccessibleTextRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that a group's head cannot be chosen (called by Qt)."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._rows[index.row()].heading:
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def canFetchMore(self, parent: Index = _ROOT) -> bool:
        """Say whether there may be more rows (called by Qt)."""
        return self._more is not None and not parent.isValid()

    def fetchMore(self, parent: Index = _ROOT) -> None:
        """Load the next rows (called by Qt as one scrolls)."""
        if self._more is None or parent.isValid():
            return
        new = self._more(len(self._rows))
        if not new:
            self._more = None
            return
        start = len(self._rows)
        self.beginInsertRows(QModelIndex(), start, start + len(new) - 1)
        self._rows.extend(new)
        self.endInsertRows()


class PagedList(QListView):
    """A list of rows. Arrows move, Enter opens, Tab leaves; a click chooses and opens.

    ``chosen`` is sent when another row is chosen, ``opened`` on Enter, click or double click.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, look: Look, name: str, *, lines: int = 2, flush: bool = False) -> None:
        """Show no rows; ``lines`` is 1 to 4: title, second, third, reason.

        With ``flush`` the words begin where the fields above do, and a row without a second line is lower.
        """
        super().__init__()
        from workwell_desktop.ui.parts.row_painter import RowPainter  # noqa: PLC0415  (it needs the facts from here)

        self._look = look
        self.rows = Rows()
        self.setProperty("part", "list")
        self.setProperty("own_ring", True)
        self.setAccessibleName(name)
        self.setModel(self.rows)
        self._painter = RowPainter(look, lines, self, flush=flush)
        self.setItemDelegate(self._painter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.selectionModel().currentChanged.connect(self._moved)
        self.clicked.connect(self._open)
        look.changed.connect(self._again)

    def show_rows(self, rows: Sequence[RowFacts], more: More | None = None) -> None:
        """Show these rows, keeping the chosen one if it is still there. Nothing is sent."""
        kept = self.chosen_key()
        self.selectionModel().blockSignals(True)
        self.rows.show(rows, more)
        self.selectionModel().blockSignals(False)
        if kept:
            self.choose(kept)
        self.viewport().update()

    def set_lines(self, lines: int) -> None:
        """Draw so many lines a row from now on."""
        self._painter.forget(lines)
        self.scheduleDelayedItemsLayout()

    def chosen_key(self) -> str:
        """Return the key of the chosen row, or ``""``."""
        index = self.currentIndex()
        return self.rows.facts(index.row()).key if index.isValid() and self.selectionModel().hasSelection() else ""

    def choose(self, key: str) -> bool:
        """Choose the row with a key and scroll to it; say whether it is loaded. Nothing is sent."""
        number = self.rows.number_of(key)
        self.selectionModel().blockSignals(True)
        if number < 0:
            self.selectionModel().clear()
        else:
            self.setCurrentIndex(self.rows.index(number))
            self.scrollTo(self.rows.index(number))
        self.selectionModel().blockSignals(False)
        self.viewport().update()
        return number >= 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; letters go to nobody, so that typing is never a jump."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Start at the first row that can be chosen, when none is. Nothing is sent: nobody chose it yet."""
        note_focus(self, event)
        if not self.currentIndex().isValid():
            first = next((n for n in range(self.rows.rowCount()) if not self.rows.facts(n).heading), -1)
            if first >= 0:
                self.selectionModel().blockSignals(True)
                self.setCurrentIndex(self.rows.index(first))
                self.selectionModel().blockSignals(False)
        super().focusInEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the rows again: their words may need another line."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and not self.rows.facts(now.row()).heading:
            self.chosen.emit(self.rows.facts(now.row()).key)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and not self.rows.facts(index.row()).heading:
            self.opened.emit(self.rows.facts(index.row()).key)

    def _again(self) -> None:
        self._painter.forget()
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


class PersonList(PagedList):
    """The caseload: a name and one reason a row, under group heads."""

    def __init__(self, look: Look, name: str) -> None:
        """Show no rows."""
        super().__init__(look, name, lines=2)
