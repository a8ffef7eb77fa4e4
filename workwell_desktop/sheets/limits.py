"""How large a spreadsheet may be, and the sentences for one that is larger."""

from __future__ import annotations

from dataclasses import dataclass

from workwell_desktop.errors import WorkwellError

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024  # all parts of a workbook together
MOST_RATIO = 200  # sheets of words pack about 10 to 1, long runs of one number about 50 to 1
MOST_PARTS = 500
MOST_ROWS = 20_000
MOST_COLUMNS = 100
MOST_CELL = 100_000
MOST_CELLS = 2_000_000


class SheetProblem(WorkwellError):
    """A file cannot be read as a spreadsheet, or is larger than we take. Nothing was changed."""


@dataclass(frozen=True)
class Limits:
    """How large a file may be: bytes, unpacked bytes, parts of a workbook, rows, columns and cells of a sheet.

    ``most_area`` is that of the rectangle around all cells of a workbook's sheet, which stands in memory with those
    that are empty. ``forgiving``: letters of a CSV file that cannot be read or seen are left out, and a row that
    breaks a limit is told and left out or cut, where a list of people is refused.
    """

    most_bytes: int = MOST_BYTES
    most_unpacked: int = MOST_UNPACKED
    most_parts: int = MOST_PARTS
    most_rows: int = MOST_ROWS
    most_columns: int = MOST_COLUMNS
    most_cells: int = MOST_CELLS
    most_area: int = MOST_ROWS * MOST_COLUMNS
    forgiving: bool = False


PEOPLE = Limits()
"""What a list of people may be."""


def too_many_rows(limits: Limits = PEOPLE) -> SheetProblem:
    """Return the problem of a sheet that is too long."""
    return SheetProblem(
        f"This sheet has more than {limits.most_rows:,} rows. Empty ones that were given a colour or a line count too.",
        "Copy the rows you need into a new sheet, or split them into smaller files.",
    )


def too_many_columns(limits: Limits = PEOPLE) -> SheetProblem:
    """Return the problem of a sheet that is too wide."""
    return SheetProblem(
        f"This sheet has more than {limits.most_columns:,} columns.", "Take out the columns you do not need."
    )


def too_much_in_a_cell(row: int) -> SheetProblem:
    """Return the problem of a cell that is too long, in this row (from 1)."""
    return SheetProblem(
        f"A cell in row {row} has more than {MOST_CELL:,} letters.", "Shorten it, then choose the file again."
    )
