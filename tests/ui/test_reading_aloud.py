"""Reading aloud beside the window: it is stopped at once, and where there is no voice that is known."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QObject, QProcess
from pytestqt.qtbot import QtBot

from tests.ui.showing import deleted
from workwell_desktop.ui.reading_aloud import SilentVoice, Voice
from workwell_desktop.voice import NO_VOICE

WORDS = "Feeling tired or having little energy."


def speaker(code: str) -> tuple[str, ...]:
    """Return a command that stands in for the voice."""
    return (sys.executable, "-c", f"import sys; words = sys.stdin.read(); {code}")


UNTIL_ENDED = speaker("import threading; threading.Event().wait()")


@contextmanager
def gone(qtbot: QtBot, process: QProcess) -> Iterator[None]:
    """Wait, after what stands inside, until a process has ended and is deleted."""
    ended: list[bool] = []
    process.destroyed.connect(lambda: ended.append(True))
    yield
    qtbot.waitUntil(lambda: bool(ended))


@pytest.fixture
def owner(qtbot: QtBot) -> QObject:
    return QObject()


def test_a_voice_that_spoke_is_there(qtbot: QtBot, owner: QObject) -> None:
    voice = Voice(owner, speaker(f"sys.exit(0 if words in ('', {WORDS!r}) else {NO_VOICE})"))
    assert voice.available is None
    with qtbot.waitSignal(voice.changed):
        voice.look()
    assert voice.available is True
    voice.read(WORDS)
    assert voice.reading
    qtbot.waitUntil(lambda: not voice.reading)
    assert voice.available is True


@pytest.mark.parametrize("command", [speaker(f"sys.exit({NO_VOICE})"), speaker("raise OSError"), ("/no/such/program",)])
def test_a_voice_that_cannot_speak_is_not_there(qtbot: QtBot, owner: QObject, command: tuple[str, ...]) -> None:
    voice = Voice(owner, command)
    voice.look()
    qtbot.waitUntil(lambda: voice.available is False)
    voice.read(WORDS)
    qtbot.waitUntil(lambda: not voice.reading)
    assert voice.available is False


def test_the_real_way_on_this_machine_ends_in_yes_or_no(qtbot: QtBot, owner: QObject) -> None:
    voice = Voice(owner)
    voice.look()
    qtbot.waitUntil(lambda: voice.available is not None)
    assert isinstance(voice.available, bool)


def test_a_voice_that_never_says_whether_it_is_there_is_not(qtbot: QtBot, owner: QObject) -> None:
    """As with a sound service that hangs: the page then says that there is none, instead of nothing."""
    voice = Voice(owner, UNTIL_ENDED)
    voice.look()
    assert voice.available is None
    with qtbot.waitSignal(voice.changed):
        voice.patience.timeout.emit()
    assert voice.available is False
    assert not voice.patience.isActive()


def test_it_stops_at_once(qtbot: QtBot, owner: QObject) -> None:
    voice = Voice(owner, UNTIL_ENDED)
    voice.read(WORDS)
    (process,) = voice.findChildren(QProcess)
    qtbot.waitUntil(lambda: process.state() == QProcess.ProcessState.Running)
    with gone(qtbot, process):
        voice.stop()
        assert not voice.reading
    assert voice.findChildren(QProcess) == []
    assert voice.available is None, "being stopped says nothing about the voice"


def test_the_window_waits_for_no_process_that_it_ends(
    qtbot: QtBot, owner: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is stopped at each Next and Back, and an old PC may take its time."""
    waited: list[int] = []
    monkeypatch.setattr(QProcess, "waitForFinished", lambda _process, ms=0: waited.append(ms))
    voice = Voice(owner, UNTIL_ENDED)
    voice.read(WORDS)
    (first,) = voice.findChildren(QProcess)
    qtbot.waitUntil(lambda: first.state() == QProcess.ProcessState.Running)
    with gone(qtbot, first):
        voice.read("Another question.")
    (second,) = voice.findChildren(QProcess)
    qtbot.waitUntil(lambda: second.state() == QProcess.ProcessState.Running)
    with gone(qtbot, second):
        voice.stop()
    assert waited == []


def test_a_process_that_never_started_is_deleted_too(qtbot: QtBot, owner: QObject) -> None:
    voice = Voice(owner, ("/no/such/program",))
    voice.read(WORDS)
    voice.stop()
    qtbot.waitUntil(lambda: voice.findChildren(QProcess) == [])
    voice.read(WORDS)
    qtbot.waitUntil(lambda: not voice.reading)
    qtbot.waitUntil(lambda: voice.findChildren(QProcess) == [])


def test_reading_something_else_takes_its_place(qtbot: QtBot, owner: QObject) -> None:
    voice = Voice(owner, UNTIL_ENDED)
    voice.read(WORDS)
    (first,) = voice.findChildren(QProcess)
    with gone(qtbot, first):
        voice.read("Another question.")
        assert voice.reading
    (second,) = voice.findChildren(QProcess)
    assert voice.reading, "the end of the first is not the end of the second"
    with gone(qtbot, second):
        voice.stop()


def test_it_ends_with_its_page(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QWidget

    page = QWidget()
    voice = Voice(page, UNTIL_ENDED)
    voice.read(WORDS)
    (process,) = voice.findChildren(QProcess)
    qtbot.waitUntil(lambda: process.state() == QProcess.ProcessState.Running)
    with deleted(qtbot, page):  # a process that still ran would be told of as a warning, and fail this test
        page.deleteLater()


def test_a_silent_one_starts_nothing(qtbot: QtBot, owner: QObject) -> None:
    voice = SilentVoice(owner)
    with qtbot.waitSignal(voice.changed):
        voice.look()
    voice.read(WORDS)
    assert (voice.available, voice.reading, voice.findChildren(QProcess)) == (False, False, [])
