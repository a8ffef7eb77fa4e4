"""Opening times in plain English, as a week for the editor, and as day and time for the filter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.directory.records import TIMES
from workwell_desktop.directory.hours import day_slots, hours_lines, hours_words
from workwell_desktop.directory.record import RecordTimes
from workwell_desktop.directory.week_grid import WeekGrid, grid_times, read_grid

TODAY = date(2026, 11, 27)
WEEKDAYS = "MO,TU,WE,TH,FR"


def week(days: str, opens: time | None, closes: time | None, words: str = "") -> RecordTimes:
    return RecordTimes(words, days, opens, closes, freq="WEEKLY")


@pytest.mark.parametrize(
    ("times", "lines"),
    [
        ([RecordTimes("", "TH,FR", time(10), time(18))], ["Thu and Fri 10:00 to 18:00"]),
        (
            [
                RecordTimes(
                    "", "MO", time(14), time(16), freq="WEEKLY", interval=2, starts=date(2026, 1, 5)
                )
            ],
            ["Every other Monday from 5 January, 14:00 to 16:00"],
        ),
        (
            [RecordTimes("", "MO", time(14), freq="WEEKLY", interval=3, starts=date(2025, 1, 6))],
            ["Every 3 weeks on Monday from 6 January 2025, from 14:00"],
        ),
        (
            [RecordTimes("", "1SA", time(10), time(12), freq="MONTHLY")],
            ["First Saturday of the month, 10:00 to 12:00"],
        ),
        (
            [RecordTimes("", "2TU,-1FR", time(10), time(12), freq="MONTHLY", interval=2)],
            ["Second Tuesday and last Friday of every other month, 10:00 to 12:00"],
        ),
        (
            [RecordTimes("", bymonthday="2,-1,23", closes_at=time(12), freq="MONTHLY")],
            ["2nd, last and 23rd day of the month, until 12:00"],
        ),
        ([week("MO,TU,WE,TH,FR,SA,SU", time(0), time(23, 59))], ["Every day, all day"]),
        ([week("SA,SU", time(0), time(0))], ["Sat and Sun, all day"]),
        (
            [
                week("FR", time(9), time(12)),
                week("MO,TU,WE,TH", time(9), time(12)),
                week("MO,TU,WE,TH", time(13), time(17)),
            ],
            ["Mon to Thu 09:00 to 12:00 and 13:00 to 17:00", "Fri 09:00 to 12:00"],
        ),
        (
            [week("MO", time(9), time(12)), week("WE,TH,FR,SU", time(9), time(12))],
            ["Mon, Wed to Fri and Sun 09:00 to 12:00"],
        ),
        # odd rules: the words of the list, each once
        ([RecordTimes("Ring first", "TH,FR", time(9), freq="WEEKLY", bymonthday="2,3,4")], ["Ring first"]),
        ([RecordTimes("Some Mondays", "MO", time(9), freq="MONTHLY")], ["Some Mondays"]),
        ([RecordTimes("a  b"), RecordTimes("a b")], ["a b"]),
        ([RecordTimes("", "XX", time(9), time(10))], ["09:00 to 10:00, ask on which days"]),
        ([RecordTimes("Tuesday from lunch", "TU", freq="WEEKLY")], ["Tuesday from lunch"]),
        ([RecordTimes("", "TU", freq="WEEKLY")], ["Tue"]),
        ([RecordTimes("")], []),
        # what has not begun, what ends, and what is over
        (
            [replace(week("MO", time(9), time(12)), valid_from=date(2026, 12, 1), until=date(2027, 3, 31))],
            ["Mon 09:00 to 12:00, from 1 December, until 31 March 2027"],
        ),
        (
            [replace(week("MO", time(9), time(12)), valid_to=date(2026, 11, 26)), week("TU", time(9), time(12))],
            ["Tue 09:00 to 12:00"],
        ),
        (
            [replace(week("MO", time(9), time(12)), valid_to=date(2025, 11, 26))],
            ["Mon 09:00 to 12:00, until 26 November 2025"],
        ),
    ],
)  # fmt: skip
def test_opening_times_are_said_as_people_say_them(times: list[RecordTimes], lines: list[str]) -> None:
    assert hours_lines(times, TODAY) == tuple(lines)
    assert hours_words(times, TODAY) == "; ".join(lines)


def test_hours_of_different_places_are_kept_apart() -> None:
    times = [
        replace(week("MO", time(9), time(12)), place="a"),
        replace(week("TU", time(9), time(12)), place="b"),
        RecordTimes("Ring first", place="b"),
        RecordTimes("", "1SA", time(9), freq="MONTHLY", place="a"),
    ]
    assert hours_lines(times, TODAY, {"a": "Hall"}) == (
        "Hall: Mon 09:00 to 12:00",
        "Tue 09:00 to 12:00",
        "Ring first",
        "Hall: First Saturday of the month, from 09:00",
    )


@given(st.lists(TIMES, max_size=5), st.dates())
def test_nothing_that_a_list_says_is_too_odd(times: list[RecordTimes], today: date) -> None:
    lines = hours_lines(times, today)
    assert all(line == line.strip() and line for line in lines if "\n" not in line)
    assert len(set(lines)) == len(lines)
    assert day_slots(times, today) <= day_slots(times)
    read_grid(times)


@pytest.mark.parametrize(
    ("opens", "closes", "parts"),
    [
        (time(9), time(12), "morning"),
        (time(9), time(12, 1), "morning afternoon"),
        (time(12), time(17), "afternoon"),
        (time(17), time(20), "evening"),
        (time(10), time(18), "morning afternoon evening"),
        (time(0), time(23, 59), "morning afternoon evening"),
        (time(0), time(0), "morning afternoon evening"),
        (time(22), time(2), "evening"),
        (time(11), None, "morning"),
        (None, time(17), "afternoon"),
        (None, None, "morning afternoon evening"),
    ],
)
def test_parts_of_the_day_are_those_that_hours_touch(opens: time | None, closes: time | None, parts: str) -> None:
    assert day_slots([week("TU", opens, closes)]) == {f"TU-{part}" for part in parts.split()}


def test_slots_know_every_named_day_and_leave_out_what_is_over() -> None:
    times = [
        RecordTimes("", "1SA", time(9), time(10), freq="MONTHLY"),
        RecordTimes("", bymonthday="2", opens_at=time(9), freq="MONTHLY"),
        replace(week("MO", time(9), time(10)), until=date(2026, 1, 1)),
        RecordTimes("Fridays"),
    ]
    assert day_slots(times) == {"SA-morning", "MO-morning"}
    assert day_slots(times, TODAY) == {"SA-morning"}


CLOCKS = st.times().map(lambda when: when.replace(second=0, microsecond=0))
GRIDS = st.lists(st.lists(st.tuples(CLOCKS, CLOCKS), max_size=3).map(tuple), min_size=7, max_size=7).map(
    lambda days: WeekGrid(tuple(days))
)


@given(GRIDS)
def test_a_week_comes_back_from_its_opening_times(grid: WeekGrid) -> None:
    times = grid_times(grid, "hall")
    assert read_grid(times) == grid
    assert {one.place for one in times} <= {"hall"}
    assert all(line for line in hours_lines(times, TODAY))


@given(GRIDS, st.randoms(use_true_random=False))
def test_opening_times_say_the_same_after_the_editor(grid: WeekGrid, order: Random) -> None:
    single = [replace(one, byday=day) for one in grid_times(grid) for day in one.byday.split(",")]
    order.shuffle(single)
    again = read_grid(single)
    assert again is not None
    assert hours_lines(grid_times(again), TODAY) == hours_lines(single, TODAY)


@pytest.mark.parametrize(
    "odd",
    [
        RecordTimes("words"),
        RecordTimes("", "1SA", time(9), time(10), freq="MONTHLY"),
        RecordTimes("", "SA", time(9), time(10), freq="WEEKLY", interval=2),
        replace(week("MO", time(9), time(10)), until=date(2027, 1, 1)),
        week("MO", time(9), None),
        replace(week("MO", time(9), time(10)), place="elsewhere"),
    ],
)
def test_what_a_week_cannot_say_is_no_week(odd: RecordTimes) -> None:
    assert read_grid([week("MO", time(9), time(10)), odd]) is None
    assert read_grid([]) == WeekGrid()


def test_a_week_has_seven_days() -> None:
    with pytest.raises(ValueError, match="6"):
        WeekGrid(((),) * 6)


def test_the_words_of_a_line_name_its_days() -> None:
    (line,) = grid_times(WeekGrid((((time(9), time(12)),),) * 5 + ((), ())))
    assert (line.description, line.byday) == ("Mon to Fri 09:00 to 12:00", WEEKDAYS)
