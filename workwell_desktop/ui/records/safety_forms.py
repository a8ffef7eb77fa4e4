"""The forms of the safety page: a worry, who was told, and the reason for closing or opening again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.clock_times import UnderstoodTime, read_time
from workwell_desktop.casework.dates import full, plain
from workwell_desktop.casework.lists import choice_list, choices
from workwell_desktop.casework.safety_due import Due
from workwell_desktop.ui.parts.choices import Checks, Radios, Segments
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import Thing, column, holder, reveal
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.records.forms import FormFields, Reader
from workwell_desktop.ui.records.pieces import beside
from workwell_desktop.ui.style.theme import Look

DUE = "due"  # the field that says what a record writes down


def _options(name: str) -> list[tuple[str, str]]:
    return [(one.code, one.label) for one in choices(name)]


def due_values(due: Sequence[Due]) -> dict[str, Any]:
    """Return what a new worry shows at first where something is to be written down: all of that is ticked."""
    if not due:
        return {}
    answered: dict[str, Any] = {"kind": "self"} if any(one.answered for one in due) else {}
    return {**answered, "noticed_on": plain(due[0].said_on), DUE: [str(one.id) for one in due]}


def worry_form(look: Look, read: Reader, due: Sequence[Due], *, corrects: bool, led: bool = False) -> FormFields:
    """Return the fields of a worry; one that is put right asks why as well.

    What is ``due`` is ticked by hand, for a worry may be about something else. Only where the notice ``led`` here, and
    one alone stands, that is not asked.
    """
    fields: dict[str, Field] = {
        "kind": Field(look, "What is it about?", Radios(look, _options("safety_kind"))),
        "noticed_on": DateField(look, "When was it noticed?", read("noticed_on")),
        "words": Field(
            look,
            "What did you see or hear?",
            TextArea(look, lines=4),
            hint="Facts, and their own words in quotation marks.",
            width="full",
        ),
        "done": Field(look, "What was done?", TextArea(look, lines=3), width="full"),
        "review_on": DateField(look, "Look at this again on", read("review_on")),
    }
    asks = _questions(look)
    lines: list[Thing] = list(fields.values())
    lines.insert(1, asks)
    if due:
        said = [(str(one.id), _due_words(one)) for one in due]
        fields[DUE] = Field(look, "This writes down what was said", Checks(look, said))
        lines.insert(0, fields[DUE])
    if corrects:
        fields["reason"] = Field(
            look,
            "Why does this change?",
            Line(look),
            hint="Such as: more was done since, or a word was wrong. What stood here before is kept.",
        )
        lines.append(fields["reason"])
    clear = led and len(due) == 1 and due[0].stands
    return _WorryEditor(look, fields, lines, "Save this text" if corrects else "Save this record", asks, clear)


def _due_words(due: Due) -> str:
    what = "An answer that was given" if due.answered else "What was said or seen"
    return f"{what} on {full(due.said_on)}"


def _questions(look: Look) -> QWidget:
    """Return what to ask aloud before the contact ends."""
    lines = [Label(look, one.label) for one in choices("safety_questions")]
    hint = Label(
        look,
        "Aloud, in your own words. To ask does not make it worse. Whom to ring stands at the top of this page.",
        "hint",
    )
    return holder(column(look, Label(look, choice_list("safety_questions").title, "strong"), hint, *lines, gap=4))


class _WorryEditor(FormFields):
    """Shows what to ask aloud while the worry is that they may harm themselves.

    ``clear``: it goes without saying what is written down, as long as that is ticked.
    """

    def __init__(
        self, look: Look, fields: dict[str, Field], lines: list[Thing], keep: str, asks: QWidget, clear: bool
    ) -> None:
        super().__init__(look, fields, lines, keep)
        self._asks, self._clear = asks, clear
        fields["kind"].edited.connect(self._follow)
        self._follow()

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show these values; what was written down meanwhile is not ticked any more."""
        shown = dict(values)
        if DUE in shown:
            control = self.fields[DUE].control if DUE in self.fields else None
            there = {one.code for one in control.choices} if isinstance(control, Checks) else set()
            shown[DUE] = [one for one in shown[DUE] if one in there]
        super().set_values(shown)
        if DUE in self.fields:
            reveal(self.fields[DUE], not (self._clear and self.fields[DUE].value()))
        self._follow()

    def _follow(self) -> None:
        reveal(self._asks, self.fields["kind"].value() == "self")


def told_form(look: Look, who: str, read: Reader) -> FormFields:
    """Return the fields that say who was told, when, how, and on what ground."""
    fields: dict[str, Field] = {
        "who": Field(look, "Who was told?", Line(look), hint="Name and job, such as the safeguarding lead."),
        "told_on": DateField(look, "On which day?", read("told_on")),
        "told_at": Field(look, "At what time?", Line(look), width="postcode"),
        "way": Field(look, "How?", Combo(look, _options("shared_way")), width="name"),
        "agreed": Field(look, f"Did {who} agree to it?", Segments(look, [("yes", "Yes"), ("no", "No, or not asked")])),
        "reason": Field(
            look,
            "Why were they told without it?",
            Radios(look, _options("without_agreement")),
            hint="Guidance only. Check it with your own safeguarding policy, and ask your lead.",
        ),
        "note": Field(look, "Anything to add", Line(look)),
    }
    editor = _ToldEditor(
        look,
        fields,
        [
            fields["who"],
            beside(look, fields["told_on"], fields["told_at"]),
            fields["way"],
            fields["agreed"],
            fields["reason"],
            fields["note"],
        ],
    )
    fields["told_at"].left.connect(lambda: _say_time(fields["told_at"]))
    editor.follow()
    return editor


class _ToldEditor(FormFields):
    """Asks for the reason where there was no agreement."""

    def __init__(self, look: Look, fields: dict[str, Field], lines: list) -> None:  # type: ignore[type-arg]  # as Editor takes them
        super().__init__(look, fields, lines, "Save who was told")
        fields["agreed"].edited.connect(self.follow)

    def set_values(self, values: dict) -> None:  # type: ignore[type-arg, override]  # as Editor takes them
        """Show these values."""
        super().set_values(values)
        self.follow()

    def follow(self) -> None:
        """Show the reasons, or not."""
        reveal(self.fields["reason"], self.fields["agreed"].value() == "no")


def _say_time(field: Field) -> None:
    found: UnderstoodTime = read_time(str(field.value()))
    if found.problem:
        field.set_error(found.problem)
    elif found.sentence and found.sentence != field.value():
        field.set_understood(found.sentence)
    else:
        field.clear()


def reason_form(look: Look, question: str, hint: str, keep: str) -> FormFields:
    """Return the one field that says why a record is closed or opened again."""
    reason = Field(look, question, TextArea(look, lines=2), hint=hint, width="full")
    return FormFields(look, {"reason": reason}, [reason], keep)
