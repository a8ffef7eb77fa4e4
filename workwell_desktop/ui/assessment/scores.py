"""A published questionnaire on a page: its questions, and below them the sum anybody can follow."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.measure_series import published
from workwell_desktop.casework.scoring import Score, score
from workwell_desktop.forms import Answer, Questionnaire, is_answered
from workwell_desktop.ui.assessment.questions import Questions, Today
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, measured, reveal
from workwell_desktop.ui.style.theme import Look

_FEW = 3  # so many questions without an answer are named
_SHORT = 60  # letters of a question that is named


class ScoredQuestions(QWidget):
    """One questionnaire with its score in words. Nothing is red and nothing is called anything."""

    edited = Signal()

    def __init__(self, look: Look, form: Questionnaire, today: Today, *, alone: bool = False) -> None:
        """Show the questions, unanswered; there is no total before all of them are answered.

        ``alone``: it is the page itself, which puts the small print where it likes.
        """
        super().__init__()
        self._form = form
        rule = form.scoring
        self.groups = [Questions(look, form, section, today) for section in form.sections]
        self.arithmetic = Label(look, "", "medium")
        self.readings = Label(look, "")
        self.missing = Label(look, "", ink="ink2")
        self.parts = Label(look, "", "small")
        self.no_bands = Label(look, rule.no_bands if rule else "", "hint")
        self.note = Label(look, rule.note if rule else "", "hint")
        self.source = Label(look, _origin(form), "hint")
        title = Label(look, form.title, "page" if alone else "section")
        head = column(look, title, measured(look, Label(look, form.intro, ink="ink2")), gap=4)
        said = column(look, self.arithmetic, self.readings, self.missing, self.parts, gap=4)
        self.small = measured(look, self.no_bands, self.note, self.source, gap=4)
        self.result = QWidget()
        self.result.setLayout(column(look, said, *([] if alone else [self.small]), gap=12))
        self.setLayout(column(look, head, *self.groups, self.result, gap=20))
        reveal(self.no_bands, bool(self.no_bands.text()))
        reveal(self.note, bool(self.note.text()))
        for group in self.groups:
            group.join(self.groups)
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
        """Say the sum with its arithmetic, or what is missing; a form that is not scored says nothing."""
        if self._form.scoring is None:
            reveal(self.result, False)
            reveal(self.small, False)
            return
        answers = self.answers()
        found = score(self._form, answers)
        self.arithmetic.set_text(f"{found.title}: {found.closing or found.arithmetic}")
        for label, words in (
            (self.readings, "\n".join(reading.sentence for reading in found.readings)),
            (self.missing, _still_open(self._form, found, answers)),
            (self.parts, "\n".join(part.sentence for part in found.subscales if part.sentence)),
        ):
            label.set_text(words)
            reveal(label, bool(words))


def _still_open(form: Questionnaire, found: Score, answers: Mapping[str, Answer]) -> str:
    """Name the scored questions that have no answer yet, once there are few of them."""
    rule = form.scoring
    if rule is None or len(rule.items) == 1 or not 0 < found.missing <= min(_FEW, len(rule.items) - 1):
        return ""
    names = [form.item(item).text for item in rule.items if not is_answered(answers.get(item))]
    return f"No answer yet: {', '.join(f'“{_short(name)}”' for name in names)}."


def _short(words: str) -> str:
    words = words.rstrip(".?")
    return words if len(words) <= _SHORT else f"{words[:_SHORT].rsplit(' ', 1)[0]} …"


def _origin(form: Questionnaire) -> str:
    """Say where questions and bands were published and under which licence; addresses stay in the file."""
    lines = [f"From: {published(form.source)}"]
    rule = form.scoring
    if rule is not None and (rule.bands or any(part.bands for part in rule.each)):
        lines.append(f"Bands: {published(rule.source)}")
    return "\n".join([*lines, f"Licence: {form.licence}"])
