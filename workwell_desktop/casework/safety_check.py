"""Checks a safety record as it is typed: each field that needs another look gets one plain sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from workwell_desktop.casework import lists
from workwell_desktop.casework.agreement_check import past_day
from workwell_desktop.casework.clock_times import read_time
from workwell_desktop.casework.dates import read_date
from workwell_desktop.errors import InputProblem

if TYPE_CHECKING:
    from workwell_desktop.casework.safety import SafetyEntry, ToldEntry


TOO_EARLY = "This is before the day it was noticed. Check both dates."


@dataclass(frozen=True)
class Checked:
    """The days of a record."""

    noticed_on: date
    review_on: date | None


def check(entry: SafetyEntry, today: date, *, corrects: bool) -> Checked:
    """Check a record; one that ``corrects`` needs its reason. Raises ``InputProblem`` by field."""
    problems: dict[str, str] = {}
    if lists.find("safety_kind", entry.kind) is None:
        problems["kind"] = "Choose what this is about."
    noticed = past_day(entry.noticed_on, today, "noticed_on", problems, missing="Write the day this was noticed.")
    if not entry.words.strip():
        problems["words"] = "Write what you saw or heard."
    again = read_date(entry.review_on, today, lean="future")
    if again.problem:
        problems["review_on"] = again.problem
    elif again.when is None:
        problems["review_on"] = "Write the day on which you look at this again."
    elif noticed is not None and again.when < noticed:
        problems["review_on"] = TOO_EARLY
    if corrects and not entry.reason.strip():
        problems["reason"] = "Write why this changes. What stood here before is kept."
    if problems or noticed is None:
        raise InputProblem(problems)
    return Checked(noticed, again.when)


def check_told(entry: ToldEntry, now: datetime) -> datetime:
    """Check who was told and return when (UTC). Raises ``InputProblem`` by field.

    ``now`` is aware, in this PC's own time zone.
    """
    problems: dict[str, str] = {}
    if not entry.who.strip():
        problems["who"] = "Write who was told, and their job."
    day = past_day(entry.told_on, now.date(), "told_on", problems, missing="Write the day they were told.")
    at = read_time(entry.told_at)
    if at.problem or at.when is None:
        problems["told_at"] = at.problem or "Write the time, such as 14:15."
    if lists.find("shared_way", entry.way) is None:
        problems["way"] = "Choose how they were told."
    if entry.agreed not in {"yes", "no"}:
        problems["agreed"] = "Choose one."
    if entry.agreed == "no" and lists.find("without_agreement", entry.reason) is None:
        problems["reason"] = "Choose why they were told all the same."
    if entry.agreed == "no" and entry.reason == "other" and not entry.note.strip():
        problems["note"] = "Write the reason."
    if problems or day is None or at.when is None:
        raise InputProblem(problems)
    when = datetime.combine(day, at.when).astimezone()
    if when > now:
        raise InputProblem({"told_at": "This time is still to come. Check it."})
    return when.astimezone(UTC)
