"""Readings over time: where they stand, what is said of them, and the same figures as a table."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.forms.parts import Band
from workwell_desktop.forms.readings import (
    COACH,
    Chart,
    Reading,
    band_of,
    crowded,
    day_words,
    grounds,
    key,
    numbers,
    reliable,
    runs,
    sentence,
    share,
    span,
    table,
    ticks,
    two_views,
    with_room,
)

REAL = "A change of 6 or more counts as a real change."
FIRST = date(2037, 11, 12)
BANDS = (Band(0, 4, "None or minimal"), Band(5, 9, "Mild"), Band(10, 14, "Moderate"), Band(15, 27, "High"))


def chart(*values: float | None, change: int = 0, low: int = 0, high: int = 27) -> Chart:
    """Return a chart with a reading a week."""
    made = tuple(Reading(FIRST + timedelta(weeks=n), value) for n, value in enumerate(values))
    return Chart("Mood", "Jo", low, high, made, BANDS, change, "A source")


@pytest.mark.parametrize(
    ("values", "change", "said"),
    [
        ((), 0, "There is no number yet."),
        ((None,), 0, "There is no number yet."),
        ((3,), 0, "Jo scored 3 on 12 Nov 2037."),
        ((3, 7), 0, "Jo scored 3 at the start and 7 now. That is 4 higher."),
        ((7, None, 3), 0, "Jo scored 7 at the start and 3 now. That is 4 lower."),
        ((7, 7), 0, "Jo scored 7 at the start and 7 now. That is the same."),
        ((22.5, 20), 0, "Jo scored 22.5 at the start and 20 now. That is 2.5 lower."),
        ((18, 12), 6, "Jo scored 18 at the start and 12 now. That is 6 lower. " + REAL),
        ((18, 13), 6, "Jo scored 18 at the start and 13 now. That is 5 lower. Less than 6 points may be chance."),
    ],
)  # fmt: skip
def test_one_sentence_says_what_the_chart_shows(values: tuple[float | None, ...], change: int, said: str) -> None:
    assert sentence(chart(*values, change=change)) == said


def test_a_missing_total_leaves_a_gap_and_a_row_that_says_why() -> None:
    made = chart(18, 17, None, 9)
    assert [[spot.reading.value for spot in run] for run in runs(made)] == [[18, 17], [9]]
    assert table(made)[2] == ("26 Nov 2037", "No total", "Not all questions were answered")
    assert table(made)[3] == ("3 Dec 2037", "9", "Mild")


def test_days_keep_their_true_distance() -> None:
    made = Chart(
        "Mood", "Jo", 0, 27, (Reading(FIRST, 1), Reading(FIRST + timedelta(10), 2), Reading(FIRST + timedelta(40), 3))
    )
    assert [spot.x for run in runs(made) for spot in run] == [0, 0.25, 1]
    assert [spot.x for run in runs(chart(5)) for spot in run] == [0.5], "one day stands in the middle"


def test_the_coachs_view_is_a_line_of_its_own() -> None:
    made = Chart("Mood", "Jo", 0, 27, (Reading(FIRST, 9), Reading(FIRST, 12, "coach")), BANDS)
    assert [spot.reading.value for run in runs(made, "coach") for spot in run] == [12]
    assert sentence(made) == "Jo scored 9 on 12 Nov 2037."
    assert "Square dots" in " ".join(key(made))
    assert table(made)[1] == ("12 Nov 2037 (coach’s view)", "12", "Moderate")


def test_the_shade_is_kept_within_the_range_and_only_where_a_change_is_published() -> None:
    assert reliable(chart(18, 12, change=6)) == (12, 24)
    assert reliable(chart(2, 12, change=6)) == (0, 8)
    assert reliable(chart(18, 12)) is None
    assert reliable(chart(18, change=6)) is None, "one reading has not changed"


@given(st.lists(st.none() | st.floats(-50, 100, allow_nan=False), max_size=30))
def test_every_reading_stands_inside_whatever_came_in(values: list[float | None]) -> None:
    made = chart(*values)
    spots = [spot for run in runs(made) for spot in run]
    assert len(spots) == sum(value is not None for value in values)
    assert all(0 <= spot.x <= 1 and 0 <= spot.y <= 1 for spot in spots)
    assert len(table(made)) == len(values)
    assert sentence(made)


@given(st.integers(0, 27))
def test_every_point_has_its_band_on_both_sides_of_each_edge(points: int) -> None:
    (mine,) = [band.label for band in BANDS if band.low <= points <= band.high]
    assert band_of(BANDS, points) == mine
    inside = mine == next((band.label for band in BANDS if band.low <= points + 1 <= band.high), "")
    assert band_of(BANDS, points + 0.5) == (mine if inside else ""), "between two bands no word is made up"
    assert share(chart(), points) == pytest.approx(1 - points / 27)


def of_versions(*asked: tuple[float, int], version: int = 2, change: int = 6) -> Chart:
    """Return a chart with a reading a week, each of a value and the version that was asked."""
    made = tuple(Reading(FIRST + timedelta(weeks=n), value, version=of) for n, (value, of) in enumerate(asked))
    return Chart("Mood", "Jo", 0, 27, made, BANDS, change, "A source", version)


def test_a_line_breaks_where_another_version_was_asked_and_the_table_says_so() -> None:
    made = of_versions((18, 1), (17, 1), (16, 2), (9, 2))
    assert [[spot.reading.value for spot in run] for run in runs(made)] == [[18, 17], [16, 9]]
    assert [cells[2] for cells in table(made)] == ["Asked in another version"] * 2 + ["High", "Mild"]
    assert "another version" in " ".join(key(made))


def test_two_versions_are_never_compared() -> None:
    made = of_versions((18, 1), (9, 2))
    assert sentence(made).endswith("They were not asked in the same way both times, so they are not compared.")
    assert reliable(made) is None, "one reading of the version that the rule is of"
    later = of_versions((18, 1), (16, 2), (9, 2))
    assert reliable(later) == (10, 22), "the rule counts from the first reading that was asked in its version"
    assert "from the first in this version" in key(later)[0]


def test_the_word_of_that_day_stays_with_its_reading() -> None:
    made = Chart(
        "Mood", "Jo", 0, 27, (Reading(FIRST, 6, version=1, band="Slight"), Reading(FIRST, 6, version=2)), BANDS
    )
    (then, now) = table(Chart(**{**vars(made), "version": 2}))
    assert then[2] == "Slight. Asked in another version"
    assert now[2] == "Mild"


def test_one_question_by_itself_has_no_total_to_miss() -> None:
    made = Chart("Satisfied", "Jo", 0, 10, (Reading(FIRST, None),), single=True)
    assert table(made) == (("12 Nov 2037", "No number", "Not answered"),)


def test_readings_of_one_day_stand_beside_one_another() -> None:
    made = Chart("Mood", "Jo", 0, 27, (Reading(FIRST, 9), Reading(FIRST, 9), Reading(FIRST + timedelta(7), 4)), BANDS)
    (run,) = runs(made)
    assert [spot.x for spot in run] == [0, 0, 1]
    assert run[0].aside < 0 < run[1].aside
    assert run[2].aside == 0
    assert len(day_words(made)) == 2, "a day is written once"
    apart = Chart("Mood", "Jo", 0, 27, (Reading(FIRST, 3), Reading(FIRST, 20, "coach")))
    assert {spot.aside for whose in ("person", "coach") for run in runs(apart, whose) for spot in run} == {0}


@pytest.mark.parametrize(
    ("own", "coach", "said"),
    [
        (7, 5, "Jo’s own view is 7. The coach’s view is 5. They are 2 apart."),
        (7, 7, "Jo’s own view is 7. The coach’s view is 7. Both are the same."),
    ],
)
def test_two_views_are_told_apart_in_words(own: int, coach: int, said: str) -> None:
    assert two_views(Chart("Mood", "Jo", 0, 27, (Reading(FIRST, own), Reading(FIRST, coach, "coach")))) == said
    assert two_views(Chart("Mood", "Jo", 0, 27, (Reading(FIRST, own),))) == ""


def test_two_views_of_two_days_are_told_with_their_days() -> None:
    made = Chart("Mood", "Jo", 0, 27, (Reading(FIRST, 7), Reading(FIRST + timedelta(7), 5, "coach")))
    assert (
        two_views(made) == "Jo’s own view is 7 on 12 Nov 2037. The coach’s view is 5 on 19 Nov 2037. They are 2 apart."
    )


def test_the_key_speaks_of_lines_because_paper_and_high_contrast_have_no_shade() -> None:
    said = key(chart(18, 12, change=6))[0]
    assert said == "Between the two level broken lines: less than 6 points from the start, which may be chance."


def test_bands_meet_halfway_and_fill_the_height() -> None:
    found = grounds(chart())
    assert (found[0].foot, found[-1].top) == (1, 0)
    assert all(below.top == pytest.approx(above.foot) for below, above in pairwise(found))
    assert [ground.shaded for ground in found] == [True, False, True, False]
    assert [ground.topmost for ground in found] == [False, False, False, True]
    assert (span(Band(6, 7, "Moderate")), span(Band(10, 10, "Excellent"))) == ("6 to 7", "10")
    assert ticks(chart()) == (0, 13, 27)
    assert ticks(chart(low=3, high=3)) == (3,)


def test_a_crowded_line_has_its_first_and_last_number_and_the_second_line_its_name() -> None:
    made = chart(1, None, 2, 3)
    assert [one.words for one in numbers(made, "person", crowded=True)] == ["1", "3"]
    theirs = Chart("Mood", "Jo", 0, 27, tuple(Reading(FIRST + timedelta(n), n, "coach") for n in range(3)))
    assert [one.words for one in numbers(theirs, COACH, crowded=False)] == ["0", "1", "2 coach"]
    assert numbers(chart(), "person", crowded=False) == ()
    assert crowded(runs(chart(*range(21))), 32)
    assert not crowded(runs(chart(*range(20))), 32)


def test_the_coachs_view_is_held_against_the_view_nearest_to_its_day() -> None:
    own = (Reading(FIRST, 15), Reading(FIRST + timedelta(weeks=8), 7))
    made = Chart("Mood", "Jo", 0, 27, (*own, Reading(FIRST, 7, "coach")))
    assert two_views(made) == "Jo’s own view is 15. The coach’s view is 7. They are 8 apart."


def test_numbers_of_two_views_stand_apart_whichever_is_higher() -> None:
    later = FIRST + timedelta(30)
    found = (Reading(FIRST, 16), Reading(FIRST, 20, "coach"), Reading(later, 9), Reading(later, 5, "coach"))
    made = Chart("Mood", "Jo", 0, 27, found, BANDS)
    assert [one.above for one in numbers(made, "person", crowded=False)] == [False, True]
    assert [one.above for one in numbers(made, COACH, crowded=False)] == [True, False]
    low = Chart("Mood", "Jo", 0, 27, (Reading(FIRST, 0), Reading(FIRST, 9, "coach")))
    assert [one.above for one in numbers(low, "person", crowded=False)] == [True], "below it stand the days"


DAYS = st.lists(
    st.builds(
        Reading,
        st.dates(FIRST, FIRST + timedelta(30)),
        st.none() | st.integers(0, 27),
        st.sampled_from(["person", "coach"]),
        st.integers(1, 3),
    ),
    max_size=40,
)


@given(DAYS)
def test_no_dot_of_a_day_hides_another_and_no_run_holds_two_versions(found: list[Reading]) -> None:
    made = Chart("Mood", "Jo", 0, 27, tuple(sorted(found, key=lambda one: one.on)), BANDS, 6)
    lines = [run for whose in ("person", "coach") for run in runs(made, whose)]
    spots = [spot for run in lines for spot in run]
    assert len({(spot.x, spot.aside, spot.y) for spot in spots}) == len(spots)
    assert all(-1 <= spot.aside <= 1 and 0 <= spot.x <= 1 for spot in spots)
    assert all(len({spot.reading.version for spot in run}) == 1 for run in lines)
    assert len(table(made)) == len(found)
    assert all("another version" in cells[2] for cells, one in zip(table(made), made.readings, strict=True)
               if one.version != 1)  # fmt: skip
    on = [words for _spot, words in day_words(made)]
    assert len(on) == len({spot.reading.on for spot in spots})
    assert sentence(made)
    assert key(made) is not None


@given(st.lists(st.tuples(st.floats(0, 900), st.floats(1, 80)), min_size=1, max_size=60), st.floats(0, 20))
def test_words_that_have_room_never_run_into_one_another(found: list[tuple[float, float]], gap: float) -> None:
    places = sorted(found)
    room = with_room(places, gap)
    assert room[-1] == len(places) - 1, "the last one always stands there"
    assert list(room) == sorted(set(room))
    for one, after in pairwise(room):
        assert sum(places[one]) + gap <= places[after][0] + 1e-6
