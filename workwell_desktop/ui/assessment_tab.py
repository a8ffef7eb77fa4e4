"""The Assessment tab: what is talked through in any order, kept as it is typed, then signed; and questionnaires."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from workwell_desktop.casework import assessment, assessment_content, assessment_ideas, assessment_state
from workwell_desktop.casework.agreements import SECTION as AGREEMENTS
from workwell_desktop.casework.assessment_ideas import Help, Known
from workwell_desktop.casework.assessment_state import AssessmentState
from workwell_desktop.casework.drafts import keep_draft, load_draft
from workwell_desktop.casework.tabs import PLAN
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.assessment.measured import LIST, SECTIONS, Measured
from workwell_desktop.ui.assessment.notices import problem_notice, version_notice
from workwell_desktop.ui.assessment.paper import AssessmentPapers
from workwell_desktop.ui.assessment.reading_page import ReadingPage, reading_of
from workwell_desktop.ui.assessment.side_by_side import SideBySide, side_by_side
from workwell_desktop.ui.assessment.talk import Talk
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.keeper import Keeper, Words, kept_words
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import Button, does, main_button, second_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.layouts import column
from workwell_desktop.ui.parts.rail import BesideRail, Rail, step_by_keys
from workwell_desktop.ui.parts.rail import Section as RailSection
from workwell_desktop.ui.parts.stops import keep_place
from workwell_desktop.ui.tab import Tab

_MEASURED = tuple(section.code for section in SECTIONS)
_IDEAS_WAIT_MS = 300  # the ideas follow the typing at this distance


class AssessmentTab(Tab):
    """The sections of the talk or what was signed, and behind the same rail the questionnaires and their scores.

    ``hand_over_wanted`` carries a participant and the id of a questionnaire they are to answer alone.
    """

    hand_over_wanted = Signal(int, int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._person: int | None = None
        self._state: AssessmentState | None = None
        self._known = Known()
        self._talk: Talk | None = None
        self._reading: ReadingPage | None = None
        self._changed = False
        self._codes = [section.id for section in assessment_content.sheet().sections]
        self._keeper = Keeper(self._words, desk, self, beside=True)
        self._measured = Measured(desk)
        self._bar = BottomBar(desk.look)
        for keeper in (self._keeper, self._measured.keeper):
            keeper.told.connect(self._bar.set_kept)
            keeper.failed.connect(lambda words: self._bar.set_kept(words, "octagon-alert"))
        self._measured.turned.connect(self._show_deeds)
        self._measured.saved.connect(self.saved)
        self._measured.hand_over_wanted.connect(self.hand_over_wanted)
        self._ideas = QTimer(self, singleShot=True, interval=_IDEAS_WAIT_MS)
        self._ideas.timeout.connect(self._show_ideas)
        self._large = desk.look.large
        desk.look.changed.connect(self._refit)
        self._draw_frame()
        self.show_participant(None)

    def show_participant(self, participant_id: int | None) -> None:
        """Show the assessment of this participant where it was left; nothing for somebody who is not saved yet."""
        section = self._rail.current() if participant_id is not None and participant_id == self._person else ""
        self._keeper.forget()
        self._papers.turn_back()
        self._person, self._state = participant_id, None
        self._talk = self._reading = None
        self._measured.show_participant(participant_id)
        if participant_id is None:
            self._show_nobody()
            return
        vault = self._desk.vault
        state = self._state = assessment_state.load_assessment(vault, participant_id)
        self._known = assessment_ideas.load_known(vault, participant_id)
        draft = load_draft(vault, assessment.SCREEN, participant_id)
        place = draft.content if draft else {}
        self._show_marks(state.sections)
        self._tell_kept(state)
        if state.signed:
            self._read(state.number)
            self._ask_reason(place.get("reason", ""), again=bool(place.get("again")))
        else:
            self._begin_talk(state, place, section)
        wanted = LIST if self._measured.begun() else section or place.get("section", "")
        if wanted in _MEASURED:
            self._go(wanted, moved=False)

    def reload(self) -> None:
        """Read the assessment again, unless words wait that are not kept."""
        if not (self._keeper.unkept or self._measured.keeper.unkept):
            self.show_participant(self._person)

    def begin(self) -> None:
        """Begin at the question where the coach was, or as every tab does."""
        shown = self._box.currentWidget()
        if not (isinstance(shown, Talk | Measured) and shown.go_on()):
            super().begin()

    def open_section(self, code: str) -> None:
        """Show a section of the talk, while there is one."""
        if self._person is not None:
            self._go(code)

    def keep(self) -> bool:
        """Keep what is typed now. Return whether all is kept."""
        kept = all([self._measured.keep(), self._keeper.keep_now()])  # each gets its turn
        if kept and self._changed and self._person is not None:
            self._changed = False
            self.saved.emit(self._person)
        return kept

    def _draw_frame(self) -> None:
        look, sheet = self._desk.look, assessment_content.sheet()
        talked = [RailSection(part.id, part.title) for part in sheet.sections]
        self._rail = Rail(look, sheet.title, [*talked, *SECTIONS])
        self._rail.chosen.connect(self._go)
        self._box = QStackedWidget()
        self._box.addWidget(self._measured)
        inside = BesideRail(look, self._rail, self._box)
        whole = column(look, inside, self._bar, gap=0)
        whole.setStretchFactor(inside, 1)
        self._papers = AssessmentPapers(self._desk, whole, self._show_deeds, self._tell)
        self.setLayout(column(look, self._papers, gap=0))
        step_by_keys(self, lambda: self._rail)

    def _refit(self) -> None:
        """Draw the pages anew when the text becomes large or usual: some questions are then asked in another form."""
        if self._desk.look.large != self._large:
            self._large = self._desk.look.large
            if self._talk is not None and all([self._measured.keep(), self._keeper.keep_now()]):
                self.show_participant(self._person)

    def _show(self, page: QWidget) -> None:
        """Show a page in the place of the one before."""
        keep_place(self)
        self._rail.set_writes(self._talk is not None)
        while (old := self._box.widget(1)) is not None:
            self._box.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._box.addWidget(page)
        self._box.setCurrentWidget(page)

    def _show_nobody(self) -> None:
        look = self._desk.look
        self._show(Page(look, Empty(look, "Save the intake first. Then you can talk it through.")))
        self._rail.setVisible(False)
        self._bar.set_kept("")
        self._bar.set_buttons()

    def _show_marks(self, marks: tuple[assessment_content.SectionMark, ...]) -> None:
        self._rail.setVisible(True)
        for mark in marks:
            if self._rail.state(mark.id) != mark.state:
                self._rail.set_state(mark.id, mark.state)

    def _tell_kept(self, state: AssessmentState) -> None:
        if state.kept_at is None:
            self._bar.set_kept("Nothing written down yet.", "pencil")
            return
        self._bar.set_kept(kept_words(state.kept_at, self._desk.clock.local()))

    # Talking it through

    def _begin_talk(self, state: AssessmentState, place: dict[str, Any], section: str) -> None:
        helps = assessment_ideas.helps_for(state.entry, self._known)
        talk = self._talk = Talk(self._desk.look, state, helps, self._desk.clock.today)
        talk.edited.connect(self._touched)
        talk.typed.connect(self._keeper.touch)
        talk.add_wanted.connect(self._add_to_plan)
        talk.plan_wanted.connect(self._to_plan)
        talk.intake_wanted.connect(lambda: self.section_wanted.emit(AGREEMENTS))
        talk.version_wanted.connect(self._read)
        talk.section_wanted.connect(self._go)
        self._show(talk)
        wanted = section or place.get("section", "")
        wanted = wanted if wanted in self._codes else self._codes[0]
        talk.go(wanted)
        talk.resume(place, wanted)
        self._rail.set_current(wanted)
        self._show_deeds()

    def _go(self, code: str, *, moved: bool = True) -> None:
        """Show a section or the questionnaires, and remember it with the words."""
        if code != LIST and not self._measured.leave():
            self._rail.set_current(LIST)  # the words there are not kept yet: that page stays
            return
        self._rail.set_current(code)
        if moved and self._talk is not None:
            self._keeper.touch()
        if code in _MEASURED:
            self._box.setCurrentWidget(self._measured)
            self._measured.open(code)
            return
        self._box.setCurrentIndex(1)
        if isinstance(shown := self._box.widget(1), ReadingPage | SideBySide):
            shown.show_section(code)
        elif self._talk is not None:
            self._talk.go(code)
        self._show_deeds()

    def _touched(self) -> None:
        if self._talk is not None:
            self._changed = True
            self._keeper.touch()
            self._ideas.start()
            self._show_marks(assessment_content.marks(self._talk.entry()))

    def _words(self) -> Words | None:
        if self._person is None:
            return None
        person = self._person
        if self._talk is not None:
            place, entry = {"section": self._rail.current(), **self._talk.place()}, self._talk.entry()
            return lambda vault: assessment.save_assessment(vault, person, entry, place=place)
        if self._reading is not None and self._state is not None and self._state.signed:
            form = self._reading.reason
            typed = {"reason": form.value(), "again": form.again} if form is not None else {"reason": ""}
            return lambda vault: keep_draft(vault, assessment.SCREEN, person, typed)
        return None

    def _show_ideas(self) -> None:
        """Show what could help now; not while a button of the mouse is down, so that what is pressed stays put."""
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._ideas.start()
            return
        if self._talk is not None:
            self._talk.show_helps(assessment_ideas.helps_for(self._talk.entry(), self._known))
        elif self._reading is not None:
            self._reading.show_helps(assessment_ideas.helps_for(self._reading.version.entry, self._known))

    def _add_to_plan(self, help_: Help) -> None:
        """Put an idea into the plan. The words are kept first, so that the plan sees the same assessment."""
        if self._person is None or not self._keeper.keep_now():
            return
        try:
            assessment_ideas.add_to_plan(self._desk.vault, self._person, help_)
        except WorkwellError as problem:
            self._tell(problem)
            return
        self._known = assessment_ideas.load_known(self._desk.vault, self._person)
        self._show_ideas()
        self._changed = False
        self.saved.emit(self._person)

    def _tell(self, problem: WorkwellError) -> None:
        """Say at the top of the page what could not be done."""
        notice = problem_notice(self._desk.look, problem, self._to_plan)
        if self._talk is not None:
            self._talk.say(notice)
        elif self._reading is not None:
            self._reading.say(notice)

    def _to_plan(self) -> None:
        self.opened_tab.emit(PLAN)

    # The bar

    def _show_deeds(self) -> None:
        """Put the deeds of what is shown into the bar, the main one last."""
        if isinstance(shown := self._box.currentWidget(), Measured | SideBySide):
            buttons = shown.deeds()
        else:
            buttons = self._talk_deeds() if self._talk is not None else self._reading_deeds()
        self._bar.set_buttons(*buttons)

    def _talk_deeds(self) -> list[Button]:
        look, talk = self._desk.look, self._talk
        at = self._codes.index(self._rail.current())
        last = at + 1 == len(self._codes)
        buttons = []
        if at and not (last and talk is not None and talk.sign is not None):
            buttons.append(does(second_button(look, "Back"), lambda: self._go(self._codes[at - 1])))
        if not last:
            following = assessment_content.sheet().sections[at + 1]
            main = does(main_button(look, f"Next: {following.title}"), lambda: self._go(following.id))
        elif talk is not None and talk.sign is not None:
            buttons.append(does(second_button(look, "Not yet"), self._leave_signing))
            main = does(main_button(look, "Sign it now"), self._sign_now)
        else:
            main = does(main_button(look, "Sign this assessment"), self._begin_signing)
        return [*buttons, main]

    def _reading_deeds(self) -> list[Button]:
        look, state, reading = self._desk.look, self._state, self._reading
        if state is None or reading is None or self._person is None:
            return []
        if reading.reason is not None:
            return [
                does(second_button(look, "Leave it as it is"), self._leave_reason),
                does(main_button(look, f"Begin version {state.number + 1}"), self._begin_version),
            ]
        printing = self._papers.button(self._person, reading.version)
        if state.signed and reading.version.line.number == state.number:
            return [printing, does(main_button(look, "Go to the plan"), self._to_plan)]
        return [printing, does(main_button(look, f"Back to version {state.number}"), self._back_to_present)]

    # Signing, and what was signed

    def _begin_signing(self) -> None:
        if self._talk is not None:
            self._talk.begin_signing({})
            self._show_deeds()

    def _leave_signing(self) -> None:
        if self._talk is not None:
            self._talk.leave_signing()
            self._show_deeds()

    def _sign_now(self) -> None:
        talk = self._talk
        if self._person is None or talk is None or talk.sign is None or not self._keeper.keep_now():
            return
        try:
            talk.refuse_unfinished()
            assessment.sign_assessment(self._desk.vault, self._person, **talk.sign.value())
        except InputProblem as problem:
            if section := talk.show_problems(problem.fields):
                self._rail.set_current(section)
                self._show_deeds()
            self._bar.set_kept("Not signed yet. See the sentences beside the fields.", "octagon-alert")
        except WorkwellError as problem:
            self._tell(problem)
        else:
            self._after_change()

    def _after_change(self) -> None:
        if self._person is not None:
            self._changed = False
            self.show_participant(self._person)
            self.saved.emit(self._person)

    def _read(self, number: int) -> None:
        """Show a signed version to read; the present one also offers a new version and the plan."""
        state = self._state
        if state is None or self._person is None or not self._keeper.keep_now():
            return
        look = self._desk.look
        present = state.signed and number == state.number
        reading = self._reading = reading_of(self._desk, state, number, self._known if present else None)
        self._talk = None
        reading.add_wanted.connect(self._add_to_plan)
        reading.plan_wanted.connect(self._to_plan)
        reading.version_wanted.connect(self._read)
        reading.compare_wanted.connect(self._compare)
        reading.typed.connect(self._keeper.touch)
        back = (f"Back to version {state.number}", self._back_to_present)
        deed = ("Make a new version", self._ask_reason) if present else back
        reading.say(version_notice(look, reading.version.line, deed, present=present))
        self._show(reading)
        self._rail.set_current(self._codes[0])
        self._show_deeds()

    def _compare(self, first: int, second: int) -> None:
        """Show two signed versions side by side; others can be chosen there, of an earlier support too."""
        if self._person is not None and self._keeper.keep_now():
            self._talk = self._reading = None
            self._show(side_by_side(self._desk, self._person, (first, second), self._back_to_present))
            self._show_deeds()

    def _back_to_present(self) -> None:
        self.show_participant(self._person)

    def _ask_reason(self, typed: str | None = None, *, again: bool = False) -> None:
        """Ask why a new version is needed: by the button (nothing typed yet), or as it was half typed before."""
        if self._reading is not None and typed != "":
            self._reading.ask_reason(typed or "", again=again)
            self._show_deeds()

    def _leave_reason(self) -> None:
        if self._reading is not None:
            self._reading.leave_reason()
            self._show_deeds()

    def _begin_version(self) -> None:
        reading = self._reading
        if self._person is None or reading is None or reading.reason is None:
            return
        try:
            assessment.new_version(self._desk.vault, self._person, reading.reason.value(), again=reading.reason.again)
        except InputProblem as problem:
            reading.reason.reason.set_error(problem.fields["reason"])
            reading.reason.reason.take_focus()
        except WorkwellError as problem:
            self._tell(problem)
        else:
            self._keeper.forget()
            self._after_change()
