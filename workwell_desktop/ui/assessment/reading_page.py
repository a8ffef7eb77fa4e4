"""A signed assessment: every section in words, as it was signed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.assessment_content import TASKS, AssessmentEntry
from workwell_desktop.casework.assessment_ideas import Helps
from workwell_desktop.casework.assessment_state import SaidSection, SignedVersion, VersionLine
from workwell_desktop.casework.lists import label
from workwell_desktop.ui.assessment.obstacle_list import ObstacleList
from workwell_desktop.ui.assessment.signing import AGAIN, RIGHT, ReasonForm
from workwell_desktop.ui.parts.buttons import Button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, holder
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.rows import Col, RowList, Words
from workwell_desktop.ui.style.theme import Look


class ReadingPage(Page):
    """One signed version to read. ``version_wanted`` carries the number of another one."""

    add_wanted = Signal(object)
    plan_wanted = Signal()
    version_wanted = Signal(int)
    typed = Signal()

    def __init__(
        self, look: Look, version: SignedVersion, others: Sequence[VersionLine], *, helps: Helps | None = None
    ) -> None:
        """Show a version; with ``helps`` it is the present one, and its ideas can be put into the plan."""
        super().__init__(look, name="Signed assessment", gap=32)
        self._look, self.version = look, version
        self.top = column(look, gap=16)
        self.add(self.top)
        self.add(Label(look, "What we talked through", "page"))
        self.obstacles: ObstacleList | None = None
        self.reason: ReasonForm | None = None
        self._sections: dict[str, QWidget] = {}
        for part in version.sections:
            self._sections[part.id] = self._section(part, version, helps)
            self.add(self._sections[part.id])
        if others:
            self.add(self._others(others))

    def show_section(self, code: str) -> None:
        """Scroll to a section; one without a word in it leaves the page where it is."""
        if code in self._sections:
            bar = self.verticalScrollBar()
            bar.setValue(min(bar.maximum(), self._sections[code].y()))

    def show_helps(self, helps: Helps) -> None:
        """Show what could help, after the plan changed."""
        if self.obstacles is not None:
            self.obstacles.show_helps(helps)

    def say(self, notice: Notice) -> None:
        """Show a notice at the top of the page."""
        self.top.addWidget(notice)
        self.to_top()

    def ask_reason(self, typed: str = "", *, again: bool = False) -> None:
        """Ask at the top of the page why a new version is needed; with what was half typed there before."""
        if self.reason is not None:
            return
        self.reason = ReasonForm(self._look, again=True)
        self.reason.reason.set_value(typed)
        self.reason.kind.set_value(AGAIN if again else RIGHT)
        self.reason.edited.connect(self.typed)
        self.top.addWidget(self.reason)
        self.to_top()
        self.reason.reason.take_focus()

    def leave_reason(self) -> None:
        """Take the question away again."""
        if self.reason is not None:
            self.reason.hide()
            self.reason.deleteLater()
            self.reason = None
            self.typed.emit()

    def _section(self, part: SaidSection, version: SignedVersion, helps: Helps | None) -> QWidget:
        look = self._look
        box = column(look, Label(look, part.title, "section"), gap=16)
        for question, answer in part.lines:
            box.addLayout(column(look, Label(look, question, "hint"), Label(look, answer), gap=2))
        if part.id == TASKS:
            if version.entry.tasks:
                box.addWidget(_tasks(look, version.entry))
            if version.entry.obstacles:
                box.addWidget(self._in_the_way(version, helps))
        return holder(box)

    def _in_the_way(self, version: SignedVersion, helps: Helps | None) -> QWidget:
        look = self._look
        if helps is not None:
            self.obstacles = ObstacleList(look, version.call_name, read_only=True)
            self.obstacles.show_obstacles(version.entry.obstacles)
            self.obstacles.show_helps(helps)
            self.obstacles.add_wanted.connect(self.add_wanted)
            self.obstacles.plan_wanted.connect(self.plan_wanted)
            return self.obstacles
        name = "What gets in the way"
        found = RowList(look, name, [Col(f"In {version.call_name}’s words", 3), Col("About", 1), Col("How much", 1)])
        for place, one in enumerate(version.entry.obstacles, start=1):
            found.add(
                str(place),
                Words(f"{place}  “{one.words}”"),
                label("obstacle_about", one.about),
                label("effect_on_work", one.effect),
            )
        return holder(column(look, Label(look, name, "section"), found, gap=4))

    def _others(self, others: Sequence[VersionLine]) -> QWidget:
        look = self._look
        found = RowList(look, "Other versions")
        for other in others:
            read: Callable[[], object] = partial(self.version_wanted.emit, other.number)
            button = Button(look, f"Read version {other.number}", "compact")
            button.clicked.connect(lambda _checked, deed=read: deed())
            second = f"Why: {other.reason}" if other.reason else ""
            found.add(str(other.number), Words(other.line, second), button)
        return holder(column(look, Label(look, "Other versions", "section"), found, gap=4))


def _tasks(look: Look, entry: AssessmentEntry) -> QWidget:
    heads = [Col("Task", 3), Col("On a good day", 2), Col("On a bad day", 2), Col("Can, if…", 3)]
    found = RowList(look, "Your job’s tasks", heads)
    for place, task in enumerate(entry.tasks):
        found.add(
            str(place), Words(task.task), label("can", task.good_day), label("can", task.bad_day), task.can_if
        )  # fmt: skip
    return found
