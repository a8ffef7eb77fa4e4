"""One measure over time: a sentence, a line with its bands, and the same figures as a table.

view = ChartView(look, chart)  # a forms.readings.Chart
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from workwell_desktop.forms import Band, readings
from workwell_desktop.forms.readings import Chart, Spot
from workwell_desktop.ui.parts.buttons import quiet_button
from workwell_desktop.ui.parts.chart_table import ChartTable
from workwell_desktop.ui.parts.drawn import line_width
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, holder, reveal, row
from workwell_desktop.ui.style.theme import Look

_TALL, _WIDE, _LEAST = 220, 436, 104  # pixels at 100 % text: the drawing inside its axes
_ROOMY, _TIGHT_NAMES = 220, 104  # likewise: with less room for the drawing the bands' words wrap, this wide
_DOT, _LINE = 11.0, 2.5  # pixels at 100 % text: a hollow dot, and the line that joins the dots
_HALO = 4  # pixels: the ground around a number, where a line runs behind it
_EDGE = 24  # pixels at 100 % text: the first and the last dot stand this far inside
_GAP = 8


class ChartView(QWidget):
    """A chart with its words. *Show as a table* puts the same figures in its place."""

    def __init__(self, look: Look, chart: Chart, *, turns: bool = True) -> None:
        """Draw a chart; ``turns`` is left out where the table stands beside it."""
        super().__init__()
        self._look = look
        self.picture = ChartPicture(look, chart)
        self.figures: ChartTable | None = None  # made when it is asked for
        self.turner = quiet_button(look, "Show as a table")
        self.turner.setAccessibleName(f"Show as a table: {chart.title}")
        self.turner.clicked.connect(self.turn)
        self._chart = chart
        self._body = column(look, self.picture, gap=0)
        head = column(
            look, Label(look, chart.title, "section"), Label(look, readings.sentence(chart), ink="ink2"), gap=4
        )
        words = column(
            look, *(Label(look, one, "small", ink="ink2") for one in (*readings.key(chart), chart.source) if one), gap=2
        )
        foot = row(look, gap=16)
        foot.addLayout(words, 1)
        foot.addWidget(self.turner, 0, Qt.AlignmentFlag.AlignTop)
        reveal(self.turner, turns)
        self.setLayout(column(look, holder(head), self._body, holder(foot), gap=12))

    def turn(self) -> None:
        """Show the figures in place of the picture, or the picture again."""
        if self.figures is None:
            self.figures = ChartTable(self._look, self._chart)
            reveal(self.figures, False)
            self._body.addWidget(self.figures)
        table = self.figures.isHidden()
        reveal(self.figures, table)
        reveal(self.picture, not table)
        word = "Show as a picture" if table else "Show as a table"
        self.turner.set_text(word)
        self.turner.setAccessibleName(f"{word}: {self._chart.title}")


class ChartPicture(QWidget):
    """The drawing itself. A screen reader is told the sentence."""

    def __init__(self, look: Look, chart: Chart) -> None:
        """Draw this chart; it does not change."""
        super().__init__()
        self._look, self.chart = look, chart
        self._runs = {whose: readings.runs(chart, whose) for whose in (readings.PERSON, readings.COACH)}
        self._day_words = readings.day_words(chart)
        self.setAccessibleName(readings.sentence(chart))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the size of the drawing with its words (called by Qt)."""
        look = self._look
        return QSize(look.px(_WIDE) + self._left() + self._right(), look.px(_TALL) + self._above() + self._below())

    def minimumSizeHint(self) -> QSize:
        """Return the least size that can be read (called by Qt)."""
        hint = self.sizeHint()
        words = min(self._right(), self._tight_words())
        return QSize(self._look.px(_LEAST) + self._left() + words, hint.height())

    @property
    def tight(self) -> bool:
        """Whether there is too little room for the words of the bands in one line each."""
        return bool(self.chart.bands) and self.width() < self._look.px(_ROOMY) + self._left() + self._right()

    def inside(self) -> QRectF:
        """Return the room inside the axes, in pixels."""
        left, right = self._left(), min(self._right(), self._tight_words()) if self.tight else self._right()
        wide = min(self.width() - left - right, self._look.px(_WIDE) * 2)
        return QRectF(left, self._above(), max(1, wide), self._look.px(_TALL))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Draw bands, axes, days and lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = self.inside()
        self._draw_bands(painter, inside)
        self._draw_reliable(painter, inside)
        self._draw_axes(painter, inside)
        self._draw_days(painter, inside)
        for whose in (readings.COACH, readings.PERSON):
            crowded = self._crowded(inside, whose)
            for run in self._runs[whose]:
                self._draw_run(painter, inside, run, whose, crowded=crowded)
            self._draw_numbers(painter, inside, whose, crowded=crowded)
        painter.end()

    # Room for the words around the drawing, in pixels

    def _left(self) -> int:
        font = self._look.font("small")
        widest = max(line_width(font, str(value)) for value in readings.ticks(self.chart))
        return max(widest + self._look.space(16), round(self._dot()))

    def _right(self) -> int:
        look = self._look
        names = max((line_width(look.font("body", weight=600), band.label) for band in self.chart.bands), default=0)
        spans = max((line_width(look.font("small"), readings.span(band)) for band in self.chart.bands), default=0)
        return names + spans + look.space(16 + 20) if names else look.px(24)

    def _tight_words(self) -> int:
        return self._look.px(_TIGHT_NAMES) + self._look.space(16)

    def _above(self) -> int:
        return self._line_height("body") + self._look.space(_GAP)

    def _below(self) -> int:
        return self._line_height("small") + self._look.space(12)

    def _line_height(self, role: str) -> int:
        return round(self._look.font(role).pointSizeF() * 1.9)

    # The parts of the drawing

    def _ink(self, token: str) -> QColor:
        return self._look.colour(token)

    def _y(self, inside: QRectF, value: float) -> float:
        return inside.top() + readings.share(self.chart, value) * inside.height()

    def _draw_bands(self, painter: QPainter, inside: QRectF) -> None:
        """Draw the bands in two quiet grounds, with their words and points at the right."""
        look, chart = self._look, self.chart
        names, tight = look.font("body", weight=600), self.tight
        widest = max((line_width(names, band.label) for band in chart.bands), default=0)
        for ground in readings.grounds(chart):
            top, foot = (inside.top() + edge * inside.height() for edge in (ground.top, ground.foot))
            box = QRectF(inside.left(), top, inside.width(), foot - top)
            painter.fillRect(box, self._ink("sunk" if ground.shaded else "surface"))
            if not ground.topmost:
                painter.setPen(QPen(self._ink("control"), 1, Qt.PenStyle.DotLine))
                painter.drawLine(QPointF(inside.left(), top), QPointF(inside.right(), top))
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.setPen(self._ink("ink"))
            if tight:
                self._draw_tight(painter, ground.band, QPointF(inside.right() + look.space(16), (top + foot) / 2))
                continue
            tall = self._line_height("body")
            place = QRectF(inside.right() + look.space(16), (top + foot - tall) / 2, widest, tall)
            painter.setFont(names)
            painter.drawText(place, align, ground.band.label)
            painter.setFont(look.font("small"))
            beside = QRectF(place.right() + look.space(20), place.top(), self.width(), tall)
            painter.drawText(beside, align, readings.span(ground.band))

    def _draw_tight(self, painter: QPainter, band: Band, middle: QPointF) -> None:
        """Write the words of a band in as many small lines as they need, about the middle of its height."""
        painter.setFont(self._look.font("small"))
        most = QRectF(middle.x(), middle.y() - _TALL, self._look.px(_TIGHT_NAMES), 2 * _TALL)
        wraps = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(most, wraps, f"{band.label}, {readings.span(band)}")

    def _draw_reliable(self, painter: QPainter, inside: QRectF) -> None:
        """Shade where nothing has changed reliably since the first reading."""
        between = readings.reliable(self.chart)
        if between is not None:
            top, foot = self._y(inside, between[1]), self._y(inside, between[0])
            box = QRectF(inside.left(), top, inside.width(), foot - top)
            painter.fillRect(box, self._ink("note_tint"))
            painter.setPen(QPen(self._ink("note"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(box.topLeft(), box.topRight())
            painter.drawLine(box.bottomLeft(), box.bottomRight())

    def _draw_axes(self, painter: QPainter, inside: QRectF) -> None:
        painter.setPen(QPen(self._ink("control"), 1))
        painter.drawLine(inside.topLeft(), inside.bottomLeft())
        painter.drawLine(inside.bottomLeft(), inside.bottomRight())
        painter.setFont(self._look.font("small", tabular=True))
        painter.setPen(self._ink("ink"))
        tall = self._line_height("small")
        for value in readings.ticks(self.chart):
            room = QRectF(0, self._y(inside, value) - tall / 2, inside.left() - self._look.space(_GAP), tall)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(value))

    def _draw_days(self, painter: QPainter, inside: QRectF) -> None:
        """Write the days below the line: the first, the last, and those between that have room."""
        painter.setFont(self._look.font("small"))
        painter.setPen(self._ink("ink"))
        gap = self._look.space(_GAP)
        for left, wide, words in self._days(inside):
            room = QRectF(left, inside.bottom() + gap, wide, self._line_height("small"))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)

    def _days(self, inside: QRectF) -> list[tuple[float, float, str]]:
        """Return the days that have room: left edge and width in pixels, and the words."""
        font, placed = self._look.font("small"), []
        for spot, words in self._day_words:
            wide = line_width(font, words)
            placed.append((self._x(inside, spot) - wide / 2, float(wide), words))
        room = readings.with_room([(left, wide) for left, wide, _words in placed], self._look.space(12))
        return [placed[number] for number in room]

    def _x(self, inside: QRectF, spot: Spot) -> float:
        edge = self._look.px(_EDGE)  # the first and the last dot stand a little inside
        return inside.left() + edge + spot.x * max(1.0, inside.width() - 2 * edge) + spot.aside * edge

    def _dot(self) -> float:
        return _DOT * self._look.scale / 100

    def _crowded(self, inside: QRectF, whose: str) -> bool:
        return readings.crowded(self._runs[whose], (inside.width() - 2 * self._look.px(_EDGE)) / self._dot())

    def _point(self, inside: QRectF, spot: Spot) -> QPointF:
        return QPointF(self._x(inside, spot), inside.top() + spot.y * inside.height())

    def _draw_run(self, painter: QPainter, inside: QRectF, run: Sequence[Spot], whose: str, *, crowded: bool) -> None:
        """Draw readings that follow one another without a gap: a line and its dots."""
        mine = whose == readings.PERSON
        points = [self._point(inside, spot) for spot in run]
        thick = _LINE * self._look.scale / 100
        pen = QPen(self._ink("accent" if mine else "ink2"), thick)
        pen.setStyle(Qt.PenStyle.SolidLine if mine else Qt.PenStyle.DashLine)
        painter.setPen(pen)
        if crowded and mine:  # one by one: the joins of a long thick line are slow to draw, and nobody sees them
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLines([QLineF(one, other) for one, other in pairwise(points)])
        else:
            painter.drawPolyline(QPolygonF(points))
        size = self._dot() / 2 if crowded else self._dot()
        painter.setPen(QPen(self._ink("accent" if mine else "ink2"), thick if not crowded else thick / 2))
        painter.setBrush(self._ink("surface"))
        for point in points:
            box = QRectF(point.x() - size / 2, point.y() - size / 2, size, size)
            painter.drawEllipse(box) if mine else painter.drawRect(box)

    def _draw_numbers(self, painter: QPainter, inside: QRectF, whose: str, *, crowded: bool) -> None:
        """Write the numbers that have room, above their dots or below, so that two views do not meet."""
        font, tall, half = self._look.font("body", weight=600), self._line_height("body"), self._dot() / 2
        metrics, placed = QFontMetricsF(font), []
        for spot, words, above in readings.numbers(self.chart, whose, crowded=crowded):
            wide, point = float(line_width(font, words)), self._point(inside, spot)
            over = point.y() - tall - half if above else point.y() + half
            left = min(max(inside.left() + 4, point.x() - wide / 2), inside.right() - wide)
            placed.append((left, wide, over, words))
        path = QPainterPath()
        for number in readings.with_room([(left, wide) for left, wide, _over, _words in placed], 2):
            left, _wide, over, words = placed[number]
            path.addText(left, over + (tall - metrics.height()) / 2 + metrics.ascent(), font, words)
        painter.strokePath(
            path,
            QPen(
                self._ink("surface"), _HALO, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
            ),
        )
        painter.fillPath(path, self._ink("ink"))
