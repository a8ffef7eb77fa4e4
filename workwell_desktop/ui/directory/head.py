"""The top of the tab: what is looked for, as it is typed, and from where miles are counted."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.ui.directory.where_bar import WhereBar
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import row
from workwell_desktop.ui.parts.line import SearchLine
from workwell_desktop.ui.style.theme import Look

_AFTER_MS = 80  # from the last letter
_WIDE = 1_000  # pixels at 100 % text, from which search and place stand side by side
_NAME = "Search services"


class DirectoryHead(QWidget):
    """A search and a place. ``wanted`` asks to find, a moment after the last letter, or at once on Enter."""

    wanted = Signal()

    def __init__(self, look: Look) -> None:
        """Show an empty search; the place stands beside it as long as there is room."""
        super().__init__()
        self._look = look
        self.search = SearchLine(look, _NAME, keys="Ctrl+K")
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_AFTER_MS)
        self._later.timeout.connect(self.wanted)
        self.search.typed.connect(lambda _text: self._later.start())
        self.search.returnPressed.connect(self.wanted)
        self.where = WhereBar(look)
        self._label = Label(look, _NAME, "medium", wrap=False)
        self._row = row(look, self._label, self.search, gap=24, margins=(32, 12, 32, 12))
        self._row.setStretch(1, 3)
        self.setLayout(self._row)

    def settle(self) -> None:
        """Ask for nothing more: it has been found, or somebody else is looked at."""
        self._later.stop()

    def is_wide(self, width: int) -> bool:
        """Say whether a tab of this width in pixels has room for search and place side by side."""
        return not self._look.large and width >= self._look.px(_WIDE)

    def fit(self, width: int) -> bool:
        """Fit into a tab of this width. Return whether the place has room here; it has to be put elsewhere if not."""
        wide, large = self.is_wide(width), self._look.large
        self.where.fold(not wide)
        if wide:
            self._row.addWidget(self.where)
        self._label.setVisible(not large)  # the line says it too
        self.search.setPlaceholderText(_NAME if large else "")
        self.search.setMinimumWidth(0 if large else self._look.px(360))
        return wide
