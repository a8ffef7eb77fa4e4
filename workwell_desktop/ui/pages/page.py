"""What the workspace expects of a page beside the caseload, and which there are."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts import stops


class WorkPage(QWidget):
    """One page beside the caseload. ``opened`` asks for a participant, a tab (0 to 3) and a section of the Intake.

    ``changed`` says that something was written that the caseload shows; ``left`` that the page has nothing more to do;
    ``page_wanted`` asks for another page by its code.
    """

    opened = Signal(int, int, str)
    changed = Signal()
    left = Signal()
    page_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    def show_now(self) -> None:
        """Read and show what is there now."""
        raise NotImplementedError

    def show_about(self, participant_id: int) -> None:
        """Show what the page holds about one participant, where it holds something about people."""

    def begin(self) -> None:
        """Give the focus to where the page begins."""
        stops.begin(self)

    def keep(self) -> bool:
        """Keep what is typed now, before a lock, a close or another page. Return whether all is kept."""
        return True


class PageKind(NamedTuple):
    """One page: its code, its word and icon in the caseload column (no word: not there), and where its class stands."""

    code: str
    word: str
    icon: str
    module: str
    name: str


PAGES: tuple[PageKind, ...] = (
    PageKind("triage", "Referrals", "paper-plane", "workwell_desktop.ui.pages.triage_page", "TriagePage"),
    PageKind("referral", "", "", "workwell_desktop.ui.pages.referral_page", "ReferralPage"),
)
"""In the order of the column. A page is loaded when it is first wanted."""


def make_page(code: str, desk: Desk) -> WorkPage:
    """Make the page with this code. Raises ``StopIteration`` for an unknown one."""
    kind = next(one for one in PAGES if one.code == code)
    return cast("WorkPage", getattr(import_module(kind.module), kind.name)(desk))
