"""Days that may be past or still to come are read as the one that is meant."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plans import TODAY
from workwell_desktop.casework.entry_check import Check, read_end, read_near
from workwell_desktop.errors import InputProblem


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("10 nov", date(2037, 11, 10)),
        ("1 dec", date(2037, 12, 1)),
        ("in 2 weeks", date(2037, 12, 8)),
        ("2 weeks ago", date(2037, 11, 10)),
        ("1 June 2035", date(2035, 6, 1)),
        ("", None),
    ],
)
def test_of_two_days_the_nearer_is_meant(typed: str, day: date | None) -> None:
    assert read_near(typed, TODAY).when == day


def test_an_end_is_not_before_its_beginning_where_another_day_fits() -> None:
    assert read_end("20 june", TODAY, date(2037, 11, 1)).when == date(2038, 6, 20)
    assert read_end("20 june", TODAY, date(2037, 6, 1)).when == date(2037, 6, 20)
    assert read_end("20 june", TODAY, None).when == date(2037, 6, 20)
    assert read_end("20 June 2037", TODAY, date(2037, 11, 1)).when == date(2037, 6, 20), "a year that is said stands"
    assert read_end("9 nov", TODAY, date(2037, 11, 10)).when == date(2037, 11, 9), "a slip, not a year"
    assert read_end("31 nov", TODAY, TODAY).problem


@given(st.integers(-182, 182))
def test_a_day_within_half_a_year_is_read_as_itself(days: int) -> None:
    day = TODAY + timedelta(days=days)
    assert read_near(f"{day.day} {day:%B}", TODAY).when == day


def test_what_needs_another_look_is_gathered_by_field() -> None:
    check = Check(TODAY)
    assert check.near("5 dec", "first", "Write it.") == date(2037, 12, 5)
    check.near("", "second", "Write it.")
    check.past("tomorrow", "third")
    check.end("31 nov", "fourth", TODAY)
    check.code("nothing", "work_status", "fifth")
    with pytest.raises(InputProblem) as caught:
        check.done()
    assert caught.value.fields == {
        "second": "Write it.",
        "third": "This day is still to come. Check the date.",
        "fourth": "31 November does not exist. November has 30 days.",
        "fifth": "Choose one of these.",
    }
