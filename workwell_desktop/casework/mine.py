"""What the questions about a coach's own people share: whose they are, and the names they stand under."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Exists, Select, exists, func, literal, literal_column, select
from sqlalchemy.orm import Session

from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.participants import Participant

USUAL = 500  # open cases of one coach; a full caseload is some dozens


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


def has_case(person: ColumnElement[int], member_id: int, states: Sequence[str] = ("open",)) -> Exists:
    """Return the condition that a person has a case of this coach in one of these states.

    Asked for each person that another question found. What is added to owner and state changes nothing, and keeps the
    database from walking the whole caseload for each of them: the one or two cases of the person are looked at.
    """
    owned = (Episode.owner_id + 0 == member_id, Episode.state.concat("").in_(states))
    return exists().where(Episode.participant_id == person, *owned)


def by_date(session: Session, query: Select[Any], member_id: int, column: Any) -> tuple[Select[Any], Any]:
    """Leave only the coach's open caseload in a question about days past; return it and the column to compare with.

    What was left undone in closed cases adds up over the years, and an index of days would lead past all of it. So a
    caseload of usual size is walked person by person (the "+" keeps the database from that index), and only one beyond
    all measure is asked by days, where the first rows come at once.
    """
    if beyond_usual(session, member_id):
        return mine(query, member_id), column
    walked = query.where(Episode.owner_id == member_id, Episode.state == "open")
    return walked, literal_column(f"+{column.class_.__tablename__}.{column.key}", column.type)


def beyond_usual(session: Session, member_id: int) -> bool:
    """Say whether a coach has so many open cases that they are not walked one by one. Counted once a session."""
    key = (beyond_usual, member_id)
    if key not in session.info:
        some = select(literal(1)).where(Episode.owner_id == member_id, Episode.state == "open").limit(USUAL + 1)
        session.info[key] = (session.scalar(select(func.count()).select_from(some.subquery())) or 0) > USUAL
    return bool(session.info[key])


def days_ago(day: date, today: date) -> str:
    """Return how long ago a day was, counted in days: ``today``, ``yesterday``, ``9 days ago``."""
    days = (today - day).days
    return "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"
