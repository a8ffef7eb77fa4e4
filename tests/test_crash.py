"""A bug leaves a report of kinds and places, and never a word that somebody typed."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tree import ROOT
from workwell_desktop.casework.intake import IntakeEntry
from workwell_desktop.casework.intake_check import check
from workwell_desktop.crash import report

SECRET = "Joanne has fibromyalgia"

_BUG = f"""
import sys
from pathlib import Path
from workwell_desktop.crash import catch_bugs
from workwell_desktop.files import write_whole
catch_bugs(Path(sys.argv[1]))
write_whole(Path("x"), "{SECRET}")
"""


def run_bug(config: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", _BUG, str(config)],
        check=False, capture_output=True, text=True, cwd=folder, env=environment,
    )  # fmt: skip


def test_a_report_says_kind_and_place_and_no_value() -> None:
    entry = IntakeEntry(first_name=SECRET, last_name=SECRET, received_on="yesterday")
    with pytest.raises(TypeError) as caught:
        check(entry, SECRET)  # type: ignore[arg-type]  # a bug on purpose, with words where a day belongs
    said = report(caught.type, caught.tb)
    assert caught.type.__name__ in said
    assert "casework/intake_check.py line " in said
    assert "fibromyalgia" not in said
    assert str(Path.home()) not in said, "the name of the person at the PC often stands in it"
    assert "test_crash" not in said, "only our own files"


def test_an_uncaught_bug_is_written_beside_the_settings(tmp_path: Path) -> None:
    config = tmp_path / "config"
    done = run_bug(config, tmp_path)
    path = config / "last-bug.txt"
    assert done.returncode == 1
    assert done.stderr == f"Something went wrong in WorkWell. The report holds no names: {path}\n"
    said = path.read_text("utf-8")
    assert said.split("\n")[0].endswith(" UTC")
    assert "TypeError" in said
    assert "files.py line " in said
    assert SECRET not in said
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    run_bug(config, tmp_path)
    assert [file.name for file in config.iterdir()] == ["last-bug.txt"], "the last one only"


def test_where_nothing_can_be_written_the_report_goes_to_the_console(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_bytes(b"")
    done = run_bug(in_the_way, tmp_path)
    assert "TypeError" in done.stderr
    assert SECRET not in done.stderr
