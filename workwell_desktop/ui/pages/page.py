"""What the workspace expects of a page beside the caseload, and which there are."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts import stops
from workwell_desktop.ui.today_in_company import Parting

LAST_TAB = -3
"""In place of a tab: the one that was last in sight."""


class WorkPage(QWidget):
    """One page beside the caseload. ``opened`` asks for a participant, a tab (0 to 3, or ``LAST_TAB``) and a section.

    ``changed`` says that something was written that the caseload shows; ``left`` that the page has nothing more to do;
    ``page_wanted`` asks for another page by its code, and what it is about behind a slash: ``waiting/steps``.
    ``compare_wanted`` carries somebody known and the facts that are typed about somebody who may be the same.
    ``letter_wanted`` asks to read a letter together: whose, of which kind, and to which service (0 for none).
    """

    opened = Signal(int, int, str)
    changed = Signal()
    left = Signal()
    page_wanted = Signal(str)
    compare_wanted = Signal(int, object)
    letter_wanted = Signal(int, str, int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.in_company: Callable[[], bool] = lambda: False
        self.parting: Parting | None = None  # what Today says when this page is left

    def aim(self, about: str) -> None:
        """Say what the page is about before it is shown: the words behind the slash of its code, or nothing."""

    def person(self) -> str:
        """Return the name of the one participant this page is about, while they may be in the room; else nothing."""
        return ""

    def show_now(self) -> None:
        """Read and show what is there now."""
        raise NotImplementedError

    def company_changed(self) -> None:
        """Somebody may have sat down beside the coach, or left (``in_company``): name nobody, or somebody again."""

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
    PageKind("people", "Everybody", "people", "workwell_desktop.ui.pages.people_page", "PeoplePage"),
    PageKind("waiting", "", "", "workwell_desktop.ui.pages.waiting_page", "WaitingPage"),
    PageKind("papers", "", "", "workwell_desktop.ui.pages.papers_page", "PapersPage"),
    PageKind("close_out", "", "", "workwell_desktop.ui.pages.close_out_page", "CloseOutPage"),
    PageKind("bin", "", "trash", "workwell_desktop.ui.pages.bin_page", "BinPage"),
    PageKind("import", "", "", "workwell_desktop.ui.pages.import_page", "ImportPage"),
    PageKind("lists", "", "", "workwell_desktop.ui.pages.directory_import_page", "DirectoryImportPage"),
    PageKind("service_twins", "", "", "workwell_desktop.ui.pages.service_twins_page", "ServiceTwinsPage"),
    PageKind("needs", "", "", "workwell_desktop.ui.pages.needs_page", "NeedsPage"),
    PageKind("shortlist", "", "", "workwell_desktop.ui.pages.shortlist_page", "ShortlistPage"),
    PageKind("letters", "", "sheet", "workwell_desktop.ui.pages.letters_page", "LettersPage"),
    PageKind("corrections", "", "pencil", "workwell_desktop.ui.pages.corrections_page", "CorrectionsPage"),
    PageKind("compare", "", "people", "workwell_desktop.ui.pages.compare_page", "ComparePage"),
)
"""In the order of the column. A page is loaded when it is first wanted."""


def make_page(code: str, desk: Desk) -> WorkPage:
    """Make the page with this code. Raises ``StopIteration`` for an unknown one."""
    kind = next(one for one in PAGES if one.code == code)
    return cast("WorkPage", getattr(import_module(kind.module), kind.name)(desk))
