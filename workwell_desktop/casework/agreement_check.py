"""Checks an answer about taking part or sharing: each field that needs another look gets one plain sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from workwell_desktop.casework import lists
from workwell_desktop.casework.dates import read_date
from workwell_desktop.errors import InputProblem

if TYPE_CHECKING:
    from workwell_desktop.casework.agreements import AnswerEntry

STILL_TO_COME = "This day is still to come. Check the date."
NO_DAY = "Write the day this was said, so that it can be shown later."


@dataclass(frozen=True)
class CheckedAnswer:
    """The days of an answer."""

    decided_on: date
    expires_on: date | None


def check(entry: AnswerEntry, today: date) -> CheckedAnswer:
    """Check one answer. Raises ``InputProblem`` with a sentence for each field that needs another look.

    A yes and a question are about one recipient and one purpose; a no may be about all of a kind, for any purpose.
    """
    problems: dict[str, str] = {}
    if lists.find("agreement_state", entry.state) is None:
        problems["state"] = "Choose what was said."
    said = past_day(entry.decided_on, today, "decided_on", problems, missing=NO_DAY)
    ends = _end(entry, today, said, problems)
    if entry.state != "asked" and lists.find("agreement_method", entry.method) is None:
        problems["method"] = "Choose how this was said."
    if entry.purpose == "share":
        _sharing(entry, problems)
    if problems or said is None:
        raise InputProblem(problems)
    return CheckedAnswer(said, ends)


def past_day(typed: str, today: date, name: str, problems: dict[str, str], *, missing: str) -> date | None:
    """Read a day that must be there and not to come; say in ``problems`` under ``name`` what is wrong with it."""
    understood = read_date(typed, today, lean="past")
    if understood.problem or understood.when is None:
        problems[name] = understood.problem or missing
    elif understood.when > today:
        problems[name] = STILL_TO_COME
    return understood.when


def _end(entry: AnswerEntry, today: date, said: date | None, problems: dict[str, str]) -> date | None:
    if entry.state != "agreed" or entry.purpose != "share":
        return None
    understood = read_date(entry.expires_on, today, lean="future")
    if understood.problem:
        problems["expires_on"] = understood.problem
    elif understood.when is not None and said is not None and understood.when < said:
        problems["expires_on"] = "This ends before it was said. Check both dates."
    return understood.when


def _sharing(entry: AnswerEntry, problems: dict[str, str]) -> None:
    if lists.find("recipient", entry.recipient) is None:
        problems["recipient"] = "Choose who this may be shared with."
    if entry.state in {"agreed", "asked"}:
        if not entry.recipient_name.strip():
            problems["recipient_name"] = "Write who: one employer, one service or one person."
        if lists.find("sharing_aim", entry.aim) is None:
            problems["aim"] = "Choose what the sharing is for."
    if entry.state == "agreed" and not entry.shared:
        problems["shared"] = "Tick what may be shared."
    if entry.aim == "other" and not entry.note.strip():
        problems["note"] = "Write what the sharing is for."
