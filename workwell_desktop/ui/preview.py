"""An issued paper inside the window: its pages as they will be printed, to save or to print.

preview = Preview(desk, paper_id, "Jo’s plan")
preview.closed.connect(turn_back)
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from workwell_desktop.casework import needs, papers
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import main_button, second_button
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, holder
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.printing import ONE_AT_A_TIME, pages_as_images

_A4_INCHES = 210 / 25.4
_A4_ON_SCREEN = 794  # the width of A4 in pixels at 96 to the inch: a page is shown no larger than it is
_SETTLE_MS = 80  # a window that is being dragged is drawn again when it rests


def page_texts(pdf: bytes) -> tuple[str, ...]:
    """Return what stands on each page, for screen readers."""
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415 - ships no types; 80 ms that only a preview needs

    with ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return tuple(page.get_textpage().get_text_bounded() for page in document)
        finally:
            document.close()


class Preview(QWidget):
    """Shows an issued paper. ``closed``: the coach is done. ``handed_out``: it was printed or saved, in a sentence."""

    closed = Signal()
    handed_out = Signal(str)

    def __init__(self, desk: Desk, paper_id: int, title: str, parent: QWidget | None = None) -> None:
        """Read the paper from the vault, which writes down that it was looked at. Raises ``PaperProblem``."""
        super().__init__(parent)
        self._desk = desk
        self._paper_id = paper_id
        self._title = title
        self._line = papers.paper_line(desk.vault, paper_id)
        self._pdf = papers.paper_bytes(desk.vault, paper_id)
        self._pages: list[QLabel] = []
        self._drawn_at = 0
        self._build()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._draw)
        desk.look.changed.connect(self._draw)

    def _build(self) -> None:
        look = self._desk.look
        sheets = column(look, gap=24, margins=(24, 8, 24, 24))
        for one in needs.cannot_print(self._desk.vault, self._paper_id):
            sheets.addWidget(Notice(look, "warn", one.what, one.instead))
        texts = page_texts(self._pdf)
        for number, text in enumerate(texts):
            page = QLabel()
            page.setProperty("part", "sheet")
            page.setAccessibleName(f"Page {number + 1} of {len(texts)}")
            page.setAccessibleDescription(text)
            page.setAlignment(Qt.AlignmentFlag.AlignCenter)
            sheets.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
            self._pages.append(page)
        sheets.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(holder(sheets, "window"))
        self._area.setAccessibleName(f"Pages of {self._title}")
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        second = Label(
            look, f"{len(texts)} {'page' if len(texts) == 1 else 'pages'}. Reference {self._line.reference}."
        )
        second.set_ink("ink2")
        head = column(look, Label(look, self._title, "page"), second, gap=4, margins=(32, 24, 32, 16))
        self._bar = BottomBar(look)
        self._bar.set_kept("This is what is printed. A copy is kept in the vault.")
        close = second_button(look, "Close")
        close.clicked.connect(self.closed)
        save = second_button(look, "Save as")
        save.clicked.connect(self._choose_file)
        print_it = main_button(look, "Print", "printer")
        print_it.setToolTip("Print (Ctrl+P)")
        print_it.clicked.connect(self._print)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self._print)
        self._bar.set_buttons(close, save, print_it)
        around = holder(column(look, self._area, margins=8), "window")  # room for the focus ring
        whole = column(look, holder(head, "surface"), around, self._bar, gap=0)
        whole.setStretchFactor(around, 1)
        self.setLayout(whole)
        self.setFocusProxy(self._area)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the pages at once when they are first shown, and again for a new width once the window rests."""
        super().resizeEvent(event)
        self._settle.start(_SETTLE_MS if self._drawn_at else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _draw(self) -> None:
        """Draw each page as wide as there is room, and no wider than the paper itself (times the text size)."""
        bar = self._area.verticalScrollBar().sizeHint().width()  # there or not: pages must not be cut when it comes
        room = self._area.width() - bar - 2 * self._desk.look.space(32)
        width = max(200, min(room, self._desk.look.px(_A4_ON_SCREEN)))
        ratio = self.devicePixelRatio()
        if round(width * ratio) == self._drawn_at:
            return
        self._drawn_at = round(width * ratio)
        images = pages_as_images(self._pdf, max(1, int(self._drawn_at / _A4_INCHES)))
        for label, image in zip(self._pages, images, strict=True):
            image.setDevicePixelRatio(ratio)
            label.setPixmap(QPixmap.fromImage(image))
            label.setFixedSize(image.deviceIndependentSize().toSize())

    def _choose_file(self) -> None:
        """Ask for a place. The name offered is the reference: it says nothing about anybody."""
        name = f"{self._line.kind}-{self._line.reference}.pdf"
        self._desk.doors.save_file(self, "Save this paper", name, (("PDF", "*.pdf"),), self._save)

    def _save(self, path: Path) -> None:
        try:
            papers.save_copy(self._desk.vault, self._paper_id, path)
        except WorkwellError as problem:
            self._bar.set_kept(f"{problem.sentence} {problem.next_step}", "octagon-alert")
            return
        self._done(f"Saved as {path.name}. Anyone who can open that folder can read it.")

    def _print(self) -> None:
        try:
            papers.check_release(self._desk.vault, self._paper_id)
        except WorkwellError as problem:
            self._bar.set_kept(f"{problem.sentence} {problem.next_step}", "octagon-alert")
            return
        self._desk.doors.print_pdf(self, self._pdf, self._printed)

    def _printed(self, printed: bool) -> None:
        if not printed:
            self._bar.set_kept("Nothing was printed.", "info")
            return
        try:
            papers.note_printed(self._desk.vault, self._paper_id)
        except WorkwellError as problem:
            self._bar.set_kept(f"{problem.sentence} {problem.next_step}", "octagon-alert")
            return
        self._done("Printed. Write down how it was sent.")

    def _done(self, words: str) -> None:
        self._bar.set_kept(words)
        self.handed_out.emit(words)
