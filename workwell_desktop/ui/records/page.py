"""What the Intake tab expects of a page of records: fit notes, agreements, the history and their like."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts import stops


class RecordPage(QWidget):
    """One page of records about the present participant, with a bar of its own at the foot where it needs one.

    ``saved`` carries the participant's id after something was written. ``opened`` asks for another place about the
    same participant: a tab (0 to 3) and a section of the Intake, or nothing; or ``PAGE`` and the code of a page.
    """

    saved = Signal(int)
    opened = Signal(int, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    def show_participant(self, participant_id: int) -> None:
        """Read and show the records of this participant."""
        raise NotImplementedError

    def open_part(self, part: str) -> None:
        """Go to a part of the page that a place names behind its code: ``history.note`` is the part *note* of one."""

    def begin(self) -> None:
        """Give the focus to where the page begins."""
        stops.begin(self)

    def keep(self) -> bool:
        """Keep what is typed now, before a lock, a close or another page. Return whether all is kept."""
        return True
