"""The hours of a day as they are typed: read, said back, and never taken for something unlikely in silence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.casework.shift_times import (
    DAY,
    LONGEST,
    QUARTER,
    Shift,
    earlier_start,
    hours_words,
    longer,
    moved,
    read_shift,
    shift_words,
)


@st.composite
def shifts(draw: st.DrawFn) -> Shift:
    starts = draw(st.integers(0, DAY - 1))
    long = draw(st.integers(QUARTER, LONGEST))
    return Shift(starts, starts + long, draw(st.integers(0, min(long - QUARTER, 120))))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9-1", "09:00 to 13:00"),
        ("09:00 to 13:00", "09:00 to 13:00"),
        ("9 – 5, half an hour break", "09:00 to 17:00, 30 minutes break"),
        ("9-5 break 30", "09:00 to 17:00, 30 minutes break"),
        ("9-5 with a 45 minute break", "09:00 to 17:00, 45 minutes break"),
        ("9-5 less 1 hour break", "09:00 to 17:00, 60 minutes break"),
        ("8.30-4.30", "08:30 to 16:30"),
        ("0900-1300", "09:00 to 13:00"),
        ("1pm until 5pm", "13:00 to 17:00"),
        ("6-2", "06:00 to 14:00"),
        ("2-6", "14:00 to 18:00"),
        ("10pm-6am", "22:00 to 06:00"),
        ("22-6", "22:00 to 06:00"),
        ("17-24", "17:00 to 00:00"),
        ("1am-5", "01:00 to 05:00"),
        ("noon to 4", "12:00 to 16:00"),
    ],
)
def test_hours_are_read_as_somebody_says_them(typed: str, meant: str) -> None:
    shift = read_shift(typed).shift
    assert shift is not None
    assert shift_words(shift) == meant


@pytest.mark.parametrize("typed", ["", "  ", "rest", "Off", "-", "no work"])
def test_nothing_is_a_rest_day(typed: str) -> None:
    assert read_shift(typed) == read_shift("")
    assert read_shift(typed).shift is None
    assert not read_shift(typed).problem


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("9", "Type the hours"),
        ("9-1-5", "Type the hours"),
        ("nine to five", "Type a time"),
        ("17:00 to 09:00", "The end comes before the start"),
        ("05:00 to 21:00", "more than 14 hours"),
        ("9-25", "A day has 24 hours"),
        ("9-10, 60 minutes break", "The break is as long as the day"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(typed: str, problem: str) -> None:
    assert problem in read_shift(typed).problem
    assert read_shift(typed).shift is None


@given(shifts())
def test_what_is_said_back_is_read_again_as_the_same(shift: Shift) -> None:
    assert read_shift(shift_words(shift)).shift == shift


@given(st.text(max_size=40))
def test_any_text_is_read_or_answered(text: str) -> None:
    understood = read_shift(text)
    assert understood.shift is None or not understood.problem
    if understood.shift is not None:
        assert 0 < understood.shift.minutes <= LONGEST


@given(shifts(), st.integers(-2000, 2000))
def test_pulling_never_makes_hours_that_cannot_be(shift: Shift, by: int) -> None:
    for pulled in (longer(shift, by), earlier_start(shift, by), moved(shift, by)):
        assert pulled.minutes >= QUARTER
        assert pulled.ends - pulled.starts <= LONGEST
        assert 0 <= pulled.starts < DAY
        assert pulled.pause == shift.pause
    assert moved(shift, by).minutes == shift.minutes
    assert longer(shift, by).starts == shift.starts
    assert earlier_start(shift, by).ends == shift.ends


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "no hours"), (60, "1 hour"), (240, "4 hours"), (225, "3 hours 45 minutes"), (1, "1 minute")],
)
def test_hours_in_words(minutes: int, words: str) -> None:
    assert hours_words(minutes) == words
