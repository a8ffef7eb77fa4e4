"""Opens a zip or a folder of files that a stranger made, within limits, and never writes anything to the disk.

What the table of contents of a zip claims is looked at before anything is unpacked; what a file really holds is
counted while it is read. Names that lead out of the zip, links and doubled names are refused: no honest program
writes them. A zip inside a zip stays closed, and is told.
"""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from workwell_desktop.directory.reading import Refused
from workwell_desktop.errors import WorkwellError

_MB = 1024 * 1024
_PIECE = 256 * 1024
_ENCRYPTED = 0x1
_DRIVE = re.compile(r"^[A-Za-z]:")
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # others may ask for much memory before they give a byte
_LITTER = {"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"}
_ZIPPED = (".zip", ".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz")
_SMALL = 1 * _MB  # below this a ratio says nothing: a file of one repeated line is honest
_OTHER_COPY = "Ask whoever gave you the file for another copy."


class ZipProblem(WorkwellError):
    """A zip or a folder cannot be read as it stands, or is larger than we take. Nothing was unpacked or changed."""


@dataclass(frozen=True)
class ZipLimits:
    """How large a zip or a folder may be: packed bytes, bytes of all files and of one, ratio, files, folders deep."""

    most_packed: int = 200 * _MB
    most_unpacked: int = 500 * _MB
    most_of_one: int = 200 * _MB
    most_ratio: int = 200  # tables of words pack about 10 to 1
    most_files: int = 60_000  # a file for each service of a large county
    most_deep: int = 8


LIMITS = ZipLimits()


@dataclass(frozen=True)
class Members:
    """The files of a zip or a folder by their names in it ("lists/services.csv"), each with its size in bytes.

    ``refused`` tells what was left closed. A file is read through :meth:`open` while the zip is open.
    """

    name: str
    sizes: Mapping[str, int]
    refused: tuple[Refused, ...]
    _opener: Callable[[str], BinaryIO] = field(repr=False, compare=False)

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """Open one file for reading from its start. Raises ``ZipProblem``, also while it is read."""
        try:
            inside = self._opener(name)
        except _UNREADABLE as problem:
            raise _damaged(name) from problem
        with io.BufferedReader(_Counted(inside, self.sizes[name], name), _PIECE) as opened:
            yield opened

    def read(self, name: str, most: int) -> bytes:
        """Return all of one file that may hold at most this many bytes. Raises ``ZipProblem``."""
        if self.sizes[name] > most:
            raise _too_large(f"The file {_shown(name)}")
        with self.open(name) as opened:
            return opened.read()


_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    KeyError,
)


class _Counted(io.RawIOBase):
    """A file of a zip while it is read: as many bytes as were said, no more and no fewer."""

    def __init__(self, inside: BinaryIO, size: int, name: str) -> None:
        self._inside, self._left, self._name = inside, size, name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # io.BufferedReader's buffer
        try:
            piece = self._inside.read(len(buffer))
        except _UNREADABLE as problem:
            raise _damaged(self._name) from problem
        self._left -= len(piece)
        if self._left < 0 or (self._left and not piece and len(buffer)):
            raise _damaged(self._name)
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._inside.close()
        super().close()


@contextmanager
def open_members(path: Path, limits: ZipLimits = LIMITS) -> Iterator[Members]:
    """Open a zip or a folder for the length of a block. Raises ``ZipProblem`` before anything is unpacked."""
    with ExitStack() as stack:
        yield _of_folder(path, limits) if path.is_dir() else _opened_zip(path, limits, stack)


def _opened_zip(path: Path, limits: ZipLimits, stack: ExitStack) -> Members:
    """Open a zip until the stack is left. What goes wrong in the caller's own block is not taken for damage."""
    try:
        file = stack.enter_context(path.open("rb"))
        if os.fstat(file.fileno()).st_size > limits.most_packed:
            raise _too_large("This zip", limits.most_packed)
        return _of_zip(path.name, stack.enter_context(zipfile.ZipFile(file)), limits)
    except _UNREADABLE as problem:
        raise _damaged(path.name) from problem


def _of_zip(name: str, archive: zipfile.ZipFile, limits: ZipLimits) -> Members:
    """Look at what a zip claims to hold."""
    entries = archive.infolist()
    if len(entries) > limits.most_files:
        raise _too_many(limits)
    if sum(entry.file_size for entry in entries) > limits.most_unpacked:
        raise _too_large("Unpacked, this zip", limits.most_unpacked)
    kept: dict[str, zipfile.ZipInfo] = {}
    refused: list[Refused] = []
    seen: set[str] = set()
    for number, entry in enumerate(entries, 1):
        inside = _inside(entry.orig_filename, limits)
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise ZipProblem("This zip holds a link that leads out of it. It was not opened.", _OTHER_COPY)
        if entry.is_dir() or inside.endswith("/") or _is_litter(inside):
            continue
        if inside.casefold() in seen:
            raise ZipProblem(f"This zip holds two files of the name {_shown(inside)}. It was not opened.", _OTHER_COPY)
        seen.add(inside.casefold())
        if inside.casefold().endswith(_ZIPPED):
            refused.append(Refused(inside, number, "This is a packed file inside a zip. It was left closed."))
            continue
        _check_entry(entry, limits)
        kept[inside] = entry
    sizes = {inside: entry.file_size for inside, entry in kept.items()}
    return Members(name, sizes, tuple(refused), lambda inside: _as_binary(archive.open(kept[inside])))


