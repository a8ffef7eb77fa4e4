"""What is said in place of words that could not be kept: which, and what to do; and why a page cannot be left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from workwell_desktop.ui.doors import Doors
from workwell_desktop.ui.held_words import HeldWords
from workwell_desktop.ui.keeper import NOT_SAVED
from workwell_desktop.ui.parts.dialog import Deed
from workwell_desktop.ui.parts.layouts import column, empty_out, reveal
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.style.theme import Look

WHY = "Some words here are not saved yet, so this page stays open."
NEXT = "The disk of this PC may be full. Make some room on it, then try again. Nothing is lost while it stays open."


_NO_ROOM = "This PC could not write to the disk. The last words are not saved yet. Make some room, then try again."


def ask_about_unkept(
    doors: Doors, window: QWidget, held: HeldWords, safe: str, stay: Callable[[], object], go_on: Callable[[], object]
) -> None:
    """Ask before words are lost that the disk had no room for. ``safe`` is the word of staying."""

    def choose(code: str) -> None:
        if code == "leave":
            held.drop()
            go_on()
        else:
            stay()

    deeds = (Deed("stay", safe, safe=True), Deed("leave", "Lose the last words", kind="final"))
    doors.ask(window, "Some words are not saved yet. Stay here?", _NO_ROOM, deeds, choose)


class Unkept(QWidget):
    """Nothing, or the notice that a page stays open."""

    def __init__(self, look: Look) -> None:
        """Say nothing yet."""
        super().__init__()
        self._look = look
        self._box = column(look, gap=0, margins=(32, 12, 32, 12))
        self.setLayout(self._box)
        reveal(self, False)

    def say(self, again: Callable[[], object]) -> bool:
        """Say why the page stays, and offer to do ``again`` what was asked. Return false: it cannot be left."""
        empty_out(self._box)
        self._box.addWidget(Notice(self._look, "bad", WHY, NEXT, deeds=[("Try again", again)], announce_it=True))
        reveal(self, True)
        return False

    def settle(self) -> None:
        """Say nothing any more: all is kept."""
        empty_out(self._box)
        reveal(self, False)


def unkept_notice(look: Look, point: str, failed: str) -> Notice:
    """Return the notice that says by ``point`` what is not kept, then what to do, from ``Keeper.failed``."""
    return Notice(look, "bad", point, failed.removeprefix(NOT_SAVED).strip(), announce_it=True)
