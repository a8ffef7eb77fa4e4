"""Looks through an XLSX file before it is opened, and reads its cells as text.

A workbook is a zip of XML. Its table of contents may lie about sizes, and one cell at the far corner would ask for
the memory of a whole sheet: so every part is unpacked once, within limits, and the places of its cells are looked at
before the library that reads it may have it.
"""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from workwell_desktop.sheets.limits import (
    MOST_RATIO,
    PEOPLE,
    Limits,
    SheetProblem,
    too_many_columns,
    too_many_rows,
)
from workwell_desktop.sheets.links import links_of
from workwell_desktop.sheets.rows import Heading, Linked, within

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_PIECE = 256 * 1024
_KEEP = 64  # bytes carried over, so that a place that is cut by the end of a piece is seen
_ENCRYPTED = 0x1
# The start of a row or a cell, or a place such as r="AB12": a cell without a place stands beside the one before it.
_PLACE = re.compile(rb"""<(?:\w{1,8}:)?(row|c)(?=[\s/>])|\br\s*=\s*["']([A-Za-z]{0,6})(\d{1,12})["']""")
_NEEDED = {"[Content_Types].xml", "xl/workbook.xml"}


def sheet_names(data: bytes, limits: Limits = PEOPLE) -> tuple[str, ...]:
    """Return the names of the sheets that can be seen. Raises ``SheetProblem``."""
    _look_through(data, limits)
    with _opened(data) as book:
        shown = [one.name for one in book.sheets_metadata if _is_seen(one)]
    if not shown:
        raise SheetProblem("There is no sheet in this file.", "Choose another file.")
    return tuple(shown)


def cells(data: bytes, name: str, limits: Limits = PEOPLE) -> list[list[str]]:
    """Return the cells of a sheet as text, from its first row and column. Raises ``SheetProblem``."""
    return list(each_row(data, name, limits))


def each_row(data: bytes, name: str, limits: Limits = PEOPLE) -> Iterator[list[str]]:
    """Return the rows of a sheet as text, one at a time, from its first row and column. Raises ``SheetProblem``."""
    _look_through(data, limits)
    with _opened(data) as book:
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height > limits.most_rows + 1:
            raise too_many_rows(limits)
        rows = sheet.to_python(skip_empty_area=False)
        merged = _Merged(sheet.merged_cell_ranges or ())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        links = links_of(archive, name)
    rows.reverse()  # each row is let go as soon as it was given
    number = 0
    while rows:
        cells = [_text(cell) for cell in rows.pop()]
        for column in range(len(cells)) if links else ():
            if cells[column] and (link := links.get((number, column))):
                cells[column] = Linked.to(cells[column], link)
        row = merged.filled(number, cells)
        number += 1
        yield within(row, number, limits)


