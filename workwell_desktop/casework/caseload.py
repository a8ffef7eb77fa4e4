"""A coach's people: who is seen today, who waits for something, everyone else, and finding one by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import Session

from workwell_desktop.casework import episodes, fit_notes
from workwell_desktop.casework.waiting import WaitingRow, own_rows
from workwell_desktop.clock import Clock
from workwell_desktop.models.assessments import Assessment
from workwell_desktop.models.contacts import Contact
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.participants import Participant
from workwell_desktop.models.plans import Plan
from workwell_desktop.vault.store import Vault

NEW_REFERRAL = timedelta(days=28)
MOST_OF_A_KIND = 10


@dataclass(frozen=True)
class PersonRow:
    """One line of the caseload column: a name and one reason."""

    participant_id: int
    name: str
    reason: str


@dataclass(frozen=True)
class MeetingRow:
    """One meeting of a day. ``at`` is local time as 11:00; ``state`` is booked, attended or did_not_attend.

    ``about`` says what it is for and where, ``purpose`` only what it is for.
    """

    participant_id: int
    contact_id: int
    at: str
    name: str
    about: str
    purpose: str
    state: str


@dataclass(frozen=True)
class Today:
    """The start page: today's meetings and what waits."""

    meetings: tuple[MeetingRow, ...]
    waiting: tuple[WaitingRow, ...]


@dataclass(frozen=True)
class Place:
    """Where a page of the caseload ended: the next one begins behind it."""

    sort_name: str
    episode_id: int


def today_page(vault: Vault) -> Today:
    """Return today's meetings in order and at most ten of each kind of waiting thing, the soonest first.

    A review that is due does not wait for somebody who is seen today: the meeting is the review. What waits and is
    about nobody in the caseload comes first.
    """
    today = vault.clock.today()
    with vault.reading() as session:
        meetings = _meetings(session, vault.member_id, vault.clock)
        met = {meeting.participant_id for meeting in meetings if meeting.state != "did_not_attend"}
        waiting = [
            *fit_notes.waiting(session, vault.member_id, today),
            *(row for row in _reviews(session, vault.member_id, today) if row.participant_id not in met),
            *_new_referrals(session, vault.member_id, today),
        ]
        own = tuple(own_rows(session, vault.member_id))
    once = {row.participant_id: row for row in reversed(waiting)}  # the first reason of a person wins
    return Today(tuple(meetings), (*own, *(row for row in waiting if once[row.participant_id] is row)))


def everyone_else(
    vault: Vault, after: Place | None, limit: int, without: Sequence[int] = ()
) -> tuple[tuple[PersonRow, ...], Place | None]:
    """Return one page of the coach's open caseload by last name, and where the next begins (``None`` at the end).

    ``without`` leaves out people who stand in another group already (at most a few dozen ids).
    """
    query = (
        select(Episode.id, Episode.sort_name, *_name_columns())
        .join(Participant, Participant.id == Episode.participant_id)
        .where(Episode.owner_id == vault.member_id, Episode.state == "open")
        .order_by(Episode.sort_name, Episode.id)
        .limit(limit + len(without))
    )
    if after is not None:
        same_name = and_(Episode.sort_name == after.sort_name, Episode.id > after.episode_id)
        query = query.where(Episode.sort_name >= after.sort_name, or_(Episode.sort_name > after.sort_name, same_name))
    today = vault.clock.today()
    with vault.reading() as session:
        found = session.execute(query).all()
        how_long = episodes.how_long(session, [row.id for row in found], today)
    rows = tuple(PersonRow(row.id_1, _name(row), how_long[row.id]) for row in found if row.id_1 not in without)
    full = len(found) == limit + len(without)
    return rows, Place(found[-1].sort_name, found[-1].id) if full else None


def open_person(vault: Vault, participant_id: int) -> None:
    """Note in the audit chain that the coach opened this participant."""
    with vault.transaction() as transaction:
        transaction.record("view", "participant", participant_id)


