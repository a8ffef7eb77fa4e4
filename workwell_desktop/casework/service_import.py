"""Brings the shipped list of national services into the vault, as one list among others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework.directory_live import ImportResult, make_live
from workwell_desktop.casework.directory_staging import Reading, stage
from workwell_desktop.casework.service_topics import topics
from workwell_desktop.directory.reading import Found
from workwell_desktop.directory.starter import FORMAT, ListAbout, StarterList, read_starter
from workwell_desktop.models.services import DirRelease, DirSource
from workwell_desktop.paths import resources
from workwell_desktop.vault.store import Vault

_STARTER_TRUST = 90  # a list that a place imports about itself knows better than ours


def load_starter(vault: Vault, path: Path | None = None) -> ImportResult:
    """Bring the shipped list (or the one at ``path``) into the vault, all or nothing. Doing it again does nothing.

    Raises ``DataFileProblem`` when the file cannot be used and ``NotKept`` when the disk refuses.
    """
    starter = read_starter(path or resources() / "services" / "national.toml", frozenset(topics()))
    with vault.reading() as session:
        if _known(session, starter.about):
            return ImportResult(unchanged=len(starter.records))
    release_id = stage(vault, starter.about, _pieces(starter), Reading(FORMAT, _STARTER_TRUST))
    return make_live(vault, release_id)


def _pieces(starter: StarterList) -> Iterator[Found]:
    for row, record in enumerate(starter.records, start=1):
        yield Found(record, starter.about.file_name, row)


def _known(session: Session, about: ListAbout) -> bool:
    """Say whether this very file is the newest release of its list."""
    newest = session.scalar(
        select(DirRelease.file_sha256)
        .join(DirSource, DirSource.id == DirRelease.source_id)
        .where(DirSource.key == about.key, DirRelease.state == "live")
        .order_by(DirRelease.id.desc())
        .limit(1)
    )
    return newest == about.sha256


def list_attributions(vault: Vault) -> tuple[str, ...]:
    """Return a line for each list of services in the vault, as its licence asks to be named."""
    with vault.reading() as session:
        return tuple(
            f"{row.name}, {row.publisher}. {row.attribution}"
            for row in session.scalars(
                select(DirSource).where(DirSource.last_import.is_not(None)).order_by(DirSource.id)
            )
        )
