"""What a passphrase must be: long enough, any language, not one that everybody tries first."""

from __future__ import annotations

import pytest

from tests.vaults import NEW_PASSPHRASE, PASSPHRASE
from workwell_desktop.errors import InputProblem
from workwell_desktop.vault.kdf import FLOOR, normalised, stretch
from workwell_desktop.vault.passphrase import check_passphrase, denied_words, offer, passphrase_words, strength


@pytest.mark.parametrize(
    "passphrase",
    [
        PASSPHRASE,
        NEW_PASSPHRASE,
        "my dog is called Rex and barks",
        "пароль весна озеро",
        "山川草木鳥獣虫魚花月雪空",
        "T7#kQ9!mZ2$w",
        "73920184756201938475",
        "ﬁne ﬂowers — ½ café",
        "🐢🚲🌧🍞🎈🧭🪁🛶🐝🥝🌵🪴",
        " ".join(f"{number}{chr(97 + number * 7 % 26)}" for number in range(215)),  # nearly a thousand
    ],
)
def test_these_are_taken(passphrase: str) -> None:
    check_passphrase(passphrase)


@pytest.mark.parametrize(
    ("passphrase", "words"),
    [
        ("", "12 characters or more. This has 0."),
        ("short", "12 characters or more. This has 5."),
        ("ﬃﬃﬃ", "12 characters or more. This has 9."),  # three letters to the eye that NFKC writes as nine
        ("e\u0301" * 11, "12 characters or more. This has 11."),
        ("password1234", "easy to guess"),
        ("Password12345!", "easy to guess"),
        ("passwordpassword", "easy to guess"),
        ("123456789012", "easy to guess"),
        ("aaaaaaaaaaaaaaaa", "easy to guess"),
        ("qwertyuiop[]", "easy to guess"),
        ("abcabcabcabcabc", "easy to guess"),
        ("1qaz2wsx3edc4rfv", "easy to guess"),
        ("workwell workwell", "easy to guess"),
        ("WorkWell NHS Coach 2026", "easy to guess"),
        ("coach coach coach", "easy to guess"),
        ("LEAVEMEALONE", "easy to guess"),
        ("🎈" * 257, "too long"),
    ],
)
def test_these_are_not(passphrase: str, words: str) -> None:
    with pytest.raises(InputProblem) as caught:
        check_passphrase(passphrase, field="new")
    assert words in caught.value.fields["new"]


def test_every_offered_passphrase_is_taken() -> None:
    words = passphrase_words()
    assert len(words) == len(set(words)) == 7776
    for _ in range(20):
        offered = offer(words)
        assert len(offered.split(" ")) == 4
        assert strength(offered).score >= 3
        check_passphrase(offered)


def test_offered_words_are_chosen_by_the_source_that_is_handed_in() -> None:
    taken = iter(["maple", "orbit", "maple", "sea"])
    assert offer(["maple", "orbit", "sea"], choose=lambda _: next(taken)) == "maple orbit maple sea"


def test_local_words_do_not_count() -> None:
    assert "workwell" in denied_words()
    with pytest.raises(InputProblem):
        check_passphrase("Harbour Harbour", denied={"harbour"})


@pytest.mark.parametrize(
    ("passphrase", "score", "word"),
    [
        ("", 0, "Very easy to guess"),
        ("monkey", 0, "Very easy to guess"),
        ("Password12345!", 1, "Easy to guess"),
        ("kettle2026", 2, "Fair"),
        (PASSPHRASE, 4, "Strong"),
    ],
)
def test_strength_in_a_word(passphrase: str, score: int, word: str) -> None:
    assert (strength(passphrase).score, strength(passphrase).word) == (score, word)


def test_every_keyboards_way_to_write_it_gives_the_same_bytes() -> None:
    assert normalised("café ﬁnds") == normalised("cafe\u0301 finds")
    salt = bytes(16)
    assert stretch("café", salt, FLOOR) == stretch("cafe\u0301", salt, FLOOR)
