"""The start page: today's meetings and what waits for the coach."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.caseload import MeetingRow, Today
from workwell_desktop.casework.waiting import WaitingRow
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.buttons import main_button, quiet_button, second_button
from workwell_desktop.ui.parts.columns import Columns, Page
from workwell_desktop.ui.parts.drawn import line_width
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, holder, line, row
from workwell_desktop.ui.parts.notice import Notice

_NUMBERS = ("Nothing", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
_BADGES = {"warn": "waiting", "bad": "late", "plain": "todo"}


class TodayView(QWidget):
    """Shows one :class:`Today`.

    ``opened`` carries participant, tab and section of a waiting row; ``meeting_started`` participant and contact.
    """

    opened = Signal(int, int, str)
    meeting_started = Signal(int, int)
    someone_new = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._box = column(desk.look, gap=0)
        self.setLayout(self._box)
        self._page: QWidget | None = None

    def show_today(self, today: Today, warnings: Sequence[str] = ()) -> None:
        """Draw the page for these meetings and waiting things; ``warnings`` are sentences about the vault itself."""
        look = self._desk.look
        if self._page is not None:
            self._page.setParent(None)
            self._page.deleteLater()
        now = self._desk.clock.local()
        new = second_button(look, "Someone new", "plus")
        new.setToolTip("Someone new (Ctrl+N)")
        new.clicked.connect(self.someone_new)
        head = row(look, Label(look, f"{now:%A} {now.day} {now:%B}", "display"), STRETCH, new)
        summary = Label(look, _summary(today), "lead", ink="ink2")
        parts = Columns(look, self._meetings(today), self._waiting(today), shares=(3, 2))
        notices = [Notice(look, "warn", warning) for warning in warnings]
        top = holder(column(look, head, summary, *notices, gap=8))
        self._page = Page(look, top, parts, gap=32, name="Today")
        self._box.addWidget(self._page)

    def _meetings(self, today: Today) -> QWidget:
        look = self._desk.look
        whole = column(look, Label(look, "Meetings", "section"), gap=12)
        if not today.meetings:
            whole.addWidget(Empty(look, "Nobody is booked today. A meeting is booked in the plan of the person."))
        first = True
        times = max((line_width(look.font("section"), meeting.at) for meeting in today.meetings), default=0)
        for meeting in today.meetings:
            whole.addWidget(self._meeting(meeting, times, is_next=first and meeting.state == "booked"))
            first = first and meeting.state != "booked"
            whole.addWidget(line(look))
        whole.addStretch(1)
        return holder(whole)

    def _meeting(self, meeting: MeetingRow, times: int, *, is_next: bool) -> QWidget:
        """Return a row; every time takes ``times`` pixels, so that the names stand below each other."""
        look = self._desk.look
        at = Label(look, meeting.at, "section", wrap=False)
        at.setMinimumWidth(times)
        who = column(look, Label(look, meeting.name, "medium"), Label(look, meeting.about, "body", ink="ink2"), gap=4)
        if meeting.state == "attended":
            right: QWidget = Badge(look, "Met", "done")
        elif meeting.state == "did_not_attend":
            right = Badge(look, "Did not come", "left_out")
        else:
            make = main_button if is_next else second_button
            right = make(look, "Start meeting")
            right.setAccessibleName(f"Start meeting with {meeting.name}")
            right.clicked.connect(lambda: self.meeting_started.emit(meeting.participant_id, meeting.contact_id))
        inside = row(look, at, gap=24)
        inside.addLayout(who, 1)
        inside.addWidget(right)
        return holder(inside)

    def _waiting(self, today: Today) -> QWidget:
        look = self._desk.look
        whole = column(look, Label(look, "Waiting for you", "section"), gap=12)
        if not today.waiting:
            whole.addWidget(Label(look, "Nothing is waiting for you.", "body", ink="ink2"))
        for thing in today.waiting:
            whole.addWidget(self._thing(thing))
            whole.addWidget(line(look))
        whole.addStretch(1)
        return holder(whole)

    def _thing(self, thing: WaitingRow) -> QWidget:
        look = self._desk.look
        deed = quiet_button(look, thing.deed)
        deed.setAccessibleName(f"{thing.deed}: {thing.name}")
        deed.clicked.connect(lambda: self.opened.emit(thing.participant_id, thing.tab, thing.section))
        head = row(look, Label(look, thing.name, "medium"), STRETCH, Badge(look, thing.badge, _BADGES[thing.kind]))
        return holder(column(look, head, Label(look, thing.reason), row(look, deed, STRETCH), gap=4))


def _summary(today: Today) -> str:
    meetings = sum(1 for meeting in today.meetings if meeting.state == "booked")
    waiting = len(today.waiting)
    see = f"{_word(meetings)} {'person' if meetings == 1 else 'people'} to see." if meetings else "Nobody to see."
    things = f"{_word(waiting)} thing{' is' if waiting == 1 else 's are'}" if waiting else "Nothing is"
    wait = f"{things} waiting for you."
    return f"{see} {wait}"


def _word(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)
