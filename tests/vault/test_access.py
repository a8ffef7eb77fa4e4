"""Who may open the vault next time."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.vault.keyrings import Failing, Working
from tests.vaults import COACH, NEW_PASSPHRASE, PASSPHRASE, Template
from workwell_desktop.clock import Clock
from workwell_desktop.errors import ExtraKeyMissing, InputProblem, NotKept, WrongPassphrase
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.models.members import MemberKey, VaultSecret
from workwell_desktop.vault import box
from workwell_desktop.vault.device import DeviceKeyring
from workwell_desktop.vault.doctor import verify
from workwell_desktop.vault.sheet import read_sheet
from workwell_desktop.vault.store import Vault, coaches, unlock, unlock_with_sheet


def enter(folder: Path, passphrase: str, keyring: DeviceKeyring | None = None) -> Vault:
    return unlock(folder, coaches(folder)[0].slot_id, passphrase, clock=Clock(), keyring=keyring)


def actions(vault: Vault) -> list[str]:
    with vault.reading() as session:
        return list(session.execute(sa.select(AuditEvent.action).order_by(AuditEvent.seq)).scalars())


def test_a_changed_passphrase_counts_at_once_and_in_the_copy_too(open_vault: Vault) -> None:
    open_vault.change_passphrase(PASSPHRASE, NEW_PASSPHRASE)
    assert actions(open_vault)[-1] == "passphrase.changed"
    open_vault.check_passphrase(NEW_PASSPHRASE)
    open_vault.close()
    (open_vault.folder / "vault.json").unlink()  # only the copy is left
    with pytest.raises(WrongPassphrase):
        enter(open_vault.folder, PASSPHRASE)
    enter(open_vault.folder, NEW_PASSPHRASE).close()


def test_a_wrong_old_passphrase_changes_nothing(open_vault: Vault) -> None:
    before = (open_vault.folder / "vault.json").read_bytes()
    with pytest.raises(WrongPassphrase):
        open_vault.change_passphrase(NEW_PASSPHRASE, "glacier pepper monday rope")
    with pytest.raises(InputProblem):
        open_vault.change_passphrase(PASSPHRASE, "too short")
    with pytest.raises(WrongPassphrase):
        open_vault.check_passphrase(NEW_PASSPHRASE)
    assert (open_vault.folder / "vault.json").read_bytes() == before
    assert actions(open_vault) == ["vault.made"]


def test_a_header_that_cannot_be_written_leaves_the_old_passphrase(
    open_vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise NotKept("This PC could not write to the disk.")

    monkeypatch.setattr(box, "write_header_over_both", refuse)
    with pytest.raises(NotKept):
        open_vault.change_passphrase(PASSPHRASE, NEW_PASSPHRASE)
    monkeypatch.undo()
    assert actions(open_vault) == ["vault.made"]
    open_vault.close()
    enter(open_vault.folder, PASSPHRASE).close()


def test_a_header_that_cannot_be_written_leaves_the_old_sheet_and_its_question(
    open_vault: Vault, monkeypatch: pytest.MonkeyPatch, template: Template
) -> None:
    def refuse(*_: object) -> None:
        raise NotKept("This PC could not write to the disk.")

    asked = open_vault.sheet_groups_to_confirm()
    monkeypatch.setattr(box, "write_header_over_both", refuse)
    with pytest.raises(NotKept):
        open_vault.new_sheet()
    monkeypatch.undo()
    assert open_vault.sheet_groups_to_confirm() == asked != ()
    assert open_vault.confirm_sheet({number: template.sheet.groups[number - 1] for number in asked})


# --- the recovery sheet --------------------------------------------------------------------------------------------


def test_two_groups_typed_back_confirm_the_sheet(open_vault: Vault, template: Template) -> None:
    assert not open_vault.sheet_confirmed
    asked = open_vault.sheet_groups_to_confirm()
    assert len(asked) == 2
    groups = template.sheet.groups
    right = {number: groups[number - 1] for number in asked}
    other = next(number for number in range(1, 10) if number not in asked)
    for wrong in (
        {},
        {asked[0]: right[asked[0]]},
        {**right, asked[1]: "0000"},
        {asked[0]: right[asked[0]], other: groups[other - 1]},
        {**right, 17: "0000"},
    ):
        assert not open_vault.confirm_sheet(wrong)
        assert not open_vault.sheet_confirmed
    assert open_vault.confirm_sheet({number: f" {text.lower()} " for number, text in right.items()})
    assert open_vault.sheet_confirmed
    assert open_vault.sheet_groups_to_confirm() == ()
    assert open_vault.confirm_sheet({})
    with open_vault.reading() as session:
        assert session.get(VaultSecret, "sheet_check") is None


def test_confirming_is_remembered(open_vault: Vault, template: Template) -> None:
    asked = open_vault.sheet_groups_to_confirm()
    assert open_vault.confirm_sheet({number: template.sheet.groups[number - 1] for number in asked})
    open_vault.close()
    vault = enter(open_vault.folder, PASSPHRASE)
    assert vault.sheet_confirmed
    vault.close()


def test_a_sheet_just_made_can_be_confirmed_by_any_two_groups(open_vault: Vault) -> None:
    sheet = open_vault.new_sheet()
    assert open_vault.confirm_sheet({1: sheet.groups[0], 9: sheet.groups[8]})


def test_a_new_sheet_replaces_the_old_one(open_vault: Vault, template: Template) -> None:
    sheet = open_vault.new_sheet()
    assert read_sheet(sheet.text).secret == sheet.secret
    assert [slot.label for slot in open_vault.header.slots] == [COACH, "Sheet B"]
    assert not open_vault.sheet_confirmed
    assert all(finding.ok for finding in verify(open_vault))
    open_vault.close()
    with pytest.raises(WrongPassphrase):
        unlock_with_sheet(open_vault.folder, template.sheet.text, new_passphrase=NEW_PASSPHRASE, clock=Clock())
    vault = unlock_with_sheet(open_vault.folder, sheet.text, new_passphrase=NEW_PASSPHRASE, clock=Clock())
    assert vault.sheet_groups_to_confirm()
    vault.close()


def test_coming_back_with_the_sheet_keeps_the_old_keys_as_proof(open_vault: Vault, template: Template) -> None:
    with open_vault.transaction() as transaction:
        transaction.record("signed", "plan", 1)
    open_vault.close()
    vault = unlock_with_sheet(open_vault.folder, template.sheet.text, new_passphrase=NEW_PASSPHRASE, clock=Clock())
    with vault.transaction() as transaction:
        transaction.record("signed", "plan", 1)
    assert actions(vault) == ["vault.made", "signed", "vault.opened", "passphrase.recovered", "signed"]
    assert all(finding.ok for finding in verify(vault))
    with vault.reading() as session:
        keys = session.execute(sa.select(MemberKey.kind, MemberKey.dropped_at).order_by(MemberKey.id)).all()
        assert [(key.kind, key.dropped_at is not None) for key in keys] == [
            ("passphrase", True), ("recovery", False), ("passphrase", False),
        ]  # fmt: skip
    vault.close()


# --- this PC's extra key -------------------------------------------------------------------------------------------


def test_with_the_extra_key_on_the_files_alone_do_not_open(open_vault: Vault) -> None:
    keyring = DeviceKeyring(Working())
    open_vault.extra_key_on(PASSPHRASE, keyring)
    open_vault.extra_key_on(PASSPHRASE, keyring)  # twice does no harm
    assert open_vault.has_extra_key
    open_vault.extra_key_test(keyring)
    open_vault.close()
    folder = open_vault.folder
    assert coaches(folder)[0].device
    vault = enter(folder, PASSPHRASE, keyring)
    vault.extra_key_test(keyring)
    vault.change_passphrase(PASSPHRASE, NEW_PASSPHRASE)  # with the extra key still on
    vault.close()
    with pytest.raises(ExtraKeyMissing, match="extra key is missing"):
        enter(folder, NEW_PASSPHRASE, DeviceKeyring(Working()))
    with pytest.raises(ExtraKeyMissing, match="no keyring"):
        enter(folder, NEW_PASSPHRASE)
    enter(folder, NEW_PASSPHRASE, keyring).close()


def test_another_extra_key_is_not_called_a_wrong_passphrase_alone(open_vault: Vault) -> None:
    keyring, other = DeviceKeyring(Working()), DeviceKeyring(Working())
    open_vault.extra_key_on(PASSPHRASE, keyring)
    other.keep(open_vault.vault_id, bytes(32))
    with pytest.raises(ExtraKeyMissing, match="not the one that was kept"):
        open_vault.extra_key_test(other)
    open_vault.close()
    with pytest.raises(WrongPassphrase, match="or this PC's extra key is not the one"):
        enter(open_vault.folder, PASSPHRASE, other)


def test_a_missing_extra_key_is_not_a_try(open_vault: Vault) -> None:
    keyring = DeviceKeyring(Working())
    open_vault.extra_key_on(PASSPHRASE, keyring)
    open_vault.close()
    for _ in range(6):
        with pytest.raises(ExtraKeyMissing):
            enter(open_vault.folder, PASSPHRASE, DeviceKeyring(Working()))
    enter(open_vault.folder, PASSPHRASE, keyring).close()


def test_the_extra_key_off_again(open_vault: Vault) -> None:
    backend = Working()
    keyring = DeviceKeyring(backend)
    with pytest.raises(ExtraKeyMissing, match="is off"):
        open_vault.extra_key_test(keyring)
    open_vault.extra_key_off(PASSPHRASE, keyring)  # off already
    open_vault.extra_key_on(PASSPHRASE, keyring)
    open_vault.extra_key_off(PASSPHRASE, keyring)
    assert backend.kept == {}
    assert not open_vault.has_extra_key
    open_vault.close()
    enter(open_vault.folder, PASSPHRASE).close()


@pytest.mark.parametrize("passphrase", [NEW_PASSPHRASE])
def test_switching_it_needs_the_passphrase(open_vault: Vault, passphrase: str) -> None:
    backend = Working()
    with pytest.raises(WrongPassphrase):
        open_vault.extra_key_on(passphrase, DeviceKeyring(backend))
    assert backend.kept == {}


def test_a_keyring_that_does_not_work_leaves_everything_as_it_was(open_vault: Vault) -> None:
    before = (open_vault.folder / "vault.json").read_bytes()
    with pytest.raises(ExtraKeyMissing):
        open_vault.extra_key_on(PASSPHRASE, DeviceKeyring(Failing(RuntimeError("no bus"))))
    assert (open_vault.folder / "vault.json").read_bytes() == before


def test_a_lost_extra_key_is_got_round_with_the_sheet(open_vault: Vault, template: Template) -> None:
    open_vault.extra_key_on(PASSPHRASE, DeviceKeyring(Working()))
    open_vault.close()
    vault = unlock_with_sheet(open_vault.folder, template.sheet.text, new_passphrase=NEW_PASSPHRASE, clock=Clock())
    assert not vault.has_extra_key
    vault.close()
    assert not coaches(open_vault.folder)[0].device
    enter(open_vault.folder, NEW_PASSPHRASE).close()
