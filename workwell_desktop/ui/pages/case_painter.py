"""Draws the rows of the caseload: one line of cells, or without room for them a name and what they say below it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from workwell_desktop.casework.case_list import CaseRow
from workwell_desktop.ui.pages.case_model import BLANK, CASE, CaseModel, facts
from workwell_desktop.ui.parts.badge import badge_size, paint_badge
from workwell_desktop.ui.parts.drawn import draw_text
from workwell_desktop.ui.style.theme import Look

SIDE = 12  # pixels left and right of the words of a cell
_BAR, _TOP, _LINES = 3, 12, 2
RIGHT = frozenset({"week", "referred"})  # columns of numbers
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class CasePainter(QStyledItemDelegate):
    """Draws one cell, or where the columns have no room (``whole``) a whole row in its only cell."""

    def __init__(self, look: Look, view: QTableView, model: CaseModel) -> None:
        """Draw for ``view``; ``columns`` are all that is said of a whole row."""
        super().__init__(view)
        self._look, self._model = look, model
        self.columns: tuple[str, ...] = ()
        self.whole = False
        self.hovered = -1

    def row_height(self) -> int:
        """Return the height of every row, in pixels."""
        body = QFontMetrics(self._look.font("body")).height()
        if not self.whole:
            return body + 2 * self._look.space(_TOP)
        small = QFontMetrics(self._look.font("small")).height()
        return body + _LINES * small + 2 * self._look.space(_TOP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a cell (called by Qt)."""
        look, rect = self._look, option.rect
        row: CaseRow | None = index.data(CASE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen or index.row() == self.hovered:
            painter.fillRect(rect, look.colour("selected" if chosen else "hover"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, look.colour("line"))
        if chosen and index.column() == 0:
            painter.fillRect(rect.x(), rect.y(), 2 * _BAR if look.edged else _BAR, rect.height(), look.colour("accent"))
        inside = rect.adjusted(look.space(SIDE), 0, -look.space(SIDE), 0)
        if self.whole:
            self._draw_whole(painter, inside, row, chosen=chosen)
        else:
            self._draw_cell(painter, inside, row, self._model.columns[index.column()], chosen=chosen)
        painter.restore()

    def _draw_cell(self, painter: QPainter, inside: QRect, row: CaseRow | None, code: str, *, chosen: bool) -> None:
        look = self._look
        words = ("No longer here" if code == "name" else "") if row is None else row.words[code] or BLANK.get(code, "")
        if row is not None and code == "state":
            size = badge_size(look, words)
            place = QRect(inside.x(), inside.center().y() - size.height() // 2, size.width(), size.height())
            paint_badge(painter, look, place, words, row.badge)
        elif row is not None and code in row.late:
            paint_badge(painter, look, inside, words, "late", tint=False)
        else:
            weight = (600 if chosen else 500) if code == "name" else 400
            font = look.font("body", weight=weight, text=words, tabular=code in RIGHT)
            painter.setFont(font)
            painter.setPen(look.colour("ink" if code == "name" else "ink2"))
            side = Qt.AlignmentFlag.AlignRight if code in RIGHT else Qt.AlignmentFlag.AlignLeft
            if QFontMetrics(font).horizontalAdvance(words) <= inside.width():
                painter.drawText(inside, int(side | _MIDDLE), words)
            else:  # in two small lines; what is longer still is said by the tip
                draw_text(painter, inside, look.font("small", weight=weight, text=words), painter.pen().color(), words,
                          side | _MIDDLE)  # fmt: skip

    def _draw_whole(self, painter: QPainter, inside: QRect, row: CaseRow | None, *, chosen: bool) -> None:
        look = self._look
        name = "No longer here" if row is None else row.name
        top = inside.adjusted(0, look.space(_TOP), 0, 0)
        right = top.right()
        if row is not None and row.words["state"] and "state" in self.columns:
            size = badge_size(look, row.words["state"])
            place = QRect(right - size.width(), top.y(), size.width(), size.height())
            paint_badge(painter, look, place, row.words["state"], row.badge)
            right = place.x() - look.space(8)
        font = look.font("body", weight=600 if chosen else 500, text=name)
        painter.setFont(font)
        painter.setPen(look.colour("ink"))
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, right - top.x())
        painter.drawText(top.x(), top.y() + metrics.ascent(), shown)
        if row is not None:
            said = ". ".join(facts(row, [code for code in self.columns if code != "state"]))
            below = top.adjusted(0, metrics.height(), 0, -look.space(_TOP))
            draw_text(painter, below, look.font("small"), look.colour("ink2"), said, Qt.AlignmentFlag.AlignLeft)


class Head(QHeaderView):
    """The heads: small, half bold, a line below, and an arrow at the one that sorts."""

    def __init__(self, look: Look, model: CaseModel) -> None:
        """Show the heads of a model's columns."""
        super().__init__(Qt.Orientation.Horizontal)
        self._look, self._heads = look, model
        self.sort, self.down = "name", False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's own name
        """Draw one head (called by Qt)."""
        look, code = self._look, self._heads.columns[logicalIndex]
        painter.save()
        painter.fillRect(rect, look.colour("surface"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width() + 1, 1, look.colour("control"))
        sorts = code == self.sort
        painter.setFont(look.font("small", weight=600))
        painter.setPen(look.colour("ink" if sorts else "ink2"))
        inside = rect.adjusted(look.space(SIDE), 0, -look.space(SIDE), 0)
        words = str(self._heads.headerData(logicalIndex, Qt.Orientation.Horizontal))
        side = Qt.AlignmentFlag.AlignRight if code in RIGHT else Qt.AlignmentFlag.AlignLeft
        if sorts:
            self._draw_arrow(painter, inside, words, side)
        painter.drawText(inside, int(side | _MIDDLE), words)
        painter.restore()

    def _draw_arrow(self, painter: QPainter, inside: QRect, words: str, side: Qt.AlignmentFlag) -> None:
        size = self._look.px(16)
        width = painter.fontMetrics().horizontalAdvance(words) + self._look.space(2)
        at_right = side == Qt.AlignmentFlag.AlignRight
        x = inside.right() - width - size if at_right else inside.x() + width
        picture = self._look.pixmap("chevron-down", "ink", 16, painter.device().devicePixelRatio())
        painter.save()
        painter.translate(x + size / 2, inside.center().y() + 1)
        painter.rotate(0 if self.down else 180)
        painter.drawPixmap(-size // 2, -size // 2, picture)
        painter.restore()
