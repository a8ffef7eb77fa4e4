"""A part of a long page that folds away, with a line that says what is in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from workwell_desktop.ui.parts.buttons import does, quiet_button
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, Thing, column, holder, line, reveal, row
from workwell_desktop.ui.style.theme import Look


class Section(QWidget):
    """A heading that opens and folds what stands below it; folded, ``in_short`` says what is in there."""

    def __init__(
        self, look: Look, title: str, *things: Thing, in_short: Callable[[], str], opened: bool = False
    ) -> None:
        super().__init__()
        self.title, self._in_short = title, in_short
        self.turner = quiet_button(look, title, "chevron-right")
        self._short = Label(look, "", "body", ink="ink2")
        self._inside = holder(column(look, *things, gap=16))
        does(self.turner, lambda: self.open(opened=not self.opened))
        head = column(look, row(look, self.turner, STRETCH), self._short, gap=4)
        self.setLayout(column(look, head, self._inside, line(look), gap=12))
        self.opened = not opened
        self.open(opened=opened)

    def open(self, *, opened: bool = True) -> None:
        """Open it, or fold it away."""
        if opened == self.opened:
            return
        self.opened = opened
        reveal(self._inside, opened)
        self.turner.set_icon("chevron-down" if opened else "chevron-right")
        self.turner.setAccessibleDescription("Open" if opened else "Folded away")
        self.tell()

    def tell(self) -> None:
        """Say what is in it while it is folded."""
        words = "" if self.opened else self._in_short()
        self._short.set_text(words)
        reveal(self._short, bool(words))
