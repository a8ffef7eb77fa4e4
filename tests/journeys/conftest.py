"""What the journeys share: no screen, and a program that is taken down whatever happens to a test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.journeys.stage import Stage

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # tests never open windows on somebody's screen


@pytest.fixture
def start(qapp: QApplication) -> Iterator[Callable[..., Stage]]:
    """Start the program, as often as a test wants; it takes what :class:`Stage` takes."""
    running: list[Stage] = []

    def begin(*args: object, **kwargs: object) -> Stage:
        running.append(Stage(*args, **kwargs))  # type: ignore[arg-type]  # checked where it is called
        return running[-1]

    yield begin
    for stage in running:
        stage.end()
