"""The page of jobs and time off as a coach uses it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.plans import make_jo, still_clock
from tests.ui.showing import field
from workwell_desktop.casework.intake import load_intake, save_intake
from workwell_desktop.casework.work_history import load_work
from workwell_desktop.clock import Clock
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.records.jobs_page import JobsPage

Show = Callable[[QWidget], Hand]


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(desk: Desk) -> int:
    jo = make_jo(desk.vault)
    save_intake(desk.vault, jo, replace(load_intake(desk.vault, jo), last_worked_on="30 Oct 2037"))
    return jo


@pytest.fixture
def page(desk: Desk, jo: int, shown: Show) -> JobsPage:
    page = JobsPage(desk)
    shown(page)
    page.show_participant(jo)
    return page


@pytest.fixture
def hand(page: JobsPage, qapp: Any) -> Hand:
    return Hand(qapp)


def test_the_present_job_is_put_right(hand: Hand, desk: Desk, jo: int) -> None:
    hand.press_first("Harbour Foods Example")
    hand.write("Job", "Shop assistant")
    hand.choose("How many people work there?", "250 or more")
    hand.write("First day there", "May 2031")
    hand.press("Save this job")
    assert "since 1 May 2031, 250 or more people work there" in hand.texts()
    assert load_intake(desk.vault, jo).job_title == "Shop assistant"


def test_a_new_job_moves_the_old_one_to_before(hand: Hand, desk: Desk, jo: int) -> None:
    hand.press("Jo has a new job")
    hand.write("New employer", "Quay Books Example")
    hand.write("Last day in the old job", "yesterday")
    hand.write("Why did it end?", "It was too far")
    hand.press("Save this new job")
    assert {"Quay Books Example", "Harbour Foods Example", "“It was too far”"} <= set(hand.texts())
    assert load_work(desk.vault, jo).present.status == "In work"


def test_a_job_that_ended_leaves_an_empty_place_with_a_deed(hand: Hand) -> None:
    hand.press("This job has ended")
    hand.write("Last day in the old job", "tomorrow")
    hand.press("Move this job to Before")
    assert hand.sees_field("Last day in the old job"), "a day to come is asked about"
    hand.write("Last day in the old job", "yesterday")
    hand.press("Move this job to Before")
    assert "Out of work. No job is written down." in hand.texts()
    assert hand.sees(QAbstractButton, "Write down a job")


def test_time_off_known_from_the_intake_is_written_down_with_its_first_day(hand: Hand, desk: Desk, jo: int) -> None:
    assert any("is off sick since 31 October 2037." in words for words in hand.texts())
    hand.press("Write this down")
    assert hand.reads("First day off") == "31 October 2037"
    hand.press("Save this time off")
    assert {"From 31 October", "25 days so far"} <= set(hand.texts())
    assert load_work(desk.vault, jo).off_since is None


def test_the_last_day_cannot_be_before_the_first(hand: Hand, page: JobsPage, desk: Desk, jo: int) -> None:
    hand.press("Add time off")
    hand.write("First day off", "10 nov")
    hand.write("Last day off", "9 nov")
    hand.press("Save this time off")
    assert field(page, "Last day off").error == "The last day is before the first. Check both dates."
    assert load_work(desk.vault, jo).absences == ()


def test_the_first_seven_days_are_said_to_need_no_note(hand: Hand, page: JobsPage) -> None:
    hand.press("Add time off")
    hand.write("First day off", "1 nov")
    hand.write("Last day off", "5 nov")
    hand.leave()
    assert "No fit note is needed for the first 7 days off." in field(page, "Last day off").understood
    hand.write("Last day off", "15 nov")
    hand.leave()
    assert "No fit note" not in field(page, "Last day off").understood


def test_an_earlier_job_is_added_taken_out_and_put_back(hand: Hand, desk: Desk, jo: int) -> None:
    hand.press("Add an earlier job")
    hand.write("Employer then", "Elm Bakery Example")
    hand.write("From", "2024")
    hand.write("Until", "April 2031")
    hand.press("Save this earlier job")
    assert "1 January 2024 to 1 April 2031" in hand.texts()
    hand.press_first("Elm Bakery Example")
    hand.press("Take this job out")
    assert load_work(desk.vault, jo).past == ()
    hand.press("Put it back")
    assert len(load_work(desk.vault, jo).past) == 1


def test_opening_another_line_keeps_what_was_typed_in_the_first(hand: Hand, desk: Desk, jo: int) -> None:
    hand.press("Add an earlier job")
    hand.write("Employer then", "Elm Bakery Example")
    hand.press("Add time off")
    assert len(load_work(desk.vault, jo).past) == 1
    assert hand.sees_field("First day off")
    hand.write("Last day off", "31 nov")
    hand.press("Add an earlier job")
    assert hand.sees_field("First day off"), "a line that needs another look stays open"
