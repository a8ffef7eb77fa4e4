"""Where a live vault must not lie, and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vaults import COACH, PASSPHRASE, Template
from workwell_desktop.clock import Clock
from workwell_desktop.errors import FolderRefused
from workwell_desktop.vault import folders
from workwell_desktop.vault.folder_facts import FolderFacts, facts_of, is_unc, mount_of
from workwell_desktop.vault.folders import verdict
from workwell_desktop.vault.kdf import FLOOR
from workwell_desktop.vault.store import create_vault, unlock

HOME = "/people/sam/.local/share/workwell/vaults"
LOCAL = r"C:\People\sam\AppData\Local\WorkWell\vaults"


def linux(path: str = HOME, kind: str = "ext4", mount: str = "/home") -> FolderFacts:
    return FolderFacts(path, file_system=kind, mount_point=mount)


def windows(path: str = LOCAL, kind: str = "NTFS", **more: object) -> FolderFacts:
    return FolderFacts(path, windows=True, file_system=kind, **more)  # type: ignore[arg-type]  # a test's shorthand


ONEDRIVE = (r"C:\People\sam\OneDrive - Example NHS Trust",)

TABLE = [
    ("a home folder", linux(), ""),
    ("a home folder on btrfs", linux(kind="btrfs"), ""),
    ("a home folder on encrypted ext4", linux(mount="/"), ""),
    ("a container's own disk", linux(kind="overlay", mount="/"), ""),
    ("a virtual PC whose whole disk is shared in", linux(kind="9p", mount="/"), ""),
    ("memory alone", linux(kind="tmpfs", mount="/run/user/1000"), ""),
    ("NFS", linux(kind="nfs4"), "network"),
    ("a Windows share on Linux", linux(kind="cifs", mount="/mnt/share"), "network"),
    ("a newer Windows share on Linux", linux(kind="smb3", mount="/mnt/share"), "network"),
    ("a shared folder of VirtualBox", linux(kind="vboxsf", mount="/media/sf_shared"), "network"),
    ("a Windows disk seen from WSL", linux(kind="9p", mount="/mnt/c"), "network"),
    ("sshfs", linux(kind="fuse.sshfs", mount="/mnt/other"), "fuse"),
    ("a Linux OneDrive program", linux(kind="fuse.onedriver", mount="/people/sam/cloud"), "fuse"),
    ("NTFS through a helper", linux(kind="fuseblk", mount="/media/disk"), "fuse"),
    ("a USB stick", linux(kind="vfat", mount="/media/stick"), "fat"),
    ("a big USB stick", linux(kind="exfat", mount="/media/stick"), "fat"),
    ("a Dropbox folder", linux("/people/sam/Dropbox/work"), "synced"),
    ("a Nextcloud folder", linux("/people/sam/Nextcloud"), "synced"),
    ("a folder that only sounds like it", linux("/people/sam/Dropboxes are fun"), ""),
    ("local application data", windows(), ""),
    ("local application data on ReFS", windows(kind="ReFS"), ""),
    ("a network path", windows(r"\\server\share\vaults", unc=True), "network"),
    ("a mapped drive", windows(r"H:\vaults", remote_drive=True), "network"),
    ("OneDrive by its name", windows(r"C:\People\sam\OneDrive\vaults"), "synced"),
    ("OneDrive of a firm", windows(r"C:\People\sam\OneDrive - Example\Documents\v"), "synced"),
    ("Documents inside OneDrive by the environment",
     windows(r"c:\people\SAM\onedrive - example nhs trust\Documents", sync_roots=ONEDRIVE), "synced"),
    ("OneDrive moved and renamed", windows(r"D:\Cloud\vaults", sync_roots=(r"D:\Cloud",)), "synced"),
    ("beside OneDrive", windows(r"D:\Cloudy\vaults", sync_roots=(r"D:\Cloud",)), ""),
    ("a file that lies in the cloud", windows(r"D:\work", cloud_file=True), "synced"),
    ("a USB stick on Windows", windows(r"E:\vaults", kind="FAT32"), "fat"),
    ("a USB stick with NTFS", windows(r"E:\vaults", removable=True), "removable"),
    ("nothing known", FolderFacts("/somewhere"), ""),
]  # fmt: skip


@pytest.mark.parametrize(("what", "facts", "reason"), TABLE, ids=[row[0] for row in TABLE])
def test_the_verdict(what: str, facts: FolderFacts, reason: str) -> None:
    found = verdict(facts)
    assert found.reason == reason, what
    assert found.refused == bool(reason)
    assert bool(found.sentence) == found.refused


def test_the_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(folders, "facts_of", lambda _: linux(kind="nfs"))
    with pytest.raises(FolderRefused) as caught:
        folders.refuse_unsafe(tmp_path)
    assert str(caught.value) == (
        "This folder is shared with other PCs. Choose a folder on this PC, so that no work is lost."
    )


def test_no_vault_is_made_in_a_synced_folder(tmp_path: Path) -> None:
    with pytest.raises(FolderRefused):
        create_vault(tmp_path / "Dropbox", coach=COACH, passphrase=PASSPHRASE, clock=Clock(), cost=FLOOR)
    assert not (tmp_path / "Dropbox").exists()


def test_no_vault_is_opened_in_a_synced_folder(template: Template, tmp_path: Path) -> None:
    folder = template.copy(tmp_path / "OneDrive - Example")
    with pytest.raises(FolderRefused):
        unlock(folder, template.slot_id, PASSPHRASE, clock=Clock(), keyring=None)


MOUNTS = r"""
22 28 0:21 / /proc rw,nosuid shared:13 - proc proc rw
28 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
31 28 0:25 / /people/sam/cloud rw shared:2 - fuse.onedriver onedriver rw
32 28 0:26 / /media/sam/USB\040STICK rw shared:3 - vfat /dev/sdb1 rw
33 28 0:27 / /mnt/share rw - cifs //server/share rw
34 28 0:28 / /mnt/share rw - ext4 /dev/vdb rw
damaged line
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/people/sam/work", ("/", "ext4")),
        ("/people/sam/cloud/vaults", ("/people/sam/cloud", "fuse.onedriver")),
        ("/people/sam/cloudy", ("/", "ext4")),
        ("/media/sam/USB STICK/vaults", ("/media/sam/USB STICK", "vfat")),
        ("/mnt/share", ("/mnt/share", "ext4")),
        ("relative", ("", "")),
    ],
)
def test_which_mount_carries_a_path(path: str, expected: tuple[str, str]) -> None:
    assert mount_of(path, MOUNTS) == expected


@pytest.mark.parametrize(
    ("path", "unc"),
    [
        (r"\\server\share", True), ("//server/share", True),
        (r"\\?\UNC\server\share", True), (r"\\.\UNC\server\x", True),
        (r"\\?\C:\People", False), (r"C:\People", False), ("C:/People", False),
    ],
)  # fmt: skip
def test_paths_that_name_another_pc(path: str, unc: bool) -> None:
    assert is_unc(path) is unc


def test_the_facts_of_a_real_folder(tmp_path: Path) -> None:
    there = facts_of(tmp_path)
    assert there.file_system
    assert there.mount_point
    later = facts_of(tmp_path / "not" / "yet" / "there")
    assert (later.file_system, later.mount_point) == (there.file_system, there.mount_point)
    assert later.path.endswith("there")
    (tmp_path / "link").symlink_to(tmp_path)
    assert facts_of(tmp_path / "link") == there
