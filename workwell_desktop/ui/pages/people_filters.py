"""Which people the list shows: what they have in common, how many they are, and views kept under a name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import case_list
from workwell_desktop.casework.areas import area_choices
from workwell_desktop.casework.case_view import FIT_NOTE_DAYS, MINE, QUIET_DAYS, CaseView, Filters
from workwell_desktop.casework.dates import read_date
from workwell_desktop.casework.saved_views import SavedView
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import danger_button, main_button, quiet_button, second_button
from workwell_desktop.ui.parts.choices import Check, Checks, Segments
from workwell_desktop.ui.parts.columns import Columns, Page
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, flow, holder, reveal, row
from workwell_desktop.ui.parts.line import Line

_LISTS = (
    ("states", "How the case stands", "case_state"),
    ("plan_types", "Plan", "plan_type"),
    ("work_statuses", "Work", "work_status"),
    ("support_levels", "Support", "support_level"),
)


class PeopleFilters(QWidget):
    """The filters as fields. ``edited`` carries the new view at once; the deeds have signals of their own."""

    edited = Signal()
    finished = Signal()
    save_wanted = Signal(str, int)
    remove_wanted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, look = desk, desk.look
        self._saved = 0
        self._fields: dict[str, Field] = {}
        self._closed = {
            name: DateField(look, head, lambda text: read_date(text, desk.clock.today(), lean="past"))
            for name, head in (("closed_from", "Closed from"), ("closed_to", "Closed until"))
        }
        self._overdue = Check(look, "The review is overdue")
        self._format = Check(look, "They need an interpreter, or paper in another format")
        self._name = Field(look, "Name of this view", Line(look, limit=60), width="name",
                           hint="Kept for you alone. What you typed in the search is not kept.")  # fmt: skip
        self._keep = second_button(look, "Keep as a new view")
        self._change = second_button(look, "Change this view")
        self._remove = danger_button(look, "Remove this view", "trash")
        self.bar = BottomBar(look)
        self._build()
        self._join()

    def _build(self) -> None:
        look = self._desk.look
        for name, head, choices in _LISTS:
            if options := case_list.offered(choices):
                self._fields[name] = Field(look, head, Checks(look, options), width="full")
        if case_list.coaches_here(self._desk.vault) > 1:
            whose = Segments(look, [(MINE, "Mine"), ("all", "Every coach’s")])
            self._fields["whose"] = Field(look, "Whose people", whose)
        days = [(str(number), f"{number} days") for number in FIT_NOTE_DAYS]
        self._fields["fit_note_within"] = Field(
            look, "Fit note ends within", Combo(look, days, empty="Any day"), width="name"
        )
        quiet = [(str(number), f"{number // 7} weeks") for number in QUIET_DAYS]
        self._fields["quiet_for"] = Field(look, "No contact for", Combo(look, quiet, empty="Any time"), width="name")
        self._fields["area"] = Field(look, "Area", Combo(look, area_choices(), empty="Every area"), width="name")
        left = [self._fields[name] for name in ("states", "plan_types", "work_statuses", "support_levels")
                if name in self._fields]  # fmt: skip
        right = [
            self._fields[name] for name in ("whose", "fit_note_within", "quiet_for", "area") if name in self._fields
        ]
        ticks = column(look, self._overdue, self._format, gap=0)
        dates = holder(row(look, *self._closed.values(), gap=16))
        deeds = flow(look, self._keep, self._change, self._remove)
        kept = holder(column(look, Label(look, "Save this view", "section"), self._name, deeds, gap=12))
        sides = Columns(
            look, holder(column(look, *left, gap=24)), holder(column(look, *right, ticks, dates, kept, gap=24)),
            shares=(1, 1),
        )  # fmt: skip
        page = Page(look, Label(look, "Who is shown", "section"), sides, gap=16, name="Filters")
        done = main_button(look, "Show the list")
        done.clicked.connect(self.finished)
        off = quiet_button(look, "Take all filters off")
        off.clicked.connect(self._take_off)
        self.bar.set_buttons(off, done)
        whole = column(look, page, self.bar, gap=0)
        whole.setStretchFactor(page, 1)
        self.setLayout(whole)

    def _join(self) -> None:
        for field in self._fields.values():
            field.edited.connect(self.edited)
        for tick in (self._overdue, self._format):
            tick.edited.connect(self.edited)
        for day in self._closed.values():
            day.understood_as.connect(lambda _when: self.edited.emit())
        self._keep.clicked.connect(lambda: self.save_wanted.emit(self._name.value(), 0))
        self._change.clicked.connect(lambda: self.save_wanted.emit(self._name.value(), self._saved))
        self._remove.clicked.connect(lambda: self.remove_wanted.emit(self._saved))

    def show_view(self, view: CaseView, saved: SavedView | None) -> None:
        """Show the filters of a view, and the name it is kept under if it is kept."""
        wanted = view.filters
        for name, field in self._fields.items():
            value: Any = getattr(wanted, name)
            if name == "whose":
                value = value or "all"
            elif isinstance(value, int):
                value = str(value) if value else ""
            field.set_value(_known(field, value))
        self._overdue.set_value(wanted.review_overdue)
        self._format.set_value(wanted.needs_format)
        for name, day in self._closed.items():
            day.set_value(getattr(wanted, name))
        self.show_saved(saved)

    def show_saved(self, saved: SavedView | None) -> None:
        """Offer to change or remove this kept view, or only to keep a new one."""
        self._saved = saved.id if saved else 0
        self._name.set_value(saved.name if saved else "")
        self._name.clear()
        reveal(self._change, saved is not None)
        reveal(self._remove, saved is not None)

    def filters(self, before: Filters) -> Filters:
        """Return the filters as they are chosen; what has no field here stays as it was before."""
        values: dict[str, Any] = {}
        for name, field in self._fields.items():
            value = field.value()
            if name == "whose":
                value = MINE if value == MINE else ""
            elif name in {"fit_note_within", "quiet_for"}:
                value = int(value or 0)
            values[name] = tuple(value) if isinstance(value, list) else value
        values |= {name: day.when() for name, day in self._closed.items()}
        return replace(before, **values, review_overdue=self._overdue.value(), needs_format=self._format.value())

    def say(self, words: str) -> None:
        """Say how many people fit."""
        self.bar.set_kept(words, "people")

    def refuse(self, sentence: str) -> None:
        """Show what is wrong with the name of the view."""
        self._name.set_error(sentence)
        self._name.take_focus()

    def _take_off(self) -> None:
        name = self._name.value()
        self.show_view(CaseView(), None)
        self._name.set_value(name)
        self.edited.emit()


def _known(field: Field, value: Any) -> Any:
    """Leave out of a kept view what is not offered any more."""
    codes = {choice.code for choice in getattr(field.control, "choices", ())}
    if isinstance(value, tuple):
        return [code for code in value if code in codes]
    return value if not codes or value in codes else ""
