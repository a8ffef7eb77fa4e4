"""Makes a staged list live, and takes the last one back: each is one short transaction, whatever the list's size.

Rows that a coach touched while the list was being read are worked out afresh in it; they are few.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Table, func, or_, select, text
from sqlalchemy.orm import Session

from workwell_desktop.casework.directory_rows import WITHDRAWN
from workwell_desktop.casework.service_faces import face_rows
from workwell_desktop.casework.service_joining import keep_joined
from workwell_desktop.casework.service_own_needs import rules_in
from workwell_desktop.casework.service_rows import effective, insert_faces, notes_of, rewrite_face
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.base import Base
from workwell_desktop.models.services import DirChange, DirRecord, DirRelease, DirSource, Service
from workwell_desktop.vault.store import Transaction, Vault

_SAID_ON = text(
    "UPDATE dir_record SET said_id = c.said_after, status = c.status_after, last_release_id = c.release_id "
    "FROM dir_change AS c WHERE c.release_id = :release AND c.record_id = dir_record.id"
)
_SAID_BACK = text(
    "UPDATE dir_record SET said_id = c.said_before, status = c.status_before "
    "FROM dir_change AS c WHERE c.release_id = :release AND c.record_id = dir_record.id"
)
_FACE_ON = text(
    "UPDATE service SET face_id = c.face_after FROM dir_change AS c "
    "WHERE c.release_id = :release AND c.service_id = service.id"
)
_FACE_BACK = text(
    "UPDATE service SET face_id = c.face_before FROM dir_change AS c "
    "WHERE c.release_id = :release AND c.service_id = service.id"
)
_LEAVES = text(  # what stands now is what is left: another list may have gone live since this one was read
    "UPDATE dir_change SET face_before = s.face_id FROM service AS s "
    "WHERE dir_change.release_id = :release AND s.id = dir_change.service_id "
    "AND s.face_id IS NOT dir_change.face_before"
)
_OF_A_LIST = {"service_link", "service_face", "dir_change", "service_twin"}


class CannotUndo(WorkwellError):
    """There is no import of this list to take back."""


class ThrownAway(WorkwellError):
    """A list that was read, and thrown away before it was shown."""


@dataclass(frozen=True)
class ImportResult:
    """What a release of a list changed, in services."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0


def make_live(vault: Vault, release_id: int) -> ImportResult:
    """Show what was staged, all of it at once.

    Raises ``ThrownAway`` and ``NotKept``; a release that is live already or was undone is a bug (``ValueError``).
    """
    with vault.transaction() as transaction:
        session = transaction.session
        release = session.get_one(DirRelease, release_id)
        if release.state == "dropped":
            raise ThrownAway("What was read of this list was thrown away meanwhile.", "Read the file again.")
        if release.state != "staged":
            raise ValueError(f"the release is {release.state}")
        touched = _touched(session, release)
        for statement in (_LEAVES, _SAID_ON, _FACE_ON):
            session.execute(statement, {"release": release_id})
        session.expire_all()
        _afresh(transaction, touched)
        keep_joined(transaction, release_id)
        source = session.get_one(DirSource, release.source_id)
        about = json.loads(release.report)["about"]
        for name, value in about.items():
            setattr(source, name, value)
        source.last_import = transaction.now
        release.state, release.live_at, release.live_in = "live", transaction.now, transaction.first_event
        result = ImportResult(release.added, release.changed, release.unchanged, release.withdrawn)
        transaction.record("import", "dir_release", release_id, {"sha256": release.file_sha256, **vars(result)})
        return result


def can_undo(vault: Vault, source_id: int) -> int:
    """Return the id of the release of a list that can be taken back, 0 when there is none."""
    with vault.reading() as session:
        return _last_live(session, source_id)


