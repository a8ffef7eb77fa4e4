"""A signed assessment is printed from the page where it is read, a safety record from the safety page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.casework.test_assessment_paper import ENTRY
from tests.casework.test_plan_paper import words_of
from tests.plans import make_jo, still_clock
from workwell_desktop.casework import papers, safety
from workwell_desktop.casework.assessment import new_version, save_assessment, sign_assessment
from workwell_desktop.casework.safety import SafetyEntry
from workwell_desktop.clock import Clock
from workwell_desktop.errors import PaperProblem
from workwell_desktop.ui.assessment import paper
from workwell_desktop.ui.assessment_tab import AssessmentTab
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.doors import ReadyDoors
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.preview import Preview
from workwell_desktop.ui.records.safety_page import SafetyPage

Show = Callable[[QWidget], Hand]
PRINT = "Print this assessment"


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(desk: Desk) -> int:
    person = make_jo(desk.vault)
    save_assessment(desk.vault, person, ENTRY)
    sign_assessment(desk.vault, person, method="said", signed_on="today")
    return person


@pytest.fixture
def tab(desk: Desk, jo: int) -> AssessmentTab:
    tab = AssessmentTab(desk)
    tab.show_participant(jo)
    return tab


def test_the_signed_assessment_is_shown_as_it_is_printed_and_closed_again(
    desk: Desk, jo: int, tab: AssessmentTab, shown: Show
) -> None:
    hand = shown(tab)
    hand.press(PRINT)
    hand.wait_for(lambda: hand.sees(QWidget, "Page 1 of 2") or hand.sees(QWidget, "Page 1 of 1"), "the paper")
    assert "Jo’s assessment, version 1" in hand.texts()
    hand.press("Print")
    assert isinstance(desk.doors, ReadyDoors)
    (line,) = papers.papers_of(desk.vault, jo, "assessment")
    assert desk.doors.printed[0].read_bytes() == papers.paper_bytes(desk.vault, line.id)
    hand.press("Close")
    hand.wait_for_button(PRINT)
    assert tab.findChildren(Preview) == [] or not tab.findChildren(Preview)[0].isVisible()


def test_an_earlier_version_is_printed_from_where_it_is_read(
    desk: Desk, jo: int, tab: AssessmentTab, shown: Show
) -> None:
    new_version(desk.vault, jo, "A word was wrong")
    save_assessment(desk.vault, jo, ENTRY)
    sign_assessment(desk.vault, jo, method="said", signed_on="today")
    tab.show_participant(jo)
    hand = shown(tab)
    hand.press("Read version 1")
    hand.press(PRINT)
    hand.wait_for(lambda: "Jo’s assessment, version 1" in hand.texts(), "the paper")


def test_somebody_else_does_not_get_the_paper(desk: Desk, jo: int, tab: AssessmentTab, shown: Show) -> None:
    hand = shown(tab)
    hand.press(PRINT)
    tab.show_participant(None)
    assert desk.worker.wait(10)
    assert not any("assessment, version" in words for words in hand.texts())


def test_what_cannot_be_printed_is_said_on_the_page(
    tab: AssessmentTab, shown: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> int:
        raise PaperProblem("This sign cannot be printed.", "Write it in letters.")

    monkeypatch.setattr(paper, "issue_assessment", refuse)
    hand = shown(tab)
    hand.press(PRINT)
    hand.wait_for(lambda: hand.sees(Notice, "This sign cannot be printed. Write it in letters."), "the reason")
    assert hand.find(QAbstractButton, PRINT).isEnabled()


def test_a_safety_record_is_printed_by_itself(desk: Desk, shown: Show) -> None:
    person = make_jo(desk.vault)
    safety.begin_safety(desk.vault, person, SafetyEntry("self", "yesterday", "A worry.", "", "in 3 days"))
    page = SafetyPage(desk)
    hand = shown(page)
    page.show_participant(person)
    hand.press("Print this record")
    assert isinstance(desk.doors, ReadyDoors)
    doors = desk.doors
    hand.wait_for(lambda: bool(doors.printed), "the printed record")
    said = words_of(doors.printed[0].read_bytes())
    assert "Confidential: safety record" in said
    assert "A worry." in said
    assert papers.papers_of(desk.vault, person) == ()
    assert hand.find(QAbstractButton, "Print this record").isEnabled()


def test_a_record_that_cannot_be_printed_says_why(desk: Desk, shown: Show) -> None:
    person = make_jo(desk.vault)
    safety.begin_safety(desk.vault, person, SafetyEntry("self", "yesterday", "A sign \U0001f9ff.", "", "in 3 days"))
    page = SafetyPage(desk)
    hand = shown(page)
    page.show_participant(person)
    hand.press("Print this record")
    assert isinstance(desk.doors, ReadyDoors)
    doors = desk.doors
    hand.wait_for(lambda: bool(doors.told), "the reason")
    assert doors.printed == []
