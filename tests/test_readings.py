"""Readings over time: where they stand, what is said of them, and the same figures as a table."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.forms.parts import Band
from workwell_desktop.forms.readings import Chart, Reading, band_of, key, reliable, runs, sentence, share, table

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
