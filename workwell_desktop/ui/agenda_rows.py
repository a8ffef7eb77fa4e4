"""The rows of a meeting's agenda: the participant's own point, and each of the others with its tick."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.agenda import Point
from workwell_desktop.casework.tabs import TAB_WORDS
from workwell_desktop.ui.parts.buttons import quiet_button
from workwell_desktop.ui.parts.choices import Check
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, flow, holder, reveal, row
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.plan.rows import OpenRow
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

    def take_focus(self) -> None:
        """Begin here: the participant speaks first."""
        self._said.setFocus(Qt.FocusReason.OtherFocusReason)

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
    """One point with its tick; its words lead to its place. While the agenda is changed, it can be moved or taken out.

    Alt with the up or down arrow moves it at any time.
    """

    ticked = Signal(bool)
    moved = Signal(int)
    removed = Signal()
    place_wanted = Signal()

    def __init__(self, look: Look, point: Point, *, first: bool, last: bool, changing: bool = False) -> None:
        """Show a point; ``first`` cannot go up, ``last`` cannot go down. ``changing`` shows the buttons for that."""
        super().__init__()
        self._first, self._last = first, last
        self.words = point.words
        self.tick = Check(look, "" if 0 <= point.tab < len(TAB_WORDS) else point.words)
        self.tick.setAccessibleName(f"{DONE}: {point.words}")
        self.tick.setToolTip(DONE)
        self.tick.set_value(point.done)
        self.tick.edited.connect(lambda: self.ticked.emit(self.tick.value()))
        inside = row(look, gap=0)
        if 0 <= point.tab < len(TAB_WORDS):
            words = Label(look, point.words)
            opener = OpenRow(
                look, point.words, f"Open the {TAB_WORDS[point.tab]}", row(look, words, gap=0), title=words
            )
            opener.clicked.connect(self.place_wanted)
            inside.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
            inside.addWidget(opener, 1)
        else:
            inside.addWidget(self.tick, 1)
        if changing and look.large:
            self.setLayout(column(look, inside, self._deeds(look, point), gap=0))
            return
        if changing:
            inside.addWidget(self._deeds(look, point))
        self.setLayout(inside)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the point with Alt and an arrow."""
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if by and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move(by)
        else:
            super().keyPressEvent(event)

    def _deeds(self, look: Look, point: Point) -> QWidget:
        deeds = (
            ("Up", "Move up", not self._first, lambda: self._move(-1)),
            ("Down", "Move down", not self._last, lambda: self._move(1)),
            ("Take it out", "Take it out", True, self.removed.emit),
        )
        buttons = []
        for word, name, can, deed in deeds:
            button = quiet_button(look, word)
            button.setAccessibleName(f"{name}: {point.words}")
            button.setEnabled(can)
            button.clicked.connect(deed)
            buttons.append(button)
        return holder(flow(look, *buttons, gap=4) if look.large else row(look, *buttons, gap=4))

    def _move(self, by: int) -> None:
        if not (self._first if by < 0 else self._last):
            self.moved.emit(by)
