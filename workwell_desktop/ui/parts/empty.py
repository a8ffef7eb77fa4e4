"""Where the content would be: one sentence, one button to begin.

Empty(look, "No steps yet. Ask Jo what would help first.", "Add a step", add_step)
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from workwell_desktop.ui.parts.buttons import Button
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, row
from workwell_desktop.ui.style.theme import Look


class Empty(QWidget):
    """One sentence that says what will be here, and a way to begin."""

    def __init__(self, look: Look, sentence: str, deed: str = "", on_deed: Callable[[], object] | None = None) -> None:
        """Show the sentence; the button only with a deed."""
        super().__init__()
        self.words = Label(look, sentence, ink="ink2")
        self.button: Button | None = None
        box = column(look, self.words, gap=8, margins=(0, 8, 0, 8))
        if deed and on_deed is not None:
            call = on_deed
            self.button = Button(look, deed, "second")
            self.button.clicked.connect(lambda: call())  # noqa: PLW0108  (clicked carries a flag that the deed does not take)
            box.addLayout(row(look, self.button, STRETCH))
        self.setLayout(box)

    def text(self) -> str:
        """Return the sentence."""
        return self.words.text()
