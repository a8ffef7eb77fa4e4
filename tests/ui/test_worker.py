"""The one worker: results come back to the window's thread, and to nobody when the window is gone."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workwell_desktop.ui.worker import Worker


@pytest.fixture
def worker(qapp: QApplication) -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.close()


def test_the_result_comes_back_in_the_windows_thread(qtbot: QtBot, worker: Worker) -> None:
    seen: list[tuple[object, ...]] = []
    here, owner = threading.get_ident(), QObject()
    worker.run(owner, threading.get_ident, lambda there: seen.append((there, threading.get_ident())), seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    there, back = seen[0]
    assert there != here
    assert back == here


def test_what_a_job_raises_comes_back_as_it_is(qtbot: QtBot, worker: Worker) -> None:
    problems: list[Exception] = []
    owner = QObject()
    trouble = ValueError("a plain sentence")

    def job() -> None:
        raise trouble

    worker.run(owner, job, lambda _: None, problems.append)
    qtbot.waitUntil(lambda: bool(problems))
    assert problems == [trouble]


def test_nothing_is_delivered_to_an_owner_that_was_deleted(qtbot: QtBot, qapp: QApplication, worker: Worker) -> None:
    started, go_on = threading.Event(), threading.Event()
    seen: list[object] = []
    owner, other = QObject(), QObject()

    def job() -> int:
        started.set()
        go_on.wait()
        return 1

    worker.run(owner, job, seen.append, seen.append)
    started.wait()
    owner.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    go_on.set()
    worker.run(other, lambda: 2, seen.append, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [2]


def test_jobs_are_done_one_at_a_time_in_their_order(qtbot: QtBot, worker: Worker) -> None:
    owner, order, back = QObject(), [], []
    for number in range(20):
        worker.run(owner, lambda number=number: order.append(number) or number, back.append, back.append)
    assert worker.wait(10)
    assert not worker.busy
    assert order == list(range(20))
    qtbot.waitUntil(lambda: back == order)


def test_waiting_ends_at_its_time_while_a_job_runs(worker: Worker) -> None:
    go_on = threading.Event()
    worker.run(QObject(), go_on.wait, lambda _: None, lambda _: None)
    assert not worker.wait(0.01)
    go_on.set()
    assert worker.wait(10)


def test_a_result_is_not_kept_after_it_was_delivered(qtbot: QtBot, worker: Worker) -> None:
    class Secret:
        pass

    kept: list[weakref.ref[Secret]] = []
    owner = QObject()
    worker.run(owner, Secret, lambda secret: kept.append(weakref.ref(secret)), lambda _: None)
    qtbot.waitUntil(lambda: bool(kept))
    gc.collect()
    assert kept[0]() is None


def test_a_closed_worker_takes_nothing_and_delivers_nothing(qapp: QApplication) -> None:
    worker, seen = Worker(), []
    owner = QObject()
    worker.run(owner, lambda: 1, seen.append, seen.append)
    worker.close()
    qapp.processEvents()
    assert seen == []
    with pytest.raises(RuntimeError):
        worker.run(owner, lambda: 1, seen.append, seen.append)
