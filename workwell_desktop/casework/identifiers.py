"""Checks the numbers and addresses that a coach types: NHS number, National Insurance number, postcode, phone, e-mail.

Each check tidies what was typed and says in a plain sentence what needs another look. Nothing typed is fine.
What was typed is never thrown away.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from nhs_number.validate import is_valid

# HMRC, National Insurance Manual NIM39110: letters and pairs that no number starts with. There is no check digit.
_NINO = re.compile(r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]?")
_NINO_SHAPE = re.compile(r"[A-Z]{2}\d{6}[A-Z]?")
_NINO_NEVER = frozenset(["BG", "GB", "KN", "NK", "NT", "TN", "ZZ", "OO", "CR", "FY", "MW", "NC"])

# The shapes of a UK postcode; C, I, K, M, O and V never stand in the last two places.
_POSTCODE = re.compile(
    r"(?:(?:[A-Z][1-9]\d?|[A-Z]{2}(?:[1-9]\d|\d)|[A-Z][1-9][A-HJKPSTUW]|[A-Z]{2}[1-9][ABEHMNPRVWXY])"
    r"\d[ABD-HJLNP-UW-Z]{2}|GIR0AA|BFPO\d{1,4})"
)
_AREA_NAMES = (
    "AB AL B BA BB BD BF BFPO BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX "
    "FK FY G GIR GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG "
    "NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW "
    "UB W WA WC WD WF WN WR WS WV YO ZE"
)
_AREAS = frozenset(_AREA_NAMES.split())
_ALIKE = {"O": "0", "0": "O", "I": "1", "1": "I"}
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]{2,}")


@dataclass(frozen=True)
class Checked:
    """What was made of something typed.

    ``value`` is what to keep and ``shown`` how to print it. ``problem`` says what needs another look before
    it can be kept; ``value`` then holds what was typed. ``note`` is a sentence that does not stand in the
    way, and ``suggestion`` what was perhaps meant.
    """

    value: str = ""
    shown: str = ""
    problem: str = ""
    note: str = ""
    suggestion: str = ""


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _wrong(text: str, problem: str) -> Checked:
    return Checked(text, text, problem)


def _digits(count: int) -> str:
    return f"{count} digit" if count == 1 else f"{count} digits"


def check_nhs_number(text: str) -> Checked:
    """Check an NHS number: ten digits with a check digit (NHS Data Dictionary, NHS NUMBER). Kept as ten digits.

    Ten equal digits pass the arithmetic and are refused all the same.
    """
    typed = _tidy(text)
    number = re.sub(r"[\s./-]", "", typed)
    if not number:
        return Checked()
    if not (number.isascii() and number.isdigit()):
        return _wrong(typed, "An NHS number has 10 digits and nothing else.")
    if len(number) != 10:
        return _wrong(typed, f"An NHS number has 10 digits. This one has {len(number)}.")
    if len(set(number)) == 1:
        return _wrong(typed, "An NHS number never has ten equal digits. Leave it blank if it is not known.")
    if not is_valid(number):
        return _wrong(typed, "This NHS number has a wrong digit. Read it back together.")
    return Checked(number, f"{number[:3]} {number[3:6]} {number[6:]}")


def check_nino(text: str) -> Checked:
    """Check a National Insurance number: two letters, six digits and A to D, which may be missing (NIM39110)."""
    typed = _tidy(text)
    number = re.sub(r"[\s./-]", "", typed).upper()
    if not number:
        return Checked()
    if not (number.isascii() and _NINO_SHAPE.fullmatch(number)):
        return _wrong(
            typed, "A National Insurance number has two letters, six digits and a letter, like QQ 12 34 56 C."
        )
    if number[:2] in _NINO_NEVER or not _NINO.match(number[:8]):
        return _wrong(typed, f"No National Insurance number starts with {number[:2]}. Read it back together.")
    if not _NINO.fullmatch(number):
        return _wrong(typed, f"A National Insurance number ends in A, B, C or D. This one ends in {number[-1]}.")
    return Checked(
        number, " ".join(part for part in (number[:2], number[2:4], number[4:6], number[6:8], number[8:]) if part)
    )


def check_postcode(text: str) -> Checked:
    """Tidy a postcode. A strange one is kept all the same, with a note and perhaps a suggestion (O for 0, I for 1)."""
    typed = _tidy(text)
    compact = re.sub(r"[\s.-]", "", typed).upper()
    if not compact:
        return Checked()
    if _is_postcode(compact):
        return Checked(_spaced(compact), _spaced(compact))
    if len(compact) > 8:  # longer than any postcode: most likely a whole address
        return Checked(typed, typed, note="This does not look like a UK postcode. It is kept as it was typed.")
    meant = next((candidate for candidate in _look_alikes(compact) if _is_postcode(candidate)), None)
    if meant:
        return Checked(typed, typed, note=f"Did you mean {_spaced(meant)}?", suggestion=_spaced(meant))
    return Checked(typed, typed, note="This does not look like a UK postcode. It is kept as it was typed.")


def _is_postcode(compact: str) -> bool:
    """Say whether this has the shape of a postcode and begins with an area that exists."""
    area = re.match(r"[A-Z]*", compact)
    return bool(_POSTCODE.fullmatch(compact) and area and area[0] in _AREAS)


def _spaced(compact: str) -> str:
    split = 4 if compact.startswith("BFPO") else -3
    return f"{compact[:split]} {compact[split:]}"


def _look_alikes(compact: str) -> Iterator[str]:
    """Give what was perhaps meant, O for 0 and I for 1 or the other way about, fewest changes first."""
    places = [place for place, letter in enumerate(compact) if letter in _ALIKE]
    for count in range(1, len(places) + 1):
        for chosen in itertools.combinations(places, count):
            yield "".join(_ALIKE[letter] if place in chosen else letter for place, letter in enumerate(compact))


def check_phone(text: str) -> Checked:
    """Check a phone number: UK numbers by their count of digits, others (``+48 ...``) by the 8 to 15 digits of E.164.

    A UK number is kept as its digits with the leading 0; ``+44``, ``0044`` and ``(0)`` are understood.
    """
    typed = _tidy(text)
    number = re.sub(r"[\s()./-]", "", typed.replace("(0)", ""))
    if not number:
        return Checked()
    if not re.fullmatch(r"\+?[0-9]+", number):
        return _wrong(typed, "A phone number has digits only. Write anything else beside it, in the notes.")
    number = re.sub(r"^(?:\+44|0044)0?", "0", number)
    if number.startswith("00"):
        number = f"+{number[2:]}"
    if number.startswith("+"):
        if not 8 <= len(number) - 1 <= 15:
            return _wrong(typed, f"A number from abroad has 8 to 15 digits. This one has {len(number) - 1}.")
        return Checked(number, typed if typed.startswith("+") else number)
    note = ""
    if len(number) == 10 and number.startswith("7"):
        number, note = f"0{number}", "The 0 in front was missing. It was put there."
    if not number.startswith("0"):
        return _wrong(typed, "A UK phone number starts with 0 or with +44.")
    problem = _uk_length(number)
    return _wrong(typed, problem) if problem else Checked(number, _phone_shown(number), note=note)


def _uk_length(number: str) -> str:
    """Return the sentence about a wrong count of digits, or nothing (Ofcom's numbering plan)."""
    has = f"This one has {len(number)}."
    if number.startswith("07"):
        return "" if len(number) == 11 else f"A mobile number has 11 digits. {has}"
    if number.startswith(("01", "08")):  # a few of both still have ten
        return "" if len(number) in {10, 11} else f"A number that starts with {number[:2]} has 10 or 11 digits. {has}"
    return "" if len(number) == 11 else f"A phone number has 11 digits. {has}"


def _phone_shown(number: str) -> str:
    """Space a UK number the way it is read out: 07700 900123, 020 7946 0123, 0113 496 0123, 01632 960123."""
    if number.startswith("02"):
        return f"{number[:3]} {number[3:7]} {number[7:]}"
    if number.startswith(("03", "08", "09", "011")) or re.match(r"01\d1", number):
        return f"{number[:4]} {number[4:7]} {number[7:]}"
    return f"{number[:5]} {number[5:]}"


def check_email(text: str) -> Checked:
    """Check an e-mail address lightly: one @ with something on both sides and a full stop after it. Kept as typed."""
    typed = _tidy(text)
    if not typed:
        return Checked()
    if not _EMAIL.fullmatch(typed) or ".." in typed:
        return _wrong(typed, "An e-mail address looks like jo@example.org: an @, and a full stop after it.")
    return Checked(typed, typed)
