"""Questionnaires: strict files, answers checked item by item, and wording that stands as it was published."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop import forms
from workwell_desktop.datafiles import DataFileProblem

SAMPLE = """
id = "sample"
version = 1
title = "Sample"
source = "Written for this test"
licence = "MIT"
own_words = true

[[option_sets]]
id = "often"
options = [{ code = "never", label = "Never", value = 0 }, { code = "always", label = "Always", value = 2 }]

[[option_sets]]
id = "letters"
options = [{ code = "a", label = "A" }, { code = "b", label = "B" }]

[[sections]]
id = "first"
title = "First"
items = [
  { id = "how", text = "How often?", kind = "choice", options_from = "often" },
  { id = "which", text = "W?", kind = "multi", options_from = "letters", show_if = { field = "how", is = ["always"] }},
  { id = "more", text = "More?", kind = "text", show_if = { field = "which", is = ["b"] } },
  { id = "words", text = "Words?", kind = "longtext" },
  { id = "sure", text = "Sure?", kind = "scale", low_words = "Not", high_words = "Quite" },
  { id = "days", text = "Days?", kind = "number", low = 1, high = 7 },
  { id = "when", text = "When?", kind = "date" },
]

[[sections]]
id = "second"
title = "Second"
includes = ["job_tasks", "questionnaire:phq4"]

