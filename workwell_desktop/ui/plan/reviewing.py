"""A review of the plan on one page: each open step and change, how sure somebody is now, and the next review."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import plan_reviewing
from workwell_desktop.casework.dates import Understood, lasting, plain, read_date
from workwell_desktop.casework.drafts import discard_draft, keep_draft, load_draft
from workwell_desktop.casework.plan_content import Change, Goal, Step, carried_words
from workwell_desktop.casework.plan_reviewing import (
    CARRY,
    DONE_ANSWER,
    STOP,
    HeldReview,
    LineEntry,
    ReviewedEntry,
    ToReview,
)
from workwell_desktop.casework.plan_rows import IN_PLACE
from workwell_desktop.casework.plan_state import PlanState
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.parts.buttons import does, main_button
from workwell_desktop.ui.parts.choices import Radios
from workwell_desktop.ui.parts.columns import Fold, Page
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field, first_error
from workwell_desktop.ui.parts.labels import IconText, Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, holder, line, reveal
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.scale import Scale
from workwell_desktop.ui.plan.rooms import PlanRoom

_MEASURE = 800  # pixels at 100 % text
_STEP = [(DONE_ANSWER, "Done"), (CARRY, "Carry on"), (STOP, "Leave it out")]
_CHANGE = [(DONE_ANSWER, "It is in place"), (CARRY, "Still open"), (STOP, "Not possible")]
_IN_PLACE = [(DONE_ANSWER, "It still helps"), (STOP, "It has ended")]
_NOTE_HINTS = {"step": "Only for you. It stands on no paper.", "change": "What was said, such as the reason."}


class ReviewRoom(PlanRoom):
    """Walks through the plan. What is typed is kept as a draft until the review is kept."""

    def __init__(self, desk: Desk, state: PlanState) -> None:
        """Show what there is to review, with what was left half written."""
        super().__init__(desk, state)
        self._person = state.participant_id
        self._keeper = Keeper(self._words, desk, self)
        self._keeper.told.connect(self._bar.set_kept)
        self._keeper.failed.connect(lambda words: self._bar.set_kept(words, "octagon-alert"))
        self._fields: dict[str, Field] = {}
        self._first: Mapping[str, Any] = {}
        self._notice: Callable[[], Notice] | None = None
        self._typed = self._draft()
        self._bar.set_kept("What is not answered is carried on to the next review.", "info")
        self.draw()

    def keep(self) -> bool:
        """Keep what is typed as a draft."""
        return self._keeper.keep_now()

    def draw(self) -> None:
        """Draw the page from the plan as it is kept now; what was typed stays."""
        typed = self._typed if not self._fields else self._values()
        asked = plan_reviewing.to_review(self._desk.vault, self._person)
        self._fields = {}
        self.show_page(self._made(asked))
        first = {"held_on": plain(self._desk.clock.today()), "next_on": plain(asked.next_on)}
        for name, value in first.items():
            self._fields[name].set_value(value)
        self._first = self._values()
        for name, value in typed.items():
            if name in self._fields:
                self._fields[name].set_value(value)
        for name, one in self._fields.items():
            one.edited.connect(self._keeper.touch)
            if name.endswith(" answer"):
                self._open_more(name)
        self._bar.set_buttons(
            self.back_button("Not now"), does(main_button(self._look, "Keep this review", "tick"), self._save)
        )

    def _made(self, asked: ToReview) -> Page:
        look = self._look
        title = f"Review of {asked.call_name}’s plan"
        page = Page(look, gap=24, name=title)
        page.add(Label(look, title, "page"))
        if self._notice is not None:
            page.add(self._notice())
        page.add(self._part("Steps", [self._step(one) for one in asked.steps], "No step is open."))
        changes = [self._change(one) for one in asked.changes]
        page.add(self._part("Changes at work", changes, "No change at work is open."))
        if asked.goals:
            page.add(self._part(f"How sure is {asked.call_name} now?", [self._sure(one) for one in asked.goals]))
        page.add(self._part("The next review", [self._next(asked)]))
        if asked.held:
            page.add(self._part("Reviews before", [self._before(one) for one in asked.held]))
        page.add(STRETCH)
        return page

    def _part(self, words: str, things: list[QWidget], none: str = "") -> QWidget:
        look = self._look
        body = column(look, Label(look, words, "section"), gap=16)
        for number, thing in enumerate(things):
            if number:
                body.addWidget(line(look))
            body.addWidget(thing)
        if not things:
            body.addWidget(Label(look, none, ink="ink2"))
        whole = holder(body)
        whole.setMaximumWidth(look.px(_MEASURE))
        return whole

    def _step(self, one: Step) -> QWidget:
        by = f"by {one.by_line}" if one.by_line else ""
        second = " · ".join(part for part in (one.who_said, by, one.state_word, one.carried_line) if part)
        return self._line("step", one.id, one.what, second, _STEP)

    def _change(self, one: Change) -> QWidget:
        carried = carried_words(one.carried)
        second = " · ".join(part for part in (one.state_word, one.second, carried) if part)
        return self._line("change", one.id, one.title, second, _IN_PLACE if one.state == IN_PLACE else _CHANGE)

    def _line(self, kind: str, line_id: int, words: str, second: str, options: list[tuple[str, str]]) -> QWidget:
        """Return the answers about a line; the new day and the note show once there is an answer."""
        look, name = self._look, f"{kind} {line_id}"
        answer = Field(look, words, Radios(look, options, across=True), hint=second, width="full")
        by = DateField(look, "New day", self._read_ahead, hint="Leave blank for the next review.")
        note = Field(look, "Note", Line(look), hint=_NOTE_HINTS[kind], width="name")
        for field, said in ((by, "New day"), (note, "Note")):
            field.focus_target().setAccessibleName(f"{said}: {words}")
        self._fields |= {f"{name} answer": answer, f"{name} by": by, f"{name} note": note}
        answer.edited.connect(lambda: self._open_more(f"{name} answer"))
        return holder(column(look, answer, Fold(look, by, note), gap=8))

    def _open_more(self, name: str) -> None:
        answer, which = self._fields[name].value(), name.removesuffix(" answer")
        reveal(self._fields[f"{which} by"], which.startswith("step") and answer == CARRY)
        reveal(self._fields[f"{which} note"], bool(answer))

    def _sure(self, goal: Goal) -> QWidget:
        now = f"Now {goal.confidence} of 10." if goal.confidence is not None else ""
        field = Field(
            self._look, f"“{goal.words}”", Scale(self._look, "Not sure at all", "Very sure"),
            hint=f"{now} Leave blank if it was not asked.".strip(), width="full",
        )  # fmt: skip
        self._fields[f"goal {goal.id} sure"] = field
        return field

    def _next(self, asked: ToReview) -> QWidget:
        look = self._look
        held = DateField(look, "This review was on", self._read_past, hint="")
        weeks = "week" if asked.weeks == 1 else f"{asked.weeks} weeks"
        following = DateField(look, "The next review is on", self._read_ahead, hint=f"The usual is every {weeks}.")
        note = Field(look, "Note about this review", Line(look), hint=_NOTE_HINTS["step"], width="full")
        self._fields |= {"held_on": held, "next_on": following, "note": note}
        return holder(column(look, Fold(look, held, following), note, gap=16))

    def _before(self, one: HeldReview) -> QWidget:
        look = self._look
        body = column(look, Label(look, plain(one.held_on), "medium"), gap=4)
        for words in one.lines:
            body.addWidget(IconText(look, "chevron-right", f"{words}.", ink="ink2", role="small"))
        if one.note:
            body.addWidget(Label(look, one.note, "hint"))
        return holder(body)

    # Keeping

    def _values(self) -> dict[str, Any]:
        return {name: field.value() for name, field in self._fields.items()}

    def _entry(self) -> ReviewedEntry:
        values = self._values()

        def lines(kind: str) -> dict[int, LineEntry]:
            ids = [int(name.split()[1]) for name in values if name.startswith(kind) and name.endswith(" answer")]
            return {
                one: LineEntry(
                    values[f"{kind} {one} answer"], _shown_day(values, kind, one), values[f"{kind} {one} note"]
                )
                for one in ids
            }

        sure = {int(name.split()[1]): number for name, number in values.items() if name.endswith(" sure")}
        return ReviewedEntry(values["held_on"], values["next_on"], values["note"], lines("step"), lines("change"), sure)

    def _save(self) -> None:
        try:
            plan_reviewing.hold_review(self._desk.vault, self._person, self._entry())
        except InputProblem as problem:
            for name, field in self._fields.items():
                field.set_error(problem.fields[name]) if name in problem.fields else field.clear()
            first_error(self._fields.values())
            self._bar.set_kept("Not kept yet. See the sentences beside the fields.", "octagon-alert")
            return
        except WorkwellError as problem:
            said = problem
            self._notice = lambda: Notice(self._look, "bad", said.sentence, said.next_step, announce_it=True)
            self.draw()
            if self._page is not None:
                self._page.to_top()
            return
        self._keeper.forget()
        self._fields, self._typed = {}, {}
        self.changed.emit()
        self.closed.emit()

    def _words(self) -> Words | None:
        person, typed = self._person, self._values()
        if typed == self._first:
            return lambda vault: discard_draft(vault, plan_reviewing.SCREEN, person)
        return lambda vault: keep_draft(vault, plan_reviewing.SCREEN, person, {"typed": typed})

    def _draft(self) -> dict[str, Any]:
        """Return what was left half written; a day that was typed as *in 2 weeks* means what it meant then."""
        draft = load_draft(self._desk.vault, plan_reviewing.SCREEN, self._person)
        if draft is None:
            return {}
        today = self._desk.clock.today()
        kept_on = draft.kept_at.astimezone(self._desk.clock.local().tzinfo).date()
        found = dict(draft.content["typed"])
        for name, value in found.items():
            if value and (name.endswith(" by") or name in {"held_on", "next_on"}):
                found[name] = lasting(value, kept_on, today, lean="past" if name == "held_on" else "future")
        return found

    def _read_past(self, typed: str) -> Understood:
        return read_date(typed, self._desk.clock.today(), lean="past")

    def _read_ahead(self, typed: str) -> Understood:
        return read_date(typed, self._desk.clock.today(), lean="future")


def _shown_day(values: Mapping[str, Any], kind: str, line_id: int) -> str:
    """Return the new day of a line that is carried on; another answer needs none."""
    carried = values[f"{kind} {line_id} answer"] == CARRY
    return str(values[f"{kind} {line_id} by"]) if carried else ""
