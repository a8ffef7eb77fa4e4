"""The program tries itself: all is well here, each fault is told by the name of its step, and nothing stays behind."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tree import ROOT
from workwell_desktop import self_test
from workwell_desktop.casework import access, papers
from workwell_desktop.errors import WorkwellError
from workwell_desktop.paths import resources
from workwell_desktop.self_test import job, parts, place
from workwell_desktop.self_test.steps import FAULT, GOOD, LEFT, NotAsItShould, Report, Step, Trial, run_steps


def nobody(_line: str) -> None:
    """Take no notice."""


def states(report: Report) -> dict[str, str]:
    return {one.name: one.state for one in report.outcomes}


def test_the_whole_of_it_is_well_here_and_touches_nothing_of_ours(tmp_path: Path) -> None:
    home, temporary, out = tmp_path / "home", tmp_path / "temporary", tmp_path / "answer.json"
    home.mkdir()
    temporary.mkdir()
    names = {"HOME": str(home), "TMPDIR": str(temporary), "QT_QPA_PLATFORM": "offscreen"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    ran = subprocess.run(
        [sys.executable, "-m", "workwell_desktop", "--self-test", "--json", "--out", str(out)],
        cwd=ROOT, env=kept | names, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout
    said = json.loads(ran.stdout)
    assert said == json.loads(out.read_text("utf-8"))
    assert said["ok"]
    assert said["failed"] == []
    assert {one["state"] for one in said["steps"]} == {GOOD}
    assert {job.PLAN, job.LETTER, "the first window is painted", "everything is removed again"} <= {
        one["name"] for one in said["steps"]
    }
    assert said["first_window_ms"] > 0
    assert said["bytes"] > 5_000_000
    assert list(home.rglob("*")) == []
    assert list(temporary.iterdir()) == []


def test_the_folder_is_private_and_gone_even_after_a_fault() -> None:
    seen: list[tuple[Path, int]] = []

    def look(trial: Trial) -> str:
        seen.append((trial.home, stat.S_IMODE(trial.home.stat().st_mode)))
        (trial.home / "left behind").write_text("made up", "utf-8")
        raise OSError("the disk is full")

    lines: list[str] = []
    report = self_test.self_test(lines.append, [Step("something is written", look)])
    ((home, mode),) = seen
    assert not report.good
    assert not home.exists()
    assert os.name != "posix" or mode == 0o700
    assert lines[0].startswith(FAULT)
    assert "something is written: the disk is full" in lines[0]
    assert states(report)["everything is removed again"] == GOOD


def test_what_needs_a_step_that_failed_is_left_out_and_all_else_is_tried(tmp_path: Path) -> None:
    def refuse(_trial: Trial) -> str:
        raise WorkwellError("The disk is full.", "Make room.")

    def well(_trial: Trial) -> str:
        return "two of them"

    steps = (Step("one", refuse), Step("two", well, "one"), Step("three", well, "two"), Step("four", well))
    report = run_steps(steps, tmp_path, nobody)
    assert states(report) == {"one": FAULT, "two": LEFT, "three": LEFT, "four": GOOD}
    assert report.outcomes[0].said == "The disk is full. Make room."
    assert report.figures()["failed"] == ["one"]


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of some resources as a build ships them, with their list."""
    folder = tmp_path / "resources"
    for name in ("spelling", "icons", "rules"):
        shutil.copytree(resources() / name, folder / name)
    (folder / "build").mkdir()
    (folder / parts.FILES_LIST).write_text(parts.files_list(folder), "utf-8")
    monkeypatch.setattr(parts, "resources", lambda: folder)
    return folder


def files_step(tmp_path: Path) -> tuple[str, str]:
    (step,) = (one for one in parts.part_steps() if "shipped file" in one.name)
    (outcome,) = run_steps((step,), tmp_path, nobody).outcomes
    return outcome.state, outcome.said


def remove(file: Path) -> None:
    file.unlink()


def change(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"\n")


