"""One task of the job while it is written: what it is called, what kind of task it is, and what it makes hard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workwell_desktop.casework.catalogue import catalogue
from workwell_desktop.casework.proposals import difficulty_of_task
from workwell_desktop.ui.assessment.line_form import LineForm
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.layouts import column, flow
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.style.theme import Look

_LIMIT = 120


class TaskForm(LineForm):
    """Asks for a task in place; it stays where it stands in the list."""

    def __init__(self, look: Look, kinds: Sequence[tuple[str, str]], *, new: bool) -> None:
        """Show an empty form; ``kinds`` are codes and labels of the usual tasks."""
        super().__init__()
        self._labels = dict(kinds)
        self._offered = ""
        self._by_hand = False  # what it makes hard was chosen, and is not offered anew
        self.kind = Field(
            look, "Which of these is it most like?", Combo(look, kinds, empty="Something else"), width="name",
            hint="Choose one, so that ideas for changes can be shown.",
        )  # fmt: skip
        self.words = Field(
            look, "What do you call this task?", Line(look, limit=_LIMIT), width="name",
            hint="As you would say it: serve at the till, standing.",
        )  # fmt: skip
        hard = [(code, one.label) for code, one in catalogue().difficulties.items()]
        self.difficulty = Field(
            look, "What does it make hard at work?", Combo(look, hard, empty="None of these"), width="name",
            hint="Ideas for changes start from this.",
        )  # fmt: skip
        deeds = self.deeds(look, new=new, what="task")
        self.setLayout(column(look, flow(look, *self.fields(), gap=24), flow(look, *deeds), gap=12,
                              margins=(0, 12, 0, 16)))  # fmt: skip
        self.kind.edited.connect(self._chosen)
        self.words.edited.connect(self._typed)
        self.words.left.connect(self._left_words)
        self.difficulty.edited.connect(self._chose_difficulty)
        self.words.control.returnPressed.connect(self.keep)

    def value(self) -> dict[str, str]:
        """Return what is typed and chosen: ``task``, ``code`` and ``difficulty``."""
        return {"task": self.words.value(), "code": self.kind.value(), "difficulty": self.difficulty.value()}

    def fields(self) -> tuple[Field, ...]:
        """Return the fields in their order."""
        return (self.words, self.kind, self.difficulty)

    def set_value(self, typed: Mapping[str, Any]) -> None:
        """Show what was typed and chosen; a kind that is not offered any more is nothing."""
        self.words.set_value(typed.get("task", ""))
        code = typed.get("code", "")
        self.kind.set_value(code if code in self._labels else "")
        difficulty = typed.get("difficulty", "")
        self.difficulty.set_value(difficulty if difficulty in catalogue().difficulties else "")
        self._by_hand = self.difficulty.value() != self._offer()

    def begin(self) -> None:
        """Give the focus to the words."""
        self.words.take_focus()

    def _typed(self) -> None:
        self.words.clear()
        self.edited.emit()

    def _chosen(self) -> None:
        """Offer the usual words for this kind of task, unless there are words of one's own."""
        if self.words.value() in ("", self._offered):
            self._offered = self._labels.get(self.kind.value(), "")
            self.words.set_value(self._offered)
        self.words.clear()
        self._take_offer()
        self.edited.emit()

    def _left_words(self) -> None:
        if self._take_offer():
            self.edited.emit()

    def _chose_difficulty(self) -> None:
        self._by_hand = True
        self.edited.emit()

    def _offer(self) -> str:
        return difficulty_of_task(self.kind.value(), self.words.value())

    def _take_offer(self) -> bool:
        """Choose what such a task usually makes hard, unless somebody chose; say whether that changed anything."""
        offer = self._offer()
        if self._by_hand or offer == self.difficulty.value():
            return False
        self.difficulty.set_value(offer)
        return True

    def check(self) -> bool:
        """Say whether there are words to keep, and take what such a task usually makes hard; if not, ask for them."""
        if self.words.value():
            self._take_offer()
        else:
            self.words.set_error("Write the task first, or choose one from the list.")
            self.words.take_focus()
        return bool(self.words.value())
