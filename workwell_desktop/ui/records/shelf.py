"""The pages of records behind the Intake form: which there are, and one at a time in sight."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.records.page import RecordPage


class Record(NamedTuple):
    """One page: its code, its words (``{who}`` is the person), its icon, and where its class stands."""

    code: str
    title: str
    icon: str
    module: str
    name: str


RECORDS: tuple[Record, ...] = (
    Record("support", "{who}’s support", "clock", "workwell_desktop.ui.records.support_page", "SupportPage"),
    Record("jobs", "Jobs and time off", "people", "workwell_desktop.ui.records.jobs_page", "JobsPage"),
    Record("fit_notes", "Fit notes", "sheet", "workwell_desktop.ui.records.fit_notes_page", "FitNotesPage"),
    Record("agreements", "Agreements", "speech", "workwell_desktop.ui.records.agreements_page", "AgreementsPage"),
    Record("papers", "Papers", "sheet", "workwell_desktop.ui.records.papers_page", "PapersPage"),
    Record("safety", "Safety", "info", "workwell_desktop.ui.records.safety_page", "SafetyPage"),
    Record("history", "Notes and history", "book", "workwell_desktop.ui.records.history_page", "HistoryPage"),
    Record("files", "Files", "folder", "workwell_desktop.ui.records.files_page", "FilesPage"),
)
"""In the order of the rail. A page is loaded when it is first wanted."""


class RecordShelf(QStackedWidget):
    """Shows one page of records at a time, built when it is first wanted and read afresh each time it is shown.

    ``saved`` and ``opened`` are those of the pages.
    """

    saved = Signal(int)
    opened = Signal(int, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pages: dict[str, RecordPage] = {}

    def show_record(self, code: str, participant_id: int) -> str:
        """Show the page with this code, at a part where one is named, and return the code.

        Of a code that nobody knows (a draft of an older program may name one), the first page is shown.
        """
        code, _dot, part = code.partition(".")
        if code not in {one.code for one in RECORDS}:
            code, part = RECORDS[0].code, ""
        if code not in self._pages:
            record = next(one for one in RECORDS if one.code == code)
            make: Callable[[Desk], RecordPage] = getattr(import_module(record.module), record.name)
            page = make(self._desk)
            page.saved.connect(self.saved)
            page.opened.connect(self.opened)
            self._pages[code] = page
            self.addWidget(page)
        self._pages[code].show_participant(participant_id)
        self.setCurrentWidget(self._pages[code])
        if part:
            self._pages[code].open_part(part)
        return code

    def begin(self) -> None:
        """Give the focus to where the page in sight begins."""
        page = self.currentWidget()
        if isinstance(page, RecordPage):
            page.begin()

    def keep(self) -> bool:
        """Keep what is typed on every page. Return whether all is kept."""
        kept = [page.keep() for page in self._pages.values()]
        return all(kept)
