"""The questionnaires behind the talk: the list, one being asked, one being read; each in the place of the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from workwell_desktop.casework import measures
from workwell_desktop.casework.drafts import keep_draft
from workwell_desktop.casework.measure_state import MeasureEntry, MeasuresState, load_measure, load_measures
from workwell_desktop.casework.paper_codes import find_paper
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.forms import Questionnaire
from workwell_desktop.ui.assessment.begin_page import BeginPage
from workwell_desktop.ui.assessment.fill_page import FillPage
from workwell_desktop.ui.assessment.here import SCREEN, come_here, day_typed, forget_here, read_here, with_place
from workwell_desktop.ui.assessment.measure_reading import MeasureReading
from workwell_desktop.ui.assessment.measures_page import MeasuresPage
from workwell_desktop.ui.assessment.notices import handed_over_notice, left_out, outdated_notice
from workwell_desktop.ui.assessment.paper_entry import PaperEntry
from workwell_desktop.ui.assessment.paper_giving import PaperGiving, is_to_key
from workwell_desktop.ui.assessment.scores_page import ScoresPage
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.parts.buttons import Button, does, main_button, second_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.rail import Section as RailSection
from workwell_desktop.ui.parts.stops import keep_place

if TYPE_CHECKING:
    pass

LIST, SCORES = "questionnaires", "scores"
SECTIONS = (
    RailSection(LIST, "Questionnaires", icon="sheet", head="Asked again over time"),
    RailSection(SCORES, "Scores over time", icon="chart"),
)
RIGHT = "These answers are right"
_SEEN_MS = 100  # the page is seen before the disk is asked


class Measured(QStackedWidget):
    """Everything about one participant's questionnaires. ``turned``: another page is shown, with other deeds.

    ``saved`` carries the participant's id when something was finished, ``hand_over_wanted`` that and the id of what
    they are to answer alone.
    """

    turned = Signal()
    saved = Signal(int)
    hand_over_wanted = Signal(int, int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._person = 0
        self._state: MeasuresState | None = None
        self._measure = 0  # the one that is asked or read
        self._noted: QWidget | None = None  # the page whose place is kept
        self._resumed: Field | None = None  # the question where the coach was
        self.keeper = Keeper(self._words, desk, self, beside=True)
        self._papers = PaperGiving(desk, self, lambda: self._person)
        self._papers.told.connect(self._tell_of_paper)

    def show_participant(self, participant_id: int | None) -> None:
        """Forget the last participant; nothing is read before a page is asked for."""
        self.keeper.forget()
        self._person, self._state, self._measure = participant_id or 0, None, 0
        self._take(QWidget())  # quietly: the tab is about to show another page

    def begun(self) -> int:
        """Return the id of the one that was being asked when the page was last in sight, or 0."""
        return int(read_here(self._desk.vault, self._person).get("measure", 0))

    def open(self, code: str) -> None:
        """Show the list, or the scores over time; what is being asked comes back where it was."""
        measure = self.begun() if code == LIST else 0
        if measure and "reason" in (here := read_here(self._desk.vault, self._person)):
            self._read(measure)
            self._ask_reason(str(here["reason"]))
        elif measure:
            self._ask(measure)
        elif code == SCORES:
            self._show_scores()
        else:
            self.show_list()

    def leave(self) -> bool:
        """Keep what is typed, because another section is shown; the list comes first next time. Return whether."""
        if not self.keep():
            return False
        if self._measure and isinstance(self.currentWidget(), FillPage | PaperEntry | MeasureReading):
            forget_here(self._desk.vault, self._person)
        return True

    def show_list(self, notice: Notice | None = None) -> None:
        """Show the list of all questionnaires."""
        if not self.keep():
            return
        self._measure = 0
        desk, shelf = self._desk, self._desk.shelf()
        self._state = load_measures(desk.vault, self._person, shelf)
        page = MeasuresPage(desk.look, self._state, shelf, desk.clock.today())
        page.begin_wanted.connect(self._begin)
        page.go_on_wanted.connect(self._ask)
        page.read_wanted.connect(self._read)
        page.leave_wanted.connect(self._leave_stuck)
        page.code_typed.connect(self._find)
        if notice is not None:
            page.say(notice)
        self._put(page)

    def _show_scores(self) -> None:
        """Show every score over time; what was begun and not finished is no part of it."""
        if self.keep():
            self._measure = 0
            desk, shelf = self._desk, self._desk.shelf()
            state = self._state = load_measures(desk.vault, self._person, shelf)
            page = ScoresPage(desk.look, state, shelf.forms)
            page.measure_wanted.connect(self._read)
            page.begin_wanted.connect(self.show_list)
            self._put(page)

    def keep(self) -> bool:
        """Keep what is typed now, and where. Return whether all is kept."""
        self._note_here()
        return self.keeper.keep_now()

    def go_on(self) -> bool:
        """Give the focus to the question where the coach was, once. Return whether there is one."""
        field, self._resumed = self._resumed, None
        if field is not None:
            QTimer.singleShot(0, field, field.take_focus)
        return field is not None

    def deeds(self) -> list[Button]:
        """Return the deeds of the page that is shown, the main one last."""
        look, page = self._desk.look, self.currentWidget()
        back = does(second_button(look, "Back to all questionnaires"), self._back)
        if isinstance(page, BeginPage):
            return [back, does(main_button(look, page.main_words()), page.begin)]
        if isinstance(page, FillPage):
            word = "Leave the correction" if page.line.number else "Leave it out"
            leave = does(second_button(look, word), self._leave_out)
            return [back, leave, does(main_button(look, RIGHT), self._finish)]
        if isinstance(page, PaperEntry):
            return page.deeds()
        if isinstance(page, MeasureReading):
            if page.reason is not None:
                stay = does(second_button(look, "Leave it as it is"), self._leave_reason)
                return [stay, does(main_button(look, "Correct it"), self._correct)]
            return [back, does(second_button(look, "Correct it"), self._ask_reason)]
        return []

    # One questionnaire

    def _begin(self, form_id: str) -> None:
        state, form = self._state, self._desk.shelf().forms.get(form_id)
        if state is None or form is None:
            return
        page = BeginPage(self._desk.look, form, state.call_name)
        page.chosen.connect(lambda way, view: self._begun(form, way, view))
        page.turned.connect(self.turned)
        self._put(page)

    def _begun(self, form: Questionnaire, way: str, view: str) -> None:
        if way == measures.PAPER:
            self._papers.give(self._person, form, view)
            return

        def begin() -> None:
            measure = measures.begin_measure(self._desk.vault, self._person, form, view=view, way=way)
            if way == measures.HAND_OVER:
                self.hand_over_wanted.emit(self._person, measure)
            else:
                self._ask(measure)

        self._try(begin)

    def _tell_of_paper(self, kind: str, point: str, rest: str) -> None:
        """Say what came of a paper, above the list; who went on to some questions meanwhile stays there."""
        page, notice = self.currentWidget(), Notice(self._desk.look, kind, point, rest)
        if isinstance(page, BeginPage | MeasuresPage):
            self.show_list(notice)
        elif isinstance(page, Page):
            page.say(notice)

    def _ask(self, measure: int) -> None:
        """Go on with one that is begun, at the question where the coach was."""
        desk, shelf, entry = self._desk, self._desk.shelf(), self._loaded(measure)
        if entry is None:
            return
        form = shelf.forms.get(entry.line.form_id)
        if form is not None and is_to_key(entry.line):
            self._key(measure, form)
            return
        if form is None or entry.line.stuck or entry.line.state != measures.OPEN:
            forget_here(self._desk.vault, self._person)
            self.show_list()
            return
        self._measure = measure
        page = FillPage(desk.look, form, entry, desk.clock.today, day_typed(desk.vault, self._person, measure))
        page.edited.connect(self.keeper.touch)
        if entry.line.way == measures.HAND_OVER and not entry.line.number:
            page.say(handed_over_notice(desk.look, entry, lambda: self.hand_over_wanted.emit(self._person, measure)))
        self._put(page)
        QTimer.singleShot(_SEEN_MS, page, self._note_here)
        field = self._resumed = page.pick_up()
        if field is not None:
            page.show_part_soon(field)

    def _note_here(self) -> None:
        if self._noted is not (page := self.currentWidget()) and isinstance(page, FillPage):
            self._noted = page
            come_here(self._desk.vault, self._person, self._measure)

    def _loaded(self, measure: int) -> MeasureEntry | None:
        """Return one of this participant's; where there is none of theirs that can be read, show the list and why."""
        try:
            entry = load_measure(self._desk.vault, measure, self._desk.shelf())
            if entry.participant_id != self._person:
                raise WorkwellError("These questions are not here any more.", "Choose them from the list.")
        except WorkwellError as problem:
            forget_here(self._desk.vault, self._person)
            self.show_list(self._sorry(problem))
            return None
        return entry

    def _find(self, code: str) -> None:
        """Find a paper by its code, and key it."""
        page = self.currentWidget()
        try:
            self._ask(find_paper(self._desk.vault, self._person, code, self._desk.shelf()))
        except InputProblem as problem:
            if isinstance(page, MeasuresPage):
                page.refuse_code(problem.fields["code"])

    def _key(self, measure: int, form: Questionnaire) -> None:
        """Key a filled-in paper, from the question where the coach was."""
        self._measure = measure
        typed = come_here(self._desk.vault, self._person, measure)
        page = PaperEntry(self._desk, measure, form, self.keeper)
        page.show_day(typed)
        page.left.connect(self._back)
        page.done.connect(self._finished)
        self._put(page)

    def _finished(self, measure: int) -> None:
        forget_here(self._desk.vault, self._person)
        self.saved.emit(self._person)
        self._read(measure)

    def _finish(self) -> None:
        page = self.currentWidget()
        if not isinstance(page, FillPage) or not self.keep():
            return
        try:
            measures.finish_measure(self._desk.vault, self._measure, page.form, on=page.day())
        except InputProblem as problem:
            page.show_problems(dict(problem.fields))
        except WorkwellError as problem:
            page.say(self._sorry(problem))
        else:
            self._finished(self._measure)

    def _leave_out(self) -> None:
        page, measure = self.currentWidget(), self._measure
        if not isinstance(page, FillPage) or not self.keep():
            return
        corrected = page.line.number

        def leave() -> None:
            measures.leave_out(self._desk.vault, measure)
            forget_here(self._desk.vault, self._person)
            if corrected:
                self._read(measure)
                return
            self.show_list(left_out(self._desk.look, page.line, self._take_up))

        self._try(leave)

    def _leave_stuck(self, measure: int) -> None:
        """Leave out a paper, or what was begun with other questions; a correction goes back to what was finished."""
        line = self._state.line(measure) if self._state else None

        def leave() -> None:
            measures.leave_out(self._desk.vault, measure)
            self.show_list(left_out(self._desk.look, line, self._take_up))

        self._try(leave)

    def _take_up(self, measure: int) -> None:
        def take_up() -> None:
            measures.take_up(self._desk.vault, measure)
            self._ask(measure)

        self._try(take_up)

    def _read(self, measure: int) -> None:
        """Show one that was finished; where a correction is open, go on with that."""
        entry = self._loaded(measure)
        if entry is None:
            return
        if entry.line.state == measures.OPEN and not entry.line.stuck:
            self._ask(measure)
            return
        self._measure = measure
        page = MeasureReading(self._desk.look, entry)
        page.typed.connect(self.keeper.touch)
        self._put(page)

    def _ask_reason(self, typed: str = "") -> None:
        page = self.currentWidget()
        if not isinstance(page, MeasureReading):
            return
        if page.line.outdated:
            page.say(outdated_notice(self._desk.look))
            return

        def ask() -> None:
            measures.refuse_correction(self._desk.vault, self._measure)
            page.ask_reason(typed)
            self.turned.emit()

        self._try(ask)

    def _leave_reason(self) -> None:
        page = self.currentWidget()
        if isinstance(page, MeasureReading):
            page.leave_reason()
            self._forget_reason()
            self.turned.emit()

    def _forget_reason(self) -> None:
        """Forget a reason that was half typed."""
        self.keeper.forget()
        forget_here(self._desk.vault, self._person)

    def _correct(self) -> None:
        page = self.currentWidget()
        if not isinstance(page, MeasureReading) or page.reason is None:
            return
        try:
            measures.correct_measure(self._desk.vault, self._measure, page.reason.value())
        except InputProblem as problem:
            page.reason.reason.set_error(problem.fields["reason"])
            page.reason.reason.take_focus()
        except WorkwellError as problem:
            page.say(self._sorry(problem))
        else:
            self._forget_reason()
            self._ask(self._measure)

    def _back(self) -> None:
        if self.keep():
            forget_here(self._desk.vault, self._person)
            self.show_list()

    def _words(self) -> Words | None:
        page, measure, person = self.currentWidget(), self._measure, self._person
        if isinstance(page, MeasureReading) and page.reason is not None:
            typed = {"measure": measure, "reason": page.reason.value()}
            return lambda vault: keep_draft(vault, SCREEN, person, typed)
        if not isinstance(page, FillPage | PaperEntry):
            return None
        return with_place(page.words(), person, {"measure": measure, "on": page.day_typed()})

    def _try(self, deed: Callable[[], object]) -> None:
        """Do something; where it fails, say so at the top of the page."""
        try:
            deed()
        except WorkwellError as problem:
            page = self.currentWidget()
            if isinstance(page, MeasuresPage | FillPage | MeasureReading):
                page.say(self._sorry(problem))
            else:
                self.show_list(self._sorry(problem))

    def _sorry(self, problem: WorkwellError) -> Notice:
        return Notice(self._desk.look, "warn", problem.sentence, problem.next_step, announce_it=True)

    def _put(self, page: QWidget) -> None:
        """Show a page in the place of the one before."""
        self._take(page)
        self.turned.emit()

    def _take(self, page: QWidget) -> None:
        keep_place(self)
        self._resumed = None
        while (old := self.widget(0)) is not None:
            self.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.addWidget(page)
