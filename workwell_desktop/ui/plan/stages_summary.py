"""Going back in stages in the plan: the weeks in short, and the way to their page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from workwell_desktop.casework.dates import plain
from workwell_desktop.casework.phased_return_rules import Week
from workwell_desktop.casework.shift_times import hours_words
from workwell_desktop.ui.parts.buttons import does, quiet_button
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, holder, line, row
from workwell_desktop.ui.plan.stages_page import TITLE
from workwell_desktop.ui.style.theme import Look

_TALL, _WIDE = 12, 60  # pixels at 100 % text


def stages_summary(
    look: Look, weeks: Sequence[Week], open_it: Callable[[], object], *, writable: bool, begun: bool
) -> QWidget:
    """Return the weeks in short, with a button that opens their page (not for a plan that is only read).

    ``begun``: settings were typed that are not saved yet.
    """
    head = row(look, Label(look, TITLE, "section"), STRETCH)
    if writable:
        words, icon = ("Change", "pencil") if weeks else ("Plan the weeks", "plus")
        button = does(quiet_button(look, "Go on" if begun else words, icon), open_it)  # short: the heading is long
        name = "Go on with the weeks" if begun else "Change the weeks"
        button.setAccessibleName(name if begun or weeks else words)
        head.addWidget(button)
    if not weeks:
        return holder(column(look, head, gap=8))
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(look.space(16))
    grid.setVerticalSpacing(look.space(6))
    for place, word in enumerate(("Week from", "Days", "Hours a week")):
        grid.addWidget(Label(look, word, "small_strong", ink="ink2", wrap=False), 0, place)
    grid.addWidget(line(look, "head_line"), 1, 0, 1, 4)
    most = max(week.minutes for week in weeks)
    for number, week in enumerate(weeks):
        begins = week.days[0][0] if week.number == 1 and week.days else week.monday
        days = f"{len(week.days)} day{'' if len(week.days) == 1 else 's'}"
        hours = Label(look, _short(week.minutes), "medium", wrap=False)
        hours.setAccessibleName(hours_words(week.minutes))
        cells = (Label(look, plain(begins).rsplit(" ", 1)[0]), Label(look, days, wrap=False), hours)
        for place, cell in enumerate(cells):
            grid.addWidget(cell, 2 + 2 * number, place)
        grid.addWidget(_Part(look, week.minutes / most if most else 0.0), 2 + 2 * number, 3)
        grid.addWidget(line(look), 3 + 2 * number, 0, 1, 4)
    grid.setColumnStretch(3, 1)
    ask = Label(look, "Ask how pay works in these weeks.", "hint")
    return holder(column(look, head, grid, ask, gap=8))


def _short(minutes: int) -> str:
    """Return hours for a narrow column: ``12``, or ``26:15`` with minutes."""
    return f"{minutes // 60}:{minutes % 60:02}" if minutes % 60 else str(minutes // 60)


class _Part(QWidget):
    """A bar as long as the week's part of the fullest one. The hours beside it say the same."""

    def __init__(self, look: Look, part: float) -> None:
        super().__init__()
        self._look, self._part = look, part
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(_WIDE), self._look.px(_TALL))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("accent"))
        painter.drawRoundedRect(QRectF(0, 0, self.width() * self._part, self.height()), 2, 2)
        painter.end()
