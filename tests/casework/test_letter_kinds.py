"""The kinds of letter are data: read strictly, easy to read, and none about health goes to an employer."""

from __future__ import annotations

import pytest

from tests.documents.samples import pages_of
from workwell_desktop.casework.letter_gaps import WANTS
from workwell_desktop.casework.letter_kinds import (
    DAYS,
    EMPLOYER,
    FIXED,
    LINES,
    OFFER,
    SLOTS,
    WRITE,
    LetterKind,
    all_words,
    allowed_names,
    letter_kinds,
    name_problem,
    read_kind,
)
from workwell_desktop.casework.letter_sample import sample_letter
from workwell_desktop.casework.letter_slots import OF_HEALTH, READERS
from workwell_desktop.casework.readability import hard_words_in, reading, sentences_in
from workwell_desktop.datafiles import DataFileProblem, read_text
from workwell_desktop.documents.letter import letter_lines, letter_pdf
from workwell_desktop.paths import resources

KINDS = letter_kinds()
EIGHT = ("request", "support", "summary", "meeting", "confirm", "review", "gp", "referral")
each = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def file_of(code: str) -> str:
    return (resources() / "letters" / "kinds" / f"{code}.toml").read_text("utf-8")


def test_there_are_the_eight_kinds_and_each_stands_in_a_file_of_its_name() -> None:
    assert tuple(KINDS) == EIGHT
    assert {path.stem for path in (resources() / "letters" / "kinds").glob("*.toml")} == set(EIGHT)
    assert [kind.to for kind in KINDS.values()] == ["employer"] * 6 + ["gp", "service"]


@each
def test_a_child_of_eleven_can_read_every_word_of_a_kind(kind: LetterKind) -> None:
    words = [said for _where, said, _sort in all_words(kind)] + [part.words for part in kind.to_write]
    whole = [sentence for said in words for sentence in sentences_in(said)]
    measured = reading(whole)
    assert len(whole) >= 4
    assert measured.index <= 6
    assert measured.mean_words <= 15
    assert measured.most_words <= 25
    assert not [hard for said in (*words, kind.title, kind.purpose, kind.needed_left) for hard in hard_words_in(said)]


@each
def test_what_a_kind_wants_and_names_can_be_told_and_filled(kind: LetterKind) -> None:
    assert set(kind.wants) <= WANTS
    for where, words, sort in all_words(kind):
        assert name_problem(words, kind.to, sort) == "", where
    assert set(SLOTS) == set(READERS)


@each
def test_a_letter_to_an_employer_has_no_group_about_health(kind: LetterKind) -> None:
    slots = {part.words for part in kind.parts if part.sort == LINES}
    if kind.to == EMPLOYER:
        assert not slots & (OF_HEALTH | {"goals", "own_steps", "why", "reach"})
        assert not {"born", "nhs_number"} & set(allowed_names(EMPLOYER, OFFER))


@each
def test_every_letter_says_what_it_is_not_and_a_coach_s_letter_when_it_was_agreed(kind: LetterKind) -> None:
    small = " ".join(kind.small_print)
    assert ("not a fit note" in small) == (kind.to == EMPLOYER)
    if kind.sender == "service":
        assert "A coach is not a clinician." in small
        assert "agreed to share it with {recipient} on {agreed_on}." in small
    else:
        assert "coach" not in " ".join(letter_lines(sample_letter(kind))).lower(), "it is theirs alone"


@each
def test_what_is_asked_and_by_when_stands_on_the_first_page(kind: LetterKind) -> None:
    """Even of a letter that is as full as it can be: a busy reader looks there."""
    pages = pages_of(letter_pdf(sample_letter(kind, stages=True)))
    assert len(pages) <= 2
    assert "4 December 2026" in " ".join(pages[0].split())
    assert kind.closing in pages[-1]


def changed(code: str, old: str, new: str) -> str:
    text = file_of(code)
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("code", "old", "new", "reason"),
    [
        ("request", "title is {job}. I", "title is {jobb}. I", r"\{jobb\} is not a name .*use: \{participant\}"),
        ("request", "My job title is {job}. I", "My job title is {job. I", "One of the two is missing here"),
        ("request", 'lines = "able"', 'lines = "health"', "“health” is no group of lines for this reader"),
        ("request", 'lines = "able"', 'lines = "scores"', "“scores” is no group of lines"),
        ("request", 'to = "employer"', 'to = "anybody"', "“to” must be one of: employer, gp, service"),
        ("request", 'aim = "letter"', 'aim = "refer"', "“refer” is no aim of sharing with this reader"),
        ("request", 'needed = ["changes", "st', 'needed = ["chances", "st', "names chances, and there is no such part"),
        ("request", 'code = "helped"', 'code = "able"', "two parts have the same code"),
        ("request", 'seek = "Starting', 'sleep = "Starting', "“sleep” is no kind of plan"),
        ("request", 'sender = "own"', 'sender = "own"\ncolour = "red"', "“colour” is not known here"),
        ("request", "It is not a fit note.", "It is not a {note}.", r"\{note\} is not a name that can be filled in"),
        ("request", "My job title is {job}. I", "I was born {born}. I", r"\{born\} is not a name"),
        ("gp", 'write = "Add a question"', 'write = "x"\nlines = "goals"', "it has one of"),
        ("gp", 'heading = "What we would like to ask"\n', "", "a group of lines needs its heading"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_sound_is_refused_with_its_reason(code: str, old: str, new: str, reason: str) -> None:
    with pytest.raises(DataFileProblem, match=reason):
        read_kind(read_text(changed(code, old, new), f"{code}.toml"))


def test_a_part_is_found_by_its_code_and_an_unknown_one_is_a_bug() -> None:
    kind = KINDS["gp"]
    assert kind.part("questions").sort == WRITE
    assert {part.sort for one in KINDS.values() for part in one.parts} == {OFFER, LINES, WRITE, *DAYS}
    with pytest.raises(KeyError):
        kind.part("nothing")
    assert name_problem("{coach} and {conditions}", "gp", FIXED).startswith("{conditions} is not a name")
