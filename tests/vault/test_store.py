"""The vault opens, keeps what is saved, and forgets what is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from tests.vaults import COACH, NEW_PASSPHRASE, PASSPHRASE, Template
from workwell_desktop.clock import Clock
from workwell_desktop.errors import WrongPassphrase
from workwell_desktop.vault.store import Vault, coaches, unlock


def events(vault: Vault) -> int:
    with vault.reading() as session:
        return int(session.execute(text("SELECT count(*) FROM audit_event")).scalar_one())


def test_the_coaches_are_named_without_a_secret(vault_folder: Path, template: Template) -> None:
    (coach,) = coaches(vault_folder)
    assert (coach.slot_id, coach.label, coach.device) == (template.slot_id, COACH, False)


def test_unlocking_with_the_passphrase(vault_folder: Path, template: Template) -> None:
    vault = unlock(vault_folder, template.slot_id, PASSPHRASE, clock=Clock(), keyring=None)
    assert (vault.coach, vault.member_id, vault.warnings) == (COACH, 1, ())
    vault.close()


def test_another_passphrase_does_not_unlock(vault_folder: Path, template: Template) -> None:
    with pytest.raises(WrongPassphrase, match="Caps Lock"):
        unlock(vault_folder, template.slot_id, NEW_PASSPHRASE, clock=Clock(), keyring=None)


def test_what_is_saved_is_there_next_time(template: Template, vault_folder: Path) -> None:
    vault = template.open(vault_folder, Clock())
    before = events(vault)
    with vault.transaction() as transaction:
        transaction.record("seen", "participant", 7, {"words": "none of them kept"})
    vault.close()
    vault.close()
    again = template.open(vault_folder, Clock())
    assert events(again) == before + 1
    again.close()


def fail_half_way(vault: Vault) -> None:
    with vault.transaction() as transaction:
        transaction.record("seen", "participant", 7)
        raise ZeroDivisionError


def test_an_exception_undoes_the_whole_transaction(open_vault: Vault) -> None:
    before = events(open_vault)
    with pytest.raises(ZeroDivisionError):
        fail_half_way(open_vault)
    assert events(open_vault) == before
