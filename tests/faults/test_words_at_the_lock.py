"""Words typed a moment before the lock are there after unlocking, wherever they were typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt

from tests.journeys import day, views
from tests.journeys.stage import Stage
from tests.vaults import PASSPHRASE

WORDS = "Half a sentence that nobody has"
CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True)
class Place:
    """Somewhere to type: how to get there, the field, and how to get back to what is half typed."""

    go: Callable[[Stage], object]
    field: str
    back: Callable[[Stage], object]


def jo(stage: Stage, tab: int) -> None:
    views.open_person(stage, "Jo Example")
    stage.hand.key({1: Qt.Key.Key_1, 2: Qt.Key.Key_2, 3: Qt.Key.Key_3, 4: Qt.Key.Key_4}[tab], CONTROL)


def press(stage: Stage, tab: int, *names: str) -> None:
    jo(stage, tab)
    for name in names:
        stage.hand.press(name)


def section(stage: Stage, tab: int, code: str, *names: str) -> None:
    jo(stage, tab)
    views.go(stage, code)
    for name in names:
        stage.hand.press(name)


def new(stage: Stage) -> None:
    stage.hand.key(Qt.Key.Key_N, CONTROL)


def note(stage: Stage) -> None:
    jo(stage, 3)
    stage.hand.key(Qt.Key.Key_M, CONTROL)


def meeting(stage: Stage) -> None:
    section(stage, 1, "history")
    stage.hand.press("Book a meeting")


def attempt(stage: Stage) -> None:
    section(stage, 1, "history")
    stage.hand.press("Write down a try")


def letter(stage: Stage) -> None:
    press(stage, 3, "Letter to Harbour Foods Example")
    stage.hand.press_first("Change: ")


def meet(stage: Stage) -> None:
    stage.hand.key(Qt.Key.Key_T, CONTROL)
    stage.hand.press("Start meeting with Jo Example")


def close(stage: Stage) -> None:
    meet(stage)
    stage.hand.press("Close the meeting")


PLACES = {
    "intake of somebody new": Place(new, "What does this person want help with?", new),
    "intake": Place(lambda s: section(s, 1, "health"), "In Jo’s words", lambda s: section(s, 1, "health")),
    "assessment": Place(
        lambda s: section(s, 2, "what_helps"), "What are you good at?", lambda s: section(s, 2, "what_helps")
    ),
    "a task": Place(
        lambda s: section(s, 2, "job_tasks", "Add a task"),
        "What do you call this task?",
        lambda s: section(s, 2, "job_tasks"),
    ),
    "an obstacle": Place(
        lambda s: section(s, 2, "job_tasks", "Add in Jo’s words"),
        "What gets in the way, in Jo’s words?",
        lambda s: section(s, 2, "job_tasks"),
    ),
    "a goal": Place(lambda s: press(s, 3, "Add a goal"), "What you want, in your own words", lambda s: jo(s, 3)),
    "a step": Place(lambda s: press(s, 3, "Add a step"), "What will be done", lambda s: jo(s, 3)),
    "a change at work": Place(lambda s: press(s, 3, "Add a change"), "What would help", lambda s: jo(s, 3)),
    "the review": Place(lambda s: press(s, 3, "Move the review"), "Where", lambda s: jo(s, 3)),
    "a service": Place(lambda s: press(s, 4, "Add a service"), "Name of the service", lambda s: jo(s, 4)),
    "a note": Place(note, "Note", note),
    "a meeting": Place(meeting, "What it is for", meeting),
    "a try": Place(attempt, "Anything to remember", attempt),
    "a line of the letter": Place(letter, "In your own words", letter),
    "the agenda": Place(meet, "What would Jo like to talk about today?", lambda s: s.hand.press_first("Agenda: ")),
    "the close-out": Place(close, "What you talked about", lambda s: s.hand.press("Close the meeting")),
}


@pytest.mark.parametrize("name", PLACES)
def test_the_last_words_before_a_lock_are_there_after_it(stage: Stage, name: str) -> None:
    place = PLACES[name]
    place.go(stage)
    stage.hand.write(place.field, WORDS)
    day.lock(stage)
    assert not stage.says("Jo")
    stage.unlock(PASSPHRASE)
    place.back(stage)
    assert stage.typed(place.field) == WORDS
