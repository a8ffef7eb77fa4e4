"""Small questions that many rooms ask about a participant: their name, and the spell of support they are in."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from workwell_desktop.models.agreements import Agreement
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.members import Member
from workwell_desktop.models.participants import Participant

JOINED = "joined"  # why a spell of support ended: its record became one with another
_STANDING = {"open": 0, "referred": 1}  # which spell of support counts first
_OVER = ("closed", "binned")
# Letters that Unicode does not take apart into a plain one and an accent, as they are typed without them.
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)


def participant(session: Session, participant_id: int) -> Participant:
    """Return the row of one participant, for use inside the caller's transaction only."""
    return session.get_one(Participant, participant_id)


def call_name(session: Session, participant_id: int) -> str:
    """Return the name this participant wishes to be called: the one they gave, else their first name."""
    row = participant(session, participant_id)
    return row.known_as or row.first_name or row.last_name


def full_name(row: Participant) -> str:
    """Return the name as it stands at the head of a page: the one they go by, then the last name."""
    return " ".join(part for part in (row.known_as or row.first_name, row.last_name) if part)


def current_episode(session: Session, participant_id: int) -> Episode:
    """Return the spell of support of this participant that counts, for use inside the caller's transaction only.

    The one that is running; else one that waits for a decision; else the latest by its days. Of two records that were
    merged it may be the one with the lower number, and one that ended only because they were is nobody's latest.
    """
    joined = Episode.state.in_(_OVER) & (Episode.close_reason == JOINED)
    order = case(_STANDING, value=Episode.state, else_=len(_STANDING)) + case((joined, 1), else_=0)
    mine = select(Episode).where(Episode.participant_id == participant_id)
    return session.scalars(mine.order_by(order, *latest_first()).limit(1)).one()


def latest_first() -> tuple[ColumnElement[Any], ...]:
    """Return the order in which spells of support that are over are told: by the days they ended, the latest first."""
    return func.coalesce(Episode.closed_on, Episode.opened_on).desc(), Episode.id.desc()


def wants_to_take_part(session: Session, participant_id: int) -> bool:
    """Say whether it is written down that this participant wants to take part, and was not taken back since.

    The answer of the latest day counts, and of one day the one written down last. A question is no answer.
    """
    last = session.scalar(
        select(Agreement.state)
        .where(Agreement.participant_id == participant_id, Agreement.purpose == "take_part", Agreement.state != "asked")
        .order_by(Agreement.decided_on.desc().nulls_last(), Agreement.id.desc())
        .limit(1)
    )
    return last == "agreed"


def coach_name(session: Session, episode: Episode) -> str:
    """Return the name of the coach who owns an episode."""
    return session.get_one(Member, episode.owner_id).name


def coach_first_name(session: Session, episode: Episode) -> str:
    """Return the first name of the coach who owns an episode."""
    name = coach_name(session, episode)
    return name.split()[0] if name.split() else name


def age_on(born: date, day: date) -> int:
    """Return somebody's age in whole years on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def fold(text: str) -> str:
    """Fold a name for finding: no accents, no case, apostrophes gone, hyphens and blanks as one blank."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN)
    kept = "".join(" " if c in "-‐‑" or c.isspace() else c for c in plain if not unicodedata.combining(c))
    return " ".join("".join(c for c in kept if c.isalnum() or c == " ").split())


def sort_name(first: str, last: str, known_as: str) -> str:
    """Return what a person stands under in a list by names: the last name, then the one they go by, both folded."""
    return fold(f"{last} {known_as or first}")


def name_keys(first: str, last: str, known_as: str) -> set[str]:
    """Return the folded ways somebody may type this name: every name first, the others behind it in order."""
    keys = set()
    for names in {(first, last), (known_as or first, last)}:
        words = fold(" ".join(names)).split()
        keys |= {" ".join(words[i:] + words[:i]) for i in range(len(words))}
    return keys
