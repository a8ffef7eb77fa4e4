"""What is asked before weeks count as agreed, and before the manager's calendar goes: how, on which day, and what."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame

from workwell_desktop.casework import lists
from workwell_desktop.errors import InputProblem
from workwell_desktop.ui.parts.choices import Radios
from workwell_desktop.ui.parts.date_field import DateField, ReadDate
from workwell_desktop.ui.parts.fields import Field, first_error
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, holder, line
from workwell_desktop.ui.style.theme import Look


class Asking(QFrame):
    """The two questions of an agreement, below what is agreed to. It stands between the page and the bottom bar."""

    def __init__(
        self, look: Look, name: str, read_past: Callable[[str], ReadDate], today: str, title: str, lines: Sequence[str]
    ) -> None:
        """Ask how and when; ``lines`` are what somebody else would read."""
        super().__init__()
        self.setProperty("ground", "sunk")
        options = [(choice.code, choice.label) for choice in lists.choices("agreement_method")]
        self.how = Field(look, f"How did {name} agree?", Radios(look, options, across=True), width="full")
        self.agreed_on = DateField(look, "On which day", read_past)
        self.agreed_on.set_value(today)
        said = [Label(look, title, "strong")] if title else []
        said += [Label(look, words, "small") for words in lines]
        inside = column(look, *said, gap=4)
        whole = column(
            look, *([holder(inside)] if said else []), self.how, self.agreed_on, gap=16, margins=(32, 16, 32, 16)
        )
        self.setLayout(column(look, line(look), whole, gap=0))

    def values(self) -> dict[str, str]:
        """Return the day as typed, and how."""
        return {"agreed_on": self.agreed_on.value(), "how": self.how.value()}

    def show_problem(self, problem: InputProblem) -> None:
        """Put each sentence beside its field, and the focus into the first of them."""
        for name, field in (("how", self.how), ("agreed_on", self.agreed_on)):
            if name in problem.fields:
                field.set_error(problem.fields[name])
            elif field.error:
                field.clear()
        first_error([self.how, self.agreed_on])
