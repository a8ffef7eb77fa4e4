"""The pages of a PDF in their true size, with zoom: drawn near where somebody reads, and nowhere else.

pages = PaperPages(desk, pdf, "Jo’s plan")
pages.told.connect(label.setText)   # "Page 1 of 4, 100 %"
pages.larger()
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QLabel, QScrollArea

from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.fields import announce
from workwell_desktop.ui.parts.layouts import Thing, column, holder
from workwell_desktop.ui.printing import page_as_image, page_sizes, page_text

STEPS = (25, 33, 50, 67, 75, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400)
_POINTS = 72.0  # to the inch
_USUAL_DPI = 96.0
_LIKELY = (50.0, 320.0)  # pixels to the inch that a screen may rightly say it has
_KEPT = 5  # pages that stay drawn: the one that is read, and two on either side
_LEAST = 2  # pages that stay drawn however large they are: two can be in sight
_MOST_PIXELS = 24_000_000  # of all pages that stay drawn, where that is more than the least
_SETTLE_MS = 80  # a window that is being dragged is drawn again when it rests
FIT, WHOLE = "fit", "whole"


class Sheet(QLabel):
    """One page: white until it is drawn, and its last picture, stretched, while it is drawn in another size."""

    def __init__(self, number: int, count: int) -> None:
        super().__init__()
        self.number = number
        self.image: QImage | None = None
        self.drawn_at = 0  # pixels of the picture's width; 0 when there is none
        self.wanted = 0
        self.setProperty("part", "sheet")
        self.setAccessibleName(f"Page {number + 1} of {count}")

    def let_go(self) -> None:
        """Forget the picture: the page is far from where somebody reads."""
        self.image, self.drawn_at, self.wanted = None, 0, 0

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Draw paper, and the page on it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self.image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.rect(), self.image)
        painter.end()


class PaperPages(QScrollArea):
    """The pages one below the other. ``told`` says which one is read and how large it is, whenever that changes.

    At first a page is as wide as there is room, and no wider than the paper itself (times the text size); then in the
    size that is chosen.
    """

    told = Signal(str)

    def __init__(self, desk: Desk, pdf: bytes, title: str, above: list[Thing] | None = None) -> None:
        """Lay out the pages, with notices ``above`` them; the first is drawn when it is shown."""
        super().__init__()
        self._desk, self._pdf = desk, pdf
        self._sizes = page_sizes(pdf)
        self._zoom: str | int = FIT
        self._said = ""
        self.sheets = [Sheet(number, len(self._sizes)) for number in range(len(self._sizes))]
        lines = column(desk.look, gap=24, margins=(24, 8, 24, 24))
        for one in above or []:
            lines.put(one)
        for sheet in self.sheets:
            lines.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        lines.addStretch(1)
        self.setWidgetResizable(True)
        self.setWidget(holder(lines, "window"))
        self.setAccessibleName(f"Pages of {title}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._lay_out)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._draw())
        desk.look.changed.connect(self._lay_out)

    # -- how large --------------------------------------------------------------------------------------------

    @property
    def percent(self) -> int:
        """How large the pages are, in per cent of the paper."""
        return round(self._scale() * _POINTS / self._dpi() * 100)

    def smaller(self) -> None:
        """Show the pages a step smaller."""
        self._set_zoom(max((step for step in STEPS if step < self.percent), default=STEPS[0]))

    def larger(self) -> None:
        """Show the pages a step larger."""
        self._set_zoom(min((step for step in STEPS if step > self.percent), default=STEPS[-1]))

    def whole_page(self) -> None:
        """Show as much as one whole page at a time."""
        self._set_zoom(WHOLE)

    def true_size(self) -> None:
        """Show the pages as large as they come out of the printer."""
        self._set_zoom(100)

    def _set_zoom(self, zoom: str | int) -> None:
        bar = self.verticalScrollBar()
        share = bar.value() / max(bar.maximum(), 1)
        self._zoom = zoom
        self._lay_out()
        bar.setValue(round(share * bar.maximum()))
        announce(self, f"{self.percent} per cent")

    def _dpi(self) -> float:
        """Return the pixels to the inch on this screen, where it says something likely."""
        dpi = self.screen().physicalDotsPerInch()
        return dpi if _LIKELY[0] <= dpi <= _LIKELY[1] else _USUAL_DPI

    def _scale(self) -> float:
        """Return the pixels to a point of paper."""
        true = self._dpi() / _POINTS
        wide, high = max(width for width, _ in self._sizes), max(height for _, height in self._sizes)
        bar = self.verticalScrollBar().sizeHint().width()  # there or not: pages must not be cut when it comes
        air = 2 * self._desk.look.space(24)
        room = max(200.0, self.width() - bar - air)
        if self._zoom == FIT:
            return min(room / wide, true * self._desk.look.scale / 100)
        if self._zoom == WHOLE:
            return min(room / wide, max(200.0, self.height() - air) / high)
        return true * int(self._zoom) / 100

    # -- which pages are drawn --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        """Give every page its size, then draw those that are near."""
        scale = self._scale()
        for sheet, (width, height) in zip(self.sheets, self._sizes, strict=True):
            sheet.setFixedSize(QSize(round(width * scale), round(height * scale)))
        inside = self.widget()
        if inside is not None and (lines := inside.layout()) is not None:
            lines.activate()
            inside.adjustSize()
        self._draw()

    def _reading(self) -> int:
        """Return the number of the page that fills the middle of the view, from 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        tops = [sheet.y() for sheet in self.sheets]
        return max((number for number, top in enumerate(tops) if top <= middle), default=0)

    def _draw(self) -> None:
        """Have the pages drawn that are near the one that is read, nearest first, and let the others go."""
        if not self.isVisible():
            return
        here = self._reading()
        ratio = self.devicePixelRatio()
        page = max(1, round(self.sheets[here].width() * ratio) * round(self.sheets[here].height() * ratio))
        kept = min(_KEPT, max(_LEAST, _MOST_PIXELS // page))
        near = sorted(self.sheets, key=lambda sheet: abs(sheet.number - here))[:kept]
        for sheet in self.sheets:
            if sheet not in near:
                sheet.let_go()
        for sheet in near:
            width = round(sheet.width() * ratio)
            if width not in {sheet.drawn_at, sheet.wanted}:
                self._have_drawn(sheet, width)
        said = f"Page {here + 1} of {len(self.sheets)}, {self.percent} %"
        if said != self._said:
            self._said = said
            self.told.emit(said)

    def _have_drawn(self, sheet: Sheet, width: int) -> None:
        """Draw the first page at once, the others beside the window."""
        pdf, number = self._pdf, sheet.number
        sheet.wanted = width
        if number == 0 and sheet.image is None:
            self._drawn(sheet, width, (page_as_image(pdf, 0, width), page_text(pdf, 0)))
            return
        self._desk.worker.run(
            self,
            lambda: (page_as_image(pdf, number, width), page_text(pdf, number)) if sheet.wanted == width else None,
            partial(self._drawn, sheet, width),
            partial(self._not_drawn, sheet),
        )

    def _drawn(self, sheet: Sheet, width: int, made: tuple[QImage, str] | None) -> None:
        if made is None or sheet.wanted != width:
            return  # somebody reads elsewhere by now, or in another size
        sheet.image, text = made
        sheet.drawn_at = width
        sheet.setAccessibleDescription(text)
        sheet.update()

    def _not_drawn(self, sheet: Sheet, problem: Exception) -> None:
        sheet.let_go()
        raise problem

    # -- what Qt calls ----------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out the pages at once when they are first shown, and again for a new width once the window rests."""
        super().resizeEvent(event)
        self._settle.start(_SETTLE_MS if self.sheets and self.sheets[0].drawn_at else 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl and the wheel."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.larger if event.angleDelta().y() > 0 else self.smaller)()
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Zoom wherever the wheel is turned: Qt gives the turn to the view first."""
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.wheelEvent(event)
            return True
        return super().viewportEvent(event)
