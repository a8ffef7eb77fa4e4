"""Turning the screen back from the participant to the coach: the coach's passphrase shows who sits there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import access
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.entry import EntryPage
from workwell_desktop.ui.parts.buttons import main_button, quiet_button
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, row
from workwell_desktop.ui.parts.line import SecretLine


class TurnBack(QWidget):
    """Asks for the coach's passphrase in place. ``proved``: it was right. ``stayed``: go on with what was read.

    ``kept`` says that nothing is lost, ``stay`` is the button that goes on.
    """

    proved = Signal()
    stayed = Signal()

    def __init__(
        self,
        desk: Desk,
        coach: str,
        *,
        kept: str = "What is on the letter is kept as it is.",
        stay: str = "Stay with the letter",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        look = desk.look
        self.passphrase = Field(look, "Passphrase", SecretLine(look), width="full")
        self.passphrase.control.entered.connect(self.try_it)
        self.button = main_button(look, "Turn back", "screen-turn")
        self.button.clicked.connect(self.try_it)
        staying = quiet_button(look, stay, "back")
        staying.clicked.connect(self.stayed)
        page = EntryPage(
            look,
            Label(look, f"Only {coach} turns the screen back", "display"),
            Label(look, kept),
            self.passphrase,
            row(look, self.button, staying, STRETCH),
        )
        page.appearance.hide()
        self.setLayout(column(look, page, gap=0))

    def take_focus(self) -> None:
        """Put the focus where the coach types."""
        self.passphrase.take_focus()

    def try_it(self) -> None:
        """Try what is typed on the worker; the window stays live meanwhile."""
        if not self.button.isEnabled():
            return
        self.passphrase.clear()
        typed = str(self.passphrase.value())
        if not typed:
            self.passphrase.set_error("Type your passphrase first.")
            self.passphrase.take_focus()
            return
        self.button.setEnabled(False)
        vault = self._desk.vault
        self._desk.worker.run(self, lambda: access.prove(vault, typed), self._done, self._failed)

    def refuse(self, words: str) -> None:
        """Say why the screen cannot be turned back though the passphrase was right; it can be tried again."""
        self.button.setEnabled(True)
        self.passphrase.set_error(words)
        self.passphrase.take_focus()

    def _done(self, _nothing: object) -> None:
        self.passphrase.set_value("")
        self.proved.emit()

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, WorkwellError):
            self.button.setEnabled(True)
            raise problem
        self.refuse(f"{problem.sentence} {problem.next_step}".strip())
