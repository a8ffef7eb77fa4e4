"""The rows of one batch of a list that is being staged: written beside what is live, in one short transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workwell_desktop.casework.directory_known import Live, known_by
from workwell_desktop.casework.service_faces import FaceRows
from workwell_desktop.casework.service_need_rules import NeedRules
from workwell_desktop.casework.service_rows import insert_faces
from workwell_desktop.directory.record import ServiceRecord
from workwell_desktop.models.services import DirChange, DirRecord, DirSaid, Service, ServiceLink
from workwell_desktop.vault.store import Transaction

STAGED, LISTED, WITHDRAWN = "staged", "listed", "withdrawn"


@dataclass(frozen=True)
class Incoming:
    """A record that comes in, where it was read, and the live one that it is; nothing when it is new.

    ``same``: nothing but ids of the list, or the order of facts, differs from the live one.
    """

    record: ServiceRecord
    where: str
    live: Live | None
    same: bool = False


@dataclass(frozen=True)
class Ground:
    """What is known of the vault before the first batch: services that need more than their record, and all links.

    ``rules`` say which words fit which need; when others hold by the time the list goes live, it is scored again.
    """

    release_id: int
    source_id: int
    trust: int
    services: Mapping[int, int]
    special: frozenset[int]
    noted: frozenset[int]
    rules: NeedRules


def write_batch(transaction: Transaction, ground: Ground, work: Sequence[tuple[Incoming, str, FaceRows]]) -> None:
    """Write one batch beside what is live: what the list says, the services and faces, and what changes."""
    session, release_id = transaction.session, ground.release_id
    fresh = [one for one, _content, _rows in work if one.live is None]
    first_record, first_service = _next(session, DirRecord), _next(session, Service)
    transaction.insert_all(
        DirRecord,
        [
            {
                "id": first_record + place, "source_id": ground.source_id, "said_id": None, "status": STAGED,
                "first_release_id": release_id, "last_release_id": release_id,
            }
            for place in range(len(fresh))
        ],
    )  # fmt: skip
    transaction.insert_all(
        Service,
        [
            {
                "id": first_service + place, "uid": transaction.clock.new_uid(), "own": False, "face_id": None,
                "checked_on": None, "starred": False, "touched_in": None,
            }
            for place in range(len(fresh))
        ],
    )  # fmt: skip
    transaction.insert_all(
        ServiceLink,
        [
            {
                "service_id": first_service + place, "record_id": first_record + place, "confidence": 1.0,
                "decided_by": "import",
            }
            for place in range(len(fresh))
        ],
    )  # fmt: skip
    new_ids = iter(range(len(fresh)))
    ids = []
    for one, _content, _rows in work:
        if one.live is None:
            place = next(new_ids)
            ids.append((first_record + place, first_service + place))
        else:
            ids.append((one.live.record_id, ground.services[one.live.record_id]))
    first_said = _next(session, DirSaid)
    transaction.insert_all(
        DirSaid,
        [
            {
                "id": first_said + place, "record_id": record_id, "release_id": release_id,
                "source_key": one.record.key, "content": content,
                **{f"known_{name}": value for name, value in vars(known_by(one.record)).items()},
            }
            for place, ((one, content, _rows), (record_id, _service)) in enumerate(zip(work, ids, strict=True))
        ],
    )  # fmt: skip
    faces = insert_faces(transaction, [(ids[place][1], rows) for place, (_one, _content, rows) in enumerate(work)])
    live = live_faces(session, [service_id for _record, service_id in ids])
    transaction.insert_all(
        DirChange,
        [
            {
                "release_id": release_id, "record_id": record_id, "service_id": service_id,
                "kind": "unchanged" if one.same else "changed" if one.live else "new", "where": one.where,
                "said_before": one.live.said_id if one.live else None, "said_after": first_said + place,
                "status_before": _status(one.live), "status_after": LISTED,
                "face_before": live.get(service_id), "face_after": faces[place], "release_before": None,
            }
            for place, ((one, _content, _rows), (record_id, service_id)) in enumerate(zip(work, ids, strict=True))
        ],
    )  # fmt: skip


def _status(live: Live | None) -> str:
    return STAGED if live is None else LISTED if live.listed else WITHDRAWN


def live_faces(session: Session, service_ids: Sequence[int]) -> dict[int, int | None]:
    """Return the live face of each service, by its id."""
    rows = session.execute(select(Service.id, Service.face_id).where(Service.id.in_(service_ids)))
    return {row.id: row.face_id for row in rows}


def _next(session: Session, table: type[DirRecord | Service | DirSaid]) -> int:
    return (session.scalar(select(func.max(table.id))) or 0) + 1
