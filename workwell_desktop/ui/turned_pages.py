"""What the turned screen shows of the assessment: what can be done, what gets in the way, and scores over time.

Words and pictures for the participant alone: no answers to single questions, no view of the coach, no safety record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import assessment_ideas, measure_series
from workwell_desktop.casework.assessment_content import CAN_DO, AssessmentEntry, InTheWay
from workwell_desktop.casework.assessment_ideas import Help
from workwell_desktop.casework.assessment_state import load_assessment
from workwell_desktop.casework.measure_state import load_measures
from workwell_desktop.forms.readings import PERSON, Chart
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.chart import ChartView
from workwell_desktop.ui.parts.columns import Columns, Page
from workwell_desktop.ui.parts.labels import Label, Quote
from workwell_desktop.ui.parts.layouts import STRETCH, column, holder, line
from workwell_desktop.ui.style.theme import Look

WHAT_I_CAN_DO, HOW_IT_WENT = "What I can do", "How it went"
_CALM = "The words beside the picture are published ones. They do not diagnose anything."
_MOST_HELPS = 2  # beside each thing that gets in the way: enough to talk about, and calm


@dataclass(frozen=True)
class TurnedAssessment:
    """What is shown of an assessment: its words, what helps with each obstacle, and the charts."""

    entry: AssessmentEntry
    helps: tuple[tuple[Help, ...], ...]
    charts: tuple[Chart, ...]

    @property
    def has_words(self) -> bool:
        """Say whether there is anything to read about what can be done and what gets in the way."""
        return bool(self.entry.obstacles or can_do_lines(self.entry))


def load_turned(desk: Desk, participant_id: int) -> TurnedAssessment:
    """Read what the turned screen shows of a participant's assessment, as it stands."""
    vault, shelf = desk.vault, desk.shelf()
    entry = load_assessment(vault, participant_id).entry
    helps = assessment_ideas.helps_for(entry, assessment_ideas.load_known(vault, participant_id))
    state = load_measures(vault, participant_id, shelf)
    own = [one for one in state.lines if one.view == PERSON]
    return TurnedAssessment(entry, helps.each, measure_series.charts(own, shelf.forms, state.call_name))


def can_do_lines(entry: AssessmentEntry) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what the participant said they can do: headings, and the lines below each. Nothing where nobody said."""
    lists = (
        (words, tuple(one.sentence for one in entry.abilities if one.kind == kind)) for kind, words in CAN_DO.items()
    )
    return tuple((words, lines) for words, lines in lists if lines)


def can_do_page(look: Look, found: TurnedAssessment) -> Page:
    """Return the page of what can be done, and what gets in the way with what helps beside it."""
    lists = can_do_lines(found.entry)
    left = column(look, gap=32)
    for heading, lines in lists:
        left.addWidget(_list(look, heading, [Label(look, words, "turned") for words in lines]))
    ways = [_in_the_way(look, one, helps) for one, helps in zip(found.entry.obstacles, found.helps, strict=True)]
    right = _list(look, "What gets in the way", ways)
    body = Columns(look, holder(left), right, shares=(1, 1)) if lists else right
    return Page(look, body, STRETCH, name=WHAT_I_CAN_DO)


def scores_page(look: Look, found: TurnedAssessment) -> Page:
    """Return the page of the participant's own scores over time."""
    body = column(look, gap=32)
    for place, chart in enumerate(found.charts):
        if place:
            body.addWidget(line(look))
        body.addWidget(ChartView(look, replace(chart, source=_CALM if chart.bands else "")))
    if not found.charts:
        body.addWidget(Label(look, "Nothing here yet.", "lead", ink="ink2"))
    return Page(look, body, STRETCH, name=HOW_IT_WENT)


def _list(look: Look, heading: str, lines: Sequence[QWidget]) -> QWidget:
    box = column(look, Label(look, heading, "section"), gap=12)
    for one in lines:
        box.addWidget(one)
        box.addWidget(line(look))
    if not lines:
        box.addWidget(Label(look, "Nothing here yet.", "lead", ink="ink2"))
    return holder(box)


def _in_the_way(look: Look, one: InTheWay, helps: Sequence[Help]) -> QWidget:
    """Return one thing in the participant's words, with what the plan holds for it, or else what could help."""
    planned = [help_ for help_ in helps if help_.in_plan]
    lead = "In my plan:" if planned else "This could help:"
    said = column(look, gap=4)
    for help_ in (planned or helps)[:_MOST_HELPS]:
        said.addWidget(Label(look, help_.title, "turned"))
    words = Quote(look, one.words, turned=True)
    if not helps:
        return words
    beside = holder(column(look, Label(look, lead, "lead", ink="ink2"), said, gap=4))
    return Columns(look, words, beside, shares=(1, 1), at=760, below=8)
