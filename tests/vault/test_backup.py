"""A backup counts only after it was read back; old ones make room; a bad one is never trusted."""

from __future__ import annotations

import os
import stat
import threading
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.vault.filling import fill, names
from tests.vaults import FakeTime, Template
from workwell_desktop.casework.drafts import keep_draft
from workwell_desktop.errors import BackupUnreadable, NotKept, VaultProblem
from workwell_desktop.vault import backup as backup_module
from workwell_desktop.vault.backup import (
    is_due,
    last_backup,
    make_backup,
    read_backup_facts,
    sweep,
    thin_backups,
)
from workwell_desktop.vault.store import Vault


def test_a_backup_says_what_is_in_it_and_nothing_of_who(open_vault: Vault) -> None:
    fill(open_vault, 5, 100)
    facts = make_backup(open_vault)
    assert facts.path.parent == open_vault.folder / "backups"
    assert facts.path.name == f"{facts.made_at:%Y%m%dT%H%M%SZ}-g{open_vault.header.generation:06d}.wwbackup"
    assert (facts.participants, facts.counts["vault_secret"], facts.events) == (0, 7, 2)
    assert facts.size == facts.path.stat().st_size
    assert facts.proved_at >= facts.made_at
    assert read_backup_facts(facts.path) == facts == last_backup(facts.path.parent)
    assert stat.S_IMODE(facts.path.stat().st_mode) == 0o600
    with zipfile.ZipFile(facts.path) as archive:
        assert sorted(archive.namelist()) == ["manifest.json", "vault-0001.db", "vault.json"]
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
    data = facts.path.read_bytes()
    assert b"filler" not in data
    assert b"SQLite format 3" not in data
    assert names(facts.path.parent) == [facts.path.name]  # nothing half-made beside it


def test_two_backups_in_one_second_do_not_meet(template: Template, vault_folder: Path) -> None:
    vault = template.open(vault_folder, FakeTime().clock)
    first, second = make_backup(vault), make_backup(vault)
    assert first.path != second.path
    assert last_backup(first.path.parent) == second
    vault.close()


def test_a_backup_to_another_folder_or_under_a_chosen_name(open_vault: Vault, tmp_path: Path) -> None:
    stick = tmp_path / "stick ü #1"
    stick.mkdir()
    assert make_backup(open_vault, stick).path.parent == stick
    assert make_backup(open_vault, stick / "mine.wwbackup").path == stick / "mine.wwbackup"
    with pytest.raises(NotKept, match="folder for backups is not there"):
        make_backup(open_vault, tmp_path / "pulled out")
    assert not (tmp_path / "pulled out").exists()


def test_coaches_go_on_saving_while_a_backup_is_made(open_vault: Vault) -> None:
    fill(open_vault, 300, 20_000)
    done = threading.Event()
    saved = 0

    def save() -> None:
        nonlocal saved
        while not done.is_set():
            with open_vault.transaction() as transaction:
                transaction.record("meanwhile", "vault", saved)
            saved += 1

    thread = threading.Thread(target=save)
    thread.start()
    facts = make_backup(open_vault)
    done.set()
    thread.join()
    assert saved > 0
    assert facts.counts["audit_event"] == facts.events


def test_when_a_backup_is_due(template: Template, vault_folder: Path) -> None:
    time = FakeTime()
    vault = template.open(vault_folder, time.clock)
    assert is_due(vault)
    make_backup(vault)
    with vault.transaction() as transaction:
        transaction.record("saved", "plan", 1)
    assert not is_due(vault)
    time.go(minutes=31)
    assert is_due(vault)
    make_backup(vault)
    time.go(minutes=31)
    with vault.transaction() as transaction:
        transaction.record("vault.opened", "vault", 1)
    assert not is_due(vault)  # signing in alone changes nothing
    assert not is_due(vault, leaving=True)
    vault.close()


def test_when_the_program_is_left_whatever_changed_is_backed_up(template: Template, vault_folder: Path) -> None:
    time = FakeTime()
    vault = template.open(vault_folder, time.clock)
    assert is_due(vault, leaving=True)
    make_backup(vault)
    time.go(minutes=1)
    assert not is_due(vault, leaving=True)
    keep_draft(vault, "intake", 0, {"typed": {"reason": "My words"}})
    assert is_due(vault, leaving=True), "words that are typed and not saved count"
    assert not is_due(vault), "a lock waits"
    time.go(minutes=1)
    make_backup(vault)
    time.go(minutes=1)
    assert not is_due(vault, leaving=True)
    with vault.transaction() as transaction:
        transaction.record("saved", "plan", 1)
    assert is_due(vault, leaving=True)
    vault.close()


