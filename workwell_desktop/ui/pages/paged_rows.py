"""Rows of which some are in sight, with a way to those before and after. They are fetched when they are wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from workwell_desktop.ui.parts import stops
from workwell_desktop.ui.parts.buttons import quiet_button
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, Column, column, empty_out, row
from workwell_desktop.ui.style.theme import Look

Row = TypeVar("Row")
Fetch = Callable[[QWidget, int, int, Callable[[Sequence[Row]], object]], object]
PAGE = 20


class PagedRows(QWidget, Generic[Row]):
    """Shows twenty rows of many.

    ``fetch(owner, offset, limit, take)`` gives some rows to ``take``, at once or when the worker has them, if the owner
    is still there. ``fill`` draws them.
    """

    def __init__(
        self, look: Look, title: str, total: int, fetch: Fetch[Row], fill: Callable[[Sequence[Row]], QWidget]
    ) -> None:
        """Show the first rows of ``total``."""
        super().__init__()
        self._total, self._fetch, self._fill, self._start = total, fetch, fill, 0
        self._body: Column = column(look, gap=8)
        self._where = Label(look, "", "small", ink="ink2", wrap=False)
        self._before, self._after = quiet_button(look, "Earlier rows"), quiet_button(look, "Later rows")
        self._before.setAccessibleName(f"Earlier rows: {title}")
        self._after.setAccessibleName(f"Later rows: {title}")
        self._before.clicked.connect(lambda: self._go(max(0, self._start - PAGE)))
        self._after.clicked.connect(lambda: self._go(self._start + PAGE))
        whole = column(look, gap=8)
        whole.addLayout(self._body)
        whole.addLayout(row(look, self._where, self._before, self._after, STRETCH))
        self.setLayout(whole)
        for control in (self._where, self._before, self._after):
            control.hide()
        self._go(0)

    def _go(self, start: int) -> None:
        self._fetch(self, start, PAGE, lambda rows: self._show(start, rows))

    def _show(self, start: int, rows: Sequence[Row]) -> None:
        self._start = start
        stops.keep_place(self)
        empty_out(self._body)
        self._body.addWidget(self._fill(rows))
        many = self._total > PAGE
        self._where.set_text(f"{start + 1:,} to {start + len(rows):,} of {self._total:,}")
        self._where.setVisible(many)
        self._before.setVisible(many and start > 0)
        self._after.setVisible(many and start + PAGE < self._total)
