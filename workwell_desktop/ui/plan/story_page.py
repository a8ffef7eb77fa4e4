"""How it went: the plan's story, read on the screen and printed when somebody asks for it."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.plan_state import PlanState
from workwell_desktop.casework.plan_story import StoryPart, issue_story, load_story
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.buttons import Button, does, main_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, holder
from workwell_desktop.ui.plan.rooms import PlanRoom

_MEASURE = 720  # pixels at 100 % text
_NOTHING = "There is nothing to tell yet. The story grows with the steps, the register and the reviews."


class StoryRoom(PlanRoom):
    """Shows the story as it can be told now."""

    def __init__(self, desk: Desk, state: PlanState) -> None:
        """Show the story of the present plan."""
        super().__init__(desk, state)
        self._press: Button | None = None
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self._print)
        self._bar.set_kept("Only what was written down is told here.", "info")
        self.draw()

    def draw(self) -> None:
        """Tell it from what is kept now."""
        look = self._look
        story = load_story(self._desk.vault, self._state.participant_id)
        page = Page(look, gap=24, name=story.title)
        page.add(Label(look, story.title, "page"))
        for part in story.parts:
            page.add(self._part(part))
        self._press = None
        buttons: list[Button] = [self.back_button()]
        if story.parts:
            self._press = main_button(look, "Print this story", "printer")
            self._press.setToolTip("Print this story (Ctrl+P)")
            buttons.append(does(self._press, lambda: self.paper_wanted.emit(story.title, issue_story)))
        else:
            page.add(Label(look, _NOTHING, ink="ink2"))
        page.add(STRETCH)
        self.show_page(page)
        self._bar.set_buttons(*buttons)

    def _print(self) -> None:
        if self._press is not None:
            self._press.click()

    def _part(self, part: StoryPart) -> QWidget:
        look = self._look
        body = column(look, Label(look, part.about, "section"), gap=8)
        for words in part.sentences:
            body.addWidget(Label(look, words, "body"))
        whole = holder(body)
        whole.setMaximumWidth(look.px(_MEASURE))
        return whole
