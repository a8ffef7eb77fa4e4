"""One measurement of our own program in a process of its own: what is wanted comes in as JSON, the answer goes out.

It goes through the real windows: the passphrase and the letters of a search are key events. What only the measuring
needs is loaded after the program has loaded itself, so that the program's own order and memory stay as they are.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from workwell_desktop.app import make_application, make_window
from workwell_desktop.bench.memory import peak_mb, resident_mb
from workwell_desktop.bench.talk import answer_and_leave
from workwell_desktop.bench.watch import beats, linger, painted, scrolled, sent
from workwell_desktop.clock import Clock
from workwell_desktop.later import Later
from workwell_desktop.paths import Places
from workwell_desktop.ui.parts.line import SecretLine
from workwell_desktop.ui.unlock import UnlockView
from workwell_desktop.ui.window import Window
from workwell_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from workwell_desktop.bench import people, typed
    from workwell_desktop.casework.access import Vault
    from workwell_desktop.ui.caseload_column import CaseloadColumn
else:
    people = Later("workwell_desktop.bench.people")
    typed = Later("workwell_desktop.bench.typed")


_BEGUN_AFTER_S = 0.1


class Program:
    """Our own program, shown and painted, before or after it is unlocked."""

    def __init__(self, home: Path) -> None:
        """Show the window over a home folder, and wait until all that stands behind it is loaded too."""
        places = Places.under(home)
        self.app, look = make_application(places)
        self.window: Window = make_window(self.app, look, places, Clock())
        self.window.resize(1440, 900)  # as the floor, whatever the screen
        painted(self.window, first=self.window.show)
        worker = self.window.findChild(Worker)
        linger(_BEGUN_AFTER_S)
        while worker is not None and worker.busy:  # nobody finds the first key of their passphrase sooner
            linger(_BEGUN_AFTER_S)
        self._vaults: list[Vault] = []
        self._resets = 0

    @property
    def column(self) -> CaseloadColumn:
        """The caseload's column. Raises ``RuntimeError`` while the program is locked."""
        if self.window.workspace is None:
            raise RuntimeError("the program is locked")
        return self.window.workspace.column

    def enter(self, vault: Vault) -> float:
        """Go in with a vault that is open already; return when the first page was painted."""
        self._view().unlocked.emit(vault)
        return self._first_page(vault)

    def unlock(self) -> tuple[float, float]:
        """Type the passphrase and press Enter; return when Enter went down, and when the first page was painted."""
        view = self._view()
        view.unlocked.connect(self._vaults.append)
        line = view.findChildren(SecretLine)[0].line
        line.setFocus()
        QTest.keyClicks(line, people.PASSPHRASE)
        pressed = time.monotonic()
        sent(self.window.opened, lambda: QTest.keyClick(line, Qt.Key.Key_Return))
        return pressed, self._first_page(self.vault)

    def search(self, letter: str) -> float:
        """Press one key in the search; return the milliseconds until the list of what was found is painted."""
        line = self.column.search
        pressed = time.monotonic()
        return (self._list_after(lambda: QTest.keyClicks(line, letter)) - pressed) * 1000

    def clear_search(self) -> None:
        """Empty the search with Esc and wait for everybody to stand there again."""
        line = self.column.search
        if line.text():
            self._list_after(lambda: QTest.keyClick(line, Qt.Key.Key_Escape))

    @property
    def vault(self) -> Vault:
        """The vault, once the program is unlocked."""
        return self._vaults[0]

    def close(self) -> None:
        """Shut the vaults that were opened, without the backup that a person would wait for."""
        for vault in self._vaults:
            vault.close()

    def _list_after(self, deed: Callable[[], object]) -> float:
        before = self._resets
        return painted(self.column.people.viewport(), lambda: self._resets > before, deed)

    def _first_page(self, vault: Vault) -> float:
        if vault not in self._vaults:
            self._vaults.append(vault)
        column = self.column.people
        at = painted(column.viewport(), lambda: column.rows.rowCount() > 0)
        column.rows.modelReset.connect(self._count_reset)
        return at

    def _count_reset(self) -> None:
        self._resets += 1

    def _view(self) -> UnlockView:
        view = self.window.findChild(UnlockView)
        if not isinstance(view, UnlockView):
            raise TypeError("the window does not ask for a passphrase")
        return view


def first_page(home: str) -> dict[str, float]:
    """Return the milliseconds from the unwrapped data key to the painted first page, and the rows that were read."""
    program = Program(Path(home))
    caseload = people.Caseload(Path(home))
    opened = caseload.unwrap()
    began = time.monotonic()
    at = program.enter(caseload.open(opened))
    rows = program.column.people.rows.rowCount()
    program.close()
    return {"ms": (at - began) * 1000, "rows": rows}


def passphrase(home: str) -> dict[str, float | None]:
    """Return the milliseconds from Enter behind the passphrase to the painted first page, and the peak of memory."""
    program = Program(Path(home))
    pressed, at = program.unlock()
    peak = peak_mb()
    program.close()
    return {"ms": (at - pressed) * 1000, "peak_mb": peak}


def search(home: str, texts: int) -> dict[str, list[float]]:
    """Return the milliseconds from each key pressed in the search to the painted list, for this many texts."""
    program = Program(Path(home))
    program.unlock()
    times = []
    for text in typed.texts_to_type(texts):
        times += [program.search(letter) for letter in text]
        program.clear_search()
    program.close()
    return {"ms": times}


def scroll(home: str, steps: int) -> dict[str, object]:
    """Show everybody and go from end to end; return the milliseconds of each step and each turn while it is read."""
    program = Program(Path(home))
    program.unlock()
    workspace = program.window.workspace
    if workspace is None:
        raise RuntimeError("the program is locked")
    workspace.show_page("people")
    table = workspace.pages["people"].findChild(QTableView)
    worker = program.window.findChild(Worker)
    if table is None or worker is None:
        raise RuntimeError("the list is not there")
    painted(table.viewport())  # what follows is the list; the page itself stands
    turns = beats(lambda: not worker.busy)  # while the order is worked out beside the window
    blocks = scrolled(table, steps)
    keys = [key for key in (Qt.Key.Key_Home, Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_PageUp) for _ in range(5)]
    table.setFocus()
    for key in keys:
        began = time.perf_counter()
        QTest.keyClick(table, key)
        table.viewport().repaint()
        blocks.append((time.perf_counter() - began) * 1000)
    rows = table.model().rowCount()
    program.close()
    return {"ms": [*turns, *blocks], "rows": rows}


def memory(home: str, searches: int, rest: float) -> dict[str, float | None]:
    """Return the megabytes that stay after unlocking, work that warms every connection, searches and a rest (s)."""
    program = Program(Path(home))
    program.unlock()
    people.warm(program.vault)
    left = searches
    for text in typed.texts_to_type(searches):
        for letter in text[:left]:
            program.search(letter)
            left -= 1
        program.clear_search()
        if not left:
            break
    linger(rest)
    held = resident_mb()
    program.close()
    return {"mb": held}


DEEDS: dict[str, Callable[..., object]] = {
    "first_page": first_page, "passphrase": passphrase, "search": search, "scroll": scroll,
    "memory": memory,
}  # fmt: skip


if __name__ == "__main__":
    answer_and_leave(DEEDS)
