"""The page of the Plan tab, drawn afresh for each state of a plan: goals and steps left, changes at work right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import lists
from workwell_desktop.casework.plan_content import Change, Goal
from workwell_desktop.casework.plan_ideas import Idea
from workwell_desktop.casework.plan_state import PlanState
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.buttons import Button, does, quiet_button, second_button
from workwell_desktop.ui.parts.choices import Radios, Segments
from workwell_desktop.ui.parts.columns import Columns, Page
from workwell_desktop.ui.parts.confidence import Confidence
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label, Quote
from workwell_desktop.ui.parts.layouts import STRETCH, Thing, column, flow, holder, line, row
from workwell_desktop.ui.plan.differences import differences_view
from workwell_desktop.ui.plan.editors import Editor
from workwell_desktop.ui.plan.head import Head
from workwell_desktop.ui.plan.rooms import Way
from workwell_desktop.ui.plan.rows import CHANGE_BADGES, OpenRow, StepTable
from workwell_desktop.ui.plan.threads import thread_view
from workwell_desktop.ui.style.theme import Look

FIRST_IDEAS = 4
PANELS = ("agree", "reopen")  # what is asked before a plan is agreed, and before an agreed one is changed
_ONE_LINE = 50  # letters of a title: a longer one, with a very long name, takes two


class Opened(NamedTuple):
    """The one line that stands open: its kind (goal, step, change, review), its id (0 is a new one) and its fields."""

    kind: str
    id: int
    editor: Editor


class PlanPage(Page):
    """Shows a plan. ``line_wanted`` asks to open a line (kind and id, 0 for a new one)."""

    line_wanted = Signal(str, int)
    type_chosen = Signal(str)
    type_change_wanted = Signal()
    idea_taken = Signal(str)
    idea_put_aside = Signal(str)
    all_ideas_wanted = Signal()
    letter_wanted = Signal()
    way_wanted = Signal(str)
    about_wanted = Signal(str, int)
    letters_wanted = Signal()
    version_wanted = Signal(int)

    def __init__(
        self,
        look: Look,
        state: PlanState,
        *,
        opened: Opened | None = None,
        notices: Sequence[QWidget] = (),
        ask_type: bool = False,
        all_ideas: bool = False,
        below_changes: QWidget | None = None,
        ways: Sequence[Way] = (),
    ) -> None:
        """Draw ``state`` with one line ``opened``; ``ask_type`` asks again what the plan is for.

        ``way_wanted`` asks for one of the ``ways``, ``about_wanted`` for a new step or change about an obstacle.
        """
        super().__init__(look, gap=20, name=state.title)
        self._state, self._opened, self._all_ideas = state, opened, all_ideas
        self._ways = ways
        self.ways: dict[str, Button] = {}
        self._writable = not (state.agreed or state.old)
        self._goes_on = state.agreed and not state.old
        self.lines: dict[tuple[str, int], QWidget] = {}
        self.add(self._heading())
        for notice in notices:
            self.add(notice)
        if opened is not None and opened.kind in self._at_top():
            self.add(opened.editor)
        if self._writable and (ask_type or not state.plan_type):
            self.add(self._type())
        left = column(look, self._goals(), self._steps(), gap=32)
        if state.threads:
            left.addWidget(self._threads())
        if state.differences:
            left.addWidget(differences_view(look, state))
        if (state.versions and not state.old) or (self._writable and state.plan_type):
            left.addWidget(self._versions())
        if look.large:
            left.addWidget(holder(flow(look, *self._review())))
            for editor in self._new_line("review"):
                left.addWidget(editor)
        right = column(look, self._changes(), *filter(None, [below_changes]), gap=32)
        if state.ideas:
            right.addWidget(self._ideas())
        self.add(Columns(look, holder(left), holder(right), shares=(5, 3)))
        self.add(STRETCH)

    def settle(self, scrolled: int) -> None:
        """Go as far down as the page was scrolled before, then on until the open line is seen, its top above all."""
        bar, inside = self.verticalScrollBar(), self.widget()
        bar.setValue(scrolled)
        if self._opened is None or inside is None or not inside.isAncestorOf(self._opened.editor):
            return
        editor, air = self._opened.editor, self._look.space(16)
        top = editor.mapTo(inside, editor.rect().topLeft()).y() - air
        bottom = top + editor.height() + 2 * air
        bar.setValue(min(max(bar.value(), bottom - self.viewport().height()), top))

    def _at_top(self) -> tuple[str, ...]:
        """Return the kinds of fields that open below the heading."""
        return PANELS if self._look.large else ("review",)

    def _heading(self) -> QWidget:
        look, state = self._look, self._state
        title = Label(look, state.title, "page", wrap=look.large or len(state.title) > _ONE_LINE)
        status = Badge(look, state.status, "done" if state.agreed else "draft", tint=state.agreed)
        head = Head(look, title, status, [] if look.large else self._review())
        whole = column(look, head, gap=4)
        if state.reason and not state.agreed:
            whole.addWidget(Label(look, f"Why the plan changes: {state.reason}", "hint"))
        if self._ways and not state.old:
            whole.put(flow(look, *map(self._way, self._ways), gap=4))
        return holder(whole)

    def _way(self, one: Way) -> Button:
        button = does(quiet_button(self._look, one.words, one.icon), lambda: self.way_wanted.emit(one.code))
        self.ways[one.code] = button
        return button

    def _threads(self) -> QWidget:
        """Return what gets in the way, and below each thing what is done about it."""
        look = self._look
        body = column(look, gap=0)
        for thread in self._state.threads:
            body.addWidget(thread_view(look, thread, self.about_wanted.emit if self._writable else None))
            body.addWidget(line(look))
        return holder(column(look, Label(look, "What gets in the way", "section"), body, gap=8))

    def _review(self) -> list[QWidget]:
        """Return when the plan is looked at again, and the way to change that."""
        look, state = self._look, self._state
        said = Label(look, state.review_line or "Next review: not set yet", ink="ink2", wrap=False)
        if state.old:
            return [said] if state.review_line else []
        change = quiet_button(look, "Move the review" if state.review_line else "Book the review", "calendar")
        change.clicked.connect(lambda: self.line_wanted.emit("review", 0))
        self.lines["review", 0] = change
        return [said, change]

    def _type(self) -> QWidget:
        look = self._look
        options = [(choice.code, choice.label) for choice in lists.choices("plan_type")]
        control = Radios(look, options) if look.large else Segments(look, options)
        field = Field(look, lists.choice_list("plan_type").title, control, width="full")
        field.setMaximumWidth(look.width("sentence") + look.px(120))
        field.set_value(self._state.plan_type)
        field.edited.connect(lambda: self.type_chosen.emit(field.value()))
        return field

    def _section(self, words: str, add: str, kind: str, *, filled: bool) -> Thing:
        """Return a section's heading, with the button that adds to it; an empty one has that button in its place."""
        head = row(self._look, Label(self._look, words, "section"), STRETCH)
        if filled and self._writable and not self._is_open(kind, 0):
            button = quiet_button(self._look, add, "plus")
            button.clicked.connect(lambda: self.line_wanted.emit(kind, 0))
            self.lines[kind, 0] = button
            head.addWidget(button)
        return head

    def _is_open(self, kind: str, line_id: int) -> bool:
        return self._opened is not None and (self._opened.kind, self._opened.id) == (kind, line_id)

    def _new_line(self, kind: str) -> list[QWidget]:
        """Return the fields of a new line of this kind when they stand open."""
        return [self._opened.editor] if self._opened is not None and self._is_open(kind, 0) else []

    def _line(self, kind: str, line_id: int, shown: OpenRow) -> QWidget:
        """Return a line, or the fields it was opened into."""
        if self._opened is not None and self._is_open(kind, line_id):
            shown.deleteLater()
            return self._opened.editor
        shown.clicked.connect(lambda: self.line_wanted.emit(kind, line_id))
        self.lines[kind, line_id] = shown
        return shown

    def _goals(self) -> QWidget:
        look, state = self._look, self._state
        goals = column(look, gap=14)
        for goal in state.goals:
            quote = self._quote(goal)
            if self._writable:
                shown = OpenRow(look, goal.words, "Change this goal", column(look, quote, gap=0), title=quote.words)
                goals.addWidget(self._line("goal", goal.id, shown))
            else:
                goals.addWidget(quote)
        new = self._new_line("goal")
        for editor in new:
            goals.addWidget(editor)
        if not state.goals and not new:
            goals.addWidget(self._empty(f"No goal yet. Ask what {state.call_name} wants most.", "Add a goal", "goal"))
        return holder(
            column(look, self._section("What I want", "Add a goal", "goal", filled=bool(state.goals)), goals, gap=12)
        )

    def _quote(self, goal: Goal) -> Quote:
        look = self._look
        sure = f"How sure I am: {goal.confidence} of 10" if goal.confidence is not None else ""
        second = " · ".join(part for part in (goal.by_line, sure) if part)
        beside = None
        if goal.confidence is not None and not look.large:
            beside = holder(row(look, Confidence(look, goal.confidence), gap=12))
            inside = beside.layout()
            if goal.before is not None and inside is not None:
                inside.addWidget(Label(look, f"was {goal.before}", "hint", wrap=False))
        return Quote(look, goal.words, second, beside=beside)

    def _steps(self) -> QWidget:
        look, state = self._look, self._state
        table = StepTable(look, state.steps)
        body = column(look, gap=0)
        head = table.head()
        if state.steps and head is not None:
            body.addWidget(head)
        elif state.steps:
            body.addWidget(line(look, "head_line"))
        for step in state.steps:
            shown = table.row(step)
            shown.setEnabled(not state.old)
            body.addWidget(self._line("step", step.id, shown))
            body.addWidget(line(look))
        new = self._new_line("step")
        for editor in new:
            body.addSpacing(look.space(12))
            body.addWidget(editor)
        if not state.steps and not new:
            sentence = f"No steps yet. Ask {state.call_name} what would help first."
            body.addWidget(self._empty(sentence, "Add a step", "step"))
        return holder(
            column(look, self._section("Steps", "Add a step", "step", filled=bool(state.steps)), body, gap=12)
        )

    def _changes(self) -> QWidget:
        look, state = self._look, self._state
        body = column(look, gap=0)
        for change in state.changes:
            body.addWidget(self._line("change", change.id, self._change(change)))
            body.addWidget(line(look))
        new = self._new_line("change")
        for editor in new:
            body.addSpacing(look.space(12))
            body.addWidget(editor)
        if not state.changes and not new:
            sentence = "No changes at work yet. Add what would make the work easier."
            body.addWidget(self._empty(sentence, "Add a change", "change"))
        if not state.old:
            body.addSpacing(look.space(16))
            if state.changes:
                body.put(self._letter())
                body.addSpacing(look.space(8))
            letters = quiet_button(look, "All letters", "sheet")
            letters.clicked.connect(self.letters_wanted)
            body.put(row(look, letters, STRETCH))
        return holder(
            column(
                look,
                self._section("Changes at work", "Add a change", "change", filled=bool(state.changes)),
                body,
                gap=8,
            )
        )

    def _letter(self) -> Thing:
        """Return the button that leads to the letter, or what is missing for one."""
        look, employer = self._look, self._state.employer
        if not employer:
            return column(look, Label(look, "A letter needs an employer. Write it in Intake, Work.", "hint"))
        letter = second_button(look, f"Letter to {employer}", "sheet")
        letter.clicked.connect(self.letter_wanted)
        return row(look, letter, STRETCH)

    def _change(self, change: Change) -> OpenRow:
        look = self._look
        title = Label(look, change.title, "medium")
        words = column(look, title, gap=2)
        if change.second:
            words.addWidget(Label(look, change.second, "hint"))
        inside = row(look, gap=12, margins=(0, 8, 0, 10))
        inside.addLayout(words, 1)
        badge = Badge(look, change.state_word, CHANGE_BADGES.get(change.state, "idea"))
        inside.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        name = ", ".join(part for part in (change.title, change.second, change.state_word) if part)
        shown = OpenRow(look, name, "Change this", inside, title=title)
        shown.setEnabled(not self._state.old)
        return shown

    def _ideas(self) -> QWidget:
        look, ideas = self._look, self._state.ideas
        body = column(look, gap=0)
        few = ideas if self._all_ideas else ideas[:FIRST_IDEAS]
        for idea in few:
            body.addWidget(self._idea(idea))
            body.addWidget(line(look))
        if len(few) < len(ideas):
            more = quiet_button(look, f"Show {len(ideas) - len(few)} more")
            more.clicked.connect(self.all_ideas_wanted)
            body.addSpacing(look.space(4))
            body.addLayout(row(look, more, STRETCH))
        return holder(column(look, Label(look, "What could help", "section"), body, gap=8))

    def _idea(self, idea: Idea) -> QWidget:
        look = self._look
        add, later = Button(look, "Add", "compact"), quiet_button(look, "Not now")
        add.setAccessibleName(f"Add: {idea.helps}")
        later.setAccessibleName(f"Not now: {idea.helps}")
        add.clicked.connect(lambda: self.idea_taken.emit(idea.key))
        later.clicked.connect(lambda: self.idea_put_aside.emit(idea.key))
        words = column(look, Label(look, idea.helps, "medium"), Label(look, f"Why: {idea.why}", "hint"), gap=2)
        deeds = row(look, add, later, gap=4)
        if look.large:
            return holder(column(look, words, row(look, deeds, STRETCH), gap=8, margins=(0, 10, 0, 10)))
        inside = row(look, gap=12, margins=(0, 8, 0, 10))
        inside.addLayout(words, 1)
        inside.addLayout(deeds)
        return holder(inside)

    def _versions(self) -> QWidget:
        """Return the plans agreed before, and the way to say anew what the plan is for."""
        look, state = self._look, self._state
        body = column(look, gap=0)
        if state.versions:
            body.addWidget(Label(look, "Plans agreed before", "section"))
        for version in reversed(state.versions):
            title = Label(look, version.line, "medium")
            second = ". ".join(part for part in (version.how, version.reason) if part)
            inside = column(look, title, Label(look, second, "hint"), gap=2, margins=(0, 8, 0, 10))
            shown = OpenRow(look, version.line, "Read this plan", inside, title=title)
            shown.clicked.connect(lambda _checked=False, number=version.number: self.version_wanted.emit(number))
            self.lines["version", version.number] = shown
            body.addWidget(shown)
            body.addWidget(line(look))
        if self._writable and state.plan_type:
            again = quiet_button(look, "Change what the plan is for", "pencil")
            again.clicked.connect(self.type_change_wanted)
            body.addSpacing(look.space(8))
            body.addLayout(row(look, again, STRETCH))
        return holder(body)

    def _empty(self, sentence: str, deed: str, kind: str) -> Empty:
        """Return the sentence where lines would be; the button only while the plan is written."""
        if not self._writable:
            return Empty(self._look, "Nothing here.")
        empty = Empty(self._look, sentence, deed, lambda: self.line_wanted.emit(kind, 0))
        if empty.button is not None:
            self.lines[kind, 0] = empty.button
        return empty
