"""Postcodes as people and lists write them: put right where only one reading is likely, never thrown away.

No library in Python was found that is kept up, needs no network and bears a licence that fits (ukpostcodeparser rests
since 2017, uk-postcode-utils since 2020), so the published shapes stand here.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

# The shapes of a UK postcode; C, I, K, M, O and V never stand in the last two places.
_OUTWARD = r"(?:[A-Z][1-9]\d?|[A-Z]{2}(?:[1-9]\d|\d)|[A-Z][1-9][A-HJKPSTUW]|[A-Z]{2}[1-9][ABEHMNPRVWXY])"
_POSTCODE = re.compile(rf"(?:{_OUTWARD}\d[ABD-HJLNP-UW-Z]{{2}}|GIR0AA|BFPO\d{{1,4}})")
_OUTCODE = re.compile(_OUTWARD)
_SECTOR = re.compile(rf"{_OUTWARD}\d")
_BEGINNING = re.compile(rf"({_OUTWARD})(?=\d)")
_IN_TEXT = re.compile(r"\b[A-Za-z]{1,2}[0-9OoIi][0-9A-Za-z]?[ ]{0,2}[0-9OoIi][A-Za-z]{2}\b")
_AREA_NAMES = (
    "AB AL B BA BB BD BF BFPO BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX "
    "FK FY G GIR GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG "
    "NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW "
    "UB W WA WC WD WF WN WR WS WV YO ZE"
)
_AREAS = frozenset(_AREA_NAMES.split())
_ALIKE = {"O": "0", "0": "O", "I": "1", "1": "I"}
_DASHES = "\u2010-\u2015\u2212"  # the hyphens, dashes and the minus that programs put in place of a typed one
_JOINTS = re.compile(rf"[\s.,;{_DASHES}-]+")
_LONGEST = 40  # signs; a longer text is not somebody's postcode
_OUTSIDE = {"BT": "Northern Ireland", "GY": "Guernsey", "JE": "Jersey", "IM": "the Isle of Man"}


@dataclass(frozen=True)
class Postcode:
    """A postcode, or as much of one as is known: "M33", "7", "AB". ``sector_digit`` and ``unit`` may be empty.

    ``repaired`` says that a letter was read as a digit or the other way about; ``guessed`` that only the beginning of
    what was written makes sense. Neither counts when two are compared.
    """

    outcode: str
    sector_digit: str = ""
    unit: str = ""
    repaired: bool = field(default=False, compare=False)
    guessed: bool = field(default=False, compare=False)

    @property
    def sector(self) -> str:
        """The sector, "M33 7"; empty where only the outcode is known."""
        return f"{self.outcode} {self.sector_digit}" if self.sector_digit else ""

    @property
    def text(self) -> str:
        """The postcode as it is written: "M33 7AB", "M33 7" or "M33"."""
        return f"{self.outcode} {self.sector_digit}{self.unit}".strip()

    @property
    def letters(self) -> str:
        """The letters it begins with: "M"."""
        return _letters_of(self.outcode)


def normal_postcode(text: str) -> Postcode | None:
    """Read a postcode, a sector or an outcode from what was written; nothing where it is none of them.

    Case, blanks, dots and dashes do not matter. O and 0, I and 1 are exchanged where their place in a postcode asks
    for it. Of "WA154 1HF" the outcode is kept, as a guess. Whether such a postcode exists is not asked: newer ones than
    any table are normal. Never raises.
    """
    if len(text) > _LONGEST:
        return None
    words = _JOINTS.sub(" ", tidy_text(text).upper()).split()
    compact = "".join(words)
    if not compact.isascii() or not compact.isalnum():
        return None
    return _whole(compact) or _part(words, compact) or _beginning(words, compact)


def postcode_in(text: str) -> Postcode | None:
    """Find the last whole postcode in an address; nothing where there is none."""
    for found in reversed(_IN_TEXT.findall(text)):
        read = normal_postcode(found)
        if read is not None and read.unit:
            return read
    return None


def outside_the_tables(postcode: Postcode) -> str:
    """Return the name of a part of these islands that our tables do not hold, or nothing."""
    return _OUTSIDE.get(postcode.letters, "")


def of_the_forces(postcode: Postcode) -> bool:
    """Say whether it is a forces' post office ("BFPO 57", "BF1 2AB"), which is an address without a place."""
    return postcode.letters in {"BF", "BFPO"}


def tidy_text(text: str) -> str:
    """Return a text in plain letters, without the signs nobody sees that come along when a number is pasted."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in plain if unicodedata.category(letter) != "Cf").strip()


def is_postcode(compact: str) -> bool:
    """Say whether capitals and digits without a blank have the shape of a whole postcode, in an area that exists."""
    return bool(_POSTCODE.fullmatch(compact)) and _letters_of(compact) in _AREAS


def spaced(compact: str) -> str:
    """Return a whole postcode with its blank."""
    split = 4 if compact.startswith("BFPO") else -3
    return f"{compact[:split]} {compact[split:]}"


def look_alikes(compact: str) -> Iterator[str]:
    """Give what was perhaps meant, O for 0 and I for 1 or the other way about, fewest changes first."""
    places = [place for place, letter in enumerate(compact) if letter in _ALIKE]
    for count in range(1, len(places) + 1):
        for chosen in itertools.combinations(places, count):
            yield "".join(_ALIKE[letter] if place in chosen else letter for place, letter in enumerate(compact))


def _letters_of(compact: str) -> str:
    found = re.match(r"[A-Z]*", compact)
    return found[0] if found else ""


def _whole(compact: str) -> Postcode | None:
    if not 5 <= len(compact) <= 8:
        return None
    for meant in itertools.chain([compact], look_alikes(compact)):
        if is_postcode(meant):
            outcode, inward = spaced(meant).split()
            if outcode == "BFPO":  # no place at all: the number is a forces' post office
                return Postcode(outcode, "", inward, repaired=meant != compact)
            return Postcode(outcode, inward[0], inward[1:], repaired=meant != compact)
    return None


def _part(words: list[str], compact: str) -> Postcode | None:
    """Read an outcode or a sector. "M33" is an outcode and "M3 3" a sector: here alone the blank counts."""
    if not 2 <= len(compact) <= 5 or len(words) > 2 or not any(sign.isdigit() for sign in compact):
        return None
    for meant in itertools.chain([compact], look_alikes(compact)):
        if _letters_of(meant) not in _AREAS:
            continue
        if _OUTCODE.fullmatch(meant) and not (len(words) == 2 and words[1].isdigit()):
            return Postcode(meant, repaired=meant != compact)
        if _SECTOR.fullmatch(meant):
            return Postcode(meant[:-1], meant[-1], repaired=meant != compact)
    return None


def _beginning(words: list[str], compact: str) -> Postcode | None:
    """Guess the outcode of something that is nearly a postcode: one digit or letter too many, or too few."""
    if not 4 <= len(compact) <= 9 or len(words) > 2:
        return None
    found = _BEGINNING.match(words[0] if len(words) == 2 and len(words[0]) > 3 else compact)
    if found is None or _letters_of(found[1]) not in _AREAS:
        return None
    return Postcode(found[1], repaired=True, guessed=True)
