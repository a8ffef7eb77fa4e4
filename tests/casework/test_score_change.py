"""Two scores of one instrument: how far apart, and when that is a published reliable change."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.casework.score_change import changes
from workwell_desktop.casework.scoring import Score, score
from workwell_desktop.forms import questionnaire

FOUR = ("not_at_all", "several_days", "more_than_half", "nearly_every_day")


def made(name: str, total: int) -> Score:
    """Return the score of a form of four-answer questions that adds up to this total."""
    form = questionnaire(name)
    assert form.scoring is not None
    left, answers = total, {}
    for item in form.scoring.items:
        point = min(3, left)
        answers[item], left = FOUR[point], left - point
    found = score(form, answers)
    assert found.total == total
    return found


@pytest.mark.parametrize(("name", "points", "most"), [("phq9", 6, 27), ("gad7", 4, 21)])
def test_every_pair_of_totals_against_the_published_reliable_change(name, points, most):
    scores = [made(name, total) for total in range(most + 1)]
    for then in range(most + 1):
        for now in range(most + 1):
            (found,) = changes(scores[then], scores[now])
            assert (found.then, found.now, found.by) == (then, now, now - then)
            assert found.reliable == (now >= then + points or now <= then - points)


def test_what_is_said_of_a_change():
    (up,) = changes(made("phq9", 8), made("phq9", 14))
    assert up.sentence == "8 then, 14 now: 6 higher. Changed by 6 points or more: a published reliable change."
    assert "http" in up.source
    (down,) = changes(made("gad7", 12), made("gad7", 9))
    assert down.sentence == ("12 then, 9 now: 3 lower. That is less than 4 points, the published reliable change.")
    (same,) = changes(made("gad7", 5), made("gad7", 5))
    assert same.sentence.startswith("5 then, 5 now: the same. That is less than 4 points")


def test_where_no_reliable_change_is_published_none_is_said():
    (found,) = changes(made("phq4", 2), made("phq4", 11))
    assert (found.reliable, found.sentence, found.source) == (None, "2 then, 11 now: 9 higher.", "")
    form = questionnaire("wsas")
    items = form.scoring.items if form.scoring else ()
    then, now = score(form, dict.fromkeys(items, 5)), score(form, dict.fromkeys(items[1:], 4) | {items[1]: 6})
    assert changes(then, now)[0].sentence == "25 then, 22.5 now: 2.5 lower."


def test_what_is_never_added_up_is_compared_one_by_one():
    form = questionnaire("ons4")
    then = score(form, {"ons4_satisfied": 4, "ons4_happy": 6, "ons4_anxious": 8})
    now = score(form, {"ons4_satisfied": 7, "ons4_anxious": 3, "ons4_worthwhile": 5})
    assert [(one.title, one.sentence) for one in changes(then, now)] == [
        ("Satisfied with life", "4 then, 7 now: 3 higher."),
        ("Anxious yesterday", "8 then, 3 now: 5 lower."),
    ]


def test_a_missing_total_is_no_change():
    assert changes(score(questionnaire("phq9"), {}), made("phq9", 4)) == ()


def test_two_versions_of_a_form_stand_side_by_side_and_are_not_compared():
    then, now = replace(made("phq9", 20), version=1), replace(made("phq9", 4), version=2, title="PHQ-9 (new words)")
    (found,) = changes(then, now)
    assert (found.then, found.now, found.by, found.reliable) == (20, 4, None, None)
    assert found.sentence == "20 then, 4 now. They were not asked in the same way both times, so they are not compared."


def test_two_instruments_are_never_compared():
    with pytest.raises(ValueError, match="phq9, gad7"):
        changes(made("phq9", 4), made("gad7", 4))
    other = questionnaire("other_score")
    first, second = (
        score(other, {"other_name": name, "other_total": 3, "other_out_of": 9}) for name in ("PAM", "EQ VAS")
    )
    with pytest.raises(ValueError, match="other_score") as caught:
        changes(first, second)
    assert "PAM" not in str(caught.value)


@given(st.integers(0, 27), st.integers(0, 27))
def test_a_change_there_and_back_is_the_same_size(a, b):
    there, back = changes(made("phq9", a), made("phq9", b))[0], changes(made("phq9", b), made("phq9", a))[0]
    assert there.by == -(back.by or 0)
    assert there.reliable == back.reliable
