"""Boxes that keep their spaces right at every text size.

page = column(look, Label(look, "Steps", "section"), row(look, STRETCH, add_button), gap=24)
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Final, TypeAlias, TypeVar

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QLayout, QLayoutItem, QScrollArea, QWidget

from workwell_desktop.ui.style.theme import Look

BoxKind = TypeVar("BoxKind", bound="_Box")
Margins: TypeAlias = int | tuple[int, int, int, int]


class _Stretch(Enum):
    """The one thing in a box that is only room."""

    STRETCH = "stretch"


_MEASURE = 640  # pixels at 100 % text: about 80 letters
_AIR = 16  # pixels above what was scrolled to the top
NO_LIMIT = 16_777_215  # what Qt calls QWIDGETSIZE_MAX
STRETCH: Final = _Stretch.STRETCH
Thing: TypeAlias = QWidget | QLayout | _Stretch


def column(look: Look, *things: Thing, gap: int = 16, margins: Margins = 0) -> Column:
    """Return a vertical box of ``things``, ``gap`` pixels apart at 100 % text."""
    return _filled(Column(look, gap, margins), things)


def row(look: Look, *things: Thing, gap: int = 12, margins: Margins = 0) -> Row:
    """Return a horizontal box of ``things``, ``gap`` pixels apart at 100 % text."""
    box = _filled(Row(look, gap, margins), things)
    if things and all(isinstance(thing, QWidget) and _is_bounded_field(thing) for thing in things):
        box.addStretch(0)  # fields keep the width that shows what is expected; what is left stays empty
    return box


def flow(look: Look, *things: QWidget, gap: int = 12, lines: int | None = None) -> Flow:
    """Return a box that puts ``things`` side by side and goes on in a new line when there is no room.

    ``lines`` is the gap between the lines, where it is another one.
    """
    box = Flow(look, gap, gap if lines is None else lines)
    for thing in things:
        box.addWidget(thing)
    return box


def holder(layout: QLayout, ground: str = "") -> QWidget:
    """Return a plain widget around a layout. ``ground`` is the token it is filled with: side, sunk, surface, window."""
    widget = QFrame() if ground else QWidget()
    if ground:
        widget.setProperty("ground", ground)
    widget.setLayout(layout)
    return widget


def measured(look: Look, *things: Thing, gap: int = 16) -> QWidget:
    """Return things one under the other, no wider than a line can be read, at the left of the room there is."""
    around = Row(look, gap=0)
    around.addWidget(_Measure(look, _filled(Bounded(look, gap), things)), 1000)  # all the room up to its width
    around.addStretch(1)
    return holder(around)


def beside(look: Look, *fields: QWidget) -> QWidget:
    """Return fields side by side, or with large text one under the other; draw it anew when that changes."""
    make = column if look.large else row
    return holder(make(look, *fields, gap=16))


def line(look: Look, part: str = "line") -> QFrame:  # noqa: ARG001  (every part takes the look first)
    """Return a thin line: ``line`` for decoration, ``head_line`` below a table's head, ``upright`` between facts."""
    frame = QFrame()
    frame.setProperty("part", part)
    return frame


def _is_bounded_field(widget: QWidget) -> bool:
    return bool(getattr(widget, "at_top", False)) and widget.maximumWidth() < NO_LIMIT


def reveal(widget: QWidget, shown: bool) -> None:
    """Show or hide a widget, without showing one that was never hidden.

    To show a widget whose window is not there yet makes Qt read the style sheet for it and for all that it
    holds, and again for every box it is put into later: building a page then takes twice as long.
    """
    hidden = widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
    if not shown or hidden:
        widget.setVisible(shown)


def show_in_page(widget: QWidget, *, at_top: bool = False) -> None:
    """Scroll whatever a widget stands in until it can be seen; ``at_top`` until it stands near the top."""
    parent = widget.parentWidget()
    while parent is not None:
        inside = parent.widget() if isinstance(parent, QScrollArea) and at_top else None
        if isinstance(parent, QScrollArea) and inside is not None:
            parent.verticalScrollBar().setValue(widget.mapTo(inside, QPoint()).y() - _AIR)
        elif isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()


def put(box: QBoxLayout, thing: Thing) -> None:
    """Add a widget, a layout or room to a box."""
    if isinstance(thing, QWidget):
        # In a row, a field stays at the top when its neighbour is taller: its pieces do not drift apart.
        at_top = getattr(thing, "at_top", False) and box.direction() == QBoxLayout.Direction.LeftToRight
        box.addWidget(thing, 0, Qt.AlignmentFlag.AlignTop if at_top else Qt.AlignmentFlag(0))
    elif isinstance(thing, QLayout):
        box.addLayout(thing)
    else:
        box.addStretch(1)


