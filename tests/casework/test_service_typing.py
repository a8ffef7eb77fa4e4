"""What stands in the editor's fields, and what is read from them: nothing is lost, and plain English comes out."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.casework.service_forms import FORMS, TIMES, WEEKS
from workwell_desktop.casework.service_form import ServiceForm, form_from_plain, form_to_plain, tidy, with_details
from workwell_desktop.casework.service_form_checks import check_service, worth_a_look
from workwell_desktop.casework.service_said import hours_of, wait_line, who_lines
from workwell_desktop.casework.service_times import clock_words, day_problem, parts_of, read_clock, times_of, week_words
from workwell_desktop.casework.service_typing import (
    differs,
    list_says,
    new_place,
    place_typed,
    put_back,
    read_typed,
    typed_of,
    week_typed_words,
)
from workwell_desktop.directory.record import Area, RecordPlace, RecordTimes
from workwell_desktop.directory.week_grid import WeekGrid

TODAY = date(2037, 11, 24)
ODD = RecordTimes("", "1SA", time(10), time(12, 30), freq="MONTHLY")
NOT_ON_HOLIDAYS = RecordTimes("Weekdays, not bank holidays", "MO,TU,WE,TH,FR", time(9), time(17), freq="WEEKLY")
LISTED = ServiceForm(
    name="Quiet Room Example",
    topics=("mood_and_worry",),
    places=(RecordPlace("12 Sample Street", "M1 1AE", 53.5, -2.2, "hall"), RecordPlace("The Annexe", "M1 1AF")),
    times=(NOT_ON_HOLIDAYS, ODD, RecordTimes("Ring before you come")),
    areas=(Area("Exampleshire", "E08000003"),),
    minimum_age=18,
    wait="about 6 weeks",
    wait_said_on=date(2037, 11, 3),
)


def typed(**other: Any) -> dict[str, Any]:
    return {**typed_of(LISTED), **other}


@given(FORMS)
def test_a_form_that_is_shown_and_read_is_the_same(form: ServiceForm) -> None:
    shown = json.loads(json.dumps(typed_of(form)))  # as a draft keeps it
    assert read_typed(shown, form, TODAY) == (form, {})


@given(FORMS)
def test_a_form_survives_its_json(form: ServiceForm) -> None:
    assert form_from_plain(json.loads(json.dumps(form_to_plain(form)))) == form
    assert tidy(form) == form


@given(FORMS, FORMS)
def test_all_fields_put_back_are_what_the_list_says(form: ServiceForm, listed: ServiceForm) -> None:
    shown = typed_of(form)
    for name in differs(form, listed):
        shown = put_back(shown, name, listed)
        assert list_says(listed, name)
    assert differs(read_typed(shown, form, TODAY)[0], listed) <= {"areas"}  # codes that no field shows


@given(TIMES, WEEKS)
def test_another_week_leaves_what_no_week_can_say(times: tuple[RecordTimes, ...], week: WeekGrid) -> None:
    parts = parts_of(times)
    changed = times_of(replace(parts, week=week), times)
    assert parts_of(changed) == replace(parts, week=week)
    assert times_of(parts_of(times), times) == times
    assert set(parts.kept) <= set(changed)


@given(st.times().map(lambda when: when.replace(microsecond=0, second=0)))
def test_every_time_is_read_as_it_is_shown(when: time) -> None:
    assert read_clock(clock_words(when)) == when


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("9", time(9)),
        ("9.30", time(9, 30)),
        ("0930", time(9, 30)),
        ("17:45", time(17, 45)),
        ("2pm", time(14)),
        ("2.15 p.m.", time(14, 15)),
        ("12am", time(0)),
        ("12 pm", time(12)),
        ("Noon", time(12)),
        ("midnight", time(0)),
        ("24:00", time(0)),
        ("25", None),
        ("9:75", None),
        ("14pm", None),
        ("early", None),
        ("", None),
    ],
)
def test_times_are_typed_as_people_say_them(text: str, when: time | None) -> None:
    assert read_clock(text) == when


def test_a_list_s_own_words_stay_while_something_else_is_changed() -> None:
    form, problems = read_typed(typed(phone="01632 960199", minimum_age="16"), LISTED, TODAY)
    assert problems == {}
    assert form == replace(LISTED, phone="01632 960199", minimum_age=16)
    week = [[["9", "5pm"]], *typed()["week"][1:]]
    form, _ = read_typed(typed(week=week), LISTED, TODAY)
    assert form.times == LISTED.times, "the same hours in other words"
    form, _ = read_typed(typed(week=[[["10", "4pm"]]] + [[]] * 6), LISTED, TODAY)
    assert hours_of(form, TODAY) == (
        "Mon 10:00 to 16:00", "First Saturday of the month, 10:00 to 12:30", "Ring before you come"
    )  # fmt: skip


def test_a_place_keeps_its_position_while_its_address_is_the_same() -> None:
    first = typed()["places"][0]
    words = {"name": "Sample Hall", "address": "12 Sample Street", "postcode": "M1 1AE", "getting_in": "A lift."}
    same = read_typed(typed(places=[place_typed(first, words)]), LISTED, TODAY)[0].places[0]
    assert same == RecordPlace("12 Sample Street", "M1 1AE", 53.5, -2.2, "hall", "Sample Hall", "A lift.")
    moved = read_typed(typed(places=[place_typed(first, {**words, "postcode": "M1 1AG"})]), LISTED, TODAY)[0].places[0]
    assert (moved.latitude, moved.longitude, moved.key) == (None, None, "hall")
    assert read_typed(typed(places=[new_place()]), LISTED, TODAY)[0].places == ()


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("minimum_age", "eighteen", "An age is a number of years, like 18."),
        ("maximum_age", "1000", "An age is a number of years, like 18."),
        ("wait_said_on", "soon", ""),
    ],
)
def test_what_is_not_understood_is_said_and_left_as_it_was(field: str, value: str, problem: str) -> None:
    form, problems = read_typed(typed(**{field: value}), LISTED, TODAY)
    assert set(problems) == {field}
    assert problem in problems[field]
    assert form == LISTED


@pytest.mark.parametrize(
    ("monday", "problem"),
    [
        ([["9", ""]], "Write both: from when and to when."),
        ([["9ish", "17"]], "This time was not understood. Type it like 9:30 or 2pm."),
    ],
)
def test_a_day_that_is_not_understood_is_named(monday: list[list[str]], problem: str) -> None:
    assert read_typed(typed(week=[monday, *typed()["week"][1:]]), LISTED, TODAY)[1] == {"week.0": problem}


@pytest.mark.parametrize(
    ("spans", "problem"),
    [
        ([(9, 17)], ""),
        ([(9, 12), (13, 17)], ""),
        ([(9, 12), (12, 17)], ""),
        ([(20, 2)], ""),
        ([(0, 0)], ""),
        ([(17, 9)], "It closes before it opens: 17:00 to 09:00. Check both times."),
        ([(9, 9)], "It closes before it opens: 09:00 to 09:00. Check both times."),
        ([(9, 12), (11, 17)], "These times overlap: 09:00 to 12:00 and 11:00 to 17:00."),
        ([(20, 2), (21, 22)], "These times overlap: 20:00 to 02:00 and 21:00 to 22:00."),
    ],
)
def test_a_day_is_looked_at(spans: list[tuple[int, int]], problem: str) -> None:
    assert day_problem([(time(opens), time(closes)) for opens, closes in spans]) == problem


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"minimum_age": 60, "maximum_age": 50}, "maximum_age"),
        ({"minimum_age": 300}, "minimum_age"),
        ({"languages": ("x" * 300,)}, "languages"),
        ({"areas": tuple(Area(str(number)) for number in range(50))}, "areas"),
        ({"places": (RecordPlace("", getting_in="A lift."),)}, "places.0"),
        ({"places": (RecordPlace("x" * 3_000),)}, "places.0"),
        ({"times": (RecordTimes("x" * 3_000),)}, "words"),
        ({"times": (RecordTimes("", "TU", time(9), time(8), freq="WEEKLY"),)}, "week.1"),
        ({"alert": "x" * 3_000}, "alert"),
    ],
)
def test_each_field_is_looked_at(details: dict[str, Any], field: str) -> None:
    problems = check_service(with_details(LISTED, details))
    assert set(problems) == {field}
    assert problems[field].endswith(".")


def test_an_unknown_postcode_and_an_undated_wait_only_warn() -> None:
    form = replace(LISTED, places=(RecordPlace("1 Road", "ZZ99 9ZZ"), RecordPlace("2 Road", "12")), wait_said_on=None)
    assert check_service(form) == {}
    assert set(worth_a_look(form, TODAY)) == {"places.0", "places.1", "wait_said_on"}
    assert set(worth_a_look(replace(LISTED, wait_said_on=date(2037, 12, 1)), TODAY)) == {"wait_said_on"}


def test_plain_english() -> None:
    assert week_words(WeekGrid((((time(9), time(17)),),) * 4 + (((time(9), time(13)),), (), ())), TODAY) == (
        "Mon to Thu 09:00 to 17:00; Fri 09:00 to 13:00"
    )
    assert week_typed_words([[["9", "5pm"]], [["10", "x"]], *[[]] * 5], TODAY) == "Mon 09:00 to 17:00"
    assert week_typed_words([[]] * 7, TODAY) == "Closed, or not known."
    assert wait_line(LISTED, TODAY) == "About 6 weeks, said on 3 November"
    assert wait_line(replace(LISTED, wait_said_on=None), TODAY) == "About 6 weeks"
    who = replace(LISTED, maximum_age=65, only_for=("women",), languages=("Welsh", "BSL"), eligibility="Carers.")
    assert who_lines(who) == (
        "Carers.", "Aged 18 to 65", "Women only", "For people who live in Exampleshire", "Languages: Welsh, BSL"
    )  # fmt: skip
    assert [who_lines(ServiceForm(minimum_age=low, maximum_age=high)) for low, high in ((16, None), (None, 25))] == [
        ("Aged 16 and over",), ("Aged 25 and under",)
    ]  # fmt: skip
    assert list_says(LISTED, "places") == "12 Sample Street, M1 1AE; The Annexe, M1 1AF"
    assert list_says(LISTED, "paused") == "Open"
