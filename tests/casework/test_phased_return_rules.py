"""Working out the days: hours rise evenly to the full week, and never pass the contract."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.casework.bank_holidays import bank_holidays, between
from workwell_desktop.casework.phased_return_rules import (
    BOTH,
    DAYS,
    HOURS,
    Settings,
    Week,
    first_day,
    mondays,
    planned_days,
    week_line,
    week_minutes,
    weekdays_words,
    weeks_of,
)
from workwell_desktop.casework.phased_return_words import read_rules, rules
from workwell_desktop.casework.readability import hard_words_in, reading, sentences_in
from workwell_desktop.casework.shift_times import Shift
from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.paths import resources

MONDAY = date(2027, 1, 4)
NINE_TO_FIVE = Shift(540, 1020, 30)
FIVE_DAYS = dict.fromkeys(range(5), NINE_TO_FIVE)


@st.composite
def usual_weeks(draw: st.DrawFn) -> dict[int, Shift]:
    days = draw(st.sets(st.integers(0, 6), min_size=1))
    found = {}
    for day in days:
        starts, long = draw(st.integers(0, 1425)), draw(st.integers(15, 12 * 60))
        found[day] = Shift(starts, starts + long, draw(st.integers(0, min(60, long - 15))))
    return found


@st.composite
def settings(draw: st.DrawFn) -> Settings:
    return Settings(
        draw(st.dates(date(2026, 1, 1), date(2040, 12, 31))),
        draw(st.integers(2, 26)),
        draw(st.integers(10, 100)),
        draw(st.sampled_from([HOURS, DAYS, BOTH])),
        draw(st.booleans()),
        draw(st.booleans()),
    )


def weeks(pattern: dict[int, Shift], chosen: Settings, holidays: frozenset[date] = frozenset()) -> tuple[Week, ...]:
    return weeks_of(planned_days(pattern, chosen, holidays), mondays(pattern, chosen))


def holidays_of(pattern: dict[int, Shift], chosen: Settings) -> frozenset[date]:
    starts = mondays(pattern, chosen)
    return between(starts[0], starts[-1] + timedelta(days=6))


@given(usual_weeks(), settings())
def test_no_day_and_no_week_passes_the_contract(pattern: dict[int, Shift], chosen: Settings) -> None:
    for day, shift in planned_days(pattern, chosen, holidays_of(pattern, chosen)).items():
        usual = pattern[day.weekday()]
        assert 0 < shift.minutes <= usual.minutes
        assert shift.starts == usual.starts
        assert shift.ends <= usual.ends
    assert all(week.minutes <= week_minutes(pattern) for week in weeks(pattern, chosen))


@given(usual_weeks(), settings())
def test_hours_never_fall_and_the_last_week_is_the_usual_one(pattern: dict[int, Shift], chosen: Settings) -> None:
    found = weeks(pattern, chosen)
    assert len(found) == chosen.weeks
    assert all(later.minutes >= week.minutes for week, later in pairwise(found))
    assert {day.weekday(): shift for day, shift in found[-1].days} == pattern


@given(usual_weeks(), settings())
def test_every_day_lies_in_the_weeks_and_the_first_is_worked(pattern: dict[int, Shift], chosen: Settings) -> None:
    first, starts = first_day(pattern, chosen), mondays(pattern, chosen)
    days = planned_days(pattern, chosen, ())
    assert min(days) == first
    assert chosen.starts_on <= first < chosen.starts_on + timedelta(days=7)
    assert max(days) < starts[-1] + timedelta(days=7)
    assert all(day.weekday() in pattern for day in days)
    assert all(monday.weekday() == 0 for monday in starts)


@given(usual_weeks(), settings())
def test_bank_holidays_are_free_unless_they_are_worked(pattern: dict[int, Shift], chosen: Settings) -> None:
    free = holidays_of(pattern, chosen)
    without, days = planned_days(pattern, chosen, ()), planned_days(pattern, chosen, free)
    assert days == (without if chosen.on_bank_holidays else {d: s for d, s in without.items() if d not in free})


def test_half_the_hours_rise_evenly_in_quarters() -> None:
    found = weeks(FIVE_DAYS, Settings(MONDAY, 4, 50))
    assert [week.minutes / 60 for week in found] == [18.75, 25.0, 31.25, 37.5]
    assert week_line(found[0]) == (
        "Week 1, from Monday 4 January: Monday to Friday, 09:00 to 12:45. 18 hours 45 minutes."
    ), "a short day has no break"
    assert week_line(found[1]).endswith("Monday to Friday, 09:00 to 14:30 with a break of 30 minutes. 25 hours.")


def test_fewer_days_lie_apart_where_that_is_asked() -> None:
    apart = weeks(FIVE_DAYS, Settings(MONDAY, 4, 60, DAYS, rest_between=True))
    together = weeks(FIVE_DAYS, Settings(MONDAY, 4, 60, DAYS))
    assert [day.weekday() for day, _shift in apart[0].days] == [0, 2, 4]
    assert [day.weekday() for day, _shift in together[0].days] == [0, 1, 2]
    assert {shift for _day, shift in apart[0].days} == {NINE_TO_FIVE}
    four = weeks(FIVE_DAYS, Settings(MONDAY, 4, 80, DAYS, rest_between=True))[0]
    assert [day.weekday() for day, _shift in four.days] == [0, 1, 3, 4], "never three in a row"


def test_a_start_in_the_middle_of_a_week_begins_that_day() -> None:
    found = weeks(FIVE_DAYS, Settings(date(2027, 1, 6), 4, 40, DAYS, rest_between=True))
    assert week_line(found[0]) == (
        "Week 1, from Wednesday 6 January: Wednesday and Friday, 09:00 to 17:00 with a break of 30 minutes. 15 hours."
    )
    assert week_line(found[1]).startswith("Week 2, from Monday 11 January: ")


def test_fewer_and_shorter_days_share_the_way() -> None:
    (first, *_rest) = weeks(FIVE_DAYS, Settings(MONDAY, 4, 40, BOTH, rest_between=True))
    assert [day.weekday() for day, _shift in first.days] == [0, 2, 4]
    assert first.minutes == 15 * 60, "two fifths of 37 and a half hours"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([0], "Monday"),
        ([0, 2, 4], "Monday, Wednesday and Friday"),
        ([0, 1], "Monday and Tuesday"),
        ([0, 1, 2, 5], "Monday to Wednesday and Saturday"),
    ],
)
def test_weekdays_in_words(days: list[int], words: str) -> None:
    assert weekdays_words([MONDAY + timedelta(days=day) for day in days]) == words


def test_bank_holidays_have_their_substitutes() -> None:
    assert {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)} <= between(date(2026, 12, 1), date(2027, 1, 31))
    assert {date(2027, 12, 27), date(2027, 12, 28)} <= bank_holidays(2027), "Christmas on a Saturday"
    assert date(2026, 11, 30) not in bank_holidays(2026), "St Andrew’s Day is Scotland’s"
    assert date(2026, 3, 17) not in bank_holidays(2026), "St Patrick’s Day is Northern Ireland’s"


def test_christmas_is_left_out_with_the_monday_that_stands_in_for_boxing_day() -> None:
    chosen = Settings(date(2026, 12, 7), 5, 50)
    days = planned_days(FIVE_DAYS, chosen, between(date(2026, 12, 1), date(2027, 1, 31)))
    assert not days.keys() & {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}
    assert {date(2026, 12, 24), date(2026, 12, 29)} <= days.keys()


@pytest.mark.parametrize("monday", [date(2028, 2, 28), date(2027, 3, 22), date(2027, 10, 25)])
def test_a_leap_day_and_the_change_of_the_clock_are_days_like_others(monday: date) -> None:
    """29 February 2028; the clock goes forward on 28 March 2027 and back on 31 October 2027."""
    night = {day: Shift(22 * 60, 30 * 60, 60) for day in range(7)}
    found = weeks(night, Settings(monday, 2, 100))
    assert [day for week in found for day, _shift in week.days] == [monday + timedelta(days=day) for day in range(14)]
    assert {shift.minutes for week in found for _day, shift in week.days} == {7 * 60}


def test_pay_is_said_as_it_is_on_the_first_day() -> None:
    before, after = rules().pay_on(date(2026, 4, 5)), rules().pay_on(date(2026, 4, 6))
    assert "6 April" not in before.own + before.employer
    assert "single days" in after.own
    assert "first full day" in after.employer
    assert all("depends" in words for one in (before, after) for words in (one.own, one.employer))


def test_a_wrong_file_is_refused_with_its_entry(tmp_path: Path) -> None:
    good = (resources() / "rules" / "phased_return.toml").read_text("utf-8")
    for was, wrong, named in (
        ("percent = 30", 'percent = "30"', "percent"),
        ("[jump]", "[jumps]", "jump"),
        ("from = 2000-01-01", "from = 2026-01-01", "pay"),
        ("[fewer]", "[fewer]\nextra = 1", "extra"),
    ):
        path = tmp_path / "phased_return.toml"
        path.write_text(good.replace(was, wrong, 1), "utf-8")
        with pytest.raises(DataFileProblem, match=named):
            read_rules(path)


def test_what_a_participant_may_read_is_easy_and_without_the_words_of_the_trade() -> None:
    said = [words for one in rules().said.values() for words in (one.words, one.why)]
    said += [one.own for one in rules().pay]
    whole = [part for words in said for part in sentences_in(words)]
    measured = reading(whole)
    assert measured.index <= 6
    assert measured.mean_words <= 15
    assert [words for words in said if hard_words_in(words)] == []
