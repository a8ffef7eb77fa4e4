"""The care boards of England as a coach chooses them: which stood on a day, and what came after one that has ended.

The facts are those of ``places/boards.py``.
"""

from __future__ import annotations

from datetime import date

from workwell_desktop.casework.dates import plain
from workwell_desktop.errors import InputProblem
from workwell_desktop.places.boards import CHECK, Area, shipped_boards


def areas_on(day: date) -> tuple[Area, ...]:
    """Return the boards that stood on a day, by name."""
    return tuple(
        sorted((one for one in shipped_boards().areas.values() if one.stood_on(day)), key=lambda one: one.label)
    )


def area_choices(day: date | None = None) -> tuple[tuple[str, str], ...]:
    """Return boards as key and label, by name: those that stood on a day, or those that stand by the newest facts.

    The label says which were pilots, which took in the area of a pilot, and which are to be checked before use.
    """
    stand = (one for one in shipped_boards().areas.values() if (one.stood_on(day) if day else one.valid_to is None))
    return tuple(sorted(((one.key, f"{one.label}{_marks(one)}") for one in stand), key=lambda one: one[1]))


def area_labels() -> dict[str, str]:
    """Return every board there is or was, key and label."""
    return {one.key: one.label for one in shipped_boards().areas.values()}


def area(code: str) -> Area | None:
    """Return a board by its key, ODS code or ONS code, whether or not it still stands; nothing when it is not known."""
    if not code:
        return None
    shipped = shipped_boards().areas
    return shipped.get(code) or next((one for one in shipped.values() if code in {one.ods, one.ons}), None)


def area_label(code: str) -> str:
    """Return what to call a board; a code that this program does not know is shown as it stands."""
    found = area(code)
    return found.label if found else code


def what_came_after(code: str, day: date) -> str:
    """Say in a sentence what became of a board that had ended by a day; empty while it stands or is not known."""
    found = area(code)
    if found is None or found.valid_to is None or day <= found.valid_to:
        return ""
    after = [f"{area_label(one.key)} ({one.part})" if one.part else area_label(one.key) for one in found.successors]
    unsure = any(shipped_boards().areas[one.key].provisional for one in found.successors)
    return " ".join(
        [
            f"{found.label} ended on {plain(found.valid_to)}.",
            f"Its area is now in {_listed(after)}.",
            *(["The new boards still wait to be checked against the official register."] if unsure else []),
        ]
    )


def check_area(code: str) -> None:
    """Raise ``InputProblem`` (``area``) for a code that is not a board; empty is fine."""
    if code and area(code) is None:
        raise InputProblem({"area": "Choose an area from the list, or leave it out."})


def area_attributions() -> tuple[str, ...]:
    """Return the lines that must stand where the program says what it is made of."""
    return shipped_boards().attributions


def _marks(one: Area) -> str:
    """Return what stands behind a board's name in a list: pilots, and that a new one is to be checked before use."""
    pilots = (other for other in shipped_boards().areas.values() if other.pilot)
    takes_in = any(one.key == successor.key for pilot in pilots for successor in pilot.successors)
    pilot = "pilot area" if one.pilot else "takes in a pilot area" if takes_in else ""
    marks = [mark for mark in (pilot, CHECK if one.provisional else "") if mark]
    return f" ({'; '.join(marks)})" if marks else ""


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
