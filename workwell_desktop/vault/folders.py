"""Where a live vault must not lie, and why. Backups may go anywhere.

Folders on other PCs, folders that a cloud program copies while we write, and disks without proper locks have all
destroyed databases. The verdict is pure, over facts; ``folder_facts.py`` finds the facts of a real folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from workwell_desktop.errors import FolderRefused
from workwell_desktop.vault.folder_facts import FolderFacts, facts_of

_NETWORK = {
    "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "lustre", "davfs",
    "9p", "vboxsf", "vmhgfs", "prl_fs", "beegfs", "gpfs", "orangefs", "coda",
}  # fmt: skip
_FAT = {"vfat", "msdos", "fat", "fat32", "exfat"}
_SYNCED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud drive", "iclouddrive", "nextcloud",
           "owncloud", "sharepoint", "megasync", "pcloud", "box sync", "syncthing")  # fmt: skip

CHOOSE = "Choose a folder on this PC, so that no work is lost."


@dataclass(frozen=True)
class Verdict:
    """Whether a live vault may lie in a folder; if not, ``reason`` is a word for tests and ``sentence`` says why."""

    reason: str = ""
    sentence: str = ""

    @property
    def refused(self) -> bool:
        """Whether the folder is refused."""
        return bool(self.reason)


def verdict(facts: FolderFacts) -> Verdict:
    """Judge a folder by its facts."""
    kind = facts.file_system.lower()
    own_disk = facts.mount_point == "/"  # whatever carries the whole system is this PC's own disk
    if facts.unc or facts.remote_drive or (kind in _NETWORK and not own_disk):
        return Verdict("network", "This folder is shared with other PCs.")
    if facts.cloud_file or _is_synced(facts):
        return Verdict("synced", "This folder is copied to the internet while WorkWell writes in it.")
    if kind in _FAT:
        return Verdict("fat", "This disk is of a simple kind, as on USB sticks, that can lose work in a power cut.")
    if (kind.startswith("fuse") or kind == "fuseblk") and not own_disk:
        return Verdict("fuse", "This folder is shown by a helper program and does not lie on a disk of this PC.")
    if facts.removable:
        return Verdict("removable", "This disk can be pulled out while WorkWell writes on it.")
    return Verdict()


def refuse_unsafe(folder: Path) -> None:
    """Raise ``FolderRefused``, with the reason, for a folder that a live vault must not lie in."""
    found = verdict(facts_of(folder))
    if found.refused:
        raise FolderRefused(found.sentence, CHOOSE)


def _is_synced(facts: FolderFacts) -> bool:
    pure = PureWindowsPath if facts.windows else PurePosixPath
    folder = pure(facts.path.casefold() if facts.windows else facts.path)
    for root in facts.sync_roots:
        if root and folder.is_relative_to(pure(root.casefold() if facts.windows else root)):
            return True
    return any(_names_sync(part.casefold()) for part in folder.parts)


def _names_sync(part: str) -> bool:
    """Say whether a folder's name is that of a sync program, alone or before a dash: "OneDrive - NHS"."""
    return any(part == name or part.startswith((f"{name} ", f"{name}-")) for name in _SYNCED)
