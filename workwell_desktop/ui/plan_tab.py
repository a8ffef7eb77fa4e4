"""The Plan tab: what the participant wants, their steps, changes at work, and agreeing it all.

One line stands open at a time. What is typed in it is kept as a draft within two seconds, and in the plan when it is
kept, when another line is opened, or when the plan is agreed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import plan_ideas, planning
from workwell_desktop.casework.agreements import SECTION as AGREEMENTS
from workwell_desktop.casework.plan_rows import Removed
from workwell_desktop.casework.plan_state import PlanState, load_plan, read_version
from workwell_desktop.casework.sharing import SharingStopped
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import Button, main_button, second_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.layouts import column, holder
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.stops import keep_place
from workwell_desktop.ui.plan.asking import docked
from workwell_desktop.ui.plan.open_line import OpenLine
from workwell_desktop.ui.plan.page import PlanPage
from workwell_desktop.ui.plan.paper import PaperStack
from workwell_desktop.ui.plan.saving import AGREE, CHANGE
from workwell_desktop.ui.tab import Tab

_LONG_NAME = 20  # letters: a longer name leaves no room for the deed in a button
_SHORT_WORDS = 175  # per cent: from here on the bar has room for the first sentence only
_REMOVED = {"goal": "The goal was removed.", "step": "The step was removed.", "change": "The change was removed."}

Result = TypeVar("Result")


def main_words(state: PlanState, *, asking: bool) -> str:
    """Return what the main button says: what happens when it is pressed."""
    if state.old:
        return "Back to the present plan"
    if state.agreed:
        return "Begin the next draft" if asking else "Change this plan"
    return f"{state.call_name} agrees this plan" if len(state.call_name) <= _LONG_NAME else "Agree this plan"


class PlanTab(Tab):
    """Shows and writes one participant's plan. ``letter_wanted`` asks to read the letter to the employer together."""

    letter_wanted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._state: PlanState | None = None
        self._notice: Callable[[], Notice] | None = None
        self._ask_type = self._all_ideas = False
        self._page: Page | None = None
        self._dock: QWidget | None = None
        self._print: Button | None = None
        self._line = OpenLine(desk, self)
        self._line.keep_wanted.connect(self._keep_line)
        self._line.close_wanted.connect(self._close_line)
        self._line.remove_wanted.connect(self._remove_line)
        self._to_agreements = ("Go to Agreements", lambda: self.section_wanted.emit(AGREEMENTS))
        self._line.intake_wanted.connect(self._to_agreements[1])
        self._line.keeper.told.connect(self._say)
        self._line.keeper.failed.connect(lambda words: self._say(words, "octagon-alert"))
        self._bar = BottomBar(desk.look)
        self._body = column(desk.look, self._bar, gap=0)
        plan = holder(self._body, "surface")
        self._stack = PaperStack(desk, plan)
        self._stack.refused.connect(self._refuse)
        self._stack.turned_back.connect(self._back_from_paper)
        self.setLayout(column(desk.look, self._stack, gap=0))
        QShortcut(QKeySequence("Ctrl+P"), plan).activated.connect(self._make_paper)
        self._scale = desk.look.scale
        desk.look.changed.connect(self._look_changed)

    def show_participant(self, participant_id: int | None) -> None:
        """Show this participant's plan, with the line that was being written when it was last left."""
        self._stack.turn_back()
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

    def reload(self) -> None:
        """Read the plan again; a line that stands open keeps its words."""
        if self._state is not None:
            self._state = load_plan(self._desk.vault, self._state.participant_id)
            self._draw()

    def keep(self) -> bool:
        """Keep what is typed as a draft. Return whether all is kept."""
        return self._line.keeper.keep_now()

    # Drawing

    def _draw(self) -> None:
        """Draw the page afresh for the present state, as far down as it was scrolled before."""
        state = self._shown()
        keep_place(self)
        scrolled = self._page.verticalScrollBar().value() if self._page is not None else 0
        focused = self._line.focused_field()
        notices = [self._notice()] if self._notice is not None else []
        if not (state.help_named or state.old):
            words = ("The paper names no place of help in a crisis.", "Write them down in Settings.")
            notices.append(Notice(self._desk.look, "warn", *words))
        if state.not_agreed:
            notices.append(Notice(self._desk.look, "warn", " ".join(state.not_agreed), deeds=[self._to_agreements]))
        page = PlanPage(
            self._desk.look,
            state,
            opened=self._line.make(state),
            notices=notices,
            ask_type=self._ask_type,
            all_ideas=self._all_ideas,
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
        self._put_page(page)
        self._put_dock()
        self._put_buttons(state)
        QTimer.singleShot(0, page, lambda: page.settle(scrolled))
        if focused and self._line.editor is not None:
            self._line.editor.fields[focused].take_focus()

    def _put_page(self, page: Page) -> None:
        if self._page is not None:
            self._page.hide()
            self._body.removeWidget(self._page)
            self._page.deleteLater()
        self._page = page
        self._body.insertWidget(0, page, 1)

    def _put_dock(self) -> None:
        """Put the questions of an agreement between the page and the bar, near the button that asks them."""
        if self._dock is not None:
            self._dock.hide()
            self._body.removeWidget(self._dock)
            self._dock.deleteLater()
            self._dock = None
        if self._line.asking and self._line.editor is not None and not self._desk.look.large:
            self._dock = docked(self._desk.look, self._line.editor)
            self._body.insertWidget(1, self._dock)

    def _put_buttons(self, state: PlanState) -> None:
        """Put the deeds of this state into the bar: the main one last."""
        look, asking = self._desk.look, bool(self._line.asking)
        main = main_button(look, main_words(state, asking=asking))
        main.setToolTip(f"{main.accessibleName()} (Ctrl+Enter)")
        main.clicked.connect(self._back_to_present if state.old else self._press_main)
        buttons, self._print = [main], None
        if asking:
            not_yet = second_button(look, "Leave it as it is" if state.agreed else "Not yet")
            not_yet.clicked.connect(self._close_line)
            buttons.insert(0, not_yet)
        elif not state.old:
            short = look.scale >= _SHORT_WORDS or len(state.call_name) > _LONG_NAME
            self._print = second_button(look, "Print" if short else f"Print {state.call_name}’s papers", "printer")
            self._print.setToolTip(f"Print {state.call_name}’s papers (Ctrl+P)")
            self._print.clicked.connect(self._make_paper)
            buttons.insert(0, self._print)
        self._bar.set_buttons(*buttons)

    def _show_nobody(self) -> None:
        sentence = "The plan comes after the intake. Take the referral first."
        empty = Empty(self._desk.look, sentence, "Go to Intake", lambda: self.opened_tab.emit(0))
        self._put_page(Page(self._desk.look, empty, name="Plan"))
        self._put_dock()
        self._bar.set_buttons()
        self._say("")

    def _look_changed(self) -> None:
        """Draw again when the text size changed: it decides how lines are laid out."""
        if self._scale != self._desk.look.scale:
            self._scale = self._desk.look.scale
            if self._state is not None:
                self._draw()

    def _say(self, words: str, icon: str = "tick-circle") -> None:
        if self._desk.look.scale >= _SHORT_WORDS and words:
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
        if self._page is not None:
            self._page.to_top()

    def _saved(self, words: str = "", undo: Callable[[], Notice] | None = None) -> None:
        """Show the plan as it is now, say that it is kept, and tell the other tabs."""
        self._notice = undo
        self.reload()
        self._say(words or f"Kept at {self._desk.clock.local():%H:%M}. Nothing is lost if you lock or close.")
        self.saved.emit(self._shown().participant_id)

    def _undo(self, point: str, word: str, deed: Callable[[], object]) -> Callable[[], Notice]:
        return lambda: Notice(self._desk.look, "note", point, icon="undo", deeds=[(word, deed)], announce_it=True)

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
        if isinstance(self._page, PlanPage) and (kind, line_id) in self._page.lines:
            self._page.lines[kind, line_id].setFocus()

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
        if self._page is not None:
            self._page.to_top()

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
        if self._page is not None:
            self._page.to_top()

    def _back_to_present(self) -> None:
        self._notice = None
        self.reload()

    def _make_paper(self) -> None:
        """Make the plan's paper beside the window, then show it."""
        if self._print is None or not self._settle():
            return
        self._draw()
        if self._print is not None:
            self._print.set_text("Making the paper ...")
            self._print.setEnabled(False)
            self._stack.make(self._shown().participant_id, self._shown().title)

    def _back_from_paper(self) -> None:
        if self._state is not None:
            self._put_buttons(self._state)
            if self._print is not None:
                self._print.setFocus()
