"""What may come from a spreadsheet, and the words that people use for it (``resources/rules/import_columns.toml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import cast

from workwell_desktop.casework import lists
from workwell_desktop.casework.dates import Lean
from workwell_desktop.casework.people import fold
from workwell_desktop.datafiles import Table, read_table
from workwell_desktop.paths import resources

KINDS = ("text", "name", "day", "phone", "number", "choice", "status", "words")
SHAPES = ("", "nhs_number", "nino", "mobile", "email", "postcode")
_LEANS = ("past", "future", "birth")
_LISTS = {"source": "referral_source", "work_status": "work_status"}


@dataclass(frozen=True)
class Field:
    """One thing that a column can be. ``names`` are folded; ``several`` says that more than one column may be it.

    ``lean`` is which way the dates of a day go; ``shape`` is how the cells look.
    """

    code: str
    title: str
    kind: str
    names: tuple[str, ...]
    lean: Lean = "past"
    shape: str = ""
    several: bool = False


@dataclass(frozen=True)
class Known:
    """All fields in the order they are offered, and for each field with choices the folded words of its codes."""

    fields: tuple[Field, ...]
    words: Mapping[str, Mapping[str, str]]

    def field(self, code: str) -> Field:
        """Return a field by its code. An unknown one is a bug (``KeyError``)."""
        for one in self.fields:
            if one.code == code:
                return one
        raise KeyError(code)


@cache
def known() -> Known:
    """Return the shipped fields and words. Raises ``DataFileProblem`` when the file cannot be used."""
    return read_known(resources() / "rules" / "import_columns.toml")


def read_known(path: Path) -> Known:
    """Read fields and words from a file. Raises ``DataFileProblem`` naming the entry and the reason."""
    top = read_table(path)
    found = tuple(_field(entry) for entry in top.tables("fields", at_least=1))
    if len({one.code for one in found}) != len(found):
        raise top.problem("two fields have the same code.")
    words = top.table("words")
    if words is None:
        raise top.problem("“words” is missing.")
    said = {}
    for code in ("source", "work_status", "status"):
        table = words.table(code)
        if table is None:
            raise words.problem(f"“{code}” is missing.")
        said[code] = MappingProxyType(_words(table, code))
        table.done()
    words.done()
    top.done()
    return Known(found, MappingProxyType(said))


def _field(entry: Table) -> Field:
    made = Field(
        code=entry.text("code"),
        title=entry.text("title"),
        kind=entry.text("kind"),
        names=tuple(map(fold, entry.texts("names"))),
        lean=cast("Lean", entry.text("dates", "past")),
        shape=entry.text("shape", ""),
        several=entry.flag("several", default=False),
    )
    if made.kind not in KINDS or made.shape not in SHAPES or made.lean not in _LEANS:
        raise entry.problem("“kind”, “shape” or “dates” is none of those that are known.")
    entry.done()
    return made


def _words(table: Table, field: str) -> dict[str, str]:
    """Return the code for each folded word of a field; those of the list itself come first."""
    words: dict[str, str] = {}
    for code in table.values:
        words |= {fold(word): code for word in table.texts(code)}
    if field in _LISTS:
        for choice in lists.choices(_LISTS[field]):
            words |= {fold(choice.label): choice.code, fold(choice.code.replace("_", " ")): choice.code}
        unknown = set(words.values()) - {choice.code for choice in lists.choices(_LISTS[field])}
        if unknown:
            raise table.problem(f"“{min(unknown)}” is no code of the list.")
    return words
