"""Reads a CSV or XLSX file as a sheet of text. The file is a stranger's until it was parsed within its limits.

Nothing in a workbook is run: a formula is the value that was last worked out. Dates come as year-month-day.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from workwell_desktop.sheets import workbook
from workwell_desktop.sheets.limits import (
    PEOPLE,
    Limits,
    SheetProblem,
    too_many_columns,
    too_many_rows,
    too_much_in_a_cell,
)
from workwell_desktop.sheets.rows import Cut, Faulty, within

Row = tuple[str, ...]

REJECTED_HEADS = ("Row", "Reason")
"""What the last two columns of our file of rejected rows are called."""

RUN_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet program takes for the start of a formula; our file of rejected rows puts an apostrophe before."""

_PIECE = 1024 * 1024
_DELIMITERS = (",", ";", "\t", "|", "¬")  # the last one parted the published lists of the NHS
_SAMPLE_ROWS = 40
_SPACED = re.compile(r'[,;|¬] +"(?:[^"]|"")*"(?=[,;|¬]|\s*$)')  # "Name", "Phone"
_SPACED_ROWS, _LONG_LINE = 5, 64 * 1024
_FEW_ZEROS = 0.005  # of the letters: a list with a damaged row, and not something else
_CONTROLS = frozenset(map(chr, range(32))) - set("\t\n\r\f\v\x1a\x1c\x1d\x1e\x1f")
_UNSEEN = dict.fromkeys(map(ord, {*_CONTROLS, "\x1a"}))  # old programs end a file with the last one
_OTHER_KINDS = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a text document"),
)
_WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|table|\?xml)\b", re.IGNORECASE)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SAVE_AS = "Open it in your spreadsheet program and save it as XLSX or as CSV UTF-8."


Opener = Callable[[], BinaryIO]
"""Opens the same file anew, at its start."""


@dataclass(frozen=True)
class Encoding:
    """How the text of a file is written: a codec of Python, and how many bytes of a mark stand before it.

    ``damaged``: some letters cannot be read, and are left out.
    """

    name: str
    start: int = 0
    damaged: bool = False


@dataclass(frozen=True)
class Source:
    """A file that was read into memory once: its bytes, their SHA-256 (hex), and the names of its sheets.

    A CSV file has one sheet without a name.
    """

    data: bytes
    sha256: str
    sheets: tuple[str, ...]
    is_workbook: bool


@dataclass(frozen=True)
class Sheet:
    """The cells of one sheet as text, row by row, every row of the same length. ``sha256`` is of the whole file."""

    name: str
    sha256: str
    rows: tuple[Row, ...]

    @property
    def width(self) -> int:
        """Return how many columns there are."""
        return len(self.rows[0]) if self.rows else 0

    @property
    def came_back(self) -> bool:
        """Say whether this is our own file of rejected rows, mended and chosen again."""
        return _is_ours(self.rows[0]) if self.rows else False

    @property
    def own_width(self) -> int:
        """How many columns are the coach's own: why a row was rejected before is no reason for a referral."""
        return self.width - len(REJECTED_HEADS) if self.came_back else self.width


def open_source(path: Path, limits: Limits = PEOPLE) -> Source:
    """Read a file and look what it is. Raises ``SheetProblem`` for what is no spreadsheet or breaks a limit."""
    return source_of(_bytes_of(path, limits), limits)


def source_of(data: bytes, limits: Limits = PEOPLE) -> Source:
    """Look what the bytes of a file are. Raises ``SheetProblem`` for what is no spreadsheet or breaks a limit."""
    if not data.strip(b"\x00 \r\n\t"):
        raise SheetProblem("There is nothing in this file.", "Choose another file.")
    for start, word in _OTHER_KINDS:
        if data.startswith(start):
            raise SheetProblem(f"This file is {word}, not a spreadsheet.", "Choose a CSV or XLSX file.")
    if _WEB_PAGE.match(data):
        raise SheetProblem("This file is a web page, not a spreadsheet.", _SAVE_AS)
    if data.startswith(_OLD_OFFICE):
        raise SheetProblem("This is an older Excel file, or one with a password.", _SAVE_AS)
    digest = hashlib.sha256(data).hexdigest()
    if data.startswith(_ZIP):
        return Source(data, digest, workbook.sheet_names(data, limits), is_workbook=True)
    encoding_of(lambda: io.BytesIO(data), limits)
    return Source(data, digest, ("",), is_workbook=False)


