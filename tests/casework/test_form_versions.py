"""Two versions of a questionnaire in one history: what was signed stays as it was read, and nothing is mixed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workwell_desktop import forms
from workwell_desktop.casework import measures
from workwell_desktop.casework.assessment import new_version, save_assessment, sign_assessment
from workwell_desktop.casework.assessment_content import AssessmentEntry, scores_in, snapshot
from workwell_desktop.casework.assessment_state import load_assessment, read_version
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.measure_figures import figures_of
from workwell_desktop.casework.measure_state import load_measure
from workwell_desktop.casework.safety_due import defer_all
from workwell_desktop.casework.score_change import changes
from workwell_desktop.casework.scoring import score
from workwell_desktop.casework.since_last import since_last
from workwell_desktop.errors import WorkwellError
from workwell_desktop.forms import Item, Option, Questionnaire, Shelf
from workwell_desktop.vault.store import Vault

CODES = ("not_at_all", "several_days", "more_than_half", "nearly_every_day")


def changed(form: Questionnaire, alter: Callable[[Item], Item]) -> Questionnaire:
    """Return the next version of a form, each of its items altered."""
    sections = tuple(replace(part, items=tuple(alter(item) for item in part.items)) for part in form.sections)
    return replace(form, version=form.version + 1, sections=sections)


def other_answers(item: Item) -> Item:
    options = tuple(Option(f"new_{option.code}", f"New: {option.label}", option.value) for option in item.options)
    return replace(item, text=f"New: {item.text}", options=options)


@st.composite
def two_versions(draw: st.DrawFn) -> tuple[Questionnaire, Questionnaire]:
    """A shipped form and a next version in which some items have fewer, more or other answers, or a smaller range."""
    first = forms.questionnaire(draw(st.sampled_from(["phq9", "gad7", "phq4", "wsas", "ons4", "ucla3"])))

    def alter(item: Item) -> Item:
        how = draw(st.sampled_from(["same", "other", "fewer", "smaller"]))
        if how == "other" and item.options:
            return other_answers(item)
        if how == "fewer" and item.options:
            return replace(item, options=item.options[:2])
        if how == "smaller" and not item.options:
            return replace(item, high=item.high - 3)
        return item

    return first, changed(first, alter)


def valid_answer(item: Item) -> st.SearchStrategy[Any]:
    some = st.sampled_from(item.codes) if item.codes else st.integers(item.low, item.high)
    return st.one_of(some, st.sampled_from(["", *forms.NON_ANSWERS]))


@given(two_versions(), st.data())
def test_answers_of_one_version_read_by_the_next_are_counted_or_said_to_be_none(versions, data):
    first, second = versions
    answers = {item.id: data.draw(valid_answer(item)) for item in first.items}
    assert forms.check(first, answers) == {}
    old, new = score(first, answers), score(second, answers)
    assert old.unusable == 0
    strange = [item.id for item in second.items if item.id in forms.check(second, answers)]
    assert new.unusable == len([name for name in strange if second.scoring and name in second.scoring.items])
    if new.unusable:
        assert (new.total, new.complete) == (None, False)
    for item in second.items:
        words = forms.in_words(item, answers[item.id])
        assert words == str(answers[item.id]) if item.id in strange and item.options else isinstance(words, str)
    for one in changes(old, new):
        assert (one.by, one.reliable) == (None, None)


@pytest.fixture
def jo(open_vault: Vault) -> int:
    entry = IntakeEntry(first_name="Joanna", last_name="Example", received_on="1 November 2026", source="gp")
    return save_intake(open_vault, 0, entry)


def mood(code: str) -> AssessmentEntry:
    return AssessmentEntry(answers={item.id: code for item in forms.questionnaire("phq4").items})


def test_what_was_signed_is_read_in_its_own_words_after_the_questions_changed(
    open_vault: Vault, jo: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_assessment(open_vault, jo, mood("several_days"))
    sign_assessment(open_vault, jo, method="said", signed_on="today")
    before = read_version(open_vault, jo, 1)
    asked = forms.questionnaire
    later = {"phq4": changed(asked("phq4"), other_answers)}
    monkeypatch.setattr(forms, "questionnaire", lambda name: later.get(name) or asked(name))
    assert read_version(open_vault, jo, 1) == before
    new_version(open_vault, jo, "They asked for it.")
    assert load_assessment(open_vault, jo).entry == mood("several_days")  # nothing is lost or turned into another
    assert scores_in(mood("several_days").answers) == ()
    save_assessment(open_vault, jo, mood("new_nearly_every_day"))
    sign_assessment(open_vault, jo, method="said", signed_on="today")
    second = read_version(open_vault, jo, 2)
    assert read_version(open_vault, jo, 1) == before
    said = {question: answer for part in second.sections for question, answer in part.lines}
    assert said["New: Feeling nervous, anxious or on edge"] == "New: Nearly every day"
    assert said["PHQ-4"].startswith("3 + 3 + 3 + 3 = 12 of 12.")
    assert "Scores" not in [line.label for line in since_last(open_vault, jo).lines]


def test_scores_of_a_version_that_was_asked_before_are_not_added_up_by_todays_rules():
    answers = mood("several_days").answers
    kept = snapshot(mood("several_days"))["questionnaires"]
    assert [found.total for found in scores_in(answers, kept)] == [4]
    assert scores_in(answers, kept | {"phq4": 99}) == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(versions=two_versions(), data=st.data())
def test_two_versions_of_a_form_stand_in_one_history_each_as_it_was(
    open_vault: Vault, jo: int, versions: tuple[Questionnaire, Questionnaire], data: st.DataObject
) -> None:
    first, second = versions
    shelf = forms.read_shelf()
    ids = []
    for form in (first, second):
        answers = {item.id: data.draw(valid_answer(item)) for item in form.items}
        answers[form.items[0].id] = forms.RATHER_NOT_SAY  # so that something is answered
        ids.append(measures.begin_measure(open_vault, jo, form))
        measures.save_measure(open_vault, ids[-1], form, answers)
        if forms.safety_items(form, answers):
            defer_all(open_vault, jo, "We talk about it today.")
        measures.finish_measure(open_vault, ids[-1], form, on="today")
    before = [load_measure(open_vault, one, Shelf({**shelf.forms, first.id: first})) for one in ids]
    after = [load_measure(open_vault, one, Shelf({**shelf.forms, second.id: second})) for one in ids]
    gone = [load_measure(open_vault, one, Shelf({})) for one in ids]
    for old, new, none, form in zip(before, after, gone, versions, strict=True):
        assert old.versions == new.versions == none.versions  # words and figures of that day
        assert old.answers == new.answers == none.answers
        assert new.line.version == form.version
        assert new.line.figures == figures_of(form, new.answers)
        texts = {item.id: item.text for item in form.items}
        assert all(texts[name] == question for name, question, _answer in new.versions[0].said)
    assert [entry.line.outdated for entry in after] == [True, False]
    measures.correct_measure(open_vault, ids[0], "It was another day.")
    with pytest.raises(WorkwellError, match="another version"):
        measures.save_measure(open_vault, ids[0], second, {second.items[0].id: forms.NOT_ASKED})
    measures.leave_out(open_vault, ids[0])
    assert load_measure(open_vault, ids[0], shelf).answers == before[0].answers
