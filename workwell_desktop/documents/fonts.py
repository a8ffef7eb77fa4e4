"""Loads the shipped typefaces into the PDF library (ReportLab) and measures words in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Protocol

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from workwell_desktop.documents.faces import face_files

_MOST_PAIRS = 100  # in one part of a character map (Adobe technical note 5014, 1.4.2)


class Measures(Protocol):
    """What we need to know of a loaded typeface, as thousandths of the size: heights, and widths by code point."""

    ascent: float
    descent: float
    charWidths: Mapping[int, float]  # noqa: N815 - ReportLab's name
    defaultWidth: float  # noqa: N815 - ReportLab's name


@cache
def loaded(face: str) -> Measures:
    """Load and register a shipped face once and return its measures."""
    font = _Font(face, str(face_files()[face]))
    pdfmetrics.registerFont(font)
    measures: Measures = font.face
    return measures


def measure(face: str, words: str, size: float) -> float:
    """Return the width in points of words in a face at a size in points."""
    widths, other = _letter_widths(face)
    return 0.001 * size * sum([widths.get(ord(letter), other) for letter in words])


@cache
def _letter_widths(face: str) -> tuple[Mapping[int, float], float]:
    """Return the widths of a face's letters by their code points, and that of any other, as thousandths of the size."""
    measures = loaded(face)
    return measures.charWidths, measures.defaultWidth


class _Font(TTFont):  # type: ignore[misc] # ReportLab has no types
    """A typeface whose embedded parts say which letter each of their codes stands for.

    ReportLab gives codes that stand for none the letter U+0000, which PDF/UA-1 forbids (7.21.7).
    """

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - ReportLab's name
        """Add the typeface's parts to a document, then write their character maps anew."""
        state = self.state[doc]
        super().addObjects(doc)
        fonts = doc.idToObject["BasicFonts"].dict
        for number, letters in enumerate(state.subsets):
            font = fonts[f"{state.internalName}+{number}"]
            doc.idToObject[font.ToUnicode.name].content = _character_map(font.BaseFont, letters)


def _character_map(name: str, letters: Sequence[int]) -> str:
    """Return the map from codes to letters that a reader copies and speaks by."""
    pairs = [f"<{code:02X}> <{letter:04X}>" for code, letter in enumerate(letters) if letter]
    parts = [pairs[first : first + _MOST_PAIRS] for first in range(0, len(pairs), _MOST_PAIRS)]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{name}-UCS def /CMapType 2 def",
            "1 begincodespacerange <00> <FF> endcodespacerange",
            *(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar" for part in parts),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        )
    )
