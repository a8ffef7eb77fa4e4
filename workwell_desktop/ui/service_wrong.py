"""What is wrong about a service, below its details: chosen, typed where something has to be typed, and saved."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from workwell_desktop.casework import lists
from workwell_desktop.casework.dates import Understood
from workwell_desktop.casework.service_corrections import DETAIL, FIELDS, NOT_TAKING, WrongEntry
from workwell_desktop.ui.parts.buttons import deed_of_open_fields, does, quiet_button, second_button
from workwell_desktop.ui.parts.choices import Radios
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field, show_problems
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, flow, reveal
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.style.theme import Look

_HINT = "This goes to whoever keeps the list. Write about the service, never about a person."


class ServiceWrongForm(QFrame):
    """The fields. ``reported`` carries the entry, ``closed`` asks for them to be shut; Esc shuts them too.

    ``whole_wanted`` asks for every field of the service at once, ``edited`` is sent while somebody types.
    """

    edited = Signal()

    reported = Signal(object)
    closed = Signal()
    whole_wanted = Signal()

    def __init__(self, look: Look, read_day: Callable[[str], Understood]) -> None:
        """Show the question; the other fields follow what is chosen."""
        super().__init__()
        self.setProperty("ground", "sunk")
        kinds = [(choice.code, choice.label) for choice in lists.choices("service_wrong")]
        self.kind = Field(look, "What is wrong?", Radios(look, kinds), width="full")
        self.fields = {
            "kind": self.kind,
            "field": Field(look, "Which detail", Combo(look, list(FIELDS.items())), width="name"),
            "right": Field(look, "What is right", Line(look), width="full"),
            "until": DateField(look, "Until which day", read_day, hint="Leave blank if nobody knows."),
            "note": Field(look, "What else the keeper should know", Line(look), hint=_HINT, width="full"),
        }
        save = deed_of_open_fields(second_button(look, "Save what is wrong"))
        deeds = flow(
            look,
            does(save, lambda: self.reported.emit(self.entry())),
            does(quiet_button(look, "Close these fields"), self.closed.emit),
            does(quiet_button(look, "Change the whole entry", "pencil"), self.whole_wanted.emit),
        )
        head = Label(look, "What you save is shown here at once, and goes to the list of corrections.", "hint")
        self.setLayout(column(look, head, *self.fields.values(), deeds, gap=16, margins=16))
        self.kind.edited.connect(self._fit)
        for field in self.fields.values():
            field.edited.connect(self.edited)
        self._fit()

    def entry(self) -> WrongEntry:
        """Return what is chosen and typed."""
        return WrongEntry(**{name: field.value() for name, field in self.fields.items()})

    def show_entry(self, entry: WrongEntry) -> None:
        """Show what was typed before."""
        for name, field in self.fields.items():
            field.set_value(getattr(entry, name))
        self._fit()

    def show_problems(self, sentences: dict[str, str]) -> None:
        """Put each sentence beside its field, and the focus into the first of them."""
        show_problems(self.fields, sentences)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        kind = self.kind.value()
        for name, shown in (("field", DETAIL), ("right", DETAIL), ("until", NOT_TAKING)):
            reveal(self.fields[name], kind == shown)
        reveal(self.fields["note"], bool(kind))
