"""The recovery sheet: 160 random bits as 36 letters and digits that a person can copy by hand.

Nine groups of four in Crockford's base 32 (no I, L, O or U); the last 20 of the 180 bits are a check, so a
slip of the pen is noticed before anything is tried.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from workwell_desktop.errors import InputProblem

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET_BYTES = 20
GROUPS = 9
LENGTH = 4 * GROUPS
_CHECK_BITS = 20
_LABEL = b"workwell-vault/v1/sheet"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BETWEEN = " \t\r\n-\u2010\u2011\u2012\u2013\u2014\u2212._"


@dataclass(frozen=True)
class RecoverySheet:
    """What is printed once and kept away from the PC. ``secret`` is 20 bytes and never shown by ``repr``."""

    secret: bytes = field(repr=False)

    @property
    def groups(self) -> tuple[str, ...]:
        """The nine groups of four characters, as printed."""
        text = _encode(self.secret)
        return tuple(text[at : at + 4] for at in range(0, LENGTH, 4))

    @property
    def text(self) -> str:
        """The nine groups in one line, with a dash between them."""
        return "-".join(self.groups)


def make_sheet(random: Callable[[int], bytes] = os.urandom) -> RecoverySheet:
    """Make a new sheet. One whose check would miss a single wrong character or two swapped ones is not used."""
    while True:
        secret = random(SECRET_BYTES)
        if not any(_sound(slip) for slip in slips(_encode(secret))):
            return RecoverySheet(secret)


def tidy(text: str) -> str:
    """Return what was typed without spaces and dashes, in capitals, with O, I and L read as 0, 1 and 1."""
    return "".join(c for c in text if c not in _BETWEEN).upper().translate(_READ_AS)


def read_sheet(text: str) -> RecoverySheet:
    """Read a typed recovery sheet. Raises ``InputProblem`` for the field ``sheet`` with what to look at."""
    typed = tidy(text)
    strange = [c for c in typed if c not in ALPHABET]
    if strange:
        _refuse("The sheet has only digits and capital letters, without U. Look at it again.")
    if len(typed) != LENGTH:
        _refuse(f"The sheet has {LENGTH} letters and digits. This has {len(typed)}.")
    if not _sound(typed):
        _refuse("A letter or digit is not right. Go through the nine groups one by one.")
    return RecoverySheet(_value(typed)[0])


def slips(text: str) -> Iterator[str]:
    """Give every text with one character changed or two neighbours swapped."""
    for at, right in enumerate(text):
        for wrong in ALPHABET:
            if wrong != right:
                yield text[:at] + wrong + text[at + 1 :]
        following = text[at + 1 : at + 2]
        if following and following != right:
            yield text[:at] + following + right + text[at + 2 :]


def _refuse(sentence: str) -> None:
    raise InputProblem({"sheet": sentence})


def _check(secret: bytes) -> int:
    return int.from_bytes(hashlib.sha256(_LABEL + secret).digest()[:3], "big") >> 4


def _encode(secret: bytes) -> str:
    if len(secret) != SECRET_BYTES:
        raise ValueError("a sheet holds 20 bytes")
    number = int.from_bytes(secret, "big") << _CHECK_BITS | _check(secret)
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH)))


def _value(text: str) -> tuple[bytes, int]:
    number = 0
    for c in text:
        number = number << 5 | ALPHABET.index(c)
    return (number >> _CHECK_BITS).to_bytes(SECRET_BYTES, "big"), number & (1 << _CHECK_BITS) - 1


def _sound(text: str) -> bool:
    secret, check = _value(text)
    return _check(secret) == check
