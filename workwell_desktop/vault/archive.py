"""The form of a ``.wwbackup`` file: a zip of exactly three stored entries, read without trusting it.

``vault.json`` (the header), the database, and ``manifest.json`` (what is in it, with sums). Only the database is
large, and it is only ever streamed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from workwell_desktop.errors import BackupUnreadable, HeaderDamaged, NewerVersion
from workwell_desktop.vault.canonical import canonical
from workwell_desktop.vault.header import MAX_BYTES, VERSION, Header, made_by_newer, parse
from workwell_desktop.vault.header_file import NAME as HEADER_NAME

MANIFEST_NAME = "manifest.json"
FORMAT = "workwell-backup"
_CHUNK = 1024 * 1024
_TIME = "%Y-%m-%dT%H:%M:%SZ"
_ENCRYPTED = 0x1
_END = struct.Struct(
    "<4s4H2LH"
)  # a zip's last words: signature, disks, entries, size and place of the contents, comment
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_BYTES = 20
_MAX_DIRECTORY = 4096  # three entries need a few hundred bytes


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself. Times are aware UTC; ``counts`` are rows of each table; ``sums`` SHA-256 in hex."""

    vault_id: str
    generation: int
    schema: str
    made_at: datetime
    proved_at: datetime
    counts: Mapping[str, int]
    events: int
    sums: Mapping[str, str]

    def dump(self) -> bytes:
        """Write the manifest as canonical bytes."""
        return canonical(
            {
                "format": FORMAT,
                "version": VERSION,
                "vault_id": self.vault_id,
                "generation": self.generation,
                "schema": self.schema,
                "made_at": self.made_at.astimezone(UTC).strftime(_TIME),
                "proved_at": self.proved_at.astimezone(UTC).strftime(_TIME),
                "counts": dict(self.counts),
                "events": self.events,
                "sums": dict(self.sums),
            }
        )


@dataclass(frozen=True)
class Archive:
    """An open backup whose form is sound: its header and manifest, and a way to stream the database."""

    header: Header
    header_bytes: bytes
    manifest: Manifest
    database_bytes: int
    _stream: Callable[[Callable[[bytes], object]], str]

    def stream_database(self, take: Callable[[bytes], object]) -> None:
        """Hand the database over piece by piece, then compare its sum. Raises ``BackupUnreadable`` if it differs."""
        if self._stream(take) != self.manifest.sums[self.header.db_file]:
            raise unreadable()