[scoring]
title = "Sample"
items = ["how", "sure"]
low = 0
high = 12
missing = "no_total"
source = "Nowhere"
bands = [{ low = 0, high = 5, label = "Low" }, { low = 6, high = 12, label = "High" }]
subscales = [{ id = "part", title = "Part", items = ["how"], threshold = 2, label = "Reached" }]
"""


def read(tmp_path, text: str):
    path = tmp_path / "sample.toml"
    path.write_text(text, "utf-8")
    return forms.read_questionnaire(path)


@pytest.fixture
def sample(tmp_path):
    return read(tmp_path, SAMPLE)


def test_a_sound_file_is_read_whole(sample):
    assert [item.id for item in sample.items] == ["how", "which", "more", "words", "sure", "days", "when"]
    assert sample.item("how").codes == ("never", "always")
    assert (sample.item("days").low, sample.item("days").high, sample.item("sure").high) == (1, 7, 10)
    assert sample.sections[1].includes == ("job_tasks", "questionnaire:phq4")
    assert [band.label for band in sample.scoring.bands] == ["Low", "High"]
    with pytest.raises(KeyError):
        sample.item("nothing")


@pytest.mark.parametrize(
    ("old", "new", "where", "reason"),
    [
        ('id = "sample"', 'id = "other"', "the top", "“id” must be the name of the file."),
        ("version = 1", "version = 0", "the top", "“version” must be 1 or more."),
        ('licence = "MIT"', "", "the top", "“licence” is missing."),
        ('source = "Written for this test"', "", "the top", "“source” is missing."),
        ('title = "Sample"\nsource', 'titel = "x"\ntitle = "Sample"\nsource', "the top", "“titel” is not known here."),
        ('id = "second"', 'id = "first"', "sections[first]", "this id is used twice."),
        ('{ id = "words"', '{ id = "how"', "items[how]", "this id is used twice."),
        ('{ id = "words"', '{ id = "Words!"', "items[Words!]", "an id has small letters"),
        ('kind = "longtext"', 'kind = "poem"', "items[words]", "“kind” must be one of text, longtext"),
        ('options_from = "often"', 'options_from = "seldom"', "items[how]", "there are no options named seldom."),
        ('{ code = "b", label = "B" }', '{ code = "a", label = "B" }', "option_sets[letters]", "the same code"),
        ('{ code = "b", label = "B" }', '{ code = "b", label = "A" }', "option_sets[letters]", "the same label"),
        ('{ code = "b", label = "B" }', '{ code = "not_asked", label = "B" }', "options[not_asked]", "non-answer"),
        (', high_words = "Quite"', "", "items[sure]", "“high_words” is missing."),
        ("low = 1, high = 7", "low = 7, high = 7", "items[days]", "“low” must be smaller"),
        ('field = "which"', 'field = "when"', "show_if", "when is not asked before this item."),
        ('is = ["always"]', 'is = ["often"]', "show_if", "must name answers of how."),
        ('"job_tasks", ', '"job_taks", ', "sections[second]", "does not know job_taks."),
        ('includes = ["job_tasks", "questionnaire:phq4"]', "", "sections[second]", "there is nothing to ask."),
        ('items = ["how", "sure"]', 'items = ["how", "words"]', "scoring", "words is not an item whose every answer"),
        ('items = ["how", "sure"]', "items = []", "scoring", "“items” names nothing."),
        ("high = 12\nmissing", "high = 13\nmissing", "scoring", "the items add up to 0 to 12."),
        ('missing = "no_total"', 'missing = "mean"', "scoring, line 40", "no other rule is built."),
        ("low = 6, high = 12", "low = 7, high = 12", "bands[2]", "must begin at 6"),
        ("low = 6, high = 12", "low = 5, high = 12", "bands[2]", "must begin at 6"),
        ("low = 6, high = 12", "low = 6, high = 11", "scoring.bands[2], line 42", "the bands must end at 12."),
        ("threshold = 2", "threshold = 3", "subscales[part]", "not above 2."),
        ('items = ["how"], threshold', 'items = ["days"], threshold', "subscales[part]", "items of the score."),
    ],
)
def test_a_fault_is_named_with_file_entry_and_reason(tmp_path, old, new, where, reason):
    assert SAMPLE.count(old) == 1
    with pytest.raises(DataFileProblem) as caught:
        read(tmp_path, SAMPLE.replace(old, new))
    said = caught.value.sentence
    assert said.startswith("The file sample.toml cannot be used. At ")
    assert where in said
    assert reason in said


def test_nothing_has_to_be_answered(sample):
    assert forms.check(sample, {}) == {}
    assert forms.check(sample, dict.fromkeys(["how", "words", "sure", "when"], "")) == {}


@pytest.mark.parametrize("non_answer", forms.NON_ANSWERS)
def test_every_question_takes_the_three_ways_of_not_answering(sample, non_answer):
    everything = {item.id: non_answer for item in sample.items}
    assert forms.check(sample, everything) == {}
    assert forms.in_words(sample.item("sure"), non_answer) == forms.NON_ANSWERS[non_answer]


def test_the_three_ways_of_not_answering_are_three():
    assert len({forms.NOT_ASKED, forms.RATHER_NOT_SAY, forms.DOES_NOT_APPLY}) == 3
    assert tuple(forms.NON_ANSWERS) == (forms.NOT_ASKED, forms.RATHER_NOT_SAY, forms.DOES_NOT_APPLY)


@pytest.mark.parametrize(
    ("field", "good", "bad", "sentence"),
    [
        ("how", "never", "sometimes", "Choose one of the answers."),
        ("how", "always", ["always"], "Choose one of the answers."),
        ("which", ["a", "b"], ["a", "c"], "Choose from the answers."),
        ("which", ("b",), "b", "Choose from the answers."),
        ("words", "x" * 10_000, "x" * 10_001, "This is too long. There is room for 10,000 characters."),
        ("words", "any words", 3, "Write this in words."),
        ("sure", 0, 11, "Give a whole number from 0 to 10."),
        ("sure", 10, -1, "Give a whole number from 0 to 10."),
        ("sure", 5, 5.5, "Give a whole number from 0 to 10."),
        ("sure", 1, True, "Give a whole number from 0 to 10."),
        ("days", 7, 8, "Give a whole number from 1 to 7."),
        ("days", 1, "lots", "Give a whole number from 1 to 7."),
        ("when", "2024-02-29", "2025-02-29", "This date was not understood. Type it like 5 November 2026."),
        ("when", "2026-11-05", "5 nov", "This date was not understood. Type it like 5 November 2026."),
    ],
)
def test_each_kind_of_answer_is_checked(sample, field, good, bad, sentence):
    others = {} if field == "how" else {"how": "always"}
    assert forms.check(sample, others | {field: good}) == {}
    assert forms.check(sample, others | {field: bad}) == {field: sentence}


def test_an_item_appears_only_after_the_answer_that_asks_for_it(sample):
    def shown(answers):
        return [item.id for item in forms.shown_items(sample, answers) if item.show_if]

    assert shown({}) == []
    assert shown({"how": "always"}) == ["which"]
    assert shown({"how": "always", "which": ["a", "b"]}) == ["which", "more"]
    # What was answered before is not asked, and not checked, once the item above it is gone.
    assert shown({"how": "never", "which": ["b"]}) == []
    assert forms.check(sample, {"how": "never", "which": ["nonsense"]}) == {}


def test_progress_counts_what_is_shown(sample):
    first = sample.sections[0]
    assert forms.progress(sample, first, {}) == (0, 5)
    assert forms.progress(sample, first, {"how": "always", "words": " ", "sure": 0, "when": "not_asked"}) == (3, 6)


def test_answers_are_read_out_in_words(sample):
    assert forms.in_words(sample.item("how"), "always") == "Always"
    assert forms.in_words(sample.item("how"), "a code of another version") == "a code of another version"
    assert forms.in_words(sample.item("which"), ["a", "b"]) == "A, B"
    assert forms.in_words(sample.item("sure"), 7) == "7 of 10"
    assert forms.in_words(sample.item("days"), 3) == "3"
    assert forms.in_words(sample.item("words"), None) == ""


def test_a_day_is_read_out_in_words_and_anything_else_as_it_stands():
    day = forms.Item("since", "Since when?", "date")
    assert forms.in_words(day, "2027-01-08") == "8 January 2027"
    assert forms.in_words(day, "2027-02-30") == "2027-02-30"
    assert forms.in_words(day, "rather_not_say") == forms.NON_ANSWERS["rather_not_say"]


JSON = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.lists(st.text())


@given(st.dictionaries(st.sampled_from([item.id for item in forms.questionnaire("assessment").items]), JSON))
def test_no_answer_breaks_the_check(answers):
    form = forms.questionnaire("assessment")
    shown = {item.id for item in forms.shown_items(form, answers)}
    assert set(forms.check(form, answers)) <= shown
    for item in form.items:
        assert isinstance(forms.in_words(item, answers.get(item.id)), str)


# ---- what is shipped


def test_the_shipped_questionnaires_are_sound():
    assert forms.questionnaire_names() == (
        "assessment",
        "gad7",
        "ons4",
        "other_score",
        "phq4",
        "phq9",
        "rulers",
        "ucla3",
        "work_ability_score",
        "wsas",
    )
    every_id = [item.id for name in forms.questionnaire_names() for item in forms.questionnaire(name).items]
    assert len(set(every_id)) == len(every_id)  # answers of all of them are kept side by side


def test_the_assessment_has_the_nine_pages_and_joins_the_other_parts():
    form = forms.questionnaire("assessment")
    assert [section.title for section in form.sections] == [
        "Health day to day",
        "Your job’s tasks",
        "Hours and people",
        "What you expect",
        "Mood and sleep",
        "Home and money",
        "What helps",
        "What you want",
        "What you can do",
    ]
    joined = {name for section in form.sections for name in section.includes}
    assert joined == {"job_tasks", "obstacles", "abilities", "questionnaire:phq4", "questionnaire:work_ability_score"}


# Answers are kept under these ids. One may be added; none may go or change its kind while version 1 is kept anywhere.
PERMANENT = {
    "assessment": {
        "longtext": "makes_work_hard good_day bad_day colleagues expect_words expect_worry mood_words home_words"
        " worked_before good_at who_helps already_tried want_words first_help",
        "text": "waiting_for medicine_words hours_words getting_there_hard sleep_words",
        "choice": "started treatment medicine_effects hours_fit manager_knows keep_in_touch sick_pay safe_at_home"
        " plan_for",
        "multi": "getting_there home_hard skills_hard",
        "scale": "bad_days_a_week manager_helps sure_4_weeks sure_12_weeks matters sleep ready",
        "date": "waiting_since last_contact want_by",
    },
    "phq4": {"choice": "phq4_nervous phq4_worry phq4_interest phq4_down"},
    "work_ability_score": {"number": "was_total"},
    "phq9": {
        "choice": "phq9_interest phq9_down phq9_sleep phq9_tired phq9_appetite phq9_bad_about_self phq9_concentrate"
        " phq9_slow_or_restless phq9_better_off_dead phq9_difficulty"
    },
    "gad7": {
        "choice": "gad7_nervous gad7_stop_worry gad7_too_much gad7_relax gad7_restless gad7_irritable gad7_afraid"
    },
    "wsas": {"scale": "wsas_work wsas_home wsas_social wsas_private wsas_close"},
    "ons4": {"scale": "ons4_satisfied ons4_worthwhile ons4_happy ons4_anxious"},
    "ucla3": {"choice": "ucla3_companionship ucla3_left_out ucla3_isolated ucla3_lonely"},
    "rulers": {"scale": "ruler_importance ruler_confidence", "text": "ruler_what ruler_up"},
    "other_score": {"text": "other_name", "number": "other_total other_out_of", "date": "other_on"},
}


@pytest.mark.parametrize("name", PERMANENT)
def test_ids_are_permanent(name):
    kinds = {item.id: item.kind for item in forms.questionnaire(name).items}
    for kind, ids in PERMANENT[name].items():
        for item_id in ids.split():
            assert kinds.get(item_id) == kind, item_id


def test_the_phq4_is_word_for_word_that_of_a_second_source():
    """The wording as it was copied, on its own, from the file named under ``compared_with``."""
    form = forms.questionnaire("phq4")
    assert form.intro == "Over the last 2 weeks, how often have you been bothered by the following problems?"
    assert {item.text for item in form.items} == {
        "Feeling nervous, anxious or on edge",
        "Not being able to stop or control worrying",
        "Feeling down, depressed, or hopeless",
        "Little interest or pleasure in doing things",
    }
    for item in form.items:
        assert [option.label for option in item.options] == [
            "Not at all",
            "Several days",
            "More than half the days",
            "Nearly every day",
        ]
    # Anxiety first, as the subscales of the published scoring count them.
    assert [item.id for item in form.items] == ["phq4_nervous", "phq4_worry", "phq4_interest", "phq4_down"]


def test_the_words_are_plain():
    banned = re.compile(
        r"\b(please|invalid|must|barriers?|flags?|patient|client|diagnos\w*|fail\w*)\b|!", re.IGNORECASE
    )
    for item in forms.questionnaire("assessment").items:
        said = [item.text, item.hint, item.low_words, item.high_words, *(option.label for option in item.options)]
        for words in said:
            assert not banned.search(words), words
            assert len(words.split()) <= 15, words
