"""Brings the shipped list of national services into the vault, as one list among others.

An import writes the list's own rows and works out the merged services afresh. What coaches here know (overrides,
notes, checks, referrals) is never touched.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework.service_rows import effective, new_service, write_values
from workwell_desktop.casework.service_topics import topics
from workwell_desktop.directory.record import ServiceRecord, field_hashes, to_json
from workwell_desktop.directory.starter import FORMAT, ListAbout, StarterList, read_starter
from workwell_desktop.models.services import DirRecord, DirRelease, DirSource, Service, ServiceLink
from workwell_desktop.paths import resources
from workwell_desktop.vault.store import Transaction, Vault

_STARTER_TRUST = 90  # a list that a place imports about itself knows better than ours


@dataclass(frozen=True)
class ImportResult:
    """What a release of a list changed, in services."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0


def load_starter(vault: Vault, path: Path | None = None) -> ImportResult:
    """Bring the shipped list (or the one at ``path``) into the vault, all or nothing. Doing it again does nothing.

    Raises ``DataFileProblem`` when the file cannot be used and ``NotKept`` when the disk refuses.
    """
    starter = read_starter(path or resources() / "services" / "national.toml", frozenset(topics()))
    with vault.reading() as session:
        if _known(session, starter.about):
            return ImportResult(unchanged=len(starter.records))
    with vault.transaction() as transaction:
        return _import(transaction, starter)


def _known(session: Session, about: ListAbout) -> bool:
    """Say whether this very file is the newest release of its list."""
    newest = session.scalar(
        select(DirRelease.file_sha256)
        .join(DirSource, DirSource.id == DirRelease.source_id)
        .where(DirSource.key == about.key)
        .order_by(DirRelease.id.desc())
        .limit(1)
    )
    return newest == about.sha256


def list_attributions(vault: Vault) -> tuple[str, ...]:
    """Return a line for each list of services in the vault, as its licence asks to be named."""
    with vault.reading() as session:
        return tuple(
            f"{row.name}, {row.publisher}. {row.attribution}"
            for row in session.scalars(select(DirSource).order_by(DirSource.id))
        )


def _import(transaction: Transaction, starter: StarterList) -> ImportResult:
    session = transaction.session
    source = _source(transaction, starter.about)
    release = _release(session, source, starter.about)
    there = {row.source_key: row for row in session.scalars(select(DirRecord).where(DirRecord.source_id == source.id))}
    counts = {"added": 0, "changed": 0, "unchanged": 0, "withdrawn": 0}
    for record in starter.records:
        counts[_bring(transaction, source, release, there.pop(record.key, None), record)] += 1
    for gone in there.values():
        if gone.status == "listed":
            gone.status = "withdrawn"
            _refresh(session, gone)
            counts["withdrawn"] += 1
    for name, count in counts.items():
        setattr(release, name, count)
    session.flush()
    transaction.record("import", "dir_release", release.id, {"sha256": starter.about.sha256, **counts})
    return ImportResult(**counts)


def _source(transaction: Transaction, about: ListAbout) -> DirSource:
    session = transaction.session
    source = session.scalar(select(DirSource).where(DirSource.key == about.key)) or DirSource(key=about.key)
    source.name, source.publisher = about.name, about.publisher
    source.licence, source.attribution = about.licence, about.attribution
    source.format, source.trust, source.last_import = FORMAT, _STARTER_TRUST, transaction.now
    session.add(source)
    session.flush()
    return source


def _release(session: Session, source: DirSource, about: ListAbout) -> DirRelease:
    """Write down that this file was read now. An older file that comes back is a release of its own."""
    release = DirRelease(
        source_id=source.id,
        file_name=about.file_name,
        file_sha256=about.sha256,
        released_on=about.released,
        partial=False,
        added=0,
        changed=0,
        unchanged=0,
        withdrawn=0,
    )
    session.add(release)
    session.flush()
    return release


def _bring(
    transaction: Transaction, source: DirSource, release: DirRelease, row: DirRecord | None, record: ServiceRecord
) -> str:
    """Keep one record and refresh its service. Return how it was counted: added, changed or unchanged."""
    session, content = transaction.session, to_json(record)
    if row is None:
        row = DirRecord(source_id=source.id, source_key=record.key, first_release_id=release.id)
        word = "added"
    else:
        word = "unchanged" if row.content == content and row.status == "listed" else "changed"
    row.content, row.field_hashes, row.status, row.last_release_id = content, field_hashes(record), "listed", release.id
    session.add(row)
    session.flush()
    if word == "added":
        service = new_service(transaction.clock.new_uid(), own=False)
        session.add(service)
        session.flush()
        session.add(ServiceLink(service_id=service.id, record_id=row.id, confidence=1.0, decided_by="import"))
        session.flush()
    if word != "unchanged":
        _refresh(session, row)
    return word


def _refresh(session: Session, record: DirRecord) -> None:
    """Work out afresh the service that a record speaks of; one that no list has any more is withdrawn."""
    session.flush()
    service = session.scalars(
        select(Service)
        .join(ServiceLink, ServiceLink.service_id == Service.id)
        .where(ServiceLink.record_id == record.id)
    ).one()
    write_values(session, service, effective(session, service).values)
