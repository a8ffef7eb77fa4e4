"""Pictures of the program's icon in the sizes that a system asks for, made from its one drawing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).parents[1] / "resources" / "icon" / "workwell.svg"
DESKTOP_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
"""What desktops on Linux look for, in pixels."""


class NoDrawing(Exception):
    """The drawing is not there or cannot be read. The text says so."""


def png_sizes(drawing: Path, sizes: Sequence[int]) -> dict[int, bytes]:
    """Return the drawing as square PNG pictures on a clear ground, by their size in pixels. Raises ``NoDrawing``."""
    renderer = QSvgRenderer(str(drawing))
    if not renderer.isValid():
        raise NoDrawing(f"The drawing {drawing.name} is not there or cannot be read.")
    return {size: _png(renderer, size) for size in sizes}


def _png(renderer: QSvgRenderer, size: int) -> bytes:
    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    renderer.render(painter)
    painter.end()
    bytes_of = QByteArray()
    buffer = QBuffer(bytes_of)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # it takes a device, whatever its types say
    return bytes(bytes_of.data())
