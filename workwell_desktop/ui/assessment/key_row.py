"""One question of a filled-in paper as it is keyed: its number, a short line for the key, what was keyed in words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from workwell_desktop.casework.paper_keys import keyed_words, read_keyed, sign_of, signs_at_once
from workwell_desktop.forms import Answer, Item
from workwell_desktop.ui.parts.fields import announce
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import row
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.style.theme import Look

_SHORT = 64  # letters of a question: the paper beside the coach has the whole
_KEYS = 72  # pixels at 100 % text: two figures and air
_AIR = (0, 5, 0, 5)
_WORDS = {"text", "longtext"}
NOT_DUE = "Not asked here"


class KeyLine(Line):
    """A line for one key. ``keyed``: a key answered, or Enter; ``stepped``: to the next (1) or last (-1) question."""

    keyed = Signal()
    stepped = Signal(int)
    entered = Signal()

    def __init__(self, look: Look, name: str, at_once: frozenset[str], *, letters: bool) -> None:
        """Show an empty line; ``at_once`` are keys that need no Enter, ``letters``: anything else can be typed too."""
        super().__init__(look, name=name)
        self._at_once, self._letters = at_once, letters

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a key: an answer at once, an arrow to another question, Enter, or a letter to be typed."""
        sign = event.text().upper()
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.keyed.emit()
        elif sign and sign in self._at_once:
            self.setText(sign)
            self.keyed.emit()
        elif sign.isalpha() and not self._letters:
            self.setText(sign)
            self.selectAll()
            self.keyed.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark what stands here, so that the next key takes its place."""
        super().focusInEvent(event)
        self.selectAll()
        self.entered.emit()


class KeyRow(QWidget):
    """One question. ``answered`` is sent when a key came to an answer, the others as of its line."""

    answered = Signal()
    edited = Signal()
    stepped = Signal(int)
    entered = Signal()

    def __init__(self, look: Look, number: int, item: Item, today: date) -> None:
        """Show the question, not answered yet."""
        super().__init__()
        self._look, self.item, self.number, self._today = look, item, number, today
        self.answer: Answer = None
        self.problem = ""
        self._due = True
        short = item.text if len(item.text) <= _SHORT else f"{item.text[:_SHORT].rsplit(' ', 1)[0]} …"
        words = item.kind in {*_WORDS, "date"}
        self.line = KeyLine(look, f"{number}. {item.text}", signs_at_once(item), letters=words)
        self._wide = words
        self._question = Label(look, f"{number}. {short}")
        self._said = Label(look, "", "medium")
        beside = row(look, gap=16)
        beside.addWidget(self.line, 3 if words else 0)
        beside.addWidget(self._said, 4)
        self._box = row(look, gap=16, margins=_AIR)
        self._box.addWidget(self._question, 1)
        self._box.addLayout(beside, 1)
        self.setLayout(self._box)
        self.line.keyed.connect(self._keyed)
        self.line.left.connect(self._left)
        self.line.edited.connect(self.edited)
        self.line.stepped.connect(self.stepped)
        self.line.entered.connect(self.entered)
        look.changed.connect(self._fit)
        self._fit()

    @property
    def open(self) -> bool:
        """Say whether an answer is still to be keyed."""
        return self._due and self.answer is None

    @property
    def refused(self) -> bool:
        """Say whether what stands in the line is no answer, whatever was keyed before."""
        return self._due and bool(read_keyed(self.item, self.line.text(), self._today).problem)

    @property
    def due(self) -> bool:
        """Say whether the question is asked, given the earlier answers."""
        return self._due

    @property
    def standing(self) -> Answer:
        """Return the answer as it stands in the line, read or not; words as they are typed so far.

        What is no answer here leaves the one that was keyed before.
        """
        if not self._unread:
            return self.answer
        found = read_keyed(self.item, self.line.text(), self._today)
        if found.problem and self.item.kind in _WORDS:
            return self.line.text().strip()  # too long: that is said when it is read, and nothing is lost until then
        return self.answer if found.problem else found.answer

    @property
    def _unread(self) -> bool:
        return self.line.text() != sign_of(self.item, self.answer)

    def take_in(self) -> bool:
        """Read what stands in the line and was not read yet. Return whether that changed the answer."""
        before = self.answer
        return self._unread and self._read() and self.answer != before

    def show_answer(self, answer: Answer) -> None:
        """Show an answer that was kept before."""
        self.answer, self.problem = answer, ""
        self.line.setText(sign_of(self.item, answer))
        self._tell()

    def set_due(self, *, due: bool) -> None:
        """Ask the question, or say that it is not asked because of an earlier answer."""
        self._due = due
        self.line.setEnabled(due)
        self._tell()

    def set_problem(self, sentence: str) -> None:
        """Say beside the line what is missing or wrong."""
        self.problem = sentence
        self._tell()
        announce(self.line, sentence)

    def take_focus(self) -> None:
        """Give the focus to the line."""
        self.line.setFocus(Qt.FocusReason.TabFocusReason)

    def _keyed(self) -> None:
        """Read what was keyed; an answer sends the coach to the next question, anything else stays."""
        before = self.answer
        if not self._read():
            self.line.selectAll()
            announce(self.line, self.problem)
        elif self.answer is None and before is None:
            self.stepped.emit(1)
        else:
            announce(self.line, keyed_words(self.item, self.answer))
            self.answered.emit()

    def _left(self) -> None:
        """Take what was typed when the focus goes elsewhere, as after Tab or a click."""
        if self._unread and not self.line.hasFocus() and self._read():
            self.answered.emit()

    def _read(self) -> bool:
        found = read_keyed(self.item, self.line.text(), self._today)
        self.problem = found.problem
        if not found.problem:
            self.answer = found.answer
        self._tell()
        return not found.problem

    def _tell(self) -> None:
        words = NOT_DUE if not self._due else self.problem or keyed_words(self.item, self.answer)
        self._said.set_ink("bad" if self.problem and self._due else "ink2" if not self._due else "ink")
        self._said.set_text(words)
        self.line.setAccessibleDescription(words)

    def _fit(self) -> None:
        large = self._look.large
        self._box.setDirection(QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight)
        self._box.set_spaces(4 if large else 16, _AIR)
        self.line.setMaximumWidth(self._look.width("sentence") if self._wide else self._look.px(_KEYS))
