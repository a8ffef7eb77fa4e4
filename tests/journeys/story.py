"""What the coach and the participant say in a journey. The people are made up.

A plain story says the words as they stand here. A planted one adds words to all of them that occur nowhere else, so
that each can be looked for afterwards.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

STEM = "quixov"  # every planted word begins with it: no word of ours, of Qt or of a font does
_VOWELS, _CONSONANTS = "aeiou", "bdfgklmnprst"


def planted_words(number: int) -> tuple[str, ...]:
    """Return this many different words of ten letters, the same ones every time."""
    chance = random.Random(20261121)  # noqa: S311 - no secret: the words have to be the same in two processes
    words: dict[str, None] = {}
    while len(words) < number:
        ending = "".join(chance.choice(letters) for letters in (_VOWELS, _CONSONANTS, _VOWELS, _CONSONANTS))
        words[STEM + ending] = None
    return tuple(words)


class Story:
    """Says words for the coach to type. ``called`` and ``employer`` are what the windows then say themselves."""

    coach = "Ruth Example"

    def __init__(self, planted: Sequence[str] = ()) -> None:
        """Hold the words to plant; none for a plain story."""
        self._all, self._left = list(planted), list(planted)
        self.plants = bool(planted)
        self.sown: dict[str, list[int]] = {}
        self.called = self.name("Jo")
        self.first, self.last = self.name("Joanne"), self.name("Example")
        self.employer = self.say("Harbour Foods", 1)

    @property
    def left(self) -> int:
        """How many words are not planted yet."""
        return len(self._left)

    def name(self, plain: str) -> str:
        """Return a name: the plain one, or a planted word in its place, with its first letter large."""
        return self._sow(plain, 1)[0].capitalize() if self.plants else plain

    def say(self, plain: str, plants: int = 2) -> str:
        """Return what is typed: the plain words, and after them this many planted ones."""
        return " ".join([plain, *self._sow(plain, plants)])

    def plant(self, field: str) -> str:
        """Return one planted word alone, for a field that a plain story leaves empty."""
        return " ".join(self._sow(field, 1))

    def rest(self) -> str:
        """Return all words that are left, for the last field."""
        return " ".join(self._sow("the rest", self.left))

    def _sow(self, where: str, plants: int) -> list[str]:
        """Take words, and note where they are planted by their places in the list: ``sown`` names no word itself."""
        grown, self._left = self._left[:plants], self._left[plants:]
        self.sown.setdefault(where, []).extend(self._all.index(word) for word in grown)
        return grown
