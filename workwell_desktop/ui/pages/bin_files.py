"""The files in the bin: whose, since when, the way back, and for good once they were there for 30 days."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.attachment_bin import RemovedFile, erase_files, put_back
from workwell_desktop.casework.bin import KEPT_DAYS
from workwell_desktop.casework.dates import plain
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.buttons import Button, quiet_button
from workwell_desktop.ui.parts.dialog import Deed
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, holder, row
from workwell_desktop.ui.parts.rows import Col, RowList, Words


class BinFiles(QWidget):
    """Lists single files that were taken away. ``changed``: one was put back, or removed for good."""

    changed = Signal()

    def __init__(self, desk: Desk, files: Sequence[RemovedFile]) -> None:
        """Show these files."""
        super().__init__()
        self._desk = desk
        look, today = desk.look, desk.clock.today()
        rows = RowList(look, "Files in the bin", [Col("File", 4), Col("Taken away", 2), Col("How long"), Col("")])
        for one in files:
            days = one.days_left(today)
            left = f"{days} day{'' if days == 1 else 's'} left"
            badge = Badge(look, left, "soon") if days else Badge(look, f"Kept {KEPT_DAYS} days", "waiting")
            words = Words(one.name, f"About {one.whose}")
            rows.add(str(one.id), words, plain(one.removed_on), badge, self._deeds(one, days))
        self.setLayout(column(look, Label(look, "Files that were taken away", "section"), rows, gap=12))

    def _deeds(self, one: RemovedFile, days: int) -> QWidget:
        look = self._desk.look
        back = Button(look, "Restore", "compact")
        back.setAccessibleName(f"Restore {one.name}")
        back.clicked.connect(lambda: self._do(lambda: put_back(self._desk.vault, one.id)))
        deeds = row(look, back, gap=8)
        if not days:
            remove = quiet_button(look, "Remove for good")
            remove.setAccessibleName(f"Remove for good: {one.name}")
            remove.clicked.connect(lambda: self._ask(one))
            deeds.addWidget(remove)
        deeds.addStretch(1)
        return holder(deeds)

    def _ask(self, one: RemovedFile) -> None:
        self._desk.doors.ask(
            self,
            f"Remove {one.name} for good?",
            "Nothing in this program can bring it back. Backups from before still hold it.",
            [Deed("stay", "Keep it in the bin", safe=True), Deed("remove", "Remove for good", "final")],
            lambda code: self._do(lambda: erase_files(self._desk.vault, [one.id])) if code == "remove" else None,
        )

    def _do(self, deed: Callable[[], object]) -> None:
        try:
            deed()
        except WorkwellError as problem:
            self._desk.doors.tell(self, problem.sentence, problem.next_step)
            return
        self.changed.emit()