def _as_binary(opened: object) -> BinaryIO:
    return opened  # type: ignore[return-value]  # a ZipExtFile reads as a file of bytes does


def _check_entry(entry: zipfile.ZipInfo, limits: ZipLimits) -> None:
    shown = _shown(entry.filename)
    if entry.flag_bits & _ENCRYPTED:
        raise ZipProblem("This zip has a password.", "Ask for a copy without one.")
    if entry.compress_type not in _PACKINGS:
        raise ZipProblem(
            f"The file {shown} was packed in a way that is not read here.", "Pack it again as a usual zip."
        )
    if entry.file_size > limits.most_of_one:
        raise _too_large(f"Unpacked, the file {shown}", limits.most_of_one)
    if entry.file_size > max(_SMALL, limits.most_ratio * max(entry.compress_size, 1)):
        raise ZipProblem(f"The file {shown} claims to be far larger than it can be. It was not opened.", _OTHER_COPY)


def _inside(name: str, limits: ZipLimits) -> str:
    """Return the name of an entry with forward strokes; refuse one that leads out of the zip."""
    plain = name.replace("\\", "/")
    parts = plain.split("/")
    if "\0" in name or plain.startswith("/") or _DRIVE.match(plain) or ".." in parts:
        raise ZipProblem("This zip holds a file whose name leads out of it. It was not opened.", _OTHER_COPY)
    if len(parts) > limits.most_deep + 1:
        raise ZipProblem("The folders in this zip are nested too deeply.", "Pack the files of the list alone.")
    return "/".join(part for part in parts if part != ".") if "." in parts else plain


def _of_folder(path: Path, limits: ZipLimits) -> Members:
    """Look through a folder without following links."""
    sizes: dict[str, int] = {}
    refused: list[Refused] = []
    try:
        for number, (inside, entry) in enumerate(_entries(path, "", 0, limits), 1):
            if entry.is_symlink():
                refused.append(Refused(inside, number, "This is a link to somewhere else. It was not followed."))
            elif inside.casefold().endswith(_ZIPPED):
                refused.append(Refused(inside, number, "This is a packed file. It was left closed."))
            elif entry.is_file(follow_symlinks=False):
                sizes[inside] = entry.stat(follow_symlinks=False).st_size
            if number > limits.most_files:
                raise _too_many(limits)
    except OSError as problem:
        raise ZipProblem("This folder cannot be read.", "Close its files in other programs, or copy it.") from problem
    if sum(sizes.values()) > limits.most_unpacked:
        raise _too_large("This folder", limits.most_unpacked)
    if max(sizes.values(), default=0) > limits.most_of_one:
        raise _too_large("A file in this folder", limits.most_of_one)
    return Members(path.name, dict(sorted(sizes.items())), tuple(refused), lambda inside: (path / inside).open("rb"))


def _entries(path: Path, under: str, deep: int, limits: ZipLimits) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Return everything in a folder and in the folders below it that is not a folder itself."""
    if deep > limits.most_deep:
        raise ZipProblem("The folders in this folder are nested too deeply.", "Choose one of them.")
    with os.scandir(path / under) as found:
        entries = [entry for entry in found if entry.name not in _LITTER]
    for entry in sorted(entries, key=lambda one: one.name):
        inside = f"{under}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(path, f"{inside}/", deep + 1, limits)
        else:
            yield inside, entry


def _is_litter(inside: str) -> bool:
    return not _LITTER.isdisjoint(inside.split("/"))


def _too_many(limits: ZipLimits) -> ZipProblem:
    return ZipProblem(
        f"There are more than {limits.most_files:,} files in it.", "Take out what is not part of the list."
    )


def _too_large(what: str, most: int = 0) -> ZipProblem:
    than = f" {most // _MB:,} MB" if most else " we take"
    return ZipProblem(f"{what} is larger than{than}.", "Ask for the list in parts, or without its pictures.")


def _damaged(name: str) -> ZipProblem:
    return ZipProblem(f"The file {_shown(name)} is damaged or is not what it claims to be.", _OTHER_COPY)


def _shown(name: str) -> str:
    """Return a name as it may stand in a sentence: its last part, without signs that cannot be seen."""
    return "".join(letter for letter in name.rsplit("/", 1)[-1] if letter.isprintable())[:60] or "without a name"
