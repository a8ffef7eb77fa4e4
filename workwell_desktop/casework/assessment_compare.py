"""Two signed assessments side by side: the same questions beside each other, then what stands in one alone.

What is different is said in words. Whether that is for the better is for the participant to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from workwell_desktop.casework.assessment_content import TASKS, InTheWay, Task, questionnaires, scores_in
from workwell_desktop.casework.assessment_state import SaidSection, SignedVersion
from workwell_desktop.casework.catalogue import catalogue
from workwell_desktop.casework.in_the_way import about_said, change_said, effect_said
from workwell_desktop.casework.score_change import changes
from workwell_desktop.casework.task_days import day_in_words

Kind = Literal["same", "changed", "first", "second"]
_NOT_COMPARED = "It was not asked in the same way both times, so the numbers are not compared."
_JOB, _IN_THE_WAY = "Your job’s tasks", "What gets in the way"


@dataclass(frozen=True)
class Pair:
    """One question with what was said to it in both. Nothing stands where a version does not have it.

    ``note`` says what is different in words.
    """

    title: str
    first: str | None
    second: str | None
    note: str

    @property
    def kind(self) -> Kind:
        """Say how the two stand to each other."""
        if self.first is None:
            return "second"
        if self.second is None:
            return "first"
        return "same" if self.first == self.second else "changed"

    @property
    def different(self) -> bool:
        """Say whether the two are not the same."""
        return self.kind != "same"


@dataclass(frozen=True)
class Part:
    """One section of both: what both have in the order of the later one, then what stands in one alone."""

    id: str
    title: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Comparison:
    """Two signed versions, part by part; ``first`` and ``second`` are their titles."""

    first: str
    second: str
    parts: tuple[Part, ...]

    @property
    def sentence(self) -> str:
        """Say how much is different."""
        pairs = [pair for part in self.parts for pair in part.pairs]
        different = sum(pair.different for pair in pairs)
        if not different:
            return "Both are the same."
        return f"{different} of {len(pairs)} answers {'is' if different == 1 else 'are'} different."


def compare(first: SignedVersion, second: SignedVersion, titles: tuple[str, str]) -> Comparison:
    """Put two versions side by side, the earlier one ``first``; ``titles`` say which they are."""
    notes = _score_notes(first, second)
    mine, theirs = {one.id: one for one in first.sections}, {one.id: one for one in second.sections}
    parts = []
    for key in _in_order([one.id for one in second.sections], [one.id for one in first.sections]):
        one, other = mine.get(key), theirs.get(key)
        title = other.title if other is not None else one.title if one is not None else ""
        parts.append(Part(key, title, _pairs(_lines(one), _lines(other), titles, notes)))
        if key == TASKS:
            tasks = [(task.task, _task(task)) for task in first.entry.tasks]
            parts.append(
                Part(TASKS, _JOB, _pairs(tasks, [(task.task, _task(task)) for task in second.entry.tasks], titles, {}))
            )
            parts.append(Part(TASKS, _IN_THE_WAY, _pairs(_obstacles(first), _obstacles(second), titles, {})))
    return Comparison(titles[0], titles[1], tuple(part for part in parts if part.pairs))


def _lines(section: SaidSection | None) -> Iterable[tuple[str, str]]:
    return section.lines if section is not None else ()


def _obstacles(version: SignedVersion) -> list[tuple[str, str]]:
    return [(f"“{one.words}”", _obstacle(place, one)) for place, one in enumerate(version.entry.obstacles, 1)]


def _pairs(
    first: Iterable[tuple[str, str]], second: Iterable[tuple[str, str]], titles: tuple[str, str], notes: dict[str, str]
) -> tuple[Pair, ...]:
    """Return the pairs of two lists of questions and answers; the same question asked twice stays two."""
    mine, theirs = _counted(first), _counted(second)
    both = [key for key in theirs if key in mine]
    alone = [key for key in mine if key not in theirs], [key for key in theirs if key not in mine]
    found = []
    for key in (*both, *alone[0], *alone[1]):
        one, other = mine.get(key), theirs.get(key)
        if one is None or other is None:
            title = titles[0] if other is None else titles[1]
            note = f"Only in {title[:1].lower()}{title[1:]}"
        else:
            note = "The same" if one == other else notes.get(key[0], "Changed")
        found.append(Pair(key[0], one, other, note))
    return tuple(found)


def _counted(lines: Iterable[tuple[str, str]]) -> dict[tuple[str, int], str]:
    seen: Counter[str] = Counter()
    found = {}
    for title, said in lines:
        found[title, seen[title]] = said
        seen[title] += 1
    return found


def _in_order(main: Iterable[str], more: Iterable[str]) -> list[str]:
    return list(dict.fromkeys((*main, *more)))


def _score_notes(first: SignedVersion, second: SignedVersion) -> dict[str, str]:
    """Return what to say about each score that both have, by its title."""
    then = {one.form: one for one in scores_in(first.entry.answers, first.asked)}
    now = {one.form: one for one in scores_in(second.entry.answers, second.asked)}
    found = {}
    for form in questionnaires():
        if form.scoring is None:
            continue
        if first.asked.get(form.id) != second.asked.get(form.id):
            found[form.scoring.title] = _NOT_COMPARED
        elif form.id in then and form.id in now:
            moved = changes(then[form.id], now[form.id])
            alone = len(moved) == 1
            said = (one.sentence if alone else f"{one.title}: {one.sentence}" for one in moved)
            found[form.scoring.title] = " ".join(said)
    return found


def _task(task: Task) -> str:
    """Say how much of a task can be done, the if, and what it makes hard."""
    said = [f"On a good day: {day_in_words(task.good_day)}.", f"On a bad day: {day_in_words(task.bad_day)}."]
    if task.can_if:
        said.append(f"Can, if {task.can_if.rstrip('. ')}.")
    if task.difficulty in catalogue().difficulties:
        said.append(f"{catalogue().difficulties[task.difficulty].now.rstrip('. ')}.")
    return " ".join(said)


def _obstacle(place: int, one: InTheWay) -> str:
    """Say what stands beside an obstacle: its place in line, what it is about, how much it matters, can it change."""
    said = [about_said(one), effect_said(one), change_said(one)]
    return " ".join([f"Number {place}.", *(f"{words}." for words in said if words)])
