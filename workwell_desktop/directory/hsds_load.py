"""Brings the files of a tabular list (HSDS 1.1, 2 or 3, zip or folder) into the scratch database, row by row."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import BinaryIO

from workwell_desktop.directory.clock_words import read_days
from workwell_desktop.directory.hsds_names import FileKind, file_kinds, files_of
from workwell_desktop.directory.hsds_scratch import Row, Scratch
from workwell_desktop.directory.reading import Alarm, Piece, Refused, Told, broken_off, garbled_before
from workwell_desktop.directory.safe_zip import Members, ZipProblem
from workwell_desktop.directory.text import is_garbled
from workwell_desktop.sheets.limits import Limits, SheetProblem
from workwell_desktop.sheets.reading import Encoding, each_csv_row, encoding_of
from workwell_desktop.sheets.rows import Cut, Faulty

MOST_ROWS = 1_000_000  # of one file: a list of 50,000 services has some 300,000 rows in all
FILE_LIMITS = Limits(most_rows=MOST_ROWS, most_columns=1_000, forgiving=True)
_ALSO_SEARCHED = {
    "attribute": ("link_id",),
    "service": ("organization_id", "location_id"),
    "location": ("organization_id",),
}
_MOST_DESCRIPTION = 5 * 1024 * 1024  # bytes of a datapackage.json


def tables_in(members: Members) -> Mapping[str, FileKind]:
    """Return which files are tables of the specification; empty when this is no such list."""
    return files_of(members.sizes, _described(members))


def load(members: Members, scratch: Scratch, told: Told | None = None) -> Iterator[Piece]:
    """Bring all tables in and yield what could not be used. Raises ``WorkwellError`` for unreadable services."""
    tables = tables_in(members)
    total, done = sum(members.sizes[name] for name in tables), 0
    for name, kind in tables.items():
        try:
            yield from _load_file(members, name, kind, scratch)
        except (SheetProblem, ZipProblem) as problem:
            if kind.into == "service":
                raise SheetProblem(f"In the file {name}: {problem.sentence}", problem.next_step) from problem
            yield Refused(name, 1, f"The rest of this file was left out. {problem.sentence}")
        done += members.sizes[name]
        if told is not None:
            told(done, total)
    owners = {one.into: one.owners for one in file_kinds() if one.owners}
    scratch.index(owners | _ALSO_SEARCHED)


def _load_file(members: Members, name: str, kind: FileKind, scratch: Scratch) -> Iterator[Piece]:
    with ExitStack() as stack:

        def opener() -> BinaryIO:
            return stack.enter_context(members.open(name))

        encoding = encoding_of(opener, FILE_LIMITS)
        yield from _about_letters(encoding, name)
        plan: _Plan | None = None
        for line, cells in enumerate(each_csv_row(opener, FILE_LIMITS, encoding), 1):
            if isinstance(cells, Cut):
                yield from broken_off(name, line)
                continue
            if isinstance(cells, Faulty) and not cells:
                yield Refused(name, line, f"{cells.fault} It was left out.")
            if not any(cells):
                continue
            if plan is None:
                plan = _Plan(kind, cells)
                continue
            row = plan.row(cells)
            if reason := plan.lacks(row, cells):
                yield Refused(name, line, reason)
                continue
            plan.note(line, row)
            scratch.add(name, kind.into, line, row)
            for into, inside in plan.inside(row, cells):
                scratch.add(name, into, line, inside)
        if plan is not None:
            yield from plan.notices(name)


def _about_letters(encoding: Encoding, name: str) -> Iterator[Alarm]:
    if encoding.damaged:
        yield Alarm("encoding", f"Some letters in the file {name} cannot be read. They were left out.")
    elif encoding.name == "cp1252":
        yield Alarm("encoding", f"The file {name} is not in UTF-8. It was read as Windows-1252: look at £ and ’.")


class _Plan:
    """Which cell of a row is which of our columns, worked out once for each file."""

    def __init__(self, kind: FileKind, heads: Sequence[str]) -> None:
        plain = [head.strip().casefold().replace(" ", "_") for head in heads]
        ours = [(place, kind.column(head), head) for place, head in enumerate(plain)]
        # Where two columns are the same to us, the one that has our name comes last and wins.
        self._cells = sorted(
            ((place, column) for place, column, _head in ours if column), key=lambda one: plain[one[0]] == one[1]
        )
        self._always = kind.always
        self._asks_id = kind.asks_id
        self._owners = frozenset(kind.owners)
        self._unnamed: list[int] = []
        self._garbled = 0
        self._full = len(heads) if kind.into == "service" and "status" in plain else 0
        self._id_else = plain.index(kind.id_else) if kind.id_else in plain else None
        self._weekday = plain.index("weekday") if kind.into == "schedule" and "weekday" in plain else None
        self._into = kind.into
        self._lists = [(plain.index(head), *target) for head, target in kind.lists.items() if head in plain]

    def lacks(self, row: Row, cells: Sequence[str]) -> str:
        """Say why a row cannot be used, or nothing. A service that is short of a cell may have the wrong ones."""
        if len(cells) < self._full and "status" not in row:
            return "This row has fewer cells than there are columns, and no status."
        return ""

    def note(self, line: int, row: Row) -> None:
        """Remember of a row that is used what has to be told of the file."""
        self._garbled += any(map(is_garbled, row.values()))
        if self._asks_id and "id" not in row and not self._owners.isdisjoint(row):
            self._unnamed.append(line)

    def inside(self, row: Row, cells: Sequence[str]) -> Iterator[tuple[str, Row]]:
        """Return the rows that stand in the cells of several values, each with the table it goes to."""
        for place, into, column in self._lists:
            owner = "link_id" if into == "attribute" else f"{self._into}_id"
            for value in _listed(cells[place] if place < len(cells) else ""):
                yield into, {owner: row.get("id", ""), column: value}

    def notices(self, name: str) -> Iterator[Piece]:
        """Tell what was remembered, once for the file of this name."""
        if self._garbled:
            yield garbled_before(self._garbled, name)
        if self._unnamed:
            more = len(self._unnamed) - 1
            others = f", nor have {more:,} others in this file" if more > 1 else ", nor has one other" if more else ""
            yield Refused(name, self._unnamed[0], f"This row has no id{others}. What it says was kept.")

    def row(self, cells: Sequence[str]) -> Row:
        """Return a row by our names, without what is empty."""
        row: Row = dict(self._always)
        many = len(cells)
        for place, column in self._cells:
            if place < many and (cell := cells[place]):
                row[column] = cell
        if self._id_else is not None and self._id_else < many and "id" not in row:
            row["id"] = cells[self._id_else]
        if self._weekday is not None and self._weekday < many and (weekday := cells[self._weekday]):
            byday = read_days(weekday)
            row |= {"byday": byday, "freq": "WEEKLY"} if byday else {"description": weekday}
        return row


def _listed(cell: str) -> Iterator[str]:
    for value in cell.replace(";", ",").split(","):
        if value.strip():
            yield value.strip()


def _described(members: Members) -> Mapping[str, str]:
    """Return which table each file is, as a datapackage.json says; one that cannot be read says nothing."""
    found: dict[str, str] = {}
    for name in members.sizes:
        if name.rsplit("/", 1)[-1].casefold() != "datapackage.json":
            continue
        try:
            said = json.loads(members.read(name, _MOST_DESCRIPTION))
        except (ZipProblem, ValueError, RecursionError):
            continue
        folder = name.rpartition("/")[0]
        resources = said.get("resources") if isinstance(said, dict) else None
        for one in resources if isinstance(resources, list) else ():
            path, table = (one.get("path"), one.get("name")) if isinstance(one, dict) else (None, None)
            if isinstance(path, str) and isinstance(table, str):
                inside = f"{folder}/{path}" if folder else path
                if inside in members.sizes:
                    found[inside] = table
    return found
