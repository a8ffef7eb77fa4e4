"""One thing that gets in the way, while it is written down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QTextCursor

from workwell_desktop.casework.assessment_content import InTheWay
from workwell_desktop.casework.assessment_ideas import difficulty_for
from workwell_desktop.casework.catalogue import catalogue
from workwell_desktop.casework.lists import choices
from workwell_desktop.ui.assessment.line_form import LineForm
from workwell_desktop.ui.parts.choices import Segments
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.layouts import column, flow
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.style.theme import Look


class ObstacleForm(LineForm):
    """Asks in place for the words, what they are about, what is hard, how much it gets in the way, can it change."""

    def __init__(self, look: Look, name: str, *, new: bool, first: bool = False, last: bool = False) -> None:
        """Show an empty form. ``first`` and ``last`` say whether it can still move up or down the list."""
        super().__init__()
        self._offered = ""
        self.words = Field(
            look, f"What gets in the way, in {name}’s words?", TextArea(look, lines=2),
            hint="Write it as it was said. The page sets the quotation marks.",
        )  # fmt: skip
        self.about = Field(look, "What is it about?", Combo(look, _options("obstacle_about")), width="name")
        kinds = [(code, kind.label) for code, kind in catalogue().difficulties.items()]
        self.difficulty = Field(
            look, "What does it make hard at work?", Combo(look, kinds, empty="None of these"), width="name"
        )
        self.effect = Field(
            look, "How much does it get in the way of work?", Segments(look, _options("effect_on_work")), width="full"
        )
        self.can_change = Field(look, "Can this change?", Segments(look, _options("can_change")), width="full")
        self._look = look
        deeds = self.deeds(look, new=new, up=not new and not first, down=not new and not last)
        pair = flow(look, self.about, self.difficulty, gap=24)
        things = (self.words, pair, self.effect, self.can_change, flow(look, *deeds))
        self.setLayout(column(look, *things, gap=16, margins=(0, 12, 0, 20)))
        for field in (self.words, self.about, self.difficulty, self.effect, self.can_change):
            field.edited.connect(self.edited)
        self.words.edited.connect(self.words.clear)
        self.words.left.connect(self._offer)
        self.difficulty.edited.connect(self._take_about)
        look.changed.connect(self._fit)
        self._fit()

    def value(self) -> InTheWay:
        """Return what is typed and chosen."""
        return InTheWay(
            self.words.value(),
            self.about.value(),
            self.difficulty.value(),
            self.effect.value(),
            self.can_change.value(),
        )

    def set_value(self, typed: Mapping[str, Any]) -> None:
        """Show what was typed and chosen; a code that is not offered any more is nothing."""
        self.words.set_value(typed.get("words", ""))
        self.about.set_value(_known("obstacle_about", typed.get("about", "")))
        difficulty = typed.get("difficulty", "")
        self.difficulty.set_value(difficulty if difficulty in catalogue().difficulties else "")
        self.effect.set_value(_known("effect_on_work", typed.get("effect", "")))
        self.can_change.set_value(_known("can_change", typed.get("can_change", "")))

    def begin(self) -> None:
        """Give the focus to the words."""
        self.words.take_focus()
        self.words.control.moveCursor(QTextCursor.MoveOperation.End)

    def _offer(self) -> None:
        """Offer the kind of difficulty that the words hint at, while the coach has chosen none."""
        if self.difficulty.value() not in ("", self._offered):
            return
        code, untouched = difficulty_for(self.words.value()), not self.changed()
        if code != self.difficulty.value():
            self._offered = code
            self.difficulty.set_value(code)
            self._take_about()
            if untouched:  # an offer alone is no change: a line that was only looked at stays as it was
                self.note_begun()
            self.edited.emit()

    def _take_about(self) -> None:
        """Say what it is about from the kind of difficulty, where nothing was chosen."""
        kind = catalogue().difficulties.get(self.difficulty.value())
        if kind is not None and not self.about.value():
            self.about.set_value(kind.about)

    def check(self) -> bool:
        """Say whether there are words to keep; if not, ask for them."""
        if not self.words.value():
            self.words.set_error("Write what gets in the way first.")
            self.words.take_focus()
        return bool(self.words.value())

    def _fit(self) -> None:
        for field in (self.effect, self.can_change):
            field.setMaximumWidth(self._look.px(720))


def _options(name: str) -> list[tuple[str, str]]:
    return [(choice.code, choice.label) for choice in choices(name)]


def _known(name: str, code: str) -> str:
    return code if code in {choice.code for choice in choices(name)} else ""
