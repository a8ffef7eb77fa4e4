"""Writing down a try to reach somebody: when, how, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workwell_desktop.casework import lists, tries
from workwell_desktop.casework.dates import Understood, lasting, plain, read_date
from workwell_desktop.casework.tries import TryEntry
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.history.typed_view import TypedView
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import main_button, quiet_button, second_button
from workwell_desktop.ui.parts.choices import Radios
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field, first_error
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, beside, column, row
from workwell_desktop.ui.parts.line import Line


class TryForm(TypedView):
    """One new try."""

    def __init__(self, desk: Desk, participant_id: int, bar: BottomBar) -> None:
        """Show the fields, for a try that was made just now."""
        super().__init__(desk, participant_id, bar)
        look = desk.look
        back = quiet_button(look, "Back to the history", "back")
        back.clicked.connect(self.closed)
        ways = [(choice.code, choice.label) for choice in lists.choices("contact_way")]
        outcomes = [(choice.code, choice.label) for choice in lists.choices("try_outcome")]
        self._fields = {
            "way": Field(look, "How you tried", Radios(look, ways, across=True), width="full"),
            "outcome": Field(look, "What came of it", Radios(look, outcomes, across=True), width="full"),
            "on": DateField(look, "Which day", self._read, hint="Leave blank if it was just now."),
            "at": Field(look, "What time", Line(look), hint="Leave blank if it was just now.", width="date"),
            "note": Field(look, "Anything to remember", Line(look), width="sentence"),
        }
        when = beside(look, self._fields["on"], self._fields["at"])
        page = Page(
            look,
            row(look, back, STRETCH),
            Label(look, "Write down a try", "page"),
            self._fields["way"],
            self._fields["outcome"],
            when,
            self._fields["note"],
            gap=16,
            name="Try",
        )
        self.setLayout(column(look, page, gap=0))
        keep, leave = main_button(look, "Save this try"), second_button(look, "Close")
        keep.clicked.connect(self._keep)
        leave.clicked.connect(self.closed)
        bar.set_buttons(leave, keep)
        bar.set_kept("Nothing typed yet.", "pencil")
        self.begin_keeping(tries.SCREEN, self._fields.values())

    def begin(self) -> None:
        """Begin in the first field."""
        self._fields["way"].take_focus()

    def values(self) -> dict[str, Any]:
        """Return what is chosen and typed."""
        return {name: field.value() for name, field in self._fields.items()}

    def show_values(self, values: Mapping[str, Any], kept: datetime) -> None:
        """Show what was typed; a day left blank was the day it was typed on, once that day is over."""
        shown, today = dict(values), self._desk.clock.today()
        if shown["on"]:
            shown["on"] = lasting(shown["on"], kept.date(), today, lean="past")
        elif kept.date() < today:
            shown |= {"on": plain(kept.date()), "at": shown["at"] or f"{kept:%H:%M}"}
        for name, field in self._fields.items():
            field.set_value(shown[name])

    def _keep(self) -> None:
        entry = TryEntry(**self.values())
        try:
            tries.record_try(self._desk.vault, self._person, entry)
        except InputProblem as problem:
            for name, field in self._fields.items():
                field.set_error(problem.fields[name]) if name in problem.fields else field.clear()
            first_error(self._fields.values())
            self.stay()
        except WorkwellError as problem:
            self.stay()
            self._bar.set_kept(f"Not saved yet. {problem.sentence} {problem.next_step}", "octagon-alert")
        else:
            self.forget()
            self.done.emit("The try is written down.")

    def _read(self, typed: str) -> Understood:
        return read_date(typed, self._desk.clock.today(), lean="past")
