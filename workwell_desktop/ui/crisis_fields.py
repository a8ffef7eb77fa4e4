"""The crisis contacts as the service checks them: a few rows of name, how to reach them, and when."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.crisis import crisis_suggestions
from workwell_desktop.casework.service_profile import CrisisContact
from workwell_desktop.ui.parts.columns import Fold
from workwell_desktop.ui.parts.fields import Field, first_error
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.style.theme import Look

ROWS = 6  # every suggestion of the shipped list, and room for the local crisis team


def suggested() -> tuple[CrisisContact, ...]:
    """Return the contacts of the shipped list: suggestions, until the service has checked them."""
    return tuple(CrisisContact(one.name, one.contact, one.when) for one in crisis_suggestions())


class CrisisFields(QWidget):
    """Edits up to six crisis contacts. Begins with those of the shipped list, each above the page it was read from."""

    edited = Signal()

    def __init__(
        self, look: Look, contacts: tuple[CrisisContact, ...] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rows: list[tuple[Field, Field, Field]] = []
        known = (contacts or suggested())[:ROWS]
        pages = dict(zip(suggested(), (one.source for one in crisis_suggestions()), strict=True))
        box = column(look, gap=16)
        for number in range(1, ROWS + 1):
            contact = known[number - 1] if number <= len(known) else CrisisContact("", "", "")
            fields = (
                Field(look, f"Contact {number}", Line(look), width="full", label_role="small_strong"),
                Field(look, f"How to reach them {number}", Line(look), width="full", label_role="small_strong"),
                Field(look, f"When {number}", Line(look), width="full", label_role="small_strong"),
            )
            for field, value in zip(fields, (contact.name, contact.contact, contact.when), strict=True):
                field.set_value(value)
                field.edited.connect(self.edited)
            self._rows.append(fields)
            box.addWidget(Fold(look, *fields, shares=(4, 3, 3), gap=8))
            if contact in pages:
                box.addWidget(Label(look, pages[contact], "small", ink="ink2"))
        self.setLayout(box)

    def complete(self) -> bool:
        """Say beside a field when one half of a contact is missing, and give it the focus; else return true."""
        for name, contact, _when in self._rows:
            for field, other, missing in (
                (name, contact, "Write whom this reaches."),
                (contact, name, "Write how to reach them."),
            ):
                field.clear()
                if str(other.value()).strip() and not str(field.value()).strip():
                    field.set_error(missing)
        return first_error([field for fields in self._rows for field in fields]) is None

    def typed(self) -> list[list[str]]:
        """Return every row as it is typed, half ones too."""
        return [[str(field.value()) for field in fields] for fields in self._rows]

    def set_typed(self, rows: list[list[str]]) -> None:
        """Show rows as they were typed before."""
        for fields, row in zip(self._rows, rows, strict=False):
            for field, value in zip(fields, row, strict=False):
                field.set_value(value)

    def value(self) -> tuple[CrisisContact, ...]:
        """Return the contacts that have a name and a way to reach them."""
        made = (CrisisContact(*(str(field.value()).strip() for field in fields)) for fields in self._rows)
        return tuple(contact for contact in made if contact.name and contact.contact)
