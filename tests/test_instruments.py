"""The wording of each published instrument, as it was copied, on its own, from the second source its file names.

Where the second source differs, the difference is written out here and in the file's own comment.
"""

from __future__ import annotations

import re

import pytest

from tests.tree import ROOT
from workwell_desktop import forms

HOW_OFTEN = ("Not at all", "Several days", "More than half the days", "Nearly every day")

# reproschema-library, activities/PHQ-9, commit 2f8b6d54
PHQ9_INTRO = "Over the last 2 weeks, how often have you been bothered by any of the following problems?"
PHQ9 = """\
Little interest or pleasure in doing things
Feeling down, depressed, or hopeless
Trouble falling or staying asleep, or sleeping too much
Feeling tired or having little energy
Poor appetite or overeating
Feeling bad about yourself \u2014 or that you are a failure or have let yourself or your family down
Trouble concentrating on things, such as reading the newspaper or watching television
Moving or speaking so slowly that other people could have noticed? Or the opposite \u2014 being so fidgety or restless \
that you have been moving around a lot more than usual
Thoughts that you would be better off dead or of hurting yourself in some way
"""
PHQ9_DIFFICULTY = (
    "How difficult have these problems made it for you to do your work, take care of things at home, or get along with"
    " other people?"
)
PHQ9_DIFFICULT = ("Not difficult at all", "Somewhat difficult", "Very difficult", "Extremely difficult")

# reproschema-library, activities/GAD7, commit 2f8b6d54
GAD7_INTRO = "Over the last 2 weeks, how often have you been bothered by the following problems?"
GAD7 = """\
Feeling nervous, anxious or on edge
Not being able to stop or control worrying
Worrying too much about different things
Trouble relaxing
Being so restless that it is hard to sit still
Becoming easily annoyed or irritable
Feeling afraid as if something awful might happen
"""

# huyslab/relmed_trial1, questionnaires.js, commit 10f35642, without its mark-up
WSAS_INTRO = (
    "People's problems sometimes affect their ability to do certain day-to-day tasks in their lives. To rate your"
    " problems look at each section and determine on the scale provided how much your problem impairs your ability to"
    " carry out the activity."
)
WSAS = """\
Because of my depression my ability to work is impaired. '0' means 'not at all impaired' and '8' means very severely \
impaired to the point I can't work.
Because of my depression my home management (cleaning, tidying, shopping, cooking, looking after home or children, \
paying bills) is impaired.
Because of my depression my social leisure activities (with other people e.g. parties, bars, clubs, outings, visits, \
dating, home entertaining) are impaired.
Because of my depression, my private leisure activities (done alone, such as reading, gardening, collecting, sewing, \
walking alone) are impaired.
Because of my depression, my ability to form and maintain close relationships with others, including those I live \
with, is impaired.
"""
WSAS_MARKS = {0: "Not at all", 2: "Slightly", 4: "Definitely", 6: "Markedly", 8: "Very severely"}

# Community Life Survey 2019/20
ONS4 = """\
Overall, how satisfied are you with your life nowadays?
Overall, to what extent do you feel that the things you do in your life are worthwhile?
Overall, how happy did you feel yesterday?
On a scale where 0 is “not at all anxious” and 10 is “completely anxious”, overall, how anxious did you feel yesterday?
"""

# Understanding Society, scaloneliness_w14
UCLA3 = """\
How often do you feel you lack companionship?
How often do you feel left out?
How often do you feel isolated from others?
How often do you feel lonely?
"""
UCLA3_ANSWERS = ("Hardly ever or never", "Some of the time", "Often")
# a table of the Office for National Statistics, in small letters
LONELY = ("often/always", "some of the time", "occasionally", "hardly ever", "never")


def texts(name: str) -> list[str]:
    return [item.text for item in forms.questionnaire(name).items]


def labels(name: str) -> set[tuple[str, ...]]:
    return {tuple(option.label for option in item.options) for item in forms.questionnaire(name).items}


def test_the_phq9_is_word_for_word_that_of_a_second_source():
    form = forms.questionnaire("phq9")
    assert form.intro == PHQ9_INTRO
    *nine, difficulty = texts("phq9")
    assert nine == PHQ9.splitlines()
    assert difficulty == "If you checked off any problems, h" + PHQ9_DIFFICULTY[1:]
    assert labels("phq9") == {HOW_OFTEN, PHQ9_DIFFICULT}
    assert [option.value for option in form.items[0].options] == [0, 1, 2, 3]
    assert form.item("phq9_difficulty").values == ()  # it is not scored


