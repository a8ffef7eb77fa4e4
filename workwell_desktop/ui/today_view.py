"""The start page: today's meetings and what waits for the coach.

It is read when it is shown and after a deed, never by itself: nothing moves under the pointer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import appointments
from workwell_desktop.casework.appointments import Before
from workwell_desktop.casework.dates import Understood, read_date
from workwell_desktop.casework.today import Kind, Today
from workwell_desktop.casework.today_meetings import MeetingRow
from workwell_desktop.casework.today_rooms import MOST_OF_A_KIND
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.buttons import quiet_button, second_button
from workwell_desktop.ui.parts.columns import Columns, Page
from workwell_desktop.ui.parts.drawn import line_width
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, Column, column, flow, holder, line, row
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.stops import begin, keep_place
from workwell_desktop.ui.today_in_company import Company, Parting, page_in_company, parting_notice
from workwell_desktop.ui.today_rows import MeetingLine, WaitingLine

_NUMBERS = ("Nothing", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
MOST_PEOPLE = 24  # who wait, the most serious first; all of them stand on the page of what waits
Card = Callable[[int], "QWidget | None"]


class TodayView(QWidget):
    """Shows one :class:`Today`.

    ``opened`` carries participant, tab and section of a waiting row; ``meeting_started`` participant and contact;
    ``meeting_wanted`` the participant of the one under way; ``page_wanted`` the code of a page; ``changed`` says that
    something was written and the page is to be read again. ``card`` gives what stands below the next meeting: how
    things changed since the participant was last met. ``others_wanted``: the people that are hidden in company are
    to be shown.
    """

    opened = Signal(int, int, str)
    meeting_started = Signal(int, int)
    meeting_wanted = Signal(int)
    page_wanted = Signal(str)
    someone_new = Signal()
    others_wanted = Signal()
    changed = Signal()

    def __init__(self, desk: Desk, card: Card | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._card = card
        self._box = column(desk.look, gap=0)
        self.setLayout(self._box)
        self._page: Page | None = None
        self._first_meeting: QWidget | None = None
        self._notice: Callable[[], Notice] | None = None
        self._shown: tuple[Today, Sequence[str]] | None = None
        self.company: Company | None = None
        self._large = desk.look.large
        desk.look.changed.connect(self._refit)

    def say_parting(self, parting: Parting) -> None:
        """Say this of a meeting that was closed, once, when the page is shown next."""
        self._notice = partial(parting_notice, self._desk, parting)

    def show_today(self, today: Today, warnings: Sequence[str] = (), company: Company | None = None) -> None:
        """Draw the page for these meetings and waiting things; ``warnings`` are sentences about the vault itself.

        In ``company`` nothing is shown but the meeting with them.
        """
        look = self._desk.look
        self._shown, self.company = (today, warnings), company
        keep_place(self)
        if self._page is not None:
            self._page.setParent(None)
            self._page.deleteLater()
        notices = [Notice(look, "warn", warning) for warning in warnings]
        notices += [self._notice()] if self._notice is not None else self._under_way(today)
        self._notice = None
        if company is not None:
            self._page = page_in_company(self._desk, company, notices, self.others_wanted.emit)
            self._box.addWidget(self._page)
            return
        now = self._desk.clock.local()
        new = second_button(look, "Someone new", "plus")
        new.setToolTip("Someone new (Ctrl+N)")
        new.clicked.connect(self.someone_new)
        day = Label(look, f"{now:%A} {now.day} {now:%B}", "display")
        head = column(look, day, row(look, new, STRETCH), gap=8) if look.large else row(look, day, STRETCH, new)
        parts = Columns(look, self._meetings(today), self._waiting(today), shares=(3, 2))
        top = holder(column(look, head, self._summary(today), *notices, gap=8))
        self._page = Page(look, top, parts, gap=32, name="Today")
        self._box.addWidget(self._page)

    def _refit(self) -> None:
        """Lay the page out anew when the text became large, or is not any more."""
        if self._large != self._desk.look.large:
            self._large = self._desk.look.large
            if self._shown is not None:
                self.show_today(*self._shown, self.company)

    def _summary(self, today: Today) -> QWidget:
        """Say how much there is to do; each number opens its list."""
        look = self._desk.look
        see = sum(1 for meeting in today.meetings if meeting.state == "booked")
        number = today.number or len(today.people)
        things: list[QWidget] = []
        if see:
            button = quiet_button(look, f"{_word(see)} {'person' if see == 1 else 'people'} to see")
            button.setToolTip("Go to the meetings of today")
            button.clicked.connect(self._to_meetings)
            things.append(button)
        else:
            things.append(Label(look, "Nobody to see.", "lead", ink="ink2"))
        if number:
            or_more = "" if today.exact else " or more"
            many = f"{_word(number)}{or_more} thing{' is' if number == 1 else 's are'} waiting for you"
            button = quiet_button(look, many)
            button.setToolTip("Show everything that waits")
            button.clicked.connect(partial(self.page_wanted.emit, "waiting"))
            things.append(button)
        else:
            things.append(Label(look, "Nothing is waiting for you.", "lead", ink="ink2"))
        papers = quiet_button(look, "Papers of this week", "printer")
        papers.setToolTip("Make and print the plans to look at again, and letters that nobody has yet")
        papers.clicked.connect(partial(self.page_wanted.emit, "papers"))
        return holder(flow(look, *things, papers, gap=16))

    def _under_way(self, today: Today) -> list[Notice]:
        """Offer the meeting that was begun and is not closed."""
        running = today.running
        if running is None:
            return []
        began = running.began_at.astimezone(self._desk.clock.local().tzinfo)
        deeds = [
            ("Go back to it", partial(self.meeting_wanted.emit, running.participant_id)),
            ("Close the meeting", partial(self.page_wanted.emit, f"close_out/{running.participant_id}")),
        ]
        sentence = f"Your meeting with {running.name} began at {began:%H:%M}."
        return [Notice(self._desk.look, "note", sentence, "It is not closed yet.", icon="clock", deeds=deeds)]

    def _meetings(self, today: Today) -> QWidget:
        look = self._desk.look
        whole = column(look, Label(look, "Meetings", "section"), gap=12)
        if not today.meetings:
            whole.addWidget(Empty(look, "Nobody is booked today. A meeting is booked in the plan of the person."))
        times = max((line_width(look.font("section"), meeting.at) for meeting in today.meetings), default=0)
        upcoming = _upcoming(today, f"{self._desk.clock.local():%H:%M}")
        self._first_meeting = None
        for meeting in today.meetings:
            made = self._meeting(meeting, times, is_next=meeting is upcoming, free=today.running is None)
            whole.addWidget(made)
            if meeting is upcoming:
                self._first_meeting = made
                self._put_card(whole, meeting, times)
            whole.addWidget(line(look))
        if today.last_line:
            whole.addWidget(Label(look, today.last_line, ink="ink2"))
        whole.addStretch(1)
        return holder(whole)

    def _put_card(self, whole: Column, meeting: MeetingRow, times: int) -> None:
        card = self._card(meeting.participant_id) if self._card is not None else None
        if card is not None:
            look = self._desk.look
            indent = 0 if look.large else times * 100 // look.scale + 24
            whole.addLayout(column(look, card, margins=(indent, 8, 0, 8)))  # takes no room while the card is hidden

    def _meeting(self, meeting: MeetingRow, times: int, *, is_next: bool, free: bool) -> QWidget:
        made = MeetingLine(self._desk.look, meeting, times, self._read_day, is_next=is_next, free=free)
        made.start_wanted.connect(partial(self.meeting_started.emit, meeting.participant_id, meeting.contact_id))
        made.back_wanted.connect(partial(self.meeting_wanted.emit, meeting.participant_id))
        made.close_wanted.connect(partial(self.page_wanted.emit, f"close_out/{meeting.participant_id}"))
        made.said.connect(partial(self._say, meeting))
        made.moved.connect(partial(self._move, made, meeting))
        made.interpreter_said.connect(partial(self._interpreter, meeting))
        return made

    def _waiting(self, today: Today) -> QWidget:
        look = self._desk.look
        whole = column(look, Label(look, "Waiting for you", "section"), gap=8)
        if not today.people:
            whole.addWidget(Label(look, "Nothing is waiting for you.", "body", ink="ink2"))
        for person in today.people[:MOST_PEOPLE]:
            made = WaitingLine(look, person)
            made.opened.connect(self.opened)
            whole.addWidget(made)
            whole.addWidget(line(look))
        for kind in today.kinds:
            if kind.number > MOST_OF_A_KIND:
                whole.addLayout(row(look, self._show_all(kind), STRETCH))
        if len(today.people) > MOST_PEOPLE:
            rest = quiet_button(look, "Show everything that waits", "chevron-right")
            rest.clicked.connect(partial(self.page_wanted.emit, "waiting"))
            whole.addLayout(row(look, rest, STRETCH))
        whole.addStretch(1)
        return holder(whole)

    def _show_all(self, kind: Kind) -> QWidget:
        many = f" {kind.said}" if kind.exact else ""
        button = quiet_button(self._desk.look, f"Show all{many}: {kind.title}", "chevron-right")
        button.clicked.connect(partial(self.page_wanted.emit, f"waiting/{kind.code}"))
        return button

    def _to_meetings(self) -> None:
        """Go to the first meeting that is still to come."""
        if self._page is not None and self._first_meeting is not None:
            self._page.show_part(self._first_meeting)
            begin(self._first_meeting)

    # What is said of a meeting

    def _read_day(self, typed: str) -> Understood:
        return read_date(typed, self._desk.clock.today(), lean="future")

    def _say(self, meeting: MeetingRow, state: str, by: str) -> None:
        vault = self._desk.vault
        if state == appointments.CANCELLED:
            said = f"The meeting at {meeting.at} was cancelled."
            self._do(lambda: appointments.cancelled(vault, meeting.contact_id, by), said)
        else:
            self._do(lambda: appointments.did_not_come(vault, meeting.contact_id), f"{meeting.name} did not come.")

    def _move(self, made: MeetingLine, meeting: MeetingRow, on: str, at: str) -> None:
        try:
            before = appointments.moved_on(self._desk.vault, meeting.contact_id, on, at)
        except InputProblem as problem:
            made.show_problem(problem)
        except WorkwellError as problem:
            self._tell(problem)
        else:
            self._said(before, f"The meeting with {meeting.name} was moved.")

    def _interpreter(self, meeting: MeetingRow, booked: bool) -> None:
        self._do(lambda: appointments.set_interpreter(self._desk.vault, meeting.contact_id, booked=booked), "")

    def _do(self, deed: Callable[[], Before | None], said: str) -> None:
        try:
            before = deed()
        except WorkwellError as problem:
            self._tell(problem)
        else:
            self._said(before, said)

    def _said(self, before: Before | None, said: str) -> None:
        """Read the page again, and offer to take back what was said."""
        if before is not None:
            back = ("Take that back", lambda: self._do(lambda: appointments.undo(self._desk.vault, before), ""))
            self._notice = lambda: Notice(self._desk.look, "note", said, icon="undo", deeds=[back], announce_it=True)
        self.changed.emit()

    def _tell(self, problem: WorkwellError) -> None:
        self._desk.doors.tell(self, problem.sentence, problem.next_step)


def _upcoming(today: Today, now: str) -> MeetingRow | None:
    """Return the next meeting: the first that is booked and not over at ``now`` (11:00), else the last one booked."""
    booked = [meeting for meeting in today.meetings if meeting.state == "booked"]
    return next((meeting for meeting in booked if meeting.ends >= now), booked[-1] if booked else None)


def _word(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)
