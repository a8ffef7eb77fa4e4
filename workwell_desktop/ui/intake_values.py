"""What stands in the fields of the Intake tab, as casework takes it, and the other way about."""

from __future__ import annotations

from dataclasses import fields as entry_fields
from datetime import date
from typing import Any

from workwell_desktop.casework.dates import lasting
from workwell_desktop.casework.intake import RECIPIENTS, IntakeEntry, Sharing
from workwell_desktop.casework.intake_check import DATE_LEANS
from workwell_desktop.ui.intake_sections import Fields

NEEDED: dict[str, tuple[str, ...]] = {
    "who": ("source", "received_on", "reason"),
    "about": ("first_name", "last_name", "birth_date"),
    "contact": ("safe_to_message",),
    "work": ("work_status",),
    "health": ("conditions",),
    "agreements": ("take_part",),
}
"""What a section holds when its mark may be a tick: what the work needs most."""

_TUPLES = {f.name for f in entry_fields(IntakeEntry) if f.name in {"needs", "fit_note_options", "conditions"}}
_SHARING = ("recipient_name", "state", "decided_on", "method")


def entry_of(fields: Fields) -> IntakeEntry:
    """Return what is typed in all fields of the tab, as casework takes it."""
    plain: dict[str, Any] = {}
    for name, field in fields.items():
        if not name.startswith("sharing."):
            plain[name] = tuple(field.value()) if name in _TUPLES else field.value()
    sharing = []
    for recipient in RECIPIENTS:
        said = {part: fields[f"sharing.{recipient}.{part}"].value() for part in _SHARING}
        if said["state"]:
            sharing.append(Sharing(recipient=recipient, **said))
    return IntakeEntry(**plain, sharing=tuple(sharing))


def typed_of(entry: IntakeEntry) -> dict[str, Any]:
    """Return an entry as the fields of the tab take it."""
    typed = {f.name: getattr(entry, f.name) for f in entry_fields(entry) if f.name != "sharing"}
    typed = {name: list(value) if isinstance(value, tuple) else value for name, value in typed.items()}
    for share in entry.sharing:
        for part in _SHARING:
            typed[f"sharing.{share.recipient}.{part}"] = getattr(share, part)
    return typed


def meant(typed: dict[str, Any], kept_on: date, today: date) -> dict[str, Any]:
    """Return what was typed on a day, with dates that mean the day they meant when they were typed."""
    leans = DATE_LEANS | {f"sharing.{one}.decided_on": DATE_LEANS["take_part_on"] for one in RECIPIENTS}
    dates = {name: lasting(typed[name], kept_on, today, lean=lean) for name, lean in leans.items() if typed.get(name)}
    return typed | dates


def key_of(name: str, entry: IntakeEntry) -> str:
    """Turn the n-th sharing of an entry back into the field of its recipient; one that is missing names it."""
    if not name.startswith("sharing."):
        return name
    _sharing, number, part = name.split(".")
    return f"sharing.{entry.sharing[int(number)].recipient}.{part}" if number.isdigit() else name
