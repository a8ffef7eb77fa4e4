"""Talking it through: the pages of all sections, each drawn when it is first asked for, and what they say together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget

from workwell_desktop.casework.assessment_content import ABILITIES, OBSTACLES, TASKS, AssessmentEntry, joined, sheet
from workwell_desktop.casework.assessment_ideas import Helps
from workwell_desktop.casework.assessment_state import AssessmentState
from workwell_desktop.casework.in_the_way import ASKED
from workwell_desktop.casework.in_the_way import SECTION as WHAT_HELPS
from workwell_desktop.errors import InputProblem
from workwell_desktop.ui.assessment.section_page import SectionPage
from workwell_desktop.ui.assessment.signing import SignForm
from workwell_desktop.ui.parts.fields import Field, first_error
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.style.theme import Look
from workwell_desktop.ui.taking_part import not_written_down


class Talk(QStackedWidget):
    """One participant's assessment while it is written. ``edited`` is sent when a word or an answer changed.

    ``typed`` is sent when only something half typed changed, ``add_wanted`` carries a ``Help``, ``version_wanted`` the
    number of a signed version to read, ``section_wanted`` the id of another section.
    """

    edited = Signal()
    typed = Signal()
    add_wanted = Signal(object)
    plan_wanted = Signal()
    version_wanted = Signal(int)
    intake_wanted = Signal()
    section_wanted = Signal(str)

    def __init__(self, look: Look, state: AssessmentState, helps: Helps, today: Callable[[], date]) -> None:
        """Draw nothing yet: ``go`` shows the first page."""
        super().__init__()
        self._look, self._state, self._helps, self._today = look, state, helps, today
        self._pages: dict[str, SectionPage] = {}
        self._here: dict[str, Any] = {}
        self._resumed: Field | None = None  # the question where the coach was
        self.sign: SignForm | None = None

    def go(self, code: str) -> None:
        """Show a section, with what was said on the others a moment ago."""
        page = self._page(code)
        page.hear(self.entry().answers)
        self.setCurrentWidget(page)

    def entry(self) -> AssessmentEntry:
        """Return everything that was said: from the pages that were opened, and as it was kept for the others."""
        kept = self._state.entry
        answers, tasks, obstacles, abilities = dict(kept.answers), kept.tasks, kept.obstacles, kept.abilities
        for page in self._pages.values():
            answers |= page.answers()
            tasks = page.tasks.tasks() if page.tasks is not None else tasks
            obstacles = page.obstacles.obstacles() if page.obstacles is not None else obstacles
            abilities = page.abilities.lines() if page.abilities is not None else abilities
        return AssessmentEntry(answers, tasks, obstacles, abilities)

    def place(self) -> dict[str, Any]:
        """Return where the coach is on each page, and what is half typed (JSON values)."""
        pages = {**self._here, **{code: page.place() for code, page in self._pages.items()}}
        return {"pages": pages, "sign": self.sign.value() if self.sign is not None else {}}

    def resume(self, place: Mapping[str, Any], code: str) -> None:
        """Bring back what was half typed, and scroll a section to the question that was answered last."""
        self._here = dict(place.get("pages", {}))
        for other, here in self._here.items():
            if other == code or {"task", "obstacle", "ability"} & here.keys():
                field = self._page(other).pick_up(here)
                if other == code and field is not None:
                    self._resumed = field
                    self._page(code).show_part_soon(field)
        if place.get("sign"):
            self.begin_signing(place["sign"])

    def go_on(self) -> bool:
        """Give the focus to the question where the coach was, once. Return whether there is one."""
        field, self._resumed = self._resumed, None
        if field is not None:
            QTimer.singleShot(0, field, field.take_focus)
        return field is not None

    def show_helps(self, helps: Helps) -> None:
        """Show what could help with each thing that gets in the way, and what the page of abilities offers."""
        self._helps = helps
        for page in self._pages.values():
            if page.obstacles is not None:
                page.obstacles.show_helps(helps)
            if page.abilities is not None:
                page.abilities.show_helps(helps)

    def say(self, notice: Notice) -> None:
        """Show a notice at the top of the page that is shown."""
        page = self.currentWidget()
        if isinstance(page, SectionPage):
            page.say(notice)

    def begin_signing(self, typed: Mapping[str, Any]) -> None:
        """Ask how and when, at the end of the last section; with what was half typed there before."""
        if self.sign is not None:
            return
        page = self._page(sheet().sections[-1].id)
        name = self._state.call_name
        missing = [] if self._state.takes_part else [not_written_down(self._look, name, self.intake_wanted.emit)]
        self.sign = SignForm(self._look, name, self._today, *missing)
        self.sign.edited.connect(self.typed)
        page.add(self.sign, gap=32)
        if typed:
            self.sign.set_value(typed)
        else:
            self.sign.begin()
            page.show_part_soon(self.sign)

    def leave_signing(self) -> None:
        """Take the question away again."""
        if self.sign is not None:
            self.sign.hide()
            self.sign.deleteLater()
            self.sign = None
            self.typed.emit()

    def refuse_unfinished(self) -> None:
        """Raise ``InputProblem`` while a line is typed but in no list yet: its words would not be signed."""
        pages = self._pages.values()  # those with a form open are all drawn
        if half := {name: words for page in pages for name, words in page.unfinished().items()}:
            raise InputProblem(half)

    def show_problems(self, problems: Mapping[str, str]) -> str:
        """Put each sentence beside its field, and return the first section that has one, or nothing."""
        if self.sign is not None:
            self.sign.show_problems(problems)
        for section in sheet().sections:
            asked = any(item in problems for item in _items_of(section.id))
            wrong = self._page(section.id).show_problems(problems) if asked else []
            if wrong:
                self.go(section.id)
                first_error(wrong)
                return section.id
        return ""

    def _page(self, code: str) -> SectionPage:
        if code not in self._pages:
            self._pages[code] = self._made(code)
        return self._pages[code]

    def _made(self, code: str) -> SectionPage:
        state = self._state
        section = next(part for part in sheet().sections if part.id == code)
        page = SectionPage(self._look, section, state.call_name, self._today)
        page.show_entry(state.entry)
        page.edited.connect(self.edited)
        if page.obstacles is not None:
            page.obstacles.add_wanted.connect(self.add_wanted)
            page.obstacles.plan_wanted.connect(self.plan_wanted)
            page.obstacles.show_helps(self._helps)
        if page.abilities is not None:
            page.abilities.add_wanted.connect(self.add_wanted)
            page.abilities.show_helps(self._helps)
        if page.strengths is not None:
            page.strengths.wanted.connect(self._write_what_helps)
        if state.versions:
            before = state.versions[-1].number
            deeds = [(f"Read version {before}", lambda: self.version_wanted.emit(before))]
            page.say(
                Notice(self._look, "note", f"This is version {state.number}.", f"Why: {state.reason}", deeds=deeds)
            )
        self.addWidget(page)
        return page

    def _write_what_helps(self) -> None:
        """Go to the section of what helps, into its first question."""
        self.section_wanted.emit(WHAT_HELPS)
        page = self._page(WHAT_HELPS)
        field = next((group.fields[ASKED[0]] for group in page.questions if ASKED[0] in group.fields), None)
        if field is not None:
            field.take_focus()


def _items_of(code: str) -> tuple[str, ...]:
    """Return the ids of everything that is asked in a section."""
    section = next(part for part in sheet().sections if part.id == code)
    items = (*section.items, *(item for form in joined(section) for item in form.items))
    lists = (TASKS, OBSTACLES, ABILITIES)
    return (*(item.id for item in items), *(name for name in section.includes if name in lists))
