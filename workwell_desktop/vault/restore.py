"""Bringing a backup back: into a new folder, checked before it is trusted, the present vault left alone.

The key is not known yet when a backup is unpacked. So its form and its sums are checked then, and every page, the
whole record of what was done and all counts at the first unlocking.
"""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import suppress
from datetime import UTC
from pathlib import Path

from workwell_desktop.clock import Clock
from workwell_desktop.errors import BackupUnreadable, DatabaseDamaged, NotKept
from workwell_desktop.files import make_private_folder, sync_folder, write_whole
from workwell_desktop.vault import doctor
from workwell_desktop.vault.archive import Archive, Manifest, read_archive, read_manifest
from workwell_desktop.vault.backup import SPARE_BYTES, count_rows
from workwell_desktop.vault.connection import explaining, opened
from workwell_desktop.vault.doorplate import RESTORED as MARK
from workwell_desktop.vault.folders import refuse_unsafe
from workwell_desktop.vault.header_file import COPY as HEADER_COPY
from workwell_desktop.vault.header_file import NAME as HEADER_NAME
from workwell_desktop.vault.opened import Opened
from workwell_desktop.vault.slots import derive_keys

_RESTORING = ".restoring-"
_STAMP = "%Y%m%dT%H%M%SZ"


def restore(file: Path, vaults: Path, *, clock: Clock) -> Path:
    """Unpack a backup into a new vault folder below ``vaults`` and return that folder; unlock it as usual.

    Raises ``BackupUnreadable``, ``NewerVersion``, ``FolderRefused``, ``NotKept`` (no room). Nothing is left behind.
    """
    refuse_unsafe(vaults)
    with read_archive(file) as archive:
        try:
            make_private_folder(vaults)
            _sweep(vaults)
            if shutil.disk_usage(vaults).free < archive.database_bytes + SPARE_BYTES:
                raise NotKept("There is not enough room to restore this backup.", "Make some room, then try again.")
            staging = make_private_folder(vaults / f"{_RESTORING}{secrets.token_hex(4)}")
            try:
                _unpack(archive, staging)
                target = _free_folder(vaults, archive, clock)
                staging.rename(target)
                sync_folder(vaults)
            finally:
                shutil.rmtree(staging, ignore_errors=True)
        except OSError as problem:
            raise NotKept("The backup could not be restored.", "Make some room, then try again.") from problem
    return target


def check_if_restored(folder: Path, opened_: Opened) -> None:
    """Check a restored vault through and through before it is first used; afterwards do nothing.

    Raises ``BackupUnreadable`` when something in it is not as it was when the backup was made.
    """
    mark = folder / MARK
    if not mark.exists():
        return
    manifest = read_manifest(mark.read_bytes())
    database, key = folder / opened_.header.db_file, derive_keys(opened_.data_key).db
    try:
        with explaining():
            sound = _is_sound(database, key, opened_, manifest)
    except DatabaseDamaged:
        sound = False
    if not sound:
        raise BackupUnreadable(
            "This backup is not as it was when it was made.", "Restore another backup. Your other vaults are unchanged."
        )
    mark.unlink()


def _is_sound(database: Path, key: bytes, opened_: Opened, manifest: Manifest) -> bool:
    with opened(database, key) as connection:
        row = connection.execute("SELECT value FROM vault_secret WHERE name = 'audit_mac'").fetchone()
        counts = count_rows(connection)
    findings = doctor.check_database(database, key, row[0] if row else b"", opened_.header.anchor)
    return counts == manifest.counts and all(finding.ok for finding in findings)


def _unpack(archive: Archive, staging: Path) -> None:
    handle = os.open(
        staging / archive.header.db_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
    )
    with os.fdopen(handle, "wb") as out:
        archive.stream_database(out.write)
        out.flush()
        os.fsync(out.fileno())
    write_whole(staging / MARK, archive.manifest.dump())
    for name in (HEADER_COPY, HEADER_NAME):
        write_whole(staging / name, archive.header_bytes)


def _free_folder(vaults: Path, archive: Archive, clock: Clock) -> Path:
    stem, number = f"{archive.header.vault_id}-{clock.utc().astimezone(UTC).strftime(_STAMP)}", 1
    target = vaults / stem
    while target.exists():
        number += 1
        target = vaults / f"{stem}-{number}"
    return target


def _sweep(vaults: Path) -> None:
    """Remove what an interrupted restore left behind."""
    for left in vaults.glob(f"{_RESTORING}*"):
        with suppress(OSError):
            shutil.rmtree(left)
