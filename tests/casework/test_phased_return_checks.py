"""What is worth a look: each rule fires on its case, beside its week, with its reason; and none on a plain plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from workwell_desktop.casework.bank_holidays import between
from workwell_desktop.casework.phased_return_checks import NoteFacts, StageFacts, Worry, worries
from workwell_desktop.casework.phased_return_rules import DAYS, Settings, mondays, planned_days
from workwell_desktop.casework.phased_return_words import rules
from workwell_desktop.casework.shift_times import Shift

MONDAY = date(2027, 1, 11)
USUAL = dict.fromkeys(range(5), Shift(540, 1020, 30))
SEEN: set[str] = set()


def facts(chosen: Settings | None = None, **other: object) -> StageFacts:
    chosen = chosen or Settings(MONDAY)
    starts = mondays(USUAL, chosen)
    holidays = between(starts[0], starts[-1] + timedelta(days=6))
    plain = StageFacts(
        "Jo", chosen, USUAL, planned_days(USUAL, chosen, holidays), starts, (date(2027, 1, 22),), holidays=holidays
    )
    return replace(plain, **other)


def with_day(day: date, shift: Shift | None, chosen: Settings | None = None) -> StageFacts:
    plain = facts(chosen)
    days = {on: one for on, one in plain.days.items() if on != day}
    return replace(plain, days=days | ({day: shift} if shift is not None else {}))


def the(found: tuple[Worry, ...], rule: str) -> Worry:
    (one,) = [worry for worry in found if worry.rule == rule]
    assert one.why
    assert "{" not in one.words + one.why
    return one


def test_a_plain_plan_raises_nothing() -> None:
    assert worries(facts()) == ()
    assert worries(facts(Settings(MONDAY, 4, 50, DAYS))) == ()


NOT_FIT = NoteFacts(date(2026, 12, 1), date(2027, 1, 20), "not_fit")
MAY_BE = NoteFacts(date(2027, 1, 11), date(2027, 2, 5), "may_be_fit")
CASES = {
    "not_fit": (facts(notes=[NOT_FIT]), 1, "until Wednesday 20 January 2027"),
    "not_fit_open": (facts(notes=[replace(NOT_FIT, ends_on=None)]), 1, "from Tuesday 1 December 2026"),
    "no_tick": (facts(notes=[MAY_BE]), 1, "no tick"),
    "contract": (facts(contract_hours=30.0), 0, "30 hours a week. The usual week here has 37 hours 30 minutes"),
    "long": (facts(Settings(MONDAY, 7)), 0, "7 weeks"),
    "no_review": (facts(reviews=()), 0, "No day is set"),
    "weeks_end": (facts(weeks_end_on=date(2027, 1, 27)), 3, "Wednesday 27 January 2027"),
    "off_pattern": (with_day(date(2027, 1, 16), Shift(600, 660)), 1, "Saturday 16 January"),
    "more_than_usual": (with_day(date(2027, 2, 2), Shift(540, 1080)), 4, "9 hours. The usual day has 7 hours 30"),
    "week_more_than_usual": (with_day(date(2027, 2, 6), Shift(540, 600)), 4, "38 hours 30 minutes"),
    "past_midnight": (with_day(date(2027, 1, 12), Shift(1320, 1500)), 1, "Tuesday 12 January"),
    "jump": (facts(Settings(MONDAY, 2, 30)), 2, "26 hours 15 minutes more"),
    "fewer": (with_day(date(2027, 2, 2), None), 4, "1 hour 15 minutes less"),
}


@pytest.mark.parametrize("rule", CASES)
def test_each_rule_says_what_and_in_which_week(rule: str) -> None:
    case, week, words = CASES[rule]
    one = the(worries(case), rule)
    assert (one.week, words in one.words) == (week, True), one


def test_every_rule_of_the_file_is_tried_here() -> None:
    elsewhere = {"holiday_off", "holiday_on", "no_work"}
    assert CASES.keys() | elsewhere == rules().said.keys()


def test_a_week_without_work_is_named() -> None:
    plain = facts()
    days = {day: shift for day, shift in plain.days.items() if not MONDAY <= day < MONDAY + timedelta(days=7)}
    assert the(worries(replace(plain, days=days)), "no_work").week == 1


def test_a_note_with_a_tick_or_one_that_is_over_raises_nothing() -> None:
    over = NoteFacts(date(2026, 12, 1), MONDAY - timedelta(days=1), "not_fit")
    assert worries(facts(notes=[over, replace(MAY_BE, asks=True)])) == ()
    assert the(worries(facts(notes=[replace(over, ends_on=MONDAY)])), "not_fit").week == 1, "its last day counts"


def test_a_note_that_begins_later_stands_beside_its_own_week() -> None:
    later = NoteFacts(date(2027, 1, 20), date(2027, 1, 29), "not_fit")
    assert the(worries(facts(notes=[later])), "not_fit").week == 2


def test_bank_holidays_are_named_beside_their_week_worked_or_not() -> None:
    christmas = Settings(date(2026, 12, 14), 4)
    free = [one for one in worries(facts(christmas)) if one.rule == "holiday_off"]
    assert [(one.week, one.words.split(" is ")[0]) for one in free] == [
        (2, "Friday 25 December"),
        (3, "Monday 28 December"),
        (3, "Friday 1 January"),
    ]
    worked = worries(facts(replace(christmas, on_bank_holidays=True)))
    assert [one.week for one in worked if one.rule == "holiday_on"] == [2, 3, 3]
    assert {one.rule for one in worries(facts(christmas))} == {"holiday_off"}, "free days make no week look shorter"


def test_the_first_part_of_a_week_is_no_jump() -> None:
    assert worries(facts(Settings(date(2027, 1, 14)))) == ()


def test_the_weeks_may_end_on_the_day_after_the_last_one() -> None:
    assert worries(facts(weeks_end_on=date(2027, 2, 6))) == ()
    assert the(worries(facts(weeks_end_on=date(2027, 2, 5))), "weeks_end").week == 4


def test_the_intake_is_rounded_to_quarters() -> None:
    assert worries(facts(contract_hours=37.4)) == ()
