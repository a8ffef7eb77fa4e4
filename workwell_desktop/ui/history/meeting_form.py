"""One meeting: booked, put right, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from workwell_desktop.casework import appointments, lists
from workwell_desktop.casework.appointments import Before, Meeting, MeetingEntry
from workwell_desktop.casework.clock_times import read_time
from workwell_desktop.casework.dates import Understood, full, lasting, read_date
from workwell_desktop.casework.waiting import PAGE
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.history.typed_view import TypedView
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import Button, main_button, quiet_button, second_button
from workwell_desktop.ui.parts.choices import Radios, Segments
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field, first_error
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, Thing, beside, column, holder, reveal, row
from workwell_desktop.ui.parts.line import Line

BOOKED, MOVED = "booked", "moved"
CLOSE_OUT = "close_out"  # the page where a meeting is closed
_BADGES = {"booked": "soon", "attended": "done"}
_SAID = {
    "attended": "It is written down that you met.",
    "did_not_attend": "It is written down that the meeting did not take place.",
    "cancelled": "The meeting is cancelled.",
    MOVED: "The meeting is moved.",
    BOOKED: "The meeting is booked.",
}


class MeetingForm(TypedView):
    """A new meeting (``contact_id`` 0), one that is booked, or one that is over and only read."""

    def __init__(self, desk: Desk, participant_id: int, bar: BottomBar, contact_id: int = 0) -> None:
        """Show the meeting's fields, or what is known of it."""
        super().__init__(desk, participant_id, bar)
        self._id = contact_id
        self._meeting: Meeting | None = appointments.meeting(desk.vault, contact_id) if contact_id else None
        look = desk.look
        back = quiet_button(look, "Back to the history", "back")
        back.clicked.connect(self.closed)
        head: list[Thing] = [row(look, back, STRETCH)]
        if self._meeting is None:
            things = [*head, Label(look, "Book a meeting", "page"), *self._form()]
        elif self._meeting.state == BOOKED:
            things = [*head, self._title(self._meeting), *self._form()]
        else:
            things = [*head, self._title(self._meeting), *self._facts(self._meeting)]
        page = Page(look, *things, gap=16, name="Meeting")
        self.setLayout(column(look, page, gap=0))

    def begin(self) -> None:
        """Begin in the first field."""
        if self._meeting is None or self._meeting.state == BOOKED:
            (self._outcome if self._meeting else self._on).take_focus()

    # -- drawing --------------------------------------------------------------------------------------------

    def _title(self, meeting: Meeting) -> Thing:
        look = self._desk.look
        words = f"{meeting.purpose or 'Meeting'}, {full(meeting.starts_at.date())} at {meeting.starts_at:%H:%M}"
        badge = Badge(look, lists.label("contact_state", meeting.state), _BADGES.get(meeting.state, "left_out"))
        return column(look, Label(look, words, "page"), row(look, badge, STRETCH), gap=8)

    def _facts(self, meeting: Meeting) -> list[Thing]:
        look = self._desk.look
        where = ", ".join(part for part in (lists.label("meeting_way", meeting.mode), meeting.place) if part)
        said = [f"{meeting.minutes} minutes{f', {where[0].lower()}{where[1:]}' if where else ''}."]
        if meeting.cancelled_by:
            said.append(f"Cancelled by: {lists.label('cancelled_by', meeting.cancelled_by)}.")
        if meeting.why:
            said.append(f"Why: {meeting.why}")
        if meeting.moved_to:
            said.append(f"Moved to {full(meeting.moved_to.date())} at {meeting.moved_to:%H:%M}.")
        if meeting.not_closed:
            self._bar.set_kept("Not closed yet.", "pencil")
            close = main_button(look, "Close the meeting")
            close.clicked.connect(lambda: self.wanted.emit(f"place.{PAGE}.{CLOSE_OUT}"))
            self._bar.set_buttons(close)
        elif meeting.state == "attended":
            self._bar.set_kept("This meeting is over.")
            note = main_button(look, "Write a note about it")
            note.clicked.connect(lambda: self.wanted.emit(f"note.0.{meeting.id}"))
            self._bar.set_buttons(self._put_right_button(), note)
        else:
            self._bar.set_kept("This meeting did not take place.")
            again = main_button(look, "Book a new meeting")
            again.clicked.connect(lambda: self.wanted.emit("meeting"))
            self._bar.set_buttons(self._put_right_button(), again)
        return [Label(look, words) for words in said]

    def _put_right_button(self) -> Button:
        wrong = second_button(self._desk.look, "Put this right")
        wrong.clicked.connect(self._put_right)
        return wrong

    def _put_right(self) -> None:
        """Let the meeting stand as booked again, and ask afresh what became of it."""
        try:
            appointments.take_back(self._desk.vault, self._id)
        except WorkwellError as problem:
            self._bar.set_kept(f"Not saved yet. {problem.sentence} {problem.next_step}", "octagon-alert")
            return
        self.wanted.emit(f"meeting.{self._id}")

    def _form(self) -> list[Thing]:
        look = self._desk.look
        ways = [(choice.code, choice.label) for choice in lists.choices("meeting_way")]
        states = [(code, word) for code, word in self._states()]
        self._outcome = Field(look, "What became of it?", Radios(look, states, across=True), width="full")
        self._outcome.set_value(BOOKED if self._meeting else "")
        self._on = DateField(look, "Which day", self._read, hint="As you would say it: 5 dec, in 2 weeks.")
        self._at = Field(look, "What time", Line(look), hint="Such as 11 or 2.15 pm.", width="postcode")
        self._minutes = Field(look, "How many minutes", Line(look), hint="Such as 45.", width="postcode")
        self._mode = Field(
            look, "How you will meet", Combo(look, ways), hint="Leave blank if it is open.", width="name"
        )
        self._place = Field(look, "Where", Line(look), hint="A room, or an address.", width="name")
        self._purpose = Field(look, "What it is for", Line(look), width="sentence")
        by = [(choice.code, choice.label) for choice in lists.choices("cancelled_by")]
        self._by = Field(look, "Who cancelled?", Segments(look, by))
        self._why = Field(look, "Why", Line(look), hint="Leave blank if nobody said.", width="sentence")
        self._fields = {
            "on": self._on, "at": self._at, "minutes": self._minutes, "mode": self._mode, "place": self._place,
            "purpose": self._purpose, "by": self._by, "why": self._why,
        }  # fmt: skip
        entry = self._meeting.entry if self._meeting else MeetingEntry()
        for name in ("on", "at", "minutes", "mode", "place", "purpose"):
            self._fields[name].set_value(getattr(entry, name))
        for field in (self._on, self._at, self._minutes):
            field.left.connect(self._look_across)
        self._when = holder(
            column(
                look,
                beside(look, self._on, self._at, self._minutes),
                beside(look, self._mode, self._place),
                self._purpose,
                gap=16,
            )
        )
        self._days_of = BOOKED  # whose day and time stand in the fields: those of the meeting, or the new ones
        self._days = {BOOKED: (entry.on, entry.at), MOVED: ("", "")}
        self._outcome.edited.connect(self._turn)
        reveal(self._outcome, self._meeting is not None)
        self._turn()
        self._bar.set_kept("Nothing is booked yet." if self._meeting is None else "This meeting is booked.", "calendar")
        self.begin_keeping(appointments.screen(self._id), (self._outcome, *self._fields.values()))
        return [self._outcome, self._by, self._why, self._when]

    def _states(self) -> list[tuple[str, str]]:
        words = {BOOKED: "It is still to come"}
        states = [(choice.code, words.get(choice.code, choice.label)) for choice in lists.choices("contact_state")]
        if self._meeting is not None and self._meeting.starts_at.date() > self._desk.clock.today():
            states = [one for one in states if one[0] not in {"attended", "did_not_attend"}]
        return states

    def _turn(self) -> None:
        """Show the fields that the chosen outcome asks for."""
        state = self._outcome.value() or BOOKED
        reveal(self._when, state in {BOOKED, MOVED})
        reveal(self._by, state == "cancelled")
        reveal(self._why, state in {"cancelled", MOVED, "did_not_attend"})
        self._turn_days(MOVED if state == MOVED else BOOKED)
        words = "Book this meeting" if self._meeting is None else "Save this"
        keep, leave = main_button(self._desk.look, words), second_button(self._desk.look, "Close")
        keep.clicked.connect(self._keep)
        leave.clicked.connect(self.closed)
        self._bar.set_buttons(leave, keep)

    def _turn_days(self, whose: str) -> None:
        """Show the day and time that belong to the outcome; those of the other one wait with what was typed."""
        if whose != self._days_of:
            self._days[self._days_of] = (self._on.value(), self._at.value())
            self._days_of = whose
            for field, words in zip((self._on, self._at), self._days[whose], strict=True):
                field.set_value(words)
                field.clear()

    # -- what is typed --------------------------------------------------------------------------------------

    def values(self) -> dict[str, Any]:
        """Return the outcome, the day and time of each outcome, and the other fields."""
        days = self._days | {self._days_of: (self._on.value(), self._at.value())}
        others = {name: field.value() for name, field in self._fields.items() if name not in {"on", "at"}}
        return {"outcome": self._outcome.value(), "days": {name: list(day) for name, day in days.items()}, **others}

    def show_values(self, values: Mapping[str, Any], kept: datetime) -> None:
        """Show what was typed, the days as they were meant then."""
        for name, (on, at) in values["days"].items():
            meant = lasting(on, kept.date(), self._desk.clock.today(), lean="future") if on else ""
            self._days[name] = (meant, at)
        self._on.set_value(self._days[self._days_of][0])
        self._at.set_value(self._days[self._days_of][1])
        for name, field in self._fields.items():
            if name not in {"on", "at"}:
                field.set_value(values[name])
        if self._meeting is not None and values["outcome"] in dict(self._states()):
            self._outcome.set_value(values["outcome"])
            self._turn()

    # -- deeds ----------------------------------------------------------------------------------------------

    def _entry(self) -> MeetingEntry:
        names = ("on", "at", "minutes", "mode", "place", "purpose")
        return MeetingEntry(**{name: self._fields[name].value() for name in names})

    def _look_across(self) -> None:
        """Say the typed time back, and whether another meeting lies across it."""
        time = read_time(self._at.value())
        if time.problem:
            self._at.set_error(time.problem)
            return
        across = appointments.overlap(self._desk.vault, self._entry(), without=self._id)
        if across:
            self._at.set_note(across)
        elif time.sentence:
            self._at.set_understood(time.sentence)
        else:
            self._at.clear()

    def _keep(self) -> None:
        state = self._outcome.value() or BOOKED
        vault, why = self._desk.vault, self._why.value()
        deeds: dict[str, Callable[[], Before | int]] = {
            BOOKED: lambda: appointments.book(vault, self._person, self._entry(), self._id),
            "attended": lambda: appointments.attended(vault, self._id),
            "did_not_attend": lambda: appointments.did_not_come(vault, self._id, why),
            "cancelled": lambda: appointments.cancelled(vault, self._id, self._by.value(), why),
            MOVED: lambda: appointments.moved(vault, self._id, self._entry(), why),
        }
        try:
            before = deeds[state]()
        except InputProblem as problem:
            for name, field in self._fields.items():
                field.set_error(problem.fields[name]) if name in problem.fields else field.clear()
            first_error(self._fields.values())
            self.stay()
            return
        except WorkwellError as problem:
            self.stay()
            self._bar.set_kept(f"Not saved yet. {problem.sentence} {problem.next_step}", "octagon-alert")
            return
        self.forget()
        if isinstance(before, Before):
            self.undo = lambda: appointments.undo(vault, before)
        self.done.emit(_SAID[state])

    def _read(self, typed: str) -> Understood:
        return read_date(typed, self._desk.clock.today(), lean="future")
