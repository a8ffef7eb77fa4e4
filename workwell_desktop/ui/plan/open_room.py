"""The page of its own that stands in place of the plan, if one does: opened, kept, read again, and left."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from workwell_desktop.casework.drafts import load_draft
from workwell_desktop.casework.plan_state import PlanState
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts import stops
from workwell_desktop.ui.plan.paper import PaperStack
from workwell_desktop.ui.plan.rooms import PlanRoom, Way
from workwell_desktop.ui.plan.ways import WAYS, way


class OpenRoom(QObject):
    """``changed`` says that something was saved there, ``left`` that it was closed (the code of its way).

    ``letters_wanted`` and ``section_wanted`` are passed on.
    """

    changed = Signal()
    letters_wanted = Signal()
    section_wanted = Signal(str)
    left = Signal(str)

    def __init__(self, desk: Desk, stack: PaperStack, parent: QObject) -> None:
        """None is open at first."""
        super().__init__(parent)
        self._desk, self._stack = desk, stack
        self.room: PlanRoom | None = None

    def open(self, code: str, state: PlanState) -> None:
        """Open the page of a way (a code of ``WAYS``) about a plan."""
        self.room = way(code).make(self._desk, state)
        self.room.closed.connect(lambda: self._close(code))
        self.room.changed.connect(self.changed)
        self.room.letters_wanted.connect(self.letters_wanted)
        self.room.section_wanted.connect(self.section_wanted)
        self.room.paper_wanted.connect(lambda title, issue: self._stack.make(state.participant_id, title, issue))
        self._stack.open_room(self.room)
        stops.begin(self.room)

    def shut(self) -> None:
        """Show the plan again, if a page of its own is open."""
        self.room = None
        self._stack.close_room()

    def keep(self) -> bool:
        """Keep what is typed there as a draft. Return whether all is kept."""
        return self.room is None or self.room.keep()

    def reload(self) -> None:
        """Read again what is shown there."""
        if self.room is not None and self.room.keep():
            self.room.draw()

    def left_open(self, participant_id: int) -> list[Way]:
        """Return the ways behind which something was left half written about a participant."""
        vault = self._desk.vault
        return [one for one in WAYS if one.draft and load_draft(vault, one.draft, participant_id) is not None]

    def _close(self, code: str) -> None:
        if self.keep():
            self.shut()
            self.left.emit(code)
