"""IT's file: it wins, it is read strictly, a broken one closes, and nothing leaves for a folder that is not in it."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QLabel, QWidget

from tests.plans import make_jo
from tests.policies import ME, file_in_force
from tests.tree import ROOT
from tests.vaults import PASSPHRASE
from workwell_desktop.admin import main as admin
from workwell_desktop.casework import access, attachments, papers
from workwell_desktop.casework.directory_export import export_directory
from workwell_desktop.policy import KEYS, NotAllowed, Policy, is_below, read_policy, refuse_export
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.screen_capture import can_hide, hide
from workwell_desktop.ui.settings_view import SettingsDialog
from workwell_desktop.vault.store import Vault

Show = Callable[[QWidget], Hand]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """IT's file of this test, which its own user owns, where the program looks for it."""
    return file_in_force(tmp_path, monkeypatch)


def write(file: Path, words: str) -> Policy:
    file.write_text(words, "utf-8")
    file.chmod(0o644)
    return read_policy(file, owner=ME)


def test_without_a_file_a_coach_is_free(file: Path) -> None:
    assert read_policy(file, owner=ME) == Policy()
    assert Policy().idle(9) == 9


def test_each_key_is_read(file: Path, tmp_path: Path) -> None:
    words = f'''idle_minutes = 3
export_folders = ["{tmp_path}"]
backup_folders = []
screen_capture = false
update_source = "{tmp_path}"
'''
    found = write(file, words)
    assert found == Policy(3, (tmp_path,), (), screen_capture=False, update_source=tmp_path)
    assert {line.split(" =")[0] for line in words.splitlines()} == set(KEYS)
    assert (found.idle(2), found.idle(9)) == (2, 3)


@pytest.mark.parametrize(
    "words",
    [
        "idle_minutes = 16", "idle_minutes = 0", "idle_minutes = 'soon'", "idle_minutes = 3\nidle_minutes",
        "export_folders = 'here'", "export_folders = ['not/whole']", "screen_capture = 1", "update_source = ''",
        "spare = true", "\x00",
    ],
)  # fmt: skip
def test_a_broken_file_closes_and_says_so(file: Path, words: str) -> None:
    found = write(file, words)
    assert (found.idle_minutes, found.export_folders, found.backup_folders) == (1, (), ())
    assert not found.screen_capture
    assert found.update_source == Path(os.devnull)
    assert "policy.toml" in found.problem
    assert found.problem.endswith("Ask your IT to mend it."), "to install WorkWell again would mend nothing"
    assert found.problem.count("Ask your IT") == 1


