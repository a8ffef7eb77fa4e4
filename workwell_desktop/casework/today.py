"""Today: the meetings of the day and what waits for the coach, gathered from every room."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from workwell_desktop.casework import (
    agreements,
    episodes,
    fit_notes,
    last_contact,
    meeting,
    needs,
    notes,
    safety,
    safety_due,
    service_referrals,
    today_questions,
    triage,
)
from workwell_desktop.casework.meeting import Running
from workwell_desktop.casework.today_meetings import MeetingRow, meetings_of
from workwell_desktop.casework.today_rooms import MOST_COUNTED, Told, Waits
from workwell_desktop.casework.waiting import WaitingRow, own_rows
from workwell_desktop.vault.store import Vault

ROOMS: tuple[Waits, ...] = (
    Told("safety", "Safety records", safety.waiting),
    today_questions.NOT_SAID,
    Told("triage", "Referrals to answer", triage.waiting),
    Told("fit_notes", "Fit notes that end", fit_notes.waiting),
    today_questions.REVIEWS,
    today_questions.STEPS,
    today_questions.CHANGES,
    service_referrals.CHASES,
    Told("agreements", "Agreements", agreements.waiting),
    Told("notes", "Notes to sign", notes.waiting),
    Told("needs", "Needs to ask about", needs.waiting),
    today_questions.REFERRALS,
    Told("episodes", "Weeks, pauses and outcomes", episodes.waiting),
    Told("quiet", "Cases gone quiet", last_contact.waiting),
    today_questions.LETTERS,
    today_questions.PLANS,
    today_questions.DRAFTS,
)
"""What is asked for the start page, behind what comes first and the meetings that are not closed: :func:`rooms`."""

FIRST = Told("safety_due", "Things to write down first", safety_due.waiting)
"""What stands above everything else, whoever it is about."""

OWN = "own"
_SERIOUS = {"bad": 0, "warn": 1}  # everything else comes after


@dataclass(frozen=True)
class WaitingPerson:
    """Somebody who waits, with the first reason, and the others that stand behind it."""

    first: WaitingRow
    more: tuple[WaitingRow, ...] = ()

    @property
    def key(self) -> str:
        """A name for this entry that stays from one reading to the next."""
        return str(self.first.participant_id or f"{self.first.tab} {self.first.name}")


@dataclass(frozen=True)
class Kind:
    """One kind of waiting thing, and how many there are, counted to ``most``."""

    code: str
    title: str
    number: int
    most: int = MOST_COUNTED

    @property
    def exact(self) -> bool:
        """Whether all of them were counted."""
        return self.number < self.most

    @property
    def said(self) -> str:
        """The number in figures, and that there may be more."""
        return str(self.number) if self.exact else f"{self.number} or more"


@dataclass(frozen=True)
class Today:
    """The start page: today's meetings, who waits, how many of each kind there are, and a meeting under way."""

    meetings: tuple[MeetingRow, ...] = ()
    people: tuple[WaitingPerson, ...] = ()
    kinds: tuple[Kind, ...] = ()
    running: Running | None = None

    @property
    def waiting(self) -> tuple[WaitingRow, ...]:
        """The first reason of each person who waits."""
        return tuple(person.first for person in self.people)

    @property
    def number(self) -> int:
        """How many things wait, those that are not shown here too."""
        return sum(kind.number for kind in self.kinds)

    @property
    def exact(self) -> bool:
        """Whether everything that waits was counted."""
        return all(kind.exact for kind in self.kinds)

    @property
    def last_line(self) -> str:
        """Say when the last meeting ends; nothing when none is left."""
        ends = [one.ends for one in self.meetings if one.state in {"booked", "attended"} and one.ends]
        if not any(one.state == "booked" or one.running for one in self.meetings):
            return ""
        return f"Your last meeting ends at {max(ends)}. Nothing is booked after that." if ends else ""


def rooms(now: datetime) -> tuple[Waits, ...]:
    """Return what is asked for the start page. Of two things that are equally serious, the earlier room's is first."""
    return (FIRST, today_questions.not_closed(now), *ROOMS)


def today_page(vault: Vault) -> Today:
    """Return today's meetings in order and at most ten of each kind of waiting thing, the most serious first.

    What is to be written down first stands above all, then what is about nobody in the caseload. A person stands
    there once, with every reason.
    """
    today, now = vault.clock.today(), vault.clock.utc()
    with vault.reading() as session:
        meetings = meetings_of(session, vault.member_id, today, now)
        own = tuple(own_rows(session, vault.member_id))
        found: list[WaitingRow] = []
        kinds = [Kind(OWN, "Your own", len(own))] if own else []
        for room in rooms(now):
            first, number = room.first(session, vault.member_id, today)
            if first:
                kinds.append(Kind(room.code, room.title, number, room.most))
            found += first
        running = meeting.running_in(session, vault.member_id, now)
    found.sort(key=lambda row: _SERIOUS.get(row.kind, 2))
    people = _once(found)
    ahead = [one for one in people if one.first.section == safety_due.PLACE]
    others = [one for one in people if one not in ahead]
    return Today(meetings, (*ahead, *map(WaitingPerson, own), *others), tuple(kinds), running)


def waiting_of(vault: Vault, code: str, limit: int, offset: int = 0) -> tuple[WaitingRow, ...]:
    """Return a page of everything that waits of one kind. Raises ``StopIteration`` for an unknown one."""
    today = vault.clock.today()
    with vault.reading() as session:
        if code == OWN:
            return tuple(own_rows(session, vault.member_id))[offset : offset + limit]
        room = next(one for one in rooms(vault.clock.utc()) if one.code == code)
        return tuple(room.rows(session, vault.member_id, today, limit, offset))


def _once(rows: Iterable[WaitingRow]) -> list[WaitingPerson]:
    """Put every person where their first reason stands, with the others behind it."""
    reasons: dict[int, list[WaitingRow]] = {}
    alone: list[WaitingPerson] = []
    for row in rows:
        if row.participant_id:
            reasons.setdefault(row.participant_id, []).append(row)
        else:
            alone.append(WaitingPerson(row))
    return [*alone, *(WaitingPerson(first, tuple(more)) for first, *more in reasons.values())]
