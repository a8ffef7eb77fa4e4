"""What a folder is: the facts that ``folders.py`` judges, found by asking the system."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_SYNC_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_DRIVE_REMOVABLE, _DRIVE_REMOTE = 2, 4  # GetDriveTypeW
_CLOUD_ATTRIBUTES = 0x00400000 | 0x00040000 | 0x00001000  # recall on data access, recall on open, offline


@dataclass(frozen=True)
class FolderFacts:
    """What is known of a folder. Unknown facts stay empty or False."""

    path: str
    windows: bool = False
    file_system: str = ""
    mount_point: str = ""
    unc: bool = False
    remote_drive: bool = False
    removable: bool = False
    cloud_file: bool = False
    sync_roots: tuple[str, ...] = ()


def facts_of(folder: Path) -> FolderFacts:
    """Find the facts of a folder; it need not be there yet. Never raises."""
    try:
        whole = folder.resolve()  # a link to a network folder is a network folder
    except OSError:
        whole = folder.absolute()
    if sys.platform == "win32":
        return _windows_facts(whole, os.environ)
    try:
        mounts = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
    except OSError:
        mounts = ""
    mount_point, kind = mount_of(str(whole), mounts)
    return FolderFacts(str(whole), file_system=kind, mount_point=mount_point)


def mount_of(path: str, mountinfo: str) -> tuple[str, str]:
    """Find the mount that carries a path in the text of Linux's ``mountinfo``: its place and its file system.

    Both are empty when nothing fits. Where one mount covers another, the later line counts.
    """
    found = ("", "")
    for line in mountinfo.splitlines():
        before, _, after = line.partition(" - ")
        fields, kinds = before.split(" "), after.split(" ")
        if len(fields) < 5 or not kinds[0]:
            continue
        place = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[4])
        covers = path == place or path.startswith(place.rstrip("/") + "/")
        if covers and len(place) >= len(found[0]):
            found = (place, kinds[0])
    return found


def is_unc(path: str) -> bool:
    """Say whether a Windows path names another PC: two strokes in front, but not the long form of a drive letter."""
    text = path.replace("/", "\\")
    if text.startswith(("\\\\?\\", "\\\\.\\")):
        return text[4:].upper().startswith("UNC\\")
    return text.startswith("\\\\")


def _windows_facts(folder: Path, environment: Mapping[str, str]) -> FolderFacts:
    """Ask Windows about a folder. Checked against Microsoft's documentation, not run on Windows here."""
    import ctypes  # noqa: PLC0415 - Windows only

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - the attribute exists on Windows alone
    root = folder.anchor
    kind = ctypes.create_unicode_buffer(64)
    kernel.GetVolumeInformationW(root, None, 0, None, None, None, kind, len(kind))
    drive = kernel.GetDriveTypeW(root)
    there = next((place for place in (folder, *folder.parents) if place.exists()), folder)
    attributes = kernel.GetFileAttributesW(str(there))
    return FolderFacts(
        str(folder),
        windows=True,
        file_system=kind.value,
        unc=is_unc(str(folder)),
        remote_drive=drive == _DRIVE_REMOTE,
        removable=drive == _DRIVE_REMOVABLE,
        cloud_file=attributes != -1 and bool(attributes & _CLOUD_ATTRIBUTES),
        sync_roots=tuple(environment[name] for name in _SYNC_VARIABLES if environment.get(name)),
    )
