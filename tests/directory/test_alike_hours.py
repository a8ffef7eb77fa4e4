"""When something begins is read from prose, and what is no time is passed over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.directory.alike_hours import days_of, meet_alike, sessions_of

_MONDAY, _TUESDAY, _WEDNESDAY, _FRIDAY = 0, 1, 2, 4


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A gentle walk, Wednesdays at 1.15pm.", {("", _WEDNESDAY, 13 * 60 + 15)}),
        ("Weds 1:15pm", {("", _WEDNESDAY, 13 * 60 + 15)}),
        ("Round the village every Tuesday at 2, back for tea", {("", _TUESDAY, 14 * 60)}),
        ("Each Monday evening at seven", {("", _MONDAY, 19 * 60)}),
        ("First Monday 2-4", {("1st", _MONDAY, 14 * 60)}),
        ("3rd Wed, noon", {("3rd", _WEDNESDAY, 12 * 60)}),
        ("Monday, Friday 12noon - 2pm", {("", _MONDAY, 12 * 60), ("", _FRIDAY, 12 * 60)}),
        ("Tuesday 10:30 to 12", {("", _TUESDAY, 10 * 60 + 30)}),
        ("Ages 16 to 25, Monday 6pm", {("", _MONDAY, 18 * 60)}),
        ("6pm each Monday", {("", _MONDAY, 18 * 60)}),
        ("Pay £3.50 a week on Tuesdays", set()),
        ("Two groups on Fridays", set()),
        ("Monday to Friday 9am-5pm", set()),  # the hours of an office
        ("Mon, Tue, Wed, Thu 9am", set()),
        ("At 6pm. Not on Mondays.", set()),
        ("Monday at 45:10", set()),
        ("Meet on Monday at tennis club", set()),
        ("Support from tenancy advisers on Monday", set()),
        ("Running on Mondays from 2019", set()),
        ("Coffee on Monday at 123 High Street", set()),
        ("1-2-1 counselling on Mondays from 10am", {("", _MONDAY, 10 * 60)}),
        ("1 to 1 support on Mondays", set()),
        ("Mondays for ages 16 to 25", set()),
        ("Mondays, cost 2.50", set()),
        ("Mondays, £2 to join, 7pm", {("", _MONDAY, 19 * 60)}),
        ("Sat 10am", {("", 5, 10 * 60)}),
    ],
)
def test_days_and_times_are_read_as_people_write_them(text: str, found: set[tuple[str, int, int]]) -> None:
    assert sessions_of(text) == found


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Mondays at 2", "Monday 2pm-4pm", True),
        ("First Monday 2pm", "Mondays at 2", True),
        ("First Monday 2pm", "Third Monday 2pm", False),
        ("Monday 2pm", "Tuesday 2pm", False),
        ("Monday 2pm", "Monday 3pm", False),
    ],
)
def test_meetings_are_alike_where_day_and_time_are_one(one: str, other: str, alike: bool) -> None:
    assert meet_alike(sessions_of(one), sessions_of(other)) is alike


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Mondays and Thurs", {0, 3}),
        ("Open Mon-Fri", {0, 1, 2, 3, 4}),
        ("Friday to Monday", {4, 5, 6, 0}),
        ("Weekdays, nurse on Saturdays", {0, 1, 2, 3, 4, 5}),
        ("At the weekend", {5, 6}),
        ("In March", set()),
        ("We sat with you in the sun. Fun in the sun for all.", set()),
        ("Sat & Sun, Suns out", {5, 6}),
    ],
)
def test_days_are_read_one_by_one_and_in_ranges(text: str, days: set[int]) -> None:
    assert days_of(text) == days


@given(st.text(alphabet="mon tueswdhfri0123456789:.-–£&apm\n", max_size=80))
def test_whatever_stands_there_is_read(text: str) -> None:
    assert all(0 <= day < 7 and 0 <= minute < 24 * 60 for _, day, minute in sessions_of(text))
