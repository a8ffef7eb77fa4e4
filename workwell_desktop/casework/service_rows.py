"""Between the tables of the directory and what they mean: read a service's values, and write the face that shows them.

A face is a version: a coach's change is written into the live one, an import writes new ones beside it. What stands in
it is worked out in ``service_faces``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from workwell_desktop.casework.service_faces import OF_LISTS, PLAIN, FaceRows, area_of, face_rows
from workwell_desktop.casework.service_need_rules import NeedRules
from workwell_desktop.casework.service_own_needs import rules_in
from workwell_desktop.directory.merge import STANDING, Listed, Merged, merge
from workwell_desktop.directory.record import RecordPlace, RecordTimes, ServiceRecord, field_from_json, from_json
from workwell_desktop.models.base import Base
from workwell_desktop.models.services import (
    DirRecord,
    DirSaid,
    DirSource,
    Service,
    ServiceFace,
    ServiceLink,
    ServiceLocation,
    ServiceNeed,
    ServiceNote,
    ServiceOverride,
    ServiceSchedule,
    ServiceTag,
)
from workwell_desktop.vault.service_search import forget_service, index_service, index_services
from workwell_desktop.vault.store import Transaction

_SAID = (
    select(ServiceLink.service_id, DirSource.trust, DirRecord.id, DirRecord.status, DirSaid.content)
    .select_from(DirSource)
    .join(DirRecord, DirRecord.source_id == DirSource.id)
    .join(ServiceLink, ServiceLink.record_id == DirRecord.id)
    .outerjoin(DirSaid, DirSaid.id == DirRecord.said_id)
)
_CHILDREN: tuple[type[Base], ...] = (ServiceTag, ServiceLocation, ServiceSchedule, ServiceNeed)


def insert_faces(transaction: Transaction, faces: Sequence[tuple[int, FaceRows]]) -> list[int]:
    """Write new faces of services (ids) and make them findable; return their ids. Nothing shows them yet."""
    session = transaction.session
    first = (session.scalar(select(func.max(ServiceFace.id))) or 0) + 1
    numbered = list(enumerate(faces, start=first))
    transaction.insert_all(
        ServiceFace,
        [{"id": face_id, "service_id": service_id, **rows.plain} for face_id, (service_id, rows) in numbered],
    )
    for table in _CHILDREN:
        transaction.insert_all(
            table,
            [{"face_id": face_id, **row} for face_id, (_service, rows) in numbered for row in rows.children[table]],
        )
    index_services(session, [(face_id, rows.name, rows.words) for face_id, (_service, rows) in numbered])
    return [face_id for face_id, _ in numbered]


def rewrite_face(transaction: Transaction, face_id: int, rows: FaceRows) -> None:
    """Write other values into a face that is there."""
    session = transaction.session
    session.execute(update(ServiceFace).where(ServiceFace.id == face_id).values(**rows.plain, **_changed(transaction)))
    _drop_children(session, [face_id])
    for table in _CHILDREN:
        transaction.insert_all(table, [{"face_id": face_id, **row} for row in rows.children[table]])
    index_service(session, face_id, name=rows.name, words=rows.words)
    session.expire_all()


def drop_faces(session: Session, face_ids: Sequence[int]) -> None:
    """Take faces away that nothing shows any more, with all that hangs on them."""
    _drop_children(session, face_ids)
    for face_id in face_ids:
        forget_service(session, face_id)
    session.execute(delete(ServiceFace).where(ServiceFace.id.in_(face_ids)))


def write_values(
    transaction: Transaction, service: Service, values: ServiceRecord, *, rules: NeedRules | None = None
) -> None:
    """Show these effective values from now on: the live face is rewritten, or the first one is made.

    ``rules`` say which words fit which need: those that hold in this vault, unless others are handed in.
    """
    session = transaction.session
    rows = face_rows(values, notes_of(session, service.id), rules=rules or rules_in(session))
    if service.face_id is None:
        service.face_id = insert_faces(transaction, [(service.id, rows)])[0]
    else:
        rewrite_face(transaction, service.face_id, rows)
    service.touched_in = transaction.first_event
    session.flush()
    session.expire(service)


def effective(
    session: Session,
    service_id: int,
    *,
    instead: Mapping[int, ServiceRecord | None] | None = None,
    standing: bool = True,
) -> Merged:
    """Return the effective values of a service: its own rows, or the lists' records under the local overrides.

    ``instead`` gives for some ``dir_record`` ids what they are to say instead; nothing for one that its list dropped.
    Without ``standing``, what corrections found out about a listed service as a whole is left out.
    """
    listed = _listed(session, service_id, instead or {})
    if listed:
        over = live_overrides(session, service_id).items()
        said = {name: field_from_json(name, row.value) for name, row in over if standing or name not in STANDING}
        return merge(listed, said)
    return Merged(_own_values(session, session.get_one(Service, service_id)), frozenset())


def effective_all(session: Session, service_ids: Sequence[int]) -> dict[int, ServiceRecord]:
    """Return the effective values of many services by id, some hundred at once: two questions instead of two each."""
    overrides: dict[int, dict[str, Any]] = {}
    live = select(ServiceOverride).where(
        ServiceOverride.service_id.in_(service_ids), ServiceOverride.ended_at.is_(None)
    )
    for one in session.scalars(live):
        overrides.setdefault(one.service_id, {})[one.field] = field_from_json(one.field, one.value)
    rows: dict[int, list[Any]] = {}
    for row in session.execute(_SAID.where(ServiceLink.service_id.in_(service_ids))):
        rows.setdefault(row.service_id, []).append(row)
    found = {}
    for service_id in service_ids:
        listed = _listed_in(rows.get(service_id, ()), {})
        own = None if listed else effective(session, service_id).values
        found[service_id] = own or merge(listed, overrides.get(service_id, {})).values
    return found


def listed_values(session: Session, service_id: int) -> ServiceRecord:
    """Return what the lists say of a service, without what coaches here have changed."""
    return merge(_listed(session, service_id, {}), {}).values


def live_overrides(session: Session, service_id: int) -> dict[str, ServiceOverride]:
    """Return the overrides that hold, by field."""
    rows = session.scalars(
        select(ServiceOverride).where(ServiceOverride.service_id == service_id, ServiceOverride.ended_at.is_(None))
    )
    return {row.field: row for row in rows}


def notes_of(session: Session, service_id: int) -> list[str]:
    """Return the texts of coaches' notes on a service."""
    return list(session.scalars(select(ServiceNote.text).where(ServiceNote.service_id == service_id)))


