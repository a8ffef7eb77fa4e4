"""What stands between the page of the stages and its bar, so that nothing in the page moves.

It is what is asked before weeks count as agreed or go to the manager, or else the change that can be put back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QWidget

from workwell_desktop.casework import lists
from workwell_desktop.casework.dates import plain, read_date
from workwell_desktop.errors import InputProblem
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.choices import Radios
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field, first_error
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, holder, line
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.style.theme import Look


class Asking(QFrame):
    """The two questions of an agreement, below what is agreed to. A ``long`` one needs a page that scrolls."""

    def __init__(self, desk: Desk, name: str, title: str, lines: Sequence[str]) -> None:
        """Ask how and when; ``lines`` are what somebody else would read."""
        super().__init__()
        look, today = desk.look, desk.clock.today
        self.setProperty("ground", "sunk")
        self.long = bool(lines)
        options = [(choice.code, choice.label) for choice in lists.choices("agreement_method")]
        self.how = Field(look, f"How did {name} agree?", Radios(look, options, across=True), width="full")
        self.agreed_on = DateField(look, "On which day", lambda typed: read_date(typed, today(), lean="past"))
        self.agreed_on.set_value(plain(today()))
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


class Dock(QWidget):
    """Holds one thing at a time, or nothing."""

    def __init__(self, look: Look) -> None:
        """Hold nothing yet."""
        super().__init__()
        self._box = column(look, gap=0)
        self.setLayout(self._box)
        self._thing: QWidget | None = None

    def hold(self, thing: QWidget | None, *, moved: QWidget | None = None) -> None:
        """Hold this in the place of what was there, which goes unless it was ``moved`` elsewhere."""
        if self._thing is not None and self._thing not in {thing, moved}:
            self._thing.hide()
            self._thing.deleteLater()
        self._thing = thing
        if thing is not None:
            self._box.addWidget(thing)


def put_back_offer(look: Look, words: str, put_back: Callable[[], object]) -> QWidget:
    """Return what was changed last, in words, with the button that puts it back."""
    notice = Notice(look, "note", words, icon="undo", deeds=[("Put it back", put_back)])
    notice.buttons[0].setToolTip("Put it back (Ctrl+Z)")
    return holder(column(look, notice, margins=(32, 4, 32, 8)))
