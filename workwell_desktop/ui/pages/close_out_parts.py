"""The four parts of the close-out: the note, the steps, the next date, and the papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import lists
from workwell_desktop.casework.agenda import with_lines
from workwell_desktop.casework.appointments import CANCELLED, DID_NOT_COME
from workwell_desktop.casework.clock_times import read_time
from workwell_desktop.casework.close_out import CAME, MISTAKE, OF_ONE_BEGUN, OUTCOMES, CloseOut, OpenStep
from workwell_desktop.casework.close_papers import PaperChoice
from workwell_desktop.casework.dates import Understood
from workwell_desktop.ui.parts.buttons import quiet_button
from workwell_desktop.ui.parts.choices import Check, Checks, Choice, Radios, Segments
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, beside, column, flow, holder, reveal, row
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.rows import RowList, Words
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.style.theme import Look

ReadDay = Callable[[str], Understood]
DATE_HINT = "As you would say it: 5 dec, in 2 weeks."
DONE, NOT_YET = "done", "not_yet"


class Part(QWidget):
    """A heading with fields below it. ``edited``: somebody typed or chose something."""

    edited = Signal()

    def __init__(self) -> None:
        """Hold no fields yet."""
        super().__init__()
        self.fields: dict[str, Field] = {}

    def _listen(self) -> None:
        for field in self.fields.values():
            field.edited.connect(self.edited)


class NoteParts(Part):
    """Whether they came, and what was talked about."""

    def __init__(self, look: Look, shown: CloseOut) -> None:
        """Show the note with what was ticked on the agenda, or begun elsewhere, already in it."""
        super().__init__()
        self.area = TextArea(look, lines=6, most=16)
        self.area.set_value(shown.words)
        by = [(choice.code, choice.label) for choice in lists.choices("cancelled_by")]
        came = Radios(look, OF_ONE_BEGUN, across=True) if shown.begun else Segments(look, OUTCOMES)
        came.set_value(CAME if shown.begun else "")
        self.fields["outcome"] = Field(
            look, f"Did {shown.call_name} come?", came, width="full" if shown.begun else "sentence"
        )
        self.fields["cancelled_by"] = Field(look, "Who cancelled?", Segments(look, by))
        self.fields["why"] = Field(look, "Why", Line(look), hint="Leave blank if nobody said.", width="full")
        self.fields["outcome"].edited.connect(self.turn)
        hint = f"{shown.call_name} can read this. Write it so that you both know it again."
        self.fields["note"] = Field(look, "What you talked about", self.area, hint=hint, width="full")
        self._heading = Label(look, "The note", "section")
        ticked = with_lines("", shown.ticked).strip()
        self._nothing_new: dict[str, tuple[str, ...]] = {
            CANCELLED: ("", ticked),
            DID_NOT_COME: ("", ticked),
            MISTAKE: ("", ticked, shown.words.strip()),  # what was written elsewhere stays there
        }
        self._mistake = Label(
            look, "The start is taken back, as if nobody had pressed it. Nothing else is kept.", "hint"
        )
        asked = [field for name, field in self.fields.items() if name != "note"]
        came_first = column(look, *asked, self._mistake, gap=12)
        note = column(look, self._heading, self.fields["note"], gap=12)
        self.setLayout(column(look, came_first, note, gap=24))
        self._listen()
        self.turn()

    def turn(self) -> None:
        """Show the fields that the outcome asks for. Words that were written stay in sight whatever it is."""
        outcome = str(self.fields["outcome"].value())
        for name, states in (("cancelled_by", {CANCELLED}), ("why", {CANCELLED, DID_NOT_COME})):
            reveal(self.fields[name], outcome in states)
        reveal(self._mistake, outcome == MISTAKE)
        noted = self.area.words().strip() not in self._nothing_new.get(outcome, ())
        reveal(self._heading, noted)
        reveal(self.fields["note"], noted)

    def said(self) -> str:
        """Return the words of the note; none while it is out of sight."""
        return "" if self.fields["note"].isHidden() else self.area.words()


class StepParts(Part):
    """The open steps of the plan, each done or not yet, and one to add. ``plan_wanted``: go to the plan."""

    plan_wanted = Signal()

    def __init__(self, look: Look, shown: CloseOut, read_day: ReadDay) -> None:
        """Show the open steps."""
        super().__init__()
        self._was = {step.id: step.state for step in shown.steps}
        self._said: dict[int, Segments] = {}
        things: list[QWidget] = [Label(look, "Steps", "section")]
        if shown.steps:
            things.append(self._list(look, shown.steps))
        else:
            things.append(Label(look, "No step is open.", ink="ink2"))
        whole = column(look, *things, gap=12)
        if shown.plan_agreed:
            to_plan = quiet_button(look, "Go to the plan")
            to_plan.clicked.connect(self.plan_wanted)
            whole.addWidget(Label(look, "This plan is agreed. A new step begins a new plan.", "hint"))
            whole.addLayout(row(look, to_plan, STRETCH))
        else:
            whole.addWidget(self._adder(look, shown.call_name, read_day))
        self.setLayout(whole)
        self._listen()

    def value(self) -> dict[str, str]:
        """Return how each step stands, by its id as text: ``done``, or what it was."""
        return {
            str(step): DONE if said.value() == DONE else self._was[step]
            for step, said in self._said.items()
            if said.value()
        }

    def set_value(self, states: Mapping[str, str]) -> None:
        """Show how each step stands."""
        for step, state in states.items():
            if int(step) in self._said:
                self._said[int(step)].set_value(DONE if state == DONE else NOT_YET)

    def _list(self, look: Look, steps: Sequence[OpenStep]) -> RowList:
        made = RowList(look, "Steps that are open")
        for step in steps:
            said = Segments(look, [Choice(DONE, "Done"), Choice(NOT_YET, "Not yet", "clock")], name=step.what)
            said.setMinimumWidth(look.px(184))
            said.edited.connect(self.edited)
            self._said[step.id] = said
            made.add(str(step.id), Words(step.what, step.about), said)
        return made

    def _adder(self, look: Look, called: str, read_day: ReadDay) -> QWidget:
        self.fields = {
            "what": Field(look, "A new step", Line(look), hint="Leave blank if there is none.", width="full"),
            "who": Field(look, "Who does it", Line(look), hint=f"{called}, you, or somebody else.", width="name"),
            "by": DateField(look, "By when", read_day, hint=DATE_HINT),
        }
        made = QWidget()
        made.setLayout(column(look, self.fields["what"], beside(look, self.fields["who"], self.fields["by"]), gap=12))
        return made


class NextParts(Part):
    """When you meet next, where and how."""

    def __init__(self, look: Look, shown: CloseOut, read_day: ReadDay, minded: Sequence[QWidget] = ()) -> None:
        """Show what is to be ``minded`` when they are reached, what is booked already, and fields for a meeting."""
        super().__init__()
        at = Line(look)
        time_field = Field(look, "What time", at, hint="11 or 2.15 pm", width="postcode")
        time_field.left.connect(lambda: _show_time(time_field))
        self.fields = {
            "next_on": DateField(look, "Which day", read_day, hint=DATE_HINT),
            "next_at": time_field,
            "next_way": Field(
                look,
                "How you meet",
                Combo(look, [(choice.code, choice.label) for choice in lists.choices("meeting_way")]),
                width="name",
            ),
            "next_place": Field(look, "Where", Line(look), width="name"),
            "next_purpose": Field(look, "What for", Line(look), hint="Leave blank for a usual meeting.", width="full"),
        }
        things: list[QWidget] = [Label(look, "The next meeting", "section")]
        if minded:
            things.append(holder(flow(look, *minded, gap=16)))
        if shown.next_line:
            things.append(Label(look, f"{shown.next_line}.", "medium"))
            things.append(Label(look, "Already booked? Leave these blank.", "hint"))
        elif shown.place:
            things.append(Label(look, f"This time you met in: {shown.place}.", "hint"))
        whole = column(look, *things, gap=12)
        whole.addWidget(beside(look, self.fields["next_on"], self.fields["next_at"]))
        whole.addWidget(beside(look, self.fields["next_way"], self.fields["next_place"]))
        whole.addWidget(self.fields["next_purpose"])
        self._interpreter = Check(
            look, "The interpreter is booked", f"{shown.call_name} needs one {shown.interpreter}."
        )
        reveal(self._interpreter, bool(shown.interpreter))
        self._interpreter.edited.connect(self.edited)
        whole.addWidget(self._interpreter)
        self.setLayout(whole)
        self._listen()

    def interpreter(self) -> bool:
        """Say whether the interpreter is booked."""
        return self._interpreter.value()

    def set_interpreter(self, booked: bool) -> None:
        """Show whether the interpreter is booked."""
        self._interpreter.set_value(booked)


class PaperParts(Part):
    """The papers that can be printed, each with its tick and the size it will have."""

    def __init__(self, look: Look, choices: Sequence[PaperChoice], not_ready: str = "") -> None:
        """Show the papers; those that are likely to be wanted are ticked. ``not_ready`` says which one is not there."""
        super().__init__()
        self._codes = [choice.code for choice in choices]
        self._checks: Checks | None = None
        whole = column(look, Label(look, "Papers to print", "section"), gap=12)
        if choices:
            options = [Choice(choice.code, choice.word, second=choice.second) for choice in choices]
            self._checks = Checks(look, options, name="Papers to print")
            self._checks.set_value([choice.code for choice in choices if choice.wanted])
            self._checks.edited.connect(self.edited)
            whole.addWidget(self._checks)
        elif not not_ready:
            whole.addWidget(Label(look, "There is no paper to print yet.", ink="ink2"))
        if not_ready:
            whole.addWidget(Label(look, not_ready, "hint"))
        self.setLayout(whole)

    def value(self) -> list[str]:
        """Return the codes of the papers that are ticked."""
        return self._checks.value() if self._checks is not None else []

    def set_value(self, codes: Sequence[str]) -> None:
        """Tick these papers, as far as they are still there."""
        if self._checks is not None:
            self._checks.set_value([code for code in codes if code in self._codes])


def _show_time(field: Field) -> None:
    """Say back a time as it was understood, or what is wrong with it."""
    understood = read_time(str(field.value()))
    if understood.problem:
        field.set_error(understood.problem)
    elif understood.sentence:
        field.set_understood(understood.sentence)
