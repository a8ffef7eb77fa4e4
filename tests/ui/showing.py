"""Shows a widget the way a person sees it: in an active window."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from workwell_desktop.ui.assessment.questions import Questions
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.notice import Notice


def shown(qtbot: QtBot, widget: QWidget, width: int = 600, height: int = 600) -> QWidget:
    """Show a widget in an active window of that size, and keep it until the test ends."""
    qtbot.addWidget(widget, before_close_func=lambda _, kept=widget: None)  # noqa: ARG005 - qtbot itself would let it go
    widget.resize(width, height)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    for _ in range(3):  # layouts settle
        QApplication.processEvents()
    return widget


def wait_for_questions(page: QWidget) -> None:
    """Wait until every question in sight has its field: those below the edge are made after the first are painted."""

    def missing() -> bool:
        return any(one.isVisible() and not one.whole for one in page.findChildren(Questions))

    for _ in range(500):
        if not missing():
            QApplication.processEvents()  # the last ones are shown
            return
        QTest.qWait(10)
    raise AssertionError("some questions were never made")


def count_colour(widget: QWidget, colour: QColor, box: QRect | None = None) -> int:
    """Return how many pixels of a widget, or of a box in it, have exactly this colour."""
    QApplication.processEvents()
    picture = widget.grab() if box is None else widget.grab(box)
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)  # kept: its bytes are only lent
    pixels = array("I")
    pixels.frombytes(bytes(image.constBits()))
    return pixels.count(colour.rgb())


@contextmanager
def deleted(qtbot: QtBot, widget: QWidget) -> Iterator[None]:
    """Wait, after what stands inside, until Qt has deleted a widget."""
    gone: list[bool] = []
    widget.destroyed.connect(lambda: gone.append(True))
    yield
    qtbot.waitUntil(lambda: bool(gone))


def field(page: QWidget, label: str) -> Field:
    """Return the one field in sight with this label."""
    (found,) = [one for one in page.findChildren(Field) if one.isVisible() and one.label() == label]
    return found


def notices(page: QWidget) -> list[str]:
    """Return what the notices in sight say."""
    QApplication.processEvents()
    return [one.text() for one in page.findChildren(Notice) if one.isVisible()]
