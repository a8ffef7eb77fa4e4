"""Names that people mix up when they write them down share a key; names that nobody mixes up do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.casework.name_sounds import LONGEST, sound


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Catherine", "Kathryn"), ("Sean", "Shaun"), ("Dafydd", "David"), ("Reid", "Reade"), ("Mohammed", "Muhammad"),
        ("Smith", "Smyth"), ("Stephen", "Steven"), ("Knight", "Night"), ("Clark", "Clarke"), ("Thompson", "Tomson"),
        ("MacDonald", "McDonald"), ("Geoffrey", "Jeffrey"), ("Wright", "Right"), ("Claire", "Clare"), ("Rhys", "Reece"),
        ("Nguyễn", "Nguyen"), ("Łukasz", "Lukas"), ("O’Brien", "OBrien"), ("Siân", "Sian"), ("Exampel", "Example"),
        ("Hugh", "Huw"), ("Alison", "Allyson"), ("Lewis", "Louis"), ("Aisha", "Ayesha"), ("SMITH", "smith"),
    ],
)  # fmt: skip
def test_they_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Smith", "Jones"), ("Tom", "Tim Example"), ("Khan", "Patel"), ("Anna", "Hannah"), ("王", "李")]
)
def test_they_do_not(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@given(st.text(max_size=40))
def test_any_word_has_a_short_key_and_accents_and_case_make_no_difference(word: str) -> None:
    assert len(sound(word)) <= LONGEST
    assert sound(word.upper().lower()) == sound(word.lower()) or not word.isascii()
