"""The papers of this week: made in one go beside the window, one file each in the vault, and one to print."""

from __future__ import annotations

import threading
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import paper_batch
from workwell_desktop.casework.paper_batch import Batch, DuePaper
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.pages.page import LAST_TAB, WorkPage
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import Button, does, main_button, second_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.progress import Busy
from workwell_desktop.ui.printing import joined
from workwell_desktop.ui.records.pieces import measured, record_row


class PapersPage(WorkPage):
    """Lists what is due, makes it, and prints it. Stopping leaves whole papers only: each is kept before the next."""

    _stepped = Signal(int, int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._due: tuple[DuePaper, ...] = ()
        self._batch: Batch | None = None
        self._pdf = b""
        self._stop = threading.Event()
        self._page: Page | None = None
        self._busy = Busy(desk.look, after_ms=0)
        self._stepped.connect(self._busy.step)
        self._bar = BottomBar(desk.look)
        self._box = column(desk.look, self._busy, self._bar, gap=0)
        self.setLayout(self._box)

    def show_now(self) -> None:
        """Read what is due now, unless papers are being made or wait to be printed."""
        if self._busy_now or self._batch is not None:
            return
        self._due = paper_batch.due_this_week(self._desk.vault)
        self._draw()

    @property
    def _busy_now(self) -> bool:
        return self._busy.isVisibleTo(self)

    # -- the page -----------------------------------------------------------------------------------------------

    def _draw(self, *notices: Notice) -> None:
        look = self._desk.look
        page = Page(look, gap=16, name="Papers of this week")
        page.add(Label(look, "Papers of this week", "page"))
        for notice in notices:
            page.add(measured(look, notice))
        if not self._due:
            page.add(Empty(look, "No plan is to be looked at this week, and no letter waits."))
        for one in self._due:
            line = record_row(look, one.name, [f"{one.what}. {one.why}"], deed="Go to this person")
            line.clicked.connect(partial(self.opened.emit, one.person_id, LAST_TAB, ""))
            page.add(measured(look, line))
        if self._page is not None:
            self._page.hide()
            self._box.removeWidget(self._page)
            self._page.deleteLater()
        self._page = page
        self._box.insertWidget(0, page, 1)
        self._put_buttons()

    def _put_buttons(self) -> None:
        look = self._desk.look
        back = does(second_button(look, "Back to Today"), self._leave)
        buttons: list[Button] = [back]
        if self._batch is not None and self._batch.made:
            many = len(self._batch.made)
            words = "Print the paper" if many == 1 else f"Print all {many} papers"
            buttons.append(does(main_button(look, words, "printer"), self._print))
        elif self._due and self._batch is None:
            words = "Make this paper" if len(self._due) == 1 else f"Make all {len(self._due)} papers"
            buttons.append(does(main_button(look, words), self._make))
        self._bar.set_buttons(*buttons)

    # -- making -------------------------------------------------------------------------------------------------

    def _make(self) -> None:
        self._stop.clear()
        self._busy.start("Making the papers", self._stop.set)
        self._busy.show()
        self._bar.set_buttons()
        self._bar.set_kept(
            "Each paper is kept as soon as it is made. When you leave this page, the rest waits.", "info"
        )
        vault, due, stop, stepped = self._desk.vault, self._due, self._stop, self._stepped

        def make() -> tuple[Batch, bytes]:
            batch = paper_batch.make_all(vault, due, stepped.emit, stop.is_set)
            return batch, joined([one.pdf for one in batch.made]) if batch.made else b""

        self._desk.worker.run(self, make, self._made, self._not_made)

    def _made(self, made: tuple[Batch, bytes]) -> None:
        self._busy.finish()
        self._batch, self._pdf = made
        look, batch = self._desk.look, self._batch
        many, whole = len(batch.made), len(self._due)
        said = f"{many} of {whole} {'paper is' if whole == 1 else 'papers are'} made."
        rest = f"You stopped. {len(batch.not_begun)} were not begun." if batch.not_begun else ""
        kind = "warn" if batch.left or batch.not_begun else "good"
        notices = [Notice(look, kind, said, rest, announce_it=True)]
        notices += [
            Notice(look, "warn", f"{one.due.name}, {one.due.what}: not made.", one.reason) for one in batch.left
        ]
        self._draw(*notices)
        self._bar.set_kept("The papers are kept in the vault." if many else "Nothing was made.")
        self.changed.emit()

    def _not_made(self, problem: Exception) -> None:
        self._busy.finish()
        if not isinstance(problem, WorkwellError):
            raise problem
        self._draw(Notice(self._desk.look, "bad", problem.sentence, problem.next_step, announce_it=True))

    # -- printing -----------------------------------------------------------------------------------------------

    def _print(self) -> None:
        if self._batch is None:
            return
        try:
            paper_batch.check_batch(self._desk.vault, self._batch.made)
        except WorkwellError as problem:
            again = "Go back to Today and make the papers again."
            self._draw(Notice(self._desk.look, "bad", problem.sentence, again, announce_it=True))
            return
        self._desk.doors.print_pdf(self, self._pdf, self._printed)

    def _printed(self, printed: bool) -> None:
        if not printed or self._batch is None:
            self._bar.set_kept("Nothing was printed. The papers are kept in the vault.", "info")
            return
        try:
            paper_batch.note_batch_printed(self._desk.vault, self._batch.made)
        except WorkwellError as problem:
            self._bar.set_kept(f"{problem.sentence} {problem.next_step}".strip(), "octagon-alert")
            return
        self._bar.set_kept("Printed. Write down with each person how their paper went.")
        self.changed.emit()

    def _leave(self) -> None:
        """Go back to Today; the next time, what is due is read anew."""
        self._batch, self._pdf = None, b""
        self.left.emit()

    def keep(self) -> bool:
        """Stop after the paper at hand, before a lock, a close or another page: what is made is kept."""
        self._stop.set()
        return True
