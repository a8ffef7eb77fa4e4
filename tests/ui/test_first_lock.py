"""The guide of the first start locks like everything else, from the moment there is a vault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel

from tests.journeys.stage import Stage
from tests.vaults import FakeTime


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def stage(qapp: QApplication, time: FakeTime, tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path / "home", saves=[tmp_path / "sheet.pdf"], clock=time.clock)
    yield stage
    stage.end()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def make_vault(stage: Stage) -> str:
    """Go as far as the recovery sheet, and return the passphrase."""
    stage.hand.write("Your name", "Ruth Example")
    stage.hand.write("Your service", "Elm Street Clinic")
    stage.hand.press("Next: your passphrase")
    words = stage.hand.find(QLabel, "Four words for you").text()
    stage.hand.press("Use these words")
    stage.hand.press("Make my vault")
    stage.hand.wait_for_button("Save the sheet")
    return words


def test_nobody_there_locks_the_guide_once_there_is_a_vault(stage: Stage, time: FakeTime) -> None:
    time.go(minutes=6)
    stage.window._idle.look()
    assert stage.hand.sees(QLabel, "Four words for you") is False
    make_vault(stage)
    time.go(minutes=6)
    stage.window._idle.look()
    stage.wait_for_way_in()
    assert stage.says("after 5 minutes with no typing.")
    assert not stage.hand.sees(QLabel, "The letters and numbers of the sheet"), "the sheet is out of sight"


def test_the_keys_lock_the_guide_and_the_vault_opens_again(stage: Stage) -> None:
    words = make_vault(stage)
    vault = stage.window._vault
    assert vault is not None
    stage.hand.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    stage.wait_for_way_in()
    assert stage.window._vault is None
    assert (vault.folder / "vault.json").exists()
    stage.hand.write("Passphrase", words)
    stage.hand.press("Unlock")
    stage.past_the_sheet()


def test_closing_in_the_guide_shuts_the_vault(stage: Stage) -> None:
    words = make_vault(stage)
    stage.close()
    again = Stage(stage.home)
    try:
        again.hand.write("Passphrase", words)
        again.hand.press("Unlock")
        again.past_the_sheet()
    finally:
        again.end()


def test_who_has_no_copy_of_the_sheet_makes_a_new_one_at_sign_in(stage: Stage, tmp_path: Path) -> None:
    words = make_vault(stage)
    old = stage.hand.find(QLabel, "The letters and numbers of the sheet").text()
    stage.hand.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    stage.wait_for_way_in()
    stage.hand.write("Passphrase", words)
    stage.hand.press("Unlock")
    stage.wait_for_button("I have no copy. Make a new sheet")
    stage.hand.press("I have no copy. Make a new sheet")
    stage.hand.press("Back")
    stage.hand.press("I have no copy. Make a new sheet")
    stage.hand.write("Passphrase", "not the passphrase")
    stage.hand.press("Make a new sheet")
    stage.wait_for(lambda: stage.says("That is not the passphrase."), "the sentence")
    stage.hand.write("Passphrase", words)
    stage.hand.press("Make a new sheet")
    stage.wait_for_button("Save the sheet")
    new = stage.hand.find(QLabel, "The letters and numbers of the sheet").text()
    assert new != old
    stage.hand.press("Save the sheet")
    stage.wait_for((tmp_path / "sheet.pdf").exists, "the saved sheet")
    for number, group in enumerate(new.split(), start=1):
        if stage.hand.sees_field(f"Group {number} of the sheet"):
            stage.hand.write(f"Group {number} of the sheet", group)
    stage.hand.press("I have kept the sheet")
    stage.wait_for_workspace()
    assert stage.window._vault is not None
    assert stage.window._vault.sheet_confirmed
