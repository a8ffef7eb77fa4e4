"""Five failures, five sentences; and the ways round a damaged header."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from tests.vaults import COACH, NEW_PASSPHRASE, PASSPHRASE, FakeTime, Template
from workwell_desktop.clock import Clock
from workwell_desktop.errors import (
    DatabaseDamaged,
    HeaderDamaged,
    InputProblem,
    NewerVersion,
    OlderCopy,
    TooManyTries,
    VaultMissing,
    WrongPassphrase,
)
from workwell_desktop.vault.backup import make_backup
from workwell_desktop.vault.canonical import canonical
from workwell_desktop.vault.connection import connect
from workwell_desktop.vault.header import dump, parse, sign
from workwell_desktop.vault.kdf import FLOOR, Cost
from workwell_desktop.vault.slots import derive_keys
from workwell_desktop.vault.store import Vault, coaches, create_vault, open_with_key, unlock, unlock_with_sheet


def opens(folder: Path, template: Template, passphrase: str = PASSPHRASE) -> Vault:
    return unlock(folder, coaches(folder)[0].slot_id, passphrase, clock=Clock(), keyring=None)


def damage(folder: Path, *names: str) -> None:
    for name in names:
        file = folder / name
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 0x01
        file.write_bytes(bytes(data))


def rewrite(folder: Path, *path: Any, to: Any) -> None:
    content = json.loads((folder / "vault.json").read_bytes())
    place = content
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    (folder / "vault.json").write_bytes(canonical(content))


# --- five failures -------------------------------------------------------------------------------------------------


def test_a_wrong_passphrase(vault_folder: Path, template: Template) -> None:
    with pytest.raises(WrongPassphrase) as caught:
        opens(vault_folder, template, NEW_PASSPHRASE)
    assert caught.value.sentence == "That is not the passphrase."
    assert caught.value.next_step == "Check Caps Lock and the spaces."


def test_a_damaged_header_without_any_copy(vault_folder: Path, template: Template) -> None:
    (vault_folder / "vault.json").write_bytes(b"{")
    (vault_folder / "vault.json.bak").write_bytes(b"{")
    with pytest.raises(HeaderDamaged, match="Restore the newest backup"):
        coaches(vault_folder)
    with pytest.raises(HeaderDamaged, match="Restore the newest backup"):
        unlock(vault_folder, template.slot_id, PASSPHRASE, clock=Clock(), keyring=None)


def test_a_damaged_database(vault_folder: Path, template: Template) -> None:
    database = vault_folder / "vault-0001.db"
    data = bytearray(database.read_bytes())
    data[100] ^= 0xFF
    database.write_bytes(bytes(data))
    with pytest.raises(DatabaseDamaged, match="Restore the newest backup"):
        opens(vault_folder, template)


@pytest.mark.parametrize("length", [0, 1, 512, 4095])
def test_an_empty_or_cut_database(vault_folder: Path, template: Template, length: int) -> None:
    """A zero-length file would open as a new, empty database with any key."""
    database = vault_folder / "vault-0001.db"
    database.write_bytes(database.read_bytes()[:length])
    with pytest.raises(DatabaseDamaged):
        template.open(vault_folder, Clock())
    assert database.stat().st_size == length


def test_a_database_that_is_not_encrypted(vault_folder: Path, template: Template) -> None:
    database = vault_folder / "vault-0001.db"
    database.unlink()
    plain = sqlcipher.connect(str(database))
    plain.execute("CREATE TABLE participant (name)")
    plain.commit()
    plain.close()
    with pytest.raises(DatabaseDamaged):
        template.open(vault_folder, Clock())


def test_an_empty_database_under_the_right_key(vault_folder: Path, template: Template) -> None:
    database = vault_folder / "vault-0001.db"
    database.unlink()
    connect(database, derive_keys(template.opened.data_key).db, mode="rwc").close()
    with pytest.raises(DatabaseDamaged):
        template.open(vault_folder, Clock())


def test_a_newer_header(vault_folder: Path, template: Template) -> None:
    rewrite(vault_folder, "version", to=2)
    before = {file.name: file.read_bytes() for file in vault_folder.iterdir() if file.is_file()}
    for attempt in (coaches, lambda folder: unlock(folder, template.slot_id, PASSPHRASE, clock=Clock())):
        with pytest.raises(NewerVersion) as caught:
            attempt(vault_folder)
        assert caught.value.sentence == "This file was made by a newer WorkWell."
        assert caught.value.next_step == "Update this PC first. Nothing was changed."
    assert before == {file.name: file.read_bytes() for file in vault_folder.iterdir() if file.is_file()}


def test_no_vault_there(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(VaultMissing, match="no vault in this folder"):
            unlock(folder, "0" * 16, PASSPHRASE, clock=Clock(), keyring=None)
    assert not any(tmp_path.iterdir())  # not even a lock file


def test_a_missing_database(vault_folder: Path, template: Template) -> None:
    (vault_folder / "vault-0001.db").unlink()
    with pytest.raises(VaultMissing, match="database is not there"):
        template.open(vault_folder, Clock())
    assert not (vault_folder / "vault-0001.db").exists()


# --- ways round a damaged header -----------------------------------------------------------------------------------

SALT = "AAAAAAAAAAAAAAAAAAAAAA=="


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("slots", 0, "salt"), SALT),
        (("slots", 0, "kdf", "t"), 4),
        (("slots", 0, "id"), "f" * 16),
        (("slots", 0, "label"), "Sam Exbmple"),
        (("slots", 0, "device"), True),  # asks for an extra key that the copy does not ask for
        (("anchor", "seq"), 5_000_000),
        (("vault_id",), "f" * 32),
        (("generation",), 1_000_000),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else "",
)
def test_a_header_that_reads_well_but_was_changed(
    vault_folder: Path, template: Template, path: tuple[Any, ...], value: Any
) -> None:
    """What the changed header refuses, its copy accepts: that is damage and not a wrong passphrase."""
    rewrite(vault_folder, *path, to=value)
    slot = coaches(vault_folder)[0]
    vault = unlock(vault_folder, slot.slot_id, PASSPHRASE, clock=Clock(), keyring=None)
    vault.close()
    assert vault.warnings == (
        "The vault's key file was damaged. WorkWell used its copy and mended it. Nothing is lost.",
    )
    assert coaches(vault_folder)[0].label == COACH
    again = template.open(vault_folder, Clock())
    again.close()
    for name in ("vault.json", "vault.json.bak"):
        assert parse((vault_folder / name).read_bytes()).vault_id == template.opened.header.vault_id


def test_a_wrong_passphrase_is_still_wrong_with_a_damaged_header(vault_folder: Path, template: Template) -> None:
    rewrite(vault_folder, "slots", 0, "salt", to=SALT)
    with pytest.raises(WrongPassphrase):
        opens(vault_folder, template, NEW_PASSPHRASE)


def test_a_missing_header_with_a_copy(vault_folder: Path, template: Template) -> None:
    (vault_folder / "vault.json").unlink()
    vault = opens(vault_folder, template)
    vault.close()
    assert "used its copy" in vault.warnings[0]
    assert (vault_folder / "vault.json").exists()


def test_a_damaged_copy_alone_is_no_trouble(vault_folder: Path, template: Template) -> None:
    damage(vault_folder, "vault.json.bak")
    vault = opens(vault_folder, template)
    assert vault.warnings == ()
    vault.close()


def test_the_header_of_a_backup_helps_when_both_are_damaged(vault_folder: Path, template: Template) -> None:
    vault = template.open(vault_folder, Clock())
    make_backup(vault)
    vault.close()
    damage(vault_folder, "vault.json", "vault.json.bak")
    vault = opens(vault_folder, template)
    vault.close()
    assert "used the one from a backup" in vault.warnings[0]


def test_a_backups_old_passphrase_does_not_open_a_sound_vault(vault_folder: Path, template: Template) -> None:
    vault = template.open(vault_folder, Clock())
    make_backup(vault)
    vault.change_passphrase(PASSPHRASE, NEW_PASSPHRASE)
    vault.close()
    with pytest.raises(WrongPassphrase):
        opens(vault_folder, template, PASSPHRASE)


# --- older copies --------------------------------------------------------------------------------------------------


def one_more_event(vault: Vault) -> None:
    with vault.transaction() as transaction:
        transaction.record("seen", "participant", 1)


def test_a_database_behind_its_header_is_noticed(vault_folder: Path, template: Template, tmp_path: Path) -> None:
    old = shutil.copy(vault_folder / "vault-0001.db", tmp_path / "old.db")
    vault = template.open(vault_folder, Clock())
    one_more_event(vault)
    vault.close()
    newer = replace(template.opened, header=parse((vault_folder / "vault.json").read_bytes()))
    shutil.copy(old, vault_folder / "vault-0001.db")
    with pytest.raises(OlderCopy, match="the last things saved are missing"):
        open_with_key(vault_folder, newer, clock=Clock())
    vault = open_with_key(vault_folder, newer, clock=Clock(), accept_older=True)
    vault.close()
    accepted = replace(newer, header=parse((vault_folder / "vault.json").read_bytes()))
    open_with_key(vault_folder, accepted, clock=Clock()).close()


def test_a_database_ahead_of_its_header_is_a_crash_and_no_alarm(vault_folder: Path, template: Template) -> None:
    header = (vault_folder / "vault.json").read_bytes()
    vault = template.open(vault_folder, Clock())
    for _ in range(3):
        one_more_event(vault)
    vault.close()
    (vault_folder / "vault.json").write_bytes(header)
    vault = template.open(vault_folder, Clock())
    assert vault.warnings == ()
    vault.close()


def test_a_header_of_another_history_is_noticed(vault_folder: Path, template: Template) -> None:
    """The same number of events, but other ones: the anchor's MAC tells."""
    vault = template.open(vault_folder, Clock())
    one_more_event(vault)
    vault.close()
    header = parse((vault_folder / "vault.json").read_bytes())
    forged = replace(header, anchor=replace(header.anchor, head=bytes(32)))
    forged = sign(forged, derive_keys(template.opened.data_key).header_mac)
    (vault_folder / "vault.json").write_bytes(dump(forged))
    with pytest.raises(DatabaseDamaged, match="does not fit together"):
        open_with_key(vault_folder, replace(template.opened, header=forged), clock=Clock())


