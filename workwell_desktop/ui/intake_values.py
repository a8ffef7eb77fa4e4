"""What stands in the fields of the Intake tab, as casework takes it, and the other way about."""

from __future__ import annotations

from dataclasses import fields as entry_fields
from datetime import date
from typing import Any

from workwell_desktop.casework.dates import lasting
from workwell_desktop.casework.intake import IntakeEntry
from workwell_desktop.casework.intake_check import DATE_LEANS
from workwell_desktop.casework.lists import find
from workwell_desktop.casework.needs import CATEGORIES
from workwell_desktop.ui.intake_sections import Fields

NEEDED: dict[str, tuple[str, ...]] = {
    "who": ("source", "received_on", "reason"),
    "about": ("first_name", "last_name", "birth_date"),
    "contact": ("safe_to_message",),
    "talking": ("needs_asked", "needs_checked_on"),
    "work": ("work_status",),
    "health": ("conditions",),
}
"""What a section holds when its mark may be a tick: what the work needs most."""

_TUPLES = {"conditions"}
_NEEDS = "needs."


def enough(fields: Fields, code: str) -> bool:
    """Say whether a section holds what the work needs most, so that its mark may be a tick."""
    return all(fields[name].value() for name in NEEDED[code])


def entry_of(fields: Fields) -> IntakeEntry:
    """Return what is typed in all fields of the tab, as casework takes it."""
    plain: dict[str, Any] = {}
    needs: list[str] = []
    for name, field in fields.items():
        if name.startswith(_NEEDS):
            needs += field.value()
        else:
            plain[name] = tuple(field.value()) if name in _TUPLES else field.value()
    return IntakeEntry(**plain, needs=tuple(needs))


def typed_of(entry: IntakeEntry) -> dict[str, Any]:
    """Return an entry as the fields of the tab take it: needs under their four categories."""
    typed = {f.name: getattr(entry, f.name) for f in entry_fields(entry) if f.name != "needs"}
    typed = {name: list(value) if isinstance(value, tuple) else value for name, value in typed.items()}
    known = [(code, found) for code in entry.needs if (found := find("communication_need", code))]
    for category in CATEGORIES:
        typed[_NEEDS + category] = [code for code, found in known if found.category == category]
    return typed


def meant(typed: dict[str, Any], kept_on: date, today: date) -> dict[str, Any]:
    """Return what was typed on a day, with dates that mean the day they meant when they were typed."""
    dates = {
        name: lasting(typed[name], kept_on, today, lean=lean) for name, lean in DATE_LEANS.items() if typed.get(name)
    }
    return typed | dates
