"""Finds the heads of a list of services in any CSV or XLSX file and guesses what each column is.

A guess can be corrected by hand and is kept as JSON; the fingerprint of its heads says when it fits again. Every sheet
of a workbook has its own. Heads are named in many ways, so that the cells have a say too: a head that promises a
postcode over cells that hold none is not believed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import islice

from workwell_desktop.directory import columns_looks
from workwell_desktop.directory.columns_known import FAIR, STRONG, ColumnField, columns_known, folded, head_words
from workwell_desktop.directory.days import read_day
from workwell_desktop.directory.text import is_nothing
from workwell_desktop.sheets.limits import Limits, SheetProblem
from workwell_desktop.sheets.reading import Source, each_row

NO_HEADS = -1  # in place of the number of the head row: the first row is a service
PREVIEW_ROWS = 20
LIST_LIMITS = Limits(
    most_bytes=200 * 1024 * 1024,
    most_unpacked=600 * 1024 * 1024,
    most_rows=200_000,
    most_columns=1_000,
    most_cells=10_000_000,
    most_area=200 * 200_000,
    forgiving=True,
)
"""How large a list of services may be."""

_LOOK_FOR_HEAD = 25  # rows; above the heads stand at most a title and a few remarks
_LOOK_AT = 200  # cells of a column, to see how they look
_LEAST = 0.45  # weight of a guess that is believed
_SURE, _UNLIKE, _ENOUGH = 0.6, 0.2, 4  # shares of cells that look so, and how many cells say something
_BY_LOOKS, _ALONE = 0.5, 0.8
_PLAINLY = 1.25  # times as well must a lower row name columns to be taken for the heads
_MOST_NAME = 200
_WHOSE = re.compile(r"(?:(?:full|first|second|street|service|place) )?(?:address|(\w.*) address)\b")
_OWN = frozenset({"", "physical", "visiting", "venue", "meeting", "delivery", "project", "group"})
"""Whose address is that of the service."""
_NAMES = frozenset({"name", "organisation"})
_WORDED = frozenset({"name", "organisation", "description", "place_name", "address", "town", "times", "area", "terms"})
_NO_FIGURES = frozenset({"organisation", "description", "town", "county", "contact_name"})
_OF_ITS_OWN = 0.9  # of the cells of an id are met once


@dataclass(frozen=True)
class SheetMapping:
    """What was decided about a sheet.

    ``head`` is the number of the head row (from 0), or :data:`NO_HEADS`. ``fields`` holds the code of a field for each
    column, empty for one that is left out. ``month_first``: days of this sheet are written 7/19/2018. ``listed_on`` is
    the day that the rows above the heads say the list is of.
    """

    sheet: str
    head: int
    heads: tuple[str, ...]
    fields: tuple[str, ...]
    month_first: bool = False
    listed_on: date | None = None

    @property
    def fingerprint(self) -> str:
        """Return what this mapping is remembered by."""
        return fingerprint(self.heads)

    @property
    def usable(self) -> bool:
        """Say whether a column gives the services a name: without one no row can be read."""
        return "name" in self.fields or "organisation" in self.fields

    def columns_of(self, code: str) -> tuple[int, ...]:
        """Return the columns that are this field, from the left."""
        return tuple(place for place, taken in enumerate(self.fields) if taken == code)

    def with_field(self, column: int, code: str) -> SheetMapping:
        """Return the same with another field for a column, or none where ``code`` is empty.

        A field that only one column can be is taken away from the column that had it. Raises ``ValueError`` for a
        column or a field that there is not: a bug.
        """
        known = columns_known().field(code)
        if (code and known is None) or not 0 <= column < len(self.fields):
            raise ValueError((column, code))
        fields = ["" if known and not known.several and one == code else one for one in self.fields]
        fields[column] = code
        return replace(self, fields=tuple(fields))

    def to_json(self) -> str:
        """Write this mapping as JSON, so that it can be kept."""
        said = asdict(self) | {"listed_on": self.listed_on.isoformat() if self.listed_on else None}
        return json.dumps(said, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True)
class Preview:
    """The heads of a sheet and its first rows, every row as long as the heads."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def from_json(text: str) -> SheetMapping:
    """Read a mapping that :meth:`SheetMapping.to_json` wrote. Raises ``SheetProblem`` for anything else.

    A field that is no longer known leaves its column out.
    """
    try:
        said = json.loads(text)
        fields = tuple(code if columns_known().field(code) else "" for code in said["fields"])
        heads = tuple(str(head) for head in said["heads"])
        made = SheetMapping(
            sheet=str(said["sheet"]),
            head=int(said["head"]),
            heads=heads,
            fields=fields,
            month_first=said.get("month_first") is True,
            listed_on=date.fromisoformat(said["listed_on"]) if said.get("listed_on") else None,
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
        raise _not_kept() from problem
    if len(heads) != len(fields) or made.head < NO_HEADS:
        raise _not_kept()
    return made


def fingerprint(heads: Sequence[str]) -> str:
    """Return what the columns of a sheet are remembered by: SHA-256 of their folded heads in order."""
    return hashlib.sha256("\x1f".join(map(folded, heads)).encode()).hexdigest()


def guess_sheets(source: Source, limits: Limits = LIST_LIMITS) -> tuple[SheetMapping, ...]:
    """Return the best guess for every sheet that holds anything. Raises ``SheetProblem``."""
    made = []
    for sheet in source.sheets:
        rows = _first_rows(source, sheet, limits)
        if any(any(row) for row in rows):
            made.append(guess(sheet, rows))
    if not made:
        raise SheetProblem("There is nothing in this file.", "Choose another file.")
    return tuple(made)


def guess(sheet: str, rows: Sequence[Sequence[str]], head: int | None = None) -> SheetMapping:
    """Return the best guess for the first rows of a sheet. ``head`` is the number of its head row where it is known."""
    head = head_row(rows) if head is None else head
    width = max((place + 1 for row in rows for place, cell in enumerate(row) if cell), default=0)
    below = rows[head + 1 :]
    heads = tuple(_cell(rows[head], column) if head >= 0 else "" for column in range(width))
    cells = [[cell for row in islice(below, _LOOK_AT) if (cell := _cell(row, column))] for column in range(width)]
    fields = _assigned(sheet, heads, cells)
    days = [cell for column, code in enumerate(fields) if code in {"checked", "updated"} for cell in cells[column]]
    return SheetMapping(sheet, head, heads, fields, columns_looks.month_first(days), _listed_on(rows[: max(head, 0)]))


def preview(source: Source, mapping: SheetMapping, limits: Limits = LIST_LIMITS) -> Preview:
    """Return the heads and the first rows below them. Raises ``SheetProblem``."""
    width = len(mapping.fields)
    rows = islice(each_row(source, mapping.sheet, limits), mapping.head + 1, None)
    shown = [tuple(_cell(row, column) for column in range(width)) for row in islice(filter(any, rows), PREVIEW_ROWS)]
    return Preview(mapping.heads, tuple(shown))


def head_row(rows: Sequence[Sequence[str]]) -> int:
    """Return the number of the row (from 0) that names the columns, or :data:`NO_HEADS`."""
    known = columns_known()
    best, found = 0.0, NO_HEADS
    for number, row in enumerate(rows[:_LOOK_FOR_HEAD]):
        if _holds_facts(row):
            continue
        weights = [max(known.named(cell).values(), default=0.0) for cell in row if cell]
        told = [weight for weight in weights if weight >= _LEAST]
        if len(told) >= 2 or (told and len(weights) == 1 and number + 1 < len(rows)):
            sum_told = sum(told) * (0.5 + len(told) / (2 * len(weights)))  # rows of services hold such words as well
            if sum_told > best * _PLAINLY:
                best, found = sum_told, number
    if found != NO_HEADS:
        return found
    for number, row in enumerate(rows[:_LOOK_FOR_HEAD]):
        filled = [cell for cell in row if cell]
        if len(filled) >= 2:
            return NO_HEADS if any(columns_looks.is_fact(cell) for cell in filled) else number
    return NO_HEADS


def _holds_facts(row: Sequence[str]) -> bool:
    """Say whether a row is one of services, whatever words it holds: a fifth of its cells can be no head."""
    filled = [cell for cell in row if cell]
    return 5 * sum(map(columns_looks.is_fact, filled)) >= max(len(filled), 1)


def _assigned(sheet: str, heads: Sequence[str], cells: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Give every column the field that fits it best; a field that only one column can be goes to the best one.

    What does not look like services gets none: without a head that is a name, another column has to be known.
    """
    guesses = []
    for column, head in enumerate(heads):
        if columns_known().is_nothing(head):
            continue
        weights = columns_known().named(head)
        for order, one in enumerate(columns_known().fields):
            weight = _weighed(one, weights.get(one.code, 0.0), cells[column])
            if weight >= _LEAST:
                guesses.append((-weight, column, order, one))
    taken: dict[int, str] = {}
    for _weight, column, _order, one in sorted(guesses, key=lambda guessed: guessed[:3]):
        if column not in taken and (one.several or one.code not in taken.values()):
            taken[column] = one.code
    _keep_one_address(heads, taken)
    told = any(cells[column] for column, code in taken.items() if code not in _NAMES)
    if told:
        _take_a_name(heads, cells, taken)
    elif sheet and sum(map(bool, cells)) > 1 and not _heads_name(heads, taken):
        return ("",) * len(heads)  # a sheet of remarks, or of the words that another one may hold
    return tuple(taken.get(column, "") for column in range(len(heads)))


def _heads_name(heads: Sequence[str], taken: Mapping[int, str]) -> bool:
    """Say whether two heads or more name their fields: "Organisation" and "Name" head a list, if a bare one."""
    named = (columns_known().named(heads[column]).get(code, 0.0) >= FAIR for column, code in taken.items())
    return sum(named) > 1


def _keep_one_address(heads: Sequence[str], taken: dict[int, str]) -> None:
    """Leave out another address ("Registered address") beside the one of the service: together they are no place."""
    named = {column: head_words(heads[column]) for column, code in taken.items() if code == "address"}
    whose = {column: (found[1] or "") if (found := _WHOSE.match(head)) else "" for column, head in named.items()}
    own = _OWN if any(one in _OWN for one in whose.values()) else {whose[column] for column in sorted(whose)[:1]}
    for column, one in whose.items():
        if one not in own:
            del taken[column]


def _weighed(one: ColumnField, by_name: float, cells: Sequence[str]) -> float:
    """Return the weight of a field for a column by its head and by its cells together."""
    if not one.looks or not (by_name or one.looks in columns_looks.TELLING):
        return 0.0 if by_name < STRONG and _speaks_of_another(one.code, cells) else by_name
    share = columns_looks.share(one.looks, columns_looks.leading(cells) if by_name else cells)
    few = len(cells) < _ENOUGH and (share > 0 or by_name >= STRONG or all(map(is_nothing, cells)))
    told = one.looks == "status" and by_name >= STRONG and share > 0  # one "Closed" among words of their own
    if by_name and (few or told or share >= _UNLIKE):
        return by_name + (0.1 if share >= _SURE else 0.0)
    if by_name:
        return by_name * 0.3
    found_alone = len(cells) >= 2 and share >= _ALONE
    return _BY_LOOKS if found_alone else 0.0


def _speaks_of_another(code: str, cells: Sequence[str]) -> bool:
    """Say whether the cells show that a head which only has the name in it asks something else.

    "Same phone as organisation?" has yes and no below it, "Organisation ID" the same number again and again.
    """
    if code == "id":
        return len(cells) >= _ENOUGH and len(set(cells)) < _OF_ITS_OWN * len(cells)
    if code in _WORDED and columns_looks.share("yes_no", cells) >= _ALONE:
        return True
    return code in _NO_FIGURES and columns_looks.share("number", cells) >= _ALONE


def _take_a_name(heads: Sequence[str], cells: Sequence[Sequence[str]], taken: dict[int, str]) -> None:
    """Where no column is a name, take the first one of different words that nothing else wants."""
    if "name" in taken.values() or "organisation" in taken.values():
        return
    for column in range(len(heads)):
        said = cells[column]
        words = [cell for cell in said if any(map(str.isalpha, cell)) and len(cell) <= _MOST_NAME]
        if column not in taken and words and len(words) >= 0.9 * len(said) and len(set(words)) > len(words) / 2:
            taken[column] = "name"
            return


def _first_rows(source: Source, sheet: str, limits: Limits) -> list[list[str]]:
    return list(islice(each_row(source, sheet, limits), _LOOK_FOR_HEAD + _LOOK_AT))


def _listed_on(above: Sequence[Sequence[str]]) -> date | None:
    """Return the day that the rows above the heads name ("last updated 20/07/2018"), if they name one alone."""
    days = {day for row in above for cell in row for word in columns_looks.days_in(cell) if (day := read_day(word))}
    return days.pop() if len(days) == 1 else None


def _cell(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _not_kept() -> SheetProblem:
    return SheetProblem("What was remembered about these columns cannot be read.", "Say again what each column is.")


def titles() -> Mapping[str, str]:
    """Return what each field is called on screen, by its code, in the order they are offered."""
    return {one.code: one.title for one in columns_known().fields}