def read_sheet(source: Source, name: str = "", limits: Limits = PEOPLE) -> Sheet:
    """Return the cells of a sheet (of the first one without a name). Raises ``SheetProblem``."""
    wanted = name or source.sheets[0]
    rows = list(each_row(source, wanted, limits))
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((_width(row) for row in rows), default=0)
    if not width:
        raise SheetProblem("There is nothing in this sheet.", "Choose another sheet or another file.")
    if width > limits.most_columns:
        raise too_many_columns(limits)
    if _is_ours(rows[0][:width]):
        rows = [[without_apostrophe(cell) for cell in row] for row in rows]
    return Sheet(wanted, source.sha256, tuple(tuple((row + [""] * width)[:width]) for row in rows))


def each_row(source: Source, name: str = "", limits: Limits = PEOPLE) -> Iterator[list[str]]:
    """Return the rows of a sheet one at a time, as they stand: of different lengths, empty ones too.

    Raises ``SheetProblem`` where a row breaks a limit, also after others were given.
    """
    if source.is_workbook:
        return workbook.each_row(source.data, name or source.sheets[0], limits)
    return each_csv_row(lambda: io.BytesIO(source.data), limits)  # shares the bytes


def each_csv_row(opener: Opener, limits: Limits = PEOPLE, encoding: Encoding | None = None) -> Iterator[list[str]]:
    """Return the rows of a CSV file one at a time. ``opener`` opens it anew, ``encoding`` is how it is written.

    Raises ``SheetProblem`` where a row breaks a limit, also after others were given. Where the limits forgive, such a
    row is :class:`Faulty`, and the lines below it are read.
    """
    how = encoding or encoding_of(opener, limits)
    with _text_of(opener, how) as text:
        lines = [line for _ in range(_SPACED_ROWS) if (line := text.readline(_LONG_LINE)).strip()]
        spaced = 2 * sum(_SPACED.search(line) is not None for line in lines) > len(lines)
    evenness = {}
    for mark in _DELIMITERS:
        with _text_of(opener, how) as text:
            evenness[mark] = _evenness(csv.reader(text, delimiter=mark, skipinitialspace=spaced), mark)
    mark = max(_DELIMITERS, key=evenness.__getitem__)
    with _text_of(opener, how) as text:
        yield from _parsed(text, mark, limits, usual=evenness[mark][1], spaced=spaced)


def _is_ours(heads: Sequence[str]) -> bool:
    return tuple(heads[-2:]) == REJECTED_HEADS


