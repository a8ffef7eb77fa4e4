"""Which rows of a sheet are given as they stand, and what is said of one that breaks a limit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from workwell_desktop.sheets.limits import MOST_CELL, Limits, too_many_columns, too_much_in_a_cell

COUNTED_FROM = date(1899, 12, 30)
"""Day 0 of the numbers that spreadsheet programs keep days as, from March 1900 on."""


class Faulty(list[str]):
    """A row that is not given as it stands, and a sentence that says why: without cells, or without its last ones.

    Only where the limits forgive; else such a row refuses the whole file.
    """

    def __init__(self, cells: Iterable[str], fault: str) -> None:
        """Take the cells that are left."""
        super().__init__(cells)
        self.fault = fault


class Cut(list[str]):
    """The last row of a CSV file that breaks off inside it: short of cells, and its line has no end."""


class Heading(list[str]):
    """A row of a workbook that is one line of words, merged across its columns."""


class Linked(str):
    """The words of a cell that lead somewhere; ``link`` is the address of a web page or of e-mail."""

    link: str

    @classmethod
    def to(cls, words: str, link: str) -> Linked:
        """Return words that lead to an address."""
        made = cls(words)
        made.link = link
        return made


def link_of(cell: str) -> str:
    """Return where a cell leads, or nothing."""
    return cell.link if isinstance(cell, Linked) else ""


def within(row: list[str], number: int, limits: Limits) -> list[str]:
    """Return the cells of a row, which is the ``number``-th one (from 1) of its sheet.

    One that breaks a limit raises ``SheetProblem``; where the limits forgive it is :class:`Faulty`.
    """
    cut = len(row) > limits.most_columns and any(row[limits.most_columns :])
    if cut and not limits.forgiving:
        raise too_many_columns(limits)
    if any(len(cell) > MOST_CELL for cell in row):
        if not limits.forgiving:
            raise too_much_in_a_cell(number)
        return Faulty((), too_much_in_a_cell(number).sentence)
    if any("\0" in cell for cell in row):
        return Faulty((), f"Row {number} holds more than text.")
    return Faulty(row[: limits.most_columns], too_many_columns(limits).sentence) if cut else row
