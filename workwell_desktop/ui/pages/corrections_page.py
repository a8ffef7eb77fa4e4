"""What coaches found wrong in the directory: to be sent to whoever keeps the list, and taken back when it is right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.service_corrections import CorrectionLine, corrections, mark_sent, right_again
from workwell_desktop.casework.service_corrections_file import Form, save_corrections
from workwell_desktop.casework.tabs import DIRECTORY
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.pages.page import WorkPage
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import Button, does, quiet_button, second_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, flow, holder, line, row
from workwell_desktop.ui.parts.notice import Notice

MOST = 100  # lines of one page; what is to be sent stands first
_MEASURE = 800  # pixels at 100 % text: longer lines are hard to follow
_TITLE = "Corrections to the directory"
_LEAD = (
    "They are shown here already. Send the file to whoever keeps the list, in your usual way. It names no participant."
)
_FILES: dict[Form, tuple[str, str, tuple[str, str]]] = {
    "csv": ("Save as a table", "corrections.csv", ("CSV", "*.csv")),
    "oruk": ("Save as Open Referral UK", "corrections.json", ("Open Referral UK 3", "*.json")),
}


class CorrectionsPage(WorkPage):
    """Lists every correction, those to send first; saves them as a file, and notes that they went."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._about = 0
        self._saved: tuple[int, ...] = ()  # what stands in the file that was saved last, until it is said how it went
        self._sent: tuple[int, ...] = ()
        self._page: Page | None = None
        self._buttons: dict[int, Button] = {}
        self._bar = BottomBar(desk.look)
        self._box = column(desk.look, self._bar, gap=0)
        self.setLayout(self._box)

    def aim(self, about: str) -> None:
        """Remember which participant's directory leads back; without one, the page that looks after it does."""
        self._about = int(about) if about.isdigit() else 0

    def show_now(self) -> None:
        """Read the corrections now."""
        self._saved = self._sent = ()
        self._draw()
        self._bar.set_kept("Everything here is kept.")

    def _draw(self) -> None:
        look, found = self._desk.look, corrections(self._desk.vault)
        waiting = [one for one in found if one.to_send]
        page = Page(look, gap=16, name=_TITLE)
        page.add(Label(look, _TITLE, "page"))
        page.add(Label(look, _LEAD, "hint"))
        for notice in self._notices():
            page.add(notice)
        if not found:
            page.add(Empty(look, "Nothing was found wrong yet. “Something here is wrong” stands below each service."))
        self._buttons = {}
        body = column(look, gap=0)
        for one in found[:MOST]:
            body.addWidget(self._line(one))
            body.addWidget(line(look))
        if len(found) > MOST:
            body.addWidget(Label(look, f"{len(found) - MOST} older ones are kept and not shown.", "hint"))
        whole = holder(body)
        whole.setMaximumWidth(look.px(_MEASURE))
        page.add(whole)
        if self._page is not None:
            self._page.hide()
            self._box.removeWidget(self._page)
            self._page.deleteLater()
        self._page = page
        self._box.insertWidget(0, page, 1)
        buttons = [does(second_button(look, "Back", "back"), self._back)]
        if waiting:
            buttons += [
                does(second_button(look, words, "sheet"), partial(self._save, form))
                for form, (words, _name, _kind) in _FILES.items()
            ]
        self._bar.set_buttons(*buttons)

    def _notices(self) -> list[Notice]:
        look = self._desk.look
        if self._sent:
            undo = [("Take it back", partial(self._mark, self._sent, sent=False))]
            return [Notice(look, "good", "They are marked as sent.", deeds=undo, announce_it=True)]
        if self._saved:
            number = len(self._saved)
            what = "1 correction stands" if number == 1 else f"{number} corrections stand"
            deeds = [("Mark as sent", partial(self._mark, self._saved, sent=True))]
            return [Notice(look, "note", f"{what} in the file.", "Did you send it?", deeds=deeds, announce_it=True)]
        return []

    def _line(self, one: CorrectionLine) -> QWidget:
        look = self._desk.look
        head = row(look, Label(look, one.name, "medium"), gap=12)
        head.setStretch(0, 1)
        state, word = ("sent", one.sent) if one.sent else ("todo", "To send")
        badge = Badge(look, "No longer so", "left_out") if one.ended else Badge(look, word, state)
        head.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        inside = column(look, head, Label(look, one.what), gap=4, margins=(0, 12, 0, 12))
        inside.addWidget(Label(look, ". ".join(filter(None, [one.found, one.ended])), "hint"))
        if not one.ended:
            button = quiet_button(look, "It is right again", "undo")
            button.setAccessibleName(f"It is right again: {one.name}, {one.kind_word}")
            self._buttons[one.id] = does(button, partial(self._right_again, one))
            inside.put(flow(look, button))
        return holder(inside)

    def _right_again(self, one: CorrectionLine) -> None:
        self._do(partial(right_again, self._desk.vault, one.id), f"{one.name} is shown without it now.")

    def _mark(self, numbers: tuple[int, ...], *, sent: bool) -> None:
        if self._do(partial(mark_sent, self._desk.vault, numbers, sent=sent), "Written down."):
            self._saved, self._sent = ((), numbers) if sent else (numbers, ())
            self._draw()

    def _save(self, form: Form) -> None:
        _words, name, kind = _FILES[form]
        self._desk.doors.save_file(self, "Save the corrections", name, (kind,), partial(self._write, form))

    def _write(self, form: Form, path: Path) -> None:
        try:
            self._saved, self._sent = save_corrections(self._desk.vault, path, form), ()
        except WorkwellError as problem:
            self._bar.set_kept(f"{problem.sentence} {problem.next_step}", "octagon-alert")
            return
        self._draw()
        self._bar.set_kept("The file is saved.")

    def _do(self, deed: Callable[[], object], words: str) -> bool:
        """Do what writes, and say so, or why it could not be kept."""
        try:
            deed()
        except WorkwellError as problem:
            self._bar.set_kept(f"{problem.sentence} {problem.next_step}", "octagon-alert")
            return False
        self._draw()
        self._bar.set_kept(words)
        self.changed.emit()
        return True

    def _back(self) -> None:
        if self._about:
            self.opened.emit(self._about, DIRECTORY, "")
        else:
            self.page_wanted.emit("lists")
