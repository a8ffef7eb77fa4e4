"""Checks an intake as a whole: each field that needs another look gets one plain sentence."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from workwell_desktop.casework import identifiers, lists
from workwell_desktop.casework.dates import Lean, read_date
from workwell_desktop.errors import InputProblem

if TYPE_CHECKING:
    from workwell_desktop.casework.intake import IntakeEntry

MOST_HOURS = 168.0  # there are no more hours in a week
STILL_TO_COME = "This day is still to come. Check the date."
NO_DAY = "Write the day this was said, so that it can be shown later."
NO_METHOD = "Choose how this was said."
SAID_BEFORE = "This was said before. Choose “Took it back” if it no longer holds."
TAKE_PART = "take_part"
_HOURS = re.compile(r"([0-9]+(?:[.,][0-9]{1,2})?) *(?:h|hrs?|hours?)?", re.IGNORECASE)


@dataclass(frozen=True)
class Checked:
    """The typed facts in the form they are kept: dates, tidied identifiers, and hours a week."""

    dates: dict[str, date | None]
    texts: dict[str, str]
    hours: float | None
    sharing_dates: tuple[date | None, ...]


DATE_LEANS: dict[str, Lean] = {
    "received_on": "past",
    "birth_date": "birth",
    "last_worked_on": "past",
    "take_part_on": "past",
}


def check(entry: IntakeEntry, today: date, said_before: Container[str] = ()) -> Checked:
    """Check every field of an intake. Raises ``InputProblem`` with a sentence for each that needs another look.

    ``said_before`` holds what has an answer that is kept: ``take_part``, and the codes of recipients. An answer is
    changed by another one, never emptied. One that is missing is named by its code: ``sharing.gp.state``.
    """
    problems: dict[str, str] = {}
    dates = _dates(entry, today, problems)
    texts = _texts(entry, problems)
    hours, wrong = read_hours(entry.hours_per_week)
    if wrong:
        problems["hours_per_week"] = wrong
    _take_part(entry, dates["take_part_on"], problems, said_before)
    sharing_dates = _sharing(entry, today, problems, said_before)
    if not entry.last_name.strip():  # somebody with one name only has it written here
        problems["last_name"] = "A last name is needed, so that this person can be found again."
        if not (entry.first_name.strip() or entry.known_as.strip()):
            problems["first_name"] = "A first name is needed, so that we know who this is about."
    if problems:
        raise InputProblem(problems)
    return Checked(dates, texts, hours, sharing_dates)


def _dates(entry: IntakeEntry, today: date, problems: dict[str, str]) -> dict[str, date | None]:
    dates: dict[str, date | None] = {}
    for name, lean in DATE_LEANS.items():
        understood = read_date(getattr(entry, name), today, lean=lean)
        dates[name] = understood.when
        if understood.problem:
            problems[name] = understood.problem
    for name in ("received_on", "last_worked_on", "take_part_on"):
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


def _take_part(entry: IntakeEntry, day: date | None, problems: dict[str, str], said_before: Container[str]) -> None:
    if not entry.take_part:
        if TAKE_PART in said_before:
            problems["take_part"] = SAID_BEFORE
        return
    if day is None:
        problems.setdefault("take_part_on", NO_DAY)
    if not _is_method(entry.take_part_method):
        problems["take_part_method"] = NO_METHOD


def _sharing(
    entry: IntakeEntry, today: date, problems: dict[str, str], said_before: Container[str]
) -> tuple[date | None, ...]:
    days = []
    for i, share in enumerate(entry.sharing):
        understood = read_date(share.decided_on, today, lean="past")
        if understood.problem:
            problems[f"sharing.{i}.decided_on"] = understood.problem
        elif understood.when is not None and understood.when > today:
            problems[f"sharing.{i}.decided_on"] = STILL_TO_COME
        elif share.state and understood.when is None:
            problems[f"sharing.{i}.decided_on"] = NO_DAY
        if share.state and not _is_method(share.method):
            problems[f"sharing.{i}.method"] = NO_METHOD
        if share.state and not share.recipient:
            problems[f"sharing.{i}.recipient"] = "Choose who this may be shared with."
        days.append(understood.when)
    answered = {share.recipient for share in entry.sharing if share.state}
    for recipient in (choice.code for choice in lists.choices("recipient")):
        if recipient in said_before and recipient not in answered:
            problems[f"sharing.{recipient}.state"] = SAID_BEFORE
    return tuple(days)


def _is_method(code: str) -> bool:
    return lists.find("agreement_method", code) is not None
