"""The question for the recovery sheet at sign-in, as long as nobody has shown that a copy of it is at hand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import access
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.doors import Doors
from workwell_desktop.ui.entry import EntryPage
from workwell_desktop.ui.group_fields import GroupFields
from workwell_desktop.ui.parts.buttons import main_button, quiet_button
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, row
from workwell_desktop.ui.parts.line import SecretLine
from workwell_desktop.ui.sheet_copy import SheetCopy
from workwell_desktop.ui.style.theme import Look
from workwell_desktop.ui.worker import Worker


class ConfirmSheetView(QWidget):
    """Asks for two groups of the sheet; who has no copy makes a new one. ``done``: go on to the caseload."""

    done = Signal()

    def __init__(
        self, look: Look, vault: access.Vault, worker: Worker, doors: Doors, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._vault, self._worker, self._doors = look, vault, worker, doors
        self._box = column(look, gap=0)
        self.setLayout(self._box)
        self._page: QWidget | None = None
        self._ask()

    # -- is it at hand? -------------------------------------------------------------------------------------

    def _ask(self) -> None:
        look = self._look
        self._groups = GroupFields(look, self._vault)
        confirm = main_button(look, "I have the sheet")
        confirm.clicked.connect(self._confirm)
        later = quiet_button(look, "Ask me next time")
        later.clicked.connect(self.done)
        none = quiet_button(look, "I have no copy. Make a new sheet")
        none.clicked.connect(self._ask_passphrase)
        why = "If you forget your passphrase, only the recovery sheet opens this vault. Type two groups from your copy."
        self._show(
            Label(look, "Is your recovery sheet at hand?", "display"),
            Label(look, why),
            self._groups,
            row(look, confirm, later, STRETCH),
            row(look, none, STRETCH),
        )

    def _confirm(self) -> None:
        if self._groups.confirm():
            self.done.emit()

    # -- a new one ------------------------------------------------------------------------------------------

    def _ask_passphrase(self) -> None:
        look = self._look
        self._secret = Field(look, "Passphrase", SecretLine(look), width="full")
        self._make = main_button(look, "Make a new sheet")
        self._make.clicked.connect(self._make_sheet)
        back = quiet_button(look, "Back", "back")
        back.clicked.connect(self._ask)
        why = (
            "The old sheet then no longer opens this vault. Your passphrase is asked for again, so that nobody else "
            "can do this."
        )
        self._show(
            Label(look, "A new recovery sheet", "display"),
            Label(look, why),
            self._secret,
            row(look, self._make, back, STRETCH),
        )
        self._secret.take_focus()

    def _make_sheet(self) -> None:
        vault, typed = self._vault, str(self._secret.value())
        self._secret.clear()
        self._make.setEnabled(False)
        self._worker.run(self._secret, lambda: access.new_sheet(vault, typed), self._made, self._refused)

    def _refused(self, problem: Exception) -> None:
        self._make.setEnabled(True)
        if not isinstance(problem, WorkwellError):
            raise problem
        self._secret.set_error(f"{problem.sentence} {problem.next_step}".strip())
        self._secret.take_focus()

    def _made(self, made: tuple[access.RecoverySheet, bytes]) -> None:
        copy = SheetCopy(self._look, self._vault, made[0], self._worker, self._doors)
        copy.kept.connect(self.done)
        why = "Only this sheet opens your vault if you forget your passphrase. Keep it away from this PC."
        self._show(Label(self._look, "Your new recovery sheet", "display"), Label(self._look, why), copy, width=480)

    def _show(self, *things: object, width: int = 440) -> None:
        if self._page is not None:
            self._page.hide()
            self._box.removeWidget(self._page)
            self._page.deleteLater()
        self._page = EntryPage(self._look, *things, width=width)  # type: ignore[arg-type]  # widgets and layouts
        self._box.addWidget(self._page)
        self._page.show()
