"""The settings: nothing is said to be checked that nobody checked, and no deed is done without the passphrase."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from tests.tree import ROOT
from tests.vaults import NEW_PASSPHRASE, PASSPHRASE
from workwell_desktop.casework.areas import area_attributions
from workwell_desktop.casework.intended_purpose import intended_purpose
from workwell_desktop.casework.service_import import list_attributions, load_starter
from workwell_desktop.casework.service_profile import load_profile
from workwell_desktop.forms import questionnaire
from workwell_desktop.places.districts import place_attributions
from workwell_desktop.settings import Settings
from workwell_desktop.ui.about import about_text
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.doors import ReadyDoors
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.secrets_view import Secrets
from workwell_desktop.ui.settings_view import SettingsDialog

Show = Callable[[QWidget], Hand]


@pytest.fixture
def window(shown: Show) -> QWidget:
    window = QWidget()
    shown(window)
    return window


@pytest.fixture
def dialog(desk: Desk, window: QWidget) -> SettingsDialog:
    return opened(desk, window)


@pytest.fixture
def hand(dialog: SettingsDialog, qapp: object) -> Hand:
    return Hand(qapp)  # type: ignore[arg-type]  # the application of the tests


def opened(desk: Desk, window: QWidget) -> SettingsDialog:
    dialog = SettingsDialog(desk, window)
    dialog.open()
    return dialog


def words(view: QWidget) -> str:
    return " | ".join(one.text() for one in view.findChildren(QLabel) if one.isVisible())


def test_saving_something_else_does_not_say_the_contacts_were_checked(
    dialog: SettingsDialog, hand: Hand, desk: Desk
) -> None:
    assert "Not checked by your service yet." in words(dialog)
    hand.write("Name of your service", "Elm Street Clinic")
    hand.press("Save these settings")
    profile = load_profile(desk.vault)
    assert profile.name == "Elm Street Clinic"
    assert profile.crisis_confirmed_on is None


def test_ticked_they_were_checked_today_and_changed_ones_have_to_be_checked_anew(
    dialog: SettingsDialog, hand: Hand, desk: Desk, window: QWidget
) -> None:
    hand.press("We checked these contacts today")
    hand.press("Save these settings")
    assert load_profile(desk.vault).crisis_confirmed_on == desk.clock.today()
    opened(desk, window)
    hand.press("Save these settings")
    assert load_profile(desk.vault).crisis_confirmed_on == desk.clock.today(), "nothing changed"
    opened(desk, window)
    hand.write("How to reach them 1", "Ring 01632 960999")
    hand.press("Save these settings")
    assert load_profile(desk.vault).crisis_confirmed_on is None


def test_saving_is_offered_only_where_something_waits_for_it(dialog: SettingsDialog, hand: Hand) -> None:
    hand.open_tab("Who can join")
    assert not dialog.button("save").isVisible(), "what is chosen there holds at once"
    hand.open_tab("This PC")
    assert dialog.button("save").isVisible()


def test_half_a_contact_is_asked_about_and_not_dropped(dialog: SettingsDialog, hand: Hand, desk: Desk) -> None:
    hand.write("How to reach them 1", "")
    hand.press("Save these settings")
    assert "Write how to reach them." in words(dialog)
    assert dialog.isVisible()
    assert load_profile(desk.vault).crisis == ()


def test_this_pcs_choices_are_told_to_the_window(dialog: SettingsDialog, hand: Hand, tmp_path: Path) -> None:
    told: list[Settings] = []
    dialog.changed.connect(told.append)
    hand.open_tab("This PC")
    hand.choose("Lock after", "1 minute")
    hand.write("Second place for backups", str(tmp_path))
    assert dialog.idle.control.findData("") == -1, "there is no choice that means nothing"
    hand.press("Save these settings")
    assert (told[0].idle_minutes, told[0].backup_folder) == (1, str(tmp_path))


def test_the_passphrase_is_changed_only_by_who_knows_it(desk: Desk, shown: Show) -> None:
    view = Secrets(desk)
    hand = shown(view)

    def change(old: str, new: str, again: str) -> None:
        hand.write("Passphrase now", old)
        hand.write("New passphrase", new)
        hand.write("The new one again", again)
        hand.press("Change the passphrase")

    change(PASSPHRASE, "short", "short")
    assert "12 characters" in view.new.error
    change(PASSPHRASE, NEW_PASSPHRASE, "other")
    assert view.again.error == "This is not the same. Type the new passphrase again."
    change("not the passphrase", NEW_PASSPHRASE, NEW_PASSPHRASE)
    hand.wait_for(lambda: view.said.point == "That is not the passphrase.", "the sentence")
    change(PASSPHRASE, NEW_PASSPHRASE, NEW_PASSPHRASE)
    hand.wait_for(lambda: view.said.point == "Your passphrase is changed.", "the sentence")
    assert (view.old.value(), view.new.value(), view.again.value()) == ("", "", "")


def test_a_new_sheet_can_be_saved_until_it_is(desk: Desk, shown: Show, tmp_path: Path) -> None:
    doors = desk.doors
    assert isinstance(doors, ReadyDoors)
    doors.saves = []
    view = Secrets(desk)
    hand = shown(view)
    hand.write("Passphrase now", PASSPHRASE)
    hand.press("Make a new recovery sheet")
    hand.wait_for_button("Save the new sheet")
    assert view.said.text() == "The new recovery sheet is made. Save it now. The old one no longer opens this vault."
    doors.saves = [tmp_path / "gone" / "sheet.pdf", tmp_path / "sheet.pdf"]
    hand.press("Save the new sheet")
    assert view.said.point == "This PC could not write to the disk."
    hand.press("Save the new sheet")
    assert view.said.point == "The new recovery sheet is saved."
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


def test_about_says_the_intended_purpose_and_the_licence_of_every_instrument(desk: Desk) -> None:
    text = about_text(desk.vault)
    assert "What it is for:\n" + "\n".join(intended_purpose()) in text
    for name in ("phq9", "gad7", "phq4", "wsas", "ons4", "ucla3", "work_ability_score"):
        form = questionnaire(name)
        assert f"\n{form.title}: {form.licence}" in text


def test_about_names_what_is_carried_and_where_lists_and_areas_are_from(desk: Desk) -> None:
    load_starter(desk.vault)
    text = about_text(desk.vault)
    for said in ("WorkWell Desktop", "PySide6", "SIL Open Font License", "ring 999", "WorkWell national starter list"):
        assert said in text, said
    assert all(line in text for line in (*area_attributions(), *place_attributions(), *list_attributions(desk.vault)))
    assert "(version unknown)" not in text
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {re.split(r"[=>;]", one)[0] for one in needed if "sys_platform" not in one}
    assert [name for name in sorted(names) if f"\n{name} " not in text.lower()] == []
