"""The papers of this week: made in one go beside the window, one file each in the vault, and one to print."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import paper_batch
from workwell_desktop.casework.paper_batch import Batch, DonePaper, DuePaper
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.pages.page import LAST_TAB, WorkPage
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import Button, does, main_button, second_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, flow, holder
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
        self._printed_now = False
        self._sent: tuple[int, ...] = ()
        self._shows_all = False  # though somebody else may see the screen
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
        self._shows_all = False
        self._draw()

    def company_changed(self) -> None:
        """Name nobody while somebody else may see the screen, until they are asked for."""
        self._shows_all = self._shows_all and self.in_company()
        if self._page is not None and not self._busy_now:
            self._draw()

    def _show_all(self) -> None:
        self._shows_all = True
        self._draw()

    @property
    def _busy_now(self) -> bool:
        return self._busy.isVisibleTo(self)

    # -- the page -----------------------------------------------------------------------------------------------

    def _draw(self, *notices: Notice) -> None:
        look = self._desk.look
        page = Page(look, gap=16, name="Papers of this week")
        page.add(Label(look, "Papers of this week", "page"))
        hidden = self.in_company() and not self._shows_all
        if hidden:
            page.add(Label(look, "Other people are hidden while somebody may see the screen.", "lead", ink="ink2"))
            page.add(holder(flow(look, does(second_button(look, "Show them", "people"), self._show_all))))
        else:
            for notice in (*notices, *self._said()):
                page.add(measured(look, notice))
            self._list(page)
        if self._page is not None:
            self._page.hide()
            self._box.removeWidget(self._page)
            self._page.deleteLater()
        self._page = page
        self._box.insertWidget(0, page, 1)
        self._put_buttons(hidden=hidden)

    def _list(self, page: Page) -> None:
        """List what is due; once it is made, whom each paper is about and where it goes, to be seen before printing."""
        look = self._desk.look
        made = self._batch.made if self._batch is not None else ()
        if made:
            page.add(Label(look, "Whom each is about, and where it goes", "section"))
        elif not self._due:
            page.add(Empty(look, "No plan is to be looked at this week, and no letter waits."))
        for one in made:
            page.add(measured(look, self._row(one.due, one.release.who, _about(one), _thought_of(one))))
        for due in () if made else self._due:
            page.add(measured(look, self._row(due, due.name, [f"{due.what}. {due.why}"])))

    def _row(self, due: DuePaper, who: str, seconds: Sequence[str], notes: Sequence[str] = ()) -> QWidget:
        line = record_row(self._desk.look, who, seconds, deed="Go to this person", notes=notes)
        line.clicked.connect(partial(self.opened.emit, due.person_id, LAST_TAB, ""))
        return line

    def _said(self) -> list[Notice]:
        """Return what there is to say about the papers that were made, and those that were not."""
        if self._batch is None:
            return []
        look, batch = self._desk.look, self._batch
        whole = len(batch.made) + len(batch.left) + len(batch.not_begun)
        said = f"{len(batch.made)} of {whole} {'paper is' if whole == 1 else 'papers are'} made."
        rest = f"You stopped. {len(batch.not_begun)} were not begun." if batch.not_begun else ""
        kind = "warn" if batch.left or batch.not_begun else "good"
        notices = [Notice(look, kind, said, rest, announce_it=True)]
        notices += [
            Notice(look, "warn", f"{one.due.name}, {one.due.what}: not made.", one.reason) for one in batch.left
        ]
        if self._sent:
            undo = [("Take it back", self._take_back)]
            notices.append(Notice(look, "good", "It is written down with each of them.", deeds=undo, announce_it=True))
        elif self._printed_now and batch.made:
            ways = {"handed": "All were handed over", "posted": "All were posted"}
            deeds = [(words, partial(self._write_down, way)) for way, words in ways.items()]
            notices.append(Notice(look, "note", "How did they go?", "It is kept with each paper.", deeds=deeds))
        return notices

    def _put_buttons(self, *, hidden: bool) -> None:
        look = self._desk.look
        back = does(second_button(look, "Back to Today"), self._leave)
        buttons: list[Button] = [back]
        if hidden:
            pass
        elif self._batch is not None and self._batch.made:
            many = len(self._batch.made)
            words = "Print the paper" if many == 1 else f"Print all {many} papers"
            again = does(second_button(look, "Print again", "printer"), self._print)
            buttons.append(again if self._printed_now else does(main_button(look, words, "printer"), self._print))
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

        def make() -> Batch:
            return paper_batch.make_all(vault, due, stepped.emit, stop.is_set)

        self._desk.worker.run(self, make, self._made, self._not_made)

    def _made(self, batch: Batch) -> None:
        self._busy.finish()
        self._batch = batch
        self._draw()
        self._bar.set_kept("The papers are kept in the vault." if batch.made else "Nothing was made.")
        self.changed.emit()

    def _not_made(self, problem: Exception) -> None:
        self._busy.finish()
        if not isinstance(problem, WorkwellError):
            raise problem
        self._draw(Notice(self._desk.look, "bad", problem.sentence, problem.next_step, announce_it=True))

    # -- printing -----------------------------------------------------------------------------------------------

    def _print(self) -> None:
        """Print what was seen; where a letter may not go any more, leave it out and show the list again first."""
        if self._batch is None:
            return
        now = paper_batch.still_whole(self._desk.vault, self._batch)
        if now != self._batch:
            self._batch = now
            self._draw()
            self._bar.set_kept("Nothing was printed. One that may not go any more was left out.", "octagon-alert")
            return
        self._bar.set_kept("The pages are put together ...", "info")
        pdfs = [one.pdf for one in now.made]
        self._desk.worker.run(self, lambda: joined(pdfs), self._to_printer, self._not_made)

    def _to_printer(self, pdf: bytes) -> None:
        self._desk.doors.print_pdf(self, pdf, self._printed)

    def _printed(self, printed: bool) -> None:
        if not printed or self._batch is None:
            self._bar.set_kept("Nothing was printed. The papers are kept in the vault.", "info")
            return
        if not self._wrote(partial(paper_batch.note_batch_printed, self._desk.vault, self._batch.made)):
            return
        self._printed_now = True
        self._draw()
        self._bar.set_kept("Printed. Say how they went, or write it down with each person.")
        self.changed.emit()

    # -- how they went ------------------------------------------------------------------------------------------

    def _write_down(self, way: str) -> None:
        """Write down that every one of them went this way today."""
        made = self._batch.made if self._batch is not None else ()

        def write() -> None:
            self._sent = paper_batch.write_batch_sent(self._desk.vault, made, way)

        if self._wrote(write):
            self._draw()
            self._bar.set_kept("Written down.")
            self.changed.emit()

    def _take_back(self) -> None:
        if self._wrote(partial(paper_batch.take_back_sent, self._desk.vault, self._sent)):
            self._sent = ()
            self._draw()
            self._bar.set_kept("Taken back: nothing is written down about how they went.", "info")
            self.changed.emit()

    def _wrote(self, deed: Callable[[], object]) -> bool:
        """Do what writes; say why when it cannot be kept."""
        try:
            deed()
        except WorkwellError as problem:
            self._bar.set_kept(f"{problem.sentence} {problem.next_step}".strip(), "octagon-alert")
            return False
        return True

    def _leave(self) -> None:
        """Go back to Today; the next time, what is due is read anew."""
        self._batch, self._printed_now, self._sent = None, False, ()
        self.left.emit()

    def keep(self) -> bool:
        """Stop after the paper at hand, before a lock, a close or another page: what is made is kept."""
        self._stop.set()
        return True


def _about(one: DonePaper) -> list[str]:
    """Return what is seen again before a paper is printed: the day of birth, what it is, and where it goes."""
    born = f"Born {one.release.born}. " if one.release.born else ""
    goes = f"It goes to: {', '.join(one.release.to_lines)}." if one.release.to_lines else "It is their own."
    return [f"{born}{one.due.what}.", goes]


def _thought_of(one: DonePaper) -> list[str]:
    """Return what they need and no printer does by itself, such as yellow paper."""
    return [f"{undone.what} {undone.instead}" for undone in one.undone]
