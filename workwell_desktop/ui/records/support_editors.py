"""The fields of the support page: level and first day, weeks, pauses, the end, and a new beginning."""

from __future__ import annotations

from workwell_desktop.casework.episode_history import Support
from workwell_desktop.casework.lists import choices
from workwell_desktop.ui.parts.choices import Choice, Radios, Segments
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import Thing, reveal
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.records.forms import FormFields, Reader
from workwell_desktop.ui.records.pieces import beside
from workwell_desktop.ui.style.theme import Look

_JOB = ("in_work", "off_sick")
OUTCOME = ("work_status", "employer", "hours", "adjustments")


def options(name: str) -> list[Choice]:
    """Return a list of ``lists.toml`` as options for a control, with their hints."""
    return [Choice(choice.code, choice.label, second=choice.hint) for choice in choices(name)]


def details_editor(look: Look, read: Reader) -> FormFields:
    """Return the fields of the level of support, what the plan is for, and the first appointment."""
    level = Field(look, "How much support?", Radios(look, options("support_level")), width="full")
    plan = [(choice.code, choice.label) for choice in choices("plan_type")]
    kind = Field(
        look, "What is the plan for?", Radios(look, plan) if look.large else Segments(look, plan), width="full"
    )
    first = DateField(
        look, "First appointment", read("started_on"), hint="Leave blank if it has not been yet. Weeks count from it."
    )
    fields: dict[str, Field] = {"support_level": level, "plan_type": kind, "started_on": first}
    return FormFields(look, fields, [level, kind, first], "Save this")


def weeks_editor(look: Look) -> FormFields:
    """Return the fields of the weeks agreed for one person."""
    weeks = Field(
        look, "Weeks agreed", Line(look), hint="Leave blank for the number the service has.", width="postcode"
    )
    why = Field(look, "Why?", TextArea(look, lines=2), hint="Who agreed to it, and the reason.", width="full")
    return FormFields(look, {"weeks": weeks, "reason": why}, [weeks, why], "Save these weeks")


def pause_editor(look: Look, read: Reader, *, new: bool) -> FormFields:
    """Return the fields of a pause."""
    first = DateField(look, "Paused from", read("starts_on"), hint="This day does not count any more.")
    back = DateField(look, "Back on", read("back_on"), hint="This day counts again. Leave blank if nobody knows.")
    why = Field(
        look, "Why?", Line(look), hint="In a few words, such as: in hospital, looking after family.", width="full"
    )
    fields: dict[str, Field] = {"starts_on": first, "back_on": back, "reason": why}
    keep, remove = ("Pause support", "") if new else ("Save this pause", "Take this pause out")
    return FormFields(look, fields, [beside(look, first, back), why], keep, remove)


def resume_editor(look: Look, read: Reader) -> FormFields:
    """Return the one field of going on: the day they came back."""
    back = DateField(look, "Back since", read("resumed_on"), hint="This day counts again.")
    return FormFields(look, {"resumed_on": back}, [back], "Go on with support")


def close_editor(look: Look, read: Reader, who: str) -> FormFields:
    """Return the fields of the end of support on one quick form: why, and how things stand now."""
    day = DateField(look, "Last day of support", read("closed_on"), hint="Today, if nothing else is known.")
    reasons = [(choice.code, choice.label) for choice in choices("close_reason")]
    why = Field(look, "Why does support end?", Combo(look, reasons), width="name")
    note = Field(
        look,
        "Anything to add",
        TextArea(look, lines=2),
        hint="The reason, if it is another one. Only what the next coach needs.",
        width="full",
    )
    outcome = _outcome_fields(look, who)
    fields: dict[str, Field] = {"closed_on": day, "reason": why, "note": note, **outcome}
    head = Label(look, f"How things stand for {who}", "section")
    hint = Label(look, "What you do not know yet can be added later. It will be asked for on Today.", "hint")
    editor = FormFields(
        look, fields, [day, why, note, head, hint, *_outcome_lines(look, outcome)], f"Close {who}’s support"
    )
    _watch(editor)
    return editor


def outcome_editor(look: Look, who: str) -> FormFields:
    """Return the fields of how things stood at the end."""
    outcome = _outcome_fields(look, who)
    editor = FormFields(look, outcome, _outcome_lines(look, outcome), "Save how it ended")
    _watch(editor)
    return editor


def reopen_editor(look: Look) -> FormFields:
    """Return the one field of opening support again."""
    why = Field(look, "Why is support opened again?", TextArea(look, lines=2), width="full")
    return FormFields(look, {"reason": why}, [why], "Open support again")


def refer_editor(look: Look, read: Reader, who: str) -> FormFields:
    """Return the fields of a new referral of somebody we know."""
    source = Field(
        look, "Where did this referral come from?", Radios(look, options("referral_source")),
        width="full",
    )  # fmt: skip
    name = Field(look, "Who sent them?", Line(look), hint=f"Leave blank if {who} came alone.", width="name")
    place = Field(look, "Practice, employer or service", Line(look), width="name")
    day = DateField(look, "When did it arrive?", read("received_on"), hint="The days to answer count from then.")
    why = Field(look, f"What does {who} want help with now?", TextArea(look, lines=2), width="full")
    fields: dict[str, Field] = {
        "source": source,
        "referrer_name": name,
        "referrer_organisation": place,
        "received_on": day,
        "reason": why,
    }
    lines = [source, beside(look, name, place), day, why]
    return FormFields(look, fields, lines, "Save this referral")


def show_what_fits(editor: FormFields) -> None:
    """Show the questions about a job only where there is one."""
    status = editor.fields["work_status"].value()
    reveal(editor.fields["employer"], status in _JOB)
    reveal(editor.fields["hours"], status in {*_JOB, "self_employed"})
    reveal(editor.fields["adjustments"], status in _JOB)


def _outcome_fields(look: Look, who: str) -> dict[str, Field]:
    employer = [(choice.code, choice.label) for choice in choices("outcome_employer")]
    return {
        "work_status": Field(
            look, f"What is {who} doing now?", Radios(look, options("outcome_work_status")),
            width="full",
        ),
        "employer": Field(look, "Is it the same employer?", Segments(look, employer)),
        "hours": Field(look, "Hours a week now", Line(look), width="postcode"),
        "adjustments": Field(
            look, "Are changes at work in place?",
            Radios(look, options("outcome_adjustments")), width="full",
        ),
    }  # fmt: skip


def _outcome_lines(look: Look, fields: dict[str, Field]) -> list[Thing]:  # noqa: ARG001  (every part takes the look first)
    return [fields[name] for name in OUTCOME]


def _watch(editor: FormFields) -> None:
    editor.fields["work_status"].edited.connect(lambda: show_what_fits(editor))
    show_what_fits(editor)


def level_words(shown: Support) -> tuple[str, str]:
    """Return the level of support and what the plan is for, in words."""
    level = next((one.label for one in choices("support_level") if one.code == shown.support_level), "Not said yet")
    plan = next((one.label for one in choices("plan_type") if one.code == shown.plan_type), "Not said yet")
    return level, plan
