"""Backups: made while the vault is in use, opened again, decrypted, checked and counted.

A backup holds the same ciphertext as the vault and its key file, so the passphrase and the sheet of that day open it
on any PC. Its file name says when, never who.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from workwell_desktop.clock import Clock
from workwell_desktop.errors import BackupUnreadable, NotKept, VaultProblem
from workwell_desktop.files import make_private_folder, replace_patiently, sync_folder
from workwell_desktop.vault import audit, schema
from workwell_desktop.vault.archive import Manifest, read_archive, write_archive
from workwell_desktop.vault.box import Vault
from workwell_desktop.vault.connection import blank, connect, explain, opened
from workwell_desktop.vault.doctor import pages_sound, structure_sound
from workwell_desktop.vault.header import Anchor, Header, dump, sign
from workwell_desktop.vault.header_file import BACKUPS, SUFFIX
from workwell_desktop.vault.header_file import NAME as HEADER_NAME
from workwell_desktop.vault.opened import Opened
from workwell_desktop.vault.shelf import backups_in, before_update, free_name, thin_backups
from workwell_desktop.vault.slots import derive_keys

__all__ = [
    "BackupFacts", "copy_before_migration", "is_due", "last_backup", "make_backup", "read_backup_facts", "sweep",
    "thin_backups",
]  # fmt: skip

EVERY = timedelta(minutes=30)
SPARE_BYTES = 50 * 1024 * 1024
_MAKING = ".making-"
_STORED = "%Y-%m-%d %H:%M:%S"  # how the database writes a moment, before the fraction
_QUIET = ("vault.opened",)  # signing in alone is no reason for a backup


@dataclass(frozen=True)
class BackupFacts:
    """What is known of a backup file. Times are aware UTC; ``counts`` are rows of each table; ``size`` is in bytes."""

    path: Path
    vault_id: str
    made_at: datetime
    proved_at: datetime
    counts: Mapping[str, int]
    events: int
    size: int

    @property
    def participants(self) -> int:
        """How many people are in it."""
        return self.counts.get("participant", 0)


@dataclass(frozen=True)
class _Picture:
    """What stood in the database at the moment of the copy."""

    counts: Mapping[str, int]
    anchor: Anchor
    schema: str


def make_backup(vault: Vault, into: Path | None = None) -> BackupFacts:
    """Make and prove a backup in the folder ``into`` (the vault's own when None). Coaches can go on saving meanwhile.

    ``into`` may also name the file itself, when it ends in ``.wwbackup``.
    It is copied with the database's own backup call, opened again on a fresh connection, decrypted, checked page by
    page, counted and compared; then packed, read back and put in place under its name. Slow; run beside the window.
    Raises ``NotKept`` (no room, no right), ``BackupUnreadable`` (it could not be read back), ``DatabaseDamaged``.
    """
    return _make(vault.folder, vault.opened, vault.header, into or vault.folder / BACKUPS, vault.clock)


def copy_before_migration(folder: Path, opened_: Opened, clock: Clock, shape: str) -> BackupFacts:
    """Make and prove a backup of a vault that is about to be brought up to date. Raises as :func:`make_backup`.

    ``shape`` is what its tables have ("0001"). It gets a name of its own, by which it is not thinned like a daily
    one: the program of before can go on with it alone.
    """
    home = make_private_folder(folder / BACKUPS)
    plain = free_name(home, clock.utc(), opened_.header.generation)
    return _make(folder, opened_, opened_.header, before_update(plain, shape), clock)


def is_due(vault: Vault, *, leaving: bool = False) -> bool:
    """Say whether something changed since the newest backup in the vault's folder, and that is over 30 minutes old.

    When the program is left nobody knows when it comes back: then the age does not count, and words that were typed
    and not saved are a change too.
    """
    last = last_backup(vault.folder / BACKUPS)
    if last is None:
        return True
    if not leaving and vault.clock.utc() - last.made_at <= EVERY:
        return False
    with opened(vault.database, derive_keys(vault.opened.data_key).db) as connection:
        marks = ", ".join("?" for _ in _QUIET)
        newer = f"SELECT 1 FROM audit_event WHERE seq > ? AND action NOT IN ({marks}) LIMIT 1"  # noqa: S608 - marks only
        if connection.execute(newer, (last.events, *_QUIET)).fetchone() is not None:
            return True
        made = last.made_at.astimezone(UTC).strftime(_STORED)  # to the second, and drafts are kept to the microsecond
        typed = "SELECT 1 FROM draft WHERE updated_at >= ? LIMIT 1"
        return leaving and connection.execute(typed, (made,)).fetchone() is not None


def last_backup(folder: Path) -> BackupFacts | None:
    """Return the facts of the newest backup in a folder that can be read, or None."""
    for file in reversed(backups_in(folder)):
        with suppress(VaultProblem):
            return read_backup_facts(file)
    return None


def read_backup_facts(file: Path) -> BackupFacts:
    """Read what a backup says of itself, without any secret. Raises ``BackupUnreadable`` or ``NewerVersion``."""
    with read_archive(file) as archive:
        found = archive.manifest
    return BackupFacts(
        file, found.vault_id, found.made_at, found.proved_at, found.counts, found.events, file.stat().st_size
    )


def sweep(folder: Path) -> None:
    """Remove what an interrupted backup or header left behind in a vault's folder, when nobody else has it open."""
    for left in (*(folder / BACKUPS).glob(f"{_MAKING}*"), *folder.glob(".*.tmp")):
        shutil.rmtree(left, ignore_errors=True)
        with suppress(OSError):
            left.unlink(missing_ok=True)


def count_rows(connection: Any) -> dict[str, int]:
    """Count the rows of every ordinary table, from a bare connection. Search tables can be rebuilt: not counted."""
    virtual = [
        name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%'")
    ]
    tables = [
        name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    ]
    ours = [
        t for t in tables if not t.startswith("sqlite_") and not any(t == v or t.startswith(f"{v}_") for v in virtual)
    ]
    return {table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in ours}  # noqa: S608 - names from the schema


def _make(folder: Path, opened_: Opened, header: Header, into: Path, clock: Clock) -> BackupFacts:
    keys, database, made_at = derive_keys(opened_.data_key), folder / header.db_file, clock.utc()
    home = make_private_folder(folder / BACKUPS)
    _check_room(database, home, into if into.suffix != SUFFIX else into.parent)
    target = into if into.suffix == SUFFIX else free_name(into, made_at, header.generation)
    workroom = make_private_folder(home / f"{_MAKING}{secrets.token_hex(4)}")
    try:
        snapshot = workroom / header.db_file
        picture = _copy(database, snapshot, keys.db)
        _prove_copy(snapshot, keys.db, picture)
        packed = dump(sign(replace(header, anchor=picture.anchor), keys.header_mac))
        manifest = Manifest(
            vault_id=header.vault_id,
            generation=header.generation,
            schema=picture.schema,
            made_at=made_at,
            proved_at=clock.utc(),
            counts=picture.counts,
            events=picture.anchor.seq,
            sums={HEADER_NAME: hashlib.sha256(packed).hexdigest(), header.db_file: _sum(snapshot)},
        )
        _pack(target, header, packed, snapshot, manifest)
    finally:
        shutil.rmtree(workroom, ignore_errors=True)
    return read_backup_facts(target)


def _check_room(database: Path, home: Path, into: Path) -> None:
    """Look for the target folder, and for room for the copy and for the packed file."""
    try:
        size = sum(
            file.stat().st_size for file in (database, database.with_name(f"{database.name}-wal")) if file.exists()
        )
        same_disk = home.stat().st_dev == into.stat().st_dev
        needed = {home: size * 2 if same_disk else size, into: size * 2 if same_disk else size}
        short = any(shutil.disk_usage(place).free < bytes_ + SPARE_BYTES for place, bytes_ in needed.items())
    except OSError as problem:
        raise NotKept(
            "The folder for backups is not there.",
            "Put the stick in, or choose another folder. Your work is safe here.",
        ) from problem
    if short:
        raise NotKept("There is not enough room for a backup.", "Make some room, or choose another folder. "
                      "Your work is safe here.")  # fmt: skip


def _copy(database: Path, snapshot: Path, key: bytes) -> _Picture:
    """Copy one unchanging picture of the database into a file of its own, under the same key."""
    try:
        with closing(connect(database, key)) as source, closing(blank(snapshot, key)) as target:
            source.execute("BEGIN")
            picture = _Picture(count_rows(source), audit.newest(source), schema.version(source))
            source.backup(target)
            source.execute("ROLLBACK")
            target.execute("PRAGMA journal_mode = DELETE").fetchall()  # one file, without a log beside it
    except sqlcipher.Error as problem:
        raise explain(problem) or _not_read_back() from None
    return picture


def _prove_copy(snapshot: Path, key: bytes, picture: _Picture) -> None:
    """Open the copy anew, read-only, and compare it with the picture. Raises ``BackupUnreadable``."""

    def same(connection: Any) -> bool:
        return _Picture(count_rows(connection), audit.newest(connection), schema.version(connection)) == picture

    checks: tuple[Callable[[Any], bool], ...] = (pages_sound, structure_sound, same)
    try:
        for check in checks:
            with opened(snapshot, key, mode="ro") as connection:
                if not check(connection):
                    raise _not_read_back()
    except (sqlcipher.Error, VaultProblem):
        raise _not_read_back() from None


def _pack(target: Path, header: Header, packed_header: bytes, snapshot: Path, manifest: Manifest) -> None:
    """Write the backup under a passing name, read all of it back, and give it its own name."""
    passing = target.with_name(f"{_MAKING}{secrets.token_hex(4)}")
    try:
        handle = os.open(passing, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "w+b") as out:
            write_archive(out, header, packed_header, snapshot, manifest)
            out.flush()
            os.fsync(out.fileno())
            _drop_from_memory(out.fileno())
        with read_archive(passing) as archive:
            archive.stream_database(len)  # the sum is compared; the pieces themselves are not needed
        replace_patiently(passing, target)
        with suppress(OSError):  # some network folders cannot do this
            sync_folder(target.parent)
    except BackupUnreadable:
        raise _not_read_back() from None
    except OSError as problem:
        raise NotKept(
            "The backup could not be written.", "Make some room, or choose another folder. Your work is safe here."
        ) from problem
    finally:
        with suppress(OSError):
            passing.unlink(missing_ok=True)


def _drop_from_memory(handle: int) -> None:
    """Ask the system to forget what it holds of a file, so that reading it back reads the stick and not the memory."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def _not_read_back() -> BackupUnreadable:
    return BackupUnreadable("The backup could not be read back. Your work is safe here.", "Try another USB stick.")


def _sum(file: Path) -> str:
    with file.open("rb") as opened_file:
        return hashlib.file_digest(opened_file, "sha256").hexdigest()
