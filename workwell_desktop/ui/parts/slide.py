"""How much, from 0 to 10, in one short line: a track to press, the number on it, and the word it stands for.

good = Slide(look, "Can’t", "Can", name="Lift: on a good day", words=("Can’t", ..., "Can"))
good.value()  # None until somebody said
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from workwell_desktop.ui.parts.drawn import draw_text, line_width, text_size
from workwell_desktop.ui.parts.focus_ring import note_focus
from workwell_desktop.ui.style.theme import Look

NOT_SAID = "Not said"
_NOTHING = -1
_ROUND, _BAR, _DOT = 28, 10, 4  # pixels at 100 % text: the number's round, the track, the mark of a place
_STEP, _LEAST_STEP = 14, 9  # from one place to the next
_GAP = 8
_KEYS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1}
_OFF = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_WITH = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier


class SlideEnds(QWidget):
    """The words of both ends, as the head of a column of slides: they stand over the ends of the tracks."""

    def __init__(self, look: Look, low: str, high: str, *, words: Sequence[str] = ()) -> None:
        """Show what the ends mean; ``words`` are those of the slides below."""
        super().__init__()
        self._look, self._ends, self._words = look, (low, high), tuple(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the room for both words in one line (called by Qt)."""
        return QSize(_wide(self._look, self._ends), _tall(self._look))

    def minimumSizeHint(self) -> QSize:
        """Return the room for both words in one line (called by Qt)."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Draw the words over the ends of a track as wide as this."""
        painter = QPainter(self)
        _draw_ends(painter, self._look, QRect(0, 0, self.width() - _beside(self._look, self._words), self.height()),
                   self._ends)  # fmt: skip
        painter.end()


