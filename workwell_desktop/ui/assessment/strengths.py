"""What helps, beside what gets in the way: what has worked, what the participant is good at, and who is there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.in_the_way import Strength
from workwell_desktop.ui.parts.buttons import quiet_button
from workwell_desktop.ui.parts.columns import Columns, Fold
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, reveal, row
from workwell_desktop.ui.style.theme import Look

_LEAST = 200  # pixels at 100 % text for one answer; with less room they stand one under the other
_MOST_LETTERS = 280
_ROOM = 1364  # pixels at 100 % text: the table beside it keeps the width it has on a small screen


class Strengths(QWidget):
    """The heading, the answers, and a way to write or change them. ``wanted`` is sent when that is pressed.

    A long answer is cut where the way leads to all of it; one to read stands whole.
    """

    wanted = Signal()

    def __init__(self, look: Look, name: str, *, read_only: bool = False) -> None:
        """Show that nothing was said yet. ``name`` is the participant's."""
        super().__init__()
        self._look, self._name, self._read_only = look, name, read_only
        self._shown: tuple[Strength, ...] = ()
        self.write = quiet_button(look, "Write what helps", "pencil")
        self.write.clicked.connect(self.wanted)
        reveal(self.write, not read_only)
        head = row(look, Label(look, "What helps", "section", wrap=False), STRETCH, self.write)
        self._body: QWidget = self._drawn()
        self._box = column(look, head, self._body, gap=8)
        self.setLayout(self._box)

    def show_strengths(self, strengths: Sequence[Strength]) -> None:
        """Show these answers."""
        if tuple(strengths) == self._shown:
            return
        self._shown = tuple(strengths)
        self.write.set_text("Change what helps" if self._shown else "Write what helps")
        old, self._body = self._body, self._drawn()
        self._box.replaceWidget(old, self._body)
        old.hide()
        old.deleteLater()

    def _drawn(self) -> QWidget:
        look = self._look
        if not self._shown:
            return Label(look, f"Nothing yet. Ask {self._name} what has helped before, and who helps.", ink="ink2")
        answers = [one.answer if self._read_only else _short(one.answer) for one in self._shown]
        asked = [_Answer(look, one.question, answer) for one, answer in zip(self._shown, answers, strict=True)]
        return Fold(look, *asked, gap=32)


class _Answer(QWidget):
    """One question and its answer, wide enough to be read."""

    def __init__(self, look: Look, question: str, answer: str) -> None:
        super().__init__()
        self._look = look
        self.setLayout(column(look, Label(look, question, "hint"), Label(look, answer), gap=2))

    def minimumSizeHint(self) -> QSize:
        """Ask for a column of words (called by Qt)."""
        return super().minimumSizeHint().expandedTo(QSize(self._look.px(_LEAST), 0))


def beside(look: Look, obstacles: QWidget, strengths: Strengths) -> QWidget:
    """Put what helps beside what gets in the way on a wide page, and below it where its table needs the room."""
    return Columns(look, obstacles, strengths, shares=(5, 2), at=_ROOM)


def _short(answer: str) -> str:
    """Return the beginning of a long answer, to the end of a word."""
    answer = answer.strip()
    return answer if len(answer) <= _MOST_LETTERS else f"{answer[:_MOST_LETTERS].rsplit(None, 1)[0]} …"
