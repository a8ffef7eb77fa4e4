"""Lines are never too long for a reader or for the page, and nothing is lost between them."""

from __future__ import annotations

import gc
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.documents.samples import letter
from workwell_desktop.documents.compose import Composer
from workwell_desktop.documents.house_style import STANDARD
from workwell_desktop.documents.letter import letter_pdf
from workwell_desktop.documents.lines import Line, Measured, break_lines, measured, widest
from workwell_desktop.documents.model import Role, Run, Text
from workwell_desktop.documents.text import Piece

SIZE = 10.0


def measure(_face: str, words: str, size: float) -> float:
    """Every letter is half as wide as the size; a capital is twice that."""
    return sum(size if letter.isupper() else size / 2 for letter in words)


def lines_of(text: str, width: float = 200.0, most: int = 70) -> list[str]:
    return [line.words for line in break_lines(measured((Piece("Plain", text),), SIZE, measure), width, most)]


def put_back(lines: tuple[Line, ...]) -> str:
    """Return the text that lines were broken from, its newlines as blanks."""
    return "".join(line.words + (" " if line.soft else "") for line in lines)


@given(
    st.lists(st.tuples(st.sampled_from(["Plain", "Strong"]), st.text("abW0 \n", max_size=40)), max_size=5),
    st.floats(min_value=20, max_value=400),
    st.integers(min_value=5, max_value=70),
)
@example([("Plain", "")], 100.0, 70)
@example([("Plain", " a  b ")], 20.0, 5)
@example([("Plain", "a\n\n\nb\n")], 20.0, 5)
def test_no_line_is_too_long_and_no_letter_is_lost(parts: list[tuple[str, str]], width: float, most: int) -> None:
    pieces = [Piece(face, words) for face, words in parts]
    lines = break_lines(measured(pieces, SIZE, measure), width, most)
    assert put_back(lines) == "".join(words for _face, words in parts).replace("\n", " ")
    for line in lines:
        assert line.width <= width + 0.02
        assert len(line.words) <= most
        assert line.width == pytest.approx(sum(measure(p.face, p.words, SIZE) for p in line.pieces))


@given(st.text("ab W", max_size=80))
def test_faces_are_kept_letter_by_letter(text: str) -> None:
    pieces = [Piece("Plain" if n % 3 else "Strong", letter) for n, letter in enumerate(text)]
    lines = break_lines(measured(pieces, SIZE, measure), 60.0)
    typed = [(piece.face, piece.words) for piece in pieces if piece.words != " "]
    drawn = [(p.face, letter) for line in lines for p in line.pieces for letter in p.words if letter != " "]
    assert drawn == typed


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 200, ["one two three"]),
        ("one two three", 40, ["one two", "three"]),
        ("one\ntwo", 200, ["one", "two"]),
        ("one\n\ntwo", 200, ["one", "", "two"]),
        ("abcdefghij", 20, ["abcd", "efgh", "ij"]),
        ("a abcdefghij b", 20, ["a", "abcd", "efgh", "ij b"]),
        ("by 24 November", 60, ["by", "24 November"]),
        ("no more than 5 kg", 75, ["no more than", "5 kg"]),
        ("24 Novembers", 55, ["24", "Novembers"]),
        ("07700 900118", 40, ["07700", "900118"]),
        ("x 07700 900118", 45, ["x 07700", "900118"]),
    ],
)
def test_lines_break_where_a_reader_expects_it(text: str, width: float, lines: list[str]) -> None:
    assert lines_of(text, width) == lines


def test_seventy_letters_are_the_most_whatever_the_width() -> None:
    assert [len(line) for line in lines_of("i " * 100, width=10_000)] == [69, 69, 60]


def test_a_blank_at_the_end_of_a_line_is_remembered_and_a_cut_inside_a_word_is_not() -> None:
    soft = [line.soft for line in break_lines(measured((Piece("Plain", "ab abcdefgh ab"),), SIZE, measure), 20.0)]
    assert soft == [True, False, True, False]


def test_a_text_says_how_wide_it_would_like_to_be() -> None:
    assert widest(measured((Piece("Plain", "ab\nabcd\nabc"),), SIZE, measure)) == 20.0
    assert widest(measured((Piece("Plain", "a" * 500),), SIZE, measure)) == 2500.0


def test_a_text_that_is_set_at_two_widths_is_measured_once() -> None:
    asked: list[str] = []

    def counting(face: str, words: str, size: float) -> float:
        asked.append(words)
        return measure(face, words, size)

    composer = Composer(STANDARD, counting)
    cell = Text(Role.TABLE_CELL, (Run("a stool at the till"),))
    composer.widest(cell)
    assert len(composer.words(cell, 60.0).lines) > len(composer.words(replace(cell, tag=7), 400.0).lines)
    assert asked.count("stool") == 1
    assert {line.tag for line in composer.words(replace(cell, tag=7)).lines} == {7}


def test_no_words_of_a_paper_are_kept_once_it_is_made() -> None:
    def kept() -> int:
        gc.collect()
        return sum(type(one) is Measured for one in gc.get_objects())

    before = kept()
    letter_pdf(letter())
    assert kept() == before
