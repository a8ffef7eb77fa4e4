"""Typing two groups of the recovery sheet back, to show that the copy is at hand and can be read."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import access
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.layouts import STRETCH, row
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.style.theme import Look


class GroupFields(QWidget):
    """Two fields for the two groups that this vault wants back."""

    def __init__(self, look: Look, vault: access.Vault, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vault = vault
        self._fields = {
            number: Field(look, f"Group {number} of the sheet", Line(look), width="postcode")
            for number in vault.sheet_groups_to_confirm()
        }
        self.setLayout(row(look, *self._fields.values(), STRETCH, gap=16))

    def confirm(self) -> bool:
        """Compare what is typed with the sheet. Says beside the fields when it is not the same."""
        fields = list(self._fields.values())
        for field in fields:
            field.clear()
        if self._vault.confirm_sheet({number: str(field.value()) for number, field in self._fields.items()}):
            return True
        fields[0].set_error("These are not the groups on the sheet. Read them again from your copy.")
        fields[0].take_focus()
        return False
