"""Choosing: two to four segments, radios, one tick, several ticks.

safe = Segments(look, [("yes", "Yes"), ("no", "No"), ("ask", "Ask first")])
safe.value()  # "" until chosen
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workwell_desktop.ui.parts.layouts import column, flow
from workwell_desktop.ui.parts.segment import Segment
from workwell_desktop.ui.parts.ticks import Radio, Tick
from workwell_desktop.ui.parts.together import OneOf, Together
from workwell_desktop.ui.style.theme import Look


class Choice(NamedTuple):
    """One thing to choose: its code, its word, an icon when chosen (segments), a second line."""

    code: str
    word: str
    icon: str = ""
    second: str = ""


Options: TypeAlias = Sequence["Choice | tuple[str, str]"]


def as_choices(options: Options) -> tuple[Choice, ...]:
    """Return options as ``Choice``; pairs are code and word. Raises ``ValueError`` when a code stands twice."""
    choices = tuple(option if isinstance(option, Choice) else Choice(*option) for option in options)
    if len({choice.code for choice in choices}) != len(choices):
        raise ValueError("a code stands twice")
    return choices


class _Chosen(OneOf):
    """One of the options, by its code."""

    def __init__(self, options: Options, name: str) -> None:
        super().__init__(name)
        self.choices = as_choices(options)

    def value(self) -> str:
        """Return the code of what is chosen, or ``""``."""
        return self.choices[self.place()].code if self.place() >= 0 else ""

    def set_value(self, code: str) -> None:
        """Choose by code; ``""`` takes the choice away. Raises ``ValueError`` for an unknown code."""
        codes = [choice.code for choice in self.choices]
        if code and code not in codes:
            raise ValueError(code)
        self.choose(codes.index(code) if code else -1)


class Segments(_Chosen):
    """Two to four choices of equal width, joined."""

    def __init__(self, look: Look, options: Options, *, name: str = "") -> None:
        """Show the options; ``name`` is the accessible name when it stands outside a field."""
        super().__init__(options, name)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        segments: list[Segment] = []
        for number, choice in enumerate(self.choices):
            ends = (number == 0, number == len(self.choices) - 1)
            segment = Segment(look, choice.word, choice.icon or "tick", first=ends[0], last=ends[1])
            self.take(segment)
            box.addWidget(segment, 1)
            segments.append(segment)
        for segment in segments:
            segment.stand_with(segments)
        self._segments = segments
        look.changed.connect(self._level)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give every choice the height that the longest words need at the new width (called by Qt)."""
        super().resizeEvent(event)
        self._level()

    def _level(self) -> None:
        share = self.width() // len(self._segments)
        tall = max(segment.heightForWidth(share) for segment in self._segments)
        for segment in self._segments:
            if segment.minimumHeight() != tall:
                segment.setFixedHeight(tall)


class Radios(_Chosen):
    """Five or more choices, or choices with long words: one under the other, or ``across`` where they are short."""

    def __init__(self, look: Look, options: Options, *, name: str = "", across: bool = False) -> None:
        """Show the options; ``name`` is the accessible name when it stands outside a field."""
        super().__init__(options, name)
        radios = [Radio(look, choice.word, choice.second) for choice in self.choices]
        for radio in radios:
            self.take(radio)
        self.setLayout(flow(look, *radios, gap=24, lines=4) if across else column(look, *radios, gap=0))


class Check(Tick):
    """One thing that is so, or is not."""

    edited = Signal()

    def __init__(self, look: Look, word: str, second: str = "") -> None:
        """Show a box to tick, its word and a second line."""
        super().__init__(look, word, second)
        self.clicked.connect(self._clicked)

    def value(self) -> bool:
        """Say whether it is ticked."""
        return self.isChecked()

    def set_value(self, ticked: bool) -> None:
        """Tick it or not."""
        self.setChecked(bool(ticked))

    def _clicked(self) -> None:
        self.edited.emit()


class Checks(Together):
    """Several things, each of which may be so."""

    def __init__(self, look: Look, options: Options, *, name: str = "") -> None:
        """Show a box to tick for each option."""
        super().__init__(name)
        self.choices = as_choices(options)
        self._boxes = [Tick(look, choice.word, choice.second) for choice in self.choices]
        for box in self._boxes:
            box.clicked.connect(self._clicked)
        self.setLayout(column(look, *self._boxes, gap=0))

    def value(self) -> list[str]:
        """Return the codes that are ticked, in the order of the options."""
        return [choice.code for choice, box in zip(self.choices, self._boxes, strict=True) if box.isChecked()]

    def set_value(self, codes: Sequence[str]) -> None:
        """Tick exactly these. Raises ``ValueError`` for an unknown code."""
        unknown = set(codes) - {choice.code for choice in self.choices}
        if unknown:
            raise ValueError(min(unknown))
        for choice, box in zip(self.choices, self._boxes, strict=True):
            box.setChecked(choice.code in codes)

    def boxes(self) -> list[Tick]:
        """Return the boxes in the order of the options."""
        return list(self._boxes)

    def first_focus(self) -> QWidget:
        """Return the box that takes the focus for the whole."""
        return self._boxes[0]

    def _clicked(self) -> None:
        self.edited.emit()
