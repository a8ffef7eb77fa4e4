"""A questionnaire that was filled in: each finished version with its questions, answers and score, to be read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import dates
from workwell_desktop.casework.measure_figures import Figures
from workwell_desktop.casework.measure_state import WAYS, MeasureEntry, MeasureVersion
from workwell_desktop.forms.readings import PERSON
from workwell_desktop.ui.assessment.final_page import FinalPage
from workwell_desktop.ui.assessment.said import said_pairs
from workwell_desktop.ui.parts.focus_ring import note_focus
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, holder
from workwell_desktop.ui.style.theme import Look


class MeasureReading(FinalPage):
    """Shows the latest version first, and the earlier ones below it."""

    def __init__(self, look: Look, entry: MeasureEntry) -> None:
        """Show what was finished."""
        super().__init__(look, entry.line.title)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # nothing else in it takes the keys that scroll
        self.line = entry.line
        whose = f"{entry.call_name}’s own view" if entry.line.view == PERSON else "The coach’s view"
        how = f"{WAYS.get(entry.line.way, '')}. {whose}."
        self.add(column(look, Label(look, entry.line.title, "page"), Label(look, how, ink="ink2"), gap=4))
        for place, version in enumerate(entry.versions):
            self.add(self._version(version, latest=place == 0, alone=len(entry.versions) == 1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring only when reached by key."""
        note_focus(self, event)
        super().focusInEvent(event)

    def _version(self, version: MeasureVersion, *, latest: bool, alone: bool) -> QWidget:
        look = self._look
        day = dates.plain(version.on)
        title = day if alone else f"Version {version.number}, {day}{'' if latest else ', corrected since'}"
        box = column(look, Label(look, title, "section"), gap=16)
        if version.reason:
            box.addWidget(Label(look, f"Why it was corrected: {version.reason}", ink="ink2"))
        if version.figures is not None and (words := _score(version.figures)):
            box.addWidget(Label(look, words, "medium"))
        box.addWidget(said_pairs(look, [(question, answer) for _item, question, answer in version.said]))
        return holder(box)


def _score(figures: Figures) -> str:
    """Return the score as it was shown that day; where every answer is read by itself, one line each."""
    if not figures.items:
        return f"{figures.title}: {figures.arithmetic}" if figures.arithmetic else ""
    lines = [
        f"{one.title}: {one.value} of {one.of}{f', “{one.band.lower()}”' if one.band else ''}" for one in figures.items
    ]
    return "\n".join(lines)
