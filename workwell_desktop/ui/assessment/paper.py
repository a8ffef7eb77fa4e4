"""Printing a signed assessment from where it is read: the paper stands in place of the tab until it is closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from workwell_desktop.casework.assessment_paper import charts_for_paper, issue_assessment
from workwell_desktop.casework.assessment_state import SignedVersion
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.buttons import Button, second_button
from workwell_desktop.ui.parts.layouts import Column, holder
from workwell_desktop.ui.plan.paper import PaperStack

if TYPE_CHECKING:
    from workwell_desktop.casework.access import Vault


class AssessmentPapers(PaperStack):
    """The tab, or the paper of a signed version."""

    def __init__(
        self, desk: Desk, page: Column, turned_back: Callable[[], object], refused: Callable[[WorkwellError], object]
    ) -> None:
        """Show ``page`` at first. ``turned_back`` draws its deeds anew, ``refused`` says why there is no paper."""
        super().__init__(desk, holder(page))
        self._look, self._shelf = desk.look, desk.shelf
        self.turned_back.connect(turned_back)
        self.refused.connect(lambda problem: (turned_back(), refused(problem)))

    def button(self, participant_id: int, version: SignedVersion) -> Button:
        """Return the button that makes the paper of a version and shows it."""
        button = second_button(self._look, "Print this assessment", "printer")
        number, title = version.line.number, f"{version.call_name}’s assessment, version {version.line.number}"

        shelf = self._shelf

        def issue(vault: Vault, person: int) -> int:
            return issue_assessment(vault, person, number, charts_for_paper(vault, person, shelf()))

        def make() -> None:
            button.setEnabled(False)  # until the paper is shown, and the bar drawn anew
            self.make(participant_id, title, issue)

        button.clicked.connect(make)
        return button
