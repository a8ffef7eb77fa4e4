"""Scores services again after the rules of what helps with what have changed: in short steps, and where it stopped on.

Each face keeps by which rules it was scored, so nothing else has to be remembered: what bears another mark is due. That
also finds lists that were read under older rules, and everything after a program came with better ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, delete, func, or_, select, update

from workwell_desktop.casework.directory_totals import Stopped
from workwell_desktop.casework.service_faces import need_rows
from workwell_desktop.casework.service_own_needs import note_scored, rules_in
from workwell_desktop.casework.service_rows import effective_all
from workwell_desktop.casework.service_terms import rules_mark
from workwell_desktop.models.services import Service, ServiceFace, ServiceNeed
from workwell_desktop.vault.store import Vault

__all__ = ["Stopped", "due", "score_again"]

_BATCH = 100  # faces of one transaction: a coach who saves meanwhile waits for no more than that


class _Due(NamedTuple):
    """A face to score, and the mark of the rules to do it by."""

    face_id: int
    mark: str


def due(vault: Vault) -> int:
    """Return how many services that are shown were scored by other rules than those that hold."""
    with vault.reading() as session:
        stale = _stale(rules_mark(rules_in(session)))
        return session.scalar(select(func.count()).select_from(stale.subquery())) or 0


def score_again(
    vault: Vault,
    told: Callable[[int, int], object] = lambda _done, _whole: None,
    stopped: Callable[[], bool] = lambda: False,
    *,
    most: int = 0,
) -> int:
    """Score every service that is shown by the rules that hold, and return how many were; ``told`` gets done and whole.

    Rules that change meanwhile hold for the rest, and then for what was done before. What is done stays when it is
    broken off, and the next time it goes on from there: ``most`` is after how many that is on purpose, 0 for never.
    Raises ``Stopped`` when ``stopped`` says so, and ``NotKept``.
    """
    done = 0
    try:
        while (faces := _due_faces(vault)) and not (most and done >= most):
            whole = done + len(faces)
            for start in range(0, len(faces), _BATCH):
                if stopped():
                    raise Stopped
                part = faces[start : start + _BATCH]
                if not _score(vault, part):
                    break
                done += len(part)
                told(done, whole)
                if most and done >= most:
                    break
    finally:
        if done:
            _note(vault, done)
    return done


def _due_faces(vault: Vault) -> list[_Due]:
    with vault.reading() as session:
        mark = rules_mark(rules_in(session))
        return [_Due(face_id, mark) for face_id in session.scalars(_stale(mark).order_by(ServiceFace.id))]


def _stale(mark: str) -> Select[int]:
    other = or_(ServiceFace.scored_by < mark, ServiceFace.scored_by > mark)  # an index finds that, and no "is not"
    return select(ServiceFace.id).join(Service, Service.face_id == ServiceFace.id).where(other)


def _score(vault: Vault, part: Sequence[_Due]) -> bool:
    """Score some faces; say whether these are still the rules that hold, else nothing is done.

    Scores are worked out before the transaction, so that nobody waits for them. A face that somebody wrote into in
    between is passed over: it was scored then, or is due again.
    """
    mark, ids = part[0].mark, [one.face_id for one in part]
    with vault.reading() as session:
        rules = rules_in(session)
        if rules_mark(rules) != mark:
            return False
        before = {row.id: row for row in session.execute(_written(ids))}
        known = effective_all(session, [row.service_id for row in before.values()])
        found = {row.id: need_rows(known[row.service_id], rules) for row in before.values()}
    with vault.transaction() as transaction:
        session = transaction.session
        if rules_mark(rules_in(session)) != mark:
            return False
        same = [row.id for row in session.execute(_written(ids)) if before.get(row.id) == row]
        session.execute(delete(ServiceNeed).where(ServiceNeed.face_id.in_(same)))
        transaction.insert_all(ServiceNeed, [{"face_id": one, **row} for one in same for row in found[one]])
        session.execute(update(ServiceFace).where(ServiceFace.id.in_(same)).values(scored_by=mark))
    return True


def _written(faces: Sequence[int]) -> Select[int, int, datetime, str]:
    """Return what tells whether a live face is still as it was."""
    return (
        select(ServiceFace.id, ServiceFace.service_id, ServiceFace.updated_at, ServiceFace.scored_by)
        .join(Service, Service.face_id == ServiceFace.id)
        .where(ServiceFace.id.in_(faces))
    )


def _note(vault: Vault, done: int) -> None:
    with vault.transaction() as transaction:
        note_scored(transaction)
        transaction.record("score", "own_need_rules", 0, {"services": done})
