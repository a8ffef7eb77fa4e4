"""Spelling: British English, offline, names and the field's words unmarked, nothing written beside the vault."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plans import make_jo, still_clock
from workwell_desktop.casework import spelling
from workwell_desktop.casework.spelling import Speller, words_in
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem
from workwell_desktop.vault.store import Vault


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return make_jo(open_vault)


@pytest.fixture(scope="module")
def plain() -> Speller:
    made = Speller(spelling.field_words())
    made.load()
    return made


def marked(speller: Speller, text: str) -> list[str]:
    return [found.word for found in speller.wrong_in(text)]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The colour of my favourite organisation", []),
        ("The color of my favorite place", ["color", "favorite"]),
        ("I recieve teh letter", ["recieve", "teh"]),
        ("Don’t, can't, won’t, o'clock, Jo's", []),
        ("jobcentre wellbeing WorkWell physio Jobcentre’s fibromyalgia", []),
        ("jo.exampel@example.org www.exampel.org C:\\exampel exampel.pdf b12zx 4pmm", []),
        ("ESA PIP DWP NHSX ADHD", []),
        ("שלום مرحبا 你好 🌊 łódź", ["łódź"]),
        ("", []),
        ("a" * 70, []),
        ("end.Begin recieve.", ["recieve"]),
    ],
)
def test_what_is_marked(plain: Speller, text: str, wrong: list[str]) -> None:
    assert marked(plain, text) == wrong


def test_nothing_is_marked_before_the_dictionary_was_read() -> None:
    assert marked(Speller(frozenset()), "recieve teh") == []


@given(text=st.text(max_size=80))
def test_a_mark_is_where_its_word_is(text: str) -> None:
    found = list(words_in(text))
    assert all(text[one.start : one.end] == one.word for one in found)
    assert found == sorted(found, key=lambda one: one.start)


def test_suggestions_keep_the_apostrophe_that_was_typed(plain: Speller) -> None:
    assert "receive" in plain.suggest("recieve")
    assert len(plain.suggest("recieve")) <= spelling.MOST_SUGGESTIONS
    assert all("'" not in word for word in plain.suggest("dont’t"))


def test_names_of_the_participant_and_the_coach_are_right(open_vault: Vault, jo: int) -> None:
    found = spelling.speller(open_vault, jo)
    found.load()
    assert marked(found, "Joanne Exampel, Harbour Foods, Zzyzx") == ["Exampel", "Zzyzx"]


def test_a_word_is_added_to_the_vault_and_taken_back(open_vault: Vault, jo: int) -> None:
    spelling.add_word(open_vault, " Exampel ")
    spelling.add_word(open_vault, "exampel")
    assert spelling.known_words(open_vault) == ("exampel",)
    found = spelling.speller(open_vault, jo)
    found.load()
    assert marked(found, "Exampel’s EXAMPEL exampel") == []
    assert found.added("Exampel")
    assert not found.added("Joanne"), "a name is not an added word"
    spelling.take_back_word(open_vault, "Exampel")
    spelling.take_back_word(open_vault, "never there")
    assert spelling.known_words(open_vault) == ()
    with pytest.raises(InputProblem):
        spelling.add_word(open_vault, "two words")


def test_every_word_of_the_list_is_needed(plain: Speller) -> None:
    bare = Speller(frozenset())
    bare.load()
    needless = [word for word in spelling.field_words() if not (bare.wrong(word) or bare.wrong(word.capitalize()))]
    assert sorted(needless) == []


def test_nothing_is_opened_for_writing(open_vault: Vault, jo: int, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    written: list[str] = []
    live = [True]

    def watch(event: str, args: tuple[object, ...]) -> None:
        if live[0] and event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
            written.append(str(args[0]))

    sys.addaudithook(watch)
    found = spelling.speller(open_vault, jo)
    spelling.load_dictionary.cache_clear()
    before = {path for path in tmp_path.rglob("*") if not path.is_relative_to(open_vault.folder)}
    found.load()
    assert marked(found, "a private wrod") == ["wrod"]
    found.suggest("wrod")
    live[0] = False
    assert written == []
    assert {path for path in tmp_path.rglob("*") if not path.is_relative_to(open_vault.folder)} == before
