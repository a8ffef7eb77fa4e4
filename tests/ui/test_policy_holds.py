"""IT's file holds in the whole program: a hidden file closes, every door obeys, and a coach's own choice is kept."""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.journeys.stage import Stage
from tests.plans import make_jo
from tests.policies import ME, file_in_force
from tests.tree import name_of, python_files
from tests.vaults import FakeTime, Template
from workwell_desktop.paths import Places
from workwell_desktop.policy import NotAllowed, Policy, read_policy, refuse_backup, refuse_export, refuse_update
from workwell_desktop.settings import Settings, load_settings, save_settings
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.doors import ReadyDoors
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.pages.needs_page import NeedsPage
from workwell_desktop.ui.rules_view import RulesView

Show = Callable[[QWidget], Hand]
WRITERS = {"write_text", "write_bytes", "write_whole", "copyfile", "copy2"}


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """IT's file of this test, where the program looks for it."""
    return file_in_force(tmp_path, monkeypatch)


def said(view: QWidget) -> str:
    return " ".join(one.accessibleName() or one.text() for one in view.findChildren(QLabel) if one.isVisible())


@pytest.mark.skipif(os.name != "posix", reason="links and rights as Linux has them")
@pytest.mark.parametrize("leads_to", ["policy-of-a-share-that-is-not-there", "etc"])
def test_a_folder_that_leads_nowhere_or_to_itself_closes(tmp_path: Path, leads_to: str) -> None:
    (tmp_path / "etc").symlink_to(tmp_path / leads_to)
    found = read_policy(tmp_path / "etc" / "policy.toml", owner=ME)
    assert (found.idle_minutes, found.export_folders) == (1, ())
    assert found.problem


def test_a_folder_that_may_not_be_looked_into_closes(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look = os.lstat

    def refuse(path: Path, *more: object, **how: object) -> os.stat_result:
        if Path(path) == file:
            raise PermissionError(13, "not for you")
        return look(path, *more, **how)  # type: ignore[arg-type]  # whatever it was asked with

    monkeypatch.setattr(os, "lstat", refuse)
    assert read_policy(file, owner=ME).problem


def test_while_the_file_is_broken_each_refusal_says_that_it_is_and_where(file: Path) -> None:
    file.write_text("\nidle_minutes = 99", "utf-8")
    broken = read_policy(file, owner=ME)
    for refuse in (refuse_export, refuse_backup, refuse_update):
        with pytest.raises(NotAllowed, match="cannot be used") as found:
            refuse(file.parent, broken)
        assert "line 2" in str(found.value)
        assert os.devnull not in str(found.value)


def test_updates_come_from_one_folder_alone_links_followed(tmp_path: Path) -> None:
    allowed, other = tmp_path / "updates", tmp_path / "other"
    allowed.mkdir()
    other.mkdir()
    (allowed / "way-out").symlink_to(other)
    only = Policy(update_source=allowed)
    refuse_update(allowed, only)
    refuse_update(other, Policy())
    for folder in (other, allowed / ".." / "other", allowed / "way-out"):
        with pytest.raises(NotAllowed, match=str(allowed)):
            refuse_update(folder, only)


def test_copies_of_the_services_own_rules_obey_too(
    file: Path, desk: Desk, shown: Show, tmp_path: Path, qtbot: QtBot
) -> None:
    allowed, other = tmp_path / "allowed", tmp_path / "other"
    allowed.mkdir()
    other.mkdir()
    file.write_text(f'export_folders = ["{allowed}"]', "utf-8")
    assert isinstance(desk.doors, ReadyDoors)
    rules, needs = RulesView(desk), NeedsPage(desk)
    shown(rules)
    refusal = f"Your IT lets copies be saved only in {allowed}."
    desk.doors.saves = [other / "rules.toml", allowed / "rules.toml", other / "needs.toml", allowed / "needs.toml"]
    rules._save()
    qtbot.waitUntil(lambda: refusal in said(rules))
    rules._save()
    needs._copy()
    assert needs.bar.kept().startswith(refusal)
    needs._copy()
    assert list(other.iterdir()) == []
    assert {one.name for one in allowed.iterdir()} == {"rules.toml", "needs.toml"}


def test_no_part_of_the_window_and_no_deed_writes_to_a_chosen_place_by_itself() -> None:
    """A new door out has to go by way of the policy; what is let off is the recovery sheet and tests' own doors."""
    found = set()
    for path in python_files("workwell_desktop/ui", "workwell_desktop/casework"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func
                name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
                if name in WRITERS:
                    found.add(name_of(path))
    assert found == {"workwell_desktop/casework/access.py", "workwell_desktop/ui/doors.py"}


# -- the real window ---------------------------------------------------------------------------------------------


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def stage(file: Path, template: Template, tmp_path: Path, qapp: QApplication, time: FakeTime) -> Iterator[Stage]:
    """The program on a PC whose IT lets it stay open for two minutes, and lets copies into one folder."""
    for name in ("allowed", "other"):
        (tmp_path / name).mkdir()
    file.write_text(f'idle_minutes = 2\nexport_folders = ["{tmp_path / "allowed"}"]\nbackup_folders = []', "utf-8")
    save_settings(Places.under(tmp_path / "home").config, Settings(idle_minutes=9))
    vault = template.open(template.copy(tmp_path / "home" / "vaults"), time.clock)
    make_jo(vault)
    asked = vault.sheet_groups_to_confirm()
    vault.confirm_sheet({number: template.sheet.groups[number - 1] for number in asked})
    stage = Stage(tmp_path / "home", clock=time.clock)
    stage.window._enter(vault)
    stage.wait_for_workspace()
    yield stage
    stage.end()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_coach_meets_what_it_has_set_and_it_leaves_their_own_choice_alone(
    stage: Stage, time: FakeTime, tmp_path: Path
) -> None:
    name = "our-rules.toml"
    stage.doors.saves = [
        tmp_path / "other" / name,
        tmp_path / "allowed" / ".." / "other" / name,
        tmp_path / "allowed" / name,
    ]
    stage.hand.press("Settings")
    stage.hand.open_tab("Who can join")
    for _ in range(2):
        stage.hand.press("Save a copy of these rules")
        assert f"Your IT lets copies be saved only in {tmp_path / 'allowed'}." in " ".join(stage.hand.texts())
    stage.hand.press("Save a copy of these rules")
    assert ([one.name for one in (tmp_path / "allowed").iterdir()], list((tmp_path / "other").iterdir())) == (
        [name],
        [],
    )
    stage.hand.open_tab("This PC")
    assert " ".join(stage.hand.texts()).count("Set by your IT.") == 2
    stage.hand.press("Save these settings")
    kept = load_settings(stage.places.config).idle_minutes
    assert kept == 9, "what IT settles is not what the coach chose"
    time.go(minutes=2)
    stage.window._idle.look()
    stage.hand.wait_for(lambda: stage.window.workspace is None, "the lock")
    stage.wait_for(lambda: "after 2 minutes with no typing." in " ".join(stage.hand.texts()), "the reason")
