"""Where the header lies on the disk: read with its fallbacks, written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from workwell_desktop.errors import HeaderDamaged, VaultMissing
from workwell_desktop.files import write_whole
from workwell_desktop.vault.header import MAX_BYTES, Header, dump, header_damaged, parse, sign

NAME = "vault.json"
COPY = "vault.json.bak"
BACKUPS = "backups"
SUFFIX = ".wwbackup"

Source = Literal["header", "copy", "backup"]


@dataclass(frozen=True)
class Candidate:
    """A header that reads well, and where it was found. Whether it is authentic shows once its keys are there."""

    header: Header
    source: Source


def live_headers(folder: Path) -> list[Candidate]:
    """Return the header and its copy, those of the two that read well.

    Raises ``VaultMissing`` when the folder holds neither, ``NewerVersion`` when a newer program wrote the header.
    """
    if not any((folder / name).exists() for name in (NAME, COPY)):
        raise no_vault()
    return [*_read(folder / NAME, "header"), *_read(folder / COPY, "copy")]


def backup_headers(folder: Path) -> Iterator[Candidate]:
    """Give the headers kept in the vault's own backups, the newest first, whose database still lies here."""
    import zipfile  # noqa: PLC0415 - only where header and copy are both damaged

    for file in sorted((folder / BACKUPS).glob(f"*{SUFFIX}"), reverse=True):
        try:
            with zipfile.ZipFile(file) as backup, backup.open(NAME) as entry:
                header = parse(entry.read(MAX_BYTES + 1))
        except (OSError, KeyError, zipfile.BadZipFile, HeaderDamaged):
            continue
        if (folder / header.db_file).exists():
            yield Candidate(header, "backup")


def first_header(folder: Path) -> Header:
    """Return the best header at hand, not yet proved authentic: enough to name the coaches.

    Raises ``VaultMissing``, ``NewerVersion`` or ``HeaderDamaged``.
    """
    for candidate in live_headers(folder):
        return candidate.header
    for candidate in backup_headers(folder):
        return candidate.header
    raise header_damaged()


def write_header(folder: Path, header: Header, mac_key: bytes) -> Header:
    """Write the header, signed and one generation on, and keep the one before as its copy. Return what was written.

    Raises ``NotKept`` when the disk is full or refuses, ``ValueError`` for a header that breaks the format (the last
    lead's passphrase or the last sheet taken away); the header is then as it was.
    """
    written = sign(replace(header, generation=header.generation + 1), mac_key)
    data = dump(written)
    try:
        parse(data)
    except HeaderDamaged as problem:  # a bug, caught before it costs anything
        raise ValueError("this header could not be read back") from problem
    write_whole(folder / NAME, data, keep_previous_as=folder / COPY)
    return written


def write_header_over_both(folder: Path, header: Header, mac_key: bytes) -> Header:
    """Write the header two generations on, so that the copy too no longer holds the slots from before."""
    return write_header(folder, write_header(folder, header, mac_key), mac_key)


def no_vault() -> VaultMissing:
    """Return the error that says there is no vault in the folder."""
    return VaultMissing("There is no vault in this folder.", "Choose another folder, or restore a backup.")


def _read(file: Path, source: Source) -> list[Candidate]:
    try:
        with file.open("rb") as opened:
            return [Candidate(parse(opened.read(MAX_BYTES + 1)), source)]
    except (OSError, HeaderDamaged):
        return []
