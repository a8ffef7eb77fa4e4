"""One program at a time; what a killed program left behind is in nobody's way."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.vaults import FakeTime, Template
from workwell_desktop.clock import Clock
from workwell_desktop.errors import VaultInUse
from workwell_desktop.vault.lock import NAME, take_lock

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys
from pathlib import Path
from workwell_desktop.clock import Clock
from workwell_desktop.vault.lock import take_lock
lock = take_lock(Path(sys.argv[1]), Clock())
print("held", flush=True)
sys.stdin.read()
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    """Start another program that holds the lock until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_program_is_told_who_and_since_when(vault_folder: Path, template: Template) -> None:
    process = holder(vault_folder)
    with process, pytest.raises(VaultInUse) as caught:
        template.open(vault_folder, Clock())
    held = json.loads((vault_folder / NAME).read_text() or "null")
    assert held is None or held["pid"] == process.pid  # emptied once let go
    assert "This vault is already open: " in caught.value.sentence
    assert " since " in caught.value.sentence
    assert caught.value.next_step == "Close it there first. Nothing was changed."


def test_a_killed_program_holds_nobody_up(vault_folder: Path) -> None:
    for _ in range(5):
        process = holder(vault_folder)
        process.kill()
        process.communicate()
        assert (vault_folder / NAME).stat().st_size > 0  # it had no time to tidy up
        take_lock(vault_folder, Clock()).release()


def test_the_same_program_cannot_open_twice(vault_folder: Path, template: Template) -> None:
    vault = template.open(vault_folder, Clock())
    with pytest.raises(VaultInUse):
        template.open(vault_folder, Clock())
    vault.close()
    template.open(vault_folder, Clock()).close()


def test_another_path_to_the_same_folder_is_the_same_vault(vault_folder: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(vault_folder)
    lock = take_lock(vault_folder, Clock())
    with pytest.raises(VaultInUse):
        take_lock(link, Clock())
    lock.release()
    lock.release()
    take_lock(link, Clock()).release()


def test_a_lock_from_yesterday_names_the_day(vault_folder: Path) -> None:
    time = FakeTime()
    lock = take_lock(vault_folder, time.clock)
    since = time.now.astimezone()
    time.go(days=2)
    with pytest.raises(VaultInUse, match=f"since {since:%H:%M} on {since.day} {since:%B %Y}"):
        take_lock(vault_folder, time.clock)
    lock.release()


@pytest.mark.parametrize("left", [b"", b"{", b"[]", b'{"since": "yesterday"}', bytes(range(64))])
def test_whatever_the_file_says_it_is_the_lock_that_counts(vault_folder: Path, left: bytes) -> None:
    (vault_folder / NAME).write_bytes(left)
    lock = take_lock(vault_folder, Clock())
    (vault_folder / NAME).write_bytes(left)
    with pytest.raises(VaultInUse, match="Another program"):
        take_lock(vault_folder, Clock())
    lock.release()


def test_only_one_of_many_gets_it(vault_folder: Path) -> None:
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", HOLD, str(vault_folder)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT,
        )
        for _ in range(4)
    ]  # fmt: skip
    lines = [racer.stdout.readline() for racer in racers if racer.stdout]
    assert sorted(lines) == ["", "", "", "held\n"]
    for racer in racers:
        racer.communicate()
