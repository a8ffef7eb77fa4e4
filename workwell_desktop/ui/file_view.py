"""One kept file inside the window: the pages of a PDF, a picture, words or an e-mail. Nothing of it leaves the vault.

view = FileView(desk, row)
view.closed.connect(back_to_the_list)
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLabel, QScrollArea, QSizePolicy, QWidget

from workwell_desktop.casework import attachments, file_kinds
from workwell_desktop.casework.attachments import FileRow
from workwell_desktop.casework.mail_reading import Mail, attached_bytes
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.file_reading import Prepared, page_picture, picture_as_pdf, prepare
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import Button, main_button, quiet_button, second_button
from workwell_desktop.ui.parts.dialog import Deed
from workwell_desktop.ui.parts.drawn import line_width
from workwell_desktop.ui.parts.fields import announce
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, empty_out, flow, holder, line, row
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.text_area import TextArea

_A4_ON_SCREEN = 794  # pixels at 100 % text: a page is shown no larger than it is, unless it is asked for
_STEPS = (100, 125, 150, 200, 300)  # per cent
LEAVES = "A readable copy leaves the vault"
LEAVES_WHY = (
    "Anyone who can open the folder you choose can read this copy. WorkWell cannot take it back or delete it. "
    "That it was saved is written down."
)


def ask_and_save(desk: Desk, parent: QWidget, row_: FileRow, done: Callable[[str, str], object]) -> None:
    """Ask whether a readable copy may leave the vault, then for a place, and write it there.

    ``done`` gets a sentence about what came of it, and an icon.
    """

    def write(path: Path) -> None:
        def saved(_nothing: object) -> None:
            done(f"Saved as {path.name}. Anyone who can open that folder can read it.", "tick-circle")

        def failed(problem: Exception) -> None:
            if not isinstance(problem, WorkwellError):
                raise problem
            done(f"{problem.sentence} {problem.next_step}".strip(), "octagon-alert")

        desk.worker.run(parent, lambda: attachments.save_out(desk.vault, row_.id, path), saved, failed)

    def choose(code: str) -> None:
        if code == "save":
            desk.doors.save_file(parent, "Save this file", row_.name, (("All files", "*"),), write)

    deeds = (Deed("stay", "Keep it here", safe=True), Deed("save", "Save a readable copy", "main"))
    desk.doors.ask(parent, f"{LEAVES}. Save it all the same?", LEAVES_WHY, deeds, choose)


class FileView(QWidget):
    """Shows a file. ``closed``: the coach is done. ``keep_wanted`` carries name and bytes of something in an e-mail."""

    closed = Signal()
    keep_wanted = Signal(str, bytes)

    def __init__(self, desk: Desk, row_: FileRow, parent: QWidget | None = None) -> None:
        """Read the file from the vault beside the window, which writes down that it was looked at."""
        super().__init__(parent)
        self._desk, self._row = desk, row_
        self._ready: Prepared | None = None
        self._page, self._step = 0, 0
        self._image: QImage | None = None
        self._drawn_at = (-1, 0)
        look = desk.look
        facts = " · ".join(filter(None, [row_.title, row_.dated, _kind_words(row_)]))
        self._head = column(look, Label(look, row_.name, "page"), Label(look, facts, ink="ink2"), gap=4)
        self._tools = flow(look, gap=8)
        self._head.addLayout(self._tools)
        self._place = Label(look, "", "small", wrap=False)
        self._inside = column(look, gap=16, margins=(24, 16, 24, 24))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._scrolled = column(look, self._inside, gap=0)
        self._scrolled.setStretch(0, 1)
        self._area.setWidget(holder(self._scrolled, "window"))
        self._area.setAccessibleName(row_.name)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sheet = QLabel()
        self._sheet.setProperty("part", "sheet")
        self._sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bar = BottomBar(look)
        self._top = holder(column(look, self._head, line(look), gap=0), "surface")
        self._head.set_spaces(4, (32, 20, 32, 12))
        self._whole = column(look, holder(column(look, self._area, margins=8), "window"), self._bar, gap=0)
        self._whole.setStretch(0, 1)
        self.setLayout(self._whole)
        self.setFocusProxy(self._area)
        self._place_head()
        self._deeds()
        self._inside.addWidget(Label(look, "Opening the file …", ink="ink2"))
        self._inside.addStretch(1)
        desk.look.changed.connect(self._place_head)
        desk.look.changed.connect(self._draw)
        desk.worker.run(self, self._read, self._show, self._failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Page Down turn the pages, Esc goes back."""
        turns = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in turns and self._ready is not None and self._ready.pages > 1:
            self._turn(turns[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page to the new width."""
        super().resizeEvent(event)
        self._draw()

    def _place_head(self) -> None:
        """Let the head stay in sight, but with large text scroll away: else it leaves no room for the page."""
        for box in (self._scrolled, self._whole):
            box.removeWidget(self._top)
        (self._scrolled if self._desk.look.large else self._whole).insertWidget(0, self._top)

    def _read(self) -> Prepared:
        return prepare(attachments.look_at(self._desk.vault, self._row.id), self._row.kind)

    def _failed(self, problem: Exception) -> None:
        """Say why the file cannot be shown; it can still be saved out."""
        if not isinstance(problem, WorkwellError):
            raise problem
        self._ready = None
        empty_out(self._inside)
        notice = Notice(self._desk.look, "warn", problem.sentence, problem.next_step, announce_it=True)
        self._inside.addWidget(notice)
        self._inside.addStretch(1)

    def _show(self, ready: Prepared) -> None:
        self._ready = ready
        empty_out(self._inside)
        if ready.pages or ready.picture is not None:
            self._inside.addWidget(self._sheet, 0, Qt.AlignmentFlag.AlignHCenter)
            self._inside.addStretch(1)
            self._image = ready.picture
            self._page_tools(ready.pages)
            self._deeds(can_print=True)
            self._draw()
        elif ready.mail is not None:
            self._show_mail(ready.mail)
        else:
            self._words(ready.words or "There are no words in this file.")
            if ready.cut:
                self._inside.insertWidget(0, Notice(self._desk.look, "note", "Only the first 1 MB is shown here."))

    # -- pages and pictures ---------------------------------------------------------------------------------

    def _page_tools(self, pages: int) -> None:
        look = self._desk.look
        if pages > 1:
            self._tool("Previous page", lambda: self._turn(-1))
            self._tool("Next page", lambda: self._turn(1))
        self._tool("Smaller", lambda: self._zoom(-1))
        self._tool("Larger", lambda: self._zoom(1))
        self._tools.addWidget(holder(row(look, self._place, margins=(8, 8, 0, 0))))
        self._tools.setContentsMargins(0, look.space(8), 0, 0)

    def _tool(self, word: str, deed: Callable[[], object]) -> None:
        button = Button(self._desk.look, word, "compact")
        button.clicked.connect(lambda: deed())  # noqa: PLW0108 - clicked carries a flag that the deed does not take
        self._tools.addWidget(button)

    def _turn(self, by: int) -> None:
        assert self._ready is not None  # noqa: S101 - there are pages to turn
        wanted = min(max(self._page + by, 0), self._ready.pages - 1)
        if wanted == self._page:
            self._say("This is the last page." if by > 0 else "This is the first page.")
            return
        self._page = wanted
        self._area.verticalScrollBar().setValue(0)
        self._draw()
        announce(self, self._place.text())

    def _zoom(self, by: int) -> None:
        wanted = min(max(self._step + by, 0), len(_STEPS) - 1)
        if wanted == self._step:
            self._say("This is the largest size." if by > 0 else "This is the smallest size.")
            return
        self._step = wanted
        self._draw()

    def _say(self, words: str) -> None:
        self._place.set_text(words)
        announce(self, words)

    def _width(self) -> int:
        """Return how wide a page is drawn, in pixels: as the room allows, times what was asked for."""
        bar = self._area.verticalScrollBar().sizeHint().width()
        room = self._area.width() - bar - 2 * self._desk.look.space(32)
        return max(200, min(room, self._desk.look.px(_A4_ON_SCREEN))) * _STEPS[self._step] // 100

    def _draw(self) -> None:
        """Draw the page in sight, beside the window where it comes from a PDF."""
        ready = self._ready
        if ready is None or not (ready.pages or self._image is not None):
            return
        width = self._width()
        self._say_place()
        if not ready.pages:
            assert self._image is not None  # noqa: S101 - else there would be pages
            self._put(self._image, width, self._row.name)
        elif self._drawn_at != (self._page, width):
            self._drawn_at = (self._page, width)
            number, dots = self._page, round(width * self.devicePixelRatio())
            done = partial(self._page_done, number, width)
            self._desk.worker.run(self, lambda: page_picture(ready.data, number, dots), done, self._failed)

    def _page_done(self, number: int, width: int, image: QImage) -> None:
        if (number, width) == self._drawn_at:  # else another page was asked for meanwhile
            pages = self._ready.pages if self._ready else 0
            self._put(image, width, f"{self._row.name}, page {number + 1} of {pages}")

    def _put(self, image: QImage, width: int, name: str) -> None:
        ratio = self.devicePixelRatio()
        wide = min(round(width * ratio), image.width() * 4)  # a small stamp is not blown up to a page
        smooth = Qt.TransformationMode.SmoothTransformation
        shown = image if image.width() == wide else image.scaledToWidth(max(1, wide), smooth)
        pixmap = QPixmap.fromImage(shown)
        pixmap.setDevicePixelRatio(ratio)
        self._sheet.setPixmap(pixmap)
        self._sheet.setFixedSize(pixmap.deviceIndependentSize().toSize())
        self._sheet.setAccessibleName(name)

    def _say_place(self) -> None:
        pages = self._ready.pages if self._ready else 0
        percent = f"{_STEPS[self._step]} %"
        self._place.set_text(f"Page {self._page + 1} of {pages}, {percent}" if pages > 1 else percent)

    # -- words ----------------------------------------------------------------------------------------------

    def _words(self, words: str) -> None:
        """Show words as they stand, each line in its own direction. They can be marked and copied, not changed."""
        area = TextArea(self._desk.look, name=self._row.name, lines=8, most=30)
        area.setReadOnly(True)
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        area.set_value(words)
        self._inside.addWidget(area, 1)
        if self._area.hasFocus():
            area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_mail(self, mail: Mail) -> None:
        look = self._desk.look
        widest = max((line_width(look.font("body", weight=500), word) for word, _said in mail.heads), default=0)
        for word, said in mail.heads:
            name = Label(look, word, "medium", wrap=False)
            name.setMinimumWidth(widest)
            beside = row(look, name, gap=16)
            beside.addWidget(Label(look, said), 1)
            self._inside.addLayout(beside)
        if mail.attached:
            self._inside.addWidget(Label(look, "Attached to this e-mail", "section"))
        for part in mail.attached:
            keep = quiet_button(look, "Keep it as a file here")
            keep.setAccessibleName(f"Keep it as a file here: {part.name}")
            keep.clicked.connect(partial(self._keep_part, part.number))
            size = Label(look, file_kinds.size_words(part.size), "small", ink="ink2", wrap=False)
            self._inside.addLayout(row(look, Label(look, part.name), size, keep, STRETCH, gap=12))
        self._inside.addWidget(line(look))
        if mail.was_html or mail.cut:
            why = "Pictures and colours are left out, and nothing was fetched from the web." if mail.was_html else ""
            more = "Only the first part of its words is shown." if mail.cut else ""
            self._inside.addWidget(Label(look, f"{why} {more}".strip(), "hint"))
        self._words(mail.words or "There are no words in this e-mail.")

    def _keep_part(self, number: int) -> None:
        assert self._ready is not None  # noqa: S101 - the part stands in what is shown
        data = self._ready.data

        def found(part: tuple[str, bytes]) -> None:
            self.keep_wanted.emit(*part)

        self._desk.worker.run(self, lambda: attached_bytes(data, number), found, self._failed)

    # -- out of the vault -----------------------------------------------------------------------------------

    def _deeds(self, *, can_print: bool = False) -> None:
        look = self._desk.look
        back = main_button(look, "Back to the files")
        back.clicked.connect(self.closed)
        save = second_button(look, "Save as a file")
        save.clicked.connect(lambda: ask_and_save(self._desk, self, self._row, self._bar.set_kept))
        buttons = [save, back]
        if can_print:
            out = second_button(look, "Print", "printer")
            out.clicked.connect(self._print)
            QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self._print)
            buttons.insert(1, out)
        self._bar.set_buttons(*buttons)

    def _print(self) -> None:
        ready = self._ready
        if ready is None:
            return
        job = (lambda: ready.data) if ready.pages else (lambda: picture_as_pdf(ready.data, ready.kind))
        self._desk.worker.run(self, job, self._to_printer, self._failed)

    def _to_printer(self, pdf: bytes) -> None:
        self._desk.doors.print_pdf(self, pdf, self._printed)

    def _printed(self, printed: bool) -> None:
        if not printed:
            self._bar.set_kept("Nothing was printed.", "info")
            return
        try:
            attachments.note_printed(self._desk.vault, self._row.id)
        except WorkwellError as problem:
            self._bar.set_kept(f"{problem.sentence} {problem.next_step}", "octagon-alert")
            return
        self._bar.set_kept("Printed.")


def _kind_words(row_: FileRow) -> str:
    return f"{file_kinds.WORDS[row_.kind]}, {file_kinds.size_words(row_.size)}"
