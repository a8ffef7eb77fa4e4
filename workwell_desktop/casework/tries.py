"""Tries to reach somebody, with us or only referred: when, how, and what came of it. The one door for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from workwell_desktop.casework import dates, lists
from workwell_desktop.casework.clock_times import read_time
from workwell_desktop.casework.drafts import drop_draft
from workwell_desktop.casework.people import current_episode
from workwell_desktop.errors import InputProblem
from workwell_desktop.models.episodes import ContactAttempt, Referral
from workwell_desktop.vault.store import Vault

SCREEN = "try"  # of the draft of a new one in the history
STILL_TO_COME = "This is still to come. Write down what has been."


@dataclass(frozen=True)
class TryEntry:
    """One try as it is typed: the day and the time (now when blank), codes of ``contact_way`` and ``try_outcome``."""

    on: str = ""
    at: str = ""
    way: str = ""
    outcome: str = ""
    note: str = ""


def record_try(vault: Vault, participant_id: int, entry: TryEntry, referral_id: int = 0) -> int:
    """Write down a try to reach somebody, about a referral of theirs where one is named, and return its id.

    Raises ``InputProblem`` for on, at, way and outcome; ``NotKept``.
    """
    moment, timed = _checked(entry, vault.clock.local())
    with vault.transaction() as transaction:
        session = transaction.session
        if referral_id:
            episode_id = session.get_one(Referral, referral_id).episode_id
        else:
            episode_id = current_episode(session, participant_id).id
            drop_draft(transaction, SCREEN, participant_id)
        values = {"episode_id": episode_id, "tried_at": moment, "way": entry.way, "outcome": entry.outcome}
        number = transaction.insert(ContactAttempt, values | {"note": entry.note.strip(), "timed": timed})
        transaction.record("add", "contact_attempt", number, {"on": moment.astimezone().date().isoformat()})
        return number


def _checked(entry: TryEntry, now: datetime) -> tuple[datetime, bool]:
    """Return when it was, and whether the hour is known: now when nothing is typed, else only what was typed.

    An earlier day without a time stands in the order of things at its noon; nobody is told so.
    """
    day, at = dates.read_date(entry.on, now.date(), lean="past"), read_time(entry.at)
    problems = {name: found.problem for name, found in (("on", day), ("at", at)) if found.problem}
    when = day.when or now.date()
    just_now = at.when is None and when == now.date()
    moment = now if just_now else datetime.combine(when, at.when or time(12)).astimezone()
    if not problems and moment > now:
        problems["on" if when > now.date() else "at"] = STILL_TO_COME
    if lists.find("contact_way", entry.way) is None:
        problems["way"] = "Choose how you tried."
    if lists.find("try_outcome", entry.outcome) is None:
        problems["outcome"] = "Choose what came of it."
    if problems:
        raise InputProblem(problems)
    return moment, just_now or at.when is not None