def undo_last(vault: Vault, source_id: int) -> None:
    """Take the last import of a list back, all of it at once. What coaches wrote since stays.

    A service that came with it and that coaches have used since stays as one that the list no longer has. A file of the
    list that waits to be shown is thrown away: it was compared with what is taken back.
    Raises ``CannotUndo`` and ``NotKept``.
    """
    with vault.transaction() as transaction:
        session = transaction.session
        release_id = _last_live(session, source_id)
        if not release_id:
            raise CannotUndo("There is no import of this list to take back.", "Choose another list.")
        release = session.get_one(DirRelease, release_id)
        touched = _touched_since_live(session, release)
        used = _used(session, release_id)
        for statement in (_SAID_BACK, _FACE_BACK):
            session.execute(statement, {"release": release_id})
        session.expire_all()
        _afresh(transaction, touched - used)
        _keep_used(transaction, release_id, used)
        keep_joined(transaction, release_id)
        before = session.scalar(
            select(DirRelease)
            .where(DirRelease.source_id == source_id, DirRelease.state == "live", DirRelease.id < release_id)
            .order_by(DirRelease.id.desc())
            .limit(1)
        )
        session.get_one(DirSource, source_id).last_import = before.live_at if before else None
        release.state = "undone"
        waiting = DirRelease.state.in_(("staging", "staged"))
        for row in session.scalars(select(DirRelease).where(DirRelease.source_id == source_id, waiting)):
            row.state = "dropped"
        transaction.record("undo", "dir_release", release_id)


def _last_live(session: Session, source_id: int) -> int:
    """Return the newest live release of a list, if its changes are still there to be turned back; 0 when not."""
    found = session.scalar(
        select(DirRelease)
        .where(DirRelease.source_id == source_id, DirRelease.state == "live")
        .order_by(DirRelease.id.desc())  # not by the clock, which may have been put back
        .limit(1)
    )
    if found is None:
        return 0
    kept = session.scalar(select(func.count()).select_from(DirChange).where(DirChange.release_id == found.id))
    renewed = json.loads(found.report).get("renewed", 0)
    return found.id if kept == found.added + found.changed + found.withdrawn + renewed else 0


def _touched(session: Session, release: DirRelease) -> set[int]:
    """Return the services that came to stand otherwise while the release was read, or that it changes twice."""
    mine = DirChange.release_id == release.id
    other = session.scalars(
        select(DirChange.service_id)
        .join(Service, Service.id == DirChange.service_id)
        .where(
            mine, or_(Service.touched_in >= release.staged_in, Service.face_id.is_distinct_from(DirChange.face_before))
        )
    )
    twice = session.scalars(
        select(DirChange.service_id).where(mine).group_by(DirChange.service_id).having(func.count() > 1)
    )
    return {*other, *twice}


def _touched_since_live(session: Session, release: DirRelease) -> set[int]:
    rows = session.scalars(
        select(DirChange.service_id)
        .join(Service, Service.id == DirChange.service_id)
        .where(
            DirChange.release_id == release.id,
            or_(Service.touched_in >= release.live_in, Service.face_id.is_distinct_from(DirChange.face_after)),
        )
    )
    return set(rows)


def _afresh(transaction: Transaction, service_ids: Iterable[int]) -> None:
    """Work out the faces of these services again, from what lists and coaches say now."""
    session = transaction.session
    rules = rules_in(session)
    for service_id in sorted(service_ids):
        service = session.get_one(Service, service_id)
        if service.face_id is not None:
            rows = face_rows(effective(session, service_id).values, notes_of(session, service_id), rules=rules)
            rewrite_face(transaction, service.face_id, rows)


def _used(session: Session, release_id: int) -> set[int]:
    """Return the services that came new with a release and that something of the coaches' own hangs on."""
    fresh = select(DirChange.service_id).where(DirChange.release_id == release_id, DirChange.kind == "new")
    used: set[int] = set(session.scalars(select(Service.id).where(Service.id.in_(fresh), Service.starred)))
    for table in _tables_of_coaches():
        for column in table.columns:
            if any(key.column.table.name == "service" for key in column.foreign_keys):
                used.update(session.scalars(select(column).where(column.in_(fresh))))
    return used


def _tables_of_coaches() -> list[Table]:
    return [table for name, table in Base.metadata.tables.items() if name not in _OF_A_LIST]


def _keep_used(transaction: Transaction, release_id: int, used: set[int]) -> None:
    session = transaction.session
    rules = rules_in(session)
    rows = session.execute(
        select(DirChange.service_id, DirChange.record_id, DirChange.said_after).where(
            DirChange.release_id == release_id, DirChange.service_id.in_(used)
        )
    ).all()
    for row in rows:
        record = session.get_one(DirRecord, row.record_id)
        record.said_id, record.status = row.said_after, WITHDRAWN
        session.flush()
        values = replace(effective(session, row.service_id).values, status=WITHDRAWN)
        shown = face_rows(values, notes_of(session, row.service_id), rules=rules)
        face = insert_faces(transaction, [(row.service_id, shown)])[0]
        session.get_one(Service, row.service_id).face_id = face
