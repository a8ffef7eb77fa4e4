"""The Plan tab: what the participant wants, their steps, changes at work, and agreeing it all.

One line stands open at a time. What is typed in it is kept as a draft within two seconds, and in the plan when it is
kept, when another line is opened, or when the plan is agreed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import plan_ideas, planning
from workwell_desktop.casework.agreements import SECTION as AGREEMENTS
from workwell_desktop.casework.plan_rows import Removed
from workwell_desktop.casework.plan_state import PlanState, load_plan, read_version
from workwell_desktop.casework.sharing import SharingStopped
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.buttons import Button, does
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.layouts import column
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.stops import keep_place
from workwell_desktop.ui.plan.bar import SHORT_WORDS, deeds
from workwell_desktop.ui.plan.notices import notices
from workwell_desktop.ui.plan.open_line import OpenLine
from workwell_desktop.ui.plan.open_room import OpenRoom
from workwell_desktop.ui.plan.page import PlanPage
from workwell_desktop.ui.plan.saving import AGREE, CHANGE
from workwell_desktop.ui.plan.sheet import Sheet
from workwell_desktop.ui.plan.stages_door import PlanStack
from workwell_desktop.ui.plan.ways import WAYS
from workwell_desktop.ui.tab import Tab

_REMOVED = {"goal": "The goal was removed.", "step": "The step was removed.", "change": "The change was removed."}

Result = TypeVar("Result")


class PlanTab(Tab):
    """Shows and writes one participant's plan. ``letter_wanted`` asks to read the letter to the employer together."""

    letter_wanted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._state: PlanState | None = None
        self._notice: Callable[[], Notice] | None = None
        self._ask_type = self._all_ideas = False
        self._print: Button | None = None
        self._line = OpenLine(desk, self)
        self._line.keep_wanted.connect(self._keep_line)
        self._line.close_wanted.connect(self._close_line)
        self._line.remove_wanted.connect(self._remove_line)
        self._to_agreements = ("Go to Agreements", lambda: self.section_wanted.emit(AGREEMENTS))
        self._line.intake_wanted.connect(self._to_agreements[1])
        self._line.keeper.told.connect(self._say)
        self._line.keeper.failed.connect(lambda words: self._say(words, "octagon-alert"))
        self._sheet = Sheet(desk.look)
        self._bar = self._sheet.bar
        self._stack = PlanStack(desk, self._sheet, self._saved)
        self._stack.refused.connect(self._refuse)
        self._stack.turned_back.connect(self._back_from_paper)
        self._room = OpenRoom(desk, self._stack, self)
        self._room.changed.connect(self._room_changed)
        self._room.left.connect(self._back_from)
        self._room.letters_wanted.connect(lambda: self.page_wanted.emit("letters"))
        self._room.section_wanted.connect(self.section_wanted)
        self.setLayout(column(desk.look, self._stack, gap=0))
        QShortcut(QKeySequence("Ctrl+P"), self._sheet).activated.connect(self._choose_papers)
        self._scale = desk.look.scale
        desk.look.changed.connect(self._look_changed)

    def show_participant(self, participant_id: int | None) -> None:
        """Show this participant's plan, with the line that was being written when it was last left."""
        self._stack.turn_back()
        self._room.shut()
        self._line.shut()
        self._notice, self._ask_type, self._all_ideas = None, False, False
        if participant_id is None:
            self._state = None
            self._show_nobody()
            return
        self._state = load_plan(self._desk.vault, participant_id)
        self._say("Everything here is kept." if self._state.written else "Nothing written yet.")
        kept_at = self._line.take_up_draft(self._state)
        if kept_at is not None:
            kept = kept_at.astimezone(self._desk.clock.local().tzinfo)
            self._say(f"Kept at {kept:%H:%M}. What stands open is not in the plan yet.", "pencil")
        self._draw()

    def open_section(self, code: str) -> None:
        """Show one of the pages behind the plan (a code of ``WAYS``), such as the review that is due."""
        if self._state is not None and any(one.code == code for one in WAYS):
            self.go(code)

    def reload(self) -> None:
        """Read the plan again; a line that stands open keeps its words."""
        if self._state is not None:
            self._state = load_plan(self._desk.vault, self._state.participant_id)
            self._draw()
        self._room.reload()

    def keep(self) -> bool:
        """Keep what is typed as a draft. Return whether all is kept."""
        return all([self._room.keep(), self._stack.keep(), self._line.keeper.keep_now()])  # a list: each is tried

    # Drawing

    def _draw(self) -> None:
        """Draw the page afresh for the present state, as far down as it was scrolled before."""
        state = self._shown()
        keep_place(self)
        scrolled = self._sheet.scrolled()
        focused = self._line.focused_field()
        said = [self._notice()] if self._notice is not None else []
        left_open = self._room.left_open(state.participant_id)
        said += notices(self._desk.look, state, left_open, self.go, self._to_agreements)
        page = PlanPage(
            self._desk.look,
            state,
            opened=self._line.make(state),
            notices=said,
            ask_type=self._ask_type,
            all_ideas=self._all_ideas,
            below_changes=self._stack.weeks_in_short(state.participant_id, self._settle, writable=not state.old),
            ways=WAYS,
        )
        page.line_wanted.connect(self._open_line)
        page.type_chosen.connect(self._choose_type)
        page.type_change_wanted.connect(self._ask_type_again)
        page.idea_taken.connect(self._take_idea)
        page.idea_put_aside.connect(self._put_aside)
        page.all_ideas_wanted.connect(self._show_all_ideas)
        page.letter_wanted.connect(lambda: self.letter_wanted.emit(state.participant_id))
        page.letters_wanted.connect(lambda: self.page_wanted.emit("letters"))
        page.version_wanted.connect(self._read_version)
        page.way_wanted.connect(self.go)
        page.about_wanted.connect(lambda kind, number: self._open_line(kind, 0, {"about": str(number)}))
        self._sheet.put(page, self._line.editor if self._line.asking and not self._desk.look.large else None)
        self._put_buttons(state)
        QTimer.singleShot(0, page, lambda: page.settle(scrolled))
        if focused and self._line.editor is not None:
            self._line.editor.fields[focused].take_focus()

    def _put_buttons(self, state: PlanState) -> None:
        """Put the deeds of this state into the bar: the main one last."""
        made = deeds(self._desk.look, state, asking=bool(self._line.asking))
        does(made.main, self._back_to_present if state.old else self._press_main)
        if made.not_yet is not None:
            does(made.not_yet, self._close_line)
        if made.print is not None:
            does(made.print, self._choose_papers)
        self._print = made.print
        self._bar.set_buttons(*made.in_order())

    def _show_nobody(self) -> None:
        sentence = "The plan comes after the intake. Take the referral first."
        empty = Empty(self._desk.look, sentence, "Go to Intake", lambda: self.opened_tab.emit(0))
        self._sheet.put(Page(self._desk.look, empty, name="Plan"), None)
        self._bar.set_buttons()
        self._say("")

    def _look_changed(self) -> None:
        """Draw again when the text size changed: it decides how lines are laid out."""
        if self._scale != self._desk.look.scale:
            self._scale = self._desk.look.scale
            if self._state is not None:
                self._draw()

    def _say(self, words: str, icon: str = "tick-circle") -> None:
        if self._desk.look.scale >= SHORT_WORDS and words:
            words = words.split(". ", 1)[0].removesuffix(".")
        self._bar.set_kept(words, icon)

    def _shown(self) -> PlanState:
        if self._state is None:  # nothing that needs a plan is on the screen then
            raise RuntimeError("no plan is shown")
        return self._state

    # What casework is asked to do

    def _do(self, deed: Callable[[], Result], then: Callable[[Result], object]) -> None:
        """Do something and go on with its result; what casework refuses is said at the top of the page."""
        try:
            result = deed()
        except WorkwellError as problem:
            self._refuse(problem)
        else:
            then(result)

    def _refuse(self, problem: WorkwellError) -> None:
        ways = [self._to_agreements] if isinstance(problem, SharingStopped) and not self._shown().not_agreed else []
        self._notice = lambda: Notice(
            self._desk.look, "bad", problem.sentence, problem.next_step, deeds=ways, announce_it=True
        )
        self._draw()
        self._sheet.to_top()

    def _saved(self, words: str = "", undo: Callable[[], Notice] | None = None) -> None:
        """Show the plan as it is now, say that it is kept, and tell the other tabs."""
        self._notice = undo
        self.reload()
        self._say(words or f"Kept at {self._desk.clock.local():%H:%M}. Nothing is lost if you lock or close.")
        self.saved.emit(self._shown().participant_id)

    def _undo(self, point: str, word: str, deed: Callable[[], object]) -> Callable[[], Notice]:
        return lambda: Notice(self._desk.look, "note", point, icon="undo", deeds=[(word, deed)], announce_it=True)

    # Pages of their own, in place of the plan

    def go(self, code: str) -> None:
        """Open a page of its own (a code of ``WAYS``), once what stands open in the plan is kept."""
        if not self._settle():
            return
        self._notice = None
        self._draw()
        self._room.open(code, self._shown())

    def _room_changed(self) -> None:
        """Read the plan again behind the page that changed it, and tell the other tabs."""
        self._state = load_plan(self._desk.vault, self._shown().participant_id)
        self.saved.emit(self._state.participant_id)

    def _back_from(self, code: str) -> None:
        self.reload()
        page = self._sheet.page
        if isinstance(page, PlanPage) and code in page.ways:
            page.ways[code].setFocus(Qt.FocusReason.TabFocusReason)

    # The one line that stands open

    def _open_line(self, kind: str, line_id: int, typed: Mapping[str, Any] | None = None) -> None:
        """Open a line. Words in the one that stands open are kept in the plan first."""
        if self._settle():
            self._notice = None
            self._line.open(kind, line_id, typed)
            self._draw()
            self._line.take_focus()

    def _settle(self) -> bool:
        """Keep the open line if something was typed in it, and shut it. Return whether nothing waits any more."""
        if self._line.changed and not self._line.asking:
            return self._keep_line()
        self._line.keeper.keep_now()
        self._line.shut()
        return True

    def _keep_line(self) -> bool:
        """Keep the open line in the plan, or show beside its fields what needs another look."""
        at, editor = self._line.at, self._line.editor
        if at is None or editor is None:
            return True
        try:
            kept_id, words = self._line.save(self._shown())
        except InputProblem as problem:
            editor.show_problem(problem)
            self._say("Not in the plan yet. See the sentences beside the fields.", "octagon-alert")
            return False
        except WorkwellError as problem:
            self._refuse(problem)
            return False
        self._saved(words)
        self._focus_line(at[0], kept_id if at[1] else 0)
        return True

    def _close_line(self) -> None:
        """Shut the open line without keeping it; what was typed can be brought back."""
        at, editor = self._line.at, self._line.editor
        if at is None or editor is None:
            return
        typed = editor.values() if self._line.changed and not self._line.asking else None
        self._line.shut()

        def shut(_done: object) -> None:
            self._notice = None
            if typed is not None:
                back = partial(self._bring_back, *at, typed)
                self._notice = self._undo("What you typed is not in the plan.", "Bring it back", back)
            self._draw()
            self._focus_line(*at)

        self._do(lambda: planning.forget_typed(self._desk.vault, self._shown().participant_id), shut)

    def _bring_back(self, kind: str, line_id: int, typed: Mapping[str, Any]) -> None:
        self._open_line(kind, line_id, typed)
        self._line.keeper.touch()

    def _remove_line(self) -> None:
        """Take the open line out of the plan; it can be put back."""
        if self._line.at is None:
            return
        kind, line_id = self._line.at

        def gone(removed: Removed) -> None:
            self._line.shut()
            self._saved(undo=self._undo(_REMOVED[kind], "Put it back", partial(self._put_back, removed)))

        self._do(lambda: planning.remove(self._desk.vault, self._shown().participant_id, kind, line_id), gone)

    def _put_back(self, removed: Removed) -> None:
        person = self._shown().participant_id
        self._do(lambda: planning.put_back(self._desk.vault, person, removed), lambda _id: self._saved())

    def _focus_line(self, kind: str, line_id: int) -> None:
        """Give the focus to a line, or to the button that adds one of its kind."""
        page = self._sheet.page
        if isinstance(page, PlanPage) and (kind, line_id) in page.lines:
            page.lines[kind, line_id].setFocus()

    # Buttons of the page and the bar

    def _press_main(self) -> None:
        """Agree the plan, or begin to change an agreed one: the first press asks, the second does it."""
        if self._line.asking:
            self._keep_line()
        else:
            self._open_line(CHANGE if self._shown().agreed else AGREE, 0)

    def _choose_type(self, plan_type: str) -> None:
        self._ask_type = False
        person = self._shown().participant_id
        self._do(lambda: planning.set_plan_type(self._desk.vault, person, plan_type), lambda _none: self._saved())

    def _ask_type_again(self) -> None:
        self._ask_type = True
        self._draw()
        self._sheet.to_top()

    def _take_idea(self, key: str) -> None:
        state = self._shown()
        idea = next(one for one in state.ideas if one.key == key)
        self._do(
            lambda: plan_ideas.take_proposal(self._desk.vault, state.participant_id, idea.proposal),
            lambda _id: self._saved(),
        )

    def _put_aside(self, key: str) -> None:
        vault, person = self._desk.vault, self._shown().participant_id

        def back() -> None:
            self._do(lambda: plan_ideas.take_up_again(vault, person, key), lambda _none: self._saved())

        undo = self._undo("This will not be shown again.", "Show it again", back)
        self._do(lambda: plan_ideas.put_aside(vault, person, key), lambda _none: self._saved(undo=undo))

    def _show_all_ideas(self) -> None:
        self._all_ideas = True
        self._draw()

    def _read_version(self, number: int) -> None:
        """Show an agreed version as it stood that day."""
        if self._settle():
            person = self._shown().participant_id
            self._do(lambda: read_version(self._desk.vault, person, number), self._show_old)

    def _show_old(self, old: PlanState) -> None:
        self._state = old
        line = next(one.line for one in old.versions if one.number == old.number)
        self._notice = lambda: Notice(self._desk.look, "note", f"{line}.", "This is how it stood that day.")
        self._draw()
        self._sheet.to_top()

    def _back_to_present(self) -> None:
        self._notice = None
        self.reload()

    def _choose_papers(self) -> None:
        """Offer the forms in which the plan can be printed."""
        if self._print is not None and self._settle():
            self._draw()
            self._stack.choose(self._shown().participant_id)

    def _back_from_paper(self) -> None:
        if self._state is not None:
            self._put_buttons(self._state)
            if self._print is not None:
                self._print.setFocus()
