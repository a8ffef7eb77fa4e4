"""Loads the typefaces that are shipped, so that the program looks the same on every PC."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QRawFont

from workwell_desktop.paths import resources


def load_fonts(folder: Path | None = None) -> tuple[str, ...]:
    """Give every TrueType file below ``resources/fonts`` to Qt and return the family names it found, sorted.

    Needs a running ``QGuiApplication``. A file that cannot be read is left out: the next family stands in.
    """
    families: set[str] = set()
    for file in sorted((folder or resources() / "fonts").rglob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(file))
        families.update(QFontDatabase.applicationFontFamilies(number) if number >= 0 else [])
    return tuple(sorted(families))


def make_font(families: list[str], points: float, weight: int, *, tabular: bool = False) -> QFont:
    """Return a font of ``points`` and ``weight`` (400 to 700); ``tabular`` digits are for right-aligned columns."""
    font = QFont(families)
    font.setPointSizeF(points)
    font.setWeight(QFont.Weight(weight))
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


class Letters:
    """Knows which family has every letter of a text, so that a name is never set in two typefaces at once."""

    def __init__(self, families: Sequence[str]) -> None:
        """Try ``families`` in this order."""
        self._families = tuple(families)
        self._raw: dict[str, QRawFont] = {}
        self._has: dict[tuple[str, str], bool] = {}

    def place(self, text: str) -> int:
        """Return the place of the first family that has every letter; 0 when none has, or all are plain letters."""
        if text.isascii():
            return 0
        for place, family in enumerate(self._families):
            if all(self._covers(family, letter) for letter in set(text) if not letter.isspace()):
                return place
        return 0

    def _covers(self, family: str, letter: str) -> bool:
        key = (family, letter)
        if key not in self._has:
            if family not in self._raw:
                self._raw[family] = QRawFont.fromFont(QFont(family))
            # Marks that are written apart are joined with their letter where there is a joined one.
            joined = unicodedata.normalize("NFC", letter)
            self._has[key] = all(self._raw[family].supportsCharacter(ord(part)) for part in joined)
        return self._has[key]
