"""Referrals that wait for an answer: the queue at the left, the most urgent first, and one of them in full."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from workwell_desktop.casework.triage import QueuePlace, QueueRow, join_panel, queue_length, queue_page
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.pages.page import WorkPage
from workwell_desktop.ui.pages.triage_card import TriageCard
from workwell_desktop.ui.parts.buttons import quiet_button, second_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, holder, line, reveal, row
from workwell_desktop.ui.parts.paged_list import PagedList, RowFacts

PAGE = 40
_QUEUE, _CARD = 340, 420  # pixels at 100 % text
_NUMBERS = ("None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
_NO_LIMIT = 16_777_215  # Qt's own largest width


class TriagePage(WorkPage):
    """The queue and one referral; where both have no room, one at a time."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        look = desk.look
        self._next: QueuePlace | None = None
        self._chosen = 0
        self._about = 0  # a participant whose referral is shown when the page comes up
        self._one = False  # whether the card alone is in sight where there is no room for both
        self.summary = Label(look, "", "lead", ink="ink2")
        new = second_button(look, "Someone new", "plus")
        new.clicked.connect(lambda: self.page_wanted.emit("referral"))
        self.queue = PagedList(look, "Referrals", lines=3)
        self.queue.chosen.connect(lambda key: self._show(int(key)))
        self.queue.opened.connect(self._open)
        head = column(look, Label(look, "Referrals", "display"), self.summary, row(look, new, STRETCH), gap=8)
        listed = column(look, holder(column(look, head, margins=(24, 24, 24, 12))), line(look), self.queue, gap=0)
        listed.setStretchFactor(self.queue, 1)
        self._list = holder(listed)
        self.card = TriageCard(desk)
        self.card.decided.connect(self._decided)
        self.card.next_wanted.connect(self._go_on)
        self.card.opened.connect(self.opened)
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
        self._line = line(look, "upright")
        sides = row(look, self._list, self._line, gap=0)
        sides.addWidget(self._right, 1)
        self.setLayout(sides)
        look.changed.connect(self._fit)
        self._fit()

    def show_now(self) -> None:
        """Read the queue and show its first referral, or the one that was in sight if it still waits."""
        rows = self._read()
        keys = [row_.referral_id for row_ in rows]
        self._one = False
        if not keys:
            self._chosen = 0
            self._right.setCurrentIndex(0)
        else:
            self._show(self._chosen if self._chosen in keys else keys[0])
        found = join_panel(self._desk.vault, self._about) if self._about else None
        self._about = 0
        if found is not None:
            self._show(found[0])
            self._one = True
        self._fit()

    def aim(self, about: str) -> None:
        """Show the referral of the participant with this id, if it waits for an answer; nothing for the queue."""
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

    def _read(self) -> tuple[QueueRow, ...]:
        vault = self._desk.vault
        rows, self._next = queue_page(vault, None, PAGE)

        def more(_offset: int) -> list[RowFacts]:
            if self._next is None:
                return []
            page, self._next = queue_page(vault, self._next, PAGE)
            return [_facts(one) for one in page]

        self.queue.show_rows([_facts(one) for one in rows], more)
        number = queue_length(vault)
        late = sum(1 for one in rows if one.clock.state == "late")
        words = f"{_word(number)} wait{'s' if number == 1 else ''} for an answer."
        overdue = f" {_word(late)} {'is' if late == 1 else 'are'} late." if late else ""
        self.summary.set_text(words + overdue)
        reveal(self._list, bool(rows) or bool(self._chosen))
        return rows

    def _show(self, referral_id: int) -> None:
        if referral_id != self._chosen or self.card.card is None or self.card.card.referral_id != referral_id:
            self._chosen = referral_id
        self.card.show_referral(referral_id)
        self.queue.choose(str(referral_id))
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
        self._chosen = 0
        self.show_now()
        self.begin()

    def _beside(self) -> bool:
        look = self._desk.look
        return not look.large and self.width() >= look.px(_QUEUE + _CARD)

    def _fit(self) -> None:
        beside, look = self._beside(), self._desk.look
        rows = self._right.currentIndex() == 1
        self._list.setMinimumWidth(look.px(_QUEUE) if beside else 0)
        self._list.setMaximumWidth(look.px(_QUEUE) if beside else _NO_LIMIT)
        reveal(self._list, rows and (beside or not self._one))
        reveal(self._line, rows and beside)
        reveal(self._right, beside or self._one or not rows)
        reveal(self._back_row, not beside)


def _word(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def _facts(one: QueueRow) -> RowFacts:
    second = ", ".join(part for part in (one.sent_by, one.arrived) if part)
    return RowFacts(
        str(one.referral_id), one.name, second, one.tries, badge=one.clock.badge, state=one.clock.state
    )  # fmt: skip - the row as it is read
