"""A page of records that is drawn afresh from the vault, with a bar at its foot: what it says for itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.layouts import column
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.records.page import RecordPage


class DrawnPage(RecordPage):
    """One page above a bar; a new one takes the place of the last, as far down as that was scrolled."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.person = 0
        self.bar = BottomBar(desk.look)
        self._page: Page | None = None
        self._readable = False
        self._body = column(desk.look, self.bar, gap=0)
        self.setLayout(self._body)
        self._scale = desk.look.scale
        desk.look.changed.connect(self._look_changed)

    # -- what each page says for itself ---------------------------------------------------------------------

    def read(self) -> None:
        """Read the records of ``person`` from the vault. Raises ``WorkwellError``."""
        raise NotImplementedError

    def title(self) -> str:
        """Return the title of the page, once its records are read."""
        raise NotImplementedError

    def fill(self, page: Page) -> None:
        """Put everything below the title into the page; ``form_here`` gives the fields where a form stands open."""
        raise NotImplementedError

    def first_deed(self) -> tuple[str, Callable[[], object]] | None:
        """Return the words and the deed of the main button while no form is open."""
        return None

    def somebody_else(self) -> None:
        """Forget what was unfolded about the person before."""

    def draw(self) -> None:
        """Draw the page afresh."""
        raise NotImplementedError

    # -- one page after another -----------------------------------------------------------------------------

    def _put_page(self, page: Page, open_part: QWidget | None = None) -> None:
        """Show another page, with ``open_part`` in sight."""
        scrolled = self._page.verticalScrollBar().value() if self._page is not None else 0
        if self._page is not None:
            self._page.hide()
            self._body.removeWidget(self._page)
            self._page.deleteLater()
        self._page, self._readable = page, True
        self._body.insertWidget(0, page, 1)
        if self.isVisible():
            page.show()  # at once: what is not in sight yet takes no focus
        QTimer.singleShot(0, page, partial(self._settle, page, scrolled, open_part))

    def _settle(self, page: Page, scrolled: int, open_part: QWidget | None) -> None:
        bar = page.verticalScrollBar()
        bar.setValue(scrolled)
        inside = page.widget()
        if open_part is None or inside is None or not inside.isAncestorOf(open_part):
            return
        air = self._desk.look.space(16)
        top = open_part.mapTo(inside, open_part.rect().topLeft()).y() - air
        bottom = top + open_part.height() + 2 * air
        bar.setValue(min(max(bar.value(), bottom - page.viewport().height()), top))

    def _refused(self, problem: WorkwellError) -> None:
        """Say why there is nothing to show."""
        notice = Notice(self._desk.look, "warn", problem.sentence, problem.next_step)
        self._put_page(Page(self._desk.look, notice))
        self._readable = False
        self.bar.set_buttons()

    def _look_changed(self) -> None:
        if self._scale != self._desk.look.scale:
            self._scale = self._desk.look.scale
            if self._readable:
                self.draw()
