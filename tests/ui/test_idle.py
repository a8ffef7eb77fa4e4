"""Nobody there: a warning a minute before, then the lock; and the clock of a meeting."""

from __future__ import annotations

import time as clocks
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tests.vaults import FakeTime
from workwell_desktop.clock import Clock
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.idle import IdleWatch
from workwell_desktop.ui.meeting_clock import MeetingClock
from workwell_desktop.ui.style.theme import Look


class Told:
    """What the watch said, in order."""

    def __init__(self, watch: IdleWatch) -> None:
        self.said: list[str] = []
        watch.soon.connect(lambda: self.said.append("soon"))
        watch.idle.connect(lambda: self.said.append("idle"))


@pytest.fixture
def minutes() -> list[int]:
    return [5]


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def watch(qapp: QApplication, time: FakeTime, minutes: list[int]) -> Iterator[IdleWatch]:
    owner = QObject()
    watch = IdleWatch(qapp, lambda: time.steady, lambda: minutes[0], owner)
    watch.start()
    yield watch
    watch.stop()
    owner.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_it_warns_once_a_minute_before_and_asks_once_for_the_lock(watch: IdleWatch, time: FakeTime) -> None:
    told = Told(watch)
    for _second in range(5 * 60 + 5):
        time.go(seconds=1)
        watch.look()
        if told.said == ["soon", "idle"]:
            break
    assert told.said == ["soon", "idle"]
    assert time.steady == 1300.0


def test_keys_and_the_mouse_count_until_the_warning_and_then_only_an_answer(
    watch: IdleWatch, time: FakeTime, qapp: QApplication, look: Look, shown: Callable[[QWidget], Hand]
) -> None:
    told = Told(watch)
    line = QLineEdit()
    shown(line)
    window, middle = line.windowHandle(), line.rect().center()
    for _ in range(3):
        time.go(minutes=3)
        QTest.keyClick(window, Qt.Key.Key_A)
        watch.look()
        time.go(minutes=3)
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
        watch.look()
    assert told.said == []
    time.go(minutes=4, seconds=30)
    watch.look()
    QTest.keyClick(window, Qt.Key.Key_A)
    time.go(seconds=29)
    watch.look()
    assert told.said == ["soon"]
    watch.note_activity()
    time.go(minutes=3)
    watch.look()
    assert told.said == ["soon"], "the answer counts from now"


def test_one_minute_locks_without_a_warning_and_a_new_limit_holds_at_once(
    watch: IdleWatch, time: FakeTime, minutes: list[int]
) -> None:
    told = Told(watch)
    time.go(seconds=59)
    minutes[0] = 1
    watch.look()
    assert told.said == []
    time.go(seconds=1)
    watch.look()
    assert told.said == ["idle"]


@pytest.mark.parametrize(
    ("minutes_in", "words"),
    [
        (0, "Meeting: 0 of 45 minutes"),
        (18, "Meeting: 18 of 45 minutes"),
        (40, "Meeting: 40 of 45 minutes. 5 minutes left"),
        (44, "Meeting: 44 of 45 minutes. 1 minute left"),
        (45, "Meeting: 45 minutes"),
        (130, "Meeting: 130 minutes"),
        (-5, "Meeting: 0 of 45 minutes"),
    ],
)
def test_the_meeting_clock_counts_up_in_words(look: Look, time: FakeTime, minutes_in: int, words: str) -> None:
    clock = MeetingClock(look, time.clock)
    assert not clock.running
    clock.start(time.now - timedelta(minutes=minutes_in))
    assert clock.label.text().replace("\N{NO-BREAK SPACE}", " ") == words
    assert not clock.isHidden()
    clock.stop()
    assert clock.isHidden()
    clock.deleteLater()


@pytest.mark.skipif(not hasattr(clocks, "CLOCK_BOOTTIME"), reason="only Linux has a clock that stands still in sleep")
def test_the_time_a_pc_sleeps_counts_as_nobody_being_there(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(clocks, "clock_gettime", lambda which: asked.append(which) or 42.0)
    assert Clock().monotonic() == 42.0
    assert asked == [clocks.CLOCK_BOOTTIME]
