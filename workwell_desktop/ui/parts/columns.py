"""A page that scrolls, and two columns in it when there is room.

page = Page(look, Label(look, "Jo’s plan", "page"), Columns(look, left, right))
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QScrollArea, QSizePolicy, QWidget

from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.layouts import NO_LIMIT, Bounded, Column, Thing, column, put, row
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.style.theme import Look


class Page(QScrollArea):
    """The only part of a tab that scrolls, up and down only. It stops growing at 1360 pixels and stays left."""

    def __init__(self, look: Look, *things: Thing, gap: int = 24, name: str = "", ground: str = "surface") -> None:
        """Show ``things`` one under the other; ``name`` is the accessible name of the page."""
        super().__init__()
        self._look = look
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        self.setProperty("ground", ground)
        self._top = column(look, gap=16)
        self.content: Column = column(look, self._top, *things, gap=gap)
        inside = QWidget()
        inside.setLayout(self.content)
        inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._inside = inside
        sideways = row(look, gap=0, margins=(32, 20, 32, 24))
        sideways.addWidget(inside, 1000)  # takes all the room up to its largest width; what is left stays empty
        sideways.addStretch(1)
        sideways.setAlignment(inside, Qt.AlignmentFlag.AlignTop)
        outer = QFrame()
        outer.setProperty("ground", ground)
        outer.setLayout(sideways)
        # Qt measures a page the moment it is given one; it is given on first showing, when all is there.
        outer.setParent(self.viewport())
        self._outer = outer
        self._fit()
        look.changed.connect(self._fit)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the content in."""
        if self.widget() is None:
            self.setWidget(self._outer)
        super().showEvent(event)

    def add(self, thing: Thing, gap: int | None = None) -> None:
        """Add something at the end, with another gap above it (pixels at 100 % text) if one is given."""
        if gap is not None:
            self.content.addSpacing(self._look.space(gap) - self.content.spacing())
        put(self.content, thing)

    def say(self, thing: QWidget) -> None:
        """Show a notice or a question above everything else, and scroll there; a notice in the place of its like."""
        for place in reversed(range(self._top.count())):
            item = self._top.itemAt(place)
            old = item.widget() if item is not None else None
            if isinstance(thing, Notice) and isinstance(old, Notice) and old.text() == thing.text():
                self._top.removeWidget(old)
                old.hide()
                old.deleteLater()
        self._top.addWidget(thing)
        self.to_top()

    def show_part(self, widget: QWidget) -> None:
        """Scroll until a widget inside can be seen."""
        self.ensureWidgetVisible(widget, 0, self._look.space(32))

    def show_part_soon(self, widget: QWidget) -> None:
        """Scroll until a widget inside can be seen, once the page has taken its size."""

        def scroll() -> None:
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            self.show_part(widget)

        QTimer.singleShot(0, widget, scroll)

    def to_top(self) -> None:
        """Scroll to the top."""
        self.verticalScrollBar().setValue(0)

    def _fit(self) -> None:
        self._inside.setMaximumWidth(max(self._look.tokens.width["page"], self._look.width("sentence")))


class Fold(QWidget):
    """A few things side by side when there is room for all of them, else one under the other, as with large text.

    Each begins at the left edge of its share: a field that is narrower than its share does not drift to the middle.
    The controls of fields side by side are in line, whichever of them has a hint.
    """

    def __init__(
        self,
        look: Look,
        *things: QWidget,
        shares: Sequence[int] = (),
        gap: int = 24,
        below: int = 16,
        at: int = 0,
        most: int = 0,
    ) -> None:
        """Hold ``things``; ``shares`` says how the width is divided, equally when none are given.

        ``gap`` is between them side by side, ``below`` one under the other; ``at`` is the least width for side by side,
        where words that wrap would fit into less than can be read (pixels at 100 % text).
        ``most`` is the largest width of the whole in pixels at 100 % text; 0 for none.
        """
        super().__init__()
        self._look, self._most = look, most
        self._things = things
        self._shares = list(shares) or [1] * len(things)
        self._box = Bounded(look, gap=gap)
        self._box.setDirection(QBoxLayout.Direction.LeftToRight)
        for place, thing in enumerate(things):
            self._box.addWidget(thing, self._shares[place], self._place(thing, beside=True))
        self._gap, self._gap_below, self._at = gap, below, at
        self.setLayout(self._box)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._turn()
        look.changed.connect(self._turn)

    def minimumSizeHint(self) -> QSize:
        """Return the size of the widest of them: folded, it is no wider (called by Qt)."""
        widest = max(thing.minimumSizeHint().width() for thing in self._things)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn when the room for it comes or goes."""
        super().resizeEvent(event)
        self._turn()

    @staticmethod
    def _place(thing: QWidget, *, beside: bool) -> Qt.AlignmentFlag:
        """Say where a thing stands in its share; only what has a largest width is held left, the rest fills it."""
        top = Qt.AlignmentFlag.AlignTop if beside else Qt.AlignmentFlag(0)
        return top | Qt.AlignmentFlag.AlignLeft if thing.maximumWidth() < NO_LIMIT else top

    def _turn(self) -> None:
        if self._most:
            self.setMaximumWidth(self._look.px(self._most))
        gaps = self._look.space(self._gap) * (len(self._things) - 1)
        need = sum(thing.minimumSizeHint().width() for thing in self._things) + gaps
        beside = not self._look.large and self.width() >= max(need, self._look.px(self._at))
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != way:
            self._box.setDirection(way)
            for thing in self._things:  # side by side their heads are in line; below each other they take all the width
                self._box.setAlignment(thing, self._place(thing, beside=beside))
            self._box.set_spaces(self._gap if beside else self._gap_below, 0)
            self.updateGeometry()  # Qt does not tell the box around a box that it was turned
        self._level(self.width() - gaps, beside=beside)

    def _level(self, room: int, *, beside: bool) -> None:
        """Bring the controls of fields into line; one under the other they need nothing."""
        fields = [(one, share) for one, share in zip(self._things, self._shares, strict=True) if isinstance(one, Field)]
        tall = [one.head_height(room * share // sum(self._shares)) if beside else 0 for one, share in fields]
        for (one, _share), own in zip(fields, tall, strict=True):
            one.set_air(max(tall) - own)


class Columns(QWidget):
    """Two widgets side by side when there is room (``at`` pixels at 100 % text), else one under the other."""

    def __init__(
        self, look: Look, left: QWidget, right: QWidget, *, shares: tuple[int, int] = (3, 2), at: int = 1000,
        below: int = 32,
    ) -> None:  # fmt: skip
        """Hold both; ``shares`` says how the width is divided, ``below`` how far apart one stands under the other."""
        super().__init__()
        self._look, self._at, self._below = look, at, below
        self._sides = (left, right)
        self._box = row(look, gap=48)
        self._box.addWidget(left, shares[0], Qt.AlignmentFlag.AlignTop)
        self._box.addWidget(right, shares[1], Qt.AlignmentFlag.AlignTop)
        self.setLayout(self._box)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._turn()
        look.changed.connect(self._turn)

    @property
    def beside(self) -> bool:
        """Whether the two stand side by side."""
        return self._box.direction() == QBoxLayout.Direction.LeftToRight

    def minimumSizeHint(self) -> QSize:
        """Return the size of the wider of both, so that a window may always become narrow again (called by Qt)."""
        widest = max(side.minimumSizeHint().width() for side in self._sides)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn when the room for it comes or goes."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        beside = not self._look.large and self.width() >= self._look.px(self._at) - 64
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != way:
            self._box.setDirection(way)
            self._box.set_spaces(48 if beside else self._below, 0)
