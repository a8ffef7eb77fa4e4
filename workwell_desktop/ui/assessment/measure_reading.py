"""A questionnaire that was filled in: each finished version with its questions, answers and score, to be read."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import dates
from workwell_desktop.casework.measure_state import WAYS, MeasureEntry, MeasureVersion
from workwell_desktop.forms.readings import PERSON
from workwell_desktop.ui.assessment.final_page import FinalPage
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, holder
from workwell_desktop.ui.style.theme import Look


class MeasureReading(FinalPage):
    """Shows the latest version first, and the earlier ones below it."""

    def __init__(self, look: Look, entry: MeasureEntry) -> None:
        """Show what was finished."""
        super().__init__(look, entry.line.title)
        self.line = entry.line
        whose = f"{entry.call_name}’s own view" if entry.line.view == PERSON else "The coach’s view"
        how = f"{WAYS.get(entry.line.way, '')}. {whose}."
        self.add(column(look, Label(look, entry.line.title, "page"), Label(look, how, ink="ink2"), gap=4))
        for place, version in enumerate(entry.versions):
            self.add(self._version(version, latest=place == 0, alone=len(entry.versions) == 1))

    def _version(self, version: MeasureVersion, *, latest: bool, alone: bool) -> QWidget:
        look = self._look
        day = dates.plain(version.on)
        title = day if alone else f"Version {version.number}, {day}{'' if latest else ', corrected since'}"
        box = column(look, Label(look, title, "section"), gap=16)
        if version.reason:
            box.addWidget(Label(look, f"Why it was corrected: {version.reason}", ink="ink2"))
        if version.figures is not None and version.figures.arithmetic:
            box.addWidget(Label(look, f"{version.figures.title}: {version.figures.arithmetic}", "medium"))
        for _item, question, answer in version.said:
            box.addLayout(column(look, Label(look, question, "hint"), Label(look, answer), gap=2))
        return holder(box)
