"""What the journeys share: no screen, and a program that is taken down whatever happens to a test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.journeys.play import PAPERS
from tests.journeys.stage import Stage
from tests.journeys.trace import TracedDay, can_trace, play_traced, way_without_network
from tests.needs import missing

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


@pytest.fixture(scope="session")
def tracing() -> None:
    """Skip, and say why, where a process can be neither traced nor cut off from the network."""
    if way_without_network() is None:
        missing("this machine does not let us make a network namespace of our own (unshare -n)")
    if not can_trace():
        missing("this machine does not let us trace our own processes (strace)")


@pytest.fixture(scope="session")
def traced_day(tracing: None, tmp_path_factory: pytest.TempPathFactory) -> TracedDay:
    """Play the day once for all tests that look at what it left behind."""
    room = tmp_path_factory.mktemp("traced")
    desk = room / "desk"
    trace = play_traced(room, "tests.journeys.play", "day", str(desk / "WorkWell"))
    return TracedDay(room, desk, tuple(desk / name for name in PAPERS), trace)
