"""Scores over time: a picture for each measure, the same figures beside it, and what changed since the last time."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.measure_series import Series, series
from workwell_desktop.casework.measure_state import MeasuresState
from workwell_desktop.forms import Questionnaire
from workwell_desktop.forms.readings import two_views
from workwell_desktop.ui.parts.chart import ChartView
from workwell_desktop.ui.parts.chart_table import ChartTable
from workwell_desktop.ui.parts.columns import Columns, Page
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, empty_out, holder, line
from workwell_desktop.ui.style.theme import Look


class ScoresPage(Page):
    """Every measure that was finished at least once. ``measure_wanted`` carries the id of a reading to open.

    ``begin_wanted`` is sent when there is none yet, and the coach wants to begin one.
    """

    measure_wanted = Signal(int)
    begin_wanted = Signal()

    def __init__(self, look: Look, state: MeasuresState, forms: Mapping[str, Questionnaire]) -> None:
        """Draw a participant's scores; ``forms`` are the questionnaires by their ids."""
        super().__init__(look, name="Scores over time", gap=24)
        self._look = look
        self.charts: list[ChartView] = []
        self._body = column(look, gap=32)
        self.add(Label(look, "Scores over time", "page"))
        self.add(self._body)
        self.add(STRETCH)
        self.show_scores(state, forms)

    def show_scores(self, state: MeasuresState, forms: Mapping[str, Questionnaire]) -> None:
        """Show these scores in place of those before."""
        look, name = self._look, state.call_name
        empty_out(self._body)
        self.charts = []
        found = series(state.lines, forms, name)
        if not found:
            said = f"No scores yet. Fill in a questionnaire with {name} first. Each time is then drawn here."
            self._body.addWidget(Empty(look, said, "Choose a questionnaire", self.begin_wanted.emit))
        for place, one in enumerate(found):
            if place:
                self._body.addWidget(line(look))
            self._body.addWidget(self._measure(one))

    def _measure(self, one: Series) -> QWidget:
        look, chart = self._look, one.chart
        view = ChartView(look, chart, turns=False)
        self.charts.append(view)
        table = ChartTable(look, chart, opens="Open")
        table.opened.connect(self.measure_wanted)
        words = column(look, gap=8)
        if one.since:
            words.addWidget(Label(look, f"Since the last time: {one.since}"))
        if said := two_views(chart):
            words.addWidget(Label(look, said))
        words.addWidget(table)
        return Columns(look, view, holder(words), shares=(3, 2))