class Slide(QSlider):
    """Whole numbers on a track, none at first. ``edited`` is sent only when a person chose another one.

    Arrows, Home, End and digits choose, 1 and then 0 is ten; Delete or Backspace takes the answer away.
    """

    edited = Signal()

    def __init__(
        self, look: Look, low: str, high: str, *, name: str = "", words: Sequence[str] = (), most: int = 10
    ) -> None:
        """Show an empty track. ``low`` and ``high`` say what the ends mean, ``words`` what each number stands for."""
        super().__init__(Qt.Orientation.Horizontal)
        self._look, self._ends, self._words, self._most = look, (low, high), tuple(words), most
        self._said_beside = ""
        self._quiet = self._after_one = self._held = False
        self._show_ends = True
        self.setRange(_NOTHING, most)
        self.set_value(None)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not by wheel
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.valueChanged.connect(self._changed)
        look.changed.connect(self.updateGeometry)
        self._describe()

    def value(self) -> int | None:  # type: ignore[override]  # every part says nothing while nothing was chosen
        """Return the number that is chosen, or nothing."""
        number = super().value()
        return None if number == _NOTHING else number

    def set_value(self, number: int | None) -> None:
        """Choose a number or none. Raises ``ValueError`` for one that is not on the track."""
        if number is not None and not 0 <= number <= self._most:
            raise ValueError(number)
        self._quiet = True
        self.setValue(_NOTHING if number is None else number)
        self._quiet = self._after_one = False

    def word(self) -> str:
        """Return the word that the number stands for, as it is drawn beside it."""
        number = self.value()
        if number is None:
            return NOT_SAID
        return self._words[number] if self._words else ""

    def show_ends(self, shown: bool) -> None:
        """Write the words of the ends under the track, or leave them to the head of the column."""
        if shown != self._show_ends:
            self._show_ends = shown
            self.updateGeometry()
            self.update()

    def setAccessibleDescription(self, description: str) -> None:
        """Say this after the number and its word: a field puts its hint and its error here."""
        self._said_beside = description
        self._describe()

    def sizeHint(self) -> QSize:
        """Return the room for the track with its places well apart, and the word (called by Qt)."""
        return self._room(_STEP)

    def minimumSizeHint(self) -> QSize:
        """Return the least room in which the places can be told apart (called by Qt)."""
        return self._room(_LEAST_STEP)

    def place_of(self, number: int) -> QPointF:
        """Return where a number stands on the track, in pixels."""
        around = self._look.px(_ROUND)
        way = max(0, self._track() - around)
        return QPointF(around / 2 + way * number / self._most, self._look.height("control") / 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by key, and leave every other key to the page."""
        after_one, self._after_one = self._after_one, False
        number = self._asked(event, after_one=after_one)
        if number is None:
            event.ignore()
            return
        event.accept()
        self.setValue(number)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the number that is nearest to the pointer."""
        self._held = event.button() == Qt.MouseButton.LeftButton and event.position().x() <= self._track()
        self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer while it is held down."""
        self._follow(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._held = False
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: it never changes a value."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring only when reached by key."""
        self._after_one = False
        note_focus(self, event)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Draw the track, filled up to the number, the number on it, and its word; a hollow track while not said."""
        look, number, live = self._look, self.value(), self.isEnabled()
        full, edge, ink = ("accent", "control", "ink") if live else ("disabled_ink", "line", "disabled_ink")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first, last, bar = self.place_of(0), self.place_of(self._most), look.px(_BAR)
        track = QRectF(first.x(), first.y() - bar / 2, last.x() - first.x(), bar).adjusted(-bar / 2, 0, bar / 2, 0)
        painter.setPen(QPen(look.colour(edge), 1))
        painter.setBrush(look.colour("surface" if live else "disabled_bg"))
        painter.drawRoundedRect(track.adjusted(0.5, 0.5, -0.5, -0.5), bar / 2, bar / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(full))
        if number is not None:
            track.setRight(self.place_of(number).x())
            painter.drawRoundedRect(track, bar / 2, bar / 2)
        dot = look.px(_DOT) / 2
        painter.setBrush(look.colour("control" if live else "disabled_ink"))
        for place in range(0 if number is None else number + 1, self._most + 1):
            painter.drawEllipse(self.place_of(place), dot, dot)
        if number is not None:
            self._draw_number(painter, number, full)
        self._draw_word(painter, ink)
        if self._show_ends:
            top = look.height("control")
            _draw_ends(painter, look, QRect(0, top, self._track(), self.height() - top), self._ends)
        painter.end()

    def _draw_number(self, painter: QPainter, number: int, ground: str) -> None:
        look, at = self._look, self.place_of(number)
        half = look.px(_ROUND) / 2
        painter.setBrush(look.colour(ground))
        painter.drawEllipse(at, half, half)
        box = QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half).toAlignedRect()
        draw_text(painter, box, look.font(weight=700), look.colour("on_accent"), str(number),
                  Qt.AlignmentFlag.AlignCenter)  # fmt: skip

    def _draw_word(self, painter: QPainter, ink: str) -> None:
        look, said = self._look, self.value() is not None
        left = self._track() + look.space(_GAP)
        box = QRect(left, 0, self.width() - left, look.height("control"))
        font = look.font("small", weight=600 if said else 400)
        colour = look.colour(ink if said or not self.isEnabled() else "ink2")
        draw_text(painter, box, font, colour, self.word(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)

    def _asked(self, event: QKeyEvent, *, after_one: bool) -> int | None:
        """Return the number that a key asks for (-1 takes it away), or nothing when the key is not for us."""
        now, key = self.value(), Qt.Key(event.key())
        if event.modifiers() & ~_WITH:
            return None
        if key in _KEYS:
            step = _KEYS[key]
            start = (0 if step > 0 else self._most) if now is None else now + step
            return min(max(start, 0), self._most)
        if key in _OFF:
            return _NOTHING
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return 0 if key == Qt.Key.Key_Home else self._most
        typed = event.text()
        if len(typed) != 1 or typed not in "0123456789":
            return None
        number = 10 if typed == "0" and after_one and self._most >= 10 else int(typed)
        self._after_one = typed == "1"
        return number if number <= self._most else None

    def _follow(self, event: QMouseEvent) -> None:
        if self._held:
            first, last = self.place_of(0).x(), self.place_of(self._most).x()
            share = (event.position().x() - first) / max(1.0, last - first)
            self._after_one = False
            self.setValue(min(max(round(share * self._most), 0), self._most))
        event.accept()

    def _changed(self) -> None:
        self._describe()
        self.update()
        if not self._quiet:
            self.edited.emit()

    def _describe(self) -> None:
        """Say the number with its word: the slider's own value is a bare number, and -1 while nobody said."""
        number = self.value()
        if number is None:
            said = f"{NOT_SAID} yet. 0 is “{self._ends[0]}”, {self._most} is “{self._ends[1]}”."
        else:
            said = ", ".join(part for part in (f"{number} of {self._most}", self.word()) if part) + "."
        super().setAccessibleDescription(" ".join(part for part in (said, self._said_beside) if part))

    def _track(self) -> int:
        """Return the width of the track with its round, in pixels."""
        return self.width() - _beside(self._look, self._words)

    def _room(self, step: int) -> QSize:
        look = self._look
        track = max(look.px(_ROUND) + self._most * look.px(step), _wide(look, self._ends))
        below = _tall(look) if self._show_ends else 0
        return QSize(track + _beside(look, self._words), look.height("control") + below)


def _beside(look: Look, words: Sequence[str]) -> int:
    """Return the room at the right of the track that holds the longest word, in pixels."""
    font = look.font("small", weight=600)
    return look.space(_GAP) + max(line_width(font, word) for word in (NOT_SAID, *words))


def _wide(look: Look, ends: tuple[str, str]) -> int:
    font = look.font("small")
    return sum(line_width(font, word) for word in ends) + look.space(2 * _GAP)


def _tall(look: Look) -> int:
    return text_size(look.font("small"), "A", 100).height()


def _draw_ends(painter: QPainter, look: Look, box: QRect, ends: tuple[str, str]) -> None:
    top, font, ink = Qt.AlignmentFlag.AlignTop, look.font("small"), look.colour("ink2")
    draw_text(painter, box, font, ink, ends[0], Qt.AlignmentFlag.AlignLeft | top)
    draw_text(painter, box, font, ink, ends[1], Qt.AlignmentFlag.AlignRight | top)
