"""The whole caseload as a table: arrows, Home and End move, Enter opens, Tab leaves, letters do nothing."""

from __future__ import annotations

from array import array

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from workwell_desktop.casework.case_view import BY_CODE, CaseView
from workwell_desktop.ui.pages.case_model import CaseModel, ReadRows
from workwell_desktop.ui.pages.case_painter import SIDE, CasePainter, Head
from workwell_desktop.ui.parts.drawn import draw_inner_ring
from workwell_desktop.ui.parts.focus_ring import note_focus
from workwell_desktop.ui.style.theme import Look

_SQUEEZE = 0.2  # of their width, that columns give before a row becomes two lines
_SIDEWAYS = (QAbstractItemView.CursorAction.MoveLeft, QAbstractItemView.CursorAction.MoveRight)


class CaseTable(QTableView):
    """Shows an order of cases. ``opened`` carries a participant's id; ``sort_wanted`` the code of a column."""

    opened = Signal(int)
    sort_wanted = Signal(str)

    def __init__(self, look: Look, name: str, read: ReadRows) -> None:
        """Show no rows; ``read`` gives the rows of some ids."""
        super().__init__()
        self._look = look
        self.rows = CaseModel(read)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setProperty("part", "list")
        self.setProperty("own_ring", True)
        self.setProperty("pane", True)
        self._painter = CasePainter(look, self, self.rows)
        self.setItemDelegate(self._painter)
        self._head = Head(look, self.rows)
        self._head.sectionClicked.connect(lambda place: self.sort_wanted.emit(self.rows.columns[place]))
        self.setHorizontalHeader(self._head)
        self._columns: tuple[str, ...] = ("name",)
        self._plain()
        self.clicked.connect(self._open)
        look.changed.connect(self._fit)

    def show_order(self, order: array[int]) -> None:
        """Show the cases of these ids in this order, with the chosen one still chosen if it is there."""
        kept = self.rows.id_at(self.currentIndex().row())
        self.rows.show(order)
        place = self.rows.number_of(kept) if kept else -1
        if place != self.currentIndex().row():
            self.selectionModel().blockSignals(True)
            if place < 0:
                self.selectionModel().clear()
                self.scrollToTop()
            else:
                self.setCurrentIndex(self.rows.index(place, 0))
            self.selectionModel().blockSignals(False)
        self.viewport().update()

    def show_view(self, view: CaseView) -> None:
        """Show the columns of a view, and by which the rows are sorted."""
        self._columns = view.shown_columns()
        self._head.sort, self._head.down = view.sort, view.down
        self._fit()

    def begin(self) -> None:
        """Take the focus, as by key."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; letters go to nobody, so that typing is never a jump."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Say where a key leads (called by Qt): Home and End to the first and the last row."""
        last = self.rows.rowCount() - 1
        column = max(0, self.currentIndex().column())
        if last >= 0 and action in (
            QAbstractItemView.CursorAction.MoveHome,
            QAbstractItemView.CursorAction.MoveEnd,
        ):
            return self.rows.index(0 if action == QAbstractItemView.CursorAction.MoveHome else last, column)
        if action in _SIDEWAYS:
            return self.currentIndex()  # a row is one thing
        return super().moveCursor(action, modifiers)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Start at the first row when none is chosen. Nothing is opened."""
        note_focus(self, event)
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0, 0))
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which row a click would open."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(int(event.position().y())))

    def viewportEvent(self, event: QEvent) -> bool:
        """Forget the row under the pointer when the pointer goes (called by Qt)."""
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the columns the room there is."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, then the ring inside the whole chosen row when it was reached by key."""
        super().paintEvent(event)
        now = self.currentIndex()
        if now.isValid() and self.hasFocus() and self.property("reached_by_key"):
            room = self.visualRect(now)
            room.setLeft(0)
            room.setWidth(self._head.length())
            painter = QPainter(self.viewport())
            draw_inner_ring(painter, self._look, room)
            painter.end()

    def sizeHint(self) -> QSize:
        """Return a wish for much room: the table takes what is left of the page (called by Qt)."""
        return QSize(self._look.px(600), self._look.px(400))

    def _plain(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)

    def _fit(self) -> None:
        """Show the columns side by side; with large text, or without room for them, one that says everything."""
        place = self.currentIndex().row()
        whole = self._look.large or sum(self._needs()) * (1 - _SQUEEZE) > self.viewport().width()
        self._painter.columns, self._painter.whole = self._columns, whole
        self.rows.show_columns(("name",) if whole else self._columns)
        self._head.setVisible(not whole)
        self._head.setFixedHeight(QFontMetrics(self._look.font("small")).height() + self._look.space(16))
        self.verticalHeader().setDefaultSectionSize(self._painter.row_height())
        self._widen()
        if 0 <= place < self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(place, 0))
        self.viewport().update()

    def _widen(self) -> None:
        room = min(self.viewport().width(), self._look.tokens.width["page"])
        if self._painter.whole:
            self._head.resizeSection(0, self.viewport().width())
            return
        needs = self._needs()
        for place, need in enumerate(needs):
            self._head.resizeSection(place, need * room // sum(needs))

    def _needs(self) -> list[int]:
        """Return how wide every column would like to be, in pixels."""
        letter = QFontMetrics(self._look.font("body")).averageCharWidth()
        return [BY_CODE[code].letters * letter + 2 * self._look.space(SIDE) for code in self._columns]

    def _hover(self, row: int) -> None:
        if row != self._painter.hovered:
            self._painter.hovered = row
            self.viewport().update()

    def _open(self, index: QModelIndex) -> None:
        row = self.rows.case(index.row()) if index.isValid() else None
        if row is not None:
            self.opened.emit(row.participant_id)
