"""A file is the old one or the new one, readable by its owner alone, and nothing half written is left beside it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from workwell_desktop.errors import NotKept
from workwell_desktop.files import make_private_folder, write_whole

posix = pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX's")

# A process may write no file larger than this: what a full disk does, without needing one.
_SMALL_DISK = """
import resource, signal, sys
from pathlib import Path
from workwell_desktop.errors import NotKept
from workwell_desktop.files import write_whole
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
path, previous = Path(sys.argv[1]), Path(sys.argv[2])
try:
    write_whole(path, b"new" * int(sys.argv[3]), keep_previous_as=previous)
except NotKept as problem:
    print(problem.sentence)
"""


def test_what_was_written_is_there_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert [file.name for file in tmp_path.iterdir()] == ["kept.json"]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_previous_file_stays_under_its_other_name(tmp_path: Path) -> None:
    path, before = tmp_path / "kept.json", tmp_path / "kept.json.bak"
    write_whole(path, b"one", keep_previous_as=before)
    assert not before.exists(), "there was none before"
    write_whole(path, b"two", keep_previous_as=before)
    write_whole(path, b"three", keep_previous_as=before)
    assert (path.read_bytes(), before.read_bytes()) == (b"three", b"two")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["kept.json", "kept.json.bak"]


@posix
@pytest.mark.parametrize(("old", "new"), [(100, 1000), (900, 1), (900, 1000)])
def test_on_a_full_disk_the_old_file_stays_whole_and_nothing_lies_about(tmp_path: Path, old: int, new: int) -> None:
    """The second case has room for the new file; keeping the old one as well takes what was not there."""
    path, before = tmp_path / "kept", tmp_path / "kept.bak"
    path.write_bytes(b"o" * old * 2)
    done = subprocess.run(
        [sys.executable, "-c", _SMALL_DISK, str(path), str(before), str(new)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "This PC could not write to the disk."
    assert path.read_bytes() == b"o" * old * 2
    assert [file.name for file in tmp_path.iterdir()] == ["kept"]


def test_a_folder_that_is_not_there_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(NotKept) as caught:
        write_whole(tmp_path / "gone" / "kept", b"one")
    assert caught.value.next_step == "Make some room or check the folder, then try again."


def test_what_reads_back_otherwise_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kept"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", lambda handle: os.ftruncate(handle, 1))  # a disk that lies
    with pytest.raises(NotKept):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["kept"]


@posix
def test_a_private_folder_is_private_also_when_it_was_there(tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir(mode=0o755)
    for folder in (old, tmp_path / "new" / "deeper"):
        assert make_private_folder(folder) == folder
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
