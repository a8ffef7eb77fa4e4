"""At the top of one service in full: a star, and a note for the next coach."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.services import add_note, give_star
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.buttons import deed_of_open_fields, quiet_button, second_button
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.layouts import STRETCH, column, flow, holder, row
from workwell_desktop.ui.parts.text_area import TextArea


class KnownHere(QWidget):
    """What coaches here add to a service. ``done`` carries its id and a sentence, ``refused`` a sentence.

    ``edited`` says that a note is being typed, ``left`` that it was given up.
    """

    done = Signal(int, str)
    refused = Signal(str)
    edited = Signal()
    left = Signal()

    def __init__(self, desk: Desk, service_id: int, *, starred: bool) -> None:
        """Offer a star, or to take it away, and a note to write."""
        super().__init__()
        look = desk.look
        self._desk, self.service, self._starred = desk, service_id, starred
        star = quiet_button(look, "Take the star off" if starred else "Add a star", "star")
        star.clicked.connect(self._star)
        note = quiet_button(look, "Write a note", "pencil")
        note.clicked.connect(lambda: self.write(""))
        self._note = TextArea(look)
        self._note.edited.connect(self.edited)
        self._field = Field(
            look, "Note for the next coach", self._note, hint="What helps there. Nobody’s name.", width="full"
        )
        save = deed_of_open_fields(second_button(look, "Save the note"))
        save.clicked.connect(self._save)
        leave = quiet_button(look, "Leave it")
        leave.clicked.connect(self._leave)
        self._writing = holder(column(look, self._field, row(look, save, leave, STRETCH), gap=8))
        self._writing.hide()
        self.setLayout(column(look, holder(flow(look, star, note, gap=8, lines=0)), self._writing, gap=8))

    def note(self) -> str:
        """Return the note that is being written; nothing while none is."""
        return self._note.value() if not self._writing.isHidden() else ""

    def write(self, text: str) -> None:
        """Open the note, with words that were kept of it."""
        if text:
            self._note.set_value(text)
        self._writing.show()
        self._note.setFocus()

    def _leave(self) -> None:
        self._note.set_value("")
        self._field.set_error("")
        self._writing.hide()
        self.left.emit()

    def _star(self) -> None:
        try:
            give_star(self._desk.vault, self.service, starred=not self._starred)
        except WorkwellError as problem:
            self.refused.emit(f"{problem.sentence} {problem.next_step}")
            return
        words = "The star is gone." if self._starred else "It has a star now: coaches here find it first."
        self.done.emit(self.service, words)

    def _save(self) -> None:
        try:
            add_note(self._desk.vault, self.service, self._note.value())
        except InputProblem as problem:
            self._field.set_error(problem.fields["note"])
            return
        except WorkwellError as problem:
            self.refused.emit(f"{problem.sentence} {problem.next_step}")
            return
        self._leave()
        self.done.emit(self.service, "The note is saved. The next coach finds it here.")
