"""The program's own icon: one drawing, seen at every size, on light and dark, and worn by every window."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from workwell_desktop.app import make_application
from workwell_desktop.paths import Places, resources

DRAWING = resources() / "icon" / "workwell.svg"


def drawn(size: int, ground: str) -> QImage:
    picture = QImage(size, size, QImage.Format.Format_RGB32)
    picture.fill(QColor(ground))
    painter = QPainter(picture)
    QSvgRenderer(str(DRAWING)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


@pytest.mark.parametrize("size", [16, 20, 24, 32, 48, 256])
@pytest.mark.parametrize("ground", ["#FFFFFF", "#000000"])
def test_it_stands_out_at_every_size_on_light_and_dark(qapp: object, size: int, ground: str) -> None:
    picture = drawn(size, ground)
    lights = {picture.pixelColor(x, y).lightness() for x in range(size) for y in range(size)}
    middle = [picture.pixelColor(x, size // 2).lightness() for x in range(size)]
    assert max(lights) - min(lights) > 120
    assert max(middle) > 200, "the white of the W is seen"
    assert min(middle) < 80, "on its own dark ground"


def test_the_drawing_is_only_shapes_of_our_own() -> None:
    text = DRAWING.read_text("utf-8")
    assert set(re.findall(r"<(\w+)", text)) == {"svg", "title", "rect", "path", "circle"}
    assert "NHS" not in text
    assert DRAWING.with_name("README.md").is_file(), "where it comes from stands beside it"


def test_every_window_wears_it(qtbot: QtBot, tmp_path: Path) -> None:
    app, _ = make_application(Places.under(tmp_path))
    picture = app.windowIcon().pixmap(32, 32).toImage()
    assert not picture.isNull()
    assert picture.pixelColor(16, 4).green() > picture.pixelColor(16, 4).red(), "teal"
