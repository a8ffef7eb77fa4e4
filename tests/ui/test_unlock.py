"""The ways in: the passphrase under its limits, the sheet, and a backup brought to this PC."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.vaults import COACH, NEW_PASSPHRASE, PASSPHRASE, FakeTime, Template
from workwell_desktop.casework import access
from workwell_desktop.paths import Places
from workwell_desktop.ui.doors import ReadyDoors
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.style.theme import Look
from workwell_desktop.ui.unlock import ForgottenView, RestoreView, UnlockView
from workwell_desktop.ui.worker import Worker
from workwell_desktop.vault.store import Vault

Show = Callable[[QWidget], Hand]


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.close()


def words(view: QWidget) -> str:
    return " | ".join(one.text() for one in view.findChildren(QLabel) if one.isVisible())


def close_after(view: UnlockView | ForgottenView) -> list[Vault]:
    """Take each vault that the view opens, and close it at once."""
    opened: list[Vault] = []
    view.unlocked.connect(opened.append)
    view.unlocked.connect(lambda vault: vault.close())
    return opened


def test_wrong_tries_are_said_and_the_fifth_has_to_wait_in_words(
    look: Look, vault_folder: Path, worker: Worker, time: FakeTime, shown: Show
) -> None:
    view = UnlockView(look, vault_folder, worker, time.clock)
    hand, opened = shown(view), close_after(view)
    hand.press("Unlock")
    assert "Type your passphrase first." in words(view)
    for _ in range(4):
        hand.write("Passphrase", "not the passphrase")
        hand.press("Unlock")
        hand.wait_for_button("Unlock")
    assert "That is not the passphrase. Check Caps Lock and the spaces." in words(view)
    hand.write("Passphrase", PASSPHRASE)
    hand.press("Unlock")
    hand.wait_for(lambda: not view.button.isEnabled() and "Try again" in view.button.text(), "the wait")
    assert view.button.text() == "Try again in 30 seconds"
    view.try_unlock()
    view._count_down()
    assert view.button.text() == "Try again in 29 seconds"
    view._wait = 840
    view._count_down()
    assert view.button.text() == "Try again in 14 minutes"
    time.go(seconds=31)
    view._wait = 0
    view._count_down()
    hand.press("Unlock")
    hand.wait_for(lambda: bool(opened), "the open vault")
    assert view.passphrase.value() == "", "it does not stay in the window"
    assert opened[0].coach == COACH


def test_no_name_but_the_coachs_stands_there(
    look: Look, vault_folder: Path, worker: Worker, time: FakeTime, shown: Show
) -> None:
    view = UnlockView(look, vault_folder, worker, time.clock, why_locked="Locked at 11:18.", kept=False)
    shown(view)
    assert "The last words are not saved yet. Unlock to save them." in words(view)
    combo = view.coach.control
    assert [combo.itemText(i) for i in range(combo.count())] == [COACH], "nothing that opens nothing"


def test_the_sheet_opens_and_sets_a_new_passphrase(
    look: Look, vault_folder: Path, template: Template, worker: Worker, time: FakeTime, shown: Show
) -> None:
    view = ForgottenView(look, vault_folder, worker, time.clock)
    hand, opened = shown(view), close_after(view)
    sheet, new, again = "The 36 letters and numbers on the sheet", "New passphrase", "The same again"
    hand.press("Open with the sheet")
    assert view.sheet.error == "Type what stands on the sheet first."
    hand.write(sheet, " ".join(template.sheet.groups).lower())
    hand.write(new, "short")
    hand.press("Open with the sheet")
    assert "12 characters" in view.new.error
    hand.write(new, NEW_PASSPHRASE)
    hand.write(again, "something else")
    hand.press("Open with the sheet")
    assert view.again.error == "This is not the same. Type the new passphrase again."
    hand.write(again, NEW_PASSPHRASE)
    hand.press("Open with the sheet")
    hand.wait_for(lambda: bool(opened), "the open vault")


def test_a_backup_says_what_is_in_it_and_is_brought_in_once(
    look: Look, open_vault: Vault, worker: Worker, time: FakeTime, shown: Show, qtbot: QtBot, tmp_path: Path
) -> None:
    facts = access.back_up(open_vault, "")
    bad = tmp_path / "holiday.wwbackup"
    bad.write_bytes(b"pictures")
    doors = ReadyDoors(look, opens=[bad, facts.path])
    places = Places.under(tmp_path / "new pc")
    view = RestoreView(look, places, worker, doors, time.clock)
    hand = shown(view)
    hand.press("Choose a backup file")
    hand.wait_for_button("Choose a backup file")
    hand.wait_for(lambda: "Nothing is replaced." not in words(view), "the reason")
    hand.press("Choose a backup file")
    hand.wait_for_button("Open this backup")
    assert "in it." in words(view)
    with qtbot.waitSignal(view.restored, timeout=20_000) as restored:
        hand.press("Open this backup")
        assert not view.choose.isEnabled(), "a second press does nothing"
    assert list(places.vaults.iterdir()) == [restored.args[0]]


def test_a_slip_on_the_sheet_is_said_beside_it(
    look: Look, vault_folder: Path, worker: Worker, time: FakeTime, template: Template, shown: Show
) -> None:
    view = ForgottenView(look, vault_folder, worker, time.clock)
    hand = shown(view)
    groups = list(template.sheet.groups)
    groups[2] = groups[2][::-1] if groups[2] != groups[2][::-1] else "A" * 4
    hand.write("The 36 letters and numbers on the sheet", " ".join(groups))
    hand.write("New passphrase", NEW_PASSPHRASE)
    hand.write("The same again", NEW_PASSPHRASE)
    hand.press("Open with the sheet")
    hand.wait_for(lambda: bool(view.sheet.error), "what is wrong with the sheet")
    assert "See the sentences" not in view.sheet.error
    assert "Read" in view.sheet.error or "group" in view.sheet.error.lower()


def test_one_of_several_vaults_on_the_pc_is_chosen(
    look: Look, vault_folder: Path, worker: Worker, time: FakeTime, shown: Show
) -> None:
    other = vault_folder.parent / "other"
    view = UnlockView(look, vault_folder, worker, time.clock, vaults=((vault_folder, "This one"), (other, "That one")))
    wanted: list[Path] = []
    view.vault_wanted.connect(wanted.append)
    shown(view).choose("Vault", "That one")
    assert wanted == [other]


def test_a_vault_that_lies_in_another_folder_is_taken(
    look: Look, vault_folder: Path, worker: Worker, time: FakeTime, tmp_path: Path, shown: Show
) -> None:
    doors = ReadyDoors(look, folders=[tmp_path, vault_folder])
    view = RestoreView(look, Places.under(tmp_path), worker, doors, time.clock)
    taken: list[Path] = []
    view.restored.connect(taken.append)
    hand = shown(view)
    hand.press("Open a vault’s folder")
    assert "There is no vault in that folder." in words(view)
    hand.press("Open a vault’s folder")
    assert taken == [vault_folder]


def test_a_vault_whose_key_file_is_gone_is_still_asked_for_beside_others(
    look: Look, vault_folder: Path, worker: Worker, time: FakeTime, tmp_path: Path, shown: Show
) -> None:
    """Its copy names the coach; the list of vaults on this PC, which goes by key files, leaves it out."""
    places = Places.under(tmp_path / "home")
    for name in ("one", "two"):
        shutil.copytree(vault_folder, places.vaults / name)
    (vault_folder / "vault.json").unlink()
    here = access.vaults_here(places, vault_folder)
    assert [folder.name for folder, _ in here if folder != vault_folder] == [folder.name for folder, _ in here]
    view = UnlockView(look, vault_folder, worker, time.clock, vaults=here)
    assert shown(view).sees_field("Passphrase")
