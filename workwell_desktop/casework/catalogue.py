"""The catalogue of changes at work: kinds of difficulty, common job tasks, how they are said, and what helps with each.

It is data (``resources/rules``): a row that nobody has checked against a source says so, and is shown with
"Check before use".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workwell_desktop.casework.lists import choices
from workwell_desktop.datafiles import Table, read_table
from workwell_desktop.paths import resources

CHECK_BEFORE_USE = "Check before use"
MOST = 10  # a task is said from 0 (can’t) to this (can)


@dataclass(frozen=True)
class Difficulty:
    """A kind of difficulty. ``now`` says it as a participant might; ``about`` is where such an obstacle belongs.

    ``suggests`` are beginnings of words in an obstacle that make us offer this kind.
    """

    code: str
    label: str
    about: str
    now: str
    suggests: tuple[str, ...]


@dataclass(frozen=True)
class TaskKind:
    """A common job task. ``said`` begins a reason ("Standing is"); the difficulties stand in order of likelihood."""

    code: str
    label: str
    said: str
    difficulties: tuple[str, ...]


@dataclass(frozen=True)
class DayWord:
    """What the numbers from ``least`` to ``most`` are called: a code of the list ``can``."""

    code: str
    least: int
    most: int


@dataclass(frozen=True)
class AdjustmentIdea:
    """One row of the catalogue: what is hard now, and what would help, for the participant and for the employer.

    ``lasting`` and ``cost`` are codes of the lists. ``sources`` are addresses or titles; a row without one that
    can be looked up is not ``verified``. ``tasks`` are the job tasks it fits best.
    """

    key: str
    difficulty: str
    now: str
    plain: str
    employer: str
    lasting: str
    cost: str
    access_to_work: bool
    verified: bool
    sources: tuple[str, ...]
    tasks: tuple[str, ...]

    @property
    def caution(self) -> str:
        """The words to show beside a row that nobody has checked, or nothing."""
        return "" if self.verified else CHECK_BEFORE_USE


@dataclass(frozen=True)
class Catalogue:
    """All parts, each in the order of its file."""

    difficulties: Mapping[str, Difficulty]
    tasks: Mapping[str, TaskKind]
    adjustments: Mapping[str, AdjustmentIdea]
    days: tuple[DayWord, ...]

    def word_for(self, number: int | None) -> str:
        """Return the code of the word that a number from 0 to 10 stands for, or nothing for none and any other."""
        return next((day.code for day in self.days if number is not None and day.least <= number <= day.most), "")

    def for_difficulty(self, code: str) -> tuple[AdjustmentIdea, ...]:
        """Return the rows of a difficulty, in the order of the file."""
        return tuple(row for row in self.adjustments.values() if row.difficulty == code)


@cache
def catalogue() -> Catalogue:
    """Return the shipped catalogue. Raises ``DataFileProblem`` when a file is not sound."""
    return read_catalogue(resources() / "rules")


def read_catalogue(folder: Path) -> Catalogue:
    """Read and check ``difficulties.toml``, ``job_tasks.toml`` and ``adjustments.toml`` of a folder.

    Raises ``DataFileProblem`` naming the file, the entry and the reason. Every difficulty needs a row.
    """
    difficulties = _difficulties(read_table(folder / "difficulties.toml"))
    said = read_table(folder / "job_tasks.toml")
    days = _days(said)
    tasks = _tasks(said, difficulties)
    top = read_table(folder / "adjustments.toml")
    adjustments = _adjustments(top, difficulties, tasks)
    for code in difficulties:
        if not any(row.difficulty == code for row in adjustments.values()):
            raise top.problem(f"there is nothing for {code}.")
    return Catalogue(difficulties, tasks, adjustments, days)


def _one_of(entry: Table, key: str, allowed: set[str]) -> str:
    found = entry.text(key)
    if found not in allowed:
        raise entry.problem(f"“{key}” does not know {found}.")
    return found


def _known(entry: Table, key: str, allowed: Mapping[str, object]) -> tuple[str, ...]:
    found = entry.texts(key)
    for code in found:
        if code not in allowed:
            raise entry.problem(f"“{key}” does not know {code}.")
    return found


def _new_code(entry: Table, seen: Mapping[str, object]) -> str:
    code = entry.text("code")
    if code in seen:
        raise entry.problem("this code is used twice.")
    return code


def _codes(name: str) -> set[str]:
    return {choice.code for choice in choices(name)}


def _provenance(top: Table) -> None:
    """Every rules file says where it comes from and under which licence."""
    top.text("source")
    top.text("licence")


def _difficulties(top: Table) -> dict[str, Difficulty]:
    found: dict[str, Difficulty] = {}
    _provenance(top)
    for entry in top.tables("difficulties", at_least=1):
        code = _new_code(entry, found)
        about = _one_of(entry, "about", _codes("obstacle_about"))
        suggests = tuple(word.casefold() for word in entry.texts("suggests"))
        found[code] = Difficulty(code, entry.text("label"), about, entry.text("now"), suggests)
        entry.done()
    top.done()
    return found


def _tasks(top: Table, difficulties: Mapping[str, Difficulty]) -> dict[str, TaskKind]:
    found: dict[str, TaskKind] = {}
    _provenance(top)
    for entry in top.tables("tasks", at_least=1):
        code = _new_code(entry, found)
        kinds = _known(entry, "difficulties", difficulties)
        if not kinds:
            raise entry.problem("“difficulties” names nothing.")
        found[code] = TaskKind(code, entry.text("label"), entry.text("said"), kinds)
        entry.done()
    top.done()
    return found


def _days(top: Table) -> tuple[DayWord, ...]:
    """Read what the numbers of a day are called. Each has one word, and each word of the list ``can`` has numbers."""
    table = top.table("days")
    if table is None:
        raise top.problem("“days” is missing.")
    table.text("source")
    found: dict[str, DayWord] = {}
    following = 0
    for entry in table.tables("words", at_least=1):
        code = _new_code(entry, found)
        found[code] = DayWord(_one_of(entry, "code", _codes("can")), entry.whole("least"), entry.whole("most"))
        if found[code].least != following or found[code].most < following:
            raise entry.problem(f"its numbers begin with {following}, and go up.")
        following = found[code].most + 1
        entry.done()
    if following != MOST + 1 or set(found) != _codes("can"):
        raise table.problem(f"the numbers go from 0 to {MOST}, and each word of the list “can” has some.")
    table.done()
    return tuple(found.values())


def _adjustments(
    top: Table, difficulties: Mapping[str, Difficulty], tasks: Mapping[str, TaskKind]
) -> dict[str, AdjustmentIdea]:
    top.text("licence")
    sources = top.table("sources")
    named = {key: sources.text(key) for key in sources.values} if sources else {}
    found: dict[str, AdjustmentIdea] = {}
    for entry in top.tables("adjustments", at_least=1):
        key = _new_code(entry, found)
        row = AdjustmentIdea(
            key=key,
            difficulty=_one_of(entry, "difficulty", set(difficulties)),
            now=entry.text("now"),
            plain=entry.text("plain"),
            employer=entry.text("employer"),
            lasting=_one_of(entry, "lasting", _codes("lasting")),
            cost=_one_of(entry, "cost", _codes("cost")),
            access_to_work=entry.flag("access_to_work"),
            verified=entry.flag("verified"),
            sources=tuple(named[source] for source in _known(entry, "sources", named)),
            tasks=_known(entry, "tasks", tasks),
        )
        if row.verified and not row.sources:
            raise entry.problem("a verified row names its sources.")
        entry.done()
        found[key] = row
    top.done()
    return found
