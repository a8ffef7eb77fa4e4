"""Reads a list into the vault beside what is live: in short transactions, so that coaches go on saving meanwhile.

What is staged shows nowhere. It is looked at as a dry run (``directory_report``), and goes live or away as a whole
(``directory_live``).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workwell_desktop.casework.directory_known import (
    Known,
    Live,
    Roll,
    is_renewed,
    is_renumbered,
    known_by,
    without_keys,
)
from workwell_desktop.casework.directory_rows import LISTED, WITHDRAWN, Ground, Incoming, live_faces, write_batch
from workwell_desktop.casework.directory_tidying import drop_release
from workwell_desktop.casework.directory_totals import Gathered, Stopped, Totals
from workwell_desktop.casework.service_faces import FaceRows, face_rows
from workwell_desktop.casework.service_own_needs import rules_in
from workwell_desktop.casework.service_rows import effective, insert_faces
from workwell_desktop.directory.merge import Listed, merge
from workwell_desktop.directory.reading import Found, Pieces
from workwell_desktop.directory.record import ServiceRecord, from_json, to_json
from workwell_desktop.directory.starter import ListAbout
from workwell_desktop.models.services import (
    DirChange,
    DirRecord,
    DirRelease,
    DirSaid,
    DirSource,
    ServiceLink,
    ServiceNote,
    ServiceOverride,
)
from workwell_desktop.vault.store import Vault

_BATCH = 100  # services of one transaction: a coach who saves meanwhile waits for no more than that
_SHRUNK_SHARE = 0.2

RENUMBERED = (
    "This file seems to have been renumbered: {strange:,} of {matched:,} ids that were here before now belong to "
    "another service. Services are told apart by name, postcode and phone instead."
)
RENEWED = (
    "This file seems to have been renumbered: {renewed:,} of {sure:,} services that were here before have a new id. "
    "Services are told apart by name, postcode and phone instead."
)
SHRUNK = (
    "{withdrawn:,} of {there:,} services are not in this file any more. Is it the whole list? "
    "If it is only a part, read it as a part: then nothing is taken away."
)


@dataclass(frozen=True)
class Reading:
    """How a list is read: whole or ``partial``, how far it is trusted (the lower wins), and the name of its format."""

    format: str
    trust: int
    partial: bool = False


def stage(
    vault: Vault,
    about: ListAbout,
    pieces: Pieces,
    reading: Reading,
    *,
    prepare: Callable[[ServiceRecord], ServiceRecord] = lambda record: record,
    stopped: Callable[[], bool] = lambda: False,
) -> int:
    """Read all pieces into a release that is not live, and return its id. An earlier one of that list goes away.

    ``prepare`` is asked for each record, outside any transaction. Raises ``Stopped`` when ``stopped`` says so, what the
    reader raises, and ``NotKept``; then nothing of it stays.
    """
    _drop_staged(vault, about.key)
    release_id = _begin(vault, about, reading)
    try:
        _read(vault, release_id, pieces, reading, prepare, stopped)
    except BaseException:
        drop_release(vault, release_id)
        raise
    return release_id


def _drop_staged(vault: Vault, key: str) -> None:
    with vault.reading() as session:
        left = session.scalars(
            select(DirRelease.id)
            .join(DirSource, DirSource.id == DirRelease.source_id)
            .where(DirSource.key == key, DirRelease.state.in_(("staging", "staged")))
        ).all()
    for release_id in left:
        drop_release(vault, release_id)


def _begin(vault: Vault, about: ListAbout, reading: Reading) -> int:
    with vault.transaction() as transaction:
        session = transaction.session
        source = session.scalar(select(DirSource).where(DirSource.key == about.key))
        if source is None:
            source = DirSource(
                key=about.key, name=about.name, publisher=about.publisher, licence=about.licence,
                attribution=about.attribution, format=reading.format, trust=reading.trust, last_import=None,
            )  # fmt: skip
            session.add(source)
            session.flush()
        release_id = transaction.insert(
            DirRelease,
            {
                "source_id": source.id, "file_name": about.file_name, "file_sha256": about.sha256,
                "released_on": about.released, "partial": reading.partial, "state": "staging",
                "staged_in": transaction.first_event, "live_in": None, "live_at": None,
                "report": json.dumps({"about": _about(about, reading)}),
                "added": 0, "changed": 0, "unchanged": 0, "withdrawn": 0,
            },
        )  # fmt: skip
        transaction.record("stage", "dir_release", release_id, {"sha256": about.sha256})
        return release_id


def _about(about: ListAbout, reading: Reading) -> dict[str, Any]:
    """Return what a list says of itself now; it replaces what it said before when the release goes live."""
    named = {name: getattr(about, name) for name in ("name", "publisher", "licence", "attribution")}
    return {**named, "format": reading.format, "trust": reading.trust}


def _read(
    vault: Vault,
    release_id: int,
    pieces: Pieces,
    reading: Reading,
    prepare: Callable[[ServiceRecord], ServiceRecord],
    stopped: Callable[[], bool],
) -> None:
    roll, ground = _look(vault, release_id, reading)
    there = sum(1 for _ in roll.missing())
    gathered = Gathered()
    with closing(sqlite3.connect("")) as scratch:  # spills by itself, and is gone when it is closed
        scratch.execute("CREATE TABLE later (content TEXT, at TEXT)")

        def sure() -> Iterator[Incoming]:
            for found in gathered.services(pieces, stopped):
                yield from _sort_out(found, roll, gathered.totals, scratch, prepare)

        for batch in _batches(sure()):
            _keep(vault, ground, batch, gathered)
        for batch in _batches(_later(roll, scratch, stopped)):
            _keep(vault, ground, batch, gathered)
    broken = any(kind == "truncated" for kind, _ in gathered.alarms) or not gathered.totals.records
    whole = not reading.partial and not broken
    if whole:  # of a list that broke off, or that could not be read, nobody knows what it did not say
        gone = roll.missing()
        _withdraw(vault, ground, gone, stopped)
        for one in gone:
            gathered.note("withdrawn", one.key)
    gathered.alarms += _alarms(roll, gathered.counts["withdrawn"], there, whole=whole)
    _finish(vault, release_id, gathered)


def _later(roll: Roll, scratch: sqlite3.Connection, stopped: Callable[[], bool]) -> Iterator[Incoming]:
    """Give the records that had to wait until all others were claimed."""
    for content, where in scratch.execute("SELECT content, at FROM later"):
        if stopped():
            raise Stopped
        record = from_json(content)
        yield Incoming(record, where, roll.perhaps(record.key, known_by(record)))


def _sort_out(
    piece: Found,
    roll: Roll,
    totals: Totals,
    scratch: sqlite3.Connection,
    prepare: Callable[[ServiceRecord], ServiceRecord],
) -> Iterator[Incoming]:
    """Give a record that is surely known; keep for later one whose key is there under another name, or is new."""
    record, where = prepare(piece.record), f"Row {piece.row} of {piece.where}"
    totals.count(record)
    live = roll.surely(record.key, known_by(record))
    if live is None and roll.may_know(record.key, known_by(record)):
        scratch.execute("INSERT INTO later VALUES (?, ?)", (to_json(record), where))
        return
    yield Incoming(record, where, live)


def _batches(source: Iterator[Incoming]) -> Iterator[list[Incoming]]:
    batch: list[Incoming] = []
    for one in source:
        batch.append(one)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _look(vault: Vault, release_id: int, reading: Reading) -> tuple[Roll, Ground]:
    """Read what the list says now, and which services need more than their record to be worked out."""
    with vault.reading() as session:
        source_id = session.get_one(DirRelease, release_id).source_id
        rows = session.execute(
            select(
                DirRecord.id, DirRecord.status, DirSaid.id.label("said"), DirSaid.source_key, DirSaid.known_name,
                DirSaid.known_postcode, DirSaid.known_phone, ServiceLink.service_id,
            )
            .join(DirSaid, DirSaid.id == DirRecord.said_id)
            .join(ServiceLink, ServiceLink.record_id == DirRecord.id)
            .where(DirRecord.source_id == source_id, DirRecord.status.in_((LISTED, WITHDRAWN)))
        ).all()  # fmt: skip
        roll = Roll(
            Live(
                row.id, row.said, row.source_key, Known(row.known_name, row.known_postcode, row.known_phone),
                row.status == LISTED,
            )
            for row in rows
        )  # fmt: skip
        overridden = set(session.scalars(select(ServiceOverride.service_id).where(ServiceOverride.ended_at.is_(None))))
        several = set(
            session.scalars(select(ServiceLink.service_id).group_by(ServiceLink.service_id).having(func.count() > 1))
        )
        noted = frozenset(session.scalars(select(ServiceNote.service_id).distinct()))
        services = {row.id: row.service_id for row in rows}
        special = frozenset(overridden | several)
        return roll, Ground(release_id, source_id, reading.trust, services, special, noted, rules_in(session))


def _keep(vault: Vault, ground: Ground, batch: Sequence[Incoming], gathered: Gathered) -> None:
    """Write one batch beside what is live."""
    with vault.reading() as session:
        said = [one.live.said_id for one in batch if one.live]
        there = session.execute(select(DirSaid.record_id, DirSaid.content).where(DirSaid.id.in_(said)))
        before = {row.record_id: row.content for row in there}
        work: list[tuple[Incoming, str, FaceRows]] = []
        for one in batch:
            content = to_json(one.record)
            said_now = before.get(one.live.record_id, "") if one.live and one.live.listed else ""
            if said_now == content:
                gathered.note("unchanged", one.record.key)
                continue
            same = _same_facts(said_now, one.record)
            gathered.renewed += same
            gathered.note("unchanged" if same else "changed" if one.live else "added", one.record.key)
            service_id = ground.services[one.live.record_id] if one.live else 0
            work.append((replace(one, same=same), content, _face(session, ground, service_id, one)))
    if work:
        with vault.transaction() as transaction:
            write_batch(transaction, ground, work)


def _same_facts(before: str, record: ServiceRecord) -> bool:
    """Say whether facts are the same but for ids and order; they are written, so that the list is known by its ids."""
    return bool(before) and without_keys(from_json(before)) == without_keys(record)


def _face(session: Session, ground: Ground, service_id: int, one: Incoming) -> FaceRows:
    if service_id in ground.special and one.live:
        values = effective(session, service_id, instead={one.live.record_id: one.record}).values
    else:
        values = merge([Listed(ground.trust, one.record)], {}).values
    return face_rows(values, _notes(session, service_id) if service_id in ground.noted else (), rules=ground.rules)


def _notes(session: Session, service_id: int) -> list[str]:
    return list(session.scalars(select(ServiceNote.text).where(ServiceNote.service_id == service_id)))


def _withdraw(vault: Vault, ground: Ground, gone: Sequence[Live], stopped: Callable[[], bool]) -> None:
    """Stage the withdrawal of records that a whole list does not have any more."""
    for start in range(0, len(gone), _BATCH):
        if stopped():
            raise Stopped
        part = gone[start : start + _BATCH]
        with vault.reading() as session:
            rows = [
                face_rows(
                    effective(session, ground.services[one.record_id], instead={one.record_id: None}).values,
                    _notes(session, ground.services[one.record_id])
                    if ground.services[one.record_id] in ground.noted
                    else (),
                    rules=ground.rules,
                )
                for one in part
            ]
        with vault.transaction() as transaction:
            ids = [ground.services[one.record_id] for one in part]
            faces = insert_faces(transaction, list(zip(ids, rows, strict=True)))
            live = live_faces(transaction.session, ids)
            transaction.insert_all(
                DirChange,
                [
                    {
                        "release_id": ground.release_id, "record_id": one.record_id, "service_id": service_id,
                        "kind": WITHDRAWN, "where": "", "said_before": one.said_id, "said_after": one.said_id,
                        "status_before": LISTED, "status_after": WITHDRAWN, "face_before": live.get(service_id),
                        "face_after": face, "release_before": None,
                    }
                    for one, service_id, face in zip(part, ids, faces, strict=True)
                ],
            )  # fmt: skip


def _alarms(roll: Roll, withdrawn: int, there: int, *, whole: bool) -> Iterator[tuple[str, str]]:
    if is_renumbered(roll.strange, roll.matched):
        yield "renumbered", RENUMBERED.format(strange=roll.strange, matched=roll.matched)
    elif is_renewed(roll.renewed, roll.sure):
        yield "renumbered", RENEWED.format(renewed=roll.renewed, sure=roll.sure)
    if there and whole and withdrawn > _SHRUNK_SHARE * there:
        yield "shrunk", SHRUNK.format(withdrawn=withdrawn, there=there)


def _finish(vault: Vault, release_id: int, gathered: Gathered) -> None:
    totals = gathered.totals
    with vault.transaction() as transaction:
        release = transaction.session.get_one(DirRelease, release_id)
        if release.state != "staging":  # an import of this list was undone, or the list is read again
            raise Stopped
        report = json.loads(release.report) | {
            "services": totals.services,
            "organisations": len(totals.organisations),
            "locations": len(totals.places),
            "schedules": totals.schedules,
            "lone": gathered.lone,
            "renewed": gathered.renewed,
            "alarms": gathered.alarms,
            "refused": gathered.refused,
            "refused_count": gathered.refused_count,
        }
        release.report, release.state = json.dumps(report, ensure_ascii=False), "staged"
        for name, count in gathered.counts.items():
            setattr(release, name, count)
        transaction.record("staged", "dir_release", release_id, dict(gathered.counts))
