"""The words by which other people's lists are understood, read strictly from ``resources/words/directory.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workwell_desktop.datafiles import Table, read_table
from workwell_desktop.directory.record import ACCESS, MODES
from workwell_desktop.paths import resources


@dataclass(frozen=True)
class ListWords:
    """Values that say nothing, those that mean the whole country, and patterns for what a sentence may say.

    ``status`` and ``cost`` map a list's word to ours; ``attending``, ``access`` and ``access_said`` map our codes to
    patterns.
    """

    nothing: frozenset[str]
    national: frozenset[str]
    closed: re.Pattern[str]
    women_only: re.Pattern[str]
    men_only: re.Pattern[str]
    free: re.Pattern[str]
    cost: Mapping[str, str]
    refuge: re.Pattern[str]
    secret: re.Pattern[str]
    women: frozenset[str]
    men: frozenset[str]
    postcode_areas: frozenset[str]
    status: Mapping[str, str]
    attending: Mapping[str, re.Pattern[str]]
    access: Mapping[str, re.Pattern[str]]
    access_said: Mapping[str, re.Pattern[str]]


def read_list_words(path: Path) -> ListWords:
    """Read the words from a file. Raises ``DataFileProblem`` naming the entry that is not sound."""
    top = read_table(path)
    top.text("source")
    top.text("licence")
    words = ListWords(
        nothing=frozenset(top.texts("nothing")),
        national=frozenset(top.texts("national")),
        closed=_pattern(top, "closed"),
        women_only=_pattern(top, "women_only"),
        men_only=_pattern(top, "men_only"),
        free=_pattern(top, "free"),
        cost=_words(top, "cost", ("free", "low", "paid")),
        refuge=_pattern(top, "refuge"),
        secret=_pattern(top, "secret"),
        women=frozenset(top.texts("women")),
        men=frozenset(top.texts("men")),
        postcode_areas=frozenset(top.text("postcode_areas").split()),
        status=_words(top, "status", ("paused", "withdrawn")),
        attending=_by_code(top, "attending", MODES),
        access=_by_code(top, "access", ACCESS),
        access_said=_by_code(top, "access_said", ACCESS),
    )
    top.done()
    return words


@cache
def list_words() -> ListWords:
    """Return the shipped words. Raises ``DataFileProblem`` when the file is not sound."""
    return read_list_words(resources() / "words" / "directory.toml")


def _words(top: Table, key: str, codes: tuple[str, ...]) -> Mapping[str, str]:
    table = _table(top, key)
    found = {word: code for code in codes for word in table.texts(code)}
    table.done()
    return found


def _by_code(top: Table, key: str, codes: tuple[str, ...]) -> Mapping[str, re.Pattern[str]]:
    table = _table(top, key)
    found = {code: _pattern(table, code) for code in codes}
    table.done()
    return found


def _table(top: Table, key: str) -> Table:
    table = top.table(key)
    if table is None:
        raise top.problem(f"“{key}” is missing.")
    return table


def _pattern(top: Table, key: str) -> re.Pattern[str]:
    try:
        return re.compile("|".join(f"(?:{one})" for one in top.texts(key)))
    except re.error as problem:
        raise top.problem(f"“{key}” holds a pattern that cannot be used.", key) from problem
