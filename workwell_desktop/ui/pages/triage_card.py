"""One referral in full: what it says, whether the person can join, the tries so far, and the coach's answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import triage_deeds as deeds
from workwell_desktop.casework.dates import Lean, Understood, read_date
from workwell_desktop.casework.drafts import discard_draft, keep_draft, load_draft
from workwell_desktop.casework.episode_closing import ReferralEntry, refer_again
from workwell_desktop.casework.tabs import INTAKE
from workwell_desktop.casework.triage import UNDECIDED, ReferralCard, join_panel, referral_card
from workwell_desktop.casework.tries import TryEntry, record_try
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.banner_view import need_line
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.join_panel import JoinPanel
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.pages.triage_editors import (
    BEGAN,
    SAY_NO,
    SLOTS,
    again_editor,
    began,
    no_editor,
    try_editor,
    wait_editor,
)
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import Button, main_button, quiet_button, second_button
from workwell_desktop.ui.parts.columns import Columns, Page
from workwell_desktop.ui.parts.fields import announce
from workwell_desktop.ui.parts.labels import Label, Quote
from workwell_desktop.ui.parts.layouts import STRETCH, column, empty_out, flow, holder, line, reveal, row
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.rows import Col, RowList
from workwell_desktop.ui.plan.editors import Editor


class TriageCard(QWidget):
    """Shows one referral and takes the answer. ``decided`` says that the queue changed; ``next_wanted`` asks for more.

    ``opened`` asks for a participant, a tab and a section of the Intake; ``referred`` carries a new referral.
    """

    decided = Signal()
    referred = Signal(int)
    next_wanted = Signal()
    opened = Signal(int, int, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        look = desk.look
        self.card: ReferralCard | None = None
        self._editor: Editor | None = None
        self._doing = ""
        self._blank: dict[str, Any] = {}  # what stood in the fields before anything was typed
        self._asked: Notice | None = None
        self._add: Button | None = None
        self._main: Button | None = None
        self._keeper = Keeper(self._words, desk, self)
        self._bar = BottomBar(look)
        self._keeper.told.connect(self._bar.set_kept)
        self._keeper.failed.connect(lambda words: self._bar.set_kept(words, "octagon-alert"))
        self._head = column(look, gap=4)
        self._notices = column(look, gap=12)
        self._place = column(look, gap=12)
        self._left = column(look, gap=24)
        self._noticed, self._open_place = holder(self._notices), holder(self._place)
        left = column(look, self._open_place, holder(self._left), gap=24)
        self.panel = JoinPanel(desk)
        self.panel.changed.connect(self.read)
        self.panel.asked.connect(self._ask)
        parts = Columns(look, holder(left), self.panel, shares=(3, 2), at=660)
        self.page = Page(look, holder(self._head), self._noticed, parts, name="Referral")
        whole = column(look, self.page, self._bar, gap=0)
        whole.setStretchFactor(self.page, 1)
        self.setLayout(whole)
        look.changed.connect(self._look_changed)

    def show_referral(self, referral_id: int) -> bool:
        """Show a referral, and go on with an answer that was being typed.

        Words about another one that cannot be kept stay in sight, and nothing else is shown. Return whether it is.
        """
        if not self.keep():
            return False
        self._close(forget=False)
        self._read(referral_id)
        self._bring_back()
        return True

    def read(self) -> None:
        """Read the referral in sight again."""
        if self.card is not None:
            self._read(self.card.referral_id)

    def keep(self) -> bool:
        """Keep what is typed. Return whether all is kept."""
        kept = [self._keeper.keep_now(), self.panel.keep()]
        return all(kept)

    @property
    def _card(self) -> ReferralCard:
        if self.card is None:
            raise LookupError("no referral is shown")
        return self.card

    # -- what is shown --------------------------------------------------------------------------------------

    def _read(self, referral_id: int) -> None:
        self.card = card = referral_card(self._desk.vault, referral_id)
        self._show_head(card)
        self._show_left(card)
        self.panel.show_panel(card.referral_id, card.participant_id, card.panel)
        self._show_bar(card)

    def _look_changed(self) -> None:
        """Draw what to mind anew: with large text each stands on lines of its own."""
        if self.card is not None:
            self._show_head(self.card)

    def _show_head(self, card: ReferralCard) -> None:
        look = self._desk.look
        empty_out(self._head)
        undecided = card.state in UNDECIDED
        open_ = quiet_button(look, f"Open {card.call_name}’s intake", "person")
        open_.clicked.connect(lambda: self.opened.emit(card.participant_id, INTAKE, ""))
        name = row(look, Label(look, card.name, "name"), open_)
        name.setStretch(0, 1)
        self._head.addLayout(name)
        if card.needs:
            mind = [need_line(look, one, partial(self._open_section, card), folds=look.large) for one in card.needs]
            lines = column(look, *mind, gap=4) if look.large else flow(look, *mind, gap=16)
            self._head.addLayout(column(look, lines, gap=0, margins=(0, 6, 0, 6)))
        words = f"{card.clock.counted}." if undecided else card.decision
        self._head.addWidget(Label(look, words, "lead", ink="ink2"))
        if undecided and card.decision:
            self._head.addWidget(Label(look, card.decision, ink="ink2"))
        if card.decision_note:
            self._head.addWidget(Label(look, card.decision_note))
        if undecided and card.can_undo:
            back = quiet_button(look, "Undo the waiting", "undo")
            back.clicked.connect(self._undo)
            self._head.addLayout(row(look, back, STRETCH))
        self._notice(None)
        if card.propose_to_close:
            number = len(card.tries)
            close = [("Decline: not reached", self._not_reached)]
            point = f"Tried {'once' if number == 1 else f'{number} times'}, and nobody answered."
            self._notice(Notice(look, "warn", point, "Is it time to close this referral?", deeds=close))

    def _notice(self, notice: Notice | None) -> None:
        empty_out(self._notices)
        if notice is not None:
            self._notices.addWidget(notice)
        reveal(self._noticed, notice is not None)

    def _show_left(self, card: ReferralCard) -> None:
        look = self._desk.look
        empty_out(self._left)
        if card.reason:
            second = f"What {card.call_name} wants help with"
            self._left.addWidget(Quote(look, card.reason, second))
        facts = RowList(look, "The referral", [Col(""), Col("", 1)])
        for label, words in card.facts:
            pair = Label(look, label, ink="ink2", wrap=False), Label(look, words)
            for one in pair:  # beside words of two lines the label stands at the first
                one.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            facts.add(label, *pair)
        self._left.addWidget(facts)
        if card.mail:
            mail = second_button(look, "Read the e-mail", "sheet")
            mail.clicked.connect(partial(self._show_mail, mail, card.mail))
            self._left.addLayout(row(look, mail, STRETCH))
        self._left.addLayout(self._tries(card))
        self._left.addStretch(1)

    def _tries(self, card: ReferralCard) -> Any:
        look = self._desk.look
        number = len(card.tries)
        so_far = f"{number} of {card.tries_asked}" if number else "None yet"
        head = row(look, Label(look, f"Tries to reach {card.call_name}", "section", wrap=False), STRETCH)
        head.addWidget(Label(look, so_far, "small", ink="ink2", wrap=False))
        whole = column(look, head, gap=8)
        for one in card.tries:
            words = column(look, Label(look, one.said, "medium"), Label(look, one.when, "hint"), gap=2)
            if one.note:
                words.addWidget(Label(look, one.note))
            whole.addWidget(holder(words))
            whole.addWidget(line(look))
        if card.state in UNDECIDED:
            add = self._add = second_button(look, "Write down a try", "phone")
            add.clicked.connect(lambda: self._begin("try"))
            whole.addLayout(row(look, add, STRETCH))
        return whole

    def _show_mail(self, button: Button, mail: str) -> None:
        """Show the e-mail as it was kept, in place of the button."""
        words = Label(self._desk.look, mail)
        self._left.insertWidget(self._left.count() - 2, words)
        button.hide()

    def _show_bar(self, card: ReferralCard) -> None:
        look = self._desk.look
        if card.state in UNDECIDED:
            wait = second_button(look, "Let it wait")
            wait.clicked.connect(lambda: self._begin("wait"))
            no = second_button(look, SAY_NO)
            no.clicked.connect(lambda: self._begin("no"))
            accept = main_button(look, f"Accept {card.call_name}")
            accept.clicked.connect(self._accept)
            self._bar.set_kept("Nothing is sent to anybody.", "info")
            self._bar.set_buttons(wait, no, accept)
            self._main = accept
            return
        following = main_button(look, "Next referral")
        following.clicked.connect(self.next_wanted)
        self._main = following
        back = second_button(look, "Undo", "undo")
        back.clicked.connect(self._undo)
        again = second_button(look, "Refer again", "plus")
        again.clicked.connect(lambda: self._begin("again"))
        self._bar.set_kept(card.decision)
        offered = ((card.can_undo, back), (card.can_refer_again, again))
        self._bar.set_buttons(*(button for so, button in offered if so), following)

    # -- deeds ----------------------------------------------------------------------------------------------

    def _open_section(self, card: ReferralCard, section: str) -> None:
        self.opened.emit(card.participant_id, INTAKE, section)

    def _ask(self, field: str) -> None:
        self.opened.emit(self._card.participant_id, INTAKE, f"field:{field}")

    def _accept(self) -> None:
        if self._settled():
            self._try(lambda: deeds.accept(self._desk.vault, self._card.referral_id))

    def _not_reached(self) -> None:
        self._begin("no", {"how": "decline", "reason": "not_reached"})

    def _undo(self) -> None:
        if self._settled():
            self._try(lambda: deeds.undo(self._desk.vault, self._card.referral_id))

    def _settled(self) -> bool:
        """Say whether no words are open that another deed would pass over; else keep them and ask, in place."""
        if self._editor is None or self._editor.values() == self._blank:
            return self.panel.settled()
        self._keeper.keep_now()
        if self._asked is None:
            self._asked = began(self._desk.look, BEGAN[self._doing], self._keep_answer, self._put_away)
            self._place.insertWidget(0, self._asked)
        self.page.show_part(self._asked)
        self._asked.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
        return False

    def _try(self, deed: Callable[[], object]) -> None:
        """Do something; say beside the fields or above the card why it cannot be done."""
        try:
            deed()
        except InputProblem as problem:
            if self._editor is not None:
                self._editor.show_problem(problem)
        except deeds.RulesSayNo as problem:
            other = [("Decide another way", self.panel.decide)]
            self._say(problem, other)
        except WorkwellError as problem:
            self._say(problem, [])
        else:
            tried = self._doing == "try"
            self._close()
            self.read()
            self._bring_back()
            self.decided.emit()
            self._give_focus(tried=tried)
            announce(self, self._card.decision or self._card.clock.counted)

    def _say(self, problem: WorkwellError, others: Sequence[tuple[str, Callable[[], object]]]) -> None:
        self._notice(
            Notice(self._desk.look, "bad", problem.sentence, problem.next_step, deeds=others, announce_it=True)
        )
        self.page.verticalScrollBar().setValue(0)

    def _begin(self, doing: str, values: dict[str, Any] | None = None) -> None:
        if self._doing != doing or values:
            if self._editor is not None and not self._settled():
                return
            self._open(doing, values or {})
        if self._editor is not None:
            self._editor.take_focus()
            self.page.show_part(self._editor)

    def _open(self, doing: str, values: dict[str, Any], typed: dict[str, Any] | None = None) -> None:
        """Open the fields of a deed: with ``values`` that it brings along, and over them what was ``typed`` before."""
        self._close(forget=False)
        look, name = self._desk.look, self._card.call_name
        if doing == "try":
            editor, title = try_editor(look, self._reader("past")), f"A try to reach {name}"
        elif doing == "wait":
            editor, title = wait_editor(look, self._reader("future")), "Let it wait"
        elif doing == "again":
            editor, title = again_editor(look, self._reader("past"), name), f"A new referral of {name}"
        else:
            editor, title = no_editor(look), SAY_NO
        editor.set_values(values)
        self._blank = editor.values()
        editor.set_values(typed or {})
        editor.fields[next(iter(editor.fields))].edited.emit()
        self._editor, self._doing = editor, doing
        editor.kept.connect(self._keep_answer)
        editor.closed.connect(self._put_away)
        editor.edited.connect(self._keeper.touch)
        self._place.addWidget(Label(look, title, "section"))
        self._place.addWidget(editor)
        reveal(self._open_place, True)

    def _keep_answer(self) -> None:
        if self._editor is None:
            return
        values, vault, number = self._editor.values(), self._desk.vault, self._card.referral_id
        if self._doing == "no" and not self.panel.settled():
            return
        if self._doing == "again":
            self._take_again(ReferralEntry(**values))
        elif self._doing == "try":
            self._try(lambda: record_try(vault, self._card.participant_id, TryEntry(**values), number))
        elif self._doing == "wait":
            self._try(lambda: deeds.wait(vault, number, **values))
        elif values.pop("how") == "signpost":
            self._try(lambda: deeds.signpost(vault, number, **values))
        else:
            values.pop("where")
            self._try(lambda: deeds.decline(vault, number, **values))

    def _take_again(self, entry: ReferralEntry) -> None:
        """Take a new referral of this person, and show it."""
        taken: list[int] = []
        vault, person = self._desk.vault, self._card.participant_id
        self._try(lambda: taken.append(refer_again(vault, person, entry)))
        found = join_panel(vault, person) if taken else None
        if found is not None:
            self.referred.emit(found[0])

    def _put_away(self) -> None:
        """Close the fields without an answer; the focus stays in the card."""
        tried = self._doing == "try"
        self._close()
        self._bring_back()
        self._give_focus(tried=tried)

    def _give_focus(self, *, tried: bool) -> None:
        """Put the focus where the work goes on, once it is in sight: the fields that had it are gone."""
        target = self._add if tried and self._add is not None else self._main
        if target is not None:
            QTimer.singleShot(0, target, partial(target.setFocus, Qt.FocusReason.TabFocusReason))

    def _close(self, *, forget: bool = True) -> None:
        """Take the fields away; what was kept of them is forgotten too, unless it shall come back."""
        doing = self._doing
        self._keeper.forget()
        self._editor, self._doing, self._asked = None, "", None
        empty_out(self._place)
        reveal(self._open_place, False)
        if forget and doing and self.card is not None:
            screen, person = SLOTS[doing], self.card.participant_id
            if load_draft(self._desk.vault, screen, person) is not None:
                discard_draft(self._desk.vault, screen, person)

    def _bring_back(self) -> None:
        """Go on with what was being typed about this person, the first there is; once it is decided too."""
        for doing, screen in SLOTS.items():
            draft = load_draft(self._desk.vault, screen, self._card.participant_id)
            if draft is not None:
                self._open(doing, {}, draft.content["values"])
                return

    def _reader(self, lean: Lean) -> Callable[[str], Understood]:
        return lambda typed: read_date(typed, self._desk.clock.today(), lean=lean)

    def _words(self) -> Words | None:
        if self._editor is None or self.card is None:
            return None
        content, person, screen = {"values": self._editor.values()}, self.card.participant_id, SLOTS[self._doing]
        return lambda vault: keep_draft(vault, screen, person, content)
