"""The line above the questions: which one this is, reading aloud, and giving the screen back early."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from workwell_desktop.ui.parts.buttons import Button
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, flow, holder, reveal, row
from workwell_desktop.ui.reading_aloud import NO_VOICE_WORDS, Voice
from workwell_desktop.ui.style.theme import Look

READ, STOP_READING, STOP_HERE = "Read it to me", "Stop reading", "Stop here"


class HandOverHead(QWidget):
    """``read_wanted``: read this page aloud, or stop reading it. ``stop_wanted``: the coach takes the screen back."""

    read_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, look: Look, voice: Voice) -> None:
        """Show neither place nor voice before they are known."""
        super().__init__()
        self._look, self._voice = look, voice
        self._place = Label(look, "", "section")
        self.read = Button(look, READ, "second", "speech", roomy=True)
        self.silent = Label(look, NO_VOICE_WORDS, "small", ink="ink2")
        stop = Button(look, STOP_HERE, "quiet", "screen-turn")
        self.read.clicked.connect(self.read_wanted)
        stop.clicked.connect(self.stop_wanted)
        reveal(self.read, False)
        reveal(self.silent, False)
        self._line = row(look, column(look, self._place, self.silent, gap=0), gap=16)
        self._line.setStretch(0, 1)
        self._line.addWidget(holder(flow(look, self.read, stop, gap=12)))
        self.setLayout(self._line)
        self._fit()
        look.changed.connect(self._fit)

    def set_progress(self, words: str) -> None:
        """Say in words which question this is."""
        self._place.set_text(words)
        reveal(self._place, bool(words))

    def show_voice(self) -> None:
        """Show the key that reads aloud, the one that stops it, or that there is no voice here."""
        reveal(self.read, bool(self._voice.available))
        reveal(self.silent, self._voice.available is False)
        self.read.set_text(STOP_READING if self._voice.reading else READ)
        self.read.set_icon("cross" if self._voice.reading else "speech")

    def _fit(self) -> None:
        """Put the keys under the words where the letters are large."""
        way = QBoxLayout.Direction.TopToBottom if self._look.large else QBoxLayout.Direction.LeftToRight
        self._line.setDirection(way)
        self._line.set_spaces(16, 0 if self._look.large else (32, 12, 32, 12))  # there it stands inside the page
