"""The spelling of words about one participant, for the text areas of a screen.

check_spelling(desk, participant_id, area)
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.spelling import Found, Speller, add_word, speller, take_back_word
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.spell_marks import SpellMarks
from workwell_desktop.ui.parts.text_area import TextArea


class SpellCheck(QObject):
    """Answers the marks of one screen. The dictionary is read on the worker; until then nothing is marked."""

    changed = Signal()

    def __init__(self, desk: Desk, participant_id: int, parent: QObject) -> None:
        """Have the dictionary read beside the window."""
        super().__init__(parent)
        self._desk = desk
        self._speller: Speller = speller(desk.vault, participant_id)
        desk.worker.run(self, self._speller.load, lambda _none: self.changed.emit(), self._failed)

    @property
    def ready(self) -> bool:
        """Whether words can be looked up."""
        return self._speller.ready

    def wrong_in(self, text: str) -> tuple[Found, ...]:
        """Return the words of a text that are to be marked."""
        return self._speller.wrong_in(text)

    def suggest(self, owner: QObject, word: str, done: Callable[[tuple[str, ...]], object]) -> None:
        """Look for what may be meant on the worker; ``done`` gets it in the window's thread."""
        self._desk.worker.run(owner, lambda: self._speller.suggest(word), done, self._failed)

    def add(self, word: str) -> None:
        """Keep a word in the vault as right, and unmark it."""
        if self._written(lambda: add_word(self._desk.vault, word)):
            self._speller.know(word)
            self.changed.emit()

    def take_back(self, word: str) -> None:
        """Take a word out of the vault again, and mark it."""
        if self._written(lambda: take_back_word(self._desk.vault, word)):
            self._speller.forget(word)
            self.changed.emit()

    def added(self, word: str) -> bool:
        """Say whether somebody added this word to the vault."""
        return self._speller.added(word)

    def _written(self, deed: Callable[[], None]) -> bool:
        try:
            deed()
        except WorkwellError as problem:
            parent = self.parent()
            if isinstance(parent, QWidget):
                self._desk.doors.tell(parent, problem.sentence, problem.next_step)
            return False
        return True

    def _failed(self, problem: Exception) -> None:
        raise problem  # a dictionary that ships with the program cannot be missing


def check_spelling(desk: Desk, participant_id: int, *areas: TextArea) -> SpellCheck | None:
    """Look at the spelling in these areas, all of one screen. The answer belongs to the first; nothing without any."""
    if not areas:
        return None
    spelling = SpellCheck(desk, participant_id, areas[0])
    for area in areas:
        SpellMarks(desk.look, area, spelling)
    return spelling
