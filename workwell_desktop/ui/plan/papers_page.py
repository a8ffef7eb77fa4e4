"""Choosing in which forms the plan is printed: what is recorded as needed is chosen already, another asks for a reason.

page = PapersPage(desk, plan_papers(vault, participant_id))
page.wanted.connect(make)
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import papers
from workwell_desktop.casework.drafts import discard_draft, keep_draft, load_draft
from workwell_desktop.casework.plan_papers import REASONS, PaperForm, PlanPapers
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.keeper import Keeper
from workwell_desktop.ui.keeper import Words as TypedWords
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import main_button, quiet_button, second_button
from workwell_desktop.ui.parts.choices import Checks, Choice
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.fields import Field, first_error
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, empty_out, flow, holder, reveal
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.rows import Col, RowList, Words

if TYPE_CHECKING:
    pass

SCREEN = "plan_papers"  # of the draft
_RECORDED = "This is what {name} needs. {second}"
_USUAL = "Nothing else is written down as needed. {second}"


class PapersPage(QWidget):
    """The forms of one plan, then the papers that were made. ``wanted`` asks to make some (codes, reason).

    ``look_wanted`` asks to show one that was made (its id and title), ``closed`` to go back to the plan.
    """

    wanted = Signal(list, str)
    look_wanted = Signal(int, str)
    closed = Signal()

    def __init__(self, desk: Desk, offered: PlanPapers) -> None:
        """Offer the forms, with those ticked that were ticked when this page was last left without making any."""
        super().__init__()
        self._desk, self._offered = desk, offered
        self._made: Sequence[tuple[int, PaperForm]] = ()
        self._asked: list[str] = []
        look = desk.look
        name = offered.call_name
        options = [Choice(form.code, form.word, second=self._second(form)) for form in offered.forms]
        self._forms = Field(look, "Which papers?", Checks(look, options), width="full")
        self._reason = Field(look, f"Why does {name} get another form?", Line(look), hint=self._hint())
        self._quick = holder(flow(look, *(self._suggestion(words) for words in REASONS)))
        self._four = quiet_button(look, f"All {len(offered.also)} in one go", "plus")
        self._four.clicked.connect(self._choose_all)
        self._body = column(look, gap=16)
        self._told = column(look, gap=0)
        self._page = Page(look, self._told, self._body, STRETCH, gap=16, name=f"{name}’s papers")
        self._bar = BottomBar(look)
        self._make = main_button(look, "", "printer")
        self._make.clicked.connect(self._ask)
        self._close = second_button(look, "Close")
        self._close.clicked.connect(self._leave)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self._press_main)
        whole = column(look, self._page, self._bar, gap=0)
        whole.setStretchFactor(self._page, 1)
        self.setLayout(whole)
        self._keeper = Keeper(self._words, desk, self)
        self._keeper.told.connect(self._bar.set_kept)
        self._keeper.failed.connect(lambda words: self._bar.set_kept(words, "octagon-alert"))
        for field in (self._forms, self._reason):
            field.edited.connect(self._edited)
        self._offer()

    # Choosing

    def _offer(self) -> None:
        look = self._desk.look
        self._body.addWidget(Label(look, f"{self._offered.call_name}’s papers", "page"))
        for one in self._offered.undone:
            self._body.addWidget(Notice(look, "warn", one.what, one.instead))
        for what in self._offered.left_off:
            self._body.addWidget(
                Notice(
                    look, "note", f"Not on the pocket card: “{what}”.", "It tells about health, and others may see it."
                )
            )
        for part in (self._forms, self._four, self._reason, self._quick):
            self._body.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if part is self._four else Qt.AlignmentFlag(0))
        self._forms.set_value([self._offered.recorded])
        draft = load_draft(self._desk.vault, SCREEN, self._offered.participant_id)
        if draft is not None:
            known = {form.code for form in self._offered.forms}
            self._forms.set_value([code for code in draft.content["codes"] if code in known])
            self._reason.set_value(draft.content["reason"])
        self._bar.set_buttons(self._close, self._make)
        self._show_choice()

    def _second(self, form: PaperForm) -> str:
        if not form.recorded:
            return form.second
        words = _USUAL if form.code == "standard" else _RECORDED
        return words.format(name=self._offered.call_name, second=form.second)

    def _hint(self) -> str:
        return f"Recorded is: {self._offered.forms[0].word}. The reason is kept with the paper."

    def _suggestion(self, words: str) -> QWidget:
        button = quiet_button(self._desk.look, words)
        button.clicked.connect(partial(self._say_why, words))
        return button

    def _say_why(self, words: str) -> None:
        self._reason.set_value(words)
        self._edited()
        self._make.setFocus()

    def _choose_all(self) -> None:
        self._forms.set_value(list(self._offered.also))
        self._edited()
        if not self._reason.isHidden():
            self._reason.take_focus()

    def _edited(self) -> None:
        for field in (self._forms, self._reason):
            field.clear()
        self._keeper.touch()
        self._show_choice()

    def _show_choice(self) -> None:
        codes = self._forms.value()
        asks = self._offered.needs_reason(codes)
        reveal(self._reason, asks)
        reveal(self._quick, asks)
        self._make.set_text(f"Make {len(codes)} papers" if len(codes) > 1 else "Make the paper")

    def _words(self) -> TypedWords:
        content = {"codes": self._forms.value(), "reason": self._reason.value()}
        person = self._offered.participant_id
        return lambda vault: keep_draft(vault, SCREEN, person, content)

    def keep(self) -> bool:
        """Keep what is typed as a draft. Return whether all is kept."""
        return self._keeper.keep_now()

    def take_focus(self) -> None:
        """Give the focus to the button that makes what is chosen: nothing more is needed for what is recorded."""
        self._make.setFocus()

    # Making

    def _ask(self) -> None:
        self._asked = self._forms.value()
        reason = self._reason.value().strip() if self._offered.needs_reason(self._asked) else ""
        self._make.setEnabled(False)
        self._make.set_text("Making the papers ..." if len(self._asked) > 1 else "Making the paper ...")
        self.wanted.emit(self._asked, reason)

    def refuse(self, problem: WorkwellError) -> None:
        """Say beside the fields what is missing, or at the top what stands in the way."""
        self._make.setEnabled(True)
        self._show_choice()
        if isinstance(problem, InputProblem):
            named = {"codes": self._forms, "reason": self._reason}
            for name, sentence in problem.fields.items():
                named[name].set_error(sentence)
            first_error(named.values())
        else:
            notice = Notice(self._desk.look, "bad", problem.sentence, problem.next_step, announce_it=True)
            empty_out(self._told)
            self._told.addWidget(notice)
            self._page.to_top()

    def made(self, paper_ids: Sequence[int]) -> None:
        """Show the papers that were made, each to be looked at, and all to be printed in one go."""
        self.forget()
        empty_out(self._told)
        by_code = {form.code: form for form in self._offered.forms}
        self._made = tuple((paper_id, by_code[code]) for paper_id, code in zip(paper_ids, self._asked, strict=True))
        look = self._desk.look
        for part in (self._forms, self._four, self._reason, self._quick):
            part.setParent(None)
        empty_out(self._body)
        rows = RowList(look, "Papers that were made", [Col("", 1), Col("")])
        for paper_id, form in self._made:
            see = quiet_button(look, "Look at it", "eye")
            see.setAccessibleName(f"Look at it: {form.word}")
            see.clicked.connect(partial(self.look_wanted.emit, paper_id, self.title_of(paper_id)))
            rows.add(form.code, Words(form.word, form.second), see)
        heading = Label(look, f"{len(self._made)} papers for {self._offered.call_name}", "page")
        self._body.addWidget(heading)
        for one in self._offered.undone:
            self._body.addWidget(Notice(look, "warn", one.what, one.instead))
        self._body.addWidget(rows)
        print_all = main_button(look, f"Print all {len(self._made)}", "printer")
        print_all.setToolTip("Print them in one go (Ctrl+P)")
        print_all.clicked.connect(self._print)
        self._make = print_all
        self._bar.set_buttons(self._close, print_all)
        self._bar.set_kept("A copy of each is kept in the vault.")
        print_all.setFocus()

    def title_of(self, paper_id: int) -> str:
        """Return the title of a paper in its preview."""
        form = next(form for made, form in self._made if made == paper_id)
        return self._offered.title if form.code == "standard" else f"{self._offered.title}: {form.word}"

    @property
    def has_several(self) -> bool:
        """Whether several papers were made."""
        return len(self._made) > 1

    # Printing

    def _press_main(self) -> None:
        if self._make.isEnabled():
            self._make.click()

    def _print(self) -> None:
        from workwell_desktop.ui.printing import joined  # noqa: PLC0415 - the printer is kept out of the start

        vault = self._desk.vault
        try:
            pdf = joined([papers.paper_bytes(vault, paper_id) for paper_id, _form in self._made])
        except WorkwellError as problem:
            self.refuse(problem)
            return
        self._desk.doors.print_pdf(self, pdf, self._printed)

    def _printed(self, printed: bool) -> None:
        if not printed:
            self._bar.set_kept("Nothing was printed.", "info")
            return
        try:
            for paper_id, _form in self._made:
                papers.note_printed(self._desk.vault, paper_id)
        except WorkwellError as problem:
            self.refuse(problem)
            return
        self._bar.set_kept(f"All {len(self._made)} printed. Write down how they were sent.")

    # Leaving

    def forget(self) -> None:
        """Drop the draft: the papers are made, or nobody wants them now."""
        self._keeper.forget()
        discard_draft(self._desk.vault, SCREEN, self._offered.participant_id)

    def _leave(self) -> None:
        if not self._made:
            try:
                self.forget()
            except WorkwellError as problem:
                self.refuse(problem)
                return
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)
