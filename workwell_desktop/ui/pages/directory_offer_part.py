"""The step that says what was chosen, and asks what the list is called and whether it is all of it."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import dates
from workwell_desktop.casework.directory_import import ListWords, Offered, check_words
from workwell_desktop.errors import InputProblem
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.pages.column_rows import cut
from workwell_desktop.ui.parts.choices import Choice, Radios
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.fields import Field, first_error
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, measured
from workwell_desktop.ui.parts.line import Line

_WHOLE = (
    Choice("whole", "The whole list", second="What is not in it any more is taken off the list. Your notes stay."),
    Choice("part", "Only a part of it", second="Nothing is taken off the list."),
)
_NAME_HINT = "It is shown beside every service of the list."
_WHICH = "Is it a newer file of a list that is here?"
_WHICH_HINT = "Then only what differs changes, and your notes stay with their services."
_LONGEST_NAME = 36
_NEW_LIST = "No, it is a new list"
_ABOUT_HINT = "Leave blank if you do not know. It is named wherever a service of this list is printed."


class OfferPart(QWidget):
    """Shows a file or folder and takes what the coach says of it."""

    def __init__(self, desk: Desk, offered: Offered, words: ListWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = desk.look
        self._attribution = words.attribution
        top = column(
            look,
            Label(look, "What is this list?", "page"),
            Label(look, f"{offered.name}: {facts_of(offered, desk.clock.today())}", ink="ink2"),
            Label(look, offered.said, "lead"),
            gap=4,
        )
        self._earlier = offered.earlier
        self._which = Combo(
            look, [(one.name, cut(one.name, _LONGEST_NAME)) for one in offered.earlier], name=_WHICH, empty=_NEW_LIST
        )
        self._which.set_value(words.name if words.name in {one.name for one in offered.earlier} else "")
        self._which.edited.connect(self._choose)
        which = [Field(look, _WHICH, self._which, hint=_WHICH_HINT, width="sentence")] if offered.earlier else []
        self._name = Field(look, "Name of the list", Line(look), hint=_NAME_HINT, width="sentence")
        self._name.set_value(words.name)
        self._publisher = Field(look, "Who publishes it?", Line(look), hint=_ABOUT_HINT, width="sentence")
        self._publisher.set_value(words.publisher)
        hint = "Leave blank if you do not know. Many councils use the Open Government Licence."
        self._licence = Field(look, "Under which licence?", Line(look), hint=hint, width="sentence")
        self._licence.set_value(words.licence)
        self._whole = Field(look, "Is this file the whole list?", Radios(look, _WHOLE), width="full")
        self._whole.set_value("whole")
        fields = measured(look, *which, self._name, self._publisher, self._licence, self._whole, gap=16)
        whole = column(look, gap=24)
        whole.addLayout(top)
        whole.addWidget(fields)
        self.setLayout(whole)

    def _choose(self) -> None:
        """Take over what is known of the chosen list, or leave room for a new one."""
        known = next((one for one in self._earlier if one.name == self._which.value()), ListWords(""))
        self._attribution = known.attribution
        for field, said in (
            (self._name, known.name),
            (self._publisher, known.publisher),
            (self._licence, known.licence),
        ):
            field.set_value(said)

    def words(self) -> ListWords | None:
        """Return what was typed, tidied; nothing when a field needs another look, which then says why."""
        typed = ListWords(self._name.value(), self._publisher.value(), self._licence.value(), self._attribution)
        try:
            return check_words(typed)
        except InputProblem as problem:
            self.show_problem(problem)
            return None

    def partial(self) -> bool:
        """Say whether the file is only a part of the list."""
        return str(self._whole.value()) == "part"

    def set_partial(self, partial: bool) -> None:
        """Choose whether the file is only a part."""
        self._whole.set_value("part" if partial else "whole")

    def show_problem(self, problem: InputProblem) -> None:
        """Say beside the name why it cannot be used."""
        self._name.set_error(problem.fields.get("name", problem.sentence))
        first_error([self._name])


def facts_of(offered: Offered, today: date) -> str:
    """Return how large a file is and of which day, in words."""
    size = offered.size
    large = f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000)):,} kB"
    day = f", written {dates.short(offered.written_on, today)}" if offered.written_on else ""
    return f"{large}{day}."
