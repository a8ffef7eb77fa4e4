"""Proposes changes at work from what was said: plain rules, each with its reason in one line.

Nothing is decided here. The participant and the coach choose, and word everything freely.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from workwell_desktop.casework.catalogue import MOST, AdjustmentIdea, Catalogue, catalogue

_HAVE = "i have "
# From what weighs most to what weighs least: (the word of the number, which day, how it is said).
_WEIGHTS = (
    ("cannot", "good", "even on a good day"),
    ("cannot", "bad", "on a bad day"),
    ("can_if", "good", "on a good day"),
    ("can_if", "bad", "on a bad day"),
)


@dataclass(frozen=True)
class TaskAnswer:
    """A job task as it was answered: its kind (or none, for own words), and 0 to 10 or nothing a day.

    ``difficulty`` is what it makes hard, as the coach and the participant see it, or nothing.
    """

    code: str
    words: str
    good_day: int | None
    bad_day: int | None
    can_if: str = ""
    difficulty: str = ""


@dataclass(frozen=True)
class ObstacleSaid:
    """Something that gets in the way, in the participant's words, with its kind of difficulty if one was chosen."""

    position: int
    words: str
    difficulty: str


@dataclass(frozen=True)
class Proposal:
    """A change at work that might help.

    ``reason`` says why in one line; ``obstacle`` is the position of the obstacle it answers, or nothing when it
    comes from a job task alone. ``caution`` is "Check before use" for a row that nobody has checked. ``own`` is
    true for the participant's own idea (what stands after "can, if"); ``key`` is then a checksum of its words.
    ``until`` is the day it ends, where one was said.
    """

    key: str
    difficulty: str
    now: str
    helps: str
    employer: str
    lasting: str
    cost: str
    access_to_work: bool
    caution: str
    reason: str
    obstacle: int | None
    own: bool = False
    until: date | None = None


@dataclass(frozen=True)
class _Trouble:
    """A task that is hard: its place in the order of weight, the kinds it may mean, and the reason to show."""

    weight: tuple[int, int]
    code: str
    difficulties: tuple[str, ...]
    reason: str


def propose(
    tasks: Sequence[TaskAnswer],
    obstacles: Iterable[ObstacleSaid],
    *,
    taken: Collection[str] = (),
    most_each: int = 3,
    rules: Catalogue | None = None,
) -> tuple[Proposal, ...]:
    """Return proposals in a fixed order: by obstacle, then by how hard a task is, then the participant's own ideas.

    An obstacle is answered by its kind of difficulty; a hard task by the one that was chosen, else by its first. Rows
    that fit a hard task and rows with a source come first, at most ``most_each`` for each. Keys in ``taken`` (in the
    plan, or left out) are not proposed again; no key comes twice.
    """
    rules = rules or catalogue()
    troubles = _troubles(tasks, rules)
    used = set(taken)
    found: list[Proposal] = []
    answered: set[str] = set()
    for obstacle in sorted(obstacles, key=lambda said: said.position):
        if obstacle.difficulty in rules.difficulties:
            mine = [trouble for trouble in troubles if obstacle.difficulty in trouble.difficulties]
            reason = mine[0].reason if mine else f"You said: “{obstacle.words.strip()}”"
            rows = _rows(rules, obstacle.difficulty, mine, used, most_each)
            found += [_proposal(row, reason, obstacle.position) for row in rows]
            answered.add(obstacle.difficulty)
    for trouble in troubles:
        kind = trouble.difficulties[0]
        if kind not in answered:
            answered.add(kind)
            same = [other for other in troubles if kind in other.difficulties]
            found += [_proposal(row, trouble.reason, None) for row in _rows(rules, kind, same, used, most_each)]
    return (*found, *_own_ideas(tasks, rules, used))


def suggest_difficulties(words: str, rules: Catalogue | None = None) -> tuple[str, ...]:
    """Return the kinds of difficulty that words hint at, those with most hits first, then in the catalogue's order."""
    rules = rules or catalogue()
    said = f"{' '.join(words.casefold().split())} "
    hits = {
        code: sum(bool(re.search(rf"\b{re.escape(start)}", said)) for start in kind.suggests)
        for code, kind in rules.difficulties.items()
    }
    return tuple(sorted((code for code, count in hits.items() if count), key=lambda code: -hits[code]))


