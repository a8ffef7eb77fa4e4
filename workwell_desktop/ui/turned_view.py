"""The screen turned to the participant (F9): their plan, what they can do, and how it went. To read, not to change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from workwell_desktop.casework.phased_return import weeks_planned
from workwell_desktop.casework.phased_return_rules import week_line
from workwell_desktop.casework.plan_content import Change, Goal, Step, week_day
from workwell_desktop.casework.plan_state import PlanState, load_plan
from workwell_desktop.ui import turned_pages
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.buttons import Button
from workwell_desktop.ui.parts.choices import Segments
from workwell_desktop.ui.parts.columns import Columns, Page
from workwell_desktop.ui.parts.labels import Label, Quote
from workwell_desktop.ui.parts.layouts import STRETCH, Column, column, holder, line, reveal, row
from workwell_desktop.ui.plan.rows import CHANGE_BADGES, STEP_BADGES
from workwell_desktop.ui.style.theme import Look
from workwell_desktop.ui.turn_back import TurnBack

PLAN, CAN_DO, SCORES = "plan", "can_do", "scores"
_WORDS = {PLAN: "My plan", CAN_DO: turned_pages.WHAT_I_CAN_DO, SCORES: turned_pages.HOW_IT_WENT}
_NOT_SHOWN = ("stopped", "refused", "ended")  # what is over is no part of the plan that is read together


class TurnedView(QWidget):
    """Shows one participant's plan or assessment to read together, a page at a time.

    ``finished`` is sent when the coach turned the screen back.
    """

    finished = Signal()

    def __init__(self, desk: Desk, participant_id: int, begin: str = PLAN, parent: QWidget | None = None) -> None:
        """Read everything as it stands, and begin with one page; nothing changes while the screen is turned."""
        super().__init__(parent)
        self._desk = desk
        self._state = load_plan(desk.vault, participant_id)
        self._found = turned_pages.load_turned(desk, participant_id)
        self._shown = begin
        self._pages = QStackedWidget()
        self._body = column(desk.look, gap=0)
        self._pages.addWidget(holder(self._body, "surface"))
        self.setLayout(column(desk.look, self._pages, gap=0))
        self._page: Page | None = None
        self._build()
        self.show_page(begin)

    def keep(self) -> bool:
        """Return that all is kept: nothing can be typed here."""
        return True

    def show_page(self, code: str) -> None:
        """Show one of the pages in place of the one before."""
        self._shown = code
        self.steps.set_value(code)
        self.title.set_text(self._state.title if code == PLAN else _WORDS[code])
        made = self._made(code)
        if self._page is not None:
            self._page.hide()
            self._body.removeWidget(self._page)
            self._page.deleteLater()
        self._page = made
        self._body.addWidget(made, 1)

    def _made(self, code: str) -> Page:
        if code == CAN_DO:
            return turned_pages.can_do_page(self._desk.look, self._found)
        if code == SCORES:
            return turned_pages.scores_page(self._desk.look, self._found)
        return self._plan()

    def _build(self) -> None:
        look, state, now = self._desk.look, self._state, self._desk.clock.local()
        self.back = Button(look, "Turn back", "second", "screen-turn", roomy=True)
        self.back.clicked.connect(self._turn)
        who = Label(look, f"{state.call_name} and {state.coach}, {now:%A} {now.day} {now:%B}", wrap=False)
        self.title = Label(look, "", "page", wrap=look.large)
        things = (STRETCH, who, self.back) if not look.large else (self.back,)
        head = row(look, self.title, *things, gap=24, margins=(32, 12, 32, 12))
        head.setStretch(0, 1 if look.large else 0)
        self._body.addLayout(head)
        self.steps = Segments(look, [(code, _WORDS[code]) for code in self._codes()], name="What we look at")
        self.steps.edited.connect(lambda: self.show_page(self.steps.value()))
        held = row(look, self.steps, STRETCH, gap=0, margins=(32, 0, 32, 12))
        held.setStretch(0, 1 if look.large else 0)
        steps = holder(held)
        reveal(steps, len(self.steps.choices) > 1)
        self._body.addWidget(steps)
        self._body.addWidget(line(look))

    def _codes(self) -> list[str]:
        """Return the pages that there is something on, the plan always, and the one to begin with."""
        there = {PLAN: True, CAN_DO: self._found.has_words, SCORES: bool(self._found.charts)}
        return [code for code, has in there.items() if has or code == self._shown]

    def _plan(self) -> Page:
        look, state = self._desk.look, self._state
        left = column(
            look, _part(look, "What I want", [_goal(look, goal) for goal in state.goals], ruled=False), gap=32
        )
        steps = [_step(look, step) for step in state.steps if step.state not in _NOT_SHOWN]
        left.addWidget(_part(look, "Steps", steps))
        changes = [_change(look, change) for change in state.changes if change.state not in _NOT_SHOWN]
        right = column(look, _part(look, "Changes at work", changes), gap=32)
        if weeks := weeks_planned(self._desk.vault, state.participant_id):
            lines = [Label(look, week_line(week), "body") for week in weeks]
            right.addWidget(_part(look, "Going back in stages", lines, ruled=False))
        if state.review_on:
            again = Label(look, _next(state, self._desk.clock.local().date()), "turned")
            right.addWidget(_part(look, "When we look at it again", [again], ruled=False))
        return Page(look, Columns(look, holder(left), holder(right), shares=(3, 2)), STRETCH, name=state.title)

    def _turn(self) -> None:
        """Ask for the coach's passphrase before anything else is seen again."""
        plan = self._shown == PLAN
        kept = "The plan is kept as it is." if plan else "All is kept as it is."
        stay = "Stay with the plan" if plan else "Stay with this page"
        asking = TurnBack(self._desk, self._state.coach, kept=kept, stay=stay)
        asking.proved.connect(self.finished)
        asking.stayed.connect(lambda: self._stay(asking))
        self._pages.addWidget(asking)
        self._pages.setCurrentWidget(asking)
        asking.take_focus()

    def _stay(self, asking: QWidget) -> None:
        self._pages.setCurrentIndex(0)
        self._pages.removeWidget(asking)
        asking.deleteLater()
        self.back.setFocus()


