"""The quiet page before the vault is open: one column a little above the middle, and a foot."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

from workwell_desktop import __version__
from workwell_desktop.ui.parts.buttons import quiet_button
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, holder, row
from workwell_desktop.ui.style.theme import Look

WIDTH = 440


class EntryPage(QWidget):
    """A page with the program's name, things in one column, and *Text size and colours* at the foot."""

    def __init__(
        self,
        look: Look,
        *things: QWidget | QLayout,
        where: str = "",
        width: int = WIDTH,
        top: int = 120,
        parent: QWidget | None = None,
    ) -> None:
        """Show ``things`` below ``top`` pixels of air at 100 % text; ``where`` stands at the foot."""
        super().__init__(parent)
        self._top = top
        self._look = look
        self._width = width
        name = Label(look, "WorkWell", "page", ink="accent", wrap=False)
        self.column = holder(column(look, name, *things, gap=24))
        self.appearance = quiet_button(look, "Text size and colours", "text-size")
        place = Label(look, where or "This PC only, no network needed", "small", ink="ink2", wrap=False)
        version = Label(look, f"Version {__version__}", "small", ink="ink2", wrap=False)
        foot = row(look, place, STRETCH, self.appearance, version, gap=24, margins=(32, 8, 32, 16))
        middle = row(look, STRETCH, self.column, STRETCH, gap=0)
        self._lift = column(look, middle, STRETCH, gap=0)
        inside = holder(self._lift, "window")
        self._scroller = QScrollArea()
        self._scroller.setWidgetResizable(True)
        self._scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the fields inside scroll it
        self._scroller.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroller.setWidget(inside)
        whole = column(look, self._scroller, foot, gap=0)
        whole.setStretchFactor(self._scroller, 1)
        self.setLayout(column(look, holder(whole, "window"), gap=0))
        look.changed.connect(self._fit)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Never be wider than the window."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        bar = self._scroller.verticalScrollBar().sizeHint().width()
        room = self.width() - 2 * self._look.space(24) - bar
        self.column.setFixedWidth(max(200, min(self._look.px(self._width), room)))
        top = self._look.space(self._top) if self._look.scale <= 125 else self._look.space(24)
        self._lift.setContentsMargins(self._look.space(24), top, self._look.space(24), self._look.space(24))
