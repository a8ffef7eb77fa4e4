"""An issued paper inside the window: the paper itself, page by page, to print, to save, and to say how it went.

preview = Preview(desk, paper_id, "Jo’s plan")
preview.closed.connect(turn_back)
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import needs, papers
from workwell_desktop.casework.paper_release import Release, release_of
from workwell_desktop.casework.sharing import STOPPED_STEP
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.paper_pages import PaperPages
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import Button, does, main_button, quiet_button, second_button
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import Column, column, flow, holder
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.sent_panel import SentPanel

PRINTED, SAVED = "handed", "file"  # the usual way after each, by its code in the lists
_PDF = ("PDF", "*.pdf")
_COPIES = (("Word file", "*.docx"), ("Web page", "*.html"))
_CAN_BE_CHANGED = "Anyone can change such a file. The paper as it was issued stays here."


class Preview(QWidget):
    """Shows an issued paper. ``closed``: the coach is done. ``handed_out``: it was printed or saved, in a sentence.

    A letter is printed once whom it is about and where it goes were seen again. A paper whose agreement holds no more
    is shown with the reason, and goes nowhere.
    """

    closed = Signal()
    handed_out = Signal(str)

    def __init__(self, desk: Desk, paper_id: int, title: str, parent: QWidget | None = None) -> None:
        """Read the paper from the vault, which writes down that it was looked at. Raises ``PaperProblem``."""
        super().__init__(parent)
        self._desk, self._paper_id, self._title = desk, paper_id, title
        self._line = papers.paper_line(desk.vault, paper_id)
        self._release = release_of(desk.vault, paper_id)
        self._pdf = papers.paper_bytes(desk.vault, paper_id)
        self._asking: Notice | None = None
        self._sending: SentPanel | None = None
        self._sizes: list[Button] = []
        self._way = ""  # how it was just handed out, as the register has it: nothing yet
        look = desk.look
        stopped = [Notice(look, "bad", self._release.stopped, STOPPED_STEP)] if self._release.stopped else []
        undone = [Notice(look, "warn", one.what, one.instead) for one in needs.cannot_print(desk.vault, paper_id)]
        self.pages = PaperPages(desk, self._pdf, title, [*stopped, *undone])
        head = self._head()
        self._bar = BottomBar(look)
        self._bar.set_kept("This is what is printed. A copy is kept in the vault.")
        self._put_buttons()
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self._print)
        self._around = holder(column(look, self.pages, margins=8), "window")  # room for the focus ring
        self._whole: Column = column(look, head, self._around, self._bar, gap=0)
        self._whole.setStretchFactor(self._around, 1)
        self.setLayout(self._whole)
        self.setFocusProxy(self.pages)
        for before, after in pairwise([self.pages, *self._sizes]):
            self.setTabOrder(before, after)  # the paper has the focus first; else Tab would never come to these

    @property
    def person_id(self) -> int:
        """Whose paper it is."""
        return self._release.person_id

    def _head(self) -> QWidget:
        look = self._desk.look
        reference = f"Reference {self._line.reference}."
        if self._line.reason:
            reference += f" Another form than the one recorded: {self._line.reason.rstrip('.')}."
        where = Label(look, reference, ink="ink2")
        self.pages.told.connect(lambda told: where.set_text(f"{told}. {reference}"))
        self._sizes = [
            does(quiet_button(look, "Smaller"), self.pages.smaller),
            does(quiet_button(look, "Larger"), self.pages.larger),
            does(quiet_button(look, "Whole page"), self.pages.whole_page),
            does(quiet_button(look, "True size"), self.pages.true_size),
        ]
        lines = column(look, Label(look, self._title, "page"), where, flow(look, *self._sizes), gap=4)
        return holder(column(look, lines, margins=(32, 24, 32, 12)), "surface")

    def _put_buttons(self) -> None:
        look = self._desk.look
        close = does(second_button(look, "Close"), self.closed.emit)
        if self._release.stopped:
            self._bar.set_buttons(close)
            return
        save = does(second_button(look, "Save as"), self._choose_file)
        save.setToolTip("Save as a PDF, a Word file or a web page" if self._line.copies else "Save as a PDF")
        if self._way:
            down = does(main_button(look, "Write down how it was sent"), self._write_down)
            again = does(second_button(look, "Print", "printer"), self._print)
            self._bar.set_buttons(close, again, down)
            return
        print_it = does(main_button(look, "Print", "printer"), self._print)
        print_it.setToolTip("Print (Ctrl+P)")
        self._bar.set_buttons(close, save, print_it)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is being written down when the paper is left."""
        self.keep()
        super().hideEvent(event)

    def keep(self) -> bool:
        """Keep what is being written down. Return whether it is kept."""
        return self._sending is None or self._sending.keep()

    # -- saving -----------------------------------------------------------------------------------------------

    def _choose_file(self) -> None:
        """Ask for a place and a kind. The name offered is the reference: it says nothing about anybody."""
        name = f"{self._line.kind}-{self._line.reference}.pdf"
        kinds = (_PDF, *_COPIES) if self._line.copies else (_PDF,)
        self._desk.doors.save_file(self, "Save this paper", name, kinds, self._save)

    def _save(self, path: Path) -> None:
        if path.suffix.lower() in papers.COPIES and self._line.copies:
            vault, paper_id = self._desk.vault, self._paper_id
            self._bar.set_kept("Making the file ...", "info")
            self._desk.worker.run(
                self,
                lambda: papers.save_copy(vault, paper_id, path),
                lambda _none: self._is_out(SAVED, f"Saved as {path.name}. {_CAN_BE_CHANGED}"),
                self._not_done,
            )
            return
        try:
            papers.save_copy(self._desk.vault, self._paper_id, path)
        except WorkwellError as problem:
            self._not_done(problem)
            return
        self._is_out(SAVED, f"Saved as {path.name}. Anyone who can open that folder can read it.")

    # -- printing ---------------------------------------------------------------------------------------------

    def _print(self) -> None:
        """Print; a letter once it was seen again whom it is about and where it goes, and whether it still may."""
        self._release = release_of(self._desk.vault, self._paper_id)
        if self._release.stopped:
            self._bar.set_kept(f"{self._release.stopped} {STOPPED_STEP}", "octagon-alert")
            self._put_buttons()
        elif self._release.to_lines:
            self._ask(self._release)
        else:
            self._to_printer()

    def _ask(self, release: Release) -> None:
        if self._asking is not None:
            self._asking.buttons[0].setFocus()
            return
        born = f", born {release.born}" if release.born else ""
        self._asking = Notice(
            self._desk.look,
            "warn",
            f"This letter is about {release.who}{born}.",
            f"It goes to: {', '.join(release.to_lines)}.",
            deeds=[("Print this letter", partial(self._answered, yes=True)), ("Not yet", self._answered)],
            announce_it=True,
        )
        self._whole.insertWidget(1, self._asking)
        self._asking.show()
        self._asking.buttons[0].setFocus()

    def _answered(self, *, yes: bool = False) -> None:
        if self._asking is not None:
            self._asking.hide()
            self._whole.removeWidget(self._asking)
            self._asking.deleteLater()
            self._asking = None
        self.pages.setFocus()
        if yes:
            self._to_printer()

    def _to_printer(self) -> None:
        self._desk.doors.print_pdf(self, self._pdf, self._printed)

    def _printed(self, printed: bool) -> None:
        if not printed:
            self._bar.set_kept("Nothing was printed.", "info")
            return
        try:
            papers.note_printed(self._desk.vault, self._paper_id)
        except WorkwellError as problem:
            self._not_done(problem)
            return
        self._is_out(PRINTED, "Printed. Write down how it was sent.")

    # -- how it went ------------------------------------------------------------------------------------------

    def _write_down(self) -> None:
        """Ask how it went, to whom and when."""
        self._sending = SentPanel(self._desk, self._paper_id, self.person_id, self._way)
        self._sending.written.connect(self._is_written)
        self._sending.refused.connect(lambda words: self._bar.set_kept(words, "octagon-alert"))
        self._sending.form.closed.connect(self._not_now)
        self._whole.insertWidget(2, self._sending)
        self._sending.show()
        look = self._desk.look
        not_now: Button = does(second_button(look, "Not now"), self._not_now)
        self._bar.set_buttons(not_now, does(main_button(look, self._sending.form.keep_words), self._sending.save))
        self._sending.form.take_focus()

    def _is_written(self) -> None:
        self._shut_panel()
        self._done("It is written down. You find it with the papers, in the Intake.")

    def _not_now(self) -> None:
        if self._sending is not None:
            self._sending.drop()
        self._shut_panel()

    def _shut_panel(self) -> None:
        if self._sending is not None:
            panel, self._sending = self._sending, None
            panel.hide()
            self._whole.removeWidget(panel)
            panel.deleteLater()
        self._put_buttons()
        self.pages.setFocus()

    def _is_out(self, way: str, words: str) -> None:
        """Say that it was handed out, and offer to write down how."""
        self._way = way
        self._done(words)
        if self._sending is None:
            self._put_buttons()

    def _done(self, words: str) -> None:
        self._bar.set_kept(words)
        self.handed_out.emit(words)

    def _not_done(self, problem: Exception) -> None:
        if not isinstance(problem, WorkwellError):
            raise problem
        self._bar.set_kept(f"{problem.sentence} {problem.next_step}".strip(), "octagon-alert")
