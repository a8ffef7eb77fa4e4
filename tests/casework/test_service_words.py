"""From typed words to what is looked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.casework.service_words import Typed, groups_of, mended, read_words, shipped_words, typed_words
from workwell_desktop.datafiles import DataFileProblem

SMALL = frozenset({"help", "with", "my"})


@pytest.mark.parametrize(
    ("text", "words", "unfinished"),
    [
        ("debt", ("debt",), True),
        ("debt ", ("debt",), False),
        ("  Help with DEBT!", ("debt",), False),
        ("debt help", ("debt",), False),
        ("help", ("help",), True),
        ("café", ("cafe",), True),
        ("O'Brien", ("o", "brien"), True),
        ('"debt" OR name:x*', ("debt", "or", "name", "x"), False),
        ("", (), False),
        ("?!*", (), False),
    ],
)
def test_typed_words(text: str, words: tuple[str, ...], unfinished: bool) -> None:
    assert typed_words(text, SMALL) == Typed(words, unfinished)


@given(st.text(max_size=400))
def test_anything_may_be_typed(text: str) -> None:
    typed = typed_words(text, SMALL)
    assert len(typed.words) <= 12
    assert all(word.isalnum() and len(word) <= 40 for word in typed.words)


def test_words_that_mean_the_same_and_one_or_many() -> None:
    groups = groups_of(Typed(("physio", "bills"), unfinished=True), shipped_words().same)
    assert {"physio", "physiotherapy", "physiotherapist"} <= groups[0]
    assert "physio*" not in groups[0]
    assert {"bills", "bill", "bills*"} <= groups[1]


def test_two_words_that_belong_together_are_looked_for_side_by_side() -> None:
    same = shipped_words().same
    (banks,) = groups_of(Typed(("food", "banks"), unfinished=False), same)
    assert {"food bank", "food banks", "foodbank"} <= banks
    assert groups_of(Typed(("foodbank",), unfinished=False), same)[0] >= {"food bank", "food banks"}
    parcel, advice = groups_of(Typed(("parcel", "citizens", "advice"), unfinished=True), same)
    assert "cab" in advice
    assert "citizens advice*" in advice
    assert parcel == {"parcel", "parcels"}
    assert len(groups_of(Typed(("bank", "food"), unfinished=False), same)) == 2


KNOWN = ("counselling", "debt", "housing", "refuge", "refugee")


@pytest.mark.parametrize(
    ("typed", "put_right"),
    [
        ("housin", None),  # still being typed
        ("hosing", "housing"),  # one missing
        ("houssing", "housing"),  # one too many
        ("houzing", "housing"),  # one wrong
        ("huosing", "housing"),  # two swapped
        ("huozing", None),  # two slips
        ("dbt", None),  # too short to be sure
        ("refuge", None),  # known
    ],
)
def test_one_slip_is_put_right(typed: str, put_right: str | None) -> None:
    mended_words = mended(Typed((typed,), unfinished=True), KNOWN)
    assert (mended_words.words[0] if mended_words else None) == put_right


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('small = ["a"]\ngroups = 1', "list of lists"),
        ('small = ["a"]\ngroups = [["one"]]', "group 1"),
        ('small = ["a"]\ngroups = [["one", "Two"]]', "group 1"),
        ('small = ["a"]\ngroups = [["one", "two three four five"]]', "group 1"),
        ('small = ["a"]\ngroups = [["one", "two-three"]]', "group 1"),
        ('groups = [["one", "two"]]', "“small” is missing"),
    ],
)
def test_a_wrong_word_list_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "words.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(DataFileProblem) as caught:
        read_words(path)
    assert reason in caught.value.sentence
