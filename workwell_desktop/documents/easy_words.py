"""How a plan says things in easy read, and the picture beside each: read from ``resources/rules/easy_words.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from workwell_desktop import paths
from workwell_desktop.datafiles import Table, read_table

_WORD = re.compile(r"[^\W_]+(?:[-’][^\W_]+)*")
NEUTRAL_STEP, NEUTRAL_GOAL, NEUTRAL_HELP = "step", "goal", "help"


@dataclass(frozen=True)
class EasyLine:
    """A sentence or two in easy words, and the name of the picture beside them."""

    words: str
    picture: str


@dataclass(frozen=True)
class HardWord:
    """A word that is explained where it stands in a plan: ``find`` are its beginnings, in small letters."""

    find: tuple[str, ...]
    word: str
    means: str
    picture: str


@dataclass(frozen=True)
class EasyWords:
    """The whole table. ``steps``, ``goals`` and ``help_lines`` pair beginnings of words with a picture."""

    changes: Mapping[str, EasyLine]
    topics: Mapping[str, EasyLine]
    plans: Mapping[str, EasyLine]
    meetings: Mapping[str, EasyLine]
    steps: tuple[tuple[tuple[str, ...], str], ...]
    goals: tuple[tuple[tuple[str, ...], str], ...]
    help_lines: tuple[tuple[tuple[str, ...], str], ...]
    words: tuple[HardWord, ...]
    fixed: Mapping[str, str]

    def step_picture(self, words: str) -> str:
        """Return the picture beside a step in somebody's own words; a neutral one when no word is known."""
        return _first(self.steps, words) or self.fixed[NEUTRAL_STEP]

    def goal_picture(self, words: str) -> str:
        """Return the picture beside a goal."""
        return _first(self.goals, words) or self.fixed[NEUTRAL_GOAL]

    def help_picture(self, words: str) -> str:
        """Return the picture beside where help is near."""
        return _first(self.help_lines, words) or self.fixed[NEUTRAL_HELP]

    def hard_words(self, said: str) -> tuple[HardWord, ...]:
        """Return the hard words that stand in a text, in the order of the table."""
        return tuple(one for one in self.words if _begins(one.find, said))


@cache
def easy_words() -> EasyWords:
    """Return the shipped table. Raises ``DataFileProblem`` naming the file, the entry and the reason."""
    top = read_table(paths.resources() / "rules" / "easy_words.toml")
    for key in ("source", "licence"):
        top.text(key)
    fixed = top.table("fixed")
    if fixed is None:
        raise top.problem("“fixed” is missing.")
    found = EasyWords(
        changes=_lines(top, "changes"),
        topics=_lines(top, "topics"),
        plans=_lines(top, "plans"),
        meetings=_lines(top, "meetings"),
        steps=_pictures(top, "steps"),
        goals=_pictures(top, "goals"),
        help_lines=_pictures(top, "help"),
        words=tuple(_hard_words(top)),
        fixed=MappingProxyType({name: fixed.text(name) for name in fixed.values}),
    )
    top.done()
    return found


def _lines(top: Table, name: str) -> Mapping[str, EasyLine]:
    found: dict[str, EasyLine] = {}
    for row in top.tables(name, at_least=1):
        code = row.text("code")
        if code in found:
            raise row.problem("this code stands there twice.", "code")
        found[code] = EasyLine(row.text("easy"), row.text("picture"))
        row.done()
    return MappingProxyType(found)


def _pictures(top: Table, name: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    found = []
    for row in top.tables(name, at_least=1):
        found.append((row.texts("words"), row.text("picture")))
        row.done()
    return tuple(found)


def _hard_words(top: Table) -> Iterable[HardWord]:
    for row in top.tables("words", at_least=1):
        yield HardWord(row.texts("find"), row.text("word"), row.text("means"), row.text("picture"))
        row.done()


def _first(rows: tuple[tuple[tuple[str, ...], str], ...], words: str) -> str:
    return next((picture for begins, picture in rows if _begins(begins, words)), "")


def _begins(begins: Iterable[str], words: str) -> bool:
    """Say whether a word of a text begins so; a blank at the end asks for a whole word."""
    said = f" {' '.join(_WORD.findall(words.casefold()))} "
    return any(f" {one}" in said for one in begins)
