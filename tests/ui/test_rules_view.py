"""Settings, who can join: the rules that hold, an example, a file of the service's own, and a mistake told in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.casework.test_eligibility import HEAD
from tests.ui.showing import notices
from workwell_desktop.casework.local_rules import local_rules
from workwell_desktop.casework.rules_choice import check_rules
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.doors import ReadyDoors
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.rules_view import RulesView
from workwell_desktop.ui.settings_view import SettingsDialog

Show = Callable[[QWidget], Hand]
OURS = HEAD + '[[can_join]]\nkind = "right_to_work"\nwords = "Allowed to work here"\n'


def words(view: QWidget) -> list[str]:
    QApplication.processEvents()
    return [one.text() for one in view.findChildren(QLabel) if one.isVisible() and one.text()]


def with_files(desk: Desk, opens: list[Path], saves: list[Path]) -> Desk:
    return replace(desk, doors=ReadyDoors(desk.look, opens=opens, saves=saves))


def test_an_example_is_chosen_and_holds_at_once(desk: Desk, shown: Show) -> None:
    view = RulesView(desk)
    hand = shown(view)
    assert "These are the rules of Example Place from 1 April 2026." in words(view)
    assert "Check before use." in words(view)
    assert "Somebody can join when all of this is true" in words(view)
    hand.press("Use this example")
    assert view.place.error == "Choose a place first."
    hand.choose("Begin with an example", "Greater Manchester")
    hand.press("Use this example")
    assert notices(view) == ["The rules of Greater Manchester from 1 October 2024 hold from now on."]
    assert "Allowed to work in the UK" in words(view)
    assert local_rules(desk.vault).name == "Greater Manchester"


def test_a_file_of_the_services_own_is_loaded_and_a_copy_saved(desk: Desk, shown: Show, tmp_path: Path) -> None:
    ours, copy = tmp_path / "ours.toml", tmp_path / "copy.toml"
    ours.write_text(OURS, "utf-8")
    view = RulesView(with_files(desk, [ours], [copy]))
    hand = shown(view)
    hand.press("Load your service’s own file")
    assert "These are the rules of Northfield from 1 April 2026." in words(view)
    assert "Check before use." not in words(view), "the service says that it checked them"
    hand.press("Save a copy of these rules")
    assert copy.read_text("utf-8") == OURS
    assert check_rules(copy.read_text("utf-8")).name == "Northfield"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (OURS.replace("right_to_work", "right_to_sing"), "“right_to_sing” is no kind of rule."),
        ("not a rule", "The file with your rules cannot be read:"),
        ("#" * 70_000, "The file wrong.toml is larger than 64 KB, so it is something else."),
    ],
)
def test_a_mistake_is_told_and_the_rules_that_held_hold_on(
    desk: Desk, shown: Show, tmp_path: Path, text: str, sentence: str
) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(text, "utf-8")
    view = RulesView(with_files(desk, [wrong], []))
    hand = shown(view)
    hand.press("Load your service’s own file")
    (said,) = notices(view)
    assert sentence in said
    assert local_rules(desk.vault).name == "Example Place"


def test_it_stands_in_the_settings(desk: Desk, shown: Show) -> None:
    window = QWidget()
    hand = shown(window)
    settings = SettingsDialog(desk, window)
    settings.open()
    hand.open_tab("Who can join")
    assert "These are the rules of Example Place from 1 April 2026." in words(settings)
    hand.press("Close")
