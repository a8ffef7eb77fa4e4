"""Says on every page of a finished PDF that it comes from a training vault and is about made-up people."""

from __future__ import annotations

import ctypes
import io
from dataclasses import replace

from workwell_desktop.documents.kept import KeptDocument
from workwell_desktop.documents.model import Role, Run, Text

_SIZE, _SMALL, _LEFT, _TOP = 11.0, 8.0, 24.0, 15.0  # points: above what the papers print, and on every printer
_INK = (147, 22, 32, 255)


def stamped(pdf: bytes, words: str, *, folded: bool = False) -> bytes:
    """Return a PDF with ``words`` (Latin letters) at the top left of every page.

    On a sheet that is folded twice they stand on each of its four panels, of which the upper two are upside down.
    """
    import pypdfium2 as pdfium  # type: ignore[import-untyped]  # noqa: PLC0415 - only where somebody practises
    from pypdfium2 import raw  # noqa: PLC0415 - as above

    document = pdfium.PdfDocument(pdf)
    try:
        font = raw.FPDFText_LoadStandardFont(document, b"Helvetica-Bold")
        text = (words + "\0").encode("utf-16-le")
        letters = ctypes.cast(ctypes.create_string_buffer(text), ctypes.POINTER(ctypes.c_ushort))
        for page in document:
            wide, tall = page.get_width(), page.get_height()
            for turn, x, y in _panels(wide, tall) if folded else [(1, _LEFT, tall - _TOP)]:
                piece = raw.FPDFPageObj_CreateTextObj(document, font, _SMALL if folded else _SIZE)
                raw.FPDFText_SetText(piece, letters)
                raw.FPDFPageObj_SetFillColor(piece, *_INK)
                raw.FPDFPageObj_Transform(piece, turn, 0, 0, turn, x, y)
                raw.FPDFPage_InsertObject(page, piece)
            page.gen_content()
        raw.FPDFFont_Close(font)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()
    finally:
        document.close()


def marked(kept: KeptDocument, words: str) -> KeptDocument:
    """Return a document, from which other files are made, with ``words`` above every page."""
    above = kept.document.head
    runs = (Run(words), *((Run(" "), *above.runs) if above else ()))
    return replace(kept, document=replace(kept.document, head=Text(Role.FOOT, runs)))


def _panels(wide: float, tall: float) -> list[tuple[int, float, float]]:
    """Return for each panel of a folded sheet whether it is upside down (-1), and where its words begin, in points."""
    upright = [(1, left + _LEFT, tall / 2 - _TOP) for left in (0.0, wide / 2)]
    return [*upright, *((-1, right - _LEFT, tall / 2 + _TOP) for right in (wide / 2, wide))]
