"""The line of time: what to show, words to find, and the lines under their days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.dates import short
from workwell_desktop.casework.history import PAGE, USUAL, HistoryLine, heading, history_page
from workwell_desktop.casework.history_rows import KINDS
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.buttons import quiet_button
from workwell_desktop.ui.parts.columns import Fold
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.layouts import STRETCH, column, holder, reveal, row
from workwell_desktop.ui.parts.line import SearchLine
from workwell_desktop.ui.parts.paged_list import PagedList, RowFacts

_MEMORY = "history.kind"
_EVERYTHING = "everything"


class Timeline(QWidget):
    """``opened`` carries the line that was chosen; ``resized`` says that the fields above the lines came or went.

    What is shown is kept while the program is open.
    """

    opened = Signal(object)
    resized = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show no lines yet."""
        super().__init__(parent)
        self._desk = desk
        look = desk.look
        self._person = 0
        self._lines: dict[str, HistoryLine] = {}
        self._last: HistoryLine | None = None
        self._heading = ""
        self._asked = False  # whether the fields stand open with large text
        self._brief = False
        options = [(_EVERYTHING, "Everything"), *KINDS]
        self.kind = Combo(look, options, empty="")
        self.kind.set_value(desk.memory.get(_MEMORY, _EVERYTHING))
        self.words = SearchLine(look, "Find in the history")
        self.list = PagedList(look, "History", lines=2, flush=True)
        self._empty = Empty(look, "")
        shown = Field(look, "Show", self.kind, width="full")
        sought = Field(look, "Find in the history", self.words, width="full")
        self._narrowing = Fold(look, shown, sought, gap=16)
        self._narrow = quiet_button(look, "Put these away")
        self._narrow.clicked.connect(self.turn)
        self._narrow_row = holder(row(look, self._narrow, STRETCH))
        whole = column(look, self._narrowing, self._narrow_row, self._empty, gap=12)
        whole.addWidget(self.list, 1)
        self.setLayout(whole)
        self.kind.edited.connect(self._filtered)
        self.words.typed.connect(lambda _words: self.reload())
        self.words.down.connect(self.list.setFocus)
        look.changed.connect(self._fit)
        self._fit()
        self.list.opened.connect(lambda key: self.opened.emit(self._lines[key]))

    def turn(self) -> None:
        """With large text, open the two fields or put them away again: they would leave no room for the lines."""
        self._asked = not self._asked
        self._fit()
        if self._asked:
            self.kind.setFocus(Qt.FocusReason.TabFocusReason)

    def _fit(self) -> None:
        large = self._desk.look.large
        reveal(self._narrow_row, self._asked and large)
        reveal(self._narrowing, self._asked or not large)
        self.resized.emit()

    def show_person(self, participant_id: int) -> None:
        """Show the history of this participant; words to find are those of one participant alone."""
        if participant_id != self._person:
            self._person = participant_id
            self.words.clear_search()
        self.reload()

    def set_brief(self, brief: bool) -> None:
        """Give each entry one line with its day, and no heads: in a low window there is room for a few lines only."""
        if brief != self._brief:
            self._brief = brief
            self.list.set_lines(1 if brief else 2)
            if self._person:
                self.reload()

    def reload(self) -> None:
        """Read the first page again; what was chosen stays chosen."""
        self._lines, self._last, self._heading = {}, None, ""
        rows = self._next()
        self.list.show_rows(rows, lambda _offset: self._next())
        reveal(self.list, bool(rows))
        reveal(self._empty, not rows)
        if not rows:
            narrowed = self.words.value() or self.kind.value() != _EVERYTHING
            self._empty.words.set_text(
                "Nothing of this kind is written down, or no line has these words." if narrowed
                else "Nothing is written down yet. Begin with a note or book a meeting."
            )  # fmt: skip

    def _filtered(self) -> None:
        self._desk.memory[_MEMORY] = self.kind.value()
        self.reload()

    def _next(self) -> list[RowFacts]:
        """Read the page behind the last line, and put the days above their lines."""
        if self._lines and self._last is None:
            return []
        chosen = self.kind.value()
        kinds = USUAL if chosen == _EVERYTHING else {chosen}
        after = self._last.place if self._last else None
        found = history_page(self._desk.vault, self._person, kinds=kinds, find=self.words.value(), after=after)
        self._last = found[-1] if len(found) == PAGE else None
        return self._rows(found)

    def _rows(self, found: Sequence[HistoryLine]) -> list[RowFacts]:
        today = self._desk.clock.today()
        rows = []
        for one in found:
            self._lines[one.key] = one
            if self._brief:
                rows.append(_in_one_line(one, today))
                continue
            under = "To come" if one.day > today else heading(one.day, today)
            if under != self._heading:
                self._heading = under
                rows.append(RowFacts(under, under, heading=True))
            rows.append(_facts(one, day_said=under == "To come" or "," not in under))
        return rows


def _in_one_line(one: HistoryLine, today: date) -> RowFacts:
    day = "Today" if one.day == today else short(one.day, today)
    badge, state = one.badge or ("", "")
    return RowFacts(one.key, ", ".join(part for part in (day, one.at, one.title) if part), badge=badge, state=state)


def _facts(one: HistoryLine, *, day_said: bool) -> RowFacts:
    when = [f"{one.day:%A} {one.day.day} {one.day:%B}"] if day_said else []
    second = ", ".join(part for part in (*when, one.at, one.second) if part)
    badge, state = one.badge or ("", "")
    return RowFacts(one.key, one.title, second, badge=badge, state=state)
