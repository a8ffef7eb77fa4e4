"""The fields that say how a paper went to somebody: in the register, and in the preview after printing."""

from __future__ import annotations

from workwell_desktop.casework import lists
from workwell_desktop.ui.parts.choices import Choice, Radios
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.records.forms import FormFields, Reader
from workwell_desktop.ui.records.pieces import beside
from workwell_desktop.ui.style.theme import Look

SENT = "sent"  # what the form is called in a draft
WRITE_DOWN = "Write this down"


def sent_form(look: Look, read: Reader, *, remove: str = "") -> FormFields:
    """Return the fields: how it went, to whom, when, and a note."""
    fields: dict[str, Field] = {
        "way": Field(look, "How did it go?", Radios(look, _ways(), across=True), width="full"),
        "to_whom": Field(look, "Who has it now?", Line(look), hint="One person, employer or service.", width="name"),
        "sent_on": DateField(look, "When?", read("sent_on")),
        "note": Field(look, "Anything to add", Line(look)),
    }
    lines = [fields["way"], beside(look, fields["to_whom"], fields["sent_on"]), fields["note"]]
    return FormFields(look, fields, lines, WRITE_DOWN, remove=remove)


def _ways() -> list[Choice]:
    return [Choice(one.code, one.label) for one in lists.choices("paper_way")]
