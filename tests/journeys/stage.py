"""The program as a coach has it: its real window over a home of its own, and a pair of hands to work it.

Used in the tests' own process, and by ``play.py`` in a process that is traced or killed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget

from tests.vaults import PASSPHRASE, Template
from workwell_desktop.app import make_application, make_window
from workwell_desktop.clock import Clock
from workwell_desktop.paths import Places
from workwell_desktop.ui.doors import ReadyDoors
from workwell_desktop.ui.hand import Hand, NothingThere, said
from workwell_desktop.ui.workspace import Workspace
from workwell_desktop.vault.header_file import first_header
from workwell_desktop.vault.store import open_with_key

W = TypeVar("W", bound=QWidget)
WIDTH, HEIGHT = 1440, 900


class Stage:
    """One running program. ``saves`` and ``opens`` are the files that its choosers will be answered with, in order."""

    def __init__(
        self,
        home: Path,
        *,
        saves: Sequence[Path] = (),
        opens: Sequence[Path] = (),
        clock: Clock | None = None,
        size: tuple[int, int] = (WIDTH, HEIGHT),
    ) -> None:
        """Start the program over ``home``, with its window shown."""
        self.home = home
        self.places = Places.under(home)
        self.app, self.look = make_application(self.places)
        self.doors = ReadyDoors(self.look, saves=saves, opens=opens)
        self.window = make_window(self.app, self.look, self.places, clock or Clock(), self.doors)
        self.window.resize(*size)
        self.window.show()
        self.hand = Hand(self.app)
        self._ended = False
        self.app.processEvents()

    @property
    def workspace(self) -> Workspace:
        """Everything that is seen while the vault is open."""
        assert self.window.workspace is not None
        return self.window.workspace

    def close(self) -> None:
        """Close the window as its cross does, wait until the vault is shut, and end the program."""
        self.window.close()
        self.hand.wait_for(lambda: not self.window.isVisible(), "the window to close")
        self.end()

    def end(self) -> None:
        """Take away what this program made in the process, whatever state it is in. A second time does nothing."""
        if self._ended:
            return
        self._ended = True
        self.doors.choices = ["leave"]  # what a failed test left unkept is of no use
        self.window.close()
        self.hand.wait_for(lambda: not self.window.isVisible(), "the window to close")
        ring = self.app.property("focus_ring")
        self.app.setProperty("focus_ring", None)
        for one in (ring, self.window, self.look):
            one.deleteLater()
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def unlock(self, passphrase: str) -> None:
        """Type the passphrase on the unlock view and wait for the workspace."""
        self.hand.write("Passphrase", passphrase)
        self.hand.press("Unlock")
        self.wait_for_workspace()

    def let_in(self, template: Template, clock: Clock, *, past_the_sheet: bool = True) -> None:
        """Go in with the key that is known from the making: sooner done than by the passphrase.

        ``past_the_sheet`` waits for the workspace; a sheet that was not typed back yet is asked for before.
        """
        (folder,) = self.places.vaults.iterdir()
        opened = replace(template.opened, header=first_header(folder))  # it was changed since the making
        self.window._enter(open_with_key(folder, opened, clock=clock))
        if past_the_sheet:
            self.wait_for_workspace()

    def unlock_template(self) -> None:
        """Unlock a vault of ``tests/vaults.py``, whose recovery sheet nobody has typed back yet."""
        self.hand.write("Passphrase", PASSPHRASE)
        self.hand.press("Unlock")
        self.past_the_sheet()

    def past_the_sheet(self) -> None:
        """Put off typing the recovery sheet's groups back, and go in."""
        self.wait_for_button("Ask me next time")
        self.hand.press("Ask me next time")
        self.wait_for_workspace()

    def wait_for_workspace(self) -> None:
        """Wait until the vault is open and the workspace stands."""
        self.wait_for(lambda: self.window.workspace is not None, "the workspace")

    def wait_for_button(self, name: str) -> None:
        """Wait until a button of this name is in sight."""
        self.wait_for(lambda: self.hand.sees(QAbstractButton, name), f"the button {name!r}")

    def wait_for(self, so: Callable[[], bool], what: str) -> None:
        """Let the program go on until something is so; a failure says what stands in the window then."""
        try:
            self.hand.wait_for(so, what)
        except NothingThere as problem:
            raise NothingThere(f"{problem}; the window says {self.words()}") from None

    def wait_for_way_in(self) -> None:
        """Wait until the program is locked and asks for the passphrase again."""
        self.hand.wait_for_button("Unlock")

    def words(self) -> list[str]:
        """Return every word in sight: labels, in their order."""
        return [plain(one.text()) for one in in_sight(self.window, QLabel) if one.text()]

    def says(self, words: str) -> bool:
        """Say whether these words stand somewhere in the window."""
        return any(words in one for one in self.words())

    def typed(self, name: str) -> str:
        """Return what stands in a field to write into."""
        for kind in (QLineEdit, QPlainTextEdit):
            for one in in_sight(self.window, kind):
                if said(one) == name:
                    return one.text() if isinstance(one, QLineEdit) else one.toPlainText()
        raise LookupError(name)


def in_sight(root: QWidget, kind: type[W]) -> list[W]:
    """Return the widgets of this kind below ``root`` that can be seen."""
    return [one for one in root.findChildren(kind) if one.isVisible()]


def plain(text: str) -> str:
    """Return the words of a label that is set in more than one weight."""
    return html.unescape(re.sub(r"</?span[^>]*>", "", text)) if "<span" in text else text
