"""The page *Going back in stages*: the settings, the weeks day by day, agreeing them, and both papers.

What is changed in a day is kept at once, and can be put back with Ctrl+Z; what is typed in the settings is kept as a
draft within two seconds.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import phased_return
from workwell_desktop.casework.drafts import discard_draft
from workwell_desktop.casework.entry_check import read_near
from workwell_desktop.casework.phased_return import load_stages
from workwell_desktop.casework.phased_return_rows import StagesContent
from workwell_desktop.casework.phased_return_rules import day_words
from workwell_desktop.casework.shift_times import Shift, shift_words
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.parts import stops
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import Button, does, main_button, second_button
from workwell_desktop.ui.parts.layouts import column, holder
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.plan import stages_papers
from workwell_desktop.ui.plan.paper import PaperStack
from workwell_desktop.ui.plan.stages_asking import Asking, Dock, put_back_offer
from workwell_desktop.ui.plan.stages_grid import WeekGrid
from workwell_desktop.ui.plan.stages_page import StagesPage
from workwell_desktop.ui.plan.stages_settings import SettingsForm, entry_from, typed_from

_MOST_UNDONE = 100

if TYPE_CHECKING:
    from workwell_desktop.casework.phased_return_paper import Release

Result = TypeVar("Result")


class StagesView(QWidget):
    """Shows and writes one participant's stages. ``closed``: back to the plan; ``saved``: something was kept."""

    closed = Signal()
    saved = Signal()

    def __init__(self, desk: Desk, participant_id: int) -> None:
        """Read the stages; the bank holidays are known by now (:func:`bank_holidays.bank_holidays`)."""
        super().__init__()
        self._desk, self._person = desk, participant_id
        self._state = load_stages(desk.vault, participant_id)
        self._notice: Callable[[], Notice] | None = None
        self._undone: list[tuple[str, Callable[[], object]]] = []
        self._asking: Asking | None = None
        self._asking_words = ""
        self._deed: Callable[[], object] = self._make_weeks
        self._keeper = Keeper(self._words, desk, self)
        self._keeper.told.connect(self._say)
        self._keeper.failed.connect(lambda words: self._say(words, "octagon-alert"))
        self._bar = BottomBar(desk.look)
        self._dock = Dock(desk.look)
        self._body = column(desk.look, self._dock, self._bar, gap=0)
        self._page: StagesPage | None = None
        inner = holder(self._body, "surface")
        self._stack = PaperStack(desk, inner)
        self._stack.refused.connect(self._refuse)
        self._stack.turned_back.connect(self._paper_closed)
        self.setLayout(column(desk.look, self._stack, gap=0))
        QShortcut(QKeySequence.StandardKey.Undo, self).activated.connect(self.undo)
        QShortcut(QKeySequence("Ctrl+P"), inner).activated.connect(self._print_own)
        typed = phased_return.typed_before(desk.vault, participant_id)
        self._typed = entry_from(typed) if typed is not None else None
        self._settings_open = self._state.content is None or self._typed is not None
        self._scale = desk.look.scale
        desk.look.changed.connect(self._look_changed)
        self._say("Everything here is kept." if self._state.content else "Nothing written yet.")
        self._draw()

    def keep(self) -> bool:
        """Keep what is typed now. Return whether all is kept."""
        done = self._grid is None or self._grid.finish_typing()
        return self._keeper.keep_now() and done

    def begin(self) -> None:
        """Give the focus to the first field, or to the day to which Tab goes."""
        part = self._form or self._grid
        if part is not None:
            QTimer.singleShot(0, part, part.take_focus)  # once what is new is shown

    def reload(self) -> None:
        """Look at the fit notes, the job and the support again, after another tab saved something."""
        self._state = load_stages(self._desk.vault, self._person)
        if self._page is not None:
            self._page.refresh(self._state)

    def undo(self) -> None:
        """Put back what was changed last, if anything was."""
        if self._undone and not self._state.agreed:
            _words, deed = self._undone.pop()
            self._do(deed, lambda _done: self._kept("Put back. It is as it was before."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc: out of what is asked, then to the plan."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._asking is not None:
            self._stop_asking()
        else:
            self._go_back()

    # Drawing

    def _draw(self) -> None:
        """Draw the page afresh for the present state; what is typed in the settings stays."""
        stops.keep_place(self)
        scrolled = self._page.verticalScrollBar().value() if self._page is not None else 0
        if self._form is not None and self._settings_open:
            self._typed = self._form.entry()
        page = StagesPage(
            self._desk.look,
            self._state,
            lambda typed: read_near(typed, self._desk.clock.today()),
            entry=(self._typed or self._state.entry) if self._settings_open else None,
            notice=self._notice() if self._notice is not None else None,
        )
        page.back_wanted.connect(self._go_back)
        page.settings_wanted.connect(self._open_settings)
        page.weeks_wanted.connect(self._make_weeks)
        page.typed.connect(self._keeper.touch)
        page.day_changed.connect(self._change_day)
        self._put_page(page)
        self._put_dock()
        self._put_buttons()
        if self._asking is None:
            QTimer.singleShot(0, page, lambda: page.verticalScrollBar().setValue(scrolled))

    @property
    def _form(self) -> SettingsForm | None:
        return self._page.form if self._page is not None else None

    @property
    def _grid(self) -> WeekGrid | None:
        return self._page.grid if self._page is not None else None

    def _put_page(self, page: StagesPage) -> None:
        if self._page is not None:
            self._page.hide()
            self._body.removeWidget(self._page)
            self._page.deleteLater()
        self._page = page
        self._body.insertWidget(0, page, 1)

    def _put_dock(self) -> None:
        """Put what is asked, or what can be put back, between the page and the bar; what is long, into the page."""
        thing: QWidget | None = self._asking
        if self._asking is not None and self._page is not None and (self._asking.long or self._desk.look.large):
            self._dock.hold(None, moved=self._asking)
            self._page.say(self._asking)
            return
        if thing is None and self._undone and not self._state.agreed:
            thing = put_back_offer(self._desk.look, self._undone[-1][0], self.undo)
        self._dock.hold(thing)

    def _put_buttons(self) -> None:
        """Put the deeds of this state into the bar: the main one last."""
        look, state = self._desk.look, self._state
        name = state.call_name
        buttons: list[Button] = []
        if self._asking is not None:
            buttons.append(does(second_button(look, "Not now"), self._stop_asking))
            words = self._asking_words
        elif self._settings_open:
            if state.content is not None:
                buttons.append(does(second_button(look, "Leave them as they are"), self._shut_settings))
            words, self._deed = (
                "Make the weeks" if state.content is None else "Start again from these",
                self._make_weeks,
            )
        else:
            buttons.append(does(second_button(look, f"Print {name}’s calendar", "printer"), self._print_own))
            if state.agreed:
                buttons.append(does(second_button(look, "Change the weeks", "pencil"), self._change_again))
            words, self._deed = f"{name} agrees these weeks", self._ask_agreement
            if state.agreed:
                words, self._deed = f"Calendar for {state.employer or 'the manager'}", self._ask_release
        main = main_button(look, words)
        main.setToolTip(f"{words} (Ctrl+Enter)")
        main.clicked.connect(lambda: self._deed())  # noqa: PLW0108 - what it does changes
        self._bar.set_buttons(*buttons, main)

    def _look_changed(self) -> None:
        if self._scale != self._desk.look.scale:
            self._scale = self._desk.look.scale
            self._draw()

    def _say(self, words: str, icon: str = "tick-circle") -> None:
        self._bar.set_kept(words, icon)

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
        words = (problem.sentence, problem.next_step)
        self._notice = lambda: Notice(self._desk.look, "bad", *words, announce_it=True)
        self._asking = None
        self._draw()
        self._to_top()

    def _kept(self, words: str = "") -> None:
        """Show the weeks as they are now, say that they are kept, and tell the plan."""
        agreed = self._state.agreed
        self._state = load_stages(self._desk.vault, self._person)
        as_drawn = agreed == self._state.agreed and self._grid is not None and not self._settings_open
        if self._page is None or self._notice is not None or not as_drawn:
            self._notice = None
            self._draw()
        else:
            self._page.refresh(self._state)
            self._put_dock()
        self._say(words or f"Kept at {self._desk.clock.local():%H:%M}. Nothing is lost if you lock or close.")
        self.saved.emit()

    def _remember(self, words: str, deed: Callable[[], object]) -> None:
        self._undone = [*self._undone[-_MOST_UNDONE:], (words, deed)]

    # Days

    def _change_day(self, day: date, shift: Shift | None) -> None:
        """Keep other hours for a day; they can be put back."""
        vault, person = self._desk.vault, self._person

        def changed(before: Shift | None) -> None:
            words = f"{day_words(day)}: {shift_words(shift) if shift else 'rest day'}."
            self._remember(words, partial(phased_return.change_day, vault, person, day, before))
            self._kept()

        self._do(lambda: phased_return.change_day(vault, person, day, shift), changed)

    # Settings

    def _open_settings(self) -> None:
        self._settings_open, self._notice = True, None
        self._draw()
        self.begin()

    def _shut_settings(self) -> None:
        """Leave the settings as they were kept."""
        self._keeper.forget()
        self._settings_open, self._notice = False, None

        def shut(_done: object) -> None:
            self._typed = None
            self._draw()
            self._say("The settings are as they were.")

        self._do(lambda: discard_draft(self._desk.vault, phased_return.SCREEN, self._person), shut)

    def _make_weeks(self) -> None:
        """Work the days out; days that were changed by hand are only lost when somebody says so."""
        if self._form is None:
            return
        if self._state.by_hand:
            self._notice = lambda: Notice(
                self._desk.look,
                "warn",
                "Some days were changed by hand.",
                "Starting again from the settings takes these changes away.",
                deeds=[("Start again", lambda: self._make(throw_away=True)), ("Keep my days", self._shut_settings)],
                announce_it=True,
            )
            self._draw()
            self._to_top()
        else:
            self._make(throw_away=False)

    def _make(self, *, throw_away: bool) -> None:
        form, vault, person = self._form, self._desk.vault, self._person
        if form is None:
            return
        try:
            before = phased_return.save_stages(vault, person, form.entry(), throw_away=throw_away)
        except InputProblem as problem:
            form.show_problem(problem)
            self._say("Not kept yet. See the sentences beside the fields.", "octagon-alert")
        except WorkwellError as problem:
            self._refuse(problem)
        else:
            self._made(before)

    def _made(self, before: StagesContent | None) -> None:
        self._keeper.forget()
        self._typed, self._settings_open = None, False
        if before is not None:
            deed = partial(phased_return.put_back, self._desk.vault, self._person, before)
            self._remember("The weeks were worked out again.", deed)
        self._kept()
        self._to_top()
        self.begin()

    def _words(self) -> Words | None:
        if self._form is None:
            return None
        typed, person = typed_from(self._form.entry()), self._person
        return lambda vault: phased_return.keep_typed(vault, person, typed)

    # Agreeing, and papers

    def _ask(self, title: str, lines: tuple[str, ...], words: str, deed: Callable[[dict[str, str]], object]) -> None:
        """Ask how and when somebody agreed, and do the deed with the answer."""
        asking = Asking(self._desk, self._state.call_name, title, lines)

        def answered() -> None:
            try:
                deed(asking.values())
            except InputProblem as problem:
                asking.show_problem(problem)
            except WorkwellError as problem:
                self._refuse(problem)

        self._asking, self._asking_words, self._deed = asking, words, answered
        self._put_dock()
        self._put_buttons()
        asking.how.take_focus()

    def _stop_asking(self) -> None:
        if self._asking is not None:
            self._asking.hide()
            self._asking.deleteLater()
        self._asking = None
        self._put_dock()
        self._put_buttons()

    def _ask_agreement(self) -> None:
        if self._grid is None or not self._grid.finish_typing():
            return

        def agree(answer: dict[str, str]) -> None:
            phased_return.agree_stages(self._desk.vault, self._person, **answer)
            self._stop_asking()
            self._undone = []
            self._kept("These weeks are agreed and kept as they stand.")

        self._ask("", (), f"{self._state.call_name} agrees these weeks", agree)

    def _change_again(self) -> None:
        self._do(
            lambda: phased_return.change_stages(self._desk.vault, self._person),
            lambda _done: self._kept("The weeks can be changed. What was agreed stays as it was."),
        )

    def _ask_release(self) -> None:
        name = self._state.call_name

        def ask(release: Release) -> None:
            def let_go(answer: dict[str, str]) -> None:
                issue = stages_papers.for_work(self._desk, release, answer)
                self._stop_asking()
                self._make_paper(f"Calendar for {release.employer}", issue)

            title = f"{release.employer} would read {name}’s name, their coach’s, and these lines. Does {name} agree?"
            self._ask(title, release.lines, f"{name} agrees. Make it.", let_go)

        self._do(lambda: stages_papers.lines_for_work(self._desk, self._person), ask)

    def _print_own(self) -> None:
        if self._grid is not None and self._grid.finish_typing():
            self._make_paper(f"{self._state.call_name}’s calendar", stages_papers.for_them())

    def _make_paper(self, title: str, issue: stages_papers.Issue) -> None:
        self._say("Making the paper ...", "clock")
        self._stack.make(self._person, title, issue)

    def _paper_closed(self) -> None:
        self._draw()
        self._say("Everything here is kept.")
        self.begin()

    def _go_back(self) -> None:
        if self.keep():
            self.closed.emit()

    def _to_top(self) -> None:
        if self._page is not None:
            self._page.to_top()
