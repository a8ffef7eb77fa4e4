"""Hands that have a keyboard and no mouse: Tab goes to what a screen reader would name, keys do the rest.

``tests/journeys/day.py`` clicks. Here whatever Tab, the arrows and the keys of the program do not reach is a fault.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from tests.journeys.stage import Stage
from tests.ui.showing import wait_for_questions
from workwell_desktop.ui.hand import NothingThere, said
from workwell_desktop.ui.parts.rail import Rail
from workwell_desktop.ui.parts.slide import Slide
from workwell_desktop.ui.parts.ticks import Radio, Tick

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
_PLAIN = Qt.KeyboardModifier.NoModifier
_MOST_STOPS = 250
_MOST_STEPS = 12  # arrows: no row of answers is longer
_ROUNDS = 3  # a page may still be on its way after the last key


class Keyboard:
    """The keys of one running program."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    @property
    def at(self) -> str:
        """What a screen reader would call the control that has the focus."""
        now = QApplication.focusWidget()
        return said(now) if now is not None else ""

    @property
    def group(self) -> str:
        """The question that the control with the focus belongs to."""
        return next((said(one) for one in _around(QApplication.focusWidget()) if said(one)), "")

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _PLAIN) -> None:
        """Press one key."""
        self._stage.hand.key(key, modifier)

    def tab_to(self, name: str) -> QWidget:
        """Press Tab until the control of this name has the focus. Raises ``NothingThere`` when Tab never gets there."""
        return self._tab_until(lambda one: said(one) == name, name)

    def press(self, name: str) -> None:
        """Go to a button and press the space bar."""
        button = self._tab_until(lambda one: isinstance(one, QAbstractButton) and said(one) == name, name)
        if not button.isEnabled():
            raise NothingThere(f"{name!r} cannot be used now")
        self.key(Qt.Key.Key_Space)

    def press_first(self, beginning: str) -> None:
        """Go to the first button whose name begins with these words, and press the space bar."""
        self._tab_until(lambda one: isinstance(one, QAbstractButton) and said(one).startswith(beginning), beginning)
        self.key(Qt.Key.Key_Space)

    def main(self, word: str) -> None:
        """Press the main button of the page by its keys, Ctrl and Enter, once it says this word."""
        self._stage.wait_for_button(word)
        self.key(Qt.Key.Key_Return, CONTROL)

    def write(self, name: str, words: str) -> None:
        """Go to a field, take out what is there, and type."""
        self._tab_until(lambda one: isinstance(one, (QLineEdit, QPlainTextEdit)) and said(one) == name, name)
        self.key(Qt.Key.Key_A, CONTROL)
        self.type(words)

    def type(self, words: str) -> None:
        """Type where the focus is."""
        QTest.keyClicks(QApplication.focusWidget(), words)
        QApplication.processEvents()

    def pick(self, question: str, *words: str) -> None:
        """Go to a question and choose by the arrows; on a slide type the number, of ticks take each with space."""
        here = self._tab_until(
            lambda one: said(one) == question if isinstance(one, Slide) else _belongs(one, question), question
        )
        if isinstance(here, Slide):
            self.type(words[0])
        elif isinstance(here, Tick):
            for word in words:
                self._tab_until(lambda one, word=word: said(one) == word and _belongs(one, question), word)  # type: ignore[misc]  # the default holds the word
                self.key(Qt.Key.Key_Space)
        else:
            self._arrow_to(words[0])

    def choose(self, name: str, word: str) -> None:
        """Go to a list that opens and choose by the arrows."""
        box = self._tab_until(lambda one: isinstance(one, QComboBox) and said(one) == name, name)
        assert isinstance(box, QComboBox)
        self.key(Qt.Key.Key_Home)
        for _ in range(box.count()):
            if box.currentText() == word:
                return
            self.key(Qt.Key.Key_Down)
        assert box.currentText() == word, [box.itemText(place) for place in range(box.count())]

    def section(self, word: str) -> None:
        """Go to the list of sections with F6, and to one of them with the arrows."""
        for _ in range(_MOST_STEPS):
            if any(isinstance(one, Rail) for one in _around(QApplication.focusWidget())):
                break
            self.key(Qt.Key.Key_F6)
        self.key(Qt.Key.Key_Home)
        for _ in range(_MOST_STEPS):
            if self.at == word:
                return
            self.key(Qt.Key.Key_Down)
        raise NothingThere(f"no section {word!r}; the arrows end at {self.at!r}")

    def _arrow_to(self, word: str) -> None:
        """Choose one of several from the first or from what is chosen, as radio buttons are chosen."""
        self.key(Qt.Key.Key_Space)
        upright = isinstance(QApplication.focusWidget(), Radio)
        for way in (Qt.Key.Key_Down, Qt.Key.Key_Up) if upright else (Qt.Key.Key_Right, Qt.Key.Key_Left):
            for _ in range(_MOST_STEPS):
                if self.at == word:
                    now = QApplication.focusWidget()
                    assert isinstance(now, QAbstractButton)
                    assert now.isChecked(), f"the arrows go to {word!r} and do not choose it"
                    return
                self.key(way)
        raise NothingThere(f"no answer {word!r} to {self.group!r}; the arrows end at {self.at!r}")

    def _tab_until(self, here: Callable[[QWidget], bool], what: str) -> QWidget:
        names: list[str] = []
        for _ in range(_ROUNDS):
            QTest.qWait(20) if names else QApplication.processEvents()
            wait_for_questions(self._stage.window)  # those below the edge come after the first are painted
            passed: list[QWidget] = []
            while len(passed) < _MOST_STOPS:
                now = QApplication.focusWidget()
                if now is not None and here(now):
                    return now
                if now is not None and now in passed:
                    break
                if now is not None:
                    passed.append(now)
                self.key(Qt.Key.Key_Tab)
            names = [f"{type(one).__name__} {said(one)!r}" for one in passed]
        raise NothingThere(f"Tab never reaches {what!r}; it goes to {names}; the window says {self._stage.words()}")


def _around(one: QWidget | None) -> list[QWidget]:
    """Return what a control stands in, the nearest first."""
    found = []
    while one is not None and (one := one.parentWidget()) is not None:
        found.append(one)
    return found


def _belongs(one: QWidget, question: str) -> bool:
    """Say whether an answer belongs to a question; the menu of not answering does not."""
    return isinstance(one, QAbstractButton) and next((said(o) for o in _around(one) if said(o)), "") == question