def test_only_the_ninth_question_of_the_phq9_opens_a_safety_record():
    form = forms.questionnaire("phq9")
    assert [item.id for item in form.items if item.safety_from is not None] == ["phq9_better_off_dead"]
    for answer, opens in zip(
        ("not_at_all", "several_days", "more_than_half", "nearly_every_day"), (0, 1, 1, 1), strict=True
    ):
        found = forms.safety_items(form, {"phq9_better_off_dead": answer, "phq9_down": "nearly_every_day"})
        assert [item.id for item in found] == ["phq9_better_off_dead"] * opens
    for answer in (None, "", 3, True, ["several_days"], *forms.NON_ANSWERS):
        assert forms.safety_items(form, {"phq9_better_off_dead": answer}) == ()


def test_the_gad7_is_word_for_word_that_of_a_second_source():
    assert forms.questionnaire("gad7").intro == GAD7_INTRO
    assert texts("gad7") == GAD7.splitlines()
    assert labels("gad7") == {HOW_OFTEN}


def test_the_wsas_is_that_of_a_second_source_but_for_the_place_of_the_problem():
    form = forms.questionnaire("wsas")
    assert form.intro == WSAS_INTRO
    for item in form.items:
        assert {item.low: item.low_words, **dict(item.marks), item.high: item.high_words} == WSAS_MARKS
    assert texts("wsas") == [
        line.replace("my depression", "my problem")
        .replace("'0'", "0")
        .replace("'8'", "8")
        .replace("'not at all impaired'", "not at all impaired")
        for line in WSAS.splitlines()
    ]
    assert {(item.low, item.high, item.low_words, item.high_words) for item in form.items} == {
        (0, 8, WSAS_MARKS[0], WSAS_MARKS[8])
    }


def test_the_ons4_is_that_of_a_second_source():
    quotes = str.maketrans("‘’", "“”")
    assert [text.replace("where nought", "where 0").translate(quotes) for text in texts("ons4")] == ONS4.splitlines()
    for item in forms.questionnaire("ons4").items:
        assert (item.low, item.high) == (0, 10)
        assert item.low_words.startswith("Not at all ")
        assert item.high_words == item.low_words.replace("Not at all", "Completely")


def test_the_loneliness_questions_are_those_of_a_second_source():
    assert [text.replace("feel that you", "feel you") for text in texts("ucla3")] == UCLA3.splitlines()
    *three, direct = forms.questionnaire("ucla3").items
    assert all(tuple(option.label for option in item.options) == UCLA3_ANSWERS for item in three)
    assert [option.value for option in three[0].options] == [1, 2, 3]
    assert tuple(option.label.lower() for option in direct.options) == LONELY
    assert direct.values == ()


PUBLISHED = ("phq9", "gad7", "phq4", "wsas", "ons4", "ucla3")


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_instrument_names_two_addresses_and_says_what_differs(name):
    form = forms.questionnaire(name)
    first, second = (re.findall(r"https?://\S+", said) for said in (form.source, form.compared_with))
    assert first
    assert second
    assert not set(first) & set(second)
    assert form.scoring is not None
    assert "http" in form.scoring.source
    assert not form.own_words
    comment = (ROOT / "resources" / "questionnaires" / f"{name}.toml").read_text("utf-8").split('\nid = "')[0]
    assert "compared" in comment
    assert "differen" in comment or "Not followed" in comment


def test_what_could_not_be_compared_ships_no_question():
    form = forms.questionnaire("work_ability_score")
    assert form.scoring is not None
    assert form.scoring.entry == "total"
    assert [item.kind for item in form.items] == ["number"]
    assert "not printed here" in form.licence


def test_no_instrument_that_needs_a_licence_is_shipped():
    """Those of the domain notes' section 4.2: names stand in a free list, and none of their questions anywhere."""
    named = forms.questionnaire("other_score").item("other_name").suggestions
    for owned in ("STarT Back", "MSK-HQ", "SWEMWBS", "WEMWBS", "EQ-5D", "PAM", "RTW-SE", "RTWSE-19"):
        assert owned in named
        assert not [one for one in forms.questionnaire_names() if owned.lower().replace("-", "") in one]


def test_only_the_two_published_reliable_changes_are_there():
    points = {}
    for name in forms.questionnaire_names():
        rule = forms.questionnaire(name).scoring
        if rule and rule.change:
            assert "http" in rule.change.source
            points[name] = rule.change.points
    assert points == {"phq9": 6, "gad7": 4}


@pytest.mark.parametrize("name", forms.questionnaire_names())
def test_every_form_has_a_licence_line_and_says_that_a_number_is_no_diagnosis(name):
    form = forms.questionnaire(name)
    assert len(form.licence) > 2
    if form.scoring and form.scoring.bands:
        assert "not a diagnosis" in form.scoring.note or "weak at saying" in form.scoring.note
