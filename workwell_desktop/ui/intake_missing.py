"""One line above the Intake that says what is still missing; each word of it leads to its field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.ui.parts.buttons import quiet_button
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, empty_out, flow, holder, line, reveal
from workwell_desktop.ui.style.theme import Look

WORDS: Mapping[str, str] = {
    "source": "Who sent them",
    "received_on": "When it arrived",
    "reason": "What they want help with",
    "first_name": "First name",
    "last_name": "Last name",
    "birth_date": "Date of birth",
    "safe_to_message": "Safe to leave a message",
    "area": "Area",
    "postcode": "Postcode",
    "lives_in_area": "Lives in the area",
    "gp_in_area": "GP in the area",
    "jobcentre_in_area": "Jobcentre in the area",
    "work_status": "Work",
    "last_worked_on": "Last day worked",
    "right_to_work": "Allowed to work",
    "conditions": "Health",
    "take_part": "Taking part",
}
"""What is said of a field that is blank, in the order in which it is asked."""
_MOST = 5


class MissingLine(QWidget):
    """Says which facts are missing, at most five at a time. ``wanted`` carries the field that was chosen."""

    wanted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shown: tuple[str, ...] = ()
        self._box = column(look, gap=0)
        self.setLayout(self._box)
        reveal(self, False)

    def show_missing(self, names: Iterable[str]) -> None:
        """Show these fields as missing; those without words of their own are left out. None shows nothing."""
        missing = set(names)
        shown = tuple(name for name in WORDS if name in missing)
        if shown == self._shown:
            return
        self._shown = shown
        empty_out(self._box)
        look = self._look
        buttons = []
        for name in shown[:_MOST]:
            button = quiet_button(look, WORDS[name])
            button.setAccessibleName(f"Still missing: {WORDS[name]}")
            button.clicked.connect(partial(self.wanted.emit, name))
            buttons.append(button)
        more = len(shown) - _MOST
        rest = [Label(look, f"and {more} more", "small", ink="ink2", wrap=False)] if more > 0 else []
        words = flow(look, Label(look, "Still missing:", "small", ink="ink2", wrap=False), *buttons, *rest, gap=8)
        if shown:
            self._box.addWidget(holder(column(look, holder(words), margins=(24, 4, 24, 4))))
            self._box.addWidget(line(look))
        reveal(self, bool(shown))
