"""Getting in and out as the screens ask for it: the last vault, backups in words, proving the passphrase."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from tests.vaults import PASSPHRASE, FakeTime, Template
from workwell_desktop.casework import access
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.service_import import list_attributions, load_starter
from workwell_desktop.casework.service_profile import CrisisContact, Profile, load_profile, save_profile
from workwell_desktop.clock import Clock
from workwell_desktop.errors import BackupUnreadable, NotKept, TooManyTries, WrongPassphrase
from workwell_desktop.paths import Places
from workwell_desktop.vault.store import Vault


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def clock(time: FakeTime) -> Clock:
    return time.clock


def plain(words: str) -> str:
    """Return words with the blanks that hold a number and its noun together as common ones."""
    return words.replace("\N{NO-BREAK SPACE}", " ")


def test_the_vault_last_used_comes_first_then_the_newest_then_none(tmp_path: Path) -> None:
    places = Places.under(tmp_path)
    assert access.last_vault(places, "") is None
    for age, name in ((20, "old"), (10, "new"), (0, "no vault")):
        folder = places.vaults / name
        folder.mkdir(parents=True)
        if name != "no vault":
            header = folder / access.HEADER
            header.write_bytes(b"{}")
            os.utime(header, (1_000_000 - age, 1_000_000 - age))
    (places.vaults / "a file").write_bytes(b"")
    assert access.last_vault(places, "") == places.vaults / "new"
    assert access.last_vault(places, str(places.vaults / "old")) == places.vaults / "old"
    assert access.last_vault(places, str(tmp_path / "gone")) == places.vaults / "new"


def test_a_new_vault_holds_the_shipped_services(open_vault: Vault) -> None:
    assert list_attributions(open_vault) == ()
    load_starter(open_vault)
    (line,) = list_attributions(open_vault)
    assert line.startswith("WorkWell national starter list")
    assert "Open Government Licence" in line


def test_a_backup_says_when_it_was_proved_and_how_many_are_in_it(open_vault: Vault, time: FakeTime) -> None:
    assert access.backup_line(open_vault) == "No backup yet"
    facts = access.back_up(open_vault, "")
    at = time.now.astimezone()
    assert plain(access.backup_line(open_vault)) == f"Last backup proved today at {at:%H:%M}, 0 people"
    save_intake(open_vault, 0, IntakeEntry(first_name="Jo", last_name="Example"))
    time.go(days=40)
    facts = access.back_up(open_vault, "")
    at = time.now.astimezone()
    assert plain(access.backup_sentence(facts.path)) == (
        f"Made on {at.day} {at:%B %Y} at {at:%H:%M}, with 1 person in it."
    )
    time.go(days=1)
    assert plain(access.backup_line(open_vault)) == f"Last backup proved on {at.day} {at:%B} at {at:%H:%M}, 1 person"


def test_a_second_place_gets_a_copy_of_its_own(open_vault: Vault, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    access.back_up(open_vault, str(stick))
    (own,) = stick.iterdir()
    assert own.name == f"WorkWell {open_vault.vault_id[:8]}"
    assert [file.suffix for file in own.iterdir()] == [".wwbackup"]


def test_the_second_place_is_thinned_too_and_nothing_else_in_it(
    open_vault: Vault, tmp_path: Path, time: FakeTime
) -> None:
    of_another_vault = tmp_path / "20200101T000000Z-g000001.wwbackup"
    of_another_vault.touch()
    own = tmp_path / f"WorkWell {open_vault.vault_id[:8]}"
    for _ in range(3):
        access.back_up(open_vault, str(tmp_path))
        time.go(minutes=1)
    time.go(days=10)
    access.back_up(open_vault, str(tmp_path))
    names = [{file.name for file in folder.glob("*.wwbackup")} for folder in (own, open_vault.folder / "backups")]
    assert [len(kept) for kept in names] == [2, 2], "the last of that day, and the new one"
    assert of_another_vault.exists()


def test_a_second_place_that_is_not_there_is_said_and_not_made(open_vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(NotKept, match="folder for backups is not there"):
        access.back_up(open_vault, str(tmp_path / "pulled out"))
    assert not (tmp_path / "pulled out").exists()


def test_leaving_backs_up_what_changed_since_and_a_lock_waits(
    open_vault: Vault, template: Template, vault_folder: Path, clock: Clock, time: FakeTime
) -> None:
    access.back_up(open_vault, "")
    time.go(minutes=1)
    save_intake(open_vault, 0, IntakeEntry(first_name="Jo", last_name="Example"))
    access.close(open_vault, "")
    assert len(list((vault_folder / "backups").glob("*.wwbackup"))) == 1
    access.close(template.open(vault_folder, clock), "", leaving=True)
    assert len(list((vault_folder / "backups").glob("*.wwbackup"))) == 2


def test_what_is_no_backup_is_said_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "holiday.wwbackup"
    file.write_bytes(b"not a backup")
    with pytest.raises(BackupUnreadable):
        access.backup_sentence(file)


def test_closing_shuts_the_vault_also_when_the_backup_fails(
    open_vault: Vault, monkeypatch: pytest.MonkeyPatch, template: Template, vault_folder: Path, clock: Clock
) -> None:
    save_intake(open_vault, 0, IntakeEntry(first_name="Jo", last_name="Example"))

    def refuse(*_any: object) -> None:
        raise NotKept("This PC could not write to the disk.")

    monkeypatch.setattr(access, "back_up", refuse)
    with pytest.raises(NotKept):
        access.close(open_vault, "")
    again = template.open(vault_folder, clock)  # the lock is free again
    again.close()


def test_the_passphrase_is_proved_under_the_limits_of_the_door(open_vault: Vault, time: FakeTime) -> None:
    access.prove(open_vault, PASSPHRASE)
    for _ in range(4):
        with pytest.raises(WrongPassphrase):
            access.prove(open_vault, "not the passphrase")
    with pytest.raises(TooManyTries) as caught:
        access.prove(open_vault, PASSPHRASE)
    assert access.waiting_words(caught.value.seconds) == "30 seconds"
    time.go(seconds=31)
    access.prove(open_vault, PASSPHRASE)
    assert access.waiting_words(900) == "15 minutes"


def test_a_new_sheet_needs_the_passphrase_first(open_vault: Vault) -> None:
    with pytest.raises(WrongPassphrase):
        access.new_sheet(open_vault, "not the passphrase")
    sheet, pdf = access.new_sheet(open_vault, PASSPHRASE)
    assert len(sheet.groups) == 9
    assert pdf.startswith(b"%PDF")


def test_offered_passphrases_are_good_and_never_the_same() -> None:
    offered = {access.suggest_passphrase() for _ in range(20)}
    assert len(offered) == 20
    for words in offered:
        assert len(words.split()) == 4
        assert access.passphrase_problem(words) == ""
        assert access.passphrase_strength(words)
    assert "12 characters" in access.passphrase_problem("short")


def test_the_profile_of_the_service_comes_back_as_it_was_saved(open_vault: Vault, time: FakeTime) -> None:
    assert load_profile(open_vault) == Profile()
    profile = Profile(
        name="Elm Street Clinic", letterhead="1 Elm Street\nNorthfield", coach_phone="01632 960120",
        crisis=(CrisisContact("Crisis team", "Ring 01632 960999", "always"),),
        crisis_confirmed_on=time.now.date() - timedelta(days=1),
    )  # fmt: skip
    save_profile(open_vault, profile)
    save_profile(open_vault, profile)
    assert load_profile(open_vault) == profile