def test_a_clock_that_was_put_back_is_mentioned(vault_folder: Path, template: Template) -> None:
    time = FakeTime()
    vault = template.open(vault_folder, time.clock)
    one_more_event(vault)
    vault.close()
    time.go(minutes=-4)
    vault = template.open(vault_folder, time.clock)
    assert vault.warnings == ()
    vault.close()
    time.go(days=-700)
    vault = template.open(vault_folder, time.clock)
    assert "clock may be wrong" in vault.warnings[0]
    vault.close()


# --- the recovery sheet --------------------------------------------------------------------------------------------


def test_the_sheet_opens_and_sets_a_new_passphrase(vault_folder: Path, template: Template) -> None:
    typed = template.sheet.text.lower().replace("-", "  ")
    vault = unlock_with_sheet(vault_folder, typed, new_passphrase=NEW_PASSPHRASE, clock=Clock())
    one_more_event(vault)
    assert (vault.coach, vault.member_id) == (COACH, 1)
    vault.close()
    with pytest.raises(WrongPassphrase):
        opens(vault_folder, template, PASSPHRASE)
    opens(vault_folder, template, NEW_PASSPHRASE).close()
    unlock_with_sheet(vault_folder, template.sheet.text, new_passphrase=PASSPHRASE, clock=Clock()).close()


