"""The step that says which column of a table is what, with its first rows as they would be read."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.directory_import import NO_HEADS, Offered, SheetTop, titles
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.pages.column_rows import ColumnLine, ColumnRows, cut
from workwell_desktop.ui.parts.choices import Segments
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, empty_out
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.rows import Col, RowList, Words

_SAMPLES = 3
_LONGEST_HEAD = 24
_HEADS_AMONG = 15  # rows that may hold the heads
_WAYS = (("dmy", "Day first: 3/4 is 3 April"), ("mdy", "Month first: 3/4 is 4 March"))
_KNOWN = "These columns were said before, for a list with the same heads. Check that they still fit."
_NAMELESS = "Say which column holds the name of the service. Without it nothing can be read."


class DirectoryColumnsPart(QWidget):
    """Shows and changes what the columns of each sheet are. ``changed`` says that :meth:`offered` is another one."""

    changed = Signal()

    def __init__(self, desk: Desk, offered: Offered, sheet: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._offered = desk, offered
        self._sheet = sheet or offered.sheets[0].mapping.sheet
        look = desk.look
        said = _KNOWN if offered.remembered else "They were guessed from their heads and cells. Check them."
        whole = column(look, gap=24)
        whole.addLayout(
            column(look, Label(look, "Which column is which?", "page"), Label(look, said, ink="ink2"), gap=4)
        )
        if len(offered.sheets) > 1:
            whole.addWidget(self._sheet_choice())
        self._body = column(look, gap=24)
        whole.addLayout(self._body)
        self.setLayout(whole)
        self._draw()

    def offered(self) -> Offered:
        """Return the file with its columns as they are now."""
        return self._offered

    def begin(self) -> None:
        """Give the focus to the first column."""
        self._rows.begin()

    def say_nameless(self) -> None:
        """Say that no column is the name, and go to the first."""
        empty_out(self._problem)
        self._problem.addWidget(Notice(self._desk.look, "warn", _NAMELESS, announce_it=True))
        self.begin()

    def _top(self) -> SheetTop:
        return next(one for one in self._offered.sheets if one.mapping.sheet == self._sheet)

    def _sheet_choice(self) -> QWidget:
        names = [(one.mapping.sheet, one.mapping.sheet) for one in self._offered.sheets]
        combo = Combo(self._desk.look, names, name="Sheet", empty="")
        combo.set_value(self._sheet)

        def choose() -> None:
            self._sheet = combo.value()
            self._draw()

        combo.edited.connect(choose)
        hint = f"All {len(names)} sheets are read. Each has its own columns."
        return Field(self._desk.look, "Sheet", combo, hint=hint, width="name")

    def _draw(self) -> None:
        """Show the columns of the present sheet."""
        look = self._desk.look
        empty_out(self._body)
        self._heads = self._heads_choice()
        self._body.addWidget(self._heads)
        self._problem = column(look, gap=0)
        self._body.addLayout(self._problem)
        self._rows = ColumnRows(look, self._lines(), list(titles().items()))
        self._rows.chosen.connect(self._choose)
        self._body.addWidget(self._rows)
        self._ways = column(look, gap=0)
        self._body.addLayout(self._ways)
        self._left = Label(look, "", ink="ink2")
        self._body.addWidget(self._left)
        self._preview = column(look, gap=8)
        self._body.addLayout(self._preview)
        self._show()

    def _heads_choice(self) -> Field:
        """Ask which row names the columns, with a proposal: titles and remarks may stand above it."""
        top = self._top()
        options = [(str(NO_HEADS), "None: the first row is a service")]
        options += [
            (str(number), f"Row {number + 1}: {cut(next(filter(None, row)), _LONGEST_HEAD)}")
            for number, row in enumerate(top.rows[:_HEADS_AMONG])
            if any(row)
        ]
        combo = Combo(self._desk.look, options, name="Which row names the columns?", empty="")
        combo.set_value(str(top.mapping.head))
        combo.edited.connect(lambda: self._take_head(int(combo.value())))
        return Field(self._desk.look, "Which row names the columns?", combo, width="sentence")

    def _take_head(self, head: int) -> None:
        self._offered = self._offered.with_sheet(self._top().with_head(head))
        self._draw()
        self._heads.take_focus()  # the same question, drawn anew
        self.changed.emit()

    def _lines(self) -> list[ColumnLine]:
        top = self._top()
        shown = top.preview
        lines = []
        for number, code in enumerate(top.mapping.fields):
            cells = [row[number] for row in shown if row[number]]
            head = top.mapping.heads[number]
            if cells or head:
                words = head or f"Column {number + 1}"
                filled = f"{len(cells)} of the first {len(shown)} filled"
                lines.append(ColumnLine(number, words, filled, list(dict.fromkeys(cells))[:_SAMPLES], code))
        return lines

    def _choose(self, number: int, code: str) -> None:
        self._offered = self._offered.with_sheet(self._top().with_field(number, code))
        shown = {one.number for one in self._lines()}
        for place, taken in enumerate(self._top().mapping.fields):  # what only one column can be left another
            if place in shown:
                self._rows.set_code(place, taken)
        empty_out(self._problem)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        """Show what is left out, and the first rows as they would be read."""
        look, top = self._desk.look, self._top()
        out = [one.head for one in self._lines() if not one.code and one.samples]
        self._left.set_text(f"Not taken: {', '.join(map(cut, out))}." if out else "Every filled column is taken.")
        self._show_ways(top)
        empty_out(self._preview)
        self._preview.addWidget(Label(look, "How the first rows are read", "section"))
        rows = RowList(look, "How the first rows are read", [Col("Name", 2), Col("What comes with it", 5)])
        for number, row in enumerate(top.preview):
            rows.add(
                str(number), Words(_of(top, row, "name") or _of(top, row, "organisation") or "No name"), _rest(top, row)
            )
        self._preview.addWidget(rows)

    def _show_ways(self, top: SheetTop) -> None:
        """Ask which way days are written, where a column of days is taken."""
        empty_out(self._ways)
        if not {"checked", "updated"} & set(top.mapping.fields):
            return
        ways = Segments(self._desk.look, _WAYS)
        ways.set_value("mdy" if top.mapping.month_first else "dmy")

        def choose() -> None:
            self._offered = self._offered.with_sheet(self._top().with_month_first(ways.value() == "mdy"))
            self.changed.emit()

        ways.edited.connect(choose)
        self._ways.addWidget(Field(self._desk.look, "How are days written in this sheet?", ways, width="full"))


def _of(top: SheetTop, row: tuple[str, ...], code: str) -> str:
    """Return what a row says in a field, its columns put together."""
    return " ".join(cell for cell, taken in zip(row, top.mapping.fields, strict=True) if taken == code and cell)


def _rest(top: SheetTop, row: tuple[str, ...]) -> str:
    """Return all else that a row says, each with the name of its field."""
    codes = [code for code in dict.fromkeys(top.mapping.fields) if code and code != "name"]
    words = titles()
    return " · ".join(f"{words[code]}: {cut(said)}" for code in codes if (said := _of(top, row, code))) or "Nothing"
