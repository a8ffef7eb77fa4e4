"""The figure of scoring: both sides reach the same totals and bands, so that the floor is a floor of the same thing."""

from __future__ import annotations

from workwell_desktop import forms
from workwell_desktop.bench.scores import add_up, bare, full_answers, measure_scores, score_all
from workwell_desktop.casework.scoring import score


def test_the_floor_adds_up_the_same_answers_as_ours():
    instruments = [form for form in map(forms.questionnaire, forms.questionnaire_names()) if form.scoring]
    answers = full_answers(instruments)
    assert {form.id for form in instruments} == set(forms.questionnaire_names()) - {"assessment"}
    for form, (total, band) in zip(instruments, add_up([bare(form) for form in instruments], answers), strict=True):
        rule, found = form.scoring, score(form, answers)
        assert rule is not None
        assert found.complete, form.id
        if rule.bands:
            assert (found.total, found.band) == (total, rule.bands[band].label)
    assert all(score_all(instruments, answers))


def test_the_figure_has_its_floor_and_its_aim():
    (figure,) = measure_scores(3)
    assert (figure.unit, figure.aim, figure.size) == ("µs", 1000.0, None)
    assert figure.floor
