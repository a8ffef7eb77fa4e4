"""The rows of a list of services, each ready to be shown: its line, why it fits, how fresh it is, how far it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session

from workwell_desktop.casework.service_facts import one_line
from workwell_desktop.casework.service_index import Near, ServiceIndex
from workwell_desktop.casework.service_shipped import shipped_on
from workwell_desktop.casework.service_text import COST_LABELS, MODE_LABELS, CheckedState, freshness, line_of
from workwell_desktop.models.services import Service, ServiceFace, ServiceLocation
from workwell_desktop.places.distance import rounded_miles
from workwell_desktop.vault.store import Vault


@dataclass(frozen=True)
class ServiceRow:
    """One service in the list. ``line`` is "2½ miles · Free · In person"; ``fits`` says why it suits this participant.

    ``checked`` is "Checked 3 November" with its state. ``how_far`` is a straight line in rounded miles, empty where no
    distance is known or it does not matter, ``km`` its length where known; ``group`` is one of ``service_order``'s,
    empty while there are none.
    """

    id: int
    uid: str
    name: str
    summary: str
    line: str
    fits: str
    checked: str
    checked_state: CheckedState
    how_far: str
    km: float | None
    group: str
    national: bool
    own: bool
    starred: bool
    status: str


# Columns, not objects: a page of objects with all they hold takes longer than to find it.
_WANTED: BindParameter[int] = bindparam("ids", expanding=True)
_SHOWN = (
    select(
        Service.id, Service.uid, Service.face_id, Service.checked_on, Service.own, Service.starred, ServiceFace.name,
        ServiceFace.summary, ServiceFace.description, ServiceFace.organisation, ServiceFace.cost,
        ServiceFace.closed_words, ServiceFace.assured_on, ServiceFace.national, ServiceFace.status,
    )
    .join(ServiceFace, ServiceFace.id == Service.face_id)
    .where(Service.id.in_(_WANTED))
)  # fmt: skip
_POSTCODES = (  # of the first place of each
    select(ServiceLocation.face_id, ServiceLocation.postcode)
    .join(Service, Service.face_id == ServiceLocation.face_id)
    .where(Service.id.in_(_WANTED), ServiceLocation.number == 0)
)


def rows_of(
    session: Session,
    vault: Vault,
    index: ServiceIndex,
    places: Sequence[tuple[int, str]],
    distances: Near | None,
    reasons: Mapping[int, str],
) -> tuple[ServiceRow, ...]:
    """Return the rows of places in the index with their groups. ``reasons`` say by service id why it fits."""
    ids = [index.ids[place] for place, _ in places]
    services = {row.id: row for row in session.execute(_SHOWN, {"ids": ids})}
    postcodes = {row.face_id: row.postcode for row in session.execute(_POSTCODES, {"ids": ids})}
    today, shipped = vault.clock.today(), shipped_on(session, ids)
    found = []
    for place, group in places:
        row = services.get(index.ids[place])
        if row is None:
            continue
        far = _how_far(index, place, distances)
        checked, state = freshness((row.checked_on, row.assured_on), today, shipped.get(row.id))
        found.append(
            ServiceRow(
                id=row.id,
                uid=row.uid,
                name=row.name,
                summary=one_line(row.summary or row.description) or row.organisation,
                line=_line(far, _modes(index, place), row.cost, postcodes.get(row.face_id, "")),
                fits=reasons.get(row.id, ""),
                checked="May be closed: ring first" if row.closed_words else checked,
                checked_state="warn" if row.closed_words else state,
                how_far=far,
                km=distances.km.get(place) if distances is not None else None,
                group=group,
                national=row.national,
                own=row.own,
                starred=row.starred,
                status=row.status,
            )
        )
    return tuple(found)


def _line(far: str, modes: Sequence[str], cost: str, postcode: str) -> str:
    """Return the small line: first how far it is, where that is known; else where it is."""
    if not far:
        return line_of(modes, cost, postcode)
    return " · ".join(filter(None, (f"{far[0].upper()}{far[1:]}", COST_LABELS.get(cost, ""), line_of(modes, ""))))


def _how_far(index: ServiceIndex, place: int, distances: Near | None) -> str:
    """Say how far it is, no finer than the coarser of the two places is known."""
    if distances is None or place not in distances.km or index.bits.get(("everywhere", "yes"), 0) >> place & 1:
        return ""
    return rounded_miles(distances.km[place], max(distances.unsure_km, index.unsure_km.get(place, 0.0)))


def _modes(index: ServiceIndex, place: int) -> list[str]:
    """Return the ways to go, from the index: a question for them would take longer than all the rest."""
    return [code for code in MODE_LABELS if index.bits.get(("mode", code), 0) >> place & 1]