def start_meeting(vault: Vault, contact_id: int) -> datetime:
    """Note that a booked meeting has begun, and return when (UTC)."""
    with vault.transaction() as transaction:
        contact = transaction.session.get_one(Contact, contact_id)
        contact.state, contact.began_at = "attended", transaction.now
        episodes.began_today(transaction, contact.episode_id)
        transaction.record("change", "contact", contact_id, {"state": "attended"})
        return transaction.now


def _name_columns() -> tuple[object, ...]:
    return (Participant.id.label("id_1"), Participant.first_name, Participant.known_as, Participant.last_name)


def _name(row: object) -> str:
    first = getattr(row, "known_as", "") or getattr(row, "first_name", "")
    return f"{first} {getattr(row, 'last_name', '')}".strip()


def _mine(query: Select[*tuple[object, ...]], member_id: int) -> Select[*tuple[object, ...]]:
    """Leave only the coach's open caseload.

    "+ 0" keeps the database from walking that whole caseload by its index to see whom a date concerns: the few rows
    of the days in question come first, and each is asked whose it is.
    """
    return query.where(Episode.owner_id + 0 == member_id, Episode.state == "open")


def _meetings(session: Session, member_id: int, clock: Clock) -> list[MeetingRow]:
    now = clock.local()
    start = now.replace(hour=0, minute=0, second=0, microsecond=0)
    query = (
        select(Contact.id, Contact.starts_at, Contact.purpose, Contact.place, Contact.state, *_name_columns())
        .join(Episode, Episode.id == Contact.episode_id)
        .join(Participant, Participant.id == Episode.participant_id)
        .where(Contact.starts_at >= start, Contact.starts_at < start + timedelta(days=1))
        .where(Contact.state.in_(("booked", "attended", "did_not_attend")))
        .order_by(Contact.starts_at)
        .limit(4 * MOST_OF_A_KIND)
    )
    return [
        MeetingRow(
            participant_id=row.id_1,
            contact_id=row.id,
            at=f"{row.starts_at.astimezone():%H:%M}",
            name=_name(row),
            about=", ".join(part for part in (row.purpose, row.place) if part),
            purpose=row.purpose,
            state=row.state,
        )
        for row in session.execute(_mine(query, member_id))
    ]


def _reviews(session: Session, member_id: int, today: date) -> list[WaitingRow]:
    query = (
        select(Plan.review_on, *_name_columns())
        .join(Episode, Episode.id == Plan.episode_id)
        .join(Participant, Participant.id == Episode.participant_id)
        .where(Plan.review_on <= today, Plan.review_on.is_not(None))
        .order_by(Plan.review_on)
        .limit(MOST_OF_A_KIND)
    )
    rows = []
    for row in session.execute(_mine(query, member_id)):
        days = (today - row.review_on).days
        due = "today" if days == 0 else f"{days} day{'' if days == 1 else 's'} ago"
        kind, badge = ("warn", "Today") if days == 0 else ("bad", "Late")
        sentence = f"Review {'is' if days == 0 else 'was'} due {due}"
        rows.append(WaitingRow(row.id_1, _name(row), f"{sentence}.", sentence, badge, kind, "Look at the plan", 2))
    return rows


def _new_referrals(session: Session, member_id: int, today: date) -> list[WaitingRow]:
    query = (
        select(Episode.opened_on, *_name_columns())
        .join(Participant, Participant.id == Episode.participant_id)
        .where(Episode.opened_on.between(today - NEW_REFERRAL, today))
        .where(~exists().where(Assessment.episode_id == Episode.id))
        .order_by(Episode.opened_on)
        .limit(MOST_OF_A_KIND)
    )
    rows = []
    for row in session.execute(_mine(query, member_id)):
        days = (today - row.opened_on).days
        when = "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"
        sentence = f"Referred {when}"
        rows.append(
            WaitingRow(
                row.id_1,
                _name(row),
                f"{sentence}. No assessment yet.",
                sentence,
                "To do",
                "plain",
                "Begin the assessment",
                1,
            )
        )  # fmt: skip - the fields of one row stay together
    return rows
