r"""What IT has settled for this PC: one file that wins over what a coach chooses, and closes where it cannot be read.

/etc/workwell/policy.toml                  Linux; its owner is root, and nobody else can write it
%ProgramData%\WorkWell\policy.toml           Windows; the setup for a whole PC keeps its folder for administrators

idle_minutes = 5                            lock after at most so many minutes, 1 to 15
export_folders = ["/srv/clinic"]            readable copies may be saved below these folders alone
backup_folders = ["/media/backup"]          the second place for backups may lie below these alone
screen_capture = false                      Windows hides our windows from pictures of the screen
update_source = "/srv/updates"              updates may come from below this folder alone
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workwell_desktop.datafiles import DataFileProblem, limited_text, read_text
from workwell_desktop.errors import WorkwellError
from workwell_desktop.files import write_whole

KEYS = ("idle_minutes", "export_folders", "backup_folders", "screen_capture", "update_source")
IDLE_MINUTES = range(1, 16)
BY_IT = "Set by your IT."
_MOST_KB = 64
_COMMON_APPDATA, _MAX_PATH = 0x23, 260  # of Windows
_ASK_IT = "Ask your IT to mend it."


class NotAllowed(WorkwellError):
    """IT does not allow this folder. Says which ones it does."""


@dataclass(frozen=True)
class Policy:
    """What holds on this PC. ``None`` for folders means anywhere, an empty tuple nowhere; ``problem`` is a sentence.

    ``idle_minutes`` is the most that a coach may choose, or ``None``.
    """

    idle_minutes: int | None = None
    export_folders: tuple[Path, ...] | None = None
    backup_folders: tuple[Path, ...] | None = None
    screen_capture: bool = True
    update_source: Path | None = None
    problem: str = ""

    def idle(self, chosen: int) -> int:
        """Return after how many minutes the program locks, where a coach chose ``chosen``."""
        return chosen if self.idle_minutes is None else min(chosen, self.idle_minutes)


CLOSED = Policy(1, (), (), screen_capture=False, update_source=Path(os.devnull))
"""What holds while the file cannot be read: a broken lock is a shut one."""


def policy_file() -> Path:
    """Return where IT's file lies on this PC, whether it is there or not."""
    if sys.platform == "win32":
        return _folder_of_all_users() / "WorkWell" / "policy.toml"
    return Path("/etc/workwell/policy.toml")


def _folder_of_all_users() -> Path:
    """Return %ProgramData% as Windows itself knows it: the variable of that name is whatever a coach makes of it.

    Written from Microsoft's documentation (SHGetFolderPathW, CSIDL_COMMON_APPDATA).
    """
    import ctypes  # noqa: PLC0415 - Windows alone

    found = ctypes.create_unicode_buffer(_MAX_PATH)
    shell = getattr(ctypes, "windll").shell32  # noqa: B009 - the attribute exists on Windows alone
    wrong = shell.SHGetFolderPathW(None, _COMMON_APPDATA, None, 0, found)
    return Path(r"C:\ProgramData" if wrong or not found.value else found.value)


def policy_in_force() -> Policy:
    """Read what holds on this PC now. It is read each time: IT may change it while the program is open."""
    return read_policy(policy_file())


def read_policy(file: Path, *, owner: int = 0) -> Policy:
    """Return the policy of a file: none where there is no file, ``CLOSED`` with a sentence where it is wrong.

    A file that cannot be seen, or a folder that only points elsewhere, is wrong, not missing.
    ``owner`` is who must own it on Linux: root. On Windows the rights are those that the setup gave its folder; they
    are not looked at here.
    """
    try:
        if not _is_there(file):
            return Policy()
        _refuse_if_anybody_can_write(file, owner)
        return _read(file)
    except (DataFileProblem, OSError) as problem:
        said = problem.sentence if isinstance(problem, DataFileProblem) else f"The file {file.name} cannot be read."
        words = f"The settings of your IT cannot be used, so the strictest ones hold. {said} {_ASK_IT}"
        return replace(CLOSED, problem=words)


