"""Reading aloud beside the window: a process of its own speaks, so that nothing waits for it and a press stops it.

voice = desk.doors.voice(view)
voice.look()  # ``changed`` follows: ``available`` is then true or false
voice.read("Over the last 2 weeks ...")
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from workwell_desktop import own_program, voice
from workwell_desktop.voice import NO_VOICE_WORDS, SPOKEN

__all__ = ["NO_VOICE_WORDS", "SilentVoice", "Voice"]

_AT_ONCE_MS = 1000  # a process that is ended is gone long before that
_PATIENCE_MS = 15_000  # an old PC with a virus scanner is slow to start anything; longer, and its sound hangs


class Voice(QObject):
    """This PC's own voice. ``changed``: it is known whether there is one, or reading has begun or ended.

    ``available`` is nothing until it is known. Words go to the process through a pipe alone.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None, speaker: Sequence[str] = ()) -> None:
        """Start nothing yet. ``speaker`` is another command than the PC's own voice."""
        super().__init__(parent)
        self._command = tuple(speaker) or own_program.read_aloud(Path(voice.__file__))
        self._process: QProcess | None = None
        self.available: bool | None = None
        self.reading = False
        self.patience = QTimer(self)
        self.patience.setSingleShot(True)
        self.patience.setInterval(_PATIENCE_MS)
        self.patience.timeout.connect(self._give_up)

    def look(self) -> None:
        """Find out whether there is a voice; nothing is said. One that does not answer is none."""
        self._start("")
        self.patience.start()

    def read(self, words: str) -> None:
        """Read these words, in place of what is being read."""
        self._drop()
        self._start(words)
        self.reading = True
        self.changed.emit()

    def stop(self) -> None:
        """Be silent at once."""
        if self.reading:
            self._drop()
            self.reading = False
            self.changed.emit()

    def _give_up(self) -> None:
        if self.available is None and not self.reading:
            self._drop()
            self.available = False
            self.changed.emit()

    def _drop(self) -> None:
        """End what is read, and wait for nothing: the process is deleted once it has ended."""
        self.patience.stop()
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            if process.state() == QProcess.ProcessState.NotRunning:
                process.deleteLater()

    def _start(self, words: str) -> None:
        process = QProcess(self)
        nothing = QProcess.nullDevice()
        process.setStandardOutputFile(nothing)  # what libraries print there is nobody's business
        process.setStandardErrorFile(nothing)
        process.finished.connect(partial(self._ended, process))
        process.errorOccurred.connect(partial(self._failed, process))
        self.destroyed.connect(partial(_end, process))  # before Qt deletes it, which it does not like while it runs
        self._process = process
        process.start(self._command[0], list(self._command[1:]))
        process.write(words.encode())
        process.closeWriteChannel()

    def _ended(self, process: QProcess, code: int, how: QProcess.ExitStatus) -> None:
        process.deleteLater()
        if process is self._process:  # else it was stopped, and another may speak by now
            self._settle(how == QProcess.ExitStatus.NormalExit and code == SPOKEN)

    def _failed(self, process: QProcess, what: QProcess.ProcessError) -> None:
        if what == QProcess.ProcessError.FailedToStart:  # then nothing ends
            process.deleteLater()
            if process is self._process:
                self._settle(False)

    def _settle(self, available: bool) -> None:
        self.patience.stop()
        self._process, self.reading, self.available = None, False, available
        self.changed.emit()


class SilentVoice(Voice):
    """No voice, known at once: for tests and the demo, which start no other program."""

    def look(self) -> None:
        """Say that there is none."""
        self.available = False
        self.changed.emit()

    def read(self, words: str) -> None:
        """Read nothing."""


def _end(process: QProcess, _gone: object = None) -> None:
    """End a process before its voice is gone: Qt would warn of one that is deleted while it runs."""
    if shiboken6.isValid(process) and process.state() != QProcess.ProcessState.NotRunning:
        process.blockSignals(True)  # nobody waits for its answer, and whoever did may be gone
        process.kill()
        process.waitForFinished(_AT_ONCE_MS)