@pytest.mark.parametrize(
    ("harm", "words"), [(remove, "is missing"), (change, "is not as it was shipped")], ids=["gone", "changed"]
)
@pytest.mark.parametrize("name", ["spelling/en_GB.dic", "rules/adjustments.toml", "icons/book.svg"])
def test_a_shipped_file_that_is_gone_or_changed_is_named(
    shipped: Path, tmp_path: Path, name: str, harm: Callable[[Path], None], words: str
) -> None:
    file = shipped / name
    assert files_step(tmp_path)[0] == GOOD
    harm(file)
    assert files_step(tmp_path) == (FAULT, f"{name} {words}")


def test_without_a_list_a_broken_file_is_found_by_reading_it(shipped: Path, tmp_path: Path) -> None:
    (shipped / parts.FILES_LIST).unlink()
    assert files_step(tmp_path)[0] == GOOD
    (shipped / "icons" / "broken.svg").write_text("<svg", "utf-8")
    assert files_step(tmp_path)[0] == FAULT


def test_a_dictionary_that_is_gone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from workwell_desktop.casework import spelling

    spelling.load_dictionary.cache_clear()
    monkeypatch.setattr(spelling, "resources", lambda: tmp_path)
    (outcome,) = run_steps((Step("the dictionary", parts.dictionary),), tmp_path, nobody).outcomes
    spelling.load_dictionary.cache_clear()
    assert outcome.state == FAULT


def test_a_plugin_of_qt_that_is_gone_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(parts, "NEEDED", {sys.platform: ("imageformats/no-such-plugin.so",)})
    with pytest.raises(NotAsItShould, match="no-such-plugin"):
        parts.qt_plugins(Trial(tmp_path))


def test_a_module_that_does_not_load_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "workwell_desktop.voice", None)  # as Python marks one that is not to be found
    (outcome,) = run_steps((Step("our own modules", parts.own_modules),), tmp_path, nobody).outcomes
    assert outcome.state == FAULT
    assert "workwell_desktop.voice" in outcome.said


def test_words_that_are_not_on_the_paper_are_missed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(job, "page_text", lambda _pdf, _number: "another paper")
    monkeypatch.setattr(job, "page_count", lambda _pdf: 1)
    monkeypatch.setattr(papers, "paper_bytes", lambda _vault, _paper: b"")
    with pytest.raises(NotAsItShould, match=job.STOOL):
        job._found(None, 1, (job.STOOL,))  # type: ignore[arg-type]  # no vault is asked


def test_a_vault_that_any_words_open_is_a_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Opened:
        def close(self) -> None:
            """Do nothing."""

    monkeypatch.setattr(job, "_unlocked", lambda _trial, _words: Opened())
    with pytest.raises(NotAsItShould, match="it opened the vault"):
        job.refuse_wrong_passphrase(Trial(tmp_path))


def test_plain_words_in_the_vaults_files_are_found(tmp_path: Path) -> None:
    trial = Trial(tmp_path, made={"folder": tmp_path})
    (tmp_path / "vault.db").write_bytes(b"\x00" * 100 + os.urandom(200))
    assert job.nothing_in_plain(trial) == "1 files"
    (tmp_path / "vault.db-wal").write_bytes(job.GOAL.encode("utf-16-le"))
    with pytest.raises(NotAsItShould, match="vault"):
        job.nothing_in_plain(trial)


def test_a_vault_that_is_not_sound_is_told_in_its_own_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(access, "check", lambda _vault: ("A page is damaged.",))
    with pytest.raises(NotAsItShould, match="A page is damaged"):
        job.check_vault(Trial(tmp_path, made={"vault": None}))


def test_the_program_knows_for_how_long_it_runs() -> None:
    assert 0 < place.age_ms() <= place.age_ms()


def test_the_folder_of_a_checkout_is_the_package_with_its_resources() -> None:
    folder = place.program_folder()
    assert folder == ROOT / "workwell_desktop"
    assert place.size_of(folder) > sum(file.stat().st_size for file in (ROOT / "resources").rglob("*.ttf"))
