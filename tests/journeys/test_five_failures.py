"""Five ways in which a vault does not open, each told in other words on the way in, each with what to do next."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.journeys.stage import Stage
from tests.vaults import PASSPHRASE, FakeTime, Template

HEADERS = ("vault.json", "vault.json.bak")


@dataclass(frozen=True)
class Failure:
    """What is done to the vault, and the two sentences that the coach reads; ``typed`` if a passphrase is needed."""

    harm: Callable[[Path], object]
    sentence: str
    next_step: str
    typed: str = ""


def spoil_headers(folder: Path) -> None:
    for name in HEADERS:
        (folder / name).write_bytes(b'{"format": "workwell-vault", "coach": ' + b"\x00" * 64)


def spoil_database(folder: Path) -> None:
    (database,) = folder.glob("*.db")
    pages = bytearray(database.read_bytes())
    for place in range(2000, len(pages), 4096):
        pages[place] ^= 0x55
    database.write_bytes(pages)


def make_newer(folder: Path) -> None:
    for name in HEADERS:
        file = folder / name
        if file.exists():
            text = file.read_text("utf-8")
            assert '"version":1' in text
            file.write_text(text.replace('"version":1', '"version":2'), "utf-8")


def take_database(folder: Path) -> None:
    (database,) = folder.glob("*.db")
    database.unlink()


FAILURES = {
    "wrong passphrase": Failure(
        lambda _folder: None, "That is not the passphrase.", "Check Caps Lock and the spaces.", PASSPHRASE.title()
    ),
    "damaged header": Failure(
        spoil_headers,
        "The vault's key file, vault.json, is damaged, and so is its copy.",
        "Restore the newest backup. The damaged vault stays where it is.",
    ),
    "damaged database": Failure(
        spoil_database,
        "The vault's database is damaged.",
        "Restore the newest backup. The damaged vault stays where it is.",
        PASSPHRASE,
    ),
    "newer version": Failure(
        make_newer, "This file was made by a newer WorkWell.", "Update this PC first. Nothing was changed."
    ),
    "missing file": Failure(
        take_database,
        "The vault's database is not there any more.",
        "Restore the newest backup, or put the file back.",
        PASSPHRASE,
    ),
}


@pytest.fixture
def home(template: Template, tmp_path: Path) -> Path:
    """A home with one vault in it."""
    template.copy(tmp_path / "home" / "vaults")
    return tmp_path / "home"


@pytest.mark.parametrize("name", FAILURES)
def test_what_is_wrong_and_what_to_do_is_said(start: Callable[..., Stage], home: Path, name: str) -> None:
    failure = FAILURES[name]
    (folder,) = (home / "vaults").iterdir()
    failure.harm(folder)
    before = contents(folder)
    stage = start(home)
    if failure.typed:
        stage.hand.write("Passphrase", failure.typed)
        stage.hand.press("Unlock")
    stage.wait_for(lambda: stage.says(failure.sentence), failure.sentence)
    assert stage.says(failure.next_step)
    assert stage.window.workspace is None
    for other in FAILURES.values():
        assert other is failure or not stage.says(other.sentence)
    assert contents(folder) == before


def test_every_failure_offers_a_backup(start: Callable[..., Stage], home: Path) -> None:
    """From each of them there is a way to a backup, and back."""
    stage = start(home)
    stage.hand.press("Open a backup")
    stage.wait_for_button("Choose a backup file")
    stage.hand.press("Back")
    stage.wait_for_button("Unlock")


def test_a_remembered_vault_that_is_gone_is_missed(start: Callable[..., Stage], home: Path) -> None:
    """A stick that is not in, a folder that was moved: nobody should take it for a first start."""
    stage = start(home)
    stage.unlock_template()
    stage.close()
    (home / "vaults").rename(home / "elsewhere")
    for _ in range(2):
        stage = start(home)
        assert stage.says("There is no vault here any more. Put its folder back")
        assert not stage.says("Welcome to WorkWell")
        stage.close()
    (home / "elsewhere").rename(home / "vaults")
    stage = start(home)
    stage.unlock_template()


def test_after_a_loss_a_new_vault_can_be_made(start: Callable[..., Stage], home: Path) -> None:
    stage = start(home)
    stage.unlock_template()
    stage.close()
    shutil.rmtree(home / "vaults")
    stage = start(home)
    stage.hand.press("Back")
    stage.wait_for(lambda: stage.says("Welcome to WorkWell"), "the first start")


def test_guesses_are_counted_and_the_wait_is_shown(start: Callable[..., Stage], home: Path) -> None:
    time = FakeTime()
    stage = start(home, clock=time.clock)
    for number in range(4):
        stage.hand.write("Passphrase", f"not this one {number}")
        stage.hand.press("Unlock")
        stage.wait_for_button("Unlock")
        stage.wait_for(lambda: stage.says("That is not the passphrase."), "the answer")
    stage.hand.write("Passphrase", PASSPHRASE)  # the right one, but too soon
    stage.hand.press("Unlock")
    stage.wait_for_button("Try again in 30 seconds")
    assert stage.says("Too many tries.")
    stage.wait_for_button("Try again in 29 seconds")
    assert stage.window.workspace is None
    stage.close()
    time.go(seconds=31)
    stage = start(home, clock=time.clock)
    stage.unlock_template()
    stage.close()


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of the vault's own files: a failure changes none of them."""
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.name in HEADERS or one.suffix == ".db"}
