"""A strip of days: which ones fit notes cover, and the gaps between them. The same stands in words below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from workwell_desktop.casework.fit_notes import SpanLine
from workwell_desktop.ui.parts.drawn import line_width
from workwell_desktop.ui.style.theme import Look

_BAR, _AIR, _LEAST = 18, 6, 4
_AHEAD = timedelta(days=14)


class CoveredDays(QWidget):
    """Draws the days from the first note to the last, with today marked. Its accessible name says it in words."""

    def __init__(self, look: Look, spans: Sequence[SpanLine], today: date) -> None:
        super().__init__()
        self._look, self._spans, self._today = look, tuple(spans), today
        self._first = min(span.first for span in spans)
        ends = [span.last or today + _AHEAD for span in spans]
        self._last = max(*ends, today) if self._first <= today else max(ends)
        said = "; ".join(f"{span.days}: {span.advice}" for span in spans)
        self.setAccessibleName(f"Days covered. {said}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the height of the bar and a line of words below (called by Qt)."""
        words = self._look.font("small").pointSizeF() * 2
        return QSize(self._look.px(320), self._look.px(_BAR + _AIR) + int(words))

    def minimumSizeHint(self) -> QSize:
        """Ask for little width: the days are drawn closer then (called by Qt)."""
        return QSize(self._look.px(160), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Draw the spans, the two end days, and a mark for today."""
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = look.px(_BAR)
        for span in self._spans:
            box = self._box(span, height)
            if span.covered:
                painter.setPen(QPen(look.colour("note"), 1))
                painter.setBrush(look.colour("note_tint"))
            else:
                painter.setPen(QPen(look.colour("control"), 1, Qt.PenStyle.DashLine))
                painter.setBrush(look.colour("surface"))
            painter.drawRect(box)
        self._mark_today(painter, height)
        painter.end()

    def _mark_today(self, painter: QPainter, height: int) -> None:
        look = self._look
        font = look.font("small")
        painter.setFont(font)
        painter.setPen(look.colour("ink2"))
        below = QRectF(0, height + look.px(_AIR), self.width(), self.height() - height - look.px(_AIR))
        top = int(Qt.AlignmentFlag.AlignTop)
        if self._first <= self._today <= self._last:
            x = self._at(self._today)
            painter.setPen(QPen(look.colour("ink"), 2))
            painter.drawLine(QPointF(x, 0), QPointF(x, height + look.px(_AIR)))
            wide = line_width(look.font("small", weight=600), "Today")
            painter.setFont(look.font("small", weight=600))
            left = min(max(0.0, x - wide / 2), self.width() - wide)
            painter.drawText(
                QRectF(left, below.y(), wide, below.height()), top | int(Qt.AlignmentFlag.AlignLeft), "Today"
            )

    def _at(self, day: date) -> float:
        whole = (self._last - self._first).days + 1
        return (day - self._first).days / whole * (self.width() - 2) + 1

    def _box(self, span: SpanLine, height: int) -> QRectF:
        start = self._at(span.first)
        end = self._at((span.last or self._last) + timedelta(days=1))
        return QRectF(start + 0.5, 1, max(float(_LEAST), end - start - 1), height - 2)