def new_service(transaction: Transaction, *, own: bool) -> Service:
    """Add an empty service that shows nothing yet. ``own`` says a coach here added it."""
    service = Service(
        uid=transaction.clock.new_uid(), own=own, face_id=None, checked_on=None, starred=False, touched_in=None
    )
    transaction.session.add(service)
    transaction.session.flush()
    return service


def _listed(session: Session, service_id: int, instead: Mapping[int, ServiceRecord | None]) -> list[Listed]:
    return _listed_in(session.execute(_SAID.where(ServiceLink.service_id == service_id)).all(), instead)


def _listed_in(rows: Sequence[Any], instead: Mapping[int, ServiceRecord | None]) -> list[Listed]:
    still: list[Listed] = []
    gone: list[Listed] = []
    for row in rows:
        record = instead.get(row.id) or (from_json(row.content) if row.content else None)
        dropped = instead[row.id] is None if row.id in instead else row.status != "listed"
        if record is not None:
            (gone if dropped else still).append(Listed(row.trust, record))
    # A record that its list has dropped speaks only when no list has the service any more.
    return still or [Listed(one.trust, replace(one.record, status="withdrawn")) for one in gone]


def _own_values(session: Session, service: Service) -> ServiceRecord:
    """Return the values of a service that coaches here keep themselves, from its own rows."""
    if service.face_id is None:
        return ServiceRecord(key=service.uid, name="")
    mine = ServiceTag.face_id == service.face_id
    tags = session.execute(select(ServiceTag.kind, ServiceTag.code).where(mine).order_by(ServiceTag.id)).all()
    places = session.scalars(
        select(ServiceLocation).where(ServiceLocation.face_id == service.face_id).order_by(ServiceLocation.number)
    )
    times = session.scalars(
        select(ServiceSchedule).where(ServiceSchedule.face_id == service.face_id).order_by(ServiceSchedule.number)
    )
    plain: dict[str, Any] = {name: getattr(service.face, name) for name in PLAIN}
    for kind, name in OF_LISTS.items():
        plain[name] = tuple(tag.code for tag in tags if tag.kind == kind)
    return ServiceRecord(
        key=service.uid,
        places=tuple(RecordPlace(**_same(row, RecordPlace)) for row in places),
        times=tuple(RecordTimes(**_same(row, RecordTimes)) for row in times),
        areas=tuple(area_of(tag.code) for tag in tags if tag.kind == "area"),
        **plain,
    )


def _same(row: ServiceLocation | ServiceSchedule, kind: type[RecordPlace | RecordTimes]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in kind.__dataclass_fields__}


def _drop_children(session: Session, face_ids: Sequence[int]) -> None:
    for table in _CHILDREN:
        session.execute(delete(table).where(table.__table__.c.face_id.in_(face_ids)))


def _changed(transaction: Transaction) -> dict[str, Any]:
    return {"updated_at": transaction.now, "updated_by": transaction.member_id}
