"""What became of a booked meeting without one: they did not come, it was cancelled, or it was moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workwell_desktop.casework import dates
from workwell_desktop.casework.clock_times import read_time
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.contacts import Contact
from workwell_desktop.vault.store import Transaction, Vault

WITHOUT = {"did_not_attend": "did not come", "cancelled": "cancelled"}


@dataclass(frozen=True)
class Before:
    """How a meeting stood before something was said about it, so that this can be taken back."""

    contact_id: int
    state: str
    moved_to: int = 0


def say_outcome(vault: Vault, contact_id: int, state: str) -> Before:
    """Say that a booked meeting did not take place: a state of ``WITHOUT``; another one is a bug (``ValueError``).

    Raises ``WorkwellError`` when it is not booked any more; ``NotKept``.
    """
    if state not in WITHOUT:
        raise ValueError("no such outcome")
    with vault.transaction() as transaction:
        contact = _booked(transaction, contact_id)
        contact.state = state
        transaction.record("change", "contact", contact_id, {"state": state})
        return Before(contact_id, "booked")


def move_meeting(vault: Vault, contact_id: int, on: str, at: str) -> Before:
    """Move a booked meeting to another day and time, as they are typed. The old one stays and names the new one.

    Raises ``InputProblem`` for on and at; ``WorkwellError`` when it is not booked any more; ``NotKept``.
    """
    problems: dict[str, str] = {}
    day, time = dates.read_date(on, vault.clock.today(), lean="future"), read_time(at)
    if day.problem or day.when is None:
        problems["on"] = day.problem or "Type the new day."
    if time.problem or time.when is None:
        problems["at"] = time.problem or "Type the new time."
    if day.when is None or time.when is None or problems:
        raise InputProblem(problems)
    moment = datetime.combine(day.when, time.when).astimezone()
    if moment <= vault.clock.utc():
        raise InputProblem({"on": "This is past. Choose a time to come."})
    with vault.transaction() as transaction:
        contact = _booked(transaction, contact_id)
        new = Contact(
            episode_id=contact.episode_id,
            starts_at=moment,
            minutes=contact.minutes,
            mode=contact.mode,
            place=contact.place,
            purpose=contact.purpose,
            agenda=contact.agenda,
        )
        transaction.session.add(new)
        transaction.session.flush()
        contact.state, contact.moved_to = "moved", new.id
        transaction.record("add", "contact", new.id, {"starts_at": moment.isoformat()})
        transaction.record("change", "contact", contact_id, {"state": "moved"})
        return Before(contact_id, "booked", new.id)


def take_back(vault: Vault, before: Before) -> None:
    """Put a meeting back as it stood; the new one of a meeting that was moved is cancelled. Raises ``NotKept``."""
    with vault.transaction() as transaction:
        contact = transaction.session.get_one(Contact, before.contact_id)
        contact.state, contact.moved_to = before.state, None
        transaction.record("change", "contact", contact.id, {"state": before.state})
        if before.moved_to:
            transaction.session.get_one(Contact, before.moved_to).state = "cancelled"
            transaction.record("change", "contact", before.moved_to, {"state": "cancelled"})


def set_interpreter(vault: Vault, contact_id: int, *, booked: bool) -> None:
    """Say whether the interpreter of a meeting is booked. Raises ``NotKept``."""
    with vault.transaction() as transaction:
        transaction.session.get_one(Contact, contact_id).interpreter_booked = booked
        transaction.record("change", "contact", contact_id, {"interpreter_booked": booked})


def _booked(transaction: Transaction, contact_id: int) -> Contact:
    contact = transaction.session.get_one(Contact, contact_id)
    if contact.state != "booked":
        raise WorkwellError("This meeting is not booked any more.", "Look at Today again.")
    return contact
