"""The fields that a line of the plan opens into: a goal, a step, a change at work, the review.

editor = StepEditor(look, read_day, new=True)
editor.set_values({"what": "Ring Talking Therapies", "who": "Jo"})
editor.kept.connect(save)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit

from workwell_desktop.casework import lists
from workwell_desktop.casework.clock_times import read_time
from workwell_desktop.casework.dates import Understood
from workwell_desktop.errors import InputProblem
from workwell_desktop.ui.parts.buttons import Button, deed_of_open_fields, quiet_button, second_button
from workwell_desktop.ui.parts.choices import Check, Radios
from workwell_desktop.ui.parts.columns import Fold
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field, show_problems
from workwell_desktop.ui.parts.layouts import Thing, column, flow, row
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.scale import Scale
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.style.theme import Look

ReadDay = Callable[[str], Understood]
DATE_HINT = "As you would say it: 5 dec, in 2 weeks."


class Editor(QFrame):
    """Fields with *Keep*, *Close* and perhaps *Remove* below, where ``keep`` gives words for it.

    Enter in a line keeps, Esc closes.

    ``shown_anew`` is sent after other values were shown, ``edited`` while somebody types; ``kept``, ``closed`` and
    ``removed`` ask for what their names say.
    """

    edited = Signal()
    shown_anew = Signal()
    kept = Signal()
    closed = Signal()
    removed = Signal()

    def __init__(
        self, look: Look, fields: Mapping[str, Field], lines: Sequence[Thing], keep: str = "", remove: str = ""
    ) -> None:
        """Hold ``fields`` by name, laid out as ``lines``; ``keep`` and ``remove`` are the words of the buttons."""
        super().__init__()
        self.fields = dict(fields)
        self.setProperty("ground", "sunk")
        deeds: list[Button] = []
        for words, icon, wish in (
            (keep, "", self.kept),
            (keep and "Close", "", self.closed),
            (remove, "trash", self.removed),
        ):
            if words:
                made = (
                    quiet_button(look, words, icon) if deeds else deed_of_open_fields(second_button(look, words, icon))
                )
                deeds.append(made)
                deeds[-1].clicked.connect(wish)
        below = [flow(look, *deeds)] if deeds else []
        self.setLayout(column(look, *lines, *below, gap=16, margins=16))
        for field in self.fields.values():
            field.edited.connect(self.edited)
            if isinstance(field.control, QLineEdit):
                field.control.returnPressed.connect(self.kept)

    def values(self) -> dict[str, Any]:
        """Return what is typed and chosen, by field."""
        return {name: field.value() for name, field in self.fields.items()}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show these values; a field that is not named stays as it is."""
        for name, value in values.items():
            if name in self.fields:
                self.fields[name].set_value(value)
        self.shown_anew.emit()

    def show_problem(self, problem: InputProblem) -> None:
        """Put each sentence beside its field, and the focus into the first of them."""
        show_problems(self.fields, problem.fields)

    def take_focus(self) -> None:
        """Give the focus to the first field."""
        next(iter(self.fields.values())).take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc: the safe choice, because what was typed can be brought back."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def goal_editor(look: Look, name: str, read_day: ReadDay, *, new: bool) -> Editor:
    """Return the fields of a goal: the words, by when, and how sure."""
    words = Field(
        look, "What you want, in your own words", TextArea(look, lines=2), hint=f"As {name} says it.", width="full"
    )
    by = DateField(look, "By when", read_day, hint=f"{DATE_HINT} Leave blank if there is no day yet.")
    sure = Field(look, "How sure are you, 0 to 10?", Scale(look, "Not sure at all", "Very sure"), width="full")
    fields = {"words": words, "by": by, "confidence": sure}
    lines: list[Thing] = [
        words,
        row(look, by),
        sure,
    ]  # in a row, the long hint of a narrow field gets the height it needs
    return Editor(look, fields, lines, "Save this goal", "" if new else "Remove this goal")


def step_editor(
    look: Look, names: Mapping[str, str], read_day: ReadDay, links: Mapping[str, Field], *, new: bool
) -> Editor:
    """Return the fields of a step: what, whose, who, by when, how it stands, what it is about, and the coach's note.

    ``names`` say who is meant by each kind; the name follows the kind until another one is typed.
    """
    what = Field(look, "What will be done", Line(look), width="full")
    options = [(choice.code, names.get(choice.code) or choice.label) for choice in lists.choices("step_who")]
    kind = Field(look, "Who does it", Radios(look, options, across=True), width="full")
    who = Field(look, "Their name, as it stands in the plan", Line(look), width="name")
    by = DateField(look, "By when", read_day, hint="")

    def name_them() -> None:
        if who.value().strip() in {"", *names.values()}:
            who.set_value(names.get(kind.value(), ""))

    kind.edited.connect(name_them)
    fields = {"what": what, "kind": kind, "who": who, "by": by, "state": _stands(look, "step_state")}
    fields |= {**links, "note": _own_note(look)}
    lines = [what, kind, _beside(look, (who, "name"), (by, "date")), fields["state"], *links.values(), fields["note"]]
    return Editor(look, fields, lines, "Save this step", "" if new else "Remove this step")


