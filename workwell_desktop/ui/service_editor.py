"""Adding a service or putting one right, in the page itself: sections that fold, and what the list says beside them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.dates import Understood, read_date
from workwell_desktop.casework.service_form_checks import check_service, worth_a_look
from workwell_desktop.casework.service_said import ONLY_FOR_LABELS, hours_of, place_lines, wait_line, who_lines
from workwell_desktop.casework.service_typing import (
    Typed,
    differs,
    list_says,
    put_back,
    read_typed,
    typed_of,
    week_typed_words,
)
from workwell_desktop.casework.services import ACCESS_LABELS, COST_LABELS, MODE_LABELS, ServiceForm, topic_choices
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import main_button, second_button
from workwell_desktop.ui.parts.choices import Check, Checks, Segments
from workwell_desktop.ui.parts.columns import Fold, Page
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field, first_error
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, holder, reveal
from workwell_desktop.ui.parts.line import Line, Number
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.service_parts.kept_lines import KeptLines
from workwell_desktop.ui.service_parts.places import PlacesField
from workwell_desktop.ui.service_parts.said import ListSays
from workwell_desktop.ui.service_parts.section import Section
from workwell_desktop.ui.service_parts.week import WeekField
from workwell_desktop.ui.style.theme import Look

_NOT_SAVED = "Not saved yet. See the sentences beside the fields."
_TIMES = ("week", "words", "kept")


class ServiceEditor(QWidget):
    """The fields of one service. ``saved`` carries the form; ``closed`` is sent when nothing is to change."""

    saved = Signal(object)
    closed = Signal()
    edited = Signal()

    def __init__(
        self,
        look: Look,
        form: ServiceForm,
        *,
        title: str,
        today: date,
        listed: ServiceForm | None = None,
        typed: Typed | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show a service: ``form`` is how it stands, ``listed`` what the list says, ``typed`` a draft to go on with."""
        super().__init__(parent)
        self._look, self._before, self._listed, self._today = look, form, listed, today
        self._says: dict[str, ListSays] = {}
        self._fields: dict[str, Field] = {**self._about(), **self._who(), **self._sending(), **self._waiting()}
        self.paused = Check(look, "Closed for now", "It takes nobody new. It is shown with a warning.")
        self.sensitive = Check(look, "Do not give out the address", "It is left out of everything that is printed.")
        self.places, self.kept = PlacesField(look), KeptLines(look, today)
        self.week = WeekField(look, lambda days: week_typed_words(days, today))
        self._sections = self._made_sections()
        page = self._page = Page(look, Label(look, title, "page"), *self._sections.values(), gap=16, name=title)
        self._show(typed or typed_of(form))
        parts: list[Any] = [*self._fields.values(), self.paused, self.sensitive, self.places, self.week, self.kept]
        for part in parts:
            part.edited.connect(self._edited)
        self.places.left.connect(self._look_again)
        self.bar = BottomBar(look)
        close = second_button(look, "Leave it as it was")
        close.clicked.connect(self.closed)
        save = main_button(look, "Save this service")
        save.clicked.connect(self._save)
        self.bar.set_buttons(close, save)
        whole = column(look, page, self.bar, gap=0)
        whole.setStretchFactor(page, 1)
        self.setLayout(whole)
        if typed is not None:
            self._open_changed()

    # -- the fields -----------------------------------------------------------------------------------------

    def _about(self) -> dict[str, Field]:
        look = self._look
        cost = [(code, label) for code, label in COST_LABELS.items() if code]
        return {
            "name": Field(look, "Name of the service", Line(look)),
            "organisation": Field(look, "Who runs it", Line(look)),
            "summary": Field(look, "What it does, in one line", Line(look)),
            "description": Field(look, "More about it", TextArea(look, lines=2)),
            "topics": Field(look, "What it helps with", Checks(look, topic_choices())),
            "phone": Field(look, "Phone", Line(look), width="date"),
            "text_number": Field(look, "Text message", Line(look), width="date"),
            "email": Field(look, "E-mail", Line(look), width="name"),
            "web": Field(look, "Web address", Line(look)),
            "cost": Field(look, "Cost", Segments(look, cost)),
            "cost_note": Field(look, "About the cost", Line(look)),
            "alert": Field(
                look, "A warning to show above it", TextArea(look, lines=2), hint="Such as: moved, or full until May."
            ),
            "modes": Field(look, "How people go", Checks(look, list(MODE_LABELS.items()))),
            "getting_in": Field(look, "Getting in", TextArea(look, lines=2), hint="Steps, lift, parking, interpreter."),
            "words": Field(
                look,
                "Opening times in words",
                TextArea(look, lines=2),
                hint="What the week cannot say: not on bank holidays, ring first. A line for each.",
            ),
        }

    def _who(self) -> dict[str, Field]:
        look = self._look
        return {
            "eligibility": Field(look, "Who it is for, in words", TextArea(look, lines=2)),
            "minimum_age": Field(look, "Youngest age", Number(look, unit="years"), width="date"),
            "maximum_age": Field(look, "Oldest age", Number(look, unit="years"), width="date"),
            "only_for": Field(look, "Only for", Checks(look, list(ONLY_FOR_LABELS.items()))),
            "areas": Field(
                look, "Where people must live", TextArea(look, lines=2), hint="An area on each line. Blank: anywhere."
            ),
            "languages": Field(look, "Languages", TextArea(look, lines=2), hint="A language on each line."),
        }

    def _sending(self) -> dict[str, Field]:
        look = self._look
        return {
            "access": Field(look, "Who can send somebody", Checks(look, list(ACCESS_LABELS.items()))),
            "how_to_refer": Field(look, "How to refer", TextArea(look, lines=2)),
        }

    def _waiting(self) -> dict[str, Field]:
        look = self._look
        return {
            "wait": Field(look, "Typical wait", Line(look), hint="As they say it: about 3 weeks.", width="name"),
            "wait_said_on": DateField(look, "Said on", self._read_day, hint="The day on which somebody said so."),
        }

    def _made_sections(self) -> dict[str, Section]:
        look, said = self._look, self._said
        reach = Fold(look, said("phone"), said("text_number"), said("email"))
        ages = Fold(look, said("minimum_age"), said("maximum_age"), most=520)
        when = Label(look, "When it is open", "medium")
        times = ListSays(
            look, "When it is open", holder(column(look, when, self.week, self._fields["words"], self.kept, gap=8))
        )
        self._says["times"] = times
        times.put_back.connect(partial(self._put_back, "times"))
        return {
            "what": Section(
                look, "What it does and how to reach it",
                *map(said, ("name", "organisation", "summary", "topics", "description")), reach,
                *map(said, ("web", "cost", "cost_note", "alert")), said("paused", "Closed for now", self.paused),
                in_short=lambda: self.form().name, opened=True,
            ),
            "where": Section(
                look, "Where and when", said("modes"), said("places", "Places", self.places),
                said("sensitive", "Do not give out the address", self.sensitive), said("getting_in"), times,
                in_short=lambda: "; ".join((*place_lines(self.form().places), *hours_of(self.form(), self._today))),
            ),
            "who": Section(
                look, "Who may come", said("eligibility"), ages, *map(said, ("only_for", "areas", "languages")),
                in_short=lambda: "; ".join(who_lines(self.form())),
            ),
            "refer": Section(
                look, "How to refer", said("access"), said("how_to_refer"),
                in_short=lambda: self.form().how_to_refer,
            ),
            "wait": Section(
                look, "How long people wait", Fold(look, said("wait"), said("wait_said_on"), most=720),
                in_short=lambda: wait_line(self.form(), self._today),
            ),
        }  # fmt: skip

    def _said(self, name: str, label: str = "", part: QWidget | None = None) -> ListSays:
        """Return a field with room for what the list says below it."""
        content = part or self._fields[name]
        says = self._says[name] = ListSays(self._look, label or self._fields[name].label(), content)
        says.put_back.connect(partial(self._put_back, name))
        return says

    def _read_day(self, text: str) -> Understood:
        return read_date(text, self._today, lean="past")

    # -- what is typed --------------------------------------------------------------------------------------

    def typed(self) -> Typed:
        """Return what is typed, as a draft keeps it."""
        typed: Typed = {name: field.value() for name, field in self._fields.items()}
        return typed | {
            "paused": self.paused.value(),
            "sensitive": self.sensitive.value(),
            "places": self.places.value(),
            "week": self.week.value(),
            "kept": self.kept.value(),
        }

    def form(self) -> ServiceForm:
        """Return the service as it is typed; what is not understood yet as it was."""
        return read_typed(self.typed(), self._before, self._today)[0]

    def _show(self, typed: Mapping[str, Any]) -> None:
        for name, field in self._fields.items():
            field.set_value(typed[name])
        self.paused.set_value(typed["paused"])
        self.sensitive.set_value(typed["sensitive"])
        self.places.set_value(typed["places"])
        self.week.set_value(typed["week"])
        self.kept.set_value(typed["kept"])
        self._compare()
        for section in self._sections.values():
            section.tell()

    def _put_back(self, name: str) -> None:
        """Show what the list says in one field, and leave the others."""
        if self._listed is None:
            return
        typed = put_back(self.typed(), name, self._listed)
        parts: dict[str, Any] = {
            "paused": self.paused, "sensitive": self.sensitive, "places": self.places, "week": self.week,
            "kept": self.kept, **self._fields,
        }  # fmt: skip
        for part in _TIMES if name == "times" else (name,):
            parts[part].set_value(typed[part])
        self._compare()
        self.edited.emit()
        (self.week.days[0].first_focus() if name == "times" else self._says[name].first_focus()).setFocus()

    def _edited(self) -> None:
        self._compare()
        self.edited.emit()

    def _compare(self) -> None:
        """Say below each field what the list says where something else is typed."""
        if self._listed is None:
            return
        other = differs(self.form(), self._listed)
        for name, says in self._says.items():
            says.say(list_says(self._listed, name) if name in other else "")
        closed = self._listed.status != "active"  # a coach cannot open what its list says is closed
        reveal(self.paused, not closed)
        reveal(self._says["paused"], not closed)

    def _look_again(self) -> None:
        self.places.show_notes(worth_a_look(self.form(), self._today))

    def _open_changed(self) -> None:
        """Open the sections in which a draft says something else than what is kept."""
        form = self.form()
        changed = {name for name, value in vars(form).items() if value != getattr(self._before, name)}
        for name, section in self._sections.items():
            if changed & _FIELDS_OF[name]:
                section.open()

    # -- saving ---------------------------------------------------------------------------------------------

    def _save(self) -> None:
        form, problems = read_typed(self.typed(), self._before, self._today)
        if problems:
            self.show_problems({**check_service(form), **problems})
        else:
            self.saved.emit(form)

    def say_not_kept(self, words: str) -> None:
        """Say in the bar that the words could not be kept."""
        self.bar.set_kept(words, "octagon-alert")

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Put each sentence beside its field, open the sections, and give the focus to the first."""
        said = dict(problems)
        for name, section in self._sections.items():
            if any(_field_of(problem) in _FIELDS_OF[name] for problem in said):
                section.open()
        for name, field in self._fields.items():
            if name in said:
                field.set_error(said[name])
            elif field.error:
                field.clear()
        self.places.show_problems(said)
        self.week.show_problems(said)
        placed = [field for card in self.places.cards for field in card.fields.values()]
        if first_error([*self._fields.values(), *placed]) is None:
            self.week.first_error()
        self.bar.set_kept(_NOT_SAVED, "octagon-alert")


def _field_of(problem: str) -> str:
    name = problem.partition(".")[0]
    return "times" if name in _TIMES else name


_FIELDS_OF: Mapping[str, frozenset[str]] = {
    "what": frozenset(
        ["name", "organisation", "summary", "topics", "description", "phone", "text_number", "email", "web", "cost",
         "cost_note", "alert", "status"]
    ),
    "where": frozenset(["modes", "places", "sensitive", "getting_in", "times"]),
    "who": frozenset(["eligibility", "minimum_age", "maximum_age", "only_for", "areas", "languages"]),
    "refer": frozenset(["access", "how_to_refer"]),
    "wait": frozenset(["wait", "wait_said_on"]),
}  # fmt: skip