def empty_out(layout: QLayout) -> None:
    """Take everything out of a layout; its widgets are deleted when Qt is next idle."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty_out(inner)


def _scaled(look: Look, margins: Margins) -> QMargins:
    left, top, right, bottom = (margins,) * 4 if isinstance(margins, int) else margins
    return QMargins(look.space(left), look.space(top), look.space(right), look.space(bottom))


class _Box(QBoxLayout):
    """A box whose gap and margins follow the text size."""

    def __init__(self, look: Look, direction: QBoxLayout.Direction, gap: int, margins: Margins) -> None:
        super().__init__(direction)
        self._look, self._gap, self._margins = look, gap, margins
        self._respace()
        look.changed.connect(self._respace)

    def put(self, thing: Thing) -> None:
        """Add one more thing at the end."""
        put(self, thing)

    def set_spaces(self, gap: int, margins: Margins) -> None:
        """Change the gap and the margins (pixels at 100 % text)."""
        self._gap, self._margins = gap, margins
        self._respace()

    def _respace(self) -> None:
        self.setSpacing(self._look.space(self._gap))
        self.setContentsMargins(_scaled(self._look, self._margins))


class Bounded(_Box):
    """A column whose height is right for a widget with a largest width or a least height of its own.

    Qt asks a widget's layout how tall it is at a width, and forgets that the widget does not grow so wide: its words
    then need more lines than they are given.
    """

    def __init__(self, look: Look, gap: int = 16, margins: Margins = 0) -> None:
        self._known: dict[tuple[bool, int], int] = {}  # boxes around it ask for the same heights over and over
        super().__init__(look, QBoxLayout.Direction.TopToBottom, gap, margins)

    def invalidate(self) -> None:
        """Forget the heights: something inside has changed (called by Qt)."""
        self._known.clear()
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width, in pixels (called by Qt)."""
        return self._bounded(super().heightForWidth, width, least=False)

    def minimumHeightForWidth(self, width: int) -> int:
        """Return the least height at a width, in pixels (called by Qt)."""
        return self._bounded(super().minimumHeightForWidth, width, least=True)

    def _bounded(self, measure: Callable[[int], int], width: int, *, least: bool) -> int:
        widget = self.parentWidget()
        asked = (least, width if widget is None else min(width, widget.maximumWidth()))
        if asked not in self._known:
            self._known[asked] = measure(asked[1])
        height = self._known[asked]
        return max(height, widget.minimumHeight()) if widget is not None and height >= 0 else height


class _Measure(QWidget):
    """Holds a layout at the width of a line that can be read."""

    def __init__(self, look: Look, layout: QLayout) -> None:
        super().__init__()
        self._look = look
        self.setLayout(layout)
        self._fit()
        look.changed.connect(self._fit)

    def _fit(self) -> None:
        self.setMaximumWidth(self._look.px(_MEASURE))


class Column(_Box):
    """Things one under the other."""

    def __init__(self, look: Look, gap: int = 16, margins: Margins = 0) -> None:
        super().__init__(look, QBoxLayout.Direction.TopToBottom, gap, margins)


class Row(_Box):
    """Things side by side."""

    def __init__(self, look: Look, gap: int = 12, margins: Margins = 0) -> None:
        super().__init__(look, QBoxLayout.Direction.LeftToRight, gap, margins)


def _filled(box: BoxKind, things: tuple[Thing, ...]) -> BoxKind:
    for thing in things:
        put(box, thing)
    return box


class Flow(QLayout):
    """Things side by side that go on in a new line when there is no room."""

    def __init__(self, look: Look, gap: int = 12, lines: int = 12) -> None:
        super().__init__()
        self._look, self._gap, self._lines = look, gap, lines
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)
        look.changed.connect(self.invalidate)

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more item (called by Qt)."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are (called by Qt)."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or nothing past the end (called by Qt)."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away, or nothing past the end (called by Qt)."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no more room than needed (called by Qt)."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width (called by Qt)."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height needed at a width, in pixels (called by Qt, many times for the same width)."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Forget what was measured (called by Qt when something inside changed)."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Put every item in its place (called by Qt)."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the size in which everything stands in one line (called by Qt)."""
        gap = self._look.space(self._gap)
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + gap * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """Return the least size: the largest item (called by Qt)."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Place the items in lines inside ``rect`` and return the height used in pixels."""
        gap, lines = self._look.space(self._gap), self._look.space(self._lines)
        x, y = rect.x(), rect.y()
        placed: list[tuple[QLayoutItem, QRect]] = []  # of the present line
        for item in self._shown():
            size = item.sizeHint()
            width = min(size.width(), rect.width()) if rect.width() > 0 else size.width()
            height = item.heightForWidth(width) if item.hasHeightForWidth() else size.height()
            if placed and x + width > rect.right() + 1:
                x, y = rect.x(), y + _settle(placed, move=move) + lines
                placed = []
            placed.append((item, QRect(QPoint(x, y), QSize(width, height))))
            x += width + gap
        return y + _settle(placed, move=move) - rect.y()


def _settle(placed: list[tuple[QLayoutItem, QRect]], *, move: bool) -> int:
    """Centre the items of one line on its tallest one; return its height in pixels."""
    tallest = max((place.height() for _, place in placed), default=0)
    if move:
        for item, place in placed:
            item.setGeometry(place.translated(0, (tallest - place.height()) // 2))
    return tallest
