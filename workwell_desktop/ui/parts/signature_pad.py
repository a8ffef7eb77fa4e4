"""A box to sign in with the mouse, a pen or a finger. Its strokes are plain numbers.

pad = SignaturePad(look, name="Jo signs here")
pad.value()  # [[x, y, x, y, ...], ...] in thousandths of the width
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from workwell_desktop.ui.parts.buttons import Button, does, quiet_button
from workwell_desktop.ui.parts.focus_ring import note_focus
from workwell_desktop.ui.parts.layouts import STRETCH, Bounded, row
from workwell_desktop.ui.style.theme import Look

TALL = 320  # thousandths of the width
_WHOLE = 1000
_WIDE = 480  # pixels at 100 % text
_APART = 3  # thousandths: nearer points say nothing
_THICK = 2.5

Strokes = list[list[int]]


class SignaturePad(QWidget):
    """The box, with *Take the last line back* and *Clear* below it. ``edited`` is sent after each stroke."""

    edited = Signal()

    def __init__(self, look: Look, *, name: str = "") -> None:
        """Show an empty box."""
        super().__init__()
        self.box = _Box(look)
        self.box.drawn.connect(self._changed)
        self._undo: Button = does(quiet_button(look, "Take the last line back", "undo"), self.box.undo)
        self._clear: Button = does(quiet_button(look, "Clear", "cross"), self.box.clear)
        below = row(look, self._undo, self._clear, STRETCH, gap=4)
        inside = Bounded(look, gap=4)
        inside.addWidget(self.box)
        inside.addLayout(below)
        self.setLayout(inside)
        self.setAccessibleName(name)
        self.box.setAccessibleName(name)
        self._changed(told=False)

    def value(self) -> Strokes:
        """Return the strokes: x, y, x, y ... of each, in thousandths of the width."""
        return [list(stroke) for stroke in self.box.strokes]

    def set_value(self, strokes: Sequence[Sequence[int]] | None) -> None:
        """Show other strokes; nothing is sent."""
        self.box.strokes = [list(stroke) for stroke in strokes or ()]
        self.box.update()
        self._changed(told=False)

    def first_focus(self) -> QWidget:
        """Return the box: it takes the focus for the whole."""
        return self.box

    def _changed(self, *, told: bool = True) -> None:
        signed = bool(self.box.strokes)
        for button in (self._undo, self._clear):
            if button.hasFocus() and not signed:
                self.box.setFocus(Qt.FocusReason.TabFocusReason)
            button.setEnabled(signed)
        if told:
            self.edited.emit()


class _Box(QWidget):
    """The box itself. Backspace takes the last stroke back."""

    drawn = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.strokes: Strokes = []
        self._drawing = False
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(look.px(_WIDE))
        self.setAccessibleDescription("Signed with mouse, pen or finger. By keyboard, choose another way of agreeing.")

    def undo(self) -> None:
        """Take the last stroke back."""
        if self.strokes:
            self.strokes.pop()
            self._tell()

    def clear(self) -> None:
        """Take every stroke back."""
        if self.strokes:
            self.strokes.clear()
            self._tell()

    def sizeHint(self) -> QSize:
        """Return the size of the box (called by Qt)."""
        wide = self._look.px(_WIDE)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """Return the least size in which a name can be written (called by Qt)."""
        wide = self._look.px(_WIDE) // 2
        return QSize(wide, self.heightForWidth(wide))

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width in pixels (called by Qt)."""
        return min(width, self._look.px(_WIDE)) * TALL // _WHOLE

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._drawing = True
            self.strokes.append(self._place(event.position()))
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the stroke."""
        if not self._drawing:
            return
        stroke, (x, y) = self.strokes[-1], self._place(event.position())
        if abs(x - stroke[-2]) + abs(y - stroke[-1]) >= _APART:
            stroke += [x, y]
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke."""
        if event.button() == Qt.MouseButton.LeftButton and self._drawing:
            self._drawing = False
            self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the last stroke back with Backspace."""
        if event.key() == Qt.Key.Key_Backspace and self.strokes:
            self.undo()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring only when reached by key."""
        note_focus(self, event)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Draw the box, the line to sign on, and the strokes."""
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("control"), 1))
        painter.setBrush(look.colour("surface"))
        radius = look.tokens.radius["field"]
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        foot = self.height() * 0.8
        painter.drawLine(QPointF(self.width() * 0.05, foot), QPointF(self.width() * 0.95, foot))
        pen = QPen(look.colour("ink"), _THICK)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        scale = self.width() / _WHOLE
        for stroke in self.strokes:
            points = [QPointF(x * scale, y * scale) for x, y in zip(stroke[::2], stroke[1::2], strict=True)]
            if len(points) == 1:
                painter.drawPoint(points[0])
            else:
                painter.drawPolyline(QPolygonF(points))
        painter.end()

    def _place(self, where: QPointF) -> list[int]:
        scale = _WHOLE / max(self.width(), 1)
        return [min(max(round(where.x() * scale), 0), _WHOLE), min(max(round(where.y() * scale), 0), TALL)]

    def _tell(self) -> None:
        self.update()
        self.drawn.emit()
