"""The forms of the safety page: a worry, who was told, and the reason for closing or opening again."""

from __future__ import annotations

from workwell_desktop.casework.clock_times import UnderstoodTime, read_time
from workwell_desktop.casework.lists import choices
from workwell_desktop.ui.parts.choices import Radios, Segments
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.layouts import reveal
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.records.forms import FormFields, Reader
from workwell_desktop.ui.records.pieces import beside
from workwell_desktop.ui.style.theme import Look


def _options(name: str) -> list[tuple[str, str]]:
    return [(one.code, one.label) for one in choices(name)]


def worry_form(look: Look, read: Reader, *, corrects: bool) -> FormFields:
    """Return the fields of a worry; one that is put right asks why as well."""
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
    lines = list(fields.values())
    if corrects:
        fields["reason"] = Field(
            look,
            "Why does this change?",
            Line(look),
            hint="Such as: more was done since, or a word was wrong. What stood here before is kept.",
        )
        lines.append(fields["reason"])
    return FormFields(look, fields, lines, "Save this text" if corrects else "Save this record")


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
