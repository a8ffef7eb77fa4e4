"""From where distances are counted for one participant: home, work, or a postcode that was typed. Never an address.

Of a postcode no more than its first half is shown: whoever looks at the screen may read it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from workwell_desktop.casework.people import current_episode, participant
from workwell_desktop.models.employment import Employment
from workwell_desktop.places.distance import Spot, distance_km, say_distance
from workwell_desktop.places.points import Place, place_of, why_unknown
from workwell_desktop.places.postcodes import Postcode, normal_postcode, postcode_in
from workwell_desktop.vault.store import Vault

HOME, WORK, TYPED = "home", "work", "typed"
_LABELS = {HOME: "Home", WORK: "Work", TYPED: "From"}


@dataclass(frozen=True)
class Where:
    """One place to count from. ``label`` is "Home, M33"; ``why_not`` says in a sentence why ``place`` is not known."""

    code: str
    label: str
    place: Place | None
    why_not: str


def where_choices(vault: Vault, participant_id: int) -> tuple[Where, ...]:
    """Return home, then work, as far as there is a postcode of each. That of work stands in the employer’s address."""
    with vault.reading() as session:
        home = participant(session, participant_id).postcode
        episode = current_episode(session, participant_id)
        address = session.scalar(select(Employment.employer_address).where(Employment.episode_id == episode.id)) or ""
    work = postcode_in(address)
    found = [_where(HOME, home), *([_where(WORK, work.text)] if work else [])]
    return tuple(one for one in found if one)


def where_typed(text: str) -> Where | None:
    """Return the place of a postcode, a sector or an outcode that a coach typed; nothing when nothing was typed."""
    return _where(TYPED, text)


def how_far(where: Where, spot: Spot, unsure_km: float = 0.0) -> str:
    """Say how far a spot is, "about 2½ miles in a straight line"; empty where it is not known from where.

    ``unsure_km`` is how far off the spot may well be. What is said is no finer than the coarser of the two places.
    """
    if where.place is None:
        return ""
    return say_distance(distance_km(where.place, spot), max(where.place.radius_km, unsure_km))


def _where(code: str, text: str) -> Where | None:
    if not text.strip():
        return None
    read = normal_postcode(text)
    return Where(code, _label(code, read), place_of(text), why_unknown(text))


def _label(code: str, read: Postcode | None) -> str:
    return f"{_LABELS[code]}, {read.outcode}" if read else _LABELS[code]
