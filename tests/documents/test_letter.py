"""Only what was agreed, line by line, can stand in a letter to an employer."""

from __future__ import annotations

import copy
import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.samples import MADE, agreed, letter, pages_of, words_of
from workwell_desktop.documents import letter as letter_room
from workwell_desktop.documents.letter import AgreedText, EmployerLetter, LetterRow, agree, letter_lines, letter_pdf
from workwell_desktop.errors import PaperProblem

PLACES = ["opening", "able", "helped", "avoid", "now", "helps", "both", "closing"]
LOOKS_AGREED = st.one_of(st.text(), st.text().map(lambda text: (text, MADE)), st.builds(lambda: copy.copy("agreed")))


@given(st.text(), st.one_of(st.none(), st.text(), st.booleans(), st.builds(object)))
def test_an_agreed_text_cannot_be_made_without_the_agreement(text: str, token: object) -> None:
    with pytest.raises(TypeError):
        AgreedText(text, MADE, token)


def test_an_agreed_text_cannot_be_turned_into_another_one() -> None:
    line = agreed("A stool at the till")
    with pytest.raises((TypeError, ValueError)):
        dataclasses.replace(line, text="Something else")
    with pytest.raises(dataclasses.FrozenInstanceError):
        line.text = "Something else"  # type: ignore[misc] # the point of the test


@given(LOOKS_AGREED.filter(bool), st.sampled_from(["opening", "able", "helped", "avoid", "closing", "now", "helps"]))
def test_a_text_that_was_not_agreed_is_refused_wherever_it_is_put(text: object, place: str) -> None:
    if place in {"now", "helps"}:
        rows = (LetterRow(**({"now": None, "helps": None, "until": None} | {place: text})),)  # type: ignore[arg-type] # the point
        with pytest.raises(TypeError):
            letter(rows=rows)
    else:
        with pytest.raises(TypeError):
            letter(**{place: (text,)})


def test_a_row_that_only_looks_like_one_is_refused() -> None:
    with pytest.raises(TypeError):
        letter(rows=((agreed("a"), agreed("b"), None),))


def test_a_line_agreed_after_the_letter_is_refused() -> None:
    late = agree("A stool at the till", MADE + timedelta(days=1))
    with pytest.raises(PaperProblem, match="agreed after"):
        letter(rows=(LetterRow(None, late, None),))
    letter(rows=(LetterRow(None, agree("A stool at the till", MADE - timedelta(days=1)), None),))


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_an_empty_line_cannot_be_agreed(text: str) -> None:
    with pytest.raises(PaperProblem):
        agree(text, MADE)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), st.booleans()), max_size=8))
def test_what_was_left_out_is_nowhere_in_the_letter(lines: list[tuple[str, bool]]) -> None:
    chosen: dict[str, list[AgreedText]] = {"opening": [], "able": [], "helped": [], "avoid": [], "closing": []}
    rows, shared, kept_back = [], [], []
    for number, (place, is_agreed) in enumerate(lines):
        words = f"Planted{number}word"
        (shared if is_agreed else kept_back).append(words)
        line = agreed(words) if is_agreed else None
        if line and place in chosen:
            chosen[place].append(line)
        elif place not in chosen:
            rows.append(LetterRow(line if place != "helps" else None, line if place != "now" else None, None))
    paper = letter(**{place: tuple(said) for place, said in chosen.items()}, rows=tuple(rows))
    found, listed = words_of(letter_pdf(paper)), " ".join(letter_lines(paper))
    assert all(words in found and words in listed for words in shared)
    assert not any(words in found or words in listed for words in kept_back)


def test_the_lines_of_a_letter_are_all_that_stands_on_its_pages() -> None:
    paper = letter()
    (page,) = pages_of(letter_pdf(paper))
    printed = " ".join(page.split())
    for line in letter_lines(paper):
        words = " ".join(line.split())
        assert words in printed
        printed = printed.replace(words, "", 1)
    assert printed.replace("•", "").split() == ["Page", "1", "of", "1"]


def test_both_sides_make_a_row_and_single_sides_make_lists() -> None:
    lines = letter_lines(letter())
    at = lines.index
    assert at("At work now") < at("I can lift up to 5 kg for now.") < at("This would help too")
    assert lines[at("This would help too") + 1] == "A short break each hour, until 4 January"
    assert lines[at("What I find hard at present") + 1] == "Loud places tire me."


def test_what_is_left_out_leaves_no_gap_and_no_mark() -> None:
    helps = letter(rows=(LetterRow(None, agreed("A stool"), None),))
    lines = letter_lines(helps)
    assert "What would help" in lines
    assert "This would help too" not in lines
    assert "What I find hard at present" not in lines
    assert "Until" not in letter_lines(letter(rows=(LetterRow(agreed("a"), agreed("b"), None),)))
    bare = letter(
        rows=(LetterRow(None, None, date(2027, 1, 1)),), reply_by=None, review_on=None, closing=(), opening=()
    )
    assert not {"Changes that would help", "What would help", "What I find hard at present"} & set(letter_lines(bare))
    assert "Equality Act" not in " ".join(letter_lines(bare))
    assert "January" not in " ".join(letter_lines(bare))


def test_the_letter_says_what_it_is_who_wrote_it_and_when_it_was_agreed() -> None:
    found = words_of(letter_pdf(letter()))
    assert "Written with Ruth Example, Work and Health Coach at Elm Street Clinic, 01632 960 120." in found
    assert "A coach is not a clinician. This letter is advice and is not a fit note." in found
    assert "Jo agreed to share it with Harbour Foods on 24 November 2026." in found
    assert "Please reply by Thursday 3 December 2026." in found
    assert "look at this again with you on Friday 8 January 2027." in found
    assert "Letter 1 to Harbour Foods, 24 November 2026, L-7F3K2-M9Q4T" in found
    assert found.count("reasonable adjustments") == 1


def test_a_letter_without_a_service_s_name_or_phone_says_nothing_about_them() -> None:
    found = words_of(letter_pdf(letter(service_name="", coach_phone="")))
    assert "Written with Ruth Example, Work and Health Coach. A coach is not a clinician." in found


def test_the_letter_has_no_field_for_health() -> None:
    names = {field.name for kind in (EmployerLetter, LetterRow) for field in dataclasses.fields(kind)}
    assert not {name for name in names for word in ("condition", "diagnos", "health", "medic") if word in name}


def test_a_long_letter_takes_a_second_page_and_is_not_shrunk() -> None:
    rows = tuple(
        LetterRow(agreed(f"Task {n} is hard after an hour of it."), agreed(f"A break after task {n}"), None)
        for n in range(22)
    )
    pages = pages_of(letter_pdf(letter(rows=rows)))
    assert len(pages) == 2
    assert "At work now" in pages[1]
    assert "Yours sincerely" in pages[1]
    assert "Page 2 of 2" in " ".join(pages[1].split())


def test_the_signature_never_stands_alone_on_a_page() -> None:
    for count in range(4, 30):
        rows = tuple(LetterRow(agreed(f"Task {n} is hard."), agreed("A break"), None) for n in range(count))
        pages = pages_of(letter_pdf(letter(rows=rows)))
        if len(pages) > 1:
            assert "Please reply by" in pages[-1] or "Task" in pages[-1]
            assert "Yours sincerely" in pages[-1]


def test_nobody_else_makes_agreed_texts_in_this_room() -> None:
    public = {name for name in vars(letter_room) if not name.startswith("_")}
    assert "agree" in public
    assert not any("TOKEN" in name.upper() for name in public)