def write_archive(target: IO[bytes], header: Header, header_bytes: bytes, database: Path, manifest: Manifest) -> None:
    """Write the three entries into an open file."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for name, data in ((MANIFEST_NAME, manifest.dump()), (HEADER_NAME, header_bytes)):
            archive.writestr(_entry(name, manifest), data)
        with (
            archive.open(_entry(header.db_file, manifest), "w", force_zip64=True) as entry,
            database.open("rb") as source,
        ):
            while piece := source.read(_CHUNK):
                entry.write(piece)


@contextmanager
def read_archive(file: Path) -> Iterator[Archive]:
    """Open a backup and check its form: names, kinds, sizes, header, manifest, and how they fit together.

    Raises ``BackupUnreadable`` for anything that is off, ``NewerVersion`` for a later format. Nothing is unpacked.
    """
    with _explained(), file.open("rb") as source:
        _check_directory(source)
        with zipfile.ZipFile(source) as archive:
            yield _archive(archive)


def _archive(archive: zipfile.ZipFile) -> Archive:
    entries = _exactly_three(archive)
    header_bytes = _read_small(archive, entries[HEADER_NAME])
    header = parse(header_bytes)
    manifest = read_manifest(_read_small(archive, entries[MANIFEST_NAME]))
    database = entries.get(header.db_file)
    named = set(manifest.sums) == {HEADER_NAME, header.db_file}
    if database is None or manifest.vault_id != header.vault_id or not named:
        raise unreadable()
    if manifest.sums[HEADER_NAME] != hashlib.sha256(header_bytes).hexdigest():
        raise unreadable()

    def stream(take: Callable[[bytes], object]) -> str:
        with _explained():
            return _stream(archive, database, take)

    return Archive(header, header_bytes, manifest, database.file_size, stream)


def read_manifest(data: bytes) -> Manifest:
    """Read a manifest strictly. Raises ``BackupUnreadable``, or ``NewerVersion`` for a later format."""
    with _explained():
        found: dict[str, Any] = json.loads(data.decode("ascii"))
        if found["format"] == FORMAT and type(found["version"]) is int and found["version"] > VERSION:
            raise made_by_newer()
        manifest = Manifest(
            vault_id=_text(found["vault_id"], r"[0-9a-f]{32}"),
            generation=_number(found["generation"]),
            schema=_text(found["schema"], r"\d{4}"),
            made_at=_time(found["made_at"]),
            proved_at=_time(found["proved_at"]),
            counts={_text(table, r"[a-z0-9_]{1,64}"): _number(count) for table, count in found["counts"].items()},
            events=_number(found["events"]),
            sums={
                _text(name, r"[a-z0-9.-]{1,64}"): _text(value, r"[0-9a-f]{64}") for name, value in found["sums"].items()
            },
        )
        if manifest.dump() != data:
            raise unreadable()
        return manifest


def unreadable() -> BackupUnreadable:
    """Return the error that says a backup cannot be used."""
    return BackupUnreadable("This backup could not be read.", "Your vault was not changed. Choose another backup.")


@contextmanager
def _explained() -> Iterator[None]:
    """Turn every way in which a file can be no backup into one plain error."""
    try:
        yield
    except (BackupUnreadable, NewerVersion):
        raise
    except HeaderDamaged:
        raise unreadable() from None
    except (zipfile.BadZipFile, struct.error, KeyError, ValueError, TypeError, AttributeError, EOFError) as problem:
        raise unreadable() from problem
    except (OSError, NotImplementedError, RuntimeError, RecursionError, OverflowError) as problem:
        raise unreadable() from problem


def _check_directory(source: IO[bytes]) -> None:
    """Look at the end of the file before ``zipfile`` reads its table of contents, which could be gigabytes long."""
    length = source.seek(0, os.SEEK_END)
    source.seek(max(0, length - _END_64.size - _LOCATOR_BYTES - _END.size))
    tail = source.read()
    signature, *_, entries, size, _offset, _comment = _END.unpack(tail[-_END.size :])
    sound = signature == b"PK\x05\x06" and entries == 3 and size <= _MAX_DIRECTORY
    if tail[-_END.size - _LOCATOR_BYTES :].startswith(b"PK\x06\x07"):  # past 4 GB it is said a second time
        signature, *_, entries, size, _offset = _END_64.unpack(tail[: _END_64.size])
        sound = sound and signature == b"PK\x06\x06" and entries == 3 and size <= _MAX_DIRECTORY
    if not sound:
        raise unreadable()


def _entry(name: str, manifest: Manifest) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, manifest.made_at.astimezone(UTC).timetuple()[:6])
    entry.external_attr = 0o600 << 16
    return entry


def _exactly_three(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    entries = archive.infolist()
    for entry in entries:
        stored = entry.compress_type == zipfile.ZIP_STORED and entry.compress_size == entry.file_size
        if not stored or entry.flag_bits & _ENCRYPTED or entry.is_dir():
            raise unreadable()
    names = {entry.orig_filename for entry in entries}
    fixed = {HEADER_NAME, MANIFEST_NAME}
    others = names - fixed
    if len(entries) != 3 or len(names) != 3 or not fixed <= names:
        raise unreadable()
    if not all(re.fullmatch(r"vault-\d{4}\.db", name) for name in others):
        raise unreadable()
    return {entry.orig_filename: entry for entry in entries}


def _read_small(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as opened:
        data = opened.read(MAX_BYTES + 1)  # what the entry says of its own size is not believed
    if len(data) > MAX_BYTES:
        raise unreadable()
    return data


def _stream(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, take: Callable[[bytes], object]) -> str:
    digest, left = hashlib.sha256(), entry.file_size
    with archive.open(entry) as opened:
        while piece := opened.read(_CHUNK):
            left -= len(piece)
            if left < 0:
                raise unreadable()
            digest.update(piece)
            take(piece)
    return digest.hexdigest()


def _text(value: object, pattern: str) -> str:
    if type(value) is not str or not re.fullmatch(pattern, value):
        raise ValueError("not as expected")
    return value


def _number(value: object) -> int:
    if type(value) is not int or not 0 <= value < 2**53:
        raise ValueError("not a count")
    return value


def _time(value: object) -> datetime:
    return datetime.strptime(_text(value, r"[0-9TZ:-]{20}"), _TIME).replace(tzinfo=UTC)
