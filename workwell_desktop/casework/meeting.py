"""A meeting: begun, with an agenda that both can read and change, and taken up again after a lock or a crash."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework.agenda import Point, proposals
from workwell_desktop.casework.appointments import BOOKED, ENTITY, attend_in, book_in, recount_start_in
from workwell_desktop.casework.mine import mine, name_columns, name_of
from workwell_desktop.casework.people import call_name, current_episode
from workwell_desktop.casework.today_rooms import day_bounds
from workwell_desktop.clock import Clock
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.contacts import Contact, Note
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.participants import Participant
from workwell_desktop.vault.store import Transaction, Vault

UNDER_WAY = timedelta(hours=4)  # a meeting that was begun longer ago is over; it waits to be closed
TAKEN_UP = timedelta(minutes=90)  # so soon after it began, the person is likely to be in the room still


@dataclass(frozen=True)
class Running:
    """A meeting under way: whose, since when (UTC), how long it is to be in minutes, and what is to be talked about."""

    contact_id: int
    participant_id: int
    call_name: str
    name: str
    began_at: datetime
    minutes: int
    agenda: tuple[Point, ...] = ()

    def in_the_room(self, now: datetime) -> bool:
        """Say whether the person is likely to be in the room still."""
        return now - self.began_at <= TAKEN_UP


def running_meeting(vault: Vault) -> Running | None:
    """Return the coach's meeting that was begun and is not closed, or nothing."""
    with vault.reading() as session:
        return running_in(session, vault.member_id, vault.clock.utc())


def running_in(session: Session, member_id: int, now: datetime) -> Running | None:
    """Return what :func:`running_meeting` does, inside the caller's transaction."""
    query = (
        select(Contact, *name_columns())
        .join(Episode, Episode.id == Contact.episode_id)
        .join(Participant, Participant.id == Episode.participant_id)
        .where(Contact.began_at.is_not(None), Contact.closed_at.is_(None))
        .where(Contact.began_at >= now - UNDER_WAY)
        .order_by(Contact.began_at.desc())
        .limit(1)
    )
    row = session.execute(mine(query, member_id)).first()
    if row is None:
        return None
    contact: Contact = row.Contact
    assert contact.began_at is not None  # noqa: S101 - the question asks for those that began
    return Running(
        contact.id,
        row.id_1,
        row.known_as or row.first_name or row.last_name,
        name_of(row),
        contact.began_at,
        contact.minutes,
        read_agenda(contact.agenda),
    )


def left_open(vault: Vault, participant_id: int) -> bool:
    """Say whether a meeting with somebody began today, is over by now, and waits to be closed."""
    with vault.reading() as session:
        return _left_open(session, current_episode(session, participant_id).id, vault.clock)


def start_meeting(vault: Vault, contact_id: int) -> Running:
    """Begin a booked meeting, with its agenda, and return it. One that runs already is returned as it is.

    Raises ``WorkwellError`` while another meeting runs, when this one is over, or while one of today with the same
    person waits to be closed; ``NotKept``.
    """
    with vault.transaction() as transaction:
        return _begin(transaction, transaction.session.get_one(Contact, contact_id))


def meet_now(vault: Vault, participant_id: int) -> Running:
    """Begin a meeting with somebody: the one booked for today where there is one, else a new one, and return it.

    Raises as :func:`start_meeting`.
    """
    with vault.transaction() as transaction:
        session = transaction.session
        episode = current_episode(session, participant_id)
        running = running_in(session, transaction.member_id, transaction.now)
        if running is not None and running.participant_id == participant_id:
            return running
        start, end = day_bounds(transaction.clock.today())
        contact = session.scalar(
            select(Contact)
            .where(Contact.episode_id == episode.id, Contact.state == "booked")
            .where(Contact.starts_at >= start, Contact.starts_at < end)
            .order_by(Contact.starts_at)
            .limit(1)
        )
        if contact is None:
            contact = book_in(transaction, episode.id, transaction.now, "Meeting", mode="here")
        return _begin(transaction, contact)


def keep_agenda(vault: Vault, contact_id: int, points: Sequence[Point]) -> datetime:
    """Keep the agenda of a meeting as it stands and return when (UTC). Raises ``NotKept``."""
    with vault.transaction() as transaction:
        contact = transaction.session.get_one(Contact, contact_id)
        written = write_agenda(points)
        if contact.agenda != written:
            contact.agenda = written
            transaction.record("change", ENTITY, contact_id, {"agenda": len(points)})
        return transaction.now


def undo_start_in(transaction: Transaction, contact: Contact) -> None:
    """Take back inside the caller's transaction that a meeting began: it was begun by mistake.

    One that was booked is booked as before, with nothing ticked; one that only its start made is taken out, and what
    was written about it stays without a meeting. Raises ``WorkwellError`` when it was not begun, or is closed.
    """
    session = transaction.session
    if contact.began_at is None or contact.closed_at is not None:
        raise WorkwellError("This meeting is not under way.", "Look at the history of the person.")
    episode_id, was_at = contact.episode_id, contact.starts_at
    made_by_start = contact.created_at == contact.starts_at == contact.began_at
    if made_by_start:
        for note in session.scalars(select(Note).where(Note.contact_id == contact.id)):
            note.contact_id = None
        session.flush()
        session.delete(contact)
    else:
        contact.state, contact.began_at = BOOKED, None
        contact.agenda = write_agenda([replace(point, done=False) for point in read_agenda(contact.agenda)])
    recount_start_in(transaction, episode_id, was_at)
    transaction.record("remove" if made_by_start else "undo", ENTITY, contact.id, {"state": BOOKED})


def read_agenda(text: str) -> tuple[Point, ...]:
    """Return the points of a kept agenda."""
    return tuple(Point(**one) for one in json.loads(text)) if text else ()


def write_agenda(points: Sequence[Point]) -> str:
    """Return an agenda as it is kept: JSON, in its order."""
    return json.dumps([vars(point) for point in points], ensure_ascii=False, sort_keys=True)


def _left_open(session: Session, episode_id: int, clock: Clock) -> bool:
    query = select(Contact.id).where(
        Contact.episode_id == episode_id,
        Contact.closed_at.is_(None),
        Contact.began_at >= day_bounds(clock.today())[0],
        Contact.began_at < clock.utc() - UNDER_WAY,
    )
    return session.scalar(query.limit(1)) is not None


def _begin(transaction: Transaction, contact: Contact) -> Running:
    session = transaction.session
    running = running_in(session, transaction.member_id, transaction.now)
    if running is not None and running.contact_id == contact.id:
        return running
    if running is not None:
        raise WorkwellError("Another meeting is not closed yet.", "Close that one first: you find it on Today.")
    if contact.closed_at is not None:
        raise WorkwellError("This meeting is closed.", "Begin a new one from the person’s page.")
    if contact.began_at is not None or _left_open(session, contact.episode_id, transaction.clock):
        raise WorkwellError(
            "Your last meeting with this person is not closed yet.", "Close that one first: you find it on Today."
        )
    episode = session.get_one(Episode, contact.episode_id)
    person = session.get_one(Participant, episode.participant_id)
    contact.began_at = transaction.now
    attend_in(transaction, contact)
    if not contact.agenda:
        points = proposals(session, episode, transaction.clock.today())
        contact.agenda = write_agenda(points)
    return Running(
        contact.id,
        person.id,
        call_name(session, person.id),
        " ".join(part for part in (call_name(session, person.id), person.last_name) if part),
        transaction.now,
        contact.minutes,
        read_agenda(contact.agenda),
    )
