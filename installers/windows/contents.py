"""Says which files of the installed packages go into the program folder, by the lists in ``contents.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import translate
from pathlib import Path

from workwell_desktop.datafiles import read_table

HERE = Path(__file__).parent
_NEVER = re.compile(r"(^|/)(__pycache__/|\.lock$)|\.dist-info/(RECORD|INSTALLER|REQUESTED|direct_url\.json)$")


class ContentsChanged(Exception):
    """A list names something that the packages no longer hold. The text names it."""


@dataclass(frozen=True)
class Contents:
    """In ``folders`` only the files of ``keep`` are shipped; ``left_out`` are patterns for all other files."""

    folders: tuple[str, ...]
    keep: frozenset[str]
    left_out: tuple[str, ...]


def read_contents(file: Path = HERE / "contents.toml") -> Contents:
    """Read the lists. Raises ``DataFileProblem`` where they cannot be used."""
    whole = read_table(file)
    white, other = whole.table("whitelist"), whole.table("other")
    if white is None or other is None:
        raise whole.problem("“whitelist” or “other” is missing.")
    contents = Contents(white.texts("folders"), frozenset(white.texts("keep")), other.texts("left_out"))
    white.done()
    other.done()
    whole.done()
    return contents


def wanted(files: Iterable[str], contents: Contents) -> tuple[str, ...]:
    """Return those of the files (with forward slashes, from the packages' folder) that are to be shipped, in order.

    Raises ``ContentsChanged`` where a name or a pattern of the lists finds nothing.
    """
    there = [file for file in files if not _NEVER.search(file)]
    gone = sorted(contents.keep - set(there))
    if gone:
        raise ContentsChanged(f"The packages no longer hold {', '.join(gone)}.")
    rest = [file for file in there if not file.startswith(contents.folders)]
    patterns = [(pattern, re.compile(translate(pattern))) for pattern in contents.left_out]
    idle = [pattern for pattern, expression in patterns if not any(map(expression.match, rest))]
    if idle:
        raise ContentsChanged(f"Nothing is left out any more by {', '.join(idle)}.")
    kept = [file for file in rest if not any(expression.match(file) for _, expression in patterns)]
    return tuple(sorted([*contents.keep, *kept]))


def files_below(folder: Path, skip: Sequence[str] = ()) -> list[str]:
    """Return every file below a folder, with forward slashes, in order; ``skip`` are names of folders to leave out."""
    left_out = set(skip)
    return sorted(
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*")
        if file.is_file() and not left_out & set(file.relative_to(folder).parts[:-1])
    )
