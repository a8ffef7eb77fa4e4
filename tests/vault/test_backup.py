"""A backup counts only after it was read back; old ones make room; a bad one is never trusted."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import stat
import struct
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.vaults import NEW_PASSPHRASE, PASSPHRASE, FakeTime, Template
from workwell_desktop.clock import Clock
from workwell_desktop.errors import BackupUnreadable, FolderRefused, NewerVersion, NotKept, VaultProblem
from workwell_desktop.models.members import VaultSecret
from workwell_desktop.vault import backup as backup_module
from workwell_desktop.vault.archive import read_manifest
from workwell_desktop.vault.backup import (
    is_due,
    last_backup,
    make_backup,
    read_backup_facts,
    sweep,
    thin_backups,
)
from workwell_desktop.vault.connection import connect
from workwell_desktop.vault.doctor import verify
from workwell_desktop.vault.restore import MARK, restore
from workwell_desktop.vault.slots import derive_keys
from workwell_desktop.vault.store import Vault, coaches, unlock, unlock_with_sheet


def fill(vault: Vault, rows: int, size: int) -> None:
    with vault.transaction() as transaction:
        transaction.session.execute(
            sa.insert(VaultSecret), [{"name": f"filler {n:06}", "value": os.urandom(size)} for n in range(rows)]
        )
        transaction.record("filled", "vault", 1)


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def rows(vault: Vault) -> int:
    with vault.reading() as session:
        return int(session.execute(sa.select(sa.func.count()).select_from(VaultSecret)).scalar_one())


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


# --- restoring -----------------------------------------------------------------------------------------------------


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


# --- files that are no backup --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def good(template: Template, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The three entries of a good backup."""
    vault = template.open(template.copy(tmp_path_factory.mktemp("good")), Clock())
    with zipfile.ZipFile(make_backup(vault).path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    vault.close()
    return entries


def packed(entries: list[tuple[Any, bytes]], *, compress: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compress) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def with_manifest(good: dict[str, bytes], **changes: Any) -> bytes:
    manifest = {**json.loads(good["manifest.json"]), **changes}
    text = json.dumps(manifest, separators=(",", ":"), sort_keys=True).encode()
    return packed([*{**good, "manifest.json": text}.items()])


def claims(good: dict[str, bytes], flag: int = 0, size: int | None = None) -> bytes:
    """A good backup whose central directory claims something else of its first entry."""
    data = bytearray(packed([*good.items()]))
    at = data.rindex(b"PK\x01\x02", 0, data.index(b"PK\x01\x02") + 4)
    if flag:
        struct.pack_into("<H", data, at + 8, flag)
    if size is not None:
        struct.pack_into("<II", data, at + 20, size, size)
    return bytes(data)


def claims_contents(good: dict[str, bytes], size: int) -> bytes:
    """A good backup whose last words claim another size of its table of contents."""
    data = bytearray(packed([*good.items()]))
    struct.pack_into("<I", data, len(data) - 10, size)
    return bytes(data)


def renamed(good: dict[str, bytes], **names: str) -> bytes:
    return packed([(names.get(name.partition(".")[0].replace("-", "_"), name), data) for name, data in good.items()])


BAD: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    "nothing": lambda _: b"",
    "twenty thousand entries": lambda g: packed([*g.items(), *((f"{n}", b"") for n in range(20_000))]),
    "a table of contents that claims to be huge": lambda g: claims_contents(g, size=0xF0000000),
    "a remark at the end": lambda g: packed([*g.items()])[:-2] + struct.pack("<H", 5) + b"hello",
    "noise": lambda _: os.urandom(5000),
    "an empty zip": lambda _: packed([]),
    "compressed": lambda g: packed([*g.items()], compress=zipfile.ZIP_DEFLATED),
    "one entry too few": lambda g: packed([*g.items()][:2]),
    "one entry too many": lambda g: packed([*g.items(), ("more.txt", b"")]),
    "an entry twice": lambda g: packed([*g.items()]).replace(b"manifest.json", b"vault-0001.db"),
    "an entry in capitals": lambda g: renamed(g, vault="VAULT.JSON"),
    "a path upwards": lambda g: renamed(g, vault_0001="../vault-0001.db"),
    "a path from the root": lambda g: renamed(g, vault_0001="/vault-0001.db"),
    "a path with a drive": lambda g: renamed(g, vault_0001="C:\\vault-0001.db"),
    "a path in a folder": lambda g: renamed(g, vault_0001="x/vault-0001.db"),
    "a folder": lambda g: renamed(g, vault_0001="vault-0001.db/"),
    "another database's name": lambda g: renamed(g, vault_0001="vault-0002.db"),
    "a NUL in a name": lambda g: packed([*g.items()]).replace(b"vault-0001.db", b"vault-0001.d\x00"),
    "a header that is too large": lambda g: packed([*{**g, "vault.json": g["vault.json"] + b" " * 70_000}.items()]),
    "a manifest that is too large": lambda g: packed([*{**g, "manifest.json": b" " * 70_000}.items()]),
    "a damaged header": lambda g: packed([*{**g, "vault.json": g["vault.json"][:-1]}.items()]),
    "no manifest inside": lambda g: packed([*{**g, "manifest.json": b"{}"}.items()]),
    "a manifest of another vault": lambda g: with_manifest(g, vault_id="f" * 32),
    "a manifest with other sums": lambda g: with_manifest(
        g, sums={**json.loads(g["manifest.json"])["sums"], "vault-0001.db": "0" * 64}
    ),
    "a manifest without sums": lambda g: with_manifest(g, sums={}),
    "a manifest with a strange time": lambda g: with_manifest(g, made_at="2026-13-45T99:99:99Z"),
    "a manifest with a count below zero": lambda g: with_manifest(g, counts={"participant": -1}),
    "a manifest with more": lambda g: with_manifest(g, more=1),
    "an encrypted entry": lambda g: claims(g, flag=1),
    "an entry that claims to be huge": lambda g: claims(g, size=0xFFFFFFF0),
    "an entry that claims to be small": lambda g: claims(g, size=10),
    "cut short": lambda g: packed([*g.items()])[:-500],
    "cut in half": lambda g: packed([*g.items()])[: len(g["vault-0001.db"]) // 2],
    "a database with a byte changed": lambda g: packed(
        [*{**g, "vault-0001.db": b"x" + g["vault-0001.db"][1:]}.items()]
    ),
}


@pytest.mark.parametrize("what", sorted(BAD))
def test_what_is_no_backup_is_refused(what: str, good: dict[str, bytes], tmp_path: Path) -> None:
    file = tmp_path / "bad.wwbackup"
    file.write_bytes(BAD[what](good))
    with pytest.raises(BackupUnreadable, match="Choose another backup"):
        restore(file, tmp_path / "vaults", clock=Clock())
    assert not (tmp_path / "vaults").exists() or names(tmp_path / "vaults") == []
    assert names(tmp_path) in (["bad.wwbackup"], ["bad.wwbackup", "vaults"])


def test_the_good_one_is_taken(good: dict[str, bytes], tmp_path: Path) -> None:
    file = tmp_path / "good.wwbackup"
    file.write_bytes(packed([*good.items()]))
    assert (restore(file, tmp_path / "vaults", clock=Clock()) / "vault-0001.db").read_bytes() == good["vault-0001.db"]


def test_a_form_for_more_than_four_gigabytes_is_taken(
    good: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Past 4 GB a zip says its end twice, in another form: here from a few bytes on."""
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 1000)
    data = packed([*good.items()])
    monkeypatch.undo()
    assert b"PK\x06\x06" in data
    file = tmp_path / "large.wwbackup"
    file.write_bytes(data)
    assert (restore(file, tmp_path / "vaults", clock=Clock()) / "vault-0001.db").read_bytes() == good["vault-0001.db"]
    at = data.rindex(b"PK\x06\x06")
    for place, value in ((at + 32, 2**40), (at + 40, 2**40)):
        worse = bytearray(data)
        struct.pack_into("<Q", worse, place, value)
        file.write_bytes(bytes(worse))
        with pytest.raises(BackupUnreadable):
            read_backup_facts(file)


def test_a_link_is_only_ever_read_as_bytes(good: dict[str, bytes], tmp_path: Path) -> None:
    file = tmp_path / "link.wwbackup"
    file.write_bytes(packed([(link(name), data) for name, data in good.items()]))
    folder = restore(file, tmp_path / "vaults", clock=Clock())
    assert not any(entry.is_symlink() for entry in folder.iterdir())


def test_a_newer_backup_is_not_called_unreadable(good: dict[str, bytes], tmp_path: Path) -> None:
    file = tmp_path / "newer.wwbackup"
    file.write_bytes(with_manifest(good, version=2))
    with pytest.raises(NewerVersion):
        read_backup_facts(file)


def test_mutated_backups_are_refused_or_restored_whole(good: dict[str, bytes], tmp_path: Path) -> None:
    chance, data = random.Random(20261121), packed([*good.items()])  # noqa: S311 - a fixed series of damage, no secret
    file, refused = tmp_path / "mutated.wwbackup", 0
    for number in range(150):
        mutated = bytearray(data)
        for _ in range(chance.randint(1, 4)):
            at = chance.choice([chance.randrange(len(mutated)), len(mutated) - 1 - chance.randrange(400)])
            mutated[at] = chance.randrange(256)
        file.write_bytes(bytes(mutated[: chance.choice([len(mutated), len(mutated), chance.randrange(len(mutated))])]))
        try:
            folder = restore(file, tmp_path / f"vaults{number}", clock=Clock())
        except (BackupUnreadable, NewerVersion):
            refused += 1
        else:
            assert (folder / "vault-0001.db").read_bytes() == good["vault-0001.db"]
            assert (folder / "vault.json").read_bytes() == good["vault.json"]
    assert refused > 100


def test_a_manifest_is_read_back_as_written(good: dict[str, bytes]) -> None:
    assert read_manifest(good["manifest.json"]).dump() == good["manifest.json"]
