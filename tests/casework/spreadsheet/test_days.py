"""Dates of a whole column: which way they are written, and what is no day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.casework.dates import Lean
from workwell_desktop.casework.spreadsheet.days import Order, order_of, parsed_rows, read_day

TODAY = date(2037, 11, 24)
DMY, MDY = Order("dmy"), Order("mdy")
WRITTEN = ("{d}/{m}/{y}", "{d:02}.{m:02}.{y}", "{d}-{m}-{y}", "{d:02}/{m:02}/{y} 14:30")
ALMOST_ALL = st.dates(date(1930, 1, 1), date(2037, 11, 24))


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["3/4/2026", "13/5/2026"], Order("dmy")),
        (["3/4/2026", "5/13/2026"], Order("mdy")),
        (["3/4/2026", "5/6/2026"], Order("", is_open=True)),
        (["5/5/2026", "6.6.26"], Order("dmy")),
        (["13/5/2026", "5/13/2026"], Order("dmy", mixed=True)),
        (["13/5/2026", "5/13/2026", "3/4/2026"], Order("", is_open=True, mixed=True)),
        (["2026-04-03", "3 April 2026", ""], Order("dmy")),
        ([], Order("dmy")),
    ],
)
def test_the_whole_column_decides(cells: list[str], order: Order) -> None:
    assert order_of(cells) == order


@given(st.lists(ALMOST_ALL, min_size=1, max_size=20), st.sampled_from(WRITTEN), st.booleans())
def test_a_column_is_read_as_it_was_written(days: list[date], form: str, us: bool) -> None:
    def write(day: date) -> str:
        first, second = (day.month, day.day) if us else (day.day, day.month)
        return form.format(d=first, m=second, y=day.year)

    cells = [write(day) for day in days]
    order = order_of(cells)
    assert not order.mixed
    if order.is_open:
        order = MDY if us else DMY
    assert [read_day(cell, order, TODAY, "past").when for cell in cells] == days


@given(ALMOST_ALL)
def test_the_numbers_of_spreadsheets_are_days(day: date) -> None:
    number = (day - date(1899, 12, 30)).days
    assert read_day(str(number), DMY, TODAY, "past").when == day
    assert read_day(f"{number}.5", DMY, TODAY, "past").when == day


@pytest.mark.parametrize(
    ("cell", "lean", "day"),
    [
        ("3 April 1976", "birth", date(1976, 4, 3)),
        ("3rd Apr 76", "birth", date(1976, 4, 3)),
        ("Apr 3, 1976", "birth", date(1976, 4, 3)),
        ("Friday 9 October 2037", "past", date(2037, 10, 9)),
        ("9-Oct-37", "past", date(2037, 10, 9)),
        ("9 Sept 2037", "past", date(2037, 9, 9)),
        ("2037-10-09T10:15:00Z", "past", date(2037, 10, 9)),
        ("2037-10-09 00:00:00", "past", date(2037, 10, 9)),
        ("09/10/2037 2:30 PM", "past", date(2037, 10, 9)),
        ("3/4/76", "birth", date(1976, 4, 3)),
        ("3/4/37", "birth", date(2037, 4, 3)),
        ("3/12/37", "birth", date(1937, 12, 3)),
        ("3/4/76", "past", date(2076, 4, 3)),
        ("3/4/95", "past", date(1995, 4, 3)),
    ],
)
def test_other_ways_of_writing_a_day(cell: str, lean: Lean, day: date) -> None:
    assert read_day(cell, DMY, TODAY, lean).when == day


@pytest.mark.parametrize("cell", ["1980", "March 1980", "03/1980", "about 1980", "c. 1950", "Mar 80"])
def test_a_part_of_a_date_is_no_day(cell: str) -> None:
    found = read_day(cell, DMY, TODAY, "birth")
    assert (found.when, found.partial) == (None, True)
    assert found.problem == "this is not a whole date"


@pytest.mark.parametrize(
    ("cell", "lean", "problem"),
    [
        ("31/4/2026", "past", "this day does not exist"),
        ("29 Feb 2037", "past", "this day does not exist"),
        ("5/13/2026", "past", "this day does not exist"),
        ("yesterday", "past", "this is not understood as a date"),
        ("n/a", "past", "this is not understood as a date"),
        ("13", "past", "this is not understood as a date"),
        ("3 Marchember 2026", "past", "this is not understood as a date"),
        ("1 January 2038", "birth", "this birth date is still to come"),
        ("1 January 1801", "birth", "this year is very far away"),
        ("99999", "past", "this is not understood as a date"),
        ("0000-00-00", "past", "this day does not exist"),
    ],
)
def test_what_is_no_day_has_a_reason(cell: str, lean: Lean, problem: str) -> None:
    found = read_day(cell, DMY, TODAY, lean)
    assert found.when is None
    assert found.problem.startswith(problem)


@given(st.text(max_size=30), st.sampled_from(["past", "future", "birth"]))
def test_any_words_are_a_day_or_have_a_reason(cell: str, lean: Lean) -> None:
    found = read_day(cell, DMY, TODAY, lean)
    assert (found.when is None) == bool(found.problem) or not cell.strip()


def test_five_rows_are_shown_as_they_are_read() -> None:
    cells = ["", "3/4/76", "x", "5/4/76", "6/4/76", "7/4/76", "8/4/76"]
    shown = parsed_rows(cells, DMY, TODAY, "birth")
    assert shown[:2] == (("3/4/76", "3 April 1976"), ("x", "this is not understood as a date"))
    assert len(shown) == 5
    assert parsed_rows(cells, MDY, TODAY, "birth")[0] == ("3/4/76", "4 March 1976")
