"""The lists of services on this PC: whose they are, how fresh, and what can be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import dates
from workwell_desktop.casework.directory_lists import ListFacts
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.buttons import quiet_button, second_button
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import Flow, column, empty_out, flow, holder
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.rows import Col, RowList, Words

_HOW = (
    "A list comes as a file or a folder, from a stick or this PC. First you see what is in it and what would change. "
    "Nobody sees any of it before you say so, and it can be undone."
)


class DirectoryListsPart(QWidget):
    """Shows every list. ``undo_wanted`` carries one whose last import is to be undone.

    ``look_wanted`` and ``throw_wanted`` carry a list of which a file was read and waits to be shown.
    """

    undo_wanted = Signal(object)
    look_wanted = Signal(object)
    throw_wanted = Signal(object)
    page_wanted = Signal(str)
    save_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        look = desk.look
        whole = column(look, gap=24)
        whole.addLayout(column(look, Label(look, "Lists of services", "page"), Label(look, _HOW, ink="ink2"), gap=4))
        self._body = column(look, gap=24)
        whole.addLayout(self._body)
        self.setLayout(whole)

    def show_lists(self, lists: Sequence[ListFacts], to_send: int = 0) -> None:
        """Show these lists, and what else keeps the directory right; until then nothing is said of them.

        ``to_send`` is how many corrections wait to be sent to whose lists they are about.
        """
        look = self._desk.look
        empty_out(self._body)
        self._body.addLayout(self._ways(to_send))
        for one in lists:
            if one.staged:
                self._body.addWidget(self._waiting(one))
        rows = RowList(look, "Lists of services", [Col("List", 4), Col("Brought in", 2), Col("")])
        rows.set_empty(Empty(look, "There is no list of services on this PC yet."))
        for one in lists:
            if one.last_import is not None:
                rows.add(str(one.id), *self._cells(one))
        self._body.addWidget(rows)

    def _ways(self, to_send: int) -> Flow:
        """Return the doors to the other pages that keep the directory right."""
        look = self._desk.look
        words = f"Corrections, {to_send} to send" if to_send else "Corrections"
        doors = [
            ("service_twins", "Services listed twice", "search"),
            ("corrections", words, "pencil"),
            ("needs", "What helps with what", "speech"),
        ]
        buttons = []
        for code, word, icon in doors:
            button = second_button(look, word, icon)
            button.clicked.connect(lambda _flag=False, code=code: self.page_wanted.emit(code))
            buttons.append(button)
        save = second_button(look, "Save the directory as a file", "sheet")
        save.clicked.connect(self.save_wanted)
        return flow(look, *buttons, save)

    def _waiting(self, one: ListFacts) -> Notice:
        deeds = [
            ("Look at it", lambda: self.look_wanted.emit(one)),
            ("Throw it away", lambda: self.throw_wanted.emit(one)),
        ]
        return Notice(self._desk.look, "note", f"{one.name} was read and waits.", "Nobody sees it yet.", deeds=deeds)

    def _cells(self, one: ListFacts) -> tuple[QWidget | Words, ...]:
        today = self._desk.clock.today()
        number = f"{one.services:,} service{'' if one.services == 1 else 's'}"
        who = " · ".join(filter(None, [number, one.publisher]))
        licence = " ".join(filter(None, [one.licence and f"Licence: {one.licence}.", one.attribution]))
        what = column(self._desk.look, Label(self._desk.look, one.name, "medium"), gap=2, margins=(0, 10, 0, 10))
        for said in filter(None, [who, licence or "Its licence is not known."]):
            what.addWidget(Label(self._desk.look, said, "hint"))
        when = dates.short(one.last_import, today) if one.last_import else ""
        fresh = f"From a file of {dates.short(one.released_on, today)}" if one.released_on else ""
        return holder(what), Words(when, fresh, 400), self._deed(one)

    def _deed(self, one: ListFacts) -> QWidget:
        look = self._desk.look
        if one.shipped:
            return Label(look, "Comes with WorkWell", "small", ink="ink2", wrap=False)
        if not one.undo:
            return holder(column(look, gap=0))
        button = quiet_button(look, "Undo this import", "undo")
        button.setAccessibleName(f"Undo this import: {one.name}")
        button.clicked.connect(lambda: self.undo_wanted.emit(one))
        return button
