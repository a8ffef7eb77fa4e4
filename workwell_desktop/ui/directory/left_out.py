"""What does not fit and why, and what there is instead where nothing fits: beside the list, each can be opened."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal

from workwell_desktop.casework.service_asking import Fallback
from workwell_desktop.casework.service_suggesting import Named
from workwell_desktop.ui.parts.buttons import quiet_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, Column, column, holder, line, row
from workwell_desktop.ui.style.theme import Look

_AT_ONCE = 20


class LeftOutView(Page):
    """Says why services are not suggested. ``opened`` carries the id of one that somebody wants to see."""

    opened = Signal(int)

    def __init__(self, look: Look, name: str, left_out: Sequence[Named], total: int) -> None:
        """Show the services that were left out, the nearest misses first; ``total`` is how many there are."""
        super().__init__(look, gap=12, name="Why not shown")
        self._look, self._rest = look, list(left_out)
        self.add(Label(look, "Why not shown", "section"))
        shown = f"These {len(left_out)} came nearest, of {total:,}" if total > len(left_out) else f"{total} in all"
        self.add(Label(look, f"They have words for what {name} needs, and do not fit. {shown}.", ink="ink2"))
        self._rows: Column = column(look, gap=12)
        self.add(holder(self._rows))
        self._more = quiet_button(look, "Show more", "chevron-down")
        self._more.clicked.connect(self._show_more)
        self.add(row(look, self._more, STRETCH))
        self._show_more()

    def _show_more(self) -> None:
        look, now = self._look, self._rest[:_AT_ONCE]
        self._rest = self._rest[_AT_ONCE:]
        for one in now:
            button = quiet_button(look, one.name)
            button.clicked.connect(partial(self.opened.emit, one.id))
            self._rows.addWidget(
                holder(column(look, row(look, button, STRETCH), Label(look, one.why, "small"), line(look), gap=4))
            )
        self._more.setVisible(bool(self._rest))


class InsteadView(Page):
    """Says of each need that nothing fits, and what there is instead. ``opened`` carries the id of a service."""

    opened = Signal(int)

    def __init__(self, look: Look, unmet: Sequence[tuple[str, Sequence[Fallback]]]) -> None:
        """Show a sentence for each need, and the national services that help."""
        super().__init__(look, gap=16, name="What there is instead")
        self.add(Label(look, "What there is instead", "section"))
        for sentence, services in unmet:
            part = column(look, Label(look, sentence), gap=4)
            for one in services:
                button = quiet_button(look, one.name, "chevron-right")
                button.clicked.connect(partial(self.opened.emit, one.id))
                part.addLayout(row(look, button, STRETCH))
            self.add(holder(part))
