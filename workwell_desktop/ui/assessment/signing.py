"""The two questions that are asked in place: how and when it is signed, and why a new version is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.dates import Understood, plain, read_date
from workwell_desktop.casework.lists import choices
from workwell_desktop.ui.parts.choices import Radios, Segments
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field, first_error
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.style.theme import Look


class SignForm(QWidget):
    """Asks how the participant agreed and when; the bar below has the deed."""

    edited = Signal()

    def __init__(self, look: Look, name: str, today: Callable[[], date], *above: Notice) -> None:
        """Show the form with today's date, with ``above`` over its questions."""
        super().__init__()
        how = [(choice.code, choice.label) for choice in choices("agreement_method")]

        def read(typed: str) -> Understood:
            return read_date(typed, today(), lean="past")

        self.method = Field(look, f"How did {name} agree that this is right?", Radios(look, how))
        self.signed_on = DateField(look, "When was that?", read)
        self.signed_on.set_value(plain(today()))
        for field in (self.method, self.signed_on):
            field.edited.connect(self.edited)
        head = Label(look, "Sign this assessment", "section")
        words = "Signing makes it final. To change it later, you make a new version and say why."
        self.setLayout(column(look, head, Label(look, words, ink="ink2"), *above, self.method, self.signed_on, gap=16))

    def value(self) -> dict[str, str]:
        """Return what is chosen and typed: ``method`` and ``signed_on``."""
        return {"method": self.method.value(), "signed_on": self.signed_on.value()}

    def set_value(self, typed: Mapping[str, Any]) -> None:
        """Show what was chosen and typed."""
        method = typed.get("method", "")
        self.method.set_value(method if method in {choice.code for choice in choices("agreement_method")} else "")
        self.signed_on.set_value(typed.get("signed_on", ""))

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Put each sentence beside its field, the focus to the first."""
        for name, field in (("method", self.method), ("signed_on", self.signed_on)):
            if name in problems:
                field.set_error(problems[name])
        first_error([self.method, self.signed_on])

    def begin(self) -> None:
        """Give the focus to the first question."""
        self.method.take_focus()


RIGHT, AGAIN = "right", "again"
_KINDS = ((RIGHT, "To put something right"), (AGAIN, "To talk it through again"))
_AGAIN = (
    "Talked through again, the questions with a score are asked afresh. Everything else begins as it was said last."
)


_MISSED = "A few words: something was missed, or things are different now."
_MISREAD = "A few words, such as: one answer was misread. If things are different now, begin it again instead."


class ReasonForm(QWidget):
    """Asks why something signed changes; the bar below has the deed. With ``again``, also what kind of change it is."""

    edited = Signal()

    def __init__(self, look: Look, *, again: bool = False) -> None:
        """Show the empty form."""
        super().__init__()
        self.kind = Field(look, "What is the new version for?", Segments(look, _KINDS), hint=_AGAIN)
        self.kind.set_value(RIGHT)
        self.kind.edited.connect(self.edited)
        self.reason = Field(
            look, "Why does this change?", TextArea(look, lines=2),
            hint=_MISSED if again else _MISREAD,
        )  # fmt: skip
        self.reason.edited.connect(self.edited)
        self.reason.edited.connect(self.reason.clear)
        self.setLayout(column(look, *([self.kind] if again else []), self.reason))

    @property
    def again(self) -> bool:
        """Whether it is talked through again."""
        return bool(self.kind.value() == AGAIN)

    def value(self) -> str:
        """Return what is typed."""
        return str(self.reason.value())
