"""The meetings of one day: when, with whom, what for, how, what they need, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from workwell_desktop.casework.lists import label
from workwell_desktop.casework.meeting import UNDER_WAY
from workwell_desktop.casework.mine import mine, name_columns, name_of
from workwell_desktop.casework.today_rooms import day_bounds
from workwell_desktop.models.contacts import Contact, Note
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.participants import CommunicationNeed, Participant

SHOWN = ("booked", "attended", "did_not_attend", "cancelled", "moved")
MOST_NEEDS = 2


@dataclass(frozen=True)
class MeetingRow:
    """One meeting of a day. ``at`` and ``ends`` are local times as 11:00; ``state`` is one of ``SHOWN``.

    ``about`` says what it is for and where, ``purpose`` only what it is for, ``needs`` in a few words how to talk and
    write with them. ``badge`` is the word of how it stands, of the ``kind`` good, booked, warn, plain or out; both are
    empty for one that is simply booked. ``running``: it is under way; ``to_close``: it was begun, is over by now, and
    waits to be closed.
    """

    participant_id: int
    contact_id: int
    at: str
    name: str
    about: str
    purpose: str
    state: str
    needs: str = ""
    badge: str = ""
    kind: str = ""
    ends: str = ""
    running: bool = False
    to_close: bool = False
    interpreter: str = ""  # needed, or booked; nothing where none is needed


def meetings_of(session: Session, member_id: int, day: date, now: datetime) -> tuple[MeetingRow, ...]:
    """Return the meetings of a day with the coach's own people, in order, as they stand at ``now`` (aware).

    For use inside the caller's transaction.
    """
    start, end = day_bounds(day)
    written = exists().where(Note.contact_id == Contact.id).label("written")
    signed = exists().where(Note.contact_id == Contact.id, Note.state != "draft").label("signed")
    query = (
        select(Contact, written, signed, Participant.language, Participant.interpreter, *name_columns())
        .join(Episode, Episode.id == Contact.episode_id)
        .join(Participant, Participant.id == Episode.participant_id)
        .where(Contact.starts_at >= start, Contact.starts_at < end)
        .where(Contact.state.in_(SHOWN))
        .order_by(Contact.starts_at, Contact.id)
    )
    found = session.execute(mine(query, member_id)).all()
    needs = _needs(session, [row.id_1 for row in found])
    return tuple(_meeting(row, needs.get(row.id_1, ()), now) for row in found)


def about(purpose: str, mode: str, place: str) -> str:
    """Return what a meeting is for, how and where, in one line: ``Review, by phone``."""
    how = "" if mode == "here" and place else label("meeting_way", mode).lower()
    where = "" if place.casefold() == how else place
    return ", ".join(part for part in (purpose, how, where) if part)


def _meeting(row: Any, needs: Sequence[str], now: datetime) -> MeetingRow:
    contact: Contact = row.Contact
    starts = contact.starts_at.astimezone()
    began = contact.began_at if contact.state == "attended" and contact.closed_at is None else None
    running = began is not None and began >= now - UNDER_WAY
    to_close = began is not None and not running
    wanted = row.interpreter not in {"", "none"}
    spoken = f"{row.language} interpreter" if row.language else "Interpreter"
    how = label("interpreter", row.interpreter).removeprefix("Yes, ")
    said = [*needs[:MOST_NEEDS], *([f"{spoken} {how}"] if wanted else [])]
    note = "signed" if row.signed else "draft" if row.written else ""
    badge, kind = ("To close", "warn") if to_close else _badge(contact, note, running=running, interpreter=wanted)
    return MeetingRow(
        participant_id=row.id_1,
        contact_id=contact.id,
        at=f"{starts:%H:%M}",
        name=name_of(row),
        about=about(contact.purpose, contact.mode, contact.place),
        purpose=contact.purpose,
        state=contact.state,
        needs=" ".join(f"{need}." for need in said),
        badge=badge,
        kind=kind,
        ends=f"{starts + timedelta(minutes=contact.minutes):%H:%M}",
        running=running,
        to_close=to_close,
        interpreter=("booked" if contact.interpreter_booked else "needed") if wanted else "",
    )


def _badge(contact: Contact, note: str, *, running: bool, interpreter: bool) -> tuple[str, str]:
    if contact.state == "did_not_attend":
        return "Did not come", "out"
    if contact.state in {"cancelled", "moved"}:
        return ("Cancelled" if contact.state == "cancelled" else "Moved"), "out"
    if running:
        return "In the meeting", "doing"
    if contact.state == "attended":
        return {"signed": ("Note written", "good"), "draft": ("Note to sign", "plain")}.get(note, ("Met", "good"))
    if interpreter:
        return ("Interpreter booked", "booked") if contact.interpreter_booked else ("Interpreter to book", "warn")
    return "", ""


def _needs(session: Session, people: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    """Return the first words of each person's communication needs: ``Large print`` of ``Large print, 18 point``."""
    asked = (
        select(CommunicationNeed.participant_id, CommunicationNeed.code)
        .where(CommunicationNeed.participant_id.in_(people))
        .order_by(CommunicationNeed.id)
    )
    found: dict[int, tuple[str, ...]] = {}
    for person, code in session.execute(asked) if people else ():
        words = label("communication_need", code).split(",")[0].split(" (")[0]
        found[person] = (*found.get(person, ()), words)
    return found
