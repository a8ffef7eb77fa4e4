"""One section of the assessment while it is talked through: its questions, scores, tasks, obstacles, abilities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal

from workwell_desktop.casework.assessment_content import ABILITIES, OBSTACLES, TASKS, AssessmentEntry, joined, sheet
from workwell_desktop.casework.catalogue import catalogue
from workwell_desktop.casework.in_the_way import strengths
from workwell_desktop.forms import Answer, Section
from workwell_desktop.ui.assessment.ability_lists import AbilityLists
from workwell_desktop.ui.assessment.obstacle_list import ObstacleList
from workwell_desktop.ui.assessment.questions import Questions, Today, last_answered
from workwell_desktop.ui.assessment.scores import ScoredQuestions
from workwell_desktop.ui.assessment.strengths import Strengths, beside
from workwell_desktop.ui.assessment.task_grid import EXPLAINED, TaskGrid
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, row
from workwell_desktop.ui.style.theme import Look


class SectionPage(Page):
    """A page of the assessment. ``edited`` is sent when anything on it changed."""

    edited = Signal()

    def __init__(self, look: Look, section: Section, name: str, today: Today) -> None:
        """Draw the page, with nothing said yet. ``name`` is the participant's."""
        super().__init__(look, name=section.title)
        self.section = section
        self.questions: list[Questions] = []
        self.scored: list[ScoredQuestions] = []
        self.tasks: TaskGrid | None = None
        self.obstacles: ObstacleList | None = None
        self.abilities: AbilityLists | None = None
        self.strengths: Strengths | None = None
        intro = f"{section.intro} {EXPLAINED}" if TASKS in section.includes else section.intro
        words = column(look, Label(look, section.title, "page"), Label(look, intro, ink="ink2"), gap=4)
        head = row(look, gap=16)
        head.addLayout(words, 1)
        self.add(head)
        if section.items:
            self.questions.append(self._put(Questions(look, sheet(), section, today)))
        for other in joined(section):
            self.scored.append(self._put(ScoredQuestions(look, other, today)))
        if TASKS in section.includes:
            kinds = [(code, kind.label) for code, kind in catalogue().tasks.items()]
            self.tasks = self._put(TaskGrid(look, name, kinds))
            head.addWidget(self.tasks.more, 0, Qt.AlignmentFlag.AlignTop)
        if OBSTACLES in section.includes:
            self.obstacles, self.strengths = ObstacleList(look, name), Strengths(look, name)
            self.obstacles.edited.connect(self.edited)
            self.add(beside(look, self.obstacles, self.strengths))
        if ABILITIES in section.includes:
            self.abilities = self._put(AbilityLists(look, name, today))

    def answers(self) -> dict[str, Answer]:
        """Return the answers on this page by their items' ids."""
        found: dict[str, Answer] = {}
        for part in self._asking():
            found |= part.answers()
        return found

    def show_entry(self, entry: AssessmentEntry) -> None:
        """Show what was said; nothing is sent."""
        for part in self._asking():
            part.show_answers(entry.answers)
        if self.tasks is not None:
            self.tasks.show_tasks(entry.tasks)
        if self.obstacles is not None:
            self.obstacles.show_obstacles(entry.obstacles)
        if self.abilities is not None:
            self.abilities.show_lines(entry.abilities)
        self.show_strengths(entry.answers)

    def hear(self, answers: Mapping[str, Answer]) -> None:
        """Ask after what was said on the other pages too, and show what helps as it was said there."""
        for group in self.questions:
            group.hear(answers)
        self.show_strengths(answers)

    def show_strengths(self, answers: Mapping[str, Answer]) -> None:
        """Show what helps beside what gets in the way, as it was said so far on any page."""
        if self.strengths is not None:
            self.strengths.show_strengths(strengths(answers))

    def show_problems(self, problems: Mapping[str, str]) -> list[Field]:
        """Put each sentence beside its field and return those fields."""
        found = [field for part in self._asking() for field in part.show_problems(problems)]
        half = [name for name in self.unfinished() if name in problems]
        for name in half:
            found += self._lists()[name].show_unfinished(problems[name])
        if self.abilities is not None and ABILITIES in problems and ABILITIES not in half:
            found += self.abilities.show_problem(problems[ABILITIES])
        return found

    def unfinished(self) -> dict[str, str]:
        """Return what to do first with lines that are typed but in no list yet, by the names of their lists."""
        return {name: part.unfinished() for name, part in self._lists().items() if part.unfinished()}

    def place(self) -> dict[str, Any]:
        """Return where the coach is on this page, and what is half typed there (JSON values)."""
        here: dict[str, Any] = {"item": last_answered(self._groups())}
        if self.tasks is not None and self.tasks.half_typed():
            here["task"] = self.tasks.half_typed()
        if self.obstacles is not None and self.obstacles.half_typed():
            here["obstacle"] = self.obstacles.half_typed()
        if self.abilities is not None and self.abilities.half_typed():
            here["ability"] = self.abilities.half_typed()
        return here

    def pick_up(self, here: Mapping[str, Any]) -> Field | None:
        """Bring back what was half typed, and return where the coach was: in that, or at a question, or nowhere yet."""
        lists = {"task": self.tasks, "obstacle": self.obstacles, "ability": self.abilities}
        half = [part.pick_up(here[name]) for name, part in lists.items() if part is not None and name in here]
        found = (part.field_of(str(here.get("item", ""))) for part in self._groups())
        return next((field for field in (*half, *found) if field is not None), None)

    def _lists(self) -> dict[str, TaskGrid | ObstacleList | AbilityLists]:
        lists = {TASKS: self.tasks, OBSTACLES: self.obstacles, ABILITIES: self.abilities}
        return {name: part for name, part in lists.items() if part is not None}

    def _asking(self) -> list[Questions | ScoredQuestions]:
        return [*self.questions, *self.scored]

    def _groups(self) -> list[Questions]:
        return [*self.questions, *(group for part in self.scored for group in part.groups)]

    def _put(self, part: Any) -> Any:
        part.edited.connect(self.edited)
        self.add(part)
        return part
