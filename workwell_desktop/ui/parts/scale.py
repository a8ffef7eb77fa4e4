"""How much, from 0 to 10: a row of buttons with words under both ends.

sure = Scale(look, "Not sure at all", "Very sure")
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLayout, QSizePolicy

from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, flow, row
from workwell_desktop.ui.parts.segment import Segment
from workwell_desktop.ui.parts.together import OneOf
from workwell_desktop.ui.style.theme import Look


class _Step(Segment):
    """One number of the scale: square, without an icon."""

    def __init__(self, look: Look, number: int) -> None:
        super().__init__(look, str(number), "", first=True, last=True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a square that holds two digits (called by Qt)."""
        side = max(self._look.height("control"), self.minimumSizeHint().width())
        return QSize(side, self._look.height("control"))


def _ends(look: Look, low: str, high: str) -> QLayout:
    low_words, high_words = Label(look, low, "hint"), Label(look, high, "hint")
    high_words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    ends = row(look, gap=24)
    ends.addWidget(low_words, 1)
    ends.addWidget(high_words, 1)
    return ends


class Scale(OneOf):
    """Whole numbers to press, none at first."""

    def __init__(
        self,
        look: Look,
        low: str,
        high: str,
        *,
        name: str = "",
        least: int = 0,
        most: int = 10,
        marks: Sequence[tuple[int, str]] = (),
    ) -> None:
        """Show the numbers from ``least`` to ``most``; ``low`` and ``high`` say what the ends mean.

        With ``marks``, words for numbers between them, each word stands behind its number.
        """
        super().__init__(name)
        self._least = least
        steps = [_Step(look, number) for number in range(least, most + 1)]
        for step in steps:
            self.take(step)
        said = [(least, low), *marks, (most, high)]
        for number, words in said:
            steps[number - least].setAccessibleDescription(words)
        ends: QLayout
        if marks:
            ends = flow(look, *(Label(look, f"{n} {words.lower()}", "hint", wrap=False) for n, words in said), gap=16)
        else:
            ends = _ends(look, low, high)
        self.setLayout(column(look, flow(look, *steps, gap=4), ends, gap=4))
        self._look = look
        self._marked = bool(marks)
        self._fit()
        look.changed.connect(self._fit)

    def value(self) -> int | None:
        """Return the number that is chosen, or nothing."""
        return self.place() + self._least if self.place() >= 0 else None

    def set_value(self, number: int | None) -> None:
        """Choose a number or none. Raises ``ValueError`` for one that is not on the scale."""
        place = -1 if number is None else number - self._least
        if number is not None and not 0 <= place < len(self.buttons()):
            raise ValueError(number)
        self.choose(place)

    def _fit(self) -> None:
        """Stop the end words from drifting away from the ends of the row."""
        if self._marked:
            return
        sides = [button.sizeHint().width() for button in self.buttons()]
        self.setMaximumWidth(sum(sides) + self._look.space(4) * (len(sides) - 1))
