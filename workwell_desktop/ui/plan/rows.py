"""A line of the plan that opens when it is pressed, and the table of steps.

line = OpenRow(look, "A stool at the till", "Change this", row(look, words, badge))
line.clicked.connect(open_it)
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLayout, QSizePolicy, QWidget

from workwell_desktop.casework.plan_content import OPEN_STEPS, Step
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.drawn import line_width
from workwell_desktop.ui.parts.focus_ring import note_focus
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import Bounded, Column, Row, column, holder, line, row
from workwell_desktop.ui.style.theme import Look

# How the states of steps and changes look; a state that a newer program kept is drawn as an idea.
STEP_BADGES = {
    "todo": "todo",
    "doing": "doing",
    "waiting": "waiting",
    "booked": "booked",
    "done": "done",
    "stopped": "left_out",
}
CHANGE_BADGES = {
    "idea": "idea",
    "in_letter": "letter",
    "asked": "sent",
    "agreed": "done",
    "in_place": "done",
    "refused": "left_out",
    "ended": "left_out",
}
NO_DAY = "No day yet"
_GAP = 12
_LEAST_WHO, _WIDEST_WHO = 56, 148  # pixels at 100 % text: short names keep their head apart from the next


class OpenRow(QAbstractButton):
    """A line that can be pressed as a whole, by mouse, Enter or Space. Its words wrap; nothing in it is a button."""

    def __init__(self, look: Look, name: str, deed: str, inside: QLayout, *, title: Label | None = None) -> None:
        """Show ``inside``; ``name`` is the accessible name, ``deed`` says what pressing does, ``title`` lights up."""
        super().__init__()
        self._title = title
        box = Bounded(look, gap=0)
        box.addLayout(inside)
        self.setLayout(box)
        self.setAccessibleName(name)
        self.setAccessibleDescription(deed)
        self.setToolTip(deed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(look.height("compact"))
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw nothing: the words inside draw themselves, and the ring stands outside."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter too: Qt's buttons know only Space."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring only when reached by key."""
        note_focus(self, event)
        super().focusInEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up the title under the pointer."""
        super().enterEvent(event)
        self._light("accent")

    def leaveEvent(self, event: QEvent) -> None:
        """Put the title back in its ink."""
        super().leaveEvent(event)
        self._light("ink")

    def _light(self, ink: str) -> None:
        if self._title is not None and self.isEnabled():
            self._title.set_ink(ink)


class StepTable:
    """Lays out the steps: four columns, or two lines a step when the text is large."""

    def __init__(self, look: Look, steps: Sequence[Step]) -> None:
        """Measure the three narrow columns, so that every row and the head use the same."""
        self._look = look
        font = look.font()
        self._who = min(max([line_width(font, step.who_said) for step in steps], default=0), look.px(_WIDEST_WHO))
        self._who = max(self._who, line_width(look.font("small", weight=600), "Who"), look.px(_LEAST_WHO))
        said = [_by_said(step) for step in steps]
        self._by = max([line_width(font, by) for by in said if "," not in by], default=0)
        self._by = max(self._by, look.px(88))
        self._state = max([self._badge(step).sizeHint().width() for step in steps], default=0)
        self._state = max(self._state, line_width(look.font("small", weight=600), "How it stands"))

    def head(self) -> QWidget | None:
        """Return the row of heads with its line, or nothing where each step has two lines."""
        if self._look.large:
            return None
        heads = self._cells(*(Label(self._look, word, "small_strong", ink="ink2") for word in
                              ("Step", "Who", "By", "How it stands")))  # fmt: skip
        return holder(column(self._look, heads, line(self._look, "head_line"), gap=8))

    def row(self, step: Step) -> OpenRow:
        """Return the row of one step."""
        look = self._look
        what = Label(look, step.what, "medium")
        if look.large:
            top = row(look, gap=_GAP)
            top.addWidget(what, 1)
            top.addWidget(self._badge(step), 0, Qt.AlignmentFlag.AlignTop)
            inside: Column | Row = column(look, top, gap=4, margins=(0, 10, 0, 10))
            second = " · ".join(part for part in (step.who_said, step.by_line, step.carried_line) if part)
            if second:
                inside.addWidget(Label(look, second, "body", ink="ink2"))
        else:
            inside = self._cells(
                self._what(what, step), Label(look, step.who_said), self._by_label(step), self._badge(step)
            )
            inside.set_spaces(_GAP, (0, 12, 0, 12))
        name = ", ".join(
            part for part in (step.what, step.who_said, step.by_line, step.state_word, step.carried_line) if part
        )
        return OpenRow(look, name, "Change this step", inside, title=what)

    def _what(self, what: Label, step: Step) -> QWidget:
        """Return what is done, and below it how often it was carried forward."""
        if not step.carried_line:
            return what
        return holder(column(self._look, what, Label(self._look, step.carried_line, "hint"), gap=2))

    def _by_label(self, step: Step) -> Label:
        return Label(self._look, _by_said(step), ink="ink" if step.by_line else "ink2")

    def _badge(self, step: Step) -> Badge:
        return Badge(self._look, step.state_word, STEP_BADGES.get(step.state, "idea"))

    def _cells(self, what: QWidget, who: QWidget, by: QWidget, state: QWidget) -> Row:
        cells = row(self._look, gap=_GAP)
        cells.addWidget(what, 1)
        for cell, width in ((who, self._who), (by, self._by), (state, self._state)):
            box = holder(row(self._look, gap=0))
            inside = box.layout()
            assert inside is not None  # noqa: S101 - holder has just set it
            inside.addWidget(cell)
            if isinstance(cell, Badge):
                inside.setAlignment(cell, Qt.AlignmentFlag.AlignLeft)
            box.setFixedWidth(width)
            cells.addWidget(box, 0, Qt.AlignmentFlag.AlignVCenter)
        return cells


def _by_said(step: Step) -> str:
    """Return the day of a step; of an open one without a day that there is none."""
    return step.by_line or (NO_DAY if step.state in OPEN_STEPS else "")
