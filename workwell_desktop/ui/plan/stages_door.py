"""From the Plan tab to going back in stages and back: the weeks in short, and the page in the tab's own stack."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.bank_holidays import bank_holidays
from workwell_desktop.casework.phased_return import typed_before, weeks_planned
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.plan.paper import PlanPaperStack
from workwell_desktop.ui.plan.stages import StagesView
from workwell_desktop.ui.plan.stages_summary import stages_summary


class PlanStack(PlanPaperStack):
    """The plan, its paper, or going back in stages. ``saved_beside`` is called once that is left, if it changed."""

    def __init__(self, desk: Desk, page: QWidget, saved_beside: Callable[[], object]) -> None:
        """Show ``page``, the plan, at first."""
        super().__init__(desk, page)
        self._saved_beside = saved_beside
        self._stages_for = 0
        self._stages: StagesView | None = None
        self._changed = False

    def weeks_in_short(self, participant_id: int, settle: Callable[[], bool], *, writable: bool) -> QWidget:
        """Return the weeks in short. Before the page opens, ``settle`` keeps what stands open in the plan."""

        def wanted() -> None:
            if settle():
                self.open_stages(participant_id)

        if self._stages is not None:
            self._stages.reload()  # another tab saved something that it looks at
        weeks = weeks_planned(self._desk.vault, participant_id)
        begun = typed_before(self._desk.vault, participant_id) is not None
        return stages_summary(self._desk.look, weeks, wanted, writable=writable, begun=begun)

    def open_stages(self, participant_id: int) -> None:
        """Show the page once the bank holidays are known: the first time that takes the worker a moment."""
        self._stages_for = participant_id
        year = self._desk.clock.today().year
        self._desk.worker.run(
            self,
            lambda: (bank_holidays(year), bank_holidays(year + 1)),
            lambda _known: self._show_stages(participant_id),
            self._unknown,
        )

    def open_room(self, room: QWidget) -> None:
        """Show a page of its own; the page of the stages that is still on its way will not come over it."""
        self._shut_stages()
        super().open_room(room)

    def turn_back(self) -> None:
        """Show the plan again; a page or a paper that is still on its way will not come."""
        super().turn_back()
        self._shut_stages()

    def keep(self) -> bool:
        """Keep what is typed on the page of the stages, because it is left or locked. Return whether all is kept."""
        papers = super().keep()
        kept = self._stages is None or self._stages.keep()
        self._tell()
        return papers and kept

    def _shut_stages(self) -> None:
        self._stages_for = 0
        if self._stages is not None:
            self.setCurrentIndex(0)
            self.removeWidget(self._stages)
            self._stages.deleteLater()
            self._stages = None
            self._tell()

    def _tell(self) -> None:
        if self._changed:
            self._changed = False
            self._saved_beside()

    def _note_change(self) -> None:
        self._changed = True  # the plan is not drawn anew for every day while it is out of sight

    def _show_stages(self, participant_id: int) -> None:
        if self._stages_for != participant_id or self._stages is not None:
            return  # somebody else came into the room meanwhile
        try:
            view = StagesView(self._desk, participant_id)
        except WorkwellError as problem:
            self.refused.emit(problem)
            return
        view.closed.connect(self._shut_stages)
        view.saved.connect(self._note_change)
        self._stages = view
        self.addWidget(view)
        self.setCurrentWidget(view)
        view.begin()

    @staticmethod
    def _unknown(problem: Exception) -> None:
        raise problem
