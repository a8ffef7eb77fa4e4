"""What somebody needs to read, hear and be reached, and what follows from it: the format of every print.

The record is that of the Accessible Information Standard (DAPB1605): needs in its four categories, who was asked, when,
and when to ask again. A year until then is our own proposal: the standard asks for a review and names no span.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from workwell_desktop.casework import dates, lists
from workwell_desktop.casework.mine import by_date
from workwell_desktop.casework.papers import EASY_KINDS, EASY_READ, LETTER
from workwell_desktop.casework.people import call_name, full_name, participant
from workwell_desktop.casework.tabs import INTAKE
from workwell_desktop.casework.waiting import MOST_TOLD, WaitingRow
from workwell_desktop.documents.model import Size
from workwell_desktop.models.contacts import Contact
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.papers import Paper
from workwell_desktop.models.participants import CommunicationNeed, Participant
from workwell_desktop.vault.store import Vault

LIST = "communication_need"
SECTION = "talking"  # the section of the Intake where needs are written down
_LARGEST_FIRST: tuple[Size, ...] = ("giant", "large", "spaced")
CATEGORIES = ("contact_method", "information_format", "communication_professional", "communication_support")
ENGLISH = frozenset({"", "english", "british", "british english", "uk english"})


@dataclass(frozen=True)
class Undone:
    """One thing that was asked for and that this program cannot do: what it is, and what to do instead."""

    what: str
    instead: str


@dataclass(frozen=True)
class PrintFormat:
    """In which form a participant's papers are made. ``undone`` is what they need besides, and cannot be printed.

    ``plan_form`` is the form of the whole plan: its size, or ``easy_read``.
    """

    size: Size = "standard"
    plan_form: str = "standard"
    undone: tuple[Undone, ...] = ()


def print_format(session: Session, participant_id: int, *, for_them: bool = True, kind: str = "") -> PrintFormat:
    """Decide the form of every paper about a participant from what is recorded: the one place that does.

    The largest size wins: a line of large print holds fewer letters than one of the dyslexia-friendly form already,
    and it has no tables either; only its lines stand a little closer. ``kind`` is that of the paper at hand: easy read
    leaves nothing more to say about easy read. What somebody else reads
    (``for_them`` is false) has the usual form, because an unusual one would tell them about the participant's needs.
    For use inside the caller's transaction only.
    """
    person = participant(session, participant_id)
    who = call_name(session, participant_id)
    found = [lists.find(LIST, code) for code in codes_of(session, participant_id)]
    known = [one for one in found if one is not None]
    if not for_them:
        wanted = [one.label for one in known if one.paper or one.print_note]
        told = f"Somebody else reads this, so it has the usual form. {who} reads: {', '.join(wanted)}."
        return PrintFormat(undone=(Undone(told, f"Read it to {who} before it goes."),) if wanted else ())
    papers = {one.paper for one in known}
    size: Size = next((one for one in _LARGEST_FIRST if one in papers), "standard")
    undone = [
        Undone(f"{who} needs this as: {one.label[0].lower()}{one.label[1:]}.", one.print_note)
        for one in known
        if one.print_note and not (one.paper == EASY_READ and kind in EASY_KINDS)
    ]
    if person.language.strip().casefold() not in ENGLISH:
        undone.append(
            Undone(
                f"This paper is in English. {who}’s language is {person.language.strip()}.",
                "Ask for a translation, or read it through with an interpreter.",
            )
        )
    return PrintFormat(size, EASY_READ if EASY_READ in papers else size, tuple(undone))


def cannot_print(vault: Vault, paper_id: int) -> tuple[Undone, ...]:
    """Return what the participant of an issued paper needs and we cannot make, to be said as it is printed."""
    with vault.reading() as session:
        asked = select(Paper.participant_id, Paper.kind, Paper.agreement_id).where(Paper.id == paper_id)
        row = session.execute(asked).one()
        own = row.kind != LETTER and row.agreement_id is None  # what went to nobody else is the participant's own
        return print_format(session, row.participant_id, for_them=own, kind=row.kind).undone


def codes_of(session: Session, participant_id: int) -> tuple[str, ...]:
    """Return the codes of somebody's needs in the order they were written down."""
    mine = CommunicationNeed.participant_id == participant_id
    return tuple(session.scalars(select(CommunicationNeed.code).where(mine).order_by(CommunicationNeed.id)))


def review_day(checked_on: date) -> date:
    """Propose when to ask again: a year later. Our own proposal, which the coach may change."""
    try:
        return checked_on.replace(year=checked_on.year + 1)
    except ValueError:  # 29 February
        return date(checked_on.year + 1, 3, 1)


def is_due(review_on: date | None, today: date) -> bool:
    """Say whether the day has come to ask about the needs again."""
    return review_on is not None and review_on <= today


def never_asked(session: Session, person: Participant) -> bool:
    """Say whether nobody asked yet: no day is written down, and nothing that an answer would have left."""
    said = person.needs_note or person.needs_asked or person.language or person.interpreter or person.contact_way
    return person.needs_checked_on is None and not said and not codes_of(session, person.id)


def waiting(session: Session, member_id: int, today: date) -> Iterator[WaitingRow]:
    """Give the needs of this coach's open cases that are to be asked about: reviews due, then those never asked.

    For use inside the caller's transaction only. At most a hundred rows.
    """
    yield from islice(_all_waiting(session, member_id, today), MOST_TOLD)


def _all_waiting(session: Session, member_id: int, today: date) -> Iterator[WaitingRow]:
    people = select(Participant).join(Episode, Episode.participant_id == Participant.id)
    query, review_on = by_date(session, people, member_id, Participant.needs_review_on)
    due = query.where(review_on <= today).order_by(review_on, Participant.id).limit(MOST_TOLD)
    for person in session.scalars(due):
        day = person.needs_review_on or today
        yield _row(person, f"The needs were to be checked again {dates.ago(day, today)}.", "Check the needs", "Check")
    query, checked_on = by_date(session, people, member_id, Participant.needs_checked_on)
    unasked = (
        query.where(checked_on.is_(None))
        .where(or_(Participant.needs_review_on.is_(None), Participant.needs_review_on > today))
        .where(exists().where(Contact.episode_id == Episode.id, Contact.state.concat("") == "attended"))
        .order_by(Participant.id)
        .limit(MOST_TOLD)
    )
    for person in session.scalars(unasked):
        yield _row(person, "You have met, and nobody asked about needs yet.", "Ask about needs", "Ask")


def _row(person: Participant, reason: str, short: str, badge: str) -> WaitingRow:
    return WaitingRow(
        participant_id=person.id,
        name=full_name(person),
        reason=reason,
        short=short,
        badge=badge,
        kind="warn",
        deed=short,
        tab=INTAKE,
        section=SECTION,
    )
