"""Checks an intake as a whole: each field that needs another look gets one plain sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from workwell_desktop.casework import identifiers
from workwell_desktop.casework.dates import Lean, read_date
from workwell_desktop.errors import InputProblem

if TYPE_CHECKING:
    from workwell_desktop.casework.intake import IntakeEntry

MOST_HOURS = 168.0  # there are no more hours in a week
STILL_TO_COME = "This day is still to come. Check the date."
REVIEW_FIRST = "This is before the day somebody asked. Check both dates."
_HOURS = re.compile(r"([0-9]+(?:[.,][0-9]{1,2})?) *(?:h|hrs?|hours?)?", re.IGNORECASE)


@dataclass(frozen=True)
class Checked:
    """The typed facts in the form they are kept: dates, tidied identifiers, and hours a week."""

    dates: dict[str, date | None]
    texts: dict[str, str]
    hours: float | None


DATE_LEANS: dict[str, Lean] = {
    "received_on": "past",
    "birth_date": "birth",
    "last_worked_on": "past",
    "needs_checked_on": "past",
    "needs_review_on": "future",
}


def check(entry: IntakeEntry, today: date) -> Checked:
    """Check every field of an intake. Raises ``InputProblem`` with a sentence for each that needs another look."""
    problems: dict[str, str] = {}
    dates = _dates(entry, today, problems)
    texts = _texts(entry, problems)
    hours, wrong = read_hours(entry.hours_per_week)
    if wrong:
        problems["hours_per_week"] = wrong
    if not entry.last_name.strip():  # somebody with one name only has it written here
        problems["last_name"] = "A last name is needed, so that this person can be found again."
        if not (entry.first_name.strip() or entry.known_as.strip()):
            problems["first_name"] = "A first name is needed, so that we know who this is about."
    asked, again = dates["needs_checked_on"], dates["needs_review_on"]
    if asked and again and again < asked:
        problems.setdefault("needs_review_on", REVIEW_FIRST)
    if problems:
        raise InputProblem(problems)
    return Checked(dates, texts, hours)


def _dates(entry: IntakeEntry, today: date, problems: dict[str, str]) -> dict[str, date | None]:
    dates: dict[str, date | None] = {}
    for name, lean in DATE_LEANS.items():
        understood = read_date(getattr(entry, name), today, lean=lean)
        dates[name] = understood.when
        if understood.problem:
            problems[name] = understood.problem
    for name in ("received_on", "last_worked_on", "needs_checked_on"):
        day = dates[name]
        if day is not None and day > today:
            problems[name] = STILL_TO_COME
    return dates


def _texts(entry: IntakeEntry, problems: dict[str, str]) -> dict[str, str]:
    checks = {
        "nhs_number": identifiers.check_nhs_number,
        "nino": identifiers.check_nino,
        "mobile": identifiers.check_phone,
        "phone": identifiers.check_phone,
        "postcode": identifiers.check_postcode,
        "email": identifiers.check_email,
    }
    texts = {}
    for name, look in checks.items():
        found = look(getattr(entry, name))
        texts[name] = found.value
        if found.problem and name != "postcode":  # an unknown postcode is kept: look-ups are older than postcodes
            problems[name] = found.problem
    return texts


def read_hours(typed: str) -> tuple[float | None, str]:
    """Return hours a week as typed (30, 37.5 hours, 30h), or what needs another look. Nothing typed is fine."""
    if not typed.strip():
        return None, ""
    written = _HOURS.fullmatch(typed.strip())
    if written is None:
        return None, "Write the hours as a number, like 30 or 37.5."
    hours = float(written[1].replace(",", "."))
    if hours > MOST_HOURS:
        return None, "A week has 168 hours. Check this number."
    return hours, ""
