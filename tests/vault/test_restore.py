"""Restoring: into a new folder, checked before it is used, and the whole journey for a large service."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.vault.filling import fill, names, rows
from tests.vaults import NEW_PASSPHRASE, PASSPHRASE, FakeTime, Template
from workwell_desktop.clock import Clock
from workwell_desktop.errors import BackupUnreadable, FolderRefused, VaultProblem
from workwell_desktop.models.members import VaultSecret
from workwell_desktop.vault.backup import (
    make_backup,
)
from workwell_desktop.vault.connection import connect
from workwell_desktop.vault.doctor import verify
from workwell_desktop.vault.restore import MARK, restore
from workwell_desktop.vault.slots import derive_keys
from workwell_desktop.vault.store import Vault, coaches, unlock, unlock_with_sheet


def test_a_restored_vault_is_the_same_and_checked_before_use(open_vault: Vault, tmp_path: Path) -> None:
    fill(open_vault, 20, 2000)
    facts = make_backup(open_vault)
    original = rows(open_vault)
    fill_later = {"name": "later", "value": b""}
    with open_vault.transaction() as transaction:
        transaction.session.execute(sa.insert(VaultSecret).values(**fill_later))
    folder = restore(facts.path, tmp_path / "elsewhere", clock=Clock())
    assert folder.name.startswith(f"{open_vault.vault_id}-")
    assert (folder / MARK).exists()
    vault = unlock(folder, coaches(folder)[0].slot_id, PASSPHRASE, clock=Clock(), keyring=None)
    assert not (folder / MARK).exists()
    assert rows(vault) == original
    assert vault.warnings == ()
    assert all(finding.ok for finding in verify(vault))
    vault.close()
    assert rows(open_vault) == original + 1  # the vault in use is untouched


def test_a_restored_vault_opens_with_the_sheet_on_a_pc_that_has_nothing(
    open_vault: Vault, template: Template, tmp_path: Path
) -> None:
    facts = make_backup(open_vault)
    open_vault.close()
    shutil.move(facts.path, tmp_path / "stick.wwbackup")
    shutil.rmtree(open_vault.folder)
    folder = restore(tmp_path / "stick.wwbackup", tmp_path / "new pc", clock=Clock())
    vault = unlock_with_sheet(folder, template.sheet.text, new_passphrase=NEW_PASSPHRASE, clock=Clock())
    assert vault.coach
    vault.close()


def test_two_restores_lie_side_by_side(open_vault: Vault, tmp_path: Path) -> None:
    facts, time = make_backup(open_vault), FakeTime()
    first = restore(facts.path, tmp_path / "vaults", clock=time.clock)
    second = restore(facts.path, tmp_path / "vaults", clock=time.clock)
    assert first != second
    assert (first / "vault-0001.db").read_bytes() == (second / "vault-0001.db").read_bytes()


def test_a_restore_into_a_synced_folder_is_refused(open_vault: Vault, tmp_path: Path) -> None:
    facts = make_backup(open_vault)
    with pytest.raises(FolderRefused):
        restore(facts.path, tmp_path / "Dropbox", clock=Clock())


def test_a_backup_changed_with_its_sums_is_found_at_the_first_unlocking(
    open_vault: Vault, template: Template, tmp_path: Path
) -> None:
    """Somebody who can write sums can make the form right. The pages' seals still tell."""
    facts = make_backup(open_vault)
    folder = restore(facts.path, tmp_path / "vaults", clock=Clock())
    with (folder / "vault-0001.db").open("r+b") as file:
        file.seek(-3 * 4096 + 7, os.SEEK_END)
        file.write(b"x")
    with pytest.raises(VaultProblem):
        unlock(folder, template.slot_id, PASSPHRASE, clock=Clock(), keyring=None)
    assert (folder / MARK).exists()


def test_a_backup_that_lacks_rows_is_found_at_the_first_unlocking(
    open_vault: Vault, template: Template, tmp_path: Path
) -> None:
    facts = make_backup(open_vault)
    folder = restore(facts.path, tmp_path / "vaults", clock=Clock())
    with closing(connect(folder / "vault-0001.db", derive_keys(open_vault.opened.data_key).db)) as connection:
        connection.execute("DELETE FROM vault_secret WHERE name = 'sheet_check'")
    with pytest.raises(BackupUnreadable, match="not as it was when it was made"):
        unlock(folder, template.slot_id, PASSPHRASE, clock=Clock(), keyring=None)


def test_a_restore_that_fails_leaves_nothing(open_vault: Vault, tmp_path: Path) -> None:
    facts = make_backup(open_vault)
    bad = tmp_path / "bad.wwbackup"
    data = bytearray(facts.path.read_bytes())
    at = data.index(b"vault-0001.db") + 5000
    data[at] ^= 1
    bad.write_bytes(bytes(data))
    vaults = tmp_path / "vaults"
    vaults.mkdir(exist_ok=True)
    before = names(vaults)
    with pytest.raises(BackupUnreadable):
        restore(bad, vaults, clock=Clock())
    assert names(vaults) == before


def test_over_a_hundred_megabytes(template: Template, vault_folder: Path, tmp_path: Path) -> None:
    """The journey of a large service: made, proved, restored to a new folder, opened and compared."""
    vault = template.open(vault_folder, Clock())
    fill(vault, 1100, 100_000)
    facts = make_backup(vault)
    assert facts.size > 100 * 1024 * 1024
    vault.close()
    folder = restore(facts.path, tmp_path / "restored", clock=Clock())
    again = template.open(folder, Clock())
    assert rows(again) == 1102
    with again.reading() as session:
        some = session.execute(sa.select(sa.func.length(VaultSecret.value)).where(VaultSecret.name == "filler 000777"))
        assert some.scalar_one() == 100_000
    again.close()
    shutil.rmtree(folder)
    facts.path.unlink()
