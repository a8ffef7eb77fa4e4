"""The floors with a window: a bare PySide6 line and list, and the bare driver. Nothing of our own screens."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QStringListModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QMainWindow, QTableView, QVBoxLayout, QWidget

from workwell_desktop.bench import bare
from workwell_desktop.bench.memory import peak_mb, resident_mb
from workwell_desktop.bench.talk import answer_and_leave
from workwell_desktop.bench.watch import linger, painted, scrolled

_ROOT = QModelIndex()
_REST_S = 0.02


class Bare:
    """A bare window with a line to type in and a list, shown and painted."""

    def __init__(self) -> None:
        """Build it and wait for its first paint."""
        self.app = QApplication(sys.argv[:1])
        self.window = QMainWindow()
        self.window.resize(1440, 900)
        self.line, self.list, self.rows = QLineEdit(), QListView(), QStringListModel()
        self.list.setModel(self.rows)
        self.list.setUniformItemSizes(True)
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        self.window.setCentralWidget(whole)
        painted(self.window, first=self.window.show)

    def show(self, found: Sequence[tuple[Any, ...]]) -> float:
        """Show the names of what was found and return when they were painted."""

        def fill() -> None:
            self.rows.setStringList([f"{row[1]} {row[3]}" for row in found])
            self.list.viewport().update()

        return painted(self.list.viewport(), first=fill)


def first_page(database: str, key: str, rows: int) -> dict[str, float]:
    """Return the milliseconds from the key (hex) to a painted list of the first page."""
    window = Bare()
    began = time.monotonic()
    at = window.show(bare.first_page(_connect(database, key), rows))
    return {"ms": (at - began) * 1000}


def passphrase(database: str, key: str, rows: int, cost: Sequence[int]) -> dict[str, float | None]:
    """Return the milliseconds of one stretch (KiB, passes, lanes), a connection and a painted list, one by one."""
    memory_kib, passes, lanes = cost
    began = time.monotonic()
    hash_secret_raw(bytes(20), bytes(16), passes, memory_kib, lanes, 32, Type.ID)
    stretched = (time.monotonic() - began) * 1000
    peak = peak_mb()  # before there is a window
    return {"ms": stretched + first_page(database, key, rows)["ms"], "peak_mb": peak}


def search(database: str, key: str, rows: int, texts: Sequence[str], wait_ms: int) -> dict[str, list[float]]:
    """Return the milliseconds from each key event to the painted list, with the same wait for the next letter."""
    window, connection, times = Bare(), _connect(database, key), []
    for text in texts:
        window.line.clear()
        for letter in text:
            pressed = time.monotonic()
            QTest.keyClicks(window.line, letter)
            linger(wait_ms / 1000)
            at = window.show(bare.begins(connection, window.line.text(), rows))
            times.append((at - pressed) * 1000)
    return {"ms": times}


def opening(database: str, key: str, ids: Sequence[int], tables: Sequence[str]) -> dict[str, list[float]]:
    """Return the milliseconds to read all rows of some tables about each participant and to paint them in a list."""
    window, connection, times = Bare(), _connect(database, key), []
    for number in ids:
        linger(_REST_S)
        began = time.monotonic()
        rows = bare.everything_of(connection, number, tables or None)
        at = window.show([("", str(row[1]), "", str(row[2])) for row in rows])
        times.append((at - began) * 1000)
    return {"ms": times}


def scroll(database: str, key: str, rows: int, steps: int) -> dict[str, list[float]]:
    """Return the milliseconds of each step through a bare table of so many rows, each with the same few words."""
    window = Bare()
    table = QTableView()
    table.setModel(_Same(rows))
    table.verticalHeader().hide()
    bare.first_page(_connect(database, key), 1)
    window.window.setCentralWidget(table)
    linger(0.1)
    return {"ms": scrolled(table, steps)}


class _Same(QAbstractTableModel):
    """Many rows that say the same in every cell."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:  # noqa: N802 - Qt's own name
        """Return how many rows there are (called by Qt)."""
        return self._rows

    def columnCount(self, _parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:  # noqa: N802 - Qt's own name
        """Return how many columns there are (called by Qt)."""
        return 8

    def data(self, _index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the words of a cell (called by Qt)."""
        return "Jo Example" if role == Qt.ItemDataRole.DisplayRole else None


def memory(database: str, key: str, rows: int, texts: Sequence[str], rest: float) -> dict[str, float | None]:
    """Return the megabytes that a bare window, two warm connections, the searches and a rest (s) leave behind."""
    window, reader, writer = Bare(), _connect(database, key), _connect(database, key, writing=True)
    bare.warm(writer)
    for text in texts:
        window.show(bare.begins(reader, text, rows))
    linger(rest)
    return {"mb": resident_mb()}


def _connect(database: str, key: str, *, writing: bool = False) -> Any:
    return bare.connect(Path(database), bytes.fromhex(key), writing=writing)


DEEDS: dict[str, Callable[..., object]] = {
    "first_page": first_page, "passphrase": passphrase, "search": search, "scroll": scroll, "opening": opening,
    "memory": memory,
}  # fmt: skip


if __name__ == "__main__":
    answer_and_leave(DEEDS)
