"""Two services side by side: what differs is chosen field by field, what is the same stands below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from workwell_desktop.casework.service_twins import TwinField, TwinSide, TwinsSeen
from workwell_desktop.ui.parts.labels import IconText, Label
from workwell_desktop.ui.parts.layouts import column, holder, line, row
from workwell_desktop.ui.parts.ticks import Radio
from workwell_desktop.ui.parts.together import OneOf
from workwell_desktop.ui.style.theme import Look

_LABEL = 168  # pixels at 100 % text: the words before each pair
_LONGEST = 300  # letters of a value; who wants more opens the service
_NOTHING = "Not given"


class TwoSides(OneOf):
    """Two values of one field, each below the head of its service; one of them is chosen."""

    def __init__(self, look: Look, name: str, first: str, second: str) -> None:
        """Show both, one under the other when the text is large. ``name`` is the accessible name."""
        super().__init__(name)
        radios = [Radio(look, first), Radio(look, second)]
        box = column(look, *radios, gap=0) if look.large else row(look, gap=16)
        for radio in radios:
            self.take(radio)
            if not look.large:
                radio.setSizePolicy(QSizePolicy.Policy.Ignored, radio.sizePolicy().verticalPolicy())
                box.addWidget(radio, 1, Qt.AlignmentFlag.AlignTop)
        self.setLayout(box)

    def first_focus(self) -> QWidget:
        """Return the chosen button, else the first."""
        return self.buttons()[max(0, self.place())]


class ServiceTwinsPart(QWidget):
    """Shows a pair of services, and takes for each field that differs whose value is shown when they are joined."""

    def __init__(self, look: Look, seen: TwinsSeen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._seen = look, seen
        self._choices: dict[str, TwoSides] = {}
        whole = column(look, Label(look, "Is this one service?", "page"), gap=12)
        whole.addWidget(IconText(look, "info", " ".join(seen.reasons), ink="ink2"))
        whole.addWidget(self._beside("", self._head(seen.first), self._head(seen.second)))
        whole.addWidget(line(look, "head_line"))
        for one in seen.fields:
            if not one.same:
                whole.addWidget(self._pair(one))
        same = [one for one in seen.fields if one.same]
        if same:
            whole.addWidget(Label(look, "The same in both", "section"))
            for one in same:
                whole.addWidget(self._beside(one.label, Label(look, _short(one.first))))
        self.setLayout(whole)

    def begin(self) -> None:
        """Give the focus to the first choice."""
        for choice in self._choices.values():
            choice.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> tuple[int, int, dict[str, int]]:
        """Return which service is kept, which goes into it, and for each field that differs whose value is shown."""
        sides = (self._seen.first.service_id, self._seen.second.service_id)
        picks = {name: sides[choice.place()] for name, choice in self._choices.items()}
        keep = self._seen.offered
        other = sides[0] if keep == sides[1] else sides[1]
        return keep, other, picks

    def _head(self, side: TwinSide) -> QWidget:
        look = self._look
        words = column(look, Label(look, side.name, "section"), Label(look, side.lists, "small", ink="ink2"), gap=4)
        if side.behind:
            words.addWidget(Label(look, side.behind, "small", ink="ink2"))
        return holder(words)

    def _pair(self, one: TwinField) -> QWidget:
        seen = self._seen
        sides = ((seen.first.service_id, one.first), (seen.second.service_id, one.second))
        choice = TwoSides(self._look, f"{one.label} differs", *(_short(value) for _service, value in sides))
        choice.choose([service for service, _value in sides].index(one.offered))
        self._choices[one.name] = choice
        return self._beside(one.label, choice, differs=True)

    def _beside(self, label: str, *things: QWidget, differs: bool = False) -> QWidget:
        """Put the words of a row before its things, or above them when the text is large."""
        look = self._look
        words = column(look, Label(look, label, "medium"), gap=2)
        if differs:
            words.addWidget(IconText(look, "triangle-alert", "Differs", ink="warn", role="small"))
        pair = column(look, gap=8) if look.large else row(look, gap=16)
        for thing in things:
            thing.setSizePolicy(QSizePolicy.Policy.Expanding, thing.sizePolicy().verticalPolicy())
            pair.addWidget(thing, 1, Qt.AlignmentFlag.AlignTop)
        if look.large:
            return holder(column(look, *([holder(words)] if label else []), holder(pair), gap=4))
        before = holder(words)
        before.setFixedWidth(look.px(_LABEL))
        whole = row(look, before, gap=24)
        whole.setAlignment(before, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(pair, 1)
        return holder(whole)


def _short(value: str) -> str:
    return f"{value[:_LONGEST].rstrip()} ..." if len(value) > _LONGEST else value or _NOTHING
