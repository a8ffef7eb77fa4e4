"""The bin: whose record is in it, since when, and the way back. Nothing vanishes from it by itself."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.attachment_bin import removed_files
from workwell_desktop.casework.bin import KEPT_DAYS, BinRow, in_bin, remove_for_good, restore, what_stays
from workwell_desktop.casework.tabs import INTAKE
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.pages.bin_files import BinFiles
from workwell_desktop.ui.pages.page import WorkPage
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.buttons import Button, danger_button, quiet_button, second_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.dialog import Deed
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, holder, line, row
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.rows import Col, RowList, Words

LEAD = f"You can take a record out again. After {KEPT_DAYS} days you may remove it for good."


class BinPage(WorkPage):
    """Lists what is in the bin, restores by one press, and removes for good after a name was typed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._just: tuple[int, str] | None = None
        self._removing: BinRow | None = None
        self._name: Field | None = None
        self._page: Page | None = None
        self._box = column(desk.look, gap=0)
        self.setLayout(self._box)

    def say_binned(self, participant_id: int, name: str) -> None:
        """Say on top, when the page is shown next, who was just put here, with the way back."""
        self._just = (participant_id, name)

    def show_now(self) -> None:
        """Read and show what is in the bin."""
        self._removing = None
        self._draw()

    def keep(self) -> bool:
        """Nothing is typed here that has to be kept; what was just done needs no notice any more."""
        self._just = None
        return True

    def _draw(self) -> None:
        look = self._desk.look
        if self._page is not None:
            self._page.setParent(None)
            self._page.deleteLater()
        page = Page(look, Label(look, "The bin", "page"), Label(look, LEAD, "lead", ink="ink2"), gap=16, name="The bin")
        if self._just is not None:
            person, name = self._just
            undo = ("Undo", partial(self._restore, person))
            page.add(
                Notice(
                    look,
                    "good",
                    f"{name}’s record is in the bin.",
                    "No list or search shows it.",
                    deeds=[undo],
                    announce_it=True,
                )
            )
        if self._removing is not None:
            page.add(self._remover(self._removing), gap=32)
        page.add(self._rows(), gap=32)
        files = removed_files(self._desk.vault)
        if files:
            shown = BinFiles(self._desk, files)
            shown.changed.connect(self._files_changed)
            page.add(shown, gap=40)
        self._page = page
        self._box.addWidget(page)

    def _rows(self) -> RowList:
        look = self._desk.look
        rows = RowList(
            look, "Records in the bin", [Col("Whose record", 4), Col("Put here", 2), Col("How long"), Col("")]
        )
        rows.set_empty(Empty(look, "The bin is empty.", "Back to Everybody", lambda: self.page_wanted.emit("people")))
        for one in in_bin(self._desk.vault):
            left = f"{one.days_left} day{'' if one.days_left == 1 else 's'} left"
            badge = Badge(look, left, "soon") if one.days_left else Badge(look, f"Kept {KEPT_DAYS} days", "waiting")
            rows.add(str(one.participant_id), Words(one.name, one.holds), one.when, badge, self._deeds(one))
        return rows

    def _deeds(self, one: BinRow) -> QWidget:
        look = self._desk.look
        back = Button(look, "Restore", "compact")
        back.setAccessibleName(f"Restore {one.name}")
        back.clicked.connect(lambda: self._restore(one.participant_id))
        deeds = row(look, back, gap=8)
        if not one.days_left:
            remove = quiet_button(look, "Remove for good")
            remove.setAccessibleName(f"Remove for good: {one.name}")
            remove.clicked.connect(lambda: self._begin_removing(one))
            deeds.addWidget(remove)
        deeds.addStretch(1)
        return holder(deeds)

    def _restore(self, participant_id: int) -> None:
        try:
            restore(self._desk.vault, participant_id)
        except WorkwellError as problem:
            self._desk.doors.tell(self, problem.sentence, problem.next_step)
            return
        self._just = None
        self.changed.emit()
        self.opened.emit(participant_id, INTAKE, "")

    def _files_changed(self) -> None:
        self.changed.emit()
        self.show_now()
        self.begin()

    # -- removing -------------------------------------------------------------------------------------------

    def _remover(self, one: BinRow) -> QWidget:
        """Ask in the page for the last name, and say before what goes and what stays."""
        look = self._desk.look
        whole = column(look, line(look), Label(look, f"Remove {one.name}’s record for good?", "section"), gap=12)
        whole.addWidget(
            Label(look, f"This goes: {one.holds}, and what is on file about the person. It cannot come back.")
        )
        for sentence in what_stays(self._desk.vault, one.participant_id):
            whole.addWidget(Label(look, sentence, ink="ink2"))
        self._name = Field(
            look, "Last name on this record", Line(look), hint="Type it to be sure whose it is.", width="name"
        )
        whole.addWidget(self._name)
        stay = second_button(look, "Keep it in the bin")
        stay.clicked.connect(self.show_now)
        remove = danger_button(look, "Remove for good", "trash")
        remove.clicked.connect(lambda: self._ask_removing(one))
        whole.addLayout(row(look, remove, stay, STRETCH))
        whole.addWidget(line(look))
        return holder(whole)

    def _begin_removing(self, one: BinRow) -> None:
        self._just, self._removing = None, one
        self._draw()
        if self._name is not None:
            self._name.take_focus()

    def _ask_removing(self, one: BinRow) -> None:
        if self._name is None or not self._typed_name():
            return
        self._desk.doors.ask(
            self,
            f"Remove {one.name}’s record for good?",
            "Nothing in this program can bring it back.",
            [Deed("stay", "Keep it in the bin", safe=True), Deed("remove", "Remove for good", "final")],
            lambda code: self._remove(one) if code == "remove" else None,
        )

    def _typed_name(self) -> str:
        """Return what was typed; nothing typed is said beside the field."""
        typed = "" if self._name is None else str(self._name.value()).strip()
        if not typed and self._name is not None:
            self._name.set_error("Type the last name first.")
            self._name.take_focus()
        return typed

    def _remove(self, one: BinRow) -> None:
        try:
            remove_for_good(self._desk.vault, one.participant_id, self._typed_name())
        except InputProblem as problem:
            if self._name is not None:
                self._name.set_error(problem.fields["typed"])
                self._name.take_focus()
            return
        except WorkwellError as problem:
            self._desk.doors.tell(self, problem.sentence, problem.next_step)
            return
        self.changed.emit()
        self.show_now()
        self.begin()
