"""Dates as people type them: every way in, everything we print read back, and nothing that breaks it."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.casework.dates import Lean, age, ago, full, lasting, plain, read_date, short

TODAY = date(2026, 11, 24)  # a Tuesday
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
LEANS = st.sampled_from(["past", "future", "birth"])


@pytest.mark.parametrize(
    ("typed", "lean", "when", "sentence"),
    [
        ("5 nov", "past", date(2026, 11, 5), "5 November 2026, 19 days ago"),
        ("5NOV", "past", date(2026, 11, 5), "5 November 2026, 19 days ago"),
        ("in 10 days", "future", date(2026, 12, 4), "4 December 2026, a Friday"),
        ("3/4/76", "birth", date(1976, 4, 3), "3 April 1976, 50 years old"),
        ("03.04.1976", "birth", date(1976, 4, 3), "3 April 1976, 50 years old"),
        ("3-4-76", "birth", date(1976, 4, 3), "3 April 1976, 50 years old"),
        ("3 4 76", "birth", date(1976, 4, 3), "3 April 1976, 50 years old"),
        ("1976-04-03", "birth", date(1976, 4, 3), "3 April 1976, 50 years old"),
        ("3 Apr 1976", "birth", date(1976, 4, 3), "3 April 1976, 50 years old"),
        ("03-Apr-1976", "birth", date(1976, 4, 3), "3 April 1976, 50 years old"),
        ("3-Apr-76", "birth", date(1976, 4, 3), "3 April 1976, 50 years old"),
        ("the 3rd of April, 1976", "birth", date(1976, 4, 3), "3 April 1976, 50 years old"),
        ("April 3rd 1976", "birth", date(1976, 4, 3), "3 April 1976, 50 years old"),
        ("3 april", "past", date(2026, 4, 3), "3 April 2026, 7 months ago"),
        ("3 april", "future", date(2027, 4, 3), "3 April 2027, in 4 months"),
        ("24 nov", "past", TODAY, "24 November 2026, today"),
        ("24 nov", "future", TODAY, "24 November 2026, today"),
        ("2 weeks ago", "past", date(2026, 11, 10), "10 November 2026, a Tuesday"),
        ("a fortnight ago", "past", date(2026, 11, 10), "10 November 2026, a Tuesday"),
        ("two weeks", "future", date(2026, 12, 8), "8 December 2026, a Tuesday"),
        ("two weeks", "past", date(2026, 11, 10), "10 November 2026, a Tuesday"),
        ("in 2 weeks’ time", "future", date(2026, 12, 8), "8 December 2026, a Tuesday"),
        ("in 3 months", "future", date(2027, 2, 24), "24 February 2027, a Wednesday"),
        ("today", "past", TODAY, "24 November 2026, today"),
        ("yesterday", "past", date(2026, 11, 23), "23 November 2026, yesterday"),
        ("tomorrow", "future", date(2026, 11, 25), "25 November 2026, tomorrow"),
        ("the day before yesterday", "past", date(2026, 11, 22), "22 November 2026, 2 days ago"),
        ("last Tuesday", "past", date(2026, 11, 17), "17 November 2026, 7 days ago"),
        ("this tuesday", "past", TODAY, "24 November 2026, today"),
        ("next friday", "future", date(2026, 11, 27), "27 November 2026, in 3 days"),
        ("next tues", "future", date(2026, 12, 1), "1 December 2026, in 7 days"),
        ("fri", "past", date(2026, 11, 20), "20 November 2026, 4 days ago"),
        ("Tuesday 8 December 2026", "future", date(2026, 12, 8), "8 December 2026, in 14 days"),
        ("Tue 8/12/26", "future", date(2026, 12, 8), "8 December 2026, in 14 days"),
        ("29 feb", "past", date(2024, 2, 29), "29 February 2024, 2 years ago"),
        ("29/2", "future", date(2028, 2, 29), "29 February 2028, in 15 months"),
        ("1/9/98", "past", date(1998, 9, 1), "1 September 1998, 28 years ago"),
        ("1/9/27", "past", date(2027, 9, 1), "1 September 2027, in 9 months"),
        ("31/12/99", "future", date(1999, 12, 31), "31 December 1999, 26 years ago"),
        ("\u202a1/9/98\u202c", "past", date(1998, 9, 1), "1 September 1998, 28 years ago"),
    ],
)
def test_an_exact_date_is_read_and_said_back(typed, lean, when, sentence):
    understood = read_date(typed, TODAY, lean=lean)
    assert (understood.when, understood.exact, understood.sentence, understood.problem) == (when, True, sentence, "")


@pytest.mark.parametrize(
    ("typed", "lean", "when", "sentence"),
    [
        ("about 1980", "birth", date(1980, 1, 1), "Some time in 1980, kept as 1 January 1980"),
        ("c. 1980", "birth", date(1980, 1, 1), "Some time in 1980, kept as 1 January 1980"),
        ("~1980", "birth", date(1980, 1, 1), "Some time in 1980, kept as 1 January 1980"),
        ("1980", "past", date(1980, 1, 1), "Some time in 1980, kept as 1 January 1980"),
        ("march 2025", "past", date(2025, 3, 1), "Some time in March 2025, kept as 1 March 2025"),
        ("3/2025", "past", date(2025, 3, 1), "Some time in March 2025, kept as 1 March 2025"),
        ("december", "past", date(2025, 12, 1), "Some time in December 2025, kept as 1 December 2025"),
        ("december", "future", date(2026, 12, 1), "Some time in December 2026, kept as 1 December 2026"),
        ("november", "future", date(2026, 11, 1), "Some time in November 2026, kept as 1 November 2026"),
        ("november", "past", date(2026, 11, 1), "Some time in November 2026, kept as 1 November 2026"),
        ("march", "future", date(2027, 3, 1), "Some time in March 2027, kept as 1 March 2027"),
        ("last month", "past", date(2026, 10, 1), "Some time in October 2026, kept as 1 October 2026"),
        ("this year", "past", date(2026, 1, 1), "Some time in 2026, kept as 1 January 2026"),
        ("last year", "past", date(2025, 1, 1), "Some time in 2025, kept as 1 January 2025"),
        (
            "next week",
            "future",
            date(2026, 11, 30),
            "Some time in the week of 30 November 2026, kept as 30 November 2026",
        ),
        ("about 5 nov", "past", date(2026, 11, 5), "About 5 November 2026, 19 days ago"),
        ("roughly 3/4/76", "birth", date(1976, 4, 3), "About 3 April 1976, 50 years old"),
    ],
)
def test_a_rough_date_is_kept_as_its_first_day_and_said_to_be_rough(typed, lean, when, sentence):
    understood = read_date(typed, TODAY, lean=lean)
    assert (understood.when, understood.exact, understood.sentence, understood.problem) == (when, False, sentence, "")


@pytest.mark.parametrize(
    ("typed", "lean", "problem"),
    [
        ("31 november", "past", "31 November does not exist. November has 30 days."),
        ("31/11/2026", "future", "31 November does not exist. November has 30 days."),
        ("31/4", "past", "31 April does not exist. April has 30 days."),
        ("29 feb 2025", "past", "29 February 2025 does not exist. February 2025 has 28 days."),
        ("30 feb", "past", "30 February does not exist. February has 29 days."),
        ("0 march", "past", "0 March does not exist. March has 31 days."),
        ("4/13/76", "birth", "There is no month 13. Write the day first, then the month."),
        ("2026-13-01", "past", "There is no month 13. Months go from 1 to 12."),
        (
            "Monday 8 December 2026",
            "future",
            "8 December 2026 is a Tuesday, not a Monday. Check the date.",
        ),
        ("25/11/2026", "birth", "This birth date is still to come. Check the year."),
        ("23/11/1905", "birth", "This person would be 121 years old. Check the year."),
        ("3 april", "birth", "The year is missing. Type it like 3 April 1976."),
        ("march", "birth", "The year is missing. Type it like March 1976."),
        ("1/1/1066", "past", "That year is very far away. Check the year."),
        ("1/1/2500", "future", "That year is very far away. Check the year."),
        ("in 9999 years", "future", "That is very far away. Check the number."),
        (
            "soon",
            "future",
            "This date was not understood. Type it as you would say it: 5 nov, next Tuesday, in 2 weeks.",
        ),
        (
            "5 foo",
            "past",
            "This date was not understood. Type it as you would say it: 5 nov, last Tuesday, 2 weeks ago.",
        ),
        ("baby", "birth", "This date was not understood. Type it like 3/4/76 or 3 April 1976."),
    ],
)
def test_what_cannot_be_right_is_said_in_plain_words(typed, lean, problem):
    understood = read_date(typed, TODAY, lean=lean)
    assert (understood.problem, understood.when, understood.sentence) == (problem, None, "")


@pytest.mark.parametrize(
    ("typed", "lean", "year"),
    [
        ("1/9/36", "past", 2036),
        ("1/9/37", "past", 1937),
        ("1/9/76", "future", 2076),
        ("1/9/77", "future", 1977),
        ("24/11/26", "birth", 2026),
        ("25/11/26", "birth", 1926),
    ],
)
def test_two_digits_of_a_year_mean_the_century_that_fits(typed, lean, year):
    when = read_date(typed, TODAY, lean=lean).when
    assert when is not None
    assert when.year == year


def test_someone_of_exactly_120_years_is_taken():
    assert read_date("24/11/1906", TODAY, lean="birth").when == date(1906, 11, 24)


@pytest.mark.parametrize("typed", ["", "   ", "\n", " . ", ","])
def test_nothing_typed_is_no_problem(typed):
    understood = read_date(typed, TODAY, lean="past")
    assert (understood.when, understood.sentence, understood.problem) == (None, "", "")


@given(DAYS, DAYS, st.sampled_from(["past", "future"]))
def test_every_date_in_full_is_read_back(day, today, lean):
    for printed in (full(day), plain(day), day.isoformat(), f"{day:%d/%m/%Y}", f"{day.day}.{day.month}.{day.year}"):
        understood = read_date(printed, today, lean=lean)
        assert (understood.when, understood.exact) == (day, True)


@given(st.dates(date(1907, 1, 1), TODAY))
def test_every_birth_date_in_full_is_read_back(day):
    assert read_date(full(day), TODAY, lean="birth").when == day


@given(st.dates(date(1927, 1, 1), TODAY))
def test_two_digits_of_a_birth_year_never_mean_the_future(day):
    understood = read_date(f"{day.day}/{day.month}/{day:%y}", TODAY, lean="birth")
    assert understood.when is not None
    assert understood.when <= TODAY
    assert understood.when.year % 100 == day.year % 100


@given(DAYS, DAYS)
def test_a_short_date_is_read_back_with_the_lean_it_was_printed_for(day, today):
    for lean, there in (("past", day <= today), ("future", day >= today)):
        if there:
            assert read_date(short(day, today), today, lean=lean).when == day


@given(DAYS, st.integers(-56, 56))
def test_every_distance_in_days_is_read_back(today, days):
    day = today + timedelta(days=days)
    if 1900 <= day.year <= 2199:
        assert read_date(ago(day, today), today, lean="past").when == day


@given(DAYS, st.integers(1, 12), st.integers(1, 31), st.sampled_from(["past", "future"]))
def test_a_day_without_a_year_is_the_nearest_on_the_right_side(today, month, day, lean):
    understood = read_date(f"{day}/{month}", today, lean=lean)
    if day > calendar.monthrange(2024, month)[1]:
        assert "does not exist" in understood.problem
    elif understood.when is None:  # 29 February at the edge of the years we take
        assert understood.problem == "That year is very far away. Check the year."
    else:
        assert (understood.when.day, understood.when.month) == (day, month)
        furthest = 366 if (day, month) != (29, 2) else 8 * 366
        distance = (today - understood.when).days * (1 if lean == "past" else -1)
        assert 0 <= distance <= furthest


@given(st.text(max_size=40) | st.from_regex(r"[0-9a-z/. -]{0,20}", fullmatch=True), DAYS, LEANS)
def test_any_typing_gives_a_date_or_a_sentence_and_never_breaks(typed, today, lean):
    understood = read_date(typed, today, lean=lean)
    assert bool(understood.when) == bool(understood.sentence)
    assert not (understood.when and understood.problem)
    if understood.when is None and typed.strip(" .,\t\r\n").isalnum() and len(typed) > 3:
        assert understood.problem


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 24), "today"),
        (date(2026, 11, 23), "yesterday"),
        (date(2026, 11, 25), "tomorrow"),
        (date(2026, 9, 29), "56 days ago"),
        (date(2026, 9, 28), "1 month ago"),
        (date(2027, 1, 19), "in 56 days"),
        (date(2027, 1, 20), "in 1 month"),
        (date(2027, 1, 24), "in 2 months"),
        (date(2024, 11, 25), "23 months ago"),
        (date(2024, 11, 24), "2 years ago"),
        (date(2028, 11, 23), "in 23 months"),
        (date(2028, 11, 24), "in 2 years"),
    ],
)
def test_distances_are_said_in_days_then_months_then_years(day, said):
    assert ago(day, TODAY) == said


def test_age_counts_whole_years():
    assert [age(date(1979, 3, 14), day) for day in (date(2026, 3, 13), date(2026, 3, 14))] == [46, 47]


def test_a_short_date_leaves_out_this_year_only():
    assert [short(date(year, 12, 8), TODAY) for year in (2025, 2026)] == ["8 December 2025", "8 December"]
    assert full(date(2026, 12, 8)) == "Tuesday 8 December 2026"


@pytest.mark.parametrize(
    ("typed", "lean", "later"),
    [
        ("2 weeks ago", "past", "10 November 2026"),
        ("today", "past", "24 November 2026"),
        ("in 10 days", "future", "4 December 2026"),
        ("next Tuesday", "future", "1 December 2026"),
        ("5 nov", "past", "5 nov"),
        ("3/4/76", "birth", "3/4/76"),
        ("99 smarch", "past", "99 smarch"),
        ("", "past", ""),
    ],
)  # fmt: skip
def test_a_date_that_waited_for_days_still_means_the_day_it_meant(typed: str, lean: Lean, later: str) -> None:
    assert lasting(typed, TODAY, TODAY + timedelta(days=8), lean=lean) == later
    assert lasting(typed, TODAY, TODAY, lean=lean) == typed
