"""The safety page as a coach uses it: help at the top, a line in the banner that leads there, and nothing turned."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.plans import TODAY, still_clock, write_plan
from tests.ui.showing import field, notices
from workwell_desktop.casework import safety, safety_due
from workwell_desktop.casework.safety import SafetyEntry, ToldEntry, load_safety
from workwell_desktop.casework.service_profile import CrisisContact, Profile, save_profile
from workwell_desktop.clock import Clock
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand, said
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.records.safety_page import SafetyPage
from workwell_desktop.ui.workspace import Workspace

Show = Callable[[QWidget], Hand]
WORRY = SafetyEntry("from_others", "yesterday", "Afraid to go home", "", "in 3 days")


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def page(desk: Desk) -> SafetyPage:
    return SafetyPage(desk)


@pytest.fixture
def hand(page: SafetyPage, shown: Show, jo: int) -> Hand:
    hand = shown(page)
    page.show_participant(jo)
    return hand


def test_help_stands_at_the_top_and_says_when_nobody_checked_it(
    page: SafetyPage, hand: Hand, desk: Desk, jo: int
) -> None:
    assert "If somebody’s life is in danger, ring 999 now." in hand.texts()
    assert notices(page)[0].startswith("These places of help are not checked yet.")
    own = [CrisisContact(f"Team {number} Example", f"Ring 01632 96000{number}") for number in range(5)]
    save_profile(desk.vault, Profile(crisis=tuple(own), crisis_confirmed_on=TODAY))
    page.show_participant(jo)
    assert notices(page) == []
    assert "Your service checked these on 24 November 2037." in hand.texts()
    assert "Team 3 Example" not in hand.texts(), "three are read in need"
    hand.press("Show 2 more")
    assert {"Team 3 Example", "Ring 01632 960004"} <= set(hand.texts())


def test_what_is_open_is_read_first_with_whom_to_ring_beside_it(
    page: SafetyPage, hand: Hand, desk: Desk, jo: int
) -> None:
    page.resize(1000, 500)
    for words in ("Afraid to go home", "Not safe to ring"):
        safety.begin_safety(desk.vault, jo, replace(WORRY, words=words))
    safety.tell(desk.vault, 1, ToldEntry("Hana Example, lead", "today", "09:00", "phone", "yes"))
    page.show_participant(jo)
    first = "Read this first. 2 records about Jo’s safety are open. Write down who was told about 1 of them."
    assert notices(page)[0] == first
    in_sight = QRect(page.mapToGlobal(page.rect().topLeft()), page.size())
    for words in (first, "Not safe to ring", "Samaritans"):
        (one,) = [
            label
            for label in page.findChildren(QLabel)
            if label.isVisible() and words in (label.text(), label.accessibleName())
        ]
        assert in_sight.contains(QRect(one.mapToGlobal(one.rect().topLeft()), one.size())), words
    safety.tell(desk.vault, 2, ToldEntry("Hana Example, lead", "today", "09:00", "phone", "yes"))
    safety.close_safety(desk.vault, 1, "Jo moved.")
    page.show_participant(jo)
    assert notices(page)[0] == "Read this first. A record about Jo’s safety is open."


def test_a_worry_is_written_down_and_then_who_was_told(
    page: SafetyPage, hand: Hand, desk: Desk, jo: int, qtbot: QtBot
) -> None:
    hand.press("Write down a worry")
    hand.pick("What is it about?", "Harm or fear of harm from someone else")
    hand.press("Save this record")
    assert field(page, "What did you see or hear?").error == "Write what you saw or heard."
    hand.write("What did you see or hear?", "She said she is afraid")
    hand.write("Look at this again on", "in 3 days")
    with qtbot.waitSignal(page.saved):
        hand.press("Save this record")
    assert "She said she is afraid" in hand.texts()
    assert "It is not written down yet who was told." in notices(page)
    hand.press("Write down who was told")
    hand.write("Who was told?", "Hana Example, safeguarding lead")
    hand.choose("How?", "By phone")
    hand.pick("Did Jo agree to it?", "No, or not asked")
    hand.press("Save who was told")
    assert field(page, "Why were they told without it?").error == "Choose why they were told all the same."
    hand.pick("Why were they told without it?", "Somebody else was at risk, such as a child")
    hand.press("Save who was told")
    (told,) = load_safety(desk.vault, jo).records[0].told
    assert (told.who, told.ground) == (
        "Hana Example, safeguarding lead", "Somebody else was at risk, such as a child",
    )  # fmt: skip
    assert not [one for one in notices(page) if "who was told" in one]


def test_a_correction_asks_why_and_the_first_text_can_be_read(
    page: SafetyPage, hand: Hand, desk: Desk, jo: int
) -> None:
    safety.begin_safety(desk.vault, jo, WORRY)
    page.show_participant(jo)
    assert hand.count("Earlier texts") == 0
    hand.press("Correct or add")
    hand.write("What did you see or hear?", "Afraid to go home tonight")
    hand.press("Save this text")
    assert field(page, "Why does this change?").error.startswith("Write why this changes.")
    hand.write("Why does this change?", "A word was missing")
    hand.press("Save this text")
    assert "Afraid to go home tonight" in hand.texts()
    assert "Afraid to go home" not in hand.texts()
    hand.press("Earlier texts")
    assert "Afraid to go home" in hand.texts()
    assert any("A word was missing" in one for one in hand.texts())


def test_it_is_closed_and_opened_again_with_a_reason(page: SafetyPage, hand: Hand, desk: Desk, jo: int) -> None:
    safety.begin_safety(desk.vault, jo, WORRY)
    page.show_participant(jo)
    hand.press("Close this record")
    hand.write("Why can this be closed?", "She moved to her sister")
    hand.find(QAbstractButton, "Not now")
    hand.press("Close this record", page.bar)
    assert any("She moved to her sister" in one for one in hand.texts())
    hand.press("Open this record again")
    hand.press("Open this record again", page.bar)
    assert field(page, "Why is this opened again?").error == "Write why this is opened again."
    hand.write("Why is this opened again?", "She rang")
    hand.press("Open this record again", page.bar)
    assert load_safety(desk.vault, jo).records[0].open


def test_words_of_a_worry_are_kept_within_two_seconds_and_come_back(
    page: SafetyPage, hand: Hand, desk: Desk, jo: int, qtbot: QtBot, shown: Show
) -> None:
    hand.press("Write down a worry")
    with qtbot.waitSignal(page._keeper.told, timeout=2000):
        hand.write("What did you see or hear?", "Afraid")
    page.hide()
    again = SafetyPage(desk)
    other = shown(again)
    again.show_participant(jo)
    assert other.reads("What did you see or hear?") == "Afraid"


@pytest.fixture
def workspace(desk: Desk, jo: int) -> Iterator[Workspace]:
    write_plan(desk.vault, jo)
    workspace = Workspace(desk, 2)
    yield workspace
    desk.worker.wait()


def in_sight(window: QWidget) -> str:
    labels = [one.text() for one in window.findChildren(QLabel) if one.isVisible()]
    return " | ".join(labels + [said(one) for one in window.findChildren(QAbstractButton) if one.isVisible()])


@pytest.mark.parametrize("tab", [0, 1, 2, 3])
def test_a_line_on_every_tab_leads_to_an_open_record_and_says_nothing_of_it(
    desk: Desk, workspace: Workspace, jo: int, shown: Show, tab: int
) -> None:
    record = safety.begin_safety(desk.vault, jo, WORRY)
    hand = shown(workspace)
    workspace.open_person(jo, tab)
    hand.wait_for_button("Read this first")
    assert "Afraid" not in in_sight(workspace)
    assert "Harm" not in in_sight(workspace)
    hand.press("Read this first")
    hand.wait_for(lambda: "Afraid to go home" in in_sight(workspace), "the record")
    safety.close_safety(desk.vault, record, "Safe")
    workspace.open_person(jo, tab)
    assert hand.count("Read this first") == 0


def test_nothing_of_it_shows_on_the_turned_screen_or_in_the_title(
    desk: Desk, workspace: Workspace, jo: int, shown: Show, qapp: QApplication
) -> None:
    safety.begin_safety(desk.vault, jo, WORRY)
    hand = shown(workspace)
    workspace.open_person(jo, 0, "safety")
    hand.wait_for(lambda: "Afraid to go home" in in_sight(workspace), "the record")
    hand.key(Qt.Key.Key_F9)
    hand.wait_for_button("Turn back")
    there = in_sight(workspace)
    for word in ("Afraid", "Read this first", "Safety", "safety"):
        assert word not in there
    assert all("safety" not in one.windowTitle().casefold() for one in qapp.topLevelWidgets())


def test_another_worry_writes_down_what_was_said_only_where_that_is_ticked(
    page: SafetyPage, hand: Hand, desk: Desk, jo: int
) -> None:
    safety.begin_safety(desk.vault, jo, WORRY)
    due = safety_due.raise_disclosure(desk.vault, jo)
    page.show_participant(jo)
    hand.press("Write down another worry")
    assert not field(page, "This writes down what was said").isHidden()
    assert field(page, "This writes down what was said").value() == []
    hand.pick("What is it about?", "Harm or fear of harm from someone else")
    hand.write("What did you see or hear?", "She is afraid for her child")
    hand.write("Look at this again on", "in 3 days")
    hand.press("Not now")
    page.open_part("due")
    assert not field(page, "This writes down what was said").isHidden(), "it was left unticked"
    hand.press("Save this record")
    assert [one.id for one in safety_due.open_due(desk.vault, jo)] == [due]
    page.open_part("due")
    assert "This writes down what was said" not in [
        one.label() for one in page.findChildren(Field) if one.isVisible()
    ], "the notice led here, and it is the only one"
    hand.pick("What is it about?", "Harm or fear of harm from someone else")
    hand.write("What did you see or hear?", "He said so")
    hand.write("Look at this again on", "in 3 days")
    hand.press("Save this record")
    assert safety_due.open_due(desk.vault, jo) == ()
