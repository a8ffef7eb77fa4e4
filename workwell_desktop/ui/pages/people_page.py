"""The whole caseload: everybody in one table, with filters, columns and an order that can be kept under a name."""

from __future__ import annotations

from array import array
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from workwell_desktop.casework import saved_views
from workwell_desktop.casework.case_list import FIRST, case_order, case_rows, comes_at_once
from workwell_desktop.casework.case_view import CaseView
from workwell_desktop.casework.saved_views import SavedView
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.pages import page as pages
from workwell_desktop.ui.pages.case_table import CaseTable
from workwell_desktop.ui.pages.page import LAST_TAB, WorkPage
from workwell_desktop.ui.pages.people_columns import PeopleColumns
from workwell_desktop.ui.pages.people_filters import PeopleFilters
from workwell_desktop.ui.parts.buttons import quiet_button, second_button
from workwell_desktop.ui.parts.columns import Fold
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, holder, reveal, row
from workwell_desktop.ui.parts.line import SearchLine

FIND_AFTER_MS = 120
_WAYS = (("import", "Bring in a spreadsheet", "sheet"), ("bin", "Bin", "trash"))
_LIST, _NOBODY = range(2)
_SEARCH = 240  # pixels at 100 % text: with less, the search stands above what is beside it


class PeoplePage(WorkPage):
    """A search, the kept views, the table; filters and columns take its place while they are chosen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        look = desk.look
        self.view = CaseView()
        self._saved: dict[int, SavedView] = {}
        self._asked = 0
        self.search = SearchLine(look, "Look for a person")
        self.views = Combo(look, (), empty="My open people")
        self.filters_button = second_button(look, "Filters")
        self.columns_button = second_button(look, "Columns and order")
        for button in (self.filters_button, self.columns_button):  # checked while what it opens is in sight
            button.setCheckable(True)
        self.table = CaseTable(look, "Everybody", partial(case_rows, desk.vault))
        self.count = Label(look, "", "lead", ink="ink2", wrap=False)
        self._filters: PeopleFilters | None = None
        self._columns: PeopleColumns | None = None
        self._nobody = column(look, gap=0)
        self._stack = QStackedWidget()
        self._build()
        self._join()
        self._make_room()
        self.table.show_view(self.view)

    def _build(self) -> None:
        look = self._desk.look
        ways = []
        for code, word, icon in _WAYS:
            if any(kind.code == code for kind in pages.PAGES):
                way = quiet_button(look, word, icon)
                way.clicked.connect(partial(self.page_wanted.emit, code))
                ways.append(way)
        head = row(look, Label(look, "Everybody", "page", wrap=False), self.count, STRETCH, *ways, gap=16)
        find = Field(look, "Look for a person", self.search, width="full", label_role="small_strong")
        view = Field(look, "View", self.views, width="name", label_role="small_strong")
        buttons = row(look, self.filters_button, self.columns_button, STRETCH)
        deeds = column(look, Label(look, " ", "small_strong"), buttons, gap=4)  # in line with the boxes beside them
        beside = row(look, gap=16)
        beside.addWidget(view, 3)
        beside.addLayout(deeds, 4)
        self._tools = Fold(look, find, holder(beside), shares=(5, 7), gap=16)
        top = holder(column(look, head, self._tools, gap=12, margins=(32, 20, 32, 12)))
        top.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._tools.setProperty("pane", True)  # F6 goes to the search, past the ways to other pages
        inside = column(look, self.table, gap=0, margins=(20, 0, 20, 0))
        nobody = column(look, self._nobody, STRETCH, gap=0, margins=(32, 0, 32, 0))
        for part in (holder(inside), holder(nobody)):
            self._stack.addWidget(part)
        whole = column(look, top, self._stack, gap=0)
        whole.setStretchFactor(self._stack, 1)
        self.setLayout(row(look, holder(whole, "surface"), gap=0))
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(FIND_AFTER_MS)
        self._stack.currentChanged.connect(self._make_room)
        look.changed.connect(self._make_room)

    def _join(self) -> None:
        self.search.typed.connect(lambda _text: self._typed.start())
        self._typed.timeout.connect(self._look_for)
        self.search.down.connect(self.table.begin)
        self.views.edited.connect(self._choose_view)
        self.filters_button.clicked.connect(self._turn_to_filters)
        self.columns_button.clicked.connect(self._turn_to_columns)
        self.table.opened.connect(lambda person: self.opened.emit(person, LAST_TAB, ""))
        self.table.sort_wanted.connect(self._sort)

    # -- what the workspace asks for ------------------------------------------------------------------------

    def show_now(self) -> None:
        """Read the kept views and the list again; what was looked at stays."""
        self._read_saved()
        if not self.table.rows.rowCount() and comes_at_once(self.view) and not self.view.text:
            first = case_order(self._desk.vault, self.view, FIRST)
            self._show_order(first, whole=len(first) < FIRST)
        self._load()

    def begin(self) -> None:
        """Give the focus to the table, or to what stands in its place."""
        if self._stack.currentIndex() == _LIST and self.table.rows.rowCount():
            self.table.begin()
        else:
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- the list -------------------------------------------------------------------------------------------

    def _show(self, view: CaseView) -> None:
        """Look at the caseload this way from now on."""
        asks_again = replace(view, columns=()) != replace(self.view, columns=())
        self.view = view
        self.table.show_view(view)
        changed = view.filters.count()
        self.filters_button.set_text(f"Filters, {changed} on" if changed else "Filters")
        if asks_again:
            self._load()

    def _load(self) -> None:
        self._asked += 1
        asked, view, vault = self._asked, self.view, self._desk.vault
        self._desk.worker.run(self, lambda: case_order(vault, view), partial(self._loaded, asked), self._failed)

    def _loaded(self, asked: int, order: array[int]) -> None:
        if asked == self._asked:  # what was asked for since then is on its way
            self._show_order(order, whole=True)

    def _show_order(self, order: array[int], *, whole: bool) -> None:
        self.table.show_order(order)
        words = _how_many(len(order), self.view)
        self.count.set_text(words if whole else f"More than {words}")
        if self._filters is not None:
            self._filters.say(_fit(len(order), self.view))
        if self._stack.currentIndex() in (_LIST, _NOBODY):
            self._to_list()

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, WorkwellError):
            raise problem
        self._desk.doors.tell(self, problem.sentence, problem.next_step)

    def _to_list(self) -> None:
        """Show the table, or why it is empty; the focus stays with the page."""
        chosen = self._stack.currentIndex() not in (_LIST, _NOBODY)
        if self.table.rows.rowCount() or self._asked == 0:
            self._stack.setCurrentIndex(_LIST)
        else:
            self._say_nobody()
            self._stack.setCurrentIndex(_NOBODY)
        if chosen:
            self.begin()

    def _say_nobody(self) -> None:
        look = self._desk.look
        while (item := self._nobody.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if self.view.text:
            empty = Empty(
                look, "Nobody like that is in this view. Try fewer letters.", "Show everybody in this view", self._clear
            )
        elif self.view.filters.count():
            empty = Empty(look, "Nobody fits all of these filters.", "Show all my open people", self._show_all)
        else:
            empty = Empty(look, "Nobody is with you yet. People stand here once their referral is accepted.",
                          "Someone new", lambda: self.page_wanted.emit("referral"))  # fmt: skip
        self._nobody.addWidget(empty)

    def _clear(self) -> None:
        self.search.clear_search()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_all(self) -> None:
        self.views.set_value("")
        self._choose_view()

    def _look_for(self) -> None:
        self._show(replace(self.view, text=self.search.value().strip()))

    def _sort(self, code: str) -> None:
        self._show(replace(self.view, sort=code, down=self.view.sort == code and not self.view.down))

    # -- filters, columns and kept views --------------------------------------------------------------------

    def _turn_to_filters(self) -> None:
        """Show the filters in place of the list, or the list again."""
        if self._filters is None:  # built when first wanted: most days need none
            self._filters = PeopleFilters(self._desk)
            self._filters.edited.connect(self._filter)
            self._filters.finished.connect(self._to_list)
            self._filters.save_wanted.connect(self._save)
            self._filters.remove_wanted.connect(self._remove)
            self._stack.addWidget(self._filters)
        self._filters.show_view(self.view, self._chosen())
        self._filters.say(_fit(self.table.rows.rowCount(), self.view))
        self._turn(self._filters)

    def _turn_to_columns(self) -> None:
        """Show the columns and the order in place of the list, or the list again."""
        if self._columns is None:
            self._columns = PeopleColumns(self._desk)
            self._columns.edited.connect(self._choose_columns)
            self._columns.finished.connect(self._to_list)
            self._stack.addWidget(self._columns)
        self._columns.show_view(self.view)
        self._turn(self._columns)

    def _turn(self, part: QWidget) -> None:
        if self._stack.currentWidget() is part:
            self._to_list()
        else:
            self._stack.setCurrentWidget(part)

    def _make_room(self) -> None:
        """Show what is open; put the search away then with large text: it would leave too little room."""
        listed = self._stack.currentIndex() in (_LIST, _NOBODY)
        open_now = None if listed else self._stack.currentWidget()
        self.filters_button.setChecked(open_now is not None and open_now is self._filters)
        self.columns_button.setChecked(open_now is not None and open_now is self._columns)
        look = self._desk.look
        reveal(self._tools, listed or not look.large)
        self.search.setMinimumWidth(0 if look.large else look.px(_SEARCH))

    def _chosen(self) -> SavedView | None:
        return self._saved.get(int(self.views.value() or 0))

    def _filter(self) -> None:
        if self._filters is not None:
            self._show(replace(self.view, filters=self._filters.filters(self.view.filters)))

    def _choose_columns(self) -> None:
        if self._columns is not None:
            self._show(self._columns.view(self.view))

    def _choose_view(self) -> None:
        saved = self._chosen()
        self._show(replace(saved.view if saved else CaseView(), text=self.view.text))
        if self._filters is not None:
            self._filters.show_view(self.view, saved)
        if self._columns is not None:
            self._columns.show_view(self.view)

    def _read_saved(self, chosen: int | None = None) -> None:
        self._saved = {one.id: one for one in saved_views.saved_views(self._desk.vault)}
        self.views.set_options([(str(one.id), one.name) for one in self._saved.values()])
        if chosen is not None:
            self.views.set_value(str(chosen) if chosen in self._saved else "")

    def _save(self, name: str, view_id: int) -> None:
        try:
            kept = saved_views.save_view(self._desk.vault, name, self.view, view_id)
        except InputProblem as problem:
            if self._filters is not None:
                self._filters.refuse(problem.fields["name"])
            return
        except WorkwellError as problem:
            self._failed(problem)
            return
        self._now_kept(kept, f"Kept as “{' '.join(name.split())}”.")

    def _remove(self, view_id: int) -> None:
        try:
            saved_views.remove_view(self._desk.vault, view_id)
        except WorkwellError as problem:
            self._failed(problem)
            return
        self._now_kept(0, "The view is removed. The people it showed are still here.")

    def _now_kept(self, view_id: int, words: str) -> None:
        self._read_saved(view_id)
        if self._filters is not None:
            self._filters.show_saved(self._chosen())
            self._filters.say(words)


def _how_many(number: int, view: CaseView) -> str:
    """Return how many cases a list has, in words: where closed ones are shown, somebody may stand there twice."""
    people = set(view.filters.states) <= {"open", "referred"} and view.filters.states
    one, many = ("person", "people") if people else ("case", "cases")
    if not number:
        return "Nobody"
    return f"{number:,} {one if number == 1 else many}"


def _fit(number: int, view: CaseView) -> str:
    return f"{_how_many(number, view)} {'fits' if number < 2 else 'fit'}."
