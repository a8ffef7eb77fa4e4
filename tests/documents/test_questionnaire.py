"""The blank questionnaire: every question in its words, room to answer it by hand, the code on every page, no name."""

from __future__ import annotations

from datetime import date

import pytest

from tests.documents.samples import blank_phq9, pages_of, words_of
from workwell_desktop import forms
from workwell_desktop.casework.questionnaire_paper import blank, can_be_printed
from workwell_desktop.documents.model import Choices, Question, WritingLines, all_texts
from workwell_desktop.documents.questionnaire import (
    BlankCondition,
    BlankQuestion,
    BlankQuestionnaire,
    BlankSection,
    questionnaire_document,
    questionnaire_pdf,
)
from workwell_desktop.errors import PaperProblem

SIZES = ("standard", "large", "giant")
BY_HAND = tuple(name for name in forms.questionnaire_names() if can_be_printed(forms.questionnaire(name)))
MADE = date(2026, 11, 26)


def paper_of(name: str, size: str = "standard") -> BlankQuestionnaire:
    form = forms.questionnaire(name)
    return blank(form, service_name="Elm Street", code="Q-7F3K2-M", made_on=MADE, size=size, crisis=("Ring 999.",))


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", BY_HAND)
def test_every_question_answer_and_opening_is_printed_word_for_word(name: str, size: str) -> None:
    form, found = forms.questionnaire(name), squeezed(words_of(questionnaire_pdf(paper_of(name, size))))
    wanted = [form.title, form.intro, form.licence.rstrip(".")]
    for item in form.items:
        wanted += [item.text, item.hint, item.low_words, item.high_words, *(option.label for option in item.options)]
        wanted += [f"{number}: {words}" for number, words in item.marks]
    assert [text for text in wanted if squeezed(text) not in found] == []
    assert found.count(squeezed("I’d rather not say")) == len(form.items)


@pytest.mark.parametrize("size", SIZES)
def test_all_words_of_a_scale_stand_below_it_in_their_order(size: str) -> None:
    said = squeezed(words_of(questionnaire_pdf(paper_of("wsas", size))))
    words = squeezed("0: Not at all. 2: Slightly. 4: Definitely. 6: Markedly. 8: Very severely.")
    assert said.count(words) == 5


def test_a_scale_too_long_for_a_row_keeps_the_words_of_its_ends() -> None:
    item = forms.Item("own", "How much?", "scale", low=0, high=20, low_words="None", high_words="All")
    section = forms.Section("s", "S", "", (item,))
    form = forms.Questionnaire("own", 1, "Own", "", "Ours", "", "Ours", (section,), None)
    paper = blank(form, service_name="Elm", code="Q-7F3K2-M", made_on=MADE, size="standard", crisis=())
    assert "0: None. 20: All." in words_of(questionnaire_pdf(paper))


@pytest.mark.parametrize("name", forms.questionnaire_names())
def test_no_licence_line_speaks_to_those_who_sell_the_program(name: str) -> None:
    assert "sold" not in forms.questionnaire(name).licence


@pytest.mark.parametrize("size", SIZES)
def test_the_code_stands_at_the_top_and_at_the_foot_of_every_page(size: str) -> None:
    pages = pages_of(questionnaire_pdf(paper_of("phq9", size)))
    for number, page in enumerate(pages, start=1):
        assert page.split()[0] == "Q-7F3K2-M"
        assert page.count("Q-7F3K2-M") == 2
        assert f"Page {number} of {len(pages)}" in page


def test_questions_are_numbered_and_their_answers_too() -> None:
    document = questionnaire_document(blank_phq9())
    numbers = [block.number.words for block in document.blocks if isinstance(block, Question)]
    assert numbers == [f"{number}." for number in range(1, 11)]
    rows = [block for block in document.blocks if isinstance(block, Choices)]
    assert all([item.key.words for item in row.items] == ["1", "2", "3", "4", "R"] for row in rows)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["phq9", "gad7", "wsas", "rulers", "ucla3"])
def test_a_question_is_never_parted_from_its_answers(name: str, size: str) -> None:
    form = forms.questionnaire(name)
    pages = [squeezed(page) for page in pages_of(questionnaire_pdf(paper_of(name, size)))]
    for item in form.items:
        (page,) = [page for page in pages if squeezed(item.text) in page]
        after = page[page.index(squeezed(item.text)) :]
        last = item.options[-1].label if item.options else "I’d rather not say"
        assert squeezed(last) in after


def test_a_scale_is_a_row_of_numbers_with_what_its_ends_mean() -> None:
    said = words_of(questionnaire_pdf(paper_of("rulers")))
    assert "0 1 2 3 4 5 6 7 8 9 10" in said
    assert "0: Not at all" in said
    assert "10: More than anything" in said


def test_a_question_that_tells_to_say_that_it_does_not_apply_has_a_box_for_it() -> None:
    first, *others = (block for block in questionnaire_document(paper_of("wsas")).blocks if isinstance(block, Choices))
    assert [item.key.words for item in first.items] == ["D", "R"]
    assert all([item.key.words for item in other.items] == ["R"] for other in others)


def test_what_depends_on_an_earlier_answer_says_so_and_words_days_and_numbers_get_a_line() -> None:
    questions = (
        BlankQuestion(1, "Are you waiting?", "words"),
        BlankQuestion(2, "For what?", "words", long=True, condition=BlankCondition(1, ("Yes", "A little"))),
        BlankQuestion(3, "Since when?", "day"),
        BlankQuestion(4, "How many?", "number", low=1, high=400),
    )
    sections = (BlankSection("One", "First.", questions[:2]), BlankSection("Two", "", questions[2:]))
    paper = BlankQuestionnaire("", "Ours", "", sections, "Q-7F3K2-M", MADE, "Ours.")
    said = words_of(questionnaire_pdf(paper))
    assert "If you answered “Yes” or “A little” to question 1:" in said
    assert "Day, month and year:" in said
    assert "A number from 1 to 400:" in said
    assert "One First." in said
    counts = [b.count for b in questionnaire_document(paper).blocks if isinstance(b, WritingLines)]
    assert counts == [1, 1, 3, 1, 1]  # the first is for the day


def test_where_to_get_help_stands_only_where_a_question_can_be_hard_to_bear() -> None:
    assert "Ring 999." in words_of(questionnaire_pdf(paper_of("phq9")))
    assert "Ring 999." not in words_of(questionnaire_pdf(paper_of("gad7")))


def test_a_form_that_is_drawn_or_takes_a_score_from_elsewhere_is_not_printed() -> None:
    assert set(forms.questionnaire_names()) - set(BY_HAND) == {"assessment", "other_score"}
    with pytest.raises(PaperProblem, match="cannot be filled in on paper"):
        paper_of("other_score")


def test_every_text_of_the_paper_is_in_the_document_with_its_role() -> None:
    document = questionnaire_document(blank_phq9())
    said = [text.words for text in all_texts(document)]
    assert said[0] == "Q-7F3K2-M"
    assert said.count("Nearly every day") == 9
