"""What IT has set, and an update from a stick, by keyboard, screen reader, large text and small window."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from installers.facts import read_update_key
from installers.updates.sign_update import PRIVATE, new_key, sign
from tests.journeys.stage import Stage, in_sight
from tests.journeys.test_names import CHECKS, settle
from tests.vaults import FakeTime, Template
from workwell_desktop import policy
from workwell_desktop.build_facts import BuildFacts, build_facts
from workwell_desktop.paths import Places
from workwell_desktop.policy import read_policy
from workwell_desktop.settings import Settings, save_settings
from workwell_desktop.ui import settings_view
from workwell_desktop.ui.settings_view import SettingsDialog
from workwell_desktop.updates.manifest import MANIFEST

WORD = b"orbit candle velvet maple"
NEWS = "Plans print faster. Letters to an employer say on one line who agreed to them, and on which day that was."
PACKAGES = {"deb": "workwell-desktop_1.1.0_amd64.deb", "windows-user": "WorkWell-1.1.0-windows-user-setup.exe"}
SIZES = {100: (1024, 700), 200: (1366, 768)}
Start = Callable[[int, str, str], Stage]


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_key(tmp_path_factory.mktemp("keys"), WORD)


@pytest.fixture
def start(
    tmp_path: Path, template: Template, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, public: Path
) -> Iterator[Start]:
    """Start the program with a text size, as a kind of build, under IT's words, with a signed stick to choose."""
    stages: list[Stage] = []

    def begin(scale: int, kind: str, words: str) -> Stage:
        file = tmp_path / "etc" / "policy.toml"
        file.parent.mkdir(mode=0o755)
        file.write_text(words, "utf-8")
        held = lambda: read_policy(file, owner=os.getuid())  # noqa: E731 - it stands for a function in three places
        monkeypatch.setattr(policy, "policy_in_force", held)
        for name in ("workwell_desktop.app", "workwell_desktop.ui.settings_view"):
            monkeypatch.setattr(f"{name}.policy_in_force", held)
        package = tmp_path / PACKAGES[kind]
        package.write_bytes(b"made up")
        stick = tmp_path / "stick"
        sign(public.with_name(PRIVATE), WORD, "1.1.0", "1.0.0", [NEWS], date(2026, 11, 20), [package], stick)
        facts = facts_of(tmp_path, kind, public)
        monkeypatch.setattr(settings_view, "build_facts", lambda: facts)
        monkeypatch.setattr(settings_view.Places, "for_this_person", lambda: Places.under(tmp_path / "own"))
        save_settings(Places.under(tmp_path / "home").config, Settings(theme="light", text_scale=scale))
        time = FakeTime()
        vault = template.open(template.copy(tmp_path / "home" / "vaults"), time.clock)
        asked = vault.sheet_groups_to_confirm()
        vault.confirm_sheet({number: template.sheet.groups[number - 1] for number in asked})
        stage = Stage(tmp_path / "home", clock=time.clock, size=SIZES[scale])
        stages.append(stage)
        stage.doors.folders = [stick, stick]
        stage.window._enter(vault)
        stage.wait_for_workspace()
        stage.window._open_settings()
        stage.hand.open_tab("This PC")
        return stage

    yield begin
    for stage in stages:
        stage.end()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def facts_of(folder: Path, kind: str, public: Path) -> BuildFacts:
    file = folder / "resources" / "build" / "build.toml"
    file.parent.mkdir(parents=True)
    words = f'version = "1.0.0"\nmade_on = 2026-11-01\nkind = "{kind}"\nupdate_key = "{read_update_key(public)}"\n'
    file.write_text(words, "utf-8")
    return build_facts(folder / "resources")


def wrong(stage: Stage) -> dict[str, list[str]]:
    """What every check of the views finds on the settings as they stand."""
    settle(stage)
    (dialog,) = in_sight(stage.window, SettingsDialog)
    found = {check: look(dialog) for check, look in CHECKS.items()}
    return {check: words for check, words in found.items() if words}


def says(stage: Stage, words: str) -> bool:
    return words in " ".join(stage.hand.texts())


@pytest.mark.parametrize("scale", SIZES)
@pytest.mark.parametrize("kind", PACKAGES)
def test_an_update_that_was_checked_and_one_that_was_refused(
    start: Start, scale: int, kind: str, tmp_path: Path
) -> None:
    stage = start(scale, kind, 'idle_minutes = 3\nbackup_folders = ["/srv/backups/of/the/clinic", "/media/backup"]')
    assert wrong(stage) == {}
    stage.hand.press("Update WorkWell from a stick")
    stage.wait_for(lambda: says(stage, "is signed and whole"), "the check")
    assert stage.hand.sees_field("The command for your IT") == (kind == "deb")
    assert wrong(stage) == {}
    (tmp_path / "stick" / MANIFEST).write_text("changed", "utf-8")
    stage.hand.press("Update WorkWell from a stick")
    stage.wait_for(lambda: says(stage, "was not signed by those who make your WorkWell"), "the refusal")
    assert not stage.hand.sees_field("The command for your IT")
    assert wrong(stage) == {}


@pytest.mark.parametrize("scale", SIZES)
def test_a_broken_file_of_it(start: Start, scale: int) -> None:
    stage = start(scale, "deb", "\nidle_minutes = 99")
    assert says(stage, "The settings of your IT cannot be used")
    assert says(stage, "line 2")
    assert wrong(stage) == {}
    stage.hand.press("Update WorkWell from a stick")
    stage.wait_for(
        lambda: " ".join(stage.hand.texts()).count("The settings of your IT cannot be used") == 2, "the refusal"
    )
    assert wrong(stage) == {}
