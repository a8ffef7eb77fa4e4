"""Kills, full disks and damaged bytes: nothing that was called saved is lost, and no damage goes unseen."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.needs import way_with_disks
from tests.vaults import Template, keys_as_text, keys_from_text
from workwell_desktop.clock import Clock
from workwell_desktop.errors import VaultProblem
from workwell_desktop.vault.connection import connect
from workwell_desktop.vault.doctor import check_database, pages_sound, structure_sound
from workwell_desktop.vault.slots import derive_keys
from workwell_desktop.vault.store import open_with_key

ROOT = Path(__file__).resolve().parents[2]


def run(command: list[str], keys: str) -> dict[str, Any]:
    done = subprocess.run(command, check=False, input=keys, capture_output=True, text=True, cwd=ROOT, timeout=300)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_killing_the_writer_loses_nothing_that_was_acknowledged(vault_folder: Path, template: Template) -> None:
    command = [sys.executable, "-m", "tests.vault.killed_writer", str(vault_folder), "60"]
    report = run(command, keys_as_text(template.opened))
    assert (report["lost"], report["half"], report["damaged"]) == (0, 0, 0)
    assert report["kills"] == 60
    assert report["saves"] >= 60  # the writer did write
    assert report["logs"] >= 30  # and was caught with its log still to be taken over


@pytest.mark.parametrize("room", [1, 60_000, 300_000])
def test_a_file_that_may_not_grow(vault_folder: Path, template: Template, room: int) -> None:
    """A limit on the size of files: the log or the database hits it first, whichever is larger."""
    limit = (vault_folder / "vault-0001.db").stat().st_size + room
    command = [sys.executable, "-m", "tests.vault.full_disk", str(vault_folder), str(limit)]
    check_full(run(command, keys_as_text(template.opened)))


def test_a_disk_that_is_really_full(vault_folder: Path, template: Template) -> None:
    """A file system of 2 MB in memory, mounted in a name space of its own."""
    inside = way_with_disks()
    target = vault_folder.parent / "small disk"
    target.mkdir()
    script = (
        'mount -t tmpfs -o size=2m tmpfs "$2" && cp -a "$1" "$2/vault" '
        '&& exec "$3" -m tests.vault.full_disk "$2/vault" 0'
    )
    command = [*inside, "sh", "-c", script, "sh", str(vault_folder), str(target), sys.executable]
    report = run(command, keys_as_text(template.opened))
    check_full(report)
    assert report["kept"] > 5


def check_full(report: dict[str, Any]) -> None:
    assert report["sentence"].startswith("Not saved yet")
    assert report["kept"] == report["readable"] == report["found"]
    assert report["damaged"] == []


def test_damaged_bytes_do_not_go_unseen(vault_folder: Path, template: Template) -> None:
    """Every 997th byte, so four on each page, and all of the first 64: whatever page it falls on."""
    database, key = vault_folder / "vault-0001.db", derive_keys(template.opened.data_key).db
    size = database.stat().st_size
    unseen = []
    with database.open("r+b", buffering=0) as file:
        for at in [*range(64), *range(64, size, 997)]:
            file.seek(at)
            byte = file.read(1)
            file.seek(at)
            file.write(bytes([byte[0] ^ 0x40]))
            if sound(database, key):
                unseen.append(at)
            file.seek(at)
            file.write(byte)
    assert unseen == []
    assert sound(database, key)


def test_one_bad_byte_on_any_page_is_said_in_plain_words(vault_folder: Path, template: Template) -> None:
    """Whichever page it is: the vault opens, or says what happened. Then it is whole again and opens as before."""
    database = vault_folder / "vault-0001.db"
    whole = database.read_bytes()
    steps: list[str] = []
    for page in range(1, len(whole) // 4096):
        spoilt = bytearray(whole)
        spoilt[page * 4096 + 2000] ^= 0x40
        database.write_bytes(spoilt)
        try:
            template.open(vault_folder, Clock()).close()
        except VaultProblem as problem:
            steps.append(problem.next_step)
        for left in vault_folder.glob("*-wal"):
            left.unlink()
    assert len(steps) > 3
    assert all(steps)
    database.write_bytes(whole)
    template.open(vault_folder, Clock()).close()


def sound(database: Path, key: bytes) -> bool:
    try:
        connection = connect(database, key, mode="ro")
    except VaultProblem:
        return False
    try:
        return pages_sound(connection)
    finally:
        connection.close()


def test_a_database_cut_at_a_page_is_noticed(vault_folder: Path, template: Template) -> None:
    """The page check does not see this: the structure check does, or opening fails already."""
    database, key = vault_folder / "vault-0001.db", derive_keys(template.opened.data_key).db
    data = database.read_bytes()
    for pages in range(0, len(data) // 4096, 6):
        database.write_bytes(data[: pages * 4096])
        seen = False
        try:
            connection = connect(database, key, mode="ro")
            try:
                seen = not structure_sound(connection)
            finally:
                connection.close()
        except Exception:  # noqa: BLE001 - the driver's error or ours: seen either way
            seen = True
        assert seen, pages


def test_a_log_that_was_taken_away_raises_the_alarm(vault_folder: Path, template: Template) -> None:
    """A cleaning program deletes the log of a crashed vault: the last saves are gone, and the anchor says so."""
    vault = template.open(vault_folder, Clock())
    with vault.transaction() as transaction:
        transaction.record("saved", "vault", 1)
    copy = vault_folder.parent / "after a crash"
    shutil.copytree(vault_folder, copy)
    vault.close()
    (copy / "vault-0001.db-wal").unlink()
    shutil.copy(vault_folder / "vault.json", copy / "vault.json")
    with pytest.raises(VaultProblem, match="the last things saved are missing"):
        open_with_key(copy, keys_from_text(copy, keys_as_text(template.opened)), clock=Clock())


def test_a_second_database_under_the_same_name_is_noticed(vault_folder: Path, template: Template) -> None:
    database = vault_folder / "vault-0001.db"
    anchor = template.opened.header.anchor
    other = vault_folder / "other.db"
    key = derive_keys(template.opened.data_key).db
    connect(other, bytes(32), mode="rwc").close()
    other.replace(database)
    findings = check_database(database, key, bytes(32), anchor)
    assert not any(finding.ok for finding in findings)
