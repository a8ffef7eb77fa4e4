"""What stands above the Intake while words wait there that are not saved, and the way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from workwell_desktop.ui.parts.layouts import column, empty_out, holder
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.style.theme import Look

Done = Callable[[], object]


class Begun(QWidget):
    """Says nothing, or that words are not saved yet."""

    def __init__(self, look: Look) -> None:
        """Say nothing yet."""
        super().__init__()
        self._look = look
        self._box = column(look, gap=0)
        self.setLayout(self._box)

    def say_nothing(self) -> None:
        """Take the notice away."""
        empty_out(self._box)

    def say_unsaved(self, drop: Done) -> None:
        """Say that some words about somebody known are not saved."""
        point = "Some words here are not saved yet."
        self._say(Notice(self._look, "note", point, deeds=[("Go back to what is saved", drop)]))

    def _say(self, notice: Notice) -> None:
        empty_out(self._box)
        self._box.addWidget(holder(column(self._look, notice, margins=(24, 12, 24, 12))))
