"""Reads data files strictly: a wrong key, kind or value is named with its file, its entry and its line.

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
from workwell_desktop.toml_lines import Place, lines_of

TOP = "the top"


class DataFileProblem(WorkwellError):
    """A data file cannot be used as it stands. Says which file, which entry, on which line, and why."""


@dataclass(frozen=True)
class Table:
    """One table of a data file. ``where`` names it for the reader of an error; ``used`` gathers the keys read.

    ``whole_text`` is the text of the file and ``place`` where the table stands in it: they give the line of an error.
    """

    file: str
    where: str
    values: Mapping[str, Any]
    used: set[str] = field(default_factory=set, compare=False)
    whole_text: str = field(default="", compare=False, repr=False)
    place: Place = field(default=(), compare=False)

    def problem(self, reason: str, key: str = "") -> DataFileProblem:
        """Return the error for this entry, or for one key of it: file, entry, line and reason. The caller raises it."""
        line = self._line(key)
        at = f"{self.where}, line {line}" if line else self.where
        return DataFileProblem(
            f"The file {self.file} cannot be used. At {at}: {reason}", "Mend the file or install WorkWell again."
        )

    def _inside(self, key: str) -> str:
        """Return how what stands under a key is named; what stands at the top needs no more than its key."""
        return key if self.where == TOP else f"{self.where}.{key}"

    def _line(self, key: str) -> int | None:
        """Return the line of a key, or of the table when the key is not there; nothing for the file as a whole."""
        if not self.whole_text:
            return None
        try:
            lines = lines_of(self.whole_text)
        except RecursionError:  # nested deeper than can be followed: the entry is named without its line
            return None
        return lines.get((*self.place, key)) or lines.get(self.place)

    def _take(self, key: str, kind: type | tuple[type, ...], word: str, default: Any) -> Any:
        self.used.add(key)
        if key not in self.values:
            if default is None:
                raise self.problem(f"“{key}” is missing.")
            return default
        value = self.values[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.problem(f"“{key}” must be {word}.", key)
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text. Without a default it must be there and must not be empty."""
        value: str = self._take(key, str, "a text", default)
        if default is None and not value.strip():
            raise self.problem(f"“{key}” is empty.", key)
        if value != value.strip():
            raise self.problem(f"“{key}” begins or ends with a space.", key)
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
            raise self.problem(f"“{key}” must be a list of texts.", key)
        if len(set(value)) != len(value):
            raise self.problem(f"“{key}” says something twice.", key)
        return tuple(value)

    def table(self, key: str) -> Table | None:
        """Return the table under ``key``, or nothing when it is not there."""
        self.used.add(key)
        if key not in self.values:
            return None
        value = self.values[key]
        if not isinstance(value, dict):
            raise self.problem(f"“{key}” must be a table.", key)
        return Table(self.file, self._inside(key), value, whole_text=self.whole_text, place=(*self.place, key))

    def tables(self, key: str, *, at_least: int = 0) -> tuple[Table, ...]:
        """Return the list of tables under ``key``, named in errors by their id, code or place in the list."""
        value = self._take(key, list, "a list of tables", [])
        if len(value) < at_least:
            raise self.problem(f"“{key}” needs at least {at_least}.", key)
        if not all(isinstance(entry, dict) for entry in value):
            raise self.problem(f"“{key}” must be a list of tables.", key)
        return tuple(
            Table(
                self.file,
                f"{self._inside(key)}[{entry.get('id', entry.get('code', number))}]",
                entry,
                whole_text=self.whole_text,
                place=(*self.place, key, number - 1),
            )
            for number, entry in enumerate(value, start=1)
        )

    def done(self) -> None:
        """Refuse what nobody asked for: an unknown key is most often a misspelt one."""
        unknown = sorted(set(self.values) - self.used)
        if unknown:
            raise self.problem(f"“{unknown[0]}” is not known here.", unknown[0])


def limited_text(path: Path, most_kb: int, mend: str) -> str:
    """Return the text of a file that somebody put there, with ``mend`` as the next step where it cannot be read.

    Raises ``DataFileProblem`` for one that cannot be opened, is larger than ``most_kb`` KB, or is not text (UTF-8).
    """
    try:
        with path.open("rb") as file:
            data = file.read(most_kb * 1024 + 1)
    except OSError as problem:
        raise DataFileProblem(f"The file {path.name} cannot be opened.", mend) from problem
    if len(data) > most_kb * 1024:
        raise DataFileProblem(f"The file {path.name} is larger than {most_kb} KB, so it is something else.", mend)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise DataFileProblem(f"The file {path.name} is not plain text (UTF-8).", mend) from problem


def read_text(text: str, name: str) -> Table:
    """Read TOML from a text that came with this name. Raises ``DataFileProblem`` when it is not TOML."""
    return _top(text, name, "Mend the file and try again.")


def read_table(path: Path) -> Table:
    """Read a TOML file as its outermost table. Raises ``DataFileProblem`` when it is missing or is not TOML."""
    mend = "Mend the file or install WorkWell again."
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as problem:
        raise DataFileProblem(f"The file {path.name} is missing.", "Install WorkWell again.") from problem
    except UnicodeDecodeError as problem:
        raise DataFileProblem(f"The file {path.name} cannot be read: {problem}.", mend) from problem
    return _top(text, path.name, mend)


def _top(text: str, name: str, mend: str) -> Table:
    try:
        return Table(name, TOP, tomllib.loads(text), whole_text=text)
    except tomllib.TOMLDecodeError as problem:
        raise DataFileProblem(f"The file {name} cannot be read: {problem}.", mend) from problem
    except RecursionError as problem:
        raise DataFileProblem(f"The file {name} cannot be read: it is nested too deeply.", mend) from problem
    except ValueError as problem:  # a number with thousands of digits
        raise DataFileProblem(f"The file {name} cannot be read: a number in it is too long.", mend) from problem
