"""The card of what changed since the last meeting, each line with the place it comes from; it can be printed.

card = SinceCard(desk)
card.show_for(participant_id)
card.opened.connect(open_place)
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from workwell_desktop.casework import papers
from workwell_desktop.casework.since_last import SinceCard as Card
from workwell_desktop.casework.since_last import SinceLine, since_last
from workwell_desktop.casework.tabs import TAB_WORDS
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.buttons import quiet_button
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, Row, column, empty_out, holder, line, reveal, row

_READ_AFTER_MS = 40  # the page around the card is painted first
_LABELS = 112  # pixels at 100 % text: the column of what a line is about
_BESIDE = 480  # pixels at 100 % text: narrower, and the button goes below the title


def since_they_met(desk: Desk, opened: Callable[[int, int, str], object], participant_id: int) -> SinceCard:
    """Return the card that stands below the next meeting; it shows itself when they met before."""
    card = SinceCard(desk)
    card.opened.connect(partial(opened, participant_id))
    card.show_if_met(participant_id)
    return card


class SinceCard(QWidget):
    """Headings and rows, without a box. ``opened`` asks for a tab (0 to 3) and a section of the Intake."""

    opened = Signal(int, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._desk = desk
        self._person = 0
        self._head: Row | None = None
        self._box = column(desk.look, gap=0)
        self.setLayout(self._box)
        self.setAccessibleName("Since you last met")

    def show_for(self, participant_id: int) -> None:
        """Read and show what changed about this participant."""
        self._show(since_last(self._desk.vault, participant_id))

    def show_if_met(self, participant_id: int) -> None:
        """Read once the page around the card stands, and come into sight if they met before."""
        self._person = participant_id
        reveal(self, False)
        QTimer.singleShot(_READ_AFTER_MS, self, self._read_later)

    def _read_later(self) -> None:
        card = since_last(self._desk.vault, self._person)
        if card.last_met is not None:
            self._show(card)
            reveal(self, True)

    def _show(self, card: Card) -> None:
        look = self._desk.look
        self._person = card.participant_id
        empty_out(self._box)
        self._print = quiet_button(look, "Print as a card", "printer")
        self._print.clicked.connect(self._make)
        self._head = row(look, gap=12)
        self._head.addWidget(Label(look, card.title, "strong"), 1)
        self._head.addWidget(self._print, 0, Qt.AlignmentFlag.AlignLeft)
        self._turn()
        self._box.addLayout(self._head)
        self._box.addSpacing(look.space(4))
        for number, one in enumerate(card.lines):
            if number:
                self._box.addWidget(line(look))
            self._box.addWidget(self._line(one))
        if not card.lines:
            self._box.addWidget(Label(look, "Nothing new is written down.", ink="ink2"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the button beside the title when there is room, else below it (called by Qt)."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        if self._head is not None:
            beside = not self._desk.look.large and self.width() >= self._desk.look.px(_BESIDE)
            self._head.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
            self._head.set_spaces(12 if beside else 2, 0)

    def _line(self, one: SinceLine) -> QWidget:
        look = self._desk.look
        about = quiet_button(look, one.label)
        about.setAccessibleName(f"{one.label}: {one.words}. Open the {TAB_WORDS[one.tab]}")
        about.setToolTip(f"Open the {TAB_WORDS[one.tab]}")
        about.clicked.connect(lambda: self.opened.emit(one.tab, one.section))
        beside = row(look, about, STRETCH, gap=0)
        left = holder(beside)
        left.setMinimumWidth(look.px(_LABELS))
        words = Label(look, one.words)
        if look.large:
            return holder(column(look, left, words, gap=0, margins=(0, 6, 0, 8)))
        whole = row(look, gap=12, margins=(0, 6, 0, 7))
        whole.addWidget(left, 0, Qt.AlignmentFlag.AlignTop)
        whole.addWidget(words, 1)
        return holder(whole)

    def _make(self) -> None:
        """Have the card made by the worker, then ask the system to print it."""
        vault, person = self._desk.vault, self._person
        self._print.setEnabled(False)
        self._print.set_text("Making the card ...")

        def make() -> tuple[int, bytes]:
            from workwell_desktop.casework.since_paper import issue_card  # noqa: PLC0415 - paper is loaded when made

            paper_id = issue_card(vault, person)
            return paper_id, papers.paper_bytes(vault, paper_id)

        self._desk.worker.run(self, make, self._made, self._failed)

    def _made(self, made: tuple[int, bytes]) -> None:
        self._again()
        paper_id, pdf = made
        self._desk.doors.print_pdf(self, pdf, lambda printed: self._printed(paper_id, printed=printed))

    def _printed(self, paper_id: int, *, printed: bool) -> None:
        if printed:
            try:
                papers.note_printed(self._desk.vault, paper_id)
            except WorkwellError as problem:
                self._desk.doors.tell(self, problem.sentence, problem.next_step)

    def _failed(self, problem: Exception) -> None:
        self._again()
        if not isinstance(problem, WorkwellError):
            raise problem
        self._desk.doors.tell(self, problem.sentence, problem.next_step)

    def _again(self) -> None:
        self._print.setEnabled(True)
        self._print.set_text("Print as a card")
