"""The tabs: words only, the present one underlined.

tabs = Tabs(look, "Jo Example")
tabs.add("Intake", intake)
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QTabBar, QWidget

from workwell_desktop.ui.parts.buttons import with_alt
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.focus_ring import note_focus
from workwell_desktop.ui.parts.layouts import Column, Row, column, line, reveal, row
from workwell_desktop.ui.style.theme import Look

_AFTER = 28  # the room between two words, as in the style sheet


class _Bar(QTabBar):
    """The words. The wheel does not change the tab. The ring stands around the present word: ``ring_around``."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.ring_around = QWidget(self)
        self.ring_around.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.currentChanged.connect(self._follow)

    def tabLayoutChange(self) -> None:
        """Keep the ring's place with the present word (called by Qt)."""
        super().tabLayoutChange()
        self._follow()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel alone."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring only when reached by key."""
        note_focus(self, event)
        super().focusInEvent(event)

    def _follow(self) -> None:
        """Put the ring's place around the present word: above its underline, within the bar's height."""
        tab = self.tabRect(self.currentIndex())
        air = self._look.space(8)  # room for the ring, which would else be drawn over both lines of the bar
        after = self._look.space(_AFTER)
        self.ring_around.setGeometry(tab.adjusted(0, air, -after, -air))


class Tabs(QWidget):
    """A bar of words, a line, and the widget of the present tab. ``corner`` and ``under`` are open to others."""

    changed = Signal(int)

    def __init__(self, look: Look, name: str, *, folds: bool = False) -> None:
        """Show no tab yet; ``name`` is the accessible name of the bar.

        With ``folds`` the words stand in a list that opens, while the room is too narrow for all of them.
        """
        super().__init__()
        self.bar = _Bar(look)
        self.bar.setAccessibleName(name)
        self.bar.setDocumentMode(True)
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(True)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._folds = folds
        self._look = look
        self.list = Combo(look, (), name=name, empty="")
        self.list.edited.connect(lambda: self.set_current(int(self.list.value())))
        self.corner: Row = row(look, gap=12)
        self.under: Column = column(look, gap=0)
        self._pages: list[QWidget] = []
        self._room = column(look, gap=0)
        head = self._head = row(look, gap=24, margins=(32, 0, 32, 0))
        head.addWidget(self.bar, 1)
        head.addWidget(self.list, 1)
        reveal(self.list, False)
        head.addLayout(self.corner)
        box = column(look, head, line(look), self.under, gap=0)
        box.addLayout(self._room, 1)
        self.setLayout(box)
        self.bar.currentChanged.connect(self._turn)
        look.changed.connect(self.bar.updateGeometry)
        look.changed.connect(self._fold)

    def add(self, word: str, widget: QWidget) -> None:
        """Add a tab at the end."""
        if self._pages:
            reveal(widget, False)
        self._pages.append(widget)
        self._room.addWidget(widget)
        self.bar.setAccessibleTabName(self.bar.addTab(with_alt(word, "")), word)
        if self._folds:
            words = [(str(at), self.bar.accessibleTabName(at)) for at in range(self.bar.count())]
            self.list.set_options(words)
            self.list.set_value(str(self.current()))

    def current(self) -> int:
        """Return the number of the present tab, from 0."""
        return self.bar.currentIndex()

    def set_current(self, index: int) -> None:
        """Go to a tab; ``changed`` is sent if it is another one."""
        self.bar.setCurrentIndex(index)

    def widget(self, index: int) -> QWidget | None:
        """Return the widget of a tab, or nothing when there is no such tab."""
        return self._pages[index] if 0 <= index < len(self._pages) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold when the room for the words comes or goes."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        if self._folds:
            narrow = self.bar.sizeHint().width() > self.width() - 2 * self._look.space(32)
            reveal(self.bar, not narrow)
            reveal(self.list, narrow)
            self._head.set_spaces(24, (32, 0, 32, 12 if narrow else 0))  # a box does not stand on the line

    def _turn(self, index: int) -> None:
        if self._folds and self.list.count():
            self.list.set_value(str(index))
        for number, page in enumerate(self._pages):
            if number != index:
                reveal(page, False)
        reveal(self._pages[index], True)
        self.changed.emit(index)
