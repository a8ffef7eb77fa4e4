"""Draws the rows of long lists: chosen row, bar, ring inside, badge at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workwell_desktop.ui.parts.badge import badge_size, paint_badge
from workwell_desktop.ui.parts.drawn import draw_inner_ring, line_width
from workwell_desktop.ui.parts.paged_list import FACTS, RowFacts
from workwell_desktop.ui.style.theme import Look

_SIDE, _TOP, _BAR = 16, 9, 3
_BETWEEN = 3  # pixels between the lines of a tall row
_ALL = 4  # title, second, third, reason
_LEAD = 56  # pixels at 100 % text: the column of times


def first_line(metrics: QFontMetrics, text: str, room: int) -> tuple[str, ...]:
    """Return words whole where they fit into ``room`` pixels, else what fits and all the rest."""
    if metrics.horizontalAdvance(text) <= room:
        return (text,)
    words = text.split(" ")
    fits = next(
        (
            number
            for number in range(len(words) - 1, 0, -1)
            if metrics.horizontalAdvance(" ".join(words[:number])) <= room
        ),
        0,
    )
    return (" ".join(words[:fits]), " ".join(words[fits:])) if fits else (text,)


class RowPainter(QStyledItemDelegate):
    """A height for every head and for every number of lines in a row, so that long lists stay quick.

    In a ``flush`` list the words begin where the fields above it do, and a row without a second line is lower.
    In one of four lines a reason takes two where it needs them, and a row without one is lower.
    """

    def __init__(self, look: Look, lines: int, view: QWidget, *, flush: bool = False) -> None:
        """Draw ``lines`` lines a row: title, second, third, reason."""
        super().__init__(view)
        self._look, self._lines, self._view, self._flush = look, lines, view, flush
        self._heights: dict[tuple[bool, int], int] = {}
        self._broken: dict[tuple[str, int], tuple[str, ...]] = {}

    def forget(self, lines: int = 0) -> None:
        """Measure again: the text size changed, or there are so many ``lines`` a row from now on."""
        self._lines = lines or self._lines
        self._heights.clear()
        self._broken.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002  (Qt's signature)
        """Return the height of a row or of a head (called by Qt)."""
        facts: RowFacts = index.data(FACTS)
        lines = 1 if self._flush and not facts.second else self._lines
        if lines == _ALL:
            room = (self._view.viewport().width() if isinstance(self._view, QAbstractItemView) else 0) - self._aside()
            lines += len(self._reason_lines(facts.reason, room)) - 1
        key = (facts.heading, lines)
        if key not in self._heights:
            self._heights[key] = self._head_height() if facts.heading else self._row_height(lines)
        return QSize(self._look.px(200), self._heights[key])

    def _head_height(self) -> int:
        return QFontMetrics(self._look.font("small")).height() + self._look.space(24)

    def _row_height(self, lines: int) -> int:
        big = QFontMetrics(self._look.font("body")).height()
        small = QFontMetrics(self._look.font("small")).height()
        tall = big + {1: 0, 2: small, 3: big + small, 4: 2 * big + small, 5: 3 * big + small}[lines]
        return tall + 2 * self._look.space(_TOP) + self._gap() * (min(lines, _ALL) - 1)

    def _aside(self) -> int:
        """Return the width beside a reason that its words cannot have."""
        return 2 * self._look.space(_SIDE) + self._look.px(20) + self._look.space(6)

    def _reason_lines(self, reason: str, room: int) -> tuple[str, ...]:
        """Return a reason in one line or two; what has no room in the second is shortened when it is drawn."""
        if not reason:
            return ()
        key = (reason, room)
        if key not in self._broken:
            self._broken[key] = first_line(QFontMetrics(self._look.font("body", text=reason)), reason, room)
        return self._broken[key]

    def _gap(self) -> int:
        return self._look.space(_BETWEEN) if self._lines > 2 else 0

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a row (called by Qt)."""
        facts: RowFacts = index.data(FACTS)
        rect: QRect = option.rect
        painter.save()
        if facts.heading:
            self._draw_head(painter, rect, facts)
        else:
            state = option.state
            focused = bool(state & QStyle.StateFlag.State_HasFocus) and bool(self._view.property("reached_by_key"))
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            hover = bool(state & QStyle.StateFlag.State_MouseOver)
            self._draw_ground(painter, rect, chosen=chosen, hover=hover and not self._flush)
            self._draw_row(painter, rect, facts, chosen=chosen, hover=hover)
            if focused:
                draw_inner_ring(painter, self._look, rect)
        painter.restore()

    def _draw_head(self, painter: QPainter, rect: QRect, facts: RowFacts) -> None:
        look = self._look
        painter.setFont(look.font("small", weight=600))
        painter.setPen(look.colour("ink2"))
        side = 0 if self._flush else look.space(_SIDE)
        room = rect.adjusted(side, 0, -side, -look.space(6))
        painter.drawText(room, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, facts.title)

    def _draw_ground(self, painter: QPainter, rect: QRect, *, chosen: bool, hover: bool) -> None:
        look = self._look
        if chosen or hover:
            painter.fillRect(rect, look.colour("selected" if chosen else "hover"))
        if chosen:
            painter.fillRect(rect.x(), rect.y(), 2 * _BAR if look.edged else _BAR, rect.height(), look.colour("accent"))
        if self._lines > 2:
            painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, look.colour("line"))

    def _draw_row(self, painter: QPainter, rect: QRect, facts: RowFacts, *, chosen: bool, hover: bool) -> None:
        look = self._look
        left = look.space(0 if self._flush and not chosen else _SIDE)  # a chosen row moves in, beside its bar
        inside = rect.adjusted(left, look.space(_TOP), -look.space(_SIDE), -look.space(_TOP))
        right = third = inside.right()
        below = self._badge_below(inside.width(), facts)
        if facts.badge and not below:
            right = self._draw_badge(painter, inside, facts)
        ink = "accent" if self._flush and hover else "ink"
        if facts.lead:
            self._write(painter, inside, inside.right(), facts.lead, "body", 400, "ink2")
            inside = inside.adjusted(max(look.px(_LEAD), line_width(look.font(), facts.lead) + look.space(8)), 0, 0, 0)
        top = self._write(painter, inside, right, facts.title, "body", 600 if chosen or self._lines > 2 else 500, ink)
        strong = "body" if self._lines > 2 else "small"
        for text, role in ((facts.second, strong), (facts.third, "small")):
            if text:
                inside = inside.adjusted(0, top + self._gap(), 0, 0)
                if below and text is facts.third:
                    third = self._draw_badge(painter, inside.adjusted(0, -self._look.px(2), 0, 0), facts)
                end = third if text is facts.third else inside.right()
                top = self._write(painter, inside, end, text, role, 400, "ink" if role == "body" else "ink2")
        if facts.reason:
            inside = inside.adjusted(0, top + self._gap(), 0, 0)
            size = look.px(20)
            ratio = painter.device().devicePixelRatio()
            painter.drawPixmap(inside.x(), inside.y(), look.pixmap("tick", "good", 20, ratio))
            inside = inside.adjusted(size + look.space(6), 0, 0, 0)
            for text in self._reason_lines(facts.reason, rect.width() - self._aside()):
                tall = self._write(painter, inside, inside.right(), text, "body", 400, "ink")
                inside = inside.adjusted(0, tall, 0, 0)

    def _badge_below(self, room: int, facts: RowFacts) -> bool:
        """Say whether the badge stands beside the small line, since the name needs all of its own."""
        if self._lines != _ALL or not facts.badge or not facts.third:
            return False
        badge = badge_size(self._look, facts.badge, tint=False).width() + self._look.space(8)
        name = line_width(self._look.font("body", weight=600, text=facts.title), facts.title)
        return name + badge > room and line_width(self._look.font("small"), facts.third) + badge <= room

    def _draw_badge(self, painter: QPainter, inside: QRect, facts: RowFacts) -> int:
        """Draw the badge at the right end and return where the title has to stop."""
        tint = self._lines <= 2
        size = badge_size(self._look, facts.badge, tint=tint)
        place = QRect(inside.right() - size.width(), inside.y(), size.width(), size.height())
        paint_badge(painter, self._look, place, facts.badge, facts.state or "done", tint=tint)
        return place.x() - self._look.space(8)

    def _write(self, painter: QPainter, room: QRect, right: int, text: str, role: str, weight: int, token: str) -> int:
        """Write one line, shortened only when there is no room for it; return its height in pixels."""
        font = self._look.font(role, weight=weight, text=text)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(self._look.colour(token))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, right - room.x()))
        painter.drawText(room.x(), room.y() + metrics.ascent(), shown)
        return metrics.height()
