"""Keeps the rows of a list of many tables while they are joined: a private scratch database that nobody else sees.

It has no name and lies in memory; where a list is large, SQLite moves what it does not need out by itself, and it is
gone when it is closed. Tables and columns are ours (:mod:`hsds_names`), never the file's.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence

from workwell_desktop.directory.hsds_names import columns_of, file_kinds

Row = dict[str, str]
"""A row by our names of its columns, without those that are empty."""

_CACHE_KB = 16_000


class Scratch:
    """The rows of one list. ``close`` it when the list was read."""

    def __init__(self) -> None:
        """Make an empty scratch database."""
        self._files: list[str] = []
        self._filled: dict[str, set[str]] = {}
        self._columns = {into: columns_of(into) for into in dict.fromkeys(one.into for one in file_kinds())}
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute("BEGIN")
        self._inserts: dict[str, str] = {}
        for into, columns in self._columns.items():
            marks = ",".join("?" * (len(columns) + 2))
            self._inserts[into] = f'INSERT INTO "{into}" VALUES (NULL, {marks})'  # noqa: S608 - names of our own
            named = ", ".join(f'"{column}" TEXT' for column in columns)
            self._db.execute(f'CREATE TABLE "{into}" (n INTEGER PRIMARY KEY, file INTEGER, line INTEGER, {named})')

    def close(self) -> None:
        """Let go of everything."""
        self._db.close()

    def add(self, file: str, into: str, line: int, row: Row) -> None:
        """Keep one row of a file, with its number in it."""
        if not self._files or self._files[-1] != file:
            self._files.append(file)
        columns = self._columns[into]
        self._filled.setdefault(into, set()).update(row)
        self._db.execute(self._inserts[into], (len(self._files) - 1, line, *map(row.get, columns)))

    def index(self, owners: Mapping[str, Sequence[str]]) -> None:
        """Make the tables quick to search by their id and by the columns that say what a row belongs to."""
        for into in self._columns:
            for column in ("id", *owners.get(into, ())):
                if column in self._filled.get(into, ()):
                    self._db.execute(
                        f'CREATE INDEX "{into}_{column}" ON "{into}" ("{column}") WHERE "{column}" IS NOT NULL'
                    )

    def is_filled(self, into: str, column: str) -> bool:
        """Say whether any row of a table has something in a column."""
        return column in self._filled.get(into, ())

    def count(self, into: str) -> int:
        """Return how many rows a table has."""
        return int(self._db.execute(f'SELECT count(*) FROM "{into}"').fetchone()[0])  # noqa: S608 - a name of our own

    def rows(self, into: str, column: str, value: str, without: Sequence[str] = ()) -> list[Row]:
        """Return the rows of a table that have this value in a column and nothing in some others, in their order."""
        if not value or not self.is_filled(into, column):
            return []
        empty = "".join(f' AND "{one}" IS NULL' for one in without if self.is_filled(into, one))
        found = self._db.execute(
            f'SELECT * FROM "{into}" WHERE "{column}" = ?{empty} ORDER BY n',  # noqa: S608 - names of our own
            (value,),
        )
        return [self._row(into, values) for values in found]

    def every(self, into: str, where: str = "1") -> Iterator[tuple[str, int, Row]]:
        """Return each row of a table with the name of its file and its number there. ``where`` is SQL of our own."""
        found = self._db.execute(f'SELECT * FROM "{into}" AS t WHERE {where} ORDER BY n')  # noqa: S608 - our own
        for values in found:
            yield self._files[values[1]], values[2], self._row(into, values)

    def _row(self, into: str, values: Sequence[object]) -> Row:
        return {
            column: str(value)
            for column, value in zip(self._columns[into], values[3:], strict=True)
            if value is not None
        }
