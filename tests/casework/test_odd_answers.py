"""Answers put into the vault behind the screen: all of it opens, nothing wrong is scored, and nothing is lost."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from tests.measures import line
from workwell_desktop import forms
from workwell_desktop.casework import measures
from workwell_desktop.casework.assessment import save_assessment
from workwell_desktop.casework.assessment_content import AssessmentEntry, marks, problems, said, scores_in, snapshot
from workwell_desktop.casework.assessment_state import load_assessment
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.measure_figures import figures_of, read_figures
from workwell_desktop.casework.measure_series import charts
from workwell_desktop.casework.measure_state import load_measure, load_measures
from workwell_desktop.casework.paper_keys import keyed_words, sign_of
from workwell_desktop.casework.since_last import since_last
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.forms import Item
from workwell_desktop.forms.readings import sentence, table
from workwell_desktop.models.assessments import Assessment, Measure
from workwell_desktop.vault.store import Vault

EVERY = [item for name in forms.questionnaire_names() for item in forms.questionnaire(name).items]
IDS = [item.id for item in EVERY]
CODES = [code for name in ("phq9", "assessment") for item in forms.questionnaire(name).items for code in item.codes]
NESTED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=4), part, max_size=3),
    max_leaves=6,
)
ODD = st.one_of(
    NESTED, st.floats(), st.integers(-3, 30), st.just(10**90),
    st.sampled_from([*CODES, *forms.NON_ANSWERS, "7", "gone"]),
)  # fmt: skip
ANSWERS = st.dictionaries(st.sampled_from([*IDS, "an_item_that_is_gone"]), ODD, max_size=12)


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return save_intake(open_vault, 0, IntakeEntry(first_name="Jo", last_name="Example", source="gp"))


@pytest.fixture
def assessed(open_vault: Vault, jo: int) -> int:
    save_assessment(open_vault, jo, AssessmentEntry({"makes_work_hard": "Standing."}))
    return jo


def put(vault: Vault, table: type[Assessment] | type[Measure], text: str) -> None:
    with vault.transaction() as transaction:
        transaction.session.execute(update(table).values(answers=text))


def same(one: Any, other: Any) -> bool:
    """Compare what JSON can hold; a number that is none is like itself."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(answers=ANSWERS)
def test_an_assessment_with_any_answers_opens_and_keeps_them(
    open_vault: Vault, assessed: int, answers: Mapping[str, Any]
) -> None:
    put(open_vault, Assessment, json.dumps(answers))
    entry = load_assessment(open_vault, assessed).entry
    assert same(entry.answers, answers)
    assert len(marks(entry)) == len(forms.questionnaire("assessment").sections)
    wrong = problems(entry)
    for found in scores_in(entry.answers):
        assert found.total is not None
        assert math.isfinite(found.total)
        form = forms.questionnaire(found.form)
        assert not {item.id for item in form.items} & wrong.keys()
    json.dumps(snapshot(entry))
    assert isinstance(said(entry), list)
    since_last(open_vault, assessed)
    save_assessment(open_vault, assessed, entry)
    kept = load_assessment(open_vault, assessed).entry.answers
    assert same(kept, {name: answer for name, answer in answers.items() if forms.is_answered(answer)})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(name=st.sampled_from(["phq9", "wsas", "ons4", "other_score"]), data=st.data())
def test_a_measure_with_any_answers_opens_and_is_finished_only_when_they_fit(
    open_vault: Vault, jo: int, name: str, data: st.DataObject
) -> None:
    form, shelf = forms.questionnaire(name), forms.read_shelf()
    ids = [item.id for item in form.items]
    answers = data.draw(st.dictionaries(st.sampled_from(ids), ODD, min_size=1))
    measure = measures.begin_measure(open_vault, jo, form)
    put(open_vault, Measure, json.dumps(answers))
    entry = load_measure(open_vault, measure, shelf)
    assert same(entry.answers, answers)
    assert load_measures(open_vault, jo, shelf).lines
    figures = figures_of(form, answers)
    assert figures.total is None or (name == "other_score") or figures.low <= figures.total <= figures.of
    wrong = forms.check(form, answers)
    if wrong:
        with pytest.raises(InputProblem) as caught:
            measures.finish_measure(open_vault, measure, form, on="today")
        assert wrong.items() <= caught.value.fields.items()
        assert same(load_measure(open_vault, measure, shelf).answers, answers)
    measures.leave_out(open_vault, measure)


@pytest.mark.parametrize("digits", [200, 5000, 100_000])
def test_a_number_with_thousands_of_digits_is_read_as_its_digits(open_vault: Vault, assessed: int, digits: int) -> None:
    long = "7" * digits
    put(open_vault, Assessment, f'{{"phq4_down": {long}, "sleep": {long}, "good_day": "Quiet."}}')
    entry = load_assessment(open_vault, assessed).entry
    assert entry.answers == {"phq4_down": long, "sleep": long, "good_day": "Quiet."}
    assert set(problems(entry)) == {"phq4_down", "sleep"}
    assert scores_in(entry.answers) == ()


@pytest.mark.parametrize("text", ["null", "[]", "7", "", "{", "[" * 100_000, '{"a": ' * 5000])
def test_a_text_that_holds_no_answers_is_told_in_words_and_stays(open_vault: Vault, assessed: int, text: str) -> None:
    put(open_vault, Assessment, text)
    with pytest.raises(WorkwellError, match="The answers that are kept here cannot be read"):
        load_assessment(open_vault, assessed)
    with open_vault.reading() as session:
        assert session.query(Assessment).one().answers == text


@given(
    NESTED | st.dictionaries(st.sampled_from(["title", "total", "low", "of", "band", "arithmetic", "items"]), NESTED)
)
def test_figures_that_are_none_are_read_as_none(kept: Any) -> None:
    read_figures(json.dumps(kept))


WHOLE = {"title": "PHQ-9", "total": 8, "low": 0, "of": 27, "band": "Mild", "arithmetic": "8 of 27.", "items": []}
PIECE = {"item": "a", "title": "A", "value": 3, "of": 10, "band": ""}


@given(st.sampled_from([*WHOLE, *PIECE]), NESTED | st.floats())
def test_figures_with_one_odd_part_are_drawn_or_are_none(name: str, odd: Any) -> None:
    pieces = [PIECE | {name: odd}] if name in PIECE else []
    kept = WHOLE | {"items": pieces} | ({name: odd} if name in WHOLE else {})
    found = read_figures(json.dumps(kept))
    if found is not None:
        assert found.line
        made = replace(line(1, "phq9", 8), figures=found)
        for chart in charts((made,), {"phq9": forms.questionnaire("phq9")}, "Jo"):
            assert table(chart)
            assert sentence(chart)


@given(st.sampled_from(EVERY), ODD)
def test_an_odd_answer_on_a_paper_is_shown_as_it_stands(item: Item, odd: Any) -> None:
    assert isinstance(sign_of(item, odd), str)
    assert isinstance(keyed_words(item, odd), str)
