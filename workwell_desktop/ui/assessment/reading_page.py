"""A signed assessment: every section in words, as it was signed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.assessment_content import ABILITIES_PAGE, TASKS, AssessmentEntry, introduced
from workwell_desktop.casework.assessment_ideas import Helps, Known, helps_for
from workwell_desktop.casework.assessment_state import (
    AssessmentState,
    SaidSection,
    SignedVersion,
    VersionLine,
    read_version,
)
from workwell_desktop.casework.in_the_way import SECTION as WHAT_HELPS
from workwell_desktop.casework.in_the_way import Strength, about_said, change_word, effect_word, in_order
from workwell_desktop.casework.task_days import day_in_words
from workwell_desktop.ui.assessment.ability_lists import AbilityLists
from workwell_desktop.ui.assessment.final_page import FinalPage
from workwell_desktop.ui.assessment.obstacle_list import ObstacleList
from workwell_desktop.ui.assessment.said import said_pairs
from workwell_desktop.ui.assessment.strengths import Strengths, beside
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.buttons import Button, does
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, holder, reveal, row
from workwell_desktop.ui.parts.rows import Col, RowList, Words
from workwell_desktop.ui.style.theme import Look


def reading_of(desk: Desk, state: AssessmentState, number: int, known: Known | None) -> ReadingPage:
    """Return the page of one signed version; with what is ``known`` it is the present one, and shows what could help.

    Raises ``WorkwellError`` when there is no such version.
    """
    version = read_version(desk.vault, state.participant_id, number)
    helps = helps_for(version.entry, known) if known is not None else None
    others = [line for line in reversed(state.versions) if line.number != number]
    return ReadingPage(desk.look, version, others, helps=helps)


class ReadingPage(FinalPage):
    """One signed version to read. ``version_wanted`` carries the number of another one.

    ``compare_wanted`` carries the numbers of two, the earlier one first.
    """

    add_wanted = Signal(object)
    plan_wanted = Signal()
    version_wanted = Signal(int)
    compare_wanted = Signal(int, int)

    def __init__(
        self, look: Look, version: SignedVersion, others: Sequence[VersionLine], *, helps: Helps | None = None
    ) -> None:
        """Show a version; with ``helps`` it is the present one, and its ideas can be put into the plan."""
        super().__init__(look, "Signed assessment", rounds=True)
        self.version = version
        self.add(Label(look, "What we talked through", "page"))
        self.obstacles: ObstacleList | None = None
        self.abilities: AbilityLists | None = None
        self._sections: dict[str, QWidget] = {}
        for part in version.sections:
            if part.id not in self._sections:  # what helps may stand beside what gets in the way
                self._sections[part.id] = self._section(part, version, helps)
                self.add(self._sections[part.id])
        if others:
            self.add(self._others(others))

    def show_section(self, code: str) -> None:
        """Scroll to a section; one without a word in it leaves the page where it is."""
        if code in self._sections:
            bar = self.verticalScrollBar()
            top = self._sections[code].mapTo(self._inside, QPoint(0, 0)).y()
            bar.setValue(min(bar.maximum(), top))

    def show_helps(self, helps: Helps) -> None:
        """Show what could help, after the plan changed."""
        if self.obstacles is not None:
            self.obstacles.show_helps(helps)
        if self.abilities is not None:
            self.abilities.show_helps(helps)

    def _section(self, part: SaidSection, version: SignedVersion, helps: Helps | None) -> QWidget:
        look = self._look
        box = column(look, Label(look, part.title, "section"), gap=16)
        drawn = part.id == ABILITIES_PAGE and bool(version.entry.abilities)
        pairs = () if drawn else introduced(part.id, part.lines)
        if pairs:
            box.addWidget(said_pairs(look, [(question, answer) for question, answer in pairs]))
        if part.id == TASKS:
            if version.entry.tasks:
                box.addWidget(_tasks(look, version.entry))
            if version.entry.obstacles:
                box.addWidget(self._in_the_way(version, helps))
        if drawn:
            box.addWidget(self._can_do(version, helps))
        return holder(box)

    def _can_do(self, version: SignedVersion, helps: Helps | None) -> QWidget:
        found = AbilityLists(self._look, version.call_name, lambda: version.line.signed_on, read_only=True)
        found.show_lines(version.entry.abilities)
        if helps is not None:
            self.abilities = found
            found.show_helps(helps)
            found.add_wanted.connect(self.add_wanted)
        return found

    def _in_the_way(self, version: SignedVersion, helps: Helps | None) -> QWidget:
        """Return what gets in the way, with what helps beside it where something was said about that."""
        obstacles = self._obstacles_of(version, helps)
        said = next((part.lines for part in version.sections if part.id == WHAT_HELPS), ())
        if not said or WHAT_HELPS in self._sections:
            return obstacles
        strengths = self._sections[WHAT_HELPS] = Strengths(self._look, version.call_name, read_only=True)
        strengths.show_strengths([Strength(question, answer) for question, answer in said])
        return beside(self._look, obstacles, strengths)

    def _obstacles_of(self, version: SignedVersion, helps: Helps | None) -> QWidget:
        look, heading, name = self._look, "What gets in the way", version.call_name
        if helps is not None:
            self.obstacles = ObstacleList(look, name, read_only=True)
            self.obstacles.show_obstacles(version.entry.obstacles)
            self.obstacles.show_helps(helps)
            self.obstacles.add_wanted.connect(self.add_wanted)
            self.obstacles.plan_wanted.connect(self.plan_wanted)
            return self.obstacles
        heads = [Col(f"In {name}’s words", 4), Col("About", 2), Col("How much", 2), Col("Can it change?", 2)]
        found = RowList(look, heading, heads)
        for place, one in enumerate(version.entry.obstacles, start=1):
            found.add(str(place), Words(f"{place}  “{one.words}”"), about_said(one), effect_word(one), change_word(one))
        order = Label(look, in_order(name), "hint")
        reveal(order, found.count() > 1)
        return holder(column(look, Label(look, heading, "section"), order, found, gap=4))

    def _others(self, others: Sequence[VersionLine]) -> QWidget:
        look = self._look
        found = RowList(look, "Other versions")
        mine = self.version.line.number
        for other in others:
            read: Callable[[], object] = partial(self.version_wanted.emit, other.number)
            beside = partial(self.compare_wanted.emit, *sorted((mine, other.number)))
            buttons = row(look, gap=8)
            for word, deed in (
                (f"Read version {other.number}", read),
                (f"Compare with version {other.number}", beside),
            ):
                buttons.addWidget(does(Button(look, word, "compact"), deed))
            second = f"Why: {other.reason}" if other.reason else ""
            found.add(str(other.number), Words(other.line, second), holder(buttons))
        return holder(column(look, Label(look, "Other versions", "section"), found, gap=4))


def _tasks(look: Look, entry: AssessmentEntry) -> QWidget:
    heads = [Col("Task", 3), Col("On a good day", 2), Col("On a bad day", 2), Col("Can, if…", 3)]
    found = RowList(look, "Your job’s tasks", heads)
    for place, task in enumerate(entry.tasks):
        found.add(str(place), Words(task.task), day_in_words(task.good_day), day_in_words(task.bad_day), task.can_if)
    return found
