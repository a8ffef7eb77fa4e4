"""What `make installer` says of its builds: what differs is named, half a release never stays, others' files do."""

from __future__ import annotations

from pathlib import Path

import pytest

from installers import build
from installers.facts import CannotBuild


def test_two_folders_are_held_against_each_other_file_by_file(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        (folder / "lib").mkdir(parents=True)
        (folder / "lib" / "one").write_text("same")
        (folder / "link").symlink_to("lib/one")
    assert build.compared(build.sums_below(first), build.sums_below(second)) == {
        "same": True,
        "files": 2,
        "different": [],
    }
    (second / "lib" / "one").write_text("other")
    (second / "lib" / "two").write_text("more")
    (second / "link").unlink()
    (second / "link").symlink_to("lib/two")
    told = build.compared(build.sums_below(first), build.sums_below(second))
    assert not told["same"]
    assert told["different"] == ["lib/one", "lib/two", "link"]


def test_what_earlier_builds_left_goes_and_other_peoples_files_stay(tmp_path: Path) -> None:
    ours = ["workwell-desktop_0.0.9_amd64.deb", "WorkWell-0.0.9-windows-user-setup.exe", build.RECORD, build.SUMS]
    for name in (*ours, "notes.txt", "workwell_desktop-0.1.0-py3-none-any.whl"):
        (tmp_path / name).write_text("x")
    build.take_away(tmp_path)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["notes.txt", "workwell_desktop-0.1.0-py3-none-any.whl"]


def test_a_build_that_stops_leaves_nothing_half_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def freeze() -> Path:
        (tmp_path / "dist" / "workwell-desktop_9_amd64.deb").write_text("half")
        raise CannotBuild("PyInstaller could not make the frozen folder.", "It says why in its log.")

    monkeypatch.setattr(build, "freeze", freeze)
    assert build.main(["--out", str(tmp_path / "dist"), "--once"]) == 1
    assert "could not make the frozen folder" in capsys.readouterr().err
    assert list((tmp_path / "dist").iterdir()) == []


def test_the_record_says_from_what_it_was_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "version_of", lambda _name: "6")
    made = tmp_path / "workwell-desktop_1_amd64.deb"
    made.write_bytes(b"package")
    record = build.record_of({"built_twice": False}, "", False, [made])
    assert record["files"][made.name] == {"sha256": build.sum_of(made), "bytes": 7}
    assert record["windows"].startswith("not made")
    assert record["update_key"] is None
    assert record["linux"]["lock"]["sha256"] == build.sum_of(build.LOCK)
