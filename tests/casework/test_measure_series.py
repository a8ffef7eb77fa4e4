"""Finished questionnaires as charts: one a measure, in the numbers and words of their day."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.measures import line, of_items
from workwell_desktop import forms
from workwell_desktop.casework.measure_series import charts, for_participant, series
from workwell_desktop.forms.readings import share, table

SHIPPED = {name: forms.questionnaire(name) for name in forms.questionnaire_names()}


def test_one_chart_a_measure_in_the_order_they_were_first_asked() -> None:
    lines = [line(1, "phq9", 18), line(2, "gad7", 12, week=1), line(3, "phq9", 16, week=2)]
    mood, worry = charts(lines, SHIPPED, "Jo")
    assert (mood.title, worry.title) == ("Mood over 2 weeks (PHQ-9), 0 to 27", "Worry over 2 weeks (GAD-7), 0 to 21")
    assert [(one.value, one.id) for one in mood.readings] == [(18, 1), (16, 3)]
    assert (mood.change, worry.change) == (6, 4)
    assert mood.bands == SHIPPED["phq9"].scoring.bands
    assert "http" not in mood.source
    assert mood.source.endswith("They do not diagnose anything.")
    where = "Spitzer RL and others, Arch Intern Med 2006;166:1092-1097"
    assert worry.source == f"Bands published in: {where}. They do not diagnose anything."


def test_where_bands_were_published_ends_as_a_sentence_does() -> None:
    for name, form in SHIPPED.items():
        if form.scoring is not None and form.scoring.bands:
            (chart,) = charts([line(1, name, form.scoring.low)], SHIPPED, "Jo")
            said = chart.source.removesuffix(". They do not diagnose anything.")
            assert not said.endswith((" at", " in", " of", ":", ",", ";"))


@pytest.mark.parametrize("form", ["phq9", "gad7", "wsas", "phq4", "ucla3"])
def test_where_bands_were_published_is_said_in_whole_words(form: str) -> None:
    (chart,) = charts([line(1, form, 5)], SHIPPED, "Jo")
    said = chart.source.removesuffix(" They do not diagnose anything.")
    assert not said.endswith((" of.", " in.", " at.", " as.", "(.", ";.", ",."))


def test_what_is_not_finished_or_not_scored_has_no_chart() -> None:
    lines = [line(1, "phq9", 18, state="open", finished=False), line(2, "assessment", None, of=0)]
    assert charts(lines, SHIPPED, "Jo") == ()
    assert charts([line(3, "phq9", None)], SHIPPED, "Jo") == (), "no number yet, so nothing to draw"


def test_a_missing_total_is_a_gap_between_numbers() -> None:
    (mood,) = charts([line(1, "phq9", 18), line(2, "phq9", None, week=1), line(3, "phq9", 9, week=2)], SHIPPED, "Jo")
    assert [one.value for one in mood.readings] == [18, None, 9]


def test_a_score_out_of_no_whole_number_keeps_its_range() -> None:
    half, small = charts(
        [line(1, "other_score", 22.5, of=22.5, title="Half"), line(2, "other_score", 0.5, of=0.75, title="Small")],
        SHIPPED, "Jo",
    )  # fmt: skip
    assert (half.title, half.low, half.high) == ("Half, 0 to 22.5", 0, 23)
    assert (small.title, small.low, small.high) == ("Small, 0 to 0.75", 0, 1)
    assert share(small, 0.5) == 0.5, "and not at the edge"


def test_a_measure_that_is_never_added_up_has_a_chart_a_question() -> None:
    lines = [of_items(1, ons4_satisfied=4, ons4_anxious=6), of_items(2, week=3, ons4_satisfied=7)]
    found = charts(lines, SHIPPED, "Jo")
    assert [one.title for one in found] == ["Satisfied with life, 0 to 10", "Anxious yesterday, 0 to 10"]
    satisfied, anxious = found
    assert [band.label for band in anxious.bands] == ["Very low", "Low", "Medium", "High"]
    assert [one.value for one in satisfied.readings] == [4, 7]
    assert table(anxious)[1][1:] == ("No number", "Not answered")
    assert [one.since for one in series(lines, SHIPPED, "Jo")] == ["4 then, 7 now: 3 higher.", ""]


def test_bands_and_change_speak_only_of_the_version_they_are_of() -> None:
    old = line(1, "phq9", 18, version=SHIPPED["phq9"].version - 1)
    (only_old,) = charts([old], SHIPPED, "Jo")
    assert (only_old.bands, only_old.change) == ((), 0)
    assert table(only_old)[0][2] == "Band of 18. Asked in another version"
    (both,) = charts([old, line(2, "phq9", 9, week=4)], SHIPPED, "Jo")
    assert both.bands
    assert [cells[2] for cells in table(both)] == ["Band of 18. Asked in another version", "Band of 9"]
    (one,) = series([old, line(2, "phq9", 9, week=4)], SHIPPED, "Jo")
    assert one.since.endswith("They were not asked in the same way both times, so they are not compared.")


def test_another_range_is_another_chart() -> None:
    lines = [line(1, "phq9", 18, version=0, of=40), line(2, "phq9", 9, week=4)]
    assert [one.high for one in charts(lines, SHIPPED, "Jo")] == [40, 27]


def test_scores_from_elsewhere_are_told_apart_by_their_names() -> None:
    lines = [
        line(1, "other_score", 20, title="EQ made up", of=100),
        line(2, "other_score", 3, title="Sleep made up", of=9),
        line(3, "other_score", 40, title="EQ made up", of=100, week=2),
    ]
    assert [one.title for one in charts(lines, SHIPPED, "Jo")] == ["EQ made up, 0 to 100", "Sleep made up, 0 to 9"]


def test_a_questionnaire_that_is_gone_keeps_its_numbers_and_words() -> None:
    (gone,) = charts([line(1, "our_own", 5, title="Our own", of=9)], {}, "Jo")
    assert (gone.title, gone.bands, gone.source) == ("Our own, 0 to 9", (), "")
    assert table(gone)[0][1:] == ("5", "Band of 5")


def test_the_turned_screen_shows_no_view_of_the_coach() -> None:
    lines = [line(1, "work_ability_score", 3, of=10), line(2, "work_ability_score", 6, of=10, view="coach")]
    (both,) = charts(lines, SHIPPED, "Jo")
    assert [one.view for one in both.readings] == ["person", "coach"]
    (mine,) = for_participant(lines, SHIPPED, "Jo")
    assert [one.view for one in mine.readings] == ["person"]


def test_a_question_about_safety_that_is_read_by_itself_is_not_drawn_for_the_participant() -> None:
    """A sum is not the answer to one question; this would be, in large letters."""
    ons4 = SHIPPED["ons4"]
    items = (*ons4.items[:-1], replace(ons4.items[-1], safety_from=5))
    asked = {"ons4": replace(ons4, sections=(replace(ons4.sections[0], items=items),))}
    lines = [of_items(1, **dict.fromkeys((item.id for item in items), 6))]
    assert len(charts(lines, asked, "Jo")) == 4
    assert for_participant(lines, asked, "Jo") == ()
    assert for_participant(lines, {}, "Jo") == (), "of one that is gone nobody knows"
    assert len(for_participant(lines, SHIPPED, "Jo")) == 4
    assert len(for_participant([line(2, "phq9", 12)], SHIPPED, "Jo")) == 1


def test_what_changed_is_said_without_better_or_worse() -> None:
    (one,) = series([line(1, "phq9", 18), line(2, "phq9", 11, week=4)], SHIPPED, "Jo")
    assert one.since == "18 then, 11 now: 7 lower. Changed by 6 points or more: a published reliable change."


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["phq9", "gad7", "ons4", "our_own"]), st.none() | st.integers(0, 10), st.integers(0, 2),
            st.sampled_from(["person", "coach"]),
        ),
        max_size=30,
    )
)  # fmt: skip
def test_no_number_is_lost_or_made_up(found: list[tuple[str, int | None, int, str]]) -> None:
    lines = [
        line(n, form, value, week=n, version=version, view=view) if form != "ons4"
        else of_items(n, week=n, version=version, view=view, **({} if value is None else {"ons4_happy": value}))
        for n, (form, value, version, view) in enumerate(found, 1)
    ]  # fmt: skip
    drawn = sorted(one.id for made in charts(lines, SHIPPED, "Jo") for one in made.readings if one.value is not None)
    assert drawn == [n for n, (_form, value, _version, _view) in enumerate(found, 1) if value is not None]
    assert all(one.since.count("better") + one.since.count("worse") == 0 for one in series(lines, SHIPPED, "Jo"))
