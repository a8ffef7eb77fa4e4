"""Opening times in a table: what stands below a day holds on that day, whatever else its head says."""

from __future__ import annotations

from datetime import time

import pytest

from workwell_desktop.directory.record import RecordTimes
from workwell_desktop.directory.table_times import not_of_a_day, times_of

NINE, FIVE = time(9), time(17)


@pytest.mark.parametrize(
    ("head", "byday", "said"),
    [
        ("Monday", "MO", "Monday: 9-5"),
        ("mon_hours", "MO", "mon: 9-5"),
        ("MondayOpeningTimes", "MO", "Monday: 9-5"),
        ("Opening hours (Saturdays)", "SA", "Saturdays: 9-5"),
        ("Monday staffed hours", "MO", "Monday staffed hours: 9-5"),
        ("Mon-Fri", "MO,TU,WE,TH,FR", "Mon-Fri: 9-5"),
        ("Mon to Thurs times", "MO,TU,WE,TH", "Mon to Thurs: 9-5"),
        ("Sat & Sun", "SA,SU", "Sat & Sun: 9-5"),
        ("Weekends", "SA,SU", "Weekends: 9-5"),
        ("Weds", "WE", "Weds: 9-5"),
        ("Thur phone lines", "TH", "Thur phone lines: 9-5"),
        ("Monday (and one Friday)", "", "9-5"),
        ("Opening times", "", "9-5"),
        ("Sundry", "", "9-5"),
    ],
)
def test_hours_below_a_day_hold_on_that_day(head: str, byday: str, said: str) -> None:
    (read,) = times_of([(head, "9-5")])
    assert (read.byday, read.description, read.opens_at, read.closes_at) == (byday, said, NINE, FIVE)


@pytest.mark.parametrize(
    "head",
    ["Bank holiday Monday", "Good Friday", "1st Saturday", "Not Monday", "Monday (alternate)", "Monday closing time",
     "Saturday evening hours", "Open days excl. Sunday", "Closed Mondays"],
)  # fmt: skip
def test_a_head_that_says_more_of_its_day_makes_no_rule(head: str) -> None:
    assert tuple(times_of([(head, "10-4")])) == (RecordTimes(f"{head}: 10-4"),)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("Monday opening time", "Monday closing time"),
        ("Mon_open", "Mon_close"),
        ("Mon start", "Mon finish"),
        ("Mon from", "Mon to"),
    ],
)
def test_a_start_and_an_end_of_a_day_are_one(start: str, end: str) -> None:
    cells = [(start, "09:00"), (end, "17:00"), ("Tue start", "Closed"), ("Tue finish", "")]
    told, read = times_of(cells)
    assert (read.byday, read.opens_at, read.closes_at) == ("MO", NINE, FIVE)
    assert (told.byday, told.opens_at, told.description[-6:]) == ("", None, "Closed")
    (told, other) = times_of([(start, "by appointment"), (end, "17:00")])
    assert [(one.byday, one.opens_at, one.closes_at) for one in (told, other)] == [("", None, None)] * 2


def test_what_is_not_understood_below_a_day_stays_as_words_with_the_day() -> None:
    assert tuple(times_of([("Friday", "AM & PM (continuous)")])) == (RecordTimes("Friday: AM & PM (continuous)"),)
    assert tuple(times_of([("Friday", "Closed"), ("Saturday", "")])) == (RecordTimes("Friday: Closed"),)


def test_a_cell_that_names_its_days_itself_is_read_by_them() -> None:
    (read,) = times_of([("Mon-Fri", "Tue 9-5")])
    assert (read.byday, read.description) == ("TU", "Tue 9-5")


def test_days_beside_hours_and_a_start_beside_an_end_are_one() -> None:
    (read,) = times_of([("Days", "Mon; Wed"), ("Hours", "9-5")])
    assert (read.byday, read.opens_at, read.closes_at) == ("MO,WE", NINE, FIVE)
    (read,) = times_of([("Days open", "Mon to Wed")], "09:00", "17:00")
    assert (read.byday, read.opens_at, read.closes_at) == ("MO,TU,WE", NINE, FIVE)
    (read,) = times_of([], "09:00", "17:00", "Thursday")
    assert (read.byday, read.freq, read.opens_at) == ("TH", "WEEKLY", NINE)
    assert tuple(times_of([])) == ()


def test_closed_on_a_day_is_not_closed_for_good() -> None:
    cells = [("Opening times", "Closed until May"), ("Sunday staffed hours", "Closed"), ("Mon-Fri", "9-5")]
    assert not_of_a_day(cells) == "Closed until May"
