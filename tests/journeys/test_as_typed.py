"""What is typed is what is shown, kept and printed: letters of many languages, markup that is none, and long texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar

from tests.documents.samples import words_of
from tests.journeys import day
from tests.journeys.reading import everything
from tests.journeys.stage import Stage, in_sight
from tests.journeys.story import Story
from tests.vaults import PASSPHRASE, FakeTime, Template

CONTROL = Qt.KeyboardModifier.ControlModifier
NAMES = {
    "letters of many languages": ("Zoë-Łucja", "O’Brien Ŵyn"),
    "markup that is none": ("<b>Jo</b>", "& “Sons” &amp; %s {x}"),
    "Cyrillic and Greek": ("Наталія", "Παπαδοπούλου"),
}
LONG = " ".join(f"I can stand for {minutes} minutes, then my back hurts." for minutes in range(1, 81))


def paste(stage: Stage, name: str, text: str) -> None:
    """Put text into a field by the clipboard: the keyboard of a test has no letters but English ones."""
    stage.hand.write(name, "x")
    stage.app.clipboard().setText(text)
    stage.hand.key(Qt.Key.Key_A, CONTROL)
    stage.hand.key(Qt.Key.Key_V, CONTROL)


def same(text: str) -> str:
    """Return text in one Unicode form, with one blank between words."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@pytest.fixture
def stage(start: Callable[..., Stage], template: Template, tmp_path: Path) -> Stage:
    template.copy(tmp_path / "home" / "vaults")
    time = FakeTime()
    stage = start(tmp_path / "home", clock=time.clock, saves=[tmp_path / "plan.pdf", tmp_path / "letter.pdf"])
    stage.let_in(template, time.clock, past_the_sheet=False)
    stage.past_the_sheet()
    return stage


@pytest.mark.parametrize("kind", NAMES)
def test_words_are_shown_kept_and_printed_as_they_were_typed(stage: Stage, tmp_path: Path, kind: str) -> None:
    called, last = NAMES[kind]
    hand, story = stage.hand, Story()
    story.called, story.last, story.employer = called, last, f"{called} {last} Ltd"
    hand.press("Someone new")
    paste(stage, "First name", called)
    paste(stage, "Last name", last)
    hand.choose("Where did it come from?", "Employer")
    hand.write("When did it arrive?", "yesterday")
    paste(stage, "What does this person want help with?", f"{called}: {LONG}")
    hand.press("Save and open")
    hand.press(f"Accept {called}")
    hand.press("Work")
    paste(stage, "Employer", story.employer)
    hand.press("Save and go to Health")
    hand.open_tab("Plan")
    hand.pick("What is this plan for?", "To return to work")
    hand.press("Add a goal")
    paste(stage, "What you want, in your own words", f"{called} wants {LONG}")
    hand.press("Save this goal")
    hand.press("Add a change")
    paste(stage, "What would help", f"A chair for {called}")
    hand.press("Save this change")
    seen = [same(words) for words in everything(stage, f"{called} {last}")["Plan"]]
    assert same(f"“{called} wants {LONG}”") in seen
    assert any(same(words) == same(f"{called} {last}") for words in stage.words())  # in the banner
    hand.press(f"Print {called}’s papers")
    hand.press("Make the paper")
    stage.wait_for_button("Save as")
    hand.press("Save as")
    stage.wait_for((tmp_path / "plan.pdf").exists, "the saved plan")
    hand.press("Close")
    yours = "This plan is yours. You can change it or stop. It is not a fit note. "
    foot = re.compile(re.escape(same(f"{yours}{called} {last}, plan 1, not agreed yet,")) + r" \S+ Page \d of \d ")
    printed = foot.sub("", same(words_of((tmp_path / "plan.pdf").read_bytes())))
    assert same(f"{called} wants {LONG}") in printed  # over three pages
    assert same(f"A chair for {called}") in printed
    hand.press(f"Letter to {story.employer}")
    while hand.count(f"{called} agrees: "):
        hand.press_first(f"{called} agrees: ")
    hand.press("I agree. Print the letter.")
    hand.press("Make the letter")
    stage.wait_for_button("Save as")
    hand.press("Save as")
    stage.wait_for((tmp_path / "letter.pdf").exists, "the saved letter")
    letter = same(words_of((tmp_path / "letter.pdf").read_bytes()))
    assert same(f"A chair for {called}") in letter
    assert same(story.employer) in letter
    hand.press("Close")
    hand.write("Passphrase", PASSPHRASE)
    hand.press("Turn back")
    stage.wait_for(lambda: bool(in_sight(stage.window, QTabBar)), "the tabs again")
    day.lock(stage)
    hand.write("Passphrase", PASSPHRASE)
    hand.press("Unlock")
    stage.past_the_sheet()
    pages = everything(stage, f"{called} {last}")
    assert f"What does {called} want help with?: {called}: {LONG}" in next(
        read for name, read in pages.items() if name.startswith("Intake: Who sent")
    )
