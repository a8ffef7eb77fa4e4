"""Reads the rows of any CSV or XLSX file into services, as a mapping of its columns says. All sheets are read.

A list without ids is known by its names and postcodes, so that the next release finds the same services again.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from workwell_desktop.directory.columns import LIST_LIMITS, SheetMapping, guess_sheets
from workwell_desktop.directory.reading import Alarm, Found, Piece, Pieces, Refused, Told, broken_off, garbled_before
from workwell_desktop.directory.table_record import Said, key_of, made_record
from workwell_desktop.directory.text import is_garbled
from workwell_desktop.sheets.limits import Limits, SheetProblem
from workwell_desktop.sheets.reading import Source, each_row, encoding_of
from workwell_desktop.sheets.rows import Cut, Faulty, Heading

_TELL_EVERY = 500  # rows
TWICE = "It stands there twice."
HEADING = "It is a heading inside the list, and no service."
ABOVE = "It stands above the heads of the columns. It was left out."


def read_table(
    source: Source,
    name: str,
    mappings: Sequence[SheetMapping] = (),
    *,
    today: date,
    told: Told | None = None,
    limits: Limits = LIST_LIMITS,
) -> Pieces:
    """Read every sheet that has a mapping (a guess for each, without any). ``name`` is that of the file.

    Yields each service with its row in the sheet, counted from 1 as spreadsheet programs do. Raises ``SheetProblem``
    where the file breaks a limit or no sheet can be read, also after services were given.
    """
    chosen = mappings or guess_sheets(source, limits)
    unusable = [one for one in chosen if not one.usable]
    if len(unusable) == len(chosen):
        raise SheetProblem(
            "No column of this list is taken for the name of a service.", "Say which column holds the names."
        )
    reading = _Reading(name, several=len(chosen) > 1, today=today)
    for one in chosen:
        if one in unusable:
            yield Refused(reading.where(one), 1, "No column of this sheet is the name of a service. It was left out.")
    yield from _about_letters(source, name, limits)
    total, done = len(source.data), 0
    for one in filter(lambda sheet: sheet.usable, chosen):
        for number, row in enumerate(each_row(source, one.sheet, limits), 1):
            done += sum(map(len, row)) + len(row)
            if told is not None and number % _TELL_EVERY == 0:
                told(min(done, total), total)
            yield from reading.row(one, number, row)
        yield from reading.finish()
    yield from reading.alarms()
    if not reading.met_any:
        yield Refused(name, 1, "There is no service in this file.")
    if told is not None:
        told(total, total)


class _Reading:
    """What has to be remembered from row to row: keys that were given, rows that were met, and the row before."""

    def __init__(self, name: str, *, several: bool, today: date) -> None:
        self._name, self._several, self._today = name, several, today
        self._met: set[bytes] = set()
        self._keys: dict[bytes, int] = {}
        self._garbled = 0
        self._taken = False
        self._cut: set[str] = set()  # sheets that are too wide, which is told once
        self._waiting: tuple[SheetMapping, int, list[Said], str] | None = None

    def where(self, mapping: SheetMapping) -> str:
        """Return how a sheet is named in the report."""
        return f"{self._name}, sheet {mapping.sheet}" if self._several and mapping.sheet else self._name

    def row(self, mapping: SheetMapping, number: int, row: Sequence[str]) -> Iterator[Piece]:
        """Take one row of a sheet, wherever it stands."""
        if isinstance(row, Cut) and number > mapping.head + 1 and not Said.of(mapping, row).is_remark():
            yield from broken_off(self.where(mapping), number)
            return
        if isinstance(row, Faulty) and (not row or mapping.sheet not in self._cut):
            yield Refused(self.where(mapping), number, f"{row.fault} {'The rest was' if row else 'It was'} left out.")
            self._cut |= {mapping.sheet} if row else set()
        if number > mapping.head + 1 and isinstance(row, Heading):
            yield Refused(self.where(mapping), number, HEADING)
        elif number > mapping.head + 1 and any(row):
            yield from self.take(mapping, number, row)
        elif number <= mapping.head and _is_full(row, mapping):
            yield Refused(self.where(mapping), number, ABOVE)

    def take(self, mapping: SheetMapping, number: int, row: Sequence[str]) -> Iterator[Piece]:
        """Take one row; a row that adds to the one before it is kept with that."""
        said = Said.of(mapping, row)
        self._taken |= said.holds_something()
        self._garbled += any(map(is_garbled, row))
        parent = said.one("parent")
        if parent and self._waiting is not None and parent == self._waiting[3]:
            self._waiting[2].append(said)
            return
        yield from self.finish()
        if parent:
            yield Refused(self.where(mapping), number, "It adds to a row that is not the one before it.")
        elif said.is_heads():
            yield Refused(self.where(mapping), number, "It repeats the heads of the columns.")
        elif said.is_remark():
            yield Refused(self.where(mapping), number, "It is a sum or a remark, and no service.")
        else:
            self._waiting = (mapping, number, [said], said.one("id"))

    def finish(self) -> Iterator[Piece]:
        """Make a service of the row that waits."""
        if self._waiting is None:
            return
        mapping, number, rows, _id = self._waiting
        self._waiting = None
        record = made_record(rows, self._today)
        if record is None:
            if any(said.holds_something() for said in rows):
                yield Refused(self.where(mapping), number, "It has no name.")
            return
        digest = _digest("\x1e".join(said.whole() for said in rows))
        if digest in self._met:
            yield Refused(self.where(mapping), number, TWICE)
            return
        self._met.add(digest)
        key = key_of(rows[0], record)
        times = self._keys[_digest(key)] = self._keys.get(_digest(key), 0) + 1
        yield Found(replace(record, key=key if times == 1 else f"{key}/{times}"), self.where(mapping), number)

    @property
    def met_any(self) -> bool:
        """Whether any row was taken, be it a service or not."""
        return self._taken

    def alarms(self) -> Iterator[Alarm]:
        """Tell what has to be known about the whole file."""
        if self._garbled:
            yield garbled_before(self._garbled)


def _about_letters(source: Source, name: str, limits: Limits) -> Iterator[Alarm]:
    """Tell where nothing says how a CSV file is written, so that its letters are a guess."""
    if source.is_workbook:
        return
    how = encoding_of(lambda: io.BytesIO(source.data), limits)
    if how.damaged:
        yield Alarm("encoding", f"Some letters in the file {name} cannot be read. They were left out.")
    elif how.name == "cp1252":
        yield Alarm("encoding", f"The file {name} is not in UTF-8. It was read as Windows-1252: look at £ and ’.")


def _is_full(row: Sequence[str], mapping: SheetMapping) -> bool:
    """Say whether a row above the heads holds as much as a service does, and is no title or remark."""
    heads = sum(map(bool, mapping.heads))
    return heads > 1 and 5 * sum(map(bool, row)) >= 4 * heads


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).digest()
