"""The fields that a deed about a referral opens into: a try to reach somebody, no, a day to wait for, a new referral.

Words that were typed into one of them are never passed over by another deed: :func:`began` asks about them in place.
"""

from __future__ import annotations

from collections.abc import Callable

from workwell_desktop.casework.dates import Understood
from workwell_desktop.ui.intake_sections import PAIR, options
from workwell_desktop.ui.parts.choices import Radios, Segments
from workwell_desktop.ui.parts.columns import Fold
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.layouts import Thing, reveal, row
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.plan.editors import Editor
from workwell_desktop.ui.style.theme import Look

ReadDay = Callable[[str], Understood]
NOTE = "Anything to remember"
SAY_NO = "Decline or point to other help"
SLOTS = {"try": "triage_try", "no": "triage_no", "wait": "triage_wait", "again": "triage_again"}
"""The name of the draft of each kind of fields: one slot each, so that none writes over another."""
BEGAN = {
    "try": "You began a try.",
    "no": "You began to decline, or to point to other help.",
    "wait": "You began to let it wait.",
    "again": "You began a new referral.",
}


def began(look: Look, what: str, keep: Callable[[], object], throw_away: Callable[[], object]) -> Notice:
    """Return the question what shall become of words that were typed, before something else is done."""
    deeds = [("Keep it", keep), ("Throw it away", throw_away)]
    return Notice(look, "warn", what, "Keep it or throw it away first.", deeds=deeds, announce_it=True)


def try_editor(look: Look, read_past: ReadDay) -> Editor:
    """Return the fields of a try to reach somebody: when, how, and what came of it."""
    fields = {
        "way": Field(look, "How did you try?", Radios(look, options("contact_way"), across=True), width="full"),
        "outcome": Field(look, "What came of it?", Radios(look, options("try_outcome"), across=True), width="full"),
        "on": DateField(look, "Which day", read_past, hint="Leave blank for today."),
        "at": Field(
            look, "What time", Line(look), hint="Leave blank if it was now, or is not known.", width="postcode"
        ),
        "note": Field(look, NOTE, Line(look), width="full"),
    }
    day = Fold(look, fields["on"], fields["at"], most=PAIR)
    return Editor(look, fields, [fields["way"], fields["outcome"], day, fields["note"]], "Save this try")


def no_editor(look: Look) -> Editor:
    """Return the fields of a no: decline, or send on to other help, each with its reason."""
    words = (("decline", "Decline"), ("signpost", "Point to other help"))
    fields = {
        "how": Field(look, "What is the answer?", Segments(look, words), width="full"),
        "where": Field(look, "Where can they go?", Line(look), hint="A service, a name, a number.", width="full"),
        "reason": Field(look, "Why?", Radios(look, options("decline_reason")), width="full"),
        "note": Field(look, NOTE, Line(look), width="full"),
    }
    fields["how"].set_value("decline")

    def show_where() -> None:
        reveal(fields["where"], fields["how"].value() == "signpost")

    fields["how"].edited.connect(show_where)
    show_where()
    return Editor(look, fields, list(fields.values()), "Save this answer")


def wait_editor(look: Look, read_future: ReadDay) -> Editor:
    """Return the fields of a referral that waits: until which day, and why."""
    fields = {
        "until": DateField(look, "Until which day?", read_future, hint="It comes up again on that day."),
        "reason": Field(look, "Why does it wait?", Radios(look, options("waiting_reason")), width="full"),
        "note": Field(look, NOTE, Line(look), width="full"),
    }
    lines: list[Thing] = [row(look, fields["until"]), fields["reason"], fields["note"]]
    return Editor(look, fields, lines, "Save this day")


def again_editor(look: Look, read_past: ReadDay, who: str) -> Editor:
    """Return the fields of a new referral of somebody we know."""
    fields = {
        "source": Field(look, "Where did it come from?", Combo(look, options("referral_source")), width="name"),
        "received_on": DateField(look, "When did it arrive?", read_past, hint="Leave blank for today.", width="name"),
        "referrer_name": Field(look, "Who sent them?", Line(look), width="name"),
        "referrer_organisation": Field(look, "Practice, employer or service", Line(look), width="name"),
        "reason": Field(look, f"What does {who} want help with now?", TextArea(look, lines=2), width="full"),
    }
    sender = Fold(look, fields["referrer_name"], fields["referrer_organisation"])

    def show_sender() -> None:
        reveal(sender, fields["source"].value() != "self")

    fields["source"].edited.connect(show_sender)
    lines: list[Thing] = [row(look, fields["source"]), row(look, fields["received_on"]), sender, fields["reason"]]
    return Editor(look, fields, lines, "Take this referral")
