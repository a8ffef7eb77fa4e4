"""What is keyed from a paper: only what somebody can have written there becomes an answer, and nothing breaks it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.generated_forms import answers_to, forms_of_any_kind
from workwell_desktop import forms
from workwell_desktop.casework.paper_keys import keyed_words, read_keyed, sign_of
from workwell_desktop.casework.questionnaire_paper import blank, can_be_printed, items_on_paper
from workwell_desktop.documents.questionnaire import BlankQuestion
from workwell_desktop.forms import Item, Option, Questionnaire

TODAY = date(2037, 11, 26)
NUMBER = Item("n", "How many?", "number", low=0, high=100, decimals=2)
WHOLE = Item("n", "How many?", "number", low=-5, high=100)
MANY = Item("m", "Which?", "multi", options=tuple(Option(f"c{n}", f"Answer {n}") for n in range(4)))
DAY = Item("d", "When?", "date")


@pytest.mark.parametrize("typed", ["nan", "inf", "-Infinity", "1e999", "1_0", "9" * 5000, "--", "²", "1.555", "1,2,3"])
@pytest.mark.parametrize("item", [NUMBER, WHOLE])
def test_what_is_no_number_with_a_pen_is_refused(item: Item, typed: str) -> None:
    found = read_keyed(item, typed, TODAY)
    assert found.answer is None
    assert found.problem == f"Key a number from {item.low} to 100, or R or N."


def test_numbers_are_read_as_they_are_written() -> None:
    assert [read_keyed(NUMBER, typed, TODAY).answer for typed in ("1,5", "22.50", "7.0", "0")] == [1.5, 22.5, 7, 0]
    assert read_keyed(WHOLE, "-3", TODAY).answer == -3


def test_a_comma_alone_is_no_answer() -> None:
    assert read_keyed(MANY, ",", TODAY).problem == "Key 1 to 4, or R or N."


def test_a_day_that_was_kept_and_is_none_is_shown_as_it_stands() -> None:
    """As after a correction: these answers were typed elsewhere."""
    for kept in ("a while ago", "2037-13-45"):
        assert (sign_of(DAY, kept), keyed_words(DAY, kept)) == (kept, kept)


@given(forms_of_any_kind(), st.text(max_size=12))
def test_whatever_is_keyed_is_an_answer_or_a_sentence(form: Questionnaire, typed: str) -> None:
    for item in form.items:
        found = read_keyed(item, typed, TODAY)
        assert not (found.answer is not None and found.problem)
        if found.answer is not None and found.answer not in forms.NON_ANSWERS:
            assert forms.fits(item, found.answer)
        keyed_words(item, found.answer)


@given(st.data())
def test_the_paper_numbers_its_questions_as_they_are_keyed(data: st.DataObject) -> None:
    form = data.draw(forms_of_any_kind())
    if not can_be_printed(form):
        return
    paper = blank(form, service_name="Elm", code="Q-7F3K2-M", made_on=TODAY, size="giant", crisis=())
    printed: list[BlankQuestion] = [one for section in paper.sections for one in section.questions]
    keyed = items_on_paper(form)
    assert [one.words for one in printed] == [item.text for item in keyed]
    assert [one.number for one in printed] == list(range(1, len(keyed) + 1))
    for question, item in zip(printed, keyed, strict=True):
        for box in (*question.answers, *question.besides):
            assert keyed_words(item, read_keyed(item, box.key, TODAY).answer) == box.words
        answer = data.draw(answers_to(item))
        assert read_keyed(item, sign_of(item, answer), TODAY).answer == answer


def test_a_day_lies_on_the_side_of_today_that_the_question_names() -> None:
    asked = Item("back_on", "When will you be back?", "date", lean="future")
    assert read_keyed(asked, "2 dec", TODAY).answer == "2037-12-02"
    assert read_keyed(Item("left_on", "When did you leave?", "date"), "2 dec", TODAY).answer == "2036-12-02"
