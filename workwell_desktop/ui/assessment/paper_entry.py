"""Keying a filled-in paper: one line a question in the order of the paper, by keyboard alone, kept as it is keyed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from workwell_desktop import forms
from workwell_desktop.casework import dates, measures
from workwell_desktop.casework.paper_codes import paper_to_key
from workwell_desktop.casework.questionnaire_paper import items_on_paper
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.forms import RATHER_NOT, Answer, Questionnaire
from workwell_desktop.ui.assessment.key_row import KeyRow
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.parts.buttons import Button, does, main_button, second_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, holder, line, reveal
from workwell_desktop.ui.parts.notice import Notice

_HOW = f"Key the small sign beside each tick. R: {RATHER_NOT}. N: left empty. Enter after a number or words."
_BACK = "The next question comes by itself. Arrow up goes back."
_SAME_DAY = "Key this paper in on the day you get it."
_NO_DAY = "If there is none, type the day you got it."
NOT_KEYED = "This is not keyed yet. Key N if it was left empty."


class PaperEntry(QWidget):
    """Keys one paper. ``done`` carries its id once it is finished; ``left``: the coach goes on later.

    The page around it has the bar, where :meth:`deeds` stand, and the ``keeper``, which asks for :meth:`words`.
    """

    done = Signal(int)
    left = Signal()

    def __init__(self, desk: Desk, measure_id: int, form: Questionnaire, keeper: Keeper) -> None:
        """Show the questions of ``form`` with what was keyed so far, and go on where the coach was."""
        super().__init__()
        self._desk, self._form, self._id = desk, form, measure_id
        paper = self._paper = paper_to_key(desk.vault, measure_id)
        today = desk.clock.today()
        self._rows = tuple(KeyRow(desk.look, n, item, today) for n, item in enumerate(items_on_paper(form), start=1))
        self._place = paper.place
        self._keeper = keeper
        self._draw()
        for row in self._rows:
            row.show_answer(paper.answers.get(row.item.id))
            row.answered.connect(partial(self._answered, row))
            row.edited.connect(keeper.touch)
            row.stepped.connect(partial(self._step, row))
            row.entered.connect(partial(self._entered, row))
        self._show_due()
        QTimer.singleShot(0, self, self._go_on)

    def keep(self) -> bool:
        """Keep what is keyed now, or say at the end of the page why not. Return whether all is kept."""
        self._take_in()
        try:
            return self._keeper.keep_now()
        except WorkwellError as problem:
            self._tell(problem)
            return False

    def answers(self) -> dict[str, Answer]:
        """Return what is keyed, by the ids of the questions, also what stands in a line and was not read yet.

        What is not asked here is not among it.
        """
        standing = {row.item.id: row.standing for row in self._rows if row.due}
        return {item: answer for item, answer in standing.items() if answer is not None}

    def day_typed(self) -> str:
        """Return the day on the paper as it was typed."""
        return str(self._day.value())

    def show_day(self, typed: str) -> None:
        """Show the day as it was typed before."""
        self._day.set_value(typed)

    def deeds(self) -> list[Button]:
        """Return the buttons of the bar below, the main one last."""
        look, count = self._desk.look, len(self._rows)
        finish = main_button(look, f"These are all {count}" if count > 1 else "This is all")
        return [does(second_button(look, "Later"), self._leave), does(finish, self._finish)]

    def words(self) -> Words:
        """Return what is keyed now, to be written."""
        measure, form, answers, place = self._id, self._form, self.answers(), self._place
        return lambda vault: measures.save_measure(vault, measure, form, answers, place=place)

    def _draw(self) -> None:
        look = self._desk.look
        whose = Label(look, f"{self._paper.call_name}’s paper with the code {self._paper.code}", ink="ink2")
        self._page = Page(look, column(look, Label(look, self._form.title, "page"), whose, gap=4))
        self._page.setAccessibleName("Key a paper in")
        self._page.add(column(look, Label(look, _HOW, ink="ink2"), Label(look, _BACK, ink="ink2"), gap=4))
        if any(row.item.safety_from is not None for row in self._rows):
            self._page.add(Notice(look, "note", _SAME_DAY))
        lines = column(look, gap=0)
        for row in self._rows:
            lines.addWidget(line(look))
            lines.addWidget(row)
        self._page.add(holder(lines))
        self._day = DateField(look, "Which day stands on the paper?", self._read_day, hint=_NO_DAY)
        self._day.edited.connect(lambda: self._keeper.touch())  # noqa: PLW0108  (there is no keeper yet)
        up = QShortcut(QKeySequence(Qt.Key.Key_Up), self._day, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        up.activated.connect(self._back_from_day)
        self._problem = Notice(look, "warn", "", announce_it=True)
        reveal(self._problem, False)
        self._page.add(self._day)
        self._page.add(self._problem)
        self.setLayout(column(look, self._page, gap=0))
        QShortcut(
            QKeySequence(Qt.Key.Key_Escape), self, self._leave, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        )

    def _read_day(self, typed: str) -> dates.Understood:
        return dates.read_date(typed, self._desk.clock.today(), lean="past")

    # -- from question to question ------------------------------------------------------------------------------

    def _go_on(self) -> None:
        """Go to where the coach was, else to the first question that is not keyed."""
        here = next((row for row in self._rows if row.item.id == self._place and row.due), None)
        here = here or next((row for row in self._rows if row.open), None)
        if here is not None:
            self._go(here)
        else:
            self._day.take_focus()

    def _go(self, row: KeyRow) -> None:
        self._page.show_part(row)
        row.take_focus()

    def _entered(self, row: KeyRow) -> None:
        self._place = row.item.id

    def _answered(self, row: KeyRow) -> None:
        self._show_due()
        if row.line.hasFocus():
            self._step(row, 1)
        self._keeper.touch()

    def _step(self, row: KeyRow, by: int) -> None:
        """Go to the next question that is asked, or the last one; behind the last comes the day on the paper."""
        at = self._rows.index(row)
        there: Sequence[KeyRow] = self._rows[at + 1 :] if by > 0 else self._rows[:at][::-1]
        following = next((one for one in there if one.due), None)
        if following is not None:
            self._go(following)
        elif by > 0:
            self._page.show_part(self._day)
            self._day.take_focus()

    def _back_from_day(self) -> None:
        """Go back from the day on the paper to the last question that is asked."""
        last = next((row for row in reversed(self._rows) if row.due), None)
        if last is not None:
            self._go(last)

    def _show_due(self) -> None:
        """Ask only what follows from the earlier answers."""
        asked = {item.id for item in forms.shown_items(self._form, {row.item.id: row.answer for row in self._rows})}
        for row in self._rows:
            if row.due != (row.item.id in asked):
                row.set_due(due=row.item.id in asked)

    # -- keeping and finishing ----------------------------------------------------------------------------------

    def _take_in(self) -> None:
        """Read the line the focus is in: Esc, or a key that finishes, comes before it is left."""
        if any(row.take_in() for row in self._rows if row.due and row.line.hasFocus()):
            self._show_due()
            self._keeper.touch()

    def _leave(self) -> None:
        if self.keep():
            self.left.emit()

    def _finish(self) -> None:
        self._take_in()
        missing = next((row for row in self._rows if row.open or row.refused), None)
        if missing is not None:
            missing.set_problem(missing.problem or NOT_KEYED)
            self._go(missing)
            return
        if not self.keep() and self._keeper.unkept:  # words that were refused are not: finishing says why
            return
        try:
            measures.finish_measure(self._desk.vault, self._id, self._form, on=self._day.value())
        except InputProblem as problem:
            self._show_problems(problem)
        except WorkwellError as problem:
            self._tell(problem)
        else:
            self._keeper.forget()
            self.done.emit(self._id)

    def _show_problems(self, problem: InputProblem) -> None:
        for row in self._rows:
            if row.item.id in problem.fields:
                row.set_problem(problem.fields[row.item.id])
                self._go(row)
                return
        self._day.set_error(problem.fields.get("on", problem.sentence))
        self._day.take_focus()

    def _tell(self, problem: WorkwellError) -> None:
        self._problem.set_text(problem.sentence, problem.next_step)
        reveal(self._problem, True)
        self._page.show_part(self._problem)
