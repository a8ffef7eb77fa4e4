"""What the forms for one line of a list share: which line it is, their deeds, and that no key or press loses words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from workwell_desktop.ui.parts.buttons import Button, deed_of_open_fields, does, quiet_button
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.style.theme import Look

_NEW = -1


class LineForm(QWidget):
    """A form that stands in the place of the line it changes, or below the last one for a new line.

    ``kept``, ``left`` and ``taken_out`` say what to do with the line; ``moved`` carries -1 or 1 for up or down.
    """

    words: Field
    edited = Signal()
    kept = Signal()
    left = Signal()
    taken_out = Signal()
    moved = Signal(int)

    def __init__(self) -> None:
        """Begin with no line: only :meth:`stand_for` says which one, and what stood here before."""
        super().__init__()
        self._line: object = None
        self._begun: object = None

    def value(self) -> object:
        """Return what would be kept."""
        raise NotImplementedError

    def typed(self) -> object:
        """Return everything as it is typed and chosen."""
        return self.value()

    def set_value(self, typed: Mapping[str, Any]) -> None:
        """Show what was typed and chosen."""
        raise NotImplementedError

    def check(self) -> bool:
        """Say whether this can be kept; if not, say beside the field why, with the focus in it."""
        raise NotImplementedError

    def stand_for(self, line: object, own: Mapping[str, Any], typed: Mapping[str, Any]) -> None:
        """Stand for a line (``None``: a new one) with its own words, and show what was typed in them since, if any."""
        self._line = line
        self.set_value(own)
        self.note_begun()
        if typed:
            self.set_value(typed)

    def place_in(self, lines: Sequence[object]) -> int:
        """Return where the line of this form stands now, or -1: others may come, go and move while it is open."""
        return place_of(self._line, lines)

    def join(
        self,
        keep: Callable[[], object],
        leave: Callable[[], object],
        take_out: Callable[[], object],
        move: Callable[[int], object],
    ) -> None:
        """Join the form to what its list does when it is kept, left, taken out or moved."""
        self.kept.connect(keep)
        self.left.connect(leave)
        self.taken_out.connect(take_out)
        self.moved.connect(move)

    def changed(self) -> bool:
        """Say whether anything was typed or chosen since the line was opened."""
        return self.typed() != self._begun

    def note_begun(self) -> None:
        """Take what stands here now for what nobody changed yet."""
        self._begun = self.typed()

    def keep(self) -> None:
        """Keep the line, once it can be kept."""
        if self.check():
            self.kept.emit()

    def finish(self) -> bool:
        """Keep what was changed before another line is opened. Return whether that may be opened now."""
        if self.changed():
            if not self.check():
                return False
            self.kept.emit()
        return True

    def show_unfinished(self, sentence: str) -> Field:
        """Put a sentence beside the words, and return their field."""
        self.words.set_error(sentence)
        return self.words

    def unfinished(self) -> str:
        """Return what to do first when words stand here that are in no list yet, or nothing."""
        if not self.changed():
            return ""
        new = self._line is None
        return "Add this line or leave it out first." if new else "Save this line or leave it as it was first."

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc while nothing was changed: words are never thrown away by a key."""
        if event.key() == Qt.Key.Key_Escape and not self.changed():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def deeds(self, look: Look, *, new: bool, up: bool = False, down: bool = False, what: str = "") -> list[Button]:
        """Return the buttons; ``up`` and ``down`` say where the line can move."""
        words = f"{'Add' if new else 'Save'} this {what}".rstrip()
        made = [
            does(deed_of_open_fields(Button(look, words, "compact"), holds=False), self.keep),
            does(quiet_button(look, "Leave it out" if new else "Leave it as it was"), self.left.emit),
        ]
        if up:
            made.append(does(quiet_button(look, "Move up"), lambda: self.moved.emit(-1)))
        if down:
            made.append(does(quiet_button(look, "Move down"), lambda: self.moved.emit(1)))
        if not new:
            made.append(does(quiet_button(look, "Take it out", "trash"), self.taken_out.emit))
        return made


def place_of(line: object, lines: Sequence[object]) -> int:
    """Return where a line itself stands, not one that says the same; -1 when it does not."""
    return next((place for place, one in enumerate(lines) if one is line), _NEW)
