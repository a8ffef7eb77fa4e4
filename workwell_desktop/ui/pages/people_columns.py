"""Which columns the list has, and by which it is sorted."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.case_view import BY_CODE, COLUMNS, CaseView
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import main_button, quiet_button
from workwell_desktop.ui.parts.choices import Checks, Radios, Segments
from workwell_desktop.ui.parts.columns import Columns, Page
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, holder, reveal

_CASE = "Case is shown where the list holds more than one kind of case."


class PeopleColumns(QWidget):
    """The columns as boxes to tick, and the order. ``edited`` is sent at once, ``finished`` to go back."""

    edited = Signal()
    finished = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = desk.look
        words = [(one.code, one.head) for one in COLUMNS]
        self._columns = Field(look, "Columns beside the name", Checks(look, words[1:]), width="full", hint=_CASE)
        self._sort = Field(look, "Sort by", Radios(look, words), width="full")
        self._ways: dict[tuple[str, str], Field] = {}
        for one in COLUMNS:
            if (one.up, one.down) not in self._ways:
                way = Field(look, "Order", Segments(look, [("up", one.up), ("down", one.down)]), width="sentence")
                way.edited.connect(self.edited)
                self._ways[one.up, one.down] = way
        right = column(look, self._sort, *self._ways.values(), gap=24)
        sides = Columns(look, holder(column(look, self._columns)), holder(right), shares=(1, 1))
        page = Page(look, Label(look, "Columns and order", "section"), sides, gap=16, name="Columns and order")
        done = main_button(look, "Show the list")
        done.clicked.connect(self.finished)
        usual = quiet_button(look, "Show the usual columns")
        usual.clicked.connect(self._as_usual)
        self.bar = BottomBar(look)
        self.bar.set_buttons(usual, done)
        whole = column(look, page, self.bar, gap=0)
        whole.setStretchFactor(page, 1)
        self.setLayout(whole)
        self._columns.edited.connect(self.edited)
        self._sort.edited.connect(self._sorted)

    def show_view(self, view: CaseView) -> None:
        """Show the columns and the order of a view."""
        self._columns.set_value([code for code in view.columns if code != "name"])
        self._sort.set_value(view.sort)
        for way in self._ways.values():
            way.set_value("down" if view.down else "up")
        self._show_way()

    def view(self, before: CaseView) -> CaseView:
        """Return the view with what is chosen here."""
        sort = self._sort.value() or "name"
        columns = tuple(self._columns.value())
        return replace(before, sort=sort, down=self._way().value() == "down").with_columns(columns)

    def _way(self) -> Field:
        one = BY_CODE[self._sort.value() or "name"]
        return self._ways[one.up, one.down]

    def _show_way(self) -> None:
        now = self._way()
        for way in self._ways.values():
            reveal(way, way is now)

    def _sorted(self) -> None:
        self._way().set_value("up")
        self._show_way()
        self.edited.emit()

    def _as_usual(self) -> None:
        self.show_view(CaseView())
        self.edited.emit()
