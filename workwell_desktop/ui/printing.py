"""Puts the pages of a PDF on the system's printer, as they are."""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

_DPI = 300  # fine enough for 12 pt text, and four pages stay below 140 MB one at a time
_POINTS = 72
_MOST_PIXELS = 16_000_000  # of one page on the screen: a page as large as a wall is drawn coarser
_MOST_DOTS = 40_000_000  # of one page on paper
ONE_AT_A_TIME = threading.Lock()  # pdfium knows no threads


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has. Raises ``pypdfium2.PdfiumError`` for one that is damaged or locked."""
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415  (ships no types; kept out of the start)

    with ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Return width and height of each page, in points."""
    import pypdfium2  # noqa: PLC0415  (kept out of the start)

    with ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return tuple(document.get_page_size(number) for number in range(len(document)))
        finally:
            document.close()


def page_text(pdf: bytes, number: int) -> str:
    """Return what stands on one page (from 0), for screen readers."""
    import pypdfium2  # noqa: PLC0415  (kept out of the start)

    with ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            text: str = document[number].get_textpage().get_text_bounded()
            return text
        finally:
            document.close()


def page_as_image(pdf: bytes, number: int, width: int) -> QImage:
    """Return one page (from 0) as a picture ``width`` pixels wide, or coarser where it would be far too large.

    What a PDF would like to run is not run. Raises ``pypdfium2.PdfiumError`` for a page that cannot be drawn.
    """
    import pypdfium2  # noqa: PLC0415  (kept out of the start)

    with ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            page = document[number]
            wide, high = max(page.get_width(), 1.0), max(page.get_height(), 1.0)
            scale = min(width / wide, math.sqrt(_MOST_PIXELS / (wide * high)))
            return _image(page, scale * _POINTS)
        finally:
            document.close()


def joined(pdfs: Sequence[bytes]) -> bytes:
    """Return the pages of several PDFs as one, in their order, so that they are printed in one go.

    Each begins on a sheet of its own, on a printer that prints both sides too: an empty page follows an odd number of
    pages. Otherwise one person's letter would stand on the back of another's.
    """
    import pypdfium2  # noqa: PLC0415  (kept out of the start)

    if len(pdfs) == 1:
        return pdfs[0]
    with ONE_AT_A_TIME:
        whole = pypdfium2.PdfDocument.new()
        try:
            for pdf in pdfs:
                if len(whole) % 2:
                    whole.new_page(*whole.get_page_size(len(whole) - 1))
                part = pypdfium2.PdfDocument(pdf)
                whole.import_pages(part)
                part.close()
            into = BytesIO()
            whole.save(into)
            return into.getvalue()
        finally:
            whole.close()


def print_pages(pdf: bytes, printer: QPrinter) -> bool:
    """Print the pages that the person chose in the dialog; say whether they were sent."""
    import pypdfium2  # noqa: PLC0415  (kept out of the start)

    with ONE_AT_A_TIME:
        return _print_pages(pypdfium2.PdfDocument(pdf), printer)


def _print_pages(document: Any, printer: QPrinter) -> bool:
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))  # what the papers are made for, whatever the usual size
    printer.setFullPage(True)
    painter = QPainter()
    try:
        first, last = printer.fromPage() or 1, printer.toPage() or len(document)
        chosen = range(first - 1, min(last, len(document)))
        if not chosen:
            return False
        for place, number in enumerate(chosen):
            page = document[number]
            wide = page.get_width() > page.get_height()
            printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)
            if not (painter.begin(printer) if place == 0 else printer.newPage()):
                return False
            _put(painter, printer, page)
        return painter.end()
    finally:
        if painter.isActive():
            painter.end()
        document.close()


def _put(painter: QPainter, printer: QPrinter, page: Any) -> None:
    """Draw one page in its true size at the paper's corner."""
    scale = printer.resolution() / _POINTS
    wide, high = page.get_width(), page.get_height()
    paper = QRectF(0, 0, math.ceil(wide * scale), math.ceil(high * scale))
    finest = math.sqrt(_MOST_DOTS / max(wide * high, 1.0)) * _POINTS  # a page as large as a wall is printed coarser
    painter.drawImage(paper, _image(page, min(_DPI, finest)))


def _image(page: Any, dpi: float) -> QImage:
    bitmap = page.render(scale=dpi / _POINTS)
    stride = bitmap.stride
    image = QImage(bitmap.buffer, bitmap.width, bitmap.height, stride, QImage.Format.Format_BGR888)
    return image.copy()  # the picture must outlive pdfium's own memory
