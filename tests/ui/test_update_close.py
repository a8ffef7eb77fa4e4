"""An update is started once everything is saved and closed, and never while somebody goes on working."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel

from installers.facts import read_update_key
from installers.updates.sign_update import PRIVATE, new_key, sign
from tests.journeys.stage import Stage
from tests.plans import make_jo
from tests.vaults import FakeTime, Template
from workwell_desktop.build_facts import BuildFacts, build_facts
from workwell_desktop.ui import settings_view, update_part

WORD = b"orbit candle velvet maple"
SETUP = "WorkWell-1.1.0-windows-user-setup.exe"
NOT_STARTED = "The setup could not be started. Nothing has changed."
UPDATE = "Close WorkWell and update"
Started = list[tuple[list[str], bool]]


@pytest.fixture
def facts(tmp_path: Path) -> BuildFacts:
    """A build for one person on Windows, and a stick with an update for it."""
    public = new_key(tmp_path / "keys", WORD)
    package = tmp_path / SETUP
    package.write_bytes(b"a made-up setup")
    sign(tmp_path / "keys" / PRIVATE, WORD, "1.1.0", "1.0.0", [], date(2026, 11, 20), [package], tmp_path / "stick")
    folder = tmp_path / "resources" / "build"
    folder.mkdir(parents=True)
    told = f'version = "1.0.0"\nmade_on = 2026-11-01\nkind = "windows-user"\nupdate_key = "{read_update_key(public)}"\n'
    (folder / "build.toml").write_text(told, "utf-8")
    return build_facts(folder.parent)


@pytest.fixture
def stage(
    template: Template, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, facts: BuildFacts
) -> Iterator[Stage]:
    """The program with an update that was checked: the button that closes and updates is there."""
    monkeypatch.setattr(settings_view, "build_facts", lambda: facts)
    monkeypatch.setattr(settings_view.Places, "for_this_person", lambda: settings_view.Places.under(tmp_path / "own"))
    time = FakeTime()
    vault = template.open(template.copy(tmp_path / "home" / "vaults"), time.clock)
    make_jo(vault)
    asked = vault.sheet_groups_to_confirm()
    vault.confirm_sheet({number: template.sheet.groups[number - 1] for number in asked})
    stage = Stage(tmp_path / "home", clock=time.clock)
    stage.doors.folders = [tmp_path / "stick"]
    stage.window._enter(vault)
    stage.hand.press("Settings")
    stage.hand.open_tab("This PC")
    stage.hand.press("Update WorkWell from a stick")
    stage.hand.wait_for_button(UPDATE)
    yield stage
    stage.end()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def started(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Started:
    """The commands that were started, and whether the vault was closed by then."""
    found: Started = []

    def start(command: list[str], **_how: object) -> None:
        (folder,) = (stage.home / "vaults").iterdir()
        found.append((command, bool(list((folder / "backups").glob("*.wwbackup")))))

    monkeypatch.setattr(update_part.subprocess, "Popen", start)
    return found


def words(stage: Stage) -> list[str]:
    return [one.accessibleName() or one.text() for one in stage.window.findChildren(QLabel) if one.isVisible()]


def test_everything_is_saved_and_closed_before_the_setup_starts(stage: Stage, started: Started) -> None:
    stage.hand.press(UPDATE)
    stage.hand.wait_for(lambda: not stage.window.isVisible(), "the window closes")
    ((command, backed_up),) = started
    assert (Path(command[0]).name, command[1:]) == (SETUP, ["/S", "/WAIT", "/OPEN"])
    assert backed_up, "the vault was closed, and what was done was backed up, before the setup was started"


def test_whoever_stays_because_words_are_not_saved_has_no_setup_running(
    stage: Stage, started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage.workspace, "keep", lambda: False)
    stage.hand.press(UPDATE)
    assert [title for title, _ in stage.doors.asked] == ["Some words are not saved yet. Stay here?"]
    assert started == []
    assert stage.window.isVisible()
    monkeypatch.undo()  # the words can be kept again: closing later is no update
    monkeypatch.setattr(update_part.subprocess, "Popen", lambda *_about, **_how: started.append(([], False)))
    stage.window.close()
    stage.hand.wait_for(lambda: not stage.window.isVisible(), "the window closes")
    assert started == []


def test_a_setup_that_does_not_start_is_said_and_the_program_stays(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_about: object, **_how: object) -> None:
        raise PermissionError

    monkeypatch.setattr(update_part.subprocess, "Popen", refuse)
    stage.hand.press(UPDATE)
    stage.hand.wait_for(lambda: NOT_STARTED in " ".join(words(stage)), "the sentence that it did not start")
    assert stage.window.isVisible()
