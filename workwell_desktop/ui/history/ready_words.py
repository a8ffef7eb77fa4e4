"""Templates, snippets and the last note: shown as they would go in, and put in only when the coach says so."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from workwell_desktop.casework.note_templates import note_texts
from workwell_desktop.ui.parts.buttons import quiet_button, second_button
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, reveal, row
from workwell_desktop.ui.style.theme import Look

LAST = "last_note"


class ReadyWords(QWidget):
    """``taken`` carries the words that go in, and whether they were copied from the last note."""

    taken = Signal(str, bool)

    def __init__(self, look: Look, name: str, day: str, last: tuple[str, str]) -> None:
        """Offer them for somebody called ``name``; ``last`` is the title and the words of the last note, or nothing."""
        super().__init__()
        self._look, self._name, self._day, self._last = look, name, day, last
        texts = note_texts()
        options = [(one.code, one.title) for one in (*texts.templates, *texts.snippets)]
        if last[1]:
            options.insert(0, (LAST, last[0]))
        self.choice = Combo(look, options, empty="Nothing")
        field = Field(look, "Words to begin with", self.choice, hint="They are shown first.", width="name")
        self.preview = Label(look, "")
        put, leave = second_button(look, "Put it in"), quiet_button(look, "Leave it")
        self._frame = QFrame()
        self._frame.setProperty("ground", "sunk")
        self._frame.setLayout(column(look, self.preview, row(look, put, leave, STRETCH), gap=12, margins=16))
        self.setLayout(column(look, field, self._frame, gap=8))
        reveal(self._frame, False)
        self.choice.edited.connect(self._show)
        put.clicked.connect(self._put)
        leave.clicked.connect(self._leave)

    def words(self) -> str:
        """Return what is shown now."""
        code = self.choice.value()
        if code == LAST:
            return self._last[1]
        found = note_texts().find(code)
        return found.filled(self._name, self._day) if found else ""

    def _show(self) -> None:
        words = self.words()
        self.preview.set_text(words)
        reveal(self._frame, bool(words))

    def _put(self) -> None:
        self.taken.emit(self.words(), self.choice.value() == LAST)
        self._leave()

    def _leave(self) -> None:
        self.choice.set_value("")
        self._show()
