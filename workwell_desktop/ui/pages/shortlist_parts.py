"""What the page of a shortlist is drawn with: a service on the list, and services beside each other."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.service_compare import CompareRow, Comparison
from workwell_desktop.casework.shortlist import Shortlisted
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.buttons import Button, does, quiet_button
from workwell_desktop.ui.parts.choices import Check
from workwell_desktop.ui.parts.labels import IconText, Label
from workwell_desktop.ui.parts.layouts import Column, column, flow, holder, line, reveal, row
from workwell_desktop.ui.parts.rows import Col, RowList
from workwell_desktop.ui.style.theme import Look

_STEPS = {"Alt+Up": -1, "Alt+Down": 1}
DIFFERS = "Differs"


class ListedRow(QWidget):
    """One service of the list. ``moved`` carries -1 or 1; ``taken_off`` nothing; ``why_wanted`` whether it is printed.

    Alt with the arrow up or down moves it, wherever in it the focus is.
    """

    moved = Signal(int)
    taken_off = Signal()
    why_wanted = Signal(bool)

    def __init__(self, look: Look, number: int, one: Shortlisted, *, last: bool, compared: bool) -> None:
        super().__init__()
        facts = one.facts
        head = row(look, gap=12)
        head.addWidget(Label(look, f"{number}. {facts.name}", "section"), 1)
        head.addWidget(Badge(look, facts.checked.rstrip("."), "waiting" if facts.stale else "done"))
        box = column(look, head, gap=8, margins=(0, 16, 0, 16))
        if facts.what:
            box.addWidget(Label(look, facts.what))
        small = " · ".join(said.rstrip(".") for said in (facts.how_far, facts.ways, facts.cost) if said)
        if small:
            box.addWidget(Label(look, small, "small", ink="ink2"))
        if one.why:
            why = Check(look, "Print why it was suggested", self._why_words(one))
            why.set_value(one.why_printed)
            why.setAccessibleDescription(facts.name)
            why.edited.connect(lambda: self.why_wanted.emit(why.value()))
            box.addWidget(why)
        self.compare = Check(look, "Compare this one")
        self.compare.set_value(compared)
        self.compare.setAccessibleDescription(facts.name)
        self.up = self._button(look, "Move up", facts.name, -1, shown=number > 1)
        self.down = self._button(look, "Move down", facts.name, 1, shown=not last)
        off = does(quiet_button(look, "Take off", "trash"), self.taken_off.emit)
        off.setAccessibleDescription(facts.name)
        box.addLayout(flow(look, self.compare, self.up, self.down, off))
        self.setLayout(box)
        for keys, by in _STEPS.items():  # a shortcut: a button takes the arrows for itself
            key = QShortcut(QKeySequence(keys), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(partial(self.moved.emit, by))

    def _why_words(self, one: Shortlisted) -> str:
        instead = (
            f" Without the tick it says: “{one.plain}”" if one.plain else " Without the tick no reason is printed."
        )
        return f"{' '.join(one.why)}{instead}"

    def _button(self, look: Look, words: str, name: str, by: int, *, shown: bool) -> Button:
        button = does(quiet_button(look, words), lambda: self.moved.emit(by))
        button.setAccessibleDescription(name)
        button.setToolTip("Alt and the arrow up" if by < 0 else "Alt and the arrow down")
        reveal(button, shown)
        return button


def comparison_view(look: Look, found: Comparison) -> QWidget:
    """Return services beside each other, a row for each thing; with large text one thing below the other."""
    return _below(look, found) if look.large else _beside(look, found)


def _beside(look: Look, found: Comparison) -> QWidget:
    columns = [Col("", 2), *(Col(name, 3) for name in found.names)]
    table = RowList(look, "Services beside each other", columns, narrow=0)
    for one in found.rows:
        head = holder(column(look, Label(look, one.label, "strong"), _marked(look, one), gap=2, margins=(0, 10, 0, 10)))
        table.add(one.label, head, *one.values)
    return table


def _below(look: Look, found: Comparison) -> QWidget:
    box: Column = column(look, gap=12)
    for one in found.rows:
        box.addLayout(column(look, Label(look, one.label, "section"), _marked(look, one), gap=4))
        if not one.differs:
            box.addWidget(Label(look, one.values[0]))
        for name, value in zip(found.names, one.values, strict=True) if one.differs else ():
            box.addLayout(column(look, Label(look, name, "strong"), Label(look, value), gap=0))
        box.addWidget(line(look))
    return holder(box)


def _marked(look: Look, one: CompareRow) -> QWidget:
    """Return the mark of what differs: a shape and a word, never a colour alone."""
    if one.differs:
        return IconText(look, "half", DIFFERS, ink="note", role="small_strong")
    return Label(look, "The same", "small", ink="ink2")
