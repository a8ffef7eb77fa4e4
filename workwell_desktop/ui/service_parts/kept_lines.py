"""Opening times of a list that no week can say: kept as they are, each to be taken away and brought back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.service_typing import kept_words
from workwell_desktop.ui.parts.buttons import Button, does, quiet_button
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, empty_out, holder, put, reveal, row
from workwell_desktop.ui.style.theme import Look


class KeptLines(QWidget):
    """Shows those lines in words. ``value()`` are the ones that stay, as JSON of the record's."""

    edited = Signal()

    def __init__(self, look: Look, today: date) -> None:
        super().__init__()
        self._look, self._today = look, today
        self._lines: list[tuple[Mapping[str, Any], Label, Button]] = []
        self._gone: set[int] = set()
        self._box = column(look, gap=4)
        self._head = Label(look, "Kept as the list says it, since a week cannot say it:", "small", ink="ink2")
        self.setLayout(column(look, self._head, self._box, gap=4))
        self.set_value([])

    def value(self) -> list[Mapping[str, Any]]:
        """Return the lines that stay."""
        return [line for number, (line, _, _) in enumerate(self._lines) if number not in self._gone]

    def set_value(self, lines: Sequence[Mapping[str, Any]]) -> None:
        """Show other lines."""
        empty_out(self._box)
        self._lines, self._gone = [], set()
        for number, line in enumerate(lines):
            words = Label(self._look, kept_words(line, self._today))
            button = quiet_button(self._look, "Take away", "trash")
            does(button, partial(self._turn, number))
            self._lines.append((line, words, button))
            put(self._box, holder(column(self._look, words, row(self._look, button, STRETCH), gap=0)))
            self._say(number)
        reveal(self, bool(lines))

    def _turn(self, number: int) -> None:
        self._gone ^= {number}
        self._say(number)
        self.edited.emit()

    def _say(self, number: int) -> None:
        line, words, button = self._lines[number]
        said, gone = kept_words(line, self._today), number in self._gone
        words.set_text(f"Taken away when you save: {said}" if gone else said)
        button.set_text("Bring it back" if gone else "Take away")
        button.set_icon("undo" if gone else "trash")
        button.setAccessibleName(f"{'Bring back' if gone else 'Take away'}: {said}")
