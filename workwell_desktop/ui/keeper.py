"""Keeps what is typed within two seconds, and says when it was last kept."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal

from workwell_desktop.errors import NotKept, WorkwellError
from workwell_desktop.ui.desk import Desk

if TYPE_CHECKING:
    from workwell_desktop.casework.access import Vault

Words: TypeAlias = "Callable[[Vault], object]"  # words as typed at one moment: called, it writes them into a vault

NOT_SAVED = "Not saved yet."
_WAIT_MS = 1200  # from the first letter typed; not restarted by the next, so that two seconds hold


def kept_words(kept_at: datetime, now: datetime) -> str:
    """Say when words were last kept; ``now`` is local time."""
    kept = kept_at.astimezone(now.tzinfo)
    when = f"at {kept:%H:%M}" if kept.date() == now.date() else f"on {kept.day} {kept:%B} at {kept:%H:%M}"
    return f"Kept {when}. Nothing is lost if you lock or close."


class Keeper(QObject):
    """Keeps words soon after :meth:`touch`; tells the outcome as a sentence through ``told`` (and ``failed``).

    ``words`` returns what is typed now, or nothing when there is nothing to keep. With ``beside`` the words are written
    on the worker, so that no keystroke waits for the disk; whoever uses it keeps before anything else is saved.
    """

    told = Signal(str)
    failed = Signal(str)

    def __init__(self, words: Callable[[], Words | None], desk: Desk, parent: QObject, *, beside: bool = False) -> None:
        super().__init__(parent)
        self._words = words
        self._desk = desk
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._keep_beside if beside else self.keep_now)
        self._order = _Order()
        self._typed_since = False  # while words are written beside the window
        self.unkept = False

    def touch(self) -> None:
        """Note that something was typed. It will be kept within two seconds."""
        self.unkept = self._typed_since = True
        if not self._timer.isActive():
            self._timer.start()

    def keep_now(self) -> bool:
        """Keep what is typed at once, if anything is. Return whether everything is kept."""
        self._timer.stop()
        if not self.unkept:
            return True
        words = self._words()
        try:
            self._order.write(self._order.next(), self._desk.vault, words)
        except WorkwellError as problem:
            self._not_kept(problem)
            return False
        self._kept()
        return True

    def held(self) -> Words | None:
        """Return the words that could not be kept yet, to be written once there is room; nothing when all is kept."""
        return self._words() if self.unkept else None

    def forget(self) -> None:
        """Drop what is waiting: it was saved another way."""
        self._timer.stop()
        self._order.write(self._order.next(), self._desk.vault, None)
        self.unkept = False

    def _keep_beside(self) -> None:
        """Write what is typed now on the worker; what is typed meanwhile is kept the next time."""
        words, turn, vault, order = self._words(), self._order.next(), self._desk.vault, self._order
        self._typed_since = False
        self._desk.worker.run(
            self,
            lambda: order.write(turn, vault, words),
            partial(self._kept_beside, turn),
            partial(self._failed_beside, turn),
            quick=True,
        )

    def _kept_beside(self, turn: int, written: bool) -> None:
        if not written:
            return  # something newer was written since
        if self._typed_since or not self._order.is_last(turn):  # newer words wait for their turn
            self.told.emit(kept_words(self._desk.clock.utc(), self._desk.clock.local()))
        else:
            self._kept()

    def _failed_beside(self, turn: int, problem: Exception) -> None:
        if not isinstance(problem, WorkwellError):
            raise problem
        if self._order.is_last(turn):  # else newer words tell by themselves, or these were saved another way
            self._not_kept(problem)

    def _not_kept(self, problem: WorkwellError) -> None:
        """Say that words are not kept. Those that have no room are tried again; those that are refused are let go."""
        if isinstance(problem, NotKept):
            self._timer.start()  # the words stay in the window; try again, perhaps there is room by then
            self.failed.emit(f"{NOT_SAVED} {problem.next_step}")
            return
        self._timer.stop()
        self.unkept = False  # no later try would keep them: nobody is held on the page, and no lock held up
        self.failed.emit(f"Not saved. {problem.sentence} {problem.next_step}".rstrip())

    def _kept(self) -> None:
        self.unkept = False
        self.told.emit(kept_words(self._desk.clock.utc(), self._desk.clock.local()))


class _Order:
    """Lets words be written from two threads, and never older ones over newer ones."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._given = self._written = 0

    def next(self) -> int:
        """Return the number of the next words."""
        self._given += 1
        return self._given

    def is_last(self, turn: int) -> bool:
        """Say whether no newer words were given a number."""
        return turn == self._given

    def write(self, turn: int, vault: Vault, words: Words | None) -> bool:
        """Write words unless newer ones were written; return whether. Raises ``NotKept``."""
        with self._lock:
            if turn < self._written:
                return False
            if words is not None:
                words(vault)
            self._written = turn
            return True
