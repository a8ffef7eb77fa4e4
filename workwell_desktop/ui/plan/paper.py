"""Making a paper beside the window, and showing it in place of what it was made from: the plan, the assessment."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from workwell_desktop.casework.plan_paper import issue_plan
from workwell_desktop.casework.plan_papers import issue_papers, plan_papers
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.plan.papers_page import PapersPage
from workwell_desktop.ui.preview import Preview

if TYPE_CHECKING:
    from workwell_desktop.casework.access import Vault


class PaperStack(QStackedWidget):
    """A page, or its paper. ``refused`` carries why there is no paper; ``turned_back`` is sent when it was closed."""

    shown = Signal()
    refused = Signal(object)
    turned_back = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        """Show ``page`` at first."""
        super().__init__()
        self._desk = desk
        self._title = ""
        self._wanted_for = 0
        self._preview: Preview | None = None
        self._page = page
        self._room: QWidget | None = None
        self.addWidget(page)

    def make(self, participant_id: int, title: str, issue: Callable[[Vault, int], int] = issue_plan) -> None:
        """Have a paper made by the worker, that of the plan or what ``issue`` makes, and show it when it is there."""
        self._title, self._wanted_for = title, participant_id
        vault = self._desk.vault

        def made(paper_id: int) -> None:
            if self._wanted_for == participant_id:  # nobody else came into the room meanwhile
                self._show(paper_id)

        self._desk.worker.run(self, lambda: issue(vault, participant_id), made, self._not_made)

    def turn_back(self) -> None:
        """Show the page again, if its paper is shown; a paper that is still being made will not be."""
        self._wanted_for = 0
        if self._preview is not None:
            self.setCurrentWidget(self._room or self._page)
            self.removeWidget(self._preview)
            self._preview.deleteLater()
            self._preview = None
            self.turned_back.emit()

    def open_room(self, room: QWidget) -> None:
        """Show a page of its own in place of the first; its papers lead back to it."""
        self.close_room()
        self._room = room
        self.addWidget(room)
        self.setCurrentWidget(room)

    def close_room(self) -> None:
        """Show the first page again, if another is shown; a paper of that one which is still being made will not be."""
        if self._room is not None:
            self._wanted_for = 0
            self.setCurrentWidget(self._page)
            self.removeWidget(self._room)
            self._room.hide()
            self._room.deleteLater()
            self._room = None

    def _preview_closed(self) -> None:
        self.turn_back()

    def _show(self, paper_id: int) -> None:
        try:
            preview = Preview(self._desk, paper_id, self._title)
        except WorkwellError as problem:
            self.refused.emit(problem)
            return
        preview.closed.connect(self._preview_closed)
        self._preview = preview
        self.addWidget(preview)
        self.setCurrentWidget(preview)
        preview.setFocus()
        self.shown.emit()

    def _not_made(self, problem: Exception) -> None:
        if not isinstance(problem, WorkwellError):
            raise problem
        self.refused.emit(problem)


class PlanPaperStack(PaperStack):
    """The plan, the forms it can be printed in, or one of its papers."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        """Show ``page`` at first."""
        super().__init__(desk, page)
        self._chooser: PapersPage | None = None

    def choose(self, participant_id: int) -> None:
        """Offer the forms of somebody's plan. Raises ``NotKept`` as reading a draft does."""
        self.turn_back()
        chooser = PapersPage(self._desk, plan_papers(self._desk.vault, participant_id))
        chooser.closed.connect(self.turn_back)
        chooser.wanted.connect(lambda codes, reason: self._make_forms(participant_id, codes, reason))
        chooser.look_wanted.connect(self._look_at)
        self._wanted_for = participant_id
        self._chooser = chooser
        self.addWidget(chooser)
        self.setCurrentWidget(chooser)
        chooser.take_focus()

    def keep(self) -> bool:
        """Keep what is typed about the papers. Return whether all is kept."""
        return self._chooser is None or self._chooser.keep()

    def turn_back(self) -> None:
        """Show the plan again, whatever is shown of its papers."""
        chooser, self._chooser = self._chooser, None
        shown_alone = chooser is not None and self._preview is None
        super().turn_back()
        if chooser is not None:
            chooser.keep()
            self.setCurrentIndex(0)
            self.removeWidget(chooser)
            chooser.deleteLater()
            if shown_alone:
                self.turned_back.emit()

    def _make_forms(self, participant_id: int, codes: list[str], reason: str) -> None:
        vault, chooser = self._desk.vault, self._chooser

        def made(paper_ids: tuple[int, ...]) -> None:
            if chooser is None or chooser is not self._chooser:  # somebody else came into the room meanwhile
                return
            chooser.made(paper_ids)
            if len(paper_ids) == 1:
                self._look_at(paper_ids[0], chooser.title_of(paper_ids[0]))

        def not_made(problem: Exception) -> None:
            if not isinstance(problem, WorkwellError):
                raise problem
            if chooser is not None and chooser is self._chooser:
                chooser.refuse(problem)

        self._desk.worker.run(self, lambda: issue_papers(vault, participant_id, codes, reason), made, not_made)

    def _look_at(self, paper_id: int, title: str) -> None:
        self._title = title
        self._show(paper_id)

    def _preview_closed(self) -> None:
        """Go back to the papers where several were made, else to the plan."""
        if self._chooser is None or not self._chooser.has_several or self._preview is None:
            self.turn_back()
            return
        self.setCurrentWidget(self._chooser)
        self.removeWidget(self._preview)
        self._preview.deleteLater()
        self._preview = None
        self._chooser.take_focus()
