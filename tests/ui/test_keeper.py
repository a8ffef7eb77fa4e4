"""Typed words are kept within two seconds, tried again on a full disk, and held over a lock."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from workwell_desktop.casework.drafts import keep_draft, load_draft
from workwell_desktop.errors import NotKept, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.held_words import HeldWords
from workwell_desktop.ui.keeper import Keeper
from workwell_desktop.vault.store import Vault


class Screen(QWidget):
    """A screen with something typed on it, over a disk that may be full."""

    def __init__(self, desk: Desk, *, beside: bool = False) -> None:
        super().__init__()
        self.typed: str | None = ""
        self.full = False
        self.refused = False
        self.gate: threading.Event | None = None  # writing waits for it
        self.threads: list[int] = []
        self.keeper = Keeper(self._words, desk, self, beside=beside)

    def type(self, words: str) -> None:
        self.typed = words
        self.keeper.touch()

    def _words(self) -> Callable[[Vault], Any] | None:
        if self.typed is None:
            return None
        words = self.typed

        def write(vault: Vault) -> None:
            self.threads.append(threading.get_ident())
            if self.gate is not None and threading.current_thread() is not threading.main_thread():
                self.gate.wait(20)
            if self.full:
                raise NotKept("This PC could not write to the disk.", "Make some room.")
            if self.refused:
                raise WorkwellError("This is signed.", "Make a new version.")
            keep_draft(vault, "screen", 1, {"words": words})

        return write


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot) -> Screen:
    screen = Screen(desk)
    qtbot.addWidget(screen)
    return screen


@pytest.fixture
def swift(desk: Desk, qtbot: QtBot) -> Screen:
    """A screen whose words are written beside the window."""
    screen = Screen(desk, beside=True)
    qtbot.addWidget(screen)
    return screen


def held_up(desk: Desk, screen: Screen, gate: threading.Event) -> None:
    """Let other words be written first, for as long as the gate is closed."""
    desk.worker.run(screen, lambda: gate.wait(20), lambda _done: None, lambda _problem: None, quick=True)


def kept(desk: Desk) -> str:
    draft = load_draft(desk.vault, "screen", 1)
    return "" if draft is None else draft.content["words"]


def test_two_seconds_hold_also_while_somebody_goes_on_typing(screen: Screen, desk: Desk, qtbot: QtBot) -> None:
    typing = QTimer(screen)
    typing.setInterval(100)
    typing.timeout.connect(lambda: screen.type(f"{screen.typed}x"))
    with qtbot.waitSignal(screen.keeper.told, timeout=2000) as told:
        screen.type("x")
        typing.start()
    typing.stop()
    assert kept(desk).startswith("xxxx")
    assert told.args[0].startswith("Kept at ")
    assert told.args[0].endswith(". Nothing is lost if you lock or close.")


def test_nothing_typed_writes_nothing(screen: Screen, desk: Desk) -> None:
    assert screen.keeper.keep_now()
    screen.typed = None
    screen.keeper.touch()
    assert screen.keeper.keep_now()
    assert kept(desk) == ""


def test_a_full_disk_is_said_and_tried_again_until_there_is_room(screen: Screen, desk: Desk, qtbot: QtBot) -> None:
    screen.full = True
    screen.type("words")
    with qtbot.waitSignal(screen.keeper.failed) as failed:
        assert not screen.keeper.keep_now()
    assert failed.args == ["Not saved yet. Make some room."]
    assert screen.keeper.unkept
    screen.full = False
    with qtbot.waitSignal(screen.keeper.told, timeout=2000):
        pass
    assert kept(desk) == "words"


def test_what_was_saved_another_way_is_not_kept_again(screen: Screen, desk: Desk) -> None:
    screen.type("words")
    screen.keeper.forget()
    assert screen.keeper.keep_now()
    assert screen.keeper.held() is None
    assert kept(desk) == ""


def test_held_words_are_those_of_the_lock_and_go_to_their_vault_alone(screen: Screen, desk: Desk) -> None:
    screen.full = True
    screen.type("as they stood")
    held = HeldWords()
    assert not held
    held.take(screen, Path("another vault"))
    assert held
    assert held.write(desk.vault), "nothing of this vault is held"
    assert held, "but of the other one"
    held.drop()
    held.take(screen, desk.vault.folder)
    screen.typed = "typed later"
    assert not held.write(desk.vault), "still no room"
    screen.full = False
    assert held.write(desk.vault)
    assert not held
    assert kept(desk) == "as they stood"


def test_no_keystroke_waits_for_the_disk(swift: Screen, desk: Desk, qtbot: QtBot) -> None:
    swift.gate = threading.Event()
    swift.type("first")
    qtbot.waitUntil(lambda: bool(swift.threads))  # the disk is at it, and takes its time
    swift.type("second")  # the window goes on all the same
    assert kept(desk) == ""
    swift.gate.set()
    desk.worker.wait(20)
    qtbot.waitUntil(lambda: kept(desk) == "second")
    assert threading.get_ident() not in swift.threads
    qtbot.waitUntil(lambda: not swift.keeper.unkept)


def test_words_that_come_late_are_never_written_over_newer_ones(swift: Screen, desk: Desk) -> None:
    gate = threading.Event()
    held_up(desk, swift, gate)
    swift.type("older")
    swift.keeper._keep_beside()
    swift.type("newer")
    assert swift.keeper.keep_now()
    gate.set()
    desk.worker.wait(20)
    assert kept(desk) == "newer"
    swift.type("too late")
    swift.keeper._keep_beside()
    swift.keeper.forget()
    desk.worker.wait(20)
    assert kept(desk) in {"newer", "too late"}  # what was under way already is whole


def test_a_lock_waits_for_words_that_are_being_written(swift: Screen, desk: Desk, qtbot: QtBot) -> None:
    swift.type("words")
    swift.keeper._keep_beside()
    swift.type("words and more")
    assert swift.keeper.keep_now()
    assert kept(desk) == "words and more"


def test_a_full_disk_beside_the_window_is_said_and_tried_again(swift: Screen, desk: Desk, qtbot: QtBot) -> None:
    swift.full = True
    with qtbot.waitSignal(swift.keeper.failed, timeout=4000):
        swift.type("words")
    assert swift.keeper.unkept
    swift.full = False
    with qtbot.waitSignal(swift.keeper.told, timeout=4000):
        pass
    assert kept(desk) == "words"


def test_words_that_still_wait_for_their_turn_are_not_taken_for_kept(swift: Screen, desk: Desk, qtbot: QtBot) -> None:
    gate = threading.Event()
    swift.type("first")
    swift.keeper._keep_beside()
    held_up(desk, swift, gate)
    swift.type("second")
    swift.keeper._keep_beside()
    qtbot.waitUntil(lambda: kept(desk) == "first")
    QApplication.processEvents()
    assert swift.keeper.unkept, "the second words are in no vault yet"
    assert swift.keeper.keep_now()
    assert kept(desk) == "second"
    gate.set()
    desk.worker.wait(20)


@pytest.mark.parametrize("beside", [True, False])
def test_words_that_are_refused_are_said_once_and_hold_nobody(desk: Desk, qtbot: QtBot, beside: bool) -> None:
    screen = Screen(desk, beside=beside)
    qtbot.addWidget(screen)
    screen.refused = True
    with qtbot.waitSignal(screen.keeper.failed, timeout=4000) as failed:
        screen.type("words")
    assert failed.args == ["Not saved. This is signed. Make a new version."]
    assert screen.keeper.held() is None
    assert screen.keeper.keep_now(), "it was said, and the page can be left"
    screen.type("more words")
    assert not screen.keeper.keep_now()


def test_held_words_that_are_refused_do_not_stop_the_way_in(screen: Screen, desk: Desk) -> None:
    screen.full = True
    screen.type("words")
    held = HeldWords()
    held.take(screen, desk.vault.folder)
    screen.full, screen.refused = False, True
    assert held.write(desk.vault)
    assert not held


def test_long_work_holds_up_no_words(swift: Screen, desk: Desk, qtbot: QtBot) -> None:
    gate = threading.Event()
    desk.worker.run(swift, lambda: gate.wait(20), lambda _done: None, lambda _problem: None)  # as a backup would
    swift.type("words")
    qtbot.waitUntil(lambda: kept(desk) == "words", timeout=2500)
    gate.set()
    desk.worker.wait(20)


def test_a_failure_that_comes_late_says_nothing_of_newer_words(swift: Screen, desk: Desk, qtbot: QtBot) -> None:
    told: list[str] = []
    swift.keeper.failed.connect(told.append)
    swift.full = True
    swift.type("older")
    swift.keeper._keep_beside()
    desk.worker.wait(20)  # it failed, and the window does not know yet
    swift.keeper.forget()
    swift.full = False
    swift.type("newer")
    QApplication.processEvents()
    assert told == []
    assert swift.keeper.unkept
    assert swift.keeper.keep_now()
    assert kept(desk) == "newer"


def test_words_of_two_vaults_each_wait_for_their_own(screen: Screen, desk: Desk) -> None:
    screen.full = True
    screen.type("of this vault")
    held = HeldWords()
    held.take(screen, desk.vault.folder)
    screen.type("of another vault")
    held.take(screen, Path("another vault"))
    screen.full = False
    assert held.write(desk.vault)
    assert kept(desk) == "of this vault"
    assert held, "those of the other vault wait"
