"""The questionnaires of a participant: what can be asked, what is begun, and what was filled in before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import dates
from workwell_desktop.casework.assessment_content import QUESTIONNAIRE as TALK
from workwell_desktop.casework.measure_state import WAYS, MeasureLine, MeasuresState
from workwell_desktop.casework.measures import GIVEN, OPEN, PAPER
from workwell_desktop.casework.questionnaire_paper import can_be_printed
from workwell_desktop.forms import Questionnaire, Shelf
from workwell_desktop.forms.readings import COACH, PERSON
from workwell_desktop.ui.parts.buttons import Button, does, quiet_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, holder, row
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.rows import Col, RowList, Words
from workwell_desktop.ui.style.theme import Look

_INTRO = "Short sets of questions. Nobody has to answer them. Asked again later, they show what has changed."
_CODE_LIMIT = 24


class MeasuresPage(Page):
    """Lists questionnaires. ``begin_wanted`` carries a form's id, the others the id of a filling-in, or a code."""

    begin_wanted = Signal(str)
    go_on_wanted = Signal(int)
    read_wanted = Signal(int)
    leave_wanted = Signal(int)
    code_typed = Signal(str)

    def __init__(self, look: Look, state: MeasuresState, shelf: Shelf, today: date) -> None:
        """Show them as they stand."""
        super().__init__(look, name="Questionnaires", gap=32)
        self._look, self._state, self._today = look, state, today
        self.add(column(look, Label(look, "Questionnaires", "page"), Label(look, _INTRO, ink="ink2"), gap=4))
        self.add(self._to_ask(shelf))
        self.code = Field(look, "Code on the paper", Line(look, limit=_CODE_LIMIT), width="postcode")
        papers = [line for line in state.lines if line.state == GIVEN]
        self.add(self._papers(papers))
        stuck = [line for line in state.lines if line.stuck]
        if stuck:
            self.add(self._stuck(stuck))
        done = [line for line in reversed(state.lines) if line.figures is not None]
        if done:
            self.add(self._before(done))
        for problem in shelf.refused:
            self.say(Notice(look, "warn", "A questionnaire of your own cannot be used.", problem.sentence))

    def refuse_code(self, sentence: str) -> None:
        """Say beside the code why it cannot be used."""
        self.code.set_error(sentence)
        self.code.take_focus()

    def _to_ask(self, shelf: Shelf) -> QWidget:
        look = self._look
        rows = RowList(look, "To ask", [Col("Questions about", 4), Col("Last time", 4), Col("")])
        for form in measures_in(shelf):
            last, begun = self._state.latest(form.id), self._state.begun(form.id)
            when = Words("Not asked yet", weight=400)
            if last is not None and last.figures is not None and last.on is not None:
                whose = "" if last.view == PERSON else ", the coach’s view"
                when = Words(last.figures.line, f"{_capital(dates.ago(last.on, self._today))}{whose}", 400)
            for line in begun:
                count = f"{self._whose(line)}. {line.answered} of {line.asked} answered so far"
                press = self._press("Go on", _told_apart(line), partial(self.go_on_wanted.emit, line.id))
                day = f"Begun {dates.plain(line.begun_at.astimezone().date())}"
                rows.add(f"{form.id} {line.id}", Words(form.title, count), day, press)
            if not _every_way_taken(form, begun):
                press = self._press("Begin", form.title, partial(self.begin_wanted.emit, form.id))
                rows.add(form.id, Words(form.title, _count(form)), when, press)
        return rows

    def _whose(self, line: MeasureLine) -> str:
        """Say whose view it is, and whether it is typed in from a paper."""
        whose = f"{self._state.call_name}’s own view" if line.view == PERSON else "The coach’s view"
        return f"{whose}{_paper(line)}"

    def _papers(self, papers: Sequence[MeasureLine]) -> QWidget:
        look = self._look
        words = "A paper that was filled in by hand is typed in here, question by question."
        if not papers:
            words = f"{words} To give one out, begin above and choose “Print it to fill in by hand”."
        box = column(look, Label(look, "On paper", "section"), Label(look, words, ink="ink2"), gap=8)
        given = RowList(look, "Papers that were given out", [Col("Paper", 4), Col("Given", 4), Col("")])
        for line in papers:
            press = self._press("Type it in", line.title, partial(self.code_typed.emit, line.code))
            leave = does(quiet_button(look, "Leave it out"), partial(self.leave_wanted.emit, line.id))
            leave.setAccessibleName(f"Leave it out: {line.title}, {line.code}")
            day = line.begun_at.astimezone().date()
            given.add(
                str(line.id),
                Words(line.title, f"Code {line.code}"),
                dates.plain(day),
                holder(row(look, press, leave, gap=8)),
            )
        if given.count():
            box.addWidget(given)
        find = does(Button(look, "Find the paper", "second"), self._type_code)
        self.code.control.returnPressed.connect(self._type_code)
        self.code.edited.connect(self.code.clear)
        box.addWidget(holder(column(look, self.code, row(look, find, STRETCH), gap=12)))
        return holder(box)

    def _type_code(self) -> None:
        self.code_typed.emit(str(self.code.value()))

    def _stuck(self, stuck: Iterable[MeasureLine]) -> QWidget:
        """Show what was begun and cannot be gone on with: the questions are others now, or that support ended."""
        look = self._look
        words = "The questions have changed since, or support ended, so these answers cannot be gone on with."
        rows = RowList(look, "Begun and not finished", [Col("What", 4), Col("Begun", 4), Col("")])
        for line in stuck:
            day = dates.plain(line.begun_at.astimezone().date())
            press = self._press("Leave it out", line.title, partial(self.leave_wanted.emit, line.id))
            rows.add(str(line.id), Words(line.title, f"{line.answered} answered"), day, press)
        title = Label(look, "Begun and not finished", "section")
        return holder(column(look, title, Label(look, words, ink="ink2"), rows, gap=8))

    def _before(self, done: Iterable[MeasureLine]) -> QWidget:
        look = self._look
        rows = RowList(look, "Filled in before", [Col("When", 3), Col("What", 4), Col("Score", 4), Col("")])
        for line in done:
            how = f"{WAYS.get(line.way, '')}{'' if line.view == PERSON else '. The coach’s view'}"
            day = dates.plain(line.on) if line.on else ""
            corrected = line.state == OPEN
            word = "Go on" if corrected else "Read"
            press = self._press(word, f"{line.title}, {day}", partial(self.read_wanted.emit, line.id))
            score = Words(line.figures.line if line.figures else "", "A correction is open" if corrected else "", 400)
            rows.add(str(line.id), Words(day, how), Words(line.title, weight=400), score, press)
        return holder(column(look, Label(look, "Filled in before", "section"), rows, gap=8))

    def _press(self, word: str, about: str, deed: Callable[[], object]) -> Button:
        button = does(Button(self._look, word, "compact"), deed)
        button.setAccessibleName(f"{word}: {about}")
        return button


