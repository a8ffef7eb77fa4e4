"""One task of the job while it is written: what it is called, and what kind of task it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from workwell_desktop.ui.parts.buttons import Button, deed_of_open_fields, quiet_button
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.layouts import column, flow
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.style.theme import Look

_LIMIT = 120


class TaskForm(QWidget):
    """Asks for a task in place. ``kept``, ``left`` and ``taken_out`` say what to do with it."""

    edited = Signal()
    kept = Signal()
    left = Signal()
    taken_out = Signal()

    def __init__(self, look: Look, kinds: Sequence[tuple[str, str]], *, new: bool) -> None:
        """Show an empty form; ``kinds`` are codes and labels of the usual tasks."""
        super().__init__()
        self._labels = dict(kinds)
        self._offered = ""
        self._begun = {"task": "", "code": ""}
        self.kind = Field(
            look, "Which of these is it most like?", Combo(look, kinds, empty="Something else"), width="name",
            hint="Choose one, so that ideas for changes can be shown.",
        )  # fmt: skip
        self.words = Field(
            look, "What do you call this task?", Line(look, limit=_LIMIT), width="name",
            hint="As you would say it: serve at the till, standing.",
        )  # fmt: skip
        words = "Add this task" if new else "Save this task"
        keep = deed_of_open_fields(Button(look, words, "compact"), holds=False)
        keep.clicked.connect(self._keep)
        leave = quiet_button(look, "Leave it out" if new else "Leave it as it was")
        leave.clicked.connect(self.left)
        deeds = [keep, leave]
        if not new:
            out = quiet_button(look, "Take it out", "trash")
            out.clicked.connect(self.taken_out)
            deeds.append(out)
        self.setLayout(column(look, flow(look, self.words, self.kind, gap=24), flow(look, *deeds), gap=12,
                              margins=(0, 12, 0, 16)))  # fmt: skip
        self.kind.edited.connect(self._chosen)
        self.words.edited.connect(self._typed)
        self.words.control.returnPressed.connect(self._keep)

    def value(self) -> dict[str, str]:
        """Return what is typed and chosen: ``task`` and ``code``."""
        return {"task": self.words.value(), "code": self.kind.value()}

    def set_value(self, typed: Mapping[str, str]) -> None:
        """Show what was typed and chosen; a kind that is not offered any more is nothing."""
        self.words.set_value(typed.get("task", ""))
        code = typed.get("code", "")
        self.kind.set_value(code if code in self._labels else "")

    def begin(self) -> None:
        """Give the focus to the words."""
        self.words.take_focus()
        self._begun = self.value()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc while nothing was changed: words are never thrown away by a key."""
        if event.key() == Qt.Key.Key_Escape and self.value() == self._begun:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _typed(self) -> None:
        self.words.clear()
        self.edited.emit()

    def _chosen(self) -> None:
        """Offer the usual words for this kind of task, unless there are words of one's own."""
        if self.words.value() in ("", self._offered):
            self._offered = self._labels.get(self.kind.value(), "")
            self.words.set_value(self._offered)
        self.words.clear()
        self.edited.emit()

    def _keep(self) -> None:
        if self.words.value():
            self.kept.emit()
        else:
            self.words.set_error("Write the task first, or choose one from the list.")
            self.words.take_focus()
