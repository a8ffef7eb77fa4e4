"""A coach's people, page by page in the order of their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from workwell_desktop.casework import episodes
from workwell_desktop.casework.mine import name_columns, name_of
from workwell_desktop.casework.today import today_page
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.participants import Participant
from workwell_desktop.vault.store import Vault

__all__ = ["PersonRow", "Place", "everyone_else", "open_person", "today_page"]


@dataclass(frozen=True)
class PersonRow:
    """One line of the caseload column: a name and one reason."""

    participant_id: int
    name: str
    reason: str


@dataclass(frozen=True)
class Place:
    """Where a page of the caseload ended: the next one begins behind it."""

    sort_name: str
    episode_id: int


def everyone_else(
    vault: Vault, after: Place | None, limit: int, without: Sequence[int] = ()
) -> tuple[tuple[PersonRow, ...], Place | None]:
    """Return one page of the coach's open caseload by last name, and where the next begins (``None`` at the end).

    ``without`` leaves out people who stand in another group already (at most a few dozen ids).
    """
    query = (
        select(Episode.id, Episode.sort_name, *name_columns())
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
    rows = tuple(PersonRow(row.id_1, name_of(row), how_long[row.id]) for row in found if row.id_1 not in without)
    full = len(found) == limit + len(without)
    return rows, Place(found[-1].sort_name, found[-1].id) if full else None


def open_person(vault: Vault, participant_id: int) -> None:
    """Note in the audit chain that the coach opened this participant."""
    with vault.transaction() as transaction:
        transaction.record("view", "participant", participant_id)
