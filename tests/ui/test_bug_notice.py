"""A bug is said in the window, calmly and once, wherever in the program it came up."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from tests.journeys.stage import Stage
from workwell_desktop.crash import catch_bugs

SAID = "Something went wrong in WorkWell."


@pytest.fixture
def stage(qapp: QApplication, tmp_path: Path) -> Iterator[Stage]:
    """The program on its first page, saying its bugs in its window."""
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    stage = Stage(tmp_path / "home")
    catch_bugs(stage.places.config, stage.window.bug_met.emit)
    yield stage
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    stage.end()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def meet_bug() -> None:
    try:
        raise ValueError("Joanne has fibromyalgia")
    except ValueError as bug:
        sys.excepthook(type(bug), bug, bug.__traceback__)


def notices(stage: Stage) -> list[str]:
    return [words for words in stage.words() if SAID in words]


def test_a_bug_is_said_once_with_its_report_and_goes_when_read(stage: Stage) -> None:
    meet_bug()
    meet_bug()
    stage.wait_for(lambda: stage.says(SAID), "the sentence")
    (said,) = notices(stage)
    assert "Your words are kept." in said
    assert str(stage.places.config / "last-bug.txt") in said
    assert "fibromyalgia" not in said
    assert stage.app.activeModalWidget() is None, "it stops nobody"
    stage.hand.press("Close")
    stage.wait_for(lambda: not stage.says(SAID), "the notice to go")
    meet_bug()
    stage.wait_for(lambda: stage.says(SAID), "the next one")


def test_a_bug_in_a_thread_is_said_too(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    thread = threading.Thread(target=lambda: threading.excepthook(_arguments()))
    thread.start()
    thread.join()
    stage.wait_for(lambda: stage.says(SAID), "the sentence")
    assert "The report holds no names" in capsys.readouterr().err, "the console says it as before"


def _arguments() -> threading.ExceptHookArgs:
    return threading.ExceptHookArgs((ValueError, ValueError("words"), None, threading.current_thread()))


def test_a_report_that_cannot_be_written_is_said_too(stage: Stage, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_bytes(b"")
    tell: Callable[[Path | None], object] = stage.window.bug_met.emit
    catch_bugs(in_the_way, tell)
    meet_bug()
    stage.wait_for(lambda: stage.says("The report could not be written."), "the sentence")
