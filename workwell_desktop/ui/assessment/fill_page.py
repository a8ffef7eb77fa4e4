"""A questionnaire while it is asked: its questions, the sum anybody can follow, and the day."""

from __future__ import annotations

from PySide6.QtCore import Signal

from workwell_desktop import forms
from workwell_desktop.casework.dates import Understood, plain, read_date
from workwell_desktop.casework.measure_state import MeasureEntry
from workwell_desktop.casework.measures import save_measure
from workwell_desktop.forms import Answer, Questionnaire
from workwell_desktop.forms.readings import PERSON
from workwell_desktop.ui.assessment.questions import Today, last_answered
from workwell_desktop.ui.assessment.scores import ScoredQuestions
from workwell_desktop.ui.keeper import Words
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field, first_error
from workwell_desktop.ui.parts.layouts import reveal
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.style.theme import Look


class FillPage(Page):
    """One filling-in. ``edited`` is sent when an answer changed."""

    edited = Signal()

    def __init__(self, look: Look, form: Questionnaire, entry: MeasureEntry, today: Today, typed: str = "") -> None:
        """Show the answers as they were kept, and the day as it was ``typed``, if it was."""
        super().__init__(look, name=form.title)
        self.form, self.line = form, entry.line
        if entry.line.reason:
            self.say(Notice(look, "note", "You are correcting what was finished.", f"Why: {entry.line.reason}"))
        elif entry.line.view != PERSON:
            self.say(Notice(look, "note", "This is the coach’s view.", f"{entry.call_name}’s own view stands apart."))
        self.questions = ScoredQuestions(look, form, today, alone=True)
        self.questions.show_answers(entry.answers)
        self.questions.edited.connect(self.edited)
        self.add(self.questions)

        def read(typed: str) -> Understood:
            return read_date(typed, today(), lean="past")

        self.on = DateField(look, "When was this asked?", read)
        self._offered = plain(entry.line.on or today())
        self.on.set_value(typed or self._offered)
        self.on.edited.connect(self.edited)
        self._asked = _day_asked(form)
        reveal(self.on, not self._asked)
        self.add(self.on, gap=24)
        self.add(self.questions.small, gap=24)  # last: nobody has to read it to go on

    def answers(self) -> dict[str, Answer]:
        """Return every answer by its item's id."""
        return self.questions.answers()

    def words(self) -> Words:
        """Return what stands here now, to be written."""
        measure, form, answers, place = self.line.id, self.form, self.answers(), self.place()
        return lambda vault: save_measure(vault, measure, form, answers, place=place)

    def day(self) -> str:
        """Return the day these answers are of, as it is typed; where the form itself asks for it, that day."""
        asked = self.answers().get(self._asked) if self._asked else None
        return str(asked) if forms.is_answered(asked) else str(self.on.value())

    def place(self) -> str:
        """Return the id of the question that was answered last, or nothing."""
        return last_answered(self.questions.groups) or self.line.place

    def day_typed(self) -> str:
        """Return the day as it was typed, or nothing while it is the one that was offered."""
        typed = str(self.on.value())
        return typed if typed != self._offered else ""

    def pick_up(self) -> Field | None:
        """Return the question where the coach was, if there was one."""
        found = (group.field_of(self.line.place) for group in self.questions.groups)
        return next((field for field in found if field is not None), None)

    def show_problems(self, problems: dict[str, str]) -> None:
        """Put each sentence beside its field, the focus to the first."""
        wrong = list(self.questions.show_problems(problems))
        if "on" in problems and self._asked:
            wrong += self.questions.show_problems({self._asked: problems["on"]})
        elif "on" in problems:
            self.on.set_error(problems["on"])
            wrong.append(self.on)
        first_error(wrong)


def _day_asked(form: Questionnaire) -> str:
    """Return the question that asks for the day of a score that is typed in from elsewhere, or nothing."""
    if form.scoring is None or form.scoring.entry != "named":
        return ""
    return next((item.id for item in form.items if item.kind == "date"), "")
