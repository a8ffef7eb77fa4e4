"""What the window expects of each of the four tabs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.waiting import PAGE
from workwell_desktop.ui.parts import stops


class Tab(QWidget):
    """One tab of the window. ``saved`` carries the participant's id after something about them was saved.

    ``opened_tab`` asks the window to show another tab (0 to 3) for the same participant, ``section_wanted`` a section
    of the Intake or a page of records behind it, ``page_wanted`` a page beside the caseload about the same participant,
    ``place_wanted`` a section or page of another tab.
    """

    saved = Signal(int)
    opened_tab = Signal(int)
    page_wanted = Signal(str)
    section_wanted = Signal(str)
    place_wanted = Signal(int, str)

    def show_participant(self, participant_id: int | None) -> None:
        """Show this participant, or the empty state for none."""
        raise NotImplementedError

    def reload(self) -> None:
        """Read again what is shown, after another tab saved something about the same participant."""
        raise NotImplementedError

    def go_elsewhere(self, tab: int, section: str) -> None:
        """Ask for another tab, or for a page where ``tab`` is ``PAGE``."""
        if tab == PAGE:
            self.page_wanted.emit(section)
        else:
            self.opened_tab.emit(tab)

    def begin(self) -> None:
        """Give the focus to the first field of the page, when the tab was asked for by key."""
        stops.begin(self)

    def keep(self) -> bool:
        """Keep what is typed now, before a lock, a close or another participant. Return whether all is kept."""
        raise NotImplementedError
