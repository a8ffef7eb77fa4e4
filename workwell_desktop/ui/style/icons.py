"""Our own drawings in a token's colour, kept once drawn.

icons = Icons()
icons.pixmap("lock", QColor("teal"), 20, 2.0)
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from workwell_desktop.paths import resources

RATIOS = (1.0, 2.0)  # ordinary and fine screens; Qt takes the nearer one and scales


def _spaced(picture: QPixmap, size: int, before: int, after: int) -> QPixmap:
    """Return the picture with empty room beside it."""
    if not before and not after:
        return picture
    ratio = picture.devicePixelRatio()
    wide = QPixmap(round((size + before + after) * ratio), round(size * ratio))
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(before, 0, picture)
    painter.end()
    return wide


class Icons:
    """The drawings of ``resources/icons``, recoloured and cached by name, colour, size and pixel ratio."""

    def __init__(self, folder: Path | None = None) -> None:
        """Read drawings from ``folder``, or from the shipped ones."""
        self._folder = folder or resources() / "icons"
        self._drawn: dict[tuple[str, str, int, float], QPixmap] = {}
        self._source: dict[str, str] = {}

    def names(self) -> tuple[str, ...]:
        """Return the name of every drawing there is, sorted."""
        return tuple(sorted(file.stem for file in self._folder.glob("*.svg")))

    def pixmap(self, name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
        """Return the drawing in one colour, ``size`` logical pixels square. Raises ``FileNotFoundError`` if unknown."""
        key = (name, colour.name(), size, ratio)
        if key not in self._drawn:
            self._drawn[key] = self._draw(name, colour, size, ratio)
        return self._drawn[key]

    def icon(self, name: str, colour: QColor, disabled: QColor, size: int, after: int = 0, before: int = 0) -> QIcon:
        """Return an icon with its ordinary and its disabled colour, ``size`` logical pixels square.

        ``after`` and ``before`` are empty pixels at its right and left: Qt itself leaves too little beside words.
        """
        icon = QIcon()
        for ratio in RATIOS:
            live = _spaced(self.pixmap(name, colour, size, ratio), size, before, after)
            icon.addPixmap(live, QIcon.Mode.Normal)
            icon.addPixmap(live, QIcon.Mode.Active)
            icon.addPixmap(_spaced(self.pixmap(name, disabled, size, ratio), size, before, after), QIcon.Mode.Disabled)
        return icon

    def forget(self) -> None:
        """Drop what was drawn: the theme or the text size changed."""
        self._drawn.clear()

    def _draw(self, name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
        from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415  (kept out of the start of the program)

        if name not in self._source:
            self._source[name] = (self._folder / f"{name}.svg").read_text("utf-8")
        svg = self._source[name].replace("currentColor", colour.name())
        pixmap = QPixmap(round(size * ratio), round(size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
        painter.end()
        return pixmap
