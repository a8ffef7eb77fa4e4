"""Going back in stages by keyboard alone, in the real window over a real vault, with the door knocked at twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.documents.samples import words_of
from tests.journeys.keyboard import CONTROL, Keyboard
from tests.journeys.stage import Stage
from tests.plans import say
from tests.vaults import PASSPHRASE, FakeTime, Template
from workwell_desktop.casework.intake import IntakeEntry, save_intake

PLAN_TAB = Qt.Key.Key_3


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def stage(start: Callable[..., Stage], template: Template, tmp_path: Path, time: FakeTime) -> Stage:
    """The program over a vault in which Jo has a job with Harbour Foods Example and takes part."""
    home = tmp_path / "home"
    vault = template.open(template.copy(home / "vaults"), time.clock)
    asked = vault.sheet_groups_to_confirm()
    assert vault.confirm_sheet({number: template.sheet.groups[number - 1] for number in asked})
    entry = IntakeEntry(
        source="gp", received_on="yesterday", reason="Back", first_name="Jo", last_name="Example",
        work_status="off_sick", employer="Harbour Foods Example", manager_name="Lena Example",
    )  # fmt: skip
    say(vault, save_intake(vault, 0, entry))
    vault.close()
    stage = start(home, clock=time.clock)
    stage.doors.prints_to = tmp_path
    stage.let_in(template, time.clock)
    return stage


def open_plan(stage: Stage, keys: Keyboard) -> None:
    keys.key(Qt.Key.Key_F, CONTROL)
    keys.type("Jo")
    stage.hand.wait_for_row("Jo Example")
    keys.key(Qt.Key.Key_Down)
    keys.key(Qt.Key.Key_Return)
    keys.key(PLAN_TAB, CONTROL)
    stage.wait_for(lambda: stage.says("Going back in stages"), "the plan")


def lock_and_unlock(stage: Stage, keys: Keyboard) -> None:
    keys.key(Qt.Key.Key_L, CONTROL)
    stage.wait_for_way_in()
    assert not any("Jo" in words for words in stage.words())
    keys.type(PASSPHRASE)
    keys.key(Qt.Key.Key_Return)
    stage.wait_for_workspace()
    open_plan(stage, keys)


def test_by_keyboard_alone(stage: Stage, time: FakeTime, tmp_path: Path) -> None:
    keys = Keyboard(stage)
    open_plan(stage, keys)
    keys.press("Plan the weeks")
    stage.wait_for(lambda: keys.at == "Monday", "the settings")
    keys.type("9-5, half an hour break")
    keys.press("Tuesday to Friday as on Monday")
    keys.write("First day back", "next mon")

    # Somebody knocks in the middle of a word.
    lock_and_unlock(stage, keys)
    keys.press("Go on with the weeks")
    stage.wait_for(lambda: keys.at == "Monday", "the settings again")
    keys.write("First day back", "next monday")
    keys.write("How many weeks", "3")
    keys.pick("How the weeks are made easier", "Fewer days")
    keys.main("Make the weeks")
    stage.wait_for(lambda: keys.at.startswith("Week 1, Monday "), "the weeks")

    # A day made longer than it was, one at rest, one typed; and one put back.
    keys.key(Qt.Key.Key_Right)
    assert keys.at.endswith("09:00 to 17:00, 7 hours 30 minutes, break of 30 minutes")
    keys.key(Qt.Key.Key_Minus)
    assert keys.at.endswith("09:00 to 16:45, 7 hours 15 minutes, break of 30 minutes")
    keys.key(Qt.Key.Key_Right)
    keys.type("9")
    keys.type("-12")
    keys.key(Qt.Key.Key_Return)
    assert keys.at.endswith("09:00 to 12:00, 3 hours")
    keys.key(Qt.Key.Key_Delete)
    assert keys.at.endswith("rest day")
    keys.key(Qt.Key.Key_Z, CONTROL)
    assert keys.at.endswith("09:00 to 12:00, 3 hours")
    lock_and_unlock(stage, keys)
    keys.press("Change the weeks")
    stage.wait_for(lambda: keys.at.startswith("Week 1, Monday "), "the weeks again")
    keys.key(Qt.Key.Key_Right)
    assert "09:00 to 16:45" in keys.at, "what was changed was kept"

    # Agreed, and both papers.
    keys.main("Jo agrees these weeks")
    keys.pick("How did Jo agree?", "Said so in the meeting")
    keys.main("Jo agrees these weeks")
    stage.wait_for_button("Calendar for Harbour Foods Example")
    keys.key(Qt.Key.Key_P, CONTROL)
    stage.wait_for_button("Save as")
    keys.main("Print")
    keys.key(Qt.Key.Key_Escape)
    keys.main("Calendar for Harbour Foods Example")
    keys.pick("How did Jo agree?", "Said so in the meeting")
    keys.main("Jo agrees. Make it.")
    stage.wait_for_button("Save as")
    keys.main("Print")
    keys.press("Print this letter")
    keys.key(Qt.Key.Key_Escape)
    keys.press("Back to the plan")
    stage.wait_for_button("Jo agrees this plan")

    own, work = (words_of((tmp_path / f"printed-{n}.pdf").read_bytes()) for n in (1, 2))
    for said in (own, work):
        assert "16:45*" in said
        assert "12:00" in said
        assert "Page 1 of 1" in said
    assert "Going back in stages" in own
    assert "For Jo Example, Harbour Foods Example." in work
