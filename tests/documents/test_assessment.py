"""The finished assessment on paper: all that was said is there, in words and sizes that can be read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.documents.samples import ASSESSMENT, assessment_paper, pages_of, words_of
from workwell_desktop.documents.assessment import PaperTask, assessment_pdf

SIZES = ("standard", "large", "giant")
NOTHING = {
    "before": (), "after": (), "tasks": (), "obstacles": (), "abilities": (), "charts": (), "held_back": False,
    "reference": "",
}  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
def test_everything_is_printed_in_every_size(size: str) -> None:
    found = "".join(words_of(assessment_pdf(assessment_paper(size=size))).split())
    sections = (*ASSESSMENT["before"], *ASSESSMENT["after"])
    wanted = [text for section in sections for line in section.lines for text in (section.title, *line)]
    wanted += [text for task in ASSESSMENT["tasks"] for text in (task.task, task.good_day, task.bad_day, task.can_if)]
    wanted += [one.words for one in (*ASSESSMENT["obstacles"], *ASSESSMENT["abilities"])]
    wanted += ["Jo Example", "Ruth Example", "Said so in the meeting".lower()[1:], "24 November 2026", "A stool"]
    wanted += ["Until 4 January 2027", "Jo scored 8 at the start and 4 now.", "Some answers are not on this paper."]
    assert [text for text in wanted if "".join(text.split()) not in found] == []


def test_strengths_stand_right_after_what_gets_in_the_way() -> None:
    said = words_of(assessment_pdf(assessment_paper()))
    order = [
        said.index(words) for words in ("Health day to day", "What gets in the way", "What helps", "What you want")
    ]
    assert order == sorted(order)


@pytest.mark.parametrize("size", SIZES)
def test_each_page_says_what_it_is_its_reference_and_number(size: str) -> None:
    pages = pages_of(assessment_pdf(assessment_paper(size=size)))
    for number, page in enumerate(pages, start=1):
        words = " ".join(page.split())
        assert f"Page {number} of {len(pages)}" in words
        assert "Jo Example, assessment 1, signed" in words
        assert "A-7F3K2-M9Q4T" in words
        assert "This paper is yours." in words


def test_with_hardly_a_word_it_is_one_page() -> None:
    (page,) = pages_of(assessment_pdf(assessment_paper(**NOTHING)))
    for heading in ("What I can do at work", "My job’s tasks", "What gets in the way", "Scores over time"):
        assert heading not in page
    assert "Some answers" not in page


def test_days_in_words_have_no_scale_above_them() -> None:
    tasks = (PaperTask("Standing", "Can", "Can’t", ""),)
    assert "From 0, I can’t" not in words_of(assessment_pdf(assessment_paper(tasks=tasks)))
    assert "From 0, I can’t, to 10, I can." in words_of(assessment_pdf(assessment_paper()))


def test_a_very_long_answer_goes_over_pages_and_loses_nothing() -> None:
    long = " ".join(f"word{n}" for n in range(1500))
    section = replace(ASSESSMENT["before"][0], lines=(("What makes work hard?", long),))
    found = words_of(assessment_pdf(assessment_paper(before=(section,))))
    assert all(f"word{n}" in found for n in range(1500))
