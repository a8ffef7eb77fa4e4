"""One need as a coach can change it, and what a change would do: the first services now, and with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.service_need_form import NeedForm
from workwell_desktop.casework.service_need_trial import Tried, TriedService
from workwell_desktop.casework.services import topic_choices
from workwell_desktop.ui.pages.need_terms import NeedTerms
from workwell_desktop.ui.parts.buttons import second_button
from workwell_desktop.ui.parts.choices import Checks
from workwell_desktop.ui.parts.columns import Columns
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, empty_out, holder, measured, row
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.style.theme import Look

_LEAST_LINES, _MOST_LINES = 3, 10  # in sight; longer lists scroll
_LINES = ("words", "not_meant", "against")  # one entry a line
_TERMS = (
    "A service that has these words in its name or details comes up. More weight brings it further up. One or many is "
    "the same: “carer” finds “carers” too."
)
_NOBODY = "No service would come up."


class NeedPart(QWidget):
    """The fields of one need, and below them *Try it*. ``edited`` is sent while typing, ``try_wanted`` for a trial."""

    edited = Signal()
    try_wanted = Signal()

    def __init__(self, look: Look, form: NeedForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._topics = look, form.topics
        self.fields = {
            "label": Field(look, "Name", Line(look)),
            "helps": Field(look, "Services help with", Line(look), hint="It stands in a sentence after “Helps with”."),
            "words": self._many(
                "Words that people say", "One a line. Who says one of them is shown these services.", form.words
            ),
            "topics": Field(look, "Topics", Checks(look, topic_choices()), hint="Where such services stand."),
            "not_meant": self._many(
                "Words that mean something else", "One a line. Inside them nothing counts.", form.not_meant
            ),
            "against": self._many(
                "Words against", "One a line. A service with one of them goes down, or away.", form.against
            ),
            "instead": Field(look, "When no service fits", TextArea(look, lines=2), hint="What people can do then."),
        }
        self.terms = NeedTerms(look)
        self._near = Field(look, "Near", Line(look), hint="A postcode, or leave it empty.", width="postcode")
        tries = second_button(look, "Try it", "search")
        tries.clicked.connect(self.try_wanted)
        self._tried = column(look, gap=12)
        self.tried = holder(self._tried)
        first, last = ("label", "helps", "words", "topics"), ("not_meant", "against", "instead")
        whole = measured(
            look,
            Label(look, form.label, "page"),
            *(self.fields[name] for name in first),
            Label(look, "Words in a service’s name and details", "section"),
            Label(look, _TERMS, "hint"),
            self.terms,
            *(self.fields[name] for name in last),
            Label(look, "Try it", "section"),
            Label(look, "See the first services with your changes, before you save. Nothing is kept by it.", "hint"),
            self._near,
            row(look, tries, STRETCH),
        )
        self.setLayout(column(look, whole, self.tried, gap=16))
        self._set(form)
        for field in self.fields.values():
            field.edited.connect(self.edited)
        self.terms.edited.connect(self.edited)

    def _many(self, label: str, hint: str, entries: Sequence[str]) -> Field:
        lines = max(_LEAST_LINES, min(len(entries) + 1, _MOST_LINES))
        return Field(self._look, label, TextArea(self._look, lines=lines), hint=hint)

    def begin(self) -> None:
        """Give the focus to the first field."""
        self.fields["label"].focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def form(self) -> NeedForm:
        """Return what is typed."""
        typed: dict[str, Any] = {name: field.value() for name, field in self.fields.items()}
        for name in _LINES:
            typed[name] = tuple(line.strip() for line in str(typed[name]).splitlines() if line.strip())
        ticked = typed["topics"]  # the first topic counts most, so the order stays as it was
        typed["topics"] = tuple([code for code in self._topics if code in ticked])
        typed["topics"] += tuple(code for code in ticked if code not in typed["topics"])
        return NeedForm(terms=self.terms.value(), **typed)

    def near(self) -> str:
        """Return the postcode that services are looked for around, or nothing."""
        return str(self._near.value())

    def say_near(self, sentence: str) -> None:
        """Say what is wrong with the postcode, or nothing."""
        self._near.set_error(sentence)
        if sentence:
            self._near.take_focus()

    def say_problems(self, problems: dict[str, str]) -> None:
        """Say beside the fields what needs another look; the focus goes to the first of them."""
        for name, field in self.fields.items():
            field.set_error(problems.get(name, ""))
        self.terms.set_error(problems.get("terms", ""))
        order = ("label", "helps", "words", "topics", "terms", "not_meant", "against", "instead")
        first = next((name for name in order if name in problems), "")
        if first == "terms":
            self.terms.take_focus(problems["terms"])
        elif first:
            self.fields[first].take_focus()

    def show_tried(self, tried: Tried) -> None:
        """Show the first services as the rules are now, and as they would be; what is new is said to be."""
        look = self._look
        empty_out(self._tried)
        before = [one.id for one in tried.now]
        now = self._five("As it is now", tried.now, ())
        then = self._five("With your changes", tried.then, [one.id for one in tried.then if one.id not in before])
        self._tried.addWidget(Columns(look, now, then, shares=(1, 1), at=720))

    def _five(self, title: str, services: Sequence[TriedService], new: Sequence[int]) -> QWidget:
        look = self._look
        box = column(look, Label(look, title, "medium"), gap=8)
        for number, one in enumerate(services, start=1):
            name = f"{number}. {one.name}" + (" (new)" if one.id in new else "")
            box.addLayout(column(look, Label(look, name), Label(look, one.why, "hint"), gap=2))
        if not services:
            box.addWidget(Label(look, _NOBODY, ink="ink2"))
        return holder(box)

    def _set(self, form: NeedForm) -> None:
        for name, value in asdict(form).items():
            if name == "terms":
                self.terms.set_value(form.terms)
            else:
                self.fields[name].set_value("\n".join(value) if name in _LINES else value)
