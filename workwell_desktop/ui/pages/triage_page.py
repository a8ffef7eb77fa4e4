"""Referrals: at the left those that wait for an answer, or those decided lately; at the right one of them in full."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from workwell_desktop.casework.decided import DecidedPlace, DecidedRow, decided_page
from workwell_desktop.casework.triage import QueuePlace, QueueRow, queue_length, queue_page, referral_of
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.pages.page import WorkPage
from workwell_desktop.ui.pages.triage_card import TriageCard
from workwell_desktop.ui.parts.buttons import quiet_button, second_button
from workwell_desktop.ui.parts.choices import Segments
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, holder, line, reveal, row
from workwell_desktop.ui.parts.paged_list import PagedList, RowFacts

PAGE = 40
_QUEUE, _CARD = 340, 420  # pixels at 100 % text
_NUMBERS = ("None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
_WAITING, _DECIDED = "waiting", "decided"
_NONE = {_WAITING: 0, _DECIDED: 2}  # what stands at the right while the list is empty
_NO_LIMIT = 16_777_215  # Qt's own largest width


class TriagePage(WorkPage):
    """The queue and one referral; where both have no room, one at a time."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        look = desk.look
        self._next: QueuePlace | None = None
        self._after: DecidedPlace | None = None
        self._any = False  # whether there is anything to list, waiting or decided
        self._chosen = 0
        self._about = 0  # a participant whose referral is shown when the page comes up
        self._one = False  # whether the card alone is in sight where there is no room for both
        self.summary = Label(look, "", "lead", ink="ink2")
        new = second_button(look, "Someone new", "plus")
        new.clicked.connect(lambda: self.page_wanted.emit("referral"))
        self.which = Segments(look, ((_WAITING, "Waiting"), (_DECIDED, "Decided lately")), name="Which referrals")
        self.which.set_value(_WAITING)
        self.which.edited.connect(self._turn)
        self.queue = PagedList(look, "Referrals", lines=3)
        self.queue.chosen.connect(lambda key: self._show(int(key)))
        self.queue.opened.connect(self._open)
        head = column(
            look, Label(look, "Referrals", "display"), self.summary, row(look, new, STRETCH), self.which, gap=8
        )
        listed = column(look, holder(column(look, head, margins=(24, 24, 24, 12))), line(look), self.queue, gap=0)
        listed.setStretchFactor(self.queue, 1)
        self._list = holder(listed)
        self.card = TriageCard(desk)
        self.card.decided.connect(self._decided)
        self.card.next_wanted.connect(self._go_on)
        self.card.opened.connect(self.opened)
        self.card.referred.connect(self._show_new)
        self._back = quiet_button(look, "All referrals", "back")
        self._back.clicked.connect(self._show_list)
        self._back_row = holder(column(look, row(look, self._back, STRETCH), margins=(24, 8, 24, 0)))
        whole = column(look, self._back_row, self.card, gap=0)
        whole.setStretchFactor(self.card, 1)
        empty = Empty(
            look, "No referral waits for an answer.", "Someone new", lambda: self.page_wanted.emit("referral")
        )
        self._right = QStackedWidget()
        self._right.addWidget(Page(look, empty, name="No referral"))
        self._right.addWidget(holder(whole))
        never = Empty(look, "No referral has its answer yet.", "Show who waits", self._go_on)
        self._right.addWidget(Page(look, never, name="Nothing decided"))
        self._line = line(look, "upright")
        sides = row(look, self._list, self._line, gap=0)
        sides.addWidget(self._right, 1)
        self.setLayout(sides)
        look.changed.connect(self._fit)
        self._fit()

    def show_now(self) -> None:
        """Read the queue and show its first referral, or the one that was in sight if it is still listed."""
        found = referral_of(self._desk.vault, self._about) if self._about else None
        self._about = 0
        if found is not None:
            self.which.set_value(_WAITING if found[1] else _DECIDED)
        keys = self._read()
        self._one = found is not None
        if found is not None:
            self._show(found[0])
        elif not keys:
            self._chosen = 0
            self._right.setCurrentIndex(_NONE[str(self.which.value())])
        else:
            self._show(self._chosen if self._chosen in keys else keys[0])
        self._fit()

    def aim(self, about: str) -> None:
        """Show the referral of the participant with this id, decided or not; nothing for the queue."""
        self._about = int(about or 0)

    def begin(self) -> None:
        """Give the focus to the queue, or to the one deed there is."""
        if self._chosen:
            self.queue.setFocus()
        else:
            super().begin()

    def keep(self) -> bool:
        """Keep what is typed about an answer. Return whether all is kept."""
        return self.card.keep()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show both sides where there is room."""
        super().resizeEvent(event)
        self._fit()

    def _read(self) -> list[int]:
        """Read the list that is chosen, and say how many wait. Return the ids of the referrals of its first page."""
        vault = self._desk.vault
        rows, self._next = queue_page(vault, None, PAGE)
        number = queue_length(vault)
        late = sum(1 for one in rows if one.clock.late)
        words = f"{_word(number)} wait{'s' if number == 1 else ''} for an answer."
        overdue = f" {_word(late)} {'is' if late == 1 else 'are'} late." if late else ""
        self.summary.set_text(words + overdue)
        if self.which.value() == _DECIDED:
            decided, self._after = decided_page(vault, None, PAGE)
            self._any = bool(decided or rows)
            self.queue.show_rows([_decided_facts(one) for one in decided], self._more_decided)
            return [one.referral_id for one in decided]
        self._any = bool(rows) or bool(decided_page(vault, None, 1)[0])
        self.queue.show_rows([_facts(one) for one in rows], self._more)
        return [one.referral_id for one in rows]

    def _more(self, _offset: int) -> list[RowFacts]:
        if self._next is None:
            return []
        page, self._next = queue_page(self._desk.vault, self._next, PAGE)
        return [_facts(one) for one in page]

    def _more_decided(self, _offset: int) -> list[RowFacts]:
        if self._after is None:
            return []
        page, self._after = decided_page(self._desk.vault, self._after, PAGE)
        return [_decided_facts(one) for one in page]

    def _turn(self) -> None:
        """Show the other list and its first referral; what was typed about one of the first is kept."""
        self.keep()
        self._chosen = 0
        self.show_now()

    def _show_new(self, referral_id: int) -> None:
        """Show a referral that was just taken, among those that wait."""
        self.which.set_value(_WAITING)
        self._read()
        self._show(referral_id)
        self.begin()

    def _show(self, referral_id: int) -> None:
        if self.card.show_referral(referral_id):
            self._chosen = referral_id
        elif self.card.card is not None:
            self._chosen = self.card.card.referral_id
        self.queue.choose(str(self._chosen))
        self._right.setCurrentIndex(1)
        self._fit()

    def _open(self, key: str) -> None:
        """Go into the referral that was opened, where the list leaves it no room too."""
        self._show(int(key))
        self._one = True
        self._fit()
        if not self._beside():
            self._back.setFocus()

    def _show_list(self) -> None:
        self._one = False
        self._fit()
        self.queue.setFocus()

    def _decided(self) -> None:
        """Read the queue again; the referral stays in sight, so that its answer can be taken back."""
        self._read()
        self.queue.choose(str(self._chosen))
        self.changed.emit()

    def _go_on(self) -> None:
        self.which.set_value(_WAITING)
        self._chosen = 0
        self.show_now()
        self.begin()

    def _beside(self) -> bool:
        look = self._desk.look
        return not look.large and self.width() >= look.px(_QUEUE + _CARD)

    def _fit(self) -> None:
        beside, look = self._beside(), self._desk.look
        self._list.setMinimumWidth(look.px(_QUEUE) if beside else 0)
        self._list.setMaximumWidth(look.px(_QUEUE) if beside else _NO_LIMIT)
        reveal(self._list, self._any and (beside or not self._one))
        reveal(self._line, self._any and beside)
        reveal(self._right, beside or self._one or not self._any)
        reveal(self._back_row, not beside)


def _word(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def _facts(one: QueueRow) -> RowFacts:
    second = ", ".join(part for part in (one.sent_by, one.arrived) if part)
    return RowFacts(
        str(one.referral_id), one.name, second, one.tries, badge=one.clock.badge, state=one.clock.state
    )  # fmt: skip - the row as it is read


def _decided_facts(one: DecidedRow) -> RowFacts:
    state = {"Accepted": "done", "Declined": "left_out"}.get(one.answer, "ready")
    when = f"Decided {one.when}"
    return RowFacts(str(one.referral_id), one.name, one.what or "Support began", when, badge=one.answer, state=state)
