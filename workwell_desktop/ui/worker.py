"""The worker: slow work is done beside the window, and its result comes back to it.

worker.run(view, lambda: vault.unlock(passphrase), view.unlocked, view.refused)
"""

from __future__ import annotations

import queue
import threading
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

Result = TypeVar("Result")


@dataclass
class _Job:
    """One piece of work and whom its outcome is for."""

    owner: weakref.ref[QObject]
    job: Callable[[], Any]
    done: Callable[[Any], object]
    failed: Callable[[Exception], object]
    result: Any = None
    problem: Exception | None = None


class Worker(QObject):
    """One thread for work that takes long, one for what is quick; in each one job at a time, in the order given.

    Words that wait to be kept are quick work: a backup or a paper that is being made must not hold them up.
    A job must not touch widgets. Its outcome is delivered in the thread of the window, and dropped when the
    owner is gone by then. The signal belongs to this object, which outlives every window.
    """

    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start the threads, which wait."""
        super().__init__(parent)
        self._long: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._quick: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._idle = threading.Condition()
        self._open_jobs = 0
        self._closed = False
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._threads = [
            threading.Thread(target=self._work, args=(jobs,), name=f"workwell-{name}", daemon=True)
            for name, jobs in (("worker", self._long), ("keeper", self._quick))
        ]
        for thread in self._threads:
            thread.start()

    def run(
        self,
        owner: QObject,
        job: Callable[[], Result],
        done: Callable[[Result], object],
        failed: Callable[[Exception], object],
        *,
        quick: bool = False,
    ) -> None:
        """Do ``job`` when its turn comes, then call ``done`` with its result or ``failed`` with what it raised.

        ``quick`` work waits for no work that takes long. Raises ``RuntimeError`` after ``close``.
        """
        if self._closed:
            raise RuntimeError("the worker is closed")
        with self._idle:
            self._open_jobs += 1
        (self._quick if quick else self._long).put(_Job(weakref.ref(owner), job, done, failed))

    @property
    def busy(self) -> bool:
        """Whether a job is running or waiting."""
        with self._idle:
            return self._open_jobs > 0

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until nothing runs; say whether that is so within ``seconds``. Outcomes come with the next events."""
        with self._idle:
            return self._idle.wait_for(lambda: self._open_jobs == 0, seconds)

    def close(self) -> None:
        """Finish what was given and end the threads. Nothing more is delivered."""
        if not self._closed:
            self._closed = True
            for jobs in (self._quick, self._long):
                jobs.put(None)
            for thread in self._threads:
                thread.join()

    def _work(self, jobs: queue.SimpleQueue[_Job | None]) -> None:
        while (item := jobs.get()) is not None:
            try:
                item.result = item.job()
            except Exception as problem:  # noqa: BLE001  (whatever it is, the owner decides what it means)
                item.problem = problem
            if not self._closed:
                self._ended.emit(item)
            del item
            with self._idle:
                self._open_jobs -= 1
                self._idle.notify_all()

    def _deliver(self, item: _Job) -> None:
        owner = item.owner()
        if self._closed or owner is None or not shiboken6.isValid(owner):
            return
        if item.problem is not None:
            item.failed(item.problem)
        else:
            item.done(item.result)
