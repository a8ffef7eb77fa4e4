"""Pages that open in place of the plan and lead back to it: the register of changes at work, how it went, a review.

A new one is a :class:`PlanRoom` and a line in ``WAYS`` (``ways.py``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.plan_state import PlanState
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts import stops
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import Button, does, second_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.layouts import column

BACK = "Back to the plan"


class PlanRoom(QWidget):
    """A page with its bar. ``closed`` leads back to the plan; ``changed`` says that something was saved.

    ``paper_wanted`` carries the title of a paper and what makes it (a vault and a participant in, the paper's id out);
    ``letters_wanted`` leads to the letters, ``section_wanted`` to a section of the Intake.
    """

    closed = Signal()
    changed = Signal()
    letters_wanted = Signal()
    section_wanted = Signal(str)
    paper_wanted = Signal(str, object)

    def __init__(self, desk: Desk, state: PlanState) -> None:
        """Show an empty page about ``state``."""
        super().__init__()
        self._desk, self._look, self._state = desk, desk.look, state
        self._scale = desk.look.scale
        self._page: Page | None = None
        self._bar = BottomBar(desk.look)
        self._box = column(desk.look, self._bar, gap=0)
        self.setLayout(self._box)
        desk.look.changed.connect(self._look_changed)

    def draw(self) -> None:
        """Draw the page afresh from what is kept."""
        raise NotImplementedError

    def keep(self) -> bool:
        """Keep what is typed as a draft. Return whether all is kept."""
        return True

    def go_back(self) -> None:
        """Go back to the plan."""
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc, where no field that stands open took it."""
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def show_page(self, page: Page) -> None:
        """Show another page, as far down as the one before was scrolled."""
        stops.keep_place(self)
        scrolled = 0
        if self._page is not None:
            scrolled = self._page.verticalScrollBar().value()
            self._page.hide()
            self._box.removeWidget(self._page)
            self._page.deleteLater()
        self._page = page
        self._box.insertWidget(0, page, 1)
        page.show()
        page.verticalScrollBar().setValue(scrolled)

    def back_button(self, words: str = BACK) -> Button:
        """Return the button that leads back to the plan."""
        return does(second_button(self._look, words, "back"), self.closed.emit)

    def _look_changed(self) -> None:
        """Draw again when the text size changed: it decides how lines are laid out."""
        if self._scale != self._look.scale:
            self._scale = self._look.scale
            self.draw()


class Way(NamedTuple):
    """A way from the plan to a page of its own: its words and icon, what makes it, and where its draft is kept.

    ``draft`` is the screen of its draft, and ``left_open`` says in words what that is; both empty where there is none.
    """

    code: str
    words: str
    icon: str
    make: Callable[[Desk, PlanState], PlanRoom]
    draft: str = ""
    left_open: str = ""
