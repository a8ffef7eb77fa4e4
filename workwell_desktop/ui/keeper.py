"""Keeps what is typed within two seconds, and says when it was last kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal

from workwell_desktop.errors import NotKept
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

    ``words`` returns what is typed now, or nothing when there is nothing to keep.
    """

    told = Signal(str)
    failed = Signal(str)

    def __init__(self, words: Callable[[], Words | None], desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._words = words
        self._desk = desk
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self.keep_now)
        self.unkept = False

    def touch(self) -> None:
        """Note that something was typed. It will be kept within two seconds."""
        self.unkept = True
        if not self._timer.isActive():
            self._timer.start()

    def keep_now(self) -> bool:
        """Keep what is typed at once, if anything is. Return whether everything is kept."""
        self._timer.stop()
        if not self.unkept:
            return True
        words = self._words()
        try:
            if words is not None:
                words(self._desk.vault)
        except NotKept as problem:
            self._timer.start()  # the words stay in the window; try again, perhaps there is room by then
            self.failed.emit(f"{NOT_SAVED} {problem.next_step}")
            return False
        self.unkept = False
        self.told.emit(f"Kept at {self._desk.clock.local():%H:%M}. Nothing is lost if you lock or close.")
        return True

    def held(self) -> Words | None:
        """Return the words that could not be kept yet, to be written once there is room; nothing when all is kept."""
        return self._words() if self.unkept else None

    def forget(self) -> None:
        """Drop what is waiting: it was saved another way."""
        self._timer.stop()
        self.unkept = False
