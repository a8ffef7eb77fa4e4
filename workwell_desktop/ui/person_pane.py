"""One participant: the banner that never scrolls away, and the four tabs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import banner, caseload, diagnosis_guard, meeting, safety_due
from workwell_desktop.casework.meeting import Running
from workwell_desktop.casework.tabs import ASSESSMENT, DIRECTORY, INTAKE, PLAN, TAB_WORDS
from workwell_desktop.casework.waiting import PAGE
from workwell_desktop.ui.assessment_tab import AssessmentTab
from workwell_desktop.ui.banner_view import BannerView
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.directory_tab import DirectoryTab
from workwell_desktop.ui.duplicate_notice import alone
from workwell_desktop.ui.intake_tab import IntakeTab
from workwell_desktop.ui.keeper import Keeper
from workwell_desktop.ui.meeting_bar import MeetingBar
from workwell_desktop.ui.meeting_clock import MeetingClock
from workwell_desktop.ui.parts.buttons import quiet_button
from workwell_desktop.ui.parts.layouts import column, holder, line, reveal
from workwell_desktop.ui.parts.tabs import Tabs
from workwell_desktop.ui.plan_tab import PlanTab
from workwell_desktop.ui.safety_notice import SafetyNotice, add_safety_key, say_something
from workwell_desktop.ui.tab import Tab

_MAKERS: dict[int, Callable[[Desk], Tab]] = {ASSESSMENT: AssessmentTab, DIRECTORY: DirectoryTab}


class PersonPane(QWidget):
    """Banner and tabs of the present participant; before the first one was opened there is none."""

    saved = Signal(int)
    named = Signal(str)
    tab_changed = Signal(int)
    letter_wanted = Signal(int)
    hand_over_wanted = Signal(int, int)
    meeting_wanted = Signal(int)
    page_wanted = Signal(str)
    compare_wanted = Signal(int, int)
    binned = Signal(int, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        look = desk.look
        self.participant_id: int | None = None
        self.closed_in: Callable[[], bool] = alone
        self.banner = BannerView(look)
        self.banner.section_wanted.connect(self.open_section)
        self.tabs = Tabs(look, "Participant")
        self._tabs: dict[int, Tab] = {}
        self._places = [column(look, gap=0) for _ in TAB_WORDS]
        for word, place in zip(TAB_WORDS, self._places, strict=True):
            self.tabs.add(word, holder(place))
        self.clock = MeetingClock(look, desk.clock)
        self.starter = quiet_button(look, "Start meeting", "clock")
        self.starter.clicked.connect(self._start_meeting)
        self.closer = quiet_button(look, "Close the meeting", "clock")  # of one that is over by now
        self.closer.clicked.connect(self._close_meeting)
        reveal(self.closer, False)
        self.banner.meeting_wanted.connect(self._start_meeting)
        self.tabs.corner.addWidget(self.starter)
        self.tabs.corner.addWidget(self.closer)
        self.tabs.corner.addWidget(self.clock)
        self.meeting = MeetingBar(desk)
        self.meeting.place_wanted.connect(self.open_place)
        self.meeting.close_wanted.connect(self._close_meeting)
        self.meeting.covered.connect(self._cover)
        self.clock.near_end.connect(self.meeting.show_blank)
        self.safety = SafetyNotice(desk, self.in_company)
        self.safety.write_wanted.connect(partial(self.open_section, safety_due.PLACE))
        self.safety.settled.connect(self._safety_settled)
        self.safety.covered.connect(self._cover)
        self.banner.safety_wanted.connect(self._say_safety)
        add_safety_key(self, self._say_safety)
        self.tabs.under.addWidget(self.safety)
        self.tabs.under.addWidget(self.meeting)
        self._free = self._left_open = False
        look.changed.connect(self._show_starter)
        self.tabs.changed.connect(self._on_tab)
        self._stale: set[int] = set(range(len(TAB_WORDS)))
        self.setLayout(column(look, self.banner, line(look), self.tabs, gap=0))

    @property
    def all(self) -> tuple[Tab, ...]:
        """Return the tabs that were opened so far."""
        return tuple(self._tabs.values())

    def show_person(self, participant_id: int, tab: int) -> bool:
        """Show a participant. Return whether the words about the last one were kept, without which it is not shown."""
        if not self.keep():
            return False
        self.participant_id = participant_id
        caseload.open_person(self._desk.vault, participant_id)
        self._read_banner()
        self.read_meeting()
        self._stale = set(range(len(TAB_WORDS)))
        self.show_tab(tab)
        return True

    def show_tab(self, tab: int) -> None:
        """Show one of the four tabs, read fresh when something changed."""
        self.meeting.fold()
        self.tabs.set_current(tab)
        self._freshen(tab)

    def open_section(self, section: str, tab: int = INTAKE) -> None:
        """Show the Intake, the Assessment or the plan, at one of its sections or pages."""
        self.show_tab(tab)
        shown = self._tab(tab)
        if isinstance(shown, IntakeTab | AssessmentTab | PlanTab):
            shown.open_section(section)

    def open_place(self, tab: int, section: str) -> None:
        """Go where something is written: a page of the workspace, a section, or a tab."""
        if tab == PAGE:
            self.page_wanted.emit(f"{section}/{self.participant_id}")
        elif section:
            self.open_section(section, tab)
        else:
            self._open_tab(tab)

    def read_meeting(self) -> Running | None:
        """Show clock and agenda when a meeting with this participant is under way; return it, or nothing."""
        running = meeting.running_meeting(self._desk.vault)
        here = running if running is not None and running.participant_id == self.participant_id else None
        self.meeting.show_meeting(here)
        if here is None:
            self.clock.stop()
        else:
            self.clock.start(here.began_at, here.minutes)
        known = running is None and self.participant_id is not None
        self._left_open = known and meeting.left_open(self._desk.vault, self.participant_id or 0)
        self._free = known and not self._left_open
        self._show_starter()
        return here

    def in_company(self) -> bool:
        """Say whether somebody else may see the screen: a meeting runs, or the caseload was closed."""
        return self.clock.running or self.closed_in()

    def company_changed(self) -> None:
        """Show or hide other people's names, because somebody came or went."""
        self.safety.show_again()
        if INTAKE in self._tabs:
            self.intake.likely.show_again()

    @property
    def intake(self) -> IntakeTab:
        """Return the Intake tab, built if it was not yet."""
        tab = self._tab(INTAKE)
        if not isinstance(tab, IntakeTab):
            raise TypeError("the first tab is the Intake")
        return tab

    def begin(self) -> None:
        """Give the focus to the first field of the tab in sight."""
        self._tab(self.tabs.current()).begin()

    def keep(self) -> bool:
        """Keep what is typed on every tab. Return whether all is kept."""
        kept = [tab.keep() for tab in self.all] + [
            self.meeting.keep()
        ]  # each gets its turn, whatever the first one says
        return all(kept)

    def reload(self) -> None:
        """Read everything about the present participant again, the tab in sight at once."""
        self._stale = set(range(len(TAB_WORDS)))
        self._read_banner()
        self._freshen(self.tabs.current())

    def _start_meeting(self) -> None:
        if self.participant_id is not None:
            self.meeting_wanted.emit(self.participant_id)

    def _close_meeting(self) -> None:
        self.page_wanted.emit(f"close_out/{self.participant_id}")

    def _show_starter(self) -> None:
        """Offer to start a meeting beside the tabs, or with large text behind *More* of the banner."""
        place = self.meeting.clock_place if self._desk.look.large else self.tabs.corner
        if place.indexOf(self.clock) < 0:
            place.addWidget(self.clock)
        reveal(self.starter, self._free and not self._desk.look.large)
        reveal(self.closer, self._left_open and not self._desk.look.large)
        self._place_agenda()
        self.banner.can_meet(self._free)
        self.safety.show_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the line of the agenda beside the tabs, or below them, when the room for it comes or goes."""
        super().resizeEvent(event)
        self._place_agenda()

    def _place_agenda(self) -> None:
        """Let the agenda stand beside the tabs where there is room, for the clock at its longest, too.

        With large text it stands below them, with the clock; in a low window, where it has one line alone, beside them.
        """
        look, bar = self._desk.look, self.meeting
        clock = 0 if look.large else self.clock.widest() + look.space(12)
        needed = self.tabs.bar.sizeHint().width() + bar.width_beside() + clock + look.space(24) + 2 * look.space(32)
        may = not look.large or bar.in_one_line
        bar.stand(self.tabs.corner if may and needed <= self.width() else None)

    def _say_safety(self) -> None:
        """Something about safety was said or seen: raise it, and begin to write it down."""
        if self.participant_id is not None and say_something(self._desk, self.participant_id, self):
            self.saved.emit(self.participant_id)
            self.safety.look()
            self.open_section(safety_due.PLACE)

    def _safety_settled(self) -> None:
        """All of it was put off: go on in the page."""
        if self.participant_id is not None:
            self.saved.emit(self.participant_id)
        self.begin()

    def _cover(self, covered: bool) -> None:
        """Let the agenda take the place of the page, or give it back."""
        page = self.tabs.widget(self.tabs.current())
        if page is not None:
            reveal(page, not covered)

    def _tab(self, number: int) -> Tab:
        """Return a tab, built when it is first wanted: most meetings need one or two of the four."""
        if number not in self._tabs:
            made: Tab
            if number == PLAN:
                made = PlanTab(self._desk)
                made.letter_wanted.connect(self.letter_wanted)
            elif number == INTAKE:
                made = IntakeTab(self._desk)
                made.in_company = self.in_company
                made.compare_wanted.connect(self.compare_wanted)
                made.binned.connect(self.binned)
            else:
                made = _MAKERS[number](self._desk)
                if isinstance(made, AssessmentTab):
                    made.hand_over_wanted.connect(self.hand_over_wanted)
            if number in {ASSESSMENT, PLAN}:  # words for an employer are written there, and looked through
                self._desk.worker.run(self, diagnosis_guard.make_ready, lambda _nothing: None, lambda _later: None)
            made.saved.connect(partial(self._on_saved, number))
            for keeper in made.findChildren(Keeper):  # an answer that was kept may have raised it
                keeper.told.connect(self.safety.look)
            made.opened_tab.connect(self._open_tab)
            made.page_wanted.connect(partial(self.open_place, PAGE))
            made.section_wanted.connect(self.open_section)
            made.place_wanted.connect(self.open_place)
            self._places[number].addWidget(made)
            self._tabs[number] = made
        return self._tabs[number]

    def _open_tab(self, tab: int) -> None:
        """Go to a tab that another one asks for, and into its page: the button that asked is out of sight."""
        self.show_tab(tab)
        self.begin()

    def _on_tab(self, tab: int) -> None:
        self.meeting.fold()
        for other in self.all:
            other.keep()
        self._freshen(tab)
        self.tab_changed.emit(tab)

    def _freshen(self, tab: int) -> None:
        if tab in self._stale:
            self._tab(tab).show_participant(self.participant_id)
            self._stale.discard(tab)  # once it is read: what could not be read is read again

    def _on_saved(self, origin: int, participant_id: int) -> None:
        """Read the banner again, and the other tabs when they are next shown."""
        new = self.participant_id != participant_id
        self.participant_id = participant_id
        self._stale = set(range(len(TAB_WORDS))) - {origin}
        self._read_banner()
        if new:
            self.read_meeting()
        self.meeting.read_again()
        self.saved.emit(participant_id)

    def _read_banner(self) -> None:
        if self.participant_id is None:
            return
        facts = banner.banner(self._desk.vault, self.participant_id)
        self.banner.show_banner(facts)
        self.safety.show_for(self.participant_id)
        self.named.emit(facts.call_name)
