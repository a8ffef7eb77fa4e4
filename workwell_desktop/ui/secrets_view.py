"""The passphrase, the recovery sheet and this PC's extra key, as a page of the settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import access
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.buttons import second_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.fields import Field, announce
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, flow, row
from workwell_desktop.ui.parts.line import SecretLine
from workwell_desktop.ui.parts.notice import Notice


class Secrets(QWidget):
    """Changes how the vault is opened. Each deed asks for the present passphrase and is done on the worker."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sheet = b""
        self._page = self._build()
        self.setLayout(column(desk.look, self._page, gap=0))

    def _build(self) -> Page:
        look = self._desk.look
        self.old = Field(look, "Passphrase now", SecretLine(look), width="name")
        self.new = Field(look, "New passphrase", SecretLine(look), hint="At least 12 characters.", width="name")
        self.again = Field(look, "The new one again", SecretLine(look), width="name")
        change = second_button(look, "Change the passphrase", "lock")
        change.clicked.connect(self._change)
        sheet = second_button(look, "Make a new recovery sheet", "sheet")
        sheet.clicked.connect(self._new_sheet)
        self.save_sheet = second_button(look, "Save the new sheet", "sheet")
        self.save_sheet.clicked.connect(self._save_sheet)
        self.save_sheet.hide()
        self.key_line = Label(look, "Asking this PC’s keyring …", "body")
        self._read_key_line()
        on, off, test = (second_button(look, word) for word in ("Switch it on", "Switch it off", "Test it"))
        on.clicked.connect(lambda: self._key(access.extra_key_on))
        off.clicked.connect(lambda: self._key(access.extra_key_off))
        test.clicked.connect(lambda: self._key(access.extra_key_test))
        self.said = Notice(look, "note", "Nothing changed yet.", "Each of these asks for your passphrase now.")
        return Page(
            look,
            self.said,
            self.old,
            Label(look, "Passphrase", "section"),
            self.new,
            self.again,
            row(look, change, STRETCH),
            Label(look, "Recovery sheet", "section"),
            Label(look, "The vault then asks for the new sheet. Backups made before still open with the old one."),
            row(look, sheet, self.save_sheet, STRETCH),
            Label(look, "This PC’s extra key", "section"),
            self.key_line,
            flow(look, on, off, test),
            gap=16,
            name="Passphrase and sheet",
        )  # fmt: skip - the page as it is read

    def _change(self) -> None:
        problem = access.passphrase_problem(str(self.new.value()))
        self.new.clear()
        self.again.clear()
        if problem:
            self.new.set_error(problem)
            return
        if self.new.value() != self.again.value():
            self.again.set_error("This is not the same. Type the new passphrase again.")
            return
        vault, old, new = self._desk.vault, str(self.old.value()), str(self.new.value())

        def done(_nothing: object) -> None:
            for field in (self.old, self.new, self.again):
                field.set_value("")
            self._say("Your passphrase is changed.", "Backups made before still open with the old one.")

        self._work(lambda: vault.change_passphrase(old, new), done)

    def _new_sheet(self) -> None:
        vault, old = self._desk.vault, str(self.old.value())

        def done(made: tuple[object, bytes]) -> None:
            self._sheet = made[1]
            self._say("The new recovery sheet is made. Save it now.", "The old one no longer opens this vault.")
            self.save_sheet.show()
            self._save_sheet()

        self._work(lambda: access.new_sheet(vault, old), done)

    def _save_sheet(self) -> None:
        """Ask for a place. Where none is chosen the button stays: the old sheet is of no use any more."""

        def save(path: Path) -> None:
            try:
                access.save_paper(path, self._sheet)
            except WorkwellError as problem:
                self._say(problem.sentence, problem.next_step)
            else:
                self._say("The new recovery sheet is saved.", "Put it away from this PC and destroy the old one.")

        name = "WorkWell recovery sheet.pdf"
        self._desk.doors.save_file(self, "Save the recovery sheet", name, (("PDF", "*.pdf"),), save)

    def _key(self, deed: Callable[[access.Vault, str], str]) -> None:
        vault, typed = self._desk.vault, str(self.old.value())

        def done(sentence: str) -> None:
            self._say(sentence)
            self._read_key_line()

        self._work(lambda: deed(vault, typed), done)

    def _read_key_line(self) -> None:
        """Say how the extra key stands, once the keyring has answered: it may take its time, or ask somebody."""
        vault = self._desk.vault
        self._work(lambda: access.extra_key_sentence(vault), self.key_line.set_text)

    def _say(self, sentence: str, next_step: str = "") -> None:
        """Say what came of it at the top of the page, and bring that into sight."""
        self.said.set_text(sentence, next_step)
        self._page.show_part(self.said)
        announce(self.said, self.said.text())

    def _work(self, job: Callable[[], object], done: Callable[..., None]) -> None:
        def failed(problem: Exception) -> None:
            if not isinstance(problem, WorkwellError):
                raise problem
            self._say(problem.sentence, problem.next_step)

        self._desk.worker.run(self, job, done, failed)
