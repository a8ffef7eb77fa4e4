"""From what going back in stages is worked out: the usual week, the first day, how many weeks, and how it rises."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from workwell_desktop.casework.date_readers import WEEKDAYS
from workwell_desktop.casework.phased_return_entry import METHODS, StagesEntry
from workwell_desktop.casework.shift_times import read_shift, shift_words
from workwell_desktop.errors import InputProblem
from workwell_desktop.ui.parts.buttons import quiet_button
from workwell_desktop.ui.parts.choices import Check, Radios, Segments
from workwell_desktop.ui.parts.date_field import DateField, ReadDate
from workwell_desktop.ui.parts.fields import Field, show_problems
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, flow, row
from workwell_desktop.ui.parts.line import Line, Number
from workwell_desktop.ui.style.theme import Look

_USUAL = tuple(f"usual_{weekday}" for weekday in range(len(WEEKDAYS)))
_WORK_WEEK = 5


class SettingsForm(QWidget):
    """The settings as fields. ``edited`` is sent while something is typed or chosen, ``entered`` on Enter."""

    edited = Signal()
    entered = Signal()

    def __init__(self, look: Look, name: str, read_day: Callable[[str], ReadDate]) -> None:
        """Show empty fields; ``name`` is the participant's."""
        super().__init__()
        self._look = look
        usual = [Field(look, day, Line(look, limit=60), width="date") for day in WEEKDAYS]
        for field in usual:
            field.left.connect(lambda field=field: _say_back(field))
        methods = list(METHODS)
        method = Radios(look, methods) if look.large else Segments(look, methods)
        self.fields: dict[str, Field] = dict(zip(_USUAL, usual, strict=True))
        self.fields |= {
            "starts_on": DateField(look, "First day back", read_day, hint="Such as 4 jan, or in 3 weeks."),
            "weeks": Field(look, "How many weeks", Number(look, unit="weeks"), hint="Most take 3 to 6.", width="date"),
            "share": Field(look, "The first week", Number(look, unit="% of the usual hours"), hint="50 is half."),
            "method": Field(look, "How the weeks are made easier", method, width="sentence"),
            "reviews": Field(
                look, "Days to look at it again", Line(look),
                hint="With commas between. Leave blank for the end of week 2 and the last day, or write none.",
            ),
            "note": Field(look, f"A note for {name}’s own paper", Line(look, limit=200), hint="On no other paper."),
        }  # fmt: skip
        self.rest = Check(look, "Days of rest between, where there are fewer days")
        self.holidays = Check(look, "Works on bank holidays")
        same = quiet_button(look, "Tuesday to Friday as on Monday")
        same.clicked.connect(self._same)
        hint = Label(look, "Type 9-5, or 09:00 to 17:00, 30 minutes break. Leave free days blank.", "hint")
        days = flow(look, *usual, gap=12)
        self.setLayout(
            column(
                look,
                column(look, Label(look, f"{name}’s usual week", "section"), hint, gap=4),
                column(look, days, row(look, same, STRETCH), gap=4),
                flow(look, self.fields["starts_on"], self.fields["weeks"], self.fields["share"], gap=24),
                self.fields["method"],
                column(look, self.rest, self.holidays, gap=4),
                self.fields["reviews"],
                self.fields["note"],
                gap=20,
            )
        )
        for field in self.fields.values():
            field.edited.connect(self.edited)
            if isinstance(field.control, QLineEdit):
                field.control.returnPressed.connect(self.entered)
        self.rest.edited.connect(self.edited)
        self.holidays.edited.connect(self.edited)

    def entry(self) -> StagesEntry:
        """Return what is typed and chosen."""
        values = {name: field.value() for name, field in self.fields.items()}
        usual = tuple(values.pop(name) for name in _USUAL)
        return StagesEntry(
            usual=usual, rest_between=self.rest.value(), on_bank_holidays=self.holidays.value(), **values
        )

    def show_entry(self, entry: StagesEntry) -> None:
        """Show these settings."""
        for name, typed in zip(_USUAL, entry.usual, strict=True):
            self.fields[name].set_value(typed)
        for name in self.fields.keys() - set(_USUAL):
            self.fields[name].set_value(getattr(entry, name))
        self.rest.set_value(entry.rest_between)
        self.holidays.set_value(entry.on_bank_holidays)

    def show_problem(self, problem: InputProblem) -> None:
        """Put each sentence beside its field, and the focus into the first of them."""
        show_problems(self.fields, problem.fields)

    def take_focus(self) -> None:
        """Give the focus to the first field."""
        self.fields[_USUAL[0]].take_focus()

    def _same(self) -> None:
        """Write Monday's hours into the days to Friday."""
        for name in _USUAL[1:_WORK_WEEK]:
            self.fields[name].set_value(self.fields[_USUAL[0]].value())
            _say_back(self.fields[name])
        self.edited.emit()


def entry_from(typed: Mapping[str, Any]) -> StagesEntry:
    """Return settings that were kept while they were being typed."""
    return StagesEntry(**{**typed, "usual": tuple(typed["usual"])})


def typed_from(entry: StagesEntry) -> dict[str, object]:
    """Return settings in the form in which they are kept while they are being typed."""
    return asdict(entry)


def _say_back(field: Field) -> None:
    """Say typed hours back, or what is wrong with them."""
    understood = read_shift(field.value())
    if understood.problem:
        field.set_error(understood.problem)
    elif understood.shift is not None:
        field.set_understood(shift_words(understood.shift))
    else:
        field.clear()
