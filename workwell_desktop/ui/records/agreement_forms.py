"""The forms of the page of agreements: an answer about taking part or sharing, and something that was shared."""

from __future__ import annotations

from collections.abc import Mapping

from workwell_desktop.casework.lists import choices
from workwell_desktop.ui.parts.choices import Checks, Choice, Radios, Segments
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import reveal
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.records.forms import FormFields, Reader
from workwell_desktop.ui.records.pieces import beside
from workwell_desktop.ui.style.theme import Look

WRITE_ANSWER = "Write this answer down"
_NO = ("refused", "withdrawn")


def _options(name: str) -> list[Choice]:
    return [Choice(one.code, one.label, second=one.hint) for one in choices(name)]


def _aims(recipient: str) -> list[tuple[str, str]]:
    """Return the purposes that suit a kind of recipient."""
    found = [one for one in choices("sharing_aim") if not one.suits or not recipient or recipient in one.suits]
    return [(one.code, one.label) for one in found]


def take_part_form(look: Look, who: str, read: Reader) -> FormFields:
    """Return the fields of an answer about taking part."""
    fields = {
        "state": Field(
            look,
            f"Does {who} want to take part?",
            Segments(look, _options("agreement_state")),
            hint=f"This is up to {who}, and {who} can stop at any time.",
            width="full",
        ),
        "decided_on": DateField(look, "When did they say so?", read("decided_on")),
        "method": Field(look, "How did they say so?", Combo(look, _options("agreement_method")), width="name"),
        "note": Field(look, "Anything to add", Line(look)),
    }
    return FormFields(
        look,
        fields,
        [fields["state"], beside(look, fields["decided_on"], fields["method"]), fields["note"]],
        WRITE_ANSWER,
    )


class _Named:
    """Proposes the name that is known for a kind of recipient, and the purposes that suit it."""

    def __init__(self, fields: Mapping[str, Field], names: Mapping[str, str]) -> None:
        self._fields, self._names, self._proposed = fields, names, ""
        fields["recipient"].edited.connect(self.follow)

    def follow(self) -> None:
        """Take the name and the purposes of the kind that is chosen now; a name that was typed stays."""
        kind, name = str(self._fields["recipient"].value()), self._fields["recipient_name"]
        if name.value() in {"", self._proposed}:
            self._proposed = self._names.get(kind, "")
            name.set_value(self._proposed)
        self._fields["aim"].control.set_options(_aims(kind))


def sharing_form(look: Look, who: str, names: Mapping[str, str], read: Reader) -> FormFields:
    """Return the fields of an answer about sharing with one recipient for one purpose."""
    fields: dict[str, Field] = {
        "recipient": Field(
            look, "Who would we share with?", Radios(look, _options("recipient"), across=True), width="full"
        ),
        "recipient_name": Field(
            look, "Which one?", Line(look), hint="One employer, one service or one person.", width="name"
        ),
        "aim": Field(look, "What is the sharing for?", Combo(look, _aims(""))),
        "state": Field(look, f"What did {who} say?", Segments(look, _options("agreement_state")), width="full"),
        "decided_on": DateField(look, "When was this said?", read("decided_on")),
        "method": Field(look, "How was this said?", Combo(look, _options("agreement_method")), width="name"),
        "expires_on": DateField(look, "Until when?", read("expires_on"), hint="Leave blank if no end was said."),
        "shared": Field(
            look,
            "What may be shared?",
            Checks(look, [(one.code, one.label) for one in choices("shared_items")]),
            hint="The name of a condition only when they ask for it. An employer does not need it.",
        ),
        "note": Field(look, "Anything to add", Line(look)),
    }
    wide_no = Label(look, "A no can be for more: leave the name or the purpose open, and it counts for all.", "small")
    named = _Named(fields, names)
    lines = [
        fields["recipient"],
        fields["recipient_name"],
        fields["aim"],
        fields["state"],
        wide_no,
        beside(look, fields["decided_on"], fields["method"]),
        fields["expires_on"],
        fields["shared"],
        fields["note"],
    ]
    editor = _SharingEditor(look, fields, lines, wide_no)
    editor.named = named
    editor.follow()
    return editor


class _SharingEditor(FormFields):
    """Shows only what belongs to what was said."""

    named: _Named | None = None

    def __init__(self, look: Look, fields: dict[str, Field], lines: list, wide_no: Label) -> None:  # type: ignore[type-arg]  # as Editor takes them
        super().__init__(look, fields, lines, WRITE_ANSWER)
        self._wide_no = wide_no
        fields["state"].edited.connect(self.follow)

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show these values; the purposes follow the recipient first."""
        if "recipient" in values:
            self.fields["recipient"].set_value(values["recipient"])
            self.fields["aim"].control.set_options(_aims(str(values["recipient"])))
        super().set_values(values)
        self.follow()

    def follow(self) -> None:
        """Show the fields of the answer that is chosen."""
        said = self.fields["state"].value()
        for name in ("expires_on", "shared"):
            reveal(self.fields[name], said == "agreed")
        reveal(self._wide_no, said in _NO)


def shared_form(look: Look, who: str, names: Mapping[str, str], read: Reader) -> FormFields:
    """Return the fields of something that was told or sent by other means than a paper of ours."""
    fields: dict[str, Field] = {
        "recipient": Field(look, "Who has it now?", Radios(look, _options("recipient"), across=True), width="full"),
        "recipient_name": Field(
            look, "Which one?", Line(look), hint="One employer, one service or one person.", width="name"
        ),
        "aim": Field(look, "What was it for?", Combo(look, _aims(""))),
        "what": Field(
            look, "What was shared?", TextArea(look, lines=2), hint="Write what they know now.", width="full"
        ),
        "shared_on": DateField(look, "When?", read("shared_on")),
        "way": Field(look, "How?", Combo(look, _options("shared_way")), width="name"),
        "reason": Field(
            look,
            f"Why, if {who} did not agree?",
            Combo(look, _options("without_agreement"), empty="There is an agreement"),
            hint="Guidance only. Check it with your own safeguarding policy.",
        ),
        "note": Field(look, "Anything to add", Line(look)),
    }
    editor = _SharedEditor(
        look,
        fields,
        [
            fields["recipient"],
            fields["recipient_name"],
            fields["aim"],
            fields["what"],
            beside(look, fields["shared_on"], fields["way"]),
            fields["reason"],
            fields["note"],
        ],
        "Write this down",
    )
    editor.named = _Named(fields, names)
    return editor


class _SharedEditor(FormFields):
    """Lets the purposes follow the recipient."""

    named: _Named | None = None

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show these values; the purposes follow the recipient first."""
        if "recipient" in values:
            self.fields["recipient"].set_value(values["recipient"])
            self.fields["aim"].control.set_options(_aims(str(values["recipient"])))
        super().set_values(values)
