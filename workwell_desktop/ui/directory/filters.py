"""The filters of the directory: groups of boxes to tick with how many each would leave, the rarer ones folded away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.service_facets import Facet, FacetGroup, exclusive
from workwell_desktop.ui.parts.buttons import Button, quiet_button
from workwell_desktop.ui.parts.choices import Check
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, Column, column, empty_out, holder, reveal, row
from workwell_desktop.ui.style.theme import Look

Key = tuple[str, str]


class FilterPane(Page):
    """Boxes to tick. ``edited`` says that a person ticked one or took it off; a filter may stand in two groups."""

    edited = Signal()

    def __init__(self, look: Look) -> None:
        """Show no filters yet."""
        super().__init__(look, gap=0, name="Filters")  # a row to tick is tall enough by itself
        self._look = look
        self._shown: tuple[FacetGroup, ...] = ()
        self._facets: dict[Key, Facet] = {}
        self._ticked: dict[Key, None] = {}  # in the order in which they were ticked
        self._counts: Mapping[Key, int] = {}
        self._groups: list[_Group] = []
        self._open = False
        self._body: Column = column(look, gap=0)
        self._more = quiet_button(look, "More filters", "chevron-right")
        self._more.clicked.connect(lambda: self._unfold(not self._open))
        self._rest: Column = column(look, gap=0)
        self._folded = holder(self._rest)
        self._folded.hide()
        self._above: Column = column(look, gap=4)
        self.add(self._above)
        self.add(holder(self._body))
        self.add(row(look, self._more, STRETCH), gap=16)
        self.add(self._folded)

    def show_above(self, *widgets: QWidget) -> None:
        """Show something above the filters, which scrolls with them; buttons at the left."""
        for widget in widgets:
            left = Qt.AlignmentFlag.AlignLeft if isinstance(widget, Button) else Qt.AlignmentFlag(0)
            self._above.addWidget(widget, 0, left)

    # -- what can be ticked ---------------------------------------------------------------------------------

    def show_groups(self, groups: Sequence[FacetGroup]) -> None:
        """Offer these groups. What is ticked stays so, as far as it is still offered."""
        if tuple(groups) == self._shown:
            return
        opened = {one.title for one in self._groups if one.opened}
        self._shown = tuple(groups)
        self._facets = {facet.key: facet for group in groups for facet in reversed(group.facets)}
        self._ticked = {key: None for key in self._ticked if key in self._facets}
        for box in (self._body, self._rest):
            empty_out(box)
        self._groups = [_Group(self._look, group, self) for group in groups]
        for number, one in enumerate(self._groups):
            box = self._rest if one.group.more else self._body
            if number and not one.group.more:
                box.addSpacing(self._look.space(16))
            box.addWidget(one)
            if one.title in opened:
                one.unfold(True)
        reveal(self._more, any(group.more for group in groups))
        self._show()

    def show_counts(self, counts: Mapping[Key, int]) -> None:
        """Show how many services each filter would leave."""
        self._counts = counts
        self._show()

    def count(self, key: Key) -> int:
        """Return how many services a filter would leave."""
        return self._counts.get(key, 0)

    # -- what is ticked -------------------------------------------------------------------------------------

    def ticked(self) -> tuple[Key, ...]:
        """Return the kinds and codes that are ticked, in the order in which they were."""
        return tuple(self._ticked)

    def words(self) -> tuple[tuple[Key, str], ...]:
        """Return what is ticked in words that can stand alone."""
        return tuple((key, self._facets[key].alone) for key in self._ticked)

    def is_ticked(self, key: Key) -> bool:
        """Say whether a filter is ticked."""
        return key in self._ticked

    def set_ticked(self, key: Key, ticked: bool) -> None:
        """Tick a filter, or take it off; one that is not offered stays off. Nothing is sent."""
        if not ticked:
            self._ticked.pop(key, None)
        elif key in self._facets:
            if exclusive(key[0]):
                self._ticked = {one: None for one in self._ticked if one[0] != key[0]}
            self._ticked[key] = None
        self._show()

    def clear_all(self) -> None:
        """Take every filter off. Nothing is sent."""
        self._ticked = {}
        self._show()

    def press(self, key: Key, ticked: bool) -> None:
        """Tick a filter or take it off, as a person does."""
        self.set_ticked(key, ticked)
        self.edited.emit()

    # -- inside ---------------------------------------------------------------------------------------------

    def _unfold(self, opened: bool) -> None:
        self._open = opened
        self._folded.setVisible(opened)
        self._more.set_text("Fewer filters" if opened else "More filters")
        self._more.set_icon("chevron-down" if opened else "chevron-right")
        self._show()

    def _show(self) -> None:
        seen = {facet.key for one in self._groups if not one.group.more for facet in one.group.facets}
        hidden = sum(key not in seen for key in self._ticked)
        if not self._open:
            self._more.set_text(f"More filters, {hidden} ticked" if hidden else "More filters")
        for one in self._groups:
            one.show_state()


class _Group(QWidget):
    """One group under its heading; the boxes of a folded one are made when it is first opened."""

    def __init__(self, look: Look, group: FacetGroup, pane: FilterPane) -> None:
        super().__init__()
        self._look, self.group, self._pane = look, group, pane
        self.title, self.opened = group.title, False
        self._boxes: dict[Key, tuple[Check, Label]] = {}
        self._rows: Column = column(look, gap=0)
        self._inside = holder(self._rows)
        self._head: Button | None = None
        self._all: Button | None = None
        if group.more:
            self._head = quiet_button(look, group.title, "chevron-right")
            self._head.set_ink("ink")
            self._head.clicked.connect(lambda: self.unfold(not self.opened))
            self.setLayout(column(look, row(look, self._head, STRETCH), self._inside, gap=0))
            self._inside.hide()
        else:
            self.setLayout(column(look, Label(look, group.title, "small_strong"), self._inside, gap=0))
            self.unfold(True)

    def unfold(self, opened: bool) -> None:
        """Show the boxes of this group, or its heading alone."""
        self.opened = opened
        if opened and not self._boxes:
            self._make(self._first())
            if len(self._boxes) < len(self.group.facets):
                self._all = quiet_button(self._look, f"Show all {len(self.group.facets)}")
                self._all.setAccessibleName(f"Show all {len(self.group.facets)}: {self.title}")
                self._all.clicked.connect(self._show_all)
                self._rows.addLayout(row(self._look, self._all, STRETCH))
        if self._head is not None:
            self._head.set_icon("chevron-down" if opened else "chevron-right")
            self._inside.setVisible(opened)
        self.show_state()

    def show_state(self) -> None:
        """Show what is ticked and how many each box would leave."""
        for key, (box, number) in self._boxes.items():
            box.set_value(self._pane.is_ticked(key))
            number.set_text(f"{self._pane.count(key):,}")
        if self._head is not None:
            ticked = sum(self._pane.is_ticked(facet.key) for facet in self.group.facets)
            self._head.set_text(f"{self.title}, {ticked} ticked" if ticked else self.title)

    def _first(self) -> list[Facet]:
        first = self.group.facets[: self.group.few]
        return [*first, *(one for one in self.group.facets if one not in first and self._pane.is_ticked(one.key))]

    def _make(self, facets: Sequence[Facet]) -> None:
        look = self._look
        for facet in facets:
            box = Check(look, facet.label)
            box.edited.connect(partial(self._pressed, facet.key))
            number = Label(look, "", "small", ink="ink2", wrap=False)
            counted = row(look, box, number, gap=8)
            counted.setStretch(0, 1)
            counted.setAlignment(box, Qt.AlignmentFlag.AlignTop)  # so that words of two lines are whole
            self._rows.addWidget(holder(counted))
            self._boxes[facet.key] = (box, number)

    def _show_all(self) -> None:
        """Show every box; those in sight stay where they are, and the keyboard goes on with the first new one."""
        new = [facet for facet in self.group.facets if facet.key not in self._boxes]
        self._make(new)
        if self._all is not None:
            self._all.hide()
        self.show_state()
        if new:
            self._boxes[new[0].key][0].setFocus()

    def _pressed(self, key: Key) -> None:
        self._pane.press(key, self._boxes[key][0].value())
