"""The lists of services on this PC: whose they are, how fresh, under which licence, and what can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workwell_desktop.casework.directory_live import can_undo
from workwell_desktop.directory.starter import FORMAT
from workwell_desktop.models.services import DirRecord, DirRelease, DirSource
from workwell_desktop.vault.store import Vault


@dataclass(frozen=True)
class ListFacts:
    """One list: what it says of itself, when it last came in, how many services it has, what can be done with it.

    ``released_on`` is the day the file itself is of, where it says so. ``undo`` is the id of the release that can be
    taken back and ``staged`` that of one that was read and waits to be shown; 0 for none. ``shipped``: it comes with
    the program, which brings it in again.
    """

    id: int
    name: str
    publisher: str
    licence: str
    attribution: str
    last_import: date | None
    released_on: date | None
    services: int
    undo: int
    staged: int
    shipped: bool


@dataclass(frozen=True)
class ReleaseFacts:
    """One file of a list that was read: of which list, when it went live if it did, how it stands, its counts."""

    id: int
    list_name: str
    file_name: str
    state: str
    live_on: date | None
    added: int
    changed: int
    withdrawn: int


def lists(vault: Vault) -> tuple[ListFacts, ...]:
    """Return the lists that were brought in, or that wait to be shown, by name."""
    with vault.reading() as session:
        sources = session.scalars(select(DirSource).order_by(DirSource.name, DirSource.id)).all()
        staged = _staged(session)
        facts = [
            (source.id, source.name, source.publisher, source.licence, source.attribution, source.last_import,
             _released(session, source.id), _services(session, source.id), source.format == FORMAT)
            for source in sources
            if source.last_import is not None or source.id in staged
        ]  # fmt: skip
    return tuple(
        ListFacts(
            id=number, name=name, publisher=publisher, licence=licence, attribution=attribution,
            last_import=last.astimezone().date() if last else None, released_on=released, services=services,
            undo=0 if shipped else can_undo(vault, number), staged=staged.get(number, 0), shipped=shipped,
        )
        for number, name, publisher, licence, attribution, last, released, services, shipped in facts
    )  # fmt: skip


def releases(vault: Vault) -> tuple[ReleaseFacts, ...]:
    """Return every file that is live or waits to be shown, the newest first."""
    with vault.reading() as session:
        rows = session.execute(
            select(DirRelease, DirSource.name)
            .join(DirSource, DirSource.id == DirRelease.source_id)
            .where(DirRelease.state.in_(("live", "staged")))
            .order_by(DirRelease.id.desc())
        )
        return tuple(
            ReleaseFacts(
                id=row.id, list_name=name, file_name=row.file_name, state=row.state,
                live_on=row.live_at.astimezone().date() if row.live_at else None, added=row.added, changed=row.changed,
                withdrawn=row.withdrawn,
            )
            for row, name in rows
        )  # fmt: skip


def _staged(session: Session) -> dict[int, int]:
    rows = session.execute(select(DirRelease.source_id, DirRelease.id).where(DirRelease.state == "staged"))
    return {row.source_id: row.id for row in rows}


def _released(session: Session, source_id: int) -> date | None:
    return session.scalar(
        select(DirRelease.released_on)
        .where(DirRelease.source_id == source_id, DirRelease.state == "live")
        .order_by(DirRelease.live_at.desc(), DirRelease.id.desc())
        .limit(1)
    )


def _services(session: Session, source_id: int) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(DirRecord)
            .where(DirRecord.source_id == source_id, DirRecord.status == "listed")
        )
        or 0
    )
