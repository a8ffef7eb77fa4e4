"""Settings, questionnaires of your own: what is used, what is refused with file, line and reason, and reading again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from tests.test_own_questionnaires import OWN
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.own_questionnaires import OwnQuestionnaires
from workwell_desktop.ui.settings_view import SettingsDialog
from workwell_desktop.ui.shelf_reader import ShelfReader

Show = Callable[[QWidget], Hand]
BROKEN = OWN.replace("pain_", "ache_").replace('kind = "scale"', 'kind = "dial"', 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "questionnaires").mkdir()
    return tmp_path / "questionnaires"


def words(view: QWidget) -> list[str]:
    return [one.text() for one in view.findChildren(QLabel) if one.isVisible() and one.text()]


def test_it_says_what_is_used_and_what_is_not_and_reads_again(desk: Desk, folder: Path, shown: Show) -> None:
    view = OwnQuestionnaires(desk.look, ShelfReader(folder))
    hand = shown(view)
    assert f"Folder: {folder}" in words(view)
    assert "There is no file in the folder. The questionnaires that come with WorkWell are used." in words(view)
    (folder / "pain_today.toml").write_text(OWN, "utf-8")
    (folder / "ache_today.toml").write_text(BROKEN, "utf-8")
    hand.press("Read the questionnaires again")
    found = words(view)
    assert "Pain today, version 1 (pain_today.toml). Used." in found
    (refused,) = [one for one in found if one.startswith("Not used.")]
    assert "The file ache_today.toml cannot be used. At " in refused
    assert ", line 15: “kind” must be one of text" in refused
    assert "1 used, 1 not used. Mend what is named above, save the file, and read them again." in found
    (folder / "ache_today.toml").write_text(OWN.replace("pain_", "ache_"), "utf-8")
    hand.press("Read the questionnaires again")
    assert "2 used, 0 not used." in words(view)


def test_it_stands_in_the_settings_and_the_next_page_asks_what_was_read(desk: Desk, folder: Path, shown: Show) -> None:
    mine = replace(desk, shelf=ShelfReader(folder))
    assert "pain_today" not in mine.shelf().forms
    window = QWidget()
    hand = shown(window)
    settings = SettingsDialog(mine, window)
    settings.open()
    hand.open_tab("This PC")
    (folder / "pain_today.toml").write_text(OWN, "utf-8")
    hand.press("Read the questionnaires again")
    assert "Pain today, version 1 (pain_today.toml). Used." in words(settings)
    assert "pain_today" in mine.shelf().forms
    hand.press("Close")


def test_a_file_with_a_long_name_and_reason_does_not_widen_the_page(desk: Desk, folder: Path, shown: Show) -> None:
    (folder / f"{'long_name_' * 12}.toml").write_text("id = 3", "utf-8")
    view = OwnQuestionnaires(desk.look, ShelfReader(folder))
    shown(view)
    assert view.minimumSizeHint().width() < 700
