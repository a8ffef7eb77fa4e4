"""What is ticked, in words above the list; each can be taken off again there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.ui.parts.buttons import Button
from workwell_desktop.ui.parts.layouts import empty_out, flow
from workwell_desktop.ui.style.theme import Look

Key = tuple[str, str]


class TickedWords(QWidget):
    """A line of words, hidden while nothing is ticked. ``taken_off`` carries the kind and the code of one."""

    taken_off = Signal(str, str)

    def __init__(self, look: Look) -> None:
        """Show nothing yet."""
        super().__init__()
        self._look = look
        self._shown: tuple[tuple[Key, str], ...] = ()
        self._flow = flow(look, gap=8, lines=4)
        self.setLayout(self._flow)
        self.hide()

    def show_words(self, words: Sequence[tuple[Key, str]]) -> None:
        """Show these words; the keyboard goes on with the one that now stands where one was taken off."""
        if tuple(words) == self._shown:
            return
        focused = next((n for n, button in enumerate(self._buttons()) if button.hasFocus()), -1)
        self._shown = tuple(words)
        empty_out(self._flow)
        for (kind, code), said in words:
            button = Button(self._look, said, "compact", "cross")
            button.setAccessibleName(f"Take off {said}")
            button.clicked.connect(partial(self._take_off, kind, code))
            self._flow.addWidget(button)
        self.setVisible(bool(words))
        if focused >= 0 and words:
            self._buttons()[min(focused, len(words) - 1)].setFocus()

    def _buttons(self) -> list[Button]:
        found = [self._flow.itemAt(number) for number in range(self._flow.count())]
        return [one.widget() for one in found if one is not None and isinstance(one.widget(), Button)]  # type: ignore[misc]  # a button, as asked

    def _take_off(self, kind: str, code: str) -> None:
        self.taken_off.emit(kind, code)
