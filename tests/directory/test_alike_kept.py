"""Facts that were packed say what they said before, and the same pairs are found as with whole ones."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.directory.test_alike import ENTRIES
from workwell_desktop.directory import alike_kept
from workwell_desktop.directory.alike import likeness_of
from workwell_desktop.directory.alike_blocks import suggest, suggest_for
from workwell_desktop.directory.alike_facts import Entry, Facts, facts_of
from workwell_desktop.directory.alike_ground import ground_of
from workwell_desktop.directory.alike_kept import KeptFacts
from workwell_desktop.directory.alike_rules import alike_rules

RULES = alike_rules()
LISTS = st.lists(ENTRIES, max_size=8).map(lambda found: [replace(one, id=-at) for at, one in enumerate(found, 1)])


@pytest.fixture(autouse=True)
def _little_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let only two stay whole, so that the others are packed."""
    monkeypatch.setattr(alike_kept, "_WHOLE", 2)


def whole(entries: list[Entry]) -> list[Facts]:
    return [facts_of(one, RULES) for one in entries]


@given(LISTS)
def test_what_was_packed_comes_back_but_for_the_words_it_was_made_from(entries: list[Entry]) -> None:
    kept = KeptFacts()
    assert list(kept.keeping(whole(entries))) == whole(entries)
    assert (len(kept), list(kept.ids)) == (len(entries), [one.id for one in entries])
    for place, one in enumerate(whole(entries)):
        for what in fields(Facts):
            if what.name != "entry":
                assert getattr(kept[place], what.name) == getattr(one, what.name), what.name
        assert replace(kept[place].entry, words="") == replace(one.entry, words="")
    with pytest.raises(IndexError):
        kept[len(entries)]


@given(LISTS)
def test_packed_facts_are_as_alike_as_whole_ones(entries: list[Entry]) -> None:
    kept = KeptFacts()
    ground = ground_of(kept.keeping(whole(entries)), RULES)
    made = whole(entries)
    assert ground == ground_of(made, RULES)
    for one in range(len(made)):
        for other in range(one):
            assert likeness_of(kept[one], kept[other], ground, RULES) == likeness_of(
                made[one], made[other], ground, RULES
            )


def test_each_pair_is_given_once_though_much_is_the_same() -> None:
    one = Entry(
        1, "Aston Baby Bank", "Aston Trust", "14 Mill Lane, Aston", "ZZ1 2AB", phones=("01632 960001",),
        email="hello@aston.example", web="aston.example/babies",
    )  # fmt: skip
    entries = [replace(one, id=number) for number in range(1, 6)]
    everyone = {(low, high) for high in range(1, 6) for low in range(1, high)}
    found = [(pair.first, pair.second) for pair in suggest(entries)]
    assert (len(found), set(found)) == (10, everyone)
    found = [(pair.first, pair.second) for pair in suggest_for(entries[:2], entries[2:])]
    assert (len(found), set(found)) == (7, {pair for pair in everyone if pair[0] <= 2})


def test_it_stops_while_it_reads_and_while_it_compares() -> None:
    entries = [Entry(number, "Aston Baby Bank", postcode="ZZ1 2AB") for number in range(1, 30)]
    asked = 0

    def stopped() -> bool:
        nonlocal asked
        asked += 1
        return asked > 10

    assert len(list(suggest(entries, stopped=stopped))) == 0
    assert asked < 15


def test_what_comes_a_second_time_word_for_word_is_told_with_itself_alone() -> None:
    one = Entry(
        1, "Aston Baby Bank", "Aston Trust", "14 Mill Lane, Aston", "ZZ1 2AB", phones=("01632 960001",),
        email="hello@aston.example", web="aston.example/babies",
    )  # fmt: skip
    written = replace(one, name="Aston Babybank Ltd")
    there = [one, replace(written, id=2), replace(one, id=3, name="Yoga", postcode="ZZ9 9ZZ", phones=(), email="")]
    new = [
        replace(one, id=-1, topics=frozenset({"caring"}), position=(53.0, -2.0)),
        replace(written, id=-2, phones=()),
        replace(there[2], id=-3, web=""),
    ]
    found = {(pair.first, pair.second) for pair in suggest_for(new, there, same_alone=True)}
    assert found == {(-1, 1), (-2, 1), (-2, 2), (-2, -1), (-3, 3)}
    assert (-1, 2) in {(pair.first, pair.second) for pair in suggest_for(new, there)}
    nothing = [Entry(4, "Yoga")]
    assert not list(suggest_for([replace(nothing[0], id=-4)], nothing, same_alone=True))
