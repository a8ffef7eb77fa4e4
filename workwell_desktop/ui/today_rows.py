"""The rows of the start page: a meeting with what can be said of it, and a person who waits with every reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import lists
from workwell_desktop.casework.appointments import CANCELLED, DID_NOT_COME
from workwell_desktop.casework.dates import Understood
from workwell_desktop.casework.today import WaitingPerson
from workwell_desktop.casework.today_meetings import MeetingRow
from workwell_desktop.casework.waiting import WaitingRow
from workwell_desktop.errors import InputProblem
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.buttons import Button, deed_of_open_fields, main_button, quiet_button, second_button
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field, first_error
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, Bounded, beside, column, flow, holder, reveal, row
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.style.theme import Look

WAITING_BADGES = {"warn": "waiting", "bad": "late", "plain": "todo", "ready": "ready", "good": "done", "soon": "soon"}
MEETING_BADGES = {
    "good": "done",
    "booked": "booked",
    "warn": "waiting",
    "plain": "draft",
    "out": "left_out",
    "doing": "doing",
}
_CANCELLED = {"participant": "They cancelled", "coach": "We cancelled", "other": "Someone else cancelled"}


class MeetingLine(QWidget):
    """One meeting of the day. Its signals ask for what their names say; ``moved`` carries day and time as typed.

    ``said`` carries the state of a meeting that did not take place and, of a cancelled one, who cancelled.
    """

    start_wanted = Signal()
    back_wanted = Signal()
    close_wanted = Signal()
    said = Signal(str, str)
    moved = Signal(str, str)
    interpreter_said = Signal(bool)

    def __init__(
        self,
        look: Look,
        meeting: MeetingRow,
        times: int,
        read_day: Callable[[str], Understood],
        *,
        is_next: bool,
        free: bool,
    ) -> None:
        """Show a meeting whose time takes ``times`` pixels.

        ``is_next``: the next one, with the main button of the page. ``free``: no meeting is under way.
        """
        super().__init__()
        self._look, self._meeting, self._read_day, self._free = look, meeting, read_day, free and not is_next
        at = Label(look, meeting.at, "section", wrap=False)
        at.setMinimumWidth(times)
        second = " ".join(part for part in (f"{meeting.about}." if meeting.about else "", meeting.needs) if part)
        said = Label(look, second, "body", ink="ink2")
        reveal(said, bool(second))
        who = column(look, Label(look, meeting.name, "medium"), said, gap=4)
        above = Qt.AlignmentFlag.AlignTop
        top = row(look, gap=24)
        top.addWidget(at, 0, above)
        top.addLayout(who, 1)
        right = self._right(is_next=is_next, free=free)
        if look.large:
            who.addWidget(holder(flow(look, *right)))
        else:
            at_the_end = row(look, *right)
            top.addLayout(at_the_end)
            top.setAlignment(at_the_end, above)
        indent = 0 if look.large else times * 100 // look.scale + 24
        self._more = column(look, gap=12, margins=(indent, 4, 0, 8))
        self._below = holder(self._more)
        reveal(self._below, False)
        self._filled = False
        box = Bounded(look, gap=4)
        box.addLayout(top)
        box.addWidget(self._below)
        self.setLayout(box)

    def _right(self, *, is_next: bool, free: bool) -> list[QWidget]:
        """Return what stands at the right end: how it stands, the deed, and the way to say what became of it."""
        look, meeting = self._look, self._meeting
        found: list[QWidget] = []
        if meeting.badge:
            found.append(Badge(look, meeting.badge, MEETING_BADGES[meeting.kind]))
        if meeting.running:
            back = main_button(look, "Go back to it")
            back.setAccessibleName(f"Go back to the meeting with {meeting.name}")
            back.clicked.connect(self.back_wanted)
            found.append(back)
        elif meeting.to_close:
            close = second_button(look, "Close the meeting")
            close.setAccessibleName(f"Close the meeting with {meeting.name}")
            close.clicked.connect(self.close_wanted)
            found.append(close)
        elif meeting.state == "booked":
            if free and (is_next or not meeting.badge):
                start = (main_button if is_next else second_button)(look, "Start meeting")
                start.setAccessibleName(f"Start meeting with {meeting.name}")
                start.clicked.connect(self.start_wanted)
                found = [start]
            self._turner = quiet_button(look, "More", "chevron-down")
            self._turner.setAccessibleName(f"More about {meeting.at}, {meeting.name}")
            self._turner.clicked.connect(self.turn)
            found.append(self._turner)
        return found

    def turn(self) -> None:
        """Open or close what can be said of this meeting."""
        shown = self._below.isHidden()
        if not self._filled:
            self._fill()
        reveal(self._below, shown)
        self._turner.set_text("Less" if shown else "More")
        self._turner.setAccessibleName(f"{'Less' if shown else 'More'} about {self._meeting.at}, {self._meeting.name}")

    def show_problem(self, problem: InputProblem) -> None:
        """Show beside the fields what needs another look before the meeting can be moved."""
        for name, field in (("on", self._on), ("at", self._at)):
            if name in problem.fields:
                field.set_error(problem.fields[name])
        first_error((self._on, self._at))

    def _fill(self) -> None:
        look, meeting = self._look, self._meeting
        self._filled = True
        deeds: list[QWidget] = []
        if meeting.badge and self._free:  # else the button stands in the row itself
            start = self._deed("Start meeting")
            start.clicked.connect(self.start_wanted)
            deeds.append(start)
        for state, by, word in _not_met():
            button = self._deed(word)
            button.clicked.connect(partial(self._say, state, by))
            deeds.append(button)
        if meeting.interpreter:
            booked = meeting.interpreter == "booked"
            button = self._deed("Interpreter not booked" if booked else "Interpreter is booked")
            button.clicked.connect(lambda: self.interpreter_said.emit(not booked))
            deeds.append(button)
        self._more.addWidget(holder(flow(look, *deeds)))
        self._on = DateField(look, "New day", self._read_day, hint="As you would say it: 5 dec, in 2 weeks.")
        self._at = Field(look, "New time", Line(look), hint="11 or 2.15 pm", width="postcode")
        move = deed_of_open_fields(second_button(look, "Move it"), holds=False)
        move.setAccessibleName(f"Move it: {meeting.at}, {meeting.name}")
        move.clicked.connect(lambda: self.moved.emit(self._on.value(), self._at.value()))
        self._more.addWidget(beside(look, self._on, self._at))
        self._more.addLayout(row(look, move, STRETCH))

    def _say(self, state: str, by: str) -> None:
        self.said.emit(state, by)

    def _deed(self, word: str) -> Button:
        button = quiet_button(self._look, word)
        button.setAccessibleName(f"{word}: {self._meeting.at}, {self._meeting.name}")
        return button


def _not_met() -> Iterator[tuple[str, str, str]]:
    """Give what can be said of a meeting that did not take place: its state, who cancelled, and the word."""
    yield DID_NOT_COME, "", "Did not come"
    for choice in lists.choices("cancelled_by"):
        yield CANCELLED, choice.code, _CANCELLED.get(choice.code, f"Cancelled: {choice.label}")


class WaitingLine(QWidget):
    """Somebody who waits: the first reason with its deed, and the others behind *and 2 more*.

    ``opened`` carries participant, tab and section.
    """

    opened = Signal(int, int, str)

    def __init__(self, look: Look, person: WaitingPerson) -> None:
        """Show a person's reasons."""
        super().__init__()
        self._look, self._person = look, person
        first, rest = person.first, len(person.more)
        head = row(look, gap=12)
        head.addWidget(Label(look, first.name, "medium"), 1)
        head.addWidget(Badge(look, first.badge, WAITING_BADGES.get(first.kind, "todo")))
        deeds = row(look, self._deed(first), gap=16)
        self._turner = quiet_button(look, f"and {rest} more", "chevron-down") if rest else None
        if self._turner is not None:
            self._turner.clicked.connect(self.turn)
            self._name_turner(self._turner, opens=True)
            deeds.addWidget(self._turner)
        deeds.addStretch(1)
        self._others: QWidget | None = None  # made when they are asked for: there are many people on the page
        said = column(look, head, Label(look, first.reason), gap=2)
        self._whole = column(look, said, deeds, gap=0)
        self.setLayout(self._whole)

    def turn(self) -> None:
        """Show or hide the other reasons."""
        if self._turner is None:
            return
        if self._others is None:
            others = (self._other(one) for one in self._person.more)
            self._others = holder(column(self._look, *others, gap=12, margins=(0, 4, 0, 0)))
            reveal(self._others, False)
            self._whole.addWidget(self._others)
        shown = self._others.isHidden()
        reveal(self._others, shown)
        self._name_turner(self._turner, opens=not shown)

    def _name_turner(self, turner: Button, *, opens: bool) -> None:
        """Say on the button what it does, and of whom to a screen reader."""
        word = f"and {len(self._person.more)} more" if opens else "Show fewer"
        turner.set_text(word)
        turner.setAccessibleName(f"{word}: {self._person.first.name}")

    def _other(self, one: WaitingRow) -> QWidget:
        return holder(
            column(self._look, Label(self._look, one.reason), row(self._look, self._deed(one), STRETCH), gap=4)
        )

    def _deed(self, one: WaitingRow) -> Button:
        deed = quiet_button(self._look, one.deed)
        deed.setAccessibleName(f"{one.deed}: {one.name}")
        deed.clicked.connect(lambda: self.opened.emit(one.participant_id, one.tab, one.section))
        return deed
