"""Where a participant was sent: each referral with how it stands and when to ask again, brought up to date in place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import lists, service_referrals
from workwell_desktop.casework.agreements import SECTION as AGREEMENTS
from workwell_desktop.casework.dates import Understood, plain, read_date
from workwell_desktop.casework.plan_state import PlanState
from workwell_desktop.casework.service_referral_rules import FORMAL
from workwell_desktop.casework.service_referrals import (
    MoveEntry,
    ReferralLine,
    Referrals,
    load_referrals,
    state_choices,
)
from workwell_desktop.casework.sharing import SharingStopped
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.buttons import Button, does, quiet_button, second_button
from workwell_desktop.ui.parts.choices import Segments
from workwell_desktop.ui.parts.columns import Fold, Page
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import IconText, Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, flow, holder, line, row
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.plan.editors import Editor
from workwell_desktop.ui.plan.one_open import At, OneOpen
from workwell_desktop.ui.plan.rooms import PlanRoom

OPEN, ALL = "open", "all"
STAND, SAY = "stand", "Say how it stands"
BADGES = {
    "to_send": "todo", "sent": "sent", "received": "sent", "waiting": "waiting", "accepted": "booked",
    "started": "doing", "finished": "done", "declined": "left_out", "no_reply": "waiting", "did_not_come": "warning",
    "taken_back": "left_out",
}  # fmt: skip
_MEASURE = 800  # pixels at 100 % text: longer lines are hard to follow
_TITLE = "Where {name} was sent"
_HINT = "The step in the plan says the same. A referral that you send needs {name}’s agreement first."
_NONE = "No service is in the plan yet. Choose one on the tab Service directory."


class ReferralsRoom(PlanRoom):
    """Shows every service of the plan with the history of its referral; one can be brought up to date in place."""

    def __init__(self, desk: Desk, state: PlanState) -> None:
        """Show the referrals of the present plan, with what was left half written."""
        super().__init__(desk, state)
        self._person = state.participant_id
        self._which = OPEN
        self._notice: Callable[[], Notice] | None = None
        self._lines: dict[int, Button] = {}
        self._open = OneOpen(desk, service_referrals.SCREEN, self._person, self)
        self._open.save_wanted.connect(self._save)
        self._open.close_wanted.connect(self._close)
        self._open.keeper.told.connect(self._bar.set_kept)
        self._open.keeper.failed.connect(lambda words: self._bar.set_kept(words, "octagon-alert"))
        self._bar.set_kept("Everything here is kept.")
        self.draw()

    def keep(self) -> bool:
        """Keep what is typed as a draft."""
        return self._open.keeper.keep_now()

    def draw(self) -> None:
        """Draw the list as it is kept now."""
        look, found = self._look, load_referrals(self._desk.vault, self._person)
        at = self._open.at
        if at is not None and at.id not in {one.step_id for one in found.lines}:
            self._open.shut()
        elif at is not None and not any(one.open for one in found.lines if one.step_id == at.id):
            self._which = ALL
        title = _TITLE.format(name=found.call_name)
        page = Page(look, gap=20, name=title)
        page.add(Label(look, title, "page"))
        page.add(Label(look, _HINT.format(name=found.call_name), "hint"))
        if self._notice is not None:
            page.add(self._notice())
        which = Segments(look, [(OPEN, "Still open"), (ALL, "All of them")], name="Which referrals")
        which.set_value(self._which)
        which.setMaximumWidth(look.width("name"))
        which.edited.connect(lambda: self._show_which(which.value()))
        page.add(which)
        page.add(self._list(found))
        page.add(STRETCH)
        self.show_page(page)
        buttons = [self.back_button()]
        if any(one.kind == FORMAL and one.open for one in found.lines):
            buttons.append(does(second_button(look, "Write the letter", "sheet"), self.letters_wanted.emit))
        self._bar.set_buttons(*buttons)

    def _list(self, found: Referrals) -> QWidget:
        look = self._look
        self._lines = {}
        shown = [one for one in found.lines if one.open or self._which == ALL]
        body = column(look, gap=0)
        for one in shown:
            body.addWidget(self._line(one))
            body.addWidget(line(look))
        if not shown:
            body.addWidget(Label(look, "Nothing is open any more." if found.lines else _NONE, ink="ink2"))
        whole = holder(body)
        whole.setMaximumWidth(look.px(_MEASURE))
        return whole

    def _line(self, one: ReferralLine) -> QWidget:
        look = self._look
        head = row(look, gap=12)
        head.addWidget(Label(look, one.name, "medium"), 1)
        head.addWidget(Badge(look, one.state_word, BADGES[one.state]), 0, Qt.AlignmentFlag.AlignTop)
        inside = column(look, head, gap=4, margins=(0, 12, 0, 12))
        inside.addWidget(Label(look, f"{one.kind_word} · {one.since}", "hint"))
        if one.about:
            inside.addWidget(Label(look, f"This is about: {one.about}", "hint"))
        if one.then:
            inside.addWidget(Label(look, one.then, "hint"))
        if one.now:
            inside.addWidget(IconText(look, "triangle-alert", one.now, ink="warn", role="small_strong"))
        for said in one.events:
            inside.addWidget(IconText(look, "chevron-right", said, ink="ink2", role="small"))
        if one.chase:
            inside.addWidget(IconText(look, "calendar", f"{one.chase}.", ink="ink", role="small_strong"))
        if self._open.at is not None and self._open.at.id == one.step_id:
            inside.addWidget(self._editor(one))
        else:
            button = quiet_button(look, SAY, "pencil")
            button.setAccessibleName(f"{SAY}: {one.name}")
            self._lines[one.step_id] = does(button, partial(self._begin, At(STAND, one.step_id)))
            inside.put(flow(look, button))
        return holder(inside)

    def _editor(self, one: ReferralLine) -> Editor:
        look = self._look
        state = Field(look, "How it stands", Combo(look, state_choices(one.kind), empty=""), width="name")
        on = DateField(look, "Since which day", self._read_past, hint="")
        who = Field(look, "Who said so", Line(look), hint="Leave blank if nobody did.", width="name")
        reasons = [(choice.code, choice.label) for choice in lists.choices("service_decline_reason")]
        why = Field(look, "If it was a no: why", Combo(look, reasons, empty="It was not"), width="name")
        note = Field(look, "What was said about it", Line(look), width="full")
        ask = DateField(look, "Ask again on", self._read_ahead, hint="Leave blank for the usual time.")
        fields = {"state": state, "on": on, "who": who, "reason": why, "note": note, "ask": ask}
        for field, width in ((state, "name"), (why, "name"), (on, "date"), (who, "name"), (ask, "date")):
            field.setMinimumWidth(look.width(width) if not look.large else 0)
        lines = [Fold(look, state, why), Fold(look, on, who), note, ask]
        made = Editor(look, fields, lines, "Save how it stands")
        first = {"state": one.state, "on": plain(self._desk.clock.today())}
        return self._open.make(made, first)

    def _begin(self, at: At) -> None:
        """Open the fields of a line. Words in those that stand open are saved first."""
        if self._open.changed and not self._save():
            return
        self._notice = None
        self._open.open(at)
        self.draw()
        if self._open.editor is not None:
            self._open.editor.take_focus()

    def _save(self) -> bool:
        at, editor = self._open.at, self._open.editor
        if at is None or editor is None:
            return True
        try:
            service_referrals.move_on(self._desk.vault, self._person, at.id, MoveEntry(**editor.values()))
        except InputProblem as problem:
            editor.show_problem(problem)
            self._bar.set_kept("Not saved yet. See the sentences beside the fields.", "octagon-alert")
            return False
        except WorkwellError as problem:
            self._refuse(problem)
            return False
        self._open.shut()
        self._notice = None
        self.changed.emit()
        self.draw()
        self._bar.set_kept(f"Kept at {self._desk.clock.local():%H:%M}. Nothing is lost if you lock or close.")
        self._focus(at)
        return True

    def _close(self) -> None:
        """Shut the fields without saving."""
        at = self._open.at
        try:
            self._open.drop()
        except WorkwellError as problem:
            self._refuse(problem)
            return
        self.draw()
        if at is not None:
            self._focus(at)

    def _focus(self, at: At) -> None:
        button = self._lines.get(at.id)
        if button is not None:
            button.setFocus(Qt.FocusReason.TabFocusReason)

    def _refuse(self, problem: WorkwellError) -> None:
        deeds = []
        if isinstance(problem, SharingStopped):
            deeds = [("Go to Agreements", partial(self.section_wanted.emit, AGREEMENTS))]
        self._notice = lambda: Notice(
            self._look, "bad", problem.sentence, problem.next_step, deeds=deeds, announce_it=True
        )
        self.draw()

    def _show_which(self, which: str) -> None:
        self._which = which
        self.draw()

    def _read_past(self, typed: str) -> Understood:
        return read_date(typed, self._desk.clock.today(), lean="past")

    def _read_ahead(self, typed: str) -> Understood:
        return read_date(typed, self._desk.clock.today(), lean="future")
