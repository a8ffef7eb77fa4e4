"""Tries to reach somebody who is with us: when, how, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workwell_desktop.casework import dates, lists
from workwell_desktop.casework.clock_times import read_time
from workwell_desktop.casework.people import current_episode
from workwell_desktop.errors import InputProblem
from workwell_desktop.models.episodes import ContactAttempt
from workwell_desktop.vault.store import Vault


@dataclass(frozen=True)
class TryEntry:
    """One try as it is typed: the day and the time (now when blank), codes of ``contact_way`` and ``try_outcome``."""

    on: str = ""
    at: str = ""
    way: str = ""
    outcome: str = ""
    note: str = ""


def record_try(vault: Vault, participant_id: int, entry: TryEntry) -> int:
    """Write down a try to reach somebody and return its id.

    Raises ``InputProblem`` for on, at, way and outcome; ``NotKept``.
    """
    now = vault.clock.local()
    day, at = dates.read_date(entry.on, now.date(), lean="past"), read_time(entry.at)
    problems = {name: found.problem for name, found in (("on", day), ("at", at)) if found.problem}
    when = day.when or now.date()
    hour = at.when or (now.time() if when == now.date() else datetime.min.time())
    moment = datetime.combine(when, hour).astimezone()
    if not problems and moment > now:
        problems["on" if when > now.date() else "at"] = "This is still to come. Write down what has been."
    if lists.find("contact_way", entry.way) is None:
        problems["way"] = "Choose how you tried."
    if lists.find("try_outcome", entry.outcome) is None:
        problems["outcome"] = "Choose what came of it."
    if problems:
        raise InputProblem(problems)
    with vault.transaction() as transaction:
        episode_id = current_episode(transaction.session, participant_id).id
        values = {"episode_id": episode_id, "tried_at": moment, "way": entry.way, "outcome": entry.outcome}
        number = transaction.insert(ContactAttempt, values | {"note": entry.note.strip()})
        transaction.record("add", "contact_attempt", number, {"on": when.isoformat()})
        return number
