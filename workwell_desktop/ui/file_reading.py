"""Makes a kept file ready to be looked at: pages, a picture, words. All of it is a stranger's, and held to limits.

Everything here runs on the worker, from memory, and runs nothing that stands in the file.
"""

from __future__ import annotations

import io
import struct
import warnings
from dataclasses import dataclass, replace

from PySide6.QtGui import QImage

from workwell_desktop.casework import file_kinds
from workwell_desktop.casework.mail_reading import Mail, read_mail
from workwell_desktop.casework.new_files import FileProblem
from workwell_desktop.ui.printing import page_as_image, page_count

MOST_PAGES = 2_000
MOST_DOTS = 40_000_000  # of a picture; a scan of A4 with 600 dots to the inch has 35 million
MOST_TEXT = 1_000_000  # bytes
_MOST_LINE = 2_000  # letters
_A4_INCHES = (8.27, 11.69)
_STARTS_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # markers of a JPEG that hold its size


@dataclass(frozen=True)
class Prepared:
    """A file that can be shown: how many pages a PDF has, or a picture, or words (and whether the rest is left out)."""

    data: bytes
    kind: str
    pages: int = 0
    picture: QImage | None = None
    words: str = ""
    cut: bool = False
    mail: Mail | None = None


def prepare(data: bytes, kind: str) -> Prepared:
    """Make a file ready to be shown. Slow for large ones. Raises ``FileProblem`` with why it cannot be shown."""
    if kind == file_kinds.PDF:
        return Prepared(data, kind, pages=_pages(data))
    if kind in {file_kinds.PNG, file_kinds.JPEG}:
        return Prepared(data, kind, picture=_picture(data, kind))
    if kind == file_kinds.MAIL:
        mail = read_mail(data)
        return Prepared(data, kind, mail=replace(mail, words=_broken(mail.words)))
    words = file_kinds.text_of(data, MOST_TEXT)
    if words is None:
        raise FileProblem("This text holds letters that cannot be shown.", "You can still save it as a file.")
    return Prepared(data, kind, words=_broken(words), cut=len(data) > MOST_TEXT)


def _broken(words: str) -> str:
    """Break lines that would keep the window busy. Windows and old Macs end lines in other ways."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(
        line[start : start + _MOST_LINE] for line in lines for start in range(0, max(len(line), 1), _MOST_LINE)
    )


def page_picture(data: bytes, number: int, width: int) -> QImage:
    """Return one page of a PDF (from 0) as a picture. Raises ``FileProblem`` for one that cannot be drawn."""
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415  (ships no types; kept out of the start)

    try:
        return page_as_image(data, number, width)
    except (pypdfium2.PdfiumError, ValueError, MemoryError):
        raise FileProblem("This page cannot be drawn.", "You can still save the file.") from None


def picture_as_pdf(data: bytes, kind: str) -> bytes:
    """Return a picture as one page of A4, for the printer. Raises ``FileProblem``."""
    image = _opened(data, kind)
    dots = max(image.width / _A4_INCHES[0], image.height / _A4_INCHES[1], 72.0)
    out = io.BytesIO()
    image.save(out, "PDF", resolution=dots)
    return out.getvalue()


def _pages(data: bytes) -> int:
    import pypdfium2  # noqa: PLC0415  (kept out of the start)

    try:
        pages = page_count(data)
    except pypdfium2.PdfiumError:
        raise FileProblem(
            "This PDF is damaged, not whole, or asks for a password.", "You can still save it as a file."
        ) from None
    if not 1 <= pages <= MOST_PAGES:
        raise FileProblem(f"This PDF has {pages:,} pages.", "You can still save it as a file.")
    return pages


def _picture(data: bytes, kind: str) -> QImage:
    image = _opened(data, kind)
    line = image.width * 3
    return QImage(image.tobytes(), image.width, image.height, line, QImage.Format.Format_RGB888).copy()


def _opened(data: bytes, kind: str):  # type: ignore[no-untyped-def]  # a picture of Pillow, which is loaded when needed
    """Read a picture, its size first: a small file may ask for more memory than there is."""
    from PIL import Image, ImageOps  # noqa: PLC0415  (kept out of the start)

    _held_to_size(*_size(data, kind))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # we say it ourselves, and sooner
            found = Image.open(io.BytesIO(data), formats=[kind.upper()])
        with found:
            _held_to_size(*found.size)  # a second head may say something else than the first
            turned = ImageOps.exif_transpose(found)
            if turned.mode in {"RGBA", "LA", "PA", "P"}:  # on white, as on paper
                turned = turned.convert("RGBA")
                paper = Image.new("RGBA", turned.size, "white")
                turned = Image.alpha_composite(paper, turned)
            return turned.convert("RGB")
    except Image.DecompressionBombError:
        raise FileProblem("This picture is too large to show here.", "You can still save it as a file.") from None
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, struct.error, MemoryError):
        raise _damaged() from None


def _held_to_size(wide: int, high: int) -> None:
    if wide * high > MOST_DOTS:
        raise FileProblem(
            f"This picture has {wide:,} by {high:,} dots. That is too large to show here.",
            "You can still save it as a file.",
        )


def _size(data: bytes, kind: str) -> tuple[int, int]:
    """Return the dots of a picture across and down, as its head says. Raises ``FileProblem`` where there is none."""
    try:
        if kind == file_kinds.PNG:
            wide, high = struct.unpack(">LL", data[16:24])
            return wide, high
        place = 2
        while True:
            mark, length = struct.unpack(">xBH", data[place : place + 4])
            if mark in _STARTS_OF_FRAME:
                high, wide = struct.unpack(">HH", data[place + 5 : place + 9])
                return wide, high
            place += 2 + length if mark != 0xFF else 1
    except struct.error:
        raise _damaged() from None


def _damaged() -> FileProblem:
    return FileProblem("This picture is damaged or not whole.", "You can still save it as a file.")
