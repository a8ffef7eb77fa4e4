"""The bar below a tab: what was kept at the left, at most three buttons at the right.

bar = BottomBar(look)
bar.set_kept("Kept at 11:18. Nothing is lost if you lock or close.")
bar.set_buttons(print_button, agree_button)
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy

from workwell_desktop.ui.parts.buttons import Button
from workwell_desktop.ui.parts.drawn import line_width
from workwell_desktop.ui.parts.labels import IconText
from workwell_desktop.ui.parts.layouts import Row, column, line, reveal, row
from workwell_desktop.ui.parts.stops import again
from workwell_desktop.ui.style.theme import Look

MOST = 3
_LEAST_WORDS = 40  # pixels at 100 % text: the icon before the words, and air
_BESIDE = 140  # pixels at 100 % text: what words that wrap need beside the buttons


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
        self._inside = row(look, gap=24, margins=(32, 12, 32, 12))
        self._inside.addWidget(self._kept, 1, Qt.AlignmentFlag.AlignVCenter)
        self._inside.addStretch(0)
        self._inside.addLayout(self._buttons)
        self.setLayout(column(look, line(look), self._inside, gap=0))
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
        self._turn()

    def kept(self) -> str:
        """Return what the bar says."""
        return self._said[1]

    def set_buttons(self, *buttons: Button) -> None:
        """Show these buttons instead, the main one last. Raises ``ValueError`` for more than three.

        When one that goes had the focus, the new main button gets it.
        """
        if len(buttons) > MOST:
            raise ValueError("at most three buttons")
        reason = None
        while (item := self._buttons.takeAt(0)) is not None:
            old = item.widget()
            if old is not None and old not in buttons:
                reason = again(old) if old.hasFocus() else reason
                old.hide()
                old.deleteLater()
        for button in buttons:
            self._buttons.addWidget(button)
            reveal(button, True)
        if reason is not None and buttons:
            buttons[-1].show()  # at once: what is not in sight yet takes no focus
            buttons[-1].setFocus(reason)
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn when the room for words and buttons side by side comes or goes."""
        super().resizeEvent(event)
        self._turn()

    def minimumSizeHint(self) -> QSize:
        """Return the size that the buttons need; the words go above them when there is no more room (called by Qt)."""
        margins = self._inside.contentsMargins()
        narrowest = self._buttons.minimumSize().width() + margins.left() + margins.right()
        return QSize(narrowest, super().minimumSizeHint().height())

    def _turn(self) -> None:
        """Put what was kept above the buttons where large text or a narrow window leaves too little room beside."""
        margins = self._inside.contentsMargins()
        said = line_width(self._kept.words.font(), self._kept.words.text()) + self._look.px(_LEAST_WORDS)
        said = said if self._look.large else min(said, self._look.px(_BESIDE))
        room = self.width() - margins.left() - margins.right() - self._look.space(24)
        beside = said + self._buttons.sizeHint().width() <= room or self._buttons.count() == 0
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._inside.direction() != way:
            self._inside.setDirection(way)
            self._inside.setAlignment(self._buttons, Qt.AlignmentFlag(0) if beside else Qt.AlignmentFlag.AlignRight)
            self._inside.set_spaces(24 if beside else 8, (32, 12, 32, 12))
            whole = self.layout()
            if whole is not None:
                whole.invalidate()  # Qt does not tell the box around a box that it was turned
            self.updateGeometry()

    def _fit(self) -> None:
        self.setMinimumHeight(self._look.height("bar"))
        self.set_kept(self._said[1], self._said[0], self._said[2])
