"""Loads the typefaces that are shipped, so that the program looks the same on every PC."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

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
