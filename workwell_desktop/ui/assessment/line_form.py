"""What the forms for one line of a list have in common: their deeds, and Esc while nothing was changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from workwell_desktop.ui.parts.buttons import Button, deed_of_open_fields, does, quiet_button
from workwell_desktop.ui.style.theme import Look


class LineForm(QWidget):
    """A form that stands in the place of the line it changes, or below the last one for a new line.

    ``kept``, ``left`` and ``taken_out`` say what to do with the line; ``moved`` carries -1 or 1 for up or down.
    """

    edited = Signal()
    kept = Signal()
    left = Signal()
    taken_out = Signal()
    moved = Signal(int)

    def __init__(self) -> None:
        """Begin with nothing to compare: only :meth:`begin` says what stood here before."""
        super().__init__()
        self._begun: object = None

    def value(self) -> object:
        """Return what would be kept."""
        raise NotImplementedError

    def typed(self) -> object:
        """Return everything as it is typed and chosen."""
        return self.value()

    def begin(self) -> None:
        """Note what stands here now; the form itself gives the focus to its first field."""
        self._begun = self.typed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc while nothing was changed: words are never thrown away by a key."""
        if event.key() == Qt.Key.Key_Escape and self.typed() == self._begun:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def deeds(
        self, look: Look, keep: Callable[[], object], *, new: bool, up: bool = False, down: bool = False, what: str = ""
    ) -> list[Button]:
        """Return the buttons; ``keep`` looks at the fields first, ``up`` and ``down`` say where the line can move."""
        words = f"{'Add' if new else 'Save'} this {what}".rstrip()
        made = [
            does(deed_of_open_fields(Button(look, words, "compact"), holds=False), keep),
            does(quiet_button(look, "Leave it out" if new else "Leave it as it was"), self.left.emit),
        ]
        if up:
            made.append(does(quiet_button(look, "Move up"), lambda: self.moved.emit(-1)))
        if down:
            made.append(does(quiet_button(look, "Move down"), lambda: self.moved.emit(1)))
        if not new:
            made.append(does(quiet_button(look, "Take it out", "trash"), self.taken_out.emit))
        return made
