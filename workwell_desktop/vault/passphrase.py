"""What a passphrase must be, how strong it is, and four random words to offer instead.

At least twelve characters, any language, no longest length that anyone would meet, no rules about digits and
signs, and none of the common ones: Cyber Essentials v3.3 and the NCSC's advice.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workwell_desktop.errors import InputProblem
from workwell_desktop.paths import resources
from workwell_desktop.vault.kdf import normalised

LEAST_CHARACTERS = 12
MOST_BYTES = 1024
OFFERED_WORDS = 4
_TOO_EASY = 1  # zxcvbn's score: fewer than a million guesses
_JUDGED = 72  # zxcvbn takes long over long texts, and by then there is nothing left to find out
_WORDS = ("Very easy to guess", "Easy to guess", "Fair", "Good", "Strong")


@dataclass(frozen=True)
class Strength:
    """How hard a passphrase is to guess: ``score`` 0 to 4 and a word for it."""

    score: int
    word: str


def check_passphrase(passphrase: str, *, field: str = "passphrase", denied: Collection[str] | None = None) -> None:
    """Check a new passphrase. Raises ``InputProblem`` for ``field`` with what is wrong and what to do.

    ``denied`` are local words that do not count (the program's own list when None).
    """
    characters = len(unicodedata.normalize("NFKC", passphrase))
    if characters < LEAST_CHARACTERS:
        raise InputProblem({field: f"Use {LEAST_CHARACTERS} characters or more. This has {characters}."})
    if len(normalised(passphrase)) > MOST_BYTES:
        raise InputProblem({field: "This is too long. Use fewer than a thousand characters."})
    local = denied_words() if denied is None else denied
    if _is_common(passphrase, local) or strength(passphrase, denied=local).score <= _TOO_EASY:
        raise InputProblem({field: "This is easy to guess. Use three or four words that do not belong together."})


def strength(passphrase: str, *, denied: Collection[str] | None = None) -> Strength:
    """Judge how hard a passphrase is to guess. Nothing leaves this PC; the first call takes 50 ms longer."""
    from zxcvbn import zxcvbn  # noqa: PLC0415 - 46 ms, needed only where a passphrase is chosen

    if not passphrase:
        return Strength(0, _WORDS[0])
    local = denied_words() if denied is None else denied
    score = int(zxcvbn(unicodedata.normalize("NFKC", passphrase)[:_JUDGED], user_inputs=sorted(local))["score"])
    if _is_common(passphrase, local):
        score = min(score, _TOO_EASY)
    return Strength(score, _WORDS[score])


def offer(words: Sequence[str], *, choose: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """Return four random words with spaces between them: 51 bits from a list of 7,776."""
    return " ".join(choose(words) for _ in range(OFFERED_WORDS))


def passphrase_words(path: Path | None = None) -> tuple[str, ...]:
    """Read the list of words to offer, one a line (the shipped list when None)."""
    return _lines(path or resources() / "words" / "passphrase_words.txt")


def denied_words(path: Path | None = None) -> frozenset[str]:
    """Read the local words that do not make a passphrase, one a line (the shipped list when None)."""
    return frozenset(word.casefold() for word in _lines(path or resources() / "words" / "passphrase_denied.txt"))


@cache
def _lines(path: Path) -> tuple[str, ...]:
    return tuple(line.strip() for line in path.read_text("utf-8").splitlines() if line.strip())


@cache
def _common() -> frozenset[str]:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # noqa: PLC0415 - loaded only where a passphrase is chosen

    return frozenset(FREQUENCY_LISTS["passwords"])


def _folded(passphrase: str) -> str:
    return unicodedata.normalize("NFKC", passphrase).casefold()


def _is_common(passphrase: str, local: Collection[str]) -> bool:
    """Say whether it is a common password, dressed up with digits and signs or not, or made of local words alone."""
    folded = _folded(passphrase)
    words = re.sub(r"[\W\d_]+", " ", folded).split()
    if folded in _common() or "".join(words) in _common():
        return True
    once = set(words)
    return bool(once) and (once <= set(local) or (len(once) == 1 and once <= _common()))
