"""Only what was agreed, line by line, can stand in a letter, whoever reads it."""

from __future__ import annotations

import copy
import dataclasses
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.samples import (
    DAYS,
    MADE,
    OPENING,
    agreed,
    changes,
    letter,
    letter_with_abilities,
    letter_with_weeks,
    pages_of,
    words_of,
)  # fmt: skip
from workwell_desktop.documents import agreed as agreed_room
from workwell_desktop.documents.house_style import CLOSE_LETTER, LETTER
from workwell_desktop.documents.letter import (
    AgreedText,
    Days,
    Fixed,
    Group,
    Letter,
    LetterRow,
    Part,
    Said,
    StageRow,
    Stages,
    agree,
    letter_document,
    letter_lines,
    letter_pdf,
)
from workwell_desktop.documents.render import to_pdf
from workwell_desktop.errors import PaperProblem

PLACES = ["said", "group", "now", "helps", "settled", "reply", "again", "week", "days", "hours"]
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


def part_with(place: str, line: Any) -> Part:
    """Return a part of a letter with a line in one of the ``PLACES``."""
    there = agreed("there")
    return {
        "said": lambda: Said(line),
        "group": lambda: Group("What I can do", (there, line)),
        "now": lambda: changes(LetterRow(line, there, None)),
        "helps": lambda: changes(LetterRow(None, line, None)),
        "settled": lambda: changes(LetterRow(there, line, None), settled=True),
        "reply": lambda: Days(line, None),
        "again": lambda: Days(there, line),
        "week": lambda: Stages("Hours", (StageRow(line, there, there),)),
        "days": lambda: Stages("Hours", (StageRow(there, line, there),)),
        "hours": lambda: Stages("Hours", (StageRow(there, there, line),)),
    }[place]()


@given(LOOKS_AGREED.filter(bool), st.sampled_from(PLACES))
def test_a_text_that_was_not_agreed_is_refused_wherever_it_is_put(text: object, place: str) -> None:
    with pytest.raises(TypeError):
        letter(parts=(OPENING, part_with(place, text)))


@pytest.mark.parametrize("place", PLACES)
def test_no_letter_to_an_employer_holds_a_line_about_health(place: str) -> None:
    part = part_with(place, agree("A sore back", MADE, of_health=True))
    with pytest.raises(TypeError, match="no place for a line about health"):
        letter(parts=(part,))
    for reader in ("gp", "service"):
        assert "A sore back" in " ".join(letter_lines(letter(to=reader, parts=(part,))))


def test_what_is_no_part_of_a_letter_is_refused() -> None:
    with pytest.raises(TypeError, match="a part of a letter"):
        letter(parts=("A stool at the till",))


def test_a_row_that_only_looks_like_one_is_refused() -> None:
    with pytest.raises(TypeError):
        letter(parts=(changes((agreed("a"), agreed("b"), None)),))  # type: ignore[arg-type] # the point of the test


def test_a_line_agreed_after_the_letter_is_refused() -> None:
    late = agree("A stool at the till", MADE + timedelta(days=1))
    with pytest.raises(PaperProblem, match="agreed after"):
        letter(parts=(changes(LetterRow(None, late, None)),))
    letter(parts=(Said(agree("A stool at the till", MADE - timedelta(days=1))),))


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_an_empty_line_cannot_be_agreed(text: str) -> None:
    with pytest.raises(PaperProblem):
        agree(text, MADE)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), st.booleans()), max_size=8), st.sampled_from(["employer", "gp"]))
def test_what_was_left_out_is_nowhere_in_the_letter(lines: list[tuple[str, bool]], to: str) -> None:
    parts, shared, kept_back = [], [], []
    for number, (place, is_agreed) in enumerate(lines):
        words = f"Planted{number}word"
        (shared if is_agreed else kept_back).append(words)
        if is_agreed:
            parts.append(part_with(place, agreed(words)))
    paper = letter(parts=tuple(parts), to=to)
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
    helps = letter(parts=(changes(LetterRow(None, agreed("A stool"), None)),))
    lines = letter_lines(helps)
    assert "What would help" in lines
    assert "This would help too" not in lines
    assert "What I find hard at present" not in lines
    assert "Until" not in letter_lines(letter(parts=(changes(LetterRow(agreed("a"), agreed("b"), None)),)))
    bare = letter(parts=(changes(LetterRow(None, None, date(2027, 1, 1))), Days(None, None), Stages("Hours", ())))
    assert not {"Changes that would help", "What would help", "What I find hard at present"} & set(letter_lines(bare))
    assert "Hours" not in letter_lines(bare)
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


def test_the_law_is_named_where_something_is_asked_of_an_employer_and_nowhere_else() -> None:
    row = LetterRow(agreed("Standing is hard"), agreed("A stool"), None)
    asked, settled = changes(row), changes(row, settled=True)
    for parts, to, named in (((asked,), "employer", 1), ((settled,), "employer", 0), ((asked,), "gp", 0)):
        lines = letter_lines(letter(parts=parts, to=to))
        assert sum("Equality Act" in line for line in lines) == named
        assert ("What we agreed" in lines) == (parts == (settled,))


def test_a_fixed_sentence_names_only_what_the_letter_knows() -> None:
    lines = letter_lines(letter(parts=(Fixed("{coach} of {service} wrote to {recipient} for {participant}."),)))
    assert "Ruth Example of Elm Street Clinic wrote to Harbour Foods for Jo." in lines
    with pytest.raises(KeyError):
        letter_lines(letter(parts=(Fixed("{conditions}"),)))


def test_the_letter_has_no_field_for_health() -> None:
    names = {field.name for kind in (Letter, LetterRow) for field in dataclasses.fields(kind)}
    assert not {name for name in names for word in ("condition", "diagnos", "health", "medic") if word in name}


def test_a_long_letter_takes_a_second_page_and_is_not_shrunk() -> None:
    rows = tuple(
        LetterRow(agreed(f"Task {n} is hard after an hour of it."), agreed(f"A break after task {n}"), None)
        for n in range(22)
    )
    pages = pages_of(letter_pdf(letter(parts=(OPENING, changes(*rows), DAYS))))
    assert len(pages) == 2
    assert "At work now" in pages[1]
    assert "Yours sincerely" in pages[1]
    assert "Page 2 of 2" in " ".join(pages[1].split())


def test_a_letter_that_would_run_over_by_a_little_is_set_closer_and_a_longer_one_has_its_air() -> None:
    little, more = letter_with_weeks(), letter_with_abilities()
    assert len(pages_of(to_pdf(letter_document(little), LETTER))) == 2
    assert len(pages_of(letter_pdf(little))) == 1
    assert letter_pdf(more) == to_pdf(letter_document(more), LETTER)
    assert CLOSE_LETTER.faces == LETTER.faces, "the letters keep their size"


def test_the_signature_never_stands_alone_on_a_page() -> None:
    for count in range(4, 30):
        rows = tuple(LetterRow(agreed(f"Task {n} is hard."), agreed("A break"), None) for n in range(count))
        pages = pages_of(letter_pdf(letter(parts=(OPENING, changes(*rows), DAYS))))
        if len(pages) > 1:
            assert "Please reply by" in pages[-1] or "Task" in pages[-1]
            assert "Yours sincerely" in pages[-1]


def test_nobody_else_makes_agreed_texts_in_this_room() -> None:
    public = {name for name in vars(agreed_room) if not name.startswith("_")}
    assert "agree" in public
    assert not any("TOKEN" in name.upper() for name in public)
