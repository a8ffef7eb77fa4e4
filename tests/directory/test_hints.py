"""What only a sentence says is found with care: a wrong hint is worse than none."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from workwell_desktop.directory.days import read_day, read_past_day, read_time
from workwell_desktop.directory.hints import closed_sentence, hinted_ages, hinted_only_for, is_national


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("young people aged 13 to 25", (13, 25)),
        ("for 16-24 year olds", (16, 24)),
        ("Adults aged 18–65", (18, 65)),
        ("people between 18 and 65", (18, 65)),
        ("ages 5 to 11", (5, 11)),
        ("0-19 years", (0, 19)),
        ("aged 16 and over", (16, None)),
        ("16 years and over", (16, None)),
        ("18+", (18, None)),
        ("over 50s", (50, None)),
        ("Aged 18 or over", (18, None)),
        ("under 18s", (None, 17)),
        ("25 and under", (None, 25)),
        ("open 10 to 12", (None, None)),
        ("Monday 10.00 to 16.00", (None, None)),
        ("between 9 and 12", (None, None)),
        ("groups of between 10 and 30 people", (None, None)),
        ("9-17 Example Street", (None, None)),
        ("over 50 volunteers", (None, None)),
        ("over 20 years of experience", (None, None)),
        ("", (None, None)),
    ],
)
def test_ages_in_a_sentence(text: str, ages: tuple[int | None, int | None]) -> None:
    assert hinted_ages(text) == ages


def test_the_first_text_that_names_an_age_decides() -> None:
    assert hinted_ages("Everybody", "aged 16 and over", "under 18s") == (16, None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A women-only space", ("women",)),
        ("This group is for women only.", ("women",)),
        ("Men only", ("men",)),
        ("Only for men", ("men",)),
        ("Women only on Monday, men only on Tuesday", ()),
        ("For women and men", ()),
        ("The only place for women to swim", ()),
        ("", ()),
    ],
)
def test_for_women_or_men_only(text: str, code: tuple[str, ...]) -> None:
    assert hinted_only_for(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "We have been told that this foodbank is no longer open",
        "Due to Covid the hall is closed.",
        "The group has now closed.",
        "CLOSED",
        "The drop-in is currently suspended.",
        "Temporarily closed for works.",
        "We are not currently taking new referrals.",
        "The charity has ceased trading.",
        "Example Food Bank (CLOSED)",
        "CLOSED - Example Food Bank",
        "This service isn’t running: it is closed until further notice.",
    ],
)
def test_a_sentence_that_says_closed_is_kept(text: str) -> None:
    assert closed_sentence(f"A friendly place. {text}\nRing us.") == text
    assert closed_sentence("", text) == text


@pytest.mark.parametrize(
    "text",
    [
        "The library is closed on Sundays.",
        "Closed bank holidays",
        "For people who are no longer able to work",
        "For pupils who are suspended from school",
        "A closed group for carers",
        "We never close",
        "",
    ],
)
def test_a_sentence_that_only_sounds_so_is_not(text: str) -> None:
    assert closed_sentence(text) == ""


def test_the_whole_country() -> None:
    assert all(map(is_national, ["England", "UK", " Nationwide.", "Great Britain"]))
    assert not any(map(is_national, ["Manchester", "New England", ""]))


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-03-05", date(2024, 3, 5)),
        ("2024-03-05T23:30:45.123Z", date(2024, 3, 5)),
        ("5/3/2024", date(2024, 3, 5)),
        ("7/19/11", date(2011, 7, 19)),
        ("5th March 2024", date(2024, 3, 5)),
        (datetime(2024, 3, 5, 1, 2), date(2024, 3, 5)),  # noqa: DTZ001 - as spreadsheets give it, without a zone
        (date(2024, 3, 5), date(2024, 3, 5)),
        ("1970-01-01", None),
        ("1969-12-31", None),
        ("2024-02-31", None),
        ("99/99/9999", None),
        ("Spring 2024", None),
        (None, None),
        ([], None),
    ],
)
def test_a_day(value: object, day: date | None) -> None:
    assert read_day(value) == day


def test_a_day_that_lies_ahead_is_unknown() -> None:
    today = date(2026, 11, 27)
    assert read_past_day("2026-11-27", today) == today
    assert read_past_day("2026-11-28", today) is None


@pytest.mark.parametrize(
    ("value", "at"),
    [
        ("10:00", time(10)),
        ("10:30:00Z", time(10, 30)),
        ("9:00am", time(9)),
        ("12:30 p.m.", time(12, 30)),
        ("12am", time(0)),
        ("9.30", time(9, 30)),
        ("2pm", time(14)),
        ("noon", time(12)),
        ("24:00", time(0)),
        ("2024-01-01T08:15:00+01:00", time(8, 15)),
        (time(8, 15, 30), time(8, 15)),
        ("CLOSED", None),
        ("9", None),
        ("25:00", None),
        ("10:75", None),
        (None, None),
    ],
)
def test_a_time_of_day(value: object, at: time | None) -> None:
    assert read_time(value) == at
