"""Brings the files of a tabular list (HSDS 1.1, 2 or 3, zip or folder) into the scratch database, row by row."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import BinaryIO

from workwell_desktop.directory.clock_words import read_days
from workwell_desktop.directory.hsds_names import FileKind, file_kinds, files_of
from workwell_desktop.directory.hsds_scratch import Row, Scratch
from workwell_desktop.directory.reading import Alarm, Piece, Refused, Told
from workwell_desktop.directory.safe_zip import Members, ZipProblem
from workwell_desktop.sheets.limits import Limits, SheetProblem
from workwell_desktop.sheets.reading import each_csv_row, encoding_of

MOST_ROWS = 1_000_000  # of one file: a list of 50,000 services has some 300,000 rows in all
FILE_LIMITS = Limits(most_rows=MOST_ROWS, most_columns=200, forgiving=True)
_MOST_DESCRIPTION = 5 * 1024 * 1024  # bytes of a datapackage.json
_TELL_EVERY = 2_000  # rows


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
    scratch.index({one.into: one.owners for one in file_kinds() if one.owners} | {"attribute": ("link_id",)})


def _load_file(members: Members, name: str, kind: FileKind, scratch: Scratch) -> Iterator[Piece]:
    with ExitStack() as stack:

        def opener() -> BinaryIO:
            return stack.enter_context(members.open(name))

        encoding = encoding_of(opener, FILE_LIMITS)
        if encoding.damaged:
            yield Alarm("encoding", f"Some letters in the file {name} cannot be read. They were left out.")
        heads: list[str] = []
        for line, cells in enumerate(each_csv_row(opener, FILE_LIMITS, encoding), 1):
            if not any(cells):
                continue
            if not heads:
                heads = [head.strip().casefold().replace(" ", "_") for head in cells]
                continue
            said = {head: cell for head, cell in zip(heads, cells, strict=False) if cell}
            row = _row(kind, said)
            if kind.needs_id and not row.get("id"):
                yield Refused(name, line, "This row has no id.")
                continue
            scratch.add(name, kind.into, line, row)
            for column, (into, inside) in kind.lists.items():
                owner = "link_id" if into == "attribute" else f"{kind.into}_id"
                for value in _listed(said.get(column, "")):
                    scratch.add(name, into, line, {owner: row.get("id", ""), inside: value})


def _row(kind: FileKind, said: Mapping[str, str]) -> Row:
    """Return a row by our names. Where two of its columns are the same to us, the one that has our name wins."""
    row: Row = dict(kind.always)
    for head, cell in said.items():
        ours = kind.column(head)
        if ours and (ours == head or ours not in row):
            row[ours] = cell
    if kind.id_else and "id" not in row and said.get(kind.id_else):
        row["id"] = said[kind.id_else]
    weekday = said.get("weekday", "")
    if weekday and kind.into == "schedule":
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
