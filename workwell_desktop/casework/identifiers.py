"""Checks the numbers and addresses that a coach types: NHS number, National Insurance number, postcode, phone, e-mail.

Each check tidies what was typed and says in a plain sentence what needs another look. Nothing typed is fine.
What was typed is never thrown away.

The check digit of an NHS number is worked out by the library nhs-number, phone numbers are read by phonenumbers. For
National Insurance numbers we found none in Python that is kept up, does not need a network, and bears a licence that
fits (python-stdnum knows none and is LGPL), so their published shape stands here; that of postcodes in ``places``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nhs_number.validate import is_valid

from workwell_desktop.places.postcodes import is_postcode, look_alikes, spaced, tidy_text

# HMRC, National Insurance Manual NIM39110: letters and pairs that no number starts with. There is no check digit.
_NINO = re.compile(r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]?")
_NINO_SHAPE = re.compile(r"[A-Z]{2}\d{6}[A-Z]?")
_NINO_NEVER = frozenset(["BG", "GB", "KN", "NK", "NT", "TN", "ZZ", "OO", "CR", "FY", "MW", "NC"])

_DASHES = "\u2010-\u2015\u2212"  # the hyphens, dashes and the minus that programs put in place of a typed one
_NO_NUMBER = "This cannot be a phone number. Read it back together."
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


def _wrong(text: str, problem: str) -> Checked:
    return Checked(text, text, problem)


def _digits(count: int) -> str:
    return f"{count} digit" if count == 1 else f"{count} digits"


def check_nhs_number(text: str) -> Checked:
    """Check an NHS number: ten digits with a check digit (NHS Data Dictionary, NHS NUMBER). Kept as ten digits.

    Ten equal digits pass the arithmetic and are refused all the same.
    """
    typed = tidy_text(text)
    number = re.sub(rf"[\s./{_DASHES}-]", "", typed)
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
    typed = tidy_text(text)
    number = re.sub(rf"[\s./{_DASHES}-]", "", typed).upper()
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
    typed = tidy_text(text)
    compact = re.sub(rf"[\s.{_DASHES}-]", "", typed).upper()
    if not compact:
        return Checked()
    if is_postcode(compact):
        return Checked(spaced(compact), spaced(compact))
    if len(compact) > 8:  # longer than any postcode: most likely a whole address
        return Checked(typed, typed, note="This does not look like a UK postcode. It is kept as it was typed.")
    meant = next((candidate for candidate in look_alikes(compact) if is_postcode(candidate)), None)
    if meant:
        return Checked(typed, typed, note=f"Did you mean {spaced(meant)}?", suggestion=spaced(meant))
    return Checked(typed, typed, note="This does not look like a UK postcode. It is kept as it was typed.")


def check_phone(text: str) -> Checked:
    """Check a phone number with the library phonenumbers: whether it can be one, not whether anybody has it.

    A UK number is kept as its digits with the leading 0; ``+44``, ``0044`` and ``(0)`` are understood. A number from
    abroad is kept as its digits behind a +, as it was typed. Numbers that are only possible pass (Ofcom keeps some for
    films and trials); those of the UK have the count of digits that Ofcom's numbering plan gives them.
    """
    typed = tidy_text(text)
    number = re.sub(rf"[\s()./{_DASHES}-]", "", typed.replace("(0)", ""))
    if not number:
        return Checked()
    if not re.fullmatch(r"\+?[0-9]+", number):
        return _wrong(typed, "A phone number has digits only. Write anything else beside it, in the notes.")
    number = re.sub(r"^(?:\+44|0044)0?", "0", number)
    if number.startswith("00"):
        number = f"+{number[2:]}"
    note = ""
    if len(number) == 10 and number.startswith("7"):
        number, note = f"0{number}", "The 0 in front was missing. It was put there."
    if not number.startswith(("0", "+")):
        return _wrong(typed, "A UK phone number starts with 0 or with +44. One from abroad starts with +.")
    problem, shown = _abroad(number) if number.startswith("+") else _british(number)
    return _wrong(typed, problem) if problem else Checked(number, shown, note=note)


def _british(number: str) -> tuple[str, str]:
    """Return what is wrong with a UK number, or how it is read out: 07700 900123, 020 7946 0123, 0113 496 0123."""
    import phonenumbers  # noqa: PLC0415 - 30 ms, and only when somebody types a phone number

    has = f"This one has {len(number)}."
    if number.startswith("07"):
        problem = "" if len(number) == 11 else f"A mobile number has 11 digits. {has}"
    elif number.startswith("01"):  # a few towns still have ten
        problem = "" if len(number) in {10, 11} else f"A number that starts with 01 has 10 or 11 digits. {has}"
    elif number.startswith("08"):  # 0800 1111 and 0845 46 47 are shorter; the library knows
        problem = f"A number that starts with 08 has 10 or 11 digits. {has}"
    else:
        problem = "" if len(number) == 11 else f"A phone number has 11 digits. {has}"
    try:
        read = phonenumbers.parse(number, "GB")
    except phonenumbers.NumberParseException:
        return problem or _NO_NUMBER, ""
    possible = phonenumbers.is_possible_number_with_reason(read) == phonenumbers.ValidationResult.IS_POSSIBLE
    if number.startswith("08") and possible and len(number) != 9:
        problem = ""
    if problem or not possible:
        return problem or _NO_NUMBER, ""
    return "", _if_equal(number, phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.NATIONAL))


def _abroad(number: str) -> tuple[str, str]:
    """Return what is wrong with a number that starts with +, or how it is written for dialling from here."""
    import phonenumbers  # noqa: PLC0415 - as above

    try:
        read = phonenumbers.parse(number)
    except phonenumbers.NumberParseException as problem:
        if problem.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE:
            return f"No country has numbers that start with {number[:4]}. Check the first digits.", ""
        return _NO_NUMBER, ""
    found, reasons = phonenumbers.is_possible_number_with_reason(read), phonenumbers.ValidationResult
    if found == reasons.TOO_LONG:
        return f"This number is too long for one that starts with +{read.country_code}. Read it back together.", ""
    if found != reasons.IS_POSSIBLE:
        return f"This number is too short for one that starts with +{read.country_code}. Read it back together.", ""
    return "", _if_equal(number, phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def _if_equal(number: str, shown: str) -> str:
    """Return a number as it is read out, unless that would have other digits than were typed."""
    return shown if re.sub(r"[^0-9]", "", shown) == number.removeprefix("+") else number


def check_email(text: str) -> Checked:
    """Check an e-mail address lightly: one @ with something on both sides and a full stop after it. Kept as typed."""
    typed = tidy_text(text)
    if not typed:
        return Checked()
    if not _EMAIL.fullmatch(typed) or ".." in typed:
        return _wrong(typed, "An e-mail address looks like jo@example.org: an @, and a full stop after it.")
    return Checked(typed, typed)
