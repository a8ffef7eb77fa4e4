"""A meeting from its start to the papers, with a lock in the middle: nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.documents.samples import words_of
from tests.journeys import day, views
from tests.journeys.furnished import furnish
from tests.journeys.stage import Stage
from tests.vaults import PASSPHRASE, FakeTime, Template

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def stage(start: Callable[..., Stage], template: Template, tmp_path: Path, time: FakeTime) -> Stage:
    furnish(template, tmp_path / "home", time.clock)
    stage = start(tmp_path / "home", clock=time.clock)
    stage.doors.prints_to = tmp_path
    stage.unlock(PASSPHRASE)
    return stage


def test_from_the_start_to_the_papers_with_a_lock_in_the_middle(stage: Stage, time: FakeTime) -> None:
    hand = stage.hand
    hand.press("Start meeting with Jo Example")
    assert not stage.says("Tomek")
    hand.write("What would Jo like to talk about today?", "The late shifts")
    hand.press("Talked about it: their own point")
    hand.press_first("If your plan is right for you")
    hand.press("Jo agrees this plan")
    hand.pick("How did Jo agree?", "Said so in the meeting")
    hand.press("Jo agrees this plan")
    hand.wait_for_button("Change this plan")
    time.go(minutes=38)

    # Somebody knocks: the coach locks, and comes back into the same meeting, with nobody else's name.
    day.lock(stage)
    assert not stage.says("Jo")
    stage.unlock(PASSPHRASE)
    stage.wait_for(lambda: stage.says("Meeting: 38 of 45 minutes"), "the meeting again")
    assert not stage.says("Tomek")
    time.go(minutes=3)
    assert stage.workspace.pane is not None
    stage.workspace.pane.clock.show_time()
    assert stage.says("4 minutes left")
    assert hand.count("Still blank: ")
    hand.press("Close the meeting")
    assert "- The late shifts (Jo’s own point)" in stage.typed("What you talked about")
    hand.write("What you talked about", "We talked about late shifts. Jo asks for")

    # And once more, with half a sentence in the note.
    day.lock(stage)
    stage.unlock(PASSPHRASE)
    hand.press("Close the meeting")
    assert stage.typed("What you talked about") == "We talked about late shifts. Jo asks for"
    hand.write("What you talked about", "We talked about late shifts. Jo asks for day shifts.")
    hand.pick("Walk ten minutes a day", "Done")
    hand.write("Which day", "in 2 weeks")
    hand.write("What time", "11")
    hand.press("Save, sign and print")
    stage.wait_for(lambda: bool(stage.doors.printed), "the papers")
    assert "I want to be back on the shop floor" in words_of(stage.doors.printed[0].read_bytes())
    stage.wait_for_button("Show them")
    assert stage.says("Your meeting with Jo is closed")
    assert not stage.says("Tomek")
    hand.press("Show them")
    stage.wait_for_button("Someone new")
    assert not stage.says("is not closed yet")
    views.open_person(stage, "Jo Example")
    hand.open_tab("Plan")
    assert not stage.says("Meeting:"), "the meeting is over"
    assert hand.count("Walk ten minutes a day, Jo, ") == 1
    assert any(words.startswith("Walk ten minutes a day") and words.endswith("Done") for words in day.buttons(stage))
    hand.key(Qt.Key.Key_T, CONTROL)
    stage.wait_for_button("Someone new")
