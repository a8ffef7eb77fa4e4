"""The card for the pocket: it names the next date, at most three steps and whom to ring, and nobody's last name."""

from __future__ import annotations

from datetime import date

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.samples import MADE, pages_of, pocket_card, words_of
from workwell_desktop.documents.house_style import PAGE_HEIGHT, PAGE_WIDTH, PANEL_HEIGHT, PANEL_WIDTH, POCKET
from workwell_desktop.documents.model import Role, all_texts
from workwell_desktop.documents.pocket_card import CardStep, HelpLine, pocket_card_document, pocket_card_pdf
from workwell_desktop.documents.wording import sentences

SIZES = ("standard", "spaced", "large", "giant")
WORDS = st.text(st.sampled_from("abcdeéfgß ąłŁöüñ0123456789-,"), min_size=1, max_size=90).filter(str.strip)
LONG = st.integers(20, 120).map(lambda letters: "Donaudampfschifffahrtsgesellschaft" * (letters // 34 + 1))
STEPS = st.lists(
    st.builds(CardStep, WORDS | LONG, st.none() | st.just(date(2026, 12, 9)), st.just("") | st.just("Ruth")), max_size=6
)


def bare(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize("size", SIZES)
def test_everything_on_the_card_is_printed_on_one_sheet_in_every_size(size: str) -> None:
    card = pocket_card(size=size)
    pdf = pocket_card_pdf(card)
    assert len(pages_of(pdf)) == 1
    found = bare(words_of(pdf))
    for words in (
        "Jo’s card", "Tuesday 8 December at 11:00", "Elm Street Clinic, room 4", "My three next steps",
        "Ring or text Ruth", "07700 900118", "In danger? Ring 999.", "Made 24 November 2026.", "P-7F3K2-M9Q4T",
        "By Friday 27 November", "Harbour Foods does this.", "1. Fold the top half back", "2. Fold", "111",
        *(step.what for step in card.steps),
    ):  # fmt: skip
        assert bare(words) in found, words


@pytest.mark.parametrize("size", SIZES)
def test_nothing_on_the_card_is_smaller_than_fourteen_points(size: str) -> None:
    style = POCKET[size]
    used = {text.role for text in all_texts(pocket_card_document(pocket_card(size=size)))} - {Role.FOOT}
    assert min(style.face(role).size for role in used) >= 14
    assert style.face(Role.PARAGRAPH).size == {"large": 18, "giant": 24}.get(size, 14)


@settings(max_examples=30, deadline=None)
@given(steps=STEPS, size=st.sampled_from(SIZES))
def test_never_more_than_three_steps_and_each_of_them_whole(steps: list[CardStep], size: str) -> None:
    pdf = pocket_card_pdf(pocket_card(steps=tuple(steps), size=size))
    document = pocket_card_document(pocket_card(steps=tuple(steps), size=size))
    items = [text for text in all_texts(document) if text.role is Role.LIST_ITEM]
    assert sum(text.words in {step.what for step in steps} for text in items) == min(len(steps), 3)
    found = bare(words_of(pdf))
    assert all(bare(step.what) in found for step in steps[:3])


@settings(max_examples=30, deadline=None)
@given(steps=STEPS, place=WORDS | LONG, size=st.sampled_from(SIZES))
def test_no_word_is_cut_off_by_the_edge_or_crosses_a_fold(steps: list[CardStep], place: str, size: str) -> None:
    pdf = pocket_card_pdf(pocket_card(steps=tuple(steps), place=place, size=size))
    document = pdfium.PdfDocument(pdf)
    try:
        for page in document:
            text = page.get_textpage()
            upright, level = "", ""
            for number in range(text.count_chars()):
                mark = text.get_text_range(number, 1)
                left, bottom, right, top = text.get_charbox(number)
                if mark.strip():
                    assert 0 < left < right < PAGE_WIDTH
                    assert 0 < bottom < top < PAGE_HEIGHT
                    upright += mark if left < PANEL_WIDTH < right else ""
                    level += mark if bottom < PANEL_HEIGHT < top else ""
            assert len(upright) <= 1, "only the words at the second fold stand on it"
            assert level in bare(sentences("pocket_card")["fold_1"].replace(".", "")), (
                "only the words at the first fold stand on it"
            )
    finally:
        document.close()


def test_without_a_meeting_a_phone_or_steps_it_says_what_comes() -> None:
    card = pocket_card(meets_at=None, place="", coach_phone="", steps=(), help_lines=())
    said = words_of(pocket_card_pdf(card))
    assert "No day is set yet. Ring Ruth to find a day." in said
    assert "No steps yet. We choose the first one when we meet." in said
    assert "Ring or text" not in said
    assert "In danger? Ring 999." in said


def test_a_phone_that_takes_no_text_is_only_rung_and_one_step_is_called_one() -> None:
    said = words_of(pocket_card_pdf(pocket_card(coach_phone="01632 960 120", steps=(CardStep("Walk", MADE),))))
    assert "Ring Ruth 01632 960 120" in said
    assert "My next step Walk By Tuesday 24 November" in said


def test_long_steps_take_the_panel_that_is_there_to_write_on() -> None:
    to_say = sentences("pocket_card")["to_say"]
    assert to_say in words_of(pocket_card_pdf(pocket_card()))
    long = tuple(CardStep("Go a little further than the day before, " * 3, MADE) for _ in range(3))
    pdf = pocket_card_pdf(pocket_card(steps=long))
    assert to_say not in words_of(pdf)
    assert len(pages_of(pdf)) == 1


def test_the_same_card_gives_the_same_bytes_and_help_fits_the_panel() -> None:
    assert pocket_card_pdf(pocket_card()) == pocket_card_pdf(pocket_card())
    many = tuple(HelpLine(f"Line {n}", f"01632 960 11{n}") for n in range(6))
    assert words_of(pocket_card_pdf(pocket_card(help_lines=many, size="giant"))).count("01632 960 11") == 1
    assert words_of(pocket_card_pdf(pocket_card(help_lines=many, size="standard"))).count("01632 960 11") == 3
