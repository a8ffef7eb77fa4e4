"""Waiting for a window to be painted: the moment that a person sees something, measured inside the program."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer, SignalInstance
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

_PATIENCE_MS = 120_000


class NeverCame(Exception):
    """What was waited for did not come within two minutes."""


class _Watch(QObject):
    def __init__(self, widget: QWidget, ready: Callable[[], bool]) -> None:
        super().__init__()
        self._ready = ready
        self._seen = False
        self.loop = QEventLoop()
        self.at: float | None = None
        widget.installEventFilter(self)

    def eventFilter(self, _widget: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Note the paint that shows what is waited for; its turn of the loop ends when all of it is on the screen."""
        if event.type() == QEvent.Type.Paint and not self._seen and self._ready():
            self._seen = True
            QTimer.singleShot(0, self._painted)
        return False

    def _painted(self) -> None:
        self.at = time.monotonic()
        self.loop.quit()


def painted(
    widget: QWidget, ready: Callable[[], bool] = lambda: True, first: Callable[[], object] = lambda: None
) -> float:
    """Do ``first``, let the program run until ``widget`` is painted while ``ready()``, and return when (monotonic, s).

    Raises :class:`NeverCame` after two minutes.
    """
    watch = _Watch(widget, ready)
    first()
    _wait(watch.loop)
    widget.removeEventFilter(watch)
    if watch.at is None:
        raise NeverCame
    return watch.at


def sent(signal: SignalInstance, first: Callable[[], object]) -> None:
    """Do ``first`` and let the program run until the signal comes. Raises :class:`NeverCame` after two minutes."""
    loop, came = QEventLoop(), list[bool]()

    def note() -> None:
        came.append(True)
        loop.quit()

    signal.connect(note)
    first()
    if not came:
        _wait(loop)
    signal.disconnect(note)
    if not came:
        raise NeverCame


def beats(ended: Callable[[], bool]) -> list[float]:
    """Let the program run until ``ended()``; return the milliseconds between the turns of its loop: how long it blocks.

    Raises :class:`NeverCame` after two minutes.
    """
    gaps, loop, beat = list[float](), QEventLoop(), QTimer()
    last = began = time.perf_counter()

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append((now - last) * 1000)
        last = now
        if ended() or now - began > _PATIENCE_MS / 1000:
            loop.quit()

    beat.timeout.connect(tick)
    beat.start(0)
    loop.exec()
    linger(0.05)  # what came last is shown
    if not ended():
        raise NeverCame
    return gaps


def scrolled(view: QAbstractScrollArea, steps: int) -> list[float]:
    """Drag the bar of a list from end to end and back; return the milliseconds until each step was painted."""
    bar, times = view.verticalScrollBar(), []
    for step in [*range(steps + 1), *range(steps, -1, -1)]:
        began = time.perf_counter()
        bar.setValue(bar.maximum() * step // steps)
        view.viewport().repaint()
        times.append((time.perf_counter() - began) * 1000)
    return times


def linger(seconds: float) -> None:
    """Let the program run on for a while, as when nobody touches it."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def _wait(loop: QEventLoop) -> None:
    patience = QTimer()
    patience.setSingleShot(True)
    patience.timeout.connect(loop.quit)
    patience.start(_PATIENCE_MS)
    loop.exec()
    patience.stop()
