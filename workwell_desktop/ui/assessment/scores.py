"""A published questionnaire on a page: its questions, and below them the sum anybody can follow."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.scoring import score
from workwell_desktop.forms import Answer, Questionnaire
from workwell_desktop.ui.assessment.questions import Questions, Today
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column
from workwell_desktop.ui.style.theme import Look


class ScoredQuestions(QWidget):
    """One questionnaire with its score in words. Nothing is red and nothing is called anything."""

    edited = Signal()

    def __init__(self, look: Look, form: Questionnaire, today: Today) -> None:
        """Show the questions, unanswered; there is no total before all of them are answered."""
        super().__init__()
        self._form = form
        self.groups = [Questions(look, form, section, today) for section in form.sections]
        self.arithmetic = Label(look, "", "medium")
        self.parts = Label(look, "", "small")
        self.note = Label(look, form.scoring.note if form.scoring else "", "hint")
        self.source = Label(look, "", "hint")
        head = column(look, Label(look, form.title, "section"), Label(look, form.intro, ink="ink2"), gap=4)
        self.result = QWidget()
        self.result.setLayout(column(look, self.arithmetic, self.parts, self.note, self.source, gap=4))
        self.setLayout(column(look, head, *self.groups, self.result, gap=20))
        for group in self.groups:
            group.edited.connect(self._edited)
        self._add_up()

    def answers(self) -> dict[str, Answer]:
        """Return every answer by its item's id."""
        found: dict[str, Answer] = {}
        for group in self.groups:
            found |= group.answers()
        return found

    def show_answers(self, answers: Mapping[str, Answer]) -> None:
        """Show these answers and their sum; nothing is sent."""
        for group in self.groups:
            group.show_answers(answers)
        self._add_up()

    def show_problems(self, problems: Mapping[str, str]) -> list[Field]:
        """Put each sentence beside its field and return those fields."""
        return [field for group in self.groups for field in group.show_problems(problems)]

    def _edited(self) -> None:
        self._add_up()
        self.edited.emit()

    def _add_up(self) -> None:
        found = score(self._form, self.answers())
        self.arithmetic.set_text(f"{found.title}: {found.arithmetic}")
        said = "\n".join(part.sentence for part in found.subscales if part.sentence)
        self.parts.set_text(said)
        self.parts.setVisible(bool(said))
        self.source.set_text(f"Bands published in: {found.source.split(': http')[0]}")
        self.source.setVisible(found.complete and bool(found.band))
