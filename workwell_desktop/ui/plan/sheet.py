"""The plan's page with the bar below it, and between them, at times, the questions of an agreement."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.layouts import column
from workwell_desktop.ui.plan.asking import docked
from workwell_desktop.ui.plan.editors import Editor
from workwell_desktop.ui.style.theme import Look


class Sheet(QFrame):
    """Holds the ``page`` of the moment and the ``bar``."""

    def __init__(self, look: Look) -> None:
        """Hold the bar alone at first."""
        super().__init__()
        self.setProperty("ground", "surface")
        self._look = look
        self.bar = BottomBar(look)
        self.page: Page | None = None
        self._dock: QWidget | None = None
        self._box = column(look, self.bar, gap=0)
        self.setLayout(self._box)

    def put(self, page: Page, panel: Editor | None) -> None:
        """Show another page, and near the button that asks them the questions of a ``panel``, if there is one."""
        for old in (self.page, self._dock):
            if old is not None:
                old.hide()
                self._box.removeWidget(old)
                old.deleteLater()
        self.page, self._dock = page, None
        self._box.insertWidget(0, page, 1)
        if panel is not None:
            self._dock = docked(self._look, panel)
            self._box.insertWidget(1, self._dock)

    def scrolled(self) -> int:
        """Return how far down the page is scrolled, in pixels."""
        return self.page.verticalScrollBar().value() if self.page is not None else 0

    def to_top(self) -> None:
        """Scroll the page to its top."""
        if self.page is not None:
            self.page.to_top()