@given(st.binary(max_size=400))
def test_no_file_opens_more_than_it_says(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.mktemp("etc") / "policy.toml"
    file.write_bytes(data)
    found = read_policy(file, owner=ME)
    closed = (found.idle_minutes, found.export_folders, found.backup_folders) == (1, (), ())
    assert closed if found.problem else found == Policy()


@pytest.mark.skipif(os.name != "posix", reason="rights as Linux has them")
def test_a_file_that_anybody_could_write_or_that_is_not_of_root_closes(file: Path) -> None:
    write(file, "idle_minutes = 3")
    file.chmod(0o666)
    assert "belong to root" in read_policy(file, owner=ME).problem
    file.chmod(0o644)
    assert "belong to root" in read_policy(file, owner=ME + 1).problem
    file.parent.chmod(0o777)
    assert "belong to root" in read_policy(file, owner=ME).problem
    file.parent.chmod(0o755)
    assert not read_policy(file, owner=ME).problem
    other = file.with_name("other.toml")
    file.rename(other)
    file.symlink_to(other)
    assert "belong to root" in read_policy(file, owner=ME).problem


def test_a_folder_is_what_it_leads_to(tmp_path: Path) -> None:
    allowed, other = tmp_path / "clinic", tmp_path / "clinic-other"
    allowed.mkdir()
    other.mkdir()
    (allowed / "way-out").symlink_to(other)
    assert is_below(allowed / "plan.pdf", [allowed])
    assert is_below(allowed, [allowed])
    assert not is_below(other / "plan.pdf", [allowed]), "a name that begins alike is another folder"
    assert not is_below(allowed / ".." / "plan.pdf", [allowed])
    assert not is_below(allowed / "way-out" / "plan.pdf", [allowed])
    assert is_below(tmp_path / "x", [Path("/")])
    with pytest.raises(NotAllowed, match=f"only in {allowed}"):
        refuse_export(other / "plan.pdf", Policy(export_folders=(allowed,)))


def test_no_copy_leaves_for_another_folder_and_none_is_written_down(
    file: Path, open_vault: Vault, tmp_path: Path
) -> None:
    allowed, other = tmp_path / "allowed", tmp_path / "other"
    allowed.mkdir()
    other.mkdir()
    write(file, f'export_folders = ["{allowed}"]')
    person = make_jo(open_vault)
    with pytest.raises(NotAllowed):
        papers.save_copy(open_vault, 1, other / "plan.pdf")
    with pytest.raises(NotAllowed):
        attachments.save_out(open_vault, 1, other / "letter.pdf")
    with pytest.raises(NotAllowed):
        export_directory(open_vault, other / "list.csv", "csv")
    assert person
    assert list(other.iterdir()) == []
    export_directory(open_vault, allowed / "list.csv", "csv")
    assert (allowed / "list.csv").is_file()


def test_a_backup_is_made_but_no_copy_of_it_leaves_for_another_folder(
    file: Path, open_vault: Vault, tmp_path: Path
) -> None:
    other = tmp_path / "stick"
    other.mkdir()
    write(file, "backup_folders = []")
    with pytest.raises(NotAllowed):
        access.back_up(open_vault, str(other))
    assert list(other.iterdir()) == []
    assert access.backup_line(open_vault) != access.NO_BACKUP


def test_the_console_program_obeys(
    file: Path, open_vault: Vault, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(file, "backup_folders = []")
    word = tmp_path / "word"
    word.write_text(PASSPHRASE)
    folder = open_vault.folder
    open_vault.close()
    code = admin(["backup", "--vault", str(folder), "--passphrase-file", str(word), str(tmp_path)])
    assert code == 2
    assert "Your IT" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.wwbackup"))


def test_the_settings_say_what_it_has_set_and_refuse_what_it_does_not_allow(
    file: Path, desk: Desk, shown: Show, tmp_path: Path, qapp: object
) -> None:
    write(file, f'idle_minutes = 3\nbackup_folders = ["{tmp_path / "share"}"]')
    window = QWidget()
    shown(window)
    dialog = SettingsDialog(desk, window)
    dialog.open()
    hand = Hand(qapp)  # type: ignore[arg-type]  # the application of the tests
    hand.open_tab("This PC")
    said = " ".join(one.text() for one in dialog.findChildren(QLabel) if one.isVisible())
    assert said.count("Set by your IT.") == 2
    assert [choice.code for choice in dialog.idle.control.choices] == ["1", "2", "3"]
    assert dialog.idle.value() == "3", "five minutes were chosen before"
    hand.write("Second place for backups", str(tmp_path / "stick"))
    hand.press("Save these settings")
    assert dialog.isVisible()
    assert "only in" in desk.doors.told[-1][0]  # type: ignore[attr-defined]  # the doors of the tests
    hand.write("Second place for backups", str(tmp_path / "share" / "mine"))
    hand.press("Save these settings")
    assert not window.findChildren(SettingsDialog)


def test_a_broken_file_is_told_in_the_settings(file: Path, desk: Desk, shown: Show, qapp: object) -> None:
    write(file, "idle_minutes = 99")
    window = QWidget()
    shown(window)
    dialog = SettingsDialog(desk, window)
    dialog.open()
    Hand(qapp).open_tab("This PC")  # type: ignore[arg-type]  # the application of the tests
    said = " ".join(one.text() for one in dialog.findChildren(QLabel) if one.isVisible())
    assert "The settings of your IT cannot be used" in said
    assert "line 1" in said
    dialog.close()


def test_where_the_system_cannot_hide_a_window_nothing_is_pretended() -> None:
    assert can_hide() or not hide(0)


def test_the_guide_for_it_has_every_key_and_no_other() -> None:
    guide = (ROOT / "docs" / "it-guide.md").read_text("utf-8")
    shown = guide.split("```toml\n")[1].split("```")[0]
    assert tuple(line.split(" =")[0] for line in shown.splitlines()) == KEYS
    assert set(tomllib.loads(shown)) == set(KEYS)
    from installers.windows.nsis import KINDS

    assert all(mode in guide for mode in KINDS)
