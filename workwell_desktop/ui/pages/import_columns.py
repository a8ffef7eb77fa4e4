"""The step that matches columns: theirs, their first rows, and where each goes; and which way dates go."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.spreadsheet import columns, days
from workwell_desktop.casework.spreadsheet.columns import Taken
from workwell_desktop.casework.spreadsheet.fields import known
from workwell_desktop.errors import InputProblem
from workwell_desktop.sheets.reading import Sheet
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.pages.column_rows import ColumnLine, ColumnRows, cut
from workwell_desktop.ui.parts.choices import Segments
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.fields import Field, first_error
from workwell_desktop.ui.parts.labels import IconText, Label
from workwell_desktop.ui.parts.layouts import Column as Box
from workwell_desktop.ui.parts.layouts import column, empty_out, holder
from workwell_desktop.ui.parts.notice import Notice

_WAYS = (("dmy", "Day first: 3/4 is 3 April"), ("mdy", "Month first: 3/4 is 4 March"))
_FIRST = (("heads", "It names the columns"), ("person", "It is a person"))


class ColumnsPart(QWidget):
    """Shows and changes what each column is. ``changed`` carries a :class:`Taken`, ``sheet_wanted`` a sheet's name.

    ``heads_wanted`` carries another row of heads, or ``NO_HEADS``.
    """

    changed = Signal(object)
    sheet_wanted = Signal(str)
    heads_wanted = Signal(int)

    def __init__(
        self, desk: Desk, sheets: tuple[str, ...], sheet: Sheet, taken: Taken, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._sheet, self._taken = desk, sheet, taken
        self._ways: dict[int, Field] = {}
        look = desk.look
        said = Label(look, _rows_words(sheet, taken), ink="ink2")
        self._top: Box = column(look, Label(look, "Which column is which?", "page"), said, gap=4)
        whole = column(look, self._top, gap=24)
        if len(sheets) > 1:
            whole.addWidget(self._sheet_choice(sheets))
        whole.addWidget(self._heads_choice())
        self._problem = column(look, gap=0)
        whole.addLayout(self._problem)
        self._dates = column(look, gap=16)
        self._rows = self._columns()
        whole.addWidget(self._rows)
        whole.addLayout(self._dates)
        self._left = Label(look, "", ink="ink2")
        whole.addWidget(self._left)
        self.setLayout(whole)
        self._show()

    def begin(self) -> None:
        """Give the focus to the first column: the dates at the foot come after it."""
        self._rows.begin()

    def show_problem(self, problem: InputProblem) -> None:
        """Show what has to be said before the rows can be tried out, and go to the first of it."""
        empty_out(self._problem)
        said = " ".join(problem.fields[name] for name in ("names", "twice") if name in problem.fields)
        if said:
            self._problem.addWidget(Notice(self._desk.look, "warn", said, announce_it=True))
        for place, field in self._ways.items():
            sentence = problem.fields.get(f"dates.{place}", "")
            if sentence:
                field.set_error(sentence)
        if first_error(self._ways.values()) is None:
            self.begin()

    def _sheet_choice(self, sheets: tuple[str, ...]) -> QWidget:
        combo = Combo(self._desk.look, [(name, name) for name in sheets], name="Sheet", empty="")
        combo.set_value(self._sheet.name)
        combo.edited.connect(lambda: self.sheet_wanted.emit(combo.value()))
        return Field(self._desk.look, "Sheet", combo, width="name")

    def _heads_choice(self) -> QWidget:
        """Ask what the first row is, with a proposal: a list may begin with its first person."""
        self._heads = Field(self._desk.look, "What is the first row?", Segments(self._desk.look, list(_FIRST)))
        self._heads.set_value("person" if self._taken.head == columns.NO_HEADS else "heads")
        self._heads.edited.connect(self._choose_heads)
        return self._heads

    def _choose_heads(self) -> None:
        person = self._heads.value() == "person"
        self.heads_wanted.emit(columns.NO_HEADS if person else columns.first_row(self._sheet))

    def focus_heads(self) -> None:
        """Give the focus to the question about the first row, where it was when the answer drew this anew."""
        self._heads.take_focus()

    def _columns(self) -> ColumnRows:
        lines = [
            ColumnLine(one.number, one.head, f"{one.filled:,} filled", one.samples, self._taken.fields[one.number])
            for one in columns.shown(self._sheet, self._taken.head)
        ]
        rows = ColumnRows(self._desk.look, lines, [(one.code, one.title) for one in known().fields])
        rows.chosen.connect(self._choose)
        return rows

    def _choose(self, place: int, code: str) -> None:
        self._taken = self._taken.with_field(place, code)
        empty_out(self._problem)
        self._show()
        self.changed.emit(self._taken)

    def _answer(self, place: int) -> None:
        self._taken = self._taken.with_order(place, str(self._ways[place].value()))
        self._show()
        self.changed.emit(self._taken)

    def _show(self) -> None:
        """Show how the dates of each column are read, and which columns are left out."""
        look, sheet, taken = self._desk.look, self._sheet, self._taken
        orders = columns.orders(sheet, taken)
        if orders.keys() != getattr(self, "_shown_dates", ()):
            empty_out(self._dates)
            self._ways, self._read = {}, dict[int, Box]()
            if orders:
                self._dates.addWidget(Label(look, "How the dates are read", "section"))
            for place, order in orders.items():
                self._dates.addWidget(self._date_column(place, order))
            self._shown_dates = orders.keys()
        for place, order in orders.items():
            self._read_days(place, order)
        out = columns.left_out(sheet, taken)
        self._left.set_text(
            f"Not taken, and so not brought in: {', '.join(out)}." if out else "Every filled column is taken."
        )

    def _date_column(self, place: int, order: days.Order) -> QWidget:
        look = self._desk.look
        head = columns.heads(self._sheet, self._taken.head)[place] or columns.letters(place)
        box = column(look, gap=4)
        self._read[place] = column(look, gap=2)
        if order.is_open:
            choice = Segments(look, list(_WAYS), name=head)
            choice.set_value(order.way)
            hint = "No date in this column shows whether the day or the month comes first."
            if order.mixed:
                hint = "Some dates have the day first and some the month. Those of the other way are rejected."
            field = Field(look, head, choice, hint=hint, width="full")
            field.edited.connect(partial(self._answer, place))
            self._ways[place] = field
            box.addWidget(field)
        else:
            box.addWidget(Label(look, head, "medium"))
            if order.mixed:
                both = "Some dates have the day first and some the month. Those with the month first are rejected."
                box.addWidget(Label(look, both, "hint"))
        box.addLayout(self._read[place])
        return holder(box)

    def _read_days(self, place: int, order: days.Order) -> None:
        """Show the first five dates of a column as they are read."""
        box = self._read[place]
        empty_out(box)
        if place in self._ways and order.way:
            self._ways[place].clear()
        if not order.way:
            return
        lean = known().field(self._taken.fields[place]).lean
        cells = columns.cells(self._sheet, self._taken.head, place)
        for cell, said in days.parsed_rows(cells, order, self._desk.clock.today(), lean):
            good = said[:1].isdigit()
            words = f"{cut(cell)} is read as {said}" if good else f"{cut(cell)}: {said}"
            icon, ink = ("tick", "good") if good else ("octagon-alert", "bad")
            box.addWidget(IconText(self._desk.look, icon, words, ink=ink, role="small"))


def _rows_words(sheet: Sheet, taken: Taken) -> str:
    rows = len(sheet.rows) - taken.head - 1
    where = "from the first one on" if taken.head == columns.NO_HEADS else f"below the heads in row {taken.head + 1}"
    return f"{'1 row' if rows == 1 else f'{rows:,} rows'} {where}. Check what each column is taken for."
