"""Reads the shipped data files strictly: a wrong key, kind or value is named with its file and entry.

Data files are TOML, so that people who do not program can review them. Nothing is guessed: an unknown
key is refused, because it is most often a misspelt one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from workwell_desktop.errors import WorkwellError

TOP = "the top"


class DataFileProblem(WorkwellError):
    """A shipped data file cannot be used as it stands. Says which file, which entry and why."""


@dataclass(frozen=True)
class Table:
    """One table of a data file. ``where`` names it for the reader of an error; ``used`` gathers the keys read."""

    file: str
    where: str
    values: Mapping[str, Any]
    used: set[str] = field(default_factory=set, compare=False)

    def problem(self, reason: str) -> DataFileProblem:
        """Return the error for this entry: file, entry and reason. The caller raises it."""
        return DataFileProblem(
            f"The file {self.file} cannot be used. At {self.where}: {reason}",
            "Mend the file or install WorkWell again.",
        )

    def _inside(self, key: str) -> str:
        """Return how what stands under a key is named; what stands at the top needs no more than its key."""
        return key if self.where == TOP else f"{self.where}.{key}"

    def _take(self, key: str, kind: type | tuple[type, ...], word: str, default: Any) -> Any:
        self.used.add(key)
        if key not in self.values:
            if default is None:
                raise self.problem(f"“{key}” is missing.")
            return default
        value = self.values[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.problem(f"“{key}” must be {word}.")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text. Without a default it must be there and must not be empty."""
        value: str = self._take(key, str, "a text", default)
        if default is None and not value.strip():
            raise self.problem(f"“{key}” is empty.")
        if value != value.strip():
            raise self.problem(f"“{key}” begins or ends with a space.")
        return value

    def whole(self, key: str, default: int | None = None) -> int:
        """Return a whole number."""
        value: int = self._take(key, int, "a whole number", default)
        return value

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """Return yes or no (true or false)."""
        value: bool = self._take(key, bool, "true or false", default)
        return value

    def day(self, key: str) -> date:
        """Return a date written as 2026-11-21."""
        value: date = self._take(key, date, "a date such as 2026-11-21", None)
        return value

    def texts(self, key: str, default: Sequence[str] | None = None) -> tuple[str, ...]:
        """Return a list of texts, each said once."""
        value = self._take(key, (list, tuple), "a list of texts", default)
        if not all(isinstance(entry, str) and entry.strip() for entry in value):
            raise self.problem(f"“{key}” must be a list of texts.")
        if len(set(value)) != len(value):
            raise self.problem(f"“{key}” says something twice.")
        return tuple(value)

    def table(self, key: str) -> Table | None:
        """Return the table under ``key``, or nothing when it is not there."""
        self.used.add(key)
        if key not in self.values:
            return None
        value = self.values[key]
        if not isinstance(value, dict):
            raise self.problem(f"“{key}” must be a table.")
        return Table(self.file, self._inside(key), value)

    def tables(self, key: str, *, at_least: int = 0) -> tuple[Table, ...]:
        """Return the list of tables under ``key``, named in errors by their id, code or place in the list."""
        value = self._take(key, list, "a list of tables", [])
        if len(value) < at_least:
            raise self.problem(f"“{key}” needs at least {at_least}.")
        if not all(isinstance(entry, dict) for entry in value):
            raise self.problem(f"“{key}” must be a list of tables.")
        return tuple(
            Table(self.file, f"{self._inside(key)}[{entry.get('id', entry.get('code', place))}]", entry)
            for place, entry in enumerate(value, start=1)
        )

    def done(self) -> None:
        """Refuse what nobody asked for: an unknown key is most often a misspelt one."""
        unknown = sorted(set(self.values) - self.used)
        if unknown:
            raise self.problem(f"“{unknown[0]}” is not known here.")


def read_text(text: str, name: str) -> Table:
    """Read TOML from a text that came with this name. Raises ``DataFileProblem`` when it is not TOML."""
    try:
        return Table(name, TOP, tomllib.loads(text))
    except tomllib.TOMLDecodeError as problem:
        raise DataFileProblem(
            f"The file {name} cannot be read: {problem}.", "Mend the file and try again."
        ) from problem


def read_table(path: Path) -> Table:
    """Read a TOML file as its outermost table. Raises ``DataFileProblem`` when it is missing or is not TOML."""
    try:
        with path.open("rb") as data:
            return Table(path.name, TOP, tomllib.load(data))
    except OSError as problem:
        raise DataFileProblem(f"The file {path.name} is missing.", "Install WorkWell again.") from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise DataFileProblem(
            f"The file {path.name} cannot be read: {problem}.", "Mend the file or install WorkWell again."
        ) from problem
