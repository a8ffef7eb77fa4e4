"""What was found: how many, what is ticked, the list in its groups, and the ways to what was left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.service_facets import GROUP_LABELS
from workwell_desktop.casework.service_order import BEST
from workwell_desktop.casework.services import ServicePage, ServiceRow
from workwell_desktop.ui.directory.ticked import TickedWords
from workwell_desktop.ui.parts.buttons import quiet_button
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, row
from workwell_desktop.ui.parts.paged_list import PagedList, RowFacts
from workwell_desktop.ui.style.theme import Look

Next = Callable[[int], ServicePage | None]


class Results(QWidget):
    """The middle of the tab. ``taken_off`` carries kind and code of a filter; the others ask for what they say."""

    cleared = Signal()
    taken_off = Signal(str, str)
    instead_wanted = Signal()
    left_out_wanted = Signal()

    def __init__(self, look: Look) -> None:
        """Show nothing found yet."""
        super().__init__()
        self.list = PagedList(look, "Services", lines=4)
        self._name = ""
        self._in_plan = self._listed = frozenset[int]()
        self._group = ""
        self._look = look
        self._count = Label(look, "", "medium")
        self._clear = quiet_button(look, "Clear filters")
        self._clear.clicked.connect(self.cleared)
        self._ticked = TickedWords(look)
        self._ticked.taken_off.connect(self.taken_off)
        self._said = Label(look, "", "body", ink="ink2")
        self._said.hide()
        self._unmet = Label(look, "", "body", ink="ink2")
        self._unmet.hide()
        self._instead = quiet_button(look, "What there is instead", "chevron-right")
        self._instead.clicked.connect(self.instead_wanted)
        self._instead.hide()
        self._why_not = quiet_button(look, "", "info")
        self._why_not.clicked.connect(self.left_out_wanted)
        self._why_not.hide()
        self._top = row(look, self._count, margins=(16, 8, 16, 0))
        self._top.setStretch(0, 1)  # the sentence has all the room that the button leaves
        self._words = column(look, self._said, gap=4, margins=(16, 0, 16, 0))
        self._below = row(look, margins=(16, 0, 16, 4))
        whole = column(look, self._top, self._words, self.list, self._below, gap=4)
        whole.setStretchFactor(self.list, 1)
        self.setLayout(whole)
        self.put_together()

    def put_together(self) -> None:
        """Show what is ticked, and the ways to what was left out, around the list."""
        self._top.addWidget(self._clear)
        for place, widget in enumerate((self._ticked, self._said, self._unmet)):
            self._words.insertWidget(place, widget)
        self._words.addWidget(self._instead, 0, Qt.AlignmentFlag.AlignLeft)
        self._below.addWidget(self._why_not, 0, Qt.AlignmentFlag.AlignLeft)

    def apart(self) -> tuple[QWidget, ...]:
        """Return all that can stand elsewhere where the list would have no room left."""
        return (self._ticked, self._clear, self._unmet, self._instead, self._why_not)

    def show_for(self, name: str, in_plan: Collection[int], listed: Collection[int] = ()) -> None:
        """Whom services are found for from now on, by call name; nobody without a name.

        ``in_plan`` are the services in their plan, ``listed`` those on their shortlist.
        """
        self._name, self._in_plan, self._listed = name, frozenset(in_plan), frozenset(listed)

    def clear(self, words: str) -> None:
        """Show nothing found, and words instead of how many there are."""
        self.list.show_rows([])
        self.show_words((), "", "", 0)
        self._count.set_text(words)

    def show_page(self, page: ServicePage, following: Next) -> None:
        """Show a page of what was found; ``following`` gives the n-th one (from 0), or nothing."""
        number = 0
        self._group = ""

        def more(_offset: int) -> list[RowFacts]:
            nonlocal number
            number += 1
            found = following(number)
            return self._rows(found, page) if found is not None else []

        self.list.show_rows(self._rows(page, page), more)
        fit = "service fits" if page.total == 1 else "services fit"
        order = ", best first" if page.best_first else ""
        nothing = "No services yet." if page.empty else "No service fits all of these."
        self._count.set_text(f"{page.total:,} {fit}{order}" if page.total else nothing)

    def show_words(self, ticked: Sequence[tuple[tuple[str, str], str]], notice: str, unmet: str, left_out: int) -> None:
        """Show what is ticked; say what was put right or would help, what nothing fits, and how many do not fit."""
        self._ticked.show_words(ticked)
        for label, words in ((self._said, notice), (self._unmet, unmet)):
            label.set_text(words)
            label.setVisible(bool(words))
        self._instead.setVisible(bool(unmet))
        self._why_not.set_text(f"Why not shown, {left_out:,}")
        self._why_not.setVisible(bool(left_out))

    def _rows(self, page: ServicePage, first: ServicePage) -> list[RowFacts]:
        rows = []
        for one in page.rows:
            if one.group != self._group:
                self._group = one.group
                rows.append(self._heading(one.group, first.groups.get(one.group, 0)))
            rows.append(self._row(one))
        return rows

    def _heading(self, group: str, number: int) -> RowFacts:
        words = f"Best for {self._name}" if group == BEST else GROUP_LABELS.get(group, "All others")
        return RowFacts("", f"{words}, {number:,}", heading=True)

    def _row(self, found: ServiceRow) -> RowFacts:
        third = " · ".join(part for part in ("With a star" if found.starred else "", found.line) if part)
        planned = found.id in self._in_plan
        badge, state = found.checked, {"good": "done", "warn": "waiting", "list": "listed"}[found.checked_state]
        if planned or found.id in self._listed:
            badge = f"In {self._name}’s plan" if planned else f"On {self._name}’s shortlist"
            state = "done" if planned else "starred"
        return RowFacts(str(found.id), found.name, found.summary, third, reason=found.fits, badge=badge, state=state)
