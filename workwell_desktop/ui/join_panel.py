"""Can this person join? Each rule with its answer and the fact below it, and another way with a reason."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.drafts import discard_draft, keep_draft, load_draft
from workwell_desktop.casework.eligibility import Line as RuleLine
from workwell_desktop.casework.triage import Panel
from workwell_desktop.casework.triage_deeds import decide_another_way
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.pages.triage_editors import began
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.buttons import Button, quiet_button, second_button
from workwell_desktop.ui.parts.choices import Radios
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import IconText, Label, Picture, Quote
from workwell_desktop.ui.parts.layouts import STRETCH, column, empty_out, holder, line, row
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.plan.editors import Editor
from workwell_desktop.ui.unkept import unkept_notice

SCREEN = "can_join"  # of the draft that holds a reason that is being typed
_ICONS = {"yes": ("tick", "good", "Yes"), "no": ("cross", "bad", "No"), "not_known": ("dash", "ink2", "Not known")}


class JoinPanel(QWidget):
    """Shows one :class:`Panel`. ``changed`` says that the coach decided another way; ``accept_wanted`` asks for it.

    ``asked`` carries the field of the Intake that would answer a rule.
    """

    changed = Signal()
    accept_wanted = Signal()
    asked = Signal(str)

    def __init__(self, desk: Desk, *, accepts: bool = False) -> None:
        super().__init__()
        self._desk, self._accepts = desk, accepts
        self._referral = self._person = 0
        self._editor: Editor | None = None
        self._blank: dict[str, Any] = {}
        self._asked: Notice | None = None
        self._other: Button | None = None
        self._unkept = column(desk.look, gap=0)
        self._keeper = Keeper(self._words, desk, self)
        self._keeper.told.connect(lambda _words: empty_out(self._unkept))
        self._keeper.failed.connect(self._say_unkept)
        self._box = column(desk.look, gap=12)
        self._place = column(desk.look, gap=12)
        self.setLayout(column(desk.look, self._box, self._place, self._unkept, STRETCH, gap=12))

    def show_panel(self, referral_id: int, person: int, panel: Panel) -> None:
        """Show whether somebody can join, and go on with a reason that was being typed."""
        look = self._desk.look
        self.show_nobody()
        self._referral, self._person = referral_id, person
        title = f"Can {panel.call_name} join?" if panel.undecided else "The rules on that day"
        self._box.addWidget(Label(look, title, "section"))
        self._box.addLayout(row(look, _badge(desk=self._desk, panel=panel), STRETCH))
        if panel.decided:
            self._box.addWidget(Quote(look, panel.reason, "Decided another way than the rules say."))
        lines = column(look, gap=0)
        for one in panel.judged.lines:
            lines.addWidget(self._line(one, panel.undecided))
            lines.addWidget(line(look))
        self._box.addLayout(lines)
        self._box.addWidget(Label(look, panel.rules, "small", ink="ink2"))
        if panel.check_before_use:
            self._box.addWidget(IconText(look, "triangle-alert", "Check before use.", ink="warn", role="small_strong"))
        if panel.undecided:
            self._deeds(panel)
        draft = load_draft(self._desk.vault, SCREEN, person)
        if draft is not None:  # once it is decided too: what was typed is never out of sight
            self._open(draft.content)

    def show_nobody(self) -> None:
        """Keep what is being typed, and show nothing of anybody."""
        self._keeper.keep_now()
        self._referral = self._person = 0
        self._editor = self._other = self._asked = None
        empty_out(self._box)
        empty_out(self._place)

    def keep(self) -> bool:
        """Keep a reason that is being typed. Return whether all is kept."""
        return self._keeper.keep_now()

    def settled(self) -> bool:
        """Say whether no words are open here; else keep them and ask, in place, what shall become of them."""
        if self._editor is None or self._editor.values() == self._blank:
            return True
        self.keep()
        if self._asked is None:
            self._asked = began(self._desk.look, "You began a reason.", self._keep_answer, self._close)
            self._place.insertWidget(0, self._asked)
        self._asked.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
        return False

    def decide(self) -> None:
        """Open the fields for another way, and begin in them."""
        if self._editor is None:
            self._open({})
        if self._editor is not None:
            self._editor.take_focus()

    def say(self, notice: Notice) -> None:
        """Show why something cannot be done, where the deed was asked for."""
        self._place.addWidget(notice)

    def _line(self, one: RuleLine, undecided: bool) -> QWidget:
        look = self._desk.look
        icon, ink, said = _ICONS[one.answer]
        words = Label(look, one.words)
        words.setAccessibleName(f"{said}: {one.words}. {one.because}")
        below = column(look, words, Label(look, one.because, "hint"), gap=2)
        if one.asks and undecided:
            ask = quiet_button(look, "Ask now")
            ask.setAccessibleName(f"Ask now: {one.words}")
            ask.clicked.connect(lambda: self.asked.emit(one.asks))
            below.addLayout(row(look, ask, STRETCH))
        picture = Picture(look, icon, ink)
        inside = row(look, picture, gap=12, margins=(0, 8, 0, 8))
        inside.setAlignment(picture, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(below, 1)
        return holder(inside)

    def _deeds(self, panel: Panel) -> None:
        look = self._desk.look
        word = "Go by the rules again" if panel.decided else "Decide another way, with a reason"
        other = self._other = quiet_button(look, word)
        other.clicked.connect(self._by_the_rules if panel.decided else self.decide)
        self._box.addLayout(row(look, other, STRETCH))
        if self._accepts:
            accept = second_button(look, f"Accept {panel.call_name}", "tick")
            accept.clicked.connect(self.accept_wanted)
            self._box.addLayout(row(look, accept, STRETCH))

    def _open(self, values: dict[str, Any]) -> None:
        look = self._desk.look
        answer = Field(look, "Your answer", Radios(look, (("yes", "Can join"), ("no", "Cannot join"))), width="full")
        reason = Field(look, "Why?", Line(look), hint="This is kept with the referral.", width="full")
        self._editor = Editor(look, {"answer": answer, "reason": reason}, [answer, reason], "Save this answer")
        self._blank = self._editor.values()
        self._editor.set_values(values)
        self._editor.kept.connect(self._keep_answer)
        self._editor.closed.connect(self._close)
        self._editor.edited.connect(self._keeper.touch)
        self._place.addWidget(self._editor)

    def _by_the_rules(self) -> None:
        if self.settled():
            self._save("", "")

    def _keep_answer(self) -> None:
        if self._editor is not None:
            values = self._editor.values()
            self._save(values["answer"] or "?", values["reason"])

    def _save(self, answer: str, reason: str) -> None:
        try:
            decide_another_way(self._desk.vault, self._referral, answer, reason)
        except InputProblem as problem:
            if self._editor is not None:
                self._editor.show_problem(problem)
        except WorkwellError as problem:
            self._place.addWidget(Notice(self._desk.look, "bad", problem.sentence, problem.next_step, announce_it=True))
        else:
            self._forget()
            self.changed.emit()
            self._give_focus()

    def _close(self) -> None:
        self._forget()
        self._editor = self._asked = None
        empty_out(self._place)
        self._give_focus()

    def _give_focus(self) -> None:
        """Put the focus to the deed of the panel, once it is in sight: the fields that had it are gone."""
        if self._other is not None:
            QTimer.singleShot(0, self._other, partial(self._other.setFocus, Qt.FocusReason.TabFocusReason))

    def _say_unkept(self, sentence: str) -> None:
        """Say in place that the reason could not be kept, and what to do."""
        empty_out(self._unkept)
        self._unkept.addWidget(unkept_notice(self._desk.look, "Your reason is not saved yet.", sentence))

    def _forget(self) -> None:
        self._keeper.forget()
        empty_out(self._unkept)
        if load_draft(self._desk.vault, SCREEN, self._person) is not None:
            discard_draft(self._desk.vault, SCREEN, self._person)

    def _words(self) -> Words | None:
        if self._editor is None:
            return None
        values, person = self._editor.values(), self._person
        return lambda vault: keep_draft(vault, SCREEN, person, values)


def _badge(desk: Desk, panel: Panel) -> Badge:
    if panel.decided:
        word = "Yes, decided another way" if panel.decided == "yes" else "No, decided another way"
        return Badge(desk.look, word, "done" if panel.decided == "yes" else "warning")
    judged = panel.judged
    known = judged.words != "Not known yet"
    state = "warning" if judged.answer == "no" else "done" if known else "todo"
    return Badge(desk.look, judged.words, state)