def test_a_slip_on_the_sheet_is_not_a_try(vault_folder: Path, template: Template) -> None:
    wrong = template.sheet.text[:-1] + ("0" if template.sheet.text[-1] != "0" else "1")
    for _ in range(12):
        with pytest.raises(InputProblem) as caught:
            unlock_with_sheet(vault_folder, wrong, new_passphrase=NEW_PASSPHRASE, clock=Clock())
        assert "sheet" in caught.value.fields


def test_another_vaults_sheet_does_not_open(vault_folder: Path, template: Template) -> None:
    from workwell_desktop.vault.sheet import make_sheet

    with pytest.raises(WrongPassphrase, match="recovery sheet"):
        unlock_with_sheet(vault_folder, make_sheet().text, new_passphrase=NEW_PASSPHRASE, clock=Clock())


def test_a_weak_new_passphrase_leaves_everything_as_it_was(vault_folder: Path, template: Template) -> None:
    with pytest.raises(InputProblem):
        unlock_with_sheet(vault_folder, template.sheet.text, new_passphrase="short", clock=Clock())
    opens(vault_folder, template).close()


# --- limits and making ---------------------------------------------------------------------------------------------


def test_the_fifth_try_waits(vault_folder: Path, template: Template) -> None:
    time = FakeTime()

    def try_wrong() -> None:
        unlock(vault_folder, template.slot_id, NEW_PASSPHRASE, clock=time.clock, keyring=None)

    for _ in range(4):
        with pytest.raises(WrongPassphrase):
            try_wrong()
    with pytest.raises(TooManyTries, match="Try again in 30 seconds") as caught:
        try_wrong()
    assert caught.value.seconds == 30
    time.go(seconds=30)
    unlock(vault_folder, template.slot_id, PASSPHRASE, clock=time.clock, keyring=None).close()


def test_nothing_lowers_the_floor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WORKWELL_KDF", "WORKWELL_TEST", "ARGON2_MEMORY"):
        monkeypatch.setenv(name, "1")
    for cost in ({"m": 1024, "t": 3, "p": 4}, {"m": 65536, "t": 1, "p": 4}):
        with pytest.raises(ValueError, match="out of bounds"):
            create_vault(tmp_path, coach=COACH, passphrase=PASSPHRASE, clock=Clock(), cost=Cost(**cost))


@pytest.mark.parametrize(
    ("coach", "passphrase", "field"),
    [("", PASSPHRASE, "coach"), ("x" * 101, PASSPHRASE, "coach"), (COACH, "too short", "passphrase")],
)
def test_what_a_vault_cannot_be_made_of(tmp_path: Path, coach: str, passphrase: str, field: str) -> None:
    with pytest.raises(InputProblem) as caught:
        create_vault(tmp_path / "vaults", coach=coach, passphrase=passphrase, clock=Clock(), cost=FLOOR)
    assert list(caught.value.fields) == [field]
    assert not (tmp_path / "vaults").exists()


def test_a_new_vault_is_private_and_encrypted(tmp_path: Path) -> None:
    vault, sheet = create_vault(tmp_path / "Väults #1", coach=COACH, passphrase=PASSPHRASE, clock=Clock(), cost=FLOOR)
    vault.close()
    assert vault.folder.name == vault.vault_id
    assert vault.folder.stat().st_mode & 0o777 == 0o700
    for file in vault.folder.iterdir():
        assert file.stat().st_mode & 0o777 == 0o600, file.name
    data = (vault.folder / "vault-0001.db").read_bytes()
    assert not data.startswith(b"SQLite format 3")
    for word in (b"participant", b"audit_event", COACH.encode(), sheet.groups[0].encode()):
        assert word not in data
