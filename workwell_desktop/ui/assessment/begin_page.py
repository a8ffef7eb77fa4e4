"""Before a questionnaire is asked: whose view it is, and whether together, on this screen alone, or on paper."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.measures import HAND_OVER, PAPER, TOGETHER
from workwell_desktop.casework.questionnaire_paper import can_be_printed
from workwell_desktop.forms import Questionnaire
from workwell_desktop.forms.readings import COACH, PERSON
from workwell_desktop.ui.parts.buttons import Button, does, second_button
from workwell_desktop.ui.parts.choices import Segments
from workwell_desktop.ui.parts.columns import Fold, Page
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, holder, line, measured, reveal
from workwell_desktop.ui.style.theme import Look


class BeginPage(Page):
    """Asks how a questionnaire is to be answered. ``chosen`` carries the way and whose view it is.

    ``turned``: another view was chosen, and ``main_words`` of the deed in the bar are others.
    """

    chosen = Signal(str, str)
    turned = Signal()

    def __init__(self, look: Look, form: Questionnaire, name: str) -> None:
        """Show the ways; ``name`` is the participant's."""
        super().__init__(look, name=form.title, gap=24)
        self._look, self.form = look, form
        self.add(
            column(look, Label(look, form.title, "page"), measured(look, Label(look, form.intro, ink="ink2")), gap=4)
        )
        self.view = Field(
            look, "Whose view is it?", Segments(look, [(PERSON, f"{name}’s own"), (COACH, "The coach’s")]),
            hint=f"{name}’s own view counts. A coach’s view beside it can start a talk where the two differ.",
        )  # fmt: skip
        self.view.set_value(PERSON)
        self.view.edited.connect(self._fit_ways)
        self.view.edited.connect(self.turned)
        self.add(self.view)
        self.together = self._way("Together", "You both look at the screen and talk about each question.")
        self.coachs = self._way(
            "The coach alone", f"You answer as you see it. It is kept apart from {name}’s own view."
        )
        self.hand_over = self._way(
            f"{name} alone, on this screen",
            f"One question a page in large letters. {name} answers alone, and the screen locks at the end.",
            second_button(look, f"Hand the screen to {name}", "screen-turn"),
            HAND_OVER,
        )
        self.paper = self._way(
            f"{name} alone, on paper",
            f"There is no name on the paper: a code joins it to {name}. You type the answers in later.",
            second_button(look, "Print it to fill in by hand", "printer"),
            PAPER,
        )
        ways = column(look, self.together, self.coachs, self.hand_over, self.paper, gap=0)
        self.add(column(look, Label(look, "How is it answered?", "section"), ways, gap=4))
        self.add(measured(look, Label(look, form.licence, "hint")))
        self._fit_ways()

    def main_words(self) -> str:
        """Return what the main deed in the bar is called: to begin on this screen now."""
        return "Fill in the coach’s view" if self.view.value() == COACH else "Ask it together"

    def begin(self) -> None:
        """Do the main deed."""
        self._choose(TOGETHER)

    def _choose(self, way: str) -> None:
        self.chosen.emit(way, self.view.value() or PERSON)

    def _way(self, title: str, words: str, button: Button | None = None, way: str = TOGETHER) -> QWidget:
        look = self._look
        said: QWidget = holder(column(look, Label(look, title, "medium"), Label(look, words, ink="ink2"), gap=2))
        if button is not None:
            does(button, lambda: self._choose(way))
            said = Fold(look, said, button, shares=(1, 0), below=8, at=640)
        return holder(column(look, said, line(look), gap=12, margins=(0, 12, 0, 0)))

    def _fit_ways(self) -> None:
        """Offer the other two ways for the participant's own view alone; a score from elsewhere the coach types in."""
        own = self.view.value() != COACH
        typed = self.form.scoring is not None and self.form.scoring.entry == "named"
        reveal(self.hand_over, own and not typed)
        reveal(self.together, own)
        reveal(self.coachs, not own)
        reveal(self.paper, own and can_be_printed(self.form))
