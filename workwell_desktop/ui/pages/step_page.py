"""A page that leads through a few steps: one is in sight, and slow work is done beside the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.pages.import_steps import progress_of
from workwell_desktop.ui.pages.page import WorkPage
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import Button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import Thing, column, holder
from workwell_desktop.ui.parts.progress import Busy

Result = TypeVar("Result")


class StepPage(WorkPage):
    """Shows one step at a time. ``stopped`` is what a job raises when somebody pressed *Stop*, ``said`` what is said.

    With ``ends`` a job is stopped when the page goes, as when the vault is locked.
    """

    def __init__(
        self,
        desk: Desk,
        name: str,
        *,
        stopped: type[Exception],
        said: str,
        ends: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Show nothing yet; ``name`` is the accessible name of every step."""
        super().__init__(desk, parent)
        self._name, self._stopped, self._stopped_words = name, stopped, said
        self._busy = Busy(desk.look)
        self._progress = progress_of(self, self._busy)
        if ends:
            self.destroyed.connect(self._progress.stopper())
        self._working = False
        self._box = column(desk.look, self._busy, gap=0)
        self.setLayout(self._box)
        self._part: QWidget | None = None
        self.bar = BottomBar(desk.look)

    def run(
        self,
        words: str,
        job: Callable[[], Result],
        done: Callable[[Result], object],
        failed: Callable[[WorkwellError], object],
        *,
        stop: bool = False,
    ) -> None:
        """Do slow work beside the window, one at a time, with its words and *Stop* after two seconds."""
        if self._working:
            return
        self._working = True
        self._progress.begin()
        self._busy.start(words, self._progress.stop if stop else None)

        def ended() -> None:
            self._working = False
            self._progress.end()
            self._busy.finish()

        def well(result: Result) -> None:
            ended()
            done(result)

        def badly(problem: Exception) -> None:
            ended()
            if isinstance(problem, self._stopped):
                self.was_stopped()
                self.bar.set_kept(self._stopped_words, "info")
            elif isinstance(problem, WorkwellError):
                failed(problem)
            else:
                raise problem

        self._desk.worker.run(self, job, well, badly)

    def was_stopped(self) -> None:
        """Somebody pressed *Stop* and the job is over: show a step that can be gone on with. This one stays."""

    def put(self, step: str, things: Sequence[Thing], *buttons: Button) -> None:
        """Show another step instead of the one in sight. ``step`` says which, such as "Step 1 of 3"; or nothing."""
        look = self._desk.look
        old = self._part
        page = Page(look, *([Label(look, step, "small", ink="ink2")] if step else []), gap=4, name=self._name)
        for number, thing in enumerate(things):
            page.add(thing, gap=24 if number else None)
        self._page = page
        self.bar = BottomBar(look)
        self.bar.set_buttons(*buttons)
        whole = column(look, page, self.bar, gap=0)
        whole.setStretch(0, 1)
        self._part = holder(whole)
        self._box.addWidget(self._part, 1)
        if old is not None:
            focused: QWidget | None = self.focusWidget()
            had_focus = focused is not None and old.isAncestorOf(focused)
            old.hide()
            old.deleteLater()
            if had_focus:
                buttons[-1].setFocus(Qt.FocusReason.OtherFocusReason)
