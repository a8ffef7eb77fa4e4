"""How much, from 0 to 10: a row of buttons with words under both ends.

sure = Scale(look, "Not sure at all", "Very sure")
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, flow, row
from workwell_desktop.ui.parts.segment import Segment
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


class Scale(QWidget):
    """Whole numbers to press, none at first."""

    edited = Signal()

    def __init__(self, look: Look, low: str, high: str, *, name: str = "", least: int = 0, most: int = 10) -> None:
        """Show the numbers from ``least`` to ``most``; ``low`` and ``high`` say what the ends mean."""
        super().__init__()
        self.setAccessibleName(name)
        self._least = least
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idClicked.connect(self._clicked)
        self._last = -1
        steps = [_Step(look, number) for number in range(least, most + 1)]
        for number, step in enumerate(steps):
            self._group.addButton(step, number)
        steps[0].setAccessibleDescription(low)
        steps[-1].setAccessibleDescription(high)
        low_words, high_words = Label(look, low, "hint"), Label(look, high, "hint")
        high_words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        ends = row(look, gap=24)
        ends.addWidget(low_words, 1)
        ends.addWidget(high_words, 1)
        self.setLayout(column(look, flow(look, *steps, gap=4), ends, gap=4))
        self._look = look
        self._fit()
        look.changed.connect(self._fit)

    def value(self) -> int | None:
        """Return the number that is chosen, or nothing."""
        number = self._group.checkedId()
        return number + self._least if number >= 0 else None

    def set_value(self, number: int | None) -> None:
        """Choose a number or none. Raises ``ValueError`` for one that is not on the scale."""
        buttons = self._group.buttons()
        place = -1 if number is None else number - self._least
        if number is not None and not 0 <= place < len(buttons):
            raise ValueError(number)
        self._group.setExclusive(False)
        for index, button in enumerate(buttons):
            button.setChecked(index == place)
        self._group.setExclusive(True)
        self._last = place

    def first_focus(self) -> QWidget:
        """Return the button that takes the focus for the whole: the chosen one, or the first."""
        return self._group.checkedButton() or self._group.buttons()[0]

    def _clicked(self, number: int) -> None:
        if number != self._last:
            self._last = number
            self.edited.emit()

    def _fit(self) -> None:
        """Stop the end words from drifting away from the ends of the row."""
        sides = [button.sizeHint().width() for button in self._group.buttons()]
        self.setMaximumWidth(sum(sides) + self._look.space(4) * (len(sides) - 1))
