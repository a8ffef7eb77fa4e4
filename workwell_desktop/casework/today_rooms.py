"""The rooms that tell Today what waits: each is one question that an index answers, and the words for its rows.

Another room joins by one line in ``ROOMS`` (``today.py``): a :class:`Room` of its own, or its function ``waiting``
in a :class:`Told`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any, Protocol

from sqlalchemy import Select, exists, func, literal, select
from sqlalchemy.orm import Session

from workwell_desktop.casework.waiting import WaitingRow
from workwell_desktop.models.contacts import Contact
from workwell_desktop.models.episodes import Episode

MOST_OF_A_KIND = 10  # on the start page; all of them stand on a page of their own
MOST_COUNTED = 50  # more are not counted one by one: "50 or more" is enough to know that it is many


class Waits(Protocol):
    """What Today asks of a room: its rows from a place on, the first first, and how many there are."""

    @property
    def code(self) -> str:
        """The room's own short name."""

    @property
    def title(self) -> str:
        """What its rows are, as a heading."""

    def rows(self, session: Session, member_id: int, today: date, limit: int, offset: int = 0) -> list[WaitingRow]:
        """Return at most ``limit`` rows from the ``offset``-th on."""

    @property
    def most(self) -> int:
        """How far its rows can be counted."""

    def number(self, session: Session, member_id: int, today: date) -> int:
        """Return how many rows there are, counted to ``most``."""

    def first(self, session: Session, member_id: int, today: date) -> tuple[list[WaitingRow], int]:
        """Return the rows of the start page, and how many there are, counted to ``most``."""


@dataclass(frozen=True)
class Room:
    """A room that asks the database: ``query`` selects and orders its rows, ``row`` says one in words."""

    code: str
    title: str
    query: Callable[[Session, int, date], Select[Any]]
    row: Callable[[Any, date], WaitingRow]
    most: int = MOST_COUNTED

    def rows(self, session: Session, member_id: int, today: date, limit: int, offset: int = 0) -> list[WaitingRow]:
        """Return at most ``limit`` rows from the ``offset``-th on."""
        query = self.query(session, member_id, today).limit(limit).offset(offset)
        return [self.row(found, today) for found in session.execute(query)]

    def number(self, session: Session, member_id: int, today: date) -> int:
        """Return how many rows there are, counted to ``most``."""
        inner = self.query(session, member_id, today).with_only_columns(literal(1)).limit(self.most)
        return session.scalar(select(func.count()).select_from(inner.subquery())) or 0

    def first(self, session: Session, member_id: int, today: date) -> tuple[list[WaitingRow], int]:
        """Return the rows of the start page, and how many there are, counted to ``most``."""
        rows = self.rows(session, member_id, today, MOST_OF_A_KIND)
        return rows, self.number(session, member_id, today) if len(rows) == MOST_OF_A_KIND else len(rows)


@dataclass(frozen=True)
class Told:
    """A room that gives its first rows itself, the soonest first, by a function ``waiting`` of its own module."""

    code: str
    title: str
    waiting: Callable[[Session, int, date], Iterable[WaitingRow]]
    most: int = MOST_COUNTED

    def rows(self, session: Session, member_id: int, today: date, limit: int, offset: int = 0) -> list[WaitingRow]:
        """Return at most ``limit`` rows from the ``offset``-th on."""
        return list(islice(self.waiting(session, member_id, today), offset, offset + limit))

    def number(self, session: Session, member_id: int, today: date) -> int:
        """Return how many rows there are, counted to ``most``."""
        return sum(1 for _row in islice(self.waiting(session, member_id, today), self.most))

    def first(self, session: Session, member_id: int, today: date) -> tuple[list[WaitingRow], int]:
        """Return the rows of the start page, and how many there are, counted to ``most``: asked once for both."""
        rows = list(islice(self.waiting(session, member_id, today), max(self.most, MOST_OF_A_KIND)))
        return rows[:MOST_OF_A_KIND], min(len(rows), self.most)


def not_met_on(today: date, states: Sequence[str] = ("booked", "attended")) -> Any:
    """Return the condition that an episode has no meeting on this day: what waits is not waiting for who is seen."""
    start, end = day_bounds(today)
    return ~exists().where(
        Contact.episode_id == Episode.id,
        Contact.starts_at >= start,
        Contact.starts_at < end,
        Contact.state.in_(states),
    )


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """Return the first moment of a day on this PC and of the next one, both aware."""
    return (
        datetime.combine(day, time()).astimezone(),
        datetime.combine(day + timedelta(days=1), time()).astimezone(),
    )
