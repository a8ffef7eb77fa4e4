"""Several buttons that are one control: one name, one focus, one answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget


class Together(QWidget):
    """A control made of several. A label's Alt letter leads to it, and it hands the focus on without a click."""

    edited = Signal()

    def __init__(self, name: str) -> None:
        """Hold nothing yet; ``name`` is the accessible name."""
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # never a stop of Tab itself

    def first_focus(self) -> QWidget:
        """Return the part that takes the focus for the whole."""
        raise NotImplementedError

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on."""
        self.first_focus().setFocus(event.reason())


class OneOf(Together):
    """One of several buttons, none at first. ``edited`` is sent only when a person chose another one."""

    def __init__(self, name: str) -> None:
        """Hold no button yet."""
        super().__init__(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idClicked.connect(self._clicked)
        self._last = -1

    def take(self, button: QAbstractButton) -> None:
        """Add a button at the end."""
        self._group.addButton(button, len(self._group.buttons()))

    def buttons(self) -> list[QAbstractButton]:
        """Return the buttons in their order."""
        return self._group.buttons()

    def place(self) -> int:
        """Return the place of the chosen button, or -1."""
        return self._group.checkedId()

    def choose(self, place: int) -> None:
        """Choose a button by its place, or none for -1. Nothing is sent."""
        self._group.setExclusive(False)
        for number, button in enumerate(self._group.buttons()):
            button.setChecked(number == place)
        self._group.setExclusive(True)
        self._last = place

    def first_focus(self) -> QWidget:
        """Return the chosen button, or the first."""
        return self._group.checkedButton() or self._group.buttons()[0]

    def _clicked(self, place: int) -> None:
        if place != self._last:
            self._last = place
            self.edited.emit()
