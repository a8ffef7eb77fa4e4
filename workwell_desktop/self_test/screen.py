"""The real main window at its way in, painted once over the private folder."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtGui import QImage

from workwell_desktop.app import make_application, make_window
from workwell_desktop.clock import Clock
from workwell_desktop.paths import Places
from workwell_desktop.self_test.steps import NotAsItShould, Step, Trial
from workwell_desktop.ui.worker import Worker

NAME = "the first window is painted"
_PATIENCE_MS = 60_000
_LEAST_COLOURS = 8  # words with smooth edges on a plain ground have more


class _FirstPaint(QObject):
    """Notes the end of the turn of the loop in which a window was first painted."""

    def __init__(self, loop: QEventLoop, age_ms: Callable[[], int]) -> None:
        super().__init__()
        self._loop, self._age_ms = loop, age_ms
        self._seen = False
        self.at_ms: int | None = None

    def eventFilter(self, _widget: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        if event.type() == QEvent.Type.Paint and not self._seen:
            self._seen = True
            QTimer.singleShot(0, self._painted)
        return False

    def _painted(self) -> None:
        self.at_ms = self._age_ms()
        self._loop.quit()


def window_step(age_ms: Callable[[], int]) -> Step:
    """Return the step that shows the window; ``age_ms`` says for how long the program has been running."""
    return Step(NAME, lambda trial: show_window(trial, age_ms))


def show_window(trial: Trial, age_ms: Callable[[], int]) -> str:
    """Show the main window, wait until it is painted, look at the picture, and close it."""
    places = Places.under(trial.home)
    app, look = make_application(places)
    trial.made["app"] = app
    window = make_window(app, look, places, Clock())
    loop = QEventLoop()
    first = _FirstPaint(loop, age_ms)
    window.installEventFilter(first)
    QTimer.singleShot(_PATIENCE_MS, loop, loop.quit)
    window.show()
    loop.exec()
    trial.first_window_ms = first.at_ms
    worker = window.findChild(Worker)
    try:
        if first.at_ms is None:
            raise NotAsItShould("it did not come within a minute")
        end = time.monotonic() + _PATIENCE_MS / 1000  # what stands behind the window is loaded now
        app.processEvents()
        while worker is not None and worker.busy and time.monotonic() < end:
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
        return _looked_at(window.grab().toImage(), app.platformName())
    finally:
        window.close()
        window.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        app.processEvents()


def _looked_at(picture: QImage, platform: str) -> str:
    wide, high = picture.width(), picture.height()
    colours = {picture.pixel(x, y) for x in range(0, wide, 2) for y in range(0, high, 2)}
    if len(colours) < _LEAST_COLOURS:
        raise NotAsItShould(f"it is empty: {len(colours)} colours on {wide} by {high}")
    return f"{wide} by {high}, through Qt’s {platform}"
