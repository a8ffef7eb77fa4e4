"""Working days are Monday to Friday, forwards and backwards."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.casework.working_days import after_working_days, is_working_day, working_days_between

TUESDAY = date(2037, 11, 24)
DAYS = st.dates(date(2020, 1, 1), date(2050, 12, 31))


@pytest.mark.parametrize(
    ("number", "day"),
    [(0, 24), (1, 25), (3, 27), (4, 30)],
)
def test_a_weekend_does_not_count(number: int, day: int) -> None:
    assert after_working_days(TUESDAY, number) == date(2037, 11, day)


@given(DAYS, st.integers(1, 60))
def test_counting_there_and_counting_between_agree(day: date, number: int) -> None:
    there = after_working_days(day, number)
    assert is_working_day(there)
    assert working_days_between(day, there) == number
    assert working_days_between(there, day) == -number


@given(DAYS, st.integers(0, 400))
def test_between_counts_the_days_one_by_one(day: date, span: int) -> None:
    one_by_one = sum(is_working_day(day + timedelta(days=n)) for n in range(1, span + 1))
    assert working_days_between(day, day + timedelta(days=span)) == one_by_one
