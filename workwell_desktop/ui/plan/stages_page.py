"""The page of going back in stages, drawn for one state: its settings as fields, or its weeks day by day."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import dates
from workwell_desktop.casework.phased_return import StagesState
from workwell_desktop.casework.phased_return_entry import StagesEntry
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.buttons import does, quiet_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.date_field import ReadDate
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, Thing, column, empty_out, holder, row
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.plan.stages_grid import WeekGrid, worry_line
from workwell_desktop.ui.plan.stages_settings import SettingsForm
from workwell_desktop.ui.style.theme import Look

TITLE = "Going back in stages"
_KEYS = (
    "Pull a bar, or use the keys. Arrows go from day to day. Plus and minus change the end, Ctrl and an arrow move the "
    "hours, Delete makes a rest day. You can also type the hours: 9-1."
)


class StagesPage(Page):
    """Shows the settings (``form``) when ``entry`` is given, else the weeks (``grid``)."""

    back_wanted = Signal()
    settings_wanted = Signal()
    weeks_wanted = Signal()
    typed = Signal()
    day_changed = Signal(object, object)

    def __init__(
        self,
        look: Look,
        state: StagesState,
        read_day: Callable[[str], ReadDate],
        *,
        entry: StagesEntry | None,
        notice: Notice | None,
    ) -> None:
        """Draw a state, with a notice above."""
        super().__init__(look, gap=20, name=TITLE)
        self._look = look
        self.form: SettingsForm | None = None
        self.grid: WeekGrid | None = None
        self._whole = column(look, gap=4)
        self.add(row(look, does(quiet_button(look, "Back to the plan", "back"), self.back_wanted.emit), STRETCH))
        self.add(self._head(state), gap=4)
        if notice is not None:
            self.add(notice)
        if entry is not None:
            self.form = SettingsForm(look, state.call_name, read_day)
            self.form.show_entry(entry)
            self.form.edited.connect(self.typed)
            self.form.entered.connect(self.weeks_wanted)
            self.add(self.form)
        else:
            self.grid = WeekGrid(look)
            self.grid.day_changed.connect(self.day_changed)
            self.add(self._above(state))
            self.add(self.grid)
            if not state.agreed:
                self.add(Label(look, _KEYS, "hint"))
            self.refresh(state)
        self.add(STRETCH)

    def refresh(self, state: StagesState) -> None:
        """Show other hours of the same weeks; nothing is drawn anew, so that the focus stays."""
        if self.grid is None:
            return
        self.grid.show_state(state)
        empty_out(self._whole)
        for one in state.worries:
            if not one.week:
                self._whole.addWidget(worry_line(self._look, one))

    def _head(self, state: StagesState) -> Thing:
        look = self._look
        things: list[QWidget] = [Label(look, TITLE, "page", wrap=look.large)]
        if state.content is not None:
            things.append(Badge(look, state.status, "done" if state.agreed else "draft", tint=state.agreed))
        if look.large:
            return column(look, *(row(look, thing, STRETCH) for thing in things), gap=4)
        return row(look, *things, STRETCH, gap=16)

    def _above(self, state: StagesState) -> QWidget:
        """Return what concerns all of the weeks, and the way to their settings."""
        look = self._look
        reviews = state.content.reviews if state.content is not None else ()
        things: list[Thing] = []
        if reviews:
            days = " and on ".join(dates.full(day) for day in reviews)
            things.append(Label(look, f"We look at it again on {days}.", ink="ink2"))
        things.append(self._whole)
        if not state.agreed:
            settings = does(quiet_button(look, "Change the settings", "gear"), self.settings_wanted.emit)
            things.append(row(look, settings, STRETCH))
        return holder(column(look, *things, gap=8))
