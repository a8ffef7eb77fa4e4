"""The rows of a meeting's agenda: the participant's own point, and each of the others with its tick."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from workwell_desktop.casework.agenda import Point
from workwell_desktop.ui.parts.buttons import Button, quiet_button
from workwell_desktop.ui.parts.choices import Check
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, reveal, row
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.style.theme import Look

DONE = "Talked about it"


class OwnRow(QWidget):
    """What the participant would like to talk about, in their words, and a tick once there are some."""

    edited = Signal()

    def __init__(self, look: Look, question: str, point: Point) -> None:
        """Ask ``question``; show what was answered so far."""
        super().__init__()
        self._said = Line(look, name=question)
        self._said.set_value(point.words)
        self._done = Check(look, DONE)
        self._done.set_value(point.done)
        self._done.setAccessibleName(f"{DONE}: their own point")
        asked = Label(look, question, "small_strong", wrap=look.large)
        asked.setBuddy(self._said)
        if look.large:
            self.setLayout(column(look, asked, self._said, self._done, gap=4, margins=(0, 0, 0, 4)))
        else:
            inside = row(look, asked, gap=12, margins=(0, 0, 0, 4))
            inside.addWidget(self._said, 1)
            inside.addWidget(self._done)
            self.setLayout(inside)
        self._said.edited.connect(self._typed)
        self._done.edited.connect(self.edited)
        self._typed(tell=False)

    def words(self) -> str:
        """Return what was typed."""
        return self._said.value().strip()

    def done(self) -> bool:
        """Say whether it was talked about."""
        return bool(self.words()) and self._done.value()

    def _typed(self, *, tell: bool = True) -> None:
        reveal(self._done, bool(self.words()))
        if tell:
            self.edited.emit()


class AgendaRow(QWidget):
    """One point with its tick, the way to its place, and a quiet menu to move it or take it out.

    Alt with the up or down arrow moves it, too.
    """

    ticked = Signal(bool)
    moved = Signal(int)
    removed = Signal()
    place_wanted = Signal()

    def __init__(self, look: Look, point: Point, *, first: bool, last: bool) -> None:
        """Show a point; ``first`` cannot go up, ``last`` cannot go down."""
        super().__init__()
        self._first, self._last = first, last
        self.tick = Check(look, point.words)
        self.tick.set_value(point.done)
        self.tick.edited.connect(lambda: self.ticked.emit(self.tick.value()))
        deeds = row(look, gap=12)
        if point.tab >= 0:
            there = quiet_button(look, "Go there")
            there.setAccessibleName(f"Go there: {point.words}")
            there.clicked.connect(self.place_wanted)
            deeds.addWidget(there)
        deeds.addWidget(self._changer(look, point))
        if look.large:
            deeds.addStretch(1)
            self.setLayout(column(look, self.tick, deeds, gap=0))
        else:
            inside = row(look, gap=12)
            inside.addWidget(self.tick, 1)
            inside.addLayout(deeds)
            self.setLayout(inside)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the point with Alt and an arrow."""
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if by and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move(by)
        else:
            super().keyPressEvent(event)

    def _changer(self, look: Look, point: Point) -> Button:
        button = Button(look, "Change", "quiet", "chevron-down")
        button.setAccessibleName(f"Change: {point.words}")
        menu = QMenu(button)
        menu.setAccessibleName(button.accessibleName())
        deeds = (
            ("Move up", not self._first, lambda: self._move(-1)),
            ("Move down", not self._last, lambda: self._move(1)),
            ("Take it out", True, self.removed.emit),
        )
        for word, can, deed in deeds:
            action = QAction(word, menu)
            action.setEnabled(can)
            action.triggered.connect(deed)
            menu.addAction(action)
        button.setMenu(menu)
        return button

    def _move(self, by: int) -> None:
        if not (self._first if by < 0 else self._last):
            self.moved.emit(by)
