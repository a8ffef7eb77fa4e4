"""The words by which other people's lists are understood, read strictly from ``resources/words/directory.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workwell_desktop.datafiles import Table, read_table
from workwell_desktop.paths import resources


@dataclass(frozen=True)
class ListWords:
    """Values that say nothing, those that mean the whole country, and patterns for what a sentence may say."""

    nothing: frozenset[str]
    national: frozenset[str]
    closed: re.Pattern[str]
    women_only: re.Pattern[str]
    men_only: re.Pattern[str]
    postcode_areas: frozenset[str]


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
        postcode_areas=frozenset(top.text("postcode_areas").split()),
    )
    top.done()
    return words


@cache
def list_words() -> ListWords:
    """Return the shipped words. Raises ``DataFileProblem`` when the file is not sound."""
    return read_list_words(resources() / "words" / "directory.toml")


def _pattern(top: Table, key: str) -> re.Pattern[str]:
    try:
        return re.compile("|".join(f"(?:{one})" for one in top.texts(key)))
    except re.error as problem:
        raise top.problem(f"“{key}” holds a pattern that cannot be used.", key) from problem
