"""When the plan is looked at again, and the meeting that is booked for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select

from workwell_desktop.casework import dates
from workwell_desktop.casework.appointments import BOOKED, book_in, cancel_in, change_in
from workwell_desktop.casework.clock_times import read_time
from workwell_desktop.casework.drafts import drop_draft
from workwell_desktop.casework.plain_words import paper_problem
from workwell_desktop.casework.plan_rows import ENTITY, started_plan
from workwell_desktop.casework.planning import SCREEN
from workwell_desktop.errors import InputProblem
from workwell_desktop.models.contacts import Contact
from workwell_desktop.vault.store import Transaction, Vault

PURPOSE = "Review"


@dataclass(frozen=True)
class ReviewEntry:
    """The next review as it is typed: the day, the time when a meeting is booked, and where it is."""

    on: str = ""
    at: str = ""
    place: str = ""


def set_review(vault: Vault, participant_id: int, entry: ReviewEntry) -> None:
    """Keep the day of the next review, and book its meeting when a time is given (or move the one that is booked).

    A time taken away cancels the meeting; the day stays. It may be changed after the plan was agreed, as it is
    about when we meet and not about what was agreed. Times are this PC's own.
    Raises ``InputProblem`` for on, at and place; ``NotKept``.
    """
    day, at = _checked(entry, vault.clock.today())
    with vault.transaction() as transaction:
        plan = started_plan(transaction, participant_id)
        plan.review_on = day
        _book(transaction, plan.episode_id, datetime.combine(day, at).astimezone() if at else None, entry.place.strip())
        drop_draft(transaction, SCREEN, participant_id)
        transaction.record("change", ENTITY, plan.id, {"review_on": day.isoformat()})


def _checked(entry: ReviewEntry, today: date) -> tuple[date, time | None]:
    problems: dict[str, str] = {}
    understood, at = dates.read_date(entry.on, today, lean="future"), read_time(entry.at)
    day = understood.when
    if understood.problem or day is None:
        problems["on"] = understood.problem or "Type the day you will look at the plan again."
    elif day < today:
        problems["on"] = "This day is past. Choose today or a day to come."
    if at.problem:
        problems["at"] = at.problem
    if paper_problem(entry.place.strip()):
        problems["place"] = paper_problem(entry.place.strip())
    if problems or day is None:
        raise InputProblem(problems)
    return day, at.when


def _book(transaction: Transaction, episode_id: int, starts_at: datetime | None, place: str) -> None:
    """Book, move or cancel the one meeting of the next review."""
    row = transaction.session.scalar(
        select(Contact)
        .where(
            Contact.episode_id == episode_id,
            Contact.purpose == PURPOSE,
            Contact.state == BOOKED,
            Contact.starts_at >= transaction.now,
        )
        .order_by(Contact.starts_at)
        .limit(1)
    )
    if starts_at is None:
        if row is not None:
            cancel_in(transaction, row)
    elif row is None:
        book_in(transaction, episode_id, starts_at, PURPOSE, place)
    else:
        change_in(transaction, row, starts_at, place)