def refuse_export(path: Path, policy: Policy | None = None) -> None:
    """Raise ``NotAllowed`` unless a readable copy may be saved at this path."""
    held = policy or policy_in_force()
    _refuse(path, held, held.export_folders, "Your IT lets copies be saved only in")


def refuse_backup(folder: Path, policy: Policy | None = None) -> None:
    """Raise ``NotAllowed`` unless a copy of a backup may lie in this folder."""
    held = policy or policy_in_force()
    _refuse(folder, held, held.backup_folders, "Your IT lets backups be kept only in")


def refuse_update(folder: Path, policy: Policy | None = None) -> None:
    """Raise ``NotAllowed`` unless an update may be taken from this folder."""
    held = policy or policy_in_force()
    only = None if held.update_source is None else (held.update_source,)
    _refuse(folder, held, only, "Your IT lets updates come only from")


def write_export(path: Path, data: bytes) -> None:
    """Write a readable copy that leaves the vault, where IT allows it. Raises ``NotAllowed`` and ``NotKept``."""
    refuse_export(path)
    write_whole(path, data)


def is_below(path: Path, folders: Sequence[Path]) -> bool:
    """Say whether a path lies in or below one of the folders, links and ``..`` followed, capitals as the system has."""
    real = _real(path)
    return any(real == one or real.startswith(one.rstrip(os.sep) + os.sep) for one in map(_real, folders))


def _is_there(file: Path) -> bool:
    """Say whether IT has put a file here.

    Raises ``OSError`` where that cannot be seen, and ``DataFileProblem`` for a folder that only points elsewhere: what
    is hidden must not count as what was never settled.
    """
    try:
        if stat.S_ISLNK(os.lstat(file.parent).st_mode):
            raise DataFileProblem(f"{file.parent} has to be a folder itself, and no link to one.", _ASK_IT)
        os.lstat(file)
    except FileNotFoundError:
        return False
    return True


def _real(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))


def _refuse(path: Path, policy: Policy, folders: tuple[Path, ...] | None, words: str) -> None:
    if folders is None or is_below(path, folders):
        return
    if policy.problem:
        raise NotAllowed(policy.problem)
    if not folders:
        raise NotAllowed("Your IT does not let copies leave WorkWell on this PC.", "Ask your IT if you need one.")
    raise NotAllowed(f"{words} {' or '.join(str(one) for one in folders)}.", "Choose a folder there.")


def _refuse_if_anybody_can_write(file: Path, owner: int) -> None:
    if os.name != "posix":
        return
    for one in (file, file.parent):
        facts = one.lstat()
        if stat.S_ISLNK(facts.st_mode) or facts.st_uid != owner or facts.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise DataFileProblem(f"{one} has to belong to root, and nobody else may write it.", _ASK_IT)


def _read(file: Path) -> Policy:
    top = read_text(limited_text(file, _MOST_KB, _ASK_IT), file.name)
    minutes = top.whole("idle_minutes") if "idle_minutes" in top.values else None
    if minutes is not None and minutes not in IDLE_MINUTES:
        raise top.problem("“idle_minutes” is from 1 to 15.", "idle_minutes")
    source = top.text("update_source") if "update_source" in top.values else ""  # an empty one is wrong
    folders = [
        tuple(Path(one) for one in top.texts(key, ())) if key in top.values else None
        for key in ("export_folders", "backup_folders")
    ]
    policy = Policy(
        minutes,
        folders[0],
        folders[1],
        top.flag("screen_capture", default=True),
        Path(source) if source else None,
    )
    top.done()
    named = [*(folders[0] or ()), *(folders[1] or ()), *((policy.update_source,) if policy.update_source else ())]
    for one in named:
        if not one.is_absolute():
            raise top.problem(f"{one} has to be a whole path.")
    return policy
