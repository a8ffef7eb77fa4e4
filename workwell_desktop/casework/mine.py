"""What the questions about a coach's own people share: whose they are, and the names they stand under."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select

from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.participants import Participant


def name_columns() -> tuple[Any, ...]:
    """Return the columns that :func:`name_of` needs: the participant's id as ``id_1`` and the names."""
    return (Participant.id.label("id_1"), Participant.first_name, Participant.known_as, Participant.last_name)


def name_of(row: Any) -> str:
    """Return the name a person goes by and their last name, from a row with :func:`name_columns`."""
    return f"{row.known_as or row.first_name} {row.last_name}".strip()


def mine(query: Select[Any], member_id: int) -> Select[Any]:
    """Leave only the coach's open caseload.

    "+ 0" keeps the database from walking that whole caseload by its index to see whom a date concerns: the few rows
    of the days in question come first, and each is asked whose it is.
    """
    return query.where(Episode.owner_id + 0 == member_id, Episode.state == "open")


def days_ago(day: date, today: date) -> str:
    """Return how long ago a day was, counted in days: ``today``, ``yesterday``, ``9 days ago``."""
    days = (today - day).days
    return "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"
