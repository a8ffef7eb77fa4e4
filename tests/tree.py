"""The files that make up this project, for the tests of its house rules."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "workwell_desktop"

_GENERATED = {".git", ".venv", "build", "dist", "__pycache__", ".hypothesis"}
_CACHE = (".cache", "_cache", ".egg-info")


def project_files() -> Iterator[Path]:
    """Yield every file of the work tree that is not generated, whether git is on this machine or not."""
    for folder, below, names in os.walk(ROOT):
        below[:] = sorted(name for name in below if name not in _GENERATED and not name.endswith(_CACHE))
        yield from (Path(folder, name) for name in sorted(names))


def text_files() -> Iterator[tuple[Path, str]]:
    """Yield every file of the work tree that is UTF-8 text, with its text."""
    for path in project_files():
        try:
            yield path, path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue


def python_files(*folders: str) -> list[Path]:
    """Return the Python files below the named folders of the project."""
    wanted = tuple(ROOT / folder for folder in folders)
    return [path for path in project_files() if path.suffix == ".py" and any(path.is_relative_to(f) for f in wanted)]


def name_of(path: Path) -> str:
    """Return a file's name within the project, as it is written in messages."""
    return path.relative_to(ROOT).as_posix()
