"""The floors of the Assessment: plain Qt controls and a plain painter. Nothing of our own is loaded."""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workwell_desktop.bench.long_form import ANSWERS, QUESTIONS, question
from workwell_desktop.bench.talk import answer_and_leave
from workwell_desktop.bench.watch import linger, painted

_REST_S = 0.05


def long_one(times: int) -> dict[str, list[float]]:
    """Build a page of sixty questions from labels and radio buttons; return the milliseconds to its paint each time."""
    _app, window = _window()
    found = []
    for _ in range(times):
        began = time.monotonic()
        page = QScrollArea()
        page.setWidgetResizable(True)
        inside = QWidget()
        whole = QVBoxLayout(inside)
        for number in range(1, QUESTIONS + 1):
            whole.addWidget(QLabel(question(number)))
            answers, group = QHBoxLayout(), QButtonGroup(inside)
            for word in ANSWERS:
                button = QRadioButton(word)
                group.addButton(button)
                answers.addWidget(button)
            whole.addLayout(answers)
        page.setWidget(inside)
        window.setCentralWidget(page)
        found.append((painted(inside) - began) * 1000)
        linger(_REST_S)
    return {"ms": found}


def keys(letters: int) -> dict[str, list[float]]:
    """Type into a plain field; return the milliseconds that each key took."""
    _app, window = _window()
    field = QPlainTextEdit()
    window.setCentralWidget(field)
    field.setFocus()
    linger(_REST_S)
    found = []
    for _ in range(letters):
        began = time.perf_counter()
        QTest.keyClicks(field, "a")
        found.append((time.perf_counter() - began) * 1000)
        linger(0.03)
    return {"ms": found}


class _Line(QWidget):
    """A line through points, with a dot for each and nothing else."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._points = [QPointF(40 + place * 800 / count, 40 + (place * 7) % 28 * 10) for place in range(count)]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's own name and signature
        """Draw it."""
        painter = QPainter(self)
        painter.drawPolyline(QPolygonF(self._points))
        for point in self._points:
            painter.drawEllipse(QRectF(point.x() - 3, point.y() - 3, 6, 6))
        painter.end()


def charts(count: int, times: int) -> dict[str, list[float]]:
    """Build and paint a plain line of ``count`` points; return the milliseconds each time."""
    _app, _shown = _window()
    found = []
    for _ in range(times):
        began = time.perf_counter()
        view = _Line(count)
        view.resize(900, 420)
        view.grab()
        found.append((time.perf_counter() - began) * 1000)
    return {"ms": found}


def _window() -> tuple[QApplication, QMainWindow]:
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1440, 900)
    painted(window, first=window.show)
    return app, window


if __name__ == "__main__":
    answer_and_leave({"long_one": long_one, "keys": keys, "charts": charts})
