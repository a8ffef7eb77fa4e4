"""How hard a text is to read: the index against its formula, hard words in their forms, and one hint at a time."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.casework.readability import hard_words, hard_words_in, reading, reading_hint, sentences_in

WORDS = st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=12), min_size=1, max_size=30)


def test_the_measure_tells_easy_from_hard() -> None:
    easy = reading(sentences_in("The cat sat on the mat. It was warm. We like it."))
    hard = reading(sentences_in("Multidisciplinary stakeholder engagement facilitates biopsychosocial interventions."))
    assert easy.index < 2
    assert hard.index > 20


@given(WORDS)
def test_the_index_is_that_of_the_formula(words: list[str]) -> None:
    measured = reading([" ".join(words) + "."])
    expected = 4.71 * sum(map(len, words)) / len(words) + 0.5 * len(words) - 21.43
    assert measured.index == pytest.approx(expected)
    assert (measured.mean_words, measured.most_words) == (len(words), len(words))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At 5.30 we stop. You rest.", ["At 5.30 we stop.", "You rest."]),
        ("A stool at the till\nShort breaks to move", ["A stool at the till", "Short breaks to move"]),
        ("“I want to sleep.” She said so!", ["“I want to sleep.", "She said so!"]),
        ("Yes.", []),
        ("", []),
        ("Ring {coach} on {phone}.", ["Ring {coach} on {phone}."]),
    ],
)
def test_a_text_is_parted_into_its_sentences(text: str, expected: list[str]) -> None:
    assert sentences_in(text) == expected


def test_nothing_to_read_asks_nothing() -> None:
    measured = reading(["", "…"])
    assert (measured.index, measured.mean_words, measured.most_words) == (0, 0, 0)


def test_hard_words_are_found_in_their_forms_and_as_they_are_written() -> None:
    found = hard_words_in("A Holistic pathway that Facilitates engagement. Pathways again.")
    assert [one.word for one in found] == ["Holistic", "pathway", "Facilitates", "engagement"]
    assert hard_words_in("An engaged couple implies nothing; a barrister is no barrier reef.")[0].word == "barrier"


def test_no_plainer_word_is_a_hard_one() -> None:
    assert not [one for one in hard_words() if hard_words_in(one.instead)]
    assert len({one.word for one in hard_words()}) == len(hard_words())
    assert all(one.word == one.word.lower() for one in hard_words())


def test_one_hint_at_a_time_the_hard_word_first() -> None:
    long = " ".join(["word"] * 21) + "."
    assert reading_hint(f"We will facilitate it. {long}") == "Plainer than “facilitate”: help."
    assert reading_hint(long) == "One sentence has 21 words. Two short ones are easier to read."
    assert reading_hint(" ".join(["word"] * 20) + ".") == ""
    heavy = "Occupational rehabilitation comprises comprehensive organisational communication arrangements throughout."
    assert reading_hint(heavy) == "These are long words. Say it as you would say it aloud."
    assert reading_hint("Physiotherapy") == ""
    assert reading_hint("") == ""


@given(st.text(max_size=300))
def test_whatever_is_typed_gets_a_sentence_or_nothing(text: str) -> None:
    hint = reading_hint(text)
    assert hint == "" or hint.endswith(".")
