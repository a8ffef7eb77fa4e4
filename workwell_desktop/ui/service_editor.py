"""Adding a service or putting one right, in the page itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.services import ACCESS_LABELS, COST_LABELS, MODE_LABELS, ServiceForm, topic_choices
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import main_button, second_button
from workwell_desktop.ui.parts.choices import Checks, Segments
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.fields import Field, first_error
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, row
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.style.theme import Look

_MANY = ("topics", "modes", "access")


class ServiceEditor(QWidget):
    """The fields of one service. ``saved`` carries the form; ``closed`` is sent when nothing is to change."""

    saved = Signal(object)
    closed = Signal()
    edited = Signal()

    def __init__(self, look: Look, form: ServiceForm, *, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        cost = [(code, label) for code, label in COST_LABELS.items() if code]
        self._fields: dict[str, Field] = {
            "name": Field(look, "Name of the service", Line(look)),
            "organisation": Field(look, "Who runs it", Line(look)),
            "summary": Field(look, "What it does, in one line", Line(look)),
            "topics": Field(look, "What it helps with", Checks(look, topic_choices())),
            "phone": Field(look, "Phone", Line(look), width="date"),
            "email": Field(look, "E-mail", Line(look), width="name"),
            "web": Field(look, "Web address", Line(look)),
            "address": Field(look, "Address", TextArea(look, lines=2)),
            "postcode": Field(look, "Postcode", Line(look), width="postcode"),
            "when": Field(look, "When it is open", Line(look)),
            "modes": Field(look, "How people go", Checks(look, list(MODE_LABELS.items()))),
            "access": Field(look, "Who can send somebody", Checks(look, list(ACCESS_LABELS.items()))),
            "how_to_refer": Field(look, "How to refer", TextArea(look, lines=2)),
            "getting_in": Field(look, "Getting in", Line(look), hint="Steps, lift, parking, interpreter."),
            "cost": Field(look, "Cost", Segments(look, cost)),
        }
        page = Page(look, Label(look, title, "page"), gap=16, name=title)
        for name, field in self._fields.items():
            value: Any = getattr(form, name)
            field.set_value(list(value) if name in _MANY else value)
            field.edited.connect(self.edited)
            if name not in {"phone", "email"}:
                page.add(field)
            elif name == "phone":
                page.add(row(look, field, self._fields["email"], STRETCH, gap=16))
        self.bar = BottomBar(look)
        close = second_button(look, "Leave it as it was")
        close.clicked.connect(self.closed)
        save = main_button(look, "Save this service")
        save.clicked.connect(lambda: self.saved.emit(self.form()))
        self.bar.set_buttons(close, save)
        whole = column(look, page, self.bar, gap=0)
        whole.setStretchFactor(page, 1)
        self.setLayout(whole)

    def form(self) -> ServiceForm:
        """Return the service as it is typed."""
        typed: dict[str, Any] = {
            name: tuple(field.value()) if name in _MANY else field.value() for name, field in self._fields.items()
        }
        return replace(self._form, **typed)

    def say_not_kept(self, words: str) -> None:
        """Say in the bar that the words could not be kept."""
        self.bar.set_kept(words, "octagon-alert")

    def show_problems(self, problems: dict[str, str]) -> None:
        """Put each sentence beside its field and the focus into the first."""
        for name, field in self._fields.items():
            field.clear()
            if name in problems:
                field.set_error(problems[name])
        first_error(list(self._fields.values()))
        self.bar.set_kept("Not saved yet. See the sentences beside the fields.", "octagon-alert")
