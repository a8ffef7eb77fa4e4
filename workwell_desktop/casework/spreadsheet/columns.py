"""Finds the row of heads in a sheet and guesses what each column is, by its name and by how its cells look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from workwell_desktop.casework import identifiers
from workwell_desktop.casework.people import fold
from workwell_desktop.casework.spreadsheet import days
from workwell_desktop.casework.spreadsheet.fields import Field, known
from workwell_desktop.sheets.reading import Sheet

NO_HEADS = -1  # in place of the number of the head row: the first row is a person
_LOOK_FOR_HEAD = 20  # rows; above the heads stand at most a title and a few remarks
_LOOK_AT = 200  # cells of a column, to see how they look
_SURE = 0.8  # share of the cells that have to look so
SAMPLES = 3
_NAME = re.compile(r"^[^\W\d_][^\d_@/]{0,40}[, ]+[^\d_@/]{0,40}$")  # two words or more, without a digit
_BORN = re.compile(r"^(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19\d\d|200\d)|(?:19\d\d|200\d)-\d\d-\d\d)$")


@dataclass(frozen=True)
class Taken:
    """What was decided about a sheet.

    ``head`` is the number of the head row (from 0), or ``NO_HEADS`` where the first row is a person. ``fields`` holds
    the code of a field for each column, empty for one that is not taken. ``orders`` holds ``dmy`` or ``mdy`` for each
    column of days that was asked about.
    """

    head: int
    fields: tuple[str, ...]
    orders: Mapping[int, str] = field(default_factory=dict)

    def columns_of(self, code: str) -> tuple[int, ...]:
        """Return the columns that are this field, from the left."""
        return tuple(place for place, taken in enumerate(self.fields) if taken == code)

    def with_field(self, column: int, code: str) -> Taken:
        """Return the same with another field for a column."""
        fields = list(self.fields)
        fields[column] = code
        return replace(self, fields=tuple(fields))

    def twice(self) -> tuple[str, ...]:
        """Return the fields that only one column can be and that more than one is taken for."""
        return tuple(one.code for one in known().fields if not one.several and self.fields.count(one.code) > 1)

    def with_order(self, column: int, order: str) -> Taken:
        """Return the same with an answer to which way the days of a column are written."""
        return replace(self, orders={**self.orders, column: order})


@dataclass(frozen=True)
class Column:
    """One column as it is shown: its head, the first cells that are not empty, and how many cells are filled."""

    number: int
    head: str
    samples: tuple[str, ...]
    filled: int


def guess(sheet: Sheet, head: int | None = None) -> Taken:
    """Return the best guess for a sheet; a column that is not understood has no field. ``head``: where it is known."""
    head = head_row(sheet) if head is None else head
    taken: dict[int, str] = {}
    for column, code in sorted(_by_name(sheet, head), key=lambda one: one[1][0]):
        _take(taken, column, code[1])
    for column in range(sheet.own_width):
        if column not in taken:
            for found in _by_looks(cells(sheet, head, column)):
                _take(taken, column, found.code)
    _look_into_choices(sheet, head, taken)
    if head == NO_HEADS:
        _take_people(taken, sheet)
    _take_mobiles(sheet, head, taken)
    fields = tuple(taken.get(column, "") for column in range(sheet.width))
    return Taken(head, fields)


def _look_into_choices(sheet: Sheet, head: int, taken: dict[int, str]) -> None:
    """Take a column of choices for what its words are: a head such as *Status* may be that of several things."""
    for column, code in list(taken.items()):
        if code not in known().words or code == "source":  # where somebody came from is most often a name
            continue
        filled = {
            fold(cell) for _number, cell in zip(range(_LOOK_AT), cells(sheet, head, column), strict=False) if cell
        }
        if not filled or filled & known().words[code].keys():
            continue
        others = (one for one in known().words if one not in taken.values())
        taken[column] = next((one for one in others if _share_known(filled, one) >= _SURE), code)


def _share_known(words: set[str], code: str) -> float:
    return len(words & known().words[code].keys()) / len(words)


def _take_mobiles(sheet: Sheet, head: int, taken: dict[int, str]) -> None:
    """Take a column of phone numbers for what its cells are: most lists call mobile numbers just *Phone*."""
    for column, code in taken.items():
        if code == "phone" and "mobile" not in taken.values():
            filled = [cell for _number, cell in zip(range(_LOOK_AT), cells(sheet, head, column), strict=False) if cell]
            if filled and sum(map(begins_as_mobile, filled)) >= _SURE * len(filled):
                taken[column] = "mobile"
                return


def begins_as_mobile(number: str) -> bool:
    """Return whether a phone number begins as mobile numbers do, however many digits follow."""
    digits = re.sub(r"[\s()+.-]", "", number)
    return digits.removeprefix("0044").removeprefix("44").lstrip("0").startswith("7")


def shown(sheet: Sheet, head: int) -> tuple[Column, ...]:
    """Return every column that has a head or a filled cell, with samples."""
    columns = []
    for number in range(sheet.width):
        filled = [cell for cell in cells(sheet, head, number) if cell]
        name = heads(sheet, head)[number]
        if filled or name:
            columns.append(Column(number, name or letters(number), tuple(filled[:SAMPLES]), len(filled)))
    return tuple(columns)


def left_out(sheet: Sheet, mapping: Taken) -> tuple[str, ...]:
    """Return the heads of the columns that hold something and are not taken."""
    return tuple(one.head for one in shown(sheet, mapping.head) if one.filled and not mapping.fields[one.number])


def heads(sheet: Sheet, head: int) -> tuple[str, ...]:
    """Return the names of all columns; empty ones where the sheet has no row of heads."""
    return sheet.rows[head] if head != NO_HEADS else ("",) * sheet.width


def cells(sheet: Sheet, head: int, column: int) -> Iterator[str]:
    """Give the cells of a column below the head row."""
    return (row[column] for row in sheet.rows[head + 1 :])


def letters(number: int) -> str:
    """Return what a spreadsheet calls a column: A for 0, AA for 26."""
    name, number = "", number + 1
    while number:
        number, left = divmod(number - 1, 26)
        name = chr(65 + left) + name
    return f"Column {name}"


def _take(taken: dict[int, str], column: int, code: str) -> None:
    if column not in taken and (known().field(code).several or code not in taken.values()):
        taken[column] = code


def head_row(sheet: Sheet) -> int:
    """Return the row with the most names that we know, or ``NO_HEADS`` where the first full row holds none of them."""
    if sheet.came_back:
        return 0
    best, score = None, 1
    for number, row in enumerate(sheet.rows[:_LOOK_FOR_HEAD]):
        found = sum(1 for cell in row if _fits(cell) is not None)
        if found > score:
            best, score = number, found
    if best is not None:
        return best
    wordy = (n for n, row in enumerate(sheet.rows[:_LOOK_FOR_HEAD]) if sum(map(bool, row)) > 1)
    first = next(wordy, 0)
    return first if any(_fits(cell) is not None for cell in sheet.rows[first]) else NO_HEADS


def first_row(sheet: Sheet) -> int:
    """Return the row that is taken for the heads when somebody says that there are some, though we know none."""
    found = head_row(sheet)
    return found if found != NO_HEADS else next((n for n, row in enumerate(sheet.rows) if sum(map(bool, row)) > 1), 0)


def _by_name(sheet: Sheet, head: int) -> Iterator[tuple[int, tuple[int, str]]]:
    for column, cell in enumerate(heads(sheet, head)[: sheet.own_width]):
        fit = _fits(cell)
        if fit is not None:
            yield column, fit


def _fits(head: str) -> tuple[int, str] | None:
    """Return how well a head fits (0 whole, 1 with more words) and the code of its field, or nothing."""
    said = fold(re.sub(r"[_./\\:()\[\]*?#&-]+", " ", head))
    if not said or len(said) > 60:
        return None
    for one in known().fields:
        if said in one.names or said.replace(" ", "") in one.names:
            return 0, one.code
    longest: tuple[int, str] | None = None
    for one in known().fields:
        for name in one.names:
            begins = len(name) > 3 and re.search(rf"^{re.escape(name)}\b|\b{re.escape(name)}(?: \d+)?$", said)
            if begins and (longest is None or len(name) > longest[0]):
                longest = len(name), one.code
    return (1, longest[1]) if longest else None


def _by_looks(column: Iterator[str]) -> Iterator[Field]:
    """Give the fields whose cells look like these."""
    filled = [cell for _number, cell in zip(range(_LOOK_AT), column, strict=False) if cell]
    if filled:
        for one in known().fields:
            if one.shape and _share(filled, one.shape) >= _SURE:
                yield one


def _share(filled: Sequence[str], shape: str) -> float:
    return sum(1 for cell in filled if _looks(cell, shape)) / len(filled)


def _take_people(taken: dict[int, str], sheet: Sheet) -> None:
    """Take the first column of names and the first of birth dates: without heads nothing else says what they are."""
    for code, shape in (("name", _NAME), ("birth_date", _BORN)):
        for column in range(sheet.width):
            filled = [cell for cell in cells(sheet, NO_HEADS, column) if cell][:_LOOK_AT]
            if filled and column not in taken and sum(map(bool, map(shape.match, filled))) >= _SURE * len(filled):
                _take(taken, column, code)
                break


def _looks(cell: str, shape: str) -> bool:
    if shape == "postcode":
        found = identifiers.check_postcode(cell)
        return bool(found.value) and not found.note
    if shape == "mobile":
        return identifiers.check_phone(cell).value.startswith("07") and not identifiers.check_phone(cell).problem
    check = {
        "nhs_number": identifiers.check_nhs_number,
        "nino": identifiers.check_nino,
        "email": identifiers.check_email,
    }[shape]
    return not check(cell).problem


def orders(sheet: Sheet, mapping: Taken) -> dict[int, days.Order]:
    """Return for each column of days which way it is written, as its cells show or as was answered."""
    found = {}
    for column, code in enumerate(mapping.fields):
        if code and known().field(code).kind == "day":
            order = days.order_of(cells(sheet, mapping.head, column))
            answered = mapping.orders.get(column)
            found[column] = replace(order, way=answered) if answered and order.is_open else order
    return found