def without_apostrophe(cell: str) -> str:
    """Return a cell as it was before an apostrophe kept it from being run as a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(RUN_STARTS) else cell


def _width(row: list[str]) -> int:
    return max((place + 1 for place, cell in enumerate(row) if cell), default=0)


def _bytes_of(path: Path, limits: Limits) -> bytes:
    pieces, size = [], 0
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                size += len(piece)
                if size > limits.most_bytes:
                    raise SheetProblem(
                        f"This file is larger than {limits.most_bytes // _PIECE} MB.", "Split it into smaller files."
                    )
                pieces.append(piece)
    except OSError as problem:
        raise SheetProblem("This file cannot be read.", "Close it in other programs, or choose another.") from problem
    return b"".join(pieces)


def encoding_of(opener: Opener, limits: Limits = PEOPLE) -> Encoding:
    """Return how a CSV file is written, after trying all of it. ``opener`` opens it anew. Raises ``SheetProblem``.

    By its mark, as UTF-8, as UTF-16 without a mark, or as Windows wrote it.
    """
    with opener() as file:
        start = file.read(4096)
    for mark, name in _BOMS:
        if start.startswith(mark):
            return _tried(opener, Encoding(name, len(mark)), limits)
    if start.count(0) > len(start) // 4:
        little = start[1::2].count(0) >= start[0::2].count(0)
        return _tried(opener, Encoding("utf-16-le" if little else "utf-16-be"), limits)
    try:
        return _tried(opener, Encoding("utf-8"), limits)
    except UnicodeDecodeError:
        return _tried(opener, Encoding("cp1252"), limits)


def _tried(opener: Opener, how: Encoding, limits: Limits) -> Encoding:
    """Read all text once, a piece at a time, so that a large file does not stand in memory twice."""
    reader = codecs.getincrementaldecoder(how.name)()
    zeros, letters = 0, 0
    try:
        with opener() as file:
            file.read(how.start)
            while True:
                piece = file.read(_PIECE)
                text = reader.decode(piece, final=not piece)
                zeros, letters = zeros + text.count("\0"), letters + len(text)
                if not (limits.forgiving or _CONTROLS.isdisjoint(text)) or (zeros and how.name == "cp1252"):
                    raise _no_text()
                if not piece:
                    break
    except UnicodeDecodeError as problem:
        if how == Encoding("utf-8"):
            raise
        if limits.forgiving and how.name != "cp1252":
            return replace(how, damaged=True)
        if limits.forgiving and not _has_zeros(opener):
            return replace(how, damaged=True)
        raise _no_text() from problem
    if zeros > letters * _FEW_ZEROS:
        raise _no_text()
    return how


def _has_zeros(opener: Opener) -> bool:
    with opener() as file:
        return any(0 in piece for piece in iter(lambda: file.read(_PIECE), b""))


def _text_of(opener: Opener, how: Encoding) -> io.TextIOWrapper:
    file = opener()
    file.read(how.start)
    return io.TextIOWrapper(file, how.name, errors="ignore" if how.damaged else "strict", newline="")


def _no_text() -> SheetProblem:
    return SheetProblem("This file holds more than text, or text that cannot be read.", _SAVE_AS)


def _evenness(rows: Iterable[list[str]], mark: str) -> tuple[int, int]:
    """Say how well a mark parts the first rows: how many rows have the same number of cells, and how many cells."""
    widths = []
    try:
        for row in rows:
            if row:
                widths.append(len(row))
            if len(widths) >= _SAMPLE_ROWS:
                break
    except csv.Error:
        return (0, 0)
    most = max(widths, key=widths.count, default=0)
    if mark == "|" and widths[:1] != [most]:
        return (0, 0)  # it parts the words of one cell, not the heads
    return (widths.count(most), most) if most > 1 else (0, sum(width > 1 for width in widths))


def _parsed(text: io.TextIOWrapper, mark: str, limits: Limits, *, usual: int, spaced: bool) -> Iterator[list[str]]:
    """Give the rows. ``usual`` is how many cells most of them have: by that a row that breaks off is known.

    ``spaced`` says that a space stands between the mark and a cell in quotation marks.
    """
    number, lines = 0, _Lines(text)
    while True:
        try:
            row = next(csv.reader(lines, delimiter=mark, strict=True, skipinitialspace=spaced), None)
            if row is None:
                return
            number += 1
            if number > limits.most_rows + 1:
                raise too_many_rows(limits)
            given = within(row, number, limits)
            given[:] = map(_tidy, given)
            yield Cut(given) if 1 < len(given) < usual and lines.is_open else given
            lines.done()
        except csv.Error as problem:
            number += 1
            if not limits.forgiving:
                raise _no_row(problem, number) from None
            yield Cut() if lines.is_open else Faulty((), _no_row(problem, number).sentence)
            lines.again()


def _no_row(problem: csv.Error, number: int) -> SheetProblem:
    if "larger than field limit" in str(problem):
        return too_much_in_a_cell(number)
    return SheetProblem(
        f"Row {number} has a quotation mark that does not fit.", "Mend that row, then choose the file again."
    )


class _Lines(Iterator[str]):
    """The lines of a file, some of which can be given again: those that an open quotation mark has swallowed."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text, self._given, self._waiting = text, deque[str](), deque[str]()

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else next(self._text)
        self._given.append(line)
        return line

    @property
    def is_open(self) -> bool:
        """Whether the one line that was given since the last row is the file's last and has no end."""
        return len(self._given) == 1 and not self._given[0].endswith(("\n", "\r"))

    def done(self) -> None:
        """Forget the lines that were given: they became a row."""
        self._given.clear()

    def again(self) -> None:
        """Give the lines once more that were given since the last row, but for the first of them."""
        self._given.popleft()
        self._waiting.extendleft(reversed(self._given))
        self._given.clear()


def _tidy(cell: str) -> str:
    if cell.isprintable():  # most are, and this is asked of every cell of a long list
        return cell.strip()
    return cell.replace("\r\n", "\n").replace("\r", "\n").translate(_UNSEEN).strip()
