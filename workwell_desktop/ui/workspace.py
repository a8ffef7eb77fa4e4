"""Everything that is seen while the vault is open. Locking deletes it whole."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from workwell_desktop.casework import access, hand_over, meeting, today
from workwell_desktop.casework.duplicates import Facts
from workwell_desktop.casework.meeting import Running
from workwell_desktop.casework.tabs import ASSESSMENT, DIRECTORY, INTAKE
from workwell_desktop.casework.today import Today
from workwell_desktop.casework.waiting import PAGE, SETTINGS
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.caseload_column import CaseloadColumn, Strip
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.pages.bin_page import BinPage
from workwell_desktop.ui.pages.compare_page import ComparePage
from workwell_desktop.ui.pages.page import LAST_TAB, WorkPage, make_page
from workwell_desktop.ui.parts.layouts import column, holder, row
from workwell_desktop.ui.person_pane import PersonPane
from workwell_desktop.ui.since_card import since_they_met
from workwell_desktop.ui.today_in_company import company
from workwell_desktop.ui.today_view import TodayView
from workwell_desktop.ui.turned_view import CAN_DO, PLAN
from workwell_desktop.ui.turning import Turning
from workwell_desktop.ui.unkept import Unkept
from workwell_desktop.ui.vault_check import check_later
from workwell_desktop.ui.workspace_keys import add_keys


class Workspace(QWidget):
    """The caseload on the left, Today or one participant on the right; or the screen turned to the participant."""

    lock_wanted = Signal(str)
    settings_wanted = Signal()
    backup_wanted = Signal()
    tab_changed = Signal(int)

    def __init__(self, desk: Desk, last_tab: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._last_tab = last_tab
        self._closed_by_hand = False
        self._begun = False
        self._was_here = ""  # whose meeting was closed a moment ago: they may be in the room still
        self.column = CaseloadColumn(desk)
        self.strip = Strip(desk)
        self.today = TodayView(desk, partial(since_they_met, desk, self.open_person))
        self.pane: PersonPane | None = None
        self.pages: dict[str, WorkPage] = {}
        self._right = QStackedWidget()
        self._right.addWidget(self.today)
        self._unkept = Unkept(desk.look)
        right = holder(column(desk.look, self._unkept, self._right, gap=0))
        inside = row(desk.look, self.column, self.strip, right, gap=0)
        inside.setStretchFactor(right, 1)
        self.turning = Turning(desk, holder(inside, "surface"))
        self.turning.back.connect(self._turned_back)
        self.turning.lock_wanted.connect(self.lock_wanted)
        self.setLayout(row(desk.look, self.turning, gap=0))
        self._warnings = tuple(desk.vault.warnings)
        self._connect()
        self._shortcuts()
        self._show_column()
        self._begin_where_it_stood()
        check_later(desk, self, self._checked)

    def _begin_where_it_stood(self) -> None:
        """Begin with Today, or with the meeting that was under way: the person may be in the room still."""
        running = meeting.running_meeting(self.desk.vault)
        there = hand_over.take_place(self.desk.vault)  # of the one who was handed the screen, before it locked
        self.show_today()
        if not there and running is not None and running.in_the_room(self.desk.clock.utc()):
            there = running.participant_id
        if there:
            self.go_to_meeting(there)

    def _checked(self, wrong: tuple[str, ...]) -> None:
        """Say on the start page what is wrong with the vault, if anything is; nobody is taken from another page."""
        self._warnings += wrong
        if wrong and self._right.currentWidget() is self.today and self.turning.view is None:
            self._draw_today()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the list of people, without a ring: nothing was chosen yet."""
        super().showEvent(event)
        if not self._begun:
            self._begun = True
            if self.column.isVisible():
                self.column.people.setFocus(Qt.FocusReason.MouseFocusReason)
            else:
                self.strip.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Close the column or open it when the room for it goes or comes."""
        super().resizeEvent(event)
        if self._roomy != self.column.has_room(self.width()):
            self._show_column()

    def keep(self) -> bool:
        """Keep everything typed. Return whether all is kept."""
        kept = [view.keep() for view in (self.pane, self.turning.view, *self.pages.values()) if view is not None]
        if all(kept):
            self._unkept.settle()
        return all(kept)

    def _can_leave(self, again: Callable[[], object]) -> bool:
        """Keep everything typed. Return whether all is kept; if not, say so above the page and offer to try again."""
        return self.keep() or self._unkept.say(again)

    def show_today(self) -> None:
        """Show the start page and the whole column; while somebody is in the room, their meeting and nobody else."""
        if not self._can_leave(self.show_today):
            return
        day = self._draw_today()
        self._right.setCurrentWidget(self.today)
        self._closed_by_hand = self.today.company is not None
        self._was_here = self._was_here if self._closed_by_hand else ""
        self._show_column()
        self.column.reload(day)
        self.column.show_place("today")
        self.strip.show_person("")
        self.read_backup_line()

    def _draw_today(self) -> Today:
        """Read and draw the start page; while the column is closed and somebody is in the room, without the others."""
        day = today.today_page(self.desk.vault)
        there = company(day, self.desk.clock.utc(), self._was_here) if self._closed_by_hand else None
        self.today.show_today(day, self._warnings, there)
        return day

    def show_page(self, code: str) -> None:
        """Show a page beside the caseload: the referrals, everybody, and their like. See ``WorkPage.page_wanted``."""
        if not self._can_leave(partial(self.show_page, code)):
            return
        code, _slash, about = code.partition("/")
        page = self._made_page(code)
        page.aim(about)
        page.show_now()
        self._right.setCurrentWidget(page)
        self._closed_by_hand = self._closed_by_hand or bool(page.person())
        self._show_column()
        self.column.show_place(code)
        self.strip.show_person(page.person(), today=False)
        page.begin()

    def _made_page(self, code: str) -> WorkPage:
        """Return a page, built when it is first wanted."""
        if code not in self.pages:
            page = make_page(code, self.desk)
            page.opened.connect(self._open_place)
            page.changed.connect(self.column.reload)
            page.left.connect(partial(self._left, page))
            page.page_wanted.connect(self.show_page)
            page.compare_wanted.connect(partial(self.compare, 0))
            page.letter_wanted.connect(self.release_letter)
            page.in_company = self._in_company
            self.pages[code] = page
            self._right.addWidget(page)
        return self.pages[code]

    def _left(self, page: WorkPage) -> None:
        """Go back to Today, with what the page has to say at its end."""
        parting, page.parting = page.parting, None
        if parting is not None:
            self._was_here = parting.here
            self.today.say_parting(parting)
        self.show_today()

    def _in_company(self) -> bool:
        """Say whether somebody else may see the screen: a meeting runs, or the column was closed."""
        return self._closed_by_hand or (self.pane is not None and self.pane.in_company())

    def compare(self, first: int, second: int, typed: Facts | None = None) -> None:
        """Show two records side by side; ``first`` is 0 for somebody who is being ``typed``."""
        page = self._made_page("compare")
        if isinstance(page, ComparePage):
            page.set_pair(first, second, typed)
            self.show_page("compare")

    def _on_binned(self, participant_id: int, name: str) -> None:
        """Show the bin, with the way back on top, in place of the record that went there."""
        if self._can_leave(lambda: self._on_binned(participant_id, name)):
            page = self._made_page("bin")
            if isinstance(page, BinPage):
                self.show_page("bin")
                page.say_binned(participant_id, name)
                page.show_now()
                page.begin()
            self.column.reload()

    def open_person(self, participant_id: int, tab: int | None = None, section: str = "") -> None:
        """Open a participant, at a section of the Intake where one is named."""
        if not self._can_leave(lambda: self.open_person(participant_id, tab, section)):
            self._choose_shown()
            return
        pane = self._made_pane()
        try:
            shown = pane.show_person(participant_id, self._last_tab if tab is None else tab)
        except WorkwellError as problem:  # that somebody was looked at has to be written down
            self._tell(problem)
            shown = False
        if shown:
            self._show_column()  # with large text it was opened to choose somebody, and goes again
            self._right.setCurrentWidget(pane)
            self.column.choose(participant_id)
            if section:
                pane.open_section(section, pane.tabs.current())
            if tab == ASSESSMENT:
                pane.begin()
        else:
            self._choose_shown()

    def _choose_shown(self) -> None:
        """Mark in the column what is in sight."""
        shown = self._right.currentWidget()
        if self.pane is not None and shown is self.pane:
            self.column.choose(self.pane.participant_id)
        else:
            self.column.show_place(next((code for code, page in self.pages.items() if shown is page), "today"))

    def _open_place(self, participant_id: int, tab: int, section: str) -> None:
        """Open what waits: a participant, a page, or the settings."""
        if tab == SETTINGS:
            self.settings_wanted.emit()
        elif tab == PAGE:
            self.show_page(f"{section}/{participant_id}" if participant_id else section)
        else:
            self.open_person(participant_id, None if tab == LAST_TAB else tab, section)

    def read_again(self) -> None:
        """Read what the settings or a backup changed: the start page when it is in sight, and the column's foot."""
        if self._right.currentWidget() is self.today:
            self.show_today()
        self.read_backup_line()

    def start_meeting(self, _participant_id: int, contact_id: int) -> None:
        """Begin a booked meeting: close the column, so that no other name is in the room."""
        self._begin(lambda: meeting.start_meeting(self.desk.vault, contact_id))

    def meet_now(self, participant_id: int) -> None:
        """Begin a meeting with somebody, booked or not."""
        self._begin(lambda: meeting.meet_now(self.desk.vault, participant_id))

    def go_to_meeting(self, participant_id: int) -> None:
        """Go back to the meeting that is under way: its person, and nobody else's name."""
        self._closed_by_hand = True
        self._show_column()
        self.open_person(participant_id)

    def _begin(self, deed: Callable[[], Running]) -> None:
        if not self._can_leave(lambda: self._begin(deed)):
            return
        try:
            running = deed()
        except WorkwellError as problem:
            self._tell(problem)
            return
        self.go_to_meeting(running.participant_id)
        self._made_pane().meeting.open_agenda()
        self._made_pane().company_changed()

    def read_backup_line(self) -> None:
        """Say at the foot of the column when the last backup was proved."""
        self.column.set_backup(access.backup_line(self.desk.vault))

    def turn_column(self) -> None:
        """Open the closed column, or close the open one; opened, it shows everybody, and so does Today in sight."""
        from_strip = self.strip.has_focus()
        self._closed_by_hand = not self.column.isHidden()
        self._show_column(wanted=not self._closed_by_hand)
        if self.today.company is not None and self._right.currentWidget() is self.today:
            self.show_today()
        if from_strip:
            self.column.people.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def release_letter(self, participant_id: int, kind: str = "", recipient_id: int = 0) -> None:
        """Turn the screen to the participant, to read a letter of a kind (the supporting one) line by line."""
        if self._can_leave(lambda: self.release_letter(participant_id, kind, recipient_id)):
            view = self.turning.release_letter(participant_id, kind, recipient_id)
            view.section_wanted.connect(partial(self.open_person, participant_id, INTAKE))

    def turn_screen(self) -> None:
        """Turn the screen to the present participant: their plan or assessment, and nobody else's name."""
        pane = self.pane
        if pane is None or pane.participant_id is None or self._right.currentWidget() is not pane:
            return
        if self._can_leave(self.turn_screen):
            self.turning.read_together(pane.participant_id, CAN_DO if pane.tabs.current() == ASSESSMENT else PLAN)

    def hand_over(self, participant_id: int, measure_id: int) -> None:
        """Hand the screen to the participant for one questionnaire, at the question where they were; then it locks."""
        if self._can_leave(lambda: self.hand_over(participant_id, measure_id)):
            try:
                self.turning.hand_over(participant_id, measure_id)
            except WorkwellError as problem:
                self._tell(problem)

    def _turned_back(self) -> None:
        if self.pane is not None:
            self.pane.reload()

    def _tell(self, problem: WorkwellError) -> None:
        self.desk.doors.tell(self, problem.sentence, problem.next_step)

    def _made_pane(self) -> PersonPane:
        if self.pane is None:  # built when first needed: the first page of the caseload comes sooner
            self.pane = PersonPane(self.desk)
            self.pane.saved.connect(self._on_saved)
            self.pane.named.connect(self.strip.show_person)
            self.pane.letter_wanted.connect(self.release_letter)
            self.pane.hand_over_wanted.connect(self.hand_over)
            self.pane.closed_in = lambda: self._closed_by_hand
            self.pane.compare_wanted.connect(self.compare)
            self.pane.binned.connect(self._on_binned)
            self.pane.tab_changed.connect(self._on_tab)
            self.pane.meeting_wanted.connect(self.meet_now)
            self.pane.page_wanted.connect(self.show_page)
            self.pane.banner.turn_wanted.connect(self.turn_screen)
            self._right.addWidget(self.pane)
        return self.pane

    def _on_tab(self, tab: int) -> None:
        self._last_tab = tab
        self.tab_changed.emit(tab)

    def _on_saved(self, participant_id: int) -> None:
        self.column.reload()
        self.column.choose(participant_id)

    def _connect(self) -> None:
        self.column.chosen.connect(self.open_person)
        self.column.today_wanted.connect(self.show_today)
        self.column.page_wanted.connect(self.show_page)
        self.column.lock_wanted.connect(partial(self.lock_wanted.emit, ""))
        self.column.settings_wanted.connect(self.settings_wanted)
        self.strip.people_wanted.connect(self.turn_column)
        self.strip.find_wanted.connect(self._find)
        self.strip.today_wanted.connect(self.show_today)
        self.strip.backup_wanted.connect(self.backup_wanted)
        self.strip.lock_wanted.connect(partial(self.lock_wanted.emit, ""))
        self.today.opened.connect(self._open_place)
        self.today.meeting_started.connect(self.start_meeting)
        self.today.meeting_wanted.connect(self.go_to_meeting)
        self.today.page_wanted.connect(self.show_page)
        self.today.changed.connect(self.show_today)
        self.today.others_wanted.connect(self.turn_column)
        self.today.someone_new.connect(lambda: self.show_page("referral"))
        self.desk.look.changed.connect(self._show_column)

    def _find(self) -> None:
        if not self.column.isVisible():
            self._closed_by_hand = False
            self._show_column(wanted=True)
        self.column.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_column(self, wanted: bool = False) -> None:
        """Show the column or the strip: too little room and meetings close it, asking for it opens it again."""
        self._roomy = self.column.has_room(self.width())
        closed = self._closed_by_hand or not (self._roomy or wanted)
        self.column.setVisible(not closed)
        self.strip.setVisible(closed)
        for one in (self.pane, *self.pages.values()):
            if one is not None:
                one.company_changed()

    def _quick_note(self) -> None:
        """Begin a note about the present participant, from any of their tabs."""
        pane = self.pane
        if pane is not None and pane.participant_id is not None and self._right.currentWidget() is pane:
            pane.open_section("history.note")

    def _to_tab(self, tab: int) -> None:
        if self.pane is not None and self._right.currentWidget() is self.pane:
            self.pane.show_tab(tab)
            self.pane.begin()

    def _unless_turned(self, deed: Callable[[], object]) -> None:
        """Do what a key asks for, but not while the screen is turned: no other name may come up then."""
        if self.turning.view is None:
            deed()

    def _shortcuts(self) -> None:
        deeds: dict[str, Callable[[], object]] = {
            "Ctrl+F": self._find,
            "Ctrl+T": self.show_today,
            "Ctrl+N": lambda: self.show_page("referral"),
            "Ctrl+B": self.turn_column,
            "Ctrl+K": partial(self._to_tab, DIRECTORY),
            "Ctrl+M": self._quick_note,
            "F9": self.turn_screen,
            **{f"Ctrl+{i + 1}": partial(self._to_tab, i) for i in range(4)},
        }
        add_keys(self, self.keep, {keys: partial(self._unless_turned, deed) for keys, deed in deeds.items()})
