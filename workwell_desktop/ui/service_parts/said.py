"""A field with what the list says below it, as soon as something else stands in the field."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.ui.parts.buttons import does, quiet_button
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, holder, reveal, row
from workwell_desktop.ui.style.theme import Look


class ListSays(QWidget):
    """Shows ``content`` and, where the list says something else, what that is. ``put_back`` asks for the list's."""

    put_back = Signal()

    def __init__(self, look: Look, label: str, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self._words = Label(look, "", "small", ink="ink2")
        back = quiet_button(look, "Put back", "undo")
        back.setAccessibleName(f"Put back: {label}")
        does(back, self.put_back.emit)
        self._below = holder(column(look, self._words, row(look, back, STRETCH), gap=0))
        reveal(self._below, False)
        self.setLayout(column(look, content, self._below, gap=4))

    def first_focus(self) -> QWidget:
        """Return the part that takes the focus for what is shown."""
        find = getattr(self._content, "focus_target", None) or getattr(self._content, "first_focus", None)
        target: QWidget = find() if find is not None else self._content
        return target

    def say(self, words: str) -> None:
        """Show what the list says; nothing takes the line away."""
        self._words.set_text(f"The list says: {words}" if words else "")
        reveal(self._below, bool(words))