class _Merged:
    """The merged cells of a sheet: one that is merged over several rows of its column holds for each of them."""

    def __init__(self, ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> None:
        self._from: dict[int, list[tuple[int, int, int]]] = {}
        for (top, left), (bottom, right) in ranges:
            self._from.setdefault(top, []).append((left, bottom, right))
        self._holding: dict[int, tuple[int, str]] = {}  # by the column: until which row, and what

    def filled(self, number: int, cells: list[str]) -> list[str]:
        """Return a row (from 0) with what was merged into it; a line that is merged across is a :class:`Heading`."""
        for column, (bottom, words) in list(self._holding.items()):
            if number > bottom:
                del self._holding[column]
            elif column < len(cells):
                cells[column] = cells[column] or words
        for left, bottom, right in self._from.get(number, ()):
            words = cells[left] if left < len(cells) else ""
            if words and right > left and not any(cells[:left]) and not any(cells[left + 1 :]):
                return Heading(cells)
            if words and right == left and bottom > number:
                self._holding[left] = bottom, words
        return cells


def _is_seen(sheet: object) -> bool:
    kind, seen = str(getattr(sheet, "typ", "")), str(getattr(sheet, "visible", ""))
    return kind.endswith("WorkSheet") and seen.endswith(".Visible")


@contextmanager
def _opened(data: bytes) -> Iterator[CalamineWorkbook]:
    """Open a workbook with the library for the length of a block; whatever it says is wrong is said plainly."""
    from python_calamine import load_workbook  # noqa: PLC0415  (kept out of the start)

    try:
        with load_workbook(io.BytesIO(data)) as book:
            yield book
    except (KeyboardInterrupt, SystemExit, MemoryError, SheetProblem):
        raise
    except BaseException:  # noqa: BLE001 - the library's own panic is no Exception
        raise _unreadable() from None


def _unreadable() -> SheetProblem:
    return SheetProblem(
        "This file is not a workbook that can be read.",
        "Open it in your spreadsheet program and save it as XLSX or as CSV UTF-8.",
    )


def _look_through(data: bytes, limits: Limits) -> None:
    """Unpack every part once, within limits, and look at the places of cells. Raises ``SheetProblem``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = [part.orig_filename for part in parts]
            if len(parts) > limits.most_parts or len(set(map(str.casefold, names))) != len(names):
                raise _unreadable()
            if not set(names) >= _NEEDED:
                raise SheetProblem("This file is not a workbook.", "Choose a CSV or XLSX file.")
            said = sum(part.file_size for part in parts)
            if said > limits.most_unpacked or said > MOST_RATIO * max(len(data), 4096):
                raise _too_large()
            for part in parts:
                if part.flag_bits & _ENCRYPTED:
                    raise _unreadable()
                _look_at_part(archive, part, limits)
    except SheetProblem:
        raise
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError, OSError, KeyError):
        raise _unreadable() from None
    except (NotImplementedError, RuntimeError):  # a packing or a password that Python does not know
        raise _unreadable() from None


def _too_large() -> SheetProblem:
    return SheetProblem(
        "Unpacked, this file would be far too large.", "Save the sheet you need as a file of its own, or as CSV."
    )


def _look_at_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits) -> None:
    """Unpack one part, no further than its said size: a part that lies about it does not fit its checksum."""
    left, before, corner = part.file_size, b"", _Corner()
    with archive.open(part) as opened:
        while piece := opened.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise _too_large()
            if not before and piece[:2] in {b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<"}:
                raise _unreadable()  # places in such letters would not be seen
            both = before + piece
            for found in _PLACE.finditer(both):
                if found.end() > len(before):  # else it was seen in the piece before
                    corner.take(found)
            before = piece[-_KEEP:]
    corner.check(limits)


class _Corner:
    """The far corner of a sheet, as its places say, or as many rows and cells as there are."""

    def __init__(self) -> None:
        self._rows = self._cells = self._in_row = self._lowest = self._widest = 0

    def take(self, found: re.Match[bytes]) -> None:
        """Take in the start of a row, of a cell, or a place."""
        if found[1] == b"row":
            self._rows, self._in_row = self._rows + 1, 0
        elif found[1]:
            self._cells, self._in_row = self._cells + 1, self._in_row + 1
        else:
            self._lowest = max(self._lowest, int(found[3]))
        self._widest = max(self._widest, self._in_row, _number_of(found[2] or b""))

    def check(self, limits: Limits) -> None:
        """Raise ``SheetProblem`` when the sheet would be too large in memory."""
        rows = max(self._rows, self._lowest)
        if rows > limits.most_rows + 1:
            raise too_many_rows(limits)
        if self._widest > limits.most_columns and not limits.forgiving:
            raise too_many_columns(limits)
        if self._cells > limits.most_cells or (rows - 1) * self._widest > limits.most_area:
            raise _too_large()


def _number_of(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _text(cell: object) -> str:
    """Write a cell as a person would type it: whole numbers without a point, dates as year-month-day."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, time):
        return cell.isoformat("auto" if cell.second or cell.microsecond else "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_\n", "\n").strip()