def measures_in(shelf: Shelf) -> tuple[Questionnaire, ...]:
    """Return the questionnaires that can be asked by themselves: shipped, a service's own, scores typed in."""
    forms = [form for form in shelf.forms.values() if form.id != TALK]  # it has pages of its own

    def order(form: Questionnaire) -> tuple[bool, bool, str]:
        typed = form.scoring is not None and form.scoring.entry == "named"
        return typed, form.id in shelf.own, form.title.casefold()

    return tuple(sorted(forms, key=order))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _paper(line: MeasureLine) -> str:
    return f", on paper with the code {line.code}" if line.way == PAPER else ""


def _told_apart(line: MeasureLine) -> str:
    """Return what a begun one is called, so that no two of a questionnaire are called the same."""
    return f"{line.title}{'' if line.view == PERSON else ', the coach’s view'}{_paper(line)}"


def _every_way_taken(form: Questionnaire, begun: Sequence[MeasureLine]) -> bool:
    """Say whether each view is begun on the screen already, and there is no paper; another paper can always go out."""
    views = {line.view for line in begun if line.way != PAPER}
    return views == {PERSON, COACH} and not can_be_printed(form)


def _count(form: Questionnaire) -> str:
    number = len(form.items)
    return "1 question" if number == 1 else f"{number} questions"
