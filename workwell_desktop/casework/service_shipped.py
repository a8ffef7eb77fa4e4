"""The list that ships with the program: which services stand on it, and when it was last looked at."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workwell_desktop.models.services import DirRecord, DirRelease, DirSource, ServiceLink

NATIONAL = "workwell-national"  # its key


def shipped_on(session: Session, services: Collection[int]) -> dict[int, date]:
    """Return by service id the day that the list which ships says it is of, for those of ``services`` that are on it.

    One query. Each of the list's facts was read from a published page by that day (``resources/services``).
    """
    released = (
        select(DirRelease.source_id, func.max(DirRelease.released_on).label("day"))
        .where(DirRelease.state == "live")
        .group_by(DirRelease.source_id)
        .subquery()
    )
    rows = session.execute(
        select(ServiceLink.service_id, released.c.day)
        .join(DirRecord, DirRecord.id == ServiceLink.record_id)
        .join(DirSource, DirSource.id == DirRecord.source_id)
        .join(released, released.c.source_id == DirSource.id)
        .where(ServiceLink.service_id.in_(services), DirRecord.status == "listed", DirSource.key == NATIONAL)
    )
    return {row.service_id: row.day for row in rows if row.day is not None}