def test_a_damaged_newest_backup_is_passed_over(open_vault: Vault) -> None:
    good = make_backup(open_vault)
    (good.path.parent / "29990101T000000Z-g000999.wwbackup").write_bytes(b"PK")
    assert last_backup(good.path.parent) == good


def test_no_room(open_vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_module, "SPARE_BYTES", 1 << 60)
    with pytest.raises(NotKept, match="not enough room"):
        make_backup(open_vault)
    assert last_backup(open_vault.folder / "backups") is None


def test_a_stick_that_keeps_something_else_is_noticed(open_vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    write = backup_module.write_archive

    def on_a_bad_stick(target: Any, *parts: Any) -> None:
        write(target, *parts)
        target.seek(-3000, os.SEEK_END)
        target.write(b"\x00")

    monkeypatch.setattr(backup_module, "write_archive", on_a_bad_stick)
    with pytest.raises(BackupUnreadable) as caught:
        make_backup(open_vault)
    assert str(caught.value) == "The backup could not be read back. Your work is safe here. Try another USB stick."
    assert names(open_vault.folder / "backups") == []


def test_a_copy_that_lacks_a_row_is_noticed(open_vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(open_vault, 3, 10)
    count, calls = backup_module.count_rows, iter([1, 0])

    def one_more_in_the_source(connection: Any) -> dict[str, int]:
        found = count(connection)
        return {**found, "vault_secret": found["vault_secret"] + next(calls)}

    monkeypatch.setattr(backup_module, "count_rows", one_more_in_the_source)
    with pytest.raises(BackupUnreadable):
        make_backup(open_vault)


def test_a_damaged_database_is_not_backed_up(open_vault: Vault) -> None:
    fill(open_vault, 100, 3000)
    open_vault.settle("TRUNCATE")
    with open_vault.database.open("r+b") as file:
        file.seek(-50 * 4096 + 1000, os.SEEK_END)
        file.write(b"damage")
    with pytest.raises(VaultProblem):
        make_backup(open_vault)
    assert names(open_vault.folder / "backups") == []


def test_what_an_interrupted_backup_left_is_swept(open_vault: Vault) -> None:
    folder = open_vault.folder / "backups"
    (folder / ".making-1234").mkdir(parents=True)
    (folder / ".making-1234" / "vault-0001.db").write_bytes(b"half")
    (folder / ".making-5678").write_bytes(b"half")
    (folder / "a coach's own note.txt").write_text("stays")
    sweep(open_vault.folder)
    assert names(folder) == ["a coach's own note.txt"]


# --- thinning ------------------------------------------------------------------------------------------------------

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def shelf(folder: Path, moments: Iterator[datetime]) -> None:
    for number, moment in enumerate(moments):
        (folder / f"{moment:%Y%m%dT%H%M%SZ}-g{number:06d}.wwbackup").touch()


def test_old_backups_are_thinned(tmp_path: Path) -> None:
    shelf(tmp_path, (NOW - timedelta(hours=4 * step) for step in range(6 * 300)))
    (tmp_path / "notes.txt").touch()
    (tmp_path / "my own.wwbackup").touch()
    removed = thin_backups(tmp_path, NOW)
    left = sorted(file.name for file in tmp_path.glob("2*.wwbackup"))
    moments = [datetime.strptime(name[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) for name in left]
    recent = [moment for moment in moments if NOW - moment <= timedelta(days=2)]
    older = [moment for moment in moments if NOW - moment > timedelta(days=2)]
    assert len(recent) == 13
    assert len(removed) == 6 * 300 - len(left)
    assert len(older) <= 12 + 10 + 9
    days = {moment.date() for moment in older}
    assert {(NOW - timedelta(days=back)).date() for back in range(3, 14)} <= days
    assert len({moment.isocalendar()[:2] for moment in older}) >= 10
    assert len({(moment.year, moment.month) for moment in older}) >= 9
    assert (tmp_path / "notes.txt").exists()
    assert (tmp_path / "my own.wwbackup").exists()
    assert thin_backups(tmp_path, NOW) == []


def test_the_newest_of_a_day_stays(tmp_path: Path) -> None:
    shelf(tmp_path, iter([NOW - timedelta(days=5, hours=h) for h in (3, 1, 2)]))
    thin_backups(tmp_path, NOW)
    assert [file.name[:16] for file in tmp_path.iterdir()] == ["20261116T110000Z"]


def test_the_last_backup_is_never_thinned_away(tmp_path: Path) -> None:
    shelf(tmp_path, iter([NOW - timedelta(days=4000)]))
    assert thin_backups(tmp_path, NOW) == []


def test_a_clock_in_the_past_thins_nothing_new(tmp_path: Path) -> None:
    shelf(tmp_path, (NOW + timedelta(hours=step) for step in range(100)))
    assert thin_backups(tmp_path, NOW) == []
