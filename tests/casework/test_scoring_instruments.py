"""Every total and every band of the shipped instruments, against a second working out written here by hand.

The bands are those of the domain notes, section 4.1. Nothing in this file asks the data files what a band is.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.casework.scoring import Score, score
from workwell_desktop.forms import NON_ANSWERS, questionnaire
from workwell_desktop.forms.readings import in_figures

FOUR = ("not_at_all", "several_days", "more_than_half", "nearly_every_day")
PHQ9 = (
    "phq9_interest", "phq9_down", "phq9_sleep", "phq9_tired", "phq9_appetite", "phq9_bad_about_self",
    "phq9_concentrate", "phq9_slow_or_restless", "phq9_better_off_dead",
)  # fmt: skip
GAD7 = (
    "gad7_nervous", "gad7_stop_worry", "gad7_too_much", "gad7_relax", "gad7_restless", "gad7_irritable", "gad7_afraid",
)  # fmt: skip
WSAS = ("wsas_work", "wsas_home", "wsas_social", "wsas_private", "wsas_close")
ONS4 = ("ons4_satisfied", "ons4_worthwhile", "ons4_happy", "ons4_anxious")
UCLA3 = ("ucla3_companionship", "ucla3_left_out", "ucla3_isolated")


def phq9_band(total: int) -> str:
    if total < 5:
        return "None-minimal"
    if total < 10:
        return "Mild"
    if total < 15:
        return "Moderate"
    return "Moderately severe" if total < 20 else "Severe"


def gad7_band(total: int) -> str:
    return ["Minimal", "Mild", "Moderate", "Severe"][min(total // 5, 3)]


def wsas_band(total: float) -> str:
    if total < 10:
        return "Subclinical impairment"
    return "Significant functional impairment" if total <= 20 else "Moderately severe or worse impairment"


def well_being_band(value: int) -> str:
    return "Low" if value <= 4 else "Medium" if value <= 6 else "High" if value <= 8 else "Very high"


def anxiety_band(value: int) -> str:
    return "Very low" if value <= 1 else "Low" if value <= 3 else "Medium" if value <= 5 else "High"


def coded(items: Sequence[str], points: Sequence[int]) -> dict[str, str]:
    return {item: FOUR[point] for item, point in zip(items, points, strict=True)}


def vectors(total: int, items: int, most: int) -> Iterator[list[int]]:
    """Yield answers that add up to this total: the fullest first, the fullest last, and five shuffled spreads."""
    full = [min(most, max(0, total - most * place)) for place in range(items)]
    yield full
    yield full[::-1]
    chance = random.Random(total)  # noqa: S311 - made-up answers, no secret
    for _ in range(5):
        spread = [0] * items
        while sum(spread) < total:
            place = chance.randrange(items)
            spread[place] += spread[place] < most
        yield spread


def check(found: Score, points: Sequence[int], most: int, band: str) -> None:
    assert (found.total, found.of, found.band, found.complete) == (sum(points), most, band, True)
    assert found.arithmetic == (
        f"{' + '.join(map(str, points))} = {sum(points)} of {most}. The published band is “{band.lower()}”."
    )


@pytest.mark.parametrize("total", range(28))
def test_every_total_of_the_phq9(total):
    form = questionnaire("phq9")
    for points in vectors(total, 9, 3):
        check(score(form, coded(PHQ9, points)), points, 27, phq9_band(total))


@given(st.lists(st.integers(0, 3), min_size=9, max_size=9), st.sampled_from(["", "very", "extremely", "not_asked"]))
def test_any_nine_answers_of_the_phq9_and_the_tenth_never_counts(points, difficulty):
    found = score(questionnaire("phq9"), coded(PHQ9, points) | {"phq9_difficulty": difficulty})
    check(found, points, 27, phq9_band(sum(points)))


def test_every_answer_of_the_gad7():
    form = questionnaire("gad7")
    seen = set()
    for points in itertools.product(range(4), repeat=7):
        found = score(form, coded(GAD7, points))
        assert (found.total, found.band) == (sum(points), gad7_band(sum(points)))
        seen.add(found.total)
    assert seen == set(range(22))


@pytest.mark.parametrize("total", range(22))
def test_every_total_of_the_gad7_says_its_arithmetic(total):
    for points in vectors(total, 7, 3):
        check(score(questionnaire("gad7"), coded(GAD7, points)), points, 21, gad7_band(total))


@pytest.mark.parametrize("total", range(41))
def test_every_whole_total_of_the_wsas(total):
    for points in vectors(total, 5, 8):
        check(score(questionnaire("wsas"), dict(zip(WSAS, points, strict=True))), points, 40, wsas_band(total))


@pytest.mark.parametrize(
    ("name", "items", "below", "above"),
    [
        *(("phq9", PHQ9, edge - 1, edge) for edge in (5, 10, 15, 20)),
        *(("gad7", GAD7, edge - 1, edge) for edge in (5, 10, 15)),
        ("wsas", WSAS, 9, 10),
        ("wsas", WSAS, 20, 21),
    ],
)
def test_the_two_sides_of_every_boundary_lie_in_two_bands(name, items, below, above):
    form = questionnaire(name)
    most = 8 if name == "wsas" else 3
    found = []
    for total in (below, above):
        points = next(vectors(total, len(items), most))
        answers = dict(zip(items, points, strict=True)) if name == "wsas" else coded(items, points)
        found.append(score(form, answers).band)
    assert found[0] != found[1]
    bands = {"phq9": phq9_band, "gad7": gad7_band, "wsas": wsas_band}[name]
    assert found == [bands(below), bands(above)]


def test_the_wsas_of_somebody_who_has_no_work_to_do():
    """The example of the domain notes: not applicable, 4, 5, 3, 6 makes 22.5."""
    answers = dict(zip(WSAS, ("does_not_apply", 4, 5, 3, 6), strict=True))
    found = score(questionnaire("wsas"), answers)
    assert (found.total, found.of, found.complete) == (22.5, 40, True)
    assert found.band == "Moderately severe or worse impairment"
    assert found.arithmetic == (
        "4.5 + 4 + 5 + 3 + 6 = 22.5 of 40. One answer is missing (does not apply). The mean of the other 4 stands in"
        " for it: (4 + 5 + 3 + 6) ÷ 4 = 4.5. The published band is “moderately severe or worse impairment”."
    )
    assert found.left_out == {"does_not_apply": 1}


def test_every_answer_of_the_wsas_without_work():
    form = questionnaire("wsas")
    for rest in itertools.product(range(9), repeat=4):
        found = score(form, dict(zip(WSAS, ("does_not_apply", *rest), strict=True)))
        by_hand = sum(rest) * 5 / 4  # 5 quarters of a whole number are exact
        assert (found.total, found.band) == (by_hand, wsas_band(by_hand))


@given(
    st.lists(st.integers(0, 8), min_size=5, max_size=5),
    st.sets(st.integers(0, 4)),
    st.sampled_from([None, "", *NON_ANSWERS]),
)
def test_one_missing_answer_of_the_wsas_is_replaced_and_two_are_not(points, gone, instead):
    answers = dict(zip(WSAS, points, strict=True)) | {WSAS[place]: instead for place in gone}
    found = score(questionnaire("wsas"), answers)
    rest = [point for place, point in enumerate(points) if place not in gone]
    if len(gone) > 1:
        assert (found.total, found.band, found.complete) == (None, "", False)
        assert found.arithmetic.startswith(f"{len(rest)} of 5 answered. A total needs at least 4.")
        return
    by_hand = sum(rest) * 5 / len(rest)
    assert (found.total, found.band) == (by_hand, wsas_band(by_hand))
    assert f" = {in_figures(found.total)} of 40." in found.arithmetic
    assert ("stands in for it" in found.arithmetic) == bool(gone)


def test_an_answer_that_the_wsas_does_not_have_is_not_replaced():
    found = score(questionnaire("wsas"), dict(zip(WSAS, (9, 4, 5, 3, 6), strict=True)))
    assert (found.total, found.unusable, found.missing) == (None, 1, 0)
    assert found.arithmetic == (
        "4 of 5 answered. A total needs at least 4. Not an answer of this form, so not counted: 1."
    )


def test_the_ons4_is_never_added_up_and_each_number_has_its_band():
    form = questionnaire("ons4")
    for values in itertools.product(range(0, 11, 2), repeat=4):
        found = score(form, dict(zip(ONS4, values, strict=True)))
        assert (found.total, found.band, found.complete) == (None, "", True)
        assert [reading.value for reading in found.readings] == list(values)
        assert " + " not in found.arithmetic
        assert found.arithmetic.endswith("These are never added up.")


@pytest.mark.parametrize("value", range(11))
def test_every_number_of_the_ons4(value):
    found = score(questionnaire("ons4"), dict.fromkeys(ONS4, value))
    assert [(reading.item, reading.value, reading.of) for reading in found.readings] == [
        (item, value, 10) for item in ONS4
    ]
    assert [reading.band for reading in found.readings] == [well_being_band(value)] * 3 + [anxiety_band(value)]
    assert found.readings[3].sentence == f"Anxious yesterday: {value} of 10, “{anxiety_band(value).lower()}”."


def test_what_was_answered_of_the_ons4_stands_without_the_rest():
    found = score(questionnaire("ons4"), {"ons4_happy": 7, "ons4_anxious": "rather_not_say"})
    assert (found.complete, found.missing, found.left_out) == (False, 2, {"rather_not_say": 1})
    assert found.arithmetic == (
        "Happy yesterday: 7 of 10, “high”. 1 of 4 answered. Would rather not say: 1. These are never added up."
    )


def test_all_27_answers_of_the_loneliness_questions():
    form = questionnaire("ucla3")
    codes = ("hardly_ever", "some_of_the_time", "often")
    for points in itertools.product((1, 2, 3), repeat=3):
        answers = {item: codes[point - 1] for item, point in zip(UCLA3, points, strict=True)}
        for direct in ("never", "often_always", ""):
            found = score(form, answers | {"ucla3_lonely": direct})
            assert (found.total, found.of, found.band) == (sum(points), 9, "")
            assert found.arithmetic == f"{points[0]} + {points[1]} + {points[2]} = {sum(points)} of 9."


def test_the_rulers_have_no_bands():
    found = score(questionnaire("rulers"), {"ruler_importance": 8, "ruler_confidence": 3})
    assert found.arithmetic == "How much it matters: 8 of 10. How sure: 3 of 10. These are never added up."
    assert [reading.band for reading in found.readings] == ["", ""]


def test_a_score_from_another_form_stands_as_it_was_typed():
    answers = {"other_name": "MSK-HQ", "other_total": 34, "other_out_of": 56, "other_on": "2026-11-03"}
    found = score(questionnaire("other_score"), answers)
    assert (found.title, found.total, found.of, found.band, found.complete) == ("MSK-HQ", 34, 56, "", True)
    assert found.arithmetic == "34 of 56 on 3 November 2026. Typed in as it was given."
    decimal = score(questionnaire("other_score"), answers | {"other_total": 22.35, "other_on": "rather_not_say"})
    assert decimal.arithmetic == "22.35 of 56. Typed in as it was given."


@pytest.mark.parametrize(
    ("change", "missing", "unusable"),
    [
        ({"other_total": 57}, 0, 1),
        ({"other_out_of": 30}, 0, 1),
        ({"other_total": "34"}, 0, 1),
        ({"other_total": 1.234}, 0, 1),
        ({"other_total": float("nan")}, 0, 1),
        ({"other_name": " "}, 1, 0),
        ({"other_name": "not_asked"}, 1, 0),
        ({"other_total": None}, 1, 0),
        ({"other_out_of": "does_not_apply"}, 1, 0),
    ],
)
def test_a_score_from_another_form_that_does_not_fit_is_none(change, missing, unusable):
    answers = {"other_name": "MSK-HQ", "other_total": 34, "other_out_of": 56} | change
    found = score(questionnaire("other_score"), answers)
    assert (found.total, found.complete, found.missing, found.unusable) == (None, False, missing, unusable)
    assert found.title == "A score from another form"
    assert found.arithmetic == "This needs the name of the score, the total, and the highest it can be."


ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.lists(st.text(max_size=4)),
    st.sampled_from([*FOUR, *NON_ANSWERS, "often", "never"]), st.integers(-2, 12), st.just(10**400),
)  # fmt: skip


@given(st.sampled_from(["phq9", "gad7", "phq4", "wsas", "ons4", "ucla3", "rulers", "work_ability_score"]), st.data())
def test_whatever_was_put_in_behind_the_screen_never_makes_a_total_that_is_none(name, data):
    """Each scored item is counted once: as a number, as missing, as left out, or as unusable."""
    form = questionnaire(name)
    assert form.scoring is not None
    answers = {item.id: data.draw(ODD) for item in form.items}
    found = score(form, answers)
    numbers = sum(form.item(item).value(answers[item]) is not None for item in form.scoring.items)
    assert numbers + found.missing + sum(found.left_out.values()) + found.unusable == len(form.scoring.items)
    if found.unusable:
        assert found.total is None
        assert not found.complete
    if found.total is not None:
        assert form.scoring.low <= found.total <= form.scoring.high
        assert bool(found.band) == bool(form.scoring.bands)
    assert found.arithmetic


@given(st.dictionaries(st.sampled_from(["other_name", "other_total", "other_out_of", "other_on"]), ODD))
def test_nothing_typed_for_another_form_breaks_it(answers):
    found = score(questionnaire("other_score"), answers)
    assert found.complete == (found.total is not None)
    if found.total is not None:
        assert found.total <= found.of