def _part(look: Look, words: str, lines: Sequence[QWidget], *, ruled: bool = True) -> QWidget:
    """Return a heading and its lines, with thin lines between them; *Nothing here yet* where there are none."""
    body: Column = column(look, gap=0 if ruled else 12)
    for one in lines:
        body.addWidget(one)
        if ruled:
            body.addWidget(line(look))
    if not lines:
        body.addWidget(Label(look, "Nothing here yet.", "lead", ink="ink2"))
    return holder(column(look, Label(look, words, "section"), body, gap=8))


def _goal(look: Look, goal: Goal) -> QWidget:
    sure = f"How sure I am: {goal.confidence} of 10" if goal.confidence is not None else ""
    return Quote(look, goal.words, " · ".join(part for part in (goal.by_line, sure) if part), turned=True)


def _step(look: Look, step: Step) -> QWidget:
    second = " · ".join(part for part in (step.who, step.by_line) if part)
    return _line(look, step.what, second, Badge(look, step.state_word, STEP_BADGES.get(step.state, "idea")))


def _change(look: Look, change: Change) -> QWidget:
    badge = Badge(look, change.state_word, CHANGE_BADGES.get(change.state, "idea"))
    return _line(look, change.title, change.second, badge)


def _line(look: Look, first: str, second: str, badge: Badge) -> QWidget:
    words = column(look, Label(look, first, "turned"), gap=4)
    if second:
        words.addWidget(Label(look, second, "lead", ink="ink2"))
    inside = row(look, gap=16, margins=(0, 12, 0, 12))
    inside.addLayout(words, 1)
    inside.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
    return holder(inside)


def _next(state: PlanState, today: date) -> str:
    """Say on which day the plan is looked at again, and at what time and where, when that is booked."""
    day = week_day(state.review_on, today) if state.review_on else ""
    if state.meeting is None:
        return f"{day}."
    place = f", {state.meeting.place}" if state.meeting.place else ""
    return f"{day} at {state.meeting.starts_at:%H:%M}{place}."
