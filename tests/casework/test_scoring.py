"""Scores against a second, independent working out, for every combination there is."""

from __future__ import annotations

import itertools

import pytest

from workwell_desktop.casework.scoring import score
from workwell_desktop.forms import NON_ANSWERS, questionnaire, questionnaire_names

POINTS = {"not_at_all": 0, "several_days": 1, "more_than_half": 2, "nearly_every_day": 3}
ITEMS = ("phq4_nervous", "phq4_worry", "phq4_interest", "phq4_down")


def published_band(total: int) -> str:
    """The bands of the PHQ-4 as the NINDS Common Data Elements print them."""
    if total <= 2:
        return "None"
    if total <= 5:
        return "Mild"
    return "Moderate" if total <= 8 else "Severe"


def test_all_256_answers_of_the_phq4():
    form = questionnaire("phq4")
    for codes in itertools.product(POINTS, repeat=4):
        found = score(form, dict(zip(ITEMS, codes, strict=True)))
        points = [POINTS[code] for code in codes]
        assert (found.total, found.of, found.complete) == (sum(points), 12, True)
        assert found.band == published_band(sum(points))
        assert found.arithmetic == (
            f"{points[0]} + {points[1]} + {points[2]} + {points[3]} = {sum(points)} of 12. "
            f"The published band is “{found.band.lower()}”."
        )
        worry, mood = found.subscales
        assert (worry.total, mood.total) == (sum(points[:2]), sum(points[2:]))
        assert (worry.reached, mood.reached) == (sum(points[:2]) >= 3, sum(points[2:]) >= 3)
        assert ("published mark" in worry.sentence) == worry.reached


def test_there_is_no_total_while_anything_is_missing():
    form = questionnaire("phq4")
    for codes in itertools.product([*POINTS, None, "", *NON_ANSWERS], repeat=4):
        answers = dict(zip(ITEMS, codes, strict=True))
        known = sum(code in POINTS for code in codes)
        declined = sum(code in NON_ANSWERS for code in codes)
        found = score(form, answers)
        assert found.complete == (known == 4)
        assert (found.missing, sum(found.left_out.values()), found.unusable) == (4 - known - declined, declined, 0)
        assert found.left_out == {code: codes.count(code) for code in NON_ANSWERS if code in codes}
        if known < 4:
            assert (found.total, found.band) == (None, "")
            assert found.arithmetic.startswith(f"{known} of 4 answered. A total needs all 4.")
        for part, mine in zip(found.subscales, (codes[:2], codes[2:]), strict=True):
            assert (part.total is None) == (not all(code in POINTS for code in mine))


def test_not_asked_declined_and_does_not_apply_are_three_different_answers():
    form = questionnaire("phq4")
    answers = {"phq4_nervous": "several_days", "phq4_worry": "rather_not_say"}
    begins = "1 of 4 answered. A total needs all 4."
    assert score(form, answers).arithmetic == f"{begins} Would rather not say: 1."
    answers |= {"phq4_interest": "does_not_apply", "phq4_down": "not_asked"}
    found = score(form, answers)
    assert found.arithmetic == f"{begins} Not asked: 1. Would rather not say: 1. Does not apply: 1."
    assert found.left_out == {"not_asked": 1, "rather_not_say": 1, "does_not_apply": 1}
    assert found.missing == 0


def test_one_number_that_was_left_out_says_in_which_way():
    form = questionnaire("work_ability_score")
    said = {code: score(form, {"was_total": code}).arithmetic for code in NON_ANSWERS}
    assert said == {code: f"{words}, so there is no number." for code, words in NON_ANSWERS.items()}
    assert score(form, {}).arithmetic == "There is no number yet."


@pytest.mark.parametrize(
    ("number", "band"),
    [
        *((n, "Poor") for n in range(6)),
        *((n, "Moderate") for n in (6, 7)),
        *((n, "Good or excellent") for n in (8, 9, 10)),
    ],
)
def test_the_work_ability_score_has_its_published_bands(number, band):
    found = score(questionnaire("work_ability_score"), {"was_total": number})
    assert (found.total, found.of, found.band) == (number, 10, band)
    assert found.arithmetic == f"{number} of 10. The published band is “{band.lower()}”."


@pytest.mark.parametrize("answer", [None, "", -1, 11, True, "7", "not_asked"])
def test_a_work_ability_score_that_is_none_has_no_band(answer):
    found = score(questionnaire("work_ability_score"), {"was_total": answer})
    assert (found.total, found.band, found.complete) == (None, "", False)


def test_a_questionnaire_without_scoring_is_a_bug():
    with pytest.raises(ValueError, match="assessment"):
        score(questionnaire("assessment"), {})


def test_no_score_speaks_of_a_diagnosis_or_tells_what_to_do():
    for name in questionnaire_names():
        rule = questionnaire(name).scoring
        if rule is None:
            continue
        bands = [*rule.bands, *(band for part in rule.each for band in part.bands)]
        words = " ".join([rule.title, *(band.label for band in bands), *(part.label for part in rule.subscales)])
        assert not {"depression", "disorder", "should", "must", "refer"} & set(words.lower().split())