def step_state_editor(look: Look) -> Editor:
    """Return the fields of a step that go on after the plan was agreed: how it stands, and the coach's note."""
    fields = {"state": _stands(look, "step_state"), "note": _own_note(look)}
    return Editor(look, fields, list(fields.values()), "Save this step")


def change_editor(look: Look, name: str, read_day: ReadDay, links: Mapping[str, Field], *, new: bool) -> Editor:
    """Return the fields of a change at work: what helps, what is hard, for how long, how it stands, its facts."""
    helps = Field(look, "What would help", Line(look), hint=f"Write what {name} needs, not why.", width="full")
    now = Field(look, "What is hard now", Line(look), hint="At work, without the name of an illness.", width="full")
    until = DateField(look, "Until when", read_day, hint="Leave blank if it is to stay.")
    lasting, cost = _choice(look, "lasting"), _choice(look, "cost")
    access = Field(look, "Access to Work", Check(look, "Access to Work may help to pay"), width="name")
    access.reveal_label(False)
    fields = {"helps": helps, "now": now, "until": until, "state": _stands(look, "adjustment_state")}
    fields |= {"note": _note(look), **links, "lasting": lasting, "cost": cost, "access_to_work": access}
    lines = [helps, now, until, fields["state"], fields["note"], *links.values(), lasting, cost, access]
    return Editor(look, fields, lines, "Save this change", "" if new else "Remove this change")


def change_state_editor(look: Look, read_past: ReadDay) -> Editor:
    """Return the fields of a change at work that go on after the plan was agreed: how it stands, since when, who."""
    on = DateField(look, "Since which day", read_past, hint="")
    who = Field(look, "Who said so", Line(look), hint="Leave blank if nobody did.", width="name")
    fields = {"state": _stands(look, "adjustment_state"), "on": on, "who": who, "note": _note(look)}
    lines = [fields["state"], _beside(look, (on, "date"), (who, "name")), fields["note"]]
    return Editor(look, fields, lines, "Save this change")


def look_editor(look: Look, read_past: ReadDay, read_day: ReadDay) -> Editor:
    """Return the fields of a look at a change that is in place: the day, what was found, and when to look next."""
    on = DateField(look, "Looked at on", read_past, hint="")
    found = Field(look, "What was found", Line(look), hint="Does it still help? Is something missing?", width="full")
    next_on = DateField(look, "Look again on", read_day, hint="Leave blank for the usual time.")
    fields = {"found": found, "on": on, "next_on": next_on}
    return Editor(look, fields, [found, _beside(look, (on, "date"), (next_on, "date"))], "Save this look")


def review_editor(look: Look, read_day: ReadDay) -> Editor:
    """Return the fields of the next review: the day, and the time and place of its meeting."""
    day = DateField(look, "Which day", read_day, hint=DATE_HINT)
    at = Field(look, "What time", Line(look), hint="Leave blank if no meeting is booked.", width="date")
    place = Field(look, "Where", Line(look), hint="A room, or “by phone”.", width="name")
    at.left.connect(lambda: _show_time(at))
    fields = {"on": day, "at": at, "place": place}
    return Editor(look, fields, [_beside(look, (day, "date"), (at, "date"), (place, "name"))], "Keep this day")


def _stands(look: Look, name: str) -> Field:
    options = [(choice.code, choice.label) for choice in lists.choices(name)]
    return Field(look, "How it stands", Radios(look, options, across=True), width="full")


def _choice(look: Look, name: str) -> Field:
    options = [(choice.code, choice.label) for choice in lists.choices(name)]
    return Field(look, lists.choice_list(name).title, Radios(look, options, across=True), width="full")


def _own_note(look: Look) -> Field:
    """Return the coach's note about a step. It says beside it who reads it."""
    return Field(look, "Your note", Line(look), hint="Only for you. It stands on no paper.", width="full")


def _note(look: Look) -> Field:
    return Field(look, "What was said about it", Line(look), hint="Such as who said yes, and how.", width="full")


def _beside(look: Look, *fields: tuple[Field, str]) -> Thing:
    """Put fields that belong together in one line, each as wide as is named, on more lines where there is no room."""
    for field, width in fields:
        field.setMinimumWidth(look.width(width) if not look.large else 0)
    return Fold(look, *(field for field, _width in fields))


def _show_time(field: Field) -> None:
    """Say a typed time back, or what is wrong with it."""
    understood = read_time(field.value())
    if understood.problem:
        field.set_error(understood.problem)
    elif understood.sentence:
        field.set_understood(understood.sentence)
    else:
        field.clear()
