"""The guide of the first start, for a coach who makes every mistake once. The smooth way is in the journeys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.vaults import PASSPHRASE
from workwell_desktop.casework.service_profile import load_profile
from workwell_desktop.clock import Clock
from workwell_desktop.paths import Places
from workwell_desktop.ui.doors import ReadyDoors
from workwell_desktop.ui.first_run import FirstRun
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.style.theme import Look
from workwell_desktop.ui.worker import Worker

Show = Callable[[QWidget], Hand]


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.close()


def words(view: QWidget) -> str:
    return " | ".join(one.text() for one in view.findChildren(QLabel) if one.isVisible())


def test_every_mistake_is_said_beside_its_field_and_nothing_typed_is_lost(
    look: Look, worker: Worker, shown: Show, qtbot: QtBot, tmp_path: Path
) -> None:
    doors = ReadyDoors(look, saves=[tmp_path / "gone" / "sheet.pdf", tmp_path / "sheet.pdf"])
    view = FirstRun(look, Places.under(tmp_path / "home"), worker, doors, Clock())
    hand = shown(view)

    hand.press("Next: your passphrase")
    assert "Your name is needed: it stands on plans and letters." in words(view)
    hand.write("Your name", "Ruth Example")
    hand.press("Next: your passphrase")
    assert "The name of your service is needed: it stands on plans and letters." in words(view)
    hand.write("Your service", "Elm Street Clinic")
    hand.press("Next: your passphrase")
    hand.press("Back")
    assert (view.name.value(), view.service.value()) == ("Ruth Example", "Elm Street Clinic")
    hand.press("Next: your passphrase")

    first_offer = view.offer.text()
    hand.press("Offer four others")
    assert view.offer.text() != first_offer
    hand.write("Passphrase", "short")
    hand.press("Make my vault")
    assert "12 characters" in view.secret.error
    hand.write("Passphrase", PASSPHRASE)
    hand.write("The same again", "something else")
    hand.press("Make my vault")
    assert view.again.error == "This is not the same. Type your passphrase again."
    assert view.secret.value() == PASSPHRASE
    hand.write("The same again", PASSPHRASE)
    hand.press("Make my vault")
    hand.wait_for_button("Save the sheet")

    groups = hand.find(QLabel, "The letters and numbers of the sheet").text().split()
    assert len(groups) == 9
    hand.press("Save the sheet")
    hand.wait_for(lambda: bool(doors.told), "the reason why it was not saved")
    assert doors.told[0][0] == "This PC could not write to the disk."
    hand.press("Save the sheet")
    hand.wait_for((tmp_path / "sheet.pdf").exists, "the sheet")
    asked = [n for n in range(1, 10) if hand.sees_field(f"Group {n} of the sheet")]
    for number in asked:
        hand.write(f"Group {number} of the sheet", "0000")
    hand.press("I have kept the sheet")
    assert "These are not the groups on the sheet. Read them again from your copy." in words(view)
    for number in asked:
        hand.write(f"Group {number} of the sheet", groups[number - 1].lower())
    hand.press("I have kept the sheet")

    hand.write("How to reach them 1", "")
    hand.press("We have checked these")
    assert "Write how to reach them." in words(view)
    hand.press("Check them later")

    with qtbot.waitSignal(view.ready, timeout=30_000) as ready:
        hand.press("Make the first backup and begin")
    (vault,) = ready.args
    profile = load_profile(vault)
    assert profile.name == "Elm Street Clinic"
    assert profile.crisis_confirmed_on is None, "nobody said they were checked"
    assert vault.sheet_confirmed
    assert vault.coach == "Ruth Example"
    assert len(list((vault.folder / "backups").glob("*.wwbackup"))) == 1
    vault.close()
