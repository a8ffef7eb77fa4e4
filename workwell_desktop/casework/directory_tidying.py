"""Takes away what no release shows any more: what was staged and dropped, undone, or left behind by a newer release."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from workwell_desktop.casework.service_rows import drop_faces
from workwell_desktop.models.service_twins import ServiceTwin
from workwell_desktop.models.services import (
    DirChange,
    DirRecord,
    DirRelease,
    DirSaid,
    Service,
    ServiceFace,
    ServiceLink,
)
from workwell_desktop.vault.store import Vault

_BATCH = 200


def drop_release(vault: Vault, release_id: int) -> None:
    """Take a release that is not live away, in short transactions. Doing it again goes on where it stopped.

    Raises ``ValueError`` for a live one, which is a bug, and ``NotKept``.
    """
    with vault.transaction() as transaction:
        release = transaction.session.get_one(DirRelease, release_id)
        if release.state == "live":
            raise ValueError("a live release is undone, not dropped")
        if release.state != "undone":
            release.state = "dropped"
        transaction.record("drop", "dir_release", release_id)
    while _drop_some(vault, release_id):
        pass


def tidy_releases(vault: Vault) -> None:
    """Take away what was dropped or undone, and what releases before the last of each list have left behind."""
    with vault.reading() as session:
        gone = session.scalars(
            select(DirRelease.id)
            .where(DirRelease.state.in_(("dropped", "undone", "staging")))
            .order_by(DirRelease.id.desc())  # a later one may speak of services that came with an earlier one
        ).all()
        newest: dict[int, int] = {}
        live = session.execute(
            select(DirRelease.id, DirRelease.source_id).where(DirRelease.state == "live").order_by(DirRelease.id)
        ).all()
        newest.update({row.source_id: row.id for row in live})
        older = [row.id for row in live if newest[row.source_id] != row.id]
    for release_id in gone:
        drop_release(vault, release_id)
    for release_id in older:
        while _forget_before(vault, release_id):
            pass


def _drop_some(vault: Vault, release_id: int) -> bool:
    with vault.transaction() as transaction:
        session = transaction.session
        rows = session.execute(
            select(DirChange.id, DirChange.kind, DirChange.record_id, DirChange.service_id, DirChange.said_after,
                   DirChange.said_before, DirChange.face_after)
            .where(DirChange.release_id == release_id)
            .limit(_BATCH)
        ).all()  # fmt: skip
        if not rows:
            return False
        fresh = [row for row in rows if row.kind == "new"]
        unused = _unshown_services(session, [row.service_id for row in fresh])
        dead = [row.record_id for row in fresh if row.service_id in unused]
        session.execute(delete(DirChange).where(DirChange.id.in_([row.id for row in rows])))
        _drop_unneeded(session, [row.face_after for row in rows if row.face_after])
        session.execute(delete(ServiceLink).where(ServiceLink.record_id.in_(dead)))
        session.execute(update(DirRecord).where(DirRecord.id.in_(dead)).values(said_id=None))
        said = [row.said_after for row in rows if row.said_after != row.said_before]
        kept = set(session.scalars(select(DirRecord.said_id).where(DirRecord.said_id.in_(said))))
        session.execute(delete(DirSaid).where(DirSaid.id.in_([one for one in said if one not in kept])))
        session.execute(delete(DirRecord).where(DirRecord.id.in_(dead)))
        pair = or_(ServiceTwin.first_id.in_(unused), ServiceTwin.second_id.in_(unused))
        session.execute(delete(ServiceTwin).where(pair))
        session.execute(delete(Service).where(Service.id.in_(unused)))
        transaction.record("tidy", "dir_release", release_id, {"rows": len(rows)})
        return True


def _unshown_services(session: Session, service_ids: Sequence[int]) -> set[int]:
    return set(session.scalars(select(Service.id).where(Service.id.in_(service_ids), Service.face_id.is_(None))))


def _drop_unneeded(session: Session, face_ids: Sequence[int]) -> None:
    """Take those of these faces away that nothing shows and to which no import can be taken back."""
    shown = session.scalars(select(Service.face_id).where(Service.face_id.in_(face_ids)))
    left = session.scalars(
        select(DirChange.face_before)
        .join(DirRelease, DirRelease.id == DirChange.release_id)
        .where(DirChange.face_before.in_(face_ids), DirRelease.state.in_(("live", "staged", "staging")))
    )
    coming = session.scalars(
        select(DirChange.face_after)
        .join(DirRelease, DirRelease.id == DirChange.release_id)
        .where(DirChange.face_after.in_(face_ids), DirRelease.state.in_(("live", "staged", "staging")))
    )
    needed = {*shown, *left, *coming}
    drop_faces(session, [face_id for face_id in face_ids if face_id not in needed])


def _forget_before(vault: Vault, release_id: int) -> bool:
    """Forget some of the versions that a release replaced: only the last release of a list can be undone."""
    with vault.transaction() as transaction:
        session = transaction.session
        rows = session.execute(
            select(
                DirChange.id, DirChange.face_before, DirChange.face_after, DirChange.said_before, DirChange.said_after
            )
            .where(DirChange.release_id == release_id)
            .limit(_BATCH)
        ).all()
        if not rows:
            return False
        session.execute(delete(DirChange).where(DirChange.id.in_([row.id for row in rows])))
        faces = {face for row in rows for face in (row.face_before, row.face_after) if face}
        _drop_unneeded(session, session.scalars(select(ServiceFace.id).where(ServiceFace.id.in_(faces))).all())
        said = [row.said_before for row in rows if row.said_before and row.said_before != row.said_after]
        needed = set(session.scalars(select(DirRecord.said_id).where(DirRecord.said_id.in_(said)))) | set(
            session.scalars(select(DirChange.said_before).where(DirChange.said_before.in_(said)))
        )
        session.execute(delete(DirSaid).where(DirSaid.id.in_([one for one in said if one not in needed])))
        transaction.record("tidy", "dir_release", release_id, {"rows": len(rows)})
        return True
