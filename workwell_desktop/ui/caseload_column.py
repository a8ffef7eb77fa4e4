"""The caseload column: find a person, Today, and everybody in their groups; or a narrow strip with one person."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from workwell_desktop.casework import access, caseload, finding, today
from workwell_desktop.casework.caseload import PersonRow, Place
from workwell_desktop.casework.today import Today
from workwell_desktop.casework.today_meetings import MeetingRow
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.pages.page import PAGES
from workwell_desktop.ui.parts.buttons import quiet_button
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import IconText, Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, flow, holder, line, row
from workwell_desktop.ui.parts.line import SearchLine
from workwell_desktop.ui.parts.nav import NavButton
from workwell_desktop.ui.parts.paged_list import PersonList, RowFacts
from workwell_desktop.ui.window_keys import open_help

PAGE = 60
_PAGE_NEEDS = 660  # pixels at 100 % text: with less beside the column, the column closes
_MOST_LETTERS = 26
FIND_AFTER_MS = 40  # one keystroke in a fast run is enough to ask once


class CaseloadColumn(QWidget):
    """Everybody in the coach's caseload. ``chosen`` carries a participant's id; the deeds have signals of their own."""

    chosen = Signal(int)
    today_wanted = Signal()
    page_wanted = Signal(str)
    lock_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        look = desk.look
        lock = quiet_button(look, "Lock", "lock")
        lock.setToolTip("Lock now (Ctrl+L)")
        lock.clicked.connect(self.lock_wanted)
        self.search = SearchLine(look, "Find a person", keys="Ctrl+F")
        find = Field(look, "Find a person", self.search, width="full", label_role="small_strong")
        self.today = NavButton(look, "Today", "calendar")
        self.today.clicked.connect(self.today_wanted)
        self.places = {"today": self.today}
        for kind in PAGES:
            if kind.word:
                self.places[kind.code] = NavButton(look, kind.word, kind.icon)
                self.places[kind.code].clicked.connect(partial(self.page_wanted.emit, kind.code))
        self.people = PersonList(look, "People")
        self.people.opened.connect(lambda key: self.chosen.emit(int(key)))
        self.backup = IconText(look, "tick-circle", "", role="small")
        head = row(look, Label(look, "WorkWell", "section", ink="accent", wrap=False), STRETCH, lock)
        top = column(look, head, find, gap=16, margins=(16, 12, 16, 12))
        settings = quiet_button(look, "Settings", "gear")
        settings.clicked.connect(self.settings_wanted)
        helps = quiet_button(look, "Help", "info")
        helps.setToolTip("What WorkWell is for, and its keys (F1)")
        helps.clicked.connect(lambda: open_help(look, self.window()))
        foot = column(look, flow(look, settings, helps), self.backup, gap=4, margins=(16, 8, 16, 12))
        whole = column(look, top, *self.places.values(), self.people, line(look), foot, gap=0)
        whole.setStretchFactor(self.people, 1)
        self.setLayout(row(look, holder(whole, "side"), line(look, "upright"), gap=0))
        self._next: Place | None = None
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(FIND_AFTER_MS)
        self._typed.timeout.connect(self._find)
        self.search.typed.connect(lambda _text: self._typed.start())
        self.search.down.connect(self._to_found)
        look.changed.connect(self._widen)
        self._widen()

    def set_backup(self, sentence: str) -> None:
        """Say at the foot when the last backup was proved; that there is none is no good news."""
        if sentence == access.NO_BACKUP:
            self.backup.set("triangle-alert", sentence, "warn")
        else:
            self.backup.set("tick-circle", sentence, "ink")

    def reload(self, day: Today | None = None) -> None:
        """Read the caseload again, keeping the chosen person and what is being looked for.

        ``day`` is the day's page where somebody has just read it.
        """
        if self.search.value().strip():
            self._find()
        else:
            self._show_everybody(day)

    def show_waiting(self, number: int) -> None:
        """Say beside Today how many things wait."""
        self.today.set_right(f"{number} waiting" if number else "")

    def choose(self, participant_id: int | None) -> None:
        """Mark this person, or nobody."""
        for button in self.places.values():
            button.setChecked(False)
        self.people.choose("" if participant_id is None else str(participant_id))

    def show_place(self, code: str) -> None:
        """Mark Today, or the page that is in sight if it has a button here, and nobody."""
        self.choose(None)
        if code in self.places:
            self.places[code].setChecked(True)
        if code == "today":  # the day begins with who is seen today
            self.people.scrollToTop()

    def has_room(self, width: int) -> bool:
        """Say whether the column and a page have room side by side in a window of this width in pixels."""
        look = self._desk.look
        return look.scale < 175 and width >= self.maximumWidth() + look.px(_PAGE_NEEDS)

    def _widen(self) -> None:
        self.setFixedWidth(self._desk.look.px(288) if self._desk.look.scale <= 125 else self._desk.look.px(230))

    def _show_everybody(self, day: Today | None = None) -> None:
        vault = self._desk.vault
        day = day or today.today_page(vault)
        rows: list[RowFacts] = []
        meetings = [m for m in day.meetings if m.state not in {"cancelled", "moved"}]
        if meetings:
            rows.append(RowFacts("seeing", "Seeing today", heading=True))
            rows += [RowFacts(str(m.participant_id), m.name, _in_short(m), lead=m.at) for m in meetings]
        seen = {m.participant_id for m in meetings}
        waiting = [w for w in day.waiting if w.participant_id and w.participant_id not in seen]
        if waiting:
            rows.append(RowFacts("waiting", "Waiting for you", heading=True))
            rows += [RowFacts(str(w.participant_id), w.name, w.short) for w in waiting]
        grouped = sorted(seen | {w.participant_id for w in waiting})
        others, self._next = caseload.everyone_else(vault, None, PAGE, grouped)
        if others:
            rows.append(RowFacts("others", "Everyone else" if rows else "Everyone", heading=True))
            rows += [_row(person) for person in others]

        def more(_offset: int) -> list[RowFacts]:
            if self._next is None:
                return []
            page, self._next = caseload.everyone_else(vault, self._next, PAGE, grouped)
            return [_row(person) for person in page]

        chosen = self.people.chosen_key()
        self.people.show_rows(rows, more)
        if chosen:
            self.people.choose(chosen)
        self.show_waiting(day.number)

    def _to_found(self) -> None:
        """Go down to the people: to those that are found by now, however fast somebody typed."""
        if self._typed.isActive():
            self._typed.stop()
            self._find()
        self.people.setFocus(Qt.FocusReason.TabFocusReason)

    def _find(self) -> None:
        typed = self.search.value()
        if not typed.strip():
            self._show_everybody()
            return
        found = finding.find_people(self._desk.vault, typed)
        head = "Found" if found else finding.nobody(typed)
        self.people.show_rows([RowFacts("found", head, heading=True), *(_row(person) for person in found)])


class Strip(QWidget):
    """The closed column: only the present person, each icon with its word beneath."""

    people_wanted = Signal()
    find_wanted = Signal()
    today_wanted = Signal()
    backup_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = desk.look
        look = desk.look
        self._person = NavButton(look, "", "person", under=True)
        self._person.setChecked(True)
        self._person.clicked.connect(lambda: self._person.setChecked(True))
        self._today = NavButton(look, "Today", "calendar", under=True)
        wanted = (
            ("People", "people", self.people_wanted),
            ("Find", "search", self.find_wanted),
        )
        top = []
        for word, icon, signal in wanted:
            button = NavButton(look, word, icon, under=True)
            button.setCheckable(False)
            button.clicked.connect(signal)
            top.append(button)
        self._today.clicked.connect(self.today_wanted)
        backup = NavButton(look, "Backup", "book", under=True)
        backup.setCheckable(False)
        backup.clicked.connect(self.backup_wanted)
        lock = NavButton(look, "Lock", "lock", under=True)
        lock.setCheckable(False)
        lock.clicked.connect(self.lock_wanted)
        whole = column(look, *top, self._today, self._person, STRETCH, backup, lock, gap=4, margins=(0, 8, 0, 8))
        self.setLayout(row(look, holder(whole, "side"), line(look, "upright"), gap=0))
        look.changed.connect(self._widen)
        self._widen()

    def has_focus(self) -> bool:
        """Say whether the focus is in the strip."""
        now = QApplication.focusWidget()
        return now is not None and self.isAncestorOf(now)

    def take_focus(self) -> None:
        """Take the focus without a ring, as a click would."""
        self._today.setFocus(Qt.FocusReason.MouseFocusReason)

    def show_person(self, call_name: str, *, today: bool = True) -> None:
        """Show the present person's name, or none for Today or (not ``today``) a page beside the caseload."""
        self._person.setVisible(bool(call_name))
        self._person.set_word(call_name)
        self._person.setChecked(bool(call_name))
        self._today.setChecked(today and not call_name)

    def _widen(self) -> None:
        self.setFixedWidth(max(72, self._look.px(62)))


def _in_short(meeting: MeetingRow) -> str:
    """Return what a meeting is about and where; a place that does not fit is left out whole, not cut."""
    return meeting.about if len(meeting.about) <= _MOST_LETTERS else meeting.purpose


def _row(person: PersonRow) -> RowFacts:
    return RowFacts(str(person.participant_id), person.name, person.reason)
