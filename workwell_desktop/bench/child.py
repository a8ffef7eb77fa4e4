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
    from workwell_desktop.ui.parts import nav
    from workwell_desktop.ui.parts.paged_list import Rows
    from workwell_desktop.ui.person_pane import PersonPane
    from workwell_desktop.ui.records import history_page
    from workwell_desktop.ui.workspace import Workspace
else:
    people = Later("workwell_desktop.bench.people")
    typed = Later("workwell_desktop.bench.typed")
    nav = Later("workwell_desktop.ui.parts.nav")
    history_page = Later("workwell_desktop.ui.records.history_page")


_BEGUN_AFTER_S = 0.1
_LOOKED_AT_S = 0.4
_ROWS_A_PERSON = 3  # that many rows are loaded for each person with a full history that is looked for


class Program:
    """Our own program, shown and painted, before or after it is unlocked."""

    def __init__(self, home: Path) -> None:
        """Show the window over a home folder, and wait until all that stands behind it is loaded too."""
        places = Places.under(home)
        self.app, self.look = make_application(places)
        self.window: Window = make_window(self.app, self.look, places, Clock())
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
        return self.workspace.column

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

    @property
    def workspace(self) -> Workspace:
        """Everything behind the passphrase. Raises ``RuntimeError`` while the program is locked."""
        if self.window.workspace is None:
            raise RuntimeError("the program is locked")
        return self.window.workspace

    @property
    def rows(self) -> Rows:
        """The rows of the caseload that were loaded so far."""
        return self.column.people.rows

    def with_history(self, number: int) -> list[int]:
        """Return rows of the list, in order, of people who were met and written about; fewer where there are none."""
        while self.rows.rowCount() < _ROWS_A_PERSON * number and self.rows.canFetchMore():
            self.rows.fetchMore()
        places = [place for place in range(self.rows.rowCount()) if not self.rows.facts(place).heading]
        met = people.met(self.vault, [int(self.rows.facts(place).key) for place in places])
        return [place for place in places if int(self.rows.facts(place).key) in met][:number]

    def open_row(self, number: int) -> float:
        """Click on a row; return the milliseconds until the Intake of that person is painted."""
        view = self.column.people
        view.scrollTo(self.rows.index(number))
        linger(_BEGUN_AFTER_S)
        place = view.visualRect(self.rows.index(number)).center()
        began = time.monotonic()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        pane = self._pane()
        if str(pane.participant_id) != self.rows.facts(number).key:
            raise RuntimeError("somebody else was opened")
        # The banner is painted with the page, in one turn; where both people say the same, a page paints nothing anew.
        return (painted(pane.banner) - began) * 1000

    def open_history(self) -> float:
        """Click on the history in the rail; return the milliseconds until its line of time is painted."""
        intake = self._pane().intake
        buttons = [one for one in intake.findChildren(nav.NavButton) if one.isVisible()]
        button = next(one for one in buttons if one.property("section") == "history")
        began = time.monotonic()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        page = next(one for one in intake.findChildren(history_page.HistoryPage) if one.isVisible())
        return (painted(page.timeline.list.viewport()) - began) * 1000

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

    def _pane(self) -> PersonPane:
        if self.workspace.pane is None:
            raise RuntimeError("nobody is open")
        return self.workspace.pane

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
    program.workspace.show_page("people")
    table = program.workspace.pages["people"].findChild(QTableView)
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


def opening(home: str, people: int) -> dict[str, object]:
    """Click on people with a full history in the list, and then on their history in the rail; return the milliseconds.

    ``ms`` is from the click on the row until the Intake is painted, ``history_ms`` from the click in the rail until the
    line of time is; ``first`` is the first of both, which builds what all later ones find. ``ids`` says who it was.
    """
    program = Program(Path(home))
    program.unlock()
    opened, histories, ids = [], [], []
    for number in program.with_history(people + 1):
        opened.append(program.open_row(number))
        linger(_LOOKED_AT_S)  # the coach looks at the page; what nobody has seen yet is drawn meanwhile
        histories.append(program.open_history())
        linger(_LOOKED_AT_S)
        ids.append(program.rows.facts(number).key)
    program.close()
    return {"first": opened[0], "ms": opened[1:], "history_ms": histories[1:], "ids": [int(one) for one in ids[1:]]}


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
    "first_page": first_page, "passphrase": passphrase, "search": search, "scroll": scroll, "opening": opening,
    "memory": memory,
}  # fmt: skip


if __name__ == "__main__":
    answer_and_leave(DEEDS)
