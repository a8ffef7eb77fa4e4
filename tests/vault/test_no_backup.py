"""Files that are no backup: each is refused in one sentence, and nothing is left behind."""

from __future__ import annotations

import io
import json
import os
import random
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.vault.filling import names
from tests.vaults import Template
from workwell_desktop.clock import Clock
from workwell_desktop.errors import BackupUnreadable, NewerVersion
from workwell_desktop.vault.archive import read_manifest
from workwell_desktop.vault.backup import (
    make_backup,
    read_backup_facts,
)
from workwell_desktop.vault.restore import restore


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
