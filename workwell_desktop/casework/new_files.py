"""A file before it is kept in the vault: read, looked at, and weighed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sqlalchemy import select

from workwell_desktop.casework import file_kinds
from workwell_desktop.casework.file_kinds import kind_of, mismatch, size_words
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.attachments import StoredFile
from workwell_desktop.vault.store import Vault

MOST_BYTES = 50 * 1000 * 1000
HEAVY_BYTES = 5 * 1000 * 1000
MOST_NAME = 200
_PIECE = 1024 * 1024
# Controls, turners of lines, letters without width, and halves of letters, which no database takes.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]")
_NOT_IN_NAMES = re.compile(r'[<>:"|?*]')  # Windows takes them for something else when the file is saved out


class FileProblem(WorkwellError):
    """A file cannot be added or shown. Nothing was changed."""


@dataclass(frozen=True)
class NewFile:
    """A file that was read and is not kept yet. ``kind`` is by its content; ``known`` says that its bytes are here."""

    name: str
    data: bytes
    kind: str
    known: bool

    @property
    def size(self) -> int:
        """Return how many bytes it has."""
        return len(self.data)


def read_new(vault: Vault, path: Path, stopped: Callable[[], bool] = lambda: False) -> NewFile:
    """Read a file that somebody chose, piece by piece and without changing it. Slow; run beside the window.

    Raises ``FileProblem`` for one that is too large or cannot be read, or when ``stopped`` says so.
    """
    pieces, size = [], 0
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                size += len(piece)
                if size > MOST_BYTES:
                    raise _too_large()
                if stopped():
                    raise FileProblem("The file was not added.", "You stopped it.")
                pieces.append(piece)
    except OSError as problem:
        raise FileProblem("This file cannot be read.", "Close it in other programs, or choose another.") from problem
    return new_file(vault, path.name, b"".join(pieces))


def new_file(vault: Vault, name: str, data: bytes) -> NewFile:
    """Look at bytes that are to be kept: pasted, or from an e-mail. Raises ``FileProblem`` for none and too many."""
    if not data:
        raise FileProblem("There is nothing in this file.", "Choose another file.")
    if len(data) > MOST_BYTES:
        raise _too_large()
    with vault.reading() as session:
        known = session.scalar(select(StoredFile.id).where(StoredFile.sha256 == sum_of(data))) is not None
    return NewFile(tidy_name(name), data, kind_of(data), known)


def _too_large() -> FileProblem:
    return FileProblem(
        f"This file is larger than {size_words(MOST_BYTES)}. Every backup would carry it, and backups must stay quick.",
        "Scan it again with fewer dots, or keep it where large files are kept, and write in a note where.",
    )


def tidy_name(name: str) -> str:
    """Return a file's name without folders, without letters that are not seen or turn the line, and not too long."""
    last = re.split(r"[/\\]", name.rstrip("/\\"))[-1]
    seen = " ".join(_NOT_IN_NAMES.sub("_", _UNSEEN.sub("", last)).split()).rstrip(". ") or "file"
    if len(seen) <= MOST_NAME:
        return seen
    ending = PurePosixPath(seen).suffix[:12]
    return seen[: MOST_NAME - len(ending)] + ending


def weight_words(vault: Vault, new: NewFile) -> tuple[str, str]:
    """Return two sentences about a heavy file, with how large the vault is now; empty for a light or a known one."""
    if new.size <= HEAVY_BYTES or new.known:
        return "", ""
    now = size_words(vault_size(vault))
    return f"This file has {size_words(new.size)}.", f"The vault has {now} now, and each backup grows by as much."


def vault_size(vault: Vault) -> int:
    """Return how many bytes the vault's database has on the disk, with its log."""
    database = vault.database
    log = database.with_name(f"{database.name}-wal")
    return sum(file.stat().st_size for file in (database, log) if file.exists())


def about_words(new: NewFile) -> str:
    """Return what a file is in words: its kind, its size, and where its name says something else."""
    return " ".join(
        filter(None, [f"{file_kinds.WORDS[new.kind]}, {size_words(new.size)}.", mismatch(new.name, new.kind)])
    )


def sum_of(data: bytes) -> str:
    """Return the SHA-256 of some bytes in hex: what a content is known by."""
    return hashlib.sha256(data).hexdigest()
