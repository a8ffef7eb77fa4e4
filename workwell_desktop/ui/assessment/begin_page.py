"""Before a questionnaire is asked: whose view it is, and whether together, on this screen alone, or on paper."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.measures import HAND_OVER, PAPER, TOGETHER
from workwell_desktop.casework.questionnaire_paper import can_be_printed
from workwell_desktop.forms import Questionnaire
from workwell_desktop.forms.readings import COACH, PERSON
from workwell_desktop.ui.parts.buttons import Button, does, main_button, second_button
from workwell_desktop.ui.parts.choices import Segments
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, holder, line, reveal, row
from workwell_desktop.ui.style.theme import Look


class BeginPage(Page):
    """Asks how a questionnaire is to be answered. ``chosen`` carries the way and whose view it is."""

    chosen = Signal(str, str)

    def __init__(self, look: Look, form: Questionnaire, name: str) -> None:
        """Show the ways; ``name`` is the participant's."""
        super().__init__(look, name=form.title, gap=24)
        self._look, self.form = look, form
        self.add(column(look, Label(look, form.title, "page"), Label(look, form.intro, ink="ink2"), gap=4))
        self.view = Field(
            look, "Whose view is it?", Segments(look, [(PERSON, f"{name}’s own"), (COACH, "The coach’s")]),
            hint=f"{name}’s own view counts. A coach’s view beside it can start a talk where the two differ.",
        )  # fmt: skip
        self.view.set_value(PERSON)
        self.view.edited.connect(self._fit_ways)
        self.add(self.view)
        self.together = self._way(
            main_button(look, "Ask it together"), "You both look at the screen and talk about each question.", TOGETHER
        )
        self.hand_over = self._way(
            second_button(look, f"Hand the screen to {name}", "screen-turn"),
            f"One question a page in large letters. {name} answers alone, and the screen locks at the end.",
            HAND_OVER,
        )
        self.paper = self._way(
            second_button(look, "Print it to fill in by hand", "printer"),
            f"There is no name on the paper: a code joins it to {name}. You type the answers in later.",
            PAPER,
        )
        self.add(column(look, self.together, line(look), self.hand_over, line(look), self.paper, gap=16))
        self.add(Label(look, form.licence, "hint"))
        self._fit_ways()

    def _way(self, button: Button, words: str, way: str) -> QWidget:
        does(button, lambda: self.chosen.emit(way, self.view.value() or PERSON))
        return holder(column(self._look, row(self._look, button, STRETCH), Label(self._look, words, ink="ink2"), gap=8))

    def _fit_ways(self) -> None:
        """Offer the other two ways for the participant's own view alone; a score from elsewhere the coach types in."""
        own = self.view.value() != COACH
        typed = self.form.scoring is not None and self.form.scoring.entry == "named"
        reveal(self.hand_over, own and not typed)
        reveal(self.paper, own and can_be_printed(self.form))