def own_key(words: str) -> str:
    """Return the key of a participant's own idea: a checksum of its words, so that the same words are one idea."""
    return f"own_{zlib.crc32(as_help(words).casefold().encode()):08x}"


def as_help(can_if: str) -> str:
    """Return what stands after "can, if" so that it follows "what would help": *a stool* for *I have a stool*."""
    said = " ".join(can_if.split()).rstrip(". ")
    return said[len(_HAVE) :] if said.casefold().startswith(_HAVE) else said


def difficulty_of_task(code: str, words: str, rules: Catalogue | None = None) -> str:
    """Return the kind of difficulty to offer when a task is named: that of its kind, else of its words, or nothing."""
    return next(iter(_difficulties(TaskAnswer(code, words, None, None), rules or catalogue())), "")


def _difficulties(task: TaskAnswer, rules: Catalogue) -> tuple[str, ...]:
    """Return what a task may mean: what was chosen, then the kinds of its sort or of its words."""
    kind = rules.tasks.get(task.code)
    usual = kind.difficulties if kind else suggest_difficulties(task.words, rules)
    return tuple(dict.fromkeys(code for code in (task.difficulty, *usual) if code in rules.difficulties))


def _troubles(tasks: Sequence[TaskAnswer], rules: Catalogue) -> list[_Trouble]:
    """Return the tasks that are hard and whose kind is known, the hardest first."""
    found = []
    for task in tasks:
        place = _place(task, rules)
        kind = rules.tasks.get(task.code)
        difficulties = _difficulties(task, rules)
        if place is None or not difficulties:
            continue
        _word, day, when = _WEIGHTS[place]
        number = _days(task)[day]
        said = kind.said if kind else f"“{task.words.strip()}” is"
        found.append(_Trouble((place, number or 0), task.code, difficulties, f"{said} {number} of {MOST} {when}"))
    return sorted(found, key=lambda trouble: trouble.weight)


def _days(task: TaskAnswer) -> dict[str, int | None]:
    return {"good": task.good_day, "bad": task.bad_day}


def _place(task: TaskAnswer, rules: Catalogue) -> int | None:
    """Return the place of the answer that weighs most, or nothing for a task that can be done."""
    said = {day: rules.word_for(number) for day, number in _days(task).items()}
    return next((place for place, (word, day, _when) in enumerate(_WEIGHTS) if said[day] == word), None)


def _rows(
    rules: Catalogue, difficulty: str, troubles: Sequence[_Trouble], used: set[str], most: int
) -> list[AdjustmentIdea]:
    """Pick the rows to propose for a difficulty and remember them as used."""
    hard = {trouble.code for trouble in troubles}
    rows = [row for row in rules.for_difficulty(difficulty) if row.key not in used]
    rows.sort(key=lambda row: (not hard & set(row.tasks), not row.verified))
    used.update(row.key for row in rows[:most])
    return rows[:most]


def _proposal(row: AdjustmentIdea, reason: str, obstacle: int | None) -> Proposal:
    return Proposal(
        key=row.key,
        difficulty=row.difficulty,
        now=row.now,
        helps=row.plain,
        employer=row.employer,
        lasting=row.lasting,
        cost=row.cost,
        access_to_work=row.access_to_work,
        caution=row.caution,
        reason=reason,
        obstacle=obstacle,
    )


def _own_ideas(tasks: Sequence[TaskAnswer], rules: Catalogue, used: set[str]) -> list[Proposal]:
    """Return what participants said after "can, if": they know best what would help."""
    found = []
    for task in tasks:
        words = as_help(task.can_if)
        key = own_key(words)
        if not words or key in used:
            continue
        used.add(key)
        code = next(iter(_difficulties(task, rules)), "")
        now = rules.difficulties[code].now if code else ""
        helps = words[0].upper() + words[1:]
        reason = f"“{task.words.strip()}”: you can, if this is there"
        found.append(Proposal(key, code, now, helps, helps, "lasting", "none", False, "", reason, None, own=True))
    return found
