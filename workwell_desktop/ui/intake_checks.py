"""Looks at what is typed in the Intake when a field is left: says what is wrong, or what we understood."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from workwell_desktop.casework import identifiers
from workwell_desktop.casework.areas import area_choices, area_label, what_came_after
from workwell_desktop.casework.identifiers import Checked
from workwell_desktop.casework.intake_check import read_hours
from workwell_desktop.ui.parts.fields import Field


def check_hours(typed: str) -> Checked:
    """Check hours a week; nothing is shown back when they are right."""
    return Checked(typed, problem=read_hours(typed)[1])


CHECKS: Mapping[str, Callable[[str], Checked]] = {
    "nhs_number": identifiers.check_nhs_number,
    "nino": identifiers.check_nino,
    "mobile": identifiers.check_phone,
    "phone": identifiers.check_phone,
    "postcode": identifiers.check_postcode,
    "email": identifiers.check_email,
    "hours_per_week": check_hours,
}


def watch(fields: Mapping[str, Field]) -> None:
    """Have each field that can be checked looked at when it is left, and its sentence go while it is typed anew."""
    for name in fields.keys() & CHECKS.keys():
        field, check = fields[name], CHECKS[name]
        field.left.connect(partial(look_at, field, check))
        field.edited.connect(partial(_typed_anew, field))
    if "area" in fields:
        fields["area"].edited.connect(partial(_typed_anew, fields["area"]))


def look_at_all(fields: Mapping[str, Field]) -> None:
    """Look at what stands in the fields that can be checked, without a word to a screen reader."""
    for name in fields.keys() & CHECKS.keys():
        look_at(fields[name], CHECKS[name], announce_it=False)


def look_at(field: Field, check: Callable[[str], Checked], *, announce_it: bool = True) -> None:
    """Say beside a field what is wrong with what is typed, what is worth a look, or how it is read."""
    typed = str(field.value())
    found = check(typed)
    if found.problem:
        field.set_error(found.problem, announce_it=announce_it and found.problem != field.error)
    elif found.note:
        field.set_note(found.note)
    elif found.shown and found.shown != typed:
        field.set_understood(found.shown)
    else:
        field.clear()


def offer_area(field: Field, code: str, today: date) -> None:
    """Let a field of areas show the board of an old record, and say what came after it when it has ended."""
    options = list(area_choices())
    if code and code not in {key for key, _label in options}:
        options.append((code, area_label(code)))
    field.control.set_options(options)
    after = what_came_after(code, today)
    if after:
        field.set_note(after)
    else:
        field.clear()


def _typed_anew(field: Field) -> None:
    if not field.error:
        field.clear()
