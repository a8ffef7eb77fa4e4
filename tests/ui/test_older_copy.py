"""A vault whose last savings are missing: said in words, and opened only when the coach wants it as it is."""

from __future__ import annotations

import shutil
from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.ui.showing import shown
from tests.vaults import PASSPHRASE, Template
from workwell_desktop.clock import Clock
from workwell_desktop.ui.style.theme import Look
from workwell_desktop.ui.unlock import UnlockView
from workwell_desktop.ui.worker import Worker
from workwell_desktop.vault.store import Vault


def test_an_older_copy_opens_only_when_it_is_wanted(
    qtbot: QtBot, look: Look, vault_folder: Path, template: Template, tmp_path: Path
) -> None:
    old = shutil.copy(vault_folder / "vault-0001.db", tmp_path / "old.db")
    vault = template.open(vault_folder, Clock())
    with vault.transaction() as transaction:
        transaction.record("seen", "participant", 1)
    vault.close()
    shutil.copy(old, vault_folder / "vault-0001.db")

    worker = Worker()
    view = UnlockView(look, vault_folder, worker, Clock())
    shown(qtbot, view)
    opened: list[Vault] = []
    view.unlocked.connect(opened.append)
    view.passphrase.set_value(PASSPHRASE)
    assert not view.as_it_is.isVisible()
    view.button.click()
    qtbot.waitUntil(view.as_it_is.isVisible, timeout=20_000)
    assert "the last things saved are missing" in view.passphrase.error
    assert not opened

    view.as_it_is.click()
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    assert opened[0].coach
    opened[0].close()
    worker.close()
