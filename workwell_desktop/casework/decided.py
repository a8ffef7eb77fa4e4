"""Referrals that have their answer, newest first: to be read again, taken back, or followed by a new one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import String, and_, or_, select

from workwell_desktop.casework import lists
from workwell_desktop.casework.dates import ago
from workwell_desktop.casework.triage import ANSWERS, row_name
from workwell_desktop.models.episodes import Episode, Referral
from workwell_desktop.models.participants import Participant
from workwell_desktop.vault.store import Vault

_DECIDED = ("accepted", "declined", "signposted")


@dataclass(frozen=True)
class DecidedRow:
    """One referral that has its answer: the answer in a word, where to or why, and when it was given."""

    referral_id: int
    name: str
    answer: str
    what: str
    when: str


@dataclass(frozen=True)
class DecidedPlace:
    """Where a page of the list ended: the next one begins behind it."""

    day: date
    referral_id: int


def decided_page(
    vault: Vault, after: DecidedPlace | None, limit: int
) -> tuple[tuple[DecidedRow, ...], DecidedPlace | None]:
    """Return one page of the coach's answered referrals, the newest first, and where the next begins."""
    today = vault.clock.today()
    with vault.reading() as session:
        found = session.execute(_decided(vault.member_id, after, limit)).all()
    rows = tuple(_row(one, today) for one in found)
    return rows, DecidedPlace(found[-1].decided_on, found[-1].id) if len(found) == limit else None


def _decided(member_id: int, after: DecidedPlace | None, limit: int) -> Any:
    """Return the question, straight from the index on the day; whose it is asked of each row ("+ 0": caseload.py)."""
    query: Any = (
        select(
            Referral.id,
            Referral.state,
            Referral.decided_on,
            Referral.decided_reason,
            Referral.signposted_to,
            Participant.first_name,
            Participant.known_as,
            Participant.last_name,
        )
        .join(Episode, Episode.id == Referral.episode_id)
        .join(Participant, Participant.id == Episode.participant_id)
        .where(Referral.decided_on.is_not(None), (Referral.state + "").in_(_DECIDED))
        .where(Episode.owner_id + 0 == member_id, Episode.state + "" != "binned")
        .where(Participant.binned_at.cast(String).is_(None), (Participant.merged_into + 0).is_(None))
        .order_by(Referral.decided_on.desc(), Referral.id.desc())
        .limit(limit)
    )
    if after is not None:
        same_day = and_(Referral.decided_on == after.day, Referral.id < after.referral_id)
        query = query.where(Referral.decided_on <= after.day, or_(Referral.decided_on < after.day, same_day))
    return query


def _row(row: Any, today: date) -> DecidedRow:
    where = f"To {row.signposted_to}. " if row.signposted_to else ""
    why = lists.label("decline_reason", row.decided_reason) if row.state != "accepted" else ""
    return DecidedRow(row.id, row_name(row), ANSWERS[row.state], f"{where}{why}", ago(row.decided_on, today))
