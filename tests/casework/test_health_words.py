"""Words that would tell an employer about somebody's health: found in what stands in their own intake."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.plans import make_jo
from workwell_desktop.casework.health_words import health_note, health_words
from workwell_desktop.casework.intake import load_intake, save_intake
from workwell_desktop.vault.store import Vault

EMPLOYER = "Harbour Foods"


@pytest.fixture
def words(open_vault: Vault) -> frozenset[str]:
    jo = make_jo(open_vault)
    entry = replace(
        load_intake(open_vault, jo),
        conditions=("back_neck", "low_mood_anxiety"),
        conditions_words="Fibromyalgia, Ménière’s, and it makes work hard.",
    )
    save_intake(open_vault, jo, entry)
    return health_words(open_vault, jo)


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("Start at nine", ""),
        ("My fibromyalgia is worse early", "“fibromyalgia” tells Harbour Foods about your health."),
        ("FIBROMYALGIA!", "“FIBROMYALGIA” tells Harbour Foods about your health."),
        ("Because of Meniere’s I sit", "“Meniere’s” tells Harbour Foods about your health."),
        ("Menieres days", "“Menieres” tells Harbour Foods about your health."),
        ("My neck, and anxiety", "“neck” and “anxiety” tell Harbour Foods about your health."),
        ("My neck, anxiety and mood", "“neck”, “anxiety” and “mood” tell Harbour Foods about your health."),
        ("My back. My back.", "“back” tells Harbour Foods about your health."),
        ("I would like to come back to the shop", ""),
        ("Hard work makes it late", ""),
        ("Bottlenecks at the till", ""),
        ("Time for my low mood", "“mood” tells Harbour Foods about your health."),
        ("", ""),
    ],
)  # fmt: skip - a line and what is said of it
def test_a_word_of_the_intake_is_named_in_a_line(words: frozenset[str], line: str, note: str) -> None:
    assert health_note(line, words, EMPLOYER) == note


def test_nothing_written_about_health_means_nothing_to_say(open_vault: Vault) -> None:
    assert health_words(open_vault, make_jo(open_vault)) == frozenset()
    assert health_note("My fibromyalgia", frozenset(), EMPLOYER) == ""
