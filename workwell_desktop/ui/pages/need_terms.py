"""The words that speak for a service, each with its weight: a line to change, add or take away, by keys alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.service_need_form import WEIGHTS
from workwell_desktop.ui.parts.buttons import Button, second_button
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.labels import IconText
from workwell_desktop.ui.parts.layouts import STRETCH, column, holder, reveal, row
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.style.theme import Look

_SAID = {0.5: "0.5, a hint", 1.0: "1, a little", 2.0: "2, clearly", 3.0: "3, strongly", 4.0: "4, surely"}
_NEW = "2"


class _Term(NamedTuple):
    """One line: its words, its weight, and the widget that holds both."""

    words: Line
    weight: Combo
    whole: QWidget


class NeedTerms(QWidget):
    """Lines of words with their weights. ``edited`` is sent whenever something is changed."""

    edited = Signal()

    def __init__(self, look: Look) -> None:
        """Show no lines yet."""
        super().__init__()
        self._look = look
        self._lines: list[_Term] = []
        self._below = IconText(look, "octagon-alert", "", ink="bad", role="small_strong")
        reveal(self._below, False)
        self._box = column(look, gap=8)
        self._add = second_button(look, "Add words", "plus")
        self._add.clicked.connect(self._added)
        self.setLayout(column(look, self._box, self._below, row(look, self._add, STRETCH), gap=12))

    def value(self) -> tuple[tuple[str, float], ...]:
        """Return the words and their points, empty lines left out."""
        return tuple((one.words.value(), float(one.weight.value())) for one in self._lines if one.words.value())

    def set_value(self, terms: Sequence[tuple[str, float]]) -> None:
        """Show these lines and no others."""
        for one in list(self._lines):
            self._drop(one)
        for words, points in terms:
            self._put(words, points)

    def set_error(self, sentence: str) -> None:
        """Say what is wrong with the lines, or nothing; the focus goes to the line that is quoted."""
        self._below.set("octagon-alert", sentence, "bad")
        reveal(self._below, bool(sentence))

    def take_focus(self, sentence: str) -> None:
        """Give the focus to the line that a sentence quotes, else to the first one, else to *Add words*."""
        quoted = next((one for one in self._lines if f"“{one.words.value().lower()}”" in sentence), None)
        first = quoted or next(iter(self._lines), None)
        (first.words if first else self._add).setFocus()

    def _put(self, words: str, points: float) -> _Term:
        look, number = self._look, len(self._lines) + 1
        line = Line(look, name=f"Words, line {number}")
        line.set_value(words)
        known = dict.fromkeys([*WEIGHTS, points])
        weight = Combo(look, [(f"{one:g}", _SAID.get(one, f"{one:g}")) for one in sorted(known)], empty="")
        weight.setAccessibleName(f"Weight, line {number}")
        weight.set_value(f"{points:g}")
        away = Button(look, "Remove", "compact")
        away.setAccessibleName(f"Remove line {number}")
        beside = row(look, weight, away, gap=8)
        if look.large:
            beside.addStretch(1)
            whole = holder(column(look, line, beside, gap=4))
        else:
            both = row(look, line, beside, gap=12)
            both.setStretch(0, 1)
            whole = holder(both)
        one = _Term(line, weight, whole)
        away.clicked.connect(partial(self._removed, one))
        line.edited.connect(self.edited)
        weight.edited.connect(self.edited)
        self._lines.append(one)
        self._box.addWidget(whole)
        return one

    def _drop(self, one: _Term) -> None:
        self._lines.remove(one)
        self._box.removeWidget(one.whole)
        one.whole.hide()
        one.whole.deleteLater()

    def _added(self) -> None:
        self._put("", float(_NEW)).words.setFocus()
        self.edited.emit()

    def _removed(self, one: _Term, _checked: bool = False) -> None:
        place = self._lines.index(one)
        self._drop(one)
        follows = self._lines[min(place, len(self._lines) - 1)] if self._lines else None
        (follows.words if follows else self._add).setFocus()
        self.edited.emit()
