"""The lists a coach chooses from: kinds of referral, work, needs, agreements, states and the like.

They are data (``resources/rules/lists.toml``), each with its source, so that someone who does not
program can review them. A code is permanent; a label may be reworded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from workwell_desktop.datafiles import Table, read_table
from workwell_desktop.paths import resources

PAPER_FORMS = ("large", "giant", "spaced", "easy_read")  # "spaced" is the dyslexia-friendly one


@dataclass(frozen=True)
class Choice:
    """One entry of a list. What a list does not use is empty.

    ``group`` is the heading it stands under, ``nhs_code`` the code of the NHS Data Dictionary that it
    maps to, ``roll_up`` the coarser group for counts, ``category`` the record category of the accessible
    information standard, ``paper`` the form it asks for (``PAPER_FORMS``), ``print_note`` what to do where
    this program cannot make it, and ``suits`` the codes of the recipients that it is for.
    One that is not ``offered`` is given by the program itself and stands in no form.
    """

    code: str
    label: str
    hint: str = ""
    group: str = ""
    nhs_code: str = ""
    roll_up: str = ""
    category: str = ""
    paper: str = ""
    print_note: str = ""
    suits: tuple[str, ...] = ()
    offered: bool = True


@dataclass(frozen=True)
class ChoiceList:
    """A list with the question it answers, where it comes from and under which licence."""

    name: str
    title: str
    source: str
    licence: str
    choices: tuple[Choice, ...]


def _choice(entry: Table) -> Choice:
    found = Choice(
        code=entry.text("code"),
        label=entry.text("label"),
        hint=entry.text("hint", ""),
        group=entry.text("group", ""),
        nhs_code=entry.text("nhs_code", ""),
        roll_up=entry.text("roll_up", ""),
        category=entry.text("category", ""),
        paper=entry.text("paper", ""),
        print_note=entry.text("print_note", ""),
        suits=tuple(entry.text("suits", "").split()),
        offered=entry.flag("offered", default=True),
    )
    if found.paper not in {"", *PAPER_FORMS}:
        raise entry.problem(f"“paper” must be one of: {', '.join(PAPER_FORMS)}.")
    entry.done()
    return found


def read_lists(path: Path) -> Mapping[str, ChoiceList]:
    """Read every list of a file, by name. Raises ``DataFileProblem`` naming the file, the entry and the reason."""
    top = read_table(path)
    lists: dict[str, ChoiceList] = {}
    for name in top.values:
        table = top.table(name)
        if table is None:  # a table that is in the file is never missing
            continue
        choices = tuple(_choice(entry) for entry in table.tables("choices", at_least=2))
        codes = [choice.code for choice in choices]
        labels = [(choice.group, choice.label) for choice in choices]
        if len(set(codes)) != len(codes) or len(set(labels)) != len(labels):
            raise table.problem("two choices have the same code or label.")
        lists[name] = ChoiceList(name, table.text("title"), table.text("source"), table.text("licence"), choices)
        table.done()
    return MappingProxyType(lists)


@cache
def _shipped() -> Mapping[str, ChoiceList]:
    return read_lists(resources() / "rules" / "lists.toml")


def names() -> tuple[str, ...]:
    """Return the names of all lists, in the order of the file."""
    return tuple(_shipped())


def choice_list(name: str) -> ChoiceList:
    """Return a list with its title, source and licence. An unknown name is a bug (``KeyError``)."""
    return _shipped()[name]


def choices(name: str) -> tuple[Choice, ...]:
    """Return the choices that a form offers, in their order. An unknown name is a bug (``KeyError``)."""
    return tuple(choice for choice in _shipped()[name].choices if choice.offered)


def find(name: str, code: str) -> Choice | None:
    """Return the choice with this code, or nothing when the list has no such code."""
    return next((choice for choice in choice_list(name).choices if choice.code == code), None)


def label(name: str, code: str) -> str:
    """Return the label of a code; an empty code gives an empty label.

    A code that the list does not hold (kept by a newer program) is shown as it stands.
    """
    found = find(name, code)
    return found.label if found else code
