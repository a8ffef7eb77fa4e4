"""Between the tables of the directory and what they mean: read a service's values, write them, make it findable."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework.service_topics import topic_labels
from workwell_desktop.casework.service_words import fold
from workwell_desktop.directory.merge import Listed, Merged, merge
from workwell_desktop.directory.record import RecordPlace, RecordTimes, ServiceRecord, from_json
from workwell_desktop.models.services import (
    DirRecord,
    DirSource,
    Service,
    ServiceLink,
    ServiceLocation,
    ServiceNote,
    ServiceOverride,
    ServiceSchedule,
    ServiceTag,
)
from workwell_desktop.vault.service_search import forget_service, index_service

_PLAIN = (
    "status", "name", "organisation", "summary", "description", "phone", "text_number", "email", "web",
    "how_to_refer", "getting_in", "eligibility", "minimum_age", "maximum_age", "cost", "cost_note", "national",
    "assured_on",
)  # fmt: skip
_TAGS = {"topic": "topics", "mode": "modes", "access": "access"}


def effective(session: Session, service: Service) -> Merged:
    """Return the effective values of a service: its own row, or the lists' records under the local overrides."""
    listed = _listed(session, service.id)
    if listed:
        return merge(listed, {name: json.loads(row.value) for name, row in live_overrides(session, service.id).items()})
    return Merged(_own_values(session, service), frozenset())


def listed_values(session: Session, service: Service) -> ServiceRecord:
    """Return what the lists say of a service, without what coaches here have changed."""
    return merge(_listed(session, service.id), {}).values


def live_overrides(session: Session, service_id: int) -> dict[str, ServiceOverride]:
    """Return the overrides that hold, by field."""
    rows = session.scalars(
        select(ServiceOverride).where(ServiceOverride.service_id == service_id, ServiceOverride.ended_at.is_(None))
    )
    return {row.field: row for row in rows}


def write_values(session: Session, service: Service, values: ServiceRecord) -> None:
    """Write effective values into a service's row, tags, places and times, and make it findable by its words.

    The row may be new; it is in the database afterwards. Only what differs is touched.
    """
    for name in _PLAIN:
        if getattr(service, name) != getattr(values, name):
            setattr(service, name, getattr(values, name))
    if service.sort_name != fold(values.name):
        service.sort_name = fold(values.name)
    session.add(service)
    session.flush()
    wanted = {(kind, code) for kind, name in _TAGS.items() for code in getattr(values, name)}
    _write_tags(session, service.id, wanted)
    _write_list(session, ServiceLocation, service.id, [_columns(ServiceLocation, one) for one in values.places])
    _write_list(session, ServiceSchedule, service.id, [_columns(ServiceSchedule, one) for one in values.times])
    make_findable(session, service, values)


def make_findable(session: Session, service: Service, values: ServiceRecord) -> None:
    """Put the words of a service and of the notes on it into the index; a withdrawn service is taken out."""
    if values.status == "withdrawn":
        forget_service(session, service.id)
        return
    notes = session.scalars(select(ServiceNote.text).where(ServiceNote.service_id == service.id))
    places = (f"{place.address} {place.postcode}" for place in values.places)
    words = [
        values.organisation, values.summary, values.description, values.how_to_refer, values.eligibility,
        *topic_labels(values.topics), *places, *notes,
    ]  # fmt: skip
    index_service(session, service.id, name=values.name, words=" \n".join(filter(None, words)))


def new_service(uid: str, *, own: bool) -> Service:
    """Return an empty service that is not yet in the database. ``uid`` is 32 hex, ``own`` says a coach added it."""
    empty = ServiceRecord(key=uid, name="")
    return Service(uid=uid, own=own, sort_name="", checked_on=None, **{name: getattr(empty, name) for name in _PLAIN})


def _listed(session: Session, service_id: int) -> list[Listed]:
    rows = session.execute(
        select(DirSource.trust, DirRecord.content, DirRecord.status)
        .join(DirRecord, DirRecord.source_id == DirSource.id)
        .join(ServiceLink, ServiceLink.record_id == DirRecord.id)
        .where(ServiceLink.service_id == service_id)
    ).all()
    still = [Listed(row.trust, from_json(row.content)) for row in rows if row.status == "listed"]
    # A record that its list has dropped speaks only when no list has the service any more.
    return still or [Listed(row.trust, replace(from_json(row.content), status="withdrawn")) for row in rows]


def _own_values(session: Session, service: Service) -> ServiceRecord:
    """Return the values of a service that coaches here keep themselves, from its own rows."""
    tags = session.execute(
        select(ServiceTag.kind, ServiceTag.code).where(ServiceTag.service_id == service.id).order_by(ServiceTag.id)
    ).all()
    places = session.scalars(
        select(ServiceLocation).where(ServiceLocation.service_id == service.id).order_by(ServiceLocation.number)
    )
    times = session.scalars(
        select(ServiceSchedule).where(ServiceSchedule.service_id == service.id).order_by(ServiceSchedule.number)
    )
    plain: dict[str, Any] = {name: getattr(service, name) for name in _PLAIN}
    for kind, name in _TAGS.items():
        plain[name] = tuple(tag.code for tag in tags if tag.kind == kind)
    return ServiceRecord(
        key=service.uid,
        places=tuple(RecordPlace(row.address, row.postcode, row.latitude, row.longitude) for row in places),
        times=tuple(
            RecordTimes(row.description, row.byday, row.opens_at, row.closes_at, row.valid_from, row.valid_to)
            for row in times
        ),
        **plain,
    )


def _write_tags(session: Session, service_id: int, wanted: Iterable[tuple[str, str]]) -> None:
    missing = set(wanted)
    for row in session.scalars(select(ServiceTag).where(ServiceTag.service_id == service_id)).all():
        if (row.kind, row.code) in missing:
            missing.discard((row.kind, row.code))
        else:
            session.delete(row)
    session.add_all(ServiceTag(service_id=service_id, kind=kind, code=code) for kind, code in sorted(missing))
    session.flush()


def _columns(table: type[ServiceLocation | ServiceSchedule], value: RecordPlace | RecordTimes) -> dict[str, Any]:
    return {name: one for name, one in vars(value).items() if name in table.__table__.columns}


def _write_list(
    session: Session, table: type[ServiceLocation | ServiceSchedule], service_id: int, rows: list[dict[str, Any]]
) -> None:
    """Make a service's places or times be these rows, in this order."""
    there = list(session.scalars(select(table).where(table.service_id == service_id).order_by(table.number)))
    for surplus in there[len(rows) :]:
        session.delete(surplus)
    for row, values in zip(there, rows, strict=False):
        for name, value in values.items():
            if getattr(row, name) != value:
                setattr(row, name, value)
    for number, values in enumerate(rows[len(there) :], start=len(there)):
        session.add(table(service_id=service_id, number=number, **values))
    session.flush()
