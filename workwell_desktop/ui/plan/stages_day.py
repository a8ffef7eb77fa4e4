"""One day of going back in stages: a bar that is dragged or worked by key, in quarters of an hour.

bar = DayBar(look, date(2027, 1, 12), week=2)
bar.show_shift(Shift(540, 780), usual=Shift(540, 1020))
bar.changed.connect(keep)
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from workwell_desktop.casework.phased_return_rules import day_words
from workwell_desktop.casework.shift_times import (
    DAY,
    QUARTER,
    Shift,
    clock,
    earlier_start,
    hours_words,
    longer,
    moved,
)
from workwell_desktop.ui.parts.drawn import draw_inner_ring, draw_text, line_width, text_size
from workwell_desktop.ui.parts.fields import announce
from workwell_desktop.ui.style.theme import Look

REST, HOLIDAY = "Rest", "Bank holiday"
_BAR, _EDGE, _PAD, _GAP = 14, 9, 7, 3  # pixels at 100 % text: the bar, where its ends are caught, air
_NAME = 192  # the name of the day where it stands before its bar
_USUAL_AT = (9 * 60, 17 * 60)  # a day that nobody works in the usual week begins so
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_MOVES = {Qt.Key.Key_Left: -QUARTER, Qt.Key.Key_Right: QUARTER}
_STEPS = {
    Qt.Key.Key_Plus: QUARTER,
    Qt.Key.Key_Equal: QUARTER,
    Qt.Key.Key_Minus: -QUARTER,
    Qt.Key.Key_Underscore: -QUARTER,
}
_OFF = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_TYPE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space)


class DayBar(QWidget):
    """A day with the hours that are worked in it, or none. It changes nothing by itself: it says what is wanted.

    ``changed`` carries the hours that somebody wants (nothing for a rest day), ``typing`` the first letter that was
    typed, ``left_by`` how many days and weeks an arrow goes on; ``caught`` says that it was clicked.
    """

    changed = Signal(object)
    typing = Signal(str)
    left_by = Signal(int, int)
    caught = Signal()

    def __init__(self, look: Look, day: date, week: int) -> None:
        """Show a day without hours."""
        super().__init__()
        self._look, self.day, self._week = look, day, week
        self.shift: Shift | None = None
        self._usual: Shift | None = None
        self._holiday = self._named = False
        self._axis = (8 * 60, 18 * 60)
        self._zone_held = ""
        self._from = QPoint()
        self._dragged: Shift | None = None
        self.live = True
        self.setProperty("own_ring", True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)
        self._describe()

    def show_shift(self, shift: Shift | None, *, usual: Shift | None, holiday: bool = False, live: bool = True) -> None:
        """Show the hours of the day; ``usual`` are those of the usual week, ``live`` whether they may be changed."""
        if (shift, usual, holiday, live) != (self.shift, self._usual, self._holiday, self.live):
            self.shift, self._usual, self._holiday, self.live = shift, usual, holiday, live
            self._describe()
            self.update()

    def set_axis(self, first: int, last: int, *, named: bool) -> None:
        """Draw the bar between two times of the day (minutes); ``named`` writes the name of the day before it."""
        self._axis, self._named = (first, last), named
        self.updateGeometry()
        self.update()

    def say(self) -> str:
        """Return the day and its hours as a screen reader says them."""
        day = f"Week {self._week}, {day_words(self.day)}"
        if self.shift is None:
            return f"{day}: {HOLIDAY.lower() if self._holiday else 'rest day'}"
        pause = f", break of {hours_words(self.shift.pause)}" if self.shift.pause else ""
        times = f"{clock(self.shift.starts)} to {clock(self.shift.ends)}"
        return f"{day}: {times}, {hours_words(self.shift.minutes)}{pause}"

    def place_of(self, minutes: int) -> int:
        """Return where a time stands on the track, in pixels."""
        track, (first, last) = self._track(), self._axis
        return track.left() + round(track.width() * (minutes - first) / max(1, last - first))

    def middle(self) -> int:
        """Return the height of the middle of the track, in pixels."""
        return self._track().center().y()

    def sizeHint(self) -> QSize:
        """Return the room for the day, its bar and its times (called by Qt)."""
        look = self._look
        line = text_size(look.font("small"), "Ag", 1000).height()
        wide = line_width(look.font("small", weight=600), "00:00–00:00") + 2 * look.space(_PAD)
        tall = look.px(_BAR) + 2 * look.space(_PAD) + 2 * look.space(_GAP)
        if self._named:
            return QSize(look.px(_NAME) + wide, max(tall + line, look.height("control")))
        return QSize(wide, tall + 2 * line)

    def minimumSizeHint(self) -> QSize:
        """Return the least room (called by Qt)."""
        return self.sizeHint()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to another day, change the hours, or begin to type; leave every other key to the page."""
        key, with_ = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape and self._zone_held:
            self._let_go()
        elif key in _ARROWS and not with_:
            self.left_by.emit(*_ARROWS[key])
        elif not self.live or not self._worked(event, key, with_):
            event.ignore()
            return
        event.accept()

    def _worked(self, event: QKeyEvent, key: Qt.Key, with_: Qt.KeyboardModifier) -> bool:
        """Do what a key asks for; say whether it asked for anything."""
        typed = event.text()
        if with_ == Qt.KeyboardModifier.ControlModifier and key in _MOVES and self.shift is not None:
            self._want(moved(self.shift, _MOVES[key]))
        elif with_ & ~Qt.KeyboardModifier.ShiftModifier:
            return False
        elif key in _STEPS:
            self._want(longer(self.shift, _STEPS[key]) if self.shift is not None else self._first_hours(_STEPS[key]))
        elif key in _OFF:
            self._want(None)
        elif key in _TYPE:
            self.typing.emit("")
        elif len(typed) == 1 and typed.isascii() and typed.isdigit():
            self.typing.emit(typed)
        else:
            return False
        return True

    def _first_hours(self, step: int) -> Shift | None:
        """Return what a free day begins with when it is made longer: the usual hours of that day."""
        return (self._usual or Shift(*_USUAL_AT)) if step > 0 else None

    def _want(self, shift: Shift | None) -> None:
        if shift != self.shift:
            self.changed.emit(shift)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Catch the bar in its middle, or one of its ends; on a free day, begin one."""
        self.caught.emit()
        if event.button() != Qt.MouseButton.LeftButton or not self.live:
            return
        self._zone_held, self._from = self._zone(event.position().toPoint()), event.position().toPoint()
        self._dragged = self.shift

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer in quarters of an hour while something is caught."""
        at = event.position().toPoint()
        if not self._zone_held:
            self.setCursor(self._cursor(self._zone(at)))
            return
        self._dragged = self._pulled(at)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: the day has the hours that were pulled."""
        if event.button() == Qt.MouseButton.LeftButton and self._zone_held:
            wanted = self._dragged
            self._let_go()
            self._want(wanted)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Have the hours typed; a free day gets the usual ones first."""
        self._let_go()
        if event.button() != Qt.MouseButton.LeftButton or not self.live:
            return
        if self.shift is None:
            self._want(self._first_hours(QUARTER))
        else:
            self.typing.emit("")

    def _let_go(self) -> None:
        self._zone_held, self._dragged = "", None
        self.update()

    def _zone(self, at: QPoint) -> str:
        """Return what is under the pointer: the bar's start, end or middle; on a free day, where a new one begins."""
        if self.shift is None:
            return "new"
        edge = self._look.px(_EDGE)
        starts, ends = self.place_of(self.shift.starts), self.place_of(self.shift.ends)
        edge = min(edge, max(3, (ends - starts) // 3))  # a short bar keeps a middle to catch
        if abs(at.x() - ends) <= edge:
            return "end"
        if abs(at.x() - starts) <= edge:
            return "start"
        return "middle" if starts < at.x() < ends else ""

    def _pulled(self, at: QPoint) -> Shift | None:
        """Return the hours as they would be if the button were let go here."""
        per_pixel = (self._axis[1] - self._axis[0]) / max(1, self._track().width())
        by = round((at.x() - self._from.x()) * per_pixel / QUARTER) * QUARTER
        shift = self.shift
        if shift is None:
            begun = self._time_at(self._from.x())
            first, last = sorted((begun, begun + by))
            return Shift(first, last) if last - first >= QUARTER else None
        pull = {"end": longer, "middle": moved}.get(self._zone_held)
        return pull(shift, by) if pull is not None else earlier_start(shift, -by)

    def _time_at(self, x: int) -> int:
        track, (first, last) = self._track(), self._axis
        minutes = first + (last - first) * (x - track.left()) / max(1, track.width())
        return min(max(round(minutes / QUARTER) * QUARTER, 0), DAY - QUARTER)

    @staticmethod
    def _cursor(zone: str) -> Qt.CursorShape:
        ends, move = Qt.CursorShape.SizeHorCursor, Qt.CursorShape.OpenHandCursor
        return {"start": ends, "end": ends, "new": Qt.CursorShape.CrossCursor, "middle": move}.get(
            zone, Qt.CursorShape.ArrowCursor
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Draw the day, the track with the bar on it, and the times."""
        look, shift = self._look, self._dragged if self._zone_held else self.shift
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top, middle = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft
        track, inside = self._track(), self._inside()
        if self._named:
            name = QRect(inside.left(), inside.top(), look.px(_NAME), inside.height())
            draw_text(painter, name, look.font("body"), look.colour("ink"), day_words(self.day), left | middle)
        else:
            day = f"{self.day.day} {self.day:%b}"
            draw_text(painter, inside, look.font("small"), look.colour("ink2"), day, left | top)
        radius = track.height() / 2
        painter.setPen(QPen(look.colour("line"), 1))
        painter.setBrush(look.colour("surface" if shift is None else "sunk"))
        painter.drawRoundedRect(QRectF(track).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if shift is not None:
            self._draw_bar(painter, shift, radius)
        words, weight = (
            (f"{clock(shift.starts)}–{clock(shift.ends)}", 600) if shift is not None else (self._free(), 400)
        )
        below = QRect(track.left(), track.bottom() + look.space(_GAP), track.width(), self.height() - track.bottom())
        font, ink = look.font("small", weight=weight, tabular=True), look.colour("ink" if shift else "ink2")
        draw_text(painter, below, font, ink, words, left | top)
        if self.hasFocus():
            draw_inner_ring(painter, look, self.rect())
        painter.end()

    def _draw_bar(self, painter: QPainter, shift: Shift, radius: float) -> None:
        track = self._track()
        x = max(track.left(), self.place_of(shift.starts))
        ends = min(track.right() + 1, max(x + 2, self.place_of(shift.ends)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("accent"))
        painter.drawRoundedRect(QRectF(x, track.top(), ends - x, track.height()), radius / 2, radius / 2)

    def _free(self) -> str:
        """Return what a day without hours says: that it is a bank holiday, a rest day, or nothing on other days."""
        return HOLIDAY if self._holiday else REST if self._usual is not None else ""

    def _inside(self) -> QRect:
        pad = self._look.space(_PAD)
        return self.rect().adjusted(pad, pad, -pad, -pad)

    def _track(self) -> QRect:
        look, inside = self._look, self._inside()
        line = text_size(look.font("small"), "Ag", 1000).height()
        if self._named:
            return QRect(inside.left() + look.px(_NAME), inside.top(), inside.width() - look.px(_NAME), look.px(_BAR))
        return QRect(inside.left(), inside.top() + line + look.space(_GAP), inside.width(), look.px(_BAR))

    def _describe(self) -> None:
        words = self.say()
        if words != self.accessibleName():
            self.setAccessibleName(words)
            if self.hasFocus():
                announce(self, words)
