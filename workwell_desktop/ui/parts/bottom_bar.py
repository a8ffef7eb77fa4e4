"""The bar below a tab: what was kept at the left, at most three buttons at the right.

bar = BottomBar(look)
bar.set_kept("Kept at 11:18. Nothing is lost if you lock or close.")
bar.set_buttons(print_button, agree_button)
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy

from workwell_desktop.ui.parts.buttons import Button
from workwell_desktop.ui.parts.labels import IconText
from workwell_desktop.ui.parts.layouts import Row, column, line, reveal, row
from workwell_desktop.ui.style.theme import Look

MOST = 3


class BottomBar(QFrame):
    """Says that nothing is lost, and holds the deeds of the tab; the main one stands last."""

    def __init__(self, look: Look) -> None:
        """Show an empty bar."""
        super().__init__()
        self.setProperty("ground", "sunk")
        self._kept = IconText(look, "tick-circle", "", ink="ink2", role="small")
        self._said = ("tick-circle", "", "ink2")
        reveal(self._kept, False)
        self._buttons: Row = row(look, gap=12)
        inside = row(look, gap=24, margins=(32, 12, 32, 12))
        inside.addWidget(self._kept, 1, Qt.AlignmentFlag.AlignVCenter)
        inside.addStretch(0)
        inside.addLayout(self._buttons)
        self.setLayout(column(look, line(look), inside, gap=0))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._look = look
        look.changed.connect(self._fit)
        self._fit()

    def set_kept(self, words: str, icon: str = "tick-circle", ink: str = "ink2") -> None:
        """Say when the last word was kept, or what is missing."""
        self._said = (icon, words, ink)
        # With large text only the first sentence is shown; a screen reader still says the whole.
        first = words.split(". ", maxsplit=1)[0]
        self._kept.set(icon, first if self._look.large else words, ink)
        self._kept.words.setAccessibleName(words)
        reveal(self._kept, bool(words))

    def kept(self) -> str:
        """Return what the bar says."""
        return self._said[1]

    def set_buttons(self, *buttons: Button) -> None:
        """Show these buttons instead, the main one last. Raises ``ValueError`` for more than three."""
        if len(buttons) > MOST:
            raise ValueError("at most three buttons")
        while (item := self._buttons.takeAt(0)) is not None:
            old = item.widget()
            if old is not None and old not in buttons:
                old.hide()
                old.deleteLater()
        for button in buttons:
            self._buttons.addWidget(button)
            reveal(button, True)

    def _fit(self) -> None:
        self.setMinimumHeight(self._look.height("bar"))
        self.set_kept(self._said[1], self._said[0], self._said[2])
