"""The fixed sentences of paper are easy to read, and what is filled in is never read as a sentence."""

from __future__ import annotations

import re

import pytest

from tests.readability import hard_words, reading, sentences_in
from tests.tree import ROOT
from workwell_desktop import paths
from workwell_desktop.casework.letter_kinds import all_words, letter_kinds
from workwell_desktop.documents.model import Role, Run, Text
from workwell_desktop.documents.wording import PAPERS, runs, sentences, text

KINDS = pytest.mark.parametrize("paper", PAPERS)


@KINDS
def test_a_child_of_eleven_can_read_the_fixed_sentences(paper: str) -> None:
    said = list(sentences(paper).values())
    if paper == "letter":  # most of what a letter says stands with its kind
        said += [words for kind in letter_kinds().values() for _where, words, _sort in all_words(kind)]
    whole = [part for sentence in said for part in sentences_in(sentence)]
    measured = reading(whole)
    assert len(whole) >= 5
    assert measured.index <= 6
    assert measured.mean_words <= 15
    assert measured.most_words <= 25


@KINDS
def test_no_fixed_sentence_uses_the_words_of_the_trade(paper: str) -> None:
    assert not [(name, hard) for name, words in sentences(paper).items() for hard in hard_words(words)]


@KINDS
def test_every_fixed_sentence_is_used_and_names_only_what_is_filled_in(paper: str) -> None:
    code = (ROOT / "workwell_desktop" / "documents" / f"{paper}.py").read_text("utf-8")
    for name, words in sentences(paper).items():
        stem = re.sub(r"_[1-3]$", "", name)
        assert re.search(rf"""["'](?:{name}|{stem})["']""", code), name
        assert re.sub(r"\{[a-z_]+\}", "", words).count("{") == 0
        assert words.count("**") % 2 == 0


def test_every_letter_file_is_known_and_says_its_source_and_licence() -> None:
    files = {path.stem: path.read_text("utf-8") for path in (paths.resources() / "letters").glob("*.toml")}
    assert set(files) == set(PAPERS)
    for words in files.values():
        assert re.search(r'^source = "\S', words, re.MULTILINE)
        assert re.search(r'^licence = "\S', words, re.MULTILINE)


def test_what_is_filled_in_stays_its_own_run() -> None:
    assert runs("**Hello {name},** by {date}.", name=Run("{date} **x**", field="a name"), date="Monday") == (
        Run("Hello ", strong=True),
        Run("{date} **x**", strong=True, field="a name"),
        Run(",", strong=True),
        Run(" by "),
        Run("Monday"),
        Run("."),
    )
    assert text(Role.NOTE, "A {b} c", b="B") == Text(Role.NOTE, (Run("A "), Run("B"), Run(" c")))


def test_a_sentence_that_asks_for_what_is_not_there_is_a_bug() -> None:
    with pytest.raises(KeyError):
        runs("Hello {nobody}")


def test_the_measure_tells_easy_from_hard() -> None:
    easy = reading(sentences_in("The cat sat on the mat. It was warm. We like it."))
    hard = reading(sentences_in("Multidisciplinary stakeholder engagement facilitates biopsychosocial interventions."))
    assert easy.index < 2
    assert hard.index > 20
    assert hard_words("A holistic pathway") == ["holistic", "pathway"]
